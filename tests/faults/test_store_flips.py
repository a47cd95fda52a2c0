"""The store proves itself: no flipped bit, no file of another period, snapshot or plan and no
edited record changes a figure in silence. What is derived is made again; anything else is one
sentence."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from commands import cchc
from helpers import store
from helpers.evaluation.kept import as_json, open_observations
from helpers.store import StoreError
from helpers.store.contents import RECORD, _read_whole, snapshot_id
from helpers.store.verifying import store_faults
from province import PLAN, Province

pytestmark = pytest.mark.batch

YEAR, HALF = "2022-FY", "2022-H1"
WARD = "02764-xa-din-chin"
EVALUATE = ("evaluate", "--period", YEAR, "--agency", WARD)


@pytest.fixture
def own(small_province: Province, tmp_path: Path) -> Province:
    return small_province.copy(tmp_path / "project")


def folder(province: Province, period: str = YEAR) -> Path:
    current = province.snapshot(period)
    return current.path


def kept(province: Province, period: str = YEAR) -> Path:
    """The file of the period's kept figures, which are counted where there are none."""
    open_observations(province.plan, province.plan.periods[period], province.roots.data)
    (path,) = folder(province, period).glob("observations-*.json")
    return path


# ---------------------------------------------------------------- single bits


def figures(province: Province) -> bytes:
    """All observations of the year, as another process would open them."""
    _read_whole.cache_clear()
    at = province.plan.periods[YEAR]
    observations = open_observations(province.plan, at, province.roots.data)
    assert observations is not None
    return as_json(observations)


@pytest.mark.parametrize(
    ("flips", "seed"), [(40, 1), pytest.param(1_000, 2, marks=pytest.mark.slow_faults)]
)
def test_no_flipped_bit_is_silent(own: Province, flips: int, seed: int) -> None:
    """Over all files of a snapshot, its kept figures, and the two files that name it."""
    kept(own)
    before, chosen = figures(own), random.Random(seed)
    paths = [*folder(own).iterdir(), *(p for p in folder(own).parent.iterdir() if p.is_file())]
    assert len(paths) > 10
    outcomes = {"refused": 0, "the same figures": 0}
    for _ in range(flips):
        path = chosen.choice(sorted(paths))
        content = path.read_bytes()
        bit = chosen.randrange(8 * len(content))
        flipped = bytearray(content)
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(flipped)
        where = f"bit {bit} of {path.name}"
        assert path.name in " ".join(store_faults(own.roots.data)) or _is_blank(flipped, bit), where
        try:
            assert figures(own) == before, where
            outcomes["the same figures"] += 1
        except StoreError as fault:
            assert len(str(fault).splitlines()) == 1 and f"--period {YEAR}" in str(fault)
            outcomes["refused"] += 1
        path.write_bytes(content)
    print(outcomes)
    assert all(outcomes.values())
    assert figures(own) == before


def _is_blank(content: bytearray, bit: int) -> bool:
    """Whether the flipped byte is white space, which changes nothing between ids."""
    return content[bit // 8 : bit // 8 + 1].isspace()


def test_a_flipped_bit_is_one_sentence_of_the_command(own: Province) -> None:
    whole = cchc(*EVALUATE, env=own.env)
    assert whole.returncode == 0, whole.stderr
    for name in ("dossiers.parquet", "facts.parquet", RECORD, kept(own).name):
        path = folder(own) / name
        content = path.read_bytes()
        middle = len(content) // 2
        path.write_bytes(content[:middle] + bytes([content[middle] ^ 4]) + content[middle + 1 :])
        done = cchc(*EVALUATE, env=own.env)
        verified = cchc("verify", "--store", env=own.env)
        if path.suffix == ".parquet" or name == RECORD:
            assert (done.returncode, done.stdout) == (2, ""), name
            assert len(done.stderr.splitlines()) == 1 and name in done.stderr
            assert verified.returncode == 1 and name in verified.stderr
        else:
            assert (done.returncode, done.stdout, done.stderr) == (0, whole.stdout, "")
            assert verified.returncode == 0, verified.stderr  # made again
        path.write_bytes(content)
    assert cchc("verify", "--store", env=own.env).returncode == 0


# ---------------------------------------------------------------- files of another place


def in_record(**changes: object) -> Callable[[Province], None]:
    def change(province: Province) -> None:
        path = folder(province) / RECORD
        path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **changes}), "utf-8")

    return change


def without_dossiers(province: Province) -> None:
    path = folder(province) / RECORD
    record = json.loads(path.read_text("utf-8"))
    del record["tables"]["dossiers.parquet"]
    path.write_text(json.dumps(record), "utf-8")
    (path.parent / "dossiers.parquet").unlink()


def real_with_an_id_of_its_own(province: Province) -> None:
    """As if it had been written so, but never been in force."""
    path = folder(province)
    record = json.loads((path / RECORD).read_text("utf-8"))
    record["origin"] = {"simulated": False, "seed": None}
    content = json.dumps(record).encode()
    forged = path.with_name(snapshot_id(content))
    shutil.copytree(path, forged)
    (forged / RECORD).write_bytes(content)
    (path.parent / "current").write_text(forged.name)


def half_under_year(province: Province) -> None:
    one, other = folder(province, HALF), folder(province).parent
    shutil.copytree(one, other / one.name)
    for name in ("current", "history"):
        shutil.copy(one.parent / name, other / name)


def half_renamed(province: Province) -> None:
    """The half-year's files in the folder of the year's snapshot."""
    year = folder(province)
    shutil.rmtree(year)
    shutil.copytree(folder(province, HALF), year)


def of_half(name: str) -> Callable[[Province], None]:
    return lambda p: shutil.copy(folder(p, HALF) / name, folder(p) / name) and None


def history_of_half(province: Province) -> None:
    shutil.copy(folder(province, HALF).parent / "history", folder(province).parent / "history")


def current_of_half(province: Province) -> None:
    shutil.copy(folder(province, HALF).parent / "current", folder(province).parent / "current")


def further_word(province: Province) -> None:
    with (folder(province).parent / "history").open("a") as history:
        history.write("x\n")


def further_table(province: Province) -> None:
    shutil.copy(folder(province) / "facts.parquet", folder(province) / "further.parquet")


def without_current(province: Province) -> None:
    (folder(province).parent / "current").unlink()


def pipe(name: str) -> Callable[[Province], None]:
    def change(province: Province) -> None:
        path = folder(province) / name
        path.unlink()
        os.mkfifo(path)

    return change


FOREIGN: dict[str, Callable[[Province], None]] = {
    "the half-year's snapshot under the year": half_under_year,
    "the half-year's files under the year's id": half_renamed,
    "dossiers of another period": of_half("dossiers.parquet"),
    "facts of another period": of_half("facts.parquet"),
    "record of another period": of_half(RECORD),
    "history of another period": history_of_half,
    "pointer of another period": current_of_half,
    "no pointer": without_current,
    "history with a further word": further_word,
    "a further table": further_table,
    "a pipe for a table": pipe("facts.parquet"),
    "a pipe for the record": pipe(RECORD),
    "no dossiers said": without_dossiers,
    "real figures said": in_record(origin={"simulated": False, "seed": None}),
    "real figures said, with an id": real_with_an_id_of_its_own,
    "no table said": in_record(tables={}),
    "tables are words": in_record(tables=["facts.parquet"]),
    "period said": in_record(period=HALF),
    "plan said": in_record(plan="laocai-2023"),
    "earlier id said": in_record(id="0" * 16),
}


@pytest.mark.parametrize("change", FOREIGN.values(), ids=FOREIGN)
def test_what_is_of_another_place_is_refused(
    own: Province, change: Callable[[Province], None]
) -> None:
    """Even where the year's figures were counted before."""
    kept(own)
    change(own)
    done = cchc(*EVALUATE, env=own.env)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert f"cchc intake --period {YEAR}" in done.stderr
    assert any(line.startswith(f"{PLAN}/{YEAR}/") for line in store_faults(own.roots.data))


@pytest.mark.parametrize(
    "case",
    [
        "the half-year's snapshot under the year",
        "the half-year's files under the year's id",
        "history of another period",
        "history with a further word",
        "a further table",
        "a pipe for a table",
        "real figures said, with an id",
    ],
)
def test_a_new_intake_mends_it(own: Province, case: str) -> None:
    before = folder(own).name
    FOREIGN[case](own)
    assert cchc("intake", "--period", YEAR, env=own.env).returncode == 0
    assert folder(own).name == before  # the same contents
    assert cchc(*EVALUATE, env=own.env).returncode == 0


def test_a_table_of_another_snapshot_of_the_period_is_refused(
    own: Province, tmp_path: Path
) -> None:
    first = folder(own)
    small = tmp_path / "small"
    small.mkdir()
    for name in (f"{WARD}.xlsx", "origin.yml"):
        shutil.copy(own.inbox(YEAR) / name, small)
    cchc("intake", str(small), "--period", YEAR, "--replace", env=own.env)
    assert folder(own) != first
    shutil.copy(first / "facts.parquet", folder(own) / "facts.parquet")
    done = cchc(*EVALUATE, env=own.env)
    assert (done.returncode, done.stdout) == (2, "") and "facts.parquet" in done.stderr


def test_a_store_under_another_plan_is_refused(own: Province) -> None:
    plans, stores = own.roots.root / "params" / "plans", own.roots.data / "store"
    shutil.copytree(plans / PLAN, plans / "laocai-khac")
    text = plans / "laocai-khac" / "plan.yml"
    text.write_text(text.read_text("utf-8").replace(f"id: {PLAN}", "id: laocai-khac"), "utf-8")
    shutil.copytree(stores / PLAN, stores / "laocai-khac")
    done = cchc(*EVALUATE, "--plan", "laocai-khac", env=own.env)
    assert (done.returncode, done.stdout) == (2, "")
    assert "của kỳ hoặc Kế hoạch khác" in done.stderr and len(done.stderr.splitlines()) == 1
    verified = cchc("verify", "--store", env=own.env)
    assert verified.returncode == 1 and "laocai-khac/2022-H1" in verified.stderr
    assert f"\n{PLAN}/" not in f"\n{verified.stderr}"


def test_kept_figures_of_another_period_or_snapshot_are_made_again(own: Province) -> None:
    year, half = kept(own), kept(own, HALF)
    whole, before = cchc(*EVALUATE, env=own.env), year.read_bytes()
    year.write_bytes(half.read_bytes())
    again = cchc(*EVALUATE, env=own.env)
    assert (again.returncode, again.stdout, again.stderr) == (0, whole.stdout, "")
    assert year.read_bytes() == before
    # Of other code or another plan: under the name that this code and this plan read.
    further = year.with_name(f"observations-{'0' * 16}.json")
    year.rename(further)
    assert cchc(*EVALUATE, env=own.env).stdout == whole.stdout
    assert year.read_bytes() == before and not further.exists()


# ---------------------------------------------------------------- verify, earlier versions


def test_verify_names_each_fault_of_every_period(own: Province) -> None:
    def verified() -> tuple[int, list[str]]:
        done: subprocess.CompletedProcess[str] = cchc("verify", "--store", env=own.env)
        assert "Traceback" not in done.stderr and done.stdout == ""
        return done.returncode, done.stderr.splitlines()

    code, lines = verified()
    assert code == 0 and len(lines) == 1 and "2 bản số liệu" in lines[0]
    half, year, figures_kept = folder(own, HALF), folder(own), kept(own)
    (half / "facts.parquet").write_bytes(b"")
    (half / "remarks.parquet").unlink()
    (half / "ghi\u202echu\n.txt").write_text("x")
    figures_kept.write_text("{}")
    shutil.copytree(year, year.with_name("0" * 16))
    with (year.parent / "history").open("a") as history:
        history.write("1111111111111111\nx\n")
    code, lines = verified()
    places = {line.partition(": ")[0] for line in lines}
    at = {HALF: f"{PLAN}/{HALF}/{half.name}", YEAR: f"{PLAN}/{YEAR}/{year.name}"}
    assert code == 1 and places == {
        f"{at[HALF]}/facts.parquet",
        f"{at[HALF]}/remarks.parquet",
        f"{at[HALF]}/ghi\u2423chu\u2423.txt",
        f"{at[YEAR]}/{figures_kept.name}",
        f"{PLAN}/{YEAR}/history",
        f"{PLAN}/{YEAR}/{'0' * 16}",
        f"{PLAN}/{YEAR}/{'1' * 16}",
    }


@pytest.mark.parametrize(
    ("arguments", "said"),
    [((), "--store"), (("--store", "--data", "nothing"), "chưa có bản số liệu nào")],
)
def test_verify_without_anything_to_verify(
    own: Province, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = cchc("verify", *arguments, env=own.env, cwd=tmp_path)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1) and said in done.stderr


def as_earlier_versions_wrote(path: Path) -> None:
    record = json.loads((path / RECORD).read_text("utf-8"))
    del record["tables"], record["plan_digest"]
    flags = dict.fromkeys(("has_dossiers", "has_survey", "has_totals"), True)
    old = path.with_name("0123456789abcdef")
    path.rename(old)
    (old / RECORD).write_text(json.dumps({"id": old.name, **record, **flags}), "utf-8")
    for name in ("current", "history"):
        (path.parent / name).write_text(f"{old.name}\n")


def test_a_store_of_an_earlier_version_is_taken_in_again(own: Province) -> None:
    paths = {period: folder(own, period) for period in (HALF, YEAR)}
    for path in paths.values():
        as_earlier_versions_wrote(path)
    for period, command in ((YEAR, EVALUATE), (HALF, ("intake", "--period", YEAR))):
        done = cchc(*command, env=own.env)
        assert (done.returncode, done.stdout) == (2, ""), done.stderr
        assert len(done.stderr.splitlines()) == 1
        assert "phiên bản phần mềm trước" in done.stderr
        assert f"cchc intake --period {period}" in done.stderr
    for period, path in paths.items():
        done = cchc("intake", "--period", period, env=own.env)
        assert done.returncode == 0, done.stderr
        assert folder(own, period) == path
        known = store.history(own.roots.data, PLAN, period)
        assert known == ("0123456789abcdef", path.name)
        report = own.roots.data / "intake" / PLAN / period / "intake-report.html"
        assert "lần nhận trước không đọc được" in report.read_text("utf-8")
    assert cchc(*EVALUATE, env=own.env).returncode == 0
