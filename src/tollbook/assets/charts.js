/* Replaces each static picture by the live chart when a reader scrolls near it. */
(function () {
  "use strict";
  var base = document.currentScript.src.replace(/charts\.js.*$/, "");
  var version = document.currentScript.src.replace(/^[^?]*/, "");
  var loading = null;

  function load() {
    loading = loading || new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = base + "vega-bundle.js" + version;
      script.onload = resolve;
      script.onerror = function () { reject(new Error("cannot load " + script.src)); };
      document.head.appendChild(script);
    });
    return loading;
  }

  function name(chart, svg) {
    svg.setAttribute("role", chart.hasAttribute("data-linked") ? "group" : "img");
    svg.setAttribute("aria-label", chart.dataset.label);
    svg.parentNode.removeAttribute("role");
    svg.parentNode.removeAttribute("aria-label");
    svg.parentNode.removeAttribute("aria-roledescription");
  }

  /* Vega draws marks that open a page when clicked, but no links: let keyboards and screen readers have them. */
  function link(svg) {
    svg.querySelectorAll("[class*=role-mark] > *").forEach(function (mark) {
      var item = mark.__data__;
      item = item && (item.mark ? item : item.items && item.items[0]);
      if (!item || !item.href) return;
      mark.dataset.href = item.href;
      mark.setAttribute("role", "link");
      mark.setAttribute("tabindex", "0");
      mark.removeAttribute("aria-roledescription");
      if (!mark.getAttribute("aria-label")) mark.setAttribute("aria-label", mark.textContent || item.description || item.href);
    });
  }

  function draw(chart) {
    var spec = JSON.parse(chart.querySelector("script.tb-spec").textContent);
    var still = chart.querySelector(".tb-view");
    var live = document.createElement("div");
    live.className = "tb-view tb-drawing";
    chart.insertBefore(live, still);
    load().then(function () {
      var dark = document.documentElement.dataset.theme === "dark";
      /* The interpreter (ast) spares `eval`, which the page's policy forbids. */
      return window.vegaEmbed(live, spec, {
        mode: "vega", ast: true, renderer: "svg", actions: false, loader: { target: "_self" }, tooltip: { theme: dark ? "dark" : "light" }
      });
    }).then(function (result) {
      still.remove();
      live.classList.remove("tb-drawing");
      function dress() {
        var svg = live.querySelector("svg");
        name(chart, svg);
        link(svg);
      }
      dress();
      new ResizeObserver(function () { setTimeout(dress, 200); }).observe(live);
      chart.classList.add("tb-live");
      chart.dispatchEvent(new CustomEvent("tb-drawn", { detail: result }));
    }).catch(function (error) {
      live.remove();
      console.error("chart " + chart.id, error);
    });
  }

  document.addEventListener("keydown", function (event) {
    var mark = event.target;
    if (event.key === "Enter" && mark.dataset && mark.dataset.href && mark.closest(".tb-chart")) location.href = mark.dataset.href;
  });
  var watch = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (!entry.isIntersecting) return;
      watch.unobserve(entry.target);
      draw(entry.target);
    });
  }, { rootMargin: "300px" });
  document.querySelectorAll(".tb-chart").forEach(function (chart) { watch.observe(chart); });
})();
