"""The timetable that a school already has, as a plan that can be checked."""

from __future__ import annotations

from models import Placement, Plan, PlannedClass, School, Session


def standing(school: School) -> Plan:
    """Every running class as it is, everybody who has a class in it, nobody else placed."""
    return Plan(
        school=school.name,
        start=school.start,
        classes=tuple(_class(school, number) for number in range(len(school.classes))),
        placements=tuple(
            Placement(learner=learner.reference, class_reference=learner.current_class)
            for learner in school.learners
            if learner.current_class is not None
        ),
    )


def _class(school: School, number: int) -> PlannedClass:
    run = school.classes[number]
    offering = school.offering[run.offering]
    on_site = len(run.slots) - offering.online_count()
    sessions = tuple(
        Session(
            slot=slot,
            teacher=run.teacher_of(at) or "",
            room=run.room_of(at) if at < on_site else None,
            online=at >= on_site,
        )
        for at, slot in enumerate(run.slots)
    )
    return PlannedClass(
        reference=run.reference,
        offering=run.offering,
        name=run.shown,
        location=run.location,
        sessions=sessions,
        existing=True,
    )
