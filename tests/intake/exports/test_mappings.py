"""Mappings of exports: those of the project are valid, faults are named with their lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from export_files import FOLDER, SURVEY
from helpers.intake import exports
from helpers.intake.exports.samples import serves
from helpers.plan import ParamsError, load_plan
from province import PROJECT

pytestmark = pytest.mark.intake


def test_the_mappings_of_the_project_are_valid() -> None:
    kinds = [mapping.kind for mapping in exports.load_mappings(PROJECT)]
    assert sorted(kinds) == ["dossiers", "dossiers", "survey", *["totals"] * 6]


def test_only_a_table_of_totals_has_its_unit_in_the_title(tmp_path: Path) -> None:
    path = tmp_path / "survey.yml"
    text = (FOLDER / "survey.yml").read_text("utf-8")
    path.write_text(f"{text}\nunit_in_title: Đơn vị báo cáo\n", "utf-8")
    with pytest.raises(ParamsError, match="«unit_in_title» chỉ dùng cho bảng tổng hợp"):
        exports.load_mapping(path)


def test_each_satisfaction_target_has_its_questions() -> None:
    plan = load_plan(PROJECT, "laocai-2022")
    served = {(t.id, q.id) for q in SURVEY.questions for t in plan.targets if serves(q.id, t)}
    assert served == {
        ("satisfaction", "procedures"),
        ("satisfaction_2025", "procedures"),
        ("satisfaction_fields", "procedures"),
        ("satisfaction_measured", "procedures"),
        ("service_satisfaction", "service"),
        ("health_education_satisfaction", "health"),
        ("health_education_satisfaction", "education"),
    }


@pytest.mark.parametrize(
    ("old", "put", "said"),
    [
        ("id: health", "id: field", "«field» không dùng làm mã câu hỏi"),
        ("id: education", "id: health", "câu hỏi «health» được ghi hai lần"),
        ("id: procedures", "id: service", "thiếu cột bắt buộc «procedures»"),
        ("column: Hài lòng về dịch vụ y tế công lập", "column: Đơn vị", "«health» và «unit»"),
        ("    column: Mức độ hài lòng\n", "", "column"),
        ("optional: [", "optional: [procedures, ", "«procedures» không thể là cột tùy chọn"),
        ("  sampling: Cách", "  health: Cách", "«health» không phải cột"),
        ("  answer:\n", "  answers:\n", "«answer» chưa có bảng giá trị"),
        ("    Hài lòng: satisfied", "    Hài lòng: fine", "«fine» không phải giá trị của «answer»"),
        ("kind: survey", "kind: dossiers", "«health» không dùng làm mã câu hỏi"),
    ],
)
def test_a_fault_of_a_survey_mapping_is_named(
    tmp_path: Path, old: str, put: str, said: str
) -> None:
    assert old in SURVEY_TEXT
    with pytest.raises(ParamsError) as refused:
        loaded(tmp_path, SURVEY_TEXT.replace(old, put, 1))
    assert said in str(refused.value)


ONE_STOP_TEXT, SURVEY_TEXT = (
    (FOLDER / f"{name}.yml").read_text("utf-8") for name in ("one-stop", "survey")
)


def loaded(tmp_path: Path, text: str) -> exports.ExportMapping:
    path = tmp_path / "m.yml"
    path.write_text(text, "utf-8")
    return exports.load_mapping(path)


@pytest.mark.parametrize(
    ("old", "put", "said"),
    [
        ("kind: dossiers", "kind: dossier", "chỉ được ghi một trong: dossiers, survey, totals"),
        ("label: Tệp", "labels: Tệp", "labels"),
        ("  due: Ngày hẹn trả", "  due: Ngày tiếp nhận", "dùng cho cả «due» và «received»"),
        ("  due: Ngày hẹn trả\n", "", "thiếu cột bắt buộc «due»"),
        ("  due: Ngày", "  due_day: Ngày", "«due_day» không phải cột"),
        ("    Trực tuyến: online", "    Trực tuyến: portal", "«portal» không phải giá trị"),
        ('    Mức độ 2: "2"', "    Mức độ 2: 2", "«Mức độ 2» cần là chữ"),
        ("optional: [receiving_code", "optional: [received", "không thể là cột tùy chọn"),
        ("dd/mm/yyyy}", "mm/dd/yyyy}", "chỉ được ghi một trong: dd/mm/yyyy, iso-timestamp"),
        ("dd/mm/yyyy}", "iso-timestamp}", "cần timezone"),
        ("dd/mm/yyyy}", "dd/mm/yyyy, timezone: UTC}", "chỉ dùng với"),
        ("dd/mm/yyyy}", "iso-timestamp, timezone: Asia/Lao_Cai}", "múi giờ «Asia/Lao_Cai»"),
        ('"yes": [Có]\n', "", "cần các từ chỉ có và không"),
        ("  channel:\n    Trực tuyến: online\n", "  field:\n    X: y\n", "không có bảng giá trị"),
        ("kind: dossiers", "kind: dossiers\nkind: survey", "ghi hai lần"),
        ("columns:", "columns: [", "YAML"),
    ],
)
def test_a_fault_of_a_mapping_is_named_with_its_line(
    tmp_path: Path, old: str, put: str, said: str
) -> None:
    assert old in ONE_STOP_TEXT
    with pytest.raises(ParamsError) as refused:
        loaded(tmp_path, ONE_STOP_TEXT.replace(old, put, 1))
    assert said in str(refused.value) and "m.yml, dòng " in str(refused.value)


def test_all_faults_of_a_mapping_are_reported_with_their_lines(tmp_path: Path) -> None:
    text = ONE_STOP_TEXT.replace("  due: Ngày", "  due_day: Ngày").replace(": postal", ": post")
    with pytest.raises(ParamsError) as refused:
        loaded(tmp_path, text)
    lines = text.splitlines()
    at = {fault.line for fault in refused.value.faults}
    assert at >= {
        1 + next(n for n, line in enumerate(lines) if "due_day" in line),
        1 + next(n for n, line in enumerate(lines) if ": post" in line),
    }
