"""How long earlier batches took, to estimate the next one. The log is among the data, for nothing
under `rendered/` may depend on the clock."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from helpers.store.disk import private_files, private_folder

LATEST = 5


@dataclass(frozen=True)
class Timing:
    """One batch: its speed class (`RenderOptions.speed_class`), and the seconds until its first
    packet and until its last."""

    speed_class: str
    packets: int
    first: float
    last: float


def timings_file(data: Path) -> Path:
    """The log of a data folder."""
    return data / "log" / "timings.jsonl"


def keep(path: Path, timing: Timing) -> None:
    """Add a batch to the log; where it cannot be written, the next estimate does without."""
    with suppress(OSError):
        private_folder(path.parent)
        with private_files(), path.open("a", encoding="utf-8", newline="\n") as log:
            log.write(json.dumps(asdict(timing)) + "\n")


def estimate(path: Path, speed_class: str, packets: int) -> float | None:
    """Seconds that so many packets will take, from the latest batches of the same speed class;
    None if there was none, or none that shows what one more packet takes."""
    alike = [t for t in _read(path) if t.speed_class == speed_class][-LATEST:]
    more = [(t.last - t.first) / (t.packets - 1) for t in alike if t.packets > 1]
    if not alike or (packets > 1 and not more):
        return None
    return median(t.first for t in alike) + (packets - 1) * (median(more) if more else 0)


def _read(path: Path) -> list[Timing]:
    """The log's batches; lines that cannot be read are left out."""
    timings = []
    try:
        lines = path.read_text("utf-8", "replace").splitlines()
    except OSError:  # no batch yet, or not to be read
        return []
    for line in lines:
        with suppress(ValueError, TypeError):
            timings.append(Timing(**json.loads(line)))
    return timings
