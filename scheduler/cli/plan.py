"""``instroom plan``: from a source to classes, a timetable and a report."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from models import Plan, Text
from models.text import Language
from scheduler.cli.console import (
    INFEASIBLE,
    INTERRUPTED,
    WRONG_INPUT,
    Leave,
    ProgressView,
    StopSign,
    chosen_language,
    err,
    out,
    print_json,
)
from scheduler.cli.options import JsonOption, LanguageOption, Source, helps, school_from, writable
from scheduler.planning import make_plan, write_outputs
from solver import Settings


def plan(
    source: Source,
    target: Annotated[
        Path, typer.Option("--out", help=helps("map voor het resultaat", "folder for the result"))
    ],
    time_limit: Annotated[
        float, typer.Option("--time-limit", help=helps("seconden zoeken", "seconds to search"))
    ] = 60,
    work_limit: Annotated[
        int | None,
        typer.Option("--work-limit", help=helps("rondes (herhaalbaar)", "rounds (repeatable)")),
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", help=helps("rekenkernen", "cores"))
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help=helps("startgetal", "seed"))] = 1,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """Maakt klassen en een weekrooster (makes classes and a weekly timetable)."""
    lang = chosen_language(language)
    settings = _settings(time_limit, work_limit, workers, seed, lang)
    school = school_from(source, lang)
    writable(target, lang)
    stop = StopSign(lang)
    with stop.listening(), ProgressView(len(school.learners), time_limit, lang) as view:
        outcome = make_plan(school, settings, view, stop)
    if outcome.plan is None:
        if not outcome.conflict:
            text = Text(nl="Gestopt voordat er een rooster was.", en="Stopped before any plan.")
            raise Leave(INTERRUPTED, text(lang), {"error": "interrupted"})
        raise _infeasible([v.text(lang) for v in outcome.conflict], lang)
    for notice in outcome.plan.notices:
        err.print(notice.nl if lang is Language.NL else notice.en, markup=False)
    write_outputs(school, outcome.plan, target, lang)
    for line in summary(outcome.plan, len(school.learners), target, lang):
        out.print(line, markup=False)
    if json:
        print_json(result(outcome.plan, len(school.learners), target))


def _settings(
    time_limit: float, work_limit: int | None, workers: int | None, seed: int, language: Language
) -> Settings:
    try:
        if seed < 0 or not time_limit < 1e7:
            raise ValueError
        return Settings(time_limit, work_limit, workers, seed)
    except ValueError as error:
        text = Text(
            nl="Tijd, rondes en rekenkernen moeten groter zijn dan nul, het startgetal niet "
            "negatief.",
            en="Time, rounds and cores must be above zero, the seed not negative.",
        )
        raise Leave(WRONG_INPUT, text(language), {"error": "input", "problems": []}) from error


def _infeasible(conflict: list[str], language: Language) -> Leave:
    text = Text(
        nl="Er is geen rooster mogelijk: dit spreekt elkaar tegen.",
        en="No plan is possible: these contradict each other.",
    )
    lines = [text(language), *(f"  - {line}" for line in conflict)]
    return Leave(INFEASIBLE, "\n".join(lines), {"error": "infeasible", "problems": conflict})


def result(plan: Plan, learners: int, target: Path) -> dict[str, Any]:
    """The plan's figures for programs."""
    run = plan.run
    assert run is not None
    return {
        "learners": learners,
        "placed": len(plan.placements),
        "waiting": len(plan.waiting),
        "classes": len(plan.classes),
        "objective": run.objective,
        "bound": run.bound,
        "gap": run.gap,
        "gap_reason": run.gap_reason,
        "seconds": run.seconds,
        "hard_violations": 0,  # make_plan raises PlanRefused otherwise
        "stop": run.stop.value,
        "notices": [n.code for n in plan.notices],
        "report": str(target / "report.html"),
    }


def summary(plan: Plan, learners: int, target: Path, language: Language) -> list[str]:
    """A few lines for people."""
    run = plan.run
    assert run is not None
    new = sum(not c.existing for c in plan.classes)
    first = Text(
        nl="{a} van de {n} cursisten hebben een klas; {w} wachten. "
        "{k} klassen, waarvan {new} nieuw.",
        en="{a} of {n} learners have a class; {w} wait. {k} classes, {new} of them new.",
    ).fill(a=len(plan.placements), n=learners, w=len(plan.waiting), k=len(plan.classes), new=new)
    lines = [first(language)]
    codes = Counter(
        (r.nl if language is Language.NL else r.en) for w in plan.waiting for r in w.reasons[:1]
    )
    for reason, count in codes.most_common(3):
        lines.append(f"  {count:4d} × {reason}")
    if run.gap is not None:
        gap = f"{run.gap:.1%}"
        quality = Text(
            nl="Bewezen: hoogstens {gap} van de score is nog te winnen ({s} s gezocht).",
            en="Proven: at most {gap} of the score can still be gained ({s} s of search).",
        ).fill(gap=gap.replace(".", ",") if language is Language.NL else gap, s=round(run.seconds))
        lines.append(quality(language))
    where = Text(nl="Verslag: {path}", en="Report: {path}").fill(path=target / "report.html")
    return [*lines, where(language)]
