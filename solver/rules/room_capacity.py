"""A class fits in every room it uses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models import Text, Violation
from solver.rules.base import Rule

if TYPE_CHECKING:
    from solver.model import Model
    from solver.rules.view import View


_TEXT = Text(
    nl="{klas} ({n} cursisten) past niet in lokaal {room} ({seats} plaatsen)",
    en="{klas} ({n} learners) does not fit room {room} ({seats} seats)",
)


def violations(view: View) -> Iterator[Violation]:
    """Rooms with fewer seats than the class has members."""
    for row in view.classes:
        size = len(view.members(row))
        for room in sorted({s.room for s in row.sessions if s.room is not None}):
            seats = view.school.room[room].capacity
            if size > seats:
                text = _TEXT.fill(klas=row.name, n=size, room=room, seats=seats)
                yield Violation("room_capacity", text, classes=(row.reference,), rooms=(room,))


def post(model: Model) -> None:
    """A class fits every room it uses."""
    for row in model.classes:
        for (_, r), var in row.roomed.items():
            seats = int(model.problem.room_capacity[r])
            if seats < min(row.group.maximum, len(row.member)):
                model.cp.add(row.size <= seats).only_enforce_if(var)


RULE = Rule(
    name="room_capacity",
    title=Text(nl="Iedereen past in het lokaal", en="Everybody fits the room"),
    sources=("report L14373",),
    violations=violations,
    post=post,
)
