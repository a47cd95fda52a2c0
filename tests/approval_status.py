"""Program: prints whether the packet of an agency is approved or a draft, in a new process.

Arguments: plan, period, agency; the project folder is given by the environment.
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
