"""When what is fixed contradicts itself: no plan, and the smallest set that does so."""

from __future__ import annotations

from models import Literacy, Route, School, Violation
from models.text import Language
from solver import Settings, solve
from solver.conflict import find_conflict
from tests.builders import (
    a_household,
    a_learner,
    a_room,
    a_run,
    a_school,
    a_teacher,
    an_offering,
    an_open_run,
    busy,
    learners,
)
from tests.solver.rules.situations import STAFF


def conflict(school: School) -> tuple[Violation, ...]:
    outcome = solve(school, Settings(time_limit=30, workers=1))
    assert outcome.plan is None
    return outcome.conflict


def fixed_things(school: School) -> list[str]:
    """The contradicting set in English, without the explanations that follow it."""
    return [v.text(Language.EN) for v in conflict(school) if v.rule == "fixed"]


def explanations(school: School) -> set[str]:
    return {v.rule for v in conflict(school) if v.rule != "fixed"}


def runs(**second: object) -> School:
    """Two running classes at one time, though another is on offer; the second as told."""
    offering = an_offering("o", "ma 9-12, di 9-12")
    return a_school(offerings=(offering,), classes=(a_run("k"), a_run("m", **second)), **STAFF)


def test_a_teacher_booked_twice() -> None:
    school = runs(rooms=("s",))
    assert set(fixed_things(school)) == {
        "k must continue",
        "the times of k are fixed: Mon 09:00-12:00",
        "the teacher of k is fixed: t",
        "m must continue",
        "the times of m are fixed: Mon 09:00-12:00",
        "the teacher of m is fixed: t",
    }
    assert explanations(school) == {"teacher_one_place"}


def test_a_room_booked_twice() -> None:
    school = runs(teachers=("u",))
    assert {"the room of k is fixed: r", "the room of m is fixed: r"} <= set(fixed_things(school))
    assert explanations(school) == {"room_free"}


def test_a_member_who_is_busy_at_the_fixed_time() -> None:
    school = a_school(
        learners("a", current_class="k"),
        offerings=(an_offering("o", "ma 9-12, di 9-12"),),
        classes=(a_run(),),
        busy=(busy("a", "ma 10-11"),),
    )
    assert set(fixed_things(school)) == {
        "the times of k are fixed: Mon 09:00-12:00",
        "the members of k are fixed: 1 people",
    }
    assert explanations(school) == {"busy"}


def test_too_few_certified_teachers_for_what_goes_on() -> None:
    """The rule is about all classes, so it is told beside what is fixed."""
    untrained = (a_teacher("t", certification="none"),)
    school = a_school(classes=(a_run("k"),), teachers=untrained)
    assert fixed_things(school) == ["k must continue"]
    assert explanations(school) == {"certified_share"}


def test_a_class_whom_the_only_teacher_has_no_time_for() -> None:
    run = a_run("k", "ma 9-12", teachers=(), fixed_teacher=False)
    school = a_school(classes=(run,), teachers=(a_teacher("t", "wo 9-12"),))
    told = [v.text(Language.NL) for v in conflict(school)]
    assert told[-1] == "geen docent mag en kan dit geven; met één docent erbij zou het gaan"


def test_a_class_that_no_teacher_may_give() -> None:
    run = a_run("k", "ma 9-12", teachers=(), fixed_teacher=False)
    school = a_school(classes=(run,), teachers=(a_teacher("t", routes=(Route.Z,)),))
    told = [v.text(Language.NL) for v in conflict(school)]
    assert told[-1] == "geen docent mag en kan dit geven; met één docent erbij zou het gaan"


def test_a_class_without_a_fixed_room_that_fits_nowhere() -> None:
    run = a_run("k", "ma 9-12", rooms=(), fixed_room=False, location="L")
    school = a_school(classes=(run,), rooms=(a_room("r", "wo 9-12"),))
    told = [v.text(Language.NL) for v in conflict(school)]
    assert told[-1] == (
        "geen lokaal is open, vrij en groot genoeg; met één lokaal erbij zou het gaan"
    )


def test_more_fixed_members_than_the_law_allows() -> None:
    people = learners(" ".join(f"p{i}" for i in range(21)), current_class="k")
    school = a_school(people, offerings=(an_offering(maximum=25),), classes=(a_run(),))
    assert fixed_things(school) == ["the members of k are fixed: 21 people"]
    assert explanations(school) == {"class_size"}


def test_more_fixed_members_than_the_fixed_room_seats() -> None:
    school = a_school(
        learners("a b c", current_class="k"),
        classes=(a_run(),),
        rooms=(a_room(capacity=2), a_room("s")),
    )
    assert set(fixed_things(school)) == {
        "the members of k are fixed: 3 people",
        "the room of k is fixed: r",
    }
    assert explanations(school) == {"room_capacity"}


def test_spouses_who_are_both_fixed_members() -> None:
    school = a_school(
        learners("a b", household="h", current_class="k"),
        households=(a_household(),),
        classes=(a_run(),),
    )
    assert fixed_things(school) == ["the members of k are fixed: 2 people"]
    assert explanations(school) == {"spouses"}


def test_a_fixed_teacher_who_may_not_teach_the_class() -> None:
    school = a_school(
        offerings=(an_offering(needs_alphabetisation=True),),
        teachers=(a_teacher(), a_teacher("u", alphabetisation=True)),
        classes=(a_run(),),
    )
    assert set(fixed_things(school)) == {"the teacher of k is fixed: t", "k must continue"}
    assert explanations(school) == {"teacher_qualified"}


def test_a_class_that_must_continue_without_anybody_to_teach_it() -> None:
    school = a_school(
        teachers=(a_teacher(when="zo 9-12"),), classes=(an_open_run(teachers=(), rooms=()),)
    )
    assert fixed_things(school) == ["k must continue"]


def test_a_laid_down_class_that_cannot_reach_its_minimum() -> None:
    school = a_school(
        [a_learner("a", literacy=Literacy.NONE), a_learner("b")],
        offerings=(an_offering(minimum=2, target=2),),
        classes=(a_run(started_on=None),),
    )
    assert fixed_things(school) == ["k must continue"]
    assert explanations(school) == {"class_size"}


def test_classes_that_do_not_contradict_are_left_out() -> None:
    school = a_school(
        classes=(a_run("k"), a_run("m", rooms=("s",)), a_run("x", "vr 9-12")), **STAFF
    )
    assert {v.classes for v in conflict(school) if v.rule == "fixed"} == {("k",), ("m",)}


def test_classes_of_one_name_are_told_apart_by_their_codes() -> None:
    school = a_school(
        classes=(a_run("k", name="Ochtend"), a_run("m", name="Ochtend", rooms=("s",))), **STAFF
    )
    told = " ".join(fixed_things(school))
    assert "Ochtend (k)" in told
    assert "Ochtend (m)" in told


def test_the_set_named_is_a_smallest_one() -> None:
    """Room and teacher are both booked twice; either alone contradicts, with times and going on."""
    assert len(fixed_things(runs())) == 6


def test_every_conflict_is_told_in_both_languages() -> None:
    for violation in conflict(runs()):
        assert violation.text(Language.NL) != violation.text(Language.EN)


def test_nothing_is_named_where_nothing_contradicts() -> None:
    assert find_conflict(a_school(classes=(a_run(),))) == ()
