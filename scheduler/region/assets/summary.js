"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const plain = (text) => text.toLocaleLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

  // -- sorting: a second click turns the order round; rows without a figure stay below -------
  const body = document.querySelector(".schools tbody");
  const rows = all("tr", body);
  const language = document.documentElement.lang;
  const order = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
  const keyOf = (row, at, kind) => {
    const cell = row.cells[at];
    if (kind === "text") return cell.querySelector("a, .state")?.textContent ?? cell.firstChild.textContent;
    return cell.dataset.value === "" ? null : Number(cell.dataset.value);
  };
  const compare = (a, b, down) => {
    if (a === null || b === null) return (a === null) - (b === null);
    return (typeof a === "number" ? a - b : order.compare(a.trim(), b.trim())) * (down ? -1 : 1);
  };
  for (const button of all(".sort")) {
    button.addEventListener("click", () => {
      const head = button.closest("th");
      const { kind } = button.dataset;
      const before = head.getAttribute("aria-sort");
      const down = before === null ? kind === "number" : before === "ascending";
      all(".schools thead th").forEach((th) => th.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const keyed = rows.map((row) => [keyOf(row, head.cellIndex, kind), row]);
      keyed.sort((a, b) => compare(a[0], b[0], down));
      body.append(...keyed.map((pair) => pair[1]));
    });
  }

  // -- searching ----------------------------------------------------------------------------
  const search = document.getElementById("search");
  const attention = document.getElementById("attention");
  const count = document.getElementById("count");
  const texts = rows.map((row) => plain(row.dataset.search));
  const filter = () => {
    const wanted = plain(search.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, i) => {
      const fits = wanted.every((word) => texts[i].includes(word))
        && (!attention.checked || row.dataset.plan === "0");
      row.hidden = !fits;
      shown += fits;
    });
    count.textContent = shown === 1 ? count.dataset.one : count.dataset.more.replace("#", shown);
  };
  search.addEventListener("input", filter);
  attention.addEventListener("input", filter);
  filter();

  // On paper everything is there.
  addEventListener("beforeprint", () => all("details").forEach((box) => { box.open = true; }));
})();
