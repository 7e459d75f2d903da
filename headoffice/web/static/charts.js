// Draws each chart from the table beside it, so that both always say the same.
"use strict";
{
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const numbers = (cells) => Array.from(cells, (cell) => Number(cell.textContent.replace(/\D/g, "")));
  const rows = (table) => Array.from(table.tBodies[0].rows);

  const bare = (more) => ({
    show: false, axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: false }, ...more,
  });

  // Grey stands for the rest: the theme's line colour is the lightest that can be told from paper.
  const grey = () => colour("line");

  const hours = (table, place) => {
    const [today, before] = rows(table).map((row) => numbers(row.querySelectorAll("td")));
    const last = today.reduce((found, value, i) => (value ? i : found), -1);
    const line = (data, ink, width) => ({
      type: "line", data, symbol: "none", silent: true, lineStyle: { color: ink, width }, z: width,
    });
    // Below a point near the floor there is no room; the line came from the left.
    const low = today[last] < Math.max(...today, ...before) / 4;
    const beside = last < today.length - 1 ? "right" : "top";
    const said = { show: true, position: low ? beside : before[last] > today[last] ? "bottom" : "top", distance: 8, formatter: place.dataset.soFar, color: colour("accent"), fontFamily: colour("text"), fontSize: 12 };
    const here = { symbol: "circle", symbolSize: 7, itemStyle: { color: colour("accent") }, label: said };
    const points = today.slice(0, last + 1).map((value, i) => (i === last ? { value, ...here } : { value, symbol: "none" }));
    return {
      grid: { left: 0, right: 0, top: 28, bottom: 4 },
      xAxis: bare({ type: "category", data: today.map((_, i) => i), boundaryGap: true }),
      yAxis: bare({ type: "value", min: 0 }),
      series: [line(before, grey(), 1.5), { ...line(points, colour("accent"), 2.5), symbol: "circle", showSymbol: true }],
    };
  };

  const bars = (table, series, most) => ({
    grid: { left: 0, right: 48, top: 0, bottom: 0 },
    xAxis: bare({ type: "value", min: 0, max: most || 1 }),
    yAxis: bare({ type: "category", inverse: true, data: rows(table).map((_, i) => i) }),
    series,
  });

  const funnel = (table) => {
    const values = rows(table).map((row) => Number(row.dataset.value));
    const own = values.map((value, i) => ({ value, itemStyle: { color: i === values.length - 1 ? colour("accent") : grey() } }));
    const chart = bars(table, [{ type: "bar", data: own, barWidth: 14, silent: true }], values[0]);
    return { ...chart, grid: { ...chart.grid, right: 0 } };
  };

  const tenths = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const seconds = (value) => (value < 99.5 ? `${Math.round(value)} s` : `${tenths.format(value / 60)} min`);

  const waits = (table) => {
    const all = rows(table);
    const chosen = all.some((row) => row.classList.contains("mine"));
    const label = { position: "right", distance: 6, color: colour("quiet"), opacity: 1, fontFamily: colour("text"), fontSize: 12 };
    const ink = (row) => (row.classList.contains("mine") ? colour("accent") : chosen ? grey() : colour("quiet"));
    const half = all.map((row) => ({ value: Number(row.dataset.p50), itemStyle: { color: ink(row) } }));
    const rest = all.map((row) => ({
      value: Number(row.dataset.p95) - Number(row.dataset.p50), itemStyle: { color: ink(row), opacity: 0.35 },
      label: { ...label, show: Number(row.dataset.p95) > 0, formatter: seconds(Number(row.dataset.p95)) },
    }));
    const bar = (data, width) => ({ type: "bar", stack: "wait", data, barWidth: width, silent: true });
    return bars(table, [bar(half, 10), bar(rest, 10)], Math.max(...all.map((row) => Number(row.dataset.p95))));
  };

  const drawings = { hours, funnel, waits };

  window.drawCharts = (root) => {
    for (const place of root.querySelectorAll("[data-chart]")) {
      const table = document.getElementById(place.dataset.table);
      if (place.classList.contains("rows")) place.style.height = `${table.tBodies[0].offsetHeight}px`;
      if (!place.clientWidth) continue;
      const chart = echarts.init(place, null, { renderer: "canvas" });
      chart.setOption({ animation: false, ...drawings[place.dataset.chart](table, place) });
    }
  };

  window.dropCharts = (root) => {
    for (const place of root.querySelectorAll("[data-chart]")) echarts.getInstanceByDom(place)?.dispose();
  };

  const board = document.getElementById("board");
  document.fonts.ready.then(() => window.drawCharts(board));
  let waiting = 0;
  addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { window.dropCharts(board); window.drawCharts(board); }, 120);
  });
}
