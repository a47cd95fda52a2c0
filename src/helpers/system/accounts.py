"""The account that a process runs under."""

from __future__ import annotations

import os

try:
    import pwd

    HAS_LIST = True
except ImportError:  # Windows has no list of accounts that is a file
    HAS_LIST = False


def is_root() -> bool:
    """Whether this process may do everything."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def user_name() -> str:
    """The name of the process's owner as the system knows it, whatever the environment says; its
    number where the system has no name for it."""
    if not HAS_LIST:
        return os.getlogin()
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())
