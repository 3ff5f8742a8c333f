"""What one replication comes to: figures per group of learners, and of the classes.

Learners of the municipality itself count, those of neighbours in its classes do not; classes
count as they are, teacher dayparts for the share of the municipality's learners in each.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np

from models import Route, Status
from scheduler.laboratory.compiled import Compiled
from scheduler.laboratory.settings import ROUTE_AT, value
from scheduler.laboratory.span import Span
from solver.laboratory.world import NOWHERE, Array, Stage, State, Week

HOURS_Z = 800
BLUR = 1e-6  # hours that rounding may make
LONGEST = 105  # weeks of waiting told apart in a distribution
SERIES = (
    "waiting", "members", "classes", "spread", "level", "dayparts", "learnability", "occupancy",
)  # fmt: skip


class Figure(StrEnum):
    """Figures of learners; each once per group."""

    LEARNERS = "learners"
    WAIT_MEAN = "wait_mean"
    WAIT_MEDIAN = "wait_median"
    WAIT_P90 = "wait_p90"
    WAIT_P90_ABLE = "wait_p90_able"
    WAIT_LONGEST = "wait_longest"
    WAIT_OVER = "wait_over_agreed"
    WAIT_UNTAUGHT = "wait_without_lessons"
    NEVER = "never_started"
    BRIDGING = "bridging_weeks"
    BETWEEN = "between_weeks"
    CHANGES = "class_changes"
    HOURS = "hours_by_term"
    ATTENDED = "lessons_attended"
    MADE = "made_600_or_800"
    PARTICIPATION = "participation_hours_by_term"
    MADE_BOTH = "made_800_and_800"
    BEYOND = "beyond_bought_hours"
    FINISHED = "finished_in_term"
    SWITCHED = "switched_route"
    B1_TO_Z = "b1_to_z"


SHARES = {
    Figure.WAIT_OVER,
    Figure.NEVER,
    Figure.ATTENDED,
    Figure.MADE,
    Figure.MADE_BOTH,
    Figure.BEYOND,
    Figure.FINISHED,
    Figure.SWITCHED,
    Figure.B1_TO_Z,
}


class Whole(StrEnum):
    """Figures of the classes."""

    CLASSES = "classes"
    DAYPARTS = "dayparts_a_week"
    COST = "cost_a_year"
    CLASS_SIZE = "class_size"
    START_SIZE = "size_at_start"
    FULLEST = "size_at_fullest"
    STARTS = "starts_a_year"
    EMPTY = "empty_seats"
    EMPTY_COST = "empty_seats_cost"
    LEVEL = "level_distance"
    LEARNABILITY = "learnability_distance"
    SPREAD = "level_spread"
    START_LEVEL = "level_distance_at_start"
    START_LEARNABILITY = "learnability_distance_at_start"
    START_SPREAD = "level_spread_at_start"
    COST_PER_LEARNER = "cost_per_learner"


MOST_SCHOOLS = 4  # language schools told apart, the first ones of the sheet of offerings
GROUPS = (
    "all",
    *(f"route:{r.value}" for r in Route),
    f"status:{Status.ASYLUM.value}",
    f"status:{Status.FAMILY.value}",
    "children:yes",
    "children:no",
    "work:yes",
    "work:no",
    "couple:yes",
    "couple:no",
    *(f"school:{at}" for at in range(1, MOST_SCHOOLS + 1)),
)
Column: TypeAlias = tuple[str, Figure | Whole]
"""A figure of a group of learners, or of the classes."""

FIGURES: tuple[Column, ...] = tuple((group, figure) for group in GROUPS for figure in Figure)
BY_ROUTE = (Whole.STARTS, Whole.START_SIZE, Whole.FULLEST)
"""Figures of the classes that there are for each route too."""
ROUTES: tuple[Column, ...] = tuple((f"route:{r.value}", whole) for r in Route for whole in BY_ROUTE)
COLUMNS: tuple[Column, ...] = (*FIGURES, *(("classes", whole) for whole in Whole), *ROUTES)


@dataclass(frozen=True)
class Outcome:
    """``figures`` in the order of ``COLUMNS`` (nan: nobody to count), ``waits`` learners by
    whole weeks of waiting, ``series`` one row per :data:`SERIES` over the window's weeks.
    """

    figures: Array
    waits: Array
    series: Array


def outcome_of(
    compiled: Compiled, learners: Array, state: State, span: Span, agreed: int
) -> Outcome:
    """The outcome of one replication. ``agreed`` is the agreed longest wait in weeks."""
    people = _People(compiled, learners, state, span, agreed)
    figures = [
        people.figures(mask, group.startswith("school:"))
        for group, mask in zip(GROUPS, people.groups(), strict=True)
    ]
    whole = _whole(compiled, state, span, people)
    waits = np.bincount(
        np.clip(people.wait[people.window], 0, LONGEST - 1), minlength=LONGEST
    ).astype(np.int64)
    routes = _by_route(compiled, state, span)
    return Outcome(np.concatenate([*figures, whole, routes]), waits, _series(state, span))


_AT_THE_END = (
    "between", "changes", "given", "hours", "participation", "result", "route", "share", "stage",
    "switched",
)  # fmt: skip


def _columns(records: Array) -> dict[str, Array]:
    """The fields of records, each in one piece of memory."""
    return {name: np.ascontiguousarray(records[name]) for name in records.dtype.names or ()}


class _People:
    def __init__(
        self, compiled: Compiled, learners: Array, state: State, span: Span, agreed: int
    ) -> None:
        self.bought, self.participation = compiled.bought, compiled.participation
        # Every figure of every group reads these again: as columns that is several times as fast.
        self.rows, self.end = _columns(learners), _columns(state.people)
        self.agreed = agreed
        arrive, home = learners["arrive"], learners["home"] == 1
        begins = span.warm_up
        self.window = home & (arrive >= begins) & (arrive < begins + span.window)
        self.cohort = home & (arrive >= begins) & (arrive < begins + span.cohort)
        started = self.end["started"]
        gone = np.where(self.end["ended"] == NOWHERE, span.weeks, self.end["ended"])
        self.able = (self.rows["children"] == 0) | (self.rows["care_from"] <= arrive)
        self.begun = started != NOWHERE
        self.wait = np.where(self.begun, started, gone) - arrive
        self.norm = np.array([600, HOURS_Z, 0, 600])[self.end["route"]]

    def groups(self) -> list[Array]:
        """A mask per group, in the order of ``GROUPS``."""
        rows = self.rows
        family = rows["status"] == list(Status).index(Status.FAMILY)
        parent, works = rows["children"] == 1, rows["works"] == 1
        couple = self.end["spouse"] != NOWHERE
        return [
            np.ones(len(parent), dtype=bool),
            *(rows["route"] == ROUTE_AT[r] for r in Route),
            ~family,
            family,
            parent,
            ~parent,
            works,
            ~works,
            couple,
            ~couple,
            *(self.end["chose"] == at for at in range(1, MOST_SCHOOLS + 1)),
        ]

    def figures(self, mask: Array, chosen: bool = False) -> Array:
        """The figures of a group, in the order of :class:`Figure`; a group that people have
        ``chosen`` is not there where nobody has.
        """
        found = dict.fromkeys(Figure, float("nan"))
        window, cohort = np.flatnonzero(self.window & mask), np.flatnonzero(self.cohort & mask)
        if mask.any() or not chosen:
            found[Figure.LEARNERS] = float(len(window))
        if len(window):
            wait = self.wait[window]
            middle, late = np.percentile(wait, [50, 90])
            found |= {
                Figure.WAIT_MEAN: float(wait.mean()),
                Figure.WAIT_MEDIAN: float(middle),
                Figure.WAIT_P90: float(late),
                Figure.WAIT_P90_ABLE: _late(wait[self.able[window]]),
                Figure.WAIT_LONGEST: float(wait.max()),
                Figure.WAIT_OVER: float((wait > self.agreed).mean()),
                Figure.WAIT_UNTAUGHT: float(self.end["waited"][window].mean()),
                Figure.NEVER: float((~self.begun[window]).mean()),
                Figure.BRIDGING: float(self.end["bridged"][window].mean()),
            }
        if len(cohort):
            end = {name: self.end[name][cohort] for name in _AT_THE_END}
            finished = end["stage"] == Stage.FINISHED
            normed = self.norm[cohort] > 0
            made = (end["hours"] >= self.norm[cohort]) | (finished & (end["result"] == 2))
            b1 = self.rows["route"][cohort] == ROUTE_AT[Route.B1]
            found |= {
                Figure.BETWEEN: float(end["between"].mean()),
                Figure.CHANGES: float(end["changes"].mean()),
                Figure.HOURS: float(end["hours"].mean()),
                Figure.ATTENDED: _share(end["hours"], end["given"]),
                Figure.FINISHED: float(finished.mean()),
                Figure.SWITCHED: float((end["switched"] != NOWHERE).mean()),
            }
            z = end["route"] == ROUTE_AT[Route.Z]
            if z.any():
                taken_part = end["participation"][z]
                found[Figure.PARTICIPATION] = float(taken_part.mean())
                both = (taken_part >= self.participation) & made[z]
                found[Figure.MADE_BOTH] = float(both.mean())
            bought = self.bought[end["route"]]
            if (bought > 0).any():
                found[Figure.BEYOND] = float(self._beyond(cohort, end, bought)[bought > 0].mean())
            if normed.any():
                found[Figure.MADE] = float(made[normed].mean())
            if b1.any():
                found[Figure.B1_TO_Z] = float((end["route"][b1] == ROUTE_AT[Route.Z]).mean())
        return np.array(list(found.values()))

    def _beyond(self, cohort: Array, end: dict[str, Array], bought: Array) -> Array:
        """Who needs more hours of lessons than were bought: those there were, and for who is not
        finished those that make the missing hours at his or her attendance.
        """
        missing = np.maximum(0, self.norm[cohort] - end["hours"])
        missing[end["stage"] == Stage.FINISHED] = 0
        attendance = np.maximum(self.rows["attendance"][cohort] * end["share"], 0.05)
        found: Array = end["given"] + missing / attendance > bought + BLUR
        return found


def _late(wait: Array) -> float:
    return float(np.percentile(wait, 90)) if len(wait) else float("nan")


def _share(part: Array, whole: Array) -> float:
    return float(part.sum() / whole.sum()) if whole.sum() else float("nan")


def _window(state: State, span: Span) -> Array:
    return state.weekly[span.warm_up : span.warm_up + span.window]


def _whole(compiled: Compiled, state: State, span: Span, people: _People) -> Array:
    """Figures of the classes, means over the window's lesson weeks, in the order of Whole."""
    rows = _window(state, span)
    taught = rows[rows[:, Week.LESSON_WEEK] == 1]
    mean = taught.mean(axis=0)
    classes, members = max(mean[Week.CLASSES], 1e-9), max(mean[Week.MEMBERS], 1e-9)
    years = span.window / 52
    begun = _begun(state, span)
    first = begun["first"]
    start = first.mean(axis=0) if len(first) else np.full(4, np.nan)
    dayparts = mean[Week.HOME_DAYPARTS] + mean[Week.BRIDGE_DAYPARTS]
    weeks_a_year = len(taught) / years
    cost = dayparts * weeks_a_year * float(value("careers", "prices", "daypart"))
    empty = mean[Week.EMPTY_HOURS] * weeks_a_year * float(value("careers", "prices", "seat_hour"))
    found = {
        Whole.CLASSES: mean[Week.CLASSES],
        Whole.DAYPARTS: dayparts,
        Whole.COST: cost,
        Whole.CLASS_SIZE: mean[Week.MEMBERS] / classes,
        Whole.START_SIZE: start[0],
        Whole.FULLEST: float(begun["most"].mean()) if len(begun) else float("nan"),
        Whole.STARTS: len(first) / years,
        Whole.EMPTY: mean[Week.EMPTY] / classes,
        Whole.EMPTY_COST: empty,
        Whole.LEVEL: mean[Week.LEVEL] / members,
        Whole.LEARNABILITY: mean[Week.LEARNABILITY] / members,
        Whole.SPREAD: mean[Week.SPREAD] / classes,
        Whole.START_LEVEL: start[2],
        Whole.START_LEARNABILITY: start[3],
        Whole.START_SPREAD: start[1],
        Whole.COST_PER_LEARNER: cost * years / max(int(people.window.sum()), 1),
    }
    del compiled
    return np.array([found[w] for w in Whole], dtype=float)


def _begun(state: State, span: Span) -> Array:
    """The classes that began in the window."""
    rows = state.started
    inside = (rows["begin"] >= span.warm_up) & (rows["begin"] < span.warm_up + span.window)
    found: Array = rows[inside & (rows["first"][:, 0] > 0)]
    return found


def _by_route(compiled: Compiled, state: State, span: Span) -> Array:
    """Classes that began, by the routes that they are for, in the order of ``ROUTES``."""
    begun, found = _begun(state, span), []
    for route in Route:
        mine = begun[(compiled.world.offers["routes"][begun["of"]] >> ROUTE_AT[route]) & 1 == 1]
        sizes = (mine["first"][:, 0].mean(), mine["most"].mean()) if len(mine) else (np.nan,) * 2
        found += [len(mine) / (span.window / 52), *sizes]
    return np.array(found, dtype=float)


def _series(state: State, span: Span) -> Array:
    """Waiting, members, classes, spread and level distance per class or member, the
    municipality's dayparts, learnability distance per member, share of the wished seats that is
    taken. But for the dayparts neighbours in the classes count.
    """
    rows = _window(state, span)
    classes, members = np.maximum(rows[:, Week.CLASSES], 1), np.maximum(rows[:, Week.MEMBERS], 1)
    return np.stack(
        [
            rows[:, Stage.WAITING] + rows[:, Stage.BRIDGING] + rows[:, Stage.BETWEEN],
            rows[:, Week.MEMBERS],
            rows[:, Week.CLASSES],
            rows[:, Week.SPREAD] / classes,
            rows[:, Week.LEVEL] / members,
            rows[:, Week.HOME_DAYPARTS] + rows[:, Week.BRIDGE_DAYPARTS],
            rows[:, Week.LEARNABILITY] / members,
            rows[:, Week.MEMBERS] / np.maximum(rows[:, Week.MEMBERS] + rows[:, Week.EMPTY], 1),
        ]
    )
