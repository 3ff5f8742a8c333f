"""Activities of a generated school: those of the example it is like, with staff in proportion."""

from __future__ import annotations

from functools import cache
from importlib import resources
from math import ceil
from typing import TypeVar

from models import School
from models.activities import Activity, Interpreter, Trainer
from scheduler.workbook import NEEDED_FOR_ACTIVITIES, read_source

Person = TypeVar("Person", Trainer, Interpreter)


def with_activities(school: School, like: str) -> School:
    """The school with the activities, trainers and interpreters of an example.

    A school twice as large gets twice the trainers and interpreters, and twice as many groups
    where their number is limited. What is known of single learners comes along only with the
    example's own learners.

    Raises:
        KeyError: on an unknown example.
    """
    example = _example(like)
    scale = max(1, ceil(len(school.learners) / len(example.learners) - 0.25))
    same = school.learners == example.learners
    return School(
        **{name: getattr(school, name) for name in School.model_fields}
        | {
            "activities": tuple(_scaled(school, a, scale) for a in example.activities),
            "stages": example.stages,
            "trainers": _several(example.trainers, scale),
            "interpreters": _several(example.interpreters, scale),
            "activity_records": example.activity_records if same else (),
        }
    )


def _scaled(school: School, activity: Activity, scale: int) -> Activity:
    limit = activity.max_groups
    rooms = tuple(x for x in activity.rooms if x in school.room)
    return activity.model_copy(
        update={"max_groups": None if limit is None else limit * scale, "rooms": rooms}
    )


def _several(people: tuple[Person, ...], scale: int) -> tuple[Person, ...]:
    found = list(people)
    for number in range(2, scale + 1):
        for person in people:
            name = {"name": f"{person.name} {number}"} if person.name else {}
            code = f"{person.reference}-{number}"
            found.append(person.model_copy(update={"reference": code, **name}))
    return tuple(found)


@cache
def _example(like: str) -> School:
    with resources.as_file(resources.files("examples").joinpath(like)) as folder:
        school = read_source(folder, NEEDED_FOR_ACTIVITIES).school
    if school is None:
        raise KeyError(like)
    return school
