"""What one calendar or table of lessons holds."""

from __future__ import annotations

from dataclasses import dataclass, field

from models import School
from models.activity_plan import Lesson
from scheduler.workbook import Problem


@dataclass
class Found:
    """Lessons and class by learner code (known or not), and every problem with its place.

    Of the lessons of ``endless`` learners the roster does not say when they end.
    """

    lessons: dict[str, list[Lesson]] = field(default_factory=dict)
    class_of: dict[str, str] = field(default_factory=dict)
    endless: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        """Codes of learners that occur."""
        return self.lessons.keys() | self.class_of.keys()

    def add(self, learner: str, lessons: list[Lesson], group: str | None, endless: bool) -> None:
        """Enter lessons of a learner."""
        self.lessons.setdefault(learner, []).extend(lessons)
        if group is not None:
            self.class_of[learner] = group
        if endless and lessons:
            self.endless.add(learner)

    def join(self, other: Found) -> None:
        """Enter everything of another roster."""
        for learner, lessons in other.lessons.items():
            self.lessons.setdefault(learner, []).extend(lessons)
        self.class_of |= other.class_of
        self.endless |= other.endless
        self.problems += other.problems


def members_now(school: School) -> dict[str, list[str]]:
    """Learners by the class they are in now."""
    found: dict[str, list[str]] = {}
    for learner in school.learners:
        if learner.current_class is not None:
            found.setdefault(learner.current_class, []).append(learner.reference)
    return found
