"""Thẩm định: a draft is answered as an intake would, the file is what somebody fills in by hand,
and an intake makes of it what was shown before."""

from __future__ import annotations

import asyncio
import os
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from explored import page, same

from batches import run_cchc
from helpers import store, wording
from helpers.analyst.explorer import appraisal_file
from helpers.analyst.explorer.appraising import Subject, checked, workbook
from helpers.analyst.explorer.choice import Choice, Event, Tab, as_text, from_text, step
from helpers.analyst.explorer.desk import appraise, subject_of
from helpers.analyst.explorer.intake_run import Intake, IntakeRun
from helpers.analyst.explorer.screen import Screen
from helpers.analyst.explorer.source import Source
from helpers.analyst.explorer.views import shown
from helpers.analyst.lab.server import VIEW_ONLY
from helpers.forms import statements
from helpers.forms.statements import StatementKind
from helpers.model import WrongUse
from province import PLAN, Province, sent_province

pytestmark = pytest.mark.intake

H1, WARD, DISTRICT = "2022-H1", "02764-xa-din-chin", "083-huyen-muong-khuong"
TARGET, OTHER = "digitised_results", "dossiers_on_time"
TYPED = {
    "row": TARGET,
    "numerator": "90",
    "denominator": "1.000",
    "reason": "Kiểm tra hồ sơ lưu",
    "evidence": "",
    "by": "so-noi-vu",
}
BY_HAND: dict[str, str | int] = {
    "numerator": 90,
    "denominator": 1000,
    "reason": "Kiểm tra hồ sơ lưu",
    "by": "Sở Nội vụ",
}


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Province:
    province = sent_province(tmp_path_factory.mktemp("appraised"), H1)
    assert province.take_in(H1).refusals == ()
    return province


@pytest.fixture
def own(sent: Province, tmp_path: Path) -> Province:
    return sent.copy(tmp_path / "own")


@pytest.fixture
def source(own: Province) -> Source:
    return Source(own.roots, PLAN)


@pytest.fixture
def choice() -> Choice:
    return Choice(H1, agency=WARD, target=TARGET, tab=Tab.APPRAISAL)


def do(choice: Choice, source: Source, what: str, **typed: str) -> tuple[Choice, str]:
    return appraise(choice, Event("appraise", what, {**TYPED, **typed}), source)


def by_hand(own: Province, agency: str = WARD, **rows: dict[str, str | int]) -> bytes:
    period = own.plan.periods[H1]
    of = own.plan.agencies[agency]
    return statements.filled(own.plan, of, period, StatementKind.APPRAISAL, rows)


def test_the_file_is_as_filled_in_by_hand_and_an_intake_gives_what_was_shown(
    own: Province, source: Source, choice: Choice
) -> None:
    before = store.current(own.roots.data, PLAN, H1)
    previewed, _ = do(choice, source, "preview")
    assert not list(own.desk(H1).glob("tham-dinh*"))
    part = shown(previewed, source)
    assert wording.tabs.SUPPOSED in part.html and "90/1.000" in unescape(part.html)
    after = source.supposed(H1, (previewed.appraised,)) if previewed.appraised else None
    assert after is not None
    written, said = do(choice, source, "write")
    path = own.desk(H1) / f"tham-dinh-{WARD}.xlsx"
    assert str(path) in said and not written.faults
    assert path.read_bytes() == by_hand(own, **{TARGET: BY_HAND})
    assert store.current(own.roots.data, PLAN, H1) == before  # the store is not its business
    assert own.take_in(H1).refusals == ()
    source.reload()
    for agency in (WARD, DISTRICT, "lao-cai"):
        columns = ["numerator", "denominator", "value", "status", "points"]
        taken_in = source.ky(H1).results(agency, target=TARGET)[columns]
        assert after.results(agency, target=TARGET)[columns].equals(taken_in)
    assert "appraised" in source.ky(H1).results(WARD, target=TARGET)["source"].astype(str).iloc[0]


def test_earlier_rows_are_kept_and_a_row_is_replaced(
    own: Province, source: Source, choice: Choice
) -> None:
    do(choice, source, "write")
    do(choice, source, "write", row=OTHER, evidence="Biên bản số 1")
    _, said = do(choice, source, "write", numerator="91")
    path = own.desk(H1) / f"tham-dinh-{WARD}.xlsx"
    rows = {
        TARGET: {**BY_HAND, "numerator": 91},
        OTHER: {**BY_HAND, "evidence": "Biên bản số 1"},
    }
    assert path.read_bytes() == by_hand(own, **rows) and "2 dòng" in said
    assert not [each for each in own.inbox(H1).parent.iterdir() if each.name.startswith(".")]


def test_a_file_of_others_is_not_overwritten(
    own: Province, source: Source, choice: Choice, tmp_path: Path
) -> None:
    path = own.desk(H1) / f"tham-dinh-{WARD}.xlsx"
    other = by_hand(own, agency="03001-phuong-sa-pa", **{TARGET: BY_HAND})
    for content in (b"", b"PK", other, by_hand(own, **{TARGET: BY_HAND}) + b" "):
        path.write_bytes(content)
        made, said = do(choice, source, "write")
        assert "Không ghi đè" in said and path.read_bytes() == content
        assert dict(made.typed)["reason"] == TYPED["reason"]
    path.unlink()
    path.symlink_to(tmp_path / "nowhere")
    assert "Không ghi đè" in do(choice, source, "write")[1] and path.is_symlink()
    path.unlink()
    desk = own.desk(H1)
    shutil.move(desk, tmp_path / "elsewhere")
    desk.symlink_to(tmp_path / "elsewhere")
    assert "Không có thư mục nhận" in do(choice, source, "write")[1]


@pytest.mark.parametrize(
    ("typed", "field", "why"),
    [
        ({"numerator": "1.001"}, "numerator", "lớn hơn mẫu số"),
        ({"numerator": "12,5"}, "numerator", ""),
        ({"denominator": ""}, "denominator", "Mẫu số"),
        ({"reason": ""}, "reason", "Lý do"),
        ({"reason": "a" * 1_500}, "reason", "1.000"),
        ({"by": ""}, "by", "Đơn vị thẩm định"),
        ({"by": WARD}, "by", "tự thẩm định"),
        ({"by": "03001-phuong-sa-pa"}, "by", "không được thẩm định chỉ tiêu này"),
        ({"by": "Nguyễn Văn A"}, "by", "không có đơn vị"),
        ({"row": "none"}, "", "không thẩm định được"),
    ],
)
def test_a_draft_is_answered_as_an_intake_would_and_kept(
    own: Province, source: Source, choice: Choice, typed: dict[str, str], field: str, why: str
) -> None:
    made, said = do(choice, source, "write", **typed)
    (first, *_) = made.faults
    assert first[0] == field and why in first[1] and said == first[1]
    assert dict(made.typed) == {**TYPED, **typed} and made.appraised is None
    assert not list(own.desk(H1).glob("tham-dinh*"))
    html = shown(made, source).html
    assert first[1] in unescape(str(html))
    page(shown(made, source))
    if typed.keys() <= {"reason", "numerator"} and "1.000" not in why:
        name = f"tham-dinh-{WARD}.xlsx"
        entries = {TARGET: {**BY_HAND, **typed}}
        (own.desk(H1) / name).write_bytes(by_hand(own, **{TARGET: cells(entries[TARGET])}))
        assert first[1] in [remark.text for remark in own.take_in(H1).refusals]


def cells(entry: dict[str, str | int]) -> dict[str, str | int]:
    return {name: value for name, value in entry.items() if value != ""}


def test_nobody_is_offered_who_may_not_appraise(source: Source, choice: Choice) -> None:
    subject = subject_of(choice, source)
    offered = {a.id for row in subject.rows for a in subject.appraisers(row.target)}
    assert "so-noi-vu" in offered and WARD not in offered
    department = subject_of(replace(choice, agency="so-noi-vu"), source)
    assert department.rows
    for row in department.rows:
        assert "so-noi-vu" not in {a.id for a in department.appraisers(row.target)}
    row = department.rows[0]
    refused = checked(department, row.key, {**TYPED, "by": "so-noi-vu"})
    assert refused.appraisal is None and "tự thẩm định" in dict(refused.faults)["by"]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "=1+1", "\ud800", "\x00'\"&{{ w }}"])
def test_hostile_text_is_shown_as_text(source: Source, choice: Choice, text: str) -> None:
    made, _ = do(choice, source, "preview", numerator="x", reason=text, evidence=text, by=text)
    html = str(shown(made, source).html)
    assert "<script" not in html and made.faults
    page(shown(made, source))


def test_two_desks_at_once_lose_no_row(own: Province, source: Source, choice: Choice) -> None:
    subject = subject_of(choice, source)
    keys = [TARGET, OTHER]
    drafts = {key: checked(subject, key, TYPED).appraisal for key in keys}

    def write(key: str) -> None:
        draft = drafts[key]
        assert draft is not None
        appraisal_file.write(own.roots, subject, key, draft, simulated=True)

    desks = [threading.Thread(target=write, args=(key,)) for key in keys]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join()
    path = own.desk(H1) / subject.file
    assert path.read_bytes() == by_hand(own, **dict.fromkeys(keys, BY_HAND))


def test_simulated_and_real_are_not_mixed(own: Province, source: Source, choice: Choice) -> None:
    (own.inbox(H1) / "origin.yml").unlink()
    for note in own.desk(H1).glob("origin.yml"):
        note.unlink()
    made, said = do(choice, source, "write")
    assert "thẩm định số liệu mô phỏng" in said and "số liệu thật" in said and made.faults
    assert not list(own.desk(H1).glob("tham-dinh*"))
    shutil.rmtree(own.inbox(H1))
    assert "Không có thư mục nhận" in do(choice, source, "write")[1]


def test_the_tab_shows_differences_by_effect(source: Source, choice: Choice) -> None:
    for agency in (WARD, DISTRICT, "so-noi-vu", "lao-cai"):
        at = replace(choice, agency=agency)
        part = shown(at, source)
        assert page(part) and same(part, source.ky(H1))
    part = shown(replace(choice, target=""), source)
    assert ("appraise", "preview") not in page(part).events
    assert step(replace(choice, typed=(("row", "a"),)), Event("target", OTHER)).typed == ()
    assert from_text(as_text(choice), Choice(H1)) == choice


# ---------------------------------------------------------------- taking in again


def ended(run: IntakeRun) -> int:
    run._process.wait(timeout=120)
    assert run.code is not None
    return run.code


def test_an_intake_is_a_process_whose_words_are_shown(
    own: Province, source: Source, choice: Choice
) -> None:
    do(choice, source, "write")
    before = own.snapshot(H1).id
    intake = Intake()
    assert intake.end() == wording.tabs.NO_INTAKE
    intake.start(choice, source)
    assert intake.start(choice, source) == wording.tabs.INTAKE_RUNS
    run = intake._run
    assert run is not None and ended(run) == 0 and own.snapshot(H1).id != before
    panel = unescape(str(intake.panel(choice, source)))
    assert wording.tabs.INTAKE_CODES[0] in panel and run.output.strip() in panel


def test_an_intake_is_ended_by_a_button(own: Province, source: Source, choice: Choice) -> None:
    before = own.snapshot(H1).id
    intake = Intake()
    intake.start(choice, source)
    assert intake.end() == wording.tabs.INTAKE_ENDING
    run = intake._run
    assert run is not None and ended(run) not in (0, 1, 2)
    assert "giữa chừng" in intake.result and own.snapshot(H1).id == before


@pytest.mark.parametrize("code", [0, 1, 2, 75, -15, 143, 9])
def test_every_exit_code_has_words(code: int) -> None:
    assert wording.tabs.intake_ended(code)


def on_screen(source: Source, act: Callable[[Screen], None]) -> None:
    async def opened() -> None:
        screen = Screen(source, H1)
        await asyncio.sleep(0.1)
        act(screen)
        for task in screen.page.background.running:
            task.cancel()

    asyncio.run(opened())


def test_who_only_looks_has_none_of_it(
    own: Province, source: Source, choice: Choice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VIEW_ONLY, "1")

    def act(screen: Screen) -> None:
        screen.choice = choice
        for event in (
            Event("tab", "appraisal"),
            Event("appraise", "write", TYPED),
            Event("take_in"),
            Event("end_intake"),
        ):
            screen.handle([event])
            assert screen.choice.tab is Tab.VERDICTS and not screen.page.intake.running
            shown = screen.controls._tabs.value + screen.controls._part.value
            assert "Thẩm định" not in screen.controls._tabs.value and "take_in" not in shown
            assert screen.controls._process.value == ""
        assert not list(own.desk(H1).glob("tham-dinh*"))

    on_screen(source, act)
    monkeypatch.delenv(VIEW_ONLY)

    def offered(screen: Screen) -> None:
        screen.choice = choice
        screen.show()
        assert "Thẩm định" in screen.controls._tabs.value
        assert 'data-event="take_in"' in screen.controls._process.value

    on_screen(source, offered)


def test_what_it_means_to_take_in_again_is_said_before(
    own: Province, source: Source, choice: Choice
) -> None:
    panel = str(Intake().panel(choice, source))
    assert wording.tabs.APPROVAL_ENDS not in unescape(panel)
    assert run_cchc(own.roots, "approve", "--period", H1, "--by", "Giám đốc").returncode == 0
    source.reload()
    panel = unescape(str(Intake().panel(choice, source)))
    assert wording.tabs.APPROVAL_ENDS in panel and "Sau đó phải nhận lại" not in panel


def test_later_periods_are_named(small_province: Province) -> None:
    source = Source(small_province.roots, PLAN)
    choice = Choice("2022-H1", tab=Tab.APPRAISAL)
    panel = unescape(str(Intake().panel(choice, source)))
    assert "Sau đó phải nhận lại: " in panel and "Năm 2022" in panel


def test_a_workbook_needs_no_clock(source: Source, choice: Choice) -> None:
    subject: Subject = subject_of(choice, source)
    assert workbook(subject, {}) == workbook(subject, {}) and os.sep not in subject.file


def test_nothing_is_appraised_without_an_agency(source: Source, choice: Choice) -> None:
    with pytest.raises(WrongUse):
        do(replace(choice, agency=""), source, "write")
