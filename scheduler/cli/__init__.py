"""The command ``instroom``."""

from scheduler.cli.main import main

__all__ = ["main"]
