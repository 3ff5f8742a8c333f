"""Everything that can be wrong between the tables about activities."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models.activities import Holidays
from models.daysoff import Region
from models.text import Text
from models.times import Weekday

if TYPE_CHECKING:
    from models.school import School

Found = tuple[str, int, str, Text, Text, bool]
"""Table, row, field, what is wrong, what to do, and whether it is a warning."""


def activity_issues(school: School) -> Iterator[Found]:
    """Issues of activities, stages, trainers, interpreters and records, references aside."""
    yield from _starts(school)
    yield from _stages(school)
    yield from _records(school)
    yield from _languages(school)


def _starts(school: School) -> Iterator[Found]:
    for index, activity in enumerate(school.activities):
        weekdays = {s.weekday for s in activity.slots}
        for day in activity.starts:
            if day.weekday() not in weekdays:
                text = Text(
                    nl="{day} is een {weekday}, maar er is geen mogelijk moment op die dag",
                    en="{day} is a {weekday}, but there is no possible moment on that day",
                ).fill(day=day.strftime("%d-%m-%Y"), weekday=Weekday(day.weekday()).text())
                fix = Text(
                    nl="verander de datum, of voeg een moment op die dag toe",
                    en="change the date, or add a moment on that day",
                )
                yield "activities", index, "starts", text, fix, False
        known = school.policy.holiday_region is not Region.UNKNOWN
        if activity.holidays is Holidays.INSIDE and not known:
            text = Text(
                nl="deze activiteit valt in een schoolvakantie, maar de vakantieregio ontbreekt",
                en="this activity is in a school holiday, but the holiday region is missing",
            )
            fix = Text(
                nl="vul op het blad Beleid de regel 'vakantieregio' in",
                en="enter the rule 'holiday region' on the sheet Policy",
            )
            yield "activities", index, "holidays", text, fix, False
        if activity.reference in activity.after:
            text = Text(nl="dit komt na zichzelf", en="this comes after itself")
            fix = Text(nl="haal de eigen code weg", en="remove its own code")
            yield "activities", index, "after", text, fix, False


def _stages(school: School) -> Iterator[Found]:
    seen: set[tuple[str, int]] = set()
    number = {a.reference: a.meetings or 0 for a in school.activities}
    for index, stage in enumerate(school.stages):
        key = (stage.activity, stage.number)
        if key in seen:
            text = Text(nl="bijeenkomst {n} staat er twee keer", en="meeting {n} is there twice")
            fix = Text(nl="haal één van beide rijen weg", en="remove one of the two rows")
            yield "stages", index, "number", text.fill(n=stage.number), fix, False
        seen.add(key)
        most = number.get(stage.activity)
        if most is not None and stage.number > most:
            text = Text(
                nl="de activiteit heeft {most} bijeenkomsten, dit is nummer {n}",
                en="the activity has {most} meetings, this is number {n}",
            ).fill(most=most, n=stage.number)
            fix = Text(
                nl="verhoog het aantal op het blad Activiteiten, of haal de rij weg",
                en="raise the number on the sheet Activities, or remove the row",
            )
            yield "stages", index, "number", text, fix, False


def _records(school: School) -> Iterator[Found]:
    seen: set[tuple[str, str]] = set()
    for index, row in enumerate(school.activity_records):
        if (row.learner, row.activity) in seen:
            text = Text(
                nl="{a} en {b} staan hier twee keer samen", en="{a} and {b} are here twice"
            ).fill(a=row.learner, b=row.activity)
            fix = Text(nl="laat één rij staan", en="keep one row")
            yield "activity_records", index, "activity", text, fix, False
        seen.add((row.learner, row.activity))


def _languages(school: School) -> Iterator[Found]:
    for index, activity in enumerate(school.activities):
        led = [t for t in school.trainers if activity.reference in t.activities]
        for language in activity.always_interpreted:
            spoken = [x.casefold() for p in school.interpreters for x in p.languages]
            if language.casefold() not in spoken:
                text = Text(
                    nl="er is geen tolk voor {tongue}", en="there is no interpreter of {tongue}"
                ).fill(tongue=language)
                fix = Text(
                    nl="voeg een tolk toe op het blad Tolken, of haal de taal weg",
                    en="add one to the sheet Interpreters, or remove the language",
                )
                yield "activities", index, "always_interpreted", text, fix, False
        nobody = not any(t.languages for t in led) and not activity.interpreters
        if activity.by_language and nobody and activity.dutch_from is None:
            text = Text(
                nl="groepen gaan naar taal, maar geen trainer heeft een taal en een tolk mag niet",
                en="groups go by language, but no trainer has one and interpreters are not allowed",
            )
            fix = Text(
                nl="vul talen in op het blad Trainers, of sta een tolk toe",
                en="enter languages on the sheet Trainers, or allow interpreters",
            )
            yield "activities", index, "by_language", text, fix, False
