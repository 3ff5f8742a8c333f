"""What the report says in words and numbers; the page itself only lays it out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from models import Learner, PlannedClass, ScoreLine, Text
from models.levels import nearest_level
from models.text import Language
from models.times import slots_text
from scheduler.changes import ClassChange, Moved, class_changes
from scheduler.figures.base import Look, looks
from scheduler.report.change_words import change_words, changes_summary
from scheduler.view import PlanView, Seats
from scheduler.words import GOALS, ROUTES, STOPS, number, proven, reason_title, said

_PLACED = Text(
    nl="{placed} van de {all} cursisten hebben een klas; {waiting} wachten.",
    en="{placed} of the {all} learners have a class; {waiting} are waiting.",
)
_ONE_WAITS = Text(
    nl="{placed} van de {all} cursisten hebben een klas; één wacht.",
    en="{placed} of the {all} learners have a class; one is waiting.",
)
_ALL_PLACED = Text(
    nl="Alle {all} cursisten hebben een klas.", en="All {all} learners have a class."
)
_NONE_PLACED = Text(
    nl="Nog geen enkele cursist heeft een klas; {waiting} wachten.",
    en="No learner has a class yet; {waiting} are waiting.",
)


@dataclass(frozen=True, slots=True)
class Tile:
    """A key figure with what it is and a remark."""

    value: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ClassCard:
    """One class as a reader meets it; ``members`` with their place in the school's list."""

    group: PlannedClass
    offering: str
    look: Look
    times: list[str]
    teachers: str
    rooms: str
    seats: Seats
    middle: str
    members: list[tuple[int, Learner, bool]]

    @property
    def filled(self) -> float:
        """Share of the seats taken, in percent of the maximum."""
        return round(100 * self.seats.size / self.seats.maximum, 1)

    @property
    def target(self) -> float:
        """Where the target stands, in percent of the maximum."""
        return round(100 * self.seats.target / self.seats.maximum, 1)

    @property
    def searched(self) -> str:
        """Everything the search box looks at."""
        names = (f"{learner.shown}" for _, learner, _ in self.members)
        parts = (self.group.name, self.group.reference, self.offering, *self.times)
        return " ".join([*parts, self.teachers, self.rooms, *names]).casefold()


@dataclass(frozen=True, slots=True)
class Change:
    """A running class for which something changes, in words."""

    name: str
    code: str
    was: int
    becomes: int
    coming: list[tuple[int, str, str]]
    going: list[tuple[int, str, str]]
    moves: list[str]


@dataclass(frozen=True, slots=True)
class Waiter:
    """One learner on the waiting list; ``late`` when past the agreed longest wait."""

    index: int
    learner: Learner
    route: str
    weeks: int
    late: bool
    reasons: list[str]
    remedies: list[str]

    @property
    def searched(self) -> str:
        """Everything the search box looks at."""
        parts = (self.learner.shown, self.route, self.learner.level.value, *self.reasons)
        return " ".join(parts).casefold()


@dataclass(frozen=True, slots=True)
class Goal:
    """One line of the score in plain words."""

    line: ScoreLine
    name: str
    meaning: str
    amount: str


class Content:
    """Everything the page shows about one plan, in one language."""

    def __init__(self, view: PlanView, language: Language) -> None:
        self.view, self.language = view, language
        self.school, self.plan = view.school, view.plan
        self._index = {x.reference: i for i, x in enumerate(view.school.learners)}

    def _n(self, value: float, decimals: int = 0) -> str:
        return number(value, self.language, decimals)

    @property
    def headline(self) -> str:
        """The answer in one sentence."""
        placed, waiting = len(self.view.class_of), len(self.view.waiting)
        text = _PLACED
        if waiting == 0:
            text = _ALL_PLACED
        elif placed == 0:
            text = _NONE_PLACED
        elif waiting == 1:
            text = _ONE_WAITS
        counts = {"placed": placed, "all": len(self.school.learners), "waiting": waiting}
        used = {k: self._n(v) for k, v in counts.items() if f"{{{k}}}" in text.nl}
        return text(self.language, **used)

    @property
    def quality(self) -> str:
        """How far from the best possible plan, in one sentence; empty without a run."""
        return proven(self.plan.run, self.language) if self.plan.run else ""

    @cached_property
    def tiles(self) -> list[Tile]:
        """The key figures under the headline."""
        language, view = self.language, self.view
        new = sum(not group.existing for group in view.plan.classes)
        newcomers = sum(
            view.school.learner[p.learner].current_class != p.class_reference
            for p in view.plan.placements
        )
        seats = [view.seats(reference) for reference in view.group]
        minutes = sum(x.session.slot.minutes for x in view.lessons)
        late = sum(w.late for _, waiters in self.waiting for w in waiters)
        late_note = Text(nl="{n} langer dan {weeks} weken", en="{n} for more than {weeks} weeks")
        return [
            Tile(
                self._n(len(view.class_of)),
                Text(nl="cursisten met een klas", en="learners with a class")(language),
                Text(nl="{n} nieuw geplaatst", en="{n} newly placed")(
                    language, n=self._n(newcomers)
                ),
            ),
            Tile(
                self._n(len(view.waiting)),
                Text(nl="cursisten op de wachtlijst", en="learners on the waiting list")(language),
                late_note(language, n=self._n(late), weeks=self.school.policy.max_wait_weeks),
            ),
            Tile(
                self._n(len(view.group)),
                Text(nl="klassen", en="classes")(language),
                Text(nl="{n} nieuw", en="{n} new")(language, n=self._n(new)),
            ),
            Tile(
                self._n(sum(s.size for s in seats) / len(seats), 1) if seats else "–",
                Text(nl="cursisten per klas", en="learners per class")(language),
                Text(nl="{n} plaatsen vrij", en="{n} seats free")(
                    language, n=self._n(sum(s.free for s in seats))
                ),
            ),
            Tile(
                self._n(minutes / 60, 0 if minutes % 60 == 0 else 1),
                Text(nl="lesuren per week", en="lesson hours a week")(language),
                Text(nl="{n} docenten", en="{n} teachers")(
                    language, n=self._n(len(view.lessons_by_teacher))
                ),
            ),
        ]

    @cached_property
    def classes(self) -> list[ClassCard]:
        """All classes, grouped by offering."""
        view, style = self.view, looks(self.school)
        found = []
        for reference, group in view.group.items():
            lessons = view.lessons_of.get(reference, [])
            teachers = dict.fromkeys(view.teacher_name(x.session.teacher) for x in lessons)
            rooms = dict.fromkeys(view.place_name(x.session) for x in lessons)
            found.append(
                ClassCard(
                    group=group,
                    offering=view.offering_name(group),
                    look=style[group.offering],
                    times=slots_text([x.session.slot for x in lessons], self.language).split("; "),
                    teachers=", ".join(teachers),
                    rooms=", ".join(rooms),
                    seats=view.seats(reference),
                    middle=self._middle(reference),
                    members=[
                        (self._index[x.reference], x, x.current_class != reference)
                        for x in view.members[reference]
                    ],
                )
            )
        return found

    def _middle(self, reference: str) -> str:
        medians = self.view.medians(reference)
        return nearest_level(medians[0]).value if medians else "–"

    @property
    def offerings(self) -> list[str]:
        """Names of the offerings that have classes, in order."""
        return list(dict.fromkeys(card.offering for card in self.classes))

    @cached_property
    def _running(self) -> list[ClassChange]:
        return class_changes(self.view)

    @property
    def changes_summary(self) -> list[str]:
        """What becomes of the running classes, in a few sentences."""
        return changes_summary(
            self._running,
            new=sum(not group.existing for group in self.plan.classes),
            language=self.language,
        )

    @cached_property
    def changes(self) -> list[Change]:
        """Running classes for which something changes; rescheduled ones first."""
        rows = sorted(
            (row for row in self._running if not row.same), key=lambda row: not row.rescheduled
        )
        return [
            Change(
                name=row.run.shown,
                code=row.run.reference,
                was=row.was,
                becomes=row.becomes,
                coming=[self._moved(m, self.view.class_name(m.before)) for m in row.coming],
                going=[self._moved(m, m.after.name if m.after else None) for m in row.going],
                moves=change_words(self.view, row, self.language),
            )
            for row in rows
        ]

    def _moved(self, moved: Moved, other: str | None) -> tuple[int, str, str]:
        """Place in the list, name, and where from or to."""
        to_wait = Text(nl="wachtlijst", en="waiting list")(self.language)
        return (
            self._index[moved.learner.reference],
            moved.learner.shown,
            to_wait if other is None else other,
        )

    @cached_property
    def waiting(self) -> list[tuple[str, list[Waiter]]]:
        """The waiting list by main reason, the commonest first; longest wait first within."""
        groups: dict[str, list[Waiter]] = defaultdict(list)
        for reference, entry in self.view.waiting.items():
            learner = self.school.learner[reference]
            weeks = self.school.weeks_waiting(learner)
            groups[reason_title(entry.reasons)(self.language)].append(
                Waiter(
                    index=self._index[reference],
                    learner=learner,
                    route=ROUTES[learner.route](self.language),
                    weeks=weeks,
                    late=weeks > self.school.policy.max_wait_weeks,
                    reasons=[said(r, self.language) for r in entry.reasons],
                    remedies=[said(r, self.language) for r in entry.remedies],
                )
            )
        for waiters in groups.values():
            waiters.sort(key=lambda w: -w.weeks)
        return sorted(groups.items(), key=lambda pair: -len(pair[1]))

    @cached_property
    def goals(self) -> list[Goal]:
        """The score, the dearest goal first."""
        dutch = self.language is Language.NL
        return [
            Goal(
                line=line,
                name=said(line, self.language),
                meaning=GOALS[line.rule](self.language) if line.rule in GOALS else "",
                amount=f"{self._n(line.amount, 0 if line.amount == int(line.amount) else 1)} "
                f"{line.unit_nl if dutch else line.unit_en}",
            )
            for line in sorted(self.plan.score, key=lambda x: -x.cost)
        ]

    @property
    def objective(self) -> int:
        """All points together."""
        return sum(line.cost for line in self.plan.score)

    @property
    def stopped(self) -> str:
        """Why the search ended; empty without a run."""
        return STOPS[self.plan.run.stop](self.language) if self.plan.run else ""
