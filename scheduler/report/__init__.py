"""The report: one self-contained web page about a plan."""

from scheduler.report.page import write_report

__all__ = ["write_report"]
