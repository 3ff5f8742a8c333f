"""The planning problem: which learners can take which series, at what cost, in which groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations

import numpy as np
import numpy.typing as npt

from models import BusyWindow, School
from models.activities import Activity, ActivityRecord, Interpreter, Trainer
from models.activity_plan import ActivityPlan, Rosters
from models.activity_policy import ActivityWeights
from solver.activities import people
from solver.activities.earlier import Earlier
from solver.activities.pair import Diary, Pair
from solver.activities.rules import GOALS, HARD
from solver.activities.series import SeriesSet, series_of
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

    @property
    def key(self) -> tuple[int, tuple[str, ...], Languages]:
        """All that sets its candidates apart but the dates."""
        return self.line, self.shares, self.languages


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
        activity = self.lines[opening.line].activity
        most = min(activity.parallel, len(opening.rows) // self.least(opening))
        return [replace(opening, copy=copy) for copy in range(most)]

    @property
    def weights(self) -> ActivityWeights:
        """Weights of the goals."""
        return self.school.activity_policy.weights

    def trainers(self, line: int) -> list[Trainer]:
        """Who may lead groups of a line's activity."""
        reference = self.lines[line].activity.reference
        return [t for t in self.school.trainers if reference in t.activities]

    def free_at(self, person: Trainer | Interpreter, line: int, series: int) -> bool:
        """Whether somebody is available at all meetings of a series."""
        meetings = self.lines[line].series.coming(series)
        return all(inside(m.slot, person.available) for m in meetings)

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
                    found += self._opened(index, shares, languages, np.array(rows, dtype=np.int64))
        return found

    def _languages(self, line: Line, rows: Sequence[int]) -> list[Languages]:
        if not line.activity.by_language:
            return [()]
        spoken = sorted({x for r in rows for x in line.tongues[r]})
        sizes = range(1, min(line.activity.max_languages, len(spoken)) + 1)
        return [c for size in sizes for c in combinations(spoken, size)]

    def _opened(
        self, index: int, shares: tuple[str, ...], languages: Languages, rows: Ints
    ) -> list[Opening]:
        line = self.lines[index]
        found = []
        for s in range(len(line.series)):
            able = tuple(rows[line.allow[rows, s]].tolist())
            opening = Opening(index, s, shares, languages, 0, able)
            if len(able) >= self.least(opening) and self._can_lead(index, s, languages):
                found += self.copies(opening)
        return found

    def _can_lead(self, index: int, series: int, languages: Languages) -> bool:
        activity = self.lines[index].activity
        if activity.rooms and not self.rooms(index, series):
            return False
        return bool(self.staff(index, series, languages))

    def extra(self, opening: Opening) -> int:
        """Interpreters a group needs whoever leads it."""
        teams = self.staff(opening.line, opening.series, opening.languages)
        return min((len(needed) for _, needed in teams), default=0)


def build(
    school: School,
    rosters: Rosters,
    previous: ActivityPlan | None = None,
    until: date | None = None,
) -> Problem:
    """Index a school's group activities; the rules say what each learner can take."""
    last = until or school.start + timedelta(weeks=school.activity_policy.horizon_weeks)
    problem = Problem(school, rosters, last, [], Earlier.of(previous))
    going_on = problem.earlier.going_on(school)
    records = {(r.learner, r.activity): r for r in school.activity_records}
    diaries = {
        x.reference: Diary(sorted(rosters.lessons.get(x.reference, ()))) for x in school.learners
    }
    homes: dict[str, list[str]] = {}
    for learner in school.learners:
        if learner.household:
            homes.setdefault(learner.household, []).append(learner.reference)
    for activity in school.activities:
        if activity.is_group:
            dates = series_of(activity, school.stages, school.calendar, school.start, last)
            begun = [g.meetings for g in going_on if g.activity == activity.reference]
            series = dates.going_on(begun, school.start)
            problem.lines.append(_line(problem, activity, series, records, diaries, homes))
    return problem


def _line(
    problem: Problem,
    activity: Activity,
    series: SeriesSet,
    records: dict[tuple[str, str], ActivityRecord],
    diaries: dict[str, Diary],
    homes: dict[str, list[str]],
) -> Line:
    school, class_of = problem.school, dict(problem.rosters.class_of)
    windows: dict[str, list[BusyWindow]] = {}
    for window in school.busy_windows:
        windows.setdefault(window.person, []).append(window)
    who, allow, pay, unserved = [], [], [], []
    shares, tongues = [], []
    for index, learner in enumerate(school.learners):
        name = (learner.reference, activity.reference)
        record = records.get(name)
        if not people.takes_part(school, activity, learner, record):
            continue
        begun = problem.earlier.has_begun(name, series)
        if not begun and not people.is_ready(activity, learner, record):
            problem.later[name] = "level"
            continue
        if not begun and people.earliest(school, activity, learner, record) > problem.until:
            problem.later[name] = "too_early"
            continue
        common = people.in_common(activity, learner, class_of)
        spoken = people.understood(activity, learner)
        if common is None or (activity.by_language and not spoken):
            problem.refused[name] = "no_class" if common is None else "no_language"
            continue
        others = [r for r in homes.get(learner.household or "", []) if r != learner.reference]
        pair = Pair(
            school,
            learner,
            activity,
            record,
            series,
            diaries[learner.reference],
            windows.get(learner.reference, []),
            [diaries[r] for r in others],
            problem.earlier.begins.get(name),
            problem.until,
        )
        mask = _allowed(problem, pair, name)
        if mask is None:
            continue
        who.append(index)
        allow.append(mask)
        pay.append(sum((r.pay(pair) for r in GOALS if r.pay is not None), pair.nothing))
        unserved.append(_unserved(pair))
        shares.append(common)
        tongues.append(spoken)
    size = (len(who), len(series))
    weights = school.activity_policy.weights
    return Line(
        activity,
        series,
        who,
        np.array(allow, dtype=np.bool_).reshape(size),
        np.array(pay, dtype=np.int64).reshape(size),
        np.array(unserved, dtype=np.int64),
        shares,
        tongues,
        (weights.group_hour * series.minutes + 30) // 60,
        (weights.interpreter_hour * series.minutes + 30) // 60,
    )


def _allowed(problem: Problem, pair: Pair, name: tuple[str, str]) -> Bools | None:
    """Series that a learner can take; ``None`` when there are none, and then why."""
    mask = pair.all
    if not len(pair.series):
        problem.refused[name] = "no_dates"
        return None
    for rule in HARD:
        if rule.allow is not None:
            mask = mask & rule.allow(pair)
            if not mask.any():
                problem.refused[name] = rule.name
                return None
    return mask


def _unserved(pair: Pair) -> int:
    """Cost of leaving a learner out: never less than the latest place would cost in time."""
    weights = pair.school.activity_policy.weights
    begins = people.earliest(pair.school, pair.activity, pair.learner, pair.record)
    ends = people.due(pair.activity, pair.learner)
    cost: int = weights.unplanned + weights.week_waiting * ((pair.until - begins).days // 7)
    if ends is not None:
        late = max(0, (pair.until - max(ends, pair.school.start)).days // 7)
        cost += weights.week_late * late
    if pair.mine.any():
        cost += weights.begun_anew
    return cost
