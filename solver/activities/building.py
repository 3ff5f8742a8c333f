"""From a school to a planning problem: what every learner can take, and at what cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from models import Learner, School
from models.activities import Activity, ActivityRecord
from models.activity_plan import ActivityPlan, Rosters
from solver.activities import people
from solver.activities.continuing import (
    MISSED,
    Dates,
    Option,
    apart,
    cheapest,
    moved_points,
    options,
)
from solver.activities.earlier import Dates as Identity
from solver.activities.earlier import Earlier
from solver.activities.pair import Diary, Pair
from solver.activities.problem import Bools, Ints, Line, Problem
from solver.activities.rules import GOALS, HARD, spouses
from solver.activities.rules.free import missed
from solver.activities.series import SeriesSet, series_of
from solver.rules.view import inside

NEVER = 1000  # above any number of meetings


def build(
    school: School,
    rosters: Rosters,
    previous: ActivityPlan | None = None,
    until: date | None = None,
) -> Problem:
    """Index a school's group activities; the rules say what each learner can take."""
    last = until or school.start + timedelta(weeks=school.activity_policy.horizon_weeks)
    problem = Problem(school, rosters, last, [], Earlier.of(previous, school))
    books = _Books(problem)
    for activity in school.activities:
        if activity.is_group:
            series = series_of(activity, school.stages, school.calendar, school.start, last)
            rows = list(books.going_on(activity))
            problem.lines.append(books.line(activity, series.going_on(rows, school.start)))
    return problem


@dataclass
class _Books:
    """What is looked up for every learner and activity."""

    problem: Problem
    staying: set[tuple[str, str]] = field(default_factory=set)

    @cached_property
    def records(self) -> dict[tuple[str, str], ActivityRecord]:
        return {(r.learner, r.activity): r for r in self.problem.school.activity_records}

    @cached_property
    def diaries(self) -> dict[str, Diary]:
        lessons = self.problem.rosters.lessons
        learners = self.problem.school.learners
        return {x.reference: Diary(sorted(lessons.get(x.reference, ()))) for x in learners}

    def pair(self, learner: Learner, activity: Activity, series: SeriesSet) -> Pair:
        """One learner beside one activity."""
        problem, reference = self.problem, learner.reference
        name = (reference, activity.reference)
        own = problem.earlier.own.get(name)
        return Pair(
            problem.school,
            learner,
            activity,
            self.records.get(name),
            series,
            self.diaries[reference],
            problem.school.windows_of.get(reference, []),
            [self.diaries[x.reference] for x in problem.school.others_at_home(learner)],
            problem.earlier.begins.get(name),
            () if own is None else own[2],
            own is not None and name not in self.staying,
            problem.until,
        )

    # -- groups that have begun -----------------------------------------------------------------

    def going_on(self, activity: Activity) -> Iterator[Dates]:
        """Meetings of the groups that have begun, and the nearest dates they could move to."""
        for identity, groups in self.problem.earlier.going_on.items():
            if identity[0] == activity.reference:
                for meetings in dict.fromkeys(g.meetings for g in groups):
                    yield meetings
                    yield from self._elsewhere(activity, identity, meetings)

    def _elsewhere(
        self, activity: Activity, identity: Identity, meetings: Dates
    ) -> Sequence[Dates]:
        problem, school = self.problem, self.problem.school
        own = problem.earlier.own
        members = [
            x
            for x in school.learners
            if own.get((x.reference, activity.reference)) == identity
            and people.takes_part(
                school, activity, x, self.records.get((x.reference, activity.reference))
            )
        ]
        if not members:
            return []
        rows = options(school, activity, meetings, problem.until)
        absent = [self._absent(activity, row, members) for row in rows]
        weights = school.activity_policy.weights
        near = [
            [len(members) * moved_points(weights, was, m) for m in row]
            for was, row in zip(meetings, rows, strict=True)
        ]
        able = [[[True] * len(row) for row in rows]]
        able += [
            [[inside(m.slot, who.available) for m in row] for row in rows]
            for who in problem.trainers_of(activity)
        ]
        self._stay(activity, members, rows, absent, able[1:] or able)
        # All members; where that cannot be, all but one.
        everyone = list(range(len(members)))
        without = [everyone, *([x for x in everyone if x != out] for out in everyone)]
        found: dict[Dates, None] = {}
        languages = dict.fromkeys(g.languages for g in problem.earlier.going_on[identity])
        for these in without:
            for staffed in able:
                choices = [
                    [
                        Option(m, points + MISSED * int((away[these, k] > 0).sum()))
                        for k, (m, points) in enumerate(zip(row, cost, strict=True))
                        if free[k] or m.day < school.start
                    ]
                    for row, cost, away, free in zip(rows, near, absent, staffed, strict=True)
                ]
                for dates in cheapest(choices, apart(activity, school.stages)):
                    if any(self._led(activity, dates, spoken) for spoken in languages):
                        found.setdefault(dates)
            if these is everyone and self._suits(found, rows, absent):
                break
        return [dates for dates in found if dates != meetings]

    def _stay(
        self,
        activity: Activity,
        members: Sequence[Learner],
        rows: Sequence[Dates],
        absent: Sequence[Ints],
        able: Sequence[Sequence[Sequence[bool]]],
    ) -> None:
        """Note who could go on in a group, if only on dates of his or her own."""
        first, later = self.problem.school.start, apart(activity, self.problem.school.stages)
        for x, learner in enumerate(members):
            if activity.by_language and not people.understood(activity, learner):
                continue
            for staffed in able:
                choices = [
                    [
                        Option(m, int(away[x, k]))
                        for k, m in enumerate(row)
                        if free[k] or m.day < first
                    ]
                    for row, away, free in zip(rows, absent, staffed, strict=True)
                ]
                best = cheapest(choices, later)[:1]
                if any(_total(dates, rows, absent, x) <= activity.may_miss for dates in best):
                    self.staying.add((learner.reference, activity.reference))
                    break

    def _absent(self, activity: Activity, row: Dates, members: Sequence[Learner]) -> Ints:
        """Which members (rows) cannot attend at which moments (columns): 1, or ``NEVER`` where no
        meeting may be, also if some may be missed.
        """
        series = SeriesSet(tuple((m,) for m in row), self.problem.school.start)
        found = []
        for learner in members:
            pair = self.pair(learner, activity, series)
            found.append(missed(pair) + NEVER * ~spouses.allow(pair))
        return np.array(found)

    def _suits(self, found: Iterable[Dates], rows: Sequence[Dates], absent: Sequence[Ints]) -> bool:
        """Whether some of the dates suit all members."""
        return any(
            not any(
                away[:, row.index(m)].any() for m, row, away in zip(x, rows, absent, strict=True)
            )
            for x in found
        )

    def _led(self, activity: Activity, dates: Dates, languages: tuple[str, ...]) -> bool:
        """Whether somebody can lead a group on these dates, and a room is free for it."""
        problem = self.problem
        line = Line.of_dates(activity, SeriesSet((dates,), problem.school.start))
        trial = Problem(problem.school, problem.rosters, problem.until, [line], problem.earlier)
        return trial.can_lead(0, 0, languages)

    # -- lines ----------------------------------------------------------------------------------

    def line(self, activity: Activity, series: SeriesSet) -> Line:
        """One activity with the learners who could take part in it."""
        problem, school = self.problem, self.problem.school
        class_of = dict(problem.rosters.class_of)
        who, allow, pay, unserved = [], [], [], []
        shares, tongues = [], []
        for index, learner in enumerate(school.learners):
            name = (learner.reference, activity.reference)
            record = self.records.get(name)
            if name in problem.earlier.finished:
                continue
            if not people.takes_part(school, activity, learner, record):
                continue
            own = problem.earlier.own.get(name)
            if own is None and not people.is_ready(activity, learner, record):
                problem.later[name] = "level"
                continue
            if own is None and people.earliest(school, activity, learner, record) > problem.until:
                problem.later[name] = "too_early"
                continue
            common = people.in_common(activity, learner, class_of)
            spoken = people.understood(activity, learner)
            pair = self.pair(learner, activity, series)
            mask = _allowed(problem, pair, name)
            if common is None or (activity.by_language and not spoken):
                problem.refused[name] = "no_class" if common is None else "no_language"
                mask = mask & pair.mine if common is None and own is not None else pair.none
            if (own is None or pair.released) and not mask.any():
                continue
            if mask.any():
                problem.refused.pop(name, None)
            who.append(index)
            allow.append(mask)
            pay.append(sum((r.pay(pair) for r in GOALS if r.pay is not None), pair.nothing))
            unserved.append(_unserved(pair))
            shares.append(common if common is not None else own[1] if own is not None else ())
            tongues.append(spoken)
        size = (len(who), len(series))
        line = Line.of_dates(activity, series, school.activity_policy.weights)
        line.who, line.shares, line.tongues = who, shares, tongues
        line.allow = np.array(allow, dtype=np.bool_).reshape(size)
        line.pay = np.array(pay, dtype=np.int64).reshape(size)
        line.unserved = np.array(unserved, dtype=np.int64)
        return line


def _allowed(problem: Problem, pair: Pair, name: tuple[str, str]) -> Bools:
    """Series that a learner can take; when there are none, the problem is told why."""
    mask = pair.all
    if not len(pair.series):
        problem.refused[name] = "no_dates"
        return mask
    for rule in HARD:
        if rule.allow is not None:
            mask = mask & rule.allow(pair)
            if not mask.any():
                problem.refused[name] = rule.name
                break
    return mask


def _total(dates: Dates, rows: Sequence[Dates], absent: Sequence[Ints], x: int) -> int:
    """What one member's absence at these meetings amounts to."""
    each = zip(dates, rows, absent, strict=True)
    return sum(int(away[x, row.index(m)]) for m, row, away in each)


def _unserved(pair: Pair) -> int:
    """Cost of leaving a learner out: never less than the latest place would cost in time."""
    weights = pair.school.activity_policy.weights
    begins = people.earliest(pair.school, pair.activity, pair.learner, pair.record)
    ends = people.due(pair.activity, pair.learner)
    cost: int = weights.unplanned + weights.week_waiting * ((pair.until - begins).days // 7)
    if ends is not None:
        late = max(0, (pair.until - max(ends, pair.school.start)).days // 7)
        cost += weights.week_late * late
    if pair.held and not pair.released:
        cost += weights.begun_anew
    return cost
