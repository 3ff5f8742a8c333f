"""The workbook as data: every sheet, every column, in the order in which people see them."""

from __future__ import annotations

from scheduler.workbook.columns import Column, Kind, PolicyKey, Table
from scheduler.workbook.tables_people import BUSY, HOUSEHOLDS, LEARNERS, SCHOOL
from scheduler.workbook.tables_policy import POLICY, POLICY_KEYS
from scheduler.workbook.tables_teaching import (
    CLASSES,
    LOCATIONS,
    OFFERINGS,
    ROOMS,
    TEACHERS,
    TRAVEL,
)
from scheduler.workbook.words import plain

TABLES: tuple[Table, ...] = (
    SCHOOL,
    LEARNERS,
    HOUSEHOLDS,
    BUSY,
    TEACHERS,
    ROOMS,
    LOCATIONS,
    TRAVEL,
    OFFERINGS,
    CLASSES,
    POLICY,
)
BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}
EXPLANATION = {"uitleg", "explanation", "toelichting", "leesmij", "readme"}
_BY_TITLE: dict[str, Table] = {plain(n): table for table in TABLES for n in table.names()}
TITLES: dict[str, str] = {plain(n): n for table in TABLES for n in (table.title.nl, table.title.en)}


def find_table(title: str) -> Table | None:
    """The table a sheet (or CSV file, by its name without suffix) holds, or ``None``."""
    found = _BY_TITLE.get(plain(title))
    # "01_cursisten.csv": numbers in front keep files in order in a folder.
    return found or _BY_TITLE.get(plain(title).lstrip("0123456789"))


__all__ = [
    "BY_NAME",
    "EXPLANATION",
    "POLICY_KEYS",
    "TABLES",
    "TITLES",
    "Column",
    "Kind",
    "PolicyKey",
    "Table",
    "find_table",
]
