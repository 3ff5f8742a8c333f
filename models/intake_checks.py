"""What can be wrong with registrations, inflow, intake policies and sweeps, beside their cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from difflib import SequenceMatcher

from models.inflow_table import Joins
from models.learner_checks import OLDEST, YOUNGEST
from models.school import Issue, School
from models.text import Text, quoted

_YEAR = timedelta(days=366)
_SAME_NAME = 0.84  # how alike two municipalities are when one of them is likely a slip
_CHECK_YEAR = Text(nl="controleer het jaartal", en="check the year")


def intake_problems(school: School) -> Iterator[Issue]:
    """Issues of past registrations, the inflow, policies and sweeps, references left aside."""
    yield from _said_twice(school)
    yield from _doubles(school)
    yield from _nobody_of_its_own(school)
    yield from _dates(school)
    yield from _ages(school)
    yield from _municipalities(school)
    yield from _without_lessons(school)
    yield from _policies(school)
    yield from _sweeps(school)


def _said_twice(school: School) -> Iterator[Issue]:
    """A list of registrations goes before the numbers of the own municipality."""
    for index, row in enumerate(school.inflow):
        if row.joins is Joins.OWN and school.registrations:
            text = Text(
                nl="deze rij telt niet mee: wie zich aanmeldt staat op het blad Aanmeldingen",
                en="this row does not count: who registers is on the sheet Registrations",
            )
            fix = Text(nl="laat één van beide weg", en="leave out one of the two")
            yield Issue("inflow", index, "joins", text, fix, warning=True)


def _doubles(school: School) -> Iterator[Issue]:
    """Rows of the inflow that are added up though they look like one."""
    first: dict[object, int] = {}
    for index, row in enumerate(school.inflow):
        key = (row.municipality.casefold(), row.joins, row.routes)
        if key in first:
            text = Text(
                nl="{x} staat er al, voor dezelfde routes; de rijen worden opgeteld",
                en="{x} is there already, for the same routes; the rows are added up",
            ).fill(x=quoted(row.municipality))
            fix = Text(
                nl="haal één van beide weg als het dubbel is",
                en="remove one of the two if it is there twice",
            )
            yield Issue("inflow", index, "municipality", text, fix, warning=True, other=first[key])
        first.setdefault(key, index)


def _nobody_of_its_own(school: School) -> Iterator[Issue]:
    """Registrations from other municipalities alone say nothing of the school's own."""
    home = school.home
    if school.registrations and not any(
        row.joining(home) is Joins.OWN for row in school.registrations
    ):
        text = Text(
            nl="geen enkele aanmelding komt uit de eigen gemeente ({x})",
            en="not one registration is from the own municipality ({x})",
        ).fill(x=home)
        fix = Text(
            nl="schrijf de gemeente zoals op het blad School, of vul bij 'Doet mee' eigen in",
            en="write the municipality as on the sheet School, or enter own under 'Joins in'",
        )
        yield Issue("registrations", None, "municipality", text, fix)


def _dates(school: School) -> Iterator[Issue]:
    """One mistyped year makes a list of months one of years, and the inflow nearly nil."""
    latest, earliest = school.start + _YEAR, school.start - 15 * _YEAR
    for index, row in enumerate(school.registrations):
        begun = row.term_started_on
        if not earliest <= row.registered_on <= latest:
            text = Text(
                nl="{a} ligt ver van het begin van het rooster ({b})",
                en="{a} is far from the start of the timetable ({b})",
            ).fill(a=_shown(row.registered_on), b=_shown(school.start))
            yield Issue("registrations", index, "registered_on", text, _CHECK_YEAR)
        elif begun is not None and not -_YEAR <= row.registered_on - begun <= 15 * _YEAR:
            text = Text(
                nl="{a} ligt ver van de aanmelding ({b})",
                en="{a} is far from the registration ({b})",
            ).fill(a=_shown(begun), b=_shown(row.registered_on))
            yield Issue("registrations", index, "term_started_on", text, _CHECK_YEAR)


def _ages(school: School) -> Iterator[Issue]:
    for index, row in enumerate(school.registrations):
        if row.birth_year is None:
            continue
        if not YOUNGEST <= row.registered_on.year - row.birth_year <= OLDEST:
            text = Text(
                nl="geboren in {year}: dat is niet waarschijnlijk",
                en="born in {year}: that is not likely",
            ).fill(year=row.birth_year)
            fix = Text(nl="controleer het jaar", en="check the year")
            yield Issue("registrations", index, "birth_year", text, fix, warning=True)


def _municipalities(school: School) -> Iterator[Issue]:
    """Municipalities that are taken for neighbours, and those that are likely the own one."""
    home = school.home.casefold()
    names = Counter(
        (row.municipality or home).casefold() for row in school.registrations if row.joins is None
    )
    seen: set[str] = set()
    nobody = not any(row.joining(school.home) is Joins.OWN for row in school.registrations)
    for index, row in enumerate(school.registrations):
        name = (row.municipality or home).casefold()
        if row.joins is not None or name == home or name in seen:
            continue
        seen.add(name)
        alike = SequenceMatcher(None, name, home).ratio() >= _SAME_NAME
        if not alike and nobody:
            continue  # nobody is: that has been said
        values = {"x": quoted(row.municipality or ""), "n": names[name], "home": school.home}
        if alike:
            text = Text(
                nl="'{x}' is niet de eigen gemeente '{home}' (aantal rijen: {n})",
                en="'{x}' is not the own municipality '{home}' (number of rows: {n})",
            )
            fix = Text(
                nl="schrijf '{home}'; is het een andere gemeente, vul dan in wanneer die meedoet",
                en="write '{home}'; if it is another municipality, enter when it joins in",
            )
            fix = fix.fill(home=school.home)
            yield Issue("registrations", index, "municipality", text.fill(**values), fix)
            continue
        text = Text(
            nl="'{x}' is niet de eigen gemeente ({home}): telt alleen mee bij samenwerking "
            "(aantal rijen: {n})",
            en="'{x}' is not the own municipality ({home}): counts only when pooling (number of "
            "rows: {n})",
        )
        fix = Text(
            nl="is dat niet de bedoeling, verbeter dan de naam of vul 'Doet mee' in",
            en="if that is not meant, correct the name or fill in 'Joins in'",
        )
        yield Issue("registrations", index, "municipality", text.fill(**values), fix, warning=True)


def _without_lessons(school: School) -> Iterator[Issue]:
    """Routes for which the school has nothing: whoever follows them is left out."""
    offered = {route for offering in school.offerings for route in offering.routes}
    if not offered:
        return
    numbers = Counter(row.route for row in school.registrations)
    seen = set(offered)
    text = Text(
        nl="geen enkel aanbod is voor de route {route}: deze aanmeldingen tellen niet mee "
        "(aantal rijen: {n})",
        en="no offering is for the route {route}: these registrations do not count (number of "
        "rows: {n})",
    )
    fix = Text(
        nl="controleer de route, of voeg aanbod toe", en="check the route, or add an offering"
    )
    for index, row in enumerate(school.registrations):
        if row.route not in seen:
            seen.add(row.route)
            told = text.fill(route=row.route.value, n=numbers[row.route])
            yield Issue("registrations", index, "route", told, fix, warning=True)


def _policies(school: School) -> Iterator[Issue]:
    """What only one row of a policy can say, and rules that hold for nothing."""
    first: dict[tuple[str, str], int] = {}
    for index, row in enumerate(school.intake_rules):
        for field in ("name", "pool", "dayparts", "source"):
            value = getattr(row, field)
            if value is None:
                continue
            at = first.setdefault((row.policy, field), index)
            if getattr(school.intake_rules[at], field) != value:
                text = Text(
                    nl="dit is van het hele beleid '{x}', en in een eerdere rij staat iets anders: "
                    "dat telt",
                    en="this is of the whole policy '{x}', and an earlier row has something else: "
                    "that counts",
                ).fill(x=quoted(row.policy))
                fix = Text(
                    nl="laat deze cel leeg, of vul in beide rijen hetzelfde in",
                    en="leave this cell empty, or enter the same in both rows",
                )
                yield Issue("intake_rules", index, field, text, fix, warning=True, other=at)
        known = all(name in school.offering for name in row.offerings)
        if (
            known
            and school.offerings
            and not any(
                (not row.offerings or o.reference in row.offerings)
                and (not row.routes or set(row.routes) & set(o.routes))
                for o in school.offerings
            )
        ):
            text = Text(
                nl="deze regel geldt voor geen enkel aanbod van de school",
                en="this rule holds for no offering of the school",
            )
            fix = Text(
                nl="controleer de routes en het aanbod", en="check the routes and the offerings"
            )
            yield Issue("intake_rules", index, "routes", text, fix, warning=True)


def _sweeps(school: School) -> Iterator[Issue]:
    first: dict[str, int] = {}
    for index, row in enumerate(school.sweeps):
        if row.field in first:
            text = Text(nl="dit kenmerk staat er twee keer", en="this feature is there twice")
            fix = Text(nl="zet alle waarden in één rij", en="put all values in one row")
            yield Issue("sweeps", index, "field", text, fix, other=first[row.field])
        first.setdefault(row.field, index)


def _shown(day: date) -> str:
    return day.strftime("%d-%m-%Y")


__all__ = ["intake_problems"]
