"""The sheets about the school itself and about learners."""

from __future__ import annotations

from models import BusyWindow, Household, Learner, Text
from scheduler.workbook.columns import Column, Kind, Table
from scheduler.workbook.words import (
    BUSY_REASON,
    CHILDCARE,
    GENDER,
    LEVEL,
    LITERACY,
    NEED,
    PACE,
    ROUTE,
    STATUS,
)

SCHOOL = Table(
    "school",
    Text(nl="School", en="School"),
    Text(
        nl="Eén rij: de naam van de school en de eerste dag van het nieuwe rooster.",
        en="One row: the name of the school and the first day of the new timetable.",
    ),
    (
        Column(
            "name",
            Text(nl="Naam", en="Name"),
            Text(nl="Naam van de school", en="Name of the school"),
            required=True,
            also=("school", "naam school"),
        ),
        Column(
            "municipality",
            Text(nl="Gemeente", en="Municipality"),
            Text(nl="Mag leeg blijven", en="May stay empty"),
        ),
        Column(
            "start",
            Text(nl="Startdatum", en="Start date"),
            Text(
                nl="Eerste dag van het nieuwe rooster, zoals 31-12-2026",
                en="First day of the new timetable, such as 31-12-2026",
            ),
            Kind.DATE,
            required=True,
            also=("start", "begindatum", "start rooster"),
        ),
    ),
    required=True,
)

_TEST = Text(nl="Score van de intaketoets, 0 tot 100", en="Score of the intake test, 0 to 100")
_OPEN = Text(nl="Mag leeg blijven", en="May stay empty")


def _test(field: str, header: Text) -> Column:
    also = tuple(f"{word} {header.nl}" for word in ("toets", "score", "intake"))
    return Column(f"intake_scores.{field}", header, _TEST, Kind.WHOLE, also=also)


LEARNERS = Table(
    "learners",
    Text(nl="Cursisten", en="Learners"),
    Text(
        nl="Eén rij per cursist: wie er wacht en wie er al in een klas zit.",
        en="One row per learner: who is waiting and who is in a class already.",
    ),
    (
        Column(
            "reference",
            Text(nl="Code", en="Code"),
            Text(nl="Eigen code, elke code één keer", en="A code of its own, each code once"),
            required=True,
            also=("cursistcode", "cursist", "cursistnummer", "referentie", "reference", "id", "nr"),
        ),
        Column(
            "name",
            Text(nl="Naam", en="Name"),
            Text(nl="Mag leeg blijven: de code is genoeg", en="May stay empty: the code will do"),
        ),
        Column("municipality", Text(nl="Gemeente", en="Municipality"), _OPEN),
        Column(
            "status",
            Text(nl="Status", en="Status"),
            Text(nl="Asiel, gezin of overig; leeg is asiel", en="Asylum, family or other"),
            Kind.CHOICE,
            choices=STATUS,
            also=("migrant", "soort migrant"),
        ),
        Column(
            "route",
            Text(nl="Route", en="Route"),
            Text(nl="Leerroute uit het PIP", en="Learning route from the plan (PIP)"),
            Kind.CHOICE,
            required=True,
            choices=ROUTE,
            also=("leerroute", "learning route"),
        ),
        Column(
            "level",
            Text(nl="Niveau", en="Level"),
            Text(nl="Taalniveau van nu, A0 tot B2", en="Language level now, A0 to B2"),
            Kind.CHOICE,
            required=True,
            choices=LEVEL,
            also=("taalniveau", "language level", "erk", "cefr"),
        ),
        _test("reading", Text(nl="Lezen", en="Reading")),
        _test("listening", Text(nl="Luisteren", en="Listening")),
        _test("speaking", Text(nl="Spreken", en="Speaking")),
        _test("writing", Text(nl="Schrijven", en="Writing")),
        Column(
            "literacy",
            Text(nl="Schrift", en="Script"),
            Text(
                nl="Kan de cursist lezen en schrijven, en in welk schrift?",
                en="Can the learner read and write, and in which script?",
            ),
            Kind.CHOICE,
            choices=LITERACY,
            also=("alfabetisering", "alfabeet", "literacy"),
        ),
        Column(
            "learnability",
            Text(nl="Leerbaarheid", en="Learnability"),
            Text(nl="0 tot 100; onbekend: laat leeg", en="0 to 100; unknown: leave empty"),
            Kind.WHOLE,
        ),
        Column(
            "pace",
            Text(nl="Tempo", en="Pace"),
            Text(nl="Leertempo; mag leeg blijven", en="Learning pace; may stay empty"),
            Kind.CHOICE,
            choices=PACE,
            also=("leertempo", "learning pace"),
        ),
        Column(
            "birth_year",
            Text(nl="Geboortejaar", en="Year of birth"),
            _OPEN,
            Kind.WHOLE,
            also=("birth year",),
        ),
        Column("gender", Text(nl="Geslacht", en="Gender"), _OPEN, Kind.CHOICE, choices=GENDER),
        Column("mother_tongue", Text(nl="Moedertaal", en="Mother tongue"), _OPEN),
        Column(
            "other_languages",
            Text(nl="Andere talen", en="Other languages"),
            Text(nl="Zet er ; tussen", en="Put ; between them"),
            Kind.TEXTS,
        ),
        Column(
            "home_area",
            Text(nl="Woongebied", en="Home area"),
            Text(
                nl="Wijk, plaats of postcode, zoals op het blad Reistijden",
                en="District, town or postcode, as on the sheet Travel",
            ),
            also=("woonplaats", "wijk", "postcode"),
        ),
        Column(
            "household",
            Text(nl="Huishouden", en="Household"),
            Text(
                nl="Partners krijgen hier dezelfde code",
                en="Spouses get the same code here",
            ),
            also=("gezin", "huishouden code"),
        ),
        Column(
            "childcare",
            Text(nl="Kinderopvang", en="Childcare"),
            Text(nl="Leeg betekent: niet nodig", en="Empty means: not needed"),
            Kind.CHOICE,
            choices=CHILDCARE,
            also=("opvang",),
        ),
        Column(
            "childcare_from",
            Text(nl="Opvang vanaf", en="Childcare from"),
            Text(
                nl="Alleen bij wachtlijst: de datum waarop er opvang is",
                en="Only with a waiting list: the date from which there is care",
            ),
            Kind.DATE,
        ),
        Column(
            "work_hours",
            Text(nl="Werkuren", en="Work hours"),
            Text(nl="Uren werk per week", en="Hours of work a week"),
            Kind.DECIMAL,
            also=("uren werk",),
        ),
        Column(
            "work_paid",
            Text(nl="Betaald werk", en="Paid work"),
            Text(nl="Ja of nee", en="Yes or no"),
            Kind.YES_NO,
        ),
        Column(
            "registered_on",
            Text(nl="Aangemeld op", en="Registered on"),
            Text(
                nl="Datum van aanmelding; telt voor de wachttijd",
                en="Date of registration; counts for the time waited",
            ),
            Kind.DATE,
            required=True,
            also=("aanmelddatum", "datum aanmelding", "aanmelding", "registration date"),
        ),
        Column(
            "term_started_on",
            Text(nl="Start inburgeringstermijn", en="Term started on"),
            _OPEN,
            Kind.DATE,
            also=("start termijn", "ingangsdatum termijn"),
        ),
        Column(
            "hours_language",
            Text(nl="Uren taal", en="Language hours"),
            Text(nl="Al gevolgde uren les", en="Hours of lessons so far"),
            Kind.DECIMAL,
            also=("taaluren", "lesuren"),
        ),
        Column(
            "hours_participation",
            Text(nl="Uren participatie", en="Participation hours"),
            Text(nl="Al gemaakte uren", en="Hours so far"),
            Kind.DECIMAL,
            also=("participatie-uren",),
        ),
        Column(
            "hours_practice",
            Text(nl="Uren praktijk", en="Practice hours"),
            Text(nl="Al gemaakte uren (MAP)", en="Hours so far (MAP)"),
            Kind.DECIMAL,
            also=("praktijkuren",),
        ),
        Column(
            "attendance",
            Text(nl="Aanwezigheid", en="Attendance"),
            Text(nl="Deel van de lessen, zoals 80%", en="Share of the lessons, such as 80%"),
            Kind.SHARE,
        ),
        Column(
            "current_class",
            Text(nl="Huidige klas", en="Current class"),
            Text(
                nl="Code van het blad Klassen; leeg als de cursist wacht",
                en="Code from the sheet Classes; empty when the learner is waiting",
            ),
            refers="classes",
            also=("klas", "class"),
        ),
        Column(
            "wish_earliest",
            Text(nl="Liefst niet vóór", en="Rather not before"),
            Text(nl="Tijd, zoals 09:30", en="Time, such as 09:30"),
            Kind.TIME,
            also=("niet voor", "not before"),
        ),
        Column(
            "wish_latest",
            Text(nl="Liefst niet na", en="Rather not after"),
            Text(nl="Tijd, zoals 16:00", en="Time, such as 16:00"),
            Kind.TIME,
            also=("niet na", "not after"),
        ),
        Column(
            "wish_location",
            Text(nl="Liefst op locatie", en="Preferred location"),
            Text(nl="Code van het blad Locaties", en="Code from the sheet Locations"),
            refers="locations",
            also=("voorkeurslocatie",),
        ),
        Column("note", Text(nl="Opmerking", en="Note"), _OPEN, also=("opmerkingen", "notes")),
    ),
    Learner,
    also=("cursist", "inburgeraars", "leerlingen", "deelnemers", "students", "participants"),
    required=True,
)

HOUSEHOLDS = Table(
    "households",
    Text(nl="Huishoudens", en="Households"),
    Text(
        nl="Alleen voor partners met een eigen afspraak; anders geldt het blad Beleid.",
        en="Only for spouses with a need of their own; otherwise the sheet Policy holds.",
    ),
    (
        Column(
            "reference",
            Text(nl="Code", en="Code"),
            Text(
                nl="De code bij Huishouden op het blad Cursisten",
                en="The code under Household on the sheet Learners",
            ),
            required=True,
            also=("huishouden", "household", "referentie", "reference"),
        ),
        Column(
            "need",
            Text(nl="Afspraak", en="Need"),
            Text(nl="Leeg: volgens het blad Beleid", en="Empty: as on the sheet Policy"),
            Kind.CHOICE,
            choices=NEED,
            also=("wens",),
        ),
        Column(
            "hard",
            Text(nl="Verplicht", en="Required"),
            Text(
                nl="Ja: moet. Nee: liefst. Leeg: volgens het blad Beleid",
                en="Yes: must. No: preferably. Empty: as on the sheet Policy",
            ),
            Kind.YES_NO,
            also=("moet", "hard"),
        ),
    ),
    Household,
    also=("gezinnen", "huishouden"),
)

BUSY = Table(
    "busy",
    Text(nl="Bezet", en="Busy"),
    Text(
        nl="Wanneer een cursist of docent géén les kan hebben: werk, zorg, een afspraak.",
        en="When a learner or teacher cannot have lessons: work, care, an appointment.",
    ),
    (
        Column(
            "person",
            Text(nl="Persoon", en="Person"),
            Text(nl="Code van de cursist of docent", en="Code of the learner or teacher"),
            required=True,
            also=("cursist", "docent", "code", "learner", "teacher"),
        ),
        Column(
            "days",
            Text(nl="Dag", en="Day"),
            Text(nl="Eén of meer dagen: ma of ma, wo", en="One or more days: mon or mon, wed"),
            Kind.DAYS,
            required=True,
            also=("dagen", "days", "weekdag", "weekday"),
        ),
        Column(
            "from",
            Text(nl="Van", en="From"),
            Text(nl="Begintijd, zoals 09:00", en="Start, such as 09:00"),
            Kind.FROM,
            required=True,
            also=("begin", "begintijd", "start"),
        ),
        Column(
            "until",
            Text(nl="Tot", en="Until"),
            Text(nl="Eindtijd, zoals 12:30", en="End, such as 12:30"),
            Kind.UNTIL,
            required=True,
            also=("eind", "einde", "eindtijd", "end", "to"),
        ),
        Column(
            "reason",
            Text(nl="Reden", en="Reason"),
            Text(nl="Waarom bezet", en="Why busy"),
            Kind.CHOICE,
            choices=BUSY_REASON,
            also=("waarom",),
        ),
        Column(
            "hard",
            Text(nl="Kan echt niet", en="Impossible"),
            Text(
                nl="Ja: dan nooit les. Nee: liever geen les. Leeg: volgens het blad Beleid",
                en="Yes: never lessons. No: rather no lessons. Empty: as on the sheet Policy",
            ),
            Kind.YES_NO,
            also=("hard", "vast", "verplicht"),
        ),
        Column(
            "valid_from",
            Text(nl="Geldig vanaf", en="Valid from"),
            Text(nl="Datum; leeg is altijd", en="Date; empty is always"),
            Kind.DATE,
        ),
        Column(
            "valid_until",
            Text(nl="Geldig tot en met", en="Valid until"),
            Text(nl="Datum; leeg is altijd", en="Date; empty is always"),
            Kind.DATE,
            also=("geldig tot",),
        ),
        Column(
            "area",
            Text(nl="Gebied", en="Area"),
            Text(nl="Waar de persoon dan is; leeg is thuis", en="Where that is; empty is home"),
            also=("waar", "plaats"),
        ),
    ),
    BusyWindow,
    also=("bezette uren", "niet beschikbaar", "verhinderd", "busy windows", "unavailable"),
)
