"""Which synthetic learners live together, and what they need of each other's lessons."""

from __future__ import annotations

from models import Childcare, Gender, Household, HouseholdNeed, Learner, School
from scheduler.generate.dice import Dice
from scheduler.generate.scenario import PopulationSpec


def couple_up(
    school: School, spec: PopulationSpec, dice: Dice
) -> tuple[tuple[Learner, ...], tuple[Household, ...]]:
    """The learners with their households: a woman and a man of one area, children or none.

    A need that two running classes cannot meet becomes a household without one.
    """
    pairs = dice.shuffled(_candidates(school, dice))
    households: list[Household] = []
    home_of: dict[str, str] = {}
    for one, other in pairs[: round(spec.couples * len(school.learners) / 2)]:
        need = dice.pick(spec.couple_needs)
        if not _can_be_met(school, one, other, need):
            need = HouseholdNeed.NOTHING
        home = Household(
            reference=f"H{len(households) + 1:03d}", need=need, hard=dice.chance(spec.couple_hard)
        )
        households.append(home)
        home_of[one.reference] = home_of[other.reference] = home.reference
    learners = tuple(
        x.model_copy(update={"household": home_of.get(x.reference)}) for x in school.learners
    )
    return learners, tuple(households)


def _candidates(school: School, dice: Dice) -> list[tuple[Learner, Learner]]:
    women: dict[tuple[str | None, bool], list[Learner]] = {}
    men: dict[tuple[str | None, bool], list[Learner]] = {}
    for learner in dice.shuffled(school.learners):
        key = (learner.home_area, learner.childcare is not Childcare.NONE)
        side = women if learner.gender is Gender.FEMALE else men
        side.setdefault(key, []).append(learner)
    return [pair for key in women for pair in zip(women[key], men.get(key, []), strict=False)]


def _can_be_met(school: School, one: Learner, other: Learner, need: HouseholdNeed) -> bool:
    """Whether the need holds now, if both have a class; else a plan can still see to it."""
    runs = [school.running.get(x.current_class or "") for x in (one, other)]
    first, second = runs
    if first is None or second is None:
        return True
    if need is HouseholdNeed.DIFFERENT_CLASSES:
        return first is not second
    if need is HouseholdNeed.APART_IN_TIME:
        gap = sum(
            school.way_from_home(x, school.location_of(run))
            for x, run in ((one, first), (other, second))
        )
        return not any(a.overlaps(b, gap) for a in first.slots for b in second.slots)
    return need is HouseholdNeed.NOTHING or first is second
