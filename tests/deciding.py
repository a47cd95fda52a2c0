"""Commands on the submissions of a period."""

from __future__ import annotations

import csv
import io

from commands import cchc
from province import Province


def run(period: str, province: Province, *command: str, code: int = 0) -> str:
    """What a command on a period says; it ends with `code` and without a traceback."""
    name, *words = command
    done = cchc(name, "--period", period, *words, env=province.env)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def states(period: str, province: Province) -> dict[str, str]:
    """The state of what every agency has sent, by agency, as `cchc approvals` lists it."""
    done = cchc("approvals", "--period", period, "--format", "csv", env=province.env)
    assert done.returncode == 0, done.stderr
    return {row["agency"]: row["state"] for row in csv.DictReader(io.StringIO(done.stdout))}
