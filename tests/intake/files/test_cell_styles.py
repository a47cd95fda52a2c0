"""What a number format makes of a value: the same number, another one, or nothing at all."""

from __future__ import annotations

from datetime import datetime

import pytest

from helpers.intake.files.cell_styles import CellStyle

SAME = None


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        # thousands and millions only
        ("#,##0,", 142_000, "142"),
        ("0,", 142_400, "142"),
        ("#,##0.0,", 142_400, "142,4"),
        ("0.0,,", 1_500_000, "1,5"),
        ('#,##0,"k"', 142_000, "142k"),
        ("#,##0,;-#,##0,", 142_000, "142"),
        ("[>=1000]#,##0,;0", 142_000, "142"),
        ("[>=1000]#,##0,;0", 142, SAME),
        ("#,##0,", 0, SAME),
        # literal text that changes the number
        ('0"000"', 142, "142000"),
        (r"0\0\0\0", 142, "142000"),
        ('"1"0', 42, "142"),
        ('0" nghìn"', 142, "142 nghìn"),
        ('0" triệu"', 142, "142 triệu"),
        ('0"%"', 85, "85%"),
        (r"0\%", 85, "85%"),
        ('0" hồ sơ"', 142, SAME),
        ("[$-42A]#,##0", 142, SAME),
        ("[Red]#,##0;[Blue]-#,##0", 142, SAME),
        ("# ?/8", 142, SAME),
        ("0.00E+00", 142, SAME),
        # nothing at all
        (";;;", 142, ""),
        (";;", 142, ""),
        ('""', 142, ""),
        ("0;-0;;@", 0, ""),
        ("0;-0;;@", 142, SAME),
        ("#,###", 0, ""),
        ("#", 142, SAME),
        ('"đạt"', 142, "đạt"),
        # the usual ones
        ("General", 142, SAME),
        ("General", 142.5, SAME),
        ("0", 142, SAME),
        ("00000", 142, SAME),
        ("#,##0", 142_000, SAME),
        ("#,##0", 0, SAME),
        ("#,##0.00", 142, SAME),
        ("# ##0", 142_000, SAME),
        (r"#\.##0", 142_000, SAME),
        ("@", 142, SAME),
        (r'_(* #,##0_);_(* \(#,##0\);_(* "-"??_);_(@_)', 142_000, SAME),
        (r'_(* #,##0_);_(* \(#,##0\);_(* "-"??_);_(@_)', 0, SAME),
        ('#,##0;-#,##0;"-"', 0, SAME),
        # texts
        (";;;", "Có", ""),
        ("0;0;0;@", "Có", SAME),
        (";;", "Có", SAME),
        ("@", "Có", SAME),
        # days: 12 October, which m/d/yyyy shows as if it were 10 December
        ("m/d/yyyy", datetime(2022, 10, 12), "10/12/2022"),
        ("mm/dd/yyyy", datetime(2022, 10, 12), "10/12/2022"),
        ("[$-409]m/d/yy h:mm", datetime(2022, 10, 12), "10/12/2022"),
        ("m/d/yyyy", datetime(2022, 10, 13), SAME),
        ("m/d/yyyy", datetime(2022, 10, 10), SAME),
        ("mm-dd-yy", datetime(2022, 10, 12), SAME),  # shown as the reader's country writes days
        ("dd/mm/yyyy", datetime(2022, 10, 12), SAME),
        ("yyyy-mm-dd", datetime(2022, 10, 12), SAME),
        ("d-mmm-yy", datetime(2022, 10, 12), SAME),
        ("mmm d, yyyy", datetime(2022, 10, 12), SAME),
        (";;;", True, SAME),
        # what no program writes, but somebody may
        ('"', 142, ""),
        ("[", 142, "["),
        ("#,##0,", float("inf"), SAME),
        ("#,##0,", 10**400, SAME),
        ("\\", 142, ""),
    ],
)
def test_a_person_sees(code: str, value: object, shown: str | None) -> None:
    assert CellStyle(code).shown(value) == shown
