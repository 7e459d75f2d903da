// Draws visits by day from the table beside it, and a line at each day that somebody wrote a note for.
"use strict";
{
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const place = document.querySelector(".chart.days");
  const value = (text) => (text === "" ? null : Number(text));

  const draw = () => {
    const rows = Array.from(document.getElementById(place.dataset.table).tBodies[0].rows);
    const labels = rows.map((row) => row.dataset.label);
    // A name near an edge grows away from it.
    const side = (i) => (i > rows.length * 0.8 ? "right" : i < rows.length * 0.1 ? "left" : "center");
    const noted = rows.flatMap((row, i) => (row.cells[3].textContent ? [{ xAxis: i, name: row.cells[3].textContent, label: { align: side(i) } }] : []));
    const small = { color: colour("quiet"), fontFamily: colour("text"), fontSize: 12 };
    const short = (text) => (text.length > 28 ? `${text.slice(0, 27)}…` : text);
    const line = (key, ink, width) => ({
      type: "line", data: rows.map((row) => value(row.dataset[key])), symbol: rows.length > 1 ? "none" : "circle", silent: true,
      connectNulls: false, lineStyle: { color: ink, width }, itemStyle: { color: ink }, z: width,
    });
    const marks = {
      silent: true, symbol: "none", data: noted, lineStyle: { color: colour("ink"), width: 1, type: "dashed" },
      // On a phone the list below has the names.
      label: { ...small, show: place.clientWidth > 600, color: colour("ink"), formatter: (it) => short(it.name), position: "end", distance: 4 },
    };
    const chart = echarts.getInstanceByDom(place) ?? echarts.init(place, null, { renderer: "canvas" });
    chart.resize();
    chart.setOption({
      animation: false, grid: { left: 44, right: 20, top: 28, bottom: 26 },
      xAxis: { type: "category", data: labels, boundaryGap: rows.length < 2, axisTick: { show: false }, axisLine: { lineStyle: { color: colour("line") } }, axisLabel: { ...small, hideOverlap: true } },
      yAxis: { type: "value", min: 0, splitNumber: 3, splitLine: { lineStyle: { color: colour("line"), opacity: 0.3 } }, axisLabel: { ...small, formatter: (n) => n.toLocaleString(document.documentElement.lang) } },
      series: [line("then", colour("line"), 1.5), { ...line("visits", colour("accent"), 2.5), markLine: marks }],
    }, true);
  };
  if (place) {
    document.fonts.ready.then(draw);
    let waiting = 0;
    addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(draw, 120); });
  }
}
