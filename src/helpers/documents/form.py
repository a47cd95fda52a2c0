"""What is known of the form of the report: its parts with their sources, and who receives it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter, ValidationError

from helpers import wording
from helpers.model import WrongUse
from helpers.plan.reading import ParamsError, read_yaml

FILE = Path("params", "documents", "report.yml")


@dataclass(frozen=True)
class Element:
    """A part of the form of an administrative document."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    name: str
    source: str  # where it is from, in words
    verified: bool  # whether it was checked against that source


@dataclass(frozen=True)
class Form:
    """The form of the report. `recipients`: with the plan's terms in braces."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    elements: tuple[Element, ...]
    recipients: tuple[str, ...]


FORM: TypeAdapter[Form] = TypeAdapter(Form)


def report_form(root: Path) -> Form:
    """The form as `params` under `root` has it; WrongUse where the file is missing or wrong."""
    try:
        document = read_yaml(FILE.as_posix(), (root / FILE).read_bytes())
        return FORM.validate_python(document.data)
    except (OSError, ParamsError, ValidationError) as error:
        raise WrongUse(wording.report.broken_form(FILE)) from error
