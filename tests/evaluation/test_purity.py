"""Evaluation needs no database, table or workbook library."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("duckdb", "numpy", "openpyxl", "pandas", "pyarrow", "xlsxwriter")


def test_importing_the_evaluation_loads_no_file_or_table_library() -> None:
    program = f"import sys, helpers.evaluation; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
