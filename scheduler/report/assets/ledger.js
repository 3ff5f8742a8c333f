"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const settings = { displayModeBar: false, responsive: false };
  const FIRST_ROWS = 100;
  const byId = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const plain = (text) => text.toLocaleLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  const widthOf = (box) => Math.max(320, Math.floor(box.getBoundingClientRect().width));

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
  const year = yearOfLearner(data, settings);
  const show = (index) => {
    const row = document.querySelector(`[data-learner="${index}"]`);
    byId("year-name").textContent = row ? row.textContent : "";
    byId("year-where").textContent = row ? row.parentElement.querySelector("small").textContent : "";
    year.show(index);
  };
  all("[data-learner]").forEach((button) => button.addEventListener("click", () => {
    show(Number(button.dataset.learner));
    byId("year").scrollIntoView();
  }));
  if (data.learners.people.length) show(0);

  // -- everybody --------------------------------------------------------------------------
  const term = byId("term-figure");
  const drawTerm = () => Plotly.react(term, data.overview.data,
    { ...data.overview.layout, width: widthOf(term) }, settings);
  drawTerm();

  let pause = 0;
  window.addEventListener("resize", () => {
    clearTimeout(pause);
    pause = setTimeout(() => { year.draw(); drawTerm(); }, 150);
  });
  byId("print").addEventListener("click", () => window.print());
})();
