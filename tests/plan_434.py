"""How much the plan 434/KH-UBND asks: the only place where tests state these counts."""

CLAUSES = 47  # of part II
THRESHOLDS = 65  # of all targets and levels
FIGURES = 61  # targets with a figure
TASKS = 48  # of part III
AGENCIES = 181  # at the year's end
