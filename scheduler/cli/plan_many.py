"""``instroom plan-many``: every school of a folder, on this computer or on a cluster."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Annotated, Any

import typer

from models import Text
from models.text import Language
from scheduler.cli.clusters import cluster_at
from scheduler.cli.console import (
    INFEASIBLE,
    INTERRUPTED,
    OK,
    WRONG_INPUT,
    StopSign,
    chosen_language,
    err,
    out,
    print_json,
    wrong,
)
from scheduler.cli.options import (
    ClusterOption,
    JsonOption,
    LanguageOption,
    Seed,
    writable,
    writing,
)
from scheduler.cli.plan import settings_from
from scheduler.cli.region_view import RegionView, told_states
from scheduler.cli.usage import helps, purpose
from scheduler.fleet import Place, Processes
from scheduler.region import (
    Found,
    NoSchools,
    RegionRun,
    SchoolRow,
    State,
    plan_region,
    schools_in,
    write_summary,
)
from scheduler.region.planning import lanes_for
from scheduler.region.summary import PAGE
from scheduler.region.totals import Totals, shown_gap
from scheduler.words import number
from solver import Settings

MOST_JOBS = 256

_JOBS = Text(
    nl="Bij --jobs hoort een getal van 1 tot en met {most}.",
    en="--jobs needs a number from 1 to {most}.",
)
_JOBS_HERE = Text(
    nl="--jobs geldt alleen op deze computer. Laat het weg bij --cluster.",
    en="--jobs is about this computer only. Leave it out with --cluster.",
)
_PASSED_OVER = Text(
    nl="Overgeslagen, want geen school (geen map met CSV-bestanden of werkmap): {names}.",
    en="Passed over, being no school (no folder of CSV files or workbook): {names}.",
)
_BEGIN = Text(
    nl="{n} scholen gevonden; {lanes} tegelijk.", en="{n} schools found; {lanes} at a time."
)
_BEGIN_FAR = Text(
    nl="{n} scholen gevonden; plannen op het cluster.",
    en="{n} schools found; planning on the cluster.",
)
_PLACED = Text(
    nl="Cursisten met een klas: {placed} van {all}; op de wachtlijst: {waiting}. Klassen: "
    "{classes}. Hoogstens nog te winnen: {gap}.",
    en="Learners with a class: {placed} of {all}; waiting: {waiting}. Classes: {classes}. At most "
    "still to gain: {gap}.",
)
_REUSED = Text(
    nl="Niet opnieuw gepland, want niets veranderd: {n}. Toch opnieuw: --again.",
    en="Not planned again, as nothing has changed: {n}. To plan them anyway: --again.",
)
_SUMMARY = Text(nl="Overzicht: {path}", en="Summary: {path}")


@purpose("Plant alle scholen van een map.", "Plans all schools of a folder.")
def plan_many(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar=helps("MAP", "FOLDER"),
            help=helps(
                "map met per school een map met CSV-bestanden of een werkmap (.xlsx)",
                "folder with a folder of CSV files or a workbook (.xlsx) per school",
            ),
            show_default=False,
        ),
    ],
    target: Annotated[
        Path, typer.Option("--out", help=helps("map voor de resultaten", "folder for results"))
    ],
    time_limit: Annotated[
        float | None,
        typer.Option(
            "--time-limit",
            help=helps(
                "seconden zoeken per school (60 als er ook geen rondes zijn opgegeven)",
                "seconds to search per school (60 when no rounds are given either)",
            ),
        ),
    ] = None,
    work_limit: Annotated[
        int | None,
        typer.Option(
            "--work-limit",
            help=helps(
                "rondes zoeken per school; geeft elke keer hetzelfde",
                "rounds to search per school; gives the same every time",
            ),
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            help=helps(
                "rekenkernen per school (anders zoveel als er over zijn)",
                "cores per school (else as many as there are to spare)",
            ),
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            help=helps(
                "scholen tegelijk (anders naar rekenkernen en geheugen)",
                "schools at a time (else by cores and memory)",
            ),
        ),
    ] = None,
    seed: Seed = 1,
    cluster: ClusterOption = None,
    again: Annotated[
        bool,
        typer.Option(
            "--again",
            help=helps(
                "plan ook scholen waaraan niets veranderd is",
                "plan schools in which nothing has changed as well",
            ),
        ),
    ] = False,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """Plan every school of a folder and sum up."""
    lang = chosen_language(language)
    asked = settings_from(time_limit, work_limit, workers, seed, lang)
    _check_jobs(jobs, cluster, lang)
    found = _found(folder, target, lang)
    writable(target, lang)
    lanes, cores = lanes_for(len(found.schools), workers, jobs)
    settings = Settings(
        asked.time_limit, asked.work_limit, workers or (1 if cluster else cores), asked.seed
    )
    begun = time.monotonic()
    with _place(lanes, cluster, lang) as place:
        _tell_begin(found, lanes, cluster, lang)
        rows, stopped = _plan(found, target, settings, place, again, lang)
    with writing(target, lang):
        write_summary(rows, target, lang, folder.resolve().name)
    data = result(rows, target, round(time.monotonic() - begun, 2))
    code = exit_code(rows)
    if stopped and not any(row.has_plan for row in rows):
        code = INTERRUPTED
    for line in _told(rows, target, lang):
        out.print(line, markup=False)
    if json:
        print_json(data)
    raise typer.Exit(code)


def exit_code(rows: list[SchoolRow]) -> int:
    """0: a plan for every school; 2: wrong input of at least one; 3: one without a plan."""
    if any(row.state is State.REFUSED for row in rows):
        return WRONG_INPUT
    return OK if all(row.has_plan for row in rows) else INFEASIBLE


def result(rows: list[SchoolRow], target: Path, seconds: float) -> dict[str, Any]:
    """The figures of all schools for programs."""
    totals = Totals(rows)
    names = ("learners", "placed", "waiting", "classes", "objective")
    return {
        "schools": len(rows),
        "planned": len(totals.planned),
        "refused": totals.count(State.REFUSED),
        "without_plan": len(rows) - len(totals.planned) - totals.count(State.REFUSED),
        **{name: totals.total(name) for name in names},
        "bound": None if totals.gap is None else totals.total("bound"),
        "gap": totals.gap,
        "seconds": seconds,
        "summary": str(target / PAGE),
        "results": [row.model_dump(mode="json") for row in rows],
    }


def _check_jobs(jobs: int | None, cluster: str | None, language: Language) -> None:
    if jobs is None:
        return
    if cluster is not None:
        raise wrong(_JOBS_HERE(language))
    if not 1 <= jobs <= MOST_JOBS:
        raise wrong(_JOBS(language, most=MOST_JOBS))


def _found(folder: Path, target: Path, language: Language) -> Found:
    try:
        return schools_in(folder, target)
    except NoSchools as error:
        raise wrong(error.text(language)) from error


def _place(lanes: int, address: str | None, language: Language) -> AbstractContextManager[Place]:
    return Processes(lanes) if address is None else cluster_at(address, language)


def _tell_begin(found: Found, lanes: int, address: str | None, language: Language) -> None:
    if found.passed_over:
        names = ", ".join(found.passed_over[:10])
        more = "" if len(found.passed_over) <= 10 else ", …"
        err.print(_PASSED_OVER(language, names=names + more), markup=False)
    text = _BEGIN.fill(n=len(found.schools), lanes=lanes)
    if address is not None:
        text = _BEGIN_FAR.fill(n=len(found.schools))
    err.print(text(language), markup=False)


def _plan(
    found: Found,
    target: Path,
    settings: Settings,
    place: Place,
    again: bool,
    language: Language,
) -> tuple[list[SchoolRow], bool]:
    """The row of every school, and whether somebody stopped it."""
    stop = StopSign(language)
    with stop.listening(), RegionView(found.schools, language) as view, writing(target, language):
        region = RegionRun(
            found.schools,
            target,
            settings,
            language,
            again,
            on_event=view.on_event,
            on_row=view.on_row,
            should_stop=stop,
        )
        return plan_region(region, place), stop()


def _told(rows: list[SchoolRow], target: Path, language: Language) -> list[str]:
    """A few lines for people."""
    totals = Totals(rows)
    lines = [totals.headline(language), *told_states(rows, language)]
    if totals.planned:
        counts = {k: number(totals.total(k), language) for k in ("placed", "waiting", "classes")}
        everybody = number(totals.total("learners"), language)
        gap = shown_gap(totals.gap, language)
        lines.append(_PLACED(language, all=everybody, gap=gap, **counts))
    reused = sum(row.reused for row in rows)
    if reused:
        lines.append(_REUSED(language, n=reused))
    return [*lines, _SUMMARY(language, path=target / PAGE)]
