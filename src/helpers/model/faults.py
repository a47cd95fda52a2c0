"""Errors that a user can set right."""

from __future__ import annotations


class PlainFault(Exception):
    """Something a user can set right; its text is one plain Vietnamese sentence.

    `exit_code`: how the command line ends. 2: wrong use, or nothing could be done.
    """

    exit_code = 2


class WrongUse(PlainFault):
    """A question that cannot be answered as asked."""
