"""Which findings between tables are mistakes, and which only follow from an unreadable row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from models import Learner, Level, School
from models.school import Issue

# Which tables a column's codes come from.
TARGETS: dict[tuple[str, str], tuple[str, ...]] = {
    ("learners", "current_class"): ("classes",),
    ("learners", "wish_location"): ("locations",),
    ("teachers", "locations"): ("locations",),
    ("rooms", "location"): ("locations",),
    ("offerings", "locations"): ("locations",),
    ("classes", "offering"): ("offerings",),
    ("classes", "location"): ("locations",),
    ("classes", "teachers"): ("teachers",),
    ("classes", "rooms"): ("rooms",),
    ("pauses", "learner"): ("learners",),
    ("switches", "learner"): ("learners",),
    ("closings", "location"): ("locations",),
    ("activities", "after"): ("activities",),
    ("activities", "location"): ("locations",),
    ("activities", "rooms"): ("rooms",),
    ("stages", "activity"): ("activities",),
    ("stages", "location"): ("locations",),
    ("trainers", "activities"): ("activities",),
    ("activity_records", "learner"): ("learners",),
    ("activity_records", "activity"): ("activities",),
    ("busy", "person"): ("learners", "teachers"),
    ("intake_rules", "offerings"): ("offerings",),
}


# What a finding about an activity rests on besides its own row.
_RESTS_ON = {
    "holidays": "policy",
    "always_interpreted": "interpreters",
    "by_language": "trainers",
    "number": "activities",
}


@dataclass
class Unread:
    """What could not be read of one table.

    ``rows`` holds what is known of every row that gave no record; ``blind`` says that
    codes may be missing of which nothing is known (no sheet, no column, an unreadable code).
    """

    blind: bool = False
    rows: list[tuple[int, dict[str, Any]]] = field(default_factory=list)

    def knows(self, name: str, value: object) -> bool:
        """Whether an unreadable row holds this value (or may hold it)."""
        return any(row.get(name) == value for _, row in self.rows)


def follows(
    issue: Issue, school: School, unread: dict[str, Unread], *, start: bool, policy: bool
) -> bool:
    """Whether an issue may disappear by itself once the unreadable rows are mended.

    ``start`` and ``policy`` tell whether the plan's first day and the policy were read.
    """
    learners = unread["learners"]
    if issue.missing is not None and issue.table == "households":
        return learners.blind or learners.knows("household", issue.missing)
    if issue.missing is not None:
        tables = TARGETS[issue.table, issue.field or ""]
        return any(unread[t].blind or unread[t].knows("reference", issue.missing) for t in tables)
    if issue.field == "household":
        home = getattr(getattr(school, issue.table)[issue.index or 0], "household", None)
        others = unread[issue.table]
        return others.blind or others.knows("household", home)
    if issue.field in ("home_area", "area"):
        return bool(unread["travel"].blind or unread["travel"].rows)
    if issue.table == "learners" and issue.field in ("route", "level"):
        return _may_be_admitted(school.learners[issue.index or 0], unread["offerings"])
    if issue.table == "learners" and issue.field == "childcare":
        person = school.learners[issue.index or 0].reference
        return not start or unread["busy"].blind or unread["busy"].knows("person", person)
    if issue.table in ("closings", "pauses", "switches") and issue.warning and not start:
        return True  # how far a date is from the start, which was not read
    if issue.table == "switches":
        person = school.switches[issue.index or 0].learner
        return not start or unread["learners"].knows("reference", person)
    if issue.table == "offerings" and issue.field in ("minimum", "maximum"):
        return not (start and policy)
    if issue.table == "registrations" and issue.field == "municipality":
        return not start  # without the sheet School nobody knows which one is the own
    if (issue.table, issue.field) in (("registrations", "route"), ("intake_rules", "routes")):
        return bool(unread["offerings"].blind or unread["offerings"].rows)
    if issue.table == "activities" and issue.field in _RESTS_ON:
        other = _RESTS_ON[issue.field]
        return not policy if other == "policy" else bool(unread[other].rows)
    return issue.field in ("registered_on", "term_started_on", "birth_year") and not start


def _may_be_admitted(learner: Learner, offerings: Unread) -> bool:
    if offerings.blind:
        return True
    for _, row in offerings.rows:
        low, high = row.get("level_from", Level.A0), row.get("level_to", Level.B2)
        swapped = low.score > high.score  # then nobody knows which levels were meant
        if learner.route in row.get("routes", (learner.route,)) and (
            swapped or low.score <= learner.score <= high.score
        ):
            return True
    return False
