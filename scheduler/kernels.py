"""Compiled code that is older than its source is thrown away.

Numba keeps compiled functions beside their source and compiles one anew when its own file has
changed, but not when a function it calls in another file has. After an update of Instroom that
would run old code.
"""

from __future__ import annotations

import contextlib
from functools import cache
from pathlib import Path

import solver.laboratory
import solver.rebuild

PACKAGES = (solver.laboratory, solver.rebuild)  # whose compiled functions span several files


@cache
def forget_old_kernels() -> None:
    """Remove compiled functions older than the newest file of their package (once a process)."""
    for package in PACKAGES:
        forget_older(Path(str(package.__file__)).parent)


def forget_older(folder: Path) -> None:
    """Remove the compiled functions of a folder that are older than its newest source."""
    newest = max(file.stat().st_mtime for file in folder.glob("*.py"))
    for index in (folder / "__pycache__").glob("*.nbi"):
        with contextlib.suppress(OSError):
            if index.stat().st_mtime < newest:
                index.unlink()
