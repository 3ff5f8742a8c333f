"""The search: simulated annealing over learners, ruin and recreate over classes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numba import njit

from solver.compiling import compiled
from solver.places import Ints
from solver.problem import Problem
from solver.rebuild.board import (
    LEARN,
    MOST,
    MOVABLE,
    SCORE,
    SESSIONS,
    WHO_AT,
    WHO_END,
    Board,
    board_of,
)
from solver.rebuild.moves import (
    any_closable,
    closable_with_staff,
    empty,
    loosen,
    nearest_closable,
    recreate,
    somebody_waiting,
)
from solver.rebuild.staffing import close_class, hold
from solver.rebuild.state import (
    GROUP,
    LEARNABILITY,
    LEVEL,
    MEMBER,
    ROOM,
    SIZE,
    TEACHER,
    VARIANT,
    State,
    copy_state,
    new_state,
)  # fmt: skip
from solver.rebuild.wander import wander
from solver.roster import Built, Roster, objective_of, staff_terms, tidy

NOWHERE: Ints = np.zeros((0, 4), dtype=np.int64)
ALIKE, STAFF = 0.5, 0.85  # the share of ruins around a level, and the rest but for chance
TURNS = 16  # between two looks at the clock: a tenth of a second or so


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to try: ``ruins`` times a part is rebuilt, each followed by ``steps`` tries with
    single learners, while the temperature falls from ``hot`` to ``cold`` (points of cost).
    Single learners are accepted at ``calm`` times that temperature: a seat costs tens of
    points, a class hundreds.
    """

    ruins: int = 1000
    steps: int = 2000
    hot: float = 60.0
    cold: float = 3.0
    calm: float = 0.03


class Chain:
    """Searches from a roster; the same seed, roster and effort give the same result."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.board = board_of(problem)
        self.free: Ints = np.array(
            [i for i in sorted(problem.groups_of) if self.board.people[i, MOVABLE]], dtype=np.int64
        )
        self.room = len(problem.groups) + sum(
            min(g.count, max(1, len(self.free) // max(1, g.minimum)))
            for g in problem.groups
            if g.run is None
        )

    def improve(
        self,
        roster: Roster,
        effort: Effort,
        seed: int,
        over: Callable[[], bool] = lambda: False,
    ) -> Roster:
        """The best roster met, never worse than the one given; ends early once ``over`` says so.

        Teachers certified in part, and rules between classes alone, are not looked at: the
        result is to be checked.
        """
        walk = self.walk(roster, effort, seed)
        walk.go_on(effort.ruins, over)
        return walk.best

    def walk(self, roster: Roster, effort: Effort, seed: int, sites: Ints = NOWHERE) -> Walk:
        """A search like that of :meth:`improve`, to be gone on with in parts.

        ``sites`` (n x 4: group, variant, level, learnability) are places to look at when a class
        is opened.
        """
        return Walk(self, roster, effort, seed, sites)

    def prepare(self) -> None:
        """Load the compiled code; the first time after an installation it is compiled, which
        takes half a minute or more.
        """
        now, spare, best = (self._place(()) for _ in range(3))
        sow(0)
        run(self.board, now, spare, best, self.free, NOWHERE, 0, 0, *_numbers(Effort()))

    def _place(self, roster: Roster) -> State:
        """The roster laid on the board."""
        b, problem = self.board, self.problem
        state = new_state(b, self.room)
        for k, built in enumerate(roster):
            group = problem.groups[built.group]
            held = [int(i) for i in group.who[list(group.fixed)]]
            members = [*held, *sorted(set(built.members) - set(held))]
            seats = [int(problem.room_capacity[r]) for r in built.rooms if r >= 0]
            cap = min([group.maximum, *seats])
            staff = sum(staff_terms(problem, group, built).values())
            state.classes[k] = (group.index, built.variant, len(members), cap, staff)
            state.rows[MEMBER, k, : len(members)] = members
            state.rows[LEVEL, k, : len(members)] = np.sort(b.people[members, SCORE])
            state.rows[LEARNABILITY, k, : len(members)] = np.sort(b.people[members, LEARN])
            state.crew[TEACHER, k, : len(built.teachers)] = built.teachers
            state.crew[ROOM, k, : len(built.rooms)] = built.rooms
            state.seat[members] = k
            state.opened[group.index] += 1
            hold(b, state, k, 1)
        state.total[0] = objective_of(problem, roster)
        return state

    def _read(self, state: State) -> Roster:
        found = []
        for k in np.flatnonzero(state.classes[:, GROUP] >= 0):
            sessions = int(self.board.kinds[state.classes[k, GROUP], SESSIONS])
            found.append(
                Built(
                    int(state.classes[k, GROUP]),
                    int(state.classes[k, VARIANT]),
                    tuple(sorted(int(i) for i in state.rows[MEMBER, k, : state.classes[k, SIZE]])),
                    tuple(int(j) for j in state.crew[TEACHER, k, :sessions]),
                    tuple(int(r) for r in state.crew[ROOM, k, :sessions]),
                )
            )
        return tidy(found)


class Walk:
    """One chain of changes, from hot to cold, that can be interrupted."""

    def __init__(
        self, chain: Chain, roster: Roster, effort: Effort, seed: int, sites: Ints
    ) -> None:
        self._chain, self._roster, self._effort, self._seed = chain, roster, effort, seed
        self._sites, self._turn = sites, 0
        self._states = tuple(chain._place(roster) for _ in range(3))

    @property
    def ruins(self) -> int:
        """How many ruins it has in all."""
        return self._effort.ruins

    @property
    def over(self) -> bool:
        """Whether all its ruins have been made."""
        return self._turn >= self._effort.ruins or not len(self._chain.free)

    def go_on(self, ruins: int, over: Callable[[], bool] = lambda: False) -> int:
        """Up to so many ruins more, fewer once ``over`` says so; how many there were."""
        first, chain = self._turn, self._chain
        end = first if self.over else min(first + ruins, self._effort.ruins)
        sow((self._seed + first) % 2**31)
        while self._turn < end and not over():
            last = min(self._turn + TURNS, end)
            now, spare, best = self._states
            run(
                chain.board, now, spare, best, chain.free, self._sites, self._turn, last,
                *_numbers(self._effort),
            )  # fmt: skip
            self._turn = last
        return self._turn - first

    def end_after(self, ruins: int) -> None:
        """Cool down so as to be cold after so many ruins more."""
        self._effort = replace(self._effort, ruins=self._turn + max(1, ruins))

    @property
    def best(self) -> Roster:
        """The best roster met, never worse than the one begun with."""
        now = self._states[2]
        if int(now.total[0]) < objective_of(self._chain.problem, self._roster):
            return self._chain._read(now)
        return self._roster


def _numbers(effort: Effort) -> tuple[int, int, float, float, float]:
    return effort.ruins, effort.steps, effort.hot, effort.cold, effort.calm


@njit(cache=True, nogil=True)
def sow(seed):  # type: ignore[no-untyped-def]
    """Start this thread's chance in compiled code anew."""
    np.random.seed(seed)


@njit(cache=True, nogil=True, error_model="numpy")
def run(  # type: ignore[no-untyped-def]
    b, now, spare, best, free, sites, first, last, ruins, steps, hot, cold, calm
):
    """Anneal from ``now``, turns ``first`` to ``last`` of ``ruins``; ``best`` ends as the
    cheapest plan met, ``spare`` is scratch.
    """
    most = 1
    for g in range(b.kinds.shape[0]):
        most = max(most, b.kinds[g, WHO_END] - b.kinds[g, WHO_AT])
    price = np.empty(b.people.shape[0])
    values = np.empty(most)
    chosen = np.empty(b.kinds[:, MOST].max() + 1, dtype=np.int64)
    picked = np.empty(b.kinds[:, MOST].max() + 1, dtype=np.int64)
    for turn in range(first, last):
        temperature = hot * (cold / hot) ** (turn / max(1, ruins - 1))
        copy_state(now, spare)
        centre = ruin(b, now, free)
        recreate(b, now, free, centre, sites, 6, price, values, chosen, picked)
        wander(b, now, free, steps, temperature * calm)
        delta = now.total[0] - spare.total[0]
        if delta > 0 and not delta < -temperature * np.log(1.0 - np.random.random()):
            copy_state(spare, now)
        if now.total[0] < best.total[0]:
            copy_state(now, best)


@compiled
def ruin(b, st, free):  # type: ignore[no-untyped-def]
    """Take down up to three related classes, and some of those who sit near them elsewhere;
    who it is about.
    """
    centre = free[np.random.randint(free.shape[0])]
    if np.random.random() < 0.6:  # around somebody who waits, if anybody does
        waits = somebody_waiting(st, free)
        centre = waits if waits >= 0 else centre
    level, learn = b.people[centre, SCORE], b.people[centre, LEARN]
    kind = np.random.random()
    for _ in range(np.random.randint(0, 4)):
        if kind < ALIKE:
            k = nearest_closable(b, st, level)
        elif kind < STAFF:
            k = closable_with_staff(b, st, centre)
        else:
            k = any_closable(b, st)
        if k >= 0:
            empty(b, st, k)
            close_class(b, st, k)
    loosen(b, st, free, level, learn, np.random.randint(0, 16))
    return centre


__all__ = ["Board", "Chain", "Effort", "Walk"]
