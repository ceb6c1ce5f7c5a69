/* Small repairs of the theme's running page. */
(function () {
  "use strict";
  /* A link into a closed <details> opens it. */
  function reveal() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    var closed = false;
    for (var box = target.closest("details"); box; box = box.parentElement && box.parentElement.closest("details")) {
      closed = closed || !box.open;
      box.open = true;
    }
    if (closed) target.scrollIntoView();
  }
  window.addEventListener("hashchange", reveal);
  reveal();
})();
