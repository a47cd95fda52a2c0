"""Makes every Python that has this folder on its path one without what Windows lacks.

Gone are the modules fcntl, resource, pwd and ctypes (for our code and for libraries, not for the
standard library and psutil, which have their own ways on Windows), fork, process groups, alarms,
accounts, symbolic links, /proc, and opening a folder. What our code uses on Windows instead has a
stand-in: `msvcrt.locking` by locks of byte ranges, `socket.share` by a socket of the system.
"""

from __future__ import annotations

import builtins
import errno
import fcntl
import importlib
import io
import os
import shutil
import signal
import socket
import sys
import threading
import uuid
from collections.abc import Callable
from contextlib import suppress
from types import FrameType, SimpleNamespace
from typing import Any

MODULES = {"fcntl", "resource", "pwd", "grp", "termios", "posix"}
OF_OUR_CODE = {"ctypes"}  # libraries use it on Windows too
NAMES = {
    os: "fork forkpty killpg getpgid setsid getuid geteuid symlink O_DIRECTORY O_NOFOLLOW pread"
    " pidfd_open mkfifo chown",
    signal: "SIGALRM SIGXCPU alarm setitimer",
}
EXCEPTED = {"psutil", *sys.stdlib_module_names}
NO_PROC = "/proc"


def _caller(frame: FrameType | None, passed_over: set[str]) -> str:
    """The package of the nearest caller that is none of these."""
    while frame is not None:
        package = str(frame.f_globals.get("__name__", "")).partition(".")[0]
        if package == "__main__":  # a module of ours that is run
            package = "helpers"
        if package not in passed_over and package != __name__:
            return package
        frame = frame.f_back
    return ""


_import, _import_module = builtins.__import__, importlib.import_module


def _hiding_import(name: str, names: Any = None, *rest: Any, **named: Any) -> Any:
    package = _caller(sys._getframe().f_back, {"importlib"})
    hidden = name in MODULES and package not in EXCEPTED
    if hidden or (name in OF_OUR_CODE and package == "helpers"):
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    return _import(name, names, *rest, **named)


def _with_stand_ins(name: str, package: str | None = None) -> Any:
    return MSVCRT if name == "msvcrt" else _import_module(name, package)


def _locking(handle: int, how: int, size: int) -> None:
    """As Windows does: a byte that another process has locked is an error."""
    kind = fcntl.LOCK_UN if how == MSVCRT.LK_UNLCK else fcntl.LOCK_EX | fcntl.LOCK_NB
    try:
        fcntl.lockf(handle, kind, size, 0, os.SEEK_CUR)
    except OSError as fault:
        if fault.errno != errno.EBADF:
            raise
        fcntl.lockf(handle, fcntl.LOCK_SH | fcntl.LOCK_NB, size, 0, os.SEEK_CUR)  # read only


MSVCRT = SimpleNamespace(LK_UNLCK=0, LK_NBLCK=2, locking=_locking)


def _share(self: socket.socket, process: int) -> bytes:
    """The address at which another process gets this socket, once."""
    address, handle = f"\0cchc-{uuid.uuid4().hex}", os.dup(self.fileno())
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen()
    listener.settimeout(30)

    def give() -> None:
        with suppress(TimeoutError), listener, listener.accept()[0] as taker:
            socket.send_fds(taker, [b"x"], [handle])
        os.close(handle)  # or nobody would see that a process has ended before it took it

    threading.Thread(target=give, daemon=True).start()
    return address.encode()


def _from_share(described: bytes) -> socket.socket:
    with socket.socket(socket.AF_UNIX) as giver:
        giver.connect(described.decode())
        return socket.socket(fileno=socket.recv_fds(giver, 1, 1)[1][0])


def _without_proc(call: Callable[..., Any], opens: bool = False) -> Callable[..., Any]:
    """The call, for which there is no /proc; with `opens`, and no folder can be opened."""

    def checked(path: Any = ".", *rest: Any, **named: Any) -> Any:
        text = path if isinstance(path, int) else os.fspath(path)
        if not isinstance(text, int):
            if (
                str(text).startswith(NO_PROC)
                and _caller(sys._getframe().f_back, STDLIB) != "psutil"
            ):
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
            if opens and os.path.isdir(text):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return call(path, *rest, **named)

    return checked


STDLIB = set(sys.stdlib_module_names)
# Chosen by sys.platform, it binds names that are deleted below: it is loaded before that.
importlib.import_module("platformdirs.unix")
for module, names in NAMES.items():
    for each in names.split():
        delattr(module, each)
shutil._use_fd_functions = False  # its way where folders open
builtins.__import__ = _hiding_import
importlib.import_module = _with_stand_ins
os.getlogin = lambda: "nguoi-dung"  # which on Linux needs a terminal
socket.socket.share = _share  # only Windows has it
socket.fromshare = _from_share
for name in ("stat", "lstat", "listdir", "scandir", "readlink"):
    setattr(os, name, _without_proc(getattr(os, name)))
os.open = _without_proc(os.open, opens=True)
builtins.open = io.open = _without_proc(io.open)  # the same call
