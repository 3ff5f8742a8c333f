"""Why somebody waits, as a coordinator would say it, and what would change that.

Computed from the problem and the finished plan: for every class and offering that could
concern the learner, the first thing that stands in the way.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from models import BusyReason, Learner, Plan, Reason, Text, Waiting
from models.times import slots_text
from solver import reason_texts as say
from solver.desk import Desk
from solver.notices import reason
from solver.places import Bools, Ints
from solver.problem import Couple, Group, Problem
from solver.roster import Built, Roster, need_met
from solver.rules import admission, busy, evening
from solver.variants import variants_of

MOST = 4


@dataclass
class _Found:
    """Reasons of one learner, each with what would take it away; the smaller the closeness,
    the less is missing for a seat.
    """

    pairs: list[tuple[int, Reason, Reason]] = field(default_factory=list)

    def add(self, closeness: int, code: str, text: Text, remedy: Text) -> None:
        self.pairs.append((closeness, reason(code, text), reason(code, remedy)))

    def waiting(self, learner: Learner) -> Waiting:
        ordered = sorted(self.pairs, key=lambda pair: pair[0])
        return Waiting(
            learner=learner.reference,
            reasons=tuple(dict.fromkeys(why for _, why, _ in ordered))[:MOST],
            remedies=tuple(dict.fromkeys(help_ for _, _, help_ in ordered))[:MOST],
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
            remedy = say.AN_OFFERING.fill(route=learner.route.value, level=learner.level.value)
            found.add(0, "no_offering", text, remedy)
            return
        for offering in in_level:
            why = admission.obstacle(school, learner, offering) or say.NO_WHY
            remedy = say.ADMIT.fill(name=offering.shown)
            found.add(0, "not_admitted", say.NO_OFFER.fill(why=why), remedy)

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
                name = group.run.shown
                remedy = say.GO_ON.fill(name=name)
                found.add(4, "class_stops", say.STOPS.fill(name=name), remedy)

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
            remedy = say.ENTER_LATER.fill(name=name)
            found.add(6, "entry_closed", say.CLOSED.fill(name=name), remedy)
            return
        patterns = [self._patterns(g) for g in takers]
        spots = np.concatenate([p for p in patterns if len(p)] or patterns[:1])
        places = self.problem.places
        free = spots[busy.compile_free(school, places, learner)[spots].all(axis=1)]
        allowed = free[evening.compile_free(school, places, learner)[free].all(axis=1)]
        if len(allowed):
            self._no_staff(takers[0], allowed, name, found)
        elif len(free):
            remedy = say.OPEN_EVENING.fill(name=name)
            found.add(7, "evening_not_allowed", say.EVENING.fill(name=name), remedy)
        else:
            self._never_free(learner, takers[0], spots, name, found)

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

    def _never_free(
        self, learner: Learner, group: Group, spots: Ints, name: str, found: _Found
    ) -> None:
        school = self.problem.school
        kinds = [w.reason for w in school.windows(learner.reference) if school.is_hard(w)]
        most = max(sorted(set(kinds)), key=kinds.count) if kinds else BusyReason.OTHER
        if len(spots):
            remedy = self._free_hours(learner, spots, name)
        else:  # no pattern at all can be made of the candidate times
            remedy = say.MORE_TIMES.fill(name=group.offering.shown)
        found.add(5, "never_free", say.NOT_FREE.fill(name=name, why=say.WHY_BUSY[most]), remedy)

    def _free_hours(self, learner: Learner, spots: Ints, name: str) -> Text:
        """What to keep free for the pattern (a row of ``spots``) that asks for the least."""
        free = busy.compile_free(self.problem.school, self.problem.places, learner)
        taken = ~free[spots]
        least = int(taken.sum(axis=1).argmin())
        asked = spots[least][taken[least]] if taken[least].any() else spots[least]
        slots = [self.problem.places.rows[int(place)].slot for place in asked]
        when = Text(nl=slots_text(slots, "nl"), en=slots_text(slots, "en"))
        return say.FREE_HOURS.fill(when=when, name=name)

    def _classes(
        self, i: int, learner: Learner, groups: list[Group], name: str, found: _Found
    ) -> None:
        """What stands between the learner and a seat in the classes of one offering."""
        by: dict[str, list[tuple[Group, Built]]] = defaultdict(list)
        for group in groups:
            for built in self.classes_of[group.index]:
                by[self._obstacle(i, group, built)].append((group, built))
        near = by.keys() - {"times", "entry_closed"}
        for _, built in by.get("spouse", ()):
            self._spouse(i, built, found)
        if "costly" in by:
            _, built = self._nearest(i, by["costly"])
            found.add(2, "costly", say.COSTLY.fill(name=self.names[built]), say.HEAVIER)
        if "full" in by:
            _, built = self._nearest(i, by["full"])
            remedy = say.MORE_SEATS.fill(name=self.names[built])
            found.add(0, "full", say.FULL.fill(name=name), remedy)
        elif "full_and_spouse" in by and "spouse" not in by:
            self._full_and_spouse(i, by["full_and_spouse"], name, found)
        if "level_far" in by:
            self._level_far(i, learner, by["level_far"], name, found)
        if "literacy" in by:
            remedy = say.SAME_LITERACY.fill(name=name)
            found.add(3, "literacy", say.LITERACY.fill(name=name), remedy)
        if "times" in by and not near:
            _, built = self._nearest(i, by["times"])
            spots = self.problem.groups[built.group].places[[built.variant]]
            remedy = self._free_hours(learner, spots, self.names[built])
            found.add(4, "times", say.TIMES.fill(name=name), remedy)
        if "entry_closed" in by and "times" not in by and not near:
            remedy = say.ENTER_LATER.fill(name=name)
            found.add(6, "entry_closed", say.CLOSED.fill(name=name), remedy)

    def _obstacle(self, i: int, group: Group, built: Built) -> str:
        """The first thing that keeps a learner out of a class; a class counts as full, or as
        one that does not go with the spouse's, only for those whom it would otherwise suit.
        """
        if group.run is not None and not self.problem.school.accepts_newcomers(group.run):
            return "entry_closed"
        if i not in group.position or not group.ok[group.position[i], built.variant]:
            return "times"
        if self._spread(i, built) > group.spread:
            return "level_far"
        if self._other_literacy(i, group, built):
            return "literacy"
        full = len(built.members) >= self._limit(group, built)
        if self._in_the_way(i, built) is not None:
            return "full_and_spouse" if full else "spouse"
        return "full" if full else "costly"

    def _nearest(self, i: int, classes: list[tuple[Group, Built]]) -> tuple[Group, Built]:
        """The class whose levels suit the learner best."""
        score = self.problem.score
        return min(classes, key=lambda c: self._far(int(score[i]), score[[*c[1].members]]))

    @staticmethod
    def _far(score: int, others: Ints) -> int:
        return abs(int(np.median(others)) - score) if len(others) else 0

    def _spouse(self, i: int, built: Built, found: _Found) -> None:
        couple, who = self._partner(i, built)
        text = say.SPOUSE[couple.need].fill(name=self.names[built], partner=who)
        found.add(1, "spouse", text, say.OTHER_TIME.fill(partner=who))

    def _full_and_spouse(
        self, i: int, classes: list[tuple[Group, Built]], name: str, found: _Found
    ) -> None:
        """No class has a seat, and none goes with the spouse's: one change is not enough."""
        _, built = self._nearest(i, classes)
        _, who = self._partner(i, built)
        remedy = say.SEAT_AND_TIME.fill(name=self.names[built], partner=who)
        found.add(2, "full", say.FULL_AND_SPOUSE.fill(name=name, partner=who), remedy)

    def _partner(self, i: int, built: Built) -> tuple[Couple, str]:
        """The couple that a class does not suit, and the name of the other of the two."""
        couple = self._in_the_way(i, built)
        assert couple is not None
        other = couple.second if couple.first == i else couple.first
        return couple, self.problem.learners[other].shown

    def _level_far(
        self,
        i: int,
        learner: Learner,
        classes: list[tuple[Group, Built]],
        name: str,
        found: _Found,
    ) -> None:
        seats = [
            (group, built)
            for group, built in classes
            if len(built.members) < self._limit(group, built) and self._in_the_way(i, built) is None
        ]
        group, built = min(seats or classes, key=lambda c: self._spread(i, c[1]))
        level = f"{learner.level.value}, {learner.score}"
        remedy = say.WIDER.fill(
            spread=self._spread(i, built), name=self.names[built], now=group.spread
        )
        found.add(3, "level_far", say.SPREAD.fill(level=level, name=name), remedy)

    def _limit(self, group: Group, built: Built) -> int:
        rooms = [int(self.problem.room_capacity[r]) for r in built.rooms if r >= 0]
        return min([group.maximum, *rooms])

    def _spread(self, i: int, built: Built) -> int:
        """Level spread that the class would have with the learner in it."""
        return int(np.ptp(self.problem.score[[*built.members, i]]))

    def _other_literacy(self, i: int, group: Group, built: Built) -> bool:
        kinds = {int(self.problem.literacy[j]) for j in (*built.members, i)}
        return not group.mixes_literacy and len(kinds) > 1

    def _in_the_way(self, i: int, built: Built) -> Couple | None:
        """A couple of the learner whose hard need a seat in this class would not meet."""
        for couple in self.problem.couples_of.get(i, ()):
            other = couple.second if couple.first == i else couple.first
            there = self.seat.get(other)
            if couple.hard and there is not None:
                pair = (built, there) if couple.first == i else (there, built)
                if not need_met(self.problem, couple, *pair):
                    return couple
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
        rows = [Built(group.index, int(v), (), (), ()) for v in np.flatnonzero(mine)]
        clear = [row for row in rows if self._in_the_way(i, row) is None]
        if rows and not clear:
            _, who = self._partner(i, rows[0])
            text = say.NEW_AND_SPOUSE.fill(name=name, partner=who)
            found.add(1, "spouse", text, say.OTHER_TIME.fill(partner=who))
            return
        mine = np.zeros(len(mine), dtype=bool)
        mine[[row.variant for row in clear]] = True
        n = self._registered(i, group, mine)
        if n < group.minimum:
            more = group.minimum - n
            remedy = (
                say.ONE_MORE.fill(name=name)
                if more == 1
                else say.MORE_PEOPLE.fill(n=more, name=name)
            )
            found.add(3, "too_few", say.FEW.fill(name=name, n=n, need=group.minimum), remedy)
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
            found.add(4, "costly", say.COSTLY.fill(name=name), say.HEAVIER)

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
