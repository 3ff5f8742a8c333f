"""``instroom activities``: groups, dates, trainers and members for MAP, PVT and participation."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from models import Text
from models.activity_plan import ActivityPlan
from models.text import Language
from scheduler.activities.changes import Repair
from scheduler.activities.planfile import read_activity_plan
from scheduler.activities.planning import participations, plan_activities
from scheduler.activities.view import PlanOfActivities
from scheduler.activities.write import REPORT, write_activities
from scheduler.cli.console import (
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
    read_from,
    rosters_from,
    writable,
    writing,
)
from scheduler.cli.plan import settings_from
from scheduler.cli.usage import helps, purpose
from scheduler.export import PlanFileError
from scheduler.export.hours import NAME as HOURS
from scheduler.ledger import Ledger, keep_ledger
from scheduler.report import links
from scheduler.rosters import RostersRead
from scheduler.rosters.activities import meetings_by_learner
from scheduler.words import number, proven, said
from scheduler.workbook import NEEDED_FOR_ACTIVITIES

_PLACED = Text(
    nl="Deelnames ingedeeld: {a}; niet ingedeeld: {w}; nog niet aan de beurt: {l}. Groepen: {g}.",
    en="Participations planned: {a}; left out: {w}; not their turn yet: {l}. Groups: {g}.",
)
_MISSED = Text(
    nl="Gemiste lesuren: {e} geoorloofd, {u} niet geoorloofd.",
    en="Lesson hours missed: {e} authorised, {u} not authorised.",
)
_HURT = Text(
    nl="Groepen die het nieuwe lesrooster raakt: {h}{names}. Deelnames die veranderen: {m}; die "
    "blijven: {k}. Groepen met een andere trainer, tolk of een ander lokaal: {s}.",
    en="Groups that the new lesson roster hurts: {h}{names}. Participations that change: {m}; that "
    "stay: {k}. Groups with another trainer, interpreter or room: {s}.",
)
_GO_ON = Text(
    nl="In begonnen groepen: door op andere dagen {a}; begint opnieuw {b}{names}.",
    en="In groups that have begun: going on on other days {a}; beginning anew {b}{names}.",
)
_HAD = Text(nl="{who}: {n} van {m} gehad", en="{who}: had {n} of {m}")
NAMED = 8
"""Hurt groups that the terminal names; the report has all."""
_PREVIOUS = Text(
    nl="Bij --rosters staat de map van een activiteitenplan. Geef die met --previous, en bij "
    "--rosters alleen lesroosters.",
    en="--rosters names the folder of a plan of activities. Give that with --previous, and only "
    "lesson rosters with --rosters.",
)
_REPORT = Text(nl="Verslag: {path}", en="Report: {path}")


@purpose(
    "Plant MAP, PVT en participatie om de lesroosters heen.",
    "Plans MAP, PVT and participation around lesson rosters.",
)
def activities(
    source: Source,
    target: Target,
    rosters: Annotated[
        list[Path] | None,
        typer.Option(
            "--rosters",
            help=helps(
                "lesrooster: map van een plan, agenda's (.ics) of tabel (.csv); mag vaker",
                "lesson roster: folder of a plan, calendars (.ics) or table (.csv); repeatable",
            ),
        ),
    ] = None,
    previous: Annotated[
        Path | None,
        typer.Option(
            "--previous",
            help=helps(
                "map van een eerder activiteitenplan dat zo veel mogelijk blijft",
                "folder of an earlier activity plan to keep as far as possible",
            ),
        ),
    ] = None,
    time_limit: TimeLimit = None,
    work_limit: WorkLimit = None,
    workers: Workers = None,
    seed: Seed = 1,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """Plan the activities of a source, check the plan, and write all that goes with it."""
    lang = chosen_language(language)
    settings = settings_from(time_limit, work_limit, workers, seed, lang)
    keep_source(source, target, lang)
    school = read_from(source, lang, NEEDED_FOR_ACTIVITIES, rosters or [])[0]
    last = school.start + timedelta(weeks=school.activity_policy.horizon_weeks)
    read = rosters_from(school, rosters or [], last, lang)
    if read.held.activities:
        raise wrong(_PREVIOUS(lang))
    earlier = _earlier(previous, lang)
    writable(target, lang)
    stop = StopSign(lang)
    with stop.listening():
        with ProgressView(participations(school, earlier), settings.time_limit, lang) as view:
            found = plan_activities(school, read.rosters, settings, view, stop, earlier)
        for notice in found.plan.notices:
            err.print(said(notice, lang), markup=False)
        with writing(target, lang):
            written = write_activities(found, target, lang, _hours(read, found.plan))
            for page, title in ((REPORT, links.ACTIVITIES), (f"{HOURS(lang)}.html", links.YEARS)):
                if target / page in written:
                    links.link_reports(rosters or [], target / page, title, lang)
    for line in _summary(found, target, lang):
        out.print(line, markup=False)
    if json:
        print_json(_result(found, target))


def _hours(read: RostersRead, plan: ActivityPlan) -> Ledger | None:
    """The hours with lessons and activities, if anybody's term is known."""
    school = read.held.school
    held = replace(read.held, activities=(plan,))
    ledger = keep_ledger(held, school.start, meetings_by_learner(school, [plan]))
    return ledger if any(entry.term_ends for entry in ledger.entries) else None


def _earlier(folder: Path | None, language: Language) -> ActivityPlan | None:
    if folder is None:
        return None
    try:
        return read_activity_plan(folder)
    except PlanFileError as error:
        raise wrong(error.text(language)) from error


def _summary(view: PlanOfActivities, target: Path, language: Language) -> list[str]:
    run = view.plan.run
    assert run is not None
    counts = {
        "a": len(view.plan.members),
        "w": len(view.left),
        "l": len(view.later),
        "g": len(view.plan.groups),
    }
    lines = [_PLACED(language, **{k: number(v, language) for k, v in counts.items()})]
    lines.append(
        _MISSED(
            language,
            e=number(view.hours_missed(True), language),
            u=number(view.hours_missed(False), language),
        )
    )
    if view.repair is not None:
        repair = view.repair
        names = ", ".join(h.group for h in repair.hurt[:NAMED])
        if len(repair.hurt) > NAMED:
            names += ", …"
        lines.append(
            _HURT(
                language,
                h=len(repair.hurt),
                names=f" ({names})" if names else "",
                m=repair.moved,
                k=repair.kept,
                s=len({x.group for x in repair.staffed}),
            )
        )
        if repair.going_on or repair.anew:
            lines.append(_begun(view, repair, language))
    return [*lines, proven(run, language), _REPORT(language, path=target / REPORT)]


def _begun(view: PlanOfActivities, repair: Repair, language: Language) -> str:
    names = [
        _HAD(language, who=view.school.learner[c.learner].shown, n=c.attended, m=c.meetings)
        for c in repair.anew[:NAMED]
    ]
    if len(repair.anew) > NAMED:
        names.append("…")
    shown = f" ({', '.join(names)})" if names else ""
    return _GO_ON(language, a=len(repair.going_on), b=len(repair.anew), names=shown)


def _result(view: PlanOfActivities, target: Path) -> dict[str, Any]:
    run = view.plan.run
    assert run is not None
    found: dict[str, Any] = {
        "learners": len(view.school.learners),
        "planned": len(view.plan.members),
        "left_out": len(view.left),
        "later": len(view.later),
        "groups": len(view.plan.groups),
        "hours_missed_excused": view.hours_missed(True),
        "hours_missed_unexcused": view.hours_missed(False),
        "objective": run.objective,
        "bound": run.bound,
        "gap": run.gap,
        "seconds": run.seconds,
        "hard_violations": 0,  # plan_activities raises PlanRefused otherwise
        "stop": run.stop.value,
        "notices": [n.code for n in view.plan.notices],
        "report": str(target / REPORT),
    }
    if view.repair is not None:
        found |= {
            "hurt_groups": [h.group for h in view.repair.hurt],
            "changed": view.repair.moved,
            "kept": view.repair.kept,
            "going_on": [c.learner for c in view.repair.going_on],
            "begin_anew": [
                {"learner": c.learner, "attended": c.attended, "meetings": c.meetings}
                for c in view.repair.anew
            ],
            "other_staff": [s.group for s in view.repair.staffed],
        }
    return found
