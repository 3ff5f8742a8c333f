"""``instroom plan``: from a source to classes, a timetable and a report."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from models import Plan, Text
from models.text import Language
from scheduler.cli.console import (
    INFEASIBLE,
    INTERRUPTED,
    Leave,
    ProgressView,
    StopSign,
    chosen_language,
    err,
    out,
    print_json,
    wrong,
)
from scheduler.cli.options import (
    JsonOption,
    LanguageOption,
    Seed,
    Source,
    Target,
    TimeLimit,
    Workers,
    WorkLimit,
    keep_source,
    school_from,
    writable,
    writing,
)
from scheduler.cli.usage import purpose
from scheduler.planning import make_plan, write_outputs
from scheduler.words import number, proven, said
from solver import Settings

SECONDS = 60.0
"""Time to search when neither a time nor a work limit is given."""
MOST_SECONDS, MOST_WORKERS, MOST_SEED = 1e7, 256, 2**31 - 1

_LIMITS = Text(
    nl="Tijd, rondes en rekenkernen moeten groter zijn dan nul, met hoogstens {workers} "
    "rekenkernen. Het startgetal is 0 of meer.",
    en="Time, rounds and cores must be above zero, with at most {workers} cores. The seed is 0 "
    "or more.",
)
_STOPPED = Text(nl="Gestopt voordat er een rooster was.", en="Stopped before there was a plan.")
_NOT_IN_TIME = Text(
    nl="Er is nog geen rooster gevonden. Geef meer tijd met --time-limit.",
    en="No plan was found yet. Give more time with --time-limit.",
)
_CONFLICT = Text(
    nl="Er is geen rooster mogelijk: dit spreekt elkaar tegen.",
    en="No plan is possible: these contradict each other.",
)
_PLACED = Text(
    nl="Cursisten met een klas: {a} van {n}; op de wachtlijst: {w}. Klassen: {k}, waarvan "
    "nieuw: {new}.",
    en="Learners with a class: {a} of {n}; waiting: {w}. Classes: {k}, of which new: {new}.",
)
_SEARCHED = Text(nl="({s} s gezocht)", en="({s} s of search)")
_REPORT = Text(nl="Verslag: {path}", en="Report: {path}")


@purpose("Maakt klassen en een weekrooster.", "Makes classes and a weekly timetable.")
def plan(
    source: Source,
    target: Target,
    time_limit: TimeLimit = None,
    work_limit: WorkLimit = None,
    workers: Workers = None,
    seed: Seed = 1,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """Plan a source, check the plan, and write all that goes with it."""
    lang = chosen_language(language)
    settings = settings_from(time_limit, work_limit, workers, seed, lang)
    keep_source(source, target, lang)
    school = school_from(source, lang)
    writable(target, lang)
    stop = StopSign(lang)
    learners = len(school.learners)
    with stop.listening():
        with ProgressView(learners, settings.time_limit, lang) as view:
            outcome = make_plan(school, settings, view, stop)
        if outcome.plan is None:
            raise _no_plan([v.text(lang) for v in outcome.conflict], stop(), lang)
        for notice in outcome.plan.notices:
            err.print(said(notice, lang), markup=False)
        with writing(target, lang):
            write_outputs(school, outcome.plan, target, lang)
    for line in summary(outcome.plan, learners, target, lang):
        out.print(line, markup=False)
    if json:
        print_json(result(outcome.plan, learners, target))


def settings_from(
    time_limit: float | None,
    work_limit: int | None,
    workers: int | None,
    seed: int,
    language: Language,
) -> Settings:
    """Settings from the options of a command, or the end of the command."""
    if time_limit is None and work_limit is None:
        time_limit = SECONDS
    try:
        # Written so that "not a number" fails as well.
        fits = (time_limit is None or time_limit < MOST_SECONDS) and 0 <= seed <= MOST_SEED
        if not fits or (workers or 1) > MOST_WORKERS:
            raise ValueError
        return Settings(time_limit, work_limit, workers, seed)
    except ValueError as error:
        raise wrong(_LIMITS(language, workers=MOST_WORKERS)) from error


def _no_plan(conflict: list[str], stopped: bool, language: Language) -> Leave:
    if conflict:
        lines = [_CONFLICT(language), *(f"  - {line}" for line in conflict)]
        data = {"error": "infeasible", "problems": conflict}
        return Leave(INFEASIBLE, "\n".join(lines), data)
    if stopped:
        return Leave(INTERRUPTED, _STOPPED(language), {"error": "interrupted"})
    return Leave(INFEASIBLE, _NOT_IN_TIME(language), {"error": "time", "problems": []})


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
    counts = {
        "a": len(plan.placements),
        "n": learners,
        "w": len(plan.waiting),
        "k": len(plan.classes),
        "new": sum(not c.existing for c in plan.classes),
    }
    lines = [_PLACED(language, **{k: number(v, language) for k, v in counts.items()})]
    reasons = Counter(said(w.reasons[0], language) for w in plan.waiting if w.reasons)
    lines += [f"  {count:4d} × {reason}" for reason, count in reasons.most_common(3)]
    quality = f"{proven(run, language)} {_SEARCHED(language, s=round(run.seconds))}"
    return [*lines, quality, _REPORT(language, path=target / "report.html")]
