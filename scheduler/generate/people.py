"""Synthetic learners, drawn from a scenario's population to suit a class of its timetable."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from models import (
    Audience,
    BusyWindow,
    Childcare,
    ClassRun,
    Gender,
    Learner,
    Level,
    Literacy,
    School,
    Slot,
    Status,
)
from scheduler.generate.dice import Dice
from scheduler.generate.scenario import Scenario
from scheduler.generate.timetable import Course
from scheduler.generate.weeks import week_of
from solver.variants import slot_patterns

SKILLS = ("reading", "listening", "speaking", "writing")
DAYS_PER_MONTH = 30
WEEKS_PER_YEAR = 52


@dataclass(frozen=True)
class Life:
    """What decides which reserved classes somebody may join."""

    status: Status
    gender: Gender
    age: int
    works: bool
    care: Childcare


class People:
    """Grows the population: members of running classes, and those who wait for a class.

    ``frame`` is the school without people: its ways, policy and running classes.
    """

    def __init__(self, scenario: Scenario, frame: School, dice: Dice) -> None:
        self.scenario, self.frame, self.dice = scenario, frame, dice
        self.spec = scenario.population
        self.learners: list[Learner] = []
        self.busy: list[BusyWindow] = []
        self._known_patterns: dict[str, list[tuple[Slot, ...]]] = {}

    def members(self, course: Course, run: ClassRun, count: int) -> None:
        """Members of a running class, alike in level, free at its times."""
        levels = self._levels(course)
        centre = self.dice.number(0, len(levels) - 1)
        literacy = self._literacy(course)
        for _ in range(count):
            near = round(self.dice.around(centre, self.spec.level_drift))
            level = levels[min(max(near, 0), len(levels) - 1)]
            if abs(level.score - levels[centre].score) > course.offering.level_spread // 2:
                level = levels[centre]
            mixed = course.offering.mix_literacy
            own = self._literacy(course) if mixed else literacy
            self._add(self._learner(course, level, own, run), course, course.slots)

    def waiting(self, course: Course) -> None:
        """Somebody without a class whom this one would suit, but for its times.

        Work and appointments leave some weekly pattern of the offering free; a few people
        have fitted them around no lessons at all.
        """
        levels = self._levels(course)
        last = max(len(levels) - 1, 1)
        weights = {
            level: self.spec.beginners + (1 - self.spec.beginners) * at / last
            for at, level in enumerate(levels)
        }
        learner = self._learner(course, self.dice.pick(weights), self._literacy(course), None)
        fitted = not self.dice.chance(self.spec.inflexible)
        lessons = self.dice.one_of(self._patterns(course)) if fitted else ()
        self._add(learner, course, lessons)

    def _patterns(self, course: Course) -> list[tuple[Slot, ...]]:
        known = self._known_patterns
        if course.offering.reference not in known:
            known[course.offering.reference] = list(slot_patterns(course.offering))
        return known[course.offering.reference]

    def _add(self, learner: Learner, course: Course, lessons: tuple[Slot, ...]) -> None:
        way = self.frame.way_from_home(learner, course.location)
        self.learners.append(learner)
        self.busy.extend(week_of(learner, self.spec, self.dice, lessons, way))

    # -- one learner ------------------------------------------------------------------------

    def _learner(
        self, course: Course, level: Level, literacy: Literacy, run: ClassRun | None
    ) -> Learner:
        dice, spec, start = self.dice, self.spec, self.frame.start
        life = self._suited(self._life(), course.offering.audience)
        since = run.started_on if run is not None and run.started_on else start
        waited = min(int(dice.waiting(spec.wait_weeks_mean)) + 1, spec.wait_weeks_most)
        registered = since - timedelta(weeks=waited, days=dice.number(0, 5))
        before = timedelta(days=DAYS_PER_MONTH * dice.number(*spec.term_months_before))
        first, *second = self._languages()
        wish = dice.one_of(spec.wish_hours) if run is None and dice.chance(spec.wishes) else None
        awaited = life.care is Childcare.WAITING
        return Learner(
            reference=f"C{len(self.learners) + 1:04d}",
            municipality=self.scenario.municipality,
            status=life.status,
            route=dice.one_of(course.offering.routes),
            level=level,
            intake_scores=self._tests(course, level),
            literacy=literacy,
            learnability=self._learnability(course),
            birth_year=start.year - life.age,
            gender=life.gender,
            mother_tongue=first,
            other_languages=tuple(second),
            home_area=dice.pick(spec.areas),
            childcare=life.care,
            childcare_from=(
                start + timedelta(weeks=dice.number(*spec.childcare_wait_weeks))
                if awaited
                else None
            ),
            work_hours=dice.one_of(spec.work_hours) if life.works else 0,
            work_paid=life.works,
            registered_on=registered,
            term_started_on=registered - before,
            hours_language=self._hours_made(course, run),
            attendance=round(dice.between(*spec.attendance), 2),
            current_class=run.reference if run is not None else None,
            wish_earliest=wish[0] if wish else None,
            wish_latest=wish[1] if wish else None,
        )

    def _life(self) -> Life:
        dice, spec = self.dice, self.spec
        care = Childcare.NONE
        if dice.chance(spec.children):
            rest = 1 - spec.childcare_arranged - spec.childcare_waiting
            care = dice.pick(
                {
                    Childcare.ARRANGED: spec.childcare_arranged,
                    Childcare.WAITING: spec.childcare_waiting,
                    Childcare.UNAVAILABLE: rest,
                }
            )
        return Life(
            status=dice.pick(spec.status),
            gender=Gender.FEMALE if dice.chance(spec.female) else Gender.MALE,
            age=dice.number(*spec.age),
            works=dice.chance(spec.paid_work),
            care=care,
        )

    def _suited(self, life: Life, audience: tuple[Audience, ...]) -> Life:
        """The same life, made one of those a reserved class is for."""
        if not audience:
            return life
        youngest, youth = self.spec.age[0], self.frame.policy.youth_age - 1
        lives = {
            Audience.PAID_WORK: replace(life, works=True),
            Audience.NO_DAYTIME_CHILDCARE: replace(life, care=Childcare.UNAVAILABLE),
            Audience.FAMILY_MIGRANTS: replace(life, status=Status.FAMILY),
            Audience.YOUTH: replace(life, age=self.dice.number(youngest, youth)),
            Audience.WOMEN: replace(life, gender=Gender.FEMALE),
            Audience.MEN: replace(life, gender=Gender.MALE),
        }
        return lives[self.dice.one_of(audience)]

    def _levels(self, course: Course) -> list[Level]:
        low, high = course.offering.level_from.score, course.offering.level_to.score
        return [level for level in Level if low <= level.score <= high]

    def _literacy(self, course: Course) -> Literacy:
        allowed = course.offering.literacies or tuple(Literacy)
        return self.dice.pick({kind: self.spec.literacy[kind] for kind in allowed})

    def _tests(self, course: Course, level: Level) -> dict[str, int]:
        """Intake tests around the level, inside what the offering admits."""
        low, high = course.offering.level_from.score, course.offering.level_to.score
        drift = self.spec.test_drift
        return {
            skill: min(max(level.score + self.dice.number(-drift, drift), low), high)
            for skill in SKILLS
        }

    def _learnability(self, course: Course) -> int:
        """Learnability (0-100) whose pace the offering admits, as near to a draw as can be."""
        policy, paces = self.frame.policy, course.offering.paces
        drawn = round(self.dice.around(self.spec.learnability_mean, self.spec.learnability_spread))
        admitted = [x for x in range(101) if not paces or policy.pace_of(x) in paces]
        if drawn in admitted:
            return drawn
        # Mirrored into the band rather than cut off at its edge, where all would pile up.
        edge = min(admitted, key=lambda x: abs(x - drawn))
        mirrored = 2 * edge - drawn
        return mirrored if mirrored in admitted else self.dice.one_of(admitted)

    def _languages(self) -> list[str]:
        first = self.dice.pick(self.spec.languages)
        others = [name for name in self.spec.languages if name != first]
        return [first, self.dice.one_of(others)] if self._has_second() else [first]

    def _has_second(self) -> bool:
        return self.dice.chance(self.spec.second_language)

    def _hours_made(self, course: Course, run: ClassRun | None) -> float:
        """Language hours of a member since the class began, at the usual attendance."""
        if run is None or run.started_on is None:
            return 0
        policy = self.frame.policy
        weeks = (self.frame.start - run.started_on).days / 7
        lesson_weeks = weeks * policy.lesson_weeks_per_year / WEEKS_PER_YEAR
        return round(lesson_weeks * course.offering.weekly_minutes / 60 * policy.attendance)
