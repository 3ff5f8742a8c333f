"""Schools in which something particular happens to ``instroom plan``."""

from __future__ import annotations

from pathlib import Path

from scheduler.workbook import write_csv_folder, write_workbook
from tests.builders import (
    a_room,
    a_run,
    a_school,
    a_teacher,
    an_offering,
    learners,
)


def contradicting(folder: Path) -> Path:
    """Two running classes with one teacher at the same time, all of it fixed."""
    school = a_school(
        learners("a b", current_class="k") + learners("c d", current_class="m"),
        teachers=(a_teacher("Aalbers"), a_teacher("Bos")),
        rooms=(a_room("r"), a_room("r2")),
        offerings=(an_offering(when="ma 9-12, di 9-12"),),
        classes=(
            a_run("k", teachers=("Aalbers",)),
            a_run("m", teachers=("Aalbers",), rooms=("r2",)),
        ),
    )
    write_workbook(school, folder / "school.xlsx")
    return folder / "school.xlsx"


def puzzling(folder: Path) -> Path:
    """Ninety waiting learners of many kinds and places for some of them: long work."""
    people = tuple(
        learner
        for kind in range(15)
        for learner in learners(
            " ".join(f"c{kind}-{n}" for n in range(6)), learnability=(kind * 37) % 100
        )
    )
    when = "ma 9-12, di 9-12, wo 9-12, do 9-12, ma 13-16, di 13-16, wo 13-16, do 13-16"
    school = a_school(
        people,
        teachers=tuple(a_teacher(f"t{n}", max_sessions=4) for n in range(4)),
        rooms=(a_room("r"), a_room("r2")),
        offerings=(an_offering(when=when, sessions_per_week=2, minimum=5, target=8, maximum=11),),
    )
    write_csv_folder(school, folder / "school")
    return folder / "school"
