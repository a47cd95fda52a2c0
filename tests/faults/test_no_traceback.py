"""No traceback is an answer of `cchc`, whatever is closed, broken or not to be written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpers import wording
from helpers.analyst.opening import _unknown_parameters
from helpers.batch import timings
from helpers.cli import fault_log, main

CCHC = Path(sys.executable).with_name("cchc")


def shell(script: str, **env: str) -> subprocess.CompletedProcess[str]:
    """A shell script, `$0` being the command."""
    command = ["bash", "-c", script, str(CCHC)]
    return subprocess.run(command, env={**os.environ, **env}, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("script", "code", "said"),
    [
        ("$0 plan >&-", 0, ""),
        ("$0 plan >&- 2>&- <&-", 0, ""),
        ("$0 plan --plan none 2>&-", 2, ""),
        ("$0 plan >/dev/full", 2, "ổ đĩa đã đầy"),
        ("set -o pipefail; $0 plan | head -c 1", 0, ""),
        ("ulimit -v 400000; $0 plan", 2, "Máy không đủ bộ nhớ"),
    ],
)
def test_streams_and_memory(script: str, code: int, said: str) -> None:
    done = shell(script)
    assert (done.returncode, "Traceback" in done.stderr) == (code, False), done.stderr
    assert said in done.stderr


def test_a_fault_nobody_foresaw_is_one_sentence_and_a_log_without_values(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> int:
        name = "Nguyễn Văn A"
        raise KeyError(name) from ZeroDivisionError(name)

    monkeypatch.setattr("helpers.cli.run.run", broken)
    monkeypatch.setattr(sys, "argv", ["cchc", "plan", "--data", str(tmp_path)])
    with pytest.raises(SystemExit) as ending:
        main()
    said = capsys.readouterr().err
    log = (tmp_path / fault_log.LOG).read_text("utf-8")
    assert ending.value.code == 2
    assert len(said.splitlines()) == 1
    assert str(tmp_path / fault_log.LOG) in said
    assert "KeyError" in said
    assert "builtins.ZeroDivisionError" in log
    assert "test_no_traceback.py" in log
    assert "Nguyễn" not in said + log


def test_such_a_fault_in_a_real_process_also_without_streams(tmp_path: Path) -> None:
    breaking = (
        "import helpers.analyst.opening as opening\n"
        "def broken(*given):\n"
        "    raise ZeroDivisionError('Nguyễn Văn A')\n"
        "opening.open_plan = broken\n"
    )
    (tmp_path / "sitecustomize.py").write_text(breaking, "utf-8")
    log = tmp_path / fault_log.LOG
    for streams, lines in (("", 1), (">&- 2>&-", 0)):
        place = {"PYTHONPATH": str(tmp_path), "CCHC_DATA": str(tmp_path)}
        done = shell(f"$0 plan {streams}", **place)
        assert (done.returncode, len(done.stderr.splitlines())) == (2, lines), done.stderr
        assert "Traceback" not in done.stderr and "Nguyễn" not in done.stderr
        assert "builtins.ZeroDivisionError" in log.read_text("utf-8")
        assert "Nguyễn" not in log.read_text("utf-8")
        log.unlink()


@pytest.mark.parametrize("place", ["inbox", "inbox/2022-H1", "store/x"])
@pytest.mark.parametrize("command", ["render", "forms"])
def test_results_are_not_written_among_data(tmp_path: Path, command: str, place: str) -> None:
    out = tmp_path / place
    done = shell(f"$0 {command} --period 2022-H1 --data {tmp_path} --out {out}")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert str(out) in done.stderr
    assert not out.exists()


def test_timings_that_cannot_be_written_stop_nothing(tmp_path: Path) -> None:
    log = timings.timings_file(tmp_path)
    log.mkdir(parents=True)
    timings.keep(log, timings.Timing("x", 1, 1.0, 1.0))
    assert timings.estimate(log, "x", 1) is None


DECLARED = 'plan: str = "?"\nagency: str = "?"\nperiod: str = "?"'


@pytest.mark.parametrize(
    ("injected", "unknown"),
    [
        ('plan = "p"\nperod = "2022-H1"', ["perod"]),
        ("Period = 1\nPLAN = None", ["PLAN", "Period"]),
        ('plan = "p"\nagency = "a"\nperiod = "2022-H1"', []),
    ],
)
def test_a_parameter_that_the_notebook_does_not_declare_is_named(
    injected: str, unknown: list[str]
) -> None:
    cells = ["", DECLARED, f"# Parameters\n{injected}\n", "result = open_evaluation()"]
    assert _unknown_parameters(cells) == unknown


def test_a_stopped_intake_speaks_of_the_intake() -> None:
    assert "nhận số liệu" in wording.command.stopped("intake")
    assert "phiếu" not in wording.command.stopped("intake")
