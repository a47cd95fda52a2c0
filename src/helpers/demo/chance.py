"""Random integers: the same seed gives the same numbers on any machine."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


def stream(seed: int, *names: str) -> np.random.Generator:
    """A separate stream for each use: one more draw changes no other."""
    return np.random.Generator(np.random.PCG64([seed, *(zlib.crc32(n.encode()) for n in names)]))


def per_mille(seed: int, name: str, size: int) -> Ints:
    """`size` integers from 0 to 999."""
    return stream(seed, name).integers(0, 1000, size)


@lru_cache(maxsize=1 << 17)
def dice(seed: int, *names: str) -> int:
    """One integer from 0 to 999."""
    return int(stream(seed, *names).integers(0, 1000))


def table(weighted: Sequence[tuple[int, int]]) -> Ints:
    """(value, weight) pairs as 1,000 equally likely entries, indexed by `per_mille`."""
    bounds = np.cumsum([0, *(weight for _, weight in weighted)])
    sizes = np.diff(1000 * bounds // bounds[-1])
    return np.repeat([value for value, _ in weighted], sizes).astype(np.int64)
