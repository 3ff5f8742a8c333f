"""The columns of the sheets for the intake laboratory; all of these sheets may be left out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from models import Text
from models.inflow_table import Joins
from models.intake import Apart, Joining
from models.intake_tables import Swept
from scheduler.workbook.cells import (
    NUMBER,
    REFS,
    SHARE,
    TEXT,
    WHOLE,
    YES_NO,
    CellError,
    Kind,
    choice,
    plain,
    several,
    shown,
)
from scheduler.workbook.choices import ROUTE
from scheduler.workbook.column import Column
from scheduler.workbook.column import column as _c
from scheduler.workbook.moments import SLOTS

_ALWAYS, _NEVER = Text(nl="altijd", en="always"), Text(nl="nooit", en="never")


def _entry(value: Any) -> int | str:
    """Weeks of entry: a number, "always" or "never" (0)."""
    word = plain(value)
    if word in (plain(_ALWAYS.nl), plain(_ALWAYS.en)):
        return "always"
    if word in (plain(_NEVER.nl), plain(_NEVER.en)):
        return 0
    try:
        return int(WHOLE.read(value))
    except CellError as error:
        raise CellError(
            Text(nl="'{v}' is geen aantal weken", en="'{v}' is not a number of weeks").fill(
                v=shown(value)
            ),
            Text(
                nl="vul een getal in, of 'altijd' of 'nooit'",
                en="enter a number, or 'always' or 'never'",
            ),
        ) from error


_TEACHERS = Text(nl="docenten", en="teachers")


def _dayparts(value: Any) -> int | str:
    """Teacher dayparts: a number, or "teachers" for those on the sheet Teachers."""
    if plain(value) in (plain(_TEACHERS.nl), plain(_TEACHERS.en)):
        return "teachers"
    return int(WHOLE.read(value))


DAYPARTS = Kind(_dayparts, lambda v, language: _TEACHERS(language) if v == "teachers" else v)
ENTRY = Kind(_entry, lambda v, language: _ALWAYS(language) if v == "always" else v)
JOINING = choice(
    Joining,
    {
        Joining.ANY_WEEK: Text(nl="elke week", en="any week"),
        Joining.MOMENTS: Text(nl="op startmomenten", en="at starts"),
    },
)
APART = choice(
    Apart,
    {
        Apart.FAST: Text(nl="snelle leerders", en="fast learners"),
        Apart.YOUTH: Text(nl="jongeren", en="youth"),
    },
    {"snel": Apart.FAST},
)
SWEPT = choice(
    Swept,
    {
        Swept.THRESHOLD: Text(nl="drempel", en="threshold"),
        Swept.EVERY_WEEKS: Text(nl="om de weken", en="every weeks"),
        Swept.PREPARATION_WEEKS: Text(nl="voorbereiding", en="preparation"),
        Swept.ENTRY: Text(nl="bijplaatsen", en="weeks of entry"),
        Swept.LONGEST_WAIT_WEEKS: Text(nl="langste wachttijd", en="longest wait"),
        Swept.LONGEST_WAIT_MINIMUM: Text(nl="drempel daarna", en="threshold after it"),
        Swept.REGROUP_WEEKS: Text(nl="herindelen om de weken", en="regroup every weeks"),
        Swept.PAID_EMPTY_SEATS: Text(nl="betaalde lege plaatsen", en="paid empty seats"),
    },
)

JOINS = choice(
    Joins,
    {
        Joins.OWN: Text(nl="eigen", en="own"),
        Joins.ALWAYS: Text(nl="altijd", en="always"),
        Joins.POOL: Text(nl="bij samenwerking", en="when pooling"),
    },
    {"samen": Joins.POOL, "ja": Joins.ALWAYS, "yes": Joins.ALWAYS},
)

# fmt: off
INTAKE_RULES: tuple[Column, ...] = (
    _c("policy", "Beleid", "Policy", TEXT, "korte code; rijen met dezelfde code horen bij elkaar", "a short code; rows with one code belong together", True),
    _c("name", "Naam", "Name", TEXT, "zoals het in het verslag staat", "as the report shows it"),
    _c("routes", "Routes", "Routes", several(ROUTE), "leeg: alle", "empty: all"),
    _c("offerings", "Aanbod", "Offerings", REFS, "codes van het blad Aanbod; leeg: alle", "codes of the sheet Offerings; empty: all"),
    _c("threshold", "Drempel", "Threshold", WHOLE, "aanmeldingen om te starten; leeg: minimum van het aanbod", "registrations to start; empty: the offering's minimum"),
    _c("every_weeks", "Om de weken", "Every weeks", WHOLE, "er kan om de zoveel weken een klas starten; 1: elke week", "a class can start once in so many weeks; 1: any week"),
    _c("moments", "Instroomweken", "Intake weeks", several(WHOLE), "vaste weken van het jaar: 6, 17, 36, 46", "fixed weeks of the year: 6, 17, 36, 46"),
    _c("preparation_weeks", "Voorbereiding", "Preparation", WHOLE, "weken tussen de laatste aanmelding en de eerste les; leeg: 3", "weeks between the last registration and the first lesson; empty: 3"),
    _c("longest_wait_weeks", "Langste wachttijd", "Longest wait", WHOLE, "weken tot de eerste les; op tijd daarvoor geldt de drempel hiernaast", "weeks until the first lesson; in time for it the next threshold holds"),
    _c("longest_wait_minimum", "Drempel daarna", "Threshold after it", WHOLE, "aanmeldingen om dan te starten", "registrations to start then"),
    _c("entry", "Bijplaatsen", "Weeks of entry", ENTRY, "weken na de start, 'altijd' of 'nooit'", "weeks after the start, 'always' or 'never'"),
    _c("joining", "Bijplaatsen wanneer", "Entry when", JOINING, "elke week of op startmomenten", "any week or at starts"),
    _c("regroup_weeks", "Herindelen om de weken", "Regroup every weeks", WHOLE, "leeg: niet", "empty: never"),
    _c("paid_empty_seats", "Betaalde lege plaatsen", "Paid empty seats", WHOLE, "zoveel minder aanmeldingen zijn nodig", "so many registrations fewer are needed"),
    _c("apart", "Aparte klassen", "Classes apart", several(APART), "snelle leerders, jongeren", "fast learners, youth"),
    _c("one_school", "Eén school", "One school", YES_NO, "ja: wie zich aanmeldt kiest één taalschool en blijft daar; leeg: wie plaats heeft", "yes: who registers chooses one language school and stays there; empty: whichever has a place"),
    _c("bridge_seats", "Brugklas plaatsen", "Bridging seats", WHOLE, "per route; leeg: geen brugklas", "per route; empty: no bridging class"),
    _c("bridge_sessions", "Brugklas lessen", "Bridging lessons", WHOLE, "dagdelen per week", "dayparts a week"),
    _c("bridge_minutes", "Brugklas minuten", "Bridging minutes", WHOLE, "per les; leeg: 180", "a lesson; empty: 180"),
    _c("bridge_least", "Brugklas minstens", "Bridging at least", WHOLE, "weken; leeg: 0", "weeks; empty: 0"),
    _c("bridge_most", "Brugklas hooguit", "Bridging at most", WHOLE, "weken; leeg: 12", "weeks; empty: 12"),
    _c("evening_sessions", "Avondlessen", "Evening lessons", WHOLE, "per week, voor wie werkt; leeg: geen avondklas", "a week, for people in work; empty: no evening class"),
    _c("evening_minutes", "Avondles minuten", "Evening minutes", WHOLE, "per les; leeg: 180", "a lesson; empty: 180"),
    _c("offered", "Aangeboden", "Offered", YES_NO, "nee: dit aanbod vervalt", "no: this offering is dropped"),
    _c("pool", "Met buurgemeenten", "With neighbours", YES_NO, "ja: cursisten van buurgemeenten doen mee", "yes: neighbours' learners join in"),
    _c("dayparts", "Docentdagdelen", "Teacher dayparts", DAYPARTS, "hooguit per week; 'docenten': wat het blad Docenten toelaat; leeg: zoveel als nodig", "at most a week; 'teachers': what the sheet Teachers allows; empty: as many as needed"),
    _c("source", "Bron", "Source", TEXT, "waar dit beleid vandaan komt", "where this policy comes from"),
)
SWEEPS: tuple[Column, ...] = (
    _c("field", "Kenmerk", "Feature", SWEPT, "wat er verandert aan het eerste beleid", "what changes in the first policy", True),
    _c("values", "Waarden", "Values", several(ENTRY), "te proberen, met komma's: 6, 8, 10, 12", "to try, with commas: 6, 8, 10, 12", True),
)
INFLOW: tuple[Column, ...] = (
    _c("municipality", "Gemeente", "Municipality", TEXT, "een rij per gemeente", "a row per municipality", True),
    _c("joins", "Doet mee", "Joins in", JOINS, "eigen, altijd, of alleen bij samenwerking", "own, always, or only when pooling", True),
    _c("asylum_per_year", "Asiel per jaar", "Asylum a year", NUMBER, "asielstatushouders die zich bij de school aanmelden", "asylum migrants who register at the school"),
    _c("family_per_year", "Gezin per jaar", "Family a year", NUMBER, "gezinsmigranten die zich bij de school aanmelden", "family migrants who register at the school"),
    _c("housing_target", "Taakstelling per halfjaar", "Housing target a half-year", NUMBER, "mensen te huisvesten, in plaats van aantallen per jaar", "people to be housed, in the place of numbers a year"),
    _c("family_share", "Deel gezin", "Share of family", SHARE, "deel van de gezinsmigranten dat de school kiest; alleen bij een taakstelling; leeg: 50%", "share of family migrants who choose the school; only with a housing target; empty: 50%"),
    _c("times", "Keer eigen instroom", "Times own inflow", NUMBER, "voor buurgemeenten: 0,5 is half zoveel als de eigen gemeente", "for neighbours: 0.5 is half as many as the own municipality"),
    _c("routes", "Routes", "Routes", several(ROUTE), "leeg: alle", "empty: all"),
    _c("source", "Bron", "Source", TEXT, "waar deze aantallen vandaan komen", "where these numbers come from"),
)
# fmt: on

_OF_LEARNERS = (
    "registered_on", "route", "level", "status", "literacy", "learnability", "pace", "birth_year",
    "gender", "childcare", "work_paid", "attendance", "term_started_on", "household",
    "mother_tongue",
)  # fmt: skip


# fmt: off
_FROM_WHERE: tuple[Column, ...] = (
    _c("municipality", "Gemeente", "Municipality", TEXT, "leeg: de eigen gemeente", "empty: the own municipality"),
    _c("joins", "Doet mee", "Joins in", JOINS, "leeg: andere gemeenten alleen bij samenwerking", "empty: other municipalities only when pooling"),
)
# fmt: on


def registrations(learners: Iterable[Column]) -> tuple[Column, ...]:
    """The columns of past registrations: those of learners that matter, working hours, from where."""
    known = {column.field: column for column in learners}
    hours = _c("work_slots", "Werktijden", "Working hours", SLOTS, "ma-vr 09:00-13:00", "mon-fri 09:00-13:00")  # fmt: skip
    return (*(known[name] for name in _OF_LEARNERS), hours, *_FROM_WHERE)


__all__ = ["INFLOW", "INTAKE_RULES", "SWEEPS", "SWEPT", "registrations"]
