"""Rosters follow each other, hold together, and belong to the source."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from models import Plan, School, Strand
from models.calendar import WEEK
from models.ledger import Verdict
from scheduler.export.planfile import write_plan_file
from scheduler.ledger import keep_ledger
from scheduler.rosters import OPEN_ENDED, Rosters, RostersRead
from scheduler.rosters import read_rosters as read_all
from tests.builders import START, a_class, a_learner, a_plan, a_run, a_school, an_offering

FREE = {"follows_school_holidays": False}
TERM = START - timedelta(weeks=52)


def school(**fields: object) -> School:
    given = {
        "offerings": (an_offering(when="ma 9-12, di 9-12, wo 9-12", duration_weeks=40),),
        "policy": FREE,
        **fields,
    }
    people = [a_learner(x, term_started_on=TERM, attendance=1) for x in ("a", "b")]
    return a_school(people, **given)


def saved(folder: Path, name: str, plan: Plan) -> Path:
    (folder / name).mkdir()
    write_plan_file(plan, folder / name)
    return folder / name


def read(here: School, folders: list[Path]) -> RostersRead:
    return read_all(here, folders, START + OPEN_ENDED)


def read_rosters(here: School, folders: list[Path]) -> Rosters:
    found = read(here, folders)
    assert found.fine
    return found.held


def test_a_later_roster_of_the_school_takes_over_on_its_first_day(tmp_path: Path) -> None:
    here = school()
    first = a_plan(here, a_class("n", "ma 9-12"), n="a")
    then = START + 10 * WEEK
    second = a_plan(here, a_class("m", "di 9-12"), m="a").model_copy(update={"start": then})
    folders = [saved(tmp_path, "2", second), saved(tmp_path, "1", first)]
    found = read_rosters(here, folders).meetings()["a"]
    before, after = [m for m in found if m.day < then], [m for m in found if m.day >= then]
    assert {(m.label, m.day.weekday()) for m in before} == {("n", 0)}
    assert {(m.label, m.day.weekday()) for m in after} == {("m", 1)}
    assert len(before) == 10


def test_a_class_that_goes_on_in_a_later_roster_keeps_its_end(tmp_path: Path) -> None:
    here = school()
    first = a_plan(here, a_class("n", "wo 9-12"), n="a")
    second = first.model_copy(update={"start": START + 10 * WEEK})
    folders = [saved(tmp_path, "1", first), saved(tmp_path, "2", second)]
    found = read_rosters(here, folders).meetings()["a"]
    # Forty lesson weeks from the first roster's start, in which no Wednesday is a day off
    # but for Liberation Day 2027.
    assert len(found) == 40


def test_rosters_of_two_schools_hold_together(tmp_path: Path) -> None:
    here = school()
    own = a_plan(here, a_class("n", "ma 9-12"), n="a")
    other = a_plan(here, a_class("x", "do 13-16", offering="elders"), x="a").model_copy(
        update={"school": "Andere school"}
    )
    rosters = read_rosters(here, [saved(tmp_path, "1", own), saved(tmp_path, "2", other)])
    assert {m.label for m in rosters.meetings()["a"]} == {"n", "x"}
    pace = rosters.pace(here.learner["a"], START)
    assert (pace.weekly, pace.contract) == (6, None)


def test_a_running_class_has_only_the_weeks_that_are_left(tmp_path: Path) -> None:
    run = a_run("k", "ma 9-12", started_on=START - 30 * WEEK)
    here = school(classes=(run,))
    plan = a_plan(here, a_class("k", "ma 9-12", existing=True), k="a")
    found = read_rosters(here, [saved(tmp_path, "1", plan)]).meetings()["a"]
    # Of thirty Mondays three were days off in spring 2026: 27 lesson weeks, 13 are left.
    assert len(found) == 13
    assert found[0].day == START


def test_everything_wrong_with_the_rosters_is_told_at_once(tmp_path: Path) -> None:
    here = school()
    stranger = a_plan(here, a_class("n", "ma 9-12", offering="weg", room="zolder"), n="a z")
    folders = [
        saved(tmp_path, "1", stranger),
        saved(tmp_path, "2", a_plan(here, a_class("n", "ma 9-12"), n="a")),
        tmp_path / "nergens",
    ]
    problems = read(here, folders).problems
    told = [p.line("nl") for p in problems]
    assert len(told) == 5
    assert f"{tmp_path / '1'}: Klas n: cursist 'z' staat niet op het blad Cursisten" in told[0]
    assert any("lokaal 'zolder'" in line for line in told)
    assert any("aanbod 'weg'" in line for line in told)
    assert any("Er is al een rooster van School vanaf 07-09-2026" in line for line in told)
    assert any("nergens" in line for line in told)


def test_a_plan_that_places_somebody_in_a_class_it_lacks_is_told(tmp_path: Path) -> None:
    here = school()
    plan = a_plan(here, a_class("n", "ma 9-12"), n="a", weg="b")
    (problem,) = read(here, [saved(tmp_path, "1", plan)]).problems
    assert "no such class" in problem.line("en")


def test_the_most_urgent_learner_comes_first(tmp_path: Path) -> None:
    people = [
        a_learner("done", term_started_on=TERM, hours_language=600, hours_pvt=12,
                  hours_practice=40),
        a_learner("late", term_started_on=START - timedelta(weeks=150), hours_language=100),
        a_learner("waits", term_started_on=TERM, hours_language=500),
    ]  # fmt: skip
    here = a_school(people, offerings=(an_offering(when="ma 9-12"),), policy=FREE)
    plan = a_plan(here, a_class("n", "ma 9-12"), n="late")
    ledger = keep_ledger(read_rosters(here, [saved(tmp_path, "1", plan)]), START)
    assert [e.learner.reference for e in ledger.entries] == ["late", "waits", "done"]
    assert ledger.of["late"].verdict is Verdict.SHORT
    assert ledger.of["done"].verdict is Verdict.DONE
    assert sum(ledger.counts.values()) == 3


def test_the_ledger_cannot_be_kept_before_the_hours_on_record(tmp_path: Path) -> None:
    here = school()
    rosters = read_rosters(here, [saved(tmp_path, "1", a_plan(here))])
    with pytest.raises(ValueError, match="before the start"):
        keep_ledger(rosters, START - timedelta(days=1))


def test_what_is_uncertain_is_told(tmp_path: Path) -> None:
    people = [a_learner("a"), a_learner("b", term_started_on=date(2021, 9, 1))]
    here = a_school(people, policy={"holiday_region": "south"})
    rosters = read_rosters(here, [saved(tmp_path, "1", a_plan(here))])
    ledger = keep_ledger(rosters, START + WEEK)
    assert [n.code for n in ledger.notices] == ["term_unknown", "earlier_law", "estimated"]
    unknown = a_school([a_learner("a", term_started_on=TERM)])
    (folder,) = [saved(tmp_path, "2", a_plan(unknown))]
    ledger = keep_ledger(read_rosters(unknown, [folder]), START)
    assert [n.code for n in ledger.notices] == ["holiday_region_unknown"]


def test_lessons_are_a_strand_of_their_own(tmp_path: Path) -> None:
    here = school()
    plan = a_plan(here, a_class("n", "ma 9-12"), n="a")
    rosters = read_rosters(here, [saved(tmp_path, "1", plan)])
    assert {m.strand for m in rosters.meetings()["a"]} == {Strand.LESSONS}
    assert rosters.meetings()["b"] == []
