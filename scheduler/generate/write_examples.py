"""Writes the tables of the seven examples anew: ``python -m scheduler.generate.write_examples``."""

from __future__ import annotations

from pathlib import Path

from scheduler.generate import SCENARIOS, generate
from scheduler.workbook import write_csv_folder

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def write_examples(folder: Path = EXAMPLES) -> None:
    """Write every example's tables into its folder."""
    for name in SCENARIOS:
        write_csv_folder(generate(name), folder / name)


if __name__ == "__main__":
    write_examples()
