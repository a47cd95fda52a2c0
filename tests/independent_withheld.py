"""What a published sum says of the withheld figures in it, by linear programming with scipy.

A withheld figure is a pair: how many are able (or satisfied), and how many are not. What is known
of it by its mark alone, and what the sums say in addition, are linear bounds on these pairs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import numpy as np
from scipy.optimize import linprog

Pair = tuple[int, int]  # able or satisfied, and all
Span = tuple[int, int]
FEWEST_BALLOTS = 5


def names_persons(able: int, everybody: int) -> bool:
    """One or two, all but one or two, or a group of no more than four."""
    return 1 <= everybody <= 4 or able in (1, 2) or everybody - able in (1, 2)


def of_persons(able: int, everybody: int) -> Span:
    """How many may be able, for whom knows how many there are and that it is withheld."""
    if everybody > 4 and able in (1, 2):
        return 1, 2
    if everybody > 4 and everybody - able in (1, 2):
        return everybody - 2, everybody - 1
    return 0, everybody


def spread(
    pairs: Sequence[Mapping[str, Span]],
    sums: Sequence[tuple[Sequence[int], str, Span]],
    which: int,
    what: str,
) -> Span:
    """The least and the most that `what` of one pair can be: `able`, `others`, `all`.

    `pairs`: what each of these is known to lie within. `sums`: of which pairs the sum of what lies
    within which bounds.
    """
    rows = [
        ([n], name, span) for n, known in enumerate(pairs) for name, span in known.items()
    ] + list(sums)
    matrix = np.array([_weights(len(pairs), of, name) for of, name, _ in rows])
    limits = np.array([span for _, _, span in rows])
    goal = _weights(len(pairs), [which], what)
    ends = []
    for sign in (1, -1):
        solved = linprog(
            sign * goal,
            A_ub=np.vstack([matrix, -matrix]),
            b_ub=np.concatenate([limits[:, 1], -limits[:, 0]]),
            bounds=(0, None),
        )
        assert solved.status == 0, "what is published cannot be true"
        ends.append(round(sign * solved.fun, 6))
    return int(np.ceil(ends[0])), int(np.floor(ends[1]))


def _weights(count: int, of: Sequence[int], what: str) -> np.ndarray:
    weights = np.zeros((count, 2))
    columns = {"able": [0], "others": [1], "all": [0, 1]}[what]
    for column in columns:
        weights[list(of), column] = 1
    return weights.ravel()


# ---------------------------------------------------------------- may a sum be published?


def gives_away(pairs: Sequence[Pair], persons: bool, slack: int = 0) -> bool:
    """Whether the sum of withheld figures, known up to `slack`, tells any of them more narrowly
    than its mark: persons within a range of three, ballots within that of 1 to 4."""
    able, everybody = (sum(pair[i] for pair in pairs) for i in (0, 1))
    if persons:
        spans = [of_persons(*pair) for pair in pairs]
        known = [{"able": span} for span in spans]
        whole = (able - slack, able + slack)
        sums = [(range(len(pairs)), "able", whole)]
        return any(
            end - begin < min(2, spans[n][1] - spans[n][0])
            for n in range(len(pairs))
            for begin, end in [spread(known, sums, n, "able")]
        )
    most = FEWEST_BALLOTS - 1
    known = [{"all": (1, most)} for _ in pairs]
    sums = [
        (range(len(pairs)), "able", (able - slack, able + slack)),
        (range(len(pairs)), "others", (everybody - able - slack, everybody - able + slack)),
    ]
    expected = {"all": (1, most), "able": (0, most), "others": (0, most)}
    return any(
        spread(known, sums, n, what) != span
        for n in range(len(pairs))
        for what, span in expected.items()
    )


def alternatives(whole: Pair, pairs: Sequence[Pair], persons: bool) -> Iterator[Pair]:
    """The sums that a published verdict must leave possible: as far from the true one as each
    withheld figure must be free."""
    able, everybody = (sum(pair[i] for pair in pairs) for i in (0, 1))
    if persons:
        spans = [of_persons(*pair) for pair in pairs]
        width = max(min(2, high - low) for low, high in spans)
        low, high = (sum(span[i] for span in spans) for i in (0, 1))
        for count in range(max(low, able - width), min(high, able + width) + 1):
            yield min(whole[1], max(0, whole[0] + count - able)), whole[1]
        return
    most = FEWEST_BALLOTS - 1
    ranges = (
        range(max(0, count - most), min(most * len(pairs), count + most) + 1)
        for count in (able, everybody - able)
    )
    for satisfied, others in product(*ranges):
        extra = satisfied - able
        yield whole[0] + extra, whole[1] + extra + others - (everybody - able)
