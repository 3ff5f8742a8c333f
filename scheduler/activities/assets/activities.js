"use strict";
(() => {
  const plain = (text) => text.toLocaleLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  const people = [...document.querySelectorAll(".learner")].map((x) => [x, plain(x.dataset.search)]);
  const search = document.getElementById("search");
  const more = document.getElementById("more");
  const FIRST = 30;
  let most = FIRST;
  const filter = () => {
    const wanted = plain(search.value).trim();
    let count = 0;
    for (const [row, name] of people) {
      const fits = name.includes(wanted);
      row.hidden = !fits || count >= most;
      count += fits;
    }
    more.hidden = count <= most;
  };
  search.addEventListener("input", () => { most = FIRST; filter(); });
  more.addEventListener("click", () => { most += FIRST; filter(); });
  filter();
})();
