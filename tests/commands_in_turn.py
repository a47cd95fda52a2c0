"""Runs commands of `cchc` in one process, each with its output in a file of its own.

`python commands_in_turn.py FOLDER`: the commands are lines of JSON on standard input; FOLDER/N.txt
gets what the N-th printed on both streams and, last, its exit code.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from helpers.cli import main


def run(arguments: list[str], path: Path) -> None:
    sys.argv = ["cchc", *arguments]
    with path.open("wb") as file:
        for number in (1, 2):
            os.dup2(file.fileno(), number)
        try:
            main()
        except SystemExit as ending:
            print(ending.code, flush=True)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for number, line in enumerate(sys.stdin.read().splitlines()):
        run(json.loads(line), folder / f"{number}.txt")
