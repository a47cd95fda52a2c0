"""Who may speak: what only the Department states comes from its own folder alone."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import commands
from helpers import forms, store
from helpers.analyst.opening import open_plan, opened
from helpers.forms import statements
from helpers.forms.statements import StatementKind
from helpers.intake.check import IntakeResult
from helpers.model import Severity, Source, WrongUse
from helpers.packets import display
from pages import read
from province import PLAN, Province, sent_province

pytestmark = pytest.mark.intake

PERIOD = "2022-H1"
DESK = f"{PERIOD}-so-noi-vu"
WARD, FELLOW = "02764-xa-din-chin", "03001-phuong-sa-pa"
TARGET = "digitised_results"
FIGURE: dict[str, str | int] = {
    "numerator": 90,
    "denominator": 100,
    "reason": "Kiểm tra hồ sơ lưu",
    "by": "Sở Nội vụ",
}
OPINION = "Đề nghị tính thêm 12 kết quả"
Edit = Callable[[Path, Path], None]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Province:
    province = sent_province(tmp_path_factory.mktemp("desk"), PERIOD)
    assert province.take_in(PERIOD).refusals == ()
    return province


@pytest.fixture
def own(sent: Province, tmp_path: Path) -> Province:
    return sent.copy(tmp_path / "own")


def appraisal(province: Province, **cells: str | int) -> bytes:
    ward, period = province.plan.agencies[WARD], province.plan.periods[PERIOD]
    figures = {TARGET: FIGURE | cells}
    return statements.filled(province.plan, ward, period, StatementKind.APPRAISAL, figures)


def objection(province: Province, **cells: str | int) -> bytes:
    ward, period = province.plan.agencies[WARD], province.plan.periods[PERIOD]
    entries = {TARGET: {"opinion": OPINION, **cells}}
    return statements.filled(province.plan, ward, period, StatementKind.OBJECTION, entries)


def form_of_whole(province: Province) -> bytes:
    return forms.blank(province.plan, province.plan.province, province.plan.periods[PERIOD])


def appraised(province: Province) -> bool:
    at = opened(province.roots, PLAN, PERIOD).evaluation(WARD)
    result = next(r for r in at.results if r.target.id == TARGET)
    return result.observation is not None and result.observation.source is Source.APPRAISED


def opinion(province: Province) -> str:
    evaluation = opened(province.roots, PLAN, PERIOD).evaluation(WARD)
    return read(display.opinion(evaluation).html).text


def texts(result: IntakeResult) -> list[str]:
    return [remark.text for remark in result.refusals]


# ---------------------------------------------------------------- the attacks


def as_sent(inbox: Path, file: Path) -> None:
    file.rename(inbox / "tham-dinh.xlsx")


def renamed(inbox: Path, file: Path) -> None:
    file.rename(inbox / f"{WARD} bieu.dat")


def in_a_folder(inbox: Path, file: Path) -> None:
    (inbox / "so-noi-vu").mkdir()
    file.rename(inbox / "so-noi-vu" / "tham-dinh.xlsx")


def in_a_folder_of_the_same_name(inbox: Path, file: Path) -> None:
    """As an archive would unpack it."""
    (inbox / DESK).mkdir()
    file.rename(inbox / DESK / "tham-dinh.xlsx")


@pytest.mark.parametrize(
    ("place", "by"),
    [
        (as_sent, "Sở Nội vụ"),
        (as_sent, "so-noi-vu"),
        (as_sent, "Phường Sa Pa, Thị xã Sa Pa"),
        (renamed, "Sở Nội vụ"),
        (in_a_folder, "Sở Nội vụ"),
        (in_a_folder_of_the_same_name, "Sở Nội vụ"),
    ],
)
def test_an_agency_does_not_appraise_itself_in_anybodys_name(
    own: Province, tmp_path: Path, place: Edit, by: str
) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(appraisal(own, by=by))
    place(own.inbox(PERIOD), file)
    (said,) = texts(own.take_in(PERIOD))
    assert "biểu thẩm định chỉ được nhận từ thư mục riêng của Sở Nội vụ" in said
    assert said.startswith("Tệp ") and f"«{DESK}»" in said
    assert not appraised(own)


def test_an_archive_is_not_opened(own: Province) -> None:
    with zipfile.ZipFile(own.inbox(PERIOD) / "gui.zip", "w") as archive:
        archive.writestr(f"../{DESK}/tham-dinh.xlsx", appraisal(own))
    (said,) = texts(own.take_in(PERIOD))
    assert "tệp nén" in said and not appraised(own)


def test_a_fellow_ward_appraises_nobody_not_even_in_the_departments_folder(own: Province) -> None:
    fellow = own.plan.agencies[FELLOW].name
    (own.desk(PERIOD) / "a.xlsx").write_bytes(appraisal(own, by=fellow))
    (said,) = texts(own.take_in(PERIOD))
    assert f"{fellow} không được thẩm định chỉ tiêu này" in said and "ô I" in said
    assert "chỉ Sở Nội vụ và Văn phòng UBND tỉnh được thẩm định" in said
    assert not appraised(own)


def test_an_agency_does_not_answer_its_own_objection(own: Province) -> None:
    file = own.inbox(PERIOD) / "y-kien.xlsx"
    file.write_bytes(objection(own, answer="Sở Nội vụ đồng ý."))
    result = own.take_in(PERIOD)
    assert result.refusals == ()
    (said,) = [r for r in result.remarks if r.file == file.name]
    assert said.severity is Severity.REMARK and "ô E" in said.text
    assert "câu trả lời không do Sở Nội vụ ghi nên không được dùng" in said.text
    shown = opinion(own)
    assert OPINION in shown and "đồng ý" not in shown


def test_a_forged_form_of_the_whole_is_refused_and_is_no_rival(own: Province) -> None:
    (own.inbox(PERIOD) / "lao-cai 2.xlsx").write_bytes(form_of_whole(own))
    result = own.take_in(PERIOD)
    (said,) = texts(result)
    assert "biểu chung của tỉnh chỉ được nhận từ thư mục riêng của Sở Nội vụ" in said
    kept = {s.file: s.accepted for s in result.submissions if s.agency == "lao-cai"}
    assert kept == {"lao-cai 2.xlsx": False, "lao-cai.xlsx": True} and result.losses == ()


# ---------------------------------------------------------------- the Department's own


@pytest.mark.parametrize("below", ["", "thang-6/xa"])
def test_the_department_appraises_from_its_folder(own: Province, below: str) -> None:
    folder = own.desk(PERIOD) / below
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bat ky.xlsx").write_bytes(appraisal(own))
    assert texts(own.take_in(PERIOD)) == [] and appraised(own)


@pytest.mark.parametrize("copied", [True, False])
def test_a_file_in_the_inbox_takes_nothing_from_the_departments(
    own: Province, copied: bool
) -> None:
    (own.desk(PERIOD) / "z.xlsx").write_bytes(appraisal(own))
    sent = appraisal(own) if copied else appraisal(own, numerator=100)
    (own.inbox(PERIOD) / "a.xlsx").write_bytes(sent)
    result = own.take_in(PERIOD)
    assert len(texts(result)) == 1 and "Tệp a.xlsx: " in texts(result)[0]
    (kept,) = store.appraisals(result.snapshot)
    assert (kept.file, kept.numerator) == ("z.xlsx", 90)


def test_the_department_answers_in_a_copy_of_the_objection(own: Province) -> None:
    (own.inbox(PERIOD) / "y-kien.xlsx").write_bytes(objection(own, answer="Tự ghi."))
    (own.desk(PERIOD) / "y-kien.xlsx").write_bytes(objection(own, answer="Tính vào kỳ sau."))
    result = own.take_in(PERIOD)
    assert texts(result) == [] and len(store.objections(result.snapshot)) == 1
    shown = opinion(own)
    assert "Tính vào kỳ sau." in shown and "Tự ghi" not in shown and shown.count(OPINION) == 1


def test_an_answer_to_other_words_than_the_agencys_is_returned(own: Province) -> None:
    (own.inbox(PERIOD) / "y-kien.xlsx").write_bytes(objection(own))
    other = objection(own, opinion="Không có ý kiến", answer="Đã rõ.")
    (own.desk(PERIOD) / "y-kien 2.xlsx").write_bytes(other)
    (said,) = texts(own.take_in(PERIOD))
    assert "Tệp y-kien 2.xlsx, trang «Ý kiến của đơn vị», ô D" in said and "y-kien.xlsx" in said
    assert OPINION in opinion(own) and "Đã rõ" not in opinion(own)


def test_a_form_of_an_agency_in_the_departments_folder_is_its_own_still(own: Province) -> None:
    shutil.move(own.form(PERIOD, WARD), own.desk(PERIOD))
    shutil.move(own.form(PERIOD, "so-noi-vu"), own.desk(PERIOD))
    result = own.take_in(PERIOD)
    assert result.refusals == () and result.losses == ()
    said = [r.text for r in result.remarks if "thư mục này dành cho tệp của Sở Nội vụ" in r.text]
    assert len(said) == 1 and f"{WARD}.xlsx" in said[0]


# ---------------------------------------------------------------- the folder


def test_a_link_or_a_file_is_no_folder_of_the_department(own: Province, tmp_path: Path) -> None:
    desk = own.desk(PERIOD)
    elsewhere = desk.rename(tmp_path / "elsewhere")
    (elsewhere / "a.xlsx").write_bytes(appraisal(own))
    for make in (lambda: desk.symlink_to(elsewhere), lambda: desk.write_bytes(appraisal(own))):
        make()
        said = [text for text in texts(own.take_in(PERIOD)) if DESK in text]
        assert len(said) == 1 and "không phải thư mục thật" in said[0]
        assert not appraised(own)
        desk.unlink()


@pytest.mark.parametrize(
    "name",
    [
        f"{PERIOD}-So-Noi-Vu",
        f"{PERIOD}-Sở Nội vụ",
        f"{PERIOD} so\u031b\u0309-no\u0323\u0302i-vu\u0323",
    ],
)
def test_a_name_that_is_only_like_the_folders_is_named(own: Province, name: str) -> None:
    folder = own.inbox(PERIOD).with_name(name)
    folder.mkdir()
    (folder / "a.xlsx").write_bytes(appraisal(own))
    (said,) = texts(own.take_in(PERIOD))
    assert f"không đúng tên nên không được đọc. Đề nghị đổi tên cho đúng: «{DESK}»" in said
    assert not appraised(own)


def test_simulated_statements_do_not_come_among_real_data(own: Province) -> None:
    (own.inbox(PERIOD) / "origin.yml").unlink()
    with pytest.raises(WrongUse, match=DESK):
        own.take_in(PERIOD)


# ---------------------------------------------------------------- who appraises what


def test_a_target_may_have_appraisers_of_its_own(own: Province) -> None:
    """A level is the agency directly above, not any of that level."""
    path = own.root / "params" / "plans" / PLAN / "procedures.yml"
    text = path.read_text("utf-8")
    line = f"      - id: {TARGET}\n"
    assert text.count(line) == 1
    path.write_text(text.replace(line, f"{line}        appraised_by: [district]\n"), "utf-8")
    changed = Province(own.root, open_plan(PLAN, own.roots))
    above, other = (
        changed.plan.agencies[each].name
        for each in (changed.plan.agencies[WARD].parent, "088-thi-xa-sa-pa")
    )
    for by, fits in ((above, True), (other, False), ("Sở Nội vụ", False)):
        (own.desk(PERIOD) / "a.xlsx").write_bytes(appraisal(changed, by=by))
        said = texts(changed.take_in(PERIOD, replace=True))
        assert (said == []) is fits, said
        assert fits or "UBND cấp huyện trực tiếp quản lý" in " ".join(said)


# ---------------------------------------------------------------- named


def test_each_appraisal_is_named_and_its_denominator_compared(own: Province) -> None:
    (own.desk(PERIOD) / "tham-dinh.xlsx").write_bytes(appraisal(own))
    done = commands.cchc("intake", "--period", PERIOD, env=own.env)
    assert done.returncode == 0, done.stderr
    at = opened(own.roots, PLAN, PERIOD).evaluation(WARD)
    (before,) = next(r for r in at.results if r.target.id == TARGET).others
    reported = f"{before.numerator}/{before.denominator}"
    assert "1 kết quả thẩm định:\n- " in done.stderr and before.denominator != 100
    line = next(text for text in done.stderr.splitlines() if text.startswith("- "))
    assert own.plan.agencies[WARD].name in line
    assert f"đơn vị báo cáo {reported}, tính từ dữ liệu chưa có" in line
    assert "Sở Nội vụ thẩm định 90/100" in line
    asked = f"mẫu số thẩm định (100) khác mẫu số của đơn vị báo cáo ({before.denominator})"
    assert asked in line
    folder = own.roots.data / "intake" / PLAN / PERIOD
    page = (folder / "intake-report.html").read_text("utf-8")
    assert page.index('id="tham-dinh"') < page.index('id="tong-hop"') and asked in page
    assert "tham-dinh.xlsx, trang «Thẩm định», ô E" in page
    sheet = openpyxl.load_workbook(folder / "intake-report.xlsx").worksheets[0]
    assert sheet.title == "Kết quả thẩm định"
    (row,) = sheet.iter_rows(min_row=4, values_only=True)
    assert row[2:5] == (reported, "chưa có", "90/100") and asked in row[6]


def test_an_equal_denominator_is_not_asked_about(own: Province) -> None:
    at = opened(own.roots, PLAN, PERIOD).evaluation(WARD)
    before = next(r for r in at.results if r.target.id == TARGET).observation
    assert before is not None and before.denominator
    same = appraisal(own, numerator=0, denominator=before.denominator)
    (own.desk(PERIOD) / "tham-dinh.xlsx").write_bytes(same)
    done = commands.cchc("intake", "--period", PERIOD, env=own.env)
    assert f"Sở Nội vụ thẩm định 0/{before.denominator}.\n" in done.stderr
