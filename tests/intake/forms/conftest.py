"""Fixtures that read forms as intake does."""

from __future__ import annotations

import pytest

from form_files import PERIOD, PLAN, WIDE, edited, read_form
from helpers import forms
from helpers.intake.forms.workbook import read_forms


@pytest.fixture
def read(tmp_path):
    def read_content(content, period=PERIOD, name="bieu.xlsx"):
        path = tmp_path / name
        path.write_bytes(content)
        return read_form(path, PLAN, period)

    return read_content


@pytest.fixture
def read_all(tmp_path):
    """The sentences on many files read at once, without the file's name."""

    def read_contents(contents):
        paths = [tmp_path / f"{place}.xlsx" for place in range(len(contents))]
        for path, content in zip(paths, contents, strict=True):
            path.write_bytes(content)
        readings = read_forms(paths, PLAN, PERIOD)
        return [
            [r.text.removeprefix(f"Tệp {reading.file}") for r in reading.remarks]
            for reading in readings
        ]

    return read_contents


@pytest.fixture
def read_wide(tmp_path):
    def read_form_of(agency, answers, evidence=None, shown_figures=None, earlier=None, change=None):
        content = forms.filled(WIDE, agency, PERIOD, answers, evidence or {}, shown_figures)
        path = tmp_path / "bieu.xlsx"
        path.write_bytes(edited(change, content) if change else content)
        (reading,) = read_forms([path], WIDE, PERIOD, earlier or {})
        return reading

    return read_form_of
