"""A disk that fails at any call, or fills up: one sentence, complete files, nothing lost."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest
from disks import Disk, failing

from batches import PERIOD, contents, env_of
from helpers.batch import publish
from helpers.batch.head import render
from helpers.cli import run
from helpers.plan import Roots
from province import PLAN

pytestmark = pytest.mark.batch

FAULTS = (errno.EIO, errno.ENOSPC, errno.EACCES, errno.EMFILE)
WHOLE_PERIOD = ("index.html", "results.csv", "coverage.csv", "provenance.json", "MANIFEST.sha256")


@pytest.mark.parametrize("number", FAULTS)
def test_a_file_is_published_whole_or_not_at_all(tmp_path: Path, number: int) -> None:
    before, after = b"before" * 9999, b"after" * 9999
    for k in count(1):
        publish.publish(tmp_path, "page.html", before)
        with failing(Disk(tmp_path, number, k)) as disk:
            try:
                publish.publish(tmp_path, "page.html", after)
            except OSError as fault:
                assert fault.errno == number
        assert (tmp_path / "page.html").read_bytes() in (before, after)
        assert [p.name for p in tmp_path.iterdir()] == ["page.html"]
        if not disk.failed:
            break
    # A temp file opened, written, synced; renamed; its folder opened and synced.
    assert k > 5


@pytest.mark.parametrize(
    ("number", "step"),
    [
        (errno.ENOSPC, 7),
        *(pytest.param(number, 1, marks=pytest.mark.slow_faults) for number in FAULTS),
    ],
)
def test_a_disk_that_fails_at_any_moment(
    own: Roots,
    rendered: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    step: int,
) -> None:
    for name, value in env_of(own).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "argv", ["cchc", "render", "--period", PERIOD])
    folder, whole = own.out / PLAN / PERIOD, contents(rendered)
    for k in count(1, step):
        for name in WHOLE_PERIOD:
            (folder / name).unlink(missing_ok=True)
        capsys.readouterr()
        with failing(Disk(own.out, number, k)) as disk:
            code = run._run()
        said = capsys.readouterr().err.strip().splitlines()
        if not disk.failed:
            break
        assert code != 0
        assert len(said) == 1
        assert "Đề nghị" in said[0]
        there = contents(folder)
        assert {n for n in there if n != "ledger" and whole.get(n) != there[n]} == set(), k
        assert run._run() == 0
        assert contents(folder) == whole
    assert (code, k > 30) == (0, True)


@pytest.mark.slow_faults
@pytest.mark.parametrize("number", FAULTS)
def test_a_disk_that_fails_while_packets_come_in(own: Roots, rendered: Path, number: int) -> None:
    folder, whole = own.out / PLAN / PERIOD, contents(rendered)
    for k in count(1):
        (folder / "packets" / "so-noi-vu.html").unlink()
        stopped = None
        with failing(Disk(own.out, number, k)) as disk:
            try:
                render(own, PLAN, PERIOD, agencies=["so-noi-vu"])
            except OSError as fault:
                stopped = fault
        there = contents(folder)
        parts = ("packets/", "notebooks/")
        assert all(whole[n] == there[n] for n in there if n.startswith(parts) and n in whole), k
        if not disk.failed or k > 25:
            break
        # A failure while leftovers are removed at the end does not stop the batch.
        assert stopped is not None or there == whole, k
        render(own, PLAN, PERIOD)
        assert contents(folder) == whole


def test_a_disk_that_fills_up_keeps_the_earlier_packets(own: Roots, tmp_path: Path) -> None:
    """A real disk of 2 MB with the earlier results on it, filled up by something else."""
    # 64 kB are free: enough for the lock, not for a packet with its notebooks.
    program = (
        "mount -t tmpfs -o size=2m tmpfs $DISK && mkdir -p $DISK/out && cp $PAGE $DISK/out/"
        " && dd if=/dev/zero of=$DISK/spare bs=1k count=64 2>/dev/null"
        " && (dd if=/dev/zero of=$DISK/filler bs=1k count=4000 2>/dev/null; true)"
        " && rm $DISK/spare"
        " && $CCHC render --period $PERIOD --agency so-noi-vu --out $DISK/out; code=$?;"
        " cmp $PAGE $DISK/out/province.html && find $DISK/out -name '*.html' | wc -l; exit $code"
    )
    disk = tmp_path / "disk"
    disk.mkdir()
    page = own.out / PLAN / PERIOD / "province.html"
    env = {**env_of(own), "DISK": str(disk), "PAGE": str(page), "PERIOD": PERIOD}
    env["CCHC"] = str(Path(sys.executable).with_name("cchc"))
    unshare = ["unshare", "-m"] if os.getuid() == 0 else ["unshare", "-Urm"]
    if subprocess.run([*unshare, "mount", "-t", "tmpfs", "tmpfs", str(disk)]).returncode:
        pytest.skip("mounting a disk is not permitted here")
    done = subprocess.run([*unshare, "sh", "-c", program], env=env, capture_output=True, text=True)
    assert done.returncode == 2, done.stderr
    assert "ổ đĩa đã đầy" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert done.stdout.strip() == "1"
