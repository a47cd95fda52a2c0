"""What is reported beside the packets: answers to what came in, what differs, where from."""

from __future__ import annotations

from helpers.report.answers import Answers, write_answers
from helpers.report.diff import diff
from helpers.report.trace import trace

__all__ = ["Answers", "diff", "trace", "write_answers"]
