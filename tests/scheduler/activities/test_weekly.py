"""Fixed weekly activities and the lesson plan: what lessons are asked for, and give."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from models import BusyReason, School
from models.activities import Activity
from scheduler.activities.weekly import with_weekly_activities
from scheduler.workbook import NEEDED_FOR_ACTIVITIES, read_source
from scheduler.workbook.writer import write_csv_folder
from solver import Settings, check, solve
from tests.activities import a_provider, an_activity
from tests.builders import START, a_learner, a_school, an_offering, busy, learners


def weekly(when: str, **fields: Any) -> Activity:
    """Thirty meetings of participation in a group."""
    return an_activity("P", when, kind="participation", meetings=30, **fields)


def asked(school: School) -> dict[str, list[str]]:
    """The moments of which one has to stay free, by learner."""
    rows = with_weekly_activities(school).kept_free
    return {row.person: [moment.bilingual()("en") for moment in row.moments] for row in rows}


def test_the_source_asks_lessons_to_leave_a_moment_free(tmp_path: Path) -> None:
    """Zutphen's Wednesday afternoon; a busy hour only where the activity goes before lessons."""
    for yields, hard in (("to_lessons", False), ("excused", True)):
        folder = tmp_path / yields
        write_csv_folder(a_provider(learners("a b"), weekly("wo 13-16", yields=yields)), folder)
        school = read_source(folder).school
        assert school is not None
        taken = [(w.person, w.slot.weekday, w.hard) for w in school.busy]
        assert taken == ([("a", 2, True), ("b", 2, True)] if hard else [])
        assert [k.person for k in school.kept_free] == ([] if hard else ["a", "b"])
        provider = read_source(folder, NEEDED_FOR_ACTIVITIES).school
        assert provider is not None
        assert provider.busy == provider.kept_free == ()


def test_moments_that_work_takes_are_no_choice() -> None:
    work = busy("a", "wo 8-18", hard=True)
    both, one = weekly("wo 13-16, do 13-16"), weekly("wo 13-16")
    assert asked(a_provider(learners("a b"), both, busy=(work,))) == {
        "a": ["Thu 13:00-16:00"],
        "b": ["Wed 13:00-16:00", "Thu 13:00-16:00"],
    }
    assert set(asked(a_provider(learners("a b"), one, busy=(work,)))) == {"b"}
    first = work.model_copy(update={"reason": BusyReason.WORK})
    over = one.model_copy(update={"over_work": True})
    assert set(asked(a_provider(learners("a b"), over, busy=(first,)))) == {"a", "b"}


@pytest.mark.parametrize(
    "fields",
    [{"meetings": 9}, {"interval_days": 14}, {"first_start": START + timedelta(weeks=20)}],
)
def test_what_is_short_or_far_away_asks_nothing(fields: dict[str, Any]) -> None:
    activity = weekly("wo 13-16").model_copy(update=fields)
    assert asked(a_provider(learners("a"), activity)) == {}


def test_lessons_leave_everybody_a_group_of_the_activity_to_join() -> None:
    """Lessons are cheapest on Wednesday and Thursday, where both groups of the activity are."""
    twice = {"sessions_per_week": 2, "max_sessions_per_day": 1}
    people = [a_learner(x, wish_latest="12:00") for x in "ab"]
    base = a_school(
        people,
        offerings=(an_offering("o", "wo 9-12, do 9-12, vr 10-13", **twice),),
        activities=(weekly("wo 9-12, do 9-12"),),
    )

    def days(school: School) -> set[int]:
        plan = solve(school, Settings(time_limit=20, workers=1)).plan
        assert plan is not None
        assert check(school, plan).violations == ()
        (row,) = plan.classes
        return {s.slot.weekday for s in row.sessions}

    assert days(base) == {2, 3}
    chosen = days(with_weekly_activities(base))
    assert 4 in chosen
    assert len(chosen) == 2
