"""A first plan: open the group that saves most, again and again."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from models.activities import SpouseRule
from models.activity_plan import Meeting
from solver.activities.earlier import Dates
from solver.activities.earlier import Staff as EarlierStaff
from solver.activities.model import Group
from solver.activities.problem import Ints, Opening, Problem

Staff = tuple[int | None, tuple[tuple[str, int], ...], int | None]
"""Trainer, interpreters by language, and room, as places in the school's lists."""


class Greedy:
    """What is taken so far, and the next best group.

    ``worth`` is what a seat is worth to every learner of every line: what it saves not to leave
    somebody out, unless the relaxation's prices say better.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.groups: list[Group] = []
        self.left = [set(range(len(line.who))) for line in problem.lines]
        self.booked: dict[tuple[str, int], list[Meeting]] = {}
        self.ends: dict[tuple[int, str], int] = {}
        self.count = [0] * len(problem.lines)
        self.led: dict[int, int] = {}
        self.worth = [line.unserved for line in problem.lines]
        self.going_on: Counter[Dates] = Counter()

    def take(self, group: Group) -> None:
        """Enter a group into the books."""
        opening = group.opening
        line = self.problem.lines[opening.line]
        meetings = line.series.series[opening.series]
        self.groups.append(group)
        self.count[opening.line] += 1
        self.going_on[self.problem.dates(opening)] += 1
        for i in group.members:
            self.left[opening.line].discard(line.row[i])
            self._book("learner", i, meetings)
            self.ends[i, line.activity.reference] = meetings[-1].ends
        if group.trainer is not None:
            self._book("trainer", group.trainer, meetings)
            self.led[group.trainer] = self.led.get(group.trainer, 0) + 1
        for _, p in group.interpreting:
            self._book("interpreter", p, meetings)
        if group.room is not None:
            self._book("room", group.room, [m for m in meetings if not m.online])

    def _book(self, kind: str, index: int, meetings: Sequence[Meeting]) -> None:
        first = self.problem.school.start
        self.booked.setdefault((kind, index), []).extend(m for m in meetings if m.day >= first)

    def free(self, kind: str, index: int, meetings: Sequence[Meeting]) -> bool:
        """Whether somebody (or a room) is free for all meetings."""
        way = self.problem.school.way_between
        for mine in self.booked.get((kind, index), ()):
            for m in meetings:
                if mine.day == m.day:
                    gap = 0 if kind == "room" else way(mine.location, m.location)
                    if mine.start < m.end + gap and m.start < mine.end + gap:
                        return False
        return True

    def best_group(self, opening: Opening) -> tuple[float, Group] | None:
        """What a group of this opening would save now, with its members and staff."""
        problem, line = self.problem, self.problem.lines[opening.line]
        activity = line.activity
        if self._is_full(opening):
            return None
        meetings = line.series.series[opening.series]
        rows = [r for r in opening.rows if r in self.left[opening.line]]
        if len(rows) < problem.least(opening):
            return None
        saved = self.worth[opening.line][rows] - line.pay[rows, opening.series]
        members: list[int] = []
        total = 0.0
        for at in np.argsort(-saved, kind="stable"):
            i = line.who[rows[at]]
            if len(members) >= activity.maximum or saved[at] <= 0:
                break
            if self._may_join(i, opening, meetings, members):
                members.append(i)
                total += float(saved[at])
        staff = self._staff(opening, meetings, len(members))
        if len(members) < problem.least(opening) or staff is None:
            return None
        trainer, interpreting, room = staff
        total -= float(line.hours_cost[opening.series])
        total -= len(interpreting) * float(line.interpreter_cost[opening.series])
        total -= problem.weights.empty_seat * max(0, problem.wanted(opening) - len(members))
        if total <= 0:
            return None
        return total, Group(opening, frozenset(members), trainer, interpreting, room)

    def _is_full(self, opening: Opening) -> bool:
        """Whether there are as many groups as may be, of the activity or of one that goes on."""
        most = self.problem.lines[opening.line].activity.max_groups
        if most is not None and self.count[opening.line] >= most:
            return True
        if not self.problem.has_begun(opening):
            return False
        return self.going_on[self.problem.dates(opening)] >= self.problem.at_most(opening)

    def can_be_led(self, opening: Opening) -> bool:
        """Whether trainer, interpreters and room can still be found for a group."""
        line = self.problem.lines[opening.line]
        meetings = line.series.series[opening.series]
        return self._staff(opening, meetings, self.problem.least(opening)) is not None

    def _may_join(
        self, i: int, opening: Opening, meetings: Sequence[Meeting], members: list[int]
    ) -> bool:
        school = self.problem.school
        activity = self.problem.lines[opening.line].activity
        name = school.learners[i].reference
        begun = self.problem.has_begun(opening)
        for reference in () if begun else activity.after:
            finished = self.ends.get((i, reference), 10**12)
            if (name, reference) not in self.problem.done and finished > meetings[0].begins:
                return False
        if activity.spouses is not SpouseRule.NOTHING:
            spouses = self.problem.others_at_home(i)
            if activity.spouses is SpouseRule.TOGETHER:
                if activity.spouses_hard and spouses:
                    return False
            elif any(j in members for j in spouses) or (
                activity.spouses is SpouseRule.ALTERNATING
                and not all(self.free("learner", j, meetings) for j in spouses)
            ):
                return False
        return self.free("learner", i, meetings)

    def _staff(self, opening: Opening, meetings: Sequence[Meeting], size: int) -> Staff | None:
        """Trainer, interpreters and room for a group; those of an earlier plan if they are free."""
        problem, activity = self.problem, self.problem.lines[opening.line].activity
        known = problem.earlier.staff_of(activity.reference, opening.shares, meetings)
        before = known or EarlierStaff()
        room = self._room(opening, meetings, size, before.rooms) if activity.rooms else None
        if activity.rooms and room is None:
            return None
        school, interpreters = problem.school, problem.school.interpreters
        other = [t.reference not in before.trainers for t in school.trainers]
        teams = [
            (t is None or other[t], len(needed), t, needed)
            for t, needed in problem.staff(opening.line, opening.series, opening.languages)
        ]
        for _, _, trainer, needed in sorted(teams, key=lambda team: team[:2]):
            if trainer is not None and not self._can_lead(trainer, meetings):
                continue
            booked = []
            for language in needed:
                people = problem.interpreters(opening.line, opening.series, language)
                same = before.interpreters.get(language, set())
                people = sorted(people, key=lambda p: interpreters[p].reference not in same)
                who = next((p for p in people if self.free("interpreter", p, meetings)), None)
                if who is None:
                    break
                booked.append((language, who))
            if len(booked) == len(needed):
                return trainer, tuple(booked), room
        return None

    def _can_lead(self, trainer: int, meetings: Sequence[Meeting]) -> bool:
        most = self.problem.school.trainers[trainer].max_groups
        if most is not None and self.led.get(trainer, 0) >= most:
            return False
        return self.free("trainer", trainer, meetings)

    def _room(
        self,
        opening: Opening,
        meetings: Sequence[Meeting],
        size: int,
        before: set[str | None],
    ) -> int | None:
        held = [m for m in meetings if not m.online]
        rooms = self.problem.school.rooms
        able = self.problem.rooms(opening.line, opening.series)
        for r in sorted(able, key=lambda r: rooms[r].reference not in before):
            if rooms[r].capacity >= size and self.free("room", r, held):
                return r
        return None

    def keep(self, openings: Sequence[Opening]) -> None:
        """Take the groups of the earlier plan again, with those members who still can; a group
        that has begun on the dates on which most of them can, the nearest of these.
        """
        problem, earlier = self.problem, self.problem.earlier
        by_dates: dict[tuple[Dates, tuple[str, ...]], list[Opening]] = {}
        for opening in openings:
            key = (problem.dates(opening), opening.languages)
            by_dates.setdefault(key, []).append(opening)
        for group in earlier.groups:
            dates = earlier.dates(group.activity, group.shares, group.meetings)
            same = by_dates.get((dates, group.languages), [])
            before = earlier.members[group.reference]
            found = [again for o in same if (again := self._again(o, before)) is not None]
            if found:
                chosen = min(found, key=lambda g: (-len(g.members), self._pay(g), g.opening))
                same.remove(chosen.opening)
                self.take(chosen)

    def _pay(self, group: Group) -> int:
        line, opening = self.problem.lines[group.opening.line], group.opening
        rows = [r for r in opening.rows if line.who[r] in group.members]
        return int(line.pay[rows, opening.series].sum())

    def _again(self, opening: Opening, before: Sequence[str]) -> Group | None:
        line, school = self.problem.lines[opening.line], self.problem.school
        meetings = line.series.series[opening.series]
        members: list[int] = []
        for r in opening.rows:
            i = line.who[r]
            mine = school.learners[i].reference in before and r in self.left[opening.line]
            if mine and self._may_join(i, opening, meetings, members):
                members.append(i)
        members = members[: line.activity.maximum]
        staff = self._staff(opening, meetings, len(members))
        if self._is_full(opening) or staff is None or len(members) < self.problem.least(opening):
            return None
        return Group(opening, frozenset(members), *staff)

    def fill(self, openings: Sequence[Opening], should_stop: Callable[[], bool]) -> None:
        """Open the group that saves most, again and again; what a group saves is worked out anew
        only when it is on top.
        """
        taken = {group.opening for group in self.groups}
        heap = [(-np.inf, opening) for opening in sorted(openings) if opening not in taken]
        while heap and not should_stop():
            _, opening = heapq.heappop(heap)
            found = self.best_group(opening)
            if found is None:
                continue
            saved, group = found
            if not heap or saved >= -heap[0][0]:
                self.take(group)
            else:
                heapq.heappush(heap, (-saved, opening))


def construct(problem: Problem, should_stop: Callable[[], bool], keep: bool = False) -> list[Group]:
    """A first plan; with ``keep`` the groups of the earlier plan come first."""
    greedy = Greedy(problem)
    if keep:
        greedy.keep(problem.openings)
    greedy.fill(problem.openings, should_stop)
    return greedy.groups


def guided(
    problem: Problem,
    worth: Sequence[Ints],
    promising: Sequence[Opening],
    should_stop: Callable[[], bool],
) -> list[Group]:
    """A plan that begins with promising openings, seats being worth what is given."""
    greedy = Greedy(problem)
    plain, greedy.worth = greedy.worth, list(worth)
    greedy.fill(promising, should_stop)
    greedy.worth = plain
    greedy.fill(problem.openings, should_stop)
    return greedy.groups
