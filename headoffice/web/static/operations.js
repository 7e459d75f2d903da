// Draws each table's rows as bars beside it; a row of which there is too little to say has none.
"use strict";
{
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const bare = { axisLine: { show: false }, axisTick: { show: false }, axisLabel: { show: false }, splitLine: { show: false } };

  const draw = (place) => {
    const table = document.getElementById(place.dataset.table);
    const rows = Array.from(table.tBodies[0].rows);
    const values = rows.map((row) => (row.dataset.value === "" ? null : Number(row.dataset.value)));
    const most = Math.max(...values.map((value) => value ?? 0));
    place.style.height = `${table.tBodies[0].offsetHeight}px`;
    if (!place.clientWidth) return;
    const chart = echarts.getInstanceByDom(place) ?? echarts.init(place, null, { renderer: "canvas" });
    chart.resize();
    chart.setOption({
      animation: false, grid: { left: 0, right: 4, top: 0, bottom: 0 },
      xAxis: { type: "value", min: 0, max: most || 1, ...bare },
      yAxis: { type: "category", inverse: true, data: rows.map((_, i) => i), ...bare, axisLine: { show: true, lineStyle: { color: colour("line") } } },
      series: [{
        type: "bar", barWidth: 10, silent: true,
        data: values.map((value) => ({ value, itemStyle: { color: value === most && most ? colour("accent") : colour("line") } })),
      }],
    });
  };

  const places = Array.from(document.querySelectorAll("[data-chart]"));
  const all = () => places.forEach(draw);
  document.fonts.ready.then(all);
  let waiting = 0;
  addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(all, 120); });
}
