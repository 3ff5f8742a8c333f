"""Whoever waits is told why, as a coordinator would say it, and what would change it."""

from __future__ import annotations

import re
from datetime import date

import pytest

from models import (
    Audience,
    BusyReason,
    HouseholdNeed,
    Literacy,
    Placement,
    Reason,
    Route,
    School,
    Waiting,
)
from solver import Settings, check, solve
from solver.notices import notices_of
from tests.builders import (
    START,
    a_household,
    a_learner,
    a_policy,
    a_room,
    a_run,
    a_school,
    a_teacher,
    an_offering,
    busy,
    learners,
)
from tests.solver.tiny import tiny_school

RUNNING = {"offerings": (an_offering(max_new_classes=0, maximum=1),), "classes": (a_run(),)}
SEATED = a_learner("seated", current_class="k")


def told(school: School, who: str = "a") -> Waiting:
    plan = solve(school, Settings(time_limit=30, workers=1)).plan
    assert plan is not None
    (found,) = (w for w in plan.waiting if w.learner == who)
    return found


def codes(reasons: tuple[Reason, ...]) -> list[str]:
    return [reason.code for reason in reasons]


def running(offering: dict[str, object], *people: object, **tables: object) -> School:
    """A running class "k" with one member, of an offering without new classes."""
    given = {"max_new_classes": 0, **offering}
    return a_school(
        [SEATED, *people],
        **{"offerings": (an_offering(**given),), "classes": (a_run(),), **tables},
    )


def test_nothing_is_on_offer_for_the_level() -> None:
    school = a_school([a_learner("a", "B2")], offerings=(an_offering(level_to="A2"),))
    assert codes(told(school).reasons) == ["no_offering"]
    assert told(school).reasons[0].nl == "Er is geen aanbod voor B1 op niveau B2."


def test_an_offering_at_the_level_does_not_admit_the_learner() -> None:
    school = a_school(
        [a_learner("a", literacy=Literacy.NONE)],
        offerings=(an_offering(literacies=(Literacy.LATIN,)),),
    )
    assert codes(told(school).reasons) == ["not_admitted"]
    assert "literacy does not fit" in told(school).reasons[0].en


def test_never_free_names_what_stands_in_the_way() -> None:
    window = busy("a", "ma 8-13", reason=BusyReason.WORK)
    found = told(a_school(learners("a"), busy=(window,)))
    assert codes(found.reasons) == codes(found.remedies) == ["never_free"]
    assert "(werk)" in found.reasons[0].nl
    assert "ma 09:00-12:00" in found.remedies[0].nl


def test_the_hours_to_keep_free_are_those_that_the_easiest_pattern_lacks() -> None:
    """Two lessons a week out of three days; only Tuesday is free."""
    school = a_school(
        learners("a"),
        offerings=(an_offering("o", "ma 9-12, di 9-12, wo 13-16", sessions_per_week=2),),
        busy=(busy("a", "ma 8-13"), busy("a", "wo 8-17")),
    )
    (remedy,) = told(school).remedies
    assert remedy.nl in {
        f"Vrij zijn op {one}, reistijd meegerekend (o)."
        for one in ("ma 09:00-12:00", "wo 13:00-16:00")
    }


@pytest.mark.parametrize("when", ["ma 18-21", "ma 9-12, ma 18-21"])
def test_only_evening_lessons_fit_and_those_are_for_others(when: str) -> None:
    school = a_school(
        learners("a"),
        offerings=(an_offering("o", when),),
        busy=(busy("a", "ma 8-13"),),
        policy={"evening_for": (Audience.PAID_WORK,)},
    )
    assert codes(told(school).reasons) == ["evening_not_allowed"]


def test_the_weeks_of_entry_are_over() -> None:
    assert codes(told(running({"late_entry_weeks": 2}, a_learner("a"))).reasons) == ["entry_closed"]


def test_the_weeks_of_entry_are_over_and_too_few_wait_for_a_new_class() -> None:
    school = running({"late_entry_weeks": 2, "max_new_classes": 1, "minimum": 2, "target": 2},
                     a_learner("a"))  # fmt: skip
    assert codes(told(school).reasons) == ["too_few", "entry_closed"]


def test_the_class_that_would_fit_stops() -> None:
    """An empty class that may close costs more to keep than the learner costs to wait."""
    run = a_run(may_close=True)
    school = running({}, a_learner("a"), classes=(run,), policy={"weights": {"class_hour": 900}})
    alone = school.model_copy(update={"learners": (a_learner("a"),)})
    found = told(School(**{k: getattr(alone, k) for k in School.model_fields}))
    assert codes(found.reasons) == ["class_stops"]


def test_the_class_is_full_and_one_seat_would_do() -> None:
    found = told(running({"maximum": 1}, a_learner("a")))
    assert codes(found.reasons) == codes(found.remedies) == ["full"]
    assert found.remedies[0].en == "One more seat in k."


def test_the_room_makes_the_class_full() -> None:
    school = running({}, a_learner("a"), rooms=(a_room(capacity=1),))
    assert codes(told(school).reasons) == ["full"]


def test_the_times_of_the_classes_do_not_fit() -> None:
    school = running(
        {"max_new_classes": 1, "minimum": 2, "target": 2, "when": "ma 9-12, di 9-12"},
        a_learner("a"),
        busy=(busy("a", "ma 10-11"),),
    )
    found = told(school)
    assert set(codes(found.reasons)) == {"times", "too_few"}
    assert "Mon 09:00-12:00" in next(r.en for r in found.remedies if r.code == "times")


def test_the_level_is_too_far_from_the_classes_with_seats() -> None:
    school = running({"level_spread": 10}, a_learner("a", "A2"))
    found = told(school)
    assert codes(found.reasons) == codes(found.remedies) == ["level_far"]
    needed = school.learner["a"].score - school.learner["seated"].score
    assert found.remedies[0].nl == f"In k een niveauverschil van {needed} punten toestaan (nu 10)."


def test_a_full_class_of_another_level_is_not_said_to_fit() -> None:
    school = running({"level_spread": 10, "maximum": 1}, a_learner("a", "A2"))
    assert codes(told(school).reasons) == ["level_far"]


def test_the_extra_seat_is_asked_for_in_the_class_of_the_nearest_level() -> None:
    people = [a_learner("low", "A1", current_class="k"), a_learner("high", "A2", current_class="m")]
    school = a_school(
        [*people, a_learner("a", "A2-")],
        offerings=(an_offering("o", "ma 9-12, di 9-12", maximum=1, max_new_classes=0),),
        classes=(a_run(), a_run("m", "di 9-12")),
    )
    assert told(school).remedies[0].en == "One more seat in m."


def test_the_classes_with_seats_are_for_another_literacy() -> None:
    school = running({}, a_learner("a", literacy=Literacy.NONE))
    assert codes(told(school).reasons) == ["literacy"]


def with_spouse(need: HouseholdNeed, **offering: object) -> School:
    """A spouse in the only class; the learner "a" has the same free hours."""
    seated = a_learner("seated", name="Sam", current_class="k", household="h")
    given = {"max_new_classes": 0, **offering}
    return a_school(
        [seated, a_learner("a", household="h")],
        offerings=(an_offering("o", "ma 9-12, ma 13-16", **given),),
        classes=(a_run(),),
        households=(a_household(need=need),),
    )


def test_the_spouse_has_lessons_at_the_only_times_that_fit() -> None:
    found = told(with_spouse(HouseholdNeed.APART_IN_TIME))
    assert codes(found.reasons) == codes(found.remedies) == ["spouse"]
    assert found.reasons[0].nl == (
        "Waar plaats is (k), valt de les samen met die van de partner (Sam (seated))."
    )


def test_the_spouse_sits_in_the_only_class() -> None:
    found = told(with_spouse(HouseholdNeed.DIFFERENT_CLASSES))
    assert found.reasons[0].nl == "Waar plaats is (k), zit de partner (Sam (seated))."


def test_a_full_class_that_clashes_with_the_spouse_needs_two_changes() -> None:
    """One seat more would not help, and neither would another class for the spouse."""
    found = told(with_spouse(HouseholdNeed.APART_IN_TIME, maximum=1))
    assert codes(found.reasons) == ["full"]
    assert "en botsen met de klas van de partner (Sam (seated))" in found.reasons[0].nl
    assert found.remedies[0].nl == (
        "Eén plaats extra in k, en een andere klas voor de partner (Sam (seated))."
    )


def test_no_new_class_goes_with_the_spouse() -> None:
    school = with_spouse(HouseholdNeed.APART_IN_TIME, max_new_classes=1, minimum=1)
    alone = School(
        **{
            **{name: getattr(school, name) for name in School.model_fields},
            "busy": (busy("a", "ma 13-16"),),
        }
    )
    found = told(alone)
    assert set(codes(found.reasons)) == {"spouse"}
    assert any(r.en.startswith("A new class of o does not go with") for r in found.reasons)


@pytest.mark.parametrize("seed", range(0, 240, 3))
def test_one_seat_more_would_help_whoever_is_told_so(seed: int) -> None:
    """Put into the class named, such a learner breaks no other rule than the number of seats."""
    school = tiny_school(seed)
    plan = solve(school, Settings(time_limit=60, workers=1)).plan
    if plan is None:
        return
    named = {f"One more seat in {c.name}.": c.reference for c in plan.classes}
    for one in plan.waiting:
        for class_reference in filter(None, (named.get(r.en) for r in one.remedies)):
            seat = Placement(learner=one.learner, class_reference=class_reference)
            tried = plan.model_copy(update={"placements": (*plan.placements, seat)})
            broken = {v.rule for v in check(school, tried).violations}
            assert broken <= {"class_size", "room_capacity"}
            assert broken


def test_too_few_have_registered() -> None:
    school = a_school(learners("a b"), offerings=(an_offering(minimum=3, target=3),))
    found = told(school)
    assert codes(found.reasons) == codes(found.remedies) == ["too_few"]
    assert "2 of the 3 registrations" in found.reasons[0].en
    assert found.remedies[0].nl == "Nog één aanmelding voor o."


@pytest.mark.parametrize(
    "other",
    [
        a_learner("b", literacy=Literacy.NONE),
        a_learner("b", "A2"),
    ],
)
def test_only_those_who_can_sit_together_count_as_registered(other: object) -> None:
    offering = an_offering(minimum=2, target=2, level_spread=10)
    found = told(a_school([a_learner("a"), other], offerings=(offering,)))
    assert codes(found.reasons) == ["too_few"]
    assert "1 of the 2" in found.reasons[0].en


def test_no_more_new_classes_start() -> None:
    school = a_school(
        learners("a b"), offerings=(an_offering("o", "ma 9-12, di 9-12", maximum=1,
                                                max_new_classes=1),),
    )  # fmt: skip
    plan = solve(school, Settings(time_limit=30, workers=1)).plan
    assert plan is not None
    assert set(codes(plan.waiting[0].reasons)) == {"full", "no_new_class"}
    none = a_school(learners("a"), offerings=(an_offering(max_new_classes=0),))
    assert codes(told(none).reasons) == ["no_new_class"]


@pytest.mark.parametrize(
    "teacher", [a_teacher(routes=(Route.Z,)), a_teacher(when="di 9-12"), a_teacher()]
)
def test_no_teacher_is_free(teacher: object) -> None:
    windows = (busy("t", "ma 9-10"),)
    found = told(a_school(learners("a"), teachers=(teacher,), busy=windows))
    assert codes(found.reasons) == codes(found.remedies) == ["no_teacher"]


def test_no_teacher_is_free_because_of_another_class() -> None:
    school = a_school(
        [SEATED, a_learner("a", "A2")],
        offerings=(an_offering("o", level_spread=10), an_offering("p", level_from="A2")),
        classes=(a_run(),),
        rooms=(a_room("r"), a_room("s")),
    )
    assert "no_teacher" in codes(told(school).reasons)


def test_no_alphabetisation_teacher_is_free() -> None:
    school = a_school(learners("a"), offerings=(an_offering(needs_alphabetisation=True),))
    found = told(school)
    assert codes(found.reasons) == ["no_teacher"]
    assert "alphabetisation teacher" in found.reasons[0].en
    assert "docent alfabetisering" in found.reasons[0].nl


def test_no_room_is_free() -> None:
    closed = a_school(learners("a"), rooms=(a_room(when="di 9-12"),))
    assert codes(told(closed).reasons) == codes(told(closed).remedies) == ["no_room"]
    taken = a_school(
        [SEATED, a_learner("a", "A2")],
        offerings=(an_offering("o", level_spread=10), an_offering("p", level_from="A2")),
        classes=(a_run(),),
        teachers=(a_teacher("t"), a_teacher("u")),
    )
    assert "no_room" in codes(told(taken).reasons)


def test_a_seat_would_cost_more_than_waiting() -> None:
    school = a_school(learners("a"), offerings=(an_offering(target=12, minimum=1),),
                      policy={"weights": {"empty_seat": 500}})  # fmt: skip
    assert codes(told(school).reasons) == ["costly"]


def test_the_longest_waiting_come_first() -> None:
    early = a_learner("z", route=Route.Z, registered_on=START.replace(month=1))
    plan = solve(
        a_school([a_learner("a", route=Route.Z), early]), Settings(time_limit=10, workers=1)
    ).plan
    assert plan is not None
    assert [w.learner for w in plan.waiting] == ["z", "a"]


@pytest.mark.parametrize("seed", range(0, 300, 2))
def test_everybody_who_waits_has_a_reason_in_both_languages(seed: int) -> None:
    school = tiny_school(seed)
    plan = solve(school, Settings(time_limit=30, workers=1)).plan
    if plan is None:
        return
    assert check(school, plan).violations == ()
    seated = {p.learner for p in plan.placements}
    assert {w.learner for w in plan.waiting} == set(school.learner) - seated
    for waiting in plan.waiting:
        assert waiting.reasons
        assert waiting.remedies
        for reason in (*waiting.reasons, *waiting.remedies):
            assert reason.nl != reason.en
            assert not re.search(r"[{}]", reason.nl + reason.en)


def test_a_plan_outside_the_addendum_says_so() -> None:
    school = a_school(policy={"uses_addendum": True})
    (notice,) = notices_of(school)
    assert notice.code == "addendum_over"
    assert "20 voor B1 en 12 voor Z" in notice.nl
    inside = school.model_copy(update={"policy": a_policy(uses_addendum=False)})
    assert notices_of(School(**{k: getattr(inside, k) for k in School.model_fields})) == ()


def test_planning_beyond_the_known_school_holidays_is_told() -> None:
    late = a_school(start=date(2030, 6, 3), policy={"holiday_region": "north"})
    (notice,) = notices_of(late)
    assert notice.code == "school_holidays_estimated"
    assert "01-09-2030" in notice.nl
    assert notices_of(a_school(policy={"holiday_region": "north"})) == ()
