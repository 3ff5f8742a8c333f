"""What a policy comes to for each offering of a school."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from models import Audience, Level, Mode, Offering, School, Slot
from models.intake import IntakePolicy, IntakeRule
from scheduler.laboratory.settings import value
from solver.laboratory.world import ALWAYS


@dataclass(frozen=True)
class Terms:
    """What a policy comes to for one offering: its rules, the later ones over the earlier."""

    rule: IntakeRule
    offering: Offering

    @classmethod
    def of(cls, policy: IntakePolicy, offering: Offering) -> Terms:
        """The rules of a policy that concern an offering, as one."""
        merged: dict[str, Any] = {}
        for rule in policy.rules:
            if rule.offerings and offering.reference not in rule.offerings:
                continue
            if rule.routes and not set(rule.routes) & set(offering.routes):
                continue
            given = {k: v for k, v in rule.model_dump().items() if v is not None}
            if given.get("moments") or given.get("every_weeks"):
                merged.pop("moments", None)
                merged.pop("every_weeks", None)
            merged |= given
        return cls(
            IntakeRule(**{k: v for k, v in merged.items() if k not in ("routes", "offerings")}),
            offering,
        )

    @property
    def least(self) -> int:
        """Learners who start a class."""
        wanted = self.rule.threshold or self.offering.minimum
        return max(1, min(wanted, self.offering.maximum) - (self.rule.paid_empty_seats or 0))

    @property
    def preparation(self) -> int:
        """Weeks between the decision to start a class and its first lesson."""
        weeks = self.rule.preparation_weeks
        return int(value("careers", "school", "preparation_weeks") if weeks is None else weeks)

    @property
    def entry(self) -> int:
        """Weeks of entry for newcomers, ALWAYS without an end."""
        if self.rule.entry == "always":
            return ALWAYS
        if self.rule.entry is not None:
            return int(self.rule.entry)
        weeks = self.offering.late_entry_weeks
        return ALWAYS if weeks is None else weeks

    def opens(self, week: date, lesson_week: int) -> bool:
        """Whether classes may start in the simulated week that begins on a Monday."""
        number = week.isocalendar().week
        if self.rule.moments is not None:
            return number in self.rule.moments
        return lesson_week % (self.rule.every_weeks or 1) == 0


def terms_of(school: School, policy: IntakePolicy) -> list[Terms]:
    """Every offering that a policy keeps with its rule, evening classes that it adds included;
    no level of a route is left without an offering between two others.
    """
    terms = [t for t in _all_terms(school, policy) if t.rule.offered is not False]
    offerings = _without_gaps([t.offering for t in terms])
    return [Terms(t.rule, o) for t, o in zip(terms, offerings, strict=True)]


def _all_terms(school: School, policy: IntakePolicy) -> list[Terms]:
    """Every offering with its rule, evening classes that the policy adds included."""
    found = []
    for offering in school.offerings:
        terms = Terms.of(policy, offering)
        found.append(terms)
        if terms.rule.evening and any(s.start < 17 * 60 for s in offering.slots):
            found.append(Terms(terms.rule, _evening(offering, terms)))
    return found


def _evening(offering: Offering, terms: Terms) -> Offering:
    evening = terms.rule.evening
    assert evening is not None
    starts = 18 * 60 + 30
    slots = tuple(Slot(day, starts, starts + evening.session_minutes) for day in range(4))
    return offering.model_copy(
        update={
            "reference": f"{offering.reference}+avond",
            "name": f"{offering.shown} (avond)",
            "audience": (Audience.PAID_WORK,),
            "sessions_per_week": evening.sessions,
            "session_minutes": evening.session_minutes,
            "slots": slots,
            "max_sessions_per_day": 1,
            "mode": Mode.PHYSICAL,
            "online_sessions": 0,
        }
    )


def _without_gaps(offerings: list[Offering]) -> list[Offering]:
    """Offerings whose level ranges leave no level of a route between two of them uncovered.

    ASSUMPTION: somebody whose level falls between two offerings is taken in by the higher one.
    """
    found = list(offerings)
    for route in {r for o in offerings for r in o.routes}:
        for level in Level:
            at = [k for k, o in enumerate(found) if route in o.routes and not o.audience]
            if any(found[k].level_from.score <= level.score <= found[k].level_to.score for k in at):
                continue
            above = [k for k in at if found[k].level_from.score > level.score]
            lowest = min((found[k].level_from.score for k in above), default=None)
            for k in above:
                if found[k].level_from.score == lowest:
                    found[k] = found[k].model_copy(update={"level_from": level})
    return found
