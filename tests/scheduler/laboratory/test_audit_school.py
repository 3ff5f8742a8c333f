"""A week of the laboratory as a school: what the full planner is asked is what was decided on."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np

from models import HouseholdNeed, School
from scheduler.laboratory.audit_school import Snapshot, name_of
from solver import check
from solver.laboratory import decide, simulate
from solver.laboratory.world import NOWHERE, Kind, Stage
from tests.scheduler.laboratory.conftest import trial

WEEK = 130


@cache
def week() -> Snapshot:
    """A week at Heemstede and Bloemendaal, where spouses are kept apart in time."""
    asked = trial("heemstede_bloemendaal", 1, "nu")
    world, people = asked.world(asked.policies[0]), asked.people(asked.policies[0], 0)
    before = simulate(people, world.world, until=WEEK)
    after = replace(
        before, people=before.people.copy(), classes=before.classes.copy(),
        tally=before.tally.copy(),
    )  # fmt: skip
    decide(WEEK, people, world.world, after)
    waits = (Stage.WAITING, Stage.BRIDGING, Stage.BETWEEN)
    queue = np.flatnonzero(
        np.isin(before.people["stage"], waits) & (before.people["group"] == NOWHERE)
    )
    slots = frozenset((at, sort) for at in range(len(world.offerings)) for sort in map(int, Kind))
    return Snapshot(asked, world, people, before, after, WEEK, queue, slots)


def couples(school: School) -> set[frozenset[str]]:
    return {frozenset((a.reference, b.reference)) for a, b, *_ in school.couples}


def test_spouses_who_are_both_in_the_school_are_a_household_of_it() -> None:
    seen = week()
    school, state = seen.school(), seen.before.people
    inside = {x.reference for x in school.learners}
    wanted = {
        frozenset((name_of(i), name_of(int(mate))))
        for i, mate in enumerate(state["spouse"])
        if mate != NOWHERE and {name_of(i), name_of(int(mate))} <= inside
        and list(HouseholdNeed)[seen.people["need"][i]] is not HouseholdNeed.NOTHING
    }  # fmt: skip
    assert couples(school) == wanted
    assert len(wanted) > 3
    assert {need for *_, need, _ in school.couples} == {HouseholdNeed.APART_IN_TIME}
    assert {hard for *_, hard in school.couples} == {True, False}


def test_the_class_of_a_spouse_who_is_not_in_the_school_takes_its_part_of_the_week() -> None:
    """Somebody who waits is married to somebody of an offering that is left out."""
    seen = week()
    state = seen.before.people.copy()
    i = int(seen.queue[0])
    mate = int(np.flatnonzero(state["group"] != NOWHERE)[0])
    theirs = int(seen.before.classes["of"][state["group"][mate]])
    seen = replace(seen, slots=frozenset(slot for slot in seen.slots if slot[0] != theirs))
    assert name_of(mate) not in {x.reference for x in seen.school().learners}
    state["spouse"][i] = mate
    people = seen.people.copy()
    people["need"][i] = list(HouseholdNeed).index(HouseholdNeed.APART_IN_TIME)
    band = int(seen.before.classes["band"][state["group"][mate]])
    for hard in (0, 1):
        people["hard"][i] = hard
        asked = replace(seen, people=people, before=replace(seen.before, people=state))
        taken = {w.slot for w in asked.school().busy if w.person == name_of(i)}
        people["need"][i] = list(HouseholdNeed).index(HouseholdNeed.NOTHING)
        alone = {w.slot for w in asked.school().busy if w.person == name_of(i)}
        people["need"][i] = list(HouseholdNeed).index(HouseholdNeed.APART_IN_TIME)
        assert alone <= taken
        assert (len(taken) > len(alone)) == bool(hard), band


def test_what_was_decided_is_a_plan_without_a_breach() -> None:
    seen = week()
    school = seen.school()
    assert not check(school, seen.plan()).violations
    assert {name_of(int(i)) for i in seen.queue} <= {x.reference for x in school.learners}
