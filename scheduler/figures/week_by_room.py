"""The week with a row per room."""

from __future__ import annotations

from collections.abc import Sequence

from models import Language, Plan, School, Text
from scheduler.figures.base import Figure
from scheduler.figures.week import Row, chosen, draw_week, two_lines
from scheduler.view import PlanView

TITLE = Text(nl="Weekrooster per lokaal", en="Week by room")
_OPEN = Text(nl="gebouw open", en="building open")


def figure(school: School, plan: Plan, language: Language = Language.NL) -> Figure:
    """All rooms, with their opening hours in the background."""
    return draw(PlanView(school, plan), language)


def rows(view: PlanView) -> list[str]:
    """Rooms in the order in which they are drawn, by location, empty ones included."""
    order = {x.reference: i for i, x in enumerate(view.school.locations)}
    return [x.reference for x in sorted(view.school.rooms, key=lambda x: order[x.location])]


def draw(view: PlanView, language: Language, only: Sequence[str] | None = None) -> Figure:
    """All rooms, or those of ``only``."""
    shown = []
    for ref in chosen(rows(view), only):
        room = view.school.room[ref]
        place = f"{view.room_name(ref)}, {view.location_name(room.location)}"
        shown.append(
            Row(f"{place} · {room.capacity}", view.lessons_in_room.get(ref, []), room.opening)
        )
    return draw_week(
        view,
        shown,
        TITLE,
        lambda x: two_lines(x.group.reference, x.session.teacher),
        language,
        _OPEN,
    )
