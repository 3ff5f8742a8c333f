"""The figures of the report, cut into pieces that fit on a screen and on a sheet of paper."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from models import Language, Text
from scheduler.figures import (
    Figure,
    learnability,
    level,
    run,
    score,
    seats,
    waiting,
    week_by_class,
    week_by_room,
    week_by_teacher,
    week_of_learner,
)
from scheduler.view import PlanView

WEEK_ROWS = 12  # as many rows as a landscape A4 sheet holds
DOT_ROWS = 16
LETTER = 6.4  # pixels that a letter of a row's name takes, on the wide side

_PART = Text(nl="{title}, deel {i} van {n}", en="{title}, part {i} of {n}")
_WAITS = Text(nl="wacht op een klas", en="waiting for a class")


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure ready for the page: its name, what it shows in words, Plotly's own form."""

    name: str
    title: str
    figure: dict[str, Any]

    @property
    def height(self) -> int:
        """Pixels it needs; kept free on the page until it is drawn."""
        return int(self.figure["layout"]["height"])


def pictures(view: PlanView, language: Language) -> dict[str, list[Picture]]:
    """All figures of the report by section, in pieces where they are long."""

    def parts(
        name: str,
        title: Text,
        draw: Callable[[PlanView, Language, Sequence[str] | None], Figure],
        rows: list[str],
        size: int,
    ) -> list[Picture]:
        groups = even_parts(rows, size)
        figures = [draw(view, language, group) for group in groups]
        align(figures)
        found = []
        for i, figure in enumerate(figures, start=1):
            part = _PART.fill(title=title, i=i, n=len(groups))
            shown = (part if len(groups) > 1 else title)(language)
            found.append(_picture(f"{name}-{i}", shown, figure))
        return found

    def whole(name: str, title: Text, figure: Figure) -> list[Picture]:
        return [_picture(name, title(language), figure)]

    school, plan, classes = view.school, view.plan, list(view.group)
    weeks = {
        "class": (week_by_class.TITLE, week_by_class.draw, week_by_class.rows(view)),
        "teacher": (week_by_teacher.TITLE, week_by_teacher.draw, week_by_teacher.rows(view)),
        "room": (week_by_room.TITLE, week_by_room.draw, week_by_room.rows(view)),
    }
    dots = {
        "level": (level.TITLE, level.draw),
        "learnability": (learnability.TITLE, learnability.draw),
        "seats": (seats.TITLE, seats.draw),
    }
    return {
        **{name: parts(name, *week, WEEK_ROWS) for name, week in weeks.items()},
        **{name: parts(name, *dot, classes, DOT_ROWS) for name, dot in dots.items()},
        "waiting": whole("waiting", waiting.TITLE, waiting.draw(view, language)),
        "score": whole("score", score.TITLE, score.figure(school, plan, language)),
        "run": whole("run", run.TITLE, run.figure(school, plan, language)),
        "learner": whole(
            "learner",
            Text(nl="Week van een cursist", en="Week of a learner"),
            week_of_learner.skeleton(view, language),
        ),
    }


def even_parts(rows: list[str], size: int) -> list[list[str]]:
    """Rows cut into the fewest parts of at most ``size``, all about equally long."""
    count = max(1, -(-len(rows) // size))
    cuts = [round(i * len(rows) / count) for i in range(count + 1)]
    return [rows[a:b] for a, b in pairwise(cuts)]


def align(figures: Sequence[Figure]) -> None:
    """Give all parts the same room for names, so that they stand exactly below each other."""
    names = [name for f in figures for name in f.layout.yaxis.ticktext or ()]
    room = 24 + round(LETTER * max(map(len, names), default=0))
    for figure in figures:
        figure.layout.margin.l = room


def _picture(name: str, title: str, figure: Figure) -> Picture:
    figure.update_layout(title=None)
    figure.layout.margin.t = max(20, (figure.layout.margin.t or 60) - 40)
    figure.layout.height -= 40
    return Picture(name, title, json.loads(figure.to_json()))


def learner_data(view: PlanView, language: Language) -> dict[str, Any]:
    """Blocks of every learner's week, compact: each distinct text stands once.

    ``people`` holds per learner the name, where he or she is, and the blocks as flat rows of
    lane, day, start, length and the number of the text (in ``texts``).
    """
    texts: dict[str, int] = {}
    people = []
    for learner in view.school.learners:
        group = view.class_of.get(learner.reference)
        flat: list[float] = []
        for block in week_of_learner.blocks(view, learner, language):
            number = texts.setdefault(block.text, len(texts))
            flat += [block.lane, block.day, _short(block.start), _short(block.length), number]
        people.append([learner.shown, group.name if group else _WAITS(language), flat])
    return {"people": people, "texts": list(texts)}


def _short(hours: float) -> float:
    value = round(hours, 3)
    return int(value) if value == int(value) else value
