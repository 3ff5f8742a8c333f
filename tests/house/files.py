"""The files of the project, as a clone has them."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("models", "solver", "scheduler", "api")


@cache
def committed() -> tuple[Path, ...]:
    """All files under version control, new ones that are not ignored included."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    ).stdout
    files = (ROOT / name for name in listed.split("\0") if name)
    return tuple(file for file in files if file.is_file())


def text_of(file: Path) -> str:
    """The content of a text file; nothing for a picture."""
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError:
        return ""


def sources(*folders: str) -> list[Path]:
    """The Python files in these folders."""
    inside = [f for f in committed() if f.suffix == ".py"]
    return [f for f in inside if f.relative_to(ROOT).parts[0] in folders]
