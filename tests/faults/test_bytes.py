"""Same inputs, same bytes: with another clock, zone, locale, hash seed, number of workers, folder,
order and engine; and violations are detected."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from batches import PERIOD, break_notebook, contents, forget, run_cchc
from helpers.analyst.opening import opened
from helpers.batch import workers
from helpers.batch.engine import EngineName
from helpers.batch.head import WrongIdentity, _check_identity, render
from helpers.batch.workers import RenderOptions
from helpers.plan import Roots
from province import PLAN

pytestmark = pytest.mark.batch

EVERY_LEVEL = ("lao-cai", "so-noi-vu", "083-huyen-muong-khuong", "02779-xa-thanh-binh")
LATER = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>
#define LATER (400L * 86400 + 12345)
int clock_gettime(clockid_t id, struct timespec *now) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
    int code = real(id, now);
    if (id == CLOCK_REALTIME) now->tv_sec += LATER;
    return code;
}
time_t time(time_t *into) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (into) *into = now.tv_sec;
    return now.tv_sec;
}
"""


def another_clock(folder: Path) -> dict[str, str]:
    """Environment for processes whose clock is more than a year ahead; empty without a C compiler,
    and then the runs differ only by the time that passes."""
    if shutil.which("cc") is None:
        return {}
    (folder / "later.c").write_text(LATER)
    library = folder / "later.so"
    subprocess.run(
        ["cc", "-shared", "-fPIC", "-o", library, folder / "later.c", "-ldl"], check=True
    )
    later = subprocess.run(
        ["date", "+%Y"], env={"LD_PRELOAD": str(library)}, capture_output=True, text=True
    )
    now = subprocess.run(["date", "+%Y"], capture_output=True, text=True)
    assert int(later.stdout) > int(now.stdout)
    return {"LD_PRELOAD": str(library)}


def test_another_folder_and_time_give_the_same_bytes(
    rendered: Path, own: Roots, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "7"}
    for name, value in {**elsewhere, **another_clock(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir("/")
    forget(own)
    (own.out / PLAN / PERIOD / "results.parquet").unlink()
    # First some in another order, then the rest, one at a time.
    some = ["--agency", "03022-xa-thanh-binh", "--agency", "lao-cai"]
    for arguments in (["--jobs", "3", *some], ["--jobs", "1"]):
        done = run_cchc(own, "render", "--period", PERIOD, *arguments)
        assert done.returncode == 0, done.stderr
    assert contents(own.out / PLAN / PERIOD) == contents(rendered)


@pytest.mark.parametrize(
    ("engine", "agencies"),
    [
        (EngineName.FRESH, EVERY_LEVEL),
        pytest.param(EngineName.STANDARD, EVERY_LEVEL, marks=pytest.mark.slow_faults),
    ],
)
def test_every_engine_gives_the_same_bytes(
    rendered: Path, own: Roots, engine: EngineName, agencies: tuple[str, ...]
) -> None:
    """A packet of every level: equal pages, equal notebooks, and so equal ledgers and manifests."""
    options = RenderOptions(engine, jobs=1)
    outcome = render(own, PLAN, PERIOD, agencies=agencies, force=True, options=options)
    assert set(outcome.made) == set(agencies)
    assert contents(own.out / PLAN / PERIOD) == contents(rendered)


def test_a_notebook_that_reads_the_clock_is_detected(own: Roots) -> None:
    source = "from IPython.display import HTML; import time; HTML(f'<p>{time.time_ns()}</p>')"
    break_notebook(own, "overview", source)
    folder = own.out / PLAN / PERIOD / "packets"
    pages = []
    for _ in range(2):
        render(own, PLAN, PERIOD, agencies=["so-noi-vu"], force=True)
        pages.append((folder / "so-noi-vu.html").read_bytes())
    assert pages[0] != pages[1]


def test_a_result_of_another_agency_is_detected(own: Roots, rendered: Path) -> None:
    one, other = "02779-xa-thanh-binh", "03022-xa-thanh-binh"
    page = (rendered / "packets" / f"{other}.html").read_text("utf-8")
    whole = {"agency": other, "page": page, "notebooks": {}, "failed": {}, "excused": []}
    at = opened(own, PLAN, PERIOD)
    # Complete and correct, but of another agency than this job.
    result = workers._result(one, json.dumps(whole), None)
    with pytest.raises(WrongIdentity, match=one):
        _check_identity(result, at.evaluation(result.agency))
    _check_identity(workers._result(other, json.dumps(whole), None), at.evaluation(other))
