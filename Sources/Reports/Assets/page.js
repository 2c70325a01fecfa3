// The page is whole without this. It has no ampersand and no angle bracket: a page is written with those escaped.
(function () {
  "use strict";

  function made(name, attributes, text) {
    var element = document.createElement(name);
    Object.keys(attributes).forEach(function (key) { element.setAttribute(key, attributes[key]); });
    element.textContent = text;
    return element;
  }

  // A text as it is looked for: also without thousands separators.
  function plain(text) {
    var lower = text.toLowerCase().replace(/\s+/g, " ");
    return lower + " " + lower.replace(/,/g, "");
  }

  // The number that a cell begins with, after what stands for one thousand and for less than zero; null for none.
  function number(cell) {
    var found = cell.textContent.trim().replace(/\u2212/g, "-").replace(/,/g, "").match(/^[-+]?\d+(\.\d+)?/);
    return found ? parseFloat(found[0]) : null;
  }

  // Sorting: a heading is a button; largest or first letter first, then the other way round, then as it was.
  function sortable(table) {
    var body = table.tBodies[0];
    if (!body || body.rows.length === 0 || body.rows.length === 1) { return; }
    var original = Array.from(body.rows);
    var headings = Array.from(table.tHead.rows[table.tHead.rows.length - 1].cells);
    if (table.tHead.rows.length !== 1) { return; }
    headings.forEach(function (heading, column) {
      var isNumber = heading.classList.contains("n");
      if (original.some(function (row) { return row.cells.length !== headings.length || row.cells[column].querySelector("svg"); })) { return; }
      var button = made("button", { type: "button", "class": "sort" }, heading.textContent);
      heading.textContent = "";
      heading.appendChild(button);
      function key(row) { return isNumber ? number(row.cells[column]) : row.cells[column].textContent.trim(); }
      button.addEventListener("click", function () {
        var first = isNumber ? "descending" : "ascending";
        var second = isNumber ? "ascending" : "descending";
        var now = heading.getAttribute("aria-sort");
        var order = now === null ? first : now === first ? second : null;
        headings.forEach(function (other) { other.removeAttribute("aria-sort"); });
        var rows = original.slice();
        if (order) {
          heading.setAttribute("aria-sort", order);
          var sign = order === "ascending" ? 1 : -1;
          rows.sort(function (one, other) {
            // What stands for all others stays last, and so does what is unknown.
            var last = one.classList.contains("others") - other.classList.contains("others");
            if (last !== 0) { return last; }
            var a = key(one), b = key(other);
            if (a === null || b === null) { return (a === null) - (b === null); }
            return sign * (isNumber ? a - b : a.localeCompare(b, "en", { numeric: true }));
          });
        }
        rows.forEach(function (row) { body.appendChild(row); });
      });
    });
  }

  // A table of many rows has a field of its own that shows those with all of its words.
  var least = 15;
  function filterable(box, at) {
    var rows = Array.from(box.querySelectorAll("tbody tr")).map(function (row) {
      return { row: row, text: plain(row.textContent), stays: row.classList.contains("others") };
    });
    if (Math.max(rows.length, least) === least) { return; }
    var bar = made("div", { "class": "search" }, "");
    var field = made("input", { type: "search", id: "filter-" + at, autocomplete: "off" }, "");
    var found = made("output", { "for": "filter-" + at }, "");
    bar.appendChild(made("label", { "for": "filter-" + at }, "Show rows with"));
    bar.appendChild(field);
    bar.appendChild(found);
    box.parentNode.insertBefore(bar, box);
    field.addEventListener("input", function () {
      var words = plain(field.value).split(" ").filter(Boolean);
      var count = 0;
      rows.forEach(function (line) {
        var fits = words.every(function (word) { return line.text.includes(word); });
        line.row.hidden = !(fits || line.stays);
        count += fits ? 1 : 0;
      });
      found.textContent = words.length === 0 ? "" : count + " of " + rows.length + " rows";
    });
  }

  // One field for all tables of a page that has one.
  function searchable(bar) {
    var field = bar.querySelector("input");
    var found = bar.querySelector("output");
    var parts = Array.from(document.querySelectorAll("section[data-search]")).map(function (section) {
      var name = section.querySelector("h2").textContent;
      var tables = Array.from(section.querySelectorAll(".scroll")).map(function (box) {
        var rows = Array.from(box.querySelectorAll("tbody tr")).map(function (row) {
          return { row: row, text: plain(name + " " + row.textContent) };
        });
        return { box: box, rows: rows };
      });
      return { section: section, tables: tables };
    });
    function search() {
      var words = plain(field.value).split(" ").filter(Boolean);
      var count = 0;
      parts.forEach(function (part) {
        var before = count;
        part.tables.forEach(function (table) {
          var start = count;
          table.rows.forEach(function (line) {
            var fits = words.every(function (word) { return line.text.includes(word); });
            line.row.hidden = !fits;
            count += fits ? 1 : 0;
          });
          table.box.hidden = count === start;
        });
        part.section.hidden = count === before;
      });
      found.textContent = words.length === 0 ? "" : count === 1 ? "1 row" : count + " rows";
    }
    field.addEventListener("input", search);
    bar.hidden = false;
    search();
  }

  // A link to a row shows it, whatever was looked for and however deep it is folded away.
  function show() {
    var id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch (error) { return; }
    var target = document.getElementById(id);
    if (!target) {
      // A row that the page leaves out is among all others of its table.
      var others = id.split(":")[0] + ":~others";
      if (others !== id) { if (document.getElementById(others)) { location.replace("#" + others); } }
      return;
    }
    Array.from(document.querySelectorAll(".search input")).forEach(function (field) {
      if (field.value) {
        field.value = "";
        field.dispatchEvent(new Event("input"));
      }
    });
    var fold = target.closest("details");
    while (fold) {
      fold.open = true;
      fold = fold.parentElement.closest("details");
    }
    target.scrollIntoView();
  }

  // One link to a row: it stands in the row that the pointer is over or, once the table has the focus, goes with the arrow keys.
  var here = made("a", { "class": "here", "aria-label": "Link to this row" }, "");
  function stand(row) {
    here.setAttribute("href", "#" + row.id);
    row.cells[0].insertBefore(here, row.cells[0].firstChild);
  }
  function beside(row, way) {
    var next = row[way];
    while (next) {
      if (!next.hidden) { return next; }
      next = next[way];
    }
    return null;
  }
  document.addEventListener("mouseover", function (event) {
    var row = event.target.closest("tr[id]");
    if (row) { if (document.activeElement !== here) { stand(row); } }
  });
  document.addEventListener("focusin", function (event) {
    if (event.target === here) { return; }
    var row = event.target.closest("tr[id]");
    if (!row) { if (event.target.matches(".scroll")) { row = event.target.querySelector("tbody tr[id]:not([hidden])"); } }
    if (row) { stand(row); }
  });
  here.addEventListener("keydown", function (event) {
    var ways = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" };
    var next = ways[event.key] ? beside(here.closest("tr"), ways[event.key]) : null;
    if (!next) { return; }
    event.preventDefault();
    stand(next);
    here.focus();
  });

  Array.from(document.querySelectorAll("table")).forEach(sortable);
  var bar = document.getElementById("search");
  if (bar) { searchable(bar); } else { Array.from(document.querySelectorAll(".scroll")).forEach(filterable); }
  window.addEventListener("hashchange", show);
  if (location.hash) { show(); }
}());
