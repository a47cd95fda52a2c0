"""A period as its bodies decide on it: districts accept and return, Sở Nội vụ accepts, a commune
sends again, the province approves; and what pages, reports and commands say of each state."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path

import openpyxl
import pytest

import deciding
from commands import cchc
from helpers.analyst.opening import opened
from helpers.model import Evaluation, SubmissionState, Submitted
from helpers.packets.display.fragment import fragment
from helpers.packets.display.matrix import members
from helpers.packets.display.whole import coverage_lines
from helpers.packets.index import index
from province import PLAN, Province
from ssh_keys import new_signer

pytestmark = pytest.mark.intake

YEAR = "2022-FY"
DESK, OFFICE = "so-noi-vu", "van-phong-ubnd-tinh"
DISTRICT, OTHER_DISTRICT = "083-huyen-muong-khuong", "088-thi-xa-sa-pa"
COMMUNE, SECOND, SILENT = "02764-xa-din-chin", "02779-xa-thanh-binh", "02761-thi-tran-muong-khuong"
ELSEWHERE = "03002-phuong-sa-pa"  # 03001-phuong-sa-pa has not sent either
REASON = "số hồ sơ trực tuyến <lệch> với hệ thống một cửa"
BY_DISTRICT = ("--by", DISTRICT, "--name", "Bà B")
BY_DESK = ("--by", DESK, "--name", "Ông A")


run, states = partial(deciding.run, YEAR), partial(deciding.states, YEAR)


def evaluation(province: Province, agency: str) -> Evaluation:
    return opened(province.roots, PLAN, YEAR).evaluation(agency)


def head(province: Province, agency: str) -> str:
    """The head of a packet."""
    made = evaluation(province, agency)
    return fragment("notebook_header", "", evaluation=made, notices=(), style="").html


def cell(province: Province, agency: str, change: int) -> None:
    """Change one figure in a form of the year."""
    path = province.form(YEAR, agency)
    book = openpyxl.load_workbook(path)
    sheet = book["Số liệu"]
    place = next(c.column for c in sheet[4] if c.value == "Số liệu")
    row = next(r[0].row for r in sheet.iter_rows() if r[0].value == "transfers_electronic")
    sheet.cell(row, place).value += change
    book.save(path)


def change_plan(province: Province, old: str, new: str) -> None:
    path = province.root / "params" / "plans" / PLAN / "plan.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture(scope="module")
def decided(small_province: Province, tmp_path_factory: pytest.TempPathFactory) -> Province:
    """The district of Mường Khương has accepted what its communes have sent and then returned one;
    those of Sa Pa wait; the Department has accepted the other departments and districts."""
    province = small_province.copy(tmp_path_factory.mktemp("decided") / "own")
    assert Counter(states(province).values()) == {"submitted": 9, "open": 2}
    said = run(province, "accept", "--under", DISTRICT, *BY_DISTRICT, code=1)
    assert "chưa nhận biểu (1): UBND thị trấn Mường Khương" in said
    run(province, "return", "--agency", COMMUNE, *BY_DISTRICT, "--reason", REASON)
    run(province, "accept", "--under", "lao-cai", *BY_DESK)
    return province


@pytest.fixture
def own(decided: Province, tmp_path: Path) -> Province:
    return decided.copy(tmp_path / "own")


def test_each_agency_is_in_the_state_that_was_decided(decided: Province) -> None:
    found = states(decided)
    # Two districts, two of the three departments (the Department does not decide on itself) and
    # one commune; two communes of Sa Pa and the Department wait.
    counts = {"accepted": 2 + 2 + 1, "returned": 1, "submitted": 2 + 1, "open": 2}
    assert Counter(found.values()) == counts
    assert (found[COMMUNE], found[SECOND]) == ("returned", "accepted")
    assert (found[ELSEWHERE], found[DESK]) == ("submitted", "submitted")
    draft = {name: evaluation(decided, name).draft for name in (COMMUNE, SECOND, "lao-cai")}
    assert all(draft.values())  # by the plan, only the approval of the period lifts the mark


WRONG = {
    "another district": (("--agency", ELSEWHERE, *BY_DISTRICT), ["thị xã Sa Pa (mã 088"]),
    "the department, of a commune": (("--agency", ELSEWHERE, *BY_DESK), ["mã 088-thi-xa"]),
    "its own": (("--agency", DESK, *BY_DESK), ["mã van-phong-ubnd-tinh"]),
    "unknown": (("--agency", "khong-co", *BY_DESK), ["khong-co"]),
    "nobody decides": (("--agency", "lao-cai", *BY_DESK), ["không phải duyệt riêng"]),
    "accepted before": (("--agency", SECOND, *BY_DISTRICT), ["đã chấp nhận"]),
    "all at once": (
        ("--agency", SECOND, "--agency", ELSEWHERE, *BY_DISTRICT),
        ["đã chấp nhận", "mã 088-thi-xa"],
    ),
    "not sent": (("--agency", SILENT, *BY_DISTRICT), ["Chưa nhận được biểu nào"]),
    "nobody named": (("--agency", ELSEWHERE, "--by", OTHER_DISTRICT, "--name", " "), ["--name"]),
    "neither": (BY_DESK, ["--under"]),
    "both": (("--agency", SECOND, "--under", DISTRICT, *BY_DISTRICT), ["--under"]),
    "nobody under": (("--under", COMMUNE, *BY_DISTRICT), ["trực thuộc"]),
    "under another": (("--under", OTHER_DISTRICT, *BY_DISTRICT), ["mã 088-thi-xa"]),
}


@pytest.mark.parametrize(("words", "said"), WRONG.values(), ids=WRONG)
def test_wrong_use_is_told_and_writes_nothing(
    decided: Province, words: tuple[str, ...], said: list[str]
) -> None:
    journal = decided.roots.data / "store" / PLAN / "journal"
    before = journal.read_bytes()
    sentences = run(decided, "accept", *words, code=2).splitlines()
    assert len(sentences) == len(said)
    assert all(part in line for part, line in zip(said, sentences, strict=True))
    assert journal.read_bytes() == before


def test_a_return_needs_a_reason_and_a_key_its_decider(decided: Province, tmp_path: Path) -> None:
    said = run(decided, "return", "--agency", SECOND, *BY_DISTRICT, "--reason", " ", code=2)
    assert "--reason" in said and said.count("\n") == 1
    key = str(new_signer(tmp_path, "one", "Bà B").key)
    said = run(decided, "sign", "--key", key, "--by", OTHER_DISTRICT, code=2)
    assert "UBND thị xã Sa Pa không có quyết định nào" in said


def test_pages_and_reports_show_the_states(decided: Province, tmp_path: Path) -> None:
    escaped = REASON.replace("<", "&lt;").replace(">", "&gt;")
    assert f"Lý do: {escaped}." in head(decided, COMMUNE)
    assert "Biểu được chấp nhận: UBND huyện Mường Khương (Bà B), ngày" in head(decided, SECOND)
    assert "Biểu đã gửi, chờ duyệt." in head(decided, ELSEWHERE)
    matrix = members(evaluation(decided, DISTRICT)).html
    assert matrix.count(">Chấp nhận<") == 1 and matrix.count(">Trả lại<") == 1
    assert escaped in matrix
    states_of_all = "2 chưa nhận biểu; 3 đã gửi, chờ duyệt; 5 đã chấp nhận; 1 trả lại sau khi nhận"
    of_whole = list(coverage_lines(evaluation(decided, "lao-cai")))
    assert f"Duyệt biểu: {states_of_all}." in of_whole
    at = opened(decided.roots, PLAN, YEAR)
    page = index([at.evaluation(name) for name in at.subjects], {})["index.html"].decode()
    states_of_group = "1 chưa nhận biểu; 2 đã chấp nhận; 1 trả lại sau khi nhận"
    assert f"UBND huyện Mường Khương: {states_of_group}" in page
    assert f"trả lại sau khi nhận: {escaped}" in page
    run(decided, "remind", "--out", str(tmp_path))
    text = next(tmp_path.rglob(f"{DISTRICT}.txt")).read_text("utf-8")
    assert f"  + Biểu bị trả lại: {REASON}" in text
    assert REASON not in next(tmp_path.rglob(f"{OTHER_DISTRICT}.txt")).read_text("utf-8")


def test_the_index_lists_every_group_once_anything_is_decided(decided: Province) -> None:
    at = opened(decided.roots, PLAN, YEAR)
    every = [at.evaluation(name) for name in at.subjects]

    def section(*kept: str) -> str:
        """What is said of decisions where all but those of these agencies are still to be made."""
        waiting = Submitted(SubmissionState.SUBMITTED)
        shown = [
            replace(each, submission=waiting)
            if each.submission and each.agency.id not in kept
            else each
            for each in every
        ]
        page = index(shown, {})["index.html"].decode()
        return page.partition("<dt>Duyệt biểu</dt><dd>")[2].partition("</dd>")[0]

    assert section() == "Chưa có biểu nào được chấp nhận hay trả lại."
    assert section(COMMUNE) == (
        "10 đã gửi, chờ duyệt; 1 trả lại sau khi nhận"
        "<br>Các sở, ban, ngành: 3 đã gửi, chờ duyệt"
        "<br>UBND huyện Mường Khương: 3 đã gửi, chờ duyệt; 1 trả lại sau khi nhận"
        "<br>UBND thị xã Sa Pa: 4 đã gửi, chờ duyệt"
    )


def test_a_changed_figure_undoes_the_decision_on_that_agency_alone(own: Province) -> None:
    before = states(own)
    report = own.roots.data / "intake" / PLAN / YEAR / "intake-report.html"
    for agency in (SECOND, COMMUNE):
        cell(own, agency, -1)
        run(own, "intake")
        assert states(own) == before | {agency: "submitted"}
        assert ("Biểu bị trả lại sau khi nhận" in report.read_text("utf-8")) == (agency == SECOND)
        cell(own, agency, +1)
        run(own, "intake")  # another file with the figures of before: not what was decided on
        assert states(own) == before | {agency: "submitted"}
        run(own, "accept", "--agency", agency, *BY_DISTRICT)
        before[agency] = "accepted"
        assert states(own) == before


def test_the_province_approves_over_what_waits_and_says_so(own: Province) -> None:
    said = run(own, "approve", "--by", "UBND tỉnh")
    assert "6 đơn vị" in said and "UBND huyện Mường Khương (2)" in said
    assert Counter(states(own).values()) == {"approved": 9, "open": 2}
    assert not evaluation(own, COMMUNE).draft
    again = run(own, "accept", "--agency", ELSEWHERE, "--by", OTHER_DISTRICT, "--name", "x", code=2)
    assert "--withdraw" in again
    run(own, "approve", "--by", "UBND tỉnh", "--withdraw")
    assert states(own)[COMMUNE] == "returned"


def test_the_plan_may_demand_more_and_show_sooner(own: Province) -> None:
    change_plan(own, "requires_accepted: false", "requires_accepted: true")
    change_plan(
        own,
        "decided_by: [district], shown_as_approved: approved",
        "decided_by: [district], shown_as_approved: accepted",
    )
    assert set(states(own).values()) == {"submitted", "open"}  # another plan was decided by
    run(own, "accept", "--under", DISTRICT, *BY_DISTRICT, code=1)
    assert {name: evaluation(own, name).draft for name in (COMMUNE, ELSEWHERE, DISTRICT)} == {
        COMMUNE: False,
        ELSEWHERE: True,
        DISTRICT: True,
    }
    assert "DỰ THẢO" not in head(own, COMMUNE) and "DỰ THẢO" in head(own, ELSEWHERE)
    said = run(own, "approve", "--by", "UBND tỉnh", code=2)
    assert "requires_accepted" in said and said.count("\n") == 1
    run(own, "accept", "--under", "lao-cai", *BY_DESK)
    by_other = ("--by", OTHER_DISTRICT, "--name", "Ông C")
    run(own, "accept", "--under", OTHER_DISTRICT, *by_other, code=1)
    run(own, "accept", "--agency", DESK, "--by", OFFICE, "--name", "Ông D")
    run(own, "approve", "--by", "UBND tỉnh")


def test_a_demanded_signature_of_the_district_accepts(own: Province, tmp_path: Path) -> None:
    one, other = new_signer(tmp_path, "one", "Bà B"), new_signer(tmp_path, "other", "Ông C")
    change_plan(
        own,
        "decided_by: [district],",
        "decided_by: [district], signed: true,",
    )
    keys = f"signers: {{{DISTRICT}: ['{one.allowed}'], {OTHER_DISTRICT}: ['{other.allowed}']}}"
    change_plan(own, "    requires_accepted:", f"    {keys}\n    requires_accepted:")
    assert f"--by {DISTRICT}" in run(own, "accept", "--under", DISTRICT, *BY_DISTRICT, code=1)
    assert states(own)[SECOND] == "submitted"
    faults = cchc("verify", "--store", env=own.env)
    assert faults.returncode == 1 and "chưa ký" in faults.stderr
    said = run(own, "sign", "--key", str(other.key), "--by", DISTRICT, code=2)
    assert "không có trong danh sách người ký" in said
    run(own, "sign", "--key", str(one.key), "--by", DISTRICT)
    assert states(own)[SECOND] == "accepted"
    assert "đã ký: Bà B" in head(own, SECOND)
    assert cchc("verify", "--store", env=own.env).returncode == 0


@pytest.mark.batch
def test_packets_are_made_with_the_decision(own: Province) -> None:
    """The fork server reads decisions too, and must not start a thread for it."""
    run(own, "render", "--agency", COMMUNE, "--agency", SECOND)
    packets = own.roots.out / PLAN / YEAR / "packets"
    assert "Biểu bị trả lại: UBND huyện Mường Khương (Bà B)" in (
        packets / f"{COMMUNE}.html"
    ).read_text("utf-8")
    assert "Biểu được chấp nhận" in (packets / f"{SECOND}.html").read_text("utf-8")
    coverage = (own.roots.out / PLAN / YEAR / "coverage.csv").read_text("utf-8")
    assert "failed" not in coverage
