"""What is reported beside the packets: answers to what came in, what differs, where from."""

from __future__ import annotations

from helpers.report.answers import Answers, write_answers

__all__ = ["Answers", "write_answers"]
