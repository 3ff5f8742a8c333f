"""Synthetic schools after the seven municipalities of the report."""

from scheduler.generate.generator import TIGHTNESS, generate
from scheduler.generate.scenario import SCENARIOS

__all__ = ["SCENARIOS", "TIGHTNESS", "generate"]
