"use strict";
// The page: upload a school, start a plan, follow it, show its report.
const TEXTS = {
  nl: {
    skip: "Naar de inhoud", claim: "Klassen en lesroosters voor inburgering",
    upload_title: "Uw school inlezen",
    upload_text: "Kies de werkmap met cursisten, docenten, lokalen en aanbod. Alles blijft op deze computer.",
    drop: "Sleep een werkmap (.xlsx) hierheen", drop_or: "of klik om een bestand te kiezen",
    template: "Lege werkmap met voorbeeld downloaden", reading: "Bezig met lezen…",
    read: (s) => `${s.name}: ${s.learners} cursisten gelezen.`,
    problems: (n) => n === 1 ? "Eén ding om te verbeteren" : `${n} dingen om te verbeteren`,
    problems_text: "Pas dit aan in uw bestand en lees het opnieuw in. Er is nog niets gepland.",
    plan: (s) => `Rooster maken voor ${s.name}`, time: "Zoektijd", start: "Maak een rooster",
    job_title: "Voortgang", placed: "Cursisten met een klas", objective: "Score (lager is beter)",
    bound: "Bewezen ondergrens", gap: "Hoogstens nog te winnen", stop: "Stop en houd het beste rooster",
    result_title: "Het rooster", open_report: "Verslag in een nieuw venster", xlsx: "Excel-werkmap",
    zip: "Alles, met agenda's (zip)",
    json: "Gegevens (JSON)", earlier_title: "Eerdere scholen en roosters", none: "Nog niets.",
    footer: "Deze pagina is alleen op deze computer te bereiken. Niets gaat het internet op.",
    remove: "Verwijderen", sure: "Deze school met al haar roosters verwijderen?", again: "Nieuw rooster",
    show: "Bekijk rooster", watch: "Volg", unknown: "nog niet bekend", offline: "De server antwoordt niet. Start Instroom opnieuw.",
    states: { queued: "In de wachtrij", running: "Bezig", done: "Klaar", stopped: "Gestopt; het beste rooster is bewaard",
      infeasible: "Er is geen rooster mogelijk", failed: "Er ging iets mis", interrupted: "Onderbroken; het beste rooster tot dan toe is bewaard" },
    other: "English",
  },
  en: {
    skip: "To the content", claim: "Classes and timetables for civic integration",
    upload_title: "Read your school",
    upload_text: "Choose the workbook with learners, teachers, rooms and offerings. Everything stays on this computer.",
    drop: "Drop a workbook (.xlsx) here", drop_or: "or click to choose a file",
    template: "Download an empty workbook with an example", reading: "Reading…",
    read: (s) => `${s.name}: ${s.learners} learners read.`,
    problems: (n) => n === 1 ? "One thing to mend" : `${n} things to mend`,
    problems_text: "Change this in your file and read it again. Nothing has been planned yet.",
    plan: (s) => `Make a plan for ${s.name}`, time: "Search time", start: "Make a plan",
    job_title: "Progress", placed: "Learners with a class", objective: "Score (lower is better)",
    bound: "Proven bound", gap: "At most still to gain", stop: "Stop and keep the best plan",
    result_title: "The plan", open_report: "Report in a new window", xlsx: "Excel workbook",
    zip: "Everything, with calendars (zip)",
    json: "Data (JSON)", earlier_title: "Earlier schools and plans", none: "Nothing yet.",
    footer: "This page can be reached from this computer only. Nothing goes to the internet.",
    remove: "Remove", sure: "Remove this school with all its plans?", again: "New plan",
    show: "Show plan", watch: "Follow", unknown: "not known yet", offline: "The server does not answer. Start Instroom again.",
    states: { queued: "In the queue", running: "Working", done: "Ready", stopped: "Stopped; the best plan was kept",
      infeasible: "No plan is possible", failed: "Something went wrong", interrupted: "Interrupted; the best plan until then was kept" },
    other: "Nederlands",
  },
};
const el = (id) => document.getElementById(id);
let language = new URLSearchParams(location.search).get("language") === "en" ? "en" : "nl";
const t = () => TEXTS[language];
const TELLS_NOTHING = 0.995; // a gap above this says only that nothing is proven yet
let school = null, job = null, stream = null;

function speak() {
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = t()[node.dataset.t];
  el("language").textContent = t().other;
  el("template").href = `/api/v1/template?language=${language}`;
  if (school) el("plan-title").textContent = t().plan(school);
  if (job) showJob(job);
}

async function call(path, options = {}) {
  const headers = { "Accept-Language": language, ...(options.headers || {}) };
  const answer = await fetch(`/api/v1${path}`, { ...options, headers });
  const body = answer.status === 204 ? null : await answer.json();
  if (!answer.ok) throw Object.assign(new Error(body.title), { body });
  return body;
}

async function upload(file) {
  el("problems").hidden = true;
  el("upload-state").textContent = t().reading;
  const form = new FormData();
  form.append("file", file);
  try {
    const read = await call("/schools", { method: "POST", body: form });
    el("upload-state").textContent = t().read(read);
    choose(read);
    earlier();
  } catch (error) {
    el("upload-state").textContent = error.body ? "" : t().offline;
    showProblems(error.body ? error.body.errors || [{ line: error.message }] : []);
  }
  el("file").value = "";
}

function showProblems(errors) {
  const wrong = errors.filter((e) => !e.warning);
  el("problems").hidden = wrong.length === 0;
  el("problems-title").textContent = t().problems(wrong.length);
  el("problem-list").replaceChildren(...wrong.map((e) => item(e.line || e.message)));
}

function item(text) {
  const node = document.createElement("li");
  node.textContent = text;
  return node;
}

function choose(chosen) {
  school = chosen;
  el("plan").hidden = false;
  el("plan-title").textContent = t().plan(school);
  el("warnings").replaceChildren(...school.warnings.map((w) => item(w.line)));
  el("plan").scrollIntoView({ behavior: "smooth" });
}

async function start(event) {
  event.preventDefault();
  const body = JSON.stringify({ time_limit: Number(el("time-limit").value) });
  const headers = { "Content-Type": "application/json" };
  follow(await call(`/schools/${school.id}/plans`, { method: "POST", body, headers }));
  earlier();
}

const active = (view) => view.state === "running" || view.state === "queued";

function follow(started) {
  if (stream) stream.close();
  el("result").hidden = true;
  el("job").hidden = false;
  el("job").scrollIntoView({ behavior: "smooth" });
  showJob(started);
  stream = new EventSource(`/api/v1/jobs/${started.id}/events?language=${language}`);
  stream.addEventListener("progress", (event) => showJob(JSON.parse(event.data)));
  stream.addEventListener("end", (event) => {
    stream.close();
    showJob(JSON.parse(event.data));
    if (job.plan) showPlan(job.plan);
    earlier();
  });
}

function showJob(view) {
  const changed = job && job.id === view.id && job.state !== view.state;
  job = view;
  if (changed && active(view)) earlier();
  const whole = new Intl.NumberFormat(language);
  const share = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  const running = active(view);
  el("job-state").textContent = t().states[view.state] + (view.message ? `: ${view.message}` : "");
  el("placed").textContent = view.placed === null ? "–" : `${view.placed}${school ? ` / ${school.learners}` : ""}`;
  el("objective").textContent = view.objective === null ? "–" : whole.format(view.objective);
  el("bound").textContent = view.bound === null ? "–" : whole.format(view.bound);
  el("gap").textContent = view.gap === null ? "–"
    : view.gap >= TELLS_NOTHING ? t().unknown : share.format(view.gap);
  el("bar").value = running ? Math.min(1, (view.seconds || 0) / (view.time_limit || 60)) : 1;
  el("stop").hidden = !running;
}

function showPlan(address) {
  el("result").hidden = false;
  el("open-report").href = `${address}/report?language=${language}`;
  el("report").src = `${address}/report?language=${language}`;
  el("xlsx").href = `${address}/xlsx?language=${language}`;
  el("zip").href = `${address}/zip?language=${language}`;
  el("json").href = address;
  el("result").scrollIntoView({ behavior: "smooth" });
}

function button(text, action) {
  const node = document.createElement("button");
  node.type = "button";
  node.textContent = text;
  node.addEventListener("click", action);
  return node;
}

async function earlier() {
  const [schools, jobs] = await Promise.all([call("/schools"), call("/jobs")]);
  el("none").hidden = schools.length > 0;
  el("earlier").replaceChildren(...schools.map((one) => {
    const row = document.createElement("li");
    const what = document.createElement("div");
    const made = new Date(one.created).toLocaleString(language);
    what.className = "what";
    what.textContent = one.name;
    const small = document.createElement("small");
    const last = jobs.find((j) => j.school_id === one.id);
    const state = last ? ` · ${t().states[last.state]}` : "";
    small.textContent = `${one.filename} · ${made}${state}`;
    what.append(small);
    row.append(what);
    if (last && active(last)) row.append(button(t().watch, () => { school = one; follow(last); }));
    else if (last && last.plan) {
      row.append(button(t().show, () => { school = one; showPlan(last.plan); }));
    }
    row.append(button(t().again, () => choose(one)));
    row.append(button(t().remove, async () => {
      if (!confirm(t().sure)) return;
      try { await call(`/schools/${one.id}`, { method: "DELETE" }); } catch (error) { alert(error.message); }
      earlier();
    }));
    return row;
  }));
  return { schools, jobs };
}

// After a reload the page goes on showing what is being made.
async function resume() {
  const { schools, jobs } = await earlier();
  const running = jobs.find((one) => one.state === "running") || jobs.find(active);
  if (!running) return;
  school = schools.find((one) => one.id === running.school_id);
  follow(running);
}

el("language").addEventListener("click", () => {
  language = language === "nl" ? "en" : "nl";
  speak();
  earlier();
});
el("file").addEventListener("change", (event) => event.target.files[0] && upload(event.target.files[0]));
for (const name of ["dragover", "dragleave", "drop"]) {
  el("drop").addEventListener(name, (event) => {
    event.preventDefault();
    el("drop").classList.toggle("over", name === "dragover");
    if (name === "drop" && event.dataTransfer.files[0]) upload(event.dataTransfer.files[0]);
  });
}
el("start").addEventListener("submit", start);
el("stop").addEventListener("click", () => {
  el("stop").disabled = true;
  call(`/jobs/${job.id}/stop`, { method: "POST" }).finally(() => { el("stop").disabled = false; });
});
speak();
resume();
