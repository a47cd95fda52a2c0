"""The agency of a row's unit, and the treatment of units that cannot be identified."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from export_files import MUONG_KHUONG, ONE_STOP, PERIOD, PLAN, SA_PA, export, read, texts
from helpers.intake import exports

pytestmark = pytest.mark.intake


THANH_BINH = "UBND xã Thanh Bình"


def unit(tmp_path: Path, code: str, name: str, **row: str) -> tuple[dict[str, Any], str]:
    reading = read(tmp_path, {"competent_code": code, "competent_unit": name, **row})
    return reading.table.to_pylist()[0], texts(reading)


@pytest.mark.parametrize(
    ("code", "name", "agency"),
    [
        ("03022", THANH_BINH, SA_PA),
        ("02779", THANH_BINH, MUONG_KHUONG),
        ("02779", "UBND xã Thanh Bình, huyện Mường Khương", MUONG_KHUONG),
        ("02779", "", MUONG_KHUONG),
        ("", "UBND xã Thanh Bình, thị xã Sa Pa", SA_PA),
        ("088", "UBND thị xã Sa Pa", "088-thi-xa-sa-pa"),
        ("", "UBND thị xã Sa Pa", "088-thi-xa-sa-pa"),
        ("", "Sở Văn hóa, Thể thao và Du lịch", "so-van-hoa-the-thao-va-du-lich"),
    ],
)
def test_an_identifiable_unit(tmp_path: Path, code: str, name: str, agency: str) -> None:
    row, said = unit(tmp_path, code, name)
    assert (row["competent"], row["unit"], said) == (agency, "", "")


@pytest.mark.parametrize(
    ("name", "agency"),
    [
        ("Sở Văn hoá, Thể thao và Du lịch", "so-van-hoa-the-thao-va-du-lich"),
        ("SỞ VĂN HOÁ, THỂ THAO VÀ DU LỊCH", "so-van-hoa-the-thao-va-du-lich"),
        ("Ủy ban nhân dân thị xã Sa Pa", "088-thi-xa-sa-pa"),
        ("Uỷ ban nhân dân thị xã Sa Pa", "088-thi-xa-sa-pa"),
        ("ỦY BAN NHÂN DÂN  xã Thanh Bình, thị xã Sa Pa", SA_PA),
    ],
)
def test_either_placement_of_a_tone_mark_and_ubnd_in_full_are_the_same_unit(
    tmp_path: Path, name: str, agency: str
) -> None:
    row, said = unit(tmp_path, "", name)
    assert (row["competent"], row["unit"], said) == (agency, "", "")


def test_ubnd_in_full_with_two_candidates_is_still_a_question(tmp_path: Path) -> None:
    row, said = unit(tmp_path, "", "Uỷ ban nhân dân xã Thanh Bình")
    assert row["competent"] is None and "có hai đơn vị trùng tên" in said


LISTED = {
    "UBND TX Sa Pa": "088",
    "VH-TT-DL": "Sở Văn hóa, Thể thao và Du lịch",
    "Thanh Bình": THANH_BINH,
    "Cũ": "Sở Không Có",
}


@pytest.mark.parametrize(
    ("code", "name", "agency", "said"),
    [
        ("", "UBND tx  SA PA", "088-thi-xa-sa-pa", ""),
        ("088", "UBND TX Sa Pa", "088-thi-xa-sa-pa", ""),
        ("02779", "UBND TX Sa Pa", None, "mã «02779» là của UBND xã Thanh Bình"),
        ("", "vh-tt-dl", "so-van-hoa-the-thao-va-du-lich", ""),
        ("03022", "Thanh Bình", SA_PA, ""),
        ("", "Thanh Bình", None, "có hai đơn vị trùng tên"),
        ("", "Cũ", None, "không có đơn vị tên"),
    ],
)
def test_a_spelling_that_the_mapping_lists_is_the_unit_it_means(
    tmp_path: Path, code: str, name: str, agency: str | None, said: str
) -> None:
    mapping = ONE_STOP.model_copy(update={"units": LISTED})
    path = export(tmp_path / "x.csv", {"competent_code": code, "competent_unit": name})
    reading = exports.read_rows(path, mapping, PLAN, PERIOD)
    assert reading.table.to_pylist()[0]["competent"] == agency
    assert said in texts(reading) and bool(said) == bool(reading.remarks)


@pytest.mark.parametrize(
    ("code", "name", "said"),
    [
        # both communes have the name: neither is chosen
        (
            "",
            THANH_BINH,
            "«UBND xã Thanh Bình» có hai đơn vị trùng tên (02779, huyện Mường Khương; 03022, "
            "thị xã Sa Pa). Đề nghị ghi thêm mã đơn vị; phần mềm không tự chọn.",
        ),
        # code and name of different agencies
        ("02779", "UBND xã Thanh Bình, thị xã Sa Pa", "mã «02779» là của UBND xã Thanh Bình, h"),
        ("03022", "UBND thị xã Sa Pa", "mã «03022» là của UBND xã Thanh Bình, thị xã Sa Pa"),
        ("03022", "UBND xã Thánh Bình", "mã «03022» là của"),
        ("088", "Sở Nội vụ", "mã «088» là của UBND thị xã Sa Pa"),
        # an unknown code, or one without its leading zero: suggested, never joined
        ("2779", THANH_BINH, "Gần nhất: UBND xã Thanh Bình, huyện Mường Khương (02779)"),
        ("99999", "Sở Nội vụ", "không có đơn vị mang mã «99999» (tên ghi là «Sở Nội vụ»)"),
        # similar names are suggested, never joined; tone marks matter
        ("", "UBND TX Sa Pa", "Gần nhất: UBND thị xã Sa Pa (088)"),
        ("", "Sở Nội vu", "Gần nhất: Sở Nội vụ"),
        ("", "Sở Văn hóa", "không có đơn vị tên «Sở …»"),
        ("", "SỞ", "không có đơn vị tên «SỞ»"),
    ],
)
def test_an_unidentified_unit_counts_for_no_agency(
    tmp_path: Path, code: str, name: str, said: str
) -> None:
    row, text = unit(tmp_path, code, name)
    assert (row["competent"], row["central"]) == (None, False)
    # Kept are texts that cannot name a person: names in the plan, words for kinds of bodies.
    kept = row["unit"].split()
    assert row["unit"] == name or (kept[-1] == "…" and name.startswith(" ".join(kept[:-1])))
    assert text.startswith("Tệp x.csv, dòng 2: ") and said in text


def test_central_bodies_count_for_no_agency_without_a_remark(tmp_path: Path) -> None:
    row, said = unit(tmp_path, "G01.33", "Công an tỉnh Lào Cai")
    assert (row["competent"], row["central"], said) == (None, True, "")


@pytest.mark.parametrize(
    ("name", "received", "done", "questioned"),
    [
        ("Sở Du lịch", "01/03/2022", "20/04/2022", True),
        ("Sở Du lịch", "01/03/2022", "21/04/2022", False),
        ("Sở Du lịch", "01/03/2022", "", False),
        ("Sở Văn hóa, Thể thao và Du lịch", "20/04/2022", "", False),
        ("Sở Văn hóa, Thể thao và Du lịch", "21/04/2022", "", True),
    ],
)
def test_a_unit_outside_its_period_of_existence_is_accepted_with_a_remark(
    tmp_path: Path, name: str, received: str, done: str, questioned: bool
) -> None:
    row, said = unit(tmp_path, "", name, received=received, done=done, due="30/04/2022")
    assert row["competent"] is not None
    assert ("không hoạt động" in said) is questioned


def test_a_name_used_twice_means_the_agency_existing_in_the_period(tmp_path: Path) -> None:
    """Two agencies of one name, one of which ended earlier: only the existing one is involved."""
    gone = replace(
        PLAN.agencies["so-noi-vu"], id="so-noi-vu-cu", start=date(2000, 1, 1), end=date(2010, 1, 1)
    )
    plan = replace(PLAN, agencies={gone.id: gone, **PLAN.agencies})
    assert read(tmp_path, {}, plan=plan).table.to_pylist()[0]["competent"] == "so-noi-vu"
    reading = read(tmp_path, {}, plan=plan, period=None)
    assert "có hai đơn vị trùng tên" in texts(reading)


def test_many_unknown_units_are_cut_and_counted(tmp_path: Path) -> None:
    reading = read(tmp_path, *({"competent_unit": f"Đơn vị {n}"} for n in range(60)))
    assert len(reading.remarks) == 50 + 1
    assert "còn 10 cách ghi đơn vị khác" in reading.remarks[-1].text
    assert reading.counts["unit_in_question"] == 60


def test_without_a_plan_units_are_kept_as_spelled(tmp_path: Path) -> None:
    reading = exports.read_rows(export(tmp_path / "x.csv", {"competent_unit": "Ai đó"}), ONE_STOP)
    assert reading.table.to_pylist()[0]["unit"] == "Ai đó"
    assert reading.remarks == ()
