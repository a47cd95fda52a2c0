"""A data folder that can only be read, as a share or an archive: all is looked at, packets can
be made elsewhere; what would write there says so in one sentence."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from batches import contents
from helpers.analyst.opening import opened
from province import PLAN, Province

pytestmark = pytest.mark.batch

YEAR, WARD = "2022-FY", "02764-xa-din-chin"
CAP_DAC_OVERRIDE, PR_CAPBSET_DROP = 1, 24


@pytest.fixture
def province(small_province: Province, tmp_path: Path) -> Province:
    return small_province.copy(tmp_path / "project")


def look(province: Province, script: str) -> subprocess.CompletedProcess[str]:
    """Run a script that may only read the data folder; `$0` is the command."""
    cchc = str(Path(sys.executable).with_name("cchc"))
    places = [province.roots.data, *province.roots.data.rglob("*")]
    modes = {place: place.stat().st_mode for place in places}
    for place, mode in modes.items():
        place.chmod(mode & ~0o222)
    try:
        return subprocess.run(
            ["bash", "-c", script, cchc],
            env=province.env,
            capture_output=True,
            text=True,
            preexec_fn=_heed_modes,
        )
    finally:
        for place, mode in modes.items():
            place.chmod(mode)


def _heed_modes() -> None:
    """Root may write whatever the modes are, until it gives up that right."""
    if os.getuid() == 0 and ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0):
        raise PermissionError


@pytest.mark.parametrize("kept", [None, b"{"], ids=["nothing kept", "kept figures damaged"])
def test_what_can_only_be_read_can_be_looked_at(
    province: Province, tmp_path: Path, kept: bytes | None
) -> None:
    """Figures that were not counted before, or are damaged, are counted each time."""
    at = opened(province.roots, PLAN, YEAR)
    assert at.previous is not None
    for path in province.roots.data.rglob("observations-*.json"):
        path.unlink() if kept is None else path.write_bytes(kept)
    before = contents(province.roots.data)
    out = tmp_path / "out"
    done = look(
        province,
        f"$0 evaluate --period {YEAR} --agency {WARD} && "
        f"$0 trace {WARD} dossiers_on_time --period {YEAR} && "
        f"$0 render --period {YEAR} --agency {WARD} --jobs 1 --out {out}",
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "dossiers_on_time" in done.stdout
    assert (out / PLAN / YEAR / "packets" / f"{WARD}.html").is_file()
    assert (out / PLAN / YEAR / "index.html").is_file()
    assert contents(province.roots.data) == before


@pytest.mark.parametrize(
    "command",
    [
        f"intake --period {YEAR}",
        f"approve --period {YEAR} --by x",
        "demo --inbox $CCHC_DATA/further",
    ],
)
def test_what_would_write_there_says_so(province: Province, command: str) -> None:
    before = contents(province.roots.data)
    done = look(province, f"$0 {command}")
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert contents(province.roots.data) == before


def test_timings_that_cannot_be_written_do_not_end_a_batch(
    province: Province, tmp_path: Path
) -> None:
    shutil.rmtree(province.roots.data / "log", ignore_errors=True)
    (province.roots.data / "log" / "timings.jsonl").mkdir(parents=True)
    cchc, out = str(Path(sys.executable).with_name("cchc")), tmp_path / "out"
    command = [cchc, "render", "--period", YEAR, "--agency", WARD, "--jobs", "1", "--out", str(out)]
    done = subprocess.run(command, env=province.env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    folder = out / PLAN / YEAR
    names = ("index.html", "results.csv", "MANIFEST.sha256")
    assert all((folder / name).is_file() for name in names)
