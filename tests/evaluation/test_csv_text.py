"""All CSV of the package is written by the same rules."""

from __future__ import annotations

from helpers.evaluation.csv_text import csv_text


def test_each_kind_of_value_has_one_spelling() -> None:
    row = {"a": True, "b": False, "c": None, "d": 3, "e": 2 / 3, "f": "x,y"}
    assert csv_text([row], list(row), 6) == 'a,b,c,d,e,f\ntrue,false,,3,0.666667,"x,y"\n'
    assert csv_text([{"e": 66.67}], ["e"]) == "e\n66.67\n"
    assert csv_text([], ["a", "b"]) == "a,b\n"


def test_a_text_that_a_spreadsheet_would_run_is_prefixed() -> None:
    rows = [{"reason": text, "comparison": "="} for text in ("=1+1", "-1", "@x", "a=b")]
    lines = csv_text(rows, ["reason", "comparison"]).splitlines()
    assert lines == ["reason,comparison", "'=1+1,=", "'-1,=", "'@x,=", "a=b,="]
