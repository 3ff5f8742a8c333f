"""What one column of a sheet is."""

from __future__ import annotations

from dataclasses import dataclass

from models import Text
from scheduler.workbook.cells import Kind, plain


@dataclass(frozen=True)
class Column:
    """One column: the record's field, its header and note in both languages."""

    field: str
    header: Text
    kind: Kind
    note: Text
    required: bool = False
    synonyms: tuple[str, ...] = ()

    @property
    def names(self) -> set[str]:
        """All headers by which the column is known, made plain."""
        return {plain(n) for n in (self.header.nl, self.header.en, self.field, *self.synonyms)}


def column(
    name: str,
    nl: str,
    en: str,
    kind: Kind,
    note_nl: str,
    note_en: str,
    need: bool = False,
    *synonyms: str,
) -> Column:
    """A column in one line of a table of columns."""
    return Column(name, Text(nl=nl, en=en), kind, Text(nl=note_nl, en=note_en), need, synonyms)
