"""A room holds one session at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import IntVar

from models import Text, Violation
from solver.rules.base import Rule
from solver.rules.posting import post_no_overlap

if TYPE_CHECKING:
    from solver.model import Model
    from solver.rules.view import View


_TEXT = Text(
    nl="lokaal {room} is op {when} dubbel bezet: {a} en {b}",
    en="room {room} is taken twice on {when}: {a} and {b}",
)


def violations(view: View) -> Iterator[Violation]:
    """Pairs of sessions in one room that overlap."""
    for room, lessons in view.lessons_in_room.items():
        for (row, one), (other_row, other) in combinations(lessons, 2):
            if one.slot.overlaps(other.slot):
                text = _TEXT.fill(
                    room=room, when=other.slot.bilingual(), a=row.name, b=other_row.name
                )
                yield Violation(
                    "room_free",
                    text,
                    classes=(row.reference, other_row.reference),
                    rooms=(room,),
                )


def post(model: Model) -> None:
    """No room holds two sessions at a time, counting classes outside the scope."""
    lessons: dict[int, list[tuple[int, IntVar]]] = defaultdict(list)
    for row in model.classes:
        for (p, r), var in row.roomed.items():
            if model.room_blocked[r, p]:
                model.cp.add(var == 0)
            else:
                lessons[r].append((p, var))
    for known in lessons.values():
        post_no_overlap(model, known)


RULE = Rule(
    name="room_free",
    title=Text(nl="Lokaal niet dubbel bezet", en="Room not taken twice"),
    sources=("report L10078",),
    violations=violations,
    post=post,
)
