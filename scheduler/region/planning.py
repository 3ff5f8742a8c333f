"""Planning the schools of a region on a fleet."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from models import Reason, Text
from models.text import Language
from scheduler.fleet import Ended, Event, How, Place, Task, cores, run
from scheduler.region.records import SchoolRow, State
from scheduler.region.schools import SchoolSource, pack
from scheduler.region.store import LOG, Store
from scheduler.region.work import Answer, Order, plan_school, told
from scheduler.workbook import read_source
from solver import Settings

SCHOOL_MEMORY = 1.5 * 2**30  # bytes that one school may take while it is planned

_LOST = Text(
    nl="Het rekenproces viel {n} keer weg, misschien door te weinig geheugen. Probeer het met "
    "minder scholen tegelijk (--jobs 1).",
    en="The process died {n} times, perhaps for lack of memory. Try fewer schools at a time "
    "(--jobs 1).",
)
_FAILED = Text(
    nl="Er ging iets mis in het programma zelf; dat ligt niet aan uw gegevens. De technische "
    "details staan in {file}.",
    en="Something went wrong in the program itself, not in your data. The technical details are "
    "in {file}.",
)
_UNREADABLE = Text(
    nl="De gegevens veranderden tijdens het lezen. Probeer het opnieuw.",
    en="The data changed while they were read. Try again.",
)
_UNWRITTEN = Text(
    nl="{file} kan niet geschreven worden. Staat het bestand nog open, of is de schijf vol?",
    en="{file} cannot be written. Is the file still open, or the disk full?",
)


def lanes_for(schools: int, workers: int | None, jobs: int | None) -> tuple[int, int]:
    """Schools at a time and cores for each on this computer, bounded by cores and memory.

    With fewer schools than cores, each gets more than one core.
    """
    available = cores()
    most = max(1, min(available // (workers or 1), int(_memory() // SCHOOL_MEMORY)))
    lanes = max(1, min(jobs or most, schools))
    return lanes, workers or max(1, available // lanes)


def _memory() -> float:
    try:
        return float(os.sysconf("SC_PHYS_PAGES")) * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):  # not on every system
        return float("inf")


@dataclass
class RegionRun:
    """What to plan, how, and where results go.

    ``again`` plans schools anew whose plan still holds. ``on_event`` hears what the fleet tells
    (news are :class:`scheduler.region.work.News`), ``on_row`` of every school whose turn is over.
    """

    schools: tuple[SchoolSource, ...]
    out: Path
    settings: Settings
    language: Language = Language.NL
    again: bool = False
    on_event: Callable[[Event], None] | None = None
    on_row: Callable[[SchoolRow], None] = lambda _: None
    should_stop: Callable[[], bool] | None = None
    rows: dict[str, SchoolRow] = field(default_factory=dict, init=False)
    marks: dict[str, str] = field(default_factory=dict, init=False)


def plan_region(region: RegionRun, place: Place) -> list[SchoolRow]:
    """Plan every school; a row per school, in the order they were given.

    The largest come first, so that no long one is left alone at the end.

    Raises:
        OSError: when nothing can be written to the region's folder.
    """
    planner = _Planner(region, Store(region.out, region.language))
    for ended in run(
        plan_school,
        planner.tasks(),
        place,
        on_event=region.on_event,
        should_stop=region.should_stop,
    ):
        planner.end(ended)
    return [region.rows[school.key] for school in region.schools]


class _Planner:
    def __init__(self, region: RegionRun, store: Store) -> None:
        self.region, self.store = region, store
        self.source = {school.key: school for school in region.schools}

    def tasks(self) -> Iterator[Task[Order]]:
        """Schools that have to be planned; the others are told on the way."""
        settings = self.region.settings
        for school in sorted(self.region.schools, key=lambda s: (-s.size, s.key)):
            try:
                packed = pack(school)
            except OSError:
                problems = told(read_source(school.path).problems) or (_error(_UNREADABLE),)
                self._note(SchoolRow(key=school.key, state=State.REFUSED, problems=problems))
                continue
            mark = self.region.marks[school.key] = self.store.mark(packed, settings)
            earlier = None if self.region.again else self.store.earlier(school.key, mark)
            if earlier is not None:
                self._tell(earlier)
            else:
                yield Task(school.key, Order(packed, settings, self.region.language))

    def end(self, ended: Ended[Answer]) -> None:
        """Write what came of a school."""
        row, files = SchoolRow(key=ended.key, state=State.LEFT), b""
        trouble = ended.trouble
        if ended.value is not None:
            row, files = ended.value.row, ended.value.files
        elif ended.how is How.LOST:
            text = _LOST.fill(n=ended.attempts)
            row = SchoolRow(state=State.LOST, problems=(_error(text),))
        elif ended.how is How.FAILED:
            text = _FAILED.fill(file=self.region.out / ended.key / LOG)
            row = SchoolRow(state=State.FAILED, problems=(_error(text),))
        row = row.model_copy(update={"key": ended.key, "attempts": max(1, ended.attempts)})
        if not row.has_plan:
            self._note(row, trouble)
            return
        row = row.model_copy(update={"source": self.source[row.key].path.name})
        try:
            self.store.keep(row, files)
            if row.state is State.PLANNED:
                self.store.sign(row, self.region.marks[row.key])
        except OSError as error:
            text = _UNWRITTEN.fill(file=error.filename or self.region.out / row.key)
            row = row.model_copy(update={"state": State.UNWRITTEN, "problems": (_error(text),)})
        self._tell(row)

    def _note(self, row: SchoolRow, trouble: str = "") -> None:
        if row.problems:
            try:
                self.store.note(row, trouble)
            except OSError as error:
                text = _UNWRITTEN.fill(file=error.filename or self.region.out / row.key)
                row = row.model_copy(update={"problems": (*row.problems, _error(text))})
        self._tell(row)

    def _tell(self, row: SchoolRow) -> None:
        row = row.model_copy(update={"source": self.source[row.key].path.name})
        self.region.rows[row.key] = row
        self.region.on_row(row)


def _error(text: Text) -> Reason:
    return Reason(code="error", nl=text("nl"), en=text("en"))
