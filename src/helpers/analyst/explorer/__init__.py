"""The explorer: one page on which an analyst looks at the results of a plan, period by period."""
