"""One school from bytes to bytes: what a process of the fleet does.

Neither the source nor the results need a disk that both sides can reach, so a worker of a
cluster may be anywhere.
"""

from __future__ import annotations

import io
import shutil
import tempfile
import time
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from models import Plan, Progress, Reason, RunInfo, School, Text
from models.plan import Stop
from models.text import Language
from scheduler.fleet import Line
from scheduler.planning import make_plan, write_outputs
from scheduler.region.records import ReasonCount, SchoolRow, State
from scheduler.region.schools import Packed
from scheduler.workbook import Problem, read_source
from solver import Outcome, Settings

TELL_EVERY = 0.5  # seconds between two pieces of news of a search

_NOT_IN_TIME = Text(
    nl="Er is binnen de tijd nog geen rooster gevonden. Geef meer tijd.",
    en="No plan was found in time. Give more time.",
)


@dataclass(frozen=True, slots=True)
class Order:
    """What to plan and how."""

    source: Packed
    settings: Settings
    language: Language


@dataclass(frozen=True, slots=True)
class News:
    """Where a school is: at ``read``, ``plan`` (with its ``progress``) or ``write``."""

    stage: str
    learners: int | None = None
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """How it went, and the files of the results as a zip archive (empty without a plan)."""

    row: SchoolRow
    files: bytes = b""


def plan_school(order: Order, line: Line) -> Answer:
    """Read, plan and write one school."""
    with tempfile.TemporaryDirectory(prefix="instroom-") as place:
        line.tell(News("read"))
        read = read_source(order.source.unpack(Path(place)))
        if read.school is None:
            return Answer(SchoolRow(state=State.REFUSED, problems=told(read.problems)))
        school, teller = read.school, _Teller(line, len(read.school.learners))
        outcome = make_plan(school, order.settings, teller, line.stopping)
        if outcome.plan is None:
            row = _without(school, outcome, line.stopping())
        else:
            row = _row(school, outcome.plan)
        row = row.model_copy(update={"problems": (*row.problems, *told(read.problems))})
        if outcome.plan is None:
            return Answer(row)
        line.tell(News("write", len(school.learners)))
        out = Path(place) / "results"
        write_outputs(school, outcome.plan, out, order.language)
        return Answer(row, _zipped(out))


class _Teller:
    """Passes progress on, not too often."""

    def __init__(self, line: Line, learners: int) -> None:
        self.line, self.learners = line, learners
        self.told, self.stage = 0.0, ""

    def __call__(self, news: Progress) -> None:
        now = time.monotonic()
        if news.stage != self.stage or now - self.told >= TELL_EVERY:
            self.told, self.stage = now, news.stage
            self.line.tell(News("plan", self.learners, news))


def told(problems: list[Problem]) -> tuple[Reason, ...]:
    """Problems as lines in both languages, errors first."""
    ranked = sorted(problems, key=lambda p: p.warning)
    return tuple(
        Reason(code="warning" if p.warning else "error", nl=p.line("nl"), en=p.line("en"))
        for p in ranked
    )


def _without(school: School, outcome: Outcome, stopped: bool) -> SchoolRow:
    state, lines = State.NO_PLAN, [_NOT_IN_TIME]
    if outcome.conflict:
        state, lines = State.IMPOSSIBLE, [violation.text for violation in outcome.conflict]
    elif stopped:
        state, lines = State.LEFT, []
    problems = tuple(Reason(code="error", nl=t("nl"), en=t("en")) for t in lines)
    learners = len(school.learners)
    return SchoolRow(state=state, name=school.name, learners=learners, problems=problems)


def _row(school: School, plan: Plan) -> SchoolRow:
    run = plan.run
    assert isinstance(run, RunInfo)
    codes = Counter(w.reasons[0].code if w.reasons else "" for w in plan.waiting)
    return SchoolRow(
        state=State.STOPPED if run.stop is Stop.USER else State.PLANNED,
        name=school.name,
        learners=len(school.learners),
        placed=len(plan.placements),
        waiting=len(plan.waiting),
        reasons=tuple(ReasonCount(code=c, count=n) for c, n in codes.most_common()),
        classes=len(plan.classes),
        new_classes=sum(not c.existing for c in plan.classes),
        objective=run.objective,
        bound=run.bound,
        gap=run.gap,
        seconds=run.seconds,
        notices=plan.notices,
    )


def _zipped(folder: Path) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for file in sorted(p for p in folder.rglob("*") if p.is_file()):
            archive.write(file, file.relative_to(folder).as_posix())
    shutil.rmtree(folder)
    return stream.getvalue()
