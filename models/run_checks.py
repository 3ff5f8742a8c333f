"""What can be wrong in one running class: its times, its teachers and rooms, its building."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from models.offering import Offering
from models.running import ClassRun
from models.school import School
from models.text import Text

Found = tuple[str, Text, Text]
"""The field of the run, what is wrong with it, and what to do."""


def run_problems(school: School, run: ClassRun) -> Iterator[Found]:
    """All problems of a run; that its references lead somewhere is checked elsewhere."""
    offering = school.offering.get(run.offering)
    yield from _times(run, offering)
    yield from _staff(run, offering)
    yield from _building(school, run)


def _times(run: ClassRun, offering: Offering | None) -> Iterator[Found]:
    """Times that are missing, of another number than the lessons, or overlapping."""
    if run.fixed_times and not run.slots:
        yield (
            "slots",
            Text(nl="de tijden staan vast, maar zijn leeg", en="times are fixed but empty"),
            Text(
                nl="vul de lestijden in of zet 'tijden vast' op nee",
                en="enter the lesson times or set 'times fixed' to no",
            ),
        )
    if offering and run.slots and len(run.slots) != offering.sessions_per_week:
        yield (
            "slots",
            Text(
                nl="de klas heeft {a} lestijden, het aanbod {b} lessen per week",
                en="the class has {a} lesson times, the offering {b} lessons a week",
            ).fill(a=len(run.slots), b=offering.sessions_per_week),
            Text(nl="maak de aantallen gelijk", en="make the numbers equal"),
        )
    double = [b for a, b in pairwise(sorted(run.slots)) if a.overlaps(b)]
    if double:
        yield (
            "slots",
            Text(
                nl="twee lestijden vallen samen op {when}",
                en="two lesson times overlap on {when}",
            ).fill(when=double[0].bilingual()),
            Text(
                nl="haal één van beide weg of verander de tijd",
                en="remove one of the two or change its time",
            ),
        )


def _staff(run: ClassRun, offering: Offering | None) -> Iterator[Found]:
    """Fixed teachers and rooms left blank, or of another number than the times."""
    for name, what in (("teachers", "teacher"), ("rooms", "room")):
        given = len(getattr(run, name))
        if getattr(run, f"fixed_{what}") and run.slots and given == 0:
            online = offering is not None and (
                offering.online_count() == offering.sessions_per_week
            )
            if what == "room" and online:
                continue
            yield (
                name,
                Text(nl="staat vast, maar is niet ingevuld", en="is fixed but was not filled in"),
                Text(
                    nl="vul een code in of zet 'vast' op nee",
                    en="enter a code or set 'fixed' to no",
                ),
            )
        if given > 1 and given != len(run.slots):
            yield (
                name,
                Text(nl="{a} codes bij {b} lestijden", en="{a} codes for {b} lesson times").fill(
                    a=given, b=len(run.slots)
                ),
                Text(
                    nl="vul één code in, of één per lestijd in dezelfde volgorde",
                    en="enter one code, or one per lesson time in the same order",
                ),
            )


def _building(school: School, run: ClassRun) -> Iterator[Found]:
    """A room that is not in the building of the class."""
    rooms, locations = school.room, school.location
    elsewhere = [
        r for r in run.rooms if r in rooms and run.location and rooms[r].location != run.location
    ]
    if elsewhere and run.location in locations:
        yield (
            "rooms",
            Text(
                nl="lokaal '{room}' ligt niet op locatie '{loc}'",
                en="room '{room}' is not at location '{loc}'",
            ).fill(room=elsewhere[0], loc=run.location),
            Text(nl="kies een lokaal op die locatie", en="choose a room at that location"),
        )
