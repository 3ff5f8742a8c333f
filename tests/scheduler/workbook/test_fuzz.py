"""Whatever is handed over: a school, or problems that say where; never an exception."""

from __future__ import annotations

import random
import time as clock
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.workbook import SourceRead, read_source, write_csv_folder, write_workbook
from scheduler.workbook.csvfiles import csv_rows
from scheduler.workbook.example import example_school
from tests.scheduler.workbook.files import as_dutch_text, example, write_csv

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
FEW = settings(QUICK, max_examples=25)

ODD: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20),
    st.integers(-(10**15), 10**15),
    st.floats(-1e15, 1e15, allow_nan=False),
    st.booleans(),
    st.dates(date(1900, 3, 1), date(9999, 12, 31)),
    st.times().map(lambda t: t.replace(microsecond=0)),
    st.sampled_from(
        [
            *("=1/0", "#N/A", "{x}", "{0}", "%s", "C01", "K1", "D1", "SCHOOL", "ma 9-12", "A1"),
            *("ja", "B1", "ma-vr", "24:00", "00:00", "31-02-2025", "29-02-2024", "-1", "1e308"),
            *(";", ",", "'", '"', "\n", "ma " * 3000, "u" * 3000, "1" * 400, "9:00-" * 500),
            *(time(23, 59, 59), date(2199, 12, 31)),
        ]
    ),
)


STARTS = [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"]
TYPED = st.text(max_size=200).map(lambda text: text.encode("utf-8", "ignore"))


def _tells(read: SourceRead) -> None:
    """A school without errors, or errors; each line complete in both languages."""
    errors = [p for p in read.problems if not p.warning]
    assert (read.school is None) == bool(errors)
    for problem in read.problems:
        assert problem.sheet or problem.row is None
        for language in ("nl", "en"):
            line = problem.line(language)
            assert line.strip()
            assert "\n" not in line
            assert len(line) < 700


@QUICK
@given(
    data=st.binary(max_size=400), start=st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
)
def test_bytes_of_any_kind(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, start: bytes
) -> None:
    file = tmp_path_factory.mktemp("bytes") / "school.xlsx"
    file.write_bytes(start + data)
    read = read_source(file)
    assert read.school is None
    _tells(read)


@FEW
@given(seed=st.integers(0, 10**6))
def test_a_workbook_with_spoilt_bytes(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    file = tmp_path_factory.mktemp("spoilt") / "school.xlsx"
    write_workbook(example_school(), file)
    chance = random.Random(seed)
    data = bytearray(file.read_bytes())
    for _ in range(chance.randint(1, 20)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    file.write_bytes(bytes(data))
    _tells(read_source(file))


CELLS = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6), ODD), max_size=8)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@settings(QUICK, max_examples=25)
@given(data=st.data())
def test_any_cells_sheets_and_columns(
    tmp_path_factory: pytest.TempPathFactory, form: str, data: st.DataObject
) -> None:
    book = example()
    for name in list(book.sheets):
        rows = book.sheets[name]
        for down, right, value in data.draw(CELLS):
            row = rows[down % len(rows)]
            row[right % len(row)] = value
        if data.draw(st.integers(0, 14)) == 0:
            book.drop_column(name, data.draw(st.sampled_from(rows[0])))
        if data.draw(st.integers(0, 14)) == 0:
            del book.sheets[name]
    folder = tmp_path_factory.mktemp("cells")
    if form == "csv":
        _tells(read_source(write_csv(folder / "csv", book.sheets, ";", "utf-8")))
    elif book.sheets:
        _tells(book.read(folder))


@QUICK
@given(
    data=st.binary(max_size=200) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "ignore"))
)
def test_a_csv_file_of_any_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("csv")
    write_csv_folder(example_school(), folder)
    file = folder / "cursisten.csv"
    file.write_bytes(file.read_bytes() + data)
    _tells(read_source(folder))
    assert all(isinstance(cell, str) for row in csv_rows(data) for cell in row)


def _many(folder: Path, rows: int, *, wrong: bool) -> float:
    """Seconds to read a CSV folder with this many learners."""
    book = example()
    model = [as_dutch_text(v) for v in book.sheets["Cursisten"][20]]
    for number in range(rows):
        row = list(model)
        row[0] = f"X{number:06d}"
        if wrong:
            row[book.at("Cursisten", "Route")] = f"route {number}"
            row[book.at("Cursisten", "Huidige klas")] = f"klas {number}"
        book.sheets["Cursisten"].append(row)
    source = write_csv(folder / f"{rows}", book.sheets, ";", "utf-8")
    started = clock.process_time()
    read = read_source(source)
    spent = clock.process_time() - started
    assert (read.school is None) == wrong
    assert len(read.problems) == (102 if wrong else 0)
    return spent


@pytest.mark.parametrize("wrong", [False, True])
def test_time_grows_in_step_with_the_number_of_rows(tmp_path: Path, wrong: bool) -> None:
    small = _many(tmp_path, 1_000, wrong=wrong)
    large = _many(tmp_path, 8_000, wrong=wrong)
    assert large < 8 * small * 3 + 0.5, (small, large)
