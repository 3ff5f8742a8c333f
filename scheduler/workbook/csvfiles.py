"""CSV files as people have them: any separator and encoding, and what is no CSV file at all."""

from __future__ import annotations

import csv
import io

from models import Text
from scheduler.workbook.schema import Table
from scheduler.workbook.sheets import Sheet, sheet_of

OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # .xls files, and .xlsx files with a password
# How files begin that somebody gave the name of a CSV file: archives and workbooks, PDF, pictures,
# and pages of a web site that asked for a password first.
_NO_TEXT = (
    b"PK\x03\x04", b"PK\x05\x06", OLD_OFFICE, b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF",
    b"\x1f\x8b", b"{\\rtf", b"<!DOCTYPE", b"<!doctype", b"<html", b"<HTML", b"<?xml", b"SQLite format",
)  # fmt: skip
_CONTROL = bytes(set(range(1, 32)) - {9, 10, 11, 12, 13, 26})


def csv_sheet(name: str, table: Table, data: bytes) -> Sheet:
    """One table as a CSV file holds it."""
    if data.startswith(_NO_TEXT) or _garbled(data[:2000]):
        return Sheet(name, text=True, refused=(_NO_CSV, _SAVE_AS_CSV))
    rows = csv_rows(data)
    sheet = sheet_of(name, table, enumerate(rows, start=1))
    sheet.text = True
    last = rows[-1] if rows else []
    if last and "\n" in last[-1].strip() and _decoded(data).count('"') % 2:
        sheet.unclosed = (len(rows), len(last) - 1, last[-1].strip().count("\n"))
    return sheet


def _garbled(data: bytes) -> bool:
    return len(data) - len(data.translate(None, _CONTROL)) > len(data) / 20


_NO_CSV = Text(nl="dit is geen CSV-bestand", en="this is not a CSV file")
_SAVE_AS_CSV = Text(
    nl="sla de lijst in Excel of LibreOffice op als CSV, of geef de werkmap zelf",
    en="save the list as CSV in Excel or LibreOffice, or give the workbook itself",
)


def csv_rows(data: bytes) -> list[list[str]]:
    """Rows of a CSV file: UTF-8, UTF-16 or cp1252, with semicolons, commas or tabs."""
    text = _decoded(data).replace("\x00", "")
    first, _, below = text.partition("\n")
    delimiter = ""
    if first.strip().casefold().startswith("sep=") and len(first.strip()) <= 5:
        delimiter, text = first.strip()[4:], "\n" + below  # Excel's own hint; keeps row numbers
    header = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = delimiter or max(";,\t", key=header.count)
    csv.field_size_limit(10_000_000)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return [line.split(delimiter) for line in text.splitlines()]


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
