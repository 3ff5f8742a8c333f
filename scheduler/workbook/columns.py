"""How a table of the workbook is described: its columns, their kinds and their words."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property

from models import Record, Text
from scheduler.workbook.words import Choices, plain


class Kind(Enum):
    """What a cell holds.

    SHARE is a part of one (0.8 or 80%); FROM and UNTIL are clock times in minutes after
    midnight (UNTIL may be 24:00); RAW is passed on as it stands.
    """

    TEXT = auto()
    TEXTS = auto()
    WHOLE = auto()
    DECIMAL = auto()
    SHARE = auto()
    DATE = auto()
    TIME = auto()
    FROM = auto()
    UNTIL = auto()
    YES_NO = auto()
    CHOICE = auto()
    CHOICES = auto()
    SLOTS = auto()
    DAYS = auto()
    RAW = auto()


@dataclass(frozen=True)
class Column:
    """One column: the record's field it fills, its header and a one-line note for people.

    ``field`` may be dotted (``intake_scores.reading``). ``also`` are further headers that
    are understood, ``refers`` is the table whose codes the cell holds.
    """

    field: str
    header: Text
    note: Text
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: Choices | None = None
    also: tuple[str, ...] = ()
    refers: str | None = None

    def names(self) -> list[str]:
        """Every header that is understood, as people write them."""
        return [self.header.nl, self.header.en, *self.also]


@dataclass(frozen=True)
class Table:
    """One sheet (or CSV file). ``name`` is the field of ``School`` it fills, or "school" or
    "policy"; ``model`` the record of a row; ``required`` whether planning needs the sheet.
    """

    name: str
    title: Text
    note: Text
    columns: tuple[Column, ...]
    model: type[Record] | None = None
    also: tuple[str, ...] = ()
    required: bool = False

    @cached_property
    def by_header(self) -> dict[str, Column]:
        """Columns by every header that is understood, in its plain form."""
        return {plain(name): column for column in self.columns for name in column.names()}

    @cached_property
    def by_field(self) -> dict[str, Column]:
        """Columns by the record's field."""
        return {column.field: column for column in self.columns}

    def names(self) -> list[str]:
        """Every sheet name that is understood."""
        return [self.title.nl, self.title.en, *self.also]


@dataclass(frozen=True)
class PolicyKey:
    """One rule of the sheet Beleid: a field of ``Policy`` or ``weights.<name>``."""

    field: str
    label: Text
    kind: Kind
    choices: Choices | None = field(default=None)

    def column(self) -> Column:
        """The same as a column, so that its value is read like any other cell."""
        return Column(self.field, self.label, self.label, self.kind, True, self.choices)
