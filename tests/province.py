"""A small simulated province in its own project folder."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from helpers import demo, store
from helpers.analyst.opening import open_plan, opened
from helpers.intake.check import IntakeResult, take_in
from helpers.model import Observations, Plan
from helpers.plan import Roots, desk_folder
from helpers.store import Snapshot

PROJECT = Path(__file__).parents[1]
PLAN = "laocai-2022"
DOSSIERS = 3_000
AGENCIES = (
    "van-phong-ubnd-tinh",
    "so-noi-vu",
    "so-tai-nguyen-va-moi-truong",
    "083-huyen-muong-khuong",
    "088-thi-xa-sa-pa",
    "02761-thi-tran-muong-khuong",
    "02764-xa-din-chin",
    "02779-xa-thanh-binh",
    "03001-phuong-sa-pa",
    "03002-phuong-sa-pa",
    "03022-xa-thanh-binh",
)


@dataclass(frozen=True)
class Province:
    """A project folder with params, inbox and store; nothing is rendered yet."""

    root: Path
    plan: Plan

    @property
    def roots(self) -> Roots:
        """The three folders as arguments of the library."""
        return Roots(self.root, self.root / "data", self.root / "rendered")

    def copy(self, root: Path, own_notebooks: bool = False) -> Province:
        """A copy that a test may change; its notebooks are copied only if `own_notebooks`."""
        shutil.copytree(self.root, root, symlinks=True)
        if own_notebooks:
            (root / "notebooks").unlink()
            shutil.copytree(PROJECT / "notebooks", root / "notebooks")
        return Province(root, self.plan)

    @property
    def env(self) -> dict[str, str]:
        """The environment for a process that works in this province."""
        return {
            **os.environ,
            "CCHC_ROOT": str(self.roots.root),
            "CCHC_DATA": str(self.roots.data),
            "CCHC_OUT": str(self.roots.out),
        }

    def inbox(self, period: str) -> Path:
        """The files sent for a period."""
        return self.roots.data / "inbox" / period

    def desk(self, period: str) -> Path:
        """The folder of what the Department itself states for a period."""
        folder = desk_folder(self.plan, self.inbox(period))
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def form(self, period: str, agency: str) -> Path:
        """The form of an agency, or of the province, which the Department fills in."""
        of_desk = agency == self.plan.province.id
        return (self.desk(period) if of_desk else self.inbox(period)) / f"{agency}.xlsx"

    def take_in(self, period: str, replace: bool = False) -> IntakeResult:
        """Take the period in once more; with `replace` even if that loses something."""
        span = self.plan.periods[period]
        return take_in(self.roots, self.plan, span, self.inbox(period), replace)

    def snapshot(self, period: str) -> Snapshot:
        """The snapshot of a period that is in force."""
        current = store.current(self.roots.data, self.plan.id, period)
        assert current is not None
        return current

    def observations(self, period: str) -> tuple[Observations, Observations | None]:
        """The observations of the period and of its comparison period."""
        at = opened(self.roots, self.plan.id, period)
        return at.observations, at.previous


def copy_project(root: Path, agencies: tuple[str, ...]) -> None:
    """A project folder with the params of this one, the registry cut down to `agencies`."""
    shutil.copytree(PROJECT / "params", root / "params")
    folder = root / "params" / "plans" / PLAN
    head, *rows = (folder / "agencies.csv").read_text("utf-8").splitlines(keepends=True)
    kept = [row for row in rows if row.split(",")[0] in agencies]
    assert len(kept) == len(agencies), "an id of these is not in agencies.csv"
    (folder / "agencies.csv").write_text(head + "".join(kept), "utf-8")
    _without_absent_duties(folder / "plan.yml", agencies)
    _without_absent_bodies(folder / "appraisal.yml", agencies)
    for name in ("requirements.lock", "pyproject.toml"):
        shutil.copy(PROJECT / name, root / name)
    (root / "notebooks").symlink_to(PROJECT / "notebooks")


def new_province(root: Path, agencies: tuple[str, ...] = AGENCIES) -> Province:
    """A project folder of these agencies; nothing has been sent."""
    copy_project(root, agencies)
    return province_at(root)


def province_at(root: Path) -> Province:
    """The province in an existing folder."""
    return Province(root, open_plan(PLAN, Roots(root, root / "data", root / "rendered")))


def made_once(folder: Path, make: Callable[[Path], None]) -> Path:
    """A folder filled by `make` in the first of several processes that needs it."""
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            unfinished = folder.with_suffix(".unfinished")
            make(unfinished)
            unfinished.rename(folder)
    return folder


def sent_province(root: Path, period: str) -> Province:
    """A small province with the inbox of one period, before any intake."""
    province = new_province(root)
    inbox = province.roots.data / "inbox"
    demo.write_province(province.plan, inbox, dossiers=300, periods=[period])
    return province


def all_agencies() -> tuple[str, ...]:
    """The ids of the whole registry."""
    text = (PROJECT / "params" / "plans" / PLAN / "agencies.csv").read_text("utf-8")
    return tuple(row.split(",")[0] for row in text.splitlines()[1:])


def _without_absent_duties(path: Path, agencies: tuple[str, ...]) -> None:
    """Bind the duties of agencies that were left out to all departments."""
    lines = path.read_text("utf-8").splitlines(keepends=True)
    named = "    binds: "
    known = {*agencies, "province", "district", "commune"}
    path.write_text(
        "".join(
            f"{named}province\n"
            if line.startswith(named) and not set(line[len(named) :].strip().split(", ")) <= known
            else line
            for line in lines
        ),
        "utf-8",
    )


def _without_absent_bodies(path: Path, agencies: tuple[str, ...]) -> None:
    """Leave out the appraising bodies that were left out; without any, the file."""
    head, *bodies = path.read_text("utf-8").split("  - agency: ")
    kept = [body for body in bodies if body.splitlines()[0] in agencies]
    text = head + "".join(f"  - agency: {body}" for body in kept)
    lines = text.splitlines(keepends=True)
    own = "    own_by: "
    known = [
        line for line in lines if not line.startswith(own) or line[len(own) :].strip() in agencies
    ]
    if kept:
        path.write_text("".join(known), "utf-8")
    else:
        path.unlink()


def take_all_in(
    roots: Roots, plan: Plan, periods: Mapping[str, Path], planted: str = "nothing"
) -> None:
    """Take in the folders in order; fail on any refusal whose text does not contain `planted`."""
    for period, folder in periods.items():
        result = take_in(roots, plan, plan.periods[period], folder)
        refusals = [remark.text for remark in result.refusals if planted not in remark.text]
        assert not refusals, "\n".join(refusals)
        assert all(submission.accepted for submission in result.submissions)
