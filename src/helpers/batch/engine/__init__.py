"""Running one notebook in one fresh process: parameters in, executed notebook or a named failure
out. `run.run` is the only way in; no other module knows how a notebook is run."""

from __future__ import annotations

from enum import StrEnum


class EngineName(StrEnum):
    """`warm`: cells in a child forked from a warm server. `standard`: stock papermill."""

    WARM = "warm"
    STANDARD = "standard"
