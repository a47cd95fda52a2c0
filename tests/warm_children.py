"""The limited children of intake, forked from a process that has imported what they need.

An interpreter that imports openpyxl costs 0.4 s of processor time, and the tests of intake start
hundreds. `Server.command` names this file as the program to start in place of a child: it hands
its streams to the server and ends as the fork ends that does the work. A fork runs the child's own
`main`, with its limits, on one call's files only, as a child of the product does.
"""

from __future__ import annotations

import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

STREAMS = (0, 1, 2)


class Server:
    """A server process, started at its first use; it ends with the process that started it."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.address = ""

    def command(self, module: str) -> list[str]:
        """What to start in place of `python -m module`."""
        if self.process is None:
            self.process = self._start()
        return [sys.executable, "-I", "-S", __file__, "ask", self.address, module]

    def _start(self) -> subprocess.Popen[bytes]:
        self.address = tempfile.mktemp(prefix="cchc-tests-")
        # Not of those that tests look for to see whether anything was left running.
        environment = {name: text for name, text in os.environ.items() if name != "CCHC_TESTS"}
        command = [sys.executable, "-P", __file__, "serve", self.address]
        pipe = subprocess.PIPE
        process = subprocess.Popen(command, env=environment, cwd="/", stdin=pipe, stdout=pipe)
        assert process.stdout is not None
        assert process.stdout.read(1)  # it listens
        return process

    def seconds(self) -> float:
        """Processor time of the forks that have ended."""
        if self.process is None:
            return 0
        status = Path(f"/proc/{self.process.pid}/stat").read_text("ascii")
        fields = status.rpartition(")")[2].split()
        return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")


CHILDREN = Server()


def ask(address: str, module: str, arguments: Sequence[str]) -> None:
    """Have the server do the work with the streams of this process, and end as it ended."""
    with socket.socket(socket.AF_UNIX) as server:
        server.connect(address)
        request = {"module": module, "arguments": arguments, "folder": os.getcwd()}
        socket.send_fds(server, [json.dumps(request).encode()], STREAMS)
        for stream in STREAMS:  # whoever reads them sees the end when the fork ends
            os.close(stream)
        status = os.waitstatus_to_exitcode(int(server.recv(16)))
    if status < 0:
        os.kill(os.getpid(), -status)
    os._exit(status)


def serve(address: str) -> None:
    """Fork for every request, until the process that started this one ends."""
    signal.signal(signal.SIGCHLD, _reap)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen()
        os.write(1, b".")
        while 0 not in select.select([listener, 0], [], [])[0]:
            connection, _ = listener.accept()
            content, streams, _, _ = socket.recv_fds(connection, 1 << 16, len(STREAMS))
            request = json.loads(content)
            importlib.import_module(request["module"])
            if os.fork() == 0:
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                listener.close()
                _supervise(connection, streams, request)
            connection.close()
            for stream in streams:
                os.close(stream)
    os.unlink(address)


def _reap(*_: object) -> None:
    try:
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass
    except ChildProcessError:
        return


def _supervise(connection: socket.socket, streams: Sequence[int], request: dict[str, Any]) -> None:
    """Fork the one that works; pass on how it ends, and end it if nobody waits for it any more."""
    worker = os.fork()
    if worker == 0:
        connection.close()
        _work(streams, request)
    for stream in streams:
        os.close(stream)
    ended = os.pidfd_open(worker)
    if connection in select.select([connection, ended], [], [])[0]:
        os.kill(worker, signal.SIGKILL)
    _, status = os.waitpid(worker, 0)
    with suppress(OSError):
        connection.send(str(status).encode())
    os._exit(0)


def _work(streams: Sequence[int], request: dict[str, Any]) -> None:
    for stream, place in zip(streams, STREAMS, strict=True):
        os.dup2(stream, place)
        os.close(stream)
    module = str(request["module"])
    sys.argv = [module, *request["arguments"]]
    os.chdir(request["folder"])
    code = 1
    try:
        sys.modules[module].main()
        code = 0
    except SystemExit as ending:
        code = ending.code if isinstance(ending.code, int) else int(ending.code is not None)
    finally:
        sys.stdout.flush()
        os._exit(code)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["serve", address]:
            serve(address)
        case ["ask", address, module, *arguments]:
            ask(address, module, arguments)
