// Draws the way visits went from the table beside it, so that both always say the same.
"use strict";
{
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const place = document.getElementById("flows");

  const links = (table) => Array.from(table.tBodies[0].rows, (row) => ({
    stage: Number(row.dataset.stage), here: row.dataset.here, there: row.dataset.there,
    from: row.cells[1].textContent, visits: Number(row.dataset.visits),
  }));

  const draw = () => {
    const all = links(document.getElementById(place.dataset.table));
    const last = Math.max(...all.map((link) => link.stage));
    const nodes = new Map();
    const node = (stage, name) => {
      const key = `${stage} ${name}`;
      if (!nodes.has(key)) nodes.set(key, { name: key, depth: stage - 1, value: 0, said: name });
      return nodes.get(key);
    };
    for (const { stage, here, from, visits } of all) {
      const found = node(stage, here);
      // As high as the visits that came, also where none goes on.
      found.value += visits;
      found.title = from;
    }
    // Where it goes after the last stage that is told is told by nothing.
    const drawn = all.filter((link) => link.there && nodes.has(`${link.stage + 1} ${link.there}`));
    const paths = drawn.map((link) => ({
      source: `${link.stage} ${link.here}`, target: `${link.stage + 1} ${link.there}`, value: link.visits,
    }));
    // On a narrow page the way goes downwards.
    const narrow = place.clientWidth < 640;
    const beside = (it) => (narrow ? "bottom" : it.depth + 1 >= last && last > 1 ? "left" : "right");
    const ink = (stage) => (stage === 1 ? colour("accent") : colour("ink"));
    const data = Array.from(nodes.values(), (it) => ({
      ...it, itemStyle: { color: ink(it.depth + 1) },
      label: { formatter: `${it.title}  ${it.value.toLocaleString(document.documentElement.lang)}`, position: beside(it) },
    }));
    const chart = echarts.getInstanceByDom(place) ?? echarts.init(place, null, { renderer: "canvas" });
    chart.resize();
    chart.clear();
    chart.setOption({
      animation: false,
      series: [{
        type: "sankey", data, links: paths, left: 0, right: 8, top: 12, bottom: narrow ? 28 : 12, nodeWidth: 5, nodeGap: 26,
        orient: narrow ? "vertical" : "horizontal", draggable: false, silent: true, nodeAlign: "left", layoutIterations: 24,
        lineStyle: { color: colour("ink"), opacity: 0.12, curveness: 0.5 },
        label: { color: colour("ink"), fontFamily: colour("text"), fontSize: 13 },
        // What there is no room to name stands in the table.
        labelLayout: { hideOverlap: true },
      }],
    });
  };

  if (place) {
    document.fonts.ready.then(draw);
    let waiting = 0;
    addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(draw, 120); });
  }
}
