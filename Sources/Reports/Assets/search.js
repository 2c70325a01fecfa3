// The page is whole without this. It has no ampersand and no angle bracket: a page is written with those escaped.
(function () {
  "use strict";
  var field = document.getElementById("search-field");
  var found = document.getElementById("search-found");
  function plain(text) {
    var lower = text.toLowerCase().replace(/\s+/g, " ");
    return lower + " " + lower.replace(/,/g, "");
  }
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
  // A link to a figure shows it, whatever was searched for.
  window.addEventListener("hashchange", function () {
    field.value = "";
    search();
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target) { target.scrollIntoView(); }
  });
  document.getElementById("search").hidden = false;
  search();
}());
