"""Small builders, so that a test can state a situation of the domain in a line or two.

A school of these builders has one building "L" without travel time inside its area, one
teacher "t", one room "r" and one offering "o" unless it is told otherwise. Slots are written
as people do: ``"ma 9-12, wo 13:30-16"``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from models import (
    BusyWindow,
    Certification,
    ClassRun,
    Household,
    Learner,
    Level,
    Location,
    Offering,
    Placement,
    Plan,
    PlannedClass,
    Policy,
    Room,
    Route,
    School,
    Session,
    Slot,
    Teacher,
    TravelTime,
    Weights,
)

START = date(2026, 9, 7)
"""A Monday after the Addendum has ended."""

_DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
ALWAYS = tuple(Slot(day, 0, 24 * 60) for day in range(7))


def slots(text: str) -> tuple[Slot, ...]:
    """Slots from ``"ma 9-12, wo 13:30-16"``; an empty text has none."""
    return tuple(slot(part.strip()) for part in text.split(",") if part.strip())


def slot(text: str) -> Slot:
    """One slot from ``"ma 9-12"``."""
    day, hours = text.split()
    start, end = hours.split("-")
    return Slot(_DAYS.index(day), _minute(start), _minute(end))


def _minute(text: str) -> int:
    hour, _, minute = text.partition(":")
    return 60 * int(hour) + int(minute or 0)


def a_learner(reference: str = "a", level: Level | str = Level.A1, **fields: Any) -> Learner:
    """A B1-route learner of level A1, registered on the day the plan starts."""
    given = {"route": Route.B1, "registered_on": START, "learnability": 50, **fields}
    return Learner(reference=reference, level=Level(level), **given)


def learners(references: str, **fields: Any) -> tuple[Learner, ...]:
    """Equal learners with the references of a text such as ``"a b c"``."""
    return tuple(a_learner(reference, **fields) for reference in references.split())


def an_offering(reference: str = "o", when: str = "ma 9-12", **fields: Any) -> Offering:
    """One weekly session at one of ``when``, for 1 to 12 learners of the B1 route."""
    times = slots(when)
    given = {
        "routes": (Route.B1,),
        "sessions_per_week": 1,
        "session_minutes": times[0].minutes,
        "minimum": 1,
        "target": 1,
        "maximum": 12,
        **fields,
    }
    return Offering(reference=reference, slots=times, **given)


def a_teacher(reference: str = "t", when: str | None = None, **fields: Any) -> Teacher:
    """A certified teacher of every route, available all week unless ``when`` is given."""
    given = {
        "routes": tuple(Route),
        "certification": Certification.CERTIFIED,
        "max_sessions": 10,
        **fields,
    }
    return Teacher(reference=reference, available=slots(when) if when else ALWAYS, **given)


def a_room(reference: str = "r", when: str | None = None, **fields: Any) -> Room:
    """A room for thirty at "L", open all week unless ``when`` is given."""
    given = {"location": "L", "capacity": 30, **fields}
    return Room(reference=reference, opening=slots(when) if when else ALWAYS, **given)


def a_location(reference: str = "L", area: str = "centrum") -> Location:
    """A building."""
    return Location(reference=reference, area=area)


def travel(from_area: str, to_area: str, minutes: int) -> TravelTime:
    """Minutes between two areas."""
    return TravelTime(from_area=from_area, to_area=to_area, minutes=minutes)


def busy(person: str, when: str, **fields: Any) -> BusyWindow:
    """Hours at which somebody is not free; hard unless ``hard=False``."""
    return BusyWindow(person=person, slot=slot(when), **{"hard": True, **fields})


def a_run(reference: str = "k", when: str = "ma 9-12", **fields: Any) -> ClassRun:
    """A running class of "o" by teacher "t" in room "r", all of it fixed."""
    given = {
        "offering": "o",
        "teachers": ("t",),
        "rooms": ("r",),
        "started_on": date(2026, 3, 2),
        **fields,
    }
    return ClassRun(reference=reference, slots=slots(when), **given)


def an_open_run(reference: str = "k", when: str = "ma 9-12", **fields: Any) -> ClassRun:
    """A running class of which nothing is fixed."""
    loose = dict.fromkeys(("fixed_times", "fixed_teacher", "fixed_room", "fixed_members"), False)
    return a_run(reference, when, **{**loose, **fields})


def a_household(reference: str = "h", need: str = "apart_in_time", hard: bool = True) -> Household:
    """A household with a hard need unless told otherwise."""
    return Household.model_validate({"reference": reference, "need": need, "hard": hard})


def only(**weights: int) -> Weights:
    """Weights that are zero but for those given."""
    return Weights.model_validate(dict.fromkeys(Weights.model_fields, 0) | weights)


def a_policy(**fields: Any) -> Policy:
    """A policy without travel time inside an area, default weights."""
    return Policy.model_validate({"same_area_minutes": 0, **fields})


def a_school(people: Sequence[Learner] = (), **tables: Any) -> School:
    """A school with teacher "t", room "r", location "L" and offering "o" where not given.

    ``weights`` and ``policy`` (a mapping of fields) shape its policy.
    """
    rules: Mapping[str, Any] = tables.pop("policy", {})
    weights: Weights | None = tables.pop("weights", None)
    given = {
        "name": "School",
        "start": START,
        "teachers": (a_teacher(),),
        "rooms": (a_room(),),
        "locations": (a_location(),),
        "offerings": (an_offering(),),
        "policy": a_policy(**rules, **({"weights": weights} if weights else {})),
        **tables,
    }
    return School(learners=tuple(people), **given)


def a_class(reference: str = "n", when: str = "ma 9-12", **fields: Any) -> PlannedClass:
    """A class of "o" at "L" by one teacher in one room (``online=True``: without a room).

    ``teacher`` and ``room`` hold one reference, or one per slot as in ``"t u"``.
    """
    times = slots(when)
    online = fields.pop("online", False)
    teachers = _per_slot(fields.pop("teacher", "t"), len(times))
    rooms = _per_slot(fields.pop("room", "r"), len(times))
    sessions = tuple(
        Session(slot=at, teacher=teacher, room=None if online else room, online=online)
        for at, teacher, room in zip(times, teachers, rooms, strict=True)
    )
    given = {"offering": "o", "name": reference, "location": None if online else "L", **fields}
    return PlannedClass(reference=reference, sessions=sessions, **given)


def _per_slot(text: str, count: int) -> list[str]:
    names = text.split()
    return names * count if len(names) == 1 else names


def a_plan(school: School, *classes: PlannedClass, **members: str) -> Plan:
    """A plan of these classes; ``members`` maps a class to its learners: ``n="a b"``."""
    return Plan(
        school=school.name,
        start=school.start,
        classes=classes,
        placements=tuple(
            Placement(learner=learner, class_reference=reference)
            for reference, names in members.items()
            for learner in names.split()
        ),
    )
