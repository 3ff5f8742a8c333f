"""Problems in somebody's input: where, what, and what to do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from models import Text
from models.text import Language

MOST_ALIKE = 50
MOST_WARNINGS = 10  # of a kind: they must not hide what has to be mended


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem. ``sheet`` and ``column`` as they stand in the user's own file, ``row`` as
    the user sees it (the header is row 1); a ``warning`` does not stop planning.
    """

    sheet: str
    row: int | None
    column: str | None
    text: Text
    fix: Text
    warning: bool = False

    def within(self, file: str) -> Problem:
        """The same problem with the file that its sheet is in."""
        place = self.sheet if self.sheet in ("", file) else f"{file}, {self.sheet}"
        return replace(self, sheet=place or file)

    def where(self, language: Language | str) -> str:
        """The place: sheet, row, column."""
        nl = Language(language) is Language.NL
        parts = [self.sheet] if self.sheet else []
        if self.row is not None:
            parts.append(f"{'rij' if nl else 'row'} {self.row}")
        if self.column is not None:
            parts.append(f"{'kolom' if nl else 'column'} “{self.column}”")
        return ", ".join(parts)

    def data(self, language: Language) -> dict[str, Any]:
        """For programs: the place, what is wrong and what to do."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "message": self.text(language),
            "fix": self.fix(language),
            "warning": self.warning,
        }

    def line(self, language: Language | str) -> str:
        """The whole problem on one line."""
        text, fix = self.text(language), self.fix(language)
        where = self.where(language)
        return f"{where + ': ' if where else ''}{_sentence(text)} {_sentence(fix)}"


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."


_MORE = Text(
    nl="in deze kolom staan nog {n} van zulke fouten", en="there are {n} more like this here"
)
_MORE_WARNINGS = Text(
    nl="in deze kolom staan nog {n} van zulke rijen", en="there are {n} more such rows here"
)
_ELSEWHERE = Text(
    nl="er zijn nog {n} van zulke opmerkingen", en="there are {n} more remarks like these"
)
_SAME = Text(nl="los ze op dezelfde manier op", en="solve them the same way")
# What differs between two problems of one kind: quoted values and numbers.
_VARYING = re.compile(r"'.*'|\([^)]*\)|\S*\d\S*")


def few_warnings(problems: list[Problem], most: int = 3) -> list[Problem]:
    """The problems with at most so many warnings of a kind over all files together."""
    seen: Counter[str] = Counter()
    kept = []
    for problem in problems:
        alike = _VARYING.sub("", problem.text.en)
        seen[alike] += problem.warning
        if not problem.warning or seen[alike] <= most:
            kept.append(problem)
    left = sum(count - most for count in seen.values() if count > most)
    if left:
        kept.append(Problem("", None, None, _ELSEWHERE.fill(n=left), _SAME, warning=True))
    return kept


def shortened(problems: list[Problem]) -> list[Problem]:
    """The problems with so many of a kind per column at most, and a line for the rest."""
    most = {False: MOST_ALIKE, True: MOST_WARNINGS}
    seen: Counter[tuple[str, str | None, bool, str]] = Counter()
    kept = []
    for problem in problems:
        alike = _VARYING.sub("", problem.text.en)
        key = (problem.sheet, problem.column, problem.warning, alike)
        seen[key] += 1
        if seen[key] <= most[problem.warning]:
            kept.append(problem)
    for (sheet, column, warning, _), count in seen.items():
        if count > most[warning]:
            text = (_MORE_WARNINGS if warning else _MORE).fill(n=count - most[warning])
            kept.append(Problem(sheet, None, column, text, _SAME, warning))
    return kept


def describe(problems: list[Problem], language: Language | str) -> Iterator[str]:
    """Lines for people, errors first, grouped as they stand in the file."""
    for warning in (False, True):
        for problem in problems:
            if problem.warning == warning:
                mark = "!" if warning else "✗"
                yield f"{mark} {problem.line(language)}"
