"""HiGHS as the solvers here use it: on one thread, without a word, and never waited for in vain."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import highspy

GRACE = 10.0  # seconds that a search may need to hear that its own time is over,
STOPPING = 1.0  # and that everybody's is, or that somebody asked to stop

_lock = threading.Lock()
_greeted = False


def quiet_highs() -> Any:
    """A solver that says nothing, not even the greeting that HiGHS gives once in a process."""
    global _greeted
    with _lock:
        if _greeted:
            highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        else:
            highs = _first()
            _greeted = True
    highs.silent()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    return highs


def _first() -> Any:
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        return highspy.Highs()  # type: ignore[no-untyped-call]
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def finished(
    run: Callable[[], object], seconds: float, should_stop: Callable[[], bool] | None = None
) -> bool:
    """Run a search beside this thread; False when it does not end in its time.

    The presolve of HiGHS has been seen to go round for ever (HPresolve::strengthenInequalities in
    a sub-problem of RENS), deaf to its time limit and to interrupts. Such a search is left to
    itself: its thread ends with the process, and the plan goes on without its answer.
    """
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    deadline, asked = time.monotonic() + seconds + GRACE, False
    while thread.is_alive():
        thread.join(0.1)
        if not asked and should_stop is not None and should_stop():
            deadline, asked = min(deadline, time.monotonic() + STOPPING), True
        if time.monotonic() > deadline:
            return not thread.is_alive()
    return True
