"""Finding the schools in a folder, and taking one along as bytes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from models import Text
from scheduler.export.write import file_names
from scheduler.workbook.sources import MOST_BYTES

_TABLES = ".csv"
_BOOKS = (".xlsx", ".xlsm")
_TOLD_ABOUT = (".xls",)  # reading it says how to save it as .xlsx
_PASSED_OVER = (".csv", ".ods", ".zip")

_MISSING = Text(nl="De map {path} bestaat niet.", en="There is no folder {path}.")
_NOT_A_FOLDER = Text(
    nl="{path} is geen map. Geef de map waarin alle scholen staan; voor één school is er "
    "'instroom plan'.",
    en="{path} is not a folder. Give the folder that holds all schools; for one school there is "
    "'instroom plan'.",
)
_UNREADABLE = Text(
    nl="De map {path} kan niet gelezen worden. Controleer of u er rechten voor hebt.",
    en="The folder {path} cannot be read. Check whether you may.",
)
_ONE_SCHOOL = Text(
    nl="In {path} staan de tabellen van één school. Gebruik daarvoor 'instroom plan', of geef de "
    "map erboven.",
    en="{path} holds the tables of one school. Use 'instroom plan' for it, or give the folder "
    "above.",
)
_NONE = Text(
    nl="In {path} staan geen scholen: geen map met CSV-bestanden en geen werkmap (.xlsx).",
    en="There are no schools in {path}: no folder of CSV files and no workbook (.xlsx).",
)
_DEEPER = Text(
    nl="{text} Misschien staan ze dieper: {names}.", en="{text} They may be further down: {names}."
)


@dataclass(frozen=True, slots=True)
class SchoolSource:
    """A school that was found: ``key`` names its folder with results, ``size`` is in bytes."""

    key: str
    path: Path
    size: int


@dataclass(frozen=True, slots=True)
class Found:
    """The schools of a folder by name, and what lies beside them but is no school."""

    schools: tuple[SchoolSource, ...]
    passed_over: tuple[str, ...]


class NoSchools(Exception):  # noqa: N818 - a finding about the user's folder
    """A folder that holds no schools; ``text`` says why and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text("en"))
        self.text = text


def schools_in(folder: Path, out: Path) -> Found:
    """Every subfolder with tables, and every workbook, is one school.

    Hidden files, and ``out`` when it lies inside, are left aside. Two sources of one name get
    results of different names: a workbook then keeps its ending.

    Raises:
        NoSchools: when the folder is none, cannot be read, or holds no schools.
    """
    try:
        if not folder.exists():
            raise NoSchools(_MISSING.fill(path=folder))
        if not folder.is_dir():
            raise NoSchools(_NOT_A_FOLDER.fill(path=folder))
        paths = [p for p in sorted(folder.iterdir()) if not _hidden(p)]
        results = out.resolve()
        paths = [p for p in paths if p.resolve() != results]
        sources = [p for p in paths if _is_school(p)]
        passed_over = [p.name for p in paths if p not in sources and _might_be(p)]
        sizes = [_size(p) for p in sources]
        tables_here = any(p.suffix.lower() == _TABLES for p in paths)
        nested = [p.name for p in paths if p.is_dir() and any(_is_school(q) for q in _inside(p))]
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: links in a circle
        raise NoSchools(_UNREADABLE.fill(path=folder)) from error
    if not sources:
        text = (_ONE_SCHOOL if tables_here else _NONE).fill(path=folder)
        if nested and not tables_here:
            text = _DEEPER.fill(text=text, names=", ".join(nested[:5]))
        raise NoSchools(text)
    keys = _keys(sources)
    found = (SchoolSource(keys[p], p, size) for p, size in zip(sources, sizes, strict=True))
    return Found(tuple(found), tuple(passed_over))


def _hidden(path: Path) -> bool:
    return path.name.startswith((".", "~$"))


def _inside(folder: Path) -> list[Path]:
    try:
        return [p for p in sorted(folder.iterdir()) if not _hidden(p)]
    except OSError:
        return []


def _is_school(path: Path) -> bool:
    if path.is_dir():
        return bool(_files(path))
    # A link to nowhere was meant to be a school: reading it says what is wrong.
    there = path.is_file() or path.is_symlink()
    return there and path.suffix.lower() in (*_BOOKS, *_TOLD_ABOUT)


def _might_be(path: Path) -> bool:
    return path.is_dir() or path.suffix.lower() in _PASSED_OVER


def _files(folder: Path) -> list[Path]:
    """The files of a folder that a school is read from."""
    shown = [p for p in _inside(folder) if p.is_file()]
    tables = [p for p in shown if p.suffix.lower() == _TABLES]
    return tables or [p for p in shown if p.suffix.lower() in _BOOKS]


def _size(path: Path) -> int:
    files = _files(path) if path.is_dir() else [path]
    return sum(p.stat().st_size for p in files if p.exists())


def _keys(sources: list[Path]) -> dict[Path, str]:
    stems = {p: p.name if p.is_dir() else p.stem for p in sources}
    often = Counter(stem.casefold() for stem in stems.values())
    wanted = {
        p: p.name if often[stem.casefold()] > 1 and not p.is_dir() else stem
        for p, stem in stems.items()
    }
    names = file_names(dict.fromkeys(wanted.values()))
    return {p: names[name] for p, name in wanted.items()}


@dataclass(frozen=True, slots=True)
class Packed:
    """A source as it can travel: file names and their bytes; ``folder`` when it was one."""

    name: str
    folder: bool
    files: tuple[tuple[str, bytes], ...]

    def unpack(self, place: Path) -> Path:
        """Write the source into a folder and return where it is now."""
        target = place / self.name
        if self.folder:
            target.mkdir()
        for name, content in self.files:
            (target / name if self.folder else target).write_bytes(content)
        return target


def pack(source: SchoolSource) -> Packed:
    """Read the files of a source.

    Raises:
        OSError: when they cannot be read, or are larger than a source may be.
    """
    if source.size > MOST_BYTES:
        raise OSError("too large")
    path, folder = source.path, source.path.is_dir()
    files = _files(path) if folder else [path]
    return Packed(path.name, folder, tuple((p.name, p.read_bytes()) for p in files))
