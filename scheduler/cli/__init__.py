"""The command ``instroom``."""

from __future__ import annotations

import sys


def main(arguments: list[str] | None = None) -> None:
    """Run a command and end with its exit code (see :func:`scheduler.cli.main.main`).

    The libraries are loaded in here, so that a Ctrl-C while they load ends quietly too.
    """
    try:
        from scheduler.cli.main import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    run(arguments)


__all__ = ["main"]
