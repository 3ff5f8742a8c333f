"""The words for every choice, in Dutch and English; both are always understood."""

from __future__ import annotations

from models import (
    Audience,
    BusyReason,
    Certification,
    Childcare,
    Gender,
    HouseholdNeed,
    Level,
    Literacy,
    Mode,
    Pace,
    Precedence,
    Route,
    Status,
    Text,
)
from scheduler.workbook.cells import choice, level_kind

WORDS: dict[object, Text] = {
    Status.ASYLUM: Text(nl="asiel", en="asylum"),
    Status.FAMILY: Text(nl="gezin", en="family"),
    Status.OTHER: Text(nl="overig", en="other"),
    Route.B1: Text(nl="B1", en="B1"),
    Route.Z: Text(nl="Z", en="Z"),
    Route.EDUCATION: Text(nl="Onderwijs", en="Education"),
    Route.B1_ENTREE: Text(nl="B1-entree", en="B1-entree"),
    Literacy.NONE: Text(nl="analfabeet", en="none"),
    Literacy.OTHER_SCRIPT: Text(nl="ander schrift", en="other script"),
    Literacy.LATIN: Text(nl="gealfabetiseerd", en="latin"),
    Pace.SLOW: Text(nl="langzaam", en="slow"),
    Pace.AVERAGE: Text(nl="gemiddeld", en="average"),
    Pace.FAST: Text(nl="snel", en="fast"),
    Gender.FEMALE: Text(nl="vrouw", en="female"),
    Gender.MALE: Text(nl="man", en="male"),
    Gender.OTHER: Text(nl="anders", en="other"),
    Childcare.NONE: Text(nl="niet nodig", en="none"),
    Childcare.ARRANGED: Text(nl="geregeld", en="arranged"),
    Childcare.WAITING: Text(nl="wachtlijst", en="waiting"),
    Childcare.UNAVAILABLE: Text(nl="niet beschikbaar", en="unavailable"),
    BusyReason.WORK: Text(nl="werk", en="work"),
    BusyReason.CHILDCARE: Text(nl="zorg voor kinderen", en="childcare"),
    BusyReason.SCHOOL_RUN: Text(nl="kinderen naar school", en="school run"),
    BusyReason.APPOINTMENT: Text(nl="afspraak", en="appointment"),
    BusyReason.OTHER: Text(nl="anders", en="other"),
    HouseholdNeed.APART_IN_TIME: Text(nl="niet tegelijk", en="apart in time"),
    HouseholdNeed.DIFFERENT_CLASSES: Text(nl="verschillende klassen", en="different classes"),
    HouseholdNeed.SAME_TIME: Text(nl="tegelijk", en="same time"),
    HouseholdNeed.NOTHING: Text(nl="geen regel", en="nothing"),
    Certification.CERTIFIED: Text(nl="gecertificeerd", en="certified"),
    Certification.IN_TRAINING: Text(nl="in opleiding", en="in training"),
    Certification.NONE: Text(nl="geen", en="none"),
    Mode.PHYSICAL: Text(nl="op locatie", en="physical"),
    Mode.ONLINE: Text(nl="online", en="online"),
    Mode.MIXED: Text(nl="gemengd", en="mixed"),
    Audience.PAID_WORK: Text(nl="betaald werk", en="paid work"),
    Audience.NO_DAYTIME_CHILDCARE: Text(nl="overdag geen opvang", en="no daytime childcare"),
    Audience.FAMILY_MIGRANTS: Text(nl="gezinsmigranten", en="family migrants"),
    Audience.YOUTH: Text(nl="jongeren", en="youth"),
    Audience.WOMEN: Text(nl="vrouwen", en="women"),
    Audience.MEN: Text(nl="mannen", en="men"),
    Precedence.LESSONS: Text(nl="lessen", en="lessons"),
    Precedence.WORK: Text(nl="werk", en="work"),
}

STATUS, ROUTE = choice(Status, WORDS), choice(Route, WORDS)
LITERACY, PACE, GENDER = choice(Literacy, WORDS), choice(Pace, WORDS), choice(Gender, WORDS)
CHILDCARE, REASON = choice(Childcare, WORDS), choice(BusyReason, WORDS)
NEED, CERTIFICATION = choice(HouseholdNeed, WORDS), choice(Certification, WORDS)
MODE, AUDIENCE = choice(Mode, WORDS), choice(Audience, WORDS)
PRECEDENCE, LEVEL = choice(Precedence, WORDS), level_kind(Level)
