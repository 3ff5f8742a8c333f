"""Hard rules about classes: their week, teachers, rooms, and what is fixed."""

from __future__ import annotations

import pytest

from models import Certification, Mode, Route, School
from solver import check
from tests.builders import (
    a_class,
    a_learner,
    a_plan,
    a_room,
    a_run,
    a_school,
    a_teacher,
    an_offering,
    busy,
    learners,
    travel,
)
from tests.solver.rules.situations import (
    BUILDINGS,
    STAFF,
    TWO_TIMES,
    Case,
    Cases,
    Situation,
    assert_broken_alone,
    assert_obeyed,
    continuing,
    one,
)

CASES = Cases()


# -- session_pattern ---------------------------------------------------------------------------
def pattern(when: str, **offer: object) -> Situation:
    given = {"sessions_per_week": 2, "max_sessions_per_day": 2, **offer}
    offering = an_offering("o", "ma 9-12, ma 13-16, di 9-12, wo 9-12, wo 13-16, ma 10-13", **given)
    return one(a_school(learners("a"), offerings=(offering,)), when=when)


CASES.add(
    "session_pattern", "the number of lessons", pattern("ma 9-12"), pattern("ma 9-12, di 9-12")
)
CASES.add(
    "session_pattern",
    "only slots on offer",
    pattern("ma 9-12, do 9-12"),
    pattern("ma 9-12, wo 9-12"),
)
CASES.add(
    "session_pattern",
    "lessons a day",
    pattern("ma 9-12, ma 13-16", max_sessions_per_day=1),
    pattern("ma 9-12, ma 13-16"),
)
CASES.add(
    "session_pattern",
    "free days between",
    pattern("ma 9-12, di 9-12", min_days_between=1),
    pattern("ma 9-12, wo 9-12", min_days_between=1),
)
CASES.add(
    "session_pattern",
    "the same times every day",
    pattern("ma 9-12, wo 13-16", same_time=True),
    pattern("ma 9-12, wo 9-12", same_time=True),
)
elsewhere = a_school(learners("a"), offerings=(an_offering(locations=("L",)),), **BUILDINGS)
CASES.add(
    "session_pattern",
    "a location of the offering",
    one(elsewhere, location="M", room="s"),
    one(elsewhere, location="L", room="r"),
)
settled = a_school(learners("a"), classes=(a_run(location="L", fixed_room=False),), **BUILDINGS)
CASES.add(
    "session_pattern",
    "a run stays at its location",
    continuing(settled, location="M", room="s"),
    continuing(settled),
)
hybrid = a_school(
    learners("a"),
    offerings=(
        an_offering(
            "o", "ma 9-12, di 9-12", mode=Mode.MIXED, online_sessions=1, sessions_per_week=2
        ),
    ),
)


def hybrid_week(first_online: bool) -> Situation:
    row = a_class("n", "ma 9-12, di 9-12")
    away = row.sessions[0 if first_online else 1]
    sessions = tuple(
        s.model_copy(update={"online": True, "room": None}) if s is away else s
        for s in row.sessions
    )
    return hybrid, a_plan(hybrid, row.model_copy(update={"sessions": sessions}), n="a")


CASES.add("session_pattern", "the last lessons are online", hybrid_week(True), hybrid_week(False))
two_staff = a_school(
    learners("a"),
    offerings=(
        an_offering(
            "o", "ma 9-12, ma 11-14, ma 13-16", sessions_per_week=2, max_sessions_per_day=2
        ),
    ),
    **STAFF,
)
CASES.add(
    "session_pattern",
    "lessons of one class do not overlap",
    one(two_staff, when="ma 9-12, ma 11-14", teacher="t u", room="r s"),
    one(two_staff, when="ma 9-12, ma 13-16", teacher="t u", room="r s"),
)


# -- teachers ----------------------------------------------------------------------------------
def taught(teacher: object, **offer: object) -> Situation:
    return one(a_school(learners("a"), teachers=(teacher,), offerings=(an_offering(**offer),)))


CASES.add(
    "teacher_qualified",
    "all routes of the class",
    taught(a_teacher(routes=(Route.B1,)), routes=(Route.B1, Route.Z)),
    taught(a_teacher(routes=(Route.B1, Route.Z)), routes=(Route.B1, Route.Z)),
)
CASES.add(
    "teacher_qualified",
    "alphabetisation where it is needed",
    taught(a_teacher(), needs_alphabetisation=True),
    taught(a_teacher(alphabetisation=True), needs_alphabetisation=True),
)


def in_training(counts: bool) -> Situation:
    school = a_school(
        learners("a"),
        teachers=(a_teacher(certification=Certification.IN_TRAINING),),
        offerings=(an_offering(needs_certified=True),),
        policy={"in_training_counts": counts, "certified_share": 0},
    )
    return one(school)


CASES.add(
    "teacher_qualified", "in training, where that counts", in_training(False), in_training(True)
)
CASES.add(
    "teacher_available",
    "inside the hours agreed, joined where they touch",
    taught(a_teacher(when="ma 8-10, ma 10:01-13")),
    taught(a_teacher(when="ma 8-10, ma 10-12")),
)


def teacher_busy(when: str, **window: object) -> Situation:
    school = a_school(
        learners("a"), busy=(busy("t", when, **window),), travel=(travel("centrum", "noord", 60),)
    )
    return one(school)


CASES.add("teacher_available", "not free", teacher_busy("ma 8-9:01"), teacher_busy("ma 8-9"))
CASES.add(
    "teacher_available",
    "on the way from elsewhere",
    teacher_busy("ma 7-8:01", area="noord"),
    teacher_busy("ma 7-8", area="noord"),
)


def stationed(where: tuple[str, ...]) -> Situation:
    teachers = (a_teacher(locations=where), a_teacher("u"))
    return one(a_school(learners("a"), teachers=teachers, **BUILDINGS))


CASES.add(
    "teacher_available", "at one of the own locations", stationed(("M",)), stationed(("L", "M"))
)


def double(second: str, **fields: object) -> Situation:
    school = a_school(
        learners("a b"),
        offerings=(an_offering("o", f"ma 9-12, {second}"),),
        **BUILDINGS,
    )
    rows = (a_class("n"), a_class("m", second, **fields))
    return school, a_plan(school, *rows, n="a", m="b")


there = {"location": "M", "room": "s"}
CASES.add(
    "teacher_one_place",
    "two classes at once",
    double("ma 9-12", **there),
    double("di 9-12", **there),
)
CASES.add(
    "teacher_one_place",
    "time to travel between buildings",
    double("ma 12:59-15:59", **there),
    double("ma 13-16", **there),
)
busy_week = {"offerings": (TWO_TIMES,)}


def load(most: int) -> Situation:
    school = a_school(learners("a b"), teachers=(a_teacher(max_sessions=most),), **busy_week)
    return school, a_plan(school, a_class("n"), a_class("m", "di 9-12"), n="a", m="b")


CASES.add("teacher_load", "dayparts agreed", load(1), load(2))


# -- rooms -------------------------------------------------------------------------------------
def shared(second: str) -> Situation:
    school = a_school(
        learners("a b"),
        offerings=(an_offering("o", f"ma 9-12, {second}"),),
        teachers=STAFF["teachers"],
    )
    rows = (a_class("n"), a_class("m", second, teacher="u"))
    return school, a_plan(school, *rows, n="a", m="b")


CASES.add("room_free", "one class after the other", shared("ma 11:59-14:59"), shared("ma 12-15"))


def opened(when: str) -> Situation:
    return one(a_school(learners("a"), rooms=(a_room("r", when),)))


CASES.add("room_open", "until the building closes", opened("ma 9-11:59"), opened("ma 9-12"))
CASES.add(
    "room_open",
    "at the location of the class",
    one(a_school(learners("a"), **BUILDINGS), room="s"),
    one(a_school(learners("a"), **BUILDINGS), room="r"),
)

# -- fixed -------------------------------------------------------------------------------------
TWO_SESSIONS = an_offering("o", "ma 9-12, di 9-12, wo 9-12", sessions_per_week=2)


def fixed_run(aspect: str | None, **fields: object) -> School:
    loose = dict.fromkeys(("fixed_times", "fixed_teacher", "fixed_room", "fixed_members"), False)
    if aspect:
        loose[aspect] = True
    return a_school(
        [a_learner("a", current_class="k"), a_learner("b")],
        offerings=(TWO_SESSIONS,),
        classes=(a_run("k", "ma 9-12, di 9-12", **{**loose, **fields}),),
        **STAFF,
    )


NOW = "ma 9-12, di 9-12"
for aspect, changed in (
    ("fixed_times", {"when": "ma 9-12, wo 9-12"}),
    ("fixed_teacher", {"when": NOW, "teacher": "t u"}),
    ("fixed_room", {"when": NOW, "room": "r s"}),
    ("fixed_members", {"when": NOW, "members": "b"}),
):
    CASES.add(
        "fixed",
        f"{aspect} stays",
        continuing(fixed_run(aspect), **changed),
        continuing(fixed_run(None), **changed),
    )
listed = fixed_run("fixed_teacher", teachers=("t", "u"))
CASES.add(
    "fixed",
    "a teacher per slot, each at that slot",
    continuing(listed, NOW, teacher="u t"),
    continuing(listed, NOW, teacher="t u"),
)
gone = fixed_run(None)
may_go = fixed_run(None, may_close=True)
CASES.add(
    "fixed", "a class continues unless it may close", (gone, a_plan(gone)), (may_go, a_plan(may_go))
)
other = a_school(learners("a"), offerings=(an_offering("o"), an_offering("p")), classes=(a_run(),))
CASES.add("fixed", "a run keeps its offering", continuing(other, offering="p"), continuing(other))


# -- shares and numbers ------------------------------------------------------------------------
def staff_share(certified: int, total: int, share: float) -> Situation:
    names = [f"t{i}" for i in range(total)]
    school = a_school(
        learners(" ".join(f"p{i}" for i in range(total))),
        teachers=tuple(
            a_teacher(
                n, certification=Certification.CERTIFIED if i < certified else Certification.NONE
            )
            for i, n in enumerate(names)
        ),
        rooms=tuple(a_room(f"r{i}") for i in range(total)),
        policy={"certified_share": share},
    )
    rows = [a_class(f"n{i}", teacher=n, room=f"r{i}") for i, n in enumerate(names)]
    return school, a_plan(school, *rows, **{f"n{i}": f"p{i}" for i in range(total)})


CASES.add("certified_share", "four of five", staff_share(3, 5, 0.8), staff_share(4, 5, 0.8))
CASES.add("certified_share", "half", staff_share(1, 3, 0.5), staff_share(1, 2, 0.5))


def newly(most: int | None) -> Situation:
    school = a_school(
        learners("a b"),
        offerings=(an_offering("o", "ma 9-12, di 9-12", max_new_classes=most),),
    )
    return school, a_plan(school, a_class("n"), a_class("m", "di 9-12"), n="a", m="b")


CASES.add("class_limit", "new classes of an offering", newly(1), newly(2))


@pytest.mark.parametrize("case", CASES, ids=CASES.ids())
def test_rule_is_broken_alone(case: Case) -> None:
    assert_broken_alone(case)


@pytest.mark.parametrize("case", CASES, ids=CASES.ids())
def test_rule_is_just_obeyed(case: Case) -> None:
    assert_obeyed(case)


def test_a_violation_names_teacher_and_classes() -> None:
    school, plan = double("ma 9-12", **there)
    (found,) = check(school, plan).violations
    assert (found.teachers, set(found.classes)) == (("t",), {"n", "m"})
