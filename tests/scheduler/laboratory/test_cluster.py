"""A trial on a Dask cluster says the same as at home, and is taken up where it stopped."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.fleet.cluster import Cluster
from scheduler.laboratory.carrying import carry_out
from scheduler.laboratory.trial import Tried
from tests.scheduler.laboratory.conftest import trial

pytestmark = pytest.mark.xdist_group("fleet")


def test_a_cluster_gives_the_same_figures_bit_for_bit(
    tried: Tried, address: str, tmp_path: Path
) -> None:
    there = carry_out(trial("zutphen", 6), tmp_path, place=Cluster(address))
    assert there.complete
    assert there.figures.tobytes() == tried.figures.tobytes()
    assert there.waits.tobytes() == tried.waits.tobytes()
    assert there.series.tobytes() == tried.series.tobytes()


def test_a_trial_that_stopped_on_a_cluster_is_taken_up_at_home(
    tried: Tried, address: str, tmp_path: Path
) -> None:
    told: list[int] = []
    stopped = carry_out(
        trial("zutphen", 6), tmp_path, place=Cluster(address),
        on_progress=lambda done, *_: told.append(done), should_stop=lambda: max(told) >= 1,
    )  # fmt: skip
    assert 1 <= len(stopped.replications) <= 6
    whole = carry_out(trial("zutphen", 6), tmp_path, jobs=1)
    assert whole.figures.tobytes() == tried.figures.tobytes()
