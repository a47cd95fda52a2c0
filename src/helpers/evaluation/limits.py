"""Control limits of a funnel plot: how far a share may be from the pooled one by chance."""

from __future__ import annotations

from itertools import accumulate
from math import exp, lgamma, log, sqrt

COVERAGE = 0.998  # of the outer limits, as in the source


def funnel_limits(pooled: float, n: int, coverage: float = COVERAGE) -> tuple[float, float]:
    """The lowest and the highest share of `n` that are within the limits of chance, if the true
    share is `pooled` (both as fractions of 1; n >= 1).

    Exact binomial limits, interpolated between counts: D. J. Spiegelhalter, "Funnel plots for
    comparing institutional performance", Statistics in Medicine 24 (2005), 1185-1202, appendix
    A.1.1.
    """
    if not 0 < pooled < 1:
        return pooled, pooled
    tail = (1 - coverage) / 2
    low, high = (_quantile(pooled, n, level) / n for level in (tail, 1 - tail))
    return max(0.0, min(1.0, low)), max(0.0, min(1.0, high))


def _quantile(pooled: float, n: int, level: float) -> float:
    """The interpolated number of successes at a level of the binomial distribution. Counts more
    than ten standard deviations below the mean are left out of the sum: they change no digit."""
    spread = sqrt(n * pooled * (1 - pooled))
    first = max(0, int(n * pooled - 10 * spread - 10))
    ways = lgamma(n + 1) - lgamma(first + 1) - lgamma(n - first + 1)
    at_first = exp(ways + first * log(pooled) + (n - first) * log(1 - pooled))
    odds = pooled / (1 - pooled)
    chances = accumulate(
        range(first, n), lambda chance, k: chance * odds * (n - k) / (k + 1), initial=at_first
    )
    total = 0.0
    for count, chance in enumerate(chances, first):
        total += chance
        if total > level:
            return count - (total - level) / chance
    return n
