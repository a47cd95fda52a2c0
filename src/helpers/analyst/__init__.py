"""What notebooks and analysts call: opening a period, where a figure comes from, what differs."""

from __future__ import annotations

from helpers.analyst.diff import diff
from helpers.analyst.trace import trace

__all__ = ["diff", "trace"]
