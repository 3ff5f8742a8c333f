"""``instroom policies``: from a source to figures, a report, and answers in plain words."""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models import Language
from scheduler.cli.policies import _with_margin
from scheduler.laboratory.intervals import interval
from tests.scheduler.cli.conftest import Run

ZUTPHEN = Path(str(resources.files("examples"))) / "zutphen"
QUICK = ("--years", "1", "--replications", "2", "--jobs", "1", "--audit", "0")


def test_the_six_of_the_example_are_tried_and_everything_is_written(
    run: Run, tmp_path: Path
) -> None:
    told = run("policies", ZUTPHEN, "--out", tmp_path, *QUICK, "--json")
    assert told.code == 0
    assert len(told.data["policies"]) == 6
    assert set(told.data["pareto"]) <= set(told.data["policies"])
    for name in ("summary", "replications", "waits", "weeks", "audit", "fidelity"):
        assert (tmp_path / f"{name}.csv").exists()
        assert (tmp_path / f"{name}.parquet").exists()
    assert len(pd.read_parquet(tmp_path / "fidelity.parquet")) == 4
    assert "Klopt het met het onderzoek?" in (tmp_path / "report.html").read_text("utf-8")


def test_policies_are_chosen_by_name_and_swept(run: Run, tmp_path: Path) -> None:
    told = run(
        "policies", ZUTPHEN, "--out", tmp_path, *QUICK, "--policy", "kwartaal",
        "--sweep", "threshold=6,12", "--language", "en", "--json",
    )  # fmt: skip
    assert told.code == 0
    assert list(told.data["policies"]) == [
        "kwartaal",
        "kwartaal threshold=6",
        "kwartaal threshold=12",
    ]
    assert "Four fixed intake moments" in told.said


def test_a_finished_run_is_taken_up_and_says_the_same(run: Run, tmp_path: Path) -> None:
    words = ("policies", ZUTPHEN, "--out", tmp_path, *QUICK, "--policy", "nu", "--json")
    first = run(*words)
    parts = {p: p.stat().st_mtime_ns for p in (tmp_path / "parts").glob("*.npz")}
    again = run(*words, "--resume")
    assert first.data["policies"] == again.data["policies"]
    assert parts == {p: p.stat().st_mtime_ns for p in (tmp_path / "parts").glob("*.npz")}


def test_an_unknown_policy_is_refused_with_the_names_there_are(run: Run, tmp_path: Path) -> None:
    told = run("policies", ZUTPHEN, "--out", tmp_path, "--policy", "weetniet", "--json")
    assert told.code == 2
    assert "'weetniet' bestaat niet" in told.said
    assert "kwartaal" in told.said
    assert told.data["error"] == "input"


def test_mistakes_in_names_files_sweeps_and_registrations_are_told_at_once(
    run: Run, tmp_path: Path
) -> None:
    own = tmp_path / "mijn.toml"
    own.write_text(
        '[[policies]]\nreference="a"\nnl="a"\nen="a"\n[[policies.rules]]\nthreshold=0\n', "utf-8"
    )
    other = tmp_path / "other.csv"
    other.write_text("Beleid;Aanbod\nb;NEE\n", "utf-8")
    past = tmp_path / "lijst.csv"
    past.write_text("Aangemeld op;Route;Niveau\n2024-03-01;B7;A1\n2024-03-01;B1;Z9\n", "utf-8")
    told = run(
        "policies", ZUTPHEN, "--out", tmp_path / "o", *QUICK, "--policy", "weg", "--policy", own,
        "--policy", "ook-weg", "--sweep", "drempel=x", "--sweep", "foo=1",
        "--registrations", past, "--policy", other, "--replications", "0", "--jobs", "999",
        "--json",
    )  # fmt: skip
    assert told.code == 2
    for part in (
        "other.csv, rij 2, kolom “Aanbod”: Aanbod 'NEE' bestaat niet",
        "--replications: 0 is te klein. Vul 2 of meer in", "--jobs: 999 is te groot",
        "'weg'", "'ook-weg'",
        "mijn.toml, rij 6, kolom “threshold”: 0 is te klein. Vul 1 of meer in",
        "'x' is geen", "'foo'", "lijst.csv, rij 2", "lijst.csv, rij 3",
    ):  # fmt: skip
        assert part in told.err, told.err
    assert len(told.data["problems"]) == 10


def test_numbers_out_of_range_and_sweeps_that_make_no_sense_are_refused(
    run: Run, tmp_path: Path
) -> None:
    one = run("policies", ZUTPHEN, "--out", tmp_path, "--replications", "1")
    assert one.code == 2
    assert "--replications: 1 is te klein. Vul 2 of meer in." in one.err
    assert "--years" not in one.err, "only what is wrong is told"
    assert run("policies", ZUTPHEN, "--out", tmp_path, "--years", "0").code == 2
    told = run("policies", ZUTPHEN, "--out", tmp_path, "--sweep", "drempl=3")
    assert told.code == 2
    assert "Bedoelt u 'drempel'?" in told.said


def test_a_school_without_an_inflow_of_its_own_uses_its_past_registrations(
    run: Run, template: Path, tmp_path: Path
) -> None:
    told = run("policies", template, "--out", tmp_path, *QUICK, "--policy", "nu", "--json")
    assert told.code == 0
    assert list(told.data["policies"]) == ["nu"]


def test_policies_come_from_a_spreadsheet_with_dutch_or_english_headers(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "mijn beleid.csv"
    file.write_text(
        "Beleid;Naam;Routes;Threshold;Instroomweken;Bijplaatsen;Brugklas plaatsen\n"
        "kwart;Vier momenten;;8;6, 17, 36, 46;altijd;12\n"
        "kwart;;Onderwijs;6;;nooit;\n",
        encoding="utf-8",
    )
    told = run("policies", ZUTPHEN, "--out", tmp_path, *QUICK, "--policy", file, "--json")
    assert told.code == 0
    assert list(told.data["policies"]) == ["kwart"]
    assert "Vier momenten" in told.said
    again = tmp_path / "instroombeleid.csv"
    same = run("policies", ZUTPHEN, "--out", tmp_path / "2", *QUICK, "--policy", again, "--json")
    assert same.data["policies"] == told.data["policies"]


def test_everything_wrong_with_a_sheet_of_policies_is_told_with_its_place(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "beleid.csv"
    file.write_text(
        "Beleid;Drempel;Om de weken;Instroomweken;Bijplaatsen;Brugklas lessen\n"
        "a;veel;;;;\nb;0;;;;\nc;8;2;6, 36;soms;\nd;8;2;6, 36;;\ne;;;;;2\n",
        encoding="utf-8",
    )
    told = run("policies", ZUTPHEN, "--out", tmp_path, *QUICK, "--policy", file)
    assert told.code == 2
    for place in (
        "beleid.csv, rij 2, kolom “Drempel”: 'veel' is geen getal",
        "beleid.csv, rij 3, kolom “Drempel”: 0 is te klein",
        "beleid.csv, rij 4, kolom “Bijplaatsen”: 'soms' is geen aantal weken",
        "beleid.csv, rij 5, kolom “Instroomweken”: Er staan zowel vaste instroomweken",
        "beleid.csv, rij 6, kolom “Brugklas plaatsen”: Er staat iets over een brugklas",
    ):
        assert place in told.said


def test_a_list_of_past_registrations_takes_the_place_of_the_inflow(
    run: Run, tmp_path: Path
) -> None:
    file, days = tmp_path / "lijst.csv", range(1, 29)
    rows = [f"{d:02}-{m:02}-2024;B1;A0" for m in range(1, 13) for d in days]
    file.write_text("\n".join(["Aangemeld op;Route;Niveau", *rows]), encoding="utf-8")
    words = ("policies", ZUTPHEN, "--out", tmp_path, *QUICK, "--policy", "nu")
    told = run(*words, "--registrations", file, "--json")
    assert told.code == 0
    table = pd.read_parquet(tmp_path / "replications.parquet")
    assert table["all.learners"].mean() > 250
    assert table["route:Z.learners"].sum() == 0
    file.write_text("Aangemeld op;Route\n32-01-2024;B1\n01-02-2024;B7\n", encoding="utf-8")
    told = run(*words, "--registrations", file)
    assert told.code == 2
    assert "kolom 'Niveau' ontbreekt" in told.said
    assert "rij 2, kolom “Aangemeld op”" in told.said
    assert "rij 3, kolom “Route”: 'B7' bestaat niet" in told.said


def test_a_figure_of_one_replication_has_no_margin() -> None:
    assert _with_margin(interval(np.array([3.0, np.nan])), Language.NL) == "3,0"
    assert _with_margin(interval(np.array([np.nan])), Language.NL) == "–"
    assert _with_margin(interval(np.array([3.0, 3.0])), Language.NL) == "3,0 ± 0,0"


def test_every_registration_in_a_mistyped_year_is_told(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "lijst.csv"
    dates = ("05-03-2024", "05-03-2034", "05-04-1924")
    rows = [f"{day};B1;A1" for day in dates]
    file.write_text("\n".join(["Aangemeld op;Route;Niveau", *rows]), encoding="utf-8")
    told = run("policies", ZUTPHEN, "--out", tmp_path / "out", *QUICK, "--registrations", file)
    assert told.code == 2
    for row, day in enumerate(dates[1:], start=3):
        place = f"lijst.csv, rij {row}, kolom “Aangemeld op”"
        assert f"{place}: {day} ligt ver van het begin van het rooster" in told.said
    assert dates[0] not in told.said


def test_a_list_of_several_municipalities_is_pooled(run: Run, tmp_path: Path) -> None:
    def rows(where: str) -> list[str]:
        return [f"{d:02}-{m:02}-2024;B1;A0;{where}" for m in range(1, 13) for d in range(1, 11)]

    file = tmp_path / "lijst.csv"
    text = ["Aangemeld op;Route;Niveau;Gemeente", *rows(""), *rows("Lochem")]
    file.write_text("\n".join(text), encoding="utf-8")
    words = ("policies", ZUTPHEN, *QUICK, "--registrations", file, "--json")
    found = {}
    for policy in ("nu", "samen"):
        told = run(*words, "--out", tmp_path / policy, "--policy", policy)
        assert told.code == 0, told.said
        found[policy] = told.data["policies"][policy]["wait_mean"][0]
    assert found["samen"] != found["nu"]
    file.write_text("\n".join([text[0], *rows("Lochem")]), encoding="utf-8")
    told = run(*words, "--out", tmp_path / "none")
    assert told.code == 2
    assert (
        "lijst.csv, kolom “Gemeente”: Geen enkele aanmelding komt uit de eigen gemeente (Zutphen)"
        in told.said
    )


def test_a_file_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    for option in ("--registrations", "--policy"):
        told = run("policies", ZUTPHEN, "--out", tmp_path, *QUICK, option, tmp_path / "no.csv")
        assert told.code == 2


def test_the_sheets_of_a_workbook_hold_policies_sweeps_and_registrations(
    run: Run, template: Path, tmp_path: Path
) -> None:
    told = run("policies", template, "--out", tmp_path, *QUICK, "--json")
    assert told.code == 0
    names = ["nu", "momenten", "nu threshold=6", "nu threshold=8", "nu threshold=12"]
    assert list(told.data["policies"]) == names
    table = pd.read_parquet(tmp_path / "replications.parquet")
    assert 20 < table["all.learners"].mean() < 60, "about as many as on the sheet"


@pytest.mark.xdist_group("fleet")
def test_a_cluster_gives_the_same_figures_and_a_wrong_address_is_told(
    run: Run, address: str, tmp_path: Path
) -> None:
    words = ("policies", ZUTPHEN, *QUICK, "--policy", "nu", "--json")
    far = run(*words, "--out", tmp_path / "far", "--cluster", address)
    near = run(*words, "--out", tmp_path / "near")
    assert far.code == near.code == 0
    assert far.data["policies"] == near.data["policies"]
    none = run(*words, "--out", tmp_path / "none", "--cluster", "tcp://127.0.0.1:1")
    assert none.code == 2
    assert "antwoordt geen Dask-cluster" in none.said


def test_the_sheet_of_the_inflow_is_read_with_all_its_mistakes_and_written_again(
    run: Run, tmp_path: Path
) -> None:
    source = tmp_path / "school"
    shutil.copytree(ZUTPHEN, source)
    sheet = source / "instroom.csv"
    head = "Gemeente;Doet mee;Asiel per jaar;Gezin per jaar;Keer eigen instroom;Routes"
    sheet.write_text(f"{head}\nZutphen;eigen;900;100;;\nBuur;altijd;;;0,1;Z\n", encoding="utf-8")
    words = ("policies", source, "--out", tmp_path / "out", *QUICK, "--policy", "nu")
    assert run(*words).code == 0
    table = pd.read_parquet(tmp_path / "out" / "replications.parquet")
    assert table["all.learners"].mean() == pytest.approx(1000, rel=0.2)
    written = (tmp_path / "out" / "instroom.csv").read_text("utf-8-sig")
    assert "Zutphen;eigen;900;100" in written
    assert "Buur;altijd;90;10" in written
    sheet.write_text(f"{head}\nA;eigen;;;2;\nB;soms;1;;;\nC;altijd;veel;;;B7\n", encoding="utf-8")
    for told in (run(*words), run("check-input", source)):
        assert told.code == 2
        assert "instroom, rij 2, kolom “Keer eigen instroom”" in told.said
        assert "instroom, rij 3, kolom “Doet mee”: 'soms' bestaat niet" in told.said
        assert "instroom, rij 4, kolom “Asiel per jaar”: 'veel' is geen getal" in told.said
        assert "instroom, rij 4, kolom “Routes”: 'B7' bestaat niet" in told.said


HEAD = "Aangemeld op;Route;Niveau;Gemeente"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "lijst.csv: Het blad is leeg"),
        (f"{HEAD}\n", "lijst.csv: Het blad is leeg"),
        (f"{HEAD}\n32-01-2024;B1;A1;\n", "lijst.csv, rij 2, kolom “Aangemeld op”"),
        (f"{HEAD}\n05-03-2062;B1;A1;\n", "lijst.csv, rij 2, kolom “Aangemeld op”"),
        (f"{HEAD}\n05-03-2024;B7;A1;\n", "lijst.csv, rij 2, kolom “Route”"),
        (f"{HEAD}\n05-03-2024,B1,A1,\n", "lijst.csv, rij 2: Deze hele rij staat in één cel"),
        (f"{HEAD}\n{HEAD}\n", "lijst.csv, rij 2: Hier staat de kopregel nog eens"),
        (f"{HEAD};Level\n", "lijst.csv, rij 1, kolom “Level”: Deze kolom staat er twee keer"),
        (f"{HEAD}\n05-03-2024;B1;A1;Zutpen\n", "lijst.csv, rij 2, kolom “Gemeente”"),
        ("%PDF-1.7", "lijst.csv: Dit is geen CSV-bestand"),
    ],
)
def test_a_list_of_registrations_that_is_wrong_is_told_with_its_place(
    run: Run, tmp_path: Path, text: str, told: str
) -> None:
    file = tmp_path / "lijst.csv"
    file.write_text(text, encoding="utf-8")
    ended = run("policies", ZUTPHEN, "--out", tmp_path / "out", *QUICK, "--registrations", file)
    assert ended.code == 2
    assert told in ended.said


def test_mistakes_in_cells_and_between_rows_are_told_in_the_order_of_the_rows(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "lijst.csv"
    rows = ("05-03-2062;B1;A1;", "05-03-2024;B7;A1;", "05-03-2061;B1;A1;", "05-03-2024;B1;A9;")
    file.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    words = ("policies", ZUTPHEN, "--out", tmp_path / "out", *QUICK, "--registrations", file)
    found = run(*words, "--json").data["problems"]
    assert [(p["row"], p["column"]) for p in found] == [
        (2, "Aangemeld op"), (3, "Route"), (4, "Aangemeld op"), (5, "Niveau"),
    ]  # fmt: skip


def test_columns_that_are_not_used_are_told_while_the_policies_are_tried(
    run: Run, tmp_path: Path
) -> None:
    past, rules = tmp_path / "lijst.csv", tmp_path / "beleid.csv"
    past.write_text(f"{HEAD};Telefoon\n05-03-2024;B1;A1;;06\n", encoding="utf-8")
    rules.write_text("Beleid;Drempal\na;8\n", encoding="utf-8")
    words = ("policies", ZUTPHEN, "--out", tmp_path / "out", *QUICK, "--registrations", past)
    told = run(*words, "--policy", rules, "--json", "--language", "en")
    assert told.code == 0
    assert "! lijst.csv, row 1, column “Telefoon”: This column is not used." in told.err
    assert "! beleid.csv, row 1, column “Drempal”: This column is not used." in told.err
    assert "Did you mean 'Threshold'?" in told.err


def test_a_workbook_without_registrations_of_its_own_municipality_is_refused(
    run: Run, tmp_path: Path
) -> None:
    source = tmp_path / "school"
    shutil.copytree(ZUTPHEN, source)
    (source / "aanmeldingen.csv").write_text(f"{HEAD}\n05-03-2024;B1;A1;Lochem\n", "utf-8")
    told = run("policies", source, "--out", tmp_path / "out", *QUICK)
    assert told.code == 2
    assert "aanmeldingen, kolom “Gemeente”: Geen enkele aanmelding komt uit" in told.said
