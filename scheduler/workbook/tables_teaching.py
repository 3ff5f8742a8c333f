"""The sheets about teachers, rooms, locations, travel, offerings and classes."""

from __future__ import annotations

from models import ClassRun, Location, Offering, Room, Teacher, Text, TravelTime
from scheduler.workbook.columns import Column, Kind, Table
from scheduler.workbook.words import (
    AUDIENCE,
    CERTIFICATION,
    LEVEL,
    LITERACY,
    MODE,
    PACE,
    ROUTE,
    STATUS,
)

_CODE = Text(nl="Eigen code, elke code één keer", en="A code of its own, each code once")
_OPEN = Text(nl="Mag leeg blijven", en="May stay empty")
_ALL = Text(nl="Leeg betekent: alle", en="Empty means: all")
_YES_NO = Text(nl="Ja of nee", en="Yes or no")
_TIMES = Text(
    nl="Zoals: ma, di 09:00-12:00; vr 13:00-16:00",
    en="Such as: mon, tue 09:00-12:00; fri 13:00-16:00",
)


def _code(*also: str) -> Column:
    names = (*also, "referentie", "reference", "id")
    return Column("reference", Text(nl="Code", en="Code"), _CODE, required=True, also=names)


_NAME = Column("name", Text(nl="Naam", en="Name"), _OPEN)

TEACHERS = Table(
    "teachers",
    Text(nl="Docenten", en="Teachers"),
    Text(
        nl="Eén rij per docent: wanneer en waarvoor iemand les kan geven.",
        en="One row per teacher: when and what somebody can teach.",
    ),
    (
        _code("docent", "teacher", "docentcode"),
        _NAME,
        Column(
            "available",
            Text(nl="Beschikbaar", en="Available"),
            _TIMES,
            Kind.SLOTS,
            required=True,
            also=("beschikbaarheid", "availability", "werktijden"),
        ),
        Column(
            "routes",
            Text(nl="Routes", en="Routes"),
            Text(nl="Voor welke routes; zet er ; tussen", en="For which routes; put ; between"),
            Kind.CHOICES,
            required=True,
            choices=ROUTE,
            also=("route",),
        ),
        Column(
            "alphabetisation",
            Text(nl="Geeft alfabetisering", en="Teaches alphabetisation"),
            _YES_NO,
            Kind.YES_NO,
            also=("alfabetisering", "alfa", "alphabetisation"),
        ),
        Column(
            "certification",
            Text(nl="Bevoegdheid", en="Certification"),
            Text(nl="Leeg betekent: bevoegd", en="Empty means: certified"),
            Kind.CHOICE,
            choices=CERTIFICATION,
            also=("bevoegd", "certified", "nt2 bevoegd"),
        ),
        Column(
            "max_sessions",
            Text(nl="Maximum dagdelen", en="Maximum dayparts"),
            Text(nl="Hoogstens zoveel lessen per week", en="At most so many lessons a week"),
            Kind.WHOLE,
            required=True,
            also=("max dagdelen", "dagdelen", "maximum lessen", "max sessions"),
        ),
        Column(
            "locations", Text(nl="Locaties", en="Locations"), _ALL, Kind.TEXTS, refers="locations"
        ),
    ),
    Teacher,
    also=("docent", "leraren", "leerkrachten"),
    required=True,
)

ROOMS = Table(
    "rooms",
    Text(nl="Lokalen", en="Rooms"),
    Text(
        nl="Eén rij per lokaal, met het aantal plaatsen en de openingstijden.",
        en="One row per room, with its seats and opening hours.",
    ),
    (
        _code("lokaal", "room", "lokaalcode"),
        _NAME,
        Column(
            "location",
            Text(nl="Locatie", en="Location"),
            Text(nl="Code van het blad Locaties", en="Code from the sheet Locations"),
            required=True,
            refers="locations",
        ),
        Column(
            "capacity",
            Text(nl="Plaatsen", en="Seats"),
            Text(nl="Voor hoeveel cursisten", en="For how many learners"),
            Kind.WHOLE,
            required=True,
            also=("capaciteit", "capacity", "aantal plaatsen"),
        ),
        Column(
            "opening",
            Text(nl="Openingstijden", en="Opening hours"),
            Text(nl="Zoals: ma-vr 08:30-17:00", en="Such as: mon-fri 08:30-17:00"),
            Kind.SLOTS,
            required=True,
            also=("open", "opening", "beschikbaar"),
        ),
    ),
    Room,
    also=("lokaal", "ruimtes", "zalen"),
    required=True,
)

LOCATIONS = Table(
    "locations",
    Text(nl="Locaties", en="Locations"),
    Text(nl="De gebouwen waar les is.", en="The buildings where lessons are given."),
    (
        _code("locatie", "location", "gebouw"),
        _NAME,
        Column(
            "area",
            Text(nl="Gebied", en="Area"),
            Text(
                nl="Wijk, plaats of postcode, zoals op het blad Reistijden",
                en="District, town or postcode, as on the sheet Travel",
            ),
            required=True,
            also=("wijk", "plaats", "postcode"),
        ),
    ),
    Location,
    also=("locatie", "gebouwen", "vestigingen"),
    required=True,
)

TRAVEL = Table(
    "travel",
    Text(nl="Reistijden", en="Travel"),
    Text(
        nl="Minuten tussen twee gebieden, heen en terug gelijk. Wat ontbreekt, staat op Beleid.",
        en="Minutes between two areas, the same both ways. For missing pairs see Policy.",
    ),
    (
        Column(
            "from_area",
            Text(nl="Van", en="From"),
            Text(nl="Gebied", en="Area"),
            required=True,
            also=("van gebied", "from area"),
        ),
        Column(
            "to_area",
            Text(nl="Naar", en="To"),
            Text(nl="Gebied", en="Area"),
            required=True,
            also=("naar gebied", "to area"),
        ),
        Column(
            "minutes",
            Text(nl="Minuten", en="Minutes"),
            Text(nl="Reistijd in minuten", en="Travel time in minutes"),
            Kind.WHOLE,
            required=True,
            also=("reistijd", "tijd"),
        ),
    ),
    TravelTime,
    also=("reistijd", "travel times"),
)

OFFERINGS = Table(
    "offerings",
    Text(nl="Aanbod", en="Offerings"),
    Text(
        nl="Eén rij per soort klas: voor wie, hoe vaak per week, hoe groot.",
        en="One row per kind of class: for whom, how often a week, how large.",
    ),
    (
        _code("aanbod", "offering"),
        _NAME,
        Column(
            "school",
            Text(nl="Taalschool", en="Language school"),
            _OPEN,
            also=("school", "aanbieder"),
        ),
        Column(
            "routes",
            Text(nl="Routes", en="Routes"),
            Text(nl="Zet er ; tussen", en="Put ; between them"),
            Kind.CHOICES,
            required=True,
            choices=ROUTE,
            also=("route", "leerroute"),
        ),
        Column(
            "level_from",
            Text(nl="Niveau van", en="Level from"),
            Text(nl="Laagste niveau bij de start", en="Lowest level at the start"),
            Kind.CHOICE,
            choices=LEVEL,
            also=("laagste niveau",),
        ),
        Column(
            "level_to",
            Text(nl="Niveau tot en met", en="Level to"),
            Text(nl="Hoogste niveau bij de start", en="Highest level at the start"),
            Kind.CHOICE,
            choices=LEVEL,
            also=("niveau tot", "hoogste niveau"),
        ),
        Column("paces", Text(nl="Tempo", en="Pace"), _ALL, Kind.CHOICES, choices=PACE),
        Column(
            "literacies",
            Text(nl="Schrift", en="Script"),
            _ALL,
            Kind.CHOICES,
            choices=LITERACY,
            also=("alfabetisering", "literacy"),
        ),
        Column(
            "mix_literacy",
            Text(nl="Schrift gemengd", en="Scripts mixed"),
            Text(
                nl="Ja: cursisten met een verschillend schrift mogen bij elkaar",
                en="Yes: learners with different scripts may be together",
            ),
            Kind.YES_NO,
            also=("mix literacy",),
        ),
        Column("statuses", Text(nl="Status", en="Status"), _ALL, Kind.CHOICES, choices=STATUS),
        Column(
            "audience",
            Text(nl="Alleen voor", en="Only for"),
            Text(nl="Leeg betekent: iedereen", en="Empty means: everybody"),
            Kind.CHOICES,
            choices=AUDIENCE,
            also=("doelgroep", "audience"),
        ),
        Column(
            "mode",
            Text(nl="Lesvorm", en="Mode"),
            Text(nl="Leeg betekent: op school", en="Empty means: at school"),
            Kind.CHOICE,
            choices=MODE,
        ),
        Column(
            "online_sessions",
            Text(nl="Lessen online", en="Online lessons"),
            Text(nl="Alleen bij gemengd: aantal per week", en="Only when mixed: number a week"),
            Kind.WHOLE,
        ),
        Column(
            "sessions_per_week",
            Text(nl="Lessen per week", en="Lessons a week"),
            Text(nl="Aantal dagdelen", en="Number of dayparts"),
            Kind.WHOLE,
            required=True,
            also=("dagdelen per week", "sessions per week", "dagdelen"),
        ),
        Column(
            "session_minutes",
            Text(nl="Minuten per les", en="Minutes a lesson"),
            Text(nl="Drie uur is 180", en="Three hours is 180"),
            Kind.WHOLE,
            required=True,
            also=("lesduur", "session minutes"),
        ),
        Column(
            "slots",
            Text(nl="Mogelijke lestijden", en="Possible lesson times"),
            Text(
                nl="Waaruit gekozen mag worden: ma, di 09:00-12:00; vr 13:00-16:00",
                en="To choose from: mon, tue 09:00-12:00; fri 13:00-16:00",
            ),
            Kind.SLOTS,
            required=True,
            also=("lestijden", "lesmomenten", "slots", "tijden"),
        ),
        Column(
            "max_sessions_per_day",
            Text(nl="Lessen per dag", en="Lessons a day"),
            Text(nl="Hoogstens; leeg is 1", en="At most; empty is 1"),
            Kind.WHOLE,
            also=("max lessen per dag",),
        ),
        Column(
            "min_days_between",
            Text(nl="Vrije dagen ertussen", en="Free days between"),
            Text(nl="Dagen zonder les tussen twee lesdagen", en="Days off between lesson days"),
            Kind.WHOLE,
            also=("dagen ertussen",),
        ),
        Column(
            "same_time",
            Text(nl="Zelfde tijd", en="Same time"),
            Text(nl="Ja: elke lesdag op dezelfde tijd", en="Yes: the same time every lesson day"),
            Kind.YES_NO,
        ),
        Column(
            "locations", Text(nl="Locaties", en="Locations"), _ALL, Kind.TEXTS, refers="locations"
        ),
        Column(
            "minimum",
            Text(nl="Minimum", en="Minimum"),
            Text(nl="Zoveel cursisten om te starten", en="So many learners to start"),
            Kind.WHOLE,
            required=True,
            also=("min", "minimum aantal"),
        ),
        Column(
            "target",
            Text(nl="Streefgrootte", en="Target"),
            Text(nl="Gewenste grootte", en="Size aimed at"),
            Kind.WHOLE,
            required=True,
            also=("streef", "streefaantal", "target size"),
        ),
        Column(
            "maximum",
            Text(nl="Maximum", en="Maximum"),
            Text(nl="Hoogstens zoveel cursisten", en="So many learners at most"),
            Kind.WHOLE,
            required=True,
            also=("max", "maximum aantal"),
        ),
        Column(
            "level_spread",
            Text(nl="Niveauverschil", en="Level spread"),
            Text(
                nl="Hoogstens zoveel punten; één niveau (A1 naar A2) is 25",
                en="So many points at most; one level (A1 to A2) is 25",
            ),
            Kind.WHOLE,
            also=("niveauspreiding", "spreiding"),
        ),
        Column(
            "duration_weeks", Text(nl="Duur in weken", en="Duration in weeks"), _OPEN, Kind.WHOLE
        ),
        Column("total_hours", Text(nl="Totaal uren", en="Total hours"), _OPEN, Kind.DECIMAL),
        Column(
            "late_entry_weeks",
            Text(nl="Instromen tot week", en="Late entry weeks"),
            Text(
                nl="Weken na de start waarin iemand er nog bij kan; leeg is altijd",
                en="Weeks after the start in which somebody can join; empty is always",
            ),
            Kind.WHOLE,
        ),
        Column(
            "needs_certified",
            Text(nl="Bevoegde docent nodig", en="Needs certified teacher"),
            _YES_NO,
            Kind.YES_NO,
            also=("bevoegd",),
        ),
        Column(
            "needs_alphabetisation",
            Text(nl="Alfadocent nodig", en="Needs alphabetisation teacher"),
            _YES_NO,
            Kind.YES_NO,
        ),
        Column(
            "max_new_classes",
            Text(nl="Hoogstens nieuwe klassen", en="New classes at most"),
            Text(nl="Leeg: zoveel als er kunnen", en="Empty: as many as possible"),
            Kind.WHOLE,
            also=("max nieuwe klassen", "nieuwe klassen"),
        ),
    ),
    Offering,
    also=("lesaanbod", "cursusaanbod", "cursussen", "offering"),
    required=True,
)

_FIXED = Text(nl="Ja of leeg: blijft zo. Nee: mag anders", en="Yes or empty: stays. No: may change")

CLASSES = Table(
    "classes",
    Text(nl="Klassen", en="Classes"),
    Text(
        nl="Klassen die al lopen, of die u zelf al hebt vastgelegd.",
        en="Classes that run already, or that you have laid down yourself.",
    ),
    (
        _code("klas", "class", "klascode"),
        _NAME,
        Column(
            "offering",
            Text(nl="Aanbod", en="Offering"),
            Text(nl="Code van het blad Aanbod", en="Code from the sheet Offerings"),
            required=True,
            refers="offerings",
        ),
        Column(
            "slots",
            Text(nl="Lestijden", en="Lesson times"),
            _TIMES,
            Kind.SLOTS,
            also=("tijden", "slots", "rooster"),
        ),
        Column(
            "location",
            Text(nl="Locatie", en="Location"),
            Text(nl="Code van het blad Locaties", en="Code from the sheet Locations"),
            refers="locations",
        ),
        Column(
            "teachers",
            Text(nl="Docent", en="Teacher"),
            Text(
                nl="Eén code, of één per lestijd met ; ertussen",
                en="One code, or one per lesson time with ; between",
            ),
            Kind.TEXTS,
            refers="teachers",
            also=("docenten", "teachers"),
        ),
        Column(
            "rooms",
            Text(nl="Lokaal", en="Room"),
            Text(
                nl="Eén code, of één per lestijd met ; ertussen",
                en="One code, or one per lesson time with ; between",
            ),
            Kind.TEXTS,
            refers="rooms",
            also=("lokalen", "rooms"),
        ),
        Column(
            "started_on",
            Text(nl="Gestart op", en="Started on"),
            Text(nl="Leeg als de klas nog moet starten", en="Empty when it still has to start"),
            Kind.DATE,
            also=("startdatum", "start"),
        ),
        Column(
            "fixed_times",
            Text(nl="Tijden vast", en="Times fixed"),
            _FIXED,
            Kind.YES_NO,
            also=("lestijden vast",),
        ),
        Column("fixed_teacher", Text(nl="Docent vast", en="Teacher fixed"), _FIXED, Kind.YES_NO),
        Column("fixed_room", Text(nl="Lokaal vast", en="Room fixed"), _FIXED, Kind.YES_NO),
        Column(
            "fixed_members",
            Text(nl="Cursisten vast", en="Learners fixed"),
            _FIXED,
            Kind.YES_NO,
        ),
        Column(
            "may_close",
            Text(nl="Mag stoppen", en="May close"),
            Text(nl="Ja: het rooster mag zonder deze klas", en="Yes: the plan may do without"),
            Kind.YES_NO,
            also=("mag vervallen",),
        ),
        Column("note", Text(nl="Opmerking", en="Note"), _OPEN, also=("opmerkingen", "notes")),
    ),
    ClassRun,
    also=("klas", "groepen", "lopende klassen", "groups"),
)
