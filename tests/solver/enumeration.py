"""Exhaustive enumeration of small schools, written from docs/rules.md alone.

It shares no code with the solver or its checker beyond the questions of :class:`School`.
All weekly patterns of all sets of classes are gone through; for each, all teachers and rooms;
and for each choice of patterns and room sizes, all ways to seat the learners (as arrays).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import combinations, combinations_with_replacement, pairwise, product

import numpy as np
from numpy.typing import NDArray

from models import (
    Certification,
    Childcare,
    ClassRun,
    HouseholdNeed,
    Learner,
    Mode,
    Offering,
    Plan,
    PlannedClass,
    School,
    Session,
    Slot,
    Teacher,
)
from models.times import minute_of
from tests.builders import a_plan

NEVER = 10**9


@dataclass(frozen=True)
class Option:
    """A class at a weekly pattern; ``places`` are (slot, location or ``None`` online)."""

    offering: Offering
    run: ClassRun | None
    location: str | None
    places: tuple[tuple[Slot, str | None], ...]


@dataclass
class Best:
    """The least objective (``NEVER``: no plan obeys the rules) and a plan that attains it."""

    objective: int = NEVER
    plan: Plan | None = None


@dataclass
class Enumeration:
    """Everything that is worked out once per school."""

    school: School
    _values: dict[Option, NDArray[np.int64]] = field(default_factory=dict)

    def best(self) -> Best:
        """Try everything."""
        best = Best()
        for options in self.structures():
            self._try(options, best)
        return best

    # -- which classes at which times -----------------------------------------------------

    def structures(self) -> Iterator[list[Option]]:
        """Sets of classes with their patterns; equal new classes in one order only."""
        choices: list[list[tuple[Option, ...]]] = []
        for run in self.school.classes:
            options = [(o,) for o in self.options(self.school.offering[run.offering], run)]
            choices.append([(), *options] if run.may_close else options)
        for offering in self.school.offerings:
            most = len(self.school.learners) // offering.minimum
            if offering.max_new_classes is not None:
                most = min(most, offering.max_new_classes)
            options_of = self.options(offering, None)
            choices.append(
                [c for n in range(most + 1) for c in combinations_with_replacement(options_of, n)]
            )
        for chosen in product(*choices):
            yield [option for part in chosen for option in part]

    def options(self, offering: Offering, run: ClassRun | None) -> list[Option]:
        """Patterns of an offering, or those open to a run."""
        settled = self.school.location_of(run) if run else None
        where: list[str | None] = [settled]
        if offering.mode is Mode.ONLINE:
            where = [None]
        elif settled is None:
            where = list(offering.locations or self.school.location)
        if run is not None and run.fixed_times:
            times = [tuple(sorted(run.slots))]
        else:
            times = [
                chosen
                for chosen in combinations(sorted(offering.slots), offering.sessions_per_week)
                if _spread_well(chosen, offering)
            ]
        on_site = offering.sessions_per_week - offering.online_count()
        return [
            Option(
                offering,
                run,
                place,
                tuple((s, place if k < on_site else None) for k, s in enumerate(chosen)),
            )
            for place in where
            for chosen in times
        ]

    # -- who teaches where ----------------------------------------------------------------

    def staffings(self, options: list[Option]) -> tuple[int, list[str]] | None:
        """Cheapest teachers for all sessions, or ``None``."""
        sessions = [(o, at) for o in options for at in range(len(o.places))]
        best: tuple[int, list[str]] | None = None
        for chosen in self._teachers(sessions, []):
            if not self._certified(chosen):
                continue
            cost, at = 0, 0
            weights = self.school.policy.weights
            for option in options:
                mine = chosen[at : at + len(option.places)]
                at += len(option.places)
                run = option.run
                if run is None or not run.fixed_teacher:
                    cost += weights.extra_teacher * (len(set(mine)) - 1)
                for (slot, place), name in zip(option.places, mine, strict=True):
                    cost += weights.soft_busy * self._teacher_hit(name, slot, place, hard=False)
                    now = _listed(run, "teachers", slot)
                    cost += weights.changed_teacher * (now is not None and now != name)
            if best is None or cost < best[0]:
                best = (cost, list(chosen))
        return best

    def _teachers(
        self, sessions: list[tuple[Option, int]], chosen: list[str]
    ) -> Iterator[list[str]]:
        if len(chosen) == len(sessions):
            yield chosen
            return
        option, at = sessions[len(chosen)]
        slot, place = option.places[at]
        for teacher in self.school.teachers:
            name = teacher.reference
            if (
                self._may_teach(teacher, option, slot, place)
                and chosen.count(name) < teacher.max_sessions
                and not any(
                    other == name
                    and slot.overlaps(
                        o.places[k][0], self.school.way_between(place, o.places[k][1])
                    )
                    for other, (o, k) in zip(chosen, sessions, strict=False)
                )
            ):
                yield from self._teachers(sessions, [*chosen, name])

    def _may_teach(self, teacher: Teacher, option: Option, slot: Slot, place: str | None) -> bool:
        offering, run = option.offering, option.run
        return (
            all(r in teacher.routes for r in offering.routes)
            and (teacher.alphabetisation or not offering.needs_alphabetisation)
            and (self._counts(teacher) or not offering.needs_certified)
            and (place is None or not teacher.locations or place in teacher.locations)
            and _inside(slot, teacher.available)
            and not self._teacher_hit(teacher.reference, slot, place, hard=True)
            and (
                run is None
                or not run.fixed_teacher
                or _fixed_listed(run, run.teachers, slot) in (None, teacher.reference)
            )
        )

    def _counts(self, teacher: Teacher) -> bool:
        training = teacher.certification is Certification.IN_TRAINING
        return teacher.certification is Certification.CERTIFIED or (
            training and self.school.policy.in_training_counts
        )

    def _certified(self, chosen: list[str]) -> bool:
        used = set(chosen)
        good = sum(self._counts(self.school.teacher[t]) for t in used)
        share = self.school.policy.certified_share_on(self.school.start)
        return 100 * good >= round(100 * share) * len(used)

    def _teacher_hit(self, name: str, slot: Slot, place: str | None, hard: bool) -> bool:
        return any(
            slot.overlaps(
                w.slot,
                0
                if w.area is None or place is None
                else self.school.travel_minutes(w.area, self.school.location[place].area),
            )
            for w in self.school.windows(name)
            if self.school.is_hard(w) == hard
        )

    def roomings(self, options: list[Option]) -> dict[tuple[int, ...], tuple[int, list[str]]]:
        """Cheapest rooms per tuple of seats (one per class, the smallest of its rooms)."""
        sessions = [(o, at) for o in options for at in range(len(o.places))]
        found: dict[tuple[int, ...], tuple[int, list[str]]] = {}
        weights = self.school.policy.weights
        for chosen in self._rooms(sessions, []):
            cost, at, seats = 0, 0, []
            for option in options:
                mine = chosen[at : at + len(option.places)]
                at += len(option.places)
                used = {r for r in mine if r}
                seats.append(min((self.school.room[r].capacity for r in used), default=NEVER))
                if option.run is None or not option.run.fixed_room:
                    cost += weights.extra_room * max(0, len(used) - 1)
                for (slot, _), name in zip(option.places, mine, strict=True):
                    now = _listed(option.run, "rooms", slot)
                    cost += weights.changed_room * (now is not None and name not in ("", now))
            key = tuple(seats)
            if key not in found or cost < found[key][0]:
                found[key] = (cost, list(chosen))
        return found

    def _rooms(self, sessions: list[tuple[Option, int]], chosen: list[str]) -> Iterator[list[str]]:
        if len(chosen) == len(sessions):
            yield chosen
            return
        option, at = sessions[len(chosen)]
        slot, place = option.places[at]
        if place is None:
            yield from self._rooms(sessions, [*chosen, ""])
            return
        run = option.run
        for room in self.school.rooms:
            name = room.reference
            if (
                room.location == place
                and _inside(slot, room.opening)
                and not any(
                    other == name and slot.overlaps(o.places[k][0])
                    for other, (o, k) in zip(chosen, sessions, strict=False)
                )
                and (
                    run is None
                    or not run.fixed_room
                    or _fixed_listed(run, run.rooms, slot) in (None, name)
                )
            ):
                yield from self._rooms(sessions, [*chosen, name])

    # -- who sits where -------------------------------------------------------------------

    def _try(self, options: list[Option], best: Best) -> None:
        held = {x.current_class for x in self.school.learners}
        open_runs = {o.run.reference for o in options if o.run}
        for run in self.school.classes:
            if run.fixed_members and run.reference in held and run.reference not in open_runs:
                return
        teachers = self.staffings(options)
        if teachers is None:
            return
        people = len(self.school.learners)
        seat, masks = _seatings(people, len(options))
        base = self.waiting[masks[0]] + self._couples(options, seat)
        sizes = [np.array([m.bit_count() for m in range(1 << people)])] * len(options)
        for seats, (cost, rooms) in self.roomings(options).items():
            total = base + teachers[0] + cost
            for c, option in enumerate(options):
                value = np.where(sizes[c] <= seats[c], self.value(option), NEVER)
                total = total + value[masks[c + 1]]
            at = int(total.argmin())
            if total[at] < min(best.objective, NEVER):
                best.objective = int(total[at])
                best.plan = self._plan(options, teachers[1], rooms, seat[:, at])

    def value(self, option: Option) -> NDArray[np.int64]:
        """Cost of an open class for every set of members (a bit mask), staff left aside."""
        if option not in self._values:
            people = self.school.learners
            cost = [self._member(option, x) for x in people]
            self._values[option] = np.array(
                [
                    self._class_cost(option, [i for i in range(len(people)) if mask >> i & 1], cost)
                    for mask in range(1 << len(people))
                ]
            )
        return self._values[option]

    def _class_cost(self, option: Option, members: list[int], cost: list[int | None]) -> int:
        school, offering, run = self.school, option.offering, option.run
        weights = school.policy.weights
        rows = [school.learners[i] for i in members]
        costs = [cost[i] for i in members]
        fixed = [
            x
            for x in school.learners
            if run is not None and run.fixed_members and x.current_class == run.reference
        ]
        new = run is None or run.started_on is None
        levels, already = [x.score for x in rows], [x.score for x in fixed]
        spread = max(offering.level_spread, _range(already))
        literacies, were = {x.literacy for x in rows}, {x.literacy for x in fixed}
        most = min(
            offering.maximum,
            school.policy.legal_maximum(offering.routes, school.start) or offering.maximum,
        )
        if (
            any(c is None for c in costs)
            or any(x not in rows for x in fixed)
            or len(rows) > most
            or (new and len(rows) < offering.minimum)
            or _range(levels) > spread
            or (not offering.mix_literacy and len(literacies) > 1 and len(were) < 2)
        ):
            return NEVER
        learn = _away([school.learnability(x) for x in rows])
        learn -= _away([school.learnability(x) for x in fixed])
        total = sum(c for c in costs if c is not None)
        total += weights.level_deviation * (_away(levels) - _away(already))
        total += weights.learnability_deviation * learn
        total += weights.empty_seat * max(0, min(offering.target, most) - len(rows))
        if run is None or run.may_close:
            hours = offering.sessions_per_week * offering.session_minutes
            total += (weights.class_hour * hours + 30) // 60
        if run is not None and run.slots:
            total += weights.moved_session * sum(s not in run.slots for s, _ in option.places)
        return total

    def _member(self, option: Option, learner: Learner) -> int | None:
        """What a seat costs a learner, or ``None`` when it is not allowed."""
        school, weights = self.school, self.school.policy.weights
        stays = option.run is not None and learner.current_class == option.run.reference
        if not stays and not self._admits(option, learner):
            return None
        if any(self._hit(learner, s, p, hard=True) for s, p in option.places):
            return None
        moved = 0 if stays or learner.current_class is None else weights.moved_learner
        if school.is_settled(learner):
            return moved
        soft = sum(self._hit(learner, s, p, hard=False) for s, p in option.places)
        wishes = sum(
            (learner.wish_earliest is not None and s.start < minute_of(learner.wish_earliest))
            or (learner.wish_latest is not None and s.end > minute_of(learner.wish_latest))
            for s, _ in option.places
        )
        wishes += sum(
            p is not None and learner.wish_location not in (None, p) for _, p in option.places
        )
        days = len({s.weekday for s, p in option.places if p is not None})
        minutes = 2 * days * school.way_from_home(learner, option.location)
        loose = 0
        if learner.childcare is not Childcare.NONE:
            every = {s.weekday for s, _ in option.places}
            needed = -(-len(option.places) // option.offering.max_sessions_per_day)
            loose = max(0, len(every) - needed) + sum(
                (b.start - a.end) // 60
                for (a, _), (b, _) in pairwise(option.places)
                if a.weekday == b.weekday
            )
        return (
            moved
            + weights.soft_busy * soft
            + weights.weekly_activity * self._lost(option, learner)
            + weights.wish * wishes
            + weights.travel * -(-minutes // 15)
            + weights.compact_day * loose
        )

    def _lost(self, option: Option, learner: Learner) -> int:
        """Weekly activities of which a lesson takes every moment."""
        lost = 0
        for kept in self.school.kept_free:
            area = kept.area or learner.home_area
            if kept.person == learner.reference:
                lost += not any(
                    all(
                        not s.overlaps(
                            moment,
                            0
                            if p is None
                            else self.school.travel_minutes(area, self.school.location[p].area),
                        )
                        for s, p in option.places
                    )
                    for moment in kept.moments
                )
        return lost

    def _admits(self, option: Option, x: Learner) -> bool:
        """Admission and evening, for somebody who is not in the class yet."""
        school, o = self.school, option.offering
        groups = school.audiences(x)
        evening = any(school.is_evening(s) for s, _ in option.places)
        allowed = school.policy.evening_for
        return (
            x.route in o.routes
            and o.level_from.score <= x.score <= o.level_to.score
            and (not o.literacies or x.literacy in o.literacies)
            and (not o.paces or school.pace(x) in o.paces)
            and (not o.statuses or x.status in o.statuses)
            and (not o.audience or any(g in groups for g in o.audience))
            and (option.run is None or school.accepts_newcomers(option.run))
            and (not evening or not allowed or any(g in groups for g in allowed))
        )

    def _hit(self, learner: Learner, slot: Slot, place: str | None, hard: bool) -> bool:
        school = self.school
        return any(
            slot.overlaps(
                w.slot,
                0
                if place is None
                else school.travel_minutes(
                    w.area or learner.home_area, school.location[place].area
                ),
            )
            for w in school.windows(learner.reference)
            if school.is_hard(w) == hard
        )

    @cached_property
    def waiting(self) -> NDArray[np.int64]:
        """Cost of every set of learners left without a class."""
        one = [self._waits(x) for x in self.school.learners]
        return np.array(
            [sum(c for i, c in enumerate(one) if mask >> i & 1) for mask in range(1 << len(one))]
        )

    def _waits(self, learner: Learner) -> int:
        school, weights = self.school, self.school.policy.weights
        options = [o for run in school.classes for o in self.options(
            school.offering[run.offering], run)]  # fmt: skip
        options += [
            o
            for offering in school.offerings
            if offering.max_new_classes != 0
            for o in self.options(offering, None)
        ]
        if learner.current_class is None and all(self._member(o, learner) is None for o in options):
            return 0
        weeks = (school.start - learner.registered_on).days // 7
        hours = [
            o.sessions_per_week * o.session_minutes / 60
            for o in school.offerings
            if learner.route in o.routes
        ]
        return (
            weights.unplaced
            + weights.waiting_week * min(weeks, 52)
            + weights.over_max_wait * (weeks > school.policy.max_wait_weeks)
            + weights.term_short * school.term_is_short(learner, max(hours, default=0))
            + weights.moved_learner * (learner.current_class is not None)
        )

    def _couples(self, options: list[Option], seat: NDArray[np.int64]) -> NDArray[np.int64]:
        """Cost of needs not met, for every seating."""
        school = self.school
        total = np.zeros(seat.shape[1], dtype=np.int64)
        index = {x.reference: i for i, x in enumerate(school.learners)}
        for a, b, need, hard in school.couples:
            settled = school.is_settled(a) and school.is_settled(b)
            price = NEVER if hard else 0 if settled else school.policy.weights.household
            table = np.zeros((len(options) + 1, len(options) + 1), dtype=np.int64)
            for c, d in product(range(len(options)), repeat=2):
                broken = not self._meets(need, a, b, options[c], options[d], c == d)
                table[c + 1, d + 1] = price * broken
            total += table[seat[index[a.reference]], seat[index[b.reference]]]
        return total

    def _meets(
        self, need: HouseholdNeed, a: Learner, b: Learner, one: Option, other: Option, same: bool
    ) -> bool:
        if need is HouseholdNeed.DIFFERENT_CLASSES:
            return not same
        if need is HouseholdNeed.SAME_TIME:
            swap = len(one.places) > len(other.places)
            few, many = (other, one) if swap else (one, other)
            return all(any(s.overlaps(t) for t, _ in many.places) for s, _ in few.places)
        return not any(
            s.overlaps(t, self.school.way_from_home(a, p) + self.school.way_from_home(b, q))
            for (s, p), (t, q) in product(one.places, other.places)
        )

    def _plan(
        self, options: list[Option], teachers: list[str], rooms: list[str], seat: NDArray[np.int64]
    ) -> Plan:
        classes, at = [], 0
        for c, option in enumerate(options):
            name = option.run.reference if option.run else f"new-{c}"
            sessions = tuple(
                Session(
                    slot=slot, teacher=teachers[at + k], room=rooms[at + k] or None,
                    online=place is None,
                )
                for k, (slot, place) in enumerate(option.places)
            )  # fmt: skip
            at += len(option.places)
            classes.append(
                PlannedClass(
                    reference=name,
                    offering=option.offering.reference,
                    name=name,
                    location=option.location,
                    sessions=sessions,
                    existing=option.run is not None,
                )
            )
        members = {
            row.reference: " ".join(
                x.reference for i, x in enumerate(self.school.learners) if seat[i] == c + 1
            )
            for c, row in enumerate(classes)
        }
        return a_plan(self.school, *classes, **members)


@cache
def _seatings(people: int, classes: int) -> tuple[NDArray[np.int64], list[NDArray[np.int64]]]:
    """Class of each learner (0: waiting) in every seating, and the members as bit masks."""
    seat = np.indices((classes + 1,) * people).reshape(people, -1)
    bits = (1 << np.arange(people))[:, None]
    return seat, [((seat == c) * bits).sum(axis=0) for c in range(classes + 1)]


def _spread_well(chosen: tuple[Slot, ...], offering: Offering) -> bool:
    days = sorted({s.weekday for s in chosen})
    times = [[(s.start, s.end) for s in chosen if s.weekday == day] for day in days]
    return (
        not any(a.overlaps(b) for a, b in combinations(chosen, 2))
        and all(len(t) <= offering.max_sessions_per_day for t in times)
        and all(b - a - 1 >= offering.min_days_between for a, b in pairwise(days))
        and (not offering.same_time or all(t == times[0] for t in times))
    )


def _listed(run: ClassRun | None, what: str, slot: Slot) -> str | None:
    """Teacher or room a run has at one of its slots now."""
    if run is None or slot not in run.slots:
        return None
    names: tuple[str, ...] = getattr(run, what)
    return names[0 if len(names) == 1 else run.slots.index(slot)] if names else None


def _fixed_listed(run: ClassRun, names: tuple[str, ...], slot: Slot) -> str | None:
    """Teacher or room a run must keep at a slot; a single one holds for every slot."""
    if len(names) == 1:
        return names[0]
    return names[run.slots.index(slot)] if names and slot in run.slots else None


def _inside(slot: Slot, windows: tuple[Slot, ...]) -> bool:
    free = {m for w in windows if w.weekday == slot.weekday for m in range(w.start, w.end)}
    return all(m in free for m in range(slot.start, slot.end))


def _range(values: list[int]) -> int:
    return max(values) - min(values) if values else 0


def _away(values: list[int]) -> int:
    middle = sorted(values)[len(values) // 2] if values else 0
    return sum(abs(v - middle) for v in values)
