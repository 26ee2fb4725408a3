// Draws the charts of the page from the data beside them, in the colours of the reader's theme; on paper always light.
(() => {
  const charts = JSON.parse(document.getElementById("charts").textContent);
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const PRINTED_WIDTH = 660;
  const config = { displayModeBar: false, responsive: true };
  const themed = (chart, isDark, width) => {
    const [text, line] = isDark ? ["#EFECF4", "#3D3748"] : ["#14101B", "#DAD5E2"];
    const layout = structuredClone(chart.layout);
    layout.font = { color: text, size: 13 };
    for (const axis of [layout.xaxis, layout.yaxis]) Object.assign(axis, { gridcolor: line, zerolinecolor: line, linecolor: line });
    if (width) Object.assign(layout, { width, autosize: false });
    const data = structuredClone(chart.data);
    data.forEach((trace, place) => {
      const colour = (isDark ? chart.dark : chart.light)[place];
      trace.marker = { ...trace.marker, color: colour };
      if (trace.type === "scatter" && trace.mode.includes("lines")) trace.line = { color: colour, width: 2.5 };
    });
    return [data, layout, config];
  };
  const draw = (isDark, width) => charts.forEach((chart, place) => Plotly.react(`chart-${place}`, ...themed(chart, isDark, width)));
  draw(dark.matches);
  dark.addEventListener("change", () => draw(dark.matches));
  window.addEventListener("beforeprint", () => draw(false, PRINTED_WIDTH));
  window.addEventListener("afterprint", () => draw(dark.matches));
})();
