"""Why somebody waits, as a coordinator would say it, and what would change that.

Computed from the problem and the finished plan: for every class and offering that could
concern the learner, the first thing that stands in the way.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from models import BusyReason, Learner, Plan, Reason, Text, Waiting
from solver.construct import Desk
from solver.notices import reason
from solver.problem import Group, Problem
from solver.roster import Built, Roster, need_met
from solver.rules import admission, evening

MOST = 4

_LEVEL = Text(
    nl="Er is geen aanbod voor {route} op niveau {level}.",
    en="Nothing is on offer for {route} at level {level}.",
)
_NO_OFFER = Text(
    nl="Geen enkel aanbod neemt deze cursist aan: {why}.",
    en="No offering admits this learner: {why}.",
)
_NOT_FREE = Text(
    nl="De vrije uren passen bij geen enkele lestijd van {name}{why}.",
    en="The free hours fit none of the times of {name}{why}.",
)
_EVENING = Text(
    nl="Alleen avondles zou passen ({name}), maar die is voor een andere groep.",
    en="Only evening lessons would fit ({name}), and those are for another group.",
)
_FULL = Text(
    nl="Alle passende klassen van {name} zijn vol.",
    en="All classes of {name} that fit are full.",
)
_CLOSED = Text(
    nl="{name}: de instroomweken zijn voorbij.", en="{name}: the weeks of entry are over."
)
_TIMES = Text(
    nl="De tijden van de klassen {name} passen niet bij de vrije uren.",
    en="The times of the classes of {name} do not fit the free hours.",
)
_SPREAD = Text(
    nl="Het niveau ({level}) ligt te ver van dat van de klassen met plaats ({name}).",
    en="The level ({level}) is too far from that of the classes with seats ({name}).",
)
_LITERACY = Text(
    nl="De klassen met plaats ({name}) zijn voor een andere geletterdheid.",
    en="The classes with seats ({name}) are for another literacy.",
)
_SPOUSE = Text(
    nl="De enige passende lestijden vallen samen met de les van de partner ({partner}).",
    en="The only times that fit clash with the lessons of the spouse ({partner}).",
)
_FEW = Text(
    nl="Voor een nieuwe klas {name} zijn {n} van de {need} aanmeldingen er.",
    en="A new class of {name} has {n} of the {need} registrations it needs.",
)
_NO_TEACHER = Text(
    nl="Er is geen docent vrij voor een nieuwe klas {name} op tijden die passen.",
    en="No teacher is free for a new class of {name} at times that fit.",
)
_NO_ALPHA = Text(
    nl="Er is geen docent alfabetisering vrij voor een nieuwe klas {name} op tijden die passen.",
    en="No alphabetisation teacher is free for a new class of {name} at times that fit.",
)
_NO_ROOM = Text(
    nl="Er is geen lokaal vrij voor een nieuwe klas {name} op tijden die passen.",
    en="No room is free for a new class of {name} at times that fit.",
)
_COSTLY = Text(
    nl="Een plaats in {name} zou de klassen te ongelijk of te leeg maken; wachten weegt minder "
    "zwaar.",
    en="A seat in {name} would make classes too uneven or too empty; waiting weighs less.",
)

_MORE_SEATS = Text(nl="Eén plaats extra in {name}.", en="One more seat in {name}.")
_MORE_PEOPLE = Text(
    nl="Nog {n} aanmelding(en) voor {name}.", en="{n} more registration(s) for {name}."
)
_MORE_TEACHER = Text(nl="Een docent voor {name} op {when}.", en="A teacher for {name} on {when}.")
_MORE_ROOM = Text(nl="Een lokaal op {when}.", en="A room on {when}.")
_FREE_HOURS = Text(nl="Vrij zijn op {when} ({name}).", en="Being free on {when} ({name}).")
_OTHER_TIME = Text(
    nl="Een andere klas voor de partner ({partner}).",
    en="Another class for the spouse ({partner}).",
)
_WHY_BUSY = {
    BusyReason.WORK: Text(nl=" (werk)", en=" (work)"),
    BusyReason.CHILDCARE: Text(nl=" (zorg voor kinderen)", en=" (childcare)"),
    BusyReason.SCHOOL_RUN: Text(nl=" (kinderen naar school)", en=" (school run)"),
    BusyReason.APPOINTMENT: Text(nl=" (afspraken)", en=" (appointments)"),
    BusyReason.OTHER: Text(nl="", en=""),
}
_NO_WHY = Text(nl="", en="")


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
            text = _LEVEL.fill(route=learner.route.value, level=learner.level.value)
            found.add(0, "no_offering", text)
            return
        for offering in in_level:
            why = admission.obstacle(school, learner, offering) or _NO_WHY
            found.add(0, "not_admitted", _NO_OFFER.fill(why=why))

    def _offering(self, i: int, learner: Learner, reference: str, found: _Found) -> None:
        groups = self.by_offering[reference]
        name = self.problem.school.offering[reference].shown
        if not any(i in g.position and g.ok[g.position[i]].any() for g in groups):
            self._never_free(i, learner, groups, name, found)
            return
        self._classes(i, learner, groups, name, found)
        for group in groups:
            if group.run is None:
                self._new_class(i, group, name, found)

    def _never_free(
        self, i: int, learner: Learner, groups: list[Group], name: str, found: _Found
    ) -> None:
        school = self.problem.school
        closed = [g for g in groups if g.run and not school.accepts_newcomers(g.run)]
        if groups and len(closed) == len(groups):
            found.add(6, "entry_closed", _CLOSED.fill(name=name))
            return
        offering = groups[0].offering if groups else None
        if offering is not None and school.policy.evening_for:
            late = [p for p in offering.slots if school.is_evening(p)]
            allowed = evening.compile_free(school, self.problem.places, learner).all()
            if late and len(late) == len(set(offering.slots)) and not allowed:
                found.add(7, "evening_not_allowed", _EVENING.fill(name=name))
                return
        kinds = [w.reason for w in school.windows(learner.reference) if school.is_hard(w)]
        most = max(set(kinds), key=kinds.count) if kinds else BusyReason.OTHER
        remedy = None
        if offering is not None and offering.slots:
            when = sorted(offering.slots)[0].bilingual()
            remedy = _FREE_HOURS.fill(when=when, name=name)
        found.add(5, "never_free", _NOT_FREE.fill(name=name, why=_WHY_BUSY[most]), remedy)
        del i

    def _classes(
        self, i: int, learner: Learner, groups: list[Group], name: str, found: _Found
    ) -> None:
        full, times, spread, literacy, costly = [], [], [], [], []
        for group in groups:
            for built in self.classes_of[group.index]:
                if i not in group.position or not group.ok[group.position[i], built.variant]:
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
                        _SPOUSE.fill(partner=who),
                        _OTHER_TIME.fill(partner=who),
                    )
                else:
                    costly.append(built)
        if costly:
            found.add(2, "costly", _COSTLY.fill(name=self.names[costly[0]]))
        if full:
            found.add(
                0,
                "full",
                _FULL.fill(name=name),
                _MORE_SEATS.fill(name=self.names[full[0]]),
            )
        if spread:
            level = f"{learner.level.value}, {learner.score}"
            found.add(3, "level_far", _SPREAD.fill(level=level, name=name))
        if literacy:
            found.add(3, "literacy", _LITERACY.fill(name=name))
        if times and not (full or spread or literacy or costly):
            when = self.problem.groups[times[0].group].variants[times[0].variant].slots[0]
            remedy = _FREE_HOURS.fill(when=when.bilingual(), name=self.names[times[0]])
            found.add(4, "times", _TIMES.fill(name=name), remedy)

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
        mine = group.ok[group.position[i]]
        waiting = [r for r, k in enumerate(group.who) if int(k) not in self.seat]
        together = group.ok[waiting][:, mine].sum(axis=0) if mine.any() else np.zeros(1)
        most = int(together.max(initial=0))
        if len(waiting) < group.minimum or most < group.minimum:
            n = min(len(waiting), most) if most else len(waiting)
            found.add(
                3,
                "too_few",
                _FEW.fill(name=name, n=n, need=group.minimum),
                _MORE_PEOPLE.fill(n=group.minimum - n, name=name),
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
            text = _NO_ALPHA if group.offering.needs_alphabetisation else _NO_TEACHER
            found.add(
                2,
                "no_teacher",
                text.fill(name=name),
                _MORE_TEACHER.fill(name=name, when=when),
            )
        elif not (mine & self.desk.staffable(group)).any():
            found.add(2, "no_room", _NO_ROOM.fill(name=name), _MORE_ROOM.fill(when=when))
        else:
            found.add(4, "costly", _COSTLY.fill(name=name))
