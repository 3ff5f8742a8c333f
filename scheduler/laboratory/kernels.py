"""Compiled code of the simulator that is older than its source is thrown away.

Numba keeps compiled functions beside their source and compiles one anew when its own file has
changed, but not when a function it calls in another file has. After an update of this package
that would run old code.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

import solver.laboratory


def forget_old_kernels() -> None:
    """Remove compiled functions older than the newest file of the simulator."""
    folder = Path(solver.laboratory.__file__).parent
    newest = max(file.stat().st_mtime for file in folder.glob("*.py"))
    for index in (folder / "__pycache__").glob("*.nbi"):
        with contextlib.suppress(OSError):
            if index.stat().st_mtime < newest:
                index.unlink()
