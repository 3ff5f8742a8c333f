"""The command ``instroom``."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable


def main(arguments: list[str] | None = None) -> None:
    """Run a command and end with its exit code (see :func:`scheduler.cli.commands.main`).

    The libraries are loaded in here, so that a Ctrl-C while they load ends quietly too. It ends
    the process at once: an exception could be lost in a library's own call back.
    """
    loading = threading.current_thread() is threading.main_thread()
    before = signal.getsignal(signal.SIGINT)
    if loading and before is signal.default_int_handler:
        signal.signal(signal.SIGINT, lambda *_: os._exit(130))
    try:
        run = _loaded()
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        if loading:
            signal.signal(signal.SIGINT, before)
    run(arguments)


def _loaded() -> Callable[[list[str] | None], None]:
    """The commands with their libraries. Nothing of these is ever garbage: they are loaded, and
    gone on, without looking for any in them, which would take a fifth of the time.
    """
    first = "scheduler.cli.commands" not in sys.modules and gc.isenabled()
    if first:
        gc.disable()
    try:
        from scheduler.cli.commands import main as run
    finally:
        if first:
            gc.freeze()
            gc.enable()
    return run


__all__ = ["main"]
