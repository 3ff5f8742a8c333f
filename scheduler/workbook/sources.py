"""Opening what people hand over: a workbook, a folder of CSV files, or a zip of them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models import Text
from scheduler.workbook.cells import plain
from scheduler.workbook.csvfiles import OLD_OFFICE, csv_sheet
from scheduler.workbook.excel import read_excel
from scheduler.workbook.problems import Problem
from scheduler.workbook.schema import Table
from scheduler.workbook.sheets import GUIDE, Sheet, sheet_of, tables_named

MOST_BYTES = 400 * 2**20
_BOOKS = (".xlsx", ".xlsm")
_TEXTS = (".csv", ".txt", ".tsv")
Make = Callable[[str, Table], Sheet]
"""Makes the sheet of a name and a table, not read before somebody asks for it."""


class Unreadable(Exception):  # noqa: N818 - a finding about the user's file
    """The source as a whole cannot be read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text("en"))
        self.problem = problem


def _refuse(name: str, text: Text, fix: Text) -> Unreadable:
    return Unreadable(Problem(name or ".", None, None, text, fix))


_FIX_KIND = Text(
    nl="geef een Excel-werkmap (.xlsx) of een map met CSV-bestanden; "
    "'instroom template' maakt een voorbeeld",
    en="give an Excel workbook (.xlsx) or a folder of CSV files; "
    "'instroom template' writes an example",
)
_SAVE_AS = Text(
    nl="open het in Excel of LibreOffice en sla het op als .xlsx, zonder wachtwoord",
    en="open it in Excel or LibreOffice and save it as .xlsx, without a password",
)
_OPEN_DOCUMENT = Text(
    nl="dit is een OpenDocument-bestand (.ods)", en="this is an OpenDocument file (.ods)"
)


@dataclass(frozen=True)
class Opened:
    """The sheets of a source by table field, and the names of those that belong to no table."""

    tables: dict[str, Sheet]
    unused: list[str]


def open_source(path: Path) -> Opened:
    """The sheets of a source.

    Raises:
        Unreadable: when there is nothing there, or nothing that can be opened.
    """
    try:
        if not path.exists():
            raise _refuse(
                str(path),
                Text(
                    nl="dit bestand of deze map bestaat niet", en="there is no such file or folder"
                ),
                Text(nl="controleer de naam en de plaats", en="check the name and the place"),
            )
        return _folder(path) if path.is_dir() else _file(path)
    except PermissionError as error:
        raise _refuse(
            path.name,
            Text(nl="u mag dit niet lezen", en="you may not read this"),
            Text(
                nl="sluit het bestand in Excel, of vraag om leesrechten",
                en="close the file in Excel, or ask for permission to read it",
            ),
        ) from error
    except (OSError, ValueError) as error:
        raise _refuse(
            path.name[:100],
            Text(nl="dit kan niet geopend worden", en="this cannot be opened"),
            Text(
                nl="controleer de naam en de plaats, en probeer het met een kopie",
                en="check the name and the place, and try with a copy",
            ),
        ) from error


def open_table(path: Path, table: Table) -> Sheet:
    """One table: a CSV file of it, whatever its name, or its sheet in a workbook or folder.

    Raises:
        Unreadable: when there is nothing there, or nothing that can be opened.
    """
    if not (path.suffix.lower() in _TEXTS and path.is_file()) or _is_a_book(path):
        found = open_source(path).tables.get(table.field)
        if found is None:
            raise _refuse(
                path.name[:100],
                Text(nl="het blad {sheet} ontbreekt", en="the sheet {sheet} is missing").fill(
                    sheet=table.sheet
                ),
                Text(
                    nl="voeg het blad toe; 'instroom template' laat zien hoe",
                    en="add the sheet; 'instroom template' shows how",
                ),
            )
        return found
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _refuse(
            path.name[:100],
            Text(nl="dit kan niet geopend worden", en="this cannot be opened"),
            Text(
                nl="sluit het bestand in Excel en probeer het opnieuw",
                en="close the file in Excel and try again",
            ),
        ) from error
    return csv_sheet(path.name, table, data)


def _is_a_book(path: Path) -> bool:
    """Whether a file is a workbook, whatever its name says."""
    try:
        with path.open("rb") as stream:
            return stream.read(4) in (b"PK\x03\x04", OLD_OFFICE)
    except OSError:
        return False


def _file(path: Path) -> Opened:
    with path.open("rb") as stream:
        start = stream.read(8)
    size = path.stat().st_size
    if not start:
        raise _refuse(path.name, Text(nl="het bestand is leeg", en="the file is empty"), _FIX_KIND)
    if size > MOST_BYTES:
        raise _too_large(path)
    if start.startswith(OLD_OFFICE):
        raise _refuse(
            path.name,
            Text(
                nl="dit is een oude Excel-werkmap (.xls), of er zit een wachtwoord op",
                en="this is an old Excel workbook (.xls), or it has a password",
            ),
            _SAVE_AS,
        )
    if not start.startswith(b"PK"):
        if path.suffix.lower() in _TEXTS:
            raise _refuse(
                path.name,
                Text(nl="dit is één CSV-bestand", en="this is one CSV file"),
                Text(
                    nl="geef de map waarin alle CSV-bestanden staan",
                    en="give the folder that holds all CSV files",
                ),
            )
        raise _refuse(
            path.name,
            Text(nl="dit is geen Excel-werkmap", en="this is not an Excel workbook"),
            _FIX_KIND,
        )
    return _archive(path)


def _too_large(path: Path) -> Unreadable:
    return _refuse(
        path.name,
        Text(nl="het bestand is te groot", en="the file is too large"),
        Text(
            nl="haal foto's, oude lijsten en lege rijen eruit",
            en="take out pictures, old lists and empty rows",
        ),
    )


def _archive(path: Path) -> Opened:
    """A workbook or a zip of CSV files: both are zip archives."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > 4 * MOST_BYTES:
                raise _too_large(path)
            if _is_opendocument(archive):
                raise _refuse(path.name, _OPEN_DOCUMENT, _SAVE_AS)
            names = [
                n
                for n in sorted(archive.namelist())
                if n.lower().endswith(".csv") and not _is_hidden(Path(n))
            ]
            if names:
                return _tables(path, ((Path(n).stem, _later(archive.read, n)) for n in names))
        found, others = read_excel(path)
        return _tables(path, ((title, _of_book(rows)) for title, rows in found), others)
    except (Unreadable, PermissionError):
        raise
    except Exception as error:  # openpyxl and zipfile raise many kinds on damaged files
        raise _refuse(
            path.name,
            Text(
                nl="het bestand is beschadigd, heeft een wachtwoord of is geen Excel-werkmap",
                en="the file is damaged, has a password or is not an Excel workbook",
            ),
            _SAVE_AS,
        ) from error


def _is_opendocument(archive: zipfile.ZipFile) -> bool:
    if "mimetype" not in archive.namelist():
        return False
    with archive.open("mimetype") as stream:
        return b"opendocument" in stream.read(100)


def _is_hidden(path: Path) -> bool:
    return "__MACOSX" in path.parts or path.name.startswith((".", "~$"))


def _folder(path: Path) -> Opened:
    shown = [p for p in sorted(path.iterdir()) if p.is_file() and not _is_hidden(p)]
    files = [p for p in shown if p.suffix.lower() == ".csv"]
    if files:
        return _tables(path, ((p.stem, _later(Path.read_bytes, p)) for p in files))
    books = [p for p in shown if p.suffix.lower() in _BOOKS]
    if len(books) == 1:
        return _file(books[0])
    if books:
        raise _refuse(
            path.name,
            Text(
                nl="er staan {n} werkmappen in deze map", en="this folder holds {n} workbooks"
            ).fill(n=len(books)),
            Text(nl="geef er één op, met de bestandsnaam", en="give one of them, by its name"),
        )
    raise _refuse(
        path.name,
        Text(nl="er staan geen CSV-bestanden in deze map", en="this folder has no CSV files"),
        _FIX_KIND,
    )


def _later(read: Callable[[Any], bytes], what: Any) -> Make:
    return lambda name, table: csv_sheet(name, table, read(what))


def _of_book(rows: dict[int, list[Any]]) -> Make:
    return lambda name, table: sheet_of(name, table, rows.items())


def _tables(path: Path, sheets: Iterable[tuple[str, Make]], others: Iterable[str] = ()) -> Opened:
    found: dict[str, Sheet] = {}
    given = list(sheets)
    tables = tables_named(name for name, _ in given)
    unused = [*others, *(name for name, _ in given if name not in tables)]
    for name, make in given:
        table = tables.get(name)
        if table is None:
            continue
        if table.field in found:
            found[table.field].doubles.append(name)
        else:
            found[table.field] = make(name, table)
    if not found:
        raise _refuse(
            path.name,
            Text(
                nl="geen enkel blad is herkend (Cursisten, Docenten, Aanbod, ...)",
                en="no sheet was recognised (Learners, Teachers, Offerings, ...)",
            ),
            Text(
                nl="geef de bladen de namen van het voorbeeld; 'instroom template' maakt het",
                en="name the sheets as in the example; 'instroom template' writes it",
            ),
        )
    guides = {plain(GUIDE.nl), plain(GUIDE.en)}
    return Opened(found, [name for name in unused if plain(name) not in guides])
