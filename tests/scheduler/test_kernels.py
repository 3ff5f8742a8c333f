"""Compiled code never outlives its source."""

from __future__ import annotations

import os
from pathlib import Path

from scheduler.kernels import forget_older


def test_only_compiled_functions_older_than_the_newest_source_go(tmp_path: Path) -> None:
    cache = tmp_path / "__pycache__"
    cache.mkdir()
    for name, age in (("a.py", 50), ("b.py", 20), ("__pycache__/old.nbi", 30)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (1000 - age, 1000 - age))
    (cache / "new.nbi").touch()
    forget_older(tmp_path)
    assert [file.name for file in cache.iterdir()] == ["new.nbi"]
