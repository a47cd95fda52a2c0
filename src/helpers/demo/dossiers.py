"""The year's dossiers of the simulated province, and what is made of them for each period: the
export, and the counts that forms ask agencies to agree with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.demo.chance import Ints, per_mille, stream, table
from helpers.demo.days import NEVER, number, to_monday, weekday, year
from helpers.demo.offices import Office, Unit
from helpers.demo.spelling import (
    CHANNELS,
    COUNTER,
    NO_PAPERS,
    NO_YES,
    ODD_CHANNEL,
    ONLINE,
    ONLINE_LEVELS,
    PAPERS,
    POSTAL,
    RESUBMITTED,
    REUSED,
    spelled,
    spelled_days,
)
from helpers.model import Period, Plan

LEAD_IN = 120  # days before the year whose dossiers may still be open when it begins
LEAST = 12  # dossiers in the year of the smallest office
NEW_LABELS = date(2022, 8, 15)  # Nghị định 42/2022/NĐ-CP (chưa kiểm chứng)
NEW_LABELS_USED = 750  # per mille; the others still write "Mức độ"

# Days until the due day, as (days, weight); fields not listed here have MOST_TERMS.
TERMS: Mapping[str, tuple[tuple[int, int], ...]] = {
    "Chứng thực": ((0, 9), (1, 1)),
    "Hộ tịch": ((0, 4), (2, 3), (5, 3)),
    "Thành lập hộ kinh doanh": ((3, 1), (5, 1)),
    "Thành lập doanh nghiệp": ((3, 1),),
    "Xúc tiến thương mại": ((0, 6), (5, 4)),
    "Bảo trợ xã hội": ((7, 2), (20, 4), (28, 2)),
    "Đất đai": ((10, 2), (15, 3), (30, 4), (42, 2)),
    "Xây dựng": ((15, 2), (20, 3), (30, 1)),
    "Đầu tư": ((15, 1), (35, 2)),
    "Người có công": ((12, 1), (30, 2)),
}
MOST_TERMS = ((5, 2), (7, 3), (10, 3), (15, 3), (20, 2))
LATENESS = ((1, 30), (2, 18), (4, 16), (7, 12), (14, 10), (30, 7), (60, 4), (120, 1), (NEVER, 2))
FURTHER_PAYMENTS = ((0, 75), (1, 20), (2, 5))

# Level of the procedure's online service (0: none), as (level, weight).
LEVEL_IF_ONLINE = ((2, 15), (3, 560), (4, 425))
LEVEL_AT_COUNTER = ((0, 300), (2, 250), (3, 300), (4, 150))
# At level 2 forms can only be printed.
LEVELS_3_4 = [n for n, label in enumerate(ONLINE_LEVELS) if label not in ("", "Mức độ 2")]


def population(plan: Plan, offices: Sequence[Office], seed: int, dossiers: int) -> pd.DataFrame:
    """Every dossier of the year, one row each, by the day received; days as day numbers.

    `dossiers`: the number received within the year, besides those still open when it begins.
    `office` is an index into `offices`, words are indices into the lists of `spelling`. Payments
    at filing and with the result are separate columns, because an export shows only what has
    happened by its last day.
    """
    first, last = year(plan)
    before = dossiers * LEAD_IN // (last - first + 1)
    received = np.concatenate(
        [
            _arrivals(seed, "received before", first - LEAD_IN, first - 1, before),
            _arrivals(seed, "received", first, last, dossiers),
        ]
    )
    office = np.concatenate(
        [
            _spread(offices, seed, "office before", before, least=0),
            _spread(offices, seed, "office", dossiers, least=LEAST),
        ]
    )
    growth = (received - first) * 160 // (last - first + 1) - 80
    columns = {
        "office": office,
        "received": received,
        **_handling(offices, seed, office, received, growth),
        **_payments(offices, seed, office, growth),
    }
    rows = pd.DataFrame(columns)
    rows = rows[(rows["received"] >= first) | (rows["done"] >= first)]
    rows = rows.sort_values("received", kind="stable", ignore_index=True)
    rows["id"] = [f"HS-{n:06d}" for n in range(1, len(rows) + 1)]
    return _with_odd_rows(rows, seed, first)


@dataclass(frozen=True)
class PeriodRows:
    """The dossiers of a period on its last day: received by its end, not done before its start."""

    rows: pd.DataFrame
    closed: pd.Series  # day number of the result, never before filing
    done: pd.Series  # whether there is a result by the last day
    end: int  # day number of the last day


def rows_at_end(rows: pd.DataFrame, period: Period) -> PeriodRows:
    """The dossiers that a period's export shows."""
    start, end = number(period.start), number(period.end)
    closed = rows["done"].clip(lower=rows["received"])
    rows = rows[(rows["received"] <= end) & (closed >= start)]
    closed = closed[rows.index]
    return PeriodRows(rows, closed, closed <= end, end)


def resolvers(offices: Sequence[Office], log: PeriodRows) -> Ints:
    """The competent unit of each row on the day of its result, or else on the last day."""
    unit = np.array([office.unit for office in offices])[log.rows["office"]]
    return _unit_on(offices, unit, log.closed.where(log.done, log.end).to_numpy())


def export(
    rows: pd.DataFrame,
    offices: Sequence[Office],
    units: Sequence[Unit],
    period: Period,
    lost: str = "",
) -> pd.DataFrame:
    """The export of a period from the one-stop system: one row a dossier, as of its last day.

    `lost`: id of the agency whose dossiers are not in it.
    """
    log = rows_at_end(rows, period)
    rows, done = log.rows, log.done
    competent = resolvers(offices, log)
    receiving = _unit_on(offices, rows["desk"].to_numpy(), rows["received"].to_numpy())
    columns = {
        "Mã hồ sơ": rows["id"].array,
        "Mã đơn vị tiếp nhận": spelled([unit.code for unit in units], receiving),
        "Đơn vị tiếp nhận": spelled([unit.name for unit in units], receiving),
        "Mã đơn vị giải quyết": spelled([unit.code for unit in units], competent),
        "Đơn vị giải quyết": spelled([unit.name for unit in units], competent),
        "Lĩnh vực": spelled(field_names(offices), rows["field"]),
        "Kênh tiếp nhận": spelled(CHANNELS, rows["channel"]),
        "Mức độ dịch vụ công": spelled(ONLINE_LEVELS, rows["online_level"]),
        "Ngày tiếp nhận": spelled_days(rows["received"]),
        "Ngày hẹn trả": spelled_days(rows["due"]),
        "Ngày có kết quả": spelled_days(rows["done"].where(done, NEVER)),
        "TTHC đã mở thanh toán trực tuyến": spelled(NO_YES, rows["opened"]),
        "Số giao dịch thanh toán": (rows["paid_filing"] + rows["paid_end"].where(done, 0)).array,
        "Số giao dịch trực tuyến": (
            rows["online_filing"] + rows["online_end"].where(done, 0)
        ).array,
        "Kết quả được số hóa": spelled(("", *NO_YES), (rows["digitised"] + 1).where(done, 0)),
        "Giấy tờ đã có": spelled(PAPERS, rows["papers"]),
    }
    missing = {o.unit for o in offices if o.agency and o.agency.id == lost}
    return pd.DataFrame(columns)[~np.isin(competent, list(missing))]


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
    pairs: Mapping[str, Sequence[npt.ArrayLike]] = {
        "dossiers_on_time": (on_time, whole),
        "online_dossiers": (online, whole),
        "online_payment_transactions": (paid_online, paid),
    }
    # Central bodies come after the agencies and are left out.
    sums = {
        target.id: [
            np.bincount(agency, column, minlength=len(plan.agencies)) for column in pairs[target.id]
        ]
        for target in plan.targets
        if target.agreed and target.id in pairs
    }
    return {
        name: {target: (int(part[n]), int(all_[n])) for target, (part, all_) in sums.items()}
        for n, name in enumerate(plan.agencies)
    }


def field_names(offices: Sequence[Office]) -> list[str]:
    """All fields of the offices; `field` of a row is an index into this list."""
    return list(dict.fromkeys(name for office in offices for name in office.fields))


def _arrivals(seed: int, name: str, first: int, last: int, size: int) -> Ints:
    """Days of filing: mostly working days; at the weekend only the portal is open."""
    days = np.arange(first, last + 1)
    bounds = np.cumsum(np.where(weekday(days) < 5, 24, 1))
    draws = stream(seed, name).integers(0, bounds[-1], size)
    return days[np.searchsorted(bounds, draws, side="right")]


def _spread(offices: Sequence[Office], seed: int, name: str, size: int, least: int) -> Ints:
    """The office of each of `size` dossiers, in random order: `least` for each office if there are
    enough, the rest by volume."""
    least = min(least, size // (2 * len(offices)))
    bounds = np.cumsum([office.volume for office in offices])
    chance = stream(seed, name)
    draws = chance.integers(0, bounds[-1], size - least * len(offices))
    drawn = np.searchsorted(bounds, draws, side="right")
    return chance.permutation(np.concatenate([np.repeat(np.arange(len(offices)), least), drawn]))


def _habit(offices: Sequence[Office], name: str, office: Ints) -> Ints:
    """One habit of each row's office."""
    return np.array([getattr(o.habits, name) for o in offices], dtype=np.int64)[office]


def _handling(
    offices: Sequence[Office], seed: int, office: Ints, received: Ints, growth: Ints
) -> dict[str, Ints]:
    """Field, desk, channel, online level, due and done day, digitised and papers of each row."""
    size = len(office)
    names = field_names(offices)
    fields = [table([(names.index(name), w) for name, w in o.fields.items()]) for o in offices]
    field = np.stack(fields)[office, per_mille(seed, "field", size)]
    desks = np.stack([table(o.desks) for o in offices])
    online = per_mille(seed, "online", size) < _habit(offices, "online", office) + growth
    online |= weekday(received) >= 5
    postal = per_mille(seed, "postal", size) < 30
    terms = np.stack([table(TERMS.get(name, MOST_TERMS)) for name in names])
    due = to_monday(received + terms[field, per_mille(seed, "term", size)])
    digitised = _habit(offices, "digitised", office) + growth
    held = per_mille(seed, "papers held", size) < _habit(offices, "papers_held", office)
    reused = per_mille(seed, "papers reused", size) < _habit(offices, "reused", office) + growth
    return {
        "field": field,
        "desk": desks[office, per_mille(seed, "desk", size)],
        "channel": np.where(online, ONLINE, np.where(postal, POSTAL, COUNTER)),
        "online_level": _online_level(seed, received, online),
        "due": due,
        "done": _done(offices, seed, office, received, due),
        "digitised": (per_mille(seed, "digitised", size) < digitised).astype(np.int64),
        "papers": np.where(held, np.where(reused, REUSED, RESUBMITTED), NO_PAPERS),
    }


def _online_level(seed: int, received: Ints, online: npt.NDArray[np.bool_]) -> Ints:
    """The label of the service level on the day of filing, as an index into ONLINE_LEVELS."""
    chance = per_mille(seed, "online level", len(received))
    level = np.where(online, table(LEVEL_IF_ONLINE)[chance], table(LEVEL_AT_COUNTER)[chance])
    renamed = (received >= number(NEW_LABELS)) & (level >= 3)
    renamed &= per_mille(seed, "new labels", len(received)) < NEW_LABELS_USED
    return np.maximum(0, level - 1) + 2 * renamed


def _done(offices: Sequence[Office], seed: int, office: Ints, received: Ints, due: Ints) -> Ints:
    """Day of the result: late, on the due day, or before it; a working day."""
    size = len(office)
    late = stream(seed, "late").integers(0, 10_000, size) < _habit(offices, "late", office)
    on_the_day = per_mille(seed, "on the day", size) < 400
    early = received + (due - received) * per_mille(seed, "early", size) // 1000
    friday = early - np.maximum(0, weekday(early) - 4)
    early = np.where(friday >= received, friday, to_monday(early))
    delay = table(LATENESS)[per_mille(seed, "lateness", size)]
    overdue = np.where(delay == NEVER, NEVER, to_monday(due + delay))
    return np.where(late, overdue, np.where(on_the_day, due, early))


def _payments(offices: Sequence[Office], seed: int, office: Ints, growth: Ints) -> dict[str, Ints]:
    """Whether the procedure is open for online payment; payments at filing and with the result,
    and how many of them were made online (none if it is not open)."""
    size = len(office)
    share = _habit(offices, "pay_online", office) + growth // 2
    fee = per_mille(seed, "fee", size) < _habit(offices, "fees", office)
    opened = fee & (per_mille(seed, "opened", size) < _habit(offices, "opened", office))

    def online(name: str, paid: npt.NDArray[np.bool_]) -> Ints:
        return (opened & paid & (per_mille(seed, name, size) < share)).astype(np.int64)

    filing = fee & (per_mille(seed, "paid at filing", size) < 750)
    further = table(FURTHER_PAYMENTS)[per_mille(seed, "further payments", size)]
    end = np.where(fee, np.where(filing, further, np.maximum(1, further)), 0)
    return {
        "opened": opened.astype(np.int64),
        "paid_filing": filing.astype(np.int64),
        "online_filing": online("online at filing", filing),
        "paid_end": end,
        "online_end": online("online first", end >= 1) + online("online second", end >= 2),
    }


def _with_odd_rows(rows: pd.DataFrame, seed: int, first: int) -> pd.DataFrame:
    """A few rows as in real logs: no due day, an unknown channel, done before received."""
    usable = np.flatnonzero((rows["received"] >= first) & (rows["done"] < NEVER))
    kinds = np.cumsum([min(most, 1 + len(rows) // 30_000) for most in (10, 8, 5)])
    odd = stream(seed, "odd rows").permutation(usable)[: kinds[-1]]
    no_due, channel, reversed_ = np.split(odd, kinds[:-1])
    rows.loc[no_due, "due"] = NEVER
    rows.loc[channel, "channel"] = ODD_CHANNEL
    rows.loc[reversed_, "done"] = rows.loc[reversed_, "received"] - 2
    return rows


def _unit_on(offices: Sequence[Office], unit: Ints, day: Ints) -> Ints:
    """The unit in charge on each row's day: up to the handover a predecessor, of several by turns
    of days."""
    in_charge = unit.copy()
    for office in offices:
        for turn, before in enumerate(office.predecessors):
            theirs = (unit == office.unit) & (day <= office.handover)
            in_charge[theirs & (day % len(office.predecessors) == turn)] = before
    return in_charge
