"""A command that was typed wrongly: exit code 2, what is wrong, and where the help is."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

import pytest

from tests.scheduler.cli.conftest import Run

WRONG = {
    "an unknown command": (
        ["plannen"],
        "Het commando 'plannen' bestaat niet. Er is: template, check-input, generate, plan, "
        "plan-many, activities, check",
        "There is no command 'plannen'.",
    ),
    "an unknown option": (
        ["plan", "x", "--out", "o", "--snel"],
        "De optie --snel bestaat niet.",
        "There is no option --snel.",
    ),
    "an unknown option before the command": (
        ["--snel", "plan"],
        "De optie --snel bestaat niet.",
        "There is no option --snel.",
    ),
    "no source": (
        ["plan", "--out", "o"],
        "BRON ontbreekt: werkmap (.xlsx) of map met CSV-bestanden.",
        "SOURCE is missing: workbook or folder of CSV files.",
    ),
    "no folder for the result": (
        ["plan", "x"],
        "--out ontbreekt: map voor het resultaat.",
        "--out is missing: folder for the result.",
    ),
    "an option without its value": (
        ["plan", "x", "--out"],
        "Achter --out ontbreekt de waarde.",
        "The value after --out is missing.",
    ),
    "a value after an option that has none": (
        ["plan", "x", "--out", "o", "--json=3"],
        "De optie --json heeft geen waarde.",
        "The option --json takes no value.",
    ),
    "a word where a number belongs": (
        ["plan", "x", "--out", "o", "--time-limit", "lang"],
        "Bij --time-limit hoort een getal, met een punt en niet met een komma.",
        "--time-limit needs a number.",
    ),
    "half a seed": (
        ["plan", "x", "--out", "o", "--seed", "1.5"],
        "Bij --seed hoort een heel getal.",
        "--seed needs a whole number.",
    ),
    "a port that cannot be": (
        ["serve", "--port", "70000"],
        "Deze waarde past niet bij --port.",
        "This value does not fit --port.",
    ),
    "a name with a space": (
        ["check-input", "mijn", "school.xlsx"],
        "Er staat te veel in het commando: school.xlsx.",
        "There is too much in the command: school.xlsx.",
    ),
}


@pytest.mark.parametrize(("words", "dutch", "english"), WRONG.values(), ids=WRONG)
def test_a_wrong_command_is_told_in_the_language_of_the_user(
    run: Run, words: list[str], dutch: str, english: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = run(*words)
    assert told.code == 2
    assert told.said.startswith(dutch)
    assert "Uitleg: instroom" in told.said
    monkeypatch.setenv("INSTROOM_LANGUAGE", "en")
    told = run(*words)
    assert told.code == 2
    assert told.said.startswith(english)
    assert "Help: instroom" in told.said


def test_programs_get_a_wrong_command_as_json(run: Run) -> None:
    told = run("plan", "--json")
    assert told.code == 2
    assert told.data["error"] == "usage"
    assert told.data["problems"][0].startswith("BRON ontbreekt")


LIMITS = [
    ("--time-limit", "-1"),
    ("--time-limit", "0"),
    ("--time-limit", "nan"),
    ("--time-limit", "inf"),
    ("--work-limit", "-5"),
    ("--work-limit", "0"),
    ("--workers", "0"),
    ("--workers", "100000"),
    ("--seed", "-1"),
    ("--seed", "99999999999999"),
]


@pytest.mark.parametrize(("option", "value"), LIMITS)
def test_a_limit_that_makes_no_sense_is_refused(
    run: Run, template: Path, tmp_path: Path, option: str, value: str
) -> None:
    told = run("plan", template, "--out", tmp_path / "o", option, value, "--json")
    assert told.code == 2
    assert "moeten groter zijn dan nul" in told.err
    assert told.data["error"] == "input"
    assert not (tmp_path / "o").exists()


def test_a_language_that_instroom_does_not_speak_is_refused(run: Run, template: Path) -> None:
    told = run("check-input", template, "--language", "fr")
    assert told.code == 2
    assert told.said == "Kies bij --language: nl of en."


def test_the_option_wins_from_the_environment(
    run: Run, template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSTROOM_LANGUAGE", "en_GB")
    assert run("check-input", template).out.startswith("Fine. Learners: 26")
    assert run("check-input", template, "--language", "nl").out.startswith("In orde. Cursisten: 26")
    monkeypatch.setenv("INSTROOM_LANGUAGE", "klingon")
    assert run("check-input", template).out.startswith("In orde")


def test_the_version_is_told_without_a_command(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    told = run("--version")
    assert told.code == 0
    assert told.said.strip() == f"Instroom {metadata.version('instroom')}"
    assert "welke versie dit is" in run("--help").said
    monkeypatch.setenv("INSTROOM_LANGUAGE", "en")
    assert "which version this is" in run("--help").said


COMMANDS = ("template", "check-input", "generate", "plan", "check", "serve")


def test_help_without_a_command_lists_all_commands(run: Run) -> None:
    for words in ([], ["--help"]):
        told = run(*words)
        assert told.code == 0
        assert all(command in told.out for command in COMMANDS)
        assert "Maakt klassen en een weekrooster." in told.said


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_dutch_or_english_and_never_both(run: Run, command: str) -> None:
    dutch = run(command, "--help").said
    english = run(command, "--help", "--language", "en").said
    assert "taal: nl of en" in dutch
    assert "language: nl or en" not in dutch
    assert "language: nl or en" in english
    assert "taal: nl of en" not in english
    for dutch_word, english_word in (
        ("Gebruik: instroom", "Usage: instroom"),
        ("[OPTIES]", "[OPTIONS]"),
        ("─ Opties", "─ Options"),
        ("deze uitleg", "this help"),
    ):
        assert dutch_word in dutch
        assert english_word not in dutch
        assert english_word in english
        assert dutch_word not in english
    assert "bool" not in dutch + english
