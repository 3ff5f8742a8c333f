"""Every member understands a language of the group, and each of these is spoken.

Groups are formed by mother tongue with a trainer or interpreter of that language, at most so
many languages in one group (Zutphen two, L20147; Eindhoven several interpreters, L11055). Dutch
counts from a level on (L12848, L14760). Some groups always have an interpreter (L18482)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models import Learner, Text, Violation
from models.activities import Activity
from solver.activities.rules.base import ActivityRule
from solver.activities.words import DUTCH, tongue

if TYPE_CHECKING:
    from solver.activities.rules.view import ActivityView

_MEMBER = Text(
    nl="{who} verstaat geen taal van {group}", en="{who} understands no language of {group}"
)
_MANY = Text(
    nl="{group} heeft {n} talen; hoogstens {most}", en="{group} has {n} languages; at most {most}"
)
_SPOKEN = Text(
    nl="in {group} spreekt niemand {tongue}: geen trainer en geen tolk",
    en="nobody in {group} speaks {tongue}: no trainer and no interpreter",
)


def follows(learner: Learner, activity: Activity, language: str) -> bool:
    """Whether a learner can follow an activity in a language."""
    level = activity.dutch_from
    if language == DUTCH and level is not None and learner.score >= level.score:
        return True
    known = [learner.mother_tongue or "", *learner.other_languages]
    return language in (tongue(x) for x in known)


def violations(view: ActivityView) -> Iterator[Violation]:
    """Members who understand nothing, too many languages, languages nobody speaks."""
    for group in view.groups:
        activity = view.activity[group.activity]
        languages = [tongue(x) for x in group.languages]
        if activity.by_language:
            if len(languages) > activity.max_languages:
                text = _MANY.fill(
                    group=group.reference, n=len(languages), most=activity.max_languages
                )
                yield Violation("languages", text, classes=(group.reference,))
            offered = [tongue(x) for x in activity.languages]
            usable = [x for x in languages if not offered or x in offered]
            for learner in view.members(group):
                if not any(follows(learner, activity, x) for x in usable):
                    text = _MEMBER.fill(who=learner.shown, group=group.reference)
                    yield Violation("languages", text, (learner.reference,), (group.reference,))
        trainer = next((t for t in view.school.trainers if t.reference == group.trainer), None)
        led = any(activity.reference in t.activities for t in view.school.trainers)
        covered = {x.language for x in group.interpreting}
        spoken = {tongue(x) for x in trainer.languages} if trainer is not None else set()
        for language in languages:
            if (
                language != DUTCH
                and language not in covered
                and (language not in spoken if led else activity.by_language)
            ):
                text = _SPOKEN.fill(group=group.reference, tongue=language.capitalize())
                yield Violation("languages", text, classes=(group.reference,))
        for language in map(tongue, activity.always_interpreted):
            if language not in covered:
                text = _SPOKEN.fill(group=group.reference, tongue=language.capitalize())
                yield Violation("languages", text, classes=(group.reference,))


# Posting: candidates of an opening understand one of its languages (problem.py); trainer and
# interpreter post who speaks them.
RULE = ActivityRule(
    name="languages",
    title=Text(nl="Talen van de groepen", en="Languages of the groups"),
    sources=("report L11055", "report L12793", "report L14732", "report L18482", "report L20147"),
    violations=violations,
)
