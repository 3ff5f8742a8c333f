"""Random changes to a plan, as somebody with an editor could make them."""

from __future__ import annotations

from random import Random

from models import Placement, Plan, PlannedClass, School, Session


def mutated(school: School, plan: Plan, rng: Random) -> Plan:
    """A plan with one to three decisions changed; often one that breaks a rule."""
    for _ in range(rng.choice((1, 1, 2, 3))):
        change = rng.choice((_seat, _seat, _session, _session, _class, _location))
        plan = change(school, plan, rng)
    return plan


def _seat(school: School, plan: Plan, rng: Random) -> Plan:
    """Somebody moves to another class, joins one, leaves, or sits in two."""
    who = rng.choice(school.learners).reference
    rest = [p for p in plan.placements if p.learner != who]
    if rng.random() < 0.1:
        rest = list(plan.placements)
    where = [c.reference for c in plan.classes]
    if where and rng.random() < 0.75:
        rest.append(Placement(learner=who, class_reference=rng.choice(where)))
    return plan.model_copy(update={"placements": tuple(rest)})


def _session(school: School, plan: Plan, rng: Random) -> Plan:
    """A lesson gets another time, teacher or room, or goes online or back."""
    if not plan.classes:
        return plan
    row = rng.choice(plan.classes)
    at = rng.randrange(len(row.sessions))
    old = row.sessions[at]
    offered = [s for o in school.offerings for s in o.slots]
    change = rng.choice(
        (
            {"slot": rng.choice((*offered, *school.offering[row.offering].slots))},
            {"teacher": rng.choice(school.teachers).reference},
            {"room": rng.choice(school.rooms).reference, "online": False},
            {"room": None, "online": True},
        )
    )
    new = Session.model_validate({**{k: getattr(old, k) for k in Session.model_fields}, **change})
    sessions = (*row.sessions[:at], new, *row.sessions[at + 1 :])
    return _replaced(plan, row, row.model_copy(update={"sessions": sessions}))


def _class(school: School, plan: Plan, rng: Random) -> Plan:
    """A class is dropped with its placements, or a copy of one is opened beside it."""
    if not plan.classes:
        return plan
    row = rng.choice(plan.classes)
    if rng.random() < 0.5:
        return plan.model_copy(
            update={
                "classes": tuple(c for c in plan.classes if c is not row),
                "placements": tuple(
                    p for p in plan.placements if p.class_reference != row.reference
                ),
            }
        )
    name = rng.choice((row.reference, "copy"))
    copy = row.model_copy(update={"reference": name, "existing": name in school.running})
    moved = rng.sample(plan.placements, min(len(plan.placements), rng.randint(0, 3)))
    return plan.model_copy(
        update={
            "classes": (*plan.classes, copy),
            "placements": tuple(
                p.model_copy(update={"class_reference": name}) if p in moved else p
                for p in plan.placements
            ),
        }
    )


def _location(school: School, plan: Plan, rng: Random) -> Plan:
    """A class moves to another building, with a room there for every lesson on site."""
    if not plan.classes:
        return plan
    row = rng.choice(plan.classes)
    where = rng.choice(school.locations).reference
    rooms = [r.reference for r in school.rooms if r.location == where]
    if not rooms:
        return plan
    sessions = tuple(
        s if s.online else s.model_copy(update={"room": rng.choice(rooms)}) for s in row.sessions
    )
    return _replaced(plan, row, row.model_copy(update={"location": where, "sessions": sessions}))


def _replaced(plan: Plan, old: PlannedClass, new: PlannedClass) -> Plan:
    return plan.model_copy(update={"classes": tuple(new if c is old else c for c in plan.classes)})
