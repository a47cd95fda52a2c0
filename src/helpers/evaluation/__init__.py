"""From records to verdicts: observations, roll-ups, judging, points, one agency's evaluation.

What this door exports is pure: it opens no file and loads no database, table or workbook library.
`observe` (reads a snapshot), `kept` (stores its result) and `tables` (pandas) are imported by name.
"""

from __future__ import annotations

from helpers.evaluation.evaluate import evaluate
from helpers.evaluation.identity import evaluation_digest

__all__ = ["evaluate", "evaluation_digest"]
