"""Workbooks that agencies send, and the statements on results, cell by cell."""
