"""Why somebody waits, as a coordinator would say it, and what would change that.

Computed from the problem and the finished plan: for every class and offering that could
concern the learner, the first thing that stands in the way.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from models import BusyReason, Learner, Plan, Reason, Text, Waiting
from solver import reason_texts as say
from solver.construct import Desk
from solver.notices import reason
from solver.places import Bools, Ints
from solver.problem import Group, Problem
from solver.roster import Built, Roster, need_met
from solver.rules import admission, busy, evening
from solver.variants import variants_of

MOST = 4


@dataclass
class _Found:
    """Reasons (best first by closeness to a seat) and remedies of one learner."""

    reasons: list[tuple[int, Reason]] = field(default_factory=list)
    remedies: list[Reason] = field(default_factory=list)

    def add(self, closeness: int, code: str, text: Text, remedy: Text | None = None) -> None:
        self.reasons.append((closeness, reason(code, text)))
        if remedy is not None:
            self.remedies.append(reason(code, remedy))

    def waiting(self, learner: Learner) -> Waiting:
        ordered = [r for _, r in sorted(self.reasons, key=lambda pair: pair[0])]
        return Waiting(
            learner=learner.reference,
            reasons=tuple(dict.fromkeys(ordered))[:MOST],
            remedies=tuple(dict.fromkeys(self.remedies))[:MOST],
        )


def waiting_list(problem: Problem, roster: Roster, plan: Plan) -> tuple[Waiting, ...]:
    """Everybody without a class, longest wait first, each with reasons and remedies."""
    explain = _Explain(problem, roster, plan)
    seated = {i for built in roster for i in built.members}
    waiting = [i for i in range(len(problem.learners)) if i not in seated]
    waiting.sort(key=lambda i: (problem.learners[i].registered_on, i))
    return tuple(explain.learner(i) for i in waiting)


class _Explain:
    def __init__(self, problem: Problem, roster: Roster, plan: Plan) -> None:
        self.problem, self.roster = problem, roster
        self.names = {
            built: row.name
            for built, row in zip(
                sorted(roster, key=lambda b: (b.group, b.variant, b.members)),
                plan.classes,
                strict=True,
            )
        }
        self.desk = Desk(problem, dict(enumerate(roster)))
        self.seat = self.desk.seat
        self.by_offering: dict[str, list[Group]] = defaultdict(list)
        for group in problem.groups:
            self.by_offering[group.offering.reference].append(group)
        self.patterns: dict[int, Ints] = {}
        self.classes_of: dict[int, list[Built]] = defaultdict(list)
        for built in roster:
            self.classes_of[built.group].append(built)

    def learner(self, i: int) -> Waiting:
        school, learner = self.problem.school, self.problem.learners[i]
        found = _Found()
        admitted = [o for o in school.offerings if admission.obstacle(school, learner, o) is None]
        if not admitted:
            self._not_admitted(learner, found)
        for offering in admitted:
            self._offering(i, learner, offering.reference, found)
        return found.waiting(learner)

    def _not_admitted(self, learner: Learner, found: _Found) -> None:
        school = self.problem.school
        same = [o for o in school.offerings if learner.route in o.routes]
        in_level = [o for o in same if o.level_from.score <= learner.score <= o.level_to.score]
        if not in_level:
            text = say.LEVEL.fill(route=learner.route.value, level=learner.level.value)
            found.add(0, "no_offering", text)
            return
        for offering in in_level:
            why = admission.obstacle(school, learner, offering) or say.NO_WHY
            found.add(0, "not_admitted", say.NO_OFFER.fill(why=why))

    def _offering(self, i: int, learner: Learner, reference: str, found: _Found) -> None:
        groups = self.by_offering[reference]
        name = self.problem.school.offering[reference].shown
        if not any(i in g.position and g.ok[g.position[i]].any() for g in groups):
            self._out_of_reach(learner, groups, name, found)
            return
        self._classes(i, learner, groups, name, found)
        for group in groups:
            if group.run is None:
                self._new_class(i, group, name, found)
            elif not self.classes_of[group.index] and i in group.position:
                found.add(4, "class_stops", say.STOPS.fill(name=group.run.shown))

    def _out_of_reach(
        self, learner: Learner, groups: list[Group], name: str, found: _Found
    ) -> None:
        """No class of the offering could ever take the learner: which rule sees to that."""
        school = self.problem.school
        if not groups:
            found.add(
                6, "no_new_class", say.LIMIT.fill(name=name), say.MORE_CLASSES.fill(name=name)
            )
            return
        takers = [g for g in groups if g.run is None or school.accepts_newcomers(g.run)]
        if not takers:
            found.add(6, "entry_closed", say.CLOSED.fill(name=name))
            return
        spots = np.concatenate([self._patterns(g) for g in takers])
        places = self.problem.places
        free = spots[busy.compile_free(school, places, learner)[spots].all(axis=1)]
        allowed = free[evening.compile_free(school, places, learner)[free].all(axis=1)]
        if len(allowed):
            self._no_staff(takers[0], allowed, name, found)
        elif len(free):
            found.add(7, "evening_not_allowed", say.EVENING.fill(name=name))
        else:
            self._never_free(learner, takers[0], name, found)

    def _patterns(self, group: Group) -> Ints:
        """Places of all patterns of a group, those without teacher or room among them."""
        if group.index not in self.patterns:
            school, index = self.problem.school, self.problem.places.index
            variants = variants_of(school, group.offering, group.run)
            self.patterns[group.index] = np.array(
                [[index[p] for p in v.places] for v in variants], dtype=np.int64
            ).reshape(len(variants), -1 if variants else group.places.shape[1])
        return self.patterns[group.index]

    def _no_staff(self, group: Group, spots: Ints, name: str, found: _Found) -> None:
        """The times fit, but no teacher or no room exists at any of them."""
        problem = self.problem
        taught = np.asarray(problem.teacher_free[list(group.teachers)].any(axis=0))
        when = problem.places.rows[int(spots[0][0])].slot.bilingual()
        if taught[spots].all(axis=1).any():
            found.add(2, "no_room", say.NO_ROOM.fill(name=name), say.MORE_ROOM.fill(when=when))
        else:
            self._no_teacher(group, name, when, found)

    def _no_teacher(self, group: Group, name: str, when: Text, found: _Found) -> None:
        text = say.NO_ALPHA if group.offering.needs_alphabetisation else say.NO_TEACHER
        remedy = say.MORE_TEACHER.fill(name=name, when=when)
        found.add(2, "no_teacher", text.fill(name=name), remedy)

    def _never_free(self, learner: Learner, group: Group, name: str, found: _Found) -> None:
        school = self.problem.school
        kinds = [w.reason for w in school.windows(learner.reference) if school.is_hard(w)]
        most = max(sorted(set(kinds)), key=kinds.count) if kinds else BusyReason.OTHER
        slots = group.run.slots if group.run and group.run.fixed_times else group.offering.slots
        remedy = say.FREE_HOURS.fill(when=min(slots).bilingual(), name=name)
        found.add(5, "never_free", say.NOT_FREE.fill(name=name, why=say.WHY_BUSY[most]), remedy)

    def _classes(
        self, i: int, learner: Learner, groups: list[Group], name: str, found: _Found
    ) -> None:
        closed, full, times, spread, literacy, costly = [], [], [], [], [], []
        for group in groups:
            for built in self.classes_of[group.index]:
                if group.run is not None and not self.problem.school.accepts_newcomers(group.run):
                    closed.append(built)
                elif i not in group.position or not group.ok[group.position[i], built.variant]:
                    times.append(built)
                elif len(built.members) >= self._limit(group, built):
                    full.append(built)
                elif self._too_far(i, group, built):
                    spread.append(built)
                elif self._other_literacy(i, group, built):
                    literacy.append(built)
                elif (partner := self._in_the_way(i, built)) is not None:
                    who = self.problem.learners[partner].shown
                    found.add(
                        1,
                        "spouse",
                        say.SPOUSE.fill(partner=who),
                        say.OTHER_TIME.fill(partner=who),
                    )
                else:
                    costly.append(built)
        if costly:
            found.add(2, "costly", say.COSTLY.fill(name=self.names[costly[0]]))
        if full:
            found.add(
                0,
                "full",
                say.FULL.fill(name=name),
                say.MORE_SEATS.fill(name=self.names[full[0]]),
            )
        if spread:
            level = f"{learner.level.value}, {learner.score}"
            found.add(3, "level_far", say.SPREAD.fill(level=level, name=name))
        if literacy:
            found.add(3, "literacy", say.LITERACY.fill(name=name))
        if closed and not (full or spread or literacy or costly or times):
            found.add(6, "entry_closed", say.CLOSED.fill(name=name))
        if times and not (full or spread or literacy or costly):
            when = self.problem.groups[times[0].group].variants[times[0].variant].slots[0]
            remedy = say.FREE_HOURS.fill(when=when.bilingual(), name=self.names[times[0]])
            found.add(4, "times", say.TIMES.fill(name=name), remedy)

    def _limit(self, group: Group, built: Built) -> int:
        rooms = [int(self.problem.room_capacity[r]) for r in built.rooms if r >= 0]
        return min([group.maximum, *rooms])

    def _too_far(self, i: int, group: Group, built: Built) -> bool:
        scores = self.problem.score[[*built.members, i]]
        return int(np.ptp(scores)) > group.spread

    def _other_literacy(self, i: int, group: Group, built: Built) -> bool:
        kinds = {int(self.problem.literacy[j]) for j in (*built.members, i)}
        return not group.mixes_literacy and len(kinds) > 1

    def _in_the_way(self, i: int, built: Built) -> int | None:
        for couple in self.problem.couples_of.get(i, ()):
            other = couple.second if couple.first == i else couple.first
            there = self.seat.get(other)
            if couple.hard and there is not None:
                pair = (built, there) if couple.first == i else (there, built)
                if not need_met(self.problem, couple, *pair):
                    return other
        return None

    def _new_class(self, i: int, group: Group, name: str, found: _Found) -> None:
        if i not in group.position:
            return
        most_classes = group.offering.max_new_classes
        if most_classes is not None and len(self.classes_of[group.index]) >= most_classes:
            found.add(
                3, "no_new_class", say.LIMIT.fill(name=name), say.MORE_CLASSES.fill(name=name)
            )
            return
        mine = group.ok[group.position[i]]
        n = self._registered(i, group, mine)
        if n < group.minimum:
            found.add(
                3,
                "too_few",
                say.FEW.fill(name=name, n=n, need=group.minimum),
                say.MORE_PEOPLE.fill(n=group.minimum - n, name=name),
            )
            return
        able = [j for j in group.teachers if self.desk.load[j] > 0]
        taught = (
            np.asarray(self.desk.teacher[able].any(axis=0))[group.places].all(axis=1)
            if able
            else np.zeros(len(mine), dtype=bool)
        )
        when = group.variants[int(np.flatnonzero(mine)[0])].slots[0].bilingual()
        if not (mine & taught).any():
            self._no_teacher(group, name, when, found)
        elif not (mine & self.desk.staffable(group)).any():
            found.add(2, "no_room", say.NO_ROOM.fill(name=name), say.MORE_ROOM.fill(when=when))
        else:
            found.add(4, "costly", say.COSTLY.fill(name=name))

    def _registered(self, i: int, group: Group, mine: Bools) -> int:
        """How many of those waiting could start a class together with the learner: at one
        pattern, within the level limit, of one literacy where that is not mixed.
        """
        score, literacy = self.problem.score, self.problem.literacy
        rows = [
            r
            for r, k in enumerate(group.who)
            if int(k) not in self.seat
            and (group.mixes_literacy or literacy[k] == literacy[i])
            and abs(int(score[k] - score[i])) <= group.spread
        ]
        levels, fits = score[group.who[rows]], group.ok[rows][:, mine]
        return max(
            int(fits[(levels >= low) & (levels <= low + group.spread)].sum(axis=0).max())
            for low in np.unique(levels[levels <= score[i]])
        )
