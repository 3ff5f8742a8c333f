"""Placements in free dayparts, and bridging groups in order of registration."""

from __future__ import annotations

from datetime import time, timedelta

from models import School
from models.activity_plan import ActivityPlan, Rosters
from solver.activities.individual import placements_of, stays_of
from tests.activities import UNTIL, a_plan, a_provider, a_record, an_activity, rosters
from tests.builders import START, a_learner, busy, learners, slots

WORK_DAYS = "ma 9-12, ma 13-16, di 9-12, di 13-16, wo 9-12, wo 13-16"


def placement(hours: float, **fields: object) -> School:
    activity = an_activity("plek", WORK_DAYS, kind="placement", meetings=None, weekly_hours=hours)
    return a_provider(learners("a"), activity, **fields)


def nothing(school: School) -> ActivityPlan:
    return a_plan(school)


def test_a_placement_takes_a_whole_day_without_lessons() -> None:
    """Monday morning has a lesson; Tuesday and Wednesday are whole."""
    school = placement(6)
    (found,) = placements_of(school, rosters({"a": "ma 9-12"}), nothing(school))
    assert found.slots == slots("di 9-12, di 13-16")
    assert (found.whole_days, found.short_minutes) == (1, 0)


def test_as_few_days_as_possible() -> None:
    school = placement(9)
    (found,) = placements_of(school, rosters({"a": "ma 9-12"}), nothing(school))
    assert len({s.weekday for s in found.slots}) == 2
    assert found.whole_days == 2


def test_work_and_lessons_are_kept_free_and_the_shortage_is_told() -> None:
    school = placement(9, busy=(busy("a", "di 8-18", reason="work"),))
    lessons = rosters({"a": "ma 9-12, wo 9-12"})
    (found,) = placements_of(school, lessons, nothing(school))
    assert found.slots == slots("ma 13-16, wo 13-16")
    assert found.short_minutes == 180


def test_among_equal_days_the_wishes_of_the_learner_decide() -> None:
    """No work before ten is a wish; Tuesday morning is rather kept free."""
    activity = an_activity(
        "plek", "ma 9-12, di 10-13, wo 10-13", kind="placement", meetings=None, weekly_hours=3
    )
    early = a_provider([a_learner("a", wish_earliest=time(10))], activity)
    (found,) = placements_of(early, Rosters(), nothing(early))
    assert found.slots == slots("di 10-13")
    soft = (busy("a", "di 10-11", hard=False),)
    school = a_provider([a_learner("a", wish_earliest=time(10))], activity, busy=soft)
    (found,) = placements_of(school, Rosters(), nothing(school))
    assert found.slots == slots("wo 10-13")


def test_the_caseworker_decides_on_the_hours_of_one_learner() -> None:
    school = placement(9, activity_records=(a_record("a", "plek", weekly_hours=3),))
    (found,) = placements_of(school, Rosters(), nothing(school))
    assert len(found.slots) == 1


def bridging(**fields: object) -> School:
    people = [
        a_learner(name, registered_on=START - timedelta(days=days))
        for name, days in (("late", 1), ("first", 30), ("second", 20))
    ]
    given = {"maximum": 1, "max_stay_weeks": 4, **fields}
    return a_provider(people, an_activity("brug", kind="bridging", meetings=None, **given))


def test_the_first_in_the_queue_enters_first_and_the_next_when_a_seat_is_free() -> None:
    school = bridging()
    found = stays_of(school, Rosters(), nothing(school))
    assert [(s.learner, (s.first - START).days // 7) for s in found] == [
        ("first", 0),
        ("second", 4),
        ("late", 8),
    ]
    assert all((s.last - s.first).days < 28 for s in found)
    assert all(s.last <= UNTIL for s in found)


def test_who_has_a_class_needs_no_bridging() -> None:
    school = bridging(maximum=3)
    found = stays_of(school, Rosters({}, {"first": "k"}), nothing(school))
    assert {s.learner for s in found} == {"second", "late"}
