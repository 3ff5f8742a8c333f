"""Pictures of a plan, one file per figure; all of them Plotly figures that work offline."""

from scheduler.figures import (
    learnability,
    level,
    run,
    score,
    seats,
    waiting,
    week_by_class,
    week_by_room,
    week_by_teacher,
    week_of_learner,
)
from scheduler.figures.base import Figure, FigureFunction

FIGURES: dict[str, FigureFunction] = {
    "week_by_class": week_by_class.figure,
    "week_by_teacher": week_by_teacher.figure,
    "week_by_room": week_by_room.figure,
    "level": level.figure,
    "learnability": learnability.figure,
    "seats": seats.figure,
    "waiting": waiting.figure,
    "score": score.figure,
    "run": run.figure,
}

__all__ = ["FIGURES", "Figure", "FigureFunction", "week_of_learner"]
