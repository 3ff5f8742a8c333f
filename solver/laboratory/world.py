"""What the simulator is given and what it keeps: arrays of records.

Weeks count from the start of the warm-up. Levels are points on the 0-100 scale of
:data:`models.LEVEL_SCORES`. Codes: routes, statuses, literacies, paces and audiences are the
position in their enumeration; masks have bit ``1 << position``. Periods of the week are bits
too (:class:`Period`). The kernels call the arrays by one letter:

    p  learners as they register (N)      s  what changes about them (N)
    g  classes (at most 2 N + 64)         o  offerings (O)
    cal  offerings by week (O x W)        r  routes (4)      w  rules and prices (one record)
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, IntFlag
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

NOWHERE = -1
ALWAYS = -1
FOREVER = 1_000_000
NEVER = 1 << 40  # a price that forbids


class Stage(IntEnum):
    """Where somebody is; every registered learner is in exactly one stage every week."""

    UNREGISTERED = 0
    WAITING = 1
    BRIDGING = 2
    BETWEEN = 3
    CLASS = 4
    PAUSED = 5
    FINISHED = 6
    OUT_OF_TERM = 7


class Period(IntFlag):
    """Parts of the week a class can meet in."""

    MORNING = 1
    AFTERNOON = 2
    EVENING = 4
    SATURDAY = 8


class Kind(IntEnum):
    """Whom a class is for where a policy separates."""

    ANYBODY = 0
    FAST = 1
    YOUTH = 2


def _record(
    whole: str, real: str = "", more: tuple[tuple[str, Any, Any], ...] = ()
) -> np.dtype[Any]:
    fields: list[Any] = [(name, np.int64) for name in whole.split()]
    fields += [(name, np.float64) for name in real.split()]
    return np.dtype(fields + list(more))


LANGUAGES = ("language", "second")

# Everybody who registers in one replication, by week of registration. ``key`` is the learner's
# own stream of chance; ``home`` 1 for the municipality whose policy it is; ``audience`` the mask
# of what does not change (family, youth, women, men); ``children`` 1 when childcare is needed
# during lessons, ``care_from`` the week from which there is some; ``work_blocks`` the periods of
# paid work; ``attendance`` a share. Spouses have the same ``household`` (0: nobody else of it
# learns), ``need`` of each other's lessons (the position in HouseholdNeed) and 1 for ``hard`` when
# that is a rule. ``language`` and ``second`` count from 1 in the inflow's list, ``age`` is in years
# at registration (0: not known).
LEARNER = _record(
    "arrive home status route learnability literacy audience works children care_from "
    "work_blocks term_end household need hard language second age",
    "level attendance",
    (("key", np.uint64, ()),),
)

# ``group`` the class somebody is in, or has a place in from its first lesson on. ``since`` the
# week in which the present wait began; ``started`` of the first class; ``taught``
# of the first lesson of any kind; ``school`` the language school chosen, from 1 on (0: none, any
# will do), ``chose`` the first one; ``waited`` weeks before the first class without any lesson;
# ``between`` weeks between classes; ``bridged`` weeks in a bridging class; ``changes`` of class
# other than by its end; ``ended`` the week of finishing or of the end of the term; ``share`` of
# the sessions somebody with part-time lessons comes to; ``back`` the week a pause ends;
# ``result`` 0 none, 1 at A2, 2 at B1, 3 by hours; ``spouse`` the place of the spouse among the
# learners (NOWHERE: none); ``given`` hours of lessons there were, missed
# ones too; ``participation`` hours of it, where the route asks for them.
CHANGING = _record(
    "stage route literacy group since started taught waited between bridged changes ended works "
    "back reviewed switched failed result school chose spouse",
    "level hours share given participation",
)

# ``literacies`` of its members, a mask; ``changed`` 1 when somebody came or went since it was
# measured; ``lessons`` lesson weeks held; ``most`` its largest size ever; ``median`` of levels,
# ``middle`` of learnability; ``first``: size, largest level difference, mean distance in level and
# in learnability at the start.
CLASS = _record(
    "of band kind begin finish lessons size most low high median middle literacies changed",
    "",
    (("first", np.float64, (4,)),),
)

# ``weeks`` lesson weeks of a class (FOREVER without an end); ``bands`` masks of periods a class
# can meet in (0: none); ``least`` learners who start a class; ``guarantee`` weeks of waiting
# after which ``guaranteed_least`` suffice; ``entry`` weeks after its start that a class takes
# newcomers (ALWAYS); ``regroup`` weeks between regroupings (0: never); ``apart`` mask of
# ``1 << Kind`` with classes of their own; ``school`` its language school where learners keep to
# one (0: whoever fits); ``alphabetises`` 1: only for those who cannot read yet.
OFFER = _record(
    "routes low high paces literacies statuses audience mix alphabetises sessions target spread "
    "weeks least guarantee guaranteed_least entry regroup apart school",
    "hours",
    (("bands", np.int64, (3,)),),
)

# Per offering and week: the largest class, whether new classes may be decided on and the week in
# which those begin, whether running ones may take people in.
CALENDAR = _record("maximum opens begins enters")

# Per route: language hours a plan reckons with, hours of the whole course, hours a week of its
# longest offering, points of level per attended hour at learnability 50, and when and against
# what level a route is reviewed: below
# ``review_level`` expected at the end of the hours it becomes ``review_to``, from ``rise_level``
# on ``rise_to``. ``bridge_*``: seats, sessions a week, weeks everybody stays, weeks at most.
ROUTE = _record(
    "review_to rise_to bridge_seats bridge_sessions bridge_least bridge_most",
    "needed course longest points_per_hour review_hours review_level rise_level bridge_hours",
)

# Prices of a plan's goals (:class:`models.Weights`), its rules, and how learning goes
# (``scheduler/laboratory/careers.toml``). ``dayparts`` is the most teacher dayparts a week;
# ``participation`` the hours of it in a lesson week, from the first class on.
RULES = _record(
    "unplaced waiting_week over_max_wait term_short level learnability class_hour empty_seat "
    "household max_wait margin evening_for saturday_for work_first slow_below fast_from dayparts "
    "dissolve_below routes_offered",
    "participation lesson_share unread_factor literate_at fail_share setback exam_from more_hours "
    "finds_work part_time part_time_share",
    (("pause_rate", np.float64, (2,)), ("pause_weeks", np.int64, (2,))),
)


class Week(IntEnum):
    """Columns of :attr:`State.weekly`, after one column per :class:`Stage`."""

    CLASSES = 8
    DAYPARTS = 9
    MEMBERS = 10
    EMPTY = 11
    LEVEL = 12
    LEARNABILITY = 13
    SPREAD = 14
    BRIDGE_DAYPARTS = 15
    HOME_DAYPARTS = 16
    EMPTY_HOURS = 17
    LESSON_WEEK = 18


@dataclass(frozen=True)
class World:
    """What a policy makes of a school: offers, calendar, routes and rules.

    ``lesson_weeks`` (length W) is 1 in a week with lessons and 0 in a holiday.
    """

    offers: Array
    calendar: Array
    routes: Array
    rules: Array
    lesson_weeks: Array

    @property
    def weeks(self) -> int:
        """Weeks to simulate."""
        return len(self.lesson_weeks)


@dataclass(frozen=True)
class State:
    """Everything that changes; ``tally[0]`` counts classes, ``made`` is hours made per week."""

    people: Array
    classes: Array
    tally: Array
    weekly: Array
    made: Array

    @property
    def started(self) -> Array:
        """The classes there have been."""
        return self.classes[: int(self.tally[0])]


def fresh(learners: Array, weeks: int) -> State:
    """The state before the first week."""
    people = np.zeros(len(learners), dtype=CHANGING)
    for name in ("group", "started", "taught", "ended", "switched"):
        people[name] = NOWHERE
    for name in ("route", "literacy", "works", "level"):
        people[name] = learners[name]
    people["since"], people["share"] = learners["arrive"], 1.0
    people["spouse"] = spouses_of(learners["household"])
    return State(
        people=people,
        # Every class starts with somebody, and nobody starts more than a few.
        classes=np.zeros(2 * len(learners) + 64, dtype=CLASS),
        tally=np.zeros(1, dtype=np.int64),
        weekly=np.zeros((weeks, len(Stage) + len(Week))),
        made=np.zeros(weeks),
    )


def spouses_of(household: Array) -> Array:
    """The place of everybody's spouse, NOWHERE without one: the other learner with the same
    ``household`` code (0: none). A code is that of two learners at most.
    """
    order = np.argsort(household, kind="stable")
    alike = (household[order][1:] == household[order][:-1]) & (household[order][1:] != 0)
    one, other = order[:-1][alike], order[1:][alike]
    found = np.full(len(household), NOWHERE)
    found[one], found[other] = other, one
    return found
