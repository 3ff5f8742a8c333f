"""A plan as files: CSV tables, a workbook, a plan file and calendars."""

from scheduler.export.calendars import calendar_of
from scheduler.export.planfile import PlanFileError, read_plan
from scheduler.export.workbook import workbook_bytes
from scheduler.export.write import write_plan

__all__ = ["PlanFileError", "calendar_of", "read_plan", "workbook_bytes", "write_plan"]
