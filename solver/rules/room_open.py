"""A room is used only when its building is open, by classes of that location."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from models import Room, Text, Violation
from solver.places import Bools, Places
from solver.rules.base import Rule
from solver.rules.view import inside

if TYPE_CHECKING:
    from solver.model import Model
    from solver.rules.view import View


_CLOSED = Text(
    nl="lokaal {room} is niet open op {when} ({klas})",
    en="room {room} is not open on {when} ({klas})",
)
_ELSEWHERE = Text(
    nl="lokaal {room} ligt niet op de locatie van {klas}",
    en="room {room} is not at the location of {klas}",
)


def violations(view: View) -> Iterator[Violation]:
    """Sessions outside opening hours or in a room of another location."""
    for row in view.classes:
        for session in row.sessions:
            if session.room is None:
                continue
            room = view.school.room[session.room]
            text = None
            if room.location != row.location:
                text = _ELSEWHERE.fill(room=session.room, klas=row.name)
            elif not inside(session.slot, room.opening):
                text = _CLOSED.fill(room=session.room, when=session.slot.bilingual(), klas=row.name)
            if text is not None:
                yield Violation("room_open", text, classes=(row.reference,), rooms=(session.room,))


def compile_free(places: Places, room: Room) -> Bools:
    """Places at the room's location inside its opening windows."""
    here = np.array([p.location == room.location for p in places.rows], dtype=bool)
    return here & places.inside(room.opening)


def post(model: Model) -> None:
    """Every session on site has exactly one room, at its location and open then."""
    for row in model.classes:
        for p, active in row.active.items():
            if not model.problem.places.physical[p]:
                continue
            _, able = model.staff(row, p)
            for r in able:
                row.roomed[p, r] = model.cp.new_bool_var(f"r{row.at}.{p}.{r}")
            model.cp.add(sum(row.roomed[p, r] for r in able) == active)


RULE = Rule(
    name="room_open",
    title=Text(nl="Gebouw open", en="Building open"),
    sources=("report L13726",),
    violations=violations,
    post=post,
)
