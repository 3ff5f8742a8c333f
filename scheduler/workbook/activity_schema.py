"""The columns of the sheets about activities; all of these sheets may be left out."""

from __future__ import annotations

from scheduler.workbook.activity_choices import (
    ALIKE,
    DATES,
    HOLIDAYS,
    JOINING,
    KIND,
    MINUTE,
    SPOUSES,
    STANDING,
    YIELDS,
)
from scheduler.workbook.cells import NUMBER, REFS, TEXT, WHOLE, YES_NO, several
from scheduler.workbook.choices import GENDER, LEVEL, LITERACY, MODE, ROUTE, STATUS
from scheduler.workbook.column import Column
from scheduler.workbook.column import column as _c
from scheduler.workbook.moments import DATE, SLOTS

# fmt: off
ACTIVITIES: tuple[Column, ...] = (
    _c("reference", "Code", "Code", TEXT, "eigen code", "a code of its own", True),
    _c("name", "Naam", "Name", TEXT, "mag leeg", "may be empty"),
    _c("kind", "Soort", "Kind", KIND, "MAP, PVT, participatie, overbrugging of eigen plek", "MAP, PVT, participation, bridging or placement", True),
    _c("provider", "Aanbieder", "Provider", TEXT, "mag leeg", "may be empty"),
    _c("joining", "Wie doet mee", "Who joins", JOINING, "iedereen die past, of alleen aangemeld", "everybody who fits, or registered only"),
    _c("routes", "Routes", "Routes", several(ROUTE), "leeg: alle", "empty: all"),
    _c("statuses", "Doelgroepen", "Statuses", several(STATUS), "leeg: alle", "empty: all"),
    _c("level_from", "Niveau vanaf", "Level from", LEVEL, "laagste niveau", "lowest level"),
    _c("level_to", "Niveau tot en met", "Level to", LEVEL, "hoogste niveau", "highest level"),
    _c("literacies", "Alfabetisering", "Literacy", several(LITERACY), "leeg: alle", "empty: all"),
    _c("genders", "Geslacht", "Gender", several(GENDER), "leeg: alle", "empty: all"),
    _c("age_from", "Leeftijd vanaf", "Age from", WHOLE, "in jaren", "in years"),
    _c("age_to", "Leeftijd tot en met", "Age to", WHOLE, "in jaren", "in years"),
    _c("months_from", "Maanden vanaf", "Months from", WHOLE, "sinds de start van de termijn", "since the start of the term"),
    _c("months_until", "Klaar binnen maanden", "Due in months", WHOLE, "sinds de start van de termijn", "since the start of the term"),
    _c("language_hours_from", "Taaluren vanaf", "Language hours from", NUMBER, "al gemaakt", "made so far"),
    _c("participation_hours_from", "Participatie-uren vanaf", "Participation hours from", NUMBER, "al gemaakt", "made so far"),
    _c("after", "Na", "After", REFS, "codes van activiteiten die eerst af moeten zijn", "codes of activities to finish first"),
    _c("exempt_work_hours", "Vrij bij werk vanaf uren", "Exempt from work hours", NUMBER, "betaald werk, uren per week; leeg: nooit", "paid work, hours a week; empty: never"),
    _c("exempt_statuses", "Vrij bij werk voor", "Exempt through work", several(STATUS), "doelgroepen die vrij zijn door werk; leeg: alle", "statuses that work exempts; empty: all"),
    _c("meetings", "Bijeenkomsten", "Meetings", WHOLE, "aantal per groep", "number for a group"),
    _c("slots", "Mogelijke momenten", "Possible moments", SLOTS, "van de eerste bijeenkomst: ma-vr 09:00-12:00", "of the first meeting: mon-fri 09:00-12:00", True),
    _c("interval_days", "Dagen ertussen", "Every so many days", WHOLE, "7: elke week", "7: every week"),
    _c("holidays", "Vakanties", "Holidays", HOLIDAYS, "wat een vrije dag doet", "what a day off does"),
    _c("starts", "Startdata", "Start dates", DATES, "leeg: elke week", "empty: every week"),
    _c("first_start", "Eerste start", "First start", DATE, "mag leeg", "may be empty"),
    _c("last_start", "Laatste start", "Last start", DATE, "mag leeg", "may be empty"),
    _c("months", "Startmaanden", "Start months", several(WHOLE), "6 is juni; leeg: alle", "6 is June; empty: all"),
    _c("every_weeks", "Start om de weken", "Start every weeks", WHOLE, "8: om de acht weken", "8: every eight weeks"),
    _c("mode", "Vorm", "Mode", MODE, "op locatie of online", "physical or online"),
    _c("location", "Locatie", "Location", TEXT, "code van het blad Locaties", "code of the sheet Locations"),
    _c("rooms", "Lokalen", "Rooms", REFS, "codes; leeg: geen lokaal nodig", "codes; empty: no room needed"),
    _c("minimum", "Minimum", "Minimum", WHOLE, "om te starten", "to start"),
    _c("target", "Streefgrootte", "Target", WHOLE, "liefst", "wished"),
    _c("maximum", "Maximum", "Maximum", WHOLE, "hoogstens", "at most"),
    _c("max_groups", "Groepen hooguit", "Groups at most", WHOLE, "in de planperiode", "in the period"),
    _c("parallel", "Groepen tegelijk", "Groups at once", WHOLE, "gelijke groepen op dezelfde dagen", "groups alike on the same days"),
    _c("alike", "Gelijk in", "Alike in", several(ALIKE), "doelgroep, route, niveau, geslacht, klas", "status, route, level, gender, class"),
    _c("by_language", "Naar taal", "By language", YES_NO, "groepen naar moedertaal", "groups by mother tongue"),
    _c("languages", "Talen", "Languages", REFS, "leeg: alle", "empty: all"),
    _c("max_languages", "Talen per groep", "Languages per group", WHOLE, "hoogstens", "at most"),
    _c("dutch_from", "Nederlands vanaf", "Dutch from", LEVEL, "niveau om het in het Nederlands te volgen", "level to follow it in Dutch"),
    _c("interpreters", "Tolk mag", "Interpreters", YES_NO, "als de trainer de taal niet spreekt", "when the trainer does not speak it"),
    _c("always_interpreted", "Altijd tolk voor", "Always interpreted", REFS, "talen", "languages"),
    _c("spouses", "Partners", "Spouses", SPOUSES, "regel voor partners", "rule for spouses"),
    _c("spouses_hard", "Partners moet", "Spouses must", YES_NO, "ja: moet, nee: liefst", "yes: must, no: rather"),
    _c("mixed_level", "Gemengd met niveau", "Mixed with level", LEVEL, "deelnemers die kunnen vertalen", "members who can translate"),
    _c("mixed_minimum", "Gemengd aantal", "Mixed number", WHOLE, "zoveel per groep", "so many per group"),
    _c("yields", "Voorrang", "Precedence", YIELDS, "om de lessen heen, of gaat voor", "around lessons, or before them"),
    _c("over_work", "Gaat voor werk", "Before work", YES_NO, "ja: werk wijkt", "yes: work gives way"),
    _c("may_miss", "Mag missen", "May miss", WHOLE, "bijeenkomsten; meer is overdoen", "meetings; more means doing it again"),
    _c("max_stay_weeks", "Langste verblijf", "Longest stay", WHOLE, "overbrugging: weken", "bridging: weeks"),
    _c("weekly_hours", "Uren per week", "Hours a week", NUMBER, "eigen plek", "placement"),
    _c("source", "Bron", "Source", TEXT, "wet, contract of afspraak", "law, contract or agreement"),
)
STAGES: tuple[Column, ...] = (
    _c("activity", "Activiteit", "Activity", TEXT, "code van het blad Activiteiten", "code of the sheet Activities", True),
    _c("number", "Nummer", "Number", WHOLE, "1 is de eerste bijeenkomst", "1 is the first meeting", True),
    _c("day", "Dag", "Day", WHOLE, "1 is de eerste dag, 8 een week later", "1 is the first day, 8 a week later"),
    _c("start", "Van", "From", MINUTE, "leeg: als de eerste", "empty: as the first"),
    _c("minutes", "Minuten", "Minutes", WHOLE, "leeg: als de eerste", "empty: as the first"),
    _c("content", "Inhoud", "Content", TEXT, "excursie, gastspreker, ceremonie", "excursion, guest speaker, ceremony"),
    _c("online", "Online", "Online", YES_NO, "leeg: als de activiteit", "empty: as the activity"),
    _c("location", "Locatie", "Location", TEXT, "leeg: als de activiteit", "empty: as the activity"),
)
TRAINERS: tuple[Column, ...] = (
    _c("reference", "Code", "Code", TEXT, "eigen code", "a code of its own", True),
    _c("name", "Naam", "Name", TEXT, "mag leeg", "may be empty"),
    _c("activities", "Activiteiten", "Activities", REFS, "codes van het blad Activiteiten", "codes of the sheet Activities", True),
    _c("languages", "Talen", "Languages", REFS, "die de trainer spreekt, naast Nederlands", "spoken besides Dutch"),
    _c("available", "Beschikbaar", "Available", SLOTS, "ma, wo 09:00-17:00", "mon, wed 09:00-17:00", True),
    _c("max_groups", "Groepen hooguit", "Groups at most", WHOLE, "in de planperiode", "in the period"),
)
INTERPRETERS: tuple[Column, ...] = (
    _c("reference", "Code", "Code", TEXT, "eigen code", "a code of its own", True),
    _c("name", "Naam", "Name", TEXT, "mag leeg", "may be empty"),
    _c("languages", "Talen", "Languages", REFS, "de talen die de tolk vertaalt", "the languages that are interpreted", True),
    _c("available", "Beschikbaar", "Available", SLOTS, "ma, wo 09:00-17:00", "mon, wed 09:00-17:00", True),
)
RECORDS: tuple[Column, ...] = (
    _c("learner", "Cursist", "Learner", TEXT, "code van het blad Cursisten", "code of the sheet Learners", True),
    _c("activity", "Activiteit", "Activity", TEXT, "code van het blad Activiteiten", "code of the sheet Activities", True),
    _c("standing", "Stand", "Standing", STANDING, "gedaan, vrijgesteld, aangemeld of overdoen", "done, exempt, registered or redo"),
    _c("ready_from", "Kan vanaf", "Ready from", DATE, "besluit van de consulent", "the caseworker's decision"),
    _c("weekly_hours", "Uren per week", "Hours a week", NUMBER, "bij een eigen plek", "for a placement"),
    _c("note", "Opmerking", "Note", TEXT, "wordt niet gebruikt bij het plannen", "not used in planning"),
)
# fmt: on
