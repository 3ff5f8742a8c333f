"""Everything that can be wrong between the tables of a school, found all at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator

from models.activity_checks import activity_issues
from models.date_checks import date_problems
from models.intake_checks import intake_problems
from models.learner_checks import learner_problems
from models.people import Household
from models.run_checks import run_problems
from models.school import Issue, School
from models.term_checks import term_problems
from models.text import Text, quoted

_UNKNOWN = Text(nl="{what} '{ref}' bestaat niet", en="there is no {what} '{ref}'")
_UNKNOWN_FIX = Text(
    nl="kies een bestaande waarde of voeg een rij toe aan het blad {where}",
    en="choose an existing value or add a row to the sheet {where}",
)
_KINDS = {
    "learners": (Text(nl="cursist", en="learner"), Text(nl="Cursisten", en="Learners")),
    "teachers": (Text(nl="docent", en="teacher"), Text(nl="Docenten", en="Teachers")),
    "rooms": (Text(nl="lokaal", en="room"), Text(nl="Lokalen", en="Rooms")),
    "locations": (Text(nl="locatie", en="location"), Text(nl="Locaties", en="Locations")),
    "offerings": (Text(nl="aanbod", en="offering"), Text(nl="Aanbod", en="Offerings")),
    "classes": (Text(nl="klas", en="class"), Text(nl="Klassen", en="Classes")),
    "households": (Text(nl="huishouden", en="household"), Text(nl="Huishoudens", en="Households")),
    "activities": (Text(nl="activiteit", en="activity"), Text(nl="Activiteiten", en="Activities")),
    "trainers": (Text(nl="trainer", en="trainer"), Text(nl="Trainers", en="Trainers")),
    "interpreters": (Text(nl="tolk", en="interpreter"), Text(nl="Tolken", en="Interpreters")),
}


def issues(school: School) -> list[Issue]:
    """All issues of a school, in the order of its tables; warnings among them."""
    found: list[Issue] = []
    for check in _CHECKS:
        found.extend(check(school))
    order = list(School.model_fields)
    return sorted(found, key=lambda i: (order.index(i.table), i.index is not None, i.index or 0))


def _empty(school: School) -> Iterator[Issue]:
    for table in ("learners", "teachers", "rooms", "locations", "offerings"):
        if not getattr(school, table):
            all_online = table in ("rooms", "locations") and all(
                o.online_count() == o.sessions_per_week for o in school.offerings
            )
            if table in ("rooms", "locations") and school.offerings and all_online:
                continue
            yield Issue(
                table,
                None,
                None,
                Text(nl="het blad is leeg", en="the sheet is empty"),
                Text(nl="vul ten minste één rij in", en="enter at least one row"),
            )


def _duplicates(school: School) -> Iterator[Issue]:
    for table in _KINDS:
        first: dict[str, int] = {}
        for index, row in enumerate(getattr(school, table)):
            if row.reference in first:
                yield Issue(
                    table,
                    index,
                    "reference",
                    Text(nl="'{ref}' komt twee keer voor", en="'{ref}' occurs twice").fill(
                        ref=row.reference
                    ),
                    Text(
                        nl="geef elke rij een eigen code of verwijder de dubbele rij",
                        en="give every row a code of its own or remove the double row",
                    ),
                    other=first[row.reference],
                )
            first.setdefault(row.reference, index)
    shared = {x.reference for x in school.learners} & {x.reference for x in school.teachers}
    for index, teacher in enumerate(school.teachers):
        if teacher.reference in shared:
            yield Issue(
                "teachers",
                index,
                "reference",
                Text(
                    nl="'{ref}' is ook de code van een cursist",
                    en="'{ref}' is a learner's code too",
                ).fill(ref=teacher.reference),
                Text(nl="geef de docent een andere code", en="give the teacher another code"),
            )


def _references(school: School) -> Iterator[Issue]:
    yield from _refer(school, "learners", "current_class", "classes")
    yield from _refer(school, "learners", "wish_location", "locations")
    yield from _refer(school, "teachers", "locations", "locations")
    yield from _refer(school, "rooms", "location", "locations")
    yield from _refer(school, "offerings", "locations", "locations")
    yield from _refer(school, "classes", "offering", "offerings")
    yield from _refer(school, "classes", "location", "locations")
    yield from _refer(school, "classes", "teachers", "teachers")
    yield from _refer(school, "classes", "rooms", "rooms")
    yield from _refer(school, "closings", "location", "locations")
    yield from _refer(school, "pauses", "learner", "learners")
    yield from _refer(school, "switches", "learner", "learners")
    yield from _refer(school, "activities", "after", "activities")
    yield from _refer(school, "activities", "location", "locations")
    yield from _refer(school, "activities", "rooms", "rooms")
    yield from _refer(school, "intake_rules", "offerings", "offerings")
    yield from _refer(school, "stages", "activity", "activities")
    yield from _refer(school, "stages", "location", "locations")
    yield from _refer(school, "trainers", "activities", "activities")
    yield from _refer(school, "activity_records", "learner", "learners")
    yield from _refer(school, "activity_records", "activity", "activities")
    people = school.learner.keys() | school.teacher.keys()
    for index, window in enumerate(school.busy):
        if window.person not in people:
            yield Issue(
                "busy",
                index,
                "person",
                Text(
                    nl="persoon '{ref}' is geen cursist en geen docent",
                    en="person '{ref}' is neither a learner nor a teacher",
                ).fill(ref=window.person),
                Text(
                    nl="gebruik de code uit het blad Cursisten of Docenten",
                    en="use the code from the sheet Learners or Teachers",
                ),
                missing=window.person,
            )


def _refer(school: School, table: str, field: str, target: str) -> Iterator[Issue]:
    known = {row.reference for row in getattr(school, target)}
    what, where = _KINDS[target]
    for index, row in enumerate(getattr(school, table)):
        value = getattr(row, field)
        for ref in value if isinstance(value, tuple) else [value]:
            if ref is not None and ref not in known:
                yield Issue(
                    table,
                    index,
                    field,
                    _UNKNOWN.fill(what=what, ref=quoted(ref)),
                    _UNKNOWN_FIX.fill(where=where),
                    missing=ref,
                )


def _households(school: School) -> Iterator[Issue]:
    size = Counter(learner.household for learner in school.learners)
    listed: Iterable[Household] = school.households
    for index, home in enumerate(listed):
        if size[home.reference] < 2:
            yield Issue(
                "households",
                index,
                "reference",
                Text(
                    nl="huishouden '{ref}' heeft {n} cursist(en): de partner ontbreekt",
                    en="household '{ref}' has {n} learner(s): the spouse is not in the list",
                ).fill(ref=home.reference, n=size[home.reference]),
                Text(
                    nl="vul dit huishouden in bij beide partners op het blad Cursisten",
                    en="enter this household for both spouses on the sheet Learners",
                ),
                missing=home.reference,
            )
    told = {home.reference for home in listed}
    yield from _without_spouse("learners", [x.household for x in school.learners], told)
    yield from _without_spouse("registrations", [x.household for x in school.registrations])


def _without_spouse(
    table: str, codes: list[str | None], told: Collection[str] = ()
) -> Iterator[Issue]:
    size, seen = Counter(codes), Counter[str]()
    for index, code in enumerate(codes):
        seen.update([code] if code else [])
        if code is not None and seen[code] > 2 and table == "registrations":
            text = Text(
                nl="huishouden '{ref}' staat er meer dan twee keer: alleen de eerste twee tellen",
                en="household '{ref}' is there more than twice: only the first two count",
            ).fill(ref=quoted(code))
            fix = Text(
                nl="geef ieder paar een eigen code", en="give every couple a code of its own"
            )
            yield Issue(table, index, "household", text, fix, warning=True)
        if code is not None and size[code] < 2 and code not in told:
            yield Issue(
                table,
                index,
                "household",
                Text(
                    nl="niemand anders heeft huishouden '{ref}': er is geen partner bekend",
                    en="nobody else has household '{ref}': no spouse is known",
                ).fill(ref=quoted(code)),
                Text(
                    nl="vul bij de partner dezelfde code in, of laat de cel leeg",
                    en="give the spouse the same code, or leave the cell empty",
                ),
                warning=True,
            )


def _classes(school: School) -> Iterator[Issue]:
    for index, run in enumerate(school.classes):
        for field, text, fix in run_problems(school, run):
            yield Issue("classes", index, field, text, fix)


def _offerings(school: School) -> Iterator[Issue]:
    for index, offering in enumerate(school.offerings):
        legal = school.policy.legal_maximum(offering.routes, school.start)
        days = {s.weekday for s in offering.slots}
        most = sum(
            min(sum(s.weekday == d for s in offering.slots), offering.max_sessions_per_day)
            for d in days
        )
        if most < offering.sessions_per_week:
            yield Issue(
                "offerings",
                index,
                "slots",
                Text(
                    nl="deze lesmomenten bieden {a} lessen per week, nodig zijn er {b}",
                    en="these slots hold {a} lessons a week, {b} are needed",
                ).fill(a=most, b=offering.sessions_per_week),
                Text(
                    nl="geef meer lesmomenten of sta meer lessen per dag toe",
                    en="give more slots or allow more lessons a day",
                ),
            )
        if legal is not None and offering.minimum > legal:
            yield Issue(
                "offerings",
                index,
                "minimum",
                Text(
                    nl="het minimum ({a}) ligt boven het wettelijk maximum ({b}) op {day}",
                    en="the minimum ({a}) is above the legal maximum ({b}) on {day}",
                ).fill(a=offering.minimum, b=legal, day=school.start.strftime("%d-%m-%Y")),
                Text(
                    nl="verlaag het minimum, of controleer of het Addendum dan nog geldt",
                    en="lower the minimum, or check whether the Addendum still holds then",
                ),
            )
        elif legal is not None and offering.maximum > legal:
            yield Issue(
                "offerings",
                index,
                "maximum",
                Text(
                    nl="op {day} is het wettelijk maximum {b}; er wordt met {b} gepland, niet {a}",
                    en="on {day} the legal maximum is {b}; planning uses {b}, not {a}",
                ).fill(a=offering.maximum, b=legal, day=school.start.strftime("%d-%m-%Y")),
                Text(
                    nl="verlaag het maximum, of controleer of het Addendum dan nog geldt",
                    en="lower the maximum, or check whether the Addendum still holds then",
                ),
                warning=True,
            )


def _travel(school: School) -> Iterator[Issue]:
    seen: dict[frozenset[str], int] = {}
    for index, row in enumerate(school.travel):
        key = frozenset((row.from_area, row.to_area))
        if key in seen and school.travel[seen[key]].minutes != row.minutes:
            yield Issue(
                "travel",
                index,
                "minutes",
                Text(
                    nl="tussen {a} en {b} staat al een andere reistijd",
                    en="there is another travel time between {a} and {b} already",
                ).fill(a=row.from_area, b=row.to_area),
                Text(nl="laat één van beide rijen staan", en="keep one of the two rows"),
                other=seen[key],
            )
        seen.setdefault(key, index)


def _activities(school: School) -> Iterator[Issue]:
    for table, index, field, text, fix, warning in activity_issues(school):
        yield Issue(table, index, field, text, fix, warning)


_CHECKS: tuple[Callable[[School], Iterator[Issue]], ...] = (
    _empty,
    _duplicates,
    _references,
    _households,
    _classes,
    _offerings,
    _travel,
    learner_problems,
    term_problems,
    date_problems,
    _activities,
    intake_problems,
)

__all__ = ["issues"]
