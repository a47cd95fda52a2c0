"""The autumn survey of the simulated province."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.demo.chance import per_mille, stream, table
from helpers.demo.days import number
from helpers.demo.dossiers import field_names
from helpers.demo.offices import Office, Unit
from helpers.demo.spelling import ANSWERS, SAMPLING, SURVEY_HEADS, spelled, spelled_days
from helpers.model import Level, Period

OPENS = 75  # days before the end of the period
LASTS = 40
LEAST = 20


def survey(
    rows: pd.DataFrame,
    offices: Sequence[Office],
    units: Sequence[Unit],
    seed: int,
    period: Period,
) -> pd.DataFrame:
    """Answers of a sample of the people whose dossiers were done when the survey began.

    One commune was left out; a few agencies put out voluntary ballots instead of a sample.
    """
    begins = number(period.end) - OPENS
    sample = _sample(rows, offices, seed, begins)
    office = sample["office"].to_numpy()
    size = len(sample)
    answers = np.stack([table(_answers(o.habits.satisfied)) for o in offices])
    unit = np.array([o.unit for o in offices])[office]
    voluntary = np.isin(office, _drawn(offices, seed, "voluntary")[: 1 + len(offices) // 60])
    columns = (
        [f"P{n:05d}" for n in range(1, size + 1)],
        spelled([u.code for u in units], unit),
        spelled([u.name for u in units], unit),
        spelled(field_names(offices), sample["field"]),
        spelled_days(begins + stream(seed, "answered").integers(1, LASTS + 1, size)),
        spelled(ANSWERS, answers[office, per_mille(seed, "answer", size)]),
        spelled(SAMPLING, voluntary.astype(np.int64)),
    )
    return pd.DataFrame(dict(zip(SURVEY_HEADS, columns, strict=True)))


def _sample(rows: pd.DataFrame, offices: Sequence[Office], seed: int, begins: int) -> pd.DataFrame:
    """Rows drawn without repeats among each agency's own dossiers, by agency."""
    office = rows["office"].to_numpy()
    since = np.array([o.handover for o in offices])[office]
    done = rows["done"].to_numpy()
    asked = [n for n, o in enumerate(offices) if o.agency and n != _left_out(offices, seed)]
    frame = rows[np.isin(office, asked) & (done > since) & (done < begins)]
    frame = frame.iloc[stream(seed, "sample").permutation(len(frame))]
    frame = frame.sort_values("office", kind="stable")
    sizes = np.bincount(frame["office"], minlength=len(offices))
    wanted = np.array(
        [_sample_size(int(n), o.habits.thrift) for n, o in zip(sizes, offices, strict=True)]
    )
    turn = frame.groupby("office").cumcount().to_numpy()
    return frame[turn < wanted[frame["office"].to_numpy()]]


def _sample_size(size: int, thrift: int) -> int:
    """Slovin's n = N/(1 + N·e²), e² being `thrift` per mille; all of N where N is below LEAST."""
    return min(size, max(LEAST, size * 1000 // (1000 + size * thrift)))


def _answers(satisfied: int) -> list[tuple[int, int]]:
    """Places in ANSWERS and their weights; one ballot in a hundred is left blank."""
    others = 1000 - satisfied
    weights = (satisfied * 4, satisfied * 6, others * 6, others * 3, others, 100)
    return list(enumerate(weights))


def _drawn(offices: Sequence[Office], seed: int, name: str) -> list[int]:
    """The places of the agencies, in an order of chance."""
    order = stream(seed, name).permutation(len(offices))
    return [int(n) for n in order if offices[n].agency]


def _left_out(offices: Sequence[Office], seed: int) -> int:
    """The commune that was not sampled; -1 where there is none."""
    for n in _drawn(offices, seed, "left out"):
        agency = offices[n].agency
        if agency and agency.level is Level.COMMUNE:
            return n
    return -1
