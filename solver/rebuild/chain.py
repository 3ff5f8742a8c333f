"""The search: simulated annealing over learners, ruin and recreate over classes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numba import njit

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
from solver.rebuild.compiling import compiled
from solver.rebuild.moves import (
    closable,
    empty,
    loosen,
    nearest_closable,
    recreate,
    wander,
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
    WAITS,
    State,
    copy_state,
    new_state,
)  # fmt: skip
from solver.roster import Built, Roster, objective_of, staff_terms, tidy

NOWHERE: Ints = np.zeros((0, 4), dtype=np.int64)
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
        sites: Ints = NOWHERE,
        over: Callable[[], bool] = lambda: False,
    ) -> Roster:
        """The best roster met, never worse than the one given; ends early once ``over`` says so.

        ``sites`` (n x 4: group, variant, level, learnability) are places to look at when a class
        is opened. Teachers certified in part, and rules between classes alone, are not looked
        at: the result is to be checked.
        """
        if not len(self.free):
            return roster
        now, spare, best = (self._place(roster) for _ in range(3))
        before = int(now.total[0])
        sow(seed)
        for turn in range(0, effort.ruins, TURNS):
            if over():
                break
            last = min(turn + TURNS, effort.ruins)
            run(self.board, now, spare, best, self.free, sites, turn, last, *_numbers(effort))
        return self._read(best) if best.total[0] < before else roster

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
    price = np.empty(most)
    values = np.empty(most)
    chosen = np.empty(b.kinds[:, MOST].max() + 1, dtype=np.int64)
    picked = np.empty(b.kinds[:, MOST].max() + 1, dtype=np.int64)
    for turn in range(first, last):
        temperature = hot * (cold / hot) ** (turn / max(1, ruins - 1))
        copy_state(now, spare)
        ruin(b, now, free)
        recreate(b, now, free, sites, 6, price, values, chosen, picked)
        wander(b, now, free, steps, temperature * calm)
        delta = now.total[0] - spare.total[0]
        if delta > 0 and not delta < -temperature * np.log(1.0 - np.random.random()):
            copy_state(spare, now)
        if now.total[0] < best.total[0]:
            copy_state(now, best)


@compiled
def ruin(b, st, free):  # type: ignore[no-untyped-def]
    """Take down up to three related classes, and some of those who sit near them elsewhere."""
    centre = free[np.random.randint(free.shape[0])]
    if np.random.random() < 0.6:  # around somebody who waits, if anybody does
        seen = 0
        for i in free:
            if st.seat[i] == WAITS:
                seen += 1
                if np.random.randint(seen) == 0:
                    centre = i
    level, learn = b.people[centre, SCORE], b.people[centre, LEARN]
    for _ in range(np.random.randint(0, 4)):
        k = nearest_closable(b, st, level)
        if np.random.random() < 0.25:
            k = np.random.randint(st.classes.shape[0])
        if k >= 0 and closable(b, st, k):
            empty(b, st, k)
            close_class(b, st, k)
    loosen(b, st, free, level, learn, np.random.randint(0, 16))


__all__ = ["Board", "Chain", "Effort"]
