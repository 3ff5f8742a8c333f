"""Learners, households and their weeks, drawn from a scenario's population."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TypeVar

import numpy as np

from models import (
    Audience,
    BusyReason,
    BusyWindow,
    Childcare,
    ClassRun,
    Gender,
    Household,
    HouseholdNeed,
    Learner,
    Level,
    Literacy,
    Offering,
    Pace,
    Policy,
    School,
    Slot,
    Status,
)
from models.times import minute_of
from scheduler.generate.scenario import OfferingSpec, Scenario

T = TypeVar("T")
SHIFTS = ((7, 12), (8, 16), (8, 12), (13, 17), (13, 21), (17, 21))  # ASSUMPTION: usual shifts
PREFERENCE_HOURS = ((9, 12), (9, 15), (12, 17), (18, 22))  # ASSUMPTION: hours people wish


class People:
    """Grows the population: members of running classes, waiting learners, couples."""

    def __init__(self, scenario: Scenario, rng: np.random.Generator, policy: Policy) -> None:
        self.scenario, self.rng, self.policy = scenario, rng, policy
        self.spec = scenario.population
        self.learners: list[Learner] = []
        self.households: list[Household] = []
        self.busy: list[BusyWindow] = []

    def members(self, spec: OfferingSpec, offering: Offering, run: ClassRun, count: int) -> None:
        """Members of a running class, alike in level, free at its times."""
        levels = self._levels(spec)
        centre = int(self.rng.integers(len(levels)))
        literacy = self._literacy(spec, offering)
        for _ in range(count):
            near = int(np.clip(round(self.rng.normal(centre, 0.7)), 0, len(levels) - 1))
            low = levels[centre].score
            scores = [x for x in levels if abs(x.score - low) <= offering.level_spread // 2]
            level = levels[near] if levels[near] in scores else levels[centre]
            literate = self._literacy(spec, offering) if spec.mix_literacy else literacy
            self._add(spec, offering, level, literate, run)

    def waiting(self, spec: OfferingSpec, offering: Offering) -> None:
        """A waiting learner whom the offering admits."""
        levels = self._levels(spec)
        weights = np.linspace(2.0, 1.0, len(levels))  # ASSUMPTION: beginners wait most
        level = levels[int(self.rng.choice(len(levels), p=weights / weights.sum()))]
        self._add(spec, offering, level, self._literacy(spec, offering), None)

    def couple_up(self, school: School) -> None:
        """Let some learners live together; needs only where the roster leaves them open."""
        order = self.rng.permutation(len(self.learners))
        number = 0
        for a, b in zip(order[::2], order[1::2], strict=False):
            if self.rng.random() >= self.spec.couples:
                continue
            one, other = self.learners[int(a)], self.learners[int(b)]
            needs = self.rng.random() < self.spec.couple_need_share
            need = self.spec.couple_need if needs else HouseholdNeed.NOTHING
            if not self._compatible(school, one, other, need):
                need = HouseholdNeed.NOTHING
            number += 1
            reference = f"H{number:03d}"
            home = {"household": reference, "home_area": one.home_area}
            self.learners[int(a)] = one.model_copy(update={"household": reference})
            if other.current_class is None:
                self.learners[int(b)] = other.model_copy(update=home)
            else:
                self.learners[int(b)] = other.model_copy(update={"household": reference})
            self.households.append(
                Household(reference=reference, need=need, hard=bool(self.rng.random() < 0.6))
            )

    def _compatible(
        self, school: School, one: Learner, other: Learner, need: HouseholdNeed
    ) -> bool:
        runs = [school.running.get(x.current_class or "") for x in (one, other)]
        if runs[0] is None or runs[1] is None:
            return True
        if need is HouseholdNeed.APART_IN_TIME:
            gap = sum(
                school.way_from_home(x, school.location_of(r))
                for x, r in zip((one, other), runs, strict=True)
                if r is not None
            )
            return not any(s.overlaps(t, gap) for s in runs[0].slots for t in runs[1].slots)
        return need is not HouseholdNeed.DIFFERENT_CLASSES or runs[0] is not runs[1]

    # -- one learner ------------------------------------------------------------------------

    def _pick(self, shares: dict[T, float]) -> T:
        keys = list(shares)
        weights = np.array([shares[k] for k in keys], dtype=float)
        return keys[int(self.rng.choice(len(keys), p=weights / weights.sum()))]

    def _levels(self, spec: OfferingSpec) -> list[Level]:
        low, high = spec.levels[0].score, spec.levels[1].score
        return [level for level in Level if low <= level.score <= high]

    def _literacy(self, spec: OfferingSpec, offering: Offering) -> Literacy:
        allowed = offering.literacies or tuple(Literacy)
        weights = {Literacy.LATIN: 0.55, Literacy.OTHER_SCRIPT: 0.35, Literacy.NONE: 0.1}
        del spec
        return self._pick({k: weights[k] for k in allowed})

    def _learnability(self, spec: OfferingSpec) -> int:
        mean, spread = self.spec.learnability_mean, self.spec.learnability_spread
        for _ in range(60):
            value = int(np.clip(round(self.rng.normal(mean, spread)), 5, 98))
            if not spec.paces or self.policy.pace_of(value) in spec.paces:
                return value
        middle = {Pace.SLOW: 25, Pace.AVERAGE: 55, Pace.FAST: 82}
        return middle[spec.paces[0]]

    def _add(
        self,
        spec: OfferingSpec,
        offering: Offering,
        level: Level,
        literacy: Literacy,
        run: ClassRun | None,
    ) -> None:
        rng, number = self.rng, len(self.learners) + 1
        reference = f"C{number:04d}"
        status = self._pick(self.spec.status)
        female = rng.random() < self.spec.female
        works = rng.random() < self.spec.paid_work
        child = rng.random() < self.spec.children
        care = Childcare.NONE
        if child:
            luck = rng.random()
            care = Childcare.UNAVAILABLE
            if luck < self.spec.childcare_arranged:
                care = Childcare.ARRANGED
            elif luck < self.spec.childcare_arranged + self.spec.childcare_waiting:
                care = Childcare.WAITING
        if spec.audience:
            status, works, care = self._suit(spec.audience, status, works, care)
        low, high = spec.levels[0].score, spec.levels[1].score
        tests = {
            name: int(np.clip(level.score + rng.integers(-6, 7), max(low, 0), min(high, 100)))
            for name in ("reading", "listening", "speaking", "writing")
        }
        weeks = min(int(rng.exponential(self.spec.wait_weeks_mean)) + 1, 60)
        seated = run is not None and run.started_on is not None
        since = run.started_on if run is not None and run.started_on else self.scenario.start
        registered = since - timedelta(days=7 * weeks + int(rng.integers(0, 6)))
        months = int(rng.integers(*self.spec.term_months))
        made = 0.0
        if seated:
            run_weeks = (self.scenario.start - since).days / 7
            made = round(run_weeks * offering.weekly_minutes / 60 * 0.8 * 40 / 52)
        languages = list(self.spec.languages)
        wish = rng.random() < self.spec.wishes
        early, late = PREFERENCE_HOURS[int(rng.integers(len(PREFERENCE_HOURS)))]
        learner = Learner(
            reference=reference,
            name=None,
            municipality=self.scenario.municipality,
            status=status,
            route=spec.routes[int(rng.integers(len(spec.routes)))],
            level=level,
            intake_scores=tests,
            literacy=literacy,
            learnability=self._learnability(spec),
            birth_year=self.scenario.start.year - int(rng.integers(*self.spec.age)),
            gender=Gender.FEMALE if female else Gender.MALE,
            mother_tongue=str(self._pick(self.spec.languages)),
            other_languages=tuple(
                languages[int(k)] for k in rng.choice(len(languages), 1) if rng.random() < 0.2
            ),
            home_area=self._pick(self.spec.areas),
            childcare=care,
            childcare_from=self.scenario.start + timedelta(weeks=int(rng.integers(4, 30)))
            if care is Childcare.WAITING
            else None,
            work_hours=float(rng.choice([12, 16, 20, 24, 32])) if works else 0,
            work_paid=works,
            registered_on=registered,
            term_started_on=_months_before(min(registered, since), 0 if seated else months % 6),
            hours_language=made,
            attendance=round(float(rng.uniform(*self.spec.attendance)), 2),
            current_class=run.reference if run is not None else None,
            wish_earliest=time(early, 0) if wish and run is None else None,
            wish_latest=time(late, 0) if wish and run is None else None,
        )
        self.learners.append(learner)
        keep = list(run.slots) if run is not None else self._pattern(offering)
        self._week(learner, keep, run is not None)

    def _suit(
        self, audience: tuple[Audience, ...], status: Status, works: bool, care: Childcare
    ) -> tuple[Status, bool, Childcare]:
        """Make a learner one of the group the offering is for."""
        chosen = audience[int(self.rng.integers(len(audience)))]
        if chosen is Audience.PAID_WORK:
            return status, True, care
        if chosen is Audience.FAMILY_MIGRANTS:
            return Status.FAMILY, works, care
        return status, works, Childcare.UNAVAILABLE

    def _pattern(self, offering: Offering) -> list[Slot]:
        """Slots that a waiting learner keeps free: some random pattern of the offering."""
        slots = list(offering.slots)
        self.rng.shuffle(slots)  # type: ignore[arg-type]
        per_day: dict[int, int] = {}
        chosen: list[Slot] = []
        for slot in slots:
            fits = per_day.get(slot.weekday, 0) < offering.max_sessions_per_day
            if fits and not any(slot.overlaps(x) for x in chosen):
                chosen.append(slot)
                per_day[slot.weekday] = per_day.get(slot.weekday, 0) + 1
            if len(chosen) == offering.sessions_per_week:
                break
        return chosen

    def _week(self, learner: Learner, keep: list[Slot], member: bool) -> None:
        """Busy windows that leave the slots in ``keep`` free, an hour and a half of travel too."""
        rng = self.rng
        wanted: list[tuple[Slot, BusyReason, bool | None]] = []
        if learner.work_hours:
            days = rng.choice(6, size=int(rng.integers(*self.spec.work_days)) + 1, replace=False)
            start, end = SHIFTS[int(rng.integers(len(SHIFTS)))]
            hard = True if rng.random() < self.spec.work_is_hard else None
            wanted += [
                (Slot(int(d), start * 60, end * 60), BusyReason.WORK, hard) for d in sorted(days)
            ]
        if learner.childcare in (Childcare.UNAVAILABLE, Childcare.WAITING):
            # Children are at school until half past two, Wednesdays until noon.
            wanted += [
                (
                    Slot(d, (12 if d == 2 else 14) * 60 + 30, 18 * 60),
                    BusyReason.CHILDCARE,
                    True,
                )
                for d in range(5)
            ]
        elif learner.childcare is Childcare.ARRANGED and rng.random() < 0.5:
            wanted += [
                (Slot(d, 8 * 60, 8 * 60 + 30), BusyReason.SCHOOL_RUN, True) for d in range(5)
            ]
        if rng.random() < self.spec.soft_windows:
            day, hour = int(rng.integers(5)), int(rng.choice([9, 13]))
            wanted.append((Slot(day, hour * 60, hour * 60 + 120), BusyReason.APPOINTMENT, False))
        margin = 90 if member else 60
        lessons = sorted(keep)
        for slot, reason, hard in wanted:
            part = _cut(slot, lessons, margin)
            if part is not None:
                until = learner.childcare_from if reason is BusyReason.CHILDCARE else None
                self.busy.append(
                    BusyWindow(
                        person=learner.reference,
                        slot=part,
                        reason=reason,
                        hard=hard,
                        valid_until=until - timedelta(days=1) if until else None,
                    )
                )


def _cut(slot: Slot, lessons: list[Slot], margin: int) -> Slot | None:
    """What is left of a window beside lessons and travel: its longer end, if an hour or more."""
    start, end = slot.start, slot.end
    for lesson in lessons:
        if lesson.weekday == slot.weekday and lesson.overlaps(
            Slot(slot.weekday, start, end), margin
        ):
            before, after = lesson.start - margin - start, end - lesson.end - margin
            if before >= after:
                end = lesson.start - margin
            else:
                start = lesson.end + margin
            if end - start < 30:
                return None
    return Slot(slot.weekday, start, end)


def _months_before(day: date, months: int) -> date:
    return day - timedelta(days=30 * months)


__all__ = ["People", "minute_of"]
