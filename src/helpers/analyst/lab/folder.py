"""The folder of an analyst's work, and copies of the plan's notebooks in it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from helpers import wording
from helpers.model import OVERVIEW, Agency, Period, Plan, WrongUse
from helpers.plan import Roots
from helpers.plan.roots import NOTEBOOKS
from helpers.store.disk import cells_digest, private_folder, write_whole

SAMPLES = "so-tinh-mau"
RESULTS, INTAKE = "ket-qua", "tiep-nhan"  # where the lab shows results and reports of intake
MARK = "cchc"  # in the metadata of a copy: the digest of its cells as written


def work_folder(roots: Roots, given: str = "") -> Path:
    """The folder of work: as given, else CCHC_WORK, else `work` in the project; made if missing.

    Raises WrongUse for one among data, results, notebooks or code.
    """
    text = given or os.environ.get("CCHC_WORK", "")
    folder = Path(text).expanduser().resolve() if text else roots.root / "work"
    of_project = [roots.root / name for name in (NOTEBOOKS, "params", "src", "tests", "docs")]
    for taken in (roots.data, roots.out, *of_project):
        if folder.resolve().is_relative_to(taken.resolve()):
            raise WrongUse(wording.lab.work_is_taken(folder, taken))
    for other in (roots.root, roots.data, roots.out):
        if other.resolve().is_relative_to(folder.resolve()):
            raise WrongUse(wording.lab.work_is_taken(folder, other))
    folder.mkdir(0o700, parents=True, exist_ok=True)
    return folder


def write_samples(roots: Roots, work: Path) -> list[Path]:
    """Copy every notebook of the project into the folder of samples; the edited ones set aside."""
    written = [
        _write(private_folder(work / SAMPLES) / path.name, json.loads(path.read_bytes()))
        for pattern in ("*.ipynb", "samples/*.ipynb")
        for path in sorted((roots.root / NOTEBOOKS).glob(pattern))
    ]
    return [aside for aside in written if aside is not None]


def write_notebooks(
    roots: Roots, plan: Plan, agency: Agency, period: Period, parts: Sequence[str], work: Path
) -> tuple[list[Path], list[Path]]:
    """Copies of the notebooks of these parts (OVERVIEW or ids of areas) with their parameters set,
    in the agency's folder; which were written, and the edited ones set aside."""
    folder, aside = private_folder(work / agency.id), []
    paths = {part: folder / f"{part}.ipynb" for part in parts}
    for part, path in paths.items():
        area = {} if part == OVERVIEW else {"area": part}
        name = plan.notebook(part, agency.level)
        given = {"plan": plan.id, "agency": agency.id, "period": period.id, **area}
        aside.append(_write(path, _parameterized(roots.notebook(name), given)))
    return list(paths.values()), [path for path in aside if path is not None]


def _parameterized(path: Path, given: Mapping[str, str]) -> dict[str, Any]:
    from papermill.iorw import load_notebook_node
    from papermill.parameterize import parameterize_notebook

    made = parameterize_notebook(load_notebook_node(str(path)), dict(given))
    del made.metadata["papermill"]  # papermill's notes on a run
    return dict(made)


def _write(path: Path, notebook: dict[str, Any]) -> Path | None:
    """Write a copy; where one lies there whose cells were edited, the name it has now."""
    aside = _set_aside(path) if _edited(path) else None
    digest = cells_digest(json.dumps(notebook).encode())
    marked = {**notebook, "metadata": {**notebook["metadata"], MARK: digest}}
    write_whole(path, (json.dumps(marked, ensure_ascii=False, indent=1) + "\n").encode())
    return aside


def _edited(path: Path) -> bool:
    """Whether there is a file that is not a copy as written; outputs do not matter."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return False
    try:
        return bool(json.loads(content)["metadata"][MARK] != cells_digest(content))
    except (ValueError, KeyError, TypeError):
        return True


def _set_aside(path: Path) -> Path:
    n = 1
    while (aside := path.with_stem(f"{path.stem}-{wording.lab.EDITED}-{n}")).exists():
        n += 1
    return path.rename(aside)
