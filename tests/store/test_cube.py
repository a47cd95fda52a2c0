"""The counts of dossiers by all their characteristics sum up to form II.06a."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from helpers.store import StoreError, counting
from province import Province
from tables import dossiers

DAY = timedelta(days=1)
DONE = ("on_time", "late", "done_no_due")
OPEN = ("open", "open_late", "open_no_due")
Rows = list[dict[str, object]]


def rows(path: Path, period: counting.Days) -> Rows:
    return pa.table(counting.dossier_cube(path, period)).to_pylist()


def written(folder: Path, *given: dict[str, object]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(dossiers(*given), folder / "dossiers.parquet")
    return folder / "dossiers.parquet"


def total(cube: Rows, agency: str, **wanted: object) -> int:
    return sum(
        int(str(row["dossiers"]))
        for row in cube
        if row["agency"] == agency
        and all(row[n] in (v if isinstance(v, tuple) else (v,)) for n, v in wanted.items())
    )


def form(cube: Rows, agency: str) -> dict[str, int]:
    """Columns 3-13 of form II.06a, by what the form says of each."""
    online = total(cube, agency, carried=False, channel="online")
    in_due_time = total(cube, agency, state="on_time", days_late="on_day")
    return {
        "c3": total(cube, agency),
        "c4": online,
        "c5": total(cube, agency, carried=False) - online,
        "c6": total(cube, agency, carried=True),
        "c7": total(cube, agency, state=DONE),
        "c8": total(cube, agency, state="on_time", days_late="early"),
        "c9": in_due_time + total(cube, agency, state="done_no_due"),
        "c10": total(cube, agency, state="late"),
        "c11": total(cube, agency, state=OPEN),
        "c12": total(cube, agency, state=("open", "open_no_due")),
        "c13": total(cube, agency, state="open_late"),
    }


@pytest.mark.intake
def test_the_cube_of_every_agency_sums_up_to_form_ii_06a(small_province: Province) -> None:
    for name in ("2022-H1", "2022-FY"):
        snapshot, period = small_province.snapshot(name), small_province.plan.periods[name]
        tallies = counting.dossier_tallies(snapshot, period)
        cube = rows(snapshot.path / "dossiers.parquet", period)
        assert {row["agency"] for row in cube} == set(tallies)
        for agency, tally in tallies.items():
            assert form(cube, agency) == {column: tally[column] for column in counting.COLUMNS}
        months = counting.month_counts(snapshot, period)
        for agency, counts in months.items():
            for month in counts:
                done = total(cube, agency, month=f"{month.start:%Y-%m}", state=DONE)
                late = total(cube, agency, month=f"{month.start:%Y-%m}", state="late")
                assert (done, late) == (month.resolved, month.late)


FIRST, LAST = date(2022, 3, 15), date(2022, 6, 14)


@pytest.mark.parametrize(
    ("done", "due", "state", "days_late"),
    [
        (FIRST, FIRST + DAY, "on_time", "early"),
        (FIRST, FIRST, "on_time", "on_day"),
        (FIRST + DAY, FIRST, "late", "up_to_5"),
        (FIRST + 5 * DAY, FIRST, "late", "up_to_5"),
        (FIRST + 6 * DAY, FIRST, "late", "6_to_10"),
        (FIRST + 11 * DAY, FIRST, "late", "11_to_30"),
        (FIRST + 31 * DAY, FIRST, "late", "over_30"),
        (FIRST, None, "done_no_due", "none"),
        (None, None, "open_no_due", "none"),
        (None, LAST + DAY, "open", "none"),
        (None, LAST, "open_late", "up_to_5"),
        (None, LAST - 6 * DAY, "open_late", "6_to_10"),
        # done after the period is open at its end, with the days up to then
        (LAST + 40 * DAY, LAST - 5 * DAY, "open_late", "up_to_5"),
    ],
)
def test_state_and_days_of_one_dossier(
    tmp_path: Path, done: date | None, due: date | None, state: str, days_late: str
) -> None:
    path = written(tmp_path, {"received": FIRST, "done": done, "due": due})
    (row,) = rows(path, counting.Days(FIRST, LAST))
    assert (row["state"], row["days_late"], row["dossiers"]) == (state, days_late, 1)
    assert row["month"] == (None if state.startswith("open") else f"{done:%Y-%m}")


@pytest.mark.parametrize("name", ["a*b", "a[b]c", "what?", "it's", "a**", "[!a]"])
def test_a_path_is_taken_as_it_is_written(tmp_path: Path, name: str) -> None:
    path = written(tmp_path / name, {"received": FIRST})
    written(tmp_path / "axb", {"received": FIRST}, {"received": FIRST})
    written(tmp_path / "abc", {"received": FIRST}, {"received": FIRST})
    assert sum(int(str(r["dossiers"])) for r in rows(path, counting.Days(FIRST, LAST))) == 1


def test_a_file_that_is_no_parquet_is_a_damaged_store(tmp_path: Path) -> None:
    path = tmp_path / "dossiers.parquet"
    path.write_bytes(b"PAR1 nothing")
    with pytest.raises(StoreError):
        rows(path, counting.Days(FIRST, LAST))
