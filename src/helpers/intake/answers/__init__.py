"""Answers to what came in: the report of an intake, and forms back with their faults marked."""

from __future__ import annotations

from helpers.intake.answers.answers import Answers, write_answers

__all__ = ["Answers", "write_answers"]
