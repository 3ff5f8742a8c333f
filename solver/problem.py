"""A school as the solver sees it: indexed, immutable, every rule that concerns one learner,
one teacher or one pattern already worked out as an array.

What is left for the search are the choices that couple people: who sits in which class, at
which pattern, with which teacher and room.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models import (
    Certification,
    Childcare,
    ClassRun,
    HouseholdNeed,
    Learner,
    Offering,
    School,
)
from solver.places import Bools, Ints, Places
from solver.rules import (
    admission,
    busy,
    class_hours,
    compact_days,
    evening,
    placement,
    room_open,
    soft_busy,
    teacher_available,
    teacher_qualified,
    travel,
    weekly_activity,
    wishes,
)
from solver.variants import Variant, variants_of


@dataclass(frozen=True)
class Group:
    """One running class, or the family of interchangeable new classes of an offering.

    ``who`` (length L) are indices of learners who can be members in at least one variant;
    ``ok`` is L x V, and so is each of ``parts``: what a member costs, by rule. ``fixed`` are
    positions in ``who`` of members who must stay. ``count`` is the largest number of classes
    (1 for a run).
    """

    index: int
    offering: Offering
    run: ClassRun | None
    variants: tuple[Variant, ...]
    places: Ints  # V x S, positions in Problem.places
    who: Ints
    ok: Bools
    parts: dict[str, Ints]
    fixed: tuple[int, ...]
    minimum: int
    maximum: int
    target: int
    spread: int
    mixes_literacy: bool
    count: int
    must_open: bool
    open_cost: int
    base_level: int
    base_learnability: int
    teachers: tuple[int, ...]

    @property
    def key(self) -> str:
        """Reference of the run, or of the offering."""
        return self.run.reference if self.run else self.offering.reference

    @cached_property
    def cost(self) -> Ints:
        """L x V: what a member costs in a variant, the make-up of the class left aside."""
        total: Ints = sum(self.parts.values(), np.zeros(self.ok.shape, dtype=np.int64))
        return total

    @cached_property
    def position(self) -> dict[int, int]:
        """Position in ``who`` of each learner index."""
        return {int(i): at for at, i in enumerate(self.who)}

    @cached_property
    def place_ids(self) -> tuple[int, ...]:
        """Every place some variant uses, in order."""
        return tuple(int(p) for p in np.unique(self.places))


@dataclass(frozen=True, slots=True)
class Couple:
    """Two learners (indices) of one household and what they need of each other."""

    first: int
    second: int
    need: HouseholdNeed
    hard: bool
    settled: bool


@dataclass(frozen=True)
class Problem:
    """The whole problem. Arrays over learners have length N, over places P."""

    school: School
    places: Places
    score: Ints
    learnability: Ints
    literacy: Ints
    unplaced_cost: Ints
    settled: Bools
    groups: tuple[Group, ...]
    couples: tuple[Couple, ...]
    teacher_free: Bools  # T x P
    teacher_cost: Ints  # T x P
    teacher_limit: Ints
    room_free: Bools  # R x P
    room_capacity: Ints

    @property
    def learners(self) -> tuple[Learner, ...]:
        """Learners in index order."""
        return self.school.learners

    @cached_property
    def groups_of(self) -> dict[int, list[int]]:
        """Groups a learner could join, per learner index; learners with none left out."""
        found: dict[int, list[int]] = {}
        for group in self.groups:
            for i in group.who:
                found.setdefault(int(i), []).append(group.index)
        return found

    @cached_property
    def couples_of(self) -> dict[int, list[Couple]]:
        """Couples a learner belongs to."""
        found: dict[int, list[Couple]] = {}
        for couple in self.couples:
            found.setdefault(couple.first, []).append(couple)
            found.setdefault(couple.second, []).append(couple)
        return found

    @cached_property
    def teacher_clash(self) -> Bools:
        """P x P: one teacher cannot be at both places (travel between locations counted)."""
        rows = self.places.rows
        names = sorted({p.location for p in rows if p.location is not None})
        at = {name: i for i, name in enumerate(names)}
        way = np.zeros((len(names) + 1, len(names) + 1), dtype=np.int64)
        for a in names:
            for b in names:
                way[at[a], at[b]] = self.school.way_between(a, b)
        where = np.array(
            [-1 if p.location is None else at[p.location] for p in rows], dtype=np.int64
        )
        return self.places.clashing(way[where[:, None], where[None, :]])

    @cached_property
    def home_group(self) -> Ints:
        """Group index of each learner's current class, -1 without one."""
        of_run = {g.run.reference: g.index for g in self.groups if g.run is not None}
        return np.array(
            [of_run.get(x.current_class or "", -1) for x in self.learners], dtype=np.int64
        )

    @cached_property
    def counts_for_share(self) -> Bools:
        """Teachers who count as certified for the quality mark."""
        good = {Certification.CERTIFIED}
        if self.school.policy.in_training_counts:
            good.add(Certification.IN_TRAINING)
        return np.array([t.certification in good for t in self.school.teachers], dtype=bool)

    def apart_clash(self, first: int, second: int) -> Bools:
        """P x P: a session of the first and one of the second clash, both ways home counted."""
        ways = [
            self.places.minutes(self.school, self.learners[i].home_area) for i in (first, second)
        ]
        return self.places.clashing(ways[0][:, None] + ways[1][None, :])


def build(school: School) -> Problem:
    """Index a school (whose references are right: :func:`models.checks.issues` found nothing)."""
    families: list[tuple[Offering, ClassRun | None, list[Variant]]] = [
        (
            school.offering[run.offering],
            run,
            variants_of(school, school.offering[run.offering], run),
        )
        for run in school.classes
    ]
    families += [
        (offering, None, variants_of(school, offering))
        for offering in school.offerings
        if offering.max_new_classes != 0
    ]
    places = Places.of(p for _, _, variants in families for v in variants for p in v.places)
    people = _People(school, places)
    staff = _Staff(school, places)
    groups = tuple(
        _group(index, offering, run, variants, people, staff)
        for index, (offering, run, variants) in enumerate(families)
    )
    reachable = people.reachable
    indices = {x.reference: i for i, x in enumerate(school.learners)}
    couples = tuple(
        Couple(
            indices[a.reference],
            indices[b.reference],
            need,
            hard,
            school.is_settled(a) and school.is_settled(b),
        )
        for a, b, need, hard in school.couples
    )
    return Problem(
        school=school,
        places=places,
        score=people.score,
        learnability=people.learnability,
        literacy=people.literacy,
        unplaced_cost=np.where(reachable, people.unplaced, 0),
        settled=people.settled,
        groups=groups,
        couples=couples,
        teacher_free=staff.free,
        teacher_cost=staff.cost,
        teacher_limit=np.array([t.max_sessions for t in school.teachers], dtype=np.int64),
        room_free=staff.room_free,
        room_capacity=np.array([r.capacity for r in school.rooms], dtype=np.int64),
    )


class _Staff:
    """Teachers and rooms over the places."""

    def __init__(self, school: School, places: Places) -> None:
        size = len(places.rows)
        self.school = school
        self.free = np.array(
            [teacher_available.compile_free(school, places, t) for t in school.teachers],
            dtype=bool,
        ).reshape(len(school.teachers), size)
        self.cost = np.array(
            [soft_busy.compile_teacher(school, places, t) for t in school.teachers],
            dtype=np.int64,
        ).reshape(len(school.teachers), size)
        self.room_free = np.array(
            [room_open.compile_free(places, r) for r in school.rooms], dtype=bool
        ).reshape(len(school.rooms), size)
        self.needs_room = places.physical

    def qualified(self, offering: Offering) -> tuple[int, ...]:
        return tuple(
            j
            for j, t in enumerate(self.school.teachers)
            if teacher_qualified.compile_admits(self.school, t, offering)
        )

    def usable(self, teachers: tuple[int, ...]) -> Bools:
        """Places where some qualified teacher is available and a room is open if needed."""
        taught = self.free[list(teachers)].any(axis=0)
        roomy = self.room_free.any(axis=0) | ~self.needs_room
        return np.asarray(taught & roomy)


class _People:
    """Learners over the places."""

    def __init__(self, school: School, places: Places) -> None:
        self.school, self.places = school, places
        learners = school.learners
        self.score = np.array([x.score for x in learners], dtype=np.int64)
        self.learnability = np.array([school.learnability(x) for x in learners], dtype=np.int64)
        kinds = {kind: i for i, kind in enumerate(sorted({x.literacy for x in learners}))}
        self.literacy = np.array([kinds[x.literacy] for x in learners], dtype=np.int64)
        moved = school.policy.weights.moved_learner
        self.unplaced = np.array(
            [placement.compile_cost(school, x) + moved * bool(x.current_class) for x in learners],
            dtype=np.int64,
        )
        self.settled = np.array([school.is_settled(x) for x in learners], dtype=bool)
        self.free = [busy.compile_free(school, places, x) for x in learners]
        self.newly_free = [
            free & evening.compile_free(school, places, x)
            for x, free in zip(learners, self.free, strict=True)
        ]
        self.soft = [soft_busy.compile_learner(school, places, x) for x in learners]
        self.taken = [weekly_activity.compile_learner(school, places, x) for x in learners]
        self.wish = [wishes.compile_learner(school, places, x) for x in learners]
        self.way = [places.minutes(school, x.home_area) for x in learners]
        self.childcare = np.array([x.childcare is not Childcare.NONE for x in learners])
        self.reachable = np.array([x.current_class is not None for x in learners], dtype=bool)


def _group(
    index: int,
    offering: Offering,
    run: ClassRun | None,
    variants: list[Variant],
    people: _People,
    staff: _Staff,
) -> Group:
    school, places = people.school, people.places
    staying = {
        i
        for i, x in enumerate(school.learners)
        if run is not None and x.current_class == run.reference
    }
    candidates = [
        i
        for i, x in enumerate(school.learners)
        if i in staying
        or (
            not (school.is_settled(x) or _held(school, x))
            and (run is None or school.accepts_newcomers(run))
            and admission.compile_admits(school, x, offering)
        )
    ]
    spots = np.array(
        [[places.index[p] for p in v.places] for v in variants], dtype=np.int64
    ).reshape(len(variants), offering.sessions_per_week if variants else 0)
    ok = np.array(
        [
            (people.free[i] if i in staying else people.newly_free[i])[spots].all(axis=1)
            for i in candidates
        ],
        dtype=bool,
    ).reshape(len(candidates), len(variants))
    people.reachable[[i for i, row in zip(candidates, ok, strict=True) if row.any()]] = True

    teachers = staff.qualified(offering)
    keep: Bools = np.ones(len(variants), dtype=bool)
    if run is None or not run.fixed_times:
        keep = np.asarray(staff.usable(teachers)[spots].all(axis=1))
    fixed_members = run is not None and run.fixed_members
    rows = np.array(
        [
            bool(ok[r, keep].any()) or (fixed_members and i in staying)
            for r, i in enumerate(candidates)
        ],
        dtype=bool,
    )
    kept = [v for v, k in zip(variants, keep, strict=True) if k]
    who = np.array(candidates, dtype=np.int64)[rows]
    ok, spots = ok[rows][:, keep], spots[keep]
    fixed = tuple(at for at, i in enumerate(who) if fixed_members and int(i) in staying)
    members = who[list(fixed)]
    levels, learns = people.score[members], people.learnability[members]
    literacies = {int(x) for x in people.literacy[members]}
    maximum = school.class_maximum(offering)
    laid_down = run is not None and run.started_on is not None
    return Group(
        index=index,
        offering=offering,
        run=run,
        variants=tuple(kept),
        places=spots,
        who=who,
        ok=ok,
        parts=_parts(people, offering, kept, spots, who, staying),
        fixed=fixed,
        minimum=0 if laid_down else offering.minimum,
        maximum=maximum,
        target=min(offering.target, maximum),
        spread=max(offering.level_spread, int(np.ptp(levels)) if len(levels) else 0),
        mixes_literacy=offering.mix_literacy or len(literacies) > 1,
        count=1 if run is not None else _count(offering, len(who)),
        must_open=run is not None and (not run.may_close or bool(fixed)),
        open_cost=(
            class_hours.compile_cost(school, offering) if run is None or run.may_close else 0
        ),
        base_level=deviation(levels),
        base_learnability=deviation(learns),
        teachers=teachers,
    )


def _held(school: School, learner: Learner) -> bool:
    run = school.running.get(learner.current_class or "")
    return run is not None and run.fixed_members


def _count(offering: Offering, candidates: int) -> int:
    most = candidates // offering.minimum
    return most if offering.max_new_classes is None else min(most, offering.max_new_classes)


def _parts(
    people: _People,
    offering: Offering,
    variants: list[Variant],
    spots: Ints,
    who: Ints,
    staying: set[int],
) -> dict[str, Ints]:
    school = people.school
    if not len(who) or not variants:
        return {}
    open_week = ~people.settled[who][:, None]
    way = np.array([people.way[i][spots].max(axis=1) for i in who])
    on_site = np.array(
        [len({p.slot.weekday for p in v.places if p.location is not None}) for v in variants],
        dtype=np.int64,
    )
    compact = compact_days.compile_cost(school, offering, variants)
    moves = [school.learners[i].current_class is not None and int(i) not in staying for i in who]
    moved = np.array(moves, dtype=np.int64) * school.policy.weights.moved_learner
    shape = (len(who), len(variants))
    return {
        "soft_busy": open_week * np.array([people.soft[i][spots].sum(axis=1) for i in who]),
        "weekly_activity": open_week
        * weekly_activity.compile_cost(school, [people.taken[i] for i in who], spots),
        "wishes": open_week * np.array([people.wish[i][spots].sum(axis=1) for i in who]),
        "travel": open_week * travel.compile_cost(school, way, on_site[None, :]),
        "compact_days": open_week * people.childcare[who][:, None] * compact[None, :],
        "stability": np.broadcast_to(moved[:, None], shape),
    }


def deviation(values: Ints) -> int:
    """Sum of absolute deviations from the median."""
    if not len(values):
        return 0
    return int(np.abs(values - np.sort(values)[len(values) // 2]).sum())
