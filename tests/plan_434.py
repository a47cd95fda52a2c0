"""Counts of the plan 434/KH-UBND: the only place where tests state them."""

CLAUSES = 47  # of part II
THRESHOLDS = 65  # of all targets and levels
FIGURES = 61  # targets with a figure
TASKS = 48  # of part III
AGENCIES = 181  # at the year's end
