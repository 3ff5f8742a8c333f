"""HiGHS on one thread, without a word."""

from __future__ import annotations

import os
import sys
import threading
from typing import Any

import highspy

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
