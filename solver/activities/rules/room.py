"""A group that needs a room has one of its activity's rooms: open, large enough, not in use."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from models import Text, Violation
from solver.activities.rules.base import ActivityRule
from solver.activities.rules.view import slots_join

if TYPE_CHECKING:
    from solver.activities.model import ActivityModel
    from solver.activities.rules.view import ActivityView

_NONE = Text(nl="{group} heeft geen lokaal", en="{group} has no room")
_NOT = Text(nl="{room} is niet voor {group}", en="{room} is not for {group}")
_SMALL = Text(nl="{room} is te klein voor {group}", en="{room} is too small for {group}")
_SHUT = Text(nl="{room} is niet open op {day} ({group})", en="{room} is closed on {day} ({group})")
_LESSON = Text(
    nl="in {room} is les op {day} ({group})", en="there is a lesson in {room} on {day} ({group})"
)
_TWICE = Text(
    nl="{a} en {b} zitten tegelijk in {room} op {day}",
    en="{a} and {b} are in {room} together on {day}",
)


def violations(view: ActivityView) -> Iterator[Violation]:
    """Rooms that are missing, wrong, too small, closed or taken."""
    for group in view.groups:
        activity = view.activity[group.activity]
        if group.room is None and not activity.rooms:
            continue
        named = {"group": group.reference, "room": group.room or ""}
        place = (group.reference,)
        room = view.school.room.get(group.room or "")
        if room is None:
            yield Violation("room", _NONE.fill(group=group.reference), classes=place)
            continue
        if room.reference not in activity.rooms:
            yield Violation("room", _NOT.fill(**named), classes=place)
        if len(view.members(group)) > room.capacity:
            yield Violation("room", _SMALL.fill(**named), classes=place)
        for meeting in view.coming(group):
            if meeting.online:
                continue
            day = meeting.day.strftime("%d-%m-%Y")
            if not slots_join(meeting.slot, room.opening):
                yield Violation("room", _SHUT.fill(day=day, **named), classes=place)
            for lesson in view.rosters.in_rooms.get(room.reference, ()):
                if lesson.day == meeting.day and (
                    lesson.start < meeting.end and meeting.start < lesson.end
                ):
                    yield Violation("room", _LESSON.fill(day=day, **named), classes=place)
    for one, other in combinations([g for g in view.groups if g.room is not None], 2):
        if one.room == other.room:
            for mine in view.coming(one):
                for theirs in view.coming(other):
                    if (
                        not (mine.online or theirs.online)
                        and mine.begins < theirs.ends
                        and theirs.begins < mine.ends
                    ):
                        text = _TWICE.fill(
                            a=one.reference,
                            b=other.reference,
                            room=one.room,
                            day=mine.day.strftime("%d-%m-%Y"),
                        )
                        yield Violation("room", text, classes=(one.reference, other.reference))


def post(model: ActivityModel) -> None:
    """One room for an open group, large enough; one group at a time."""
    rooms = model.problem.school.rooms
    for row in model.rows:
        if row.room:
            model.cp.add(sum(row.room.values()) == row.open)
            for index, literal in row.room.items():
                if rooms[index].capacity < row.activity.maximum:
                    model.cp.add(row.size <= rooms[index].capacity).only_enforce_if(literal)
    for index in range(len(rooms)):
        used = [(p, row.room[index]) for p, row in enumerate(model.rows) if index in row.room]
        for meeting_at_once in model.cliques([p for p, _ in used], travel=False):
            literals = [x for p, x in used if p in meeting_at_once]
            if len(literals) > 1:
                model.cp.add_at_most_one(literals)


RULE = ActivityRule(
    name="room",
    title=Text(nl="Lokalen", en="Rooms"),
    violations=violations,
    post=post,
)
