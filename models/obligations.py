"""What a learner owes in hours, and the meetings, pauses and switches that bear on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from models.base import Invalid, Record
from models.calendar import DatedSlot
from models.people import Ref, Route
from models.text import Text


class HoursKind(StrEnum):
    """Hours that are counted against a norm.

    LANGUAGE: 600 h before downscaling in B1, 800 h in Z. PARTICIPATION: 800 h in Z.
    PRACTICE: 40 h of the MAP. PVT: 12 h. (Report L3596, L1119, L1157, L1131.)
    """

    LANGUAGE = "language"
    PARTICIPATION = "participation"
    PRACTICE = "practice"
    PVT = "pvt"


class Strand(StrEnum):
    """The part of a learner's weeks a meeting belongs to; a row of the year view."""

    LESSONS = "lessons"
    BRIDGING = "bridging"
    PARTICIPATION = "participation"
    MAP = "map"
    PVT = "pvt"


class Pause(Record):
    """Days, first to last, on which somebody is excused from everything, as agreed.

    ``extends_term`` says that the municipality adds as many days to the integration term.
    """

    learner: Ref
    first: date
    last: date
    reason: str | None = None
    extends_term: bool = False

    @model_validator(mode="after")
    def _possible(self) -> Pause:
        if self.last < self.first:
            raise Invalid(
                "last",
                Text(
                    nl="de laatste dag ({b}) ligt voor de eerste ({a})",
                    en="the last day ({b}) is before the first ({a})",
                ).fill(a=self.first.strftime("%d-%m-%Y"), b=self.last.strftime("%d-%m-%Y")),
                Text(nl="draai de datums om", en="swap the two dates"),
            )
        return self

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


class RouteSwitch(Record):
    """A learner who goes on in another route from a day on (report L651).

    ``hours_counted`` limits the language hours made until then that count in the new route;
    left out, all of them do.
    """

    learner: Ref
    on: date
    to_route: Route
    hours_counted: Annotated[float, Field(ge=0)] | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A dated meeting at which one learner is expected.

    ``label`` is what people call it (a class, a group). ``kind`` is the norm its hours count
    for, if any: the theory of a MAP counts for none. ``contract`` is the number of hours that
    were bought per learner for all meetings of this kind. A meeting that ``overrules`` frees
    the learner from others at the same time. ``dated``: the roster names the day itself, so that
    it takes place whatever is known of days off.
    """

    session: DatedSlot
    label: str
    strand: Strand
    kind: HoursKind | None
    contract: float | None = None
    overrules: bool = False
    dated: bool = False

    @property
    def day(self) -> date:
        """The day of the meeting."""
        return self.session.day


def attended(meetings: list[Meeting], pauses: list[Pause]) -> list[Meeting]:
    """Those a learner can be at, in order of time: none in a pause, no two at once.

    Of two at the same time the one that overrules stays, else the one listed first.
    """
    ranked = sorted(
        (m for m in meetings if not any(m.day in pause for pause in pauses)),
        key=lambda m: not m.overrules,
    )
    by_day: dict[date, list[Meeting]] = {}
    for meeting in ranked:
        same_day = by_day.setdefault(meeting.day, [])
        if not any(meeting.session.overlaps(other.session) for other in same_day):
            same_day.append(meeting)
    kept = [m for day in sorted(by_day) for m in by_day[day]]
    return sorted(kept, key=lambda m: (m.day, m.session.slot))
