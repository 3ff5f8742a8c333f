"""The CP-SAT model over a choice of groups that may be opened; the rules post themselves on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

from ortools.sat.python import cp_model
from ortools.sat.python.cp_model import IntVar, LinearExprT

from models.activities import Activity
from models.activity_plan import Meeting
from solver.activities.milp import Answer
from solver.activities.problem import Opening, Problem
from solver.activities.rules import RULES


@dataclass(frozen=True)
class Group:
    """A decided group: ``members`` are places in the school's list of learners, staff and room
    places in its lists.
    """

    opening: Opening
    members: frozenset[int]
    trainer: int | None = None
    interpreting: tuple[tuple[str, int], ...] = ()
    room: int | None = None


@dataclass
class Row:
    """The variables of one group that may be opened."""

    opening: Opening
    activity: Activity
    open: IntVar
    member: dict[int, IntVar]
    trainer: dict[int, IntVar] = field(default_factory=dict)
    needs: dict[str, list[IntVar]] = field(default_factory=dict)
    interpreter: dict[str, dict[int, IntVar]] = field(default_factory=dict)
    room: dict[int, IntVar] = field(default_factory=dict)

    @property
    def line(self) -> int:
        """Place of the activity among the problem's lines."""
        return self.opening.line

    @cached_property
    def size(self) -> LinearExprT:
        """Number of members."""
        return sum(self.member.values())


class ActivityModel:
    """Variables and costs of some openings; ``frozen`` groups stay exactly as they are.

    ``part`` says that the openings are those of one part of the problem, for a bound: then what
    a group needs of other parts (an earlier activity) is left out. ``candidates`` narrows who may
    join an opening (rows of its line).
    """

    def __init__(
        self,
        problem: Problem,
        openings: Sequence[Opening],
        frozen: Sequence[Group] = (),
        part: bool = False,
        candidates: Mapping[Opening, Sequence[int]] | None = None,
    ) -> None:
        self.problem, self.part = problem, part
        self.candidates = candidates or {}
        self.cp = cp_model.CpModel()
        self.frozen = {g.opening: g for g in frozen}
        taken = {(g.opening.line, i) for g in frozen for i in g.members}
        self.openings = [*self.frozen, *(o for o in openings if o not in self.frozen)]
        self.costs: dict[str, list[LinearExprT]] = {}
        self.rows = [self._row(o, taken) for o in self.openings]
        for rule in RULES:
            if rule.post is not None:
                rule.post(self)
        self._pay_members()
        self.cp.minimize(sum(x for terms in self.costs.values() for x in terms))

    def _row(self, opening: Opening, taken: set[tuple[int, int]]) -> Row:
        problem, line = self.problem, self.problem.lines[opening.line]
        new = self.cp.new_bool_var
        group = self.frozen.get(opening)
        able = [line.who[r] for r in self.candidates.get(opening, opening.rows)]
        if group is not None:
            able = [i for i in able if i in group.members]
        else:
            able = [i for i in able if (opening.line, i) not in taken]
        row = Row(opening, line.activity, new(""), {i: new("") for i in able})
        teams = problem.staff(opening.line, opening.series, opening.languages)
        for trainer, needed in teams:
            literal = row.open if trainer is None else new("")
            if trainer is not None:
                row.trainer[trainer] = literal
            for language in needed:
                row.needs.setdefault(language, []).append(literal)
        for language in row.needs:
            people = problem.interpreters(opening.line, opening.series, language)
            row.interpreter[language] = {p: new("") for p in people}
        if line.activity.rooms:
            row.room = {r: new("") for r in problem.rooms(opening.line, opening.series)}
        if group is not None:
            self._freeze(row, group)
        return row

    def _freeze(self, row: Row, group: Group) -> None:
        self.cp.add(row.open == 1)
        for literal in row.member.values():
            self.cp.add(literal == 1)
        for index, literal in row.trainer.items():
            self.cp.add(literal == (index == group.trainer))
        for index, literal in row.room.items():
            self.cp.add(literal == (index == group.room))
        booked = set(group.interpreting)
        for language, literals in row.interpreter.items():
            for index, literal in literals.items():
                self.cp.add(literal == ((language, index) in booked))

    def pay(self, rule: str, cost: LinearExprT) -> None:
        """Add a cost to the objective under a rule's name."""
        self.costs.setdefault(rule, []).append(cost)

    def _pay_members(self) -> None:
        """What every seat costs its learner: the sum of what the rules said of each pair."""
        for row in self.rows:
            line = self.problem.lines[row.line]
            for i, literal in row.member.items():
                price = int(line.pay[line.row[i], row.opening.series])
                if price:
                    self.pay("members", price * literal)

    # -- questions of the rules ---------------------------------------------------------------

    def meetings(self, p: int) -> tuple[Meeting, ...]:
        """Meetings of the p-th opening."""
        opening = self.openings[p]
        return self.problem.lines[opening.line].series.series[opening.series]

    def coming(self, p: int) -> list[Meeting]:
        """Those meetings of the p-th opening that are still to come."""
        opening = self.openings[p]
        return self.problem.lines[opening.line].series.coming(opening.series)

    def begins(self, p: int) -> int:
        """Start of the first meeting, in minutes of local time."""
        return self.meetings(p)[0].begins

    def ends(self, p: int) -> int:
        """End of the last meeting."""
        return self.meetings(p)[-1].ends

    def meet(self, p: int, q: int, travel: bool = True) -> bool:
        """Whether two openings have meetings that one person cannot both attend."""
        key = (*sorted((self._dates(p), self._dates(q))), travel)
        if key not in self._met:
            self._met[key] = self._clash(p, q, travel)
        return self._met[key]

    def _dates(self, p: int) -> tuple[int, int]:
        return self.openings[p].line, self.openings[p].series

    @cached_property
    def _met(self) -> dict[tuple[object, ...], bool]:
        return {}

    def _clash(self, p: int, q: int, travel: bool) -> bool:
        one, other = self.coming(p), self.coming(q)
        if one[-1].day < other[0].day or other[-1].day < one[0].day:
            return False
        days: dict[object, list[Meeting]] = {}
        for meeting in other:
            days.setdefault(meeting.day, []).append(meeting)
        for mine in one:
            for theirs in days.get(mine.day, ()):
                gap = 0
                if travel:
                    gap = self.problem.school.way_between(mine.location, theirs.location)
                elif mine.online or theirs.online:
                    continue
                if mine.start < theirs.end + gap and theirs.start < mine.end + gap:
                    return True
        return False

    def cliques(self, among: Iterable[int], travel: bool = True) -> list[set[int]]:
        """Sets of openings of which no two can have the same person (or room).

        Openings with the same dates form one set; pairs of dates that clash are joined greedily
        into larger sets, so that every clashing pair is in at least one.
        """
        by_dates: dict[tuple[int, int], set[int]] = {}
        for p in among:
            by_dates.setdefault(self._dates(p), set()).add(p)
        names = sorted(by_dates)
        first = {name: min(by_dates[name]) for name in names}
        clash = {name: set() for name in names}  # type: dict[tuple[int, int], set[tuple[int, int]]]
        for a, b in combinations(names, 2):
            if self.meet(first[a], first[b], travel):
                clash[a].add(b)
                clash[b].add(a)
        found, covered = [], set()
        for a in names:
            for b in sorted(clash[a]):
                if (a, b) in covered:
                    continue
                together = [a, b]
                for c in sorted(clash[a] & clash[b]):
                    if all(c in clash[x] for x in together):
                        together.append(c)
                covered |= {(x, y) for x in together for y in together}
                found.append(set().union(*(by_dates[x] for x in together)))
        found += [by_dates[a] for a in names if not clash[a] and len(by_dates[a]) > 1]
        return found

    @cached_property
    def seats(self) -> dict[tuple[int, int], list[tuple[int, IntVar]]]:
        """Seats a learner could have in each line, as (opening, literal)."""
        found: dict[tuple[int, int], list[tuple[int, IntVar]]] = {}
        for p, row in enumerate(self.rows):
            for i, literal in row.member.items():
                found.setdefault((i, row.line), []).append((p, literal))
        return found

    def options(self, learner: int, line: int) -> list[tuple[int, IntVar]]:
        """Seats of one learner in one line."""
        return self.seats.get((learner, line), [])

    def seats_of_learner(self) -> dict[int, list[tuple[int, IntVar]]]:
        """Seats a learner could have in any line."""
        found: dict[int, list[tuple[int, IntVar]]] = {}
        for (i, _), seats in self.seats.items():
            found.setdefault(i, []).extend(seats)
        return found

    @cached_property
    def couples(self) -> list[tuple[int, int]]:
        """Learners of one household, as places in the school's list."""
        place = self.problem.place
        return [
            (place[a.reference], place[b.reference])
            for home in self.problem.school.homes.values()
            for a, b in combinations(home, 2)
        ]

    # -- solutions ----------------------------------------------------------------------------

    def hint(self, groups: Iterable[Group]) -> None:
        """Start from a known solution."""
        known = {g.opening: g for g in groups}
        for opening, row in zip(self.openings, self.rows, strict=True):
            group = known.get(opening)
            self.cp.add_hint(row.open, group is not None)
            for i, literal in row.member.items():
                self.cp.add_hint(literal, group is not None and i in group.members)
            for index, literal in row.trainer.items():
                self.cp.add_hint(literal, group is not None and group.trainer == index)
            for index, literal in row.room.items():
                self.cp.add_hint(literal, group is not None and group.room == index)
            booked = set(group.interpreting) if group is not None else set()
            for language, literals in row.interpreter.items():
                for index, literal in literals.items():
                    self.cp.add_hint(literal, (language, index) in booked)

    def groups(self, solver: cp_model.CpSolver | Answer) -> list[Group]:
        """The groups of a solution."""
        found = []
        for row in self.rows:
            if solver.boolean_value(row.open):
                on = solver.boolean_value
                found.append(
                    Group(
                        row.opening,
                        frozenset(i for i, x in row.member.items() if on(x)),
                        next((t for t, x in row.trainer.items() if on(x)), None),
                        tuple(
                            (language, p)
                            for language, literals in row.interpreter.items()
                            for p, x in literals.items()
                            if on(x)
                        ),
                        next((r for r, x in row.room.items() if on(x)), None),
                    )
                )
        return found
