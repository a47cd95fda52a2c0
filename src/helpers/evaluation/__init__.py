"""From records to verdicts: observations, roll-ups, judging, points, one agency's evaluation.

What this door exports is pure: it opens no file and loads no database, table or workbook library.
`observe` (reads a snapshot), `kept` (stores its result), `known_answers` (reads the store) and
`tables` are imported by name.
"""

from __future__ import annotations

from helpers.evaluation.evaluate import evaluate

__all__ = ["evaluate"]
