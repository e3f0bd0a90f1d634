"use strict";
(() => {
  // Figures are drawn when they come near the view, by the Plotly that this very file holds; a change of theme exchanges their colours.
  const exchange = JSON.parse(document.getElementById("exchange").textContent);
  const root = document.documentElement;
  const button = document.getElementById("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const plots = [...document.querySelectorAll("[data-figure]")];
  const drawn = new Set();
  let printing = false;
  const PHONE = 480; // pixels: a figure that is no wider is on a phone
  const LETTER = 6.6; // pixels: about the width of a letter on an axis
  const PAPER = { wide: 650, narrow: 300, height: 0.76 }; // pixels: what A4 and Letter leave for a figure, in two columns; share of its height on the screen

  const isDark = () => !printing && (root.dataset.theme === "dark" || (root.dataset.theme === "auto" && system.matches));

  async function unpack() {
    const bytes = Uint8Array.from(atob(document.getElementById("plotly").textContent), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const script = document.createElement("script");
    script.textContent = await new Response(stream).text();
    document.head.append(script);
  }

  function figureOf(plot) {
    const text = document.getElementById(plot.dataset.figure).textContent;
    const figure = JSON.parse(isDark() ? text.replace(/#[0-9a-f]{6}/g, (colour) => exchange[colour] ?? colour) : text);
    const canZoom = figure.layout.xaxis.fixedrange === false && matchMedia("(pointer: fine)").matches;
    figure.layout.dragmode = canZoom ? "zoom" : false;
    if (printing) figure.layout.width = plot.closest(".wide") ? PAPER.wide : PAPER.narrow;
    const width = figure.layout.width ?? plot.clientWidth;
    figure.data.filter((trace) => trace.type === "heatmap").forEach((trace) => fitHeat(trace, figure.layout, width));
    figure.data.filter((trace) => trace.orientation === "h" && trace.text).forEach((trace) => fitBars(trace, figure.layout, width));
    if (figure.layout.yaxis.scaleanchor) fitMap(figure, width);
    if (width <= PHONE) fewTicks(figure.layout, width);
    if (printing && !figure.layout.yaxis.scaleanchor) {
      const above = figure.layout.margin?.t ?? 8;
      figure.layout.height = Math.round(above + (figure.layout.height - above) * PAPER.height);
    }
    return figure;
  }

  const lengthOf = (text) => Math.max(0, ...String(text ?? "").replace(/&[#\w]+;/g, "x").split("<br>").map((line) => line.length));
  const longestOf = (texts) => Math.max(0, ...texts.map(lengthOf));

  // The words at the ends of lying bars get the room that they need, however wide the figure is.
  function fitBars(trace, layout, width) {
    const bars = Math.max(width - LETTER * longestOf(layout.yaxis.ticktext) - 24, 1);
    const room = bars - LETTER * longestOf(trace.text) - 16;
    const most = Math.max(...trace.x.map(Number), 0);
    if (most > 0 && room > 0.2 * bars) layout.xaxis.range = [0, most * bars / room];
  }

  // A map is as high as its width asks, and its dots do not hide it.
  function fitMap({ data, layout }, width) {
    const [from, to] = layout.yaxis.range;
    layout.height = Math.round((width * (to - from)) / layout.xaxis.range[1]) + (width <= PHONE ? 64 : 44);
    if (width <= PHONE) data.filter((trace) => trace.name === "dots").forEach((trace) => { trace.marker.size = 5; });
  }

  function fewTicks(layout, width) {
    const labels = layout.yaxis.ticktext ? longestOf(layout.yaxis.ticktext) : 0;
    const across = layout.xaxis;
    if (across.tickvals) {
      const crowded = () => LETTER * across.ticktext.reduce((sum, text) => sum + lengthOf(text) + 1, 0) > width - 50;
      while (across.side !== "top" && across.tickvals.length > 3 && crowded()) {
        across.tickvals = across.tickvals.filter((_, at) => at % 2 === 0);
        across.ticktext = across.ticktext.filter((_, at) => at % 2 === 0);
      }
      return;
    }
    if (labels > 12) layout.xaxis.nticks = 3;
    else if (layout.xaxis.type === "date") layout.xaxis.nticks = 4;
    layout.xaxis.tickangle = 0;
  }

  // On a phone the cells of a grid are too narrow for their numbers: the colours stay, a tap tells, and the table has them all.
  function fitHeat(trace, layout, width) {
    const cells = (width - LETTER * longestOf(layout.yaxis.ticktext) - 24) / layout.xaxis.ticktext.length;
    const fits = layout.xaxis.tickangle || LETTER * longestOf(layout.xaxis.ticktext) <= cells;
    if (width > PHONE && fits) return;
    const whole = layout.xaxis.ticktext.map((text) => text.replaceAll("<br>", " "));
    const longest = longestOf(whole);
    if (longest * whole.length > 30) {
      layout.xaxis.tickangle = -90;
      layout.xaxis.ticktext = whole;
      layout.height += 7 * longest + 8 - layout.margin.t;
      layout.margin = { ...layout.margin, r: 8, t: 7 * longest + 8 };
      if (width <= PHONE) {
        if (cells < LETTER * longestOf(trace.text.flat())) trace.texttemplate = "";
        trace.xgap = trace.ygap = 1;
      }
    }
  }

  function draw(plot) {
    if (!plot.clientWidth) return undefined;
    const figure = figureOf(plot);
    drawn.add(plot);
    plot.style.height = `${figure.layout.height}px`;
    return Plotly.react(plot, figure.data, figure.layout, { displayModeBar: false, responsive: true, showTips: false });
  }

  function redraw() {
    drawn.forEach(draw);
    button.setAttribute("aria-pressed", String(isDark()));
    button.textContent = isDark() ? "Light theme" : "Dark theme";
  }

  function watch() {
    const near = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) { near.unobserve(target); draw(target); }
      }
    }, { rootMargin: "600px" });
    plots.forEach((plot) => near.observe(plot));
  }

  let resized;
  addEventListener("resize", () => { clearTimeout(resized); resized = setTimeout(() => drawn.forEach(draw), 200); });
  button.addEventListener("click", () => { root.dataset.theme = isDark() ? "light" : "dark"; redraw(); });
  system.addEventListener("change", redraw);

  addEventListener("beforeprint", () => {
    printing = true;
    document.querySelectorAll("details:not(.numbers):not([open])").forEach((more) => { more.open = true; more.dataset.closed = ""; });
    plots.forEach(draw);
  });
  addEventListener("afterprint", () => {
    printing = false;
    document.querySelectorAll("[data-closed]").forEach((more) => { more.open = false; delete more.dataset.closed; });
    redraw();
  });

  redraw();
  unpack().then(watch).then(() => { root.dataset.figures = "ready"; }, () => { root.dataset.figures = "none"; });
})();
