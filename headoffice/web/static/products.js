// Draws each chart of the product and service pages from the table beside it.
"use strict";
{
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const rows = (table) => Array.from(table.tBodies[0].rows);
  const bare = { axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: false }, axisLabel: { show: false } };
  const said = () => ({ color: colour("quiet"), opacity: 1, fontFamily: colour("text"), fontSize: 12 });
  const bar = (data, ink, more) => ({ type: "bar", silent: true, data, itemStyle: { color: colour(ink) }, ...more });

  // What became of those who tried: bought, most likely bought, not bought; as parts of a whole.
  const parts = (table) => {
    const all = rows(table).map((row) => row.dataset.parts.split(",").map(Number));
    const share = (place) => all.map((own) => own[place] / own.reduce((sum, one) => sum + one, 0));
    const band = (place, ink, opacity) => bar(share(place), ink, { stack: "one", barWidth: 10, itemStyle: { color: colour(ink), opacity } });
    return {
      grid: { left: 0, right: 0, top: 0, bottom: 0 },
      xAxis: { type: "value", min: 0, max: 1, ...bare },
      yAxis: { type: "category", inverse: true, data: all.map((_, i) => i), ...bare },
      series: [band(0, "accent", 1), band(1, "accent", 0.45), band(2, "line", 0.5)],
    };
  };

  const columns = (table, left, right) => ({
    grid: { left: 0, right: 0, top: 22, bottom: 22 },
    xAxis: { type: "category", data: rows(table).map((row) => row.cells[0].textContent), ...bare, axisLabel: { show: true, interval: 0, hideOverlap: true, ...said() } },
    yAxis: right ? [{ type: "value", min: 0, ...bare }, { type: "value", min: 0, ...bare }] : { type: "value", min: 0, ...bare },
    series: [...left, ...(right ? [right] : [])],
  });
  const numbers = (table, key) => rows(table).map((row) => (row.dataset[key] ? Number(row.dataset[key]) : null));

  const sizes = (table) => {
    const label = { show: true, position: "top", formatter: (it) => it.value || "", ...said() };
    const wide = { barMaxWidth: 44, barGap: "-100%" };
    return columns(table, [
      bar(numbers(table, "asked"), "line", { ...wide, itemStyle: { color: colour("line"), opacity: 0.5 }, label }),
      bar(numbers(table, "missing"), "accent", wide),
    ]);
  };

  const service = (table) => {
    const wait = numbers(table, "wait");
    const label = { show: true, position: "top", formatter: (it) => (it.value ? (it.value < 99.5 ? `${Math.round(it.value)} s` : `${(it.value / 60).toFixed(1)} min`) : ""), ...said(), color: colour("accent") };
    return columns(
      table,
      [bar(numbers(table, "n"), "line", { barMaxWidth: 44, itemStyle: { color: colour("line"), opacity: 0.35 } })],
      { type: "line", yAxisIndex: 1, silent: true, data: wait, connectNulls: false, symbol: "circle", symbolSize: 6, label, lineStyle: { color: colour("accent"), width: 2 }, itemStyle: { color: colour("accent") } },
    );
  };

  const drawings = { parts, sizes, service };
  const draw = () => {
    for (const place of document.querySelectorAll("[data-chart]")) {
      const table = document.getElementById(place.dataset.table);
      if (place.classList.contains("rows")) place.style.height = `${table.tBodies[0].offsetHeight}px`;
      if (!place.clientWidth) continue;
      const chart = echarts.getInstanceByDom(place) ?? echarts.init(place, null, { renderer: "canvas" });
      chart.resize();
      chart.setOption({ animation: false, ...drawings[place.dataset.chart](table) });
    }
  };
  document.fonts.ready.then(draw);
  let waiting = 0;
  addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(draw, 120); });
}
