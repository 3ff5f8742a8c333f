"""Every hard rule about activities has a plan that breaks it alone, and one that obeys it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Any

import pytest

from models import Gender, Level, Route, School, Status
from models.activity_plan import ActivityPlan, Rosters
from solver.activities import check_activities
from solver.activities.rules import GOALS, HARD, RULES
from tests.activities import (
    a_group,
    a_plan,
    a_provider,
    a_record,
    a_stage,
    a_trainer,
    an_activity,
    an_interpreter,
    day,
    only,
    rosters,
)
from tests.builders import START, a_learner, a_room, busy, learners

NONE = Rosters()


@dataclass(frozen=True)
class Case:
    """A plan that breaks one rule, and a plan much like it that breaks none."""

    rule: str
    name: str
    broken: tuple[School, ActivityPlan, Rosters]
    fine: tuple[School, ActivityPlan, Rosters]


CASES: list[Case] = []


def case(rule: str, name: str, broken: Any, fine: Any) -> None:
    def whole(parts: Any) -> tuple[School, ActivityPlan, Rosters]:
        return parts if len(parts) == 3 else (*parts, NONE)

    CASES.append(Case(rule, name, whole(broken), whole(fine)))


def seated(school: School, who: str = "a", group: Any = None) -> tuple[School, ActivityPlan]:
    return school, a_plan(school, group or a_group(), g=who)


one = a_provider(learners("a"), an_activity())
two = a_provider(learners("a b"), an_activity())

case("known", "a learner who does not exist", seated(one, "a x"), seated(one))
case("known", "an activity that does not exist", (one, a_plan(one, a_group(activity="x"), g="a")), seated(one))  # fmt: skip
case(
    "known",
    "a learner in two groups of one activity",
    (two, a_plan(two, a_group(), a_group("ma 9-12", reference="h", weeks=(1,)), g="a", h="a b")),
    (two, a_plan(two, a_group(), a_group("ma 9-12", reference="h", weeks=(1,)), g="a", h="b")),
)


def eligible(
    name: str, activity: dict[str, Any], outside: dict[str, Any], inside: dict[str, Any]
) -> None:
    def situation(fields: dict[str, Any]) -> tuple[School, ActivityPlan]:
        return seated(a_provider([a_learner("a", **fields)], an_activity(**activity)))

    case("eligible", name, situation(outside), situation(inside))


eligible("the route", {"routes": (Route.Z,)}, {"route": Route.B1}, {"route": Route.Z})
eligible("the status", {"statuses": (Status.FAMILY,)}, {}, {"status": Status.FAMILY})
eligible("a level below A2", {"level_from": "A2"}, {"level": "A2-"}, {"level": "A2"})
eligible("a level above A2", {"level_to": "A2"}, {"level": "A2+"}, {"level": "A2"})
eligible("the gender", {"genders": (Gender.FEMALE,)}, {}, {"gender": Gender.FEMALE})
eligible("the age", {"age_to": 27}, {"birth_year": START.year - 28}, {"birth_year": START.year - 27})  # fmt: skip
eligible("too few hours made", {"language_hours_from": 800}, {"hours_language": 799}, {"hours_language": 800})  # fmt: skip
eligible(
    "paid work exempts",
    {"exempt_work_hours": 24},
    {"work_hours": 24, "work_paid": True},
    {"work_hours": 24, "work_paid": False},
)
eligible(
    "paid work exempts family migrants only",
    {"exempt_work_hours": 24, "exempt_statuses": (Status.FAMILY,)},
    {"work_hours": 24, "work_paid": True, "status": Status.FAMILY},
    {"work_hours": 24, "work_paid": True, "status": Status.ASYLUM},
)
done = a_provider(learners("a"), an_activity(), activity_records=(a_record("a", standing="done"),))
case("eligible", "who has done it", seated(done), seated(one))
below = a_provider([a_learner("a", "A1")], an_activity(level_from="A2"))
registered = a_provider(
    [a_learner("a", "A1")], an_activity(level_from="A2"), activity_records=(a_record("a"),)
)
case("eligible", "a caseworker's decision goes before the level", seated(below), seated(registered))

late = a_provider([a_learner("a", term_started_on=START)], an_activity(months_from=1))
case("timing", "a month too early", seated(late), seated(late, group=a_group(weeks=(5,))))
ready = a_provider(
    learners("a"), an_activity(), activity_records=(a_record("a", ready_from=day(3)),)
)
case("timing", "before the caseworker's date", seated(ready), seated(ready, group=a_group(weeks=(3,))))  # fmt: skip

case(
    "free",
    "a lesson at the same time",
    (*seated(one), rosters({"a": "ma 11-14"})),
    (*seated(one), rosters({"a": "ma 12-14"})),
)
excused = a_provider(learners("a"), an_activity(yields="excused"))
case(
    "free",
    "an activity that goes before lessons may take their place",
    (*seated(one), rosters({"a": "ma 9-12"})),
    (*seated(excused), rosters({"a": "ma 9-12"})),
)
in_class = a_provider(learners("a"), an_activity(yields="in_lesson"))
case(
    "free",
    "a meeting in the lesson needs a lesson",
    (*seated(in_class), rosters({"a": "di 9-12"})),
    (*seated(in_class), rosters({"a": "ma 9-12"})),
)
working = a_provider(learners("a"), an_activity(), busy=(busy("a", "ma 9-10", reason="work"),))
overriding = a_provider(
    learners("a"), an_activity(over_work=True), busy=(busy("a", "ma 9-10", reason="work"),)
)
case("free", "work goes before, unless it has to give way", seated(working), seated(overriding))
twice = a_group(weeks=(0, 1))
strict = a_provider(learners("a"), an_activity(meetings=2), busy=(busy("a", "ma 9-10", valid_until=day(0)),))  # fmt: skip
lenient = a_provider(
    learners("a"), an_activity(meetings=2, may_miss=1), busy=(busy("a", "ma 9-10", valid_until=day(0)),)
)  # fmt: skip
case("free", "one meeting may be missed", seated(strict, group=twice), seated(lenient, group=twice))

both = a_provider(learners("a"), an_activity(), an_activity("map", kind="map"))
case(
    "one_place",
    "two activities at once",
    (both, a_plan(both, a_group(), a_group("ma 9-12", "map", "h"), g="a", h="a")),
    (both, a_plan(both, a_group(), a_group("ma 9-12", "map", "h", weeks=(1,)), g="a", h="a")),
)

pair = an_activity(meetings=2, interval_days=1, holidays="strict")
days = a_provider(learners("a"), pair)
consecutive = a_group().model_copy(
    update={"meetings": (a_group().meetings[0], a_group("di 9-12").meetings[0])}
)
case("form", "two days that do not follow each other", seated(days, group=twice), seated(days, group=consecutive))  # fmt: skip
case("form", "another time", seated(one, group=a_group("ma 10-13")), seated(one))
staged = a_provider(learners("a"), an_activity(meetings=2), stages=(a_stage(2, day=15),))
case("form", "a stage on its own day", seated(staged, group=twice), seated(staged, group=a_group(weeks=(0, 2))))  # fmt: skip
dated = a_provider(learners("a"), an_activity(starts=(day(2),)))
case("form", "a start that was not named", seated(dated), seated(dated, group=a_group(weeks=(2,))))
eight = a_provider(learners("a"), an_activity(every_weeks=4))
case("form", "a new group every four weeks only", seated(eight, group=a_group(weeks=(3,))), seated(eight, group=a_group(weeks=(4,))))  # fmt: skip

few = a_provider(learners("a b c"), an_activity(minimum=2, maximum=2))
case("group_size", "too few", seated(few), seated(few, "a b"))
case("group_size", "too many", seated(few, "a b c"), seated(few, "a b"))

apart = a_provider(
    [a_learner("a"), a_learner("b", status=Status.FAMILY)], an_activity(alike=("status",))
)
case("alike", "asylum and family together", seated(apart, "a b"), seated(apart))
levels = a_provider([a_learner("a", "A2"), a_learner("b", "A2-")], an_activity(alike=("level",)))
case("alike", "two whole levels together", seated(levels, "a b"), seated(levels))
own = a_provider(learners("a b"), an_activity(alike=("class",)))
case(
    "alike",
    "two classes together",
    (*seated(own, "a b"), rosters(classes={"a": "k", "b": "m"})),
    (*seated(own, "a b"), rosters(classes={"a": "k", "b": "k"})),
)

speaking = {"mother_tongue": "Arabisch"}
by_tongue = an_activity(by_language=True, interpreters=True)
arabic = a_provider(
    [a_learner("a", **speaking)],
    by_tongue,
    trainers=(a_trainer(languages=("Arabisch",)), a_trainer("u")),
    interpreters=(an_interpreter("i", "Arabisch"), an_interpreter("j", "Turks")),
)
spoken = a_group(languages=("arabisch",), trainer="t")
case("languages", "nobody speaks it", seated(arabic, group=a_group(languages=("arabisch",), trainer="u")), seated(arabic, group=spoken))  # fmt: skip
case("languages", "a member understands nothing", seated(arabic, group=a_group(languages=("turks",), trainer="t", interpreted={"turks": "j"})), seated(arabic, group=spoken))  # fmt: skip
case(
    "languages",
    "more languages than allowed",
    seated(arabic, group=a_group(languages=("arabisch", "turks"), trainer="t", interpreted={"turks": "j"})),
    seated(arabic, group=spoken),
)  # fmt: skip
always = a_provider(
    learners("a"),
    an_activity(always_interpreted=("Arabisch",)),
    interpreters=(an_interpreter("i", "Arabisch"),),
)
case("languages", "the interpreter who is always there", seated(always), seated(always, group=a_group(interpreted={"arabisch": "i"})))  # fmt: skip

led = a_provider(learners("a b"), an_activity(), trainers=(a_trainer(when="ma 9-12"), a_trainer("u", when="di 9-12")))  # fmt: skip
case("trainer", "nobody leads the group", seated(led), seated(led, group=a_group(trainer="t")))
case("trainer", "a trainer who is away", seated(led, group=a_group(trainer="u")), seated(led, group=a_group(trainer="t")))  # fmt: skip
double = a_provider(learners("a b"), an_activity(parallel=2), trainers=(a_trainer(), a_trainer("u")))  # fmt: skip
case(
    "trainer",
    "two groups at once",
    (double, a_plan(double, a_group(trainer="t"), a_group(reference="h", trainer="t"), g="a", h="b")),
    (double, a_plan(double, a_group(trainer="t"), a_group(reference="h", trainer="u"), g="a", h="b")),
)  # fmt: skip
helped = a_group(languages=("arabisch",), trainer="u", interpreted={"arabisch": "i"})
case("interpreter", "one who does not speak it", seated(arabic, group=a_group(languages=("arabisch",), trainer="u", interpreted={"arabisch": "j"})), seated(arabic, group=helped))  # fmt: skip

roomy = a_provider(
    learners("a b"),
    an_activity(rooms=("r", "s"), parallel=2),
    rooms=(a_room(), a_room("s", capacity=1)),
)
case("room", "no room", seated(roomy, "a b"), seated(roomy, "a b", a_group(room="r")))
case("room", "a room too small", seated(roomy, "a b", a_group(room="s")), seated(roomy, "a b", a_group(room="r")))  # fmt: skip
case(
    "room",
    "two groups in one room",
    (roomy, a_plan(roomy, a_group(room="r"), a_group(reference="h", room="r"), g="a", h="b")),
    (roomy, a_plan(roomy, a_group(room="r"), a_group(reference="h", room="s"), g="a", h="b")),
)

after = a_provider(learners("a"), an_activity(), an_activity("map", kind="map", after=("pvt",)))
first, then = a_group(weeks=(1,)), a_group(activity="map", reference="h", weeks=(2,))
before = a_group(activity="map", reference="h", weeks=(0,))
case("order", "before what comes first", (after, a_plan(after, first, before, g="a", h="a")), (after, a_plan(after, first, then, g="a", h="a")))  # fmt: skip

limited = a_provider(learners("a b"), an_activity(max_groups=1))
other = a_group(reference="h", weeks=(1,))
case("group_limit", "more groups than it has", (limited, a_plan(limited, a_group(), other, g="a", h="b")), (limited, a_plan(limited, other, h="a b")))  # fmt: skip
case("group_limit", "more at once than it has", (two, a_plan(two, a_group(), a_group(reference="h"), g="a", h="b")), (two, a_plan(two, a_group(), other, g="a", h="b")))  # fmt: skip

weekly = a_provider(learners("a"), an_activity(meetings=2))
case("begun", "a group in the past that nobody planned", (weekly, a_plan(weekly, a_group(weeks=(-1, 0)), g="a")), (weekly, a_plan(weekly, a_group(weeks=(0, 1)), g="a")))  # fmt: skip

home = [a_learner("a", household="H"), a_learner("b", household="H")]


def spouses(rule: str) -> School:
    return a_provider(home, an_activity(spouses=rule, spouses_hard=True))


split = (a_group(), a_group(reference="h", weeks=(1,)))
case("spouses", "spouses in one group", seated(spouses("apart"), "a b"), (spouses("apart"), a_plan(one, *split, g="a", h="b")))  # fmt: skip
case("spouses", "spouses not in one group", (spouses("together"), a_plan(one, *split, g="a", h="b")), seated(spouses("together"), "a b"))  # fmt: skip
case(
    "spouses",
    "the spouse has a lesson and nobody is at home",
    (*seated(spouses("alternating")), rosters({"b": "ma 10-11"})),
    (*seated(spouses("alternating")), rosters({"b": "di 10-11"})),
)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule}: {c.name}")
def test_the_rule_is_broken_and_no_other(case: Case) -> None:
    school, plan, lessons = case.broken
    assert {v.rule for v in check_activities(school, lessons, plan).violations} == {case.rule}


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule}: {c.name}")
def test_the_plan_beside_it_is_fine(case: Case) -> None:
    school, plan, lessons = case.fine
    assert [v.text("en") for v in check_activities(school, lessons, plan).violations] == []


def test_every_hard_rule_has_a_case() -> None:
    # ``interpreter`` and others are reported for their own reasons as well.
    assert {rule.name for rule in HARD} == {c.rule for c in CASES}
    assert len({rule.name for rule in RULES}) == len(RULES)


def amounts(parts: Any) -> dict[str, tuple[float, int]]:
    school, plan, *rest = parts
    found = check_activities(school, rest[0] if rest else NONE, plan)
    return {line.rule: (line.amount, line.cost) for line in found.score}


def priced(people: Any, *activities: Any, weights: Any, **tables: Any) -> School:
    return a_provider(people, *activities, activity_weights=weights, **tables)


def test_who_could_have_a_group_but_has_none_counts() -> None:
    school = priced(learners("a b"), an_activity(), weights=only(unplanned=7))
    assert amounts(seated(school))["completion"] == (1, 7)


def test_whom_no_date_suits_does_not_count() -> None:
    school = priced(learners("a b"), an_activity(), weights=only(unplanned=7))
    assert amounts((*seated(school), rosters({"b": "ma 9-12"})))["completion"] == (0, 0)


def test_weeks_past_the_due_date_count() -> None:
    people = [a_learner("a", term_started_on=START)]
    school = priced(people, an_activity(months_until=1), weights=only(week_late=5))
    # Due on 7 October; the meeting on 19 October is one whole week past it.
    assert amounts(seated(school, group=a_group(weeks=(6,))))["lateness"] == (1, 5)


@pytest.mark.parametrize(
    ("yields", "hours", "points"),
    [("excused", 3, 6), ("over_lessons", 3, 36), ("frees", 6, 12), ("to_lessons", 0, 0)],
)
def test_lesson_hours_missed_are_counted_with_and_without_leave(
    yields: str, hours: int, points: int
) -> None:
    """A week with lessons on Monday and Tuesday; the meeting takes the one on Monday."""
    weights = only(excused_hour=2, unexcused_hour=12)
    school = priced(learners("a"), an_activity(yields=yields), weights=weights)
    found = amounts((*seated(school), rosters({"a": "ma 9-12, di 9-12"})))
    assert found["missed_lessons"] == (hours, points)


def test_hours_of_groups_and_interpreters_cost() -> None:
    school = a_provider(
        [a_learner("a", **speaking)],
        by_tongue,
        trainers=(a_trainer(),),
        interpreters=(an_interpreter("i", "Arabisch"),),
        activity_weights=only(group_hour=10, interpreter_hour=5),
    )
    group = a_group(languages=("arabisch",), trainer="t", interpreted={"arabisch": "i"})
    assert amounts(seated(school, group=group))["group_cost"] == (3, 45)


def test_seats_below_the_target_count() -> None:
    school = priced(learners("a"), an_activity(target=5), weights=only(empty_seat=6))
    assert amounts(seated(school))["empty_seats"] == (4, 24)


def test_a_group_mixed_on_purpose_lacks_helpers() -> None:
    mixed = an_activity(mixed_level=Level.A2, mixed_minimum=2)
    people = [a_learner("a", "A2"), a_learner("b", "A1")]
    school = priced(people, mixed, weights=only(missing_helper=15))
    assert amounts(seated(school, "a b"))["mixing"] == (1, 15)


def test_meetings_against_wishes_count() -> None:
    people = [a_learner("a", wish_earliest=time(10))]
    soft = (busy("a", "ma 11-12", hard=False),)
    school = priced(people, an_activity(), weights=only(wish=3, soft_busy=8), busy=soft)
    assert amounts(seated(school))["wishes"] == (2, 11)


def test_members_with_other_meetings_than_before_count() -> None:
    school = priced(learners("a b"), an_activity(), weights=only(moved=60))
    before = a_plan(school, a_group(), g="a b")
    now = a_plan(school, a_group(weeks=(1,)), g="a b")
    found = check_activities(school, NONE, now, before)
    assert {x.rule: x.cost for x in found.score}["stability"] == 120


def test_another_trainer_or_room_on_the_same_dates_counts() -> None:
    school = priced(
        learners("a b"),
        an_activity(rooms=("R1", "R2")),
        weights=only(changed_staff=15),
        trainers=(a_trainer("t"), a_trainer("u")),
        rooms=(a_room("R1"), a_room("R2")),
    )
    before = a_plan(school, a_group(trainer="t", room="R1"), g="a b")

    def points(trainer: str, room: str, week: int = 0) -> int:
        group = a_group(trainer=trainer, room=room, weeks=(week,))
        found = check_activities(school, NONE, a_plan(school, group, g="a b"), before)
        return {x.rule: x.cost for x in found.score}["same_staff"]

    assert points("t", "R1") == 0
    assert points("u", "R1") == points("t", "R2") == 15
    assert points("u", "R2") == 30
    assert points("u", "R2", week=1) == 0  # other dates: that counts as moved


def test_every_goal_is_measured_here() -> None:
    assert {rule.name for rule in GOALS} == {
        "free", "spouses", "completion", "lateness", "missed_lessons", "group_cost",
        "empty_seats", "mixing", "wishes", "stability", "same_staff",
        "begun", "moved_meetings",  # in test_begun.py and test_moved.py
    }  # fmt: skip
