"""Group activities beside lessons: MAP, PVT, participation in groups, bridging; and placements.

One general form. What the seven municipalities do differently (report, tables 10, 13 and 14)
is data in these records, never a special case in the code. docs/activities.md has the model.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from models.base import Invalid, Record
from models.levels import Level
from models.offering import Mode
from models.people import Gender, Literacy, Ref, Route, Status
from models.text import Text
from models.times import Slot


class ActivityKind(StrEnum):
    """What an activity is for. PLACEMENT is individual: hours in free dayparts, no group."""

    MAP = "map"
    PVT = "pvt"
    PARTICIPATION = "participation"
    BRIDGING = "bridging"
    PLACEMENT = "placement"


class Yielding(StrEnum):
    """What gives way to what when a meeting and a lesson fall together.

    TO_LESSONS: the activity is planned around lessons. EXCUSED: it goes before lessons, and
    the lesson missed is authorised absence (Tholen PVT, report L18496). FREES: lessons are free
    in every week of the activity (Den Haag MAP, L8893). OVER_LESSONS: it goes before lessons
    and the absence is not authorised by itself (Roermond PVT, L16653). IN_LESSON: every meeting
    takes the place of a lesson of the own class (Den Haag PVT, L9011).
    """

    TO_LESSONS = "to_lessons"
    EXCUSED = "excused"
    FREES = "frees"
    OVER_LESSONS = "over_lessons"
    IN_LESSON = "in_lesson"


class Holidays(StrEnum):
    """What days off do to a series of meetings; on a public holiday there never is one.

    SHIFT: meetings of that week and later come a week later. STRICT: such a series is not
    possible. INSIDE: only series that lie wholly in one school holiday (Tholen MAP, L18381).
    IGNORE: school holidays do not count.
    """

    SHIFT = "shift"
    STRICT = "strict"
    INSIDE = "inside"
    IGNORE = "ignore"


class Alike(StrEnum):
    """What the members of one group have in common. LEVEL is the whole CEFR level."""

    STATUS = "status"
    ROUTE = "route"
    LEVEL = "level"
    LITERACY = "literacy"
    GENDER = "gender"
    CLASS = "class"
    MUNICIPALITY = "municipality"


class SpouseRule(StrEnum):
    """Spouses in one activity: never in one group, always in one, or never at the same time
    (one of them is at home; the other's lessons count too, report L20208).
    """

    NOTHING = "nothing"
    APART = "apart"
    TOGETHER = "together"
    ALTERNATING = "alternating"


class Joining(StrEnum):
    """Who joins: everybody who fits, or only whom the caseworker registered."""

    EVERYBODY = "everybody"
    REGISTERED = "registered"


Count = Annotated[int, Field(ge=1, le=500)]
Months = Annotated[int, Field(ge=0, le=60)]
Hours = Annotated[float, Field(ge=0, le=4000)]


class Activity(Record):
    """One kind of activity: whom it is for, its series of meetings, its groups, its precedence.

    Who. Empty ``routes``, ``statuses``, ``literacies`` and ``genders`` mean all. ``months_from``
    and ``months_until`` count from the start of the term (else registration): not before the
    one, due by the other. ``after`` are activities to finish first. With ``exempt_work_hours``
    learners in paid work of at least so many hours a week need not take part (of all statuses, or
    of ``exempt_statuses`` only).

    When. A series begins at one of ``slots``, on a day allowed by ``starts`` (or ``months``,
    ``first_start``, ``last_start`` and ``every_weeks``, counted from ``first_start``); it has
    ``meetings`` meetings every ``interval_days``, unless the sheet of stages gives each its day.
    ``minutes`` follows from the slots.

    Groups. ``alike`` is shared by all members. ``by_language``: every member understands one of
    at most ``max_languages`` languages of the group, spoken by the trainer or an interpreter;
    ``languages`` limits which (none: any), ``dutch_from`` is the level at which Dutch counts as
    understood. ``always_interpreted`` are languages for which every group has an interpreter.
    ``mixed_minimum`` members at or above ``mixed_level`` can translate for the others (a goal).
    ``parallel`` groups may run on the same dates, ``max_groups`` in all.

    ``may_miss`` meetings may be missed; more than that means doing all of it again, so a plan
    never gives a learner a series in which more of them clash. ``over_work``: work gives way.
    ``max_stay_weeks`` and ``weekly_hours`` are for bridging and placements.
    """

    reference: Ref
    name: str | None = None
    kind: ActivityKind
    provider: str | None = None
    joining: Joining = Joining.EVERYBODY
    routes: tuple[Route, ...] = ()
    statuses: tuple[Status, ...] = ()
    level_from: Level = Level.A0
    level_to: Level = Level.B2
    literacies: tuple[Literacy, ...] = ()
    genders: tuple[Gender, ...] = ()
    age_from: Annotated[int, Field(ge=0, le=120)] | None = None
    age_to: Annotated[int, Field(ge=0, le=120)] | None = None
    months_from: Months = 0
    months_until: Months | None = None
    language_hours_from: Hours = 0
    participation_hours_from: Hours = 0
    after: tuple[str, ...] = ()
    exempt_work_hours: Annotated[float, Field(ge=0, le=80)] | None = None
    exempt_statuses: tuple[Status, ...] = ()
    meetings: Annotated[int, Field(ge=1, le=120)] | None = None
    slots: tuple[Slot, ...] = Field(min_length=1)
    interval_days: Annotated[int, Field(ge=1, le=90)] = 7
    holidays: Holidays = Holidays.SHIFT
    starts: tuple[date, ...] = ()
    first_start: date | None = None
    last_start: date | None = None
    months: tuple[Annotated[int, Field(ge=1, le=12)], ...] = ()
    every_weeks: Annotated[int, Field(ge=1, le=52)] = 1
    mode: Mode = Mode.PHYSICAL
    location: str | None = None
    rooms: tuple[str, ...] = ()
    minimum: Count = 1
    target: Count | None = None
    maximum: Count = 20
    max_groups: Annotated[int, Field(ge=0, le=500)] | None = None
    parallel: Annotated[int, Field(ge=1, le=20)] = 1
    alike: tuple[Alike, ...] = ()
    by_language: bool = False
    languages: tuple[str, ...] = ()
    max_languages: Annotated[int, Field(ge=1, le=3)] = 1
    dutch_from: Level | None = None
    interpreters: bool = False
    always_interpreted: tuple[str, ...] = ()
    spouses: SpouseRule = SpouseRule.NOTHING
    spouses_hard: bool = False
    mixed_level: Level | None = None
    mixed_minimum: Annotated[int, Field(ge=0, le=50)] = 0
    yields: Yielding = Yielding.TO_LESSONS
    over_work: bool = False
    may_miss: Annotated[int, Field(ge=0, le=20)] = 0
    max_stay_weeks: Annotated[int, Field(ge=1, le=104)] | None = None
    weekly_hours: Annotated[float, Field(gt=0, le=40)] | None = None
    source: str | None = None

    @model_validator(mode="after")
    def _possible(self) -> Activity:
        for problem in _impossible(self):
            raise problem
        return self

    @property
    def shown(self) -> str:
        """Name, or the reference when there is none."""
        return self.name or self.reference

    @property
    def online(self) -> bool:
        """Whether all meetings are online unless a stage says otherwise."""
        return self.mode is Mode.ONLINE

    @property
    def is_group(self) -> bool:
        """Whether it is planned as groups with a dated series of meetings."""
        return self.kind not in (ActivityKind.BRIDGING, ActivityKind.PLACEMENT)

    @property
    def wanted(self) -> int:
        """Target size, the maximum where none is given."""
        return self.maximum if self.target is None else self.target


def _impossible(a: Activity) -> list[Invalid]:
    """What an activity's own fields contradict, the first of which is raised."""
    found = []
    if a.is_group and a.meetings is None:
        found.append(
            Invalid(
                "meetings",
                Text(
                    nl="er zijn geen bijeenkomsten ingevuld", en="no number of meetings was entered"
                ),
                Text(
                    nl="vul het aantal bijeenkomsten van één groep in",
                    en="enter how many meetings one group has",
                ),
            )
        )
    if not a.minimum <= a.wanted <= a.maximum:
        found.append(
            Invalid(
                "minimum",
                Text(
                    nl="minimum ({a}), streefgrootte ({b}) en maximum ({c}) staan niet op volgorde",
                    en="minimum ({a}), target ({b}) and maximum ({c}) are not in order",
                ).fill(a=a.minimum, b=a.wanted, c=a.maximum),
                Text(
                    nl="zorg dat minimum ≤ streefgrootte ≤ maximum",
                    en="make minimum ≤ target ≤ maximum",
                ),
            )
        )
    if a.level_from.score > a.level_to.score:
        found.append(
            Invalid(
                "level_from",
                Text(
                    nl="het laagste niveau ({a}) ligt boven het hoogste ({b})",
                    en="the lowest level ({a}) is above the highest ({b})",
                ).fill(a=a.level_from.value, b=a.level_to.value),
                Text(nl="draai de niveaus om", en="swap the two levels"),
            )
        )
    for low, high, name in (
        (a.age_from, a.age_to, "age_to"),
        (a.months_from, a.months_until, "months_until"),
        (a.first_start, a.last_start, "last_start"),
    ):
        if low is not None and high is not None and low > high:  # type: ignore[operator]
            found.append(
                Invalid(
                    name,
                    Text(nl="dit ligt voor het begin", en="this precedes its beginning"),
                    Text(nl="draai de twee waarden om", en="swap the two values"),
                )
            )
    if a.may_miss >= (a.meetings or a.may_miss + 1):
        found.append(
            Invalid(
                "may_miss",
                Text(
                    nl="alle bijeenkomsten zouden gemist mogen worden",
                    en="all meetings could be missed",
                ),
                Text(
                    nl="vul minder in dan het aantal bijeenkomsten",
                    en="enter less than the number of meetings",
                ),
            )
        )
    if a.mode is Mode.MIXED:
        found.append(
            Invalid(
                "mode",
                Text(nl="'gemengd' past hier niet", en="'mixed' does not fit here"),
                Text(
                    nl="kies op locatie of online; op het blad Bijeenkomsten kan het afwijken",
                    en="choose physical or online; the sheet Meetings can differ for each meeting",
                ),
            )
        )
    if a.exempt_statuses and a.exempt_work_hours is None:
        found.append(
            Invalid(
                "exempt_work_hours",
                Text(
                    nl="er staat wie vrij is door werk, maar niet vanaf hoeveel uren",
                    en="it says whom work exempts, but not from how many hours",
                ),
                Text(
                    nl="vul de uren per week in, of haal de doelgroepen weg",
                    en="enter the hours a week, or remove the statuses",
                ),
            )
        )
    if a.kind is ActivityKind.PLACEMENT and a.weekly_hours is None:
        found.append(
            Invalid(
                "weekly_hours",
                Text(nl="de uren per week ontbreken", en="the hours a week are missing"),
                Text(
                    nl="vul in hoeveel uur per week iemand daar is",
                    en="enter how many hours a week somebody is there",
                ),
            )
        )
    return found


class Stage(Record):
    """One meeting of an activity's series with a day, time or content of its own.

    ``day`` counts from the first meeting's day, which is day 1 (the same weekday a week later
    is day 8). ``start`` and ``minutes`` left out follow the first meeting's slot.
    """

    activity: Ref
    number: Annotated[int, Field(ge=1, le=120)]
    day: Annotated[int, Field(ge=1, le=400)] | None = None
    start: Annotated[int, Field(ge=0, lt=1440)] | None = None
    minutes: Annotated[int, Field(ge=15, le=720)] | None = None
    content: str | None = None
    online: bool | None = None
    location: str | None = None


class Trainer(Record):
    """Somebody who leads groups: of which activities, in which languages, and when."""

    reference: Ref
    name: str | None = None
    activities: tuple[str, ...] = Field(min_length=1)
    languages: tuple[str, ...] = ()
    available: tuple[Slot, ...] = Field(min_length=1)
    max_groups: Annotated[int, Field(ge=1, le=500)] | None = None

    @property
    def shown(self) -> str:
        """Name, or the reference when there is none."""
        return self.name or self.reference


class Interpreter(Record):
    """Somebody who interprets between Dutch and ``languages``, inside ``available``."""

    reference: Ref
    name: str | None = None
    languages: tuple[str, ...] = Field(min_length=1)
    available: tuple[Slot, ...] = Field(min_length=1)

    @property
    def shown(self) -> str:
        """Name, or the reference when there is none."""
        return self.name or self.reference


class Standing(StrEnum):
    """Where a learner stands with an activity; REGISTERED is the caseworker's decision to take
    part, also where a condition of the activity is not met. REDO says the same of somebody who
    has missed too much of a group that is over, and has to do all of it again.
    """

    DONE = "done"
    EXEMPT = "exempt"
    REGISTERED = "registered"
    REDO = "redo"


class ActivityRecord(Record):
    """What is known of one learner and one activity; ``ready_from`` is the caseworker's date
    from which the learner can take part (level included). ``weekly_hours`` is for placements.
    """

    learner: Ref
    activity: Ref
    standing: Standing = Standing.REGISTERED
    ready_from: date | None = None
    weekly_hours: Annotated[float, Field(gt=0, le=40)] | None = None
    note: str | None = None

    @property
    def joins(self) -> bool:
        """Whether the learner has (still) to take part."""
        return self.standing in (Standing.REGISTERED, Standing.REDO)
