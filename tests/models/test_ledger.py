"""The hours ledger, against sums done by hand and whatever the data."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import (
    Closing,
    HoursKind,
    Learner,
    Level,
    Meeting,
    Pause,
    Policy,
    Route,
    RouteSwitch,
    School,
    Strand,
)
from models.calendar import WEEK
from models.ledger import Account, Pace, Verdict, accounts, earliest, latest, longest_week
from models.obligations import attended
from models.repairs import RepairKind, repairs
from tests.builders import START, a_learner, a_school, an_offering, busy, slot, slots

LANGUAGE, PARTICIPATION = HoursKind.LANGUAGE, HoursKind.PARTICIPATION
TERM = START - timedelta(weeks=52)  # began a year ago: two years are left
NO_HOLIDAYS = {"follows_school_holidays": False}
DAYS3 = "ma 9-12, di 9-12, wo 9-12"


def lessons(
    school: School, when: str = DAYS3, contract: float | None = None, **bounds: Any
) -> list[Meeting]:
    found = school.calendar.sessions(slots(when), school.start, **bounds)
    return [Meeting(s, "K1", Strand.LESSONS, LANGUAGE, contract) for s in found]


def activity(day: date, when: str, kind: HoursKind | None, **fields: Any) -> Meeting:
    school = a_school(policy=NO_HOLIDAYS)
    (session,) = school.calendar.sessions([slot(when)], day, until=day)
    return Meeting(session, "groep", Strand.PARTICIPATION, kind, **fields)


def pace(when: str = DAYS3, contract: float | None = None) -> Pace:
    pattern = slots(when)
    return Pace(sum(s.minutes for s in pattern) / 60, pattern, contract)


def account(
    school: School, meetings: list[Meeting], kind: HoursKind = LANGUAGE, **given: Any
) -> Account:
    learner = school.learners[0]
    on = given.pop("on", school.start)
    listed = attended(meetings, school.pauses_of.get(learner.reference, []))
    found = accounts(school, learner, on, listed, given.pop("pace", pace()))
    return next(a for a in found if a.kind is kind)


def somebody(**fields: Any) -> Learner:
    return a_learner("a", term_started_on=TERM, **{"attendance": 0.8, **fields})


# -- the report's own sums ----------------------------------------------------------------------


def test_five_hundred_eighty_four_hours_are_not_six_hundred_even_without_absence() -> None:
    # Den Haag's basis route (report L7875): three times three hours, 584 hours in all.
    school = a_school([somebody(attendance=1)], policy=NO_HOLIDAYS)
    found = account(school, lessons(school, contract=584, hours=584), pace=pace(contract=584))
    assert (found.made, found.planned, found.needed) == (0, pytest.approx(584), 600)
    assert found.verdict is Verdict.SHORT
    assert found.shortfall == pytest.approx(16)
    assert found.contract_is_short
    (repair,) = repairs(school, school.learners[0], found)
    assert (repair.kind, repair.amount) == (RepairKind.CONTRACT, 16)


def test_seven_hundred_eighty_hours_at_eighty_percent_are_enough() -> None:
    # Eindhoven (report L9924): about 600 of 780 hours.
    school = a_school([somebody()], policy=NO_HOLIDAYS)
    meetings = lessons(school, contract=780, hours=780)
    found = account(school, meetings, pace=pace(contract=780))
    assert found.planned == pytest.approx(624)
    assert found.verdict is Verdict.ON_TRACK
    # 600 hours at 0.8 are 750 lesson hours: 250 lessons of three hours.
    assert found.reached_on == meetings[249].day


def test_six_hundred_hours_are_enough_only_for_who_is_always_there() -> None:
    # Roermond (report L15816).
    for share, verdict in ((1.0, Verdict.ON_TRACK), (0.99, Verdict.SHORT)):
        school = a_school([somebody(attendance=share)], policy=NO_HOLIDAYS)
        found = account(school, lessons(school, hours=600, contract=600), pace=pace(contract=600))
        assert found.verdict is verdict


def test_the_contract_is_per_learner_and_counts_what_was_offered_before() -> None:
    # 400 hours made at 80 % were 500 hours offered; 280 of 780 are left.
    school = a_school([somebody(hours_language=400)], policy=NO_HOLIDAYS)
    found = account(school, lessons(school, contract=780, weeks=80), pace=pace(contract=780))
    assert found.planned == pytest.approx(280 * 0.8)


def test_after_a_switch_to_z_the_norm_is_eight_hundred_and_eight_hundred() -> None:
    switch = RouteSwitch(learner="a", on=START + WEEK, to_route=Route.Z)
    school = a_school([somebody()], switches=(switch,), policy=NO_HOLIDAYS)
    assert account(school, []).needed == 800
    assert account(school, [], PARTICIPATION).needed == 800


def test_a_switch_to_come_may_let_only_some_hours_count() -> None:
    switch = RouteSwitch(learner="a", on=START + 10 * WEEK, to_route=Route.Z, hours_counted=50)
    school = a_school([somebody(attendance=1)], switches=(switch,), policy=NO_HOLIDAYS)
    found = account(school, lessons(school, weeks=20))
    # 90 hours in ten weeks, of which 50 count, and 90 more.
    assert found.made + found.planned == pytest.approx(50 + 90)
    later = account(school, lessons(school, weeks=20), on=START + 12 * WEEK)
    assert later.made == pytest.approx(50 + 18)


def test_the_education_route_has_no_norm_but_the_twelve_hours_of_the_pvt() -> None:
    school = a_school([somebody(route=Route.EDUCATION)])
    found = accounts(school, school.learners[0], START, [], pace())
    assert [(a.kind, a.needed) for a in found] == [(HoursKind.PVT, 12)]


@pytest.mark.parametrize(("inside", "participation", "practice"), [(True, 70, 70), (False, 50, 20)])
def test_practice_of_the_map_counts_inside_or_on_top_of_participation(
    inside: bool, participation: float, practice: float
) -> None:
    # Five municipalities count it inside; Hilversum and Zutphen do not (report L5580).
    person = somebody(route=Route.Z, hours_participation=50, hours_practice=20)
    school = a_school([person], policy={"practice_in_participation": inside})
    assert account(school, [], PARTICIPATION).made == participation
    assert account(school, [], HoursKind.PRACTICE).made == practice


@pytest.mark.parametrize(
    ("least", "hours", "paid", "made"),
    [
        (0, 40, True, 0),
        (36, 36, True, 40),
        (36, 35, True, 0),
        (36, 40, False, 0),
    ],
)
def test_full_time_paid_work_is_practice_where_the_municipality_says_so(
    least: float, hours: float, paid: bool, made: float
) -> None:
    person = somebody(work_hours=hours, work_paid=paid)
    school = a_school([person], policy={"practice_by_work_hours": least})
    assert account(school, [], HoursKind.PRACTICE).made == made


# -- time ----------------------------------------------------------------------------------------


def test_hours_made_grow_with_the_lessons_until_the_day_of_the_ledger() -> None:
    school = a_school([somebody(hours_language=100)], policy=NO_HOLIDAYS)
    found = account(school, lessons(school, weeks=20), on=START + 5 * WEEK)
    assert found.made == pytest.approx(100 + 5 * 9 * 0.8)
    assert found.planned == pytest.approx(15 * 9 * 0.8)


def test_lessons_after_the_term_do_not_count() -> None:
    ends = START + 2 * WEEK - timedelta(days=1)
    person = somebody().model_copy(update={"term_started_on": ends.replace(year=ends.year - 3)})
    school = a_school([person], policy=NO_HOLIDAYS)
    assert school.term_ends_on(person) == ends
    assert account(school, lessons(school, weeks=50)).planned == pytest.approx(2 * 9 * 0.8)


def test_a_pause_takes_its_lessons_and_may_give_time() -> None:
    break_ = Pause(
        learner="a", first=START, last=START + 10 * WEEK - timedelta(days=1), extends_term=True
    )
    school = a_school([somebody()], pauses=(break_,), policy=NO_HOLIDAYS)
    without = a_school([somebody()], policy=NO_HOLIDAYS)
    found, before = (
        account(school, lessons(school, weeks=20)),
        account(without, lessons(without, weeks=20)),
    )
    assert found.planned == pytest.approx(before.planned / 2)
    assert found.term_ends is not None
    assert before.term_ends is not None
    assert found.term_ends - before.term_ends == timedelta(weeks=10)


def test_without_the_start_of_the_term_nothing_is_said_about_making_it() -> None:
    school = a_school([a_learner("a")], policy=NO_HOLIDAYS)
    found = account(school, lessons(school, weeks=20))
    assert (found.verdict, found.last_chance) == (Verdict.OPEN, None)


def test_a_term_that_is_over_is_over() -> None:
    person = somebody().model_copy(update={"term_started_on": date(2020, 1, 1)})
    school = a_school([person])
    assert account(school, []).verdict is Verdict.EXPIRED


def test_the_last_chance_is_the_last_day_from_which_the_pace_still_makes_it() -> None:
    # 72 hours at 80 % of nine hours a week are ten lesson weeks.
    school = a_school([somebody(hours_language=528)], policy=NO_HOLIDAYS)
    found = account(school, [])
    assert found.last_chance is not None
    assert found.term_ends is not None
    learner = school.learners[0]
    weeks = school.lesson_weeks(learner, found.last_chance, found.term_ends)
    assert weeks == pytest.approx(10)
    next_day = found.last_chance + timedelta(days=1)
    assert school.lesson_weeks(learner, next_day, found.term_ends) < 10


@pytest.mark.parametrize(
    ("made", "when", "days", "late", "slow"),
    [(528, DAYS3, 0, False, False), (528, DAYS3, 1, True, False), (0, "ma 9-13", 0, True, True)],
    ids=["on the last day", "a day after it", "never within the term"],
)
def test_a_chance_that_has_passed_and_one_that_never_was_are_told_apart(
    made: int, when: str, days: int, late: bool, slow: bool
) -> None:
    school = a_school([somebody(hours_language=made)], policy=NO_HOLIDAYS)
    given = {"pace": pace(when)}
    chance = account(school, [], **given).last_chance
    assert chance is not None
    on = max(chance, TERM) + timedelta(days=days)
    found = account(school, [], on=on, **given)
    assert (found.too_late, found.too_slow) == (late, slow)


def test_an_enough_pace_with_too_little_planned_says_what_to_plan() -> None:
    school = a_school([somebody(hours_language=500)], policy=NO_HOLIDAYS)
    found = account(school, lessons(school, weeks=5))
    assert found.verdict is Verdict.UNPLANNED
    (repair,) = repairs(school, school.learners[0], found)
    # 100 - 36 = 64 hours, in weeks of 7.2 hours.
    assert (repair.kind, repair.amount) == (RepairKind.PLAN_ON, 9)


def test_somebody_without_a_class_is_told_by_when_to_start() -> None:
    school = a_school(
        [somebody(hours_language=400)],
        offerings=(an_offering("o", DAYS3, sessions_per_week=3),),
        policy=NO_HOLIDAYS,
    )
    learner = school.learners[0]
    found = account(school, [], pace=longest_week(school, learner))
    assert (found.pace.weekly, found.pace.placed) == (9, False)
    assert found.verdict is Verdict.UNPLANNED
    (repair,) = repairs(school, learner, found)
    assert repair.kind is RepairKind.START
    assert found.last_chance is not None
    assert found.last_chance.strftime("%d-%m-%Y") in repair.text("nl")


# -- repairs -------------------------------------------------------------------------------------

OFFER = "ma 9-12, di 9-12, wo 9-12, do 9-12, vr 9-12, di 19-22"


def short_of(hours: float, **tables: Any) -> tuple[School, Account]:
    """Somebody in class on Monday and Tuesday morning who ends up ``hours`` short."""
    policy = {"holiday_region": "middle", **tables.pop("policy", {})}
    offering = an_offering("o", OFFER, sessions_per_week=2)
    bare = a_school([somebody()], offerings=(offering,), policy=policy, **tables)
    two = "ma 9-12, di 9-12"
    plan = lessons(bare, two, weeks=200)
    made = 600 - hours - account(bare, plan, pace=pace(two)).possible
    school = a_school(
        [somebody(hours_language=made)], offerings=(offering,), policy=policy, **tables
    )
    found = account(school, plan, pace=pace(two))
    assert found.verdict is Verdict.SHORT
    assert found.shortfall == pytest.approx(hours)
    return school, found


def kinds(school: School, found: Account) -> dict[RepairKind, float]:
    return {r.kind: r.amount for r in repairs(school, school.learners[0], found)}


def test_every_repair_offered_is_enough_and_none_larger_than_needed() -> None:
    school, found = short_of(40)
    learner, offered = school.learners[0], kinds(*short_of(40))
    assert found.term_ends is not None
    weeks = school.lesson_weeks(learner, START, found.term_ends)
    # One daypart of three hours a week at 80 % for the rest of the term.
    assert offered[RepairKind.DAYPART] == 1
    assert weeks * 3 * 0.8 >= 40
    # Two lessons of three hours at 80 % make 4.8 hours a week: nine weeks.
    assert offered[RepairKind.SUMMER] == 9
    extended = found.term_ends + timedelta(days=int(offered[RepairKind.EXTENSION]))
    first = found.term_ends + timedelta(days=1)
    assert school.hours_at_pace(learner, 6, first, extended) >= 40
    assert school.hours_at_pace(learner, 6, first, extended - timedelta(days=1)) < 40


def test_the_times_offered_are_those_at_which_the_learner_is_free() -> None:
    school, found = short_of(40, busy=(busy("a", "wo 8-17"), busy("a", "do 11-13")))
    texts = {r.kind: r.text("nl") for r in repairs(school, school.learners[0], found)}
    assert "(vr 09:00-12:00)" in texts[RepairKind.DAYPART]
    assert "(di 19:00-22:00)" in texts[RepairKind.EVENING]


def test_an_evening_is_offered_only_to_whom_evenings_are_for() -> None:
    school, found = short_of(40, policy={"evening_for": ("paid_work",)})
    assert RepairKind.EVENING not in kinds(school, found)


def test_better_attendance_is_offered_when_it_is_enough() -> None:
    school, found = short_of(10)
    share = kinds(school, found)[RepairKind.ATTENDANCE]
    better = found.made + (found.possible - found.made) / 0.8 * share
    assert better >= 600
    assert share <= 1


def test_what_is_too_much_for_one_repair_is_put_together() -> None:
    free = (busy("a", "do 8-17"), busy("a", "vr 8-17"), busy("a", "di 18-23"))
    school, found = short_of(40, busy=free)
    one_daypart = school.lesson_weeks(school.learners[0], START, found.term_ends or START) * 3 * 0.8
    far = short_of(one_daypart + 5, busy=free)
    offered = kinds(*far)
    assert RepairKind.DAYPART not in offered
    assert RepairKind.SUMMER not in offered
    assert offered[RepairKind.TOGETHER] == 1


def test_participation_says_how_many_hours_a_week_are_left_to_plan() -> None:
    school = a_school([somebody(route=Route.Z, hours_participation=300)])
    found = account(school, [], PARTICIPATION)
    assert found.verdict is Verdict.UNPLANNED
    (repair,) = repairs(school, school.learners[0], found)
    assert found.term_ends is not None
    weeks = ((found.term_ends - START).days + 1) / 7
    assert repair.kind is RepairKind.WEEKLY
    assert 500 <= repair.amount * weeks <= 500 + 0.1 * weeks


def test_who_is_on_track_needs_no_repair() -> None:
    school = a_school([somebody(hours_language=600)])
    found = account(school, [])
    assert found.verdict is Verdict.DONE
    assert repairs(school, school.learners[0], found) == ()


# -- meetings at the same time -------------------------------------------------------------------


def test_an_activity_that_overrules_takes_the_lesson_of_that_hour() -> None:
    school = a_school([somebody()], policy=NO_HOLIDAYS)
    plan = lessons(school, weeks=1)
    other = activity(START, "ma 11-14", PARTICIPATION, overrules=True)
    found = attended([*plan, other], [])
    assert other in found
    assert len(found) == 3
    without = attended([*plan, activity(START, "ma 11-14", PARTICIPATION)], [])
    assert len(without) == 3
    assert all(m.kind is LANGUAGE for m in without)


def test_meetings_without_a_norm_make_no_hours() -> None:
    school = a_school([somebody(route=Route.Z)], policy=NO_HOLIDAYS)
    theory = activity(START, "ma 13-16", None)
    assert account(school, [theory], PARTICIPATION).planned == 0


# -- whatever the data ---------------------------------------------------------------------------

SHARES = st.floats(0, 1).map(lambda x: round(x, 2))
HOURS = st.integers(0, 900)
WEEKS = st.integers(0, 90)
PATTERNS = st.sampled_from(["ma 9-12", "ma 9-12, di 9-12", DAYS3, "za 10-16"])
CONTRACTS = st.none() | st.sampled_from([300.0, 584.0, 780.0])


@st.composite
def situations(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "attendance": draw(SHARES),
        "hours": draw(HOURS),
        "weeks": draw(WEEKS),
        "when": draw(PATTERNS),
        "contract": draw(CONTRACTS),
        "on": START + draw(st.integers(0, 400)) * timedelta(days=1),
        "term": START - draw(st.integers(0, 1200)) * timedelta(days=1),
        "region": draw(st.sampled_from(["north", "middle", "south", "unknown"])),
        "closings": draw(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 30)), max_size=3)),
    }


def reckon(case: dict[str, Any]) -> Account:
    person = Learner(
        reference="a",
        route=Route.B1,
        level=Level.A1,
        registered_on=START,
        attendance=case["attendance"],
        hours_language=case["hours"],
        term_started_on=case["term"],
    )
    closings = tuple(
        Closing(first=START + timedelta(days=a), last=START + timedelta(days=a + b))
        for a, b in case["closings"]
    )
    school = a_school([person], policy={"holiday_region": case["region"]}, closings=closings)
    weeks = max(1, case["weeks"])
    plan = lessons(school, case["when"], case["contract"], until=START + weeks * WEEK)
    return account(school, plan, on=case["on"], pace=pace(case["when"], case["contract"]))


@given(situations())
def test_hours_never_appear_from_nowhere(case: dict[str, Any]) -> None:
    found = reckon(case)
    total = found.recorded + sum(hours for _, hours in found.credits)
    assert found.made + found.planned == pytest.approx(total)
    assert found.made >= found.recorded == case["hours"]
    assert all(hours > 0 for _, hours in found.credits)
    assert found.possible >= found.made + found.planned - 1e-6
    scheduled = 10 * 90 * 9
    assert total - found.recorded <= scheduled * case["attendance"]
    if case["contract"] is not None and case["attendance"] > 0:
        offered = case["hours"] / case["attendance"]
        most = max(0.0, case["contract"] - offered) * case["attendance"]
        assert found.possible - found.recorded <= most + 1e-6


@given(situations(), st.tuples(st.integers(0, 500), st.integers(0, 60)))
def test_one_more_closing_never_gives_more_hours(
    case: dict[str, Any], more: tuple[int, int]
) -> None:
    before = reckon(case)
    after = reckon({**case, "closings": [*case["closings"], more]})
    assert after.made <= before.made + 1e-6
    assert after.made + after.planned <= before.made + before.planned + 1e-6
    assert after.possible <= before.possible + 1e-6


def test_a_monday_closed_at_the_end_of_a_roster_costs_that_monday() -> None:
    """Found by the test above: part of a week after the last lesson counted as lessons."""
    case = {
        "attendance": 1.0, "hours": 0, "weeks": 50, "when": "ma 9-12, di 9-12", "contract": None,
        "on": START, "term": START, "region": "north", "closings": [],
    }  # fmt: skip
    before, after = reckon(case), reckon({**case, "closings": [(306, 44)]})
    assert (before.possible, after.possible) == (726.0, 723.0)


@given(situations(), SHARES)
def test_who_attends_more_never_makes_fewer_hours(case: dict[str, Any], share: float) -> None:
    # Without a contract: under one, hours made at a lower attendance used up more of it.
    low, high = sorted((case["attendance"], share))
    case = {**case, "contract": None}
    less, more = reckon({**case, "attendance": low}), reckon({**case, "attendance": high})
    assert less.made <= more.made + 1e-6
    assert less.possible <= more.possible + 1e-6
    assert more.verdict is less.verdict or list(Verdict).index(less.verdict) < list(Verdict).index(
        more.verdict
    )


@given(situations())
def test_the_verdict_is_what_the_hours_say(case: dict[str, Any]) -> None:
    found = reckon(case)
    if found.verdict is Verdict.ON_TRACK:
        assert found.unplanned < 1e-5
        assert found.reached_on is not None
        assert found.reached_on >= found.on
    if found.verdict is Verdict.SHORT:
        assert found.shortfall > 0
        assert found.reached_on is None
    if found.verdict is Verdict.UNPLANNED:
        assert found.shortfall < 1e-5 < found.unplanned


@given(situations())
def test_a_term_that_is_short_in_planning_is_short_in_the_ledger(case: dict[str, Any]) -> None:
    """The warning that raises a learner's priority is the ledger's own sum."""
    person = a_learner(
        "a",
        attendance=case["attendance"],
        hours_language=case["hours"],
        term_started_on=case["term"],
    )
    policy = {"holiday_region": case["region"], "term_margin_weeks": 0}
    school = a_school([person], policy=policy)
    (found, *_) = accounts(school, person, START, [], Pace(3.0, placed=False))
    ends = school.term_ends_on(person)
    assert ends is not None
    # Planning leaves out the last day of the term; the ledger counts it.
    last_day = school.hours_at_pace(person, 3.0, ends, ends)
    if found.shortfall > 1e-6 and ends >= START:
        assert school.term_is_short(person, 3.0)
    if school.term_is_short(person, 3.0) and ends >= START:
        assert found.shortfall > -1e-6 - last_day
        assert found.possible - last_day < found.needed


def test_finding_days_by_halving() -> None:
    first, last = date(2026, 1, 1), date(2027, 1, 1)
    turn = date(2026, 5, 17)
    assert latest(lambda day: day <= turn, first, last) == turn
    assert earliest(lambda day: day >= turn, first, last) == turn
    assert latest(lambda _: False, first, last) is None
    assert earliest(lambda _: False, first, last) is None
    assert latest(lambda _: True, first, last) == last
    assert earliest(lambda _: True, first, last) == first


def test_norms_say_from_when_they_hold() -> None:
    for field in ("hours_needed_b1", "hours_needed_z", "hours_participation_z", "hours_pvt"):
        assert Policy.validity_of(field) == (date(2022, 1, 1), None)
