"""The words for every choice, in Dutch and English; both are always understood."""

from __future__ import annotations

from models import (
    Audience,
    BusyReason,
    Certification,
    Childcare,
    Gender,
    HolidayRule,
    HouseholdNeed,
    Level,
    Literacy,
    Mode,
    Pace,
    Precedence,
    Region,
    Route,
    Status,
    Text,
)
from scheduler.workbook.cells import choice, level_kind

STATUS = choice(
    Status,
    {
        Status.ASYLUM: Text(nl="asiel", en="asylum"),
        Status.FAMILY: Text(nl="gezin", en="family"),
        Status.OTHER: Text(nl="overig", en="other"),
    },
    {"anders": Status.OTHER},
)
ROUTE = choice(
    Route,
    {
        Route.B1: Text(nl="B1", en="B1"),
        Route.Z: Text(nl="Z", en="Z"),
        Route.EDUCATION: Text(nl="Onderwijs", en="Education"),
        Route.B1_ENTREE: Text(nl="B1-entree", en="B1-entree"),
    },
)
LITERACY = choice(
    Literacy,
    {
        Literacy.NONE: Text(nl="analfabeet", en="none"),
        Literacy.OTHER_SCRIPT: Text(nl="ander schrift", en="other script"),
        Literacy.LATIN: Text(nl="gealfabetiseerd", en="latin"),
    },
    {"geen": Literacy.NONE},
)
PACE = choice(
    Pace,
    {
        Pace.SLOW: Text(nl="langzaam", en="slow"),
        Pace.AVERAGE: Text(nl="gemiddeld", en="average"),
        Pace.FAST: Text(nl="snel", en="fast"),
    },
)
GENDER = choice(
    Gender,
    {
        Gender.FEMALE: Text(nl="vrouw", en="female"),
        Gender.MALE: Text(nl="man", en="male"),
        Gender.OTHER: Text(nl="anders", en="other"),
    },
)
CHILDCARE = choice(
    Childcare,
    {
        Childcare.NONE: Text(nl="niet nodig", en="none"),
        Childcare.ARRANGED: Text(nl="geregeld", en="arranged"),
        Childcare.WAITING: Text(nl="wachtlijst", en="waiting"),
        Childcare.UNAVAILABLE: Text(nl="niet beschikbaar", en="unavailable"),
    },
    {"geen": Childcare.NONE, "nee": Childcare.NONE},
)
REASON = choice(
    BusyReason,
    {
        BusyReason.WORK: Text(nl="werk", en="work"),
        BusyReason.CHILDCARE: Text(nl="zorg voor kinderen", en="childcare"),
        BusyReason.SCHOOL_RUN: Text(nl="kinderen naar school", en="school run"),
        BusyReason.APPOINTMENT: Text(nl="afspraak", en="appointment"),
        BusyReason.OTHER: Text(nl="anders", en="other"),
    },
)
NEED = choice(
    HouseholdNeed,
    {
        HouseholdNeed.APART_IN_TIME: Text(nl="niet tegelijk", en="apart in time"),
        HouseholdNeed.DIFFERENT_CLASSES: Text(nl="verschillende klassen", en="different classes"),
        HouseholdNeed.SAME_TIME: Text(nl="tegelijk", en="same time"),
        HouseholdNeed.NOTHING: Text(nl="geen regel", en="nothing"),
    },
)
CERTIFICATION = choice(
    Certification,
    {
        Certification.CERTIFIED: Text(nl="gecertificeerd", en="certified"),
        Certification.IN_TRAINING: Text(nl="in opleiding", en="in training"),
        Certification.NONE: Text(nl="geen", en="none"),
    },
)
MODE = choice(
    Mode,
    {
        Mode.PHYSICAL: Text(nl="op locatie", en="physical"),
        Mode.ONLINE: Text(nl="online", en="online"),
        Mode.MIXED: Text(nl="gemengd", en="mixed"),
    },
    {"fysiek": Mode.PHYSICAL},
)
AUDIENCE = choice(
    Audience,
    {
        Audience.PAID_WORK: Text(nl="betaald werk", en="paid work"),
        Audience.NO_DAYTIME_CHILDCARE: Text(nl="overdag geen opvang", en="no daytime childcare"),
        Audience.FAMILY_MIGRANTS: Text(nl="gezinsmigranten", en="family migrants"),
        Audience.YOUTH: Text(nl="jongeren", en="youth"),
        Audience.WOMEN: Text(nl="vrouwen", en="women"),
        Audience.MEN: Text(nl="mannen", en="men"),
    },
)
PRECEDENCE = choice(
    Precedence,
    {
        Precedence.LESSONS: Text(nl="lessen", en="lessons"),
        Precedence.WORK: Text(nl="werk", en="work"),
    },
)
REGION = choice(
    Region,
    {
        Region.NORTH: Text(nl="noord", en="north"),
        Region.MIDDLE: Text(nl="midden", en="middle"),
        Region.SOUTH: Text(nl="zuid", en="south"),
        Region.UNKNOWN: Text(nl="onbekend", en="unknown"),
    },
)
HOLIDAY_RULE = choice(
    HolidayRule,
    {
        HolidayRule.SHIFT: Text(nl="inhalen", en="shift"),
        HolidayRule.DROP: Text(nl="vervallen", en="drop"),
    },
)
LEVEL = level_kind(Level)
