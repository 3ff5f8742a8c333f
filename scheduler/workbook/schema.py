"""The sheets of a workbook and their columns, as data."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as attribute

from models import (
    BusyWindow,
    ClassRun,
    Closing,
    Household,
    Learner,
    Location,
    Offering,
    Pause,
    Record,
    Room,
    RouteSwitch,
    Teacher,
    Text,
    TravelTime,
)
from models.activities import Activity, ActivityRecord, Interpreter, Stage, Trainer
from models.inflow_table import InflowRow
from models.intake_tables import PolicyRow, Registration, SweepRow
from scheduler.workbook.activity_schema import (
    ACTIVITIES,
    INTERPRETERS,
    RECORDS,
    STAGES,
    TRAINERS,
)
from scheduler.workbook.cells import (
    NUMBER,
    RAW,
    REFS,
    SHARE,
    TEXT,
    WHOLE,
    YES_NO,
    plain,
    several,
)
from scheduler.workbook.choices import (
    AUDIENCE,
    CERTIFICATION,
    CHILDCARE,
    GENDER,
    LEVEL,
    LITERACY,
    MODE,
    NEED,
    PACE,
    REASON,
    ROUTE,
    STATUS,
)
from scheduler.workbook.column import Column
from scheduler.workbook.column import column as _c
from scheduler.workbook.intake_schema import INFLOW, INTAKE_RULES, SWEEPS, registrations
from scheduler.workbook.moments import DATE, DAYS, END_TIME, SLOTS, TIME


@dataclass(frozen=True)
class Table:
    """One sheet: the field of School it fills, and its columns.

    A ``required`` sheet has to be there; an ``optional`` one without rows is not even written.
    """

    field: str
    sheet: Text
    columns: tuple[Column, ...]
    record: type[Record] | None = None
    required: bool = False
    optional: bool = False
    by_name: dict[str, Column] = attribute(init=False, repr=False, default_factory=dict)
    notes: set[str] = attribute(init=False, repr=False, default_factory=set)

    def __post_init__(self) -> None:
        for column in self.columns:
            self.notes.update((column.note.nl, column.note.en))
            for name in column.names:
                self.by_name.setdefault(name, column)

    @property
    def names(self) -> set[str]:
        """Sheet (or file) names by which the table is known, made plain."""
        return {plain(n) for n in (self.sheet.nl, self.sheet.en, self.field)}


SCORES = ("reading", "listening", "speaking", "writing")
_SKILLS = {
    "reading": "lezen",
    "listening": "luisteren",
    "speaking": "spreken",
    "writing": "schrijven",
}

# fmt: off
_SCHOOL = (
    _c("name", "Naam", "Name", TEXT, "naam van de school", "name of the school", True),
    _c("municipality", "Gemeente", "Municipality", TEXT, "mag leeg", "may be empty"),
    _c("start", "Startdatum", "Start", DATE, "eerste dag van het rooster", "first day of the plan", True, "start date"),
)
_LEARNERS = (
    _c("reference", "Code", "Code", TEXT, "eigen code, elke cursist een andere", "a code of its own", True, "cursistnummer", "id"),
    _c("name", "Naam", "Name", TEXT, "mag leeg", "may be empty"),
    _c("municipality", "Gemeente", "Municipality", TEXT, "mag leeg", "may be empty"),
    _c("status", "Doelgroep", "Status", STATUS, "asiel, gezin of overig", "asylum, family or other"),
    _c("route", "Route", "Route", ROUTE, "B1, Z, Onderwijs of B1-entree", "B1, Z, Education or B1-entree", True, "leerroute"),
    _c("level", "Niveau", "Level", LEVEL, "A0 tot B2, met + of -", "A0 to B2, with + or -", True, "taalniveau"),
    *(_c(f"score_{s}", f"Score {_SKILLS[s]}", f"Score {s}", WHOLE, "0 tot 100, mag leeg", "0 to 100, may be empty") for s in SCORES),
    _c("literacy", "Alfabetisering", "Literacy", LITERACY, "leest en schrijft in welk schrift", "script read and written"),
    _c("learnability", "Leerbaarheid", "Learnability", WHOLE, "0 tot 100", "0 to 100"),
    _c("pace", "Leertempo", "Pace", PACE, "alleen als leerbaarheid onbekend is", "only when learnability is unknown", False, "tempo"),
    _c("birth_year", "Geboortejaar", "Year of birth", WHOLE, "vier cijfers", "four digits"),
    _c("gender", "Geslacht", "Gender", GENDER, "vrouw, man of anders", "female, male or other"),
    _c("mother_tongue", "Moedertaal", "Mother tongue", TEXT, "mag leeg", "may be empty"),
    _c("other_languages", "Andere talen", "Other languages", REFS, "met komma's ertussen", "with commas between"),
    _c("home_area", "Woongebied", "Home area", TEXT, "een gebied van het blad Reistijden", "an area of the sheet Travel times", False, "wijk", "woonplaats"),
    _c("household", "Huishouden", "Household", TEXT, "zelfde code bij partners", "same code for spouses", False, "gezinscode"),
    _c("childcare", "Kinderopvang", "Childcare", CHILDCARE, "nodig tijdens de les?", "needed during lessons?", False, "opvang"),
    _c("childcare_from", "Opvang vanaf", "Childcare from", DATE, "bij wachtlijst", "when waiting"),
    _c("work_hours", "Uren werk", "Work hours", NUMBER, "per week", "a week"),
    _c("work_paid", "Betaald werk", "Paid work", YES_NO, "ja of nee", "yes or no"),
    _c("registered_on", "Aangemeld op", "Registered on", DATE, "datum van aanmelding", "date of registration", True, "aanmelddatum"),
    _c("term_started_on", "Termijn gestart op", "Term started on", DATE, "start van de drie jaar", "start of the three years"),
    _c("hours_language", "Taaluren gemaakt", "Language hours made", NUMBER, "al gevolgd", "made so far"),
    _c("hours_participation", "Participatie-uren gemaakt", "Participation hours made", NUMBER, "al gemaakt", "made so far"),
    _c("hours_practice", "Praktijkuren MAP gemaakt", "Practice hours made", NUMBER, "al gemaakt", "made so far"),
    _c("hours_pvt", "PVT-uren gemaakt", "PVT hours made", NUMBER, "al gemaakt", "made so far"),
    _c("attendance", "Aanwezigheid", "Attendance", SHARE, "0,8 of 80%", "0.8 or 80%"),
    _c("current_class", "Huidige klas", "Current class", TEXT, "code van het blad Klassen", "code of the sheet Classes", False, "klas"),
    _c("wish_earliest", "Liefst vanaf", "Wished from", TIME, "tijd, mag leeg", "time, may be empty"),
    _c("wish_latest", "Liefst tot", "Wished until", TIME, "tijd, mag leeg", "time, may be empty"),
    _c("wish_location", "Liefst locatie", "Wished location", TEXT, "code van het blad Locaties", "code of the sheet Locations"),
    _c("note", "Opmerking", "Note", TEXT, "wordt niet gebruikt bij het plannen", "not used in planning"),
)
_HOUSEHOLDS = (
    _c("reference", "Code", "Code", TEXT, "zoals bij Cursisten", "as on Learners", True),
    _c("need", "Regel", "Need", NEED, "niet tegelijk, verschillende klassen, tegelijk of geen regel", "apart in time, different classes, same time or nothing"),
    _c("hard", "Moet", "Must", YES_NO, "ja: moet, nee: liefst", "yes: must, no: rather"),
)
_BUSY = (
    _c("person", "Persoon", "Person", TEXT, "code van cursist of docent", "code of a learner or teacher", True, "code"),
    _c("days", "Dag", "Day", DAYS, "ma, of ma-vr, of ma, wo", "mon, or mon-fri, or mon, wed", True, "dagen"),
    _c("start", "Van", "From", TIME, "bijvoorbeeld 09:00", "such as 09:00", True, "begin", "vanaf"),
    _c("end", "Tot", "Until", END_TIME, "bijvoorbeeld 12:00", "such as 12:00", True, "eind", "to"),
    _c("reason", "Reden", "Reason", REASON, "waarom niet vrij", "why not free"),
    _c("hard", "Moet", "Must", YES_NO, "ja: kan echt niet, nee: liever niet, leeg: regel van de school", "yes: impossible, no: rather not, empty: the school's rule"),
    _c("valid_from", "Geldig vanaf", "Valid from", DATE, "mag leeg", "may be empty"),
    _c("valid_until", "Geldig tot en met", "Valid until", DATE, "mag leeg", "may be empty", False, "geldig tot"),
    _c("area", "Gebied", "Area", TEXT, "waar iemand dan is; leeg: thuis", "where the person is; empty: home"),
)
_TEACHERS = (
    _c("reference", "Code", "Code", TEXT, "eigen code", "a code of its own", True),
    _c("name", "Naam", "Name", TEXT, "mag leeg", "may be empty"),
    _c("available", "Beschikbaar", "Available", SLOTS, "ma, wo 09:00-17:00; vr 09:00-12:00", "mon, wed 09:00-17:00; fri 09:00-12:00", True, "beschikbaarheid"),
    _c("routes", "Routes", "Routes", several(ROUTE), "B1, Z", "B1, Z", True, "bevoegd voor"),
    _c("alphabetisation", "Geeft alfabetisering", "Alphabetisation", YES_NO, "ja of nee", "yes or no"),
    _c("certification", "Certificaat", "Certification", CERTIFICATION, "gecertificeerd, in opleiding of geen", "certified, in training or none"),
    _c("max_sessions", "Dagdelen per week", "Dayparts a week", WHOLE, "hooguit", "at most", True, "max dagdelen"),
    _c("locations", "Locaties", "Locations", REFS, "leeg: alle", "empty: all"),
    _c("summer_weeks", "Zomerweken", "Summer weeks", WHOLE, "lesweken per zomervakantie; leeg: onbekend", "weeks of lessons in a summer holiday; empty: unknown"),
)
_ROOMS = (
    _c("reference", "Code", "Code", TEXT, "eigen code", "a code of its own", True),
    _c("name", "Naam", "Name", TEXT, "mag leeg", "may be empty"),
    _c("location", "Locatie", "Location", TEXT, "code van het blad Locaties", "code of the sheet Locations", True),
    _c("capacity", "Plaatsen", "Seats", WHOLE, "voor cursisten", "for learners", True, "capaciteit"),
    _c("opening", "Open", "Open", SLOTS, "ma-vr 08:00-17:00", "mon-fri 08:00-17:00", True, "openingstijden"),
)
_LOCATIONS = (
    _c("reference", "Code", "Code", TEXT, "eigen code", "a code of its own", True),
    _c("name", "Naam", "Name", TEXT, "mag leeg", "may be empty"),
    _c("area", "Gebied", "Area", TEXT, "zoals op het blad Reistijden", "as on the sheet Travel times", True),
)
_TRAVEL = (
    _c("from_area", "Van gebied", "From area", TEXT, "de volgorde maakt niet uit", "the order does not matter", True, "van"),
    _c("to_area", "Naar gebied", "To area", TEXT, "zoals bij Locaties of Woongebied", "as with Locations or Home area", True, "naar"),
    _c("minutes", "Minuten", "Minutes", WHOLE, "enkele reis", "one way", True),
)
_OFFERINGS = (
    _c("reference", "Code", "Code", TEXT, "eigen code", "a code of its own", True),
    _c("name", "Naam", "Name", TEXT, "mag leeg", "may be empty"),
    _c("school", "Taalschool", "Language school", TEXT, "mag leeg", "may be empty"),
    _c("routes", "Routes", "Routes", several(ROUTE), "B1, Z", "B1, Z", True),
    _c("level_from", "Niveau vanaf", "Level from", LEVEL, "laagste niveau", "lowest level"),
    _c("level_to", "Niveau tot en met", "Level to", LEVEL, "hoogste niveau", "highest level"),
    _c("paces", "Leertempo's", "Paces", several(PACE), "leeg: alle", "empty: all"),
    _c("literacies", "Alfabetisering", "Literacy", several(LITERACY), "leeg: alle", "empty: all"),
    _c("mix_literacy", "Alfabetisering gemengd", "Literacy mixed", YES_NO, "mag het door elkaar?", "may it be mixed?"),
    _c("statuses", "Doelgroepen", "Statuses", several(STATUS), "leeg: alle", "empty: all"),
    _c("audience", "Alleen voor", "Only for", several(AUDIENCE), "leeg: iedereen", "empty: everybody"),
    _c("mode", "Vorm", "Mode", MODE, "op locatie, online of gemengd", "physical, online or mixed"),
    _c("online_sessions", "Lessen online", "Lessons online", WHOLE, "bij gemengd", "when mixed"),
    _c("sessions_per_week", "Lessen per week", "Lessons a week", WHOLE, "aantal", "number", True),
    _c("session_minutes", "Minuten per les", "Minutes a lesson", WHOLE, "180 is drie uur", "180 is three hours", True),
    _c("slots", "Mogelijke lesmomenten", "Possible slots", SLOTS, "ma-wo 09:00-12:00; ma-wo 13:00-16:00", "mon-wed 09:00-12:00; mon-wed 13:00-16:00", True, "lesmomenten"),
    _c("max_sessions_per_day", "Lessen per dag", "Lessons a day", WHOLE, "hooguit", "at most"),
    _c("min_days_between", "Dagen ertussen", "Days between", WHOLE, "vrije dagen tussen lesdagen", "free days between lesson days"),
    _c("same_time", "Zelfde tijd", "Same time", YES_NO, "elke lesdag dezelfde tijd", "same times every lesson day"),
    _c("locations", "Locaties", "Locations", REFS, "leeg: alle", "empty: all"),
    _c("minimum", "Minimum", "Minimum", WHOLE, "om te starten", "to start", True),
    _c("target", "Streefgrootte", "Target", WHOLE, "liefst", "wished", True),
    _c("maximum", "Maximum", "Maximum", WHOLE, "van school of contract", "of school or contract", True),
    _c("level_spread", "Grootste niveauverschil", "Largest level difference", WHOLE, "in punten, één niveau is 25", "in points, one level is 25"),
    _c("duration_weeks", "Duur in weken", "Weeks", WHOLE, "mag leeg", "may be empty"),
    _c("total_hours", "Uren in totaal", "Hours in total", NUMBER, "mag leeg", "may be empty"),
    _c("late_entry_weeks", "Instroomweken", "Weeks of late entry", WHOLE, "leeg: altijd", "empty: always"),
    _c("needs_certified", "Alleen gecertificeerd", "Certified only", YES_NO, "docent moet certificaat hebben", "teacher needs a certificate"),
    _c("needs_alphabetisation", "Alfabetiseringsdocent nodig", "Needs alphabetisation", YES_NO, "ja of nee", "yes or no"),
    _c("max_new_classes", "Nieuwe klassen hooguit", "New classes at most", WHOLE, "leeg: zoveel als past", "empty: as many as fit"),
)
_CLASSES = (
    _c("reference", "Code", "Code", TEXT, "eigen code", "a code of its own", True),
    _c("offering", "Aanbod", "Offering", TEXT, "code van het blad Aanbod", "code of the sheet Offerings", True),
    _c("name", "Naam", "Name", TEXT, "mag leeg", "may be empty"),
    _c("slots", "Lestijden", "Lesson times", SLOTS, "ma 09:00-12:00; wo 09:00-12:00", "mon 09:00-12:00; wed 09:00-12:00"),
    _c("location", "Locatie", "Location", TEXT, "mag leeg als het lokaal bekend is", "may be empty when the room is known"),
    _c("teachers", "Docenten", "Teachers", REFS, "één, of één per lestijd", "one, or one per lesson time", False, "docent"),
    _c("rooms", "Lokalen", "Rooms", REFS, "één, of één per lestijd", "one, or one per lesson time", False, "lokaal"),
    _c("started_on", "Gestart op", "Started on", DATE, "leeg: moet nog starten", "empty: still to start"),
    _c("fixed_times", "Tijden vast", "Times fixed", YES_NO, "leeg: ja", "empty: yes"),
    _c("fixed_teacher", "Docent vast", "Teacher fixed", YES_NO, "leeg: ja", "empty: yes"),
    _c("fixed_room", "Lokaal vast", "Room fixed", YES_NO, "leeg: ja", "empty: yes"),
    _c("fixed_members", "Cursisten vast", "Members fixed", YES_NO, "leeg: ja", "empty: yes"),
    _c("may_close", "Mag stoppen", "May close", YES_NO, "leeg: nee", "empty: no"),
    _c("note", "Opmerking", "Note", TEXT, "wordt niet gebruikt bij het plannen", "not used in planning"),
)
_CLOSINGS = (
    _c("first", "Van", "From", DATE, "eerste dag zonder les", "first day without lessons", True, "datum", "vanaf"),
    _c("last", "Tot en met", "Until", DATE, "laatste dag zonder les; leeg: één dag", "last day without lessons; empty: one day", False, "tot"),
    _c("reason", "Reden", "Reason", TEXT, "bijvoorbeeld studiedag", "such as a study day"),
    _c("location", "Locatie", "Location", TEXT, "leeg: de hele school", "empty: the whole school"),
)
_PAUSES = (
    _c("learner", "Cursist", "Learner", TEXT, "code van het blad Cursisten", "code of the sheet Learners", True, "code"),
    _c("first", "Van", "From", DATE, "eerste dag van de pauze", "first day of the pause", True, "vanaf"),
    _c("last", "Tot en met", "Until", DATE, "laatste dag van de pauze", "last day of the pause", True, "tot"),
    _c("reason", "Reden", "Reason", TEXT, "bijvoorbeeld zwangerschap", "such as pregnancy"),
    _c("extends_term", "Verlengt de termijn", "Extends the term", YES_NO, "leeg: nee", "empty: no"),
)
_SWITCHES = (
    _c("learner", "Cursist", "Learner", TEXT, "code van het blad Cursisten", "code of the sheet Learners", True, "code"),
    _c("on", "Met ingang van", "From", DATE, "eerste dag in de nieuwe route", "first day in the new route", True, "datum"),
    _c("to_route", "Nieuwe route", "New route", ROUTE, "B1, Z, Onderwijs of B1-entree", "B1, Z, Education or B1-entree", True, "route"),
    _c("hours_counted", "Taaluren die meetellen", "Language hours that count", NUMBER, "leeg: alle", "empty: all"),
)
_POLICY = (
    _c("key", "Regel", "Rule", TEXT, "naam van de regel, zie het blad Uitleg", "name of the rule, see Guide", True, "sleutel"),
    _c("value", "Waarde", "Value", RAW, "getal, datum, tijd, ja/nee of een woord", "number, date, time, yes/no or a word", True),
    _c("source", "Bron", "Source", TEXT, "wet, contract of afspraak", "law, contract or agreement"),
)

TABLES: tuple[Table, ...] = (
    Table("school", Text(nl="School", en="School"), _SCHOOL, required=True),
    Table("learners", Text(nl="Cursisten", en="Learners"), _LEARNERS, Learner, True),
    Table("households", Text(nl="Huishoudens", en="Households"), _HOUSEHOLDS, Household),
    Table("busy", Text(nl="Bezet", en="Busy"), _BUSY, BusyWindow),
    Table("teachers", Text(nl="Docenten", en="Teachers"), _TEACHERS, Teacher, True),
    Table("rooms", Text(nl="Lokalen", en="Rooms"), _ROOMS, Room, True),
    Table("locations", Text(nl="Locaties", en="Locations"), _LOCATIONS, Location, True),
    Table("travel", Text(nl="Reistijden", en="Travel times"), _TRAVEL, TravelTime),
    Table("offerings", Text(nl="Aanbod", en="Offerings"), _OFFERINGS, Offering, True),
    Table("classes", Text(nl="Klassen", en="Classes"), _CLASSES, ClassRun),
    Table("closings", Text(nl="Sluitingsdagen", en="Closing days"), _CLOSINGS, Closing),
    Table("pauses", Text(nl="Pauzes", en="Pauses"), _PAUSES, Pause),
    Table("switches", Text(nl="Routewissels", en="Route switches"), _SWITCHES, RouteSwitch),
    Table("policy", Text(nl="Beleid", en="Policy"), _POLICY),
    Table("activities", Text(nl="Activiteiten", en="Activities"), ACTIVITIES, Activity, optional=True),
    Table("stages", Text(nl="Bijeenkomsten", en="Meetings"), STAGES, Stage, optional=True),
    Table("trainers", Text(nl="Trainers", en="Trainers"), TRAINERS, Trainer, optional=True),
    Table("interpreters", Text(nl="Tolken", en="Interpreters"), INTERPRETERS, Interpreter, optional=True),
    Table("activity_records", Text(nl="Activiteit per cursist", en="Activity records"), RECORDS, ActivityRecord, optional=True),
    Table("intake_rules", Text(nl="Instroombeleid", en="Intake policies"), INTAKE_RULES, PolicyRow, optional=True),
    Table("sweeps", Text(nl="Reeksen", en="Sweeps"), SWEEPS, SweepRow, optional=True),
    Table("registrations", Text(nl="Aanmeldingen", en="Registrations"), registrations(_LEARNERS), Registration, optional=True),
    Table("inflow", Text(nl="Instroom", en="Inflow"), INFLOW, InflowRow, optional=True),
)
# fmt: on
BY_FIELD = {table.field: table for table in TABLES}

__all__ = ["BY_FIELD", "SCORES", "TABLES", "Column", "Table"]
