"""Answers to an intake: its report, and forms returned with their faults marked."""

from __future__ import annotations

from helpers.intake.answers.answers import Answers, write_answers

__all__ = ["Answers", "write_answers"]
