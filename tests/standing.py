"""Whether a process that has just started sees the packet of an agency as approved or as a draft.

Called with the plan, the period and the agency, in the project folder that the environment names.
"""

from __future__ import annotations

import sys

from helpers.analyst.opening import opened
from helpers.plan import find_roots


def main() -> None:
    plan, period, agency = sys.argv[1:]
    evaluation = opened(find_roots(), plan, period).evaluation(agency)
    print("draft" if evaluation.draft else "approved")


if __name__ == "__main__":
    main()
