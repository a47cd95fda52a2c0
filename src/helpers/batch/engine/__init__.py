"""Running one notebook in a process of its own, or of its packet: parameters in, executed notebook
or a named failure out. `run.run` is the only way in: no other module knows how a notebook is run.
"""

from __future__ import annotations

from enum import StrEnum


class EngineName(StrEnum):
    """`warm`: cells in a child forked from a warm server. `fresh`: one process for the notebooks of
    a packet, without fork. `standard`: stock papermill."""

    WARM = "warm"
    FRESH = "fresh"
    STANDARD = "standard"
