"""Keeping the hours ledger of a school: who makes it, who does not, what would repair it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from models import HoursKind, Learner, Meeting, Reason, School, Strand, Text
from models.ledger import Account, Pace, Verdict, accounts
from models.policy import Policy
from models.repairs import Repair, repairs
from scheduler.rosters import Activities, Rosters
from scheduler.rosters.activities import COUNTS, pvt_held
from solver.activities.spare import FreeGroups
from solver.spare import Spare

_RANK = {verdict: place for place, verdict in enumerate(Verdict)}
ALARMING = (Verdict.EXPIRED, Verdict.SHORT)
WATCHED = (*ALARMING, Verdict.UNPLANNED)


@dataclass(frozen=True)
class Entry:
    """One learner in the ledger: accounts per norm, what he or she attends, the pace.

    ``group`` is the class of the next lesson.
    """

    learner: Learner
    accounts: tuple[Account, ...]
    repairs: dict[HoursKind, tuple[Repair, ...]]
    meetings: tuple[Meeting, ...]
    pace: Pace
    term_ends: date | None
    group: str | None

    @cached_property
    def worst(self) -> Account | None:
        """The account that most needs somebody's attention; ``None`` without any norm."""
        return min(self.accounts, key=urgency, default=None)

    @property
    def verdict(self) -> Verdict | None:
        """Verdict of the worst account."""
        return self.worst.verdict if self.worst else None


@dataclass(frozen=True)
class Ledger:
    """The ledger of a school on a day; ``entries`` come the most urgent first."""

    school: School
    on: date
    entries: tuple[Entry, ...]
    notices: tuple[Reason, ...]

    @cached_property
    def of(self) -> dict[str, Entry]:
        """Entries by learner."""
        return {entry.learner.reference: entry for entry in self.entries}

    @cached_property
    def counts(self) -> dict[Verdict, int]:
        """Learners by the verdict of their worst account."""
        found = Counter(entry.verdict for entry in self.entries)
        return {verdict: found[verdict] for verdict in Verdict}

    def counts_of(self, kind: HoursKind) -> dict[Verdict, int]:
        """Learners by their verdict for one norm."""
        found = Counter(a.verdict for e in self.entries for a in e.accounts if a.kind is kind)
        return {verdict: found[verdict] for verdict in Verdict}


def urgency(account: Account) -> tuple[int, date, float]:
    """Sort key: the worst verdict first, then the earliest last chance, then most hours short."""
    last = account.last_chance or account.term_ends or date.max
    return _RANK[account.verdict], last, -max(account.shortfall, account.unplanned)


def keep_ledger(
    rosters: Rosters, on: date, activities: Activities | None = None, mend: bool = True
) -> Ledger:
    """The ledger of everybody in the rosters' school on a day.

    Args:
        on: not before the first day of the plan, since hours on record are those of that day.
        activities: meetings of participation, MAP and PVT per learner, if they are planned.
        mend: whether to work out what would help.

    Raises:
        ValueError: when ``on`` lies before the school's start.
    """
    school = rosters.school
    if on < school.start:
        raise ValueError("the ledger cannot be kept before the start of the plan")
    attends = rosters.meetings(activities)
    held = pvt_held(school, rosters.activities)
    entries = []
    for learner in school.learners:
        meetings = attends[learner.reference]
        pace = rosters.pace(learner, on)
        known = learner
        if held.get(learner.reference, 0) > learner.hours_pvt:
            known = learner.model_copy(update={"hours_pvt": held[learner.reference]})
        found = accounts(school, known, on, meetings, pace)
        ends = school.term_ends_on(learner)
        lessons = (m.label for m in meetings if m.day >= on and m.strand is Strand.LESSONS)
        group = next(lessons, None)
        nothing: dict[HoursKind, tuple[Repair, ...]] = {a.kind: () for a in found}
        entries.append(Entry(learner, found, nothing, tuple(meetings), pace, ends, group))
    ranked = sorted(entries, key=lambda e: urgency(e.worst) if e.worst else (99, date.max, 0.0))
    if mend:
        ranked = list(_mended(rosters, on, ranked))
    return Ledger(school, on, tuple(ranked), tuple(_notices(rosters, on, ranked)))


def _mended(rosters: Rosters, on: date, entries: Sequence[Entry]) -> Iterator[Entry]:
    """Entries with what would help; the most urgent have the first choice of seats, teachers and
    rooms, so that everything proposed can be done together.
    """
    school, plan = rosters.school, rosters.plan_on(on)
    spare = Spare(school, plan) if plan is not None else None
    groups = _groups(rosters)
    for entry in entries:
        found = {a.kind: repairs(school, entry.learner, a, spare, groups) for a in entry.accounts}
        yield replace(entry, repairs=found)


def _groups(rosters: Rosters) -> FreeGroups | None:
    """The planned groups of activities with the lessons around them, if there are any plans."""
    if not rosters.activities:
        return None
    inside = rosters.school.policy.practice_in_participation
    counts: dict[str, frozenset[HoursKind]] = {}
    alone: frozenset[HoursKind] = frozenset()
    for activity in rosters.school.activities:
        _, kind = COUNTS[activity.kind]
        kinds = frozenset({kind} if kind is not None else ())
        if inside and kind is HoursKind.PARTICIPATION:
            kinds |= {HoursKind.PRACTICE}
        if activity.is_group and kinds:
            counts[activity.reference] = kinds
        elif not activity.is_group:
            alone |= kinds
    last = max(plan.until for plan in rosters.activities)
    lessons = rosters.lessons(last)
    return FreeGroups(rosters.school, lessons, rosters.activities, counts, alone)


def _notices(rosters: Rosters, on: date, entries: Sequence[Entry]) -> list[Reason]:
    """What the reader must know: uncertain days off, unknown terms, norms of another law, lessons
    of which nobody knows when they end.
    """
    school = rosters.school
    ends = [e.term_ends for e in entries if e.term_ends is not None]
    last = max(ends, default=on + timedelta(weeks=52))
    found = list(school.calendar.notices(school.start, max(last, on)))
    unknown = sum(e.term_ends is None for e in entries)
    if unknown:
        found.append(("term_unknown", _TERM_UNKNOWN.fill(n=unknown)))
    since, _ = Policy.validity_of("hours_needed_b1")
    early = sum(
        since is not None and x.term_started_on is not None and x.term_started_on < since
        for x in school.learners
    )
    if early:
        found.append(("earlier_law", _EARLIER_LAW.fill(n=early)))
    endless = len(rosters.open_ended())
    if endless:
        found.append(("open_ended", _OPEN_ENDED.fill(n=endless)))
    if on > school.start:
        found.append(("estimated", _ESTIMATED.fill(a=_shown(school.start), b=_shown(on))))
    return [Reason(code=code, nl=text("nl"), en=text("en")) for code, text in found]


def _shown(day: date) -> str:
    return day.strftime("%d-%m-%Y")


_TERM_UNKNOWN = Text(
    nl="Van {n} cursisten is niet bekend wanneer de termijn begon. Vul op het blad Cursisten "
    "'Termijn gestart op' in; nu is voor hen niets te zeggen over het halen van de uren.",
    en="The start of the term is unknown for {n} learners. Enter 'Term started on' on the sheet "
    "Learners; nothing can be said now about their making the hours.",
)
_EARLIER_LAW = Text(
    nl="Bij {n} cursisten begon de termijn vóór 2022. De gebruikte normen gelden voor de Wet "
    "inburgering 2021; controleer of zij daaronder vallen.",
    en="The term of {n} learners began before 2022. The norms used are those of the law of 2021; "
    "check whether it applies to them.",
)
_ESTIMATED = Text(
    nl="Gemaakte uren zijn die van {a}, met daarbij de lessen tot {b} volgens het rooster en de "
    "gewone aanwezigheid.",
    en="Hours made are those of {a}, plus the lessons until {b} by the roster at the usual "
    "attendance.",
)
_OPEN_ENDED = Text(
    nl="Van de lessen van {n} cursisten zegt het rooster niet wanneer ze eindigen. Aangenomen is "
    "dat ze doorgaan tot het einde van de termijn.",
    en="The roster does not say when the lessons of {n} learners end. They are assumed to go on "
    "until the term ends.",
)
