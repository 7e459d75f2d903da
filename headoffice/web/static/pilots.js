// Draws each store's change from the table beside it.
"use strict";
{
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const place = document.querySelector(".changes");
  const points = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: "exceptZero" });
  const draw = () => {
    const table = document.getElementById(place.dataset.table);
    const rows = Array.from(table.tBodies[0].rows);
    // Where sums stand below, bars begin beside the first row.
    if (table.tFoot) {
      place.style.marginTop = "0";
      place.style.marginTop = `${Math.max(0, table.tBodies[0].getBoundingClientRect().top - place.getBoundingClientRect().top)}px`;
    }
    place.style.height = `${table.tBodies[0].offsetHeight}px`;
    const chart = echarts.getInstanceByDom(place) ?? echarts.init(place, null, { renderer: "canvas" });
    chart.resize();
    const bare = { axisLine: { show: false }, axisTick: { show: false }, axisLabel: { show: false }, splitLine: { show: false } };
    chart.setOption({
      animation: false, grid: { left: 44, right: 44, top: 0, bottom: 0 },
      xAxis: { type: "value", ...bare },
      yAxis: { type: "category", inverse: true, data: rows.map((_, i) => i), ...bare, axisLine: { show: true, onZero: true, lineStyle: { color: colour("line") } } },
      series: [{
        type: "bar", barWidth: 10, silent: true,
        label: { show: true, color: colour("quiet"), fontFamily: colour("text"), fontSize: 12 },
        data: rows.map((row) => {
          const value = Number(row.dataset.change);
          const label = { position: value < 0 ? "left" : "right", formatter: value ? points.format(100 * value).replace("-", "−") : "" };
          return { value, label, itemStyle: { color: colour(row.classList.contains("mine") ? "accent" : "line") } };
        }),
      }],
    });
  };
  if (place) {
    document.fonts.ready.then(draw);
    let waiting = 0;
    addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(draw, 120); });
  }
}
