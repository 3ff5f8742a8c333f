"""Tiny random providers that bring every rule into play."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from models import School, Status
from models.activities import Activity
from models.activity_plan import Rosters
from tests.activities import a_provider, a_record, a_trainer, an_activity, an_interpreter, rosters
from tests.builders import START, a_learner, busy

SLOTS = ("ma 9-12", "ma 13-16", "di 9-12")
TONGUES = ("Arabisch", "Turks")


def tiny_provider(seed: int) -> tuple[School, Rosters]:
    """Three or four learners, one or two activities with two or three series."""
    rng = random.Random(seed)

    def chance(share: float) -> bool:
        return rng.random() < share

    people = [
        a_learner(
            name,
            level=rng.choice(("A1", "A2")),
            status=rng.choice((Status.ASYLUM, Status.FAMILY)),
            mother_tongue=rng.choice(TONGUES),
            household="H" if name in "ab" and chance(0.5) else None,
            term_started_on=START - timedelta(weeks=rng.choice((0, 20, 40))),
            work_paid=True,
            work_hours=rng.choice((0, 0, 24)),
        )
        for name in "abcd"[: rng.choice((3, 4))]
    ]
    two = len(people) == 3 and chance(0.7)
    activities = [_activity(rng, "pvt", by_language=not two and chance(0.5))]
    if two:
        activities.append(_activity(rng, "map", by_language=False))
        if chance(0.4):
            activities[1] = activities[1].model_copy(update={"after": ("pvt",)})
    trainers = ()
    if chance(0.7):
        trainers = (
            a_trainer("t", "pvt map", "ma 8-17", languages=("Arabisch",)),
            *((a_trainer("u", "pvt", max_groups=1),) if chance(0.5) else ()),
        )
    school = a_provider(
        people,
        *activities,
        trainers=tuple(
            t.model_copy(update={"activities": tuple(x for x in t.activities if x != "map" or two)})
            for t in trainers
        ),
        interpreters=(an_interpreter("i", "Arabisch Turks", "ma 8-17"),) if chance(0.6) else (),
        busy=(busy("a", rng.choice(SLOTS), hard=chance(0.5)),),
        activity_records=(a_record("c", standing="done"),) if chance(0.3) else (),
    )
    times = {x.reference: rng.choice(SLOTS) for x in people if chance(0.6)}
    return school, rosters(times)


def tiny_provider_of_weeks(seed: int) -> tuple[School, Rosters]:
    """The same with courses of three weeks."""
    school, times = tiny_provider(seed)
    longer = [
        a.model_copy(update={"meetings": 3, "starts": (), "last_start": None})
        for a in school.activities
    ]
    fields = {name: getattr(school, name) for name in School.model_fields}
    return School.model_validate(fields | {"activities": longer}), times


EXEMPTIONS: tuple[dict[str, Any], ...] = (
    {},
    {},
    {"exempt_work_hours": 24},
    {"exempt_work_hours": 24, "exempt_statuses": ("family",)},
)


def _activity(rng: random.Random, reference: str, by_language: bool) -> Activity:
    minimum = rng.choice((1, 1, 2))
    return an_activity(
        reference,
        ", ".join(rng.sample(SLOTS, 2)),
        kind="pvt",
        meetings=rng.choice((1, 2)),
        starts=(START, START + timedelta(days=1)),
        minimum=minimum,
        target=minimum + 1,
        maximum=rng.choice((2, 3)) if minimum == 1 else 3,
        max_groups=rng.choice((None, None, 1)),
        alike=rng.choice(((), ("status",))) if not by_language else (),
        by_language=by_language,
        interpreters=by_language and rng.random() < 0.7,
        months_from=rng.choice((0, 0, 1)),
        months_until=rng.choice((None, 6)),
        **rng.choice(EXEMPTIONS),
        yields=rng.choice(("to_lessons", "to_lessons", "excused", "over_lessons", "frees")),
        may_miss=0,
        spouses=rng.choice(("nothing", "apart", "together", "alternating")),
        spouses_hard=rng.random() < 0.5,
        mixed_level=rng.choice((None, "A2")),
        mixed_minimum=1,
    )
