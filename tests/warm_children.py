"""Run programs of the project as forks of a process that has imported and parsed their needs.

An interpreter that imports openpyxl, as the limited children of intake do, costs 0.4 s of
processor time, one with all that `cchc` needs 1.5 s, and the tests start hundreds. `Server.command`
names this file as the program to start instead: it passes its streams to the server and ends with
the exit status of the fork that does the work. A fork runs the program's own `main`, under its own
limits, for one request.
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
import traceback
import uuid
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

STREAMS = (0, 1, 2)
ABSTRACT = "\0"  # prefix of an abstract socket name
# Modules that a program imports only when needed.
IMPORTED_LATER = {
    "helpers.cli": (
        "helpers.cli.run",
        "helpers.analyst.opening",
        "helpers.intake.check",
        "parsed_params",
    ),
    "approval_status": ("parsed_params",),
}


class Server:
    """A server process, started at its first use; it ends with the process that started it."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.address = ""

    def command(self, module: str) -> list[str]:
        """The command to start instead of the program of a module."""
        if self.process is None:
            self.process = self._start()
        return [sys.executable, "-I", "-S", __file__, "ask", self.address, module]

    def _start(self) -> subprocess.Popen[bytes]:
        self.address = f"cchc-tests-{uuid.uuid4().hex}"
        # Without the mark of this session, so that no test reports the server as left running.
        environment = {name: text for name, text in os.environ.items() if name != "CCHC_TESTS"}
        command = [sys.executable, __file__, "serve", self.address]
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


# Separate, since the limited children should not start with everything a command has imported.
CHILDREN, COMMANDS = Server(), Server()


def forward(address: str, module: str, arguments: Sequence[str]) -> None:
    """Let the server do the work with the streams of this process; exit with its status."""
    with socket.socket(socket.AF_UNIX) as server:
        server.connect(ABSTRACT + address)
        request = {
            "module": module,
            "arguments": arguments,
            "folder": os.getcwd(),
            "environment": dict(os.environ),
        }
        socket.send_fds(server, [json.dumps(request).encode()], STREAMS)
        for stream in STREAMS:  # readers see the end of file when the fork ends
            os.close(stream)
        status = os.waitstatus_to_exitcode(int(server.recv(16)))
    if status < 0:
        os.kill(os.getpid(), -status)
    os._exit(status)


def serve(address: str) -> None:
    """Fork for every request, until the process that started this one ends."""
    signal.signal(signal.SIGCHLD, _reap)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(ABSTRACT + address)
        listener.listen()
        os.write(1, b".")
        while 0 not in select.select([listener, 0], [], [])[0]:
            connection, _ = listener.accept()
            content, streams, _, _ = socket.recv_fds(connection, 1 << 18, len(STREAMS))
            request = json.loads(content)
            for module in (request["module"], *IMPORTED_LATER.get(request["module"], ())):
                importlib.import_module(module)
            if os.fork() == 0:
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                listener.close()
                _supervise(connection, streams, request)
            connection.close()
            for stream in streams:
                os.close(stream)


def _reap(*_: object) -> None:
    try:
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass
    except ChildProcessError:
        return


def _supervise(connection: socket.socket, streams: Sequence[int], request: dict[str, Any]) -> None:
    """Fork the worker, report its exit status, and kill it if the client has gone."""
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
    sys.stdin = open(0, closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115
    module = str(request["module"])
    sys.argv = ["cchc", *request["arguments"]]
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    code = 1
    try:
        sys.modules[module].main()
        code = 0
    except SystemExit as ending:
        code = ending.code if isinstance(ending.code, int) else int(ending.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["serve", address]:
            serve(address)
        case ["ask", address, module, *arguments]:
            forward(address, module, arguments)
