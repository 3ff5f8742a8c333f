"""The planning problem: which learners can take which series, at what cost, in which groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import combinations

import numpy as np
import numpy.typing as npt

from models import School, Slot
from models.activities import Activity, Interpreter, Trainer
from models.activity_plan import Rosters
from models.activity_policy import ActivityWeights
from solver.activities.earlier import Dates, Earlier
from solver.activities.series import SeriesSet
from solver.activities.words import DUTCH, tongue
from solver.rules.view import inside

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Languages = tuple[str, ...]
Teams = list[tuple[int | None, list[str]]]


@dataclass(frozen=True, slots=True, order=True)
class Opening:
    """A group that may be opened: series, what its members share, its languages.

    ``copy`` numbers groups that are alike in all of this; ``rows`` are the candidates, as rows
    of the line.
    """

    line: int
    series: int
    shares: tuple[str, ...]
    languages: Languages
    copy: int
    rows: tuple[int, ...]


@dataclass
class Line:
    """One activity with the learners who could take part in it.

    Arrays have a row per learner (``who``) and a column per series. ``unserved`` is what it
    costs to leave a learner out.
    """

    activity: Activity
    series: SeriesSet
    who: list[int]
    allow: Bools
    pay: Ints
    unserved: Ints
    shares: list[tuple[str, ...]]
    tongues: list[Languages]
    hours_cost: Ints
    interpreter_cost: Ints

    @cached_property
    def row(self) -> dict[int, int]:
        """The row of every learner in ``who``."""
        return {i: r for r, i in enumerate(self.who)}

    @classmethod
    def of_dates(
        cls, activity: Activity, series: SeriesSet, weights: ActivityWeights | None = None
    ) -> Line:
        """The series alone, before anybody is entered."""
        hour = weights.group_hour if weights else 0
        interpreted = weights.interpreter_hour if weights else 0
        none = np.zeros((0, len(series)), dtype=np.int64)
        return cls(
            activity,
            series,
            [],
            none.astype(np.bool_),
            none,
            none[:, 0] if len(series) else np.zeros(0, dtype=np.int64),
            [],
            [],
            (hour * series.minutes + 30) // 60,
            (interpreted * series.minutes + 30) // 60,
        )


@dataclass
class Problem:
    """A school's activities, indexed. ``refused`` says which rule leaves a learner (reference)
    no series of an activity; ``later`` who is not ready for it within the horizon.
    """

    school: School
    rosters: Rosters
    until: date
    lines: list[Line]
    earlier: Earlier = field(default_factory=Earlier)
    refused: dict[tuple[str, str], str] = field(default_factory=dict)
    later: dict[tuple[str, str], str] = field(default_factory=dict)
    _staff: dict[tuple[int, int, Languages], Teams] = field(default_factory=dict)
    _speakers: dict[tuple[int, int, str], list[int]] = field(default_factory=dict)
    _rooms: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    _slots_of: dict[tuple[int, int], set[Slot]] = field(default_factory=dict)
    _free: dict[tuple[tuple[Slot, ...], Slot], bool] = field(default_factory=dict)

    @cached_property
    def done(self) -> set[tuple[str, str]]:
        """Learner and activity of whoever need not take part (any more)."""
        over = {(r.learner, r.activity) for r in self.school.activity_records if not r.joins}
        return over | self.earlier.finished.keys()

    @cached_property
    def place(self) -> dict[str, int]:
        """The place of every learner in the school's list."""
        return {x.reference: n for n, x in enumerate(self.school.learners)}

    def others_at_home(self, i: int) -> list[int]:
        """The other learners of a learner's household, all as places in the school's list."""
        return [
            self.place[x.reference] for x in self.school.others_at_home(self.school.learners[i])
        ]

    def dates(self, opening: Opening) -> Dates:
        """By what a group of this opening is told to be one of the earlier plan."""
        line = self.lines[opening.line]
        meetings = line.series.series[opening.series]
        return self.earlier.dates(line.activity.reference, opening.shares, meetings)

    def at_most(self, opening: Opening) -> int:
        """How many groups may go on from what has been held of this opening."""
        return len(self.earlier.going_on.get(self.dates(opening), ()))

    def part_of(self, opening: Opening) -> tuple[int, tuple[str, ...]]:
        """The part of the problem that an opening belongs to: its line, and what members share.

        Whoever shares something else than when his or her group began ties two parts together.
        """
        line = opening.line
        return line, self._tied[line].get(opening.shares, opening.shares)

    @cached_property
    def _tied(self) -> list[dict[tuple[str, ...], tuple[str, ...]]]:
        found = []
        for line in self.lines:
            name: dict[tuple[str, ...], tuple[str, ...]] = {}
            for row, shares in enumerate(line.shares):
                own = self.own(line, row)
                if own is not None and own[1] != shares:
                    a, b = (name.get(x, x) for x in (shares, own[1]))
                    name |= {x: a for x, known in name.items() if known == b}
                    name |= {shares: a, own[1]: a, b: a}
            found.append(name)
        return found

    def own(self, line: Line, row: int) -> Dates | None:
        """The group that has begun with the learner of a row in it."""
        learner = self.school.learners[line.who[row]].reference
        return self.earlier.own.get((learner, line.activity.reference))

    def has_begun(self, opening: Opening) -> bool:
        """Whether a group of this opening has had meetings already."""
        return bool(self.lines[opening.line].series.begun[opening.series])

    def least(self, opening: Opening) -> int:
        """Fewest members; a group that has begun goes on with whoever is left."""
        return 1 if self.has_begun(opening) else self.lines[opening.line].activity.minimum

    def wanted(self, opening: Opening) -> int:
        """Members below which seats count as empty; nobody joins a group that has begun."""
        return 0 if self.has_begun(opening) else self.lines[opening.line].activity.wanted

    def copies(self, opening: Opening) -> list[Opening]:
        """The groups alike that there may be, of which this is one."""
        parallel = self.lines[opening.line].activity.parallel
        most = self.at_most(opening) if self.has_begun(opening) else parallel
        most = min(most, len(opening.rows) // self.least(opening))
        return [replace(opening, copy=copy) for copy in range(most)]

    @property
    def weights(self) -> ActivityWeights:
        """Weights of the goals."""
        return self.school.activity_policy.weights

    def trainers(self, line: int) -> list[Trainer]:
        """Who may lead groups of a line's activity."""
        return self.trainers_of(self.lines[line].activity)

    def trainers_of(self, activity: Activity) -> list[Trainer]:
        """Who may lead groups of an activity."""
        return [t for t in self.school.trainers if activity.reference in t.activities]

    def free_at(self, person: Trainer | Interpreter, line: int, series: int) -> bool:
        """Whether somebody is available at all meetings of a series."""
        return all(self._is_free(person, slot) for slot in self._slots(line, series))

    def _slots(self, line: int, series: int) -> set[Slot]:
        key = (line, series)
        if key not in self._slots_of:
            self._slots_of[key] = {m.slot for m in self.lines[line].series.coming(series)}
        return self._slots_of[key]

    def _is_free(self, person: Trainer | Interpreter, slot: Slot) -> bool:
        key = (person.available, slot)
        if key not in self._free:
            self._free[key] = inside(slot, person.available)
        return self._free[key]

    def staff(self, line: int, series: int, languages: Languages) -> Teams:
        """Trainers (index in the school's list; ``None``: nobody is planned) who can lead such
        a group, each with the languages that then need an interpreter.
        """
        key = (line, series, languages)
        if key not in self._staff:
            self._staff[key] = self._teams(line, series, languages)
        return self._staff[key]

    def _teams(self, line: int, series: int, languages: Languages) -> Teams:
        activity = self.lines[line].activity
        always = [tongue(x) for x in activity.always_interpreted]
        wanted = [x for x in languages if x != DUTCH]
        found: Teams = []
        teams: list[tuple[int | None, Languages]] = [
            (i, tuple(tongue(x) for x in t.languages))
            for i, t in enumerate(self.school.trainers)
            if activity.reference in t.activities and self.free_at(t, line, series)
        ]
        if not self.trainers(line):
            teams = [(None, ())]
        for index, spoken in teams:
            missing = [x for x in wanted if x not in spoken and x not in always]
            if missing and not activity.interpreters:
                continue
            needed = list(dict.fromkeys([*always, *missing]))
            if all(self.interpreters(line, series, x) for x in needed):
                found.append((index, needed))
        return found

    def interpreters(self, line: int, series: int, language: str) -> list[int]:
        """Interpreters of a language who are available at all meetings of a series."""
        key = (line, series, language)
        if key not in self._speakers:
            self._speakers[key] = [
                i
                for i, p in enumerate(self.school.interpreters)
                if language in map(tongue, p.languages) and self.free_at(p, line, series)
            ]
        return self._speakers[key]

    def rooms(self, line: int, series: int) -> list[int]:
        """Rooms that are open and free of lessons at all (physical) meetings of a series."""
        key = (line, series)
        if key not in self._rooms:
            self._rooms[key] = self._open_rooms(line, series)
        return self._rooms[key]

    def _open_rooms(self, line: int, series: int) -> list[int]:
        activity = self.lines[line].activity
        meetings = [m for m in self.lines[line].series.coming(series) if not m.online]
        found = []
        for i, room in enumerate(self.school.rooms):
            if room.reference not in activity.rooms:
                continue
            lessons = self.rosters.in_rooms.get(room.reference, [])
            if all(inside(m.slot, room.opening) for m in meetings) and not any(
                x.begins < m.ends and m.begins < x.ends for m in meetings for x in lessons
            ):
                found.append(i)
        return found

    @cached_property
    def openings(self) -> list[Opening]:
        """Every group that could be opened with enough candidates and somebody to lead it."""
        found = []
        for index, line in enumerate(self.lines):
            for shares in sorted(set(line.shares)):
                alike = [r for r, x in enumerate(line.shares) if x == shares]
                for languages in self._languages(line, alike):
                    rows = [
                        r for r in alike if not languages or set(languages) & set(line.tongues[r])
                    ]
                    series = np.flatnonzero(~line.series.begun)
                    found += self._opened(index, shares, languages, rows, series)
            found += self._going_on(index, line)
        return found

    def _going_on(self, index: int, line: Line) -> list[Opening]:
        """Openings of groups that have begun, on all dates on which they could go on."""
        found = []
        own = [self.own(line, row) for row in range(len(line.who))]
        for dates in self.earlier.going_on:
            members = [row for row, name in enumerate(own) if name == dates]
            held = [s for s in range(len(line.series)) if line.series.starts_held(s) == dates[2]]
            for languages in self._languages(line, members):
                spoken = set(languages)
                rows = [r for r in members if not languages or spoken & set(line.tongues[r])]
                found += self._opened(index, dates[1], languages, rows, held)
        return found

    def _languages(self, line: Line, rows: Sequence[int]) -> list[Languages]:
        if not line.activity.by_language:
            return [()]
        spoken = sorted({x for r in rows for x in line.tongues[r]})
        sizes = range(1, min(line.activity.max_languages, len(spoken)) + 1)
        return [c for size in sizes for c in combinations(spoken, size)]

    def _opened(
        self,
        index: int,
        shares: tuple[str, ...],
        languages: Languages,
        rows: Sequence[int],
        series: Iterable[int],
    ) -> list[Opening]:
        line = self.lines[index]
        found = []
        candidates = np.array(rows, dtype=np.int64)
        for s in map(int, series):
            able = tuple(candidates[line.allow[candidates, s]].tolist())
            opening = Opening(index, s, shares, languages, 0, able)
            if len(able) >= self.least(opening) and self.can_lead(index, s, languages):
                found += self.copies(opening)
        return found

    def can_lead(self, index: int, series: int, languages: Languages) -> bool:
        """Whether there is somebody to lead a group, and a room if it needs one."""
        activity = self.lines[index].activity
        if activity.rooms and not self.rooms(index, series):
            return False
        return bool(self.staff(index, series, languages))

    def extra(self, opening: Opening) -> int:
        """Interpreters a group needs whoever leads it."""
        teams = self.staff(opening.line, opening.series, opening.languages)
        return min((len(needed) for _, needed in teams), default=0)
