"""The problem as Timefold sees it: facts, two kinds of planning entities, one solution.

Timefold translates these classes to Java when the module is imported (which starts the Java
virtual machine), and reads the annotations at run time: therefore no postponed annotations
here. Sets of places (a slot at a location) are bit masks, since a whole week then clashes or
not in one operation; tables are lists.
"""

from dataclasses import dataclass
from typing import Annotated, Any

from timefold.solver.domain import (
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningPin,
    PlanningScore,
    PlanningVariable,
    ProblemFactCollectionProperty,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import HardSoftScore

OPEN: Any = None  # a variable without a value; what may stay so says it in its type


@dataclass
class Pattern:
    """A weekly pattern of a group: its places, as a list and as masks.

    ``mask`` are the places for which a teacher is sought (none of a settled class), ``meets``
    all of them. ``clash`` holds the places one teacher cannot serve beside it, ``overlap`` those at
    overlapping times; ``bits``, ``rest`` and ``rest_clash`` are, per session, the session
    alone, the others, and what the others clash with.
    """

    id: Annotated[str, PlanningId]
    index: int
    places: list[int]
    meets: int
    mask: int
    clash: int
    physical: int
    overlap: int
    bits: list[int]
    bits_clash: list[int]
    rest: list[int]
    rest_clash: list[int]


@dataclass
class TeacherFact:
    """A teacher: places where he or she cannot be (mask), sessions a week, soft windows.

    ``share`` is what the teacher adds to the balance of certified teachers when he or she gives
    lessons (0 for one who does so anyway), ``share_before`` the balance without new classes.
    """

    id: Annotated[str, PlanningId]
    index: int
    busy: int
    limit: int
    soft: list[int]
    has_soft: bool
    share: int
    share_before: int


@dataclass
class RoomFact:
    """A room: places at which it is closed (mask), and how many learners it holds."""

    id: Annotated[str, PlanningId]
    index: int
    closed: int
    capacity: int


@dataclass
class Turn:
    """Which session of the week a second teacher gives."""

    id: Annotated[str, PlanningId]
    index: int


@dataclass
class Desk:
    """The identity of a class, which learners choose; sizes and costs that never change."""

    id: Annotated[str, PlanningId]
    index: int
    group: int
    sessions: int
    minimum: int
    maximum: int
    target: int
    spread: int
    mixes: bool
    open_cost: int
    seat_cost: int
    level_cost: int
    learn_cost: int
    waiting_cost: int


@dataclass
class Couple:
    """Two learners of one household; per place of the first the places that break the need."""

    id: Annotated[str, PlanningId]
    first: int
    second: int
    hard: bool
    cost: int
    breaks: list[int]


@planning_entity
@dataclass
class Course:
    """A class that may meet: pattern (none: it does not), teacher, room, and perhaps a second
    teacher for one of its sessions.

    Only ``pattern`` can be left open, since Timefold's streams leave out an entity with any open
    variable: a class without a second teacher has the helper "nobody" (index -1).
    """

    id: Annotated[str, PlanningId]
    desk: Desk
    pinned: Annotated[bool, PlanningPin]
    extra_cost: int
    patterns: Annotated[list[Pattern], ValueRangeProvider(id="patterns")]
    teachers: Annotated[list[TeacherFact], ValueRangeProvider(id="teachers")]
    helpers: Annotated[list[TeacherFact], ValueRangeProvider(id="helpers")]
    rooms: Annotated[list[RoomFact], ValueRangeProvider(id="rooms")]
    turns: Annotated[list[Turn], ValueRangeProvider(id="turns")]
    pattern: Annotated[
        Pattern | None,
        PlanningVariable(value_range_provider_refs=["patterns"], allows_unassigned=True),
    ] = OPEN
    teacher: Annotated[TeacherFact, PlanningVariable(value_range_provider_refs=["teachers"])] = OPEN
    room: Annotated[RoomFact, PlanningVariable(value_range_provider_refs=["rooms"])] = OPEN
    helper: Annotated[TeacherFact, PlanningVariable(value_range_provider_refs=["helpers"])] = OPEN
    turn: Annotated[Turn, PlanningVariable(value_range_provider_refs=["turns"])] = OPEN


@planning_entity
@dataclass
class Seat:
    """A learner and the class he or she sits in (none: waits).

    ``cost`` is per group (empty where not admitted) and pattern; of a
    pinned learner it is left out.
    """

    id: Annotated[str, PlanningId]
    learner: int
    score: int
    learnability: int
    literacy: int
    waiting_cost: int
    coupled: bool
    cost: list[list[int]]
    pinned: Annotated[bool, PlanningPin]
    desks: Annotated[list[Desk], ValueRangeProvider(id="desks")]
    desk: Annotated[
        Desk | None, PlanningVariable(value_range_provider_refs=["desks"], allows_unassigned=True)
    ] = OPEN


@planning_solution
@dataclass
class Timetable:
    """One state of the plan."""

    couples: Annotated[list[Couple], ProblemFactCollectionProperty]
    all_teachers: Annotated[list[TeacherFact], ProblemFactCollectionProperty]
    all_rooms: Annotated[list[RoomFact], ProblemFactCollectionProperty]
    courses: Annotated[list[Course], PlanningEntityCollectionProperty]
    seats: Annotated[list[Seat], PlanningEntityCollectionProperty]
    score: Annotated[HardSoftScore | None, PlanningScore] = OPEN
