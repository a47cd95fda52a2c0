"""After every fault nothing of ours is left running, looked for by name and by folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from batches import left_running


@pytest.fixture(autouse=True)
def nothing_left(tmp_path: Path) -> Iterator[None]:
    """The server of the test process itself may stay; whatever it has started may not."""
    yield
    assert left_running(tmp_path) == []
