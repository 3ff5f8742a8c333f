"""``python -m tests.benchmarks``: measure, print the table, and store all that was measured."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from tests.benchmarks import plot, table, tuning
from tests.benchmarks.family import BY_LEARNERS, SEEDS, TIGHTNESS, family
from tests.benchmarks.goals import goals, goals_markdown
from tests.benchmarks.measure import Machine, measure_all, this_machine
from tests.benchmarks.methods import METHODS
from tests.benchmarks.results import Result, load, save
from tests.benchmarks.worker import Job

# By default the schools the goals are about, the small ones first: some forty-five minutes.
DEFAULT_SIZES, DEFAULT_SEEDS, DEFAULT_TIGHTNESS = "350,700,1100,5000", "1", "tight"
OUT = Path("out") / "benchmarks"
DOCS = Path(__file__).parents[2] / "docs"
START, END = "<!-- results -->\n", "<!-- end of results -->\n"

app = typer.Typer(help=__doc__, no_args_is_help=True, pretty_exceptions_enable=False)
console = Console(width=None if Console().is_terminal else 200)


def _several(text: str, allowed: Iterable[object], all_of: str) -> list[str]:
    """A list such as "350,700", or "all"."""
    known = [str(x) for x in allowed]
    chosen = known if text == "all" else [x.strip() for x in text.split(",") if x.strip()]
    unknown = [x for x in chosen if x not in known]
    if unknown or not chosen:
        raise typer.BadParameter(f"{all_of} are {', '.join(known)} or all, not {text!r}")
    return chosen


@app.command()
def run(
    sizes: Annotated[str, typer.Option(help="learners: 350,700 or all")] = DEFAULT_SIZES,
    seeds: Annotated[str, typer.Option(help="1,2 or all")] = DEFAULT_SEEDS,
    tightness: Annotated[str, typer.Option(help="tight, loose or all")] = DEFAULT_TIGHTNESS,
    methods: Annotated[str, typer.Option(help="instroom,timefold or all")] = "all",
    out: Annotated[Path, typer.Option(help="folder for the results")] = OUT,
    time_factor: Annotated[float, typer.Option(help="multiplies every time limit")] = 1.0,
    again: Annotated[bool, typer.Option(help="measure anew what is stored already")] = False,
    publish: Annotated[bool, typer.Option(help="put the table in docs/benchmarks.md")] = False,
) -> None:
    """Measure the methods on the schools of the family."""
    chosen = _several(methods, METHODS, "methods")
    schools = list(
        family(
            [int(x) for x in _several(sizes, BY_LEARNERS, "sizes")],
            [int(x) for x in _several(seeds, SEEDS, "seeds")],
            _several(tightness, TIGHTNESS, "kinds"),
            time_factor,
        )
    )
    jobs = [Job(name, x.name, x.seconds) for x in schools for name in chosen]
    out.mkdir(parents=True, exist_ok=True)
    machine = this_machine()
    stored = out / "results.json"
    known = kept(load(stored), jobs, again)
    console.print(f"{len(jobs)} runs, at most {_hours(jobs, known)}; results in {out}")
    results = _measured(jobs, known, stored)
    store(results, machine, out, publish)


def _measured(jobs: Sequence[Job], kept: list[Result], stored: Path) -> list[Result]:
    """Results of the jobs and of runs stored before; saved after each one."""

    def told(job: Job, result: Result | None) -> None:
        if result is None:
            console.print(f"{job.instance} {METHODS[job.method].title} …", end=" ")
        else:
            placed = "" if result.placed is None else f", {result.placed} placed"
            console.print(result.failure or f"{result.objective:,}{placed}")

    found = list(kept)
    for result in measure_all(jobs, kept, told):
        if result not in found:
            found.append(result)
            save(found, stored)
    order = list(METHODS)
    return sorted(found, key=lambda r: (r.learners, r.instance, order.index(r.method)))


def kept(stored: Iterable[Result], jobs: Iterable[Job], again: bool) -> list[Result]:
    """What need not be measured: all that is not asked for now, and what was measured within
    the same time (unless ``again``). A method that was not there may be there now.
    """
    limits = {(job.method, job.instance): job.seconds for job in jobs}
    return [
        r
        for r in stored
        if (limit := limits.get((r.method, r.instance))) is None
        or (r.limit == limit and not again and not r.missing)
    ]


def _hours(jobs: Iterable[Job], kept: Iterable[Result]) -> str:
    done = {(r.method, r.instance, r.limit) for r in kept}
    quick = {"practice", "fet", "cp-sat-times"}
    left = sum(
        job.seconds
        for job in jobs
        if job.method not in quick and (job.method, job.instance, job.seconds) not in done
    )
    return f"{left / 3600:.1f} hours" if left >= 3600 else f"{left / 60:.0f} minutes"


def store(results: Sequence[Result], machine: Machine, out: Path, publish: bool) -> None:
    """Print the table; write CSV, JSON, Markdown and the plot; into the docs when asked."""
    rows = table.rows_of(results)
    table.print_rows(rows, console)
    reached = goals(results)
    for goal in reached:
        word = {True: "met", False: "NOT MET", None: "open"}[goal.met]
        console.print(f"{word:8} {goal.text}: {goal.measured}")
    save(results, out / "results.json")
    (out / "machine.json").write_text(json.dumps(asdict(machine), indent=1) + "\n", "utf-8")
    table.write_csv(rows, out / "results.csv")
    text = f"{_facts(machine, results)}\n{table.markdown(rows)}\n{goals_markdown(reached)}"
    (out / "results.md").write_text(text, "utf-8")
    picture = plot.figure(results)
    plot.write_html(picture, out / "course.html")
    drawn = plot.write_png(out / "course.html", picture, out / "course.png")
    console.print(f"Written to {out}: results.json, .csv, .md, course.html", end="")
    console.print(", course.png" if drawn else " (no course.png: Chromium is not installed)")
    if publish:
        _publish(text, out / "course.png" if drawn else None)


def _facts(machine: Machine, results: Iterable[Result]) -> str:
    commits = ", ".join(sorted({r.commit for r in results if r.commit})) or machine.commit
    versions = ", ".join(f"{name} {number}" for name, number in machine.versions.items())
    return (
        f"Measured {machine.date} at commit {commits}: {machine.processor}, "
        f"{machine.cores} cores, {machine.memory_gib} GiB, {machine.system}, load {machine.load} "
        f"before the start; Python {machine.python}, {versions}.\n"
    )


def _publish(text: str, picture: Path | None) -> None:
    page = DOCS / "benchmarks.md"
    before, _, rest = page.read_text("utf-8").partition(START)
    _, _, after = rest.partition(END)
    shown = ""
    if picture is not None:
        (DOCS / "img" / "benchmarks.png").write_bytes(picture.read_bytes())
        shown = "\n![Objective and bound over time](img/benchmarks.png)\n"
    page.write_text(f"{before}{START}\n{text}{shown}\n{END}{after}", "utf-8")


@app.command()
def show(
    out: Annotated[Path, typer.Option(help="folder with results")] = OUT,
    publish: Annotated[bool, typer.Option(help="put the table in docs/benchmarks.md")] = False,
) -> None:
    """Print and write everything again from stored results, without measuring."""
    facts = json.loads((out / "machine.json").read_text("utf-8"))
    store(load(out / "results.json"), Machine(**facts), out, publish)


@app.command()
def tune(
    method: Annotated[str, typer.Argument(help=", ".join(tuning.TRIALS))],
    school: Annotated[str, typer.Option(help="a school of the family")] = "700-tight-1",
    seconds: Annotated[float, typer.Option(help="per trial")] = 60,
    out: Annotated[Path, typer.Option(help="folder for the trials")] = OUT,
) -> None:
    """Try the settings of a peer on one school, and store what each gave."""
    out.mkdir(parents=True, exist_ok=True)
    tuning.tune(method, school, seconds, out, console)


if __name__ == "__main__":
    app()
