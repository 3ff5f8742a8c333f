"""Hard rules about learners: who may sit where, with whom, and when."""

from __future__ import annotations

from datetime import date

import pytest

from models import Audience, Literacy, Mode, Pace, Route, Status
from solver import check
from tests.builders import (
    START,
    a_class,
    a_household,
    a_learner,
    a_plan,
    a_room,
    a_run,
    a_school,
    an_offering,
    an_open_run,
    busy,
    learners,
    travel,
)
from tests.solver.rules.situations import (
    SPOUSES,
    STAFF,
    Case,
    Cases,
    Situation,
    assert_broken_alone,
    assert_obeyed,
    continuing,
    one,
)

two = a_school(learners("a b"))
CASES = Cases()
# -- one_class ---------------------------------------------------------------------------------
two_rooms = a_school(learners("a b"), **STAFF)
beside = (a_class("n"), a_class("m", teacher="u", room="s"))
CASES.add(
    "one_class",
    "a learner sits in two classes",
    (two_rooms, a_plan(two_rooms, *beside, n="a", m="a b")),
    (two_rooms, a_plan(two_rooms, *beside, n="a", m="b")),
)
for what, fields in (
    ("a teacher", {"teacher": "x"}),
    ("a room", {"room": "x"}),
    ("a location", {"location": "x"}),
    ("an offering", {"offering": "x"}),
):
    broken = (two, a_plan(two, a_class("n"), a_class("m", "di 9-12", **fields), n="a b"))
    CASES.add("one_class", f"{what} that does not exist", broken, one(two, "a b"))
CASES.add("one_class", "a learner who does not exist", one(two, "a x"), one(two, "a b"))
CASES.add(
    "one_class",
    "a class that does not exist",
    (two, a_plan(two, a_class("n"), n="a", x="b")),
    one(two, "a b"),
)
CASES.add(
    "one_class",
    "a class listed twice",
    (two, a_plan(two, a_class("n"), a_class("n"), n="a b")),
    one(two, "a b"),
)


# -- admission ---------------------------------------------------------------------------------
def admission(
    name: str, outside: dict[str, object], inside: dict[str, object], **offer: object
) -> None:
    def situation(fields: dict[str, object]) -> Situation:
        return one(a_school([a_learner("a", **fields)], offerings=(an_offering(**offer),)))

    CASES.add("admission", name, situation(outside), situation(inside))


admission("the route is another", {"route": Route.Z}, {"route": Route.B1})
admission("the level is below", {"level": "A1"}, {"level": "A1+"}, level_from="A1+")
admission("the level is above", {"level": "A2-"}, {"level": "A1+"}, level_to="A1+")
admission(
    "the test score is above the level",
    {"intake_scores": {"reading": 35, "listening": 37}},
    {"intake_scores": {"reading": 35, "listening": 35}},
    level_to="A1+",
)
admission("the literacy is another", {"literacy": Literacy.NONE}, {}, literacies=(Literacy.LATIN,))
admission(
    "the pace that follows from learnability is too slow",
    {"learnability": 69},
    {"learnability": 70},
    paces=(Pace.FAST,),
)
admission("the status is another", {"status": Status.OTHER}, {}, statuses=(Status.ASYLUM,))
admission(
    "nobody of the audience: 27 is no youth",
    {"birth_year": START.year - 27},
    {"birth_year": START.year - 26},
    audience=(Audience.YOUTH, Audience.WOMEN),
)
late = a_school(
    learners("a"), offerings=(an_offering(late_entry_weeks=4),),
    classes=(a_run(started_on=date(2026, 8, 10)),),
)  # fmt: skip
in_time = a_school(
    learners("a"), offerings=(an_offering(late_entry_weeks=4),),
    classes=(a_run(started_on=date(2026, 8, 11)),),
)  # fmt: skip
CASES.add("admission", "the weeks of late entry are over", continuing(late), continuing(in_time))
staying = a_school(
    [a_learner("a", "B2", current_class="k")],
    offerings=(an_offering(level_to="A1"),),
    classes=(a_run(),),
)
leaving = a_school(
    [a_learner("a", "B2", current_class="k")],
    offerings=(an_offering(level_to="A1"),),
    classes=(an_open_run(may_close=True),),
)
CASES.add(
    "admission", "whoever stays is exempt, whoever moves is not", one(leaving), continuing(staying)
)

# -- evening -----------------------------------------------------------------------------------
night = an_offering("o", "ma 17:30-20:30, ma 17:29-20:29")
workers = {"policy": {"evening_for": (Audience.PAID_WORK,)}, "offerings": (night,)}
CASES.add(
    "evening",
    "evening lessons are for people in paid work",
    one(a_school([a_learner("a", work_hours=0, work_paid=True)], **workers), when="ma 17:30-20:30"),
    one(a_school([a_learner("a", work_hours=8, work_paid=True)], **workers), when="ma 17:30-20:30"),
)
CASES.add(
    "evening",
    "half past five is evening, a minute earlier is not",
    one(a_school(learners("a"), **workers), when="ma 17:30-20:30"),
    one(a_school(learners("a"), **workers), when="ma 17:29-20:29"),
)


# -- busy --------------------------------------------------------------------------------------
def not_free(when: str, learner: dict[str, object] | None = None, **window: object) -> Situation:
    person = a_learner("a", home_area="noord", **(learner or {}))
    school = a_school(
        [person], busy=(busy("a", when, **window),), travel=(travel("centrum", "noord", 60),)
    )
    return one(school)


CASES.add("busy", "the way from home counts", not_free("ma 7-8:01"), not_free("ma 7-8"))
CASES.add("busy", "the way back home counts", not_free("ma 12:59-14"), not_free("ma 13-14"))
CASES.add(
    "busy",
    "from a window in the building's own area there is no way",
    not_free("ma 7-9:01", area="centrum"),
    not_free("ma 7-9", area="centrum"),
)
CASES.add("busy", "a soft window gives way", not_free("ma 10-11"), not_free("ma 10-11", hard=False))
CASES.add(
    "busy",
    "a window counts as long as it is valid",
    not_free("ma 10-11", valid_until=START),
    not_free("ma 10-11", valid_until=date(2026, 9, 6)),
)
ONLINE = an_offering(mode=Mode.ONLINE)


def online(when: str) -> Situation:
    school = a_school(
        [a_learner("a", home_area="noord")],
        offerings=(ONLINE,),
        busy=(busy("a", when),),
        travel=(travel("centrum", "noord", 60),),
    )
    return one(school, online=True)


CASES.add("busy", "an online lesson has no way", online("ma 8-9:01"), online("ma 8-9"))
member = a_school(
    [a_learner("a", current_class="k")], classes=(a_run(),), busy=(busy("a", "ma 11:59-13"),)
)
free_member = a_school(
    [a_learner("a", current_class="k")], classes=(a_run(),), busy=(busy("a", "ma 12-13"),)
)
CASES.add(
    "busy", "a staying member is not free either", continuing(member), continuing(free_member)
)

# -- class_size --------------------------------------------------------------------------------
crowd = " ".join(f"p{i}" for i in range(26))
people = learners(crowd)


def first(count: int) -> str:
    return " ".join(crowd.split()[:count])


legal = a_school(people, offerings=(an_offering(maximum=25),))
CASES.add(
    "class_size", "20 is the legal maximum for B1", one(legal, first(21)), one(legal, first(20))
)
CASES.add(
    "class_size",
    "under the Addendum it is 25",
    one(legal, first(25)),
    one(
        a_school(
            people,
            offerings=(an_offering(maximum=25),),
            policy={"uses_addendum": True},
            start=date(2025, 12, 31),
        ),
        first(25),
    ),
)
self_reliance = a_school(
    learners(crowd, route=Route.Z), offerings=(an_offering(maximum=25, routes=(Route.Z, Route.B1)),)
)
CASES.add(
    "class_size",
    "the lowest maximum of its routes holds",
    one(self_reliance, first(13)),
    one(self_reliance, first(12)),
)
own = a_school(people, offerings=(an_offering(maximum=3),))
CASES.add("class_size", "the school's own maximum holds", one(own, first(4)), one(own, first(3)))
least = a_school(people, offerings=(an_offering(minimum=3, target=3),))
CASES.add("class_size", "a new class needs the minimum", one(least, first(2)), one(least, first(3)))
laid_down = {"offerings": (an_offering(minimum=2, target=2),)}
CASES.add(
    "class_size",
    "so does one laid down by hand, not one that runs",
    continuing(a_school(people, classes=(a_run(started_on=None),), **laid_down), members="p0"),
    continuing(a_school(people, classes=(a_run(),), **laid_down), members="p0"),
)

# -- room_capacity -----------------------------------------------------------------------------
small = a_school(people, rooms=(a_room(capacity=3),))
CASES.add(
    "room_capacity", "four do not fit three seats", one(small, first(4)), one(small, first(3))
)

# -- level_limit -------------------------------------------------------------------------------
far = {"offerings": (an_offering(level_spread=10),)}
apart = [a_learner("a", "A1"), a_learner("b", "A2-")]
near = [a_learner("a", "A1"), a_learner("b", "A1+")]
CASES.add(
    "level_limit",
    "15 points apart",
    one(a_school(apart, **far), "a b"),
    one(a_school(near, **far), "a b"),
)
wide = [
    a_learner("a", "A1", current_class="k"), a_learner("b", "A2", current_class="k"),
    a_learner("c", "A2"), a_learner("d", "A2+"),
]  # fmt: skip
already = a_school(wide, classes=(a_run(),), **far)
CASES.add(
    "level_limit",
    "no wider than the fixed members already are",
    continuing(already, members="a b d"),
    continuing(already, members="a b c"),
)

# -- literacy ----------------------------------------------------------------------------------
mixed = [a_learner("a"), a_learner("b", literacy=Literacy.NONE)]
CASES.add(
    "literacy",
    "mixed only where the offering allows it",
    one(a_school(mixed), "a b"),
    one(a_school(mixed, offerings=(an_offering(mix_literacy=True),)), "a b"),
)
kinds = [
    a_learner("a", current_class="k"), a_learner("b", current_class="k"),
    a_learner("c", literacy=Literacy.NONE),
]  # fmt: skip
were_mixed = [kinds[0], a_learner("b", literacy=Literacy.NONE, current_class="k"), kinds[2]]
CASES.add(
    "literacy",
    "unless the fixed members differ already",
    continuing(a_school(kinds, classes=(a_run(),)), members="a b c"),
    continuing(a_school(were_mixed, classes=(a_run(),)), members="a b c"),
)


# -- spouses -----------------------------------------------------------------------------------
def couple(need: str, *when: str, hard: bool = True, **fields: object) -> Situation:
    """Spouses in the classes at these times (one time: both in that class)."""
    school = a_school(
        [x.model_copy(update=fields) for x in SPOUSES],
        households=(a_household("h", need, hard),),
        offerings=(an_offering("o", "ma 9-12, ma 13-16, ma 11-14, di 9-12"),),
        travel=(travel("centrum", "noord", 30), travel("centrum", "west", 31)),
        **STAFF,
    )
    rows = [a_class("n", when[0]), *(a_class("m", w, teacher="u", room="s") for w in when[1:])]
    members = {"n": "a", "m": "b"} if len(rows) > 1 else {"n": "a b"}
    return school, a_plan(school, *rows, **members)


CASES.add(
    "spouses",
    "one is home before the other has to leave",
    couple("apart_in_time", "ma 9-12", "ma 13-16", home_area="west"),
    couple("apart_in_time", "ma 9-12", "ma 13-16", home_area="noord"),
)
CASES.add(
    "spouses",
    "in one class is at one time",
    couple("apart_in_time", "ma 9-12"),
    couple("apart_in_time", "ma 9-12", "di 9-12"),
)
CASES.add(
    "spouses",
    "in different classes",
    couple("different_classes", "ma 9-12"),
    couple("different_classes", "ma 9-12", "ma 9-12"),
)
CASES.add(
    "spouses",
    "at the same time",
    couple("same_time", "ma 9-12", "ma 13-16"),
    couple("same_time", "ma 9-12", "ma 11-14"),
)
CASES.add(
    "spouses",
    "a soft need is no rule",
    couple("apart_in_time", "ma 9-12"),
    couple("apart_in_time", "ma 9-12", hard=False),
)


@pytest.mark.parametrize("case", CASES, ids=CASES.ids())
def test_rule_is_broken_alone(case: Case) -> None:
    assert_broken_alone(case)


@pytest.mark.parametrize("case", CASES, ids=CASES.ids())
def test_rule_is_just_obeyed(case: Case) -> None:
    assert_obeyed(case)


def test_a_violation_names_whom_it_concerns() -> None:
    school, plan = couple("apart_in_time", "ma 9-12")
    (found,) = check(school, plan).violations
    assert (found.learners, found.classes) == (("a", "b"), ("n", "n"))
