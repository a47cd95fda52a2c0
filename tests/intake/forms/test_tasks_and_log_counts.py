"""Tasks in a form, agreement with the counts of the log, answers carried over."""

from __future__ import annotations

import subprocess
from datetime import date, datetime

import pytest

from form_files import (
    COMMUNE,
    DISTRICT,
    GOOD,
    OF_DISTRICT,
    PERIOD,
    SHEET,
    WIDE,
    assert_refused,
)
from helpers import forms, store
from helpers.forms import ShownFigures, TaskAnswer
from helpers.intake.check import take_in
from helpers.intake.forms.workbook import read_forms
from helpers.model import Fact, Judgement, Level, Severity
from helpers.plan import Roots, desk_folder

pytestmark = pytest.mark.intake


@pytest.mark.parametrize(
    ("due", "severity", "said"),
    [
        ("30/11/2012", Severity.REFUSED_CELL, "thời hạn 30/11/2012 trước ngày đầu kỳ"),
        ("15/12/2021", None, ""),
        ("31/12/2022", None, ""),
        ("01/01/2023", Severity.REMARK, "thời hạn 01/01/2023 sau năm 2022 của Kế hoạch"),
    ],
)
def test_the_year_of_a_due_day(read_wide, due, severity, said):
    def change(book):
        book["Nhiệm vụ"]["F5"] = due

    answers = {"III.1.1": TaskAnswer(Judgement.UNDER_WAY)}
    remarks = read_wide(DISTRICT, answers, change=change).remarks
    assert [remark.severity for remark in remarks] == ([severity] if severity else [])
    assert all(said in remark.text for remark in remarks)


def test_the_due_day_of_a_task_as_a_date_cell(read_wide):
    def change(book):
        book["Nhiệm vụ"]["F5"] = datetime(2022, 11, 30)
        book["Nhiệm vụ"]["F5"].number_format = "dd/mm/yyyy"

    (fact,) = read_wide(DISTRICT, {"III.1.1": TaskAnswer(Judgement.DONE)}, change=change).facts
    assert fact.due == date(2022, 11, 30)


def test_faults_of_tasks_in_one_pass(read_wide):
    def change(book):
        sheet = book["Nhiệm vụ"]
        sheet["D5"], sheet["E5"], sheet["F5"] = "Xong", "x" * 201, "31/02/2022"
        sheet["E6"], sheet["F6"] = "Phòng CCHC", "30/11/2022"

    assert_refused(
        read_wide(DISTRICT, {}, change=change),
        ", trang «Nhiệm vụ», ô E5: nội dung dài 201 ký tự. Đề nghị ghi không quá 200 ký tự.",
        ", trang «Nhiệm vụ», ô F5: không có ngày «31/02/2022» (ngày trước, tháng sau). "
        "Đề nghị kiểm tra lại.",
        ", trang «Nhiệm vụ», ô D5: «Xong» không có trong danh sách. Đề nghị chọn một trong: "
        "«Đã hoàn thành», «Đang thực hiện», «Chưa thực hiện».",
        ", trang «Nhiệm vụ», ô E6: có «Đơn vị chủ trì» hoặc «Thời hạn» nhưng chưa chọn mức độ; "
        "dòng này không được dùng.",
        ", trang «Nhiệm vụ», ô F6: có «Đơn vị chủ trì» hoặc «Thời hạn» nhưng chưa chọn mức độ; "
        "dòng này không được dùng.",
    )


SHOWN = ShownFigures(counts={"dossiers_on_time": (1240, 1250)})
LOG_CELL = ", trang «Số liệu», ô G10: "  # the commune's answer to the log's counts


@pytest.mark.parametrize(
    ("answer", "reason", "counts"),
    [
        (True, "", (1240, 1250)),
        ("thống nhất ", "", (1240, 1250)),
        ((1240, 1250), "", (1240, 1250)),  # typing the same counts is also agreement
        ((1238, 1249), "sổ 3", (1238, 1249)),
        ("1.250/1.250", "sổ 3", (1250, 1250)),
        ("0/0", "sổ 3", (0, 0)),
    ],
)
def test_counts_agreed_or_different(read_wide, answer, reason, counts):
    evidence = {"dossiers_on_time": reason}
    reading = read_wide(COMMUNE, {"dossiers_on_time": answer}, evidence, SHOWN)
    (fact,) = reading.facts
    assert reading.remarks == ()
    assert (fact.input, fact.value, fact.whole, fact.evidence) == (
        "dossiers_on_time",
        *counts,
        reason,
    )


@pytest.mark.parametrize(
    ("answer", "reason", "shown_figures", "sentence"),
    [
        (
            (1238, 1249),
            "",
            SHOWN,
            "«1.238/1.249» khác số từ dữ liệu nhưng chưa nêu lý do. "
            "Đề nghị ghi lý do, tài liệu ở cột «Tài liệu kiểm chứng».",
        ),
        (
            (1251, 1250),
            "sổ 3",
            SHOWN,
            "«1.251/1.250»: số thứ nhất lớn hơn số thứ hai. Đề nghị kiểm tra hai số này.",
        ),
        (
            (1251, 1250),
            "",
            SHOWN,
            "«1.251/1.250»: số thứ nhất lớn hơn số thứ hai. Đề nghị kiểm tra hai số này. "
            "«1.251/1.250» khác số từ dữ liệu nhưng chưa nêu lý do. "
            "Đề nghị ghi lý do, tài liệu ở cột «Tài liệu kiểm chứng».",
        ),
        (
            "Không thống nhất",
            "sổ 3",
            SHOWN,
            "«Không thống nhất» không phải là hai số cách nhau bằng dấu /. Đề nghị chọn "
            "«Thống nhất», hoặc ghi hai số của đơn vị, ví dụ 1.240/1.250, và nêu lý do ở cột "
            "«Tài liệu kiểm chứng».",
        ),
        (
            True,
            "",
            None,
            "chọn «Thống nhất» nhưng biểu mẫu chưa có số từ dữ liệu. "
            "Đề nghị ghi hai số của đơn vị, ví dụ 1.240/1.250, hoặc để trống.",
        ),
    ],
)
def test_counts_refused(read_wide, answer, reason, shown_figures, sentence):
    evidence = {"dossiers_on_time": reason}
    reading = read_wide(COMMUNE, {"dossiers_on_time": answer}, evidence, shown_figures)
    assert_refused(reading, f"{LOG_CELL}{sentence}")


@pytest.mark.parametrize("evidence", ["sổ 3", ""])
def test_own_counts_while_there_is_no_log(read_wide, evidence):
    """As the guide says: «ghi hai số của đơn vị hoặc để trống». No counts to compare with."""
    said = {"dossiers_on_time": evidence}
    reading = read_wide(COMMUNE, {"dossiers_on_time": (7, 8)}, said)
    (fact,) = reading.facts
    assert (fact.value, fact.whole, reading.remarks) == (7, 8, ())


def test_counts_typed_into_the_grey_column_are_reported(read_wide):
    def change(book):
        book[SHEET]["F10"] = "7/8"

    (remark,) = read_wide(COMMUNE, {"one_stop_scope": 9}, change=change).remarks
    assert remark.severity is Severity.REMARK
    assert "ô F10: có nội dung gõ vào cột nền xám trong khi ô số liệu cùng dòng" in remark.text


def test_agreement_with_counts_that_were_changed(read_wide):
    def change(book):
        book[SHEET]["F10"] = "1.250/1.250"

    assert_refused(
        read_wide(COMMUNE, {"dossiers_on_time": True}, shown_figures=SHOWN, change=change),
        f"{LOG_CELL}số từ dữ liệu ở ô F10 là «1.250/1.250», khi cấp biểu mẫu là «1.240/1.250». "
        "Đề nghị không sửa ô nền xám; nếu không thống nhất thì ghi hai số của đơn vị.",
    )


def before(value):
    fact = Fact(
        agency="so-noi-vu",
        level=Level("province"),
        input="own_plan",
        value=value,
        judgement=None,
        evidence="KH 2",
        whole=None,
        lead="",
        due=None,
        file="cu.xlsx",
        sheet="Đơn vị",
        cell="E6",
    )
    return forms.facts_by_key([fact])


@pytest.mark.parametrize(
    ("value", "typed", "kept"), [(1, "", "KH 2"), (0, "", "KH 2"), (1, "KH 9", "KH 9")]
)
def test_an_answer_carried_over_with_its_evidence(read_wide, value, typed, kept):
    answers, evidence = {"own_plan@so-noi-vu": "Không thay đổi"}, {"own_plan@so-noi-vu": typed}
    (fact,) = read_wide(WIDE.province, answers, evidence, earlier=before(value)).facts
    assert (fact.value, fact.evidence, fact.file) == (value, kept, "bieu.xlsx")


def test_nothing_to_carry_over(read_wide):
    answers = {"own_plan@so-du-lich": "Không thay đổi", "inspected@so-noi-vu": "Không thay đổi"}
    sentence = (
        "chọn «Không thay đổi» nhưng chưa có câu trả lời nào được nhận ở kỳ trước. "
        "Đề nghị chọn «Có» hoặc «Không»."
    )
    assert_refused(
        read_wide(WIDE.province, answers, earlier=before(1)),
        f", trang «Đơn vị», ô C6: {sentence}",
        f", trang «Đơn vị», ô E7: {sentence}",
    )


def test_a_folder_carries_over_from_the_latest_earlier_period(tmp_path):
    """The answer of 6 tháng and its evidence are carried into the year, through the store."""
    roots = Roots(tmp_path, tmp_path / "data", tmp_path / "out")
    sent = {
        "2022-H1": ({"own_plan@so-noi-vu": True}, {"own_plan@so-noi-vu": "KH 2"}),
        "2022-FY": ({"own_plan@so-noi-vu": "Không thay đổi"}, {}),
    }
    for name, (answers, evidence) in sent.items():
        period = WIDE.periods[name]
        folder = tmp_path / name
        desk = desk_folder(WIDE, folder)
        desk.mkdir()
        (desk / "a.xlsx").write_bytes(forms.filled(WIDE, WIDE.province, period, answers, evidence))
        result = take_in(roots, WIDE, period, folder)
        assert result.refusals == ()
        (fact,) = store.facts(result.snapshot)
        assert (fact.agency, fact.value, fact.evidence) == ("so-noi-vu", 1, "KH 2")
    # Carried-over answers depend on the earlier snapshot, so it is an input.
    assert [f.file for f in result.snapshot.files] == ["2022-H1", "a.xlsx"]


def test_a_form_saved_by_libreoffice(tmp_path):
    forms_of = {
        DISTRICT: (OF_DISTRICT | {"III.1.1": TaskAnswer(Judgement.DONE)}, None),
        COMMUNE: (GOOD | {"dossiers_on_time": True}, SHOWN),
    }
    for agency, (answers, shown_figures) in forms_of.items():
        path = tmp_path / f"{agency.id}.xlsx"
        path.write_bytes(forms.filled(WIDE, agency, PERIOD, answers, {}, shown_figures))
        command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
        command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", tmp_path / "saved"]
        subprocess.run([*command, path], check=True, capture_output=True, timeout=120)
        readings = read_forms([path, tmp_path / "saved" / path.name], WIDE, PERIOD)
        assert readings[0].facts and readings[0].facts == readings[1].facts
        assert readings[1].remarks == ()
