/* Search, filters and sorting of the ledger. Without this script the table stands in full. */
(function () {
  "use strict";

  function plain(text) {
    return text.toLowerCase().normalize("NFKC").replace(/(\d)[,\u202f\u00a0' ](?=\d{3}\b)/g, "$1").replace(/\s+/g, " ");
  }

  function set(ledger) {
    var form = ledger.querySelector("form");
    var body = ledger.querySelector("tbody");
    if (!form || !body) return;
    var rows = Array.prototype.map.call(body.rows, function (row, rank) {
      return { row: row, rank: rank, text: plain(Array.prototype.map.call(row.cells, function (cell) { return cell.textContent; }).join(" ")), values: " " + row.dataset.values };
    });
    var shown = ledger.querySelector("[data-shown]");
    var none = ledger.querySelector(".tb-none");
    var filters = Array.prototype.slice.call(form.querySelectorAll("select"));

    function holds(item, words) {
      return words.every(function (word) {
        return item.text.indexOf(word.text) >= 0 || (word.bare && item.values.indexOf(" " + word.text) >= 0);
      });
    }

    function show() {
      /* "1 200 000" is one number; other blanks part words. */
      var words = form.q.value.replace(/(\d) (?=\d{3}\b)/g, "$1").split(/\s+/).filter(Boolean).map(function (word) {
        return { text: plain(word), bare: /^\d+$/.test(word) };
      });
      var count = 0;
      rows.forEach(function (item) {
        var fits = filters.every(function (filter) {
          return !filter.value || item.row.dataset[filter.name] === filter.value;
        }) && holds(item, words);
        item.row.hidden = !fits;
        count += fits;
      });
      shown.textContent = count;
      none.hidden = count > 0;
    }

    function key(item, column) {
      var cell = item.row.cells[column];
      var order = cell.dataset.order;
      if (column === 0) return order === undefined ? -1 : Number(order);
      return order === undefined ? cell.textContent.trim().toLowerCase() : order;
    }

    function sort(column, head) {
      var down = head.getAttribute("aria-sort") === "ascending";
      ledger.querySelectorAll("thead th").forEach(function (other) { other.removeAttribute("aria-sort"); });
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      var keyed = rows.map(function (item) { return { item: item, key: key(item, column) }; });
      keyed.sort(function (a, b) {
        var less = typeof a.key === "number" ? a.key - b.key : a.key.localeCompare(b.key);
        return (down ? -less : less) || a.item.rank - b.item.rank;
      });
      var sorted = document.createDocumentFragment();
      keyed.forEach(function (entry) { sorted.appendChild(entry.item.row); });
      body.appendChild(sorted);
    }

    ledger.querySelectorAll("thead th").forEach(function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () { sort(column, head); });
    });
    form.addEventListener("input", show);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("reset", function () { setTimeout(show, 0); });
    form.hidden = false;
    show();
  }

  document.querySelectorAll(".tb-ledger").forEach(set);
})();
