"""The three folders that all paths start from."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from helpers import wording
from helpers.model import Plan, WrongUse, spelling

NOTEBOOKS = "notebooks"  # folder under the root
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Roots:
    """Absolute folders."""

    root: Path  # the project: params, notebooks
    data: Path  # what agencies send, and the store
    out: Path  # packets and tables for readers

    def notebook(self, name: str) -> Path:
        """The file of a notebook."""
        return self.root / NOTEBOOKS / f"{name}.ipynb"


def find_roots(data: str | None = None, out: str | None = None) -> Roots:
    """Roots from the options, else CCHC_ROOT, CCHC_DATA, CCHC_OUT, else the project's own folder.

    The defaults do not depend on the working directory; a relative path that is given does.
    Raises WrongUse where there is neither CCHC_ROOT nor a folder with pyproject.toml and params
    above this file.
    """
    root = _given(None, "CCHC_ROOT") or _project_folder()
    return Roots(
        root=root,
        data=_given(data, "CCHC_DATA") or root / "data",
        out=_given(out, "CCHC_OUT") or root / "rendered",
    )


def desk_folder(plan: Plan, inbox: Path) -> Path:
    """The folder of what the body in charge itself states for the period of `inbox`: next to it
    and named after both, so that nothing unpacked in the inbox can lie there."""
    folder = Path(os.path.abspath(inbox))
    words = WORD.findall(spelling.without_marks(plan.terms.desk))
    return folder.parent / "-".join([folder.name, *words])


def _given(option: str | None, variable: str) -> Path | None:
    text = option or os.environ.get(variable)
    return Path(text).expanduser().resolve() if text else None


def _project_folder() -> Path:
    for folder in Path(__file__).resolve().parents:
        if (folder / "pyproject.toml").is_file() and (folder / "params" / "plans").is_dir():
            return folder
    raise WrongUse(wording.params.NO_PROJECT_FOLDER)
