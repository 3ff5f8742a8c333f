"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const settings = { displayModeBar: false, responsive: false };
  const PAPER = 1040; // width of a landscape A4 sheet, less its margins
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const plain = (text) => text.toLocaleLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

  // -- figures: drawn when they come into sight ------------------------------------------
  const drawn = new Set();
  // A week needs room for its days; on a phone it can be moved sideways.
  const isWeek = (box) => /^(class|teacher|room)-|^learner/.test(box.dataset.figure || box.id);
  const widthOf = (box) =>
    Math.max(isWeek(box) ? 760 : 320, Math.floor(box.getBoundingClientRect().width));
  const draw = (box, width) => {
    const { data: traces, layout } = data.figures[box.dataset.figure];
    drawn.add(box);
    Plotly.newPlot(box, traces, { ...layout, width: width || widthOf(box) }, settings);
  };
  const charts = all("[data-figure]");
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting && !drawn.has(entry.target)) draw(entry.target);
    }
  }, { rootMargin: "600px" });
  charts.forEach((box) => watcher.observe(box));

  const fit = () => {
    drawn.forEach((box) => {
      if (box.offsetParent !== null) Plotly.relayout(box, { width: widthOf(box) });
    });
    if (byId("year-figure").offsetParent !== null) year.draw();
  };
  let pause = 0;
  window.addEventListener("resize", () => {
    clearTimeout(pause);
    pause = setTimeout(fit, 150);
  });

  // -- tabs -------------------------------------------------------------------------------
  const tabs = all("[role=tab]");
  const open = (tab) => {
    for (const other of tabs) {
      const chosen = other === tab;
      other.setAttribute("aria-selected", String(chosen));
      other.tabIndex = chosen ? 0 : -1;
      byId(other.getAttribute("aria-controls")).hidden = !chosen;
    }
    fit();
  };
  tabs.forEach((tab, i) => {
    tab.addEventListener("click", () => open(tab));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const target = { Home: 0, End: tabs.length - 1 }[event.key];
      const next = step ? (i + step + tabs.length) % tabs.length : target;
      if (next === undefined) return;
      event.preventDefault();
      open(tabs[next]);
      tabs[next].focus();
    });
  });

  // -- filters ----------------------------------------------------------------------------
  const report = (box, count) => {
    box.textContent = count === 1 ? box.dataset.one : box.dataset.more.replace("#", count);
  };
  const words = (input) => plain(input.value).split(/\s+/).filter(Boolean);
  const matches = (text, wanted) => wanted.every((word) => text.includes(word));
  const prepared = (rows) => rows.map((row) => [row, plain(row.dataset.search)]);

  const classRows = prepared(all(".class"));
  const filterClasses = () => {
    const wanted = words(byId("class-search"));
    const offering = byId("class-offering").value;
    const free = byId("class-free").checked;
    let count = 0;
    for (const [row, text] of classRows) {
      const shown = matches(text, wanted) && (!offering || row.dataset.offering === offering)
        && (!free || Number(row.dataset.free) > 0);
      row.hidden = !shown;
      count += shown;
    }
    report(byId("class-count"), count);
  };
  if (classRows.length) {
    ["class-search", "class-offering", "class-free"].forEach((id) =>
      byId(id).addEventListener("input", filterClasses));
    filterClasses();
  }

  const waitingRows = prepared(all(".reason tbody tr"));
  const filterWaiting = () => {
    const wanted = words(byId("waiting-search"));
    let count = 0;
    for (const [row, text] of waitingRows) {
      row.hidden = !matches(text, wanted);
      count += !row.hidden;
    }
    for (const group of all(".reason")) {
      const left = all("tbody tr:not([hidden])", group).length;
      group.hidden = left === 0;
      group.querySelector(".badge").textContent = left;
    }
    report(byId("waiting-count"), count);
  };
  if (waitingRows.length) {
    byId("waiting-search").addEventListener("input", filterWaiting);
    filterWaiting();
  }

  // -- one learner ------------------------------------------------------------------------
  const { people, texts } = data.learners;
  const names = people.map(([name, where]) => plain(`${name} ${where}`));
  const box = byId("learner-search");
  const list = byId("learner-list");
  const figure = byId("learner-figure");
  const year = yearOfLearner(data.years, settings);
  const MOST = 8;
  let active = -1;

  const traces = (blocks) => {
    const { data: lanes } = data.figures.learner;
    const filled = lanes.map((lane) => ({ ...lane, x: [], y: [], base: [], text: [] }));
    for (let i = 0; i < blocks.length; i += 5) {
      const lane = filled[blocks[i]];
      lane.x.push(blocks[i + 1]);
      lane.base.push(blocks[i + 2]);
      lane.y.push(blocks[i + 3]);
      lane.text.push(texts[blocks[i + 4]]);
    }
    return filled.map((lane) => ({ ...lane, hovertext: lane.text }));
  };
  const show = (index) => {
    const [name, where, blocks] = people[index];
    open(byId("tab-learner"));
    byId("learner-shown").hidden = false;
    byId("learner-name").textContent = name;
    byId("learner-where").textContent = where;
    figure.setAttribute("aria-label", `${name}: ${where}`);
    const { layout } = data.figures.learner;
    drawn.add(figure);
    Plotly.react(figure, traces(blocks), { ...layout, width: widthOf(figure) }, settings);
    year.show(index);
    clear();
    box.value = name;
  };
  all("[data-tab]").forEach((link) => link.addEventListener("click", () => {
    if (byId("learner-shown").hidden && people.length) show(0);
    else open(byId(`tab-${link.dataset.tab}`));
  }));
  const clear = () => {
    list.replaceChildren();
    byId("learner-none").hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
    active = -1;
  };
  const mark = (step) => {
    const items = [...list.children];
    if (!items.length) return;
    active = (active + step + items.length) % items.length;
    items.forEach((item, i) => item.setAttribute("aria-selected", String(i === active)));
    box.setAttribute("aria-activedescendant", items[active].id);
  };
  box.addEventListener("input", () => {
    clear();
    const wanted = words(box);
    if (!wanted.length) return;
    let count = 0;
    for (let i = 0; i < names.length && count < MOST; i += 1) {
      if (!matches(names[i], wanted)) continue;
      const item = document.createElement("li");
      const where = document.createElement("small");
      item.id = `found-${count}`;
      item.role = "option";
      item.dataset.learner = i;
      item.setAttribute("aria-selected", "false");
      where.textContent = people[i][1];
      item.append(people[i][0], where);
      list.append(item);
      count += 1;
    }
    byId("learner-none").hidden = count > 0;
    box.setAttribute("aria-expanded", String(count > 0));
  });
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      mark(step);
    } else if (event.key === "Enter" && list.children.length) {
      show(Number(list.children[Math.max(active, 0)].dataset.learner));
    } else if (event.key === "Escape") {
      clear();
    }
  });
  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-learner]");
    if (!target) return;
    show(Number(target.dataset.learner));
    byId("weeks").scrollIntoView();
    byId("learner-name").focus({ preventScroll: true });
  });

  // -- paper ------------------------------------------------------------------------------
  let closed = [];
  window.addEventListener("beforeprint", () => {
    document.body.classList.add("printing");
    closed = all("details:not([open])");
    closed.forEach((part) => { part.open = true; });
    charts.forEach((chart) => (drawn.has(chart)
      ? Plotly.relayout(chart, { width: PAPER }) : draw(chart, PAPER)));
    if (drawn.has(figure)) {
      Plotly.relayout(figure, { width: PAPER });
      year.draw(PAPER);
    }
  });
  window.addEventListener("afterprint", () => {
    document.body.classList.remove("printing");
    closed.forEach((part) => { part.open = false; });
    fit();
  });
  byId("print").addEventListener("click", () => window.print());
})();
