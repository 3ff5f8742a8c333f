"""Every MAP, PVT and participation form of the seven municipalities, from the examples' files.

The table in docs/activities.md names these tests for the cells of the report's tables 10, 13
and 14.
"""

from __future__ import annotations

from functools import cache

import pytest

from models import Level, Route, School, Status
from models.activities import (
    Activity,
    ActivityKind,
    ActivityRecord,
    Alike,
    Holidays,
    SpouseRule,
    Standing,
    Yielding,
)
from models.activity_plan import ActivityPlan, Lesson, Meeting, Rosters
from models.calendar import Calendar
from scheduler.generate import SCENARIOS
from scheduler.workbook import NEEDED_FOR_ACTIVITIES, read_source
from solver.activities import check_activities, solve_activities
from solver.activities.series import series_of
from solver.settings import Settings
from tests.examples.planned import FOLDER


@cache
def school(name: str) -> School:
    read = read_source(FOLDER / name, NEEDED_FOR_ACTIVITIES)
    assert read.problems == []
    assert read.school is not None
    return read.school


def activity(name: str, reference: str) -> Activity:
    return next(a for a in school(name).activities if a.reference == reference)


def first_series(name: str, reference: str) -> tuple[Meeting, ...]:
    where = school(name)
    until = where.start.replace(year=where.start.year + 1)
    calendar = Calendar(follows=False)
    found = series_of(activity(name, reference), where.stages, calendar, where.start, until)
    return found.series[0]


def shape(name: str, reference: str) -> list[tuple[int, float]]:
    """Days from the first meeting, and hours, of every meeting."""
    meetings = first_series(name, reference)
    return [((m.day - meetings[0].day).days, (m.end - m.start) / 60) for m in meetings]


# -- table 13: MAP ---------------------------------------------------------------------------


def test_den_haag_map() -> None:
    assert shape("den_haag", "MAP-A2") == [(0, 4), (1, 4), (2, 4), (7, 4)]
    upper = activity("den_haag", "MAP-A2")
    assert (upper.maximum, upper.level_from, upper.yields) == (12, Level.A2, Yielding.FREES)
    assert len({(d.year, d.month) for d in upper.starts}) == len(upper.starts) == 12
    lower = activity("den_haag", "MAP-Z")
    assert lower.level_to.score < Level.A2.score
    assert min(lower.language_hours_from, lower.participation_hours_from) > 0
    family = activity("den_haag", "MAP-GEZIN")
    assert (family.statuses, family.online) == ((Status.FAMILY,), True)


@pytest.mark.parametrize("reference", ["ADS-B1", "ADS-Z"])
def test_eindhoven_map(reference: str) -> None:
    track = activity("eindhoven", reference)
    assert shape("eindhoven", reference) == [(7 * n, 4) for n in range(8)]
    assert track.by_language
    # In the Z route participation goes before lessons (report L10536).
    wins = track.yields is Yielding.EXCUSED
    assert wins == (track.routes == (Route.Z,))
    assert activity("eindhoven", "MAP-GEZIN").statuses == (Status.FAMILY,)


def test_levels_mixed() -> None:
    work = activity("eindhoven", "ADW")
    assert (work.mixed_level, work.after, len(work.starts)) == (Level.A2, ("ADS-B1",), 4)


def test_heemstede_map() -> None:
    found = activity("heemstede_bloemendaal", "MAP")
    assert shape("heemstede_bloemendaal", "MAP") == [(7 * n, 3) for n in range(8)]
    assert (found.level_from, found.every_weeks) == (Level.A2, 8)
    assert found.exempt_work_hours is None  # working learners take part [L12661]
    assert found.statuses == ()
    assert (8 - found.may_miss) / 8 >= 0.8  # 80 percent is compulsory [L12679]


def test_hilversum_map() -> None:
    for reference in ("MAP-B1", "MAP-Z", "MAP-GEZIN"):
        found = activity("hilversum", reference)
        assert (found.meetings, found.months_from) == (6, 12)
        assert found.yields is Yielding.TO_LESSONS
    assert activity("hilversum", "MAP-Z").by_language
    assert any(s.start >= 18 * 60 for s in activity("hilversum", "MAP-B1").slots)


def test_roermond_map() -> None:
    assert activity("roermond", "MAP-PLEK").kind is ActivityKind.PLACEMENT
    assert activity("roermond", "MAP-Z").meetings == 1


def test_tholen_map() -> None:
    found = activity("tholen", "MAP-Z")
    assert {m.day.month for m in first_series("tholen", "MAP-Z")} <= {7, 8}
    assert found.always_interpreted == ("Arabisch",)
    assert 16 <= sum(hours for _, hours in shape("tholen", "MAP-Z")) <= 21
    for one in (found, activity("tholen", "MAP-B1")):  # working family migrants [L18427]
        assert one.exempt_work_hours is not None
        assert one.exempt_statuses == (Status.FAMILY,)


def test_zutphen_map() -> None:
    joint, talks = activity("zutphen", "MAP"), activity("zutphen", "MAP-GESPREK")
    assert (joint.meetings, joint.months_from, joint.maximum) == (1, 9, 12)
    assert joint.alike == (Alike.ROUTE,)
    assert (talks.maximum, talks.meetings, talks.after) == (1, 2, ("MAP",))


@pytest.mark.parametrize(
    ("name", "reference", "statuses", "months", "by_language"),
    [
        ("den_haag", "MAP-A2", (Status.ASYLUM,), (0, None), False),
        ("den_haag", "MAP-Z", (Status.ASYLUM,), (0, None), False),
        ("eindhoven", "ADS-B1", (Status.ASYLUM,), (0, 12), True),
        ("eindhoven", "ADS-Z", (Status.ASYLUM,), (0, 12), True),
        ("heemstede_bloemendaal", "MAP", (), (0, None), False),
        ("hilversum", "MAP-B1", (Status.ASYLUM,), (12, 24), False),
        ("hilversum", "MAP-Z", (Status.ASYLUM,), (12, 24), True),
        ("hilversum", "MAP-GEZIN", (Status.FAMILY,), (12, 24), True),
        ("roermond", "MAP-Z", (), (0, None), False),
        ("tholen", "MAP-Z", (), (0, None), False),
        ("zutphen", "MAP", (), (9, None), False),
        ("den_haag", "PVT-B1", (Status.ASYLUM,), (0, None), False),
        ("den_haag", "PVT-Z", (Status.ASYLUM,), (24, None), False),
        ("den_haag", "PVT-GEZIN", (Status.FAMILY,), (0, None), True),
        ("eindhoven", "PVT", (), (2, 6), True),
        ("heemstede_bloemendaal", "PVT", (), (0, None), True),
        ("hilversum", "PVT", (Status.ASYLUM,), (0, None), True),
        ("hilversum", "PVT-GEZIN", (Status.FAMILY,), (0, None), True),
        ("roermond", "PVT", (), (0, None), False),
        ("tholen", "PVT", (), (0, 12), False),
        ("zutphen", "PVT", (Status.ASYLUM,), (12, 24), True),
        ("zutphen", "PVT-GEZIN", (Status.FAMILY,), (12, 24), True),
    ],
)
def test_for_whom_when_and_in_which_language(
    name: str,
    reference: str,
    statuses: tuple[Status, ...],
    months: tuple[int, int | None],
    by_language: bool,
) -> None:
    """The columns *when*, *language* and *asylum and family* of tables 13 and 14."""
    found = activity(name, reference)
    assert found.statuses == statuses
    assert (found.months_from, found.months_until) == months
    assert found.by_language == by_language


# -- table 14: PVT ---------------------------------------------------------------------------


def test_den_haag_pvt() -> None:
    z = activity("den_haag", "PVT-Z")
    assert (z.yields, z.alike) == (Yielding.IN_LESSON, (Alike.CLASS,))
    for reference in ("PVT-B1", "PVT-Z", "PVT-GEZIN"):
        assert sum(hours for _, hours in shape("den_haag", reference)) == 12


def test_eindhoven_pvt() -> None:
    found = activity("eindhoven", "PVT")
    assert shape("eindhoven", "PVT") == [(7 * n, 3) for n in range(4)]
    assert (found.minimum, found.maximum) == (15, 20)
    assert (found.months_from, found.months_until) == (2, 6)
    assert found.by_language
    assert found.interpreters


def test_heemstede_pvt() -> None:
    found = activity("heemstede_bloemendaal", "PVT")
    assert [hours for _, hours in shape("heemstede_bloemendaal", "PVT")] == [7, 7]
    assert (found.minimum, found.alike) == (15, (Alike.STATUS,))
    assert (found.spouses, found.spouses_hard) == (SpouseRule.APART, True)
    somali = activity("heemstede_bloemendaal", "PVT-SOMALI")
    assert (somali.online, somali.languages) == (True, ("Somali",))


def test_hilversum_pvt() -> None:
    found = activity("hilversum", "PVT")
    assert len(found.languages) == 7
    assert sum(hours for _, hours in shape("hilversum", "PVT")) == 12
    assert activity("hilversum", "PVT-GEZIN").online


def test_roermond_pvt() -> None:
    found = activity("roermond", "PVT")
    assert [d for d, _ in shape("roermond", "PVT")] == [0, 1]
    assert {d.weekday() for d in found.starts} == {0}
    assert (len(found.starts), found.maximum, found.level_from) == (6, 12, Level.A2)
    assert (found.yields, found.over_work) == (Yielding.OVER_LESSONS, True)
    assert found.may_miss == 0


def test_tholen_pvt() -> None:
    found = activity("tholen", "PVT")
    meetings = first_series("tholen", "PVT")
    assert {m.day.month for m in meetings} == {6}
    assert 35 <= sum(hours for _, hours in shape("tholen", "PVT")) <= 40
    assert (meetings[-1].day - meetings[0].day).days // 7 + 1 in (4, 5)
    assert (found.yields, found.always_interpreted) == (Yielding.EXCUSED, ("Arabisch",))
    assert found.alike == ()


def test_zutphen_pvt() -> None:
    found = activity("zutphen", "PVT")
    assert [d for d, _ in shape("zutphen", "PVT")] == [0, 7, 14, 21]
    assert found.holidays is Holidays.STRICT
    assert (found.max_languages, found.may_miss, found.max_groups) == (2, 1, 4)
    for reference in ("PVT-AVOND", "PVT-GEZIN"):
        online = activity("zutphen", reference)
        assert online.online
        assert min(s.start for s in online.slots) >= 18 * 60


# -- table 10: participation; and bridging ---------------------------------------------------


def test_monthly_practice() -> None:
    assert [d for d, _ in shape("den_haag", "TAALPRAKTIJK")] == [28 * n for n in range(10)]


def test_weekly_practice() -> None:
    assert shape("den_haag", "PRAKTIJK-Z")[:3] == [(0, 3), (7, 3), (14, 3)]
    where = school("den_haag")
    two = [r.reference for r in where.classes if where.offering[r.offering].routes == (Route.Z,)]
    members = [x for x in where.learners if x.current_class in two[:2]]
    registered = tuple(
        ActivityRecord(learner=x.reference, activity="PRAKTIJK-Z", standing=Standing.REGISTERED)
        for x in members
    )
    practice = activity("den_haag", "PRAKTIJK-Z")
    alone = where.model_copy(update={"activities": (practice,), "activity_records": registered})
    lessons = running("den_haag")
    plan = solve_activities(alone, lessons, Settings(time_limit=6, workers=1)).plan
    assert plan is not None
    assert {g.shares for g in plan.groups} == {(name,) for name in two[:2]}
    assert len(plan.members) > len(members) / 2


def test_eindhoven_participation() -> None:
    place = activity("eindhoven", "PLEK-Z")
    assert (place.kind, place.routes) == (ActivityKind.PLACEMENT, (Route.Z,))
    assert place.yields is Yielding.EXCUSED  # participation wins [L10536]


def test_roermond_participation() -> None:
    hours = activity("roermond", "PLEK-Z").weekly_hours
    assert hours is not None
    assert 8 <= hours <= 12


def test_heemstede_participation() -> None:
    place = activity("heemstede_bloemendaal", "PLEK-Z")
    assert place.weekly_hours is not None
    assert 4 <= place.weekly_hours <= 6
    assert (place.level_from, place.yields) == (Level.A1, Yielding.TO_LESSONS)


def test_hilversum_participation() -> None:
    place, belt = activity("hilversum", "PLEK-Z"), activity("hilversum", "PLEK-TOMIN")
    assert (place.weekly_hours, place.yields) == (16, Yielding.TO_LESSONS)
    assert 2 <= belt.weekly_hours <= 16
    where, names = school("hilversum"), ("GROEP-Z", "SPORT-Z")
    newcomers = [x for x in where.learners if x.route is Route.Z and x.mother_tongue == "Arabisch"]
    registered = tuple(
        ActivityRecord(learner=x.reference, activity=name, standing=Standing.REGISTERED)
        for x in newcomers[:12]
        for name in names
    )
    alone = where.model_copy(
        update={
            "activities": tuple(activity("hilversum", name) for name in names),
            "activity_records": registered,
        }
    )
    plan = solve_activities(alone, running("hilversum"), Settings(time_limit=6, workers=1)).plan
    assert plan is not None
    assert {g.activity for g in plan.groups} == set(names)
    assert len(plan.members) > len(registered) / 2


def test_tholen_participation() -> None:
    sport = activity("tholen", "SPORT")
    meetings = first_series("tholen", "SPORT")
    assert {m.day.weekday() for m in meetings} == {2}
    assert {m.day.month for m in meetings} <= {10, 11, 12, 1, 2, 3, 4}
    assert sport.alike == (Alike.GENDER,)


def test_zutphen_participation() -> None:
    (slot,) = activity("zutphen", "PARTICIPATIE").slots
    assert (slot.weekday, slot.start >= 12 * 60) == (2, True)


@pytest.mark.parametrize(
    ("name", "reference", "weeks"),
    [
        ("den_haag", "BRUGKLAS", 4),
        ("heemstede_bloemendaal", "BRUGKLAS", 6),
        ("roermond", "INSTROOM-B1", 12),
        ("roermond", "INSTROOM-Z", 12),
    ],
)
def test_bridging(name: str, reference: str, weeks: int) -> None:
    found = activity(name, reference)
    assert (found.kind, found.max_stay_weeks) == (ActivityKind.BRIDGING, weeks)


# -- all of them can be planned --------------------------------------------------------------


@cache
def planned(name: str) -> ActivityPlan:
    """A few seconds of planning around the lessons of the running classes."""
    where = school(name)
    outcome = solve_activities(where, running(name), Settings(time_limit=6, workers=1))
    assert outcome.violations == ()
    assert outcome.plan is not None
    return outcome.plan


@cache
def running(name: str) -> Rosters:
    """The lessons of the classes that run already."""
    where = school(name)
    until = where.start.replace(year=where.start.year + 1)
    lessons, class_of = {}, {}
    dated = {
        run.reference: tuple(
            Lesson(d.day, d.slot.start, d.slot.end, run.reference, name, where.location_of(run))
            for d in where.calendar.sessions(run.slots, where.start, until=until)
        )
        for run in where.classes
    }
    for learner in where.learners:
        if learner.current_class in dated:
            lessons[learner.reference] = dated[learner.current_class]
            class_of[learner.reference] = learner.current_class
    return Rosters(lessons, class_of)


SMALL = ("heemstede_bloemendaal", "roermond", "tholen", "zutphen")


@pytest.mark.parametrize("name", SMALL)
def test_the_forms_of_the_smaller_places_become_groups(name: str) -> None:
    plan = planned(name)
    assert check_activities(school(name), running(name), plan).violations == ()
    assert len(plan.groups) >= 4
    assert {g.activity for g in plan.groups} >= {
        a.reference
        for a in school(name).activities
        if a.reference in ("PVT", "MAP") or a.reference == "MAP-Z"
    }


def test_every_municipality_has_map_and_pvt() -> None:
    for name in SCENARIOS:
        kinds = {a.kind for a in school(name).activities}
        assert {ActivityKind.PVT, ActivityKind.MAP} <= kinds, name
        assert all(a.source for a in school(name).activities), name
