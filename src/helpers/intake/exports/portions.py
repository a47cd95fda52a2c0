"""Something long in portions of bearable size, two of them worked on at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import BinaryIO, TypeVar, cast

BOTH = 2  # portions looked at side by side
T = TypeVar("T")


def whole_lines(file: BinaryIO, size: int) -> Iterator[bytes]:
    """The rest of a file in portions of about `size` bytes; each ends with a line, or with the
    file."""
    rest = b""
    while read := file.read(size):
        end = read.rfind(b"\n") + 1
        if end:
            yield rest + read[:end]
            rest = read[end:]
        else:
            rest += read
    if rest:
        yield rest


def all_hold(holds: Callable[[T], bool], portions: Iterable[T]) -> bool:
    """Whether it holds of every portion; after the first of which it does not, few are read."""
    with ThreadPoolExecutor(BOTH) as pool:
        judged: deque[Future[bool]] = deque()
        for portion in portions:
            judged.append(pool.submit(holds, portion))
            if len(judged) > BOTH and not judged.popleft().result():
                return False
        return all(each.result() for each in judged)


def ahead(portions: Iterator[T]) -> Iterator[T]:
    """The same, the next one being read while the last is worked on."""
    end = object()
    with ThreadPoolExecutor(1) as reader:
        coming = reader.submit(next, portions, end)
        while (portion := coming.result()) is not end:
            coming = reader.submit(next, portions, end)
            yield cast(T, portion)
