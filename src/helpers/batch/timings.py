"""How long earlier batches took, so that the next one can be estimated. Kept in a log among the
data: nothing under `rendered/` holds a clock reading."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

LATEST = 5


@dataclass(frozen=True)
class Timing:
    """One batch: how it was run, seconds until its first packet and until its last."""

    way: str
    packets: int
    first: float
    last: float


def timings_file(data: Path) -> Path:
    """Where the timings are kept."""
    return data / "log" / "timings.jsonl"


def keep(path: Path, timing: Timing) -> None:
    """Add a batch to the log."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as log:
        log.write(json.dumps(asdict(timing)) + "\n")


def estimate(path: Path, way: str, packets: int) -> float | None:
    """Seconds that so many packets will take, from the latest batches run the same way; None
    where there was none, or where it cannot be told what one more packet takes."""
    alike = [t for t in _read(path) if t.way == way][-LATEST:]
    more = [(t.last - t.first) / (t.packets - 1) for t in alike if t.packets > 1]
    if not alike or (packets > 1 and not more):
        return None
    return median(t.first for t in alike) + (packets - 1) * (median(more) if more else 0)


def _read(path: Path) -> list[Timing]:
    """The log's batches; a line that cannot be read is no loss."""
    if not path.is_file():
        return []
    found = []
    for line in path.read_text("utf-8", "replace").splitlines():
        try:
            found.append(Timing(**json.loads(line)))
        except (ValueError, TypeError):
            continue
    return found
