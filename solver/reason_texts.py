"""What is said to whom waits: reasons first, then what would change them."""

from __future__ import annotations

from models import BusyReason, HouseholdNeed, Text

LEVEL = Text(
    nl="Er is geen aanbod voor {route} op niveau {level}.",
    en="Nothing is on offer for {route} at level {level}.",
)
NO_OFFER = Text(
    nl="Geen enkel aanbod neemt deze cursist aan: {why}.",
    en="No offering admits this learner: {why}.",
)
NOT_FREE = Text(
    nl="De vrije uren passen bij geen enkel rooster van {name}{why}.",
    en="The free hours fit no timetable of {name}{why}.",
)
EVENING = Text(
    nl="Alleen avondles zou passen ({name}), maar die is voor een andere groep.",
    en="Only evening lessons would fit ({name}), and those are for another group.",
)
LIMIT = Text(
    nl="Van {name} starten nu geen nieuwe klassen meer.",
    en="No more new classes of {name} start now.",
)
STOPS = Text(
    nl="{name} zou passen, maar start niet of stopt.",
    en="{name} would fit, but does not start or stops.",
)
FULL = Text(
    nl="Alle passende klassen van {name} zijn vol.",
    en="All classes of {name} that fit are full.",
)
CLOSED = Text(
    nl="{name}: de instroomweken zijn voorbij.", en="{name}: the weeks of entry are over."
)
TIMES = Text(
    nl="De tijden van de klassen {name} passen niet bij de vrije uren.",
    en="The times of the classes of {name} do not fit the free hours.",
)
SPREAD = Text(
    nl="Het niveau ({level}) ligt te ver van dat van klassen {name} op tijden die passen.",
    en="The level ({level}) is too far from that of classes of {name} at times that fit.",
)
LITERACY = Text(
    nl="In klassen {name} op tijden die passen, zitten cursisten met een andere geletterdheid.",
    en="Classes of {name} at times that fit have learners of another literacy.",
)
SPOUSE = {  # by what the couple needs
    HouseholdNeed.APART_IN_TIME: Text(
        nl="Waar plaats is ({name}), valt de les samen met die van de partner ({partner}).",
        en="Where there is a seat ({name}), lessons clash with those of the spouse ({partner}).",
    ),
    HouseholdNeed.DIFFERENT_CLASSES: Text(
        nl="Waar plaats is ({name}), zit de partner ({partner}).",
        en="Where there is a seat ({name}), the spouse ({partner}) sits.",
    ),
    HouseholdNeed.SAME_TIME: Text(
        nl="Waar plaats is ({name}), is de les niet tegelijk met die van de partner ({partner}).",
        en="Where there is a seat ({name}), lessons are not at the times of the spouse's "
        "({partner}).",
    ),
}
FULL_AND_SPOUSE = Text(
    nl="Alle passende klassen van {name} zijn vol, en botsen met de klas van de partner "
    "({partner}).",
    en="All classes of {name} that fit are full, and do not go with the class of the spouse "
    "({partner}).",
)
NEW_AND_SPOUSE = Text(
    nl="Een nieuwe klas {name} botst op alle vrije uren met de klas van de partner ({partner}).",
    en="A new class of {name} does not go with the class of the spouse ({partner}) at any free "
    "hour.",
)
FEW = Text(
    nl="Een nieuwe klas {name} heeft {n} van de {need} aanmeldingen die nodig zijn.",
    en="A new class of {name} has {n} of the {need} registrations it needs.",
)
NO_TEACHER = Text(
    nl="Er is geen docent vrij voor een nieuwe klas {name} op tijden die passen.",
    en="No teacher is free for a new class of {name} at times that fit.",
)
NO_ALPHA = Text(
    nl="Er is geen docent alfabetisering vrij voor een nieuwe klas {name} op tijden die passen.",
    en="No alphabetisation teacher is free for a new class of {name} at times that fit.",
)
NO_ROOM = Text(
    nl="Er is geen lokaal vrij voor een nieuwe klas {name} op tijden die passen.",
    en="No room is free for a new class of {name} at times that fit.",
)
COSTLY = Text(
    nl="Een plaats in {name} zou de klassen te ongelijk of te leeg maken; wachten weegt minder "
    "zwaar.",
    en="A seat in {name} would make classes too uneven or too empty; waiting weighs less.",
)

MORE_CLASSES = Text(nl="Nog een nieuwe klas {name}.", en="One more new class of {name}.")
MORE_SEATS = Text(nl="Eén plaats extra in {name}.", en="One more seat in {name}.")
MORE_PEOPLE = Text(nl="Nog {n} aanmeldingen voor {name}.", en="{n} more registrations for {name}.")
ONE_MORE = Text(nl="Nog één aanmelding voor {name}.", en="One more registration for {name}.")
AN_OFFERING = Text(
    nl="Aanbod voor {route} op niveau {level}.", en="An offering for {route} at level {level}."
)
ADMIT = Text(nl="De toelating tot {name} verruimen.", en="Admitting more learners to {name}.")
GO_ON = Text(nl="{name} toch laten doorgaan.", en="Letting {name} go on after all.")
ENTER_LATER = Text(nl="Bij {name} later laten instromen.", en="A later entry to {name}.")
OPEN_EVENING = Text(
    nl="De avondles van {name} ook voor deze cursist openstellen.",
    en="Opening the evening lessons of {name} to this learner.",
)
SAME_LITERACY = Text(
    nl="Een klas {name} met cursisten van dezelfde geletterdheid.",
    en="A class of {name} with learners of the same literacy.",
)
WIDER = Text(
    nl="In {name} een niveauverschil van {spread} punten toestaan (nu {now}).",
    en="Allowing a level spread of {spread} points in {name} (now {now}).",
)
HEAVIER = Text(
    nl="Wachten zwaarder laten wegen (blad Beleid, 'gewicht geen klas').",
    en="Letting a wait weigh more (sheet Policy, 'weight no class').",
)
MORE_TEACHER = Text(nl="Een docent voor {name} op {when}.", en="A teacher for {name} on {when}.")
MORE_ROOM = Text(nl="Een lokaal op {when}.", en="A room on {when}.")
FREE_HOURS = Text(
    nl="Vrij zijn op {when}, reistijd meegerekend ({name}).",
    en="Being free on {when}, travel included ({name}).",
)
MORE_TIMES = Text(
    nl="Meer mogelijke lesmomenten voor {name}.", en="More candidate times for {name}."
)
OTHER_TIME = Text(
    nl="Een andere klas voor de partner ({partner}).",
    en="Another class for the spouse ({partner}).",
)
SEAT_AND_TIME = Text(
    nl="Eén plaats extra in {name}, en een andere klas voor de partner ({partner}).",
    en="One more seat in {name}, and another class for the spouse ({partner}).",
)
WHY_BUSY = {
    BusyReason.WORK: Text(nl=" (werk)", en=" (work)"),
    BusyReason.CHILDCARE: Text(nl=" (zorg voor kinderen)", en=" (childcare)"),
    BusyReason.SCHOOL_RUN: Text(nl=" (kinderen naar school)", en=" (school run)"),
    BusyReason.APPOINTMENT: Text(nl=" (afspraken)", en=" (appointments)"),
    BusyReason.OTHER: Text(nl="", en=""),
}
NO_WHY = Text(nl="", en="")
