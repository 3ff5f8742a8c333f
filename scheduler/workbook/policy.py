"""The rows of the sheet Beleid: names of rules and weights, and how their values are read.

A row's key is a path: a field of the policy (``evening_from``), a weight (``weights.unplaced``),
or the same of activities (``activities.horizon_weeks``, ``activities.weights.unplanned``).
"""

from __future__ import annotations

from typing import Any, NamedTuple

from models import Audience, Policy, Text, Weights
from models.activity_policy import ActivityPolicy, ActivityWeights
from scheduler.workbook.cells import NUMBER, SHARE, WHOLE, YES_NO, Kind, plain, several
from scheduler.workbook.choices import AUDIENCE, HOLIDAY_RULE, NEED, PRECEDENCE, REGION
from scheduler.workbook.moments import DATE, TIME

_ALL = Text(nl="iedereen", en="everybody")
_SOME = several(AUDIENCE)


def _read_groups(value: object) -> tuple[Audience, ...]:
    if plain(value) in (plain(_ALL.nl), plain(_ALL.en)):
        return ()
    return tuple(_SOME.read(value))


GROUPS = Kind(
    _read_groups,
    lambda v, lang: _SOME.write(v, lang) if v else _ALL(lang),
    (_ALL, *_SOME.words),
    many=True,
)

# fmt: off
RULES: dict[str, tuple[Text, Kind]] = {
    "b1_maximum": (Text(nl="grootste klas B1", en="largest class B1"), WHOLE),
    "b1_maximum_addendum": (Text(nl="grootste klas B1 met Addendum", en="largest class B1 with Addendum"), WHOLE),
    "z_maximum": (Text(nl="grootste klas Z", en="largest class Z"), WHOLE),
    "z_maximum_addendum": (Text(nl="grootste klas Z met Addendum", en="largest class Z with Addendum"), WHOLE),
    "addendum_from": (Text(nl="Addendum vanaf", en="Addendum from"), DATE),
    "addendum_until": (Text(nl="Addendum tot en met", en="Addendum until"), DATE),
    "uses_addendum": (Text(nl="school gebruikt het Addendum", en="school uses the Addendum"), YES_NO),
    "certified_share": (Text(nl="aandeel gecertificeerde docenten", en="share of certified teachers"), SHARE),
    "in_training_counts": (Text(nl="docent in opleiding telt mee", en="teacher in training counts"), YES_NO),
    "certified_share_under_addendum": (Text(nl="aandeel gecertificeerd onder Addendum", en="certified share under Addendum"), SHARE),
    "household_need": (Text(nl="regel voor partners", en="rule for spouses"), NEED),
    "household_hard": (Text(nl="regel voor partners moet", en="rule for spouses is a must"), YES_NO),
    "work_precedence": (Text(nl="voorrang", en="precedence"), PRECEDENCE),
    "evening_from": (Text(nl="avond vanaf", en="evening from"), TIME),
    "evening_for": (Text(nl="avondles alleen voor", en="evening lessons only for"), GROUPS),
    "max_wait_weeks": (Text(nl="langste wachttijd in weken", en="longest wait in weeks"), WHOLE),
    "term_years": (Text(nl="inburgeringstermijn in jaren", en="integration term in years"), WHOLE),
    "hours_needed_b1": (Text(nl="taaluren nodig B1", en="language hours needed B1"), NUMBER),
    "hours_needed_z": (Text(nl="taaluren nodig Z", en="language hours needed Z"), NUMBER),
    "hours_participation_b1": (Text(nl="participatie-uren nodig B1", en="participation hours needed B1"), NUMBER),
    "hours_participation_z": (Text(nl="participatie-uren nodig Z", en="participation hours needed Z"), NUMBER),
    "hours_practice": (Text(nl="praktijkuren MAP nodig", en="practice hours MAP needed"), NUMBER),
    "practice_in_participation": (Text(nl="praktijkuren MAP tellen mee als participatie", en="practice hours MAP count as participation"), YES_NO),
    "practice_by_work_hours": (Text(nl="betaald werk telt als praktijk MAP vanaf uren per week (0: niet)", en="paid work counts as practice MAP from hours a week (0: never)"), NUMBER),
    "hours_pvt": (Text(nl="PVT-uren nodig", en="PVT hours needed"), NUMBER),
    "attendance": (Text(nl="gewone aanwezigheid", en="usual attendance"), SHARE),
    "attendance_activities": (Text(nl="aanwezigheid bij activiteiten", en="attendance at activities"), SHARE),
    "participation_hours_a_week": (Text(nl="hoogste aantal participatie-uren per week", en="most participation hours a week"), NUMBER),
    "lesson_weeks_per_year": (Text(nl="lesweken per jaar", en="lesson weeks a year"), WHOLE),
    "term_margin_weeks": (Text(nl="speling in de termijn in weken", en="slack in the term in weeks"), WHOLE),
    "horizon_weeks": (Text(nl="weken vooruitkijken", en="weeks to look ahead"), WHOLE),
    "holiday_region": (Text(nl="vakantieregio", en="holiday region"), REGION),
    "follows_school_holidays": (Text(nl="geen les in de schoolvakanties", en="no lessons in school holidays"), YES_NO),
    "holiday_rule": (Text(nl="lessen op vrije dagen", en="lessons on days off"), HOLIDAY_RULE),
    "good_friday_free": (Text(nl="vrij op Goede Vrijdag", en="closed on Good Friday"), YES_NO),
    "liberation_day_free": (Text(nl="vrij op 5 mei", en="closed on 5 May"), YES_NO),
    "youth_age": (Text(nl="jongere tot leeftijd", en="youth below age"), WHOLE),
    "slow_below": (Text(nl="langzaam onder leerbaarheid", en="slow below learnability"), WHOLE),
    "fast_from": (Text(nl="snel vanaf leerbaarheid", en="fast from learnability"), WHOLE),
    "same_area_minutes": (Text(nl="reistijd binnen een gebied", en="travel within an area"), WHOLE),
    "unknown_travel_minutes": (Text(nl="reistijd als hij ontbreekt", en="travel when it is missing"), WHOLE),
}
WEIGHTS: dict[str, Text] = {
    "unplaced": Text(nl="gewicht geen klas", en="weight no class"),
    "waiting_week": Text(nl="gewicht per wachtweek", en="weight per week waited"),
    "over_max_wait": Text(nl="gewicht te lang gewacht", en="weight waited too long"),
    "term_short": Text(nl="gewicht termijn te kort", en="weight term too short"),
    "level_deviation": Text(nl="gewicht niveauverschil", en="weight level difference"),
    "learnability_deviation": Text(nl="gewicht verschil leerbaarheid", en="weight learnability difference"),
    "class_hour": Text(nl="gewicht lesuur van een klas", en="weight lesson hour of a class"),
    "empty_seat": Text(nl="gewicht lege plaats", en="weight empty seat"),
    "soft_busy": Text(nl="gewicht liever vrij", en="weight rather free"),
    "weekly_activity": Text(nl="gewicht wekelijkse activiteit", en="weight weekly activity"),
    "wish": Text(nl="gewicht wens", en="weight wish"),
    "travel": Text(nl="gewicht reistijd", en="weight travel"),
    "compact_day": Text(nl="gewicht extra lesdag", en="weight extra lesson day"),
    "extra_teacher": Text(nl="gewicht extra docent", en="weight extra teacher"),
    "extra_room": Text(nl="gewicht extra lokaal", en="weight extra room"),
    "household": Text(nl="gewicht wens van partners", en="weight need of spouses"),
    "moved_learner": Text(nl="gewicht andere klas", en="weight other class"),
    "moved_session": Text(nl="gewicht andere lestijd", en="weight other time"),
    "changed_teacher": Text(nl="gewicht andere docent", en="weight other teacher"),
    "changed_room": Text(nl="gewicht ander lokaal", en="weight other room"),
}
ACTIVITY_RULES: dict[str, tuple[Text, Kind]] = {
    "horizon_weeks": (Text(nl="activiteiten weken vooruit", en="activities weeks ahead"), WHOLE),
}
ACTIVITY_WEIGHTS: dict[str, Text] = {
    "unplanned": Text(nl="gewicht activiteit niet ingedeeld", en="weight activity not planned"),
    "week_late": Text(nl="gewicht activiteit per week te laat", en="weight activity per week late"),
    "week_waiting": Text(nl="gewicht activiteit per wachtweek", en="weight activity per week waited"),
    "unexcused_hour": Text(nl="gewicht gemist lesuur niet geoorloofd", en="weight lesson hour missed not authorised"),
    "excused_hour": Text(nl="gewicht gemist lesuur geoorloofd", en="weight lesson hour missed authorised"),
    "missed_meeting": Text(nl="gewicht gemiste bijeenkomst", en="weight meeting missed"),
    "group_hour": Text(nl="gewicht uur van een groep", en="weight hour of a group"),
    "interpreter_hour": Text(nl="gewicht uur van een tolk", en="weight hour of an interpreter"),
    "empty_seat": Text(nl="gewicht activiteit lege plaats", en="weight activity empty seat"),
    "missing_helper": Text(nl="gewicht ontbrekende helper", en="weight missing helper"),
    "soft_busy": Text(nl="gewicht activiteit liever vrij", en="weight activity rather free"),
    "wish": Text(nl="gewicht activiteit wens", en="weight activity wish"),
    "household": Text(nl="gewicht activiteit wens van partners", en="weight activity need of spouses"),
    "moved": Text(nl="gewicht activiteit andere data", en="weight activity other dates"),
    "changed_staff": Text(nl="gewicht andere trainer, tolk of ander lokaal", en="weight other trainer, interpreter or room"),
    "begun_anew": Text(nl="gewicht begonnen groep verlaten", en="weight leaving a begun group"),
    "moved_meeting": Text(nl="gewicht verzette bijeenkomst", en="weight meeting moved"),
    "moved_day": Text(nl="gewicht dag verzet", en="weight day moved"),
}
# fmt: on
ACTIVITIES, WEIGHT = "activities.", "weights."
ROWS: dict[str, tuple[Text, Kind]] = {
    **RULES,
    **{WEIGHT + name: (title, WHOLE) for name, title in WEIGHTS.items()},
    **{ACTIVITIES + name: row for name, row in ACTIVITY_RULES.items()},
    **{ACTIVITIES + WEIGHT + name: (title, WHOLE) for name, title in ACTIVITY_WEIGHTS.items()},
}


class Policies(NamedTuple):
    """What the sheet says about lessons and about activities."""

    lessons: Policy
    activities: ActivityPolicy

    @classmethod
    def defaults(cls) -> Policies:
        """All values as they are when the sheet is empty."""
        return cls(Policy.model_validate({}), ActivityPolicy.model_validate({}))

    def value(self, path: str) -> Any:
        """Value of a row."""
        found: Any = self.activities if path.startswith(ACTIVITIES) else self.lessons
        for name in path.removeprefix(ACTIVITIES).split("."):
            found = getattr(found, name)
        return found

    def source(self, path: str) -> str | None:
        """The source that the school itself gave for a row."""
        holder = self.activities if path.startswith(ACTIVITIES) else self.lessons
        return holder.sources.get(path.removeprefix(ACTIVITIES))


assert set(RULES) == set(Policy.model_fields) - {"weights", "sources"}
assert set(WEIGHTS) == set(Weights.model_fields)
assert set(ACTIVITY_RULES) == set(ActivityPolicy.model_fields) - {"weights", "sources"}
assert set(ACTIVITY_WEIGHTS) == set(ActivityWeights.model_fields)
