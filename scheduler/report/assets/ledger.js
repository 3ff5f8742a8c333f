"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const settings = { displayModeBar: false, responsive: false };
  const DAY = 86400000;
  const FIRST_ROWS = 100;
  const byId = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const plain = (text) => text.toLocaleLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  const widthOf = (box) => Math.max(320, Math.floor(box.getBoundingClientRect().width));
  const start = Date.parse(data.from);
  const day = (offset) => new Date(start + offset * DAY).toISOString().slice(0, 10);

  // -- the list ---------------------------------------------------------------------------
  const rows = all(".hours tbody tr").map((row) => [row, plain(row.dataset.search)]);
  let most = FIRST_ROWS;
  const filter = () => {
    const wanted = plain(byId("search").value).split(/\s+/).filter(Boolean);
    const standing = byId("standing").value;
    let count = 0;
    for (const [row, text] of rows) {
      const fits = wanted.every((word) => text.includes(word))
        && (!standing || row.dataset.standing === standing);
      row.hidden = !fits || count >= most;
      count += fits;
    }
    const box = byId("count");
    box.textContent = count === 1 ? box.dataset.one : box.dataset.more.replace("#", count);
    byId("more").hidden = count <= most;
  };
  const anew = () => { most = FIRST_ROWS; filter(); };
  byId("search").addEventListener("input", anew);
  byId("standing").addEventListener("input", anew);
  byId("more").addEventListener("click", () => { most += FIRST_ROWS; filter(); });
  filter();

  // -- the year of one learner --------------------------------------------------------------
  const { people, texts } = data.learners;
  const box = byId("year-figure");
  const MADE = 7, PLANNED = 8, LINE = 9, OFF = 6;
  let chosen = 0;
  let norm = 0;
  let whole = false;
  const points = (flat) => {
    const found = [];
    for (let i = 0; i < flat.length; i += 2) found.push([flat[i], flat[i + 1]]);
    return found;
  };
  const drawn = (line) => ({ x: line.map(([at]) => day(at)), y: line.map(([, total]) => total) });
  const traces = ([flat, lines]) => {
    const [curve, target] = lines[norm] ?? [[], []];
    const filled = data.year.data.map((trace, i) =>
      i === OFF || i > OFF ? { ...trace } : { ...trace, base: [], x: [], y: [], hovertext: [] });
    for (let i = 0; i < flat.length; i += 5) {
      const bar = filled[flat[i]];
      bar.y.push(flat[i + 1]);
      bar.base.push(day(flat[i + 2]));
      bar.x.push(flat[i + 3] * DAY);
      bar.hovertext.push(texts[flat[i + 4]]);
    }
    const line = points(curve);
    Object.assign(filled[MADE], drawn(line.filter(([at]) => at <= data.on)));
    Object.assign(filled[PLANNED], drawn(line.filter(([at]) => at >= data.on)));
    Object.assign(filled[LINE], drawn(points(target)));
    return filled;
  };
  const layout = () => {
    const found = structuredClone(data.year.layout);
    found.width = widthOf(box);
    if (whole) {
      for (const axis of [found.xaxis, found.xaxis2]) axis.range = [day(0), day(data.last)];
    }
    return found;
  };
  const show = (index) => {
    chosen = index;
    const lines = people[index][1];
    if (!lines[norm]) norm = Math.max(0, lines.findIndex(Boolean));
    for (const button of all("[data-norm]")) {
      const mine = Number(button.dataset.norm);
      button.hidden = !lines[mine];
      button.setAttribute("aria-pressed", String(mine === norm));
    }
    const row = document.querySelector(`[data-learner="${index}"]`);
    byId("year-name").textContent = row ? row.textContent : "";
    byId("year-where").textContent = row ? row.parentElement.querySelector("small").textContent : "";
    Plotly.react(box, traces(people[index]), layout(), settings);
  };
  const press = (entire) => {
    whole = entire;
    byId("one-year").setAttribute("aria-pressed", String(!entire));
    byId("whole-term").setAttribute("aria-pressed", String(entire));
    show(chosen);
  };
  byId("one-year").addEventListener("click", () => press(false));
  byId("whole-term").addEventListener("click", () => press(true));
  all("[data-norm]").forEach((button) => button.addEventListener("click", () => {
    norm = Number(button.dataset.norm);
    show(chosen);
  }));
  all("[data-learner]").forEach((button) => button.addEventListener("click", () => {
    show(Number(button.dataset.learner));
    byId("year").scrollIntoView();
  }));
  if (people.length) show(0);

  // -- everybody --------------------------------------------------------------------------
  const term = byId("term-figure");
  const drawTerm = () => Plotly.react(term, data.overview.data,
    { ...data.overview.layout, width: widthOf(term) }, settings);
  drawTerm();

  let pause = 0;
  window.addEventListener("resize", () => {
    clearTimeout(pause);
    pause = setTimeout(() => { if (people.length) show(chosen); drawTerm(); }, 150);
  });
  byId("print").addEventListener("click", () => window.print());
})();
