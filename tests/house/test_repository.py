"""What lies in the repository works on any machine, and without a network."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.house.files import ROOT, committed, sources, text_of

# Written in pieces, so that this file does not hold what it looks for.
ELSEWHERE = {
    "a registry": rf"py{''}pi\.org|python{''}hosted|npm{''}js|dev{''}pi|arti{''}factory",
    "an index option": r"--(extra-)?index" + r"-url\s*[= ]\s*\S+|--find" + r"-links",
    "a place on one machine": r"(?<![\w.])/(home|root|Users|work|opt|mnt|var)" + r"/\w|[A-Z]:\\\\",
}
HERE = re.compile("|".join(ELSEWHERE.values()), re.MULTILINE)


def test_the_search_for_foreign_places_finds_them() -> None:
    for found in (
        "https://py" + "pi.org/simple",
        "--index" + "-url https://example.org",
        "open('/ho" + "me/jan/school.xlsx')",
        "C:" + "\\\\Users",
    ):
        assert HERE.search(found), found
    assert not HERE.search("--no-emit-index-url and/or examples/home/x")


def test_no_file_names_a_registry_or_a_place_on_one_machine() -> None:
    found = [
        f"{file.relative_to(ROOT)}: {match.group()}"
        for file in committed()
        if (match := HERE.search(text_of(file)))
    ]
    assert found == []


LOADED = re.compile(
    r"""(src|href)=["']?(https?:)?//|@import|url\(["']?(https?:)?//|(fetch|import)\(["']https?:"""
)


def test_pages_load_nothing_from_elsewhere() -> None:
    pages = [f for f in committed() if f.suffix in (".html", ".css", ".js")]
    assert len(pages) >= 5
    assert [f.name for f in pages if LOADED.search(text_of(f))] == []
    for scheme in ("", "http:", "https:"):
        assert LOADED.search(f'<script src="{scheme}//x.js">')


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|NotImplemented" + "Error")
    assert [f.name for f in committed() if f.suffix != ".csv" and later.search(text_of(f))] == []


def test_no_test_is_skipped() -> None:
    skipped = re.compile(r"\.(sk" + r"ip|skip" + r"if|xf" + r"ail)\(|importor" + "skip")
    assert [f.name for f in sources("tests") if skipped.search(text_of(f))] == []


def test_nothing_made_by_a_run_is_committed() -> None:
    made = {".pyc", ".sqlite3", ".log", ".pickle"}
    assert [f.name for f in committed() if f.suffix in made] == []
    assert sum(f.stat().st_size for f in committed()) < 10_000_000


# -- the lock file ---------------------------------------------------------------------------

LOCK, BENCH_LOCK = ROOT / "requirements.lock", ROOT / "requirements-bench.lock"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def locked(file: Path = LOCK) -> dict[str, str]:
    """What a lock holds: a block of lines per package, by its normalised name."""
    blocks = re.split(r"\n(?=\S)", file.read_text("utf-8").strip())
    return {normal(re.split(r"[=\s;\[]", block)[0]): block for block in blocks}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("file", [LOCK, BENCH_LOCK], ids=lambda file: file.name)
def test_every_locked_package_has_one_version_and_hashes(file: Path) -> None:
    assert len(locked(file)) > 40
    for name, block in locked(file).items():
        assert re.match(r"[\w.\-\[\]]+==\S+", block), name
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), name
        assert "://" not in block, name
        assert " @ " not in block, name


@pytest.mark.parametrize(("group", "file"), [("run", LOCK), ("dev", LOCK), ("bench", BENCH_LOCK)])
def test_the_lock_holds_everything_the_project_asks_for(group: str, file: Path) -> None:
    extras = PROJECT["optional-dependencies"]
    wanted = PROJECT["dependencies"] if group == "run" else extras[group]
    names = {normal(re.split(r"[<>=!~;\[ ]", line)[0]) for line in wanted}
    assert names - set(locked(file)) == set()


def test_both_locks_agree_on_what_they_share() -> None:
    ours, bench = locked(), locked(BENCH_LOCK)
    version = re.compile(r"[\w.\-\[\]]+==\S+")
    for name in ours.keys() & bench.keys():
        pair = [version.match(block) for block in (ours[name], bench[name])]
        assert len({found.group() for found in pair if found}) == 1, name


# -- make and continuous integration ---------------------------------------------------------


def steps(*targets: str) -> str:
    """What make would do for these targets in a checkout without an environment."""
    return subprocess.run(
        ["make", "--dry-run", "--always-make", *targets],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "MAKEFLAGS": ""},
    ).stdout


@pytest.mark.parametrize(
    ("target", "step"),
    [
        ("demo", "instroom plan examples/eindhoven --out out/eindhoven"),
        ("test", "bin/pytest"),
        ("test", "bin/mypy"),
        ("test", "ruff format --check"),
        ("test", "bin/lint-imports"),
        ("serve", "instroom serve"),
        ("setup", "--require-hashes -r requirements.lock"),
        ("bench", "tests.benchmarks run"),
        ("parts", "tests/benchmarks"),
    ],
)
def test_make_does_its_own_set_up_and_then_the_job(target: str, step: str) -> None:
    done = steps(target)
    assert "-m venv .venv" in done or (ROOT / ".venv").exists()
    assert "--require-hashes" in done
    assert step in done
    assert done.index("--require-hashes") <= done.index(step)


def test_make_alone_lists_what_it_can_do() -> None:
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {"setup", "demo", "test", "lint", "serve"} <= {
        line.split()[0] for line in listed.splitlines()
    }


def test_continuous_integration_runs_the_whole_suite() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "make test" in script.read_text("utf-8")


def test_every_example_of_the_readme_is_a_folder_that_exists() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    named = set(re.findall(r"`?(examples/[a-z_]+|docs/[\w/.-]+)", readme))
    assert named
    assert [name for name in named if not Path(ROOT / name).exists()] == []
