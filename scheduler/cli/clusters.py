"""``--cluster ADDRESS``: a Dask cluster that is there already, or why there is none."""

from __future__ import annotations

import logging
from contextlib import AbstractContextManager

from models import Text
from models.text import Language
from scheduler.cli.console import wrong
from scheduler.fleet import Place

_NO_EXTRA = Text(
    nl="Voor --cluster is een uitbreiding nodig. Installeer die met: pip install "
    "'instroom[cluster]'",
    en="--cluster needs an extra. Install it with: pip install 'instroom[cluster]'",
)
_NO_CLUSTER = Text(
    nl="Op {address} antwoordt geen Dask-cluster met rekenprocessen waarop Instroom staat ({why}). "
    "Controleer het adres, bijvoorbeeld tcp://server:8786, en of de rekenprocessen draaien.",
    en="No Dask cluster whose workers have Instroom answers at {address} ({why}). Check the "
    "address, for instance tcp://server:8786, and whether workers are running.",
)


def cluster_at(address: str, language: Language) -> AbstractContextManager[Place]:
    """The cluster at an address.

    Raises:
        Leave: when the extra is not installed, or nothing answers there.
    """
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # we tell it in our own words
    try:
        from scheduler.fleet.cluster import Cluster, NoCluster
    except ImportError as error:
        raise wrong(_NO_EXTRA(language)) from error
    try:
        return Cluster(address)
    except NoCluster as error:
        raise wrong(_NO_CLUSTER(language, address=address, why=error)) from error
