"""Words for people: what the vocabulary's values and the rules are called in plain language."""

from __future__ import annotations

from models import (
    BusyReason,
    Childcare,
    HoursKind,
    Language,
    Literacy,
    Pace,
    Reason,
    Route,
    ScoreLine,
    Status,
    Strand,
    Text,
)
from models.ledger import Verdict
from models.plan import RunInfo, Stop

ROUTES = {
    Route.B1: Text(nl="B1-route", en="B1 route"),
    Route.Z: Text(nl="Z-route", en="Z route"),
    Route.EDUCATION: Text(nl="Onderwijsroute", en="Education route"),
    Route.B1_ENTREE: Text(nl="B1 met entree", en="B1 with entree"),
}
STATUSES = {
    Status.ASYLUM: Text(nl="asiel", en="asylum"),
    Status.FAMILY: Text(nl="gezin", en="family"),
    Status.OTHER: Text(nl="overig", en="other"),
}
LITERACIES = {
    Literacy.NONE: Text(nl="leest en schrijft nog niet", en="does not read or write yet"),
    Literacy.OTHER_SCRIPT: Text(nl="ander schrift", en="another script"),
    Literacy.LATIN: Text(nl="Latijns schrift", en="Latin script"),
}
PACES = {
    Pace.SLOW: Text(nl="langzaam", en="slow"),
    Pace.AVERAGE: Text(nl="gemiddeld", en="average"),
    Pace.FAST: Text(nl="snel", en="fast"),
}
CHILDCARE = {
    Childcare.NONE: Text(nl="niet nodig", en="not needed"),
    Childcare.ARRANGED: Text(nl="geregeld", en="arranged"),
    Childcare.WAITING: Text(nl="op de wachtlijst", en="on a waiting list"),
    Childcare.UNAVAILABLE: Text(nl="niet beschikbaar", en="not available"),
}
BUSY = {
    BusyReason.WORK: Text(nl="werk", en="work"),
    BusyReason.CHILDCARE: Text(nl="zorg voor kinderen", en="looking after children"),
    BusyReason.SCHOOL_RUN: Text(nl="kinderen naar school", en="school run"),
    BusyReason.APPOINTMENT: Text(nl="afspraak", en="appointment"),
    BusyReason.OTHER: Text(nl="bezet", en="busy"),
}

HOURS = {
    HoursKind.LANGUAGE: Text(nl="taal", en="language"),
    HoursKind.PARTICIPATION: Text(nl="participatie", en="participation"),
    HoursKind.PRACTICE: Text(nl="MAP-praktijk", en="MAP practice"),
    HoursKind.PVT: Text(nl="PVT", en="PVT"),
}
TOO_SLOW = Text(
    nl="past in dit tempo niet in de termijn", en="does not fit in the term at this pace"
)
VERDICTS = {
    Verdict.EXPIRED: Text(nl="termijn voorbij", en="term is over"),
    Verdict.SHORT: Text(nl="haalt het niet", en="will not make it"),
    Verdict.UNPLANNED: Text(nl="nog niet alles gepland", en="not all planned yet"),
    Verdict.OPEN: Text(nl="termijn onbekend", en="term unknown"),
    Verdict.ON_TRACK: Text(nl="op schema", en="on track"),
    Verdict.DONE: Text(nl="uren gemaakt", en="hours made"),
}
STRANDS = {
    Strand.LESSONS: Text(nl="Lessen", en="Lessons"),
    Strand.BRIDGING: Text(nl="Brugklas", en="Bridging"),
    Strand.PARTICIPATION: Text(nl="Participatie", en="Participation"),
    Strand.MAP: Text(nl="MAP", en="MAP"),
    Strand.PVT: Text(nl="PVT", en="PVT"),
}

# Why somebody waits, in a few words; the codes are those of the waiting list.
REASONS = {
    "no_offering": Text(nl="Geen aanbod op dit niveau", en="Nothing on offer at this level"),
    "not_admitted": Text(nl="Past niet bij de toelating", en="Not admitted to any offering"),
    "never_free": Text(nl="Vrije uren passen niet", en="Free hours do not fit"),
    "times": Text(nl="Lestijden passen niet", en="Lesson times do not fit"),
    "evening_not_allowed": Text(nl="Avondles is voor anderen", en="Evening is for others"),
    "full": Text(nl="Passende klassen zijn vol", en="Classes that fit are full"),
    "entry_closed": Text(nl="Instromen kan niet meer", en="Entry has closed"),
    "spouse": Text(nl="Past niet bij de partner", en="Does not go with the spouse"),
    "level_far": Text(nl="Niveau ligt te ver weg", en="Level is too far off"),
    "literacy": Text(nl="Andere geletterdheid", en="Another literacy"),
    "no_new_class": Text(nl="Geen nieuwe klas meer", en="No more new classes"),
    "class_stops": Text(nl="Passende klas gaat niet door", en="Class that fits does not go on"),
    "too_few": Text(nl="Te weinig aanmeldingen", en="Too few registrations"),
    "no_teacher": Text(nl="Geen docent vrij", en="No teacher free"),
    "no_room": Text(nl="Geen lokaal vrij", en="No room free"),
    "costly": Text(nl="Te ongelijke of te lege klas", en="Class too uneven or too empty"),
}
OTHER_REASON = Text(nl="Andere reden", en="Another reason")
NO_REASON = Text(nl="Reden niet bekend", en="Reason not known")

# What a goal of the score means, in one sentence.
GOALS = {
    "placement": Text(
        nl="Wie geen klas heeft, kost punten. Wie langer wacht of in tijdnood komt, telt zwaarder. "
        "Wie in geen enkel rooster kan passen, telt niet mee.",
        en="A learner without a class costs points; a longer wait or too little time counts more. "
        "Learners whom no timetable can fit are left out.",
    ),
    "level_deviation": Text(
        nl="Hoe ver het niveau van cursisten van het midden van hun klas ligt.",
        en="How far learners' levels lie from the middle of their class.",
    ),
    "learnability_deviation": Text(
        nl="Hoe ver het leertempo van cursisten van het midden van hun klas ligt.",
        en="How far learners' learnability lies from the middle of their class.",
    ),
    "class_hours": Text(
        nl="Elke nieuwe klas kost lesuren. Minder lesuren voor evenveel cursisten is beter.",
        en="Every new class takes lesson hours; fewer hours for as many learners is better.",
    ),
    "empty_seats": Text(
        nl="Plaatsen die leeg blijven, gemeten tot de streefgrootte van de klas.",
        en="Seats left empty, counted up to the class's target size.",
    ),
    "soft_busy": Text(
        nl="Lessen op uren die iemand liever vrij houdt, maar die wel mogen.",
        en="Lessons at hours that somebody would rather keep free, but that are allowed.",
    ),
    "weekly_activity": Text(
        nl="Cursisten die door hun lessen op geen enkel moment mee kunnen doen met een vaste "
        "wekelijkse activiteit.",
        en="Learners whose lessons leave no moment at which they can join a fixed weekly activity.",
    ),
    "wishes": Text(
        nl="Lessen buiten de tijden of de locatie die een cursist wenst.",
        en="Lessons outside the times or the location a learner wishes for.",
    ),
    "travel": Text(
        nl="Reistijd van cursisten naar hun lessen.", en="Learners' travel to their lessons."
    ),
    "compact_days": Text(
        nl="Extra lesdagen en tussenuren voor ouders die kinderopvang nodig hebben.",
        en="Extra lesson days and idle hours for parents who need childcare.",
    ),
    "one_teacher": Text(
        nl="Klassen met meer dan één docent.", en="Classes with more than one teacher."
    ),
    "one_room": Text(
        nl="Klassen die in meer dan één lokaal les hebben.", en="Classes in more than one room."
    ),
    "spouses": Text(
        nl="Partners van wie de lestijden anders vallen dan de school of zij graag willen.",
        en="Spouses whose lesson times differ from what the school or they would like.",
    ),
    "stability": Text(
        nl="Wat verandert voor klassen en cursisten die al een rooster hadden.",
        en="What changes for classes and learners that had a timetable already.",
    ),
}

STOPS = {
    Stop.OPTIMAL: Text(
        nl="Het zoeken stopte omdat bewezen is dat het niet beter kan.",
        en="The search ended because nothing better is possible, which has been proven.",
    ),
    Stop.TIME: Text(
        nl="Het zoeken stopte omdat de ingestelde tijd om was.",
        en="The search ended because its time was up.",
    ),
    Stop.WORK: Text(
        nl="Het zoeken stopte na het ingestelde aantal rondes.",
        en="The search ended after the number of rounds that was set.",
    ),
    Stop.USER: Text(
        nl="Het zoeken is met de hand gestopt; het beste plan tot dan toe is bewaard.",
        en="The search was stopped by hand; the best plan until then was kept.",
    ),
}

# Why nothing is proven about a plan; the keys are what the search reports.
GAP_REASONS = {
    "stopped before the first bound was proven": Text(
        nl="het zoeken stopte te vroeg", en="the search ended too early"
    ),
}


TELLS_NOTHING = 0.995
"""From here on a proven distance tells a reader nothing."""

_BEST = Text(
    nl="Een beter plan bestaat niet: dat is bewezen.",
    en="No better plan exists: that has been proven.",
)
_GAP = Text(
    nl="Een ander plan kan hoogstens {gap} beter zijn.",
    en="Another plan can be at most {gap} better.",
)
_UNKNOWN = Text(
    nl="Hoeveel beter een ander plan nog kan zijn, is niet bewezen{why}.",
    en="How much better another plan could be has not been proven{why}.",
)


def proven(run: RunInfo, language: Language) -> str:
    """How far a plan is from the best possible one, in one sentence."""
    if run.gap is None or run.gap >= TELLS_NOTHING:
        known = GAP_REASONS.get(run.gap_reason or "")
        return _UNKNOWN(language, why=f" ({known(language)})" if known else "")
    if run.gap == 0:
        return _BEST(language)
    # Never rounded down to nothing: "at most 0 %" would claim the optimum.
    return _GAP(language, gap=percent(max(run.gap, 0.001), language))


def reason_title(reasons: tuple[Reason, ...]) -> Text:
    """The main reason of a learner on the waiting list, in a few words."""
    if not reasons:
        return NO_REASON
    return REASONS.get(reasons[0].code, OTHER_REASON)


def said(record: Reason | ScoreLine, language: Language | str) -> str:
    """The text of a reason, or the name of a score line, in one language."""
    return record.nl if Language(language) is Language.NL else record.en


def number(value: float, language: Language | str, decimals: int = 0) -> str:
    """A number as people write it: "1.234,5" in Dutch, "1,234.5" in English."""
    text = f"{value:,.{decimals}f}"
    if Language(language) is Language.EN:
        return text
    return text.translate(str.maketrans(",.", ".,"))


def percent(share: float, language: Language | str) -> str:
    """A share (0-1) as a percentage with one decimal, none when it is whole."""
    value = round(share * 100, 1)
    text = number(value, language, 0 if value == int(value) else 1)
    return f"{text} %" if Language(language) is Language.NL else f"{text}%"
