"""A week as a grid of a sheet: days across, lesson times down."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from openpyxl.styles import Alignment, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from models import Session, Text, Weekday
from models.text import Language
from models.times import clock
from scheduler.export.sheets import BORDER, header_row, put, widen
from scheduler.view import Lesson

TOP = 4
_TIME = Text(nl="Tijd", en="Time")
_LESSON_FILL = PatternFill("solid", fgColor="E3F0F7")
_CENTRE = Alignment(wrap_text=True, vertical="center", horizontal="center")


def write_week(
    sheet: Worksheet,
    lessons: Sequence[Lesson],
    days: Sequence[int],
    language: Language,
    detail: Callable[[Session], str],
) -> None:
    """Write lessons as a grid from row :data:`TOP` on: a row per lesson time, a column per
    day. Each lesson shows its class and ``detail`` of the session (room or teacher).
    """
    names = [Weekday(day).text()(language).capitalize() for day in days]
    header_row(sheet, TOP, [_TIME(language), *names])
    times = sorted({(x.session.slot.start, x.session.slot.end) for x in lessons})
    cells = _cells(lessons, detail)
    for offset, (start, end) in enumerate(times, start=1):
        row = TOP + offset
        put(sheet, row, 1, f"{clock(start)}-{clock(end)}").alignment = _CENTRE
        sheet.cell(row, 1).border = BORDER
        most = 1
        for number, day in enumerate(days, start=2):
            text = cells.get((day, start, end))
            cell = put(sheet, row, number, text)
            cell.alignment, cell.border = _CENTRE, BORDER
            if text is not None:
                cell.fill = _LESSON_FILL
                most = max(most, text.count("\n") + 2)
        sheet.row_dimensions[row].height = 16 * most + 8
    widen(sheet, 1, 14)
    for number in range(2, len(days) + 2):
        widen(sheet, number, 26)


def _cells(
    lessons: Sequence[Lesson], detail: Callable[[Session], str]
) -> dict[tuple[int, int, int], str]:
    found: dict[tuple[int, int, int], str] = {}
    for lesson in lessons:
        slot = lesson.session.slot
        key = (slot.weekday, slot.start, slot.end)
        text = f"{lesson.group.name}\n{detail(lesson.session)}"
        found[key] = f"{found[key]}\n{text}" if key in found else text
    return found
