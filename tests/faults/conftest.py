"""No test of a fault may leave a process running."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from batches import left_running


@pytest.fixture(autouse=True)
def nothing_left(tmp_path: Path) -> Iterator[None]:
    """The fork server of the test process may stay; its children may not."""
    yield
    assert left_running(tmp_path) == []
