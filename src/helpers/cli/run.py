"""Runs a command; every fault a user can cause is one plain sentence and exit 2."""

from __future__ import annotations

import signal
import sys
from importlib import import_module
from io import TextIOWrapper

import typer

from helpers import wording
from helpers.cli.app import DONE, PARTLY, WRONG, app, say
from helpers.model import PlainFault

# Importing a module registers its commands; the help lists them in this order.
ENTERED = ("lists", "inputs", "appraisal")
for name in (*ENTERED, "results", "card", "documents", "deciding", "signing", "lab"):
    import_module(f"helpers.cli.{name}")


def run() -> int:
    """Run the command of `sys.argv`; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", newline="\n")
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    return _run()


class _Stopped(BaseException):
    """Somebody asked us to stop. Not a KeyboardInterrupt: that one typer answers itself."""


def _stop(number: int, frame: object) -> None:
    signal.signal(number, signal.SIG_IGN)  # once is enough, and what follows must not be cut short
    raise _Stopped


def _run() -> int:
    names = {command.name for command in app.registered_commands}
    called = [word for word in sys.argv[1:2] if word in names]
    try:
        code = app(standalone_mode=False)
        return code if isinstance(code, int) else DONE
    except typer.TyperException as fault:
        # The command whose help is of use: the one called, or `cchc` itself.
        say(wording.command.wrong_command(fault.format_message(), " ".join(["cchc", *called])))
    except PlainFault as fault:
        say(str(fault))
        return fault.exit_code
    except SystemExit:  # by typer, where whoever read our output has seen enough
        return DONE
    except BrokenPipeError:
        raise
    except OSError as fault:
        say(wording.command.file_fault(fault))
    except _Stopped:
        say(wording.command.stopped("".join(called)))
        return PARTLY
    return WRONG
