"""The outcomes as tables, written as CSV and as Parquet."""

from __future__ import annotations

from dataclasses import asdict, fields
from pathlib import Path

import numpy as np
import pandas as pd

from models.text import Language
from scheduler.laboratory.audit import Compared
from scheduler.laboratory.fidelity import Measured
from scheduler.laboratory.intervals import difference, front, of
from scheduler.laboratory.outcomes import COLUMNS, SERIES, SHARES
from scheduler.laboratory.trial import Tried
from scheduler.laboratory.words import figure_name, group_name


def summary(tried: Tried, language: Language | str) -> pd.DataFrame:
    """A row per policy, group and figure: mean with interval, and the difference in pairs from
    the first policy.
    """
    best, rows = set(front(tried)), []
    for p, policy in enumerate(tried.trial.policies):
        for group, figure in COLUMNS:
            value = of(tried, p, (group, figure))
            if value.n == 0:
                continue
            low, high = value.of_a_share() if figure in SHARES else (value.low, value.high)
            paired = difference(tried, p, 0, (group, figure))
            rows.append(
                {
                    "policy": policy.reference,
                    "policy_name": policy.title(language),
                    "group": group,
                    "group_name": group_name(group, tried.trial.school)(language),
                    "figure": figure.value,
                    "figure_name": figure_name(figure)(language),
                    "mean": value.mean,
                    "low": low,
                    "high": high,
                    "replications": value.n,
                    "difference": paired.mean if p else np.nan,
                    "difference_low": paired.low if p else np.nan,
                    "difference_high": paired.high if p else np.nan,
                    "pareto": p in best,
                }
            )
    return pd.DataFrame(rows)


def replications(tried: Tried) -> pd.DataFrame:
    """A row per policy and replication, a column per group and figure."""
    names = [f"{group}.{figure.value}" for group, figure in COLUMNS]
    nobody = [name for at, name in enumerate(names) if np.isnan(tried.figures[..., at]).all()]
    frames = []
    for p, policy in enumerate(tried.trial.policies):
        frame = pd.DataFrame(tried.figures[p], columns=names)
        frame.insert(0, "replication", tried.replications)
        frame.insert(0, "policy", policy.reference)
        frames.append(frame.drop(columns=nobody))
    return pd.concat(frames, ignore_index=True)


def waits(tried: Tried) -> pd.DataFrame:
    """Learners by whole weeks of waiting, all replications together."""
    return pd.DataFrame(
        [
            {"policy": policy.reference, "weeks": week, "learners": int(count)}
            for policy, row in zip(tried.trial.policies, tried.waits, strict=True)
            for week, count in enumerate(row)
        ]
    )


def weeks(tried: Tried) -> pd.DataFrame:
    """The course of each policy over the window's weeks, means over replications."""
    span = tried.trial.span
    frames = []
    for policy, rows in zip(tried.trial.policies, tried.series, strict=True):
        frame = pd.DataFrame(rows.T, columns=list(SERIES))
        frame.insert(0, "monday", [span.monday(span.warm_up + t) for t in range(span.window)])
        frame.insert(0, "policy", policy.reference)
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)


def write_tables(tried: Tried, folder: Path, language: Language | str) -> list[Path]:
    """Write every table twice; the paths written."""
    made = {
        "summary": summary(tried, language),
        "replications": replications(tried),
        "waits": waits(tried),
        "weeks": weeks(tried),
    }
    written = []
    for name, frame in made.items():
        written += write_table(frame, folder / name)
    return written


def write_table(frame: pd.DataFrame, path: Path) -> list[Path]:
    """One table as ``path.csv`` (as Dutch spreadsheets read it) and ``path.parquet``."""
    book, parquet = path.with_suffix(".csv"), path.with_suffix(".parquet")
    frame.to_csv(book, index=False, sep=";", decimal=",", encoding="utf-8-sig")
    frame.to_parquet(parquet, index=False)
    return [book, parquet]


def audit_table(compared: list[Compared]) -> pd.DataFrame:
    """A row per week on which the fast formation was put beside the full solver."""
    columns = [field.name for field in fields(Compared)]
    frame = pd.DataFrame([asdict(c) for c in compared], columns=columns)
    frame["excess"] = [c.excess for c in compared]
    return frame


def fidelity_table(facts: list[Measured], language: Language | str) -> pd.DataFrame:
    """A row per statement of the report: stated, simulated, whether they agree, why."""
    columns = ["stated", "source", "simulated", "agrees", "why"]
    return pd.DataFrame([fact.shown(language) for fact in facts], columns=columns)
