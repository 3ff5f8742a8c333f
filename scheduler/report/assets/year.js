"use strict";
// The year of one learner, drawn from the data of scheduler/report/learner_years.py into #year-figure.
const yearOfLearner = (data, settings) => {
  const DAY = 86400000;
  const MADE = 7, PLANNED = 8, LINE = 9, OFF = 6;
  const byId = (id) => document.getElementById(id);
  const box = byId("year-figure");
  const norms = [...document.querySelectorAll("[data-norm]")];
  const { people, texts } = data.learners;
  const start = Date.parse(data.from);
  const day = (offset) => new Date(start + offset * DAY).toISOString().slice(0, 10);
  let chosen = null;
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
      i >= OFF ? { ...trace } : { ...trace, base: [], x: [], y: [], hovertext: [] });
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
  const layout = (width) => {
    const found = structuredClone(data.year.layout);
    found.width = width || Math.max(320, Math.floor(box.getBoundingClientRect().width));
    if (whole) {
      for (const axis of [found.xaxis, found.xaxis2]) axis.range = [day(0), day(data.last)];
    }
    return found;
  };
  const draw = (width) => {
    if (chosen !== null) Plotly.react(box, traces(people[chosen]), layout(width), settings);
  };
  const show = (index) => {
    chosen = index;
    const lines = people[index][1];
    if (!lines[norm]) norm = Math.max(0, lines.findIndex(Boolean));
    for (const button of norms) {
      const mine = Number(button.dataset.norm);
      button.hidden = !lines[mine];
      button.setAttribute("aria-pressed", String(mine === norm));
    }
    draw();
  };
  const press = (entire) => {
    whole = entire;
    byId("one-year").setAttribute("aria-pressed", String(!entire));
    byId("whole-term").setAttribute("aria-pressed", String(entire));
    draw();
  };
  byId("one-year").addEventListener("click", () => press(false));
  byId("whole-term").addEventListener("click", () => press(true));
  norms.forEach((button) => button.addEventListener("click", () => {
    norm = Number(button.dataset.norm);
    show(chosen);
  }));
  return { show, draw };
};
