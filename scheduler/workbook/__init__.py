"""Input people have: Excel workbooks and CSV files, read kindly and written completely."""

from scheduler.workbook.problems import Problem, describe
from scheduler.workbook.reader import NEEDED, NEEDED_FOR_ACTIVITIES
from scheduler.workbook.reading import SourceRead, TableRead, read_source, read_table
from scheduler.workbook.writer import write_csv_folder, write_template, write_workbook

__all__ = [
    "NEEDED",
    "NEEDED_FOR_ACTIVITIES",
    "Problem",
    "SourceRead",
    "TableRead",
    "describe",
    "read_source",
    "read_table",
    "write_csv_folder",
    "write_template",
    "write_workbook",
]
