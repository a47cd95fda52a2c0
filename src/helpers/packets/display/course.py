"""An agency among its peers and over time, for the annex."""

from __future__ import annotations

from helpers import wording
from helpers.model import WHOLE, Evaluation
from helpers.packets.display.brief import standing_box
from helpers.packets.display.charts import comparison, trend
from helpers.packets.display.first_screen import tally_line
from helpers.packets.display.fragment import Fragment, fragment, joined


def course(evaluation: Evaluation) -> Fragment:
    """The results in one sentence; of an agency its place and the comparison with its peers; then
    the share on time over the periods of the year."""
    of_peers = () if evaluation.agency.level == WHOLE else (comparison(evaluation),)
    shown = (standing(evaluation), *of_peers, trend(evaluation))
    return joined(*(part for part in shown if part.html))


def standing(evaluation: Evaluation) -> Fragment:
    """The number of targets by verdict, and of an agency where that is among the
    peers."""
    words = tally_line(evaluation)
    if evaluation.agency.level != WHOLE:
        box = standing_box(evaluation)
        words = wording.brief.place_of(words, box.big, *box.lines)
    return fragment("sentence", words, words=words)
