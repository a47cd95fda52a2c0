"""A child process and the socket to it, which takes the place of its standard input: what it
prints goes nowhere."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any, cast

# On Windows a socket is no file: its description is sent to the process that is to have it.
# The type checker knows these two functions there alone.
_SOCKET = cast("Any", socket.socket)


def start(
    command: Sequence[str], environment: Mapping[str, str] | None = None
) -> tuple[subprocess.Popen[bytes], socket.socket]:
    """The child, started with a command, and our end of its socket."""
    shared = hasattr(_SOCKET, "share")
    nowhere = subprocess.DEVNULL
    ours, theirs = socket.socketpair()
    try:
        with theirs:
            child = subprocess.Popen(
                command,
                stdin=subprocess.PIPE if shared else theirs.fileno(),
                stdout=nowhere,
                stderr=nowhere,
                env=environment,
            )
            if child.stdin is not None:
                with child.stdin as sent:
                    sent.write(cast("Any", theirs).share(child.pid))
    except BaseException:
        ours.close()
        raise
    return child, ours


def parent() -> socket.socket:
    """In a child: its end of the socket."""
    if hasattr(_SOCKET, "share"):
        return cast("Any", socket).fromshare(sys.stdin.buffer.read())
    return socket.socket(fileno=os.dup(sys.stdin.fileno()))
