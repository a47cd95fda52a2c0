"""The counts of the one-stop log that forms ask agencies to agree with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from helpers.demo.dossiers import resolvers, rows_at_end
from helpers.demo.offices import Office
from helpers.demo.spelling import ONLINE, ONLINE_LEVELS
from helpers.model import Period, Plan

# At level 2 forms can only be printed.
LEVELS_3_4 = [n for n, label in enumerate(ONLINE_LEVELS) if label not in ("", "Mức độ 2")]


def log_counts(
    plan: Plan, rows: pd.DataFrame, offices: Sequence[Office], period: Period
) -> Mapping[str, Mapping[str, tuple[int, int]]]:
    """Numerator and denominator by agency and agreed target, over dossiers done in the period."""
    log = rows_at_end(rows, period)
    agency = resolvers(offices, log)[log.done.to_numpy()]
    done = log.rows[log.done]
    on_time = log.closed[log.done] <= done["due"]
    online = (done["channel"] == ONLINE) & done["online_level"].isin(LEVELS_3_4)
    paid = np.where(done["opened"] == 1, done["paid_filing"] + done["paid_end"], 0)
    paid_online = np.where(done["opened"] == 1, done["online_filing"] + done["online_end"], 0)
    whole = np.ones(len(done), dtype=np.int64)
    pairs = {
        "dossiers_on_time": (on_time, whole),
        "online_dossiers": (online, whole),
        "online_payment_transactions": (paid_online, paid),
    }
    asked = [target.id for target in plan.targets if target.agreed]
    sums = {
        target: tuple(_added(agency, column, len(plan.agencies)) for column in pairs[target])
        for target in asked
        if target in pairs
    }
    return {
        name: {target: (int(part[n]), int(all_[n])) for target, (part, all_) in sums.items()}
        for n, name in enumerate(plan.agencies)
    }


def _added(agency: np.ndarray, column: object, agencies: int) -> np.ndarray:
    """Sums by agency; central bodies come after the agencies and are dropped."""
    weights = np.asarray(column, dtype=np.int64)
    return np.bincount(agency, weights, minlength=agencies)[:agencies].astype(np.int64)
