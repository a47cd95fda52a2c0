"""Figures that nobody has confirmed: an agency's own is judged and marked, and no whole gets its
verdict from them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import store
from helpers.evaluation.evaluate import evaluate
from helpers.evaluation.kept import observations_of
from helpers.evaluation.observe import observe
from helpers.evaluation.rollups import roll_up
from helpers.evaluation.tables import results_rows, sources_rows
from helpers.model import (
    Appraisal,
    Doubt,
    Fact,
    Judged,
    Level,
    Observation,
    Observations,
    Origin,
    Plan,
    Reason,
    Source,
    Status,
    Submission,
    Unconfirmed,
)
from helpers.packets import display
from helpers.packets.display.first_screen import notices
from helpers.packets.display.rows import rows as shown_rows
from helpers.store import Contents, InputFile
from judging import ALL, COMMUNE, DISTRICT, PROVINCE, judged, observed
from parts import text

SUMMED = "electronic_transfer"  # at least 80%, a sum of transfers
Counts = tuple[int, int]
TOLD = "«Số hồ sơ» ghi 14.200, gấp từ 10 lần trở lên số lớn nhất đã nhận trong năm (142)."
DIN_CHIN, MUONG_KHUONG = "02764-xa-din-chin", "083-huyen-muong-khuong"
COMMUNES = ("02761-thi-tran-muong-khuong", DIN_CHIN, "03001-phuong-sa-pa", "03002-phuong-sa-pa")


# ---------------------------------------------------------------- wholes


def member(number: int, counts: Counts | None, doubted: bool = False) -> Observation:
    """The observation of one commune; None: it is silent."""
    missing = Reason.NOT_SENT if counts is None else None
    doubt = (Doubt(f"a{number}", f"xã {number}", "dòng", TOLD),) if doubted else ()
    seen = observed(*(counts or (None, None)), COMMUNE, missing=missing, unconfirmed=doubt)
    return replace(seen, agency=f"a{number}")


def whole(plan: Plan, parts: Sequence[tuple[Counts | None, bool]], target: str) -> Observation:
    members = [member(n, counts, doubted) for n, (counts, doubted) in enumerate(parts)]
    return roll_up(plan.target(target), "lao-cai", ALL, members)


shares = st.integers(0, 9).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d)))


@given(
    st.lists(shares, min_size=1, max_size=4),
    st.lists(st.integers(0, 60).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d)))),
    st.integers(0, 1),
)
@settings(max_examples=60)
def test_a_whole_has_only_the_verdict_that_any_true_figure_would_give(
    plan: Plan, sure: list[Counts], doubted: list[Counts], silent: int
) -> None:
    """Tries every figure that a doubted one, if it is a slip, could be instead: at most as large
    as the largest that nobody doubts. The order of the members makes no difference."""
    doubted = doubted[:2]
    parts: list[tuple[Counts | None, bool]] = [(c, False) for c in sure]
    parts += [(c, True) for c in doubted]
    parts += [(None, False)] * silent
    verdict = judged(plan, SUMMED, whole(plan, parts, SUMMED))
    as_stated = judged(plan, SUMMED, whole(plan, [(c, False) for c, _ in parts], SUMMED))
    if not doubted:
        assert verdict == as_stated
        return
    largest = max(whole_ for _, whole_ in sure)
    possible = sorted({(n, d) for d in range(largest + 1) for n in (0, d)})
    outcomes = {as_stated.status} | {
        judged(plan, SUMMED, whole(plan, [(c, False) for c in (*sure, *true)], SUMMED)).status
        for true in itertools.combinations_with_replacement(possible, len(doubted) + silent)
    }
    if verdict.status in (Status.MET, Status.MISSED):
        assert outcomes == {verdict.status}
        assert replace(verdict, needed=None) == replace(as_stated, needed=None)
    else:
        assert len(outcomes) > 1 or not sum(d for _, d in sure)


@pytest.mark.parametrize(
    ("parts", "status", "reason"),
    [
        # 14200/14200 instead of 133/142 turns 70/100 into met.
        ([((70, 100), False), ((14200, 14200), True)], Status.INCONCLUSIVE, Reason.UNCONFIRMED),
        # The same the other way: 9 of 9000 turns met into missed.
        ([((100, 100), False), ((9, 9000), True)], Status.INCONCLUSIVE, Reason.UNCONFIRMED),
        # Small as stated, but nobody knows how large in truth.
        ([((990, 990), False), ((9, 10), False), ((1, 1), True)], Status.INCONCLUSIVE, None),
        ([*[((10, 10), False)] * 9, ((3, 5), True)], Status.MET, None),
        ([*[((0, 10), False)] * 9, ((5, 5), True)], Status.MISSED, None),
        # Nothing else is known.
        ([((5, 5), True)], Status.INCONCLUSIVE, Reason.UNCONFIRMED),
        # Silent agencies leave it open with the figure and without it.
        ([((8, 10), False), ((9, 10), True), (None, False)], Status.NO_DATA, None),
    ],
)
def test_a_whole_that_unconfirmed_figures_turn_has_no_verdict(
    plan: Plan, parts: list[tuple[Counts | None, bool]], status: Status, reason: Reason | None
) -> None:
    verdict = judged(plan, SUMMED, whole(plan, parts, SUMMED))
    assert verdict.status is status
    assert reason is None or verdict.reason is reason


@pytest.mark.parametrize(
    ("parts", "status"),
    [
        ([((1, 1), False), ((1, 1), True)], Status.INCONCLUSIVE),
        ([((0, 1), False), ((1, 1), True)], Status.MISSED),
        ([((1, 1), False), ((0, 1), True)], Status.INCONCLUSIVE),
    ],
)
def test_in_a_share_of_agencies_a_doubted_one_counts_one(
    plan: Plan, parts: list[tuple[Counts | None, bool]], status: Status
) -> None:
    target = "procedures_published"
    assert judged(plan, target, whole(plan, parts, target)).status is status


def test_a_whole_without_a_verdict_of_its_own_stays_without(plan: Plan) -> None:
    total = whole(plan, [((5, 5), True)], SUMMED)
    assert judged(plan, SUMMED, total, how=Judged.CONTRIBUTION).status is None


def test_an_agencys_own_figure_is_judged_as_it_is(plan: Plan) -> None:
    for counts, status in (((9, 10), Status.MET), ((1, 10), Status.MISSED)):
        own = member(0, counts, doubted=True)
        assert judged(plan, SUMMED, own) == judged(plan, SUMMED, member(0, counts))
        assert judged(plan, SUMMED, own).status is status


# ---------------------------------------------------------------- from a snapshot


@pytest.fixture(scope="module")
def few(plan: Plan) -> Plan:
    names = ("so-noi-vu", "so-y-te", MUONG_KHUONG, "088-thi-xa-sa-pa", *COMMUNES)
    return replace(plan, agencies={name: plan.agencies[name] for name in names})


def fact(agency: str, level: Level, name: str, value: int, whole: int | None = None) -> Fact:
    return Fact(agency, level, name, value, None, "", whole, "", None, f"{agency}.xlsx", "s", "D5")


def doubted(of: Fact) -> Unconfirmed:
    value = of.value or 0
    return Unconfirmed(
        of.agency, of.level, of.input, value, of.whole, TOLD, of.file, of.sheet, of.cell
    )


def transfers(agency: str, done: int, total: int) -> list[Fact]:
    pair = (("transfers_electronic", done), ("transfers_total", total))
    return [fact(agency, COMMUNE, name, value) for name, value in pair]


def snapshot_of(
    few: Plan,
    folder: Path,
    facts: Sequence[Fact],
    unconfirmed: Sequence[Unconfirmed],
    appraisals: Sequence[Appraisal] = (),
) -> store.Snapshot:
    senders = {f.agency for f in facts}
    contents = Contents(
        dossiers=None,
        answers=None,
        facts=facts,
        submissions=[Submission(f"{s}.xlsx", "", "form", s, True) for s in sorted(senders)],
        remarks=[],
        origin=Origin(False),
        files=[InputFile("all.xlsx", "0" * 64, "form")],
        appraisals=appraisals,
        unconfirmed=unconfirmed,
    )
    return store.write_snapshot(folder, few, few.periods["2022-FY"], contents)


def seen(
    few: Plan,
    folder: Path,
    facts: Sequence[Fact],
    unconfirmed: Sequence[Unconfirmed],
    appraisals: Sequence[Appraisal] = (),
) -> Observations:
    snapshot = snapshot_of(few, folder, facts, unconfirmed, appraisals)
    return observe(few, few.periods["2022-FY"], snapshot)


FACTS = [
    *transfers(COMMUNES[0], 70, 100),
    *transfers(DIN_CHIN, 14200, 14200),
    *transfers(COMMUNES[2], 80, 100),
    *transfers(COMMUNES[3], 60, 100),
]
TYPED = [doubted(f) for f in FACTS if f.agency == DIN_CHIN]


def test_a_typo_in_one_form_is_marked_there_and_turns_no_whole(few: Plan, tmp_path: Path) -> None:
    rows = seen(few, tmp_path, FACTS, TYPED).rows
    own = rows[DIN_CHIN, COMMUNE, SUMMED][0]
    assert {d.line for d in own.unconfirmed} == {
        "Trong đó luân chuyển bằng phương thức điện tử",
        "Số hồ sơ phải luân chuyển sang cơ quan khác trong kỳ",
    }
    assert judged(few, SUMMED, own).status is Status.MET
    for place in ((MUONG_KHUONG, COMMUNE), ("lao-cai", COMMUNE)):
        total = rows[*place, SUMMED][0]
        assert total.numerator is not None and total.numerator >= 14200
        assert {d.agency for d in total.unconfirmed} == {DIN_CHIN}
        verdict = judged(few, SUMMED, total)
        assert (verdict.status, verdict.reason) == (Status.INCONCLUSIVE, Reason.UNCONFIRMED)
    other = rows["088-thi-xa-sa-pa", COMMUNE, SUMMED][0]
    assert (other.unconfirmed, judged(few, SUMMED, other).status) == ((), Status.MISSED)


def test_confirmed_all_is_as_before(few: Plan, tmp_path: Path) -> None:
    observations = seen(few, tmp_path, FACTS, [])
    assert not any(o.unconfirmed or o.confirmed for (o, *_) in observations.rows.values())
    total = observations.rows["lao-cai", COMMUNE, SUMMED][0]
    assert judged(few, SUMMED, total).status is Status.MET


def test_medians_leave_unconfirmed_figures_out(few: Plan, tmp_path: Path) -> None:
    key = COMMUNE, COMMUNE, SUMMED
    peers = seen(few, tmp_path / "one", FACTS, TYPED).peers[key]
    assert (peers.median, peers.count) == (70.0, 3)
    peers = seen(few, tmp_path / "other", FACTS, []).peers[key]
    assert (peers.median, peers.count) == (75.0, 4)


def test_an_appraised_figure_is_the_appraisers_and_in_no_doubt(few: Plan, tmp_path: Path) -> None:
    appraisal = Appraisal(
        DIN_CHIN, COMMUNE, SUMMED, 142, 142, "Gõ thừa số 0", "", "so-noi-vu", "t.xlsx", "s", "D9"
    )
    rows = seen(few, tmp_path, FACTS, TYPED, [appraisal]).rows
    best, reported = rows[DIN_CHIN, COMMUNE, SUMMED]
    assert (best.source, best.unconfirmed) == (Source.APPRAISED, ())
    assert len(reported.unconfirmed) == 2
    assert not rows["lao-cai", COMMUNE, SUMMED][0].unconfirmed


def test_agreed_counts_carry_their_doubt(few: Plan, tmp_path: Path) -> None:
    """Without a log the agency's own counts are the figure, with what is asked about them."""
    stated = fact(DIN_CHIN, COMMUNE, "dossiers_on_time", 900, 900)
    rows = seen(few, tmp_path, [stated], [doubted(stated)]).rows
    own = rows[DIN_CHIN, COMMUNE, "dossiers_on_time"][0]
    assert (own.source, own.numerator) == (Source.REPORTED, 900)
    assert [(d.agency, d.text) for d in own.unconfirmed] == [(DIN_CHIN, TOLD)]


def test_lists_of_the_province_and_their_sum(few: Plan, tmp_path: Path) -> None:
    """The list itself is judged and marked; the sum of lists gets no verdict from it."""
    names = few.target("one_stop_procedures")
    assert {level for i in names.inputs for level in i.register} >= {COMMUNE}
    facts = [
        fact("lao-cai", level, name, value)
        for level in (DISTRICT, COMMUNE, PROVINCE)
        for name, value in (("one_stop_scope", 100), ("one_stop_handled", 100))
        if any(i.id == name and level in i.register for i in names.inputs)
    ]
    marked = [doubted(f) for f in facts if f.level == COMMUNE]
    rows = seen(few, tmp_path, facts, marked).rows
    commune = rows["lao-cai", COMMUNE, names.id][0]
    assert len(commune.unconfirmed) == 2
    assert judged(few, names, commune).status is Status.MET
    total = rows["lao-cai", ALL, names.id][0]
    assert len(total.unconfirmed) == 2
    if names.threshold(ALL) is not None:
        assert judged(few, names, total).reason is Reason.UNCONFIRMED


def test_what_may_be_of_one_or_two_persons_is_named_without_counts(
    few: Plan, tmp_path: Path
) -> None:
    private = next(t for t in few.targets if t.private and PROVINCE in t.binds.levels)
    line = private.asked(PROVINCE)[0].id
    stated = fact("so-y-te", PROVINCE, line, 2)
    observations = seen(few, tmp_path, [stated], [doubted(stated)])
    (doubt,) = observations.unconfirmed
    assert doubt.text == ""
    page = text(display.gaps(evaluate(few, observations, "lao-cai")))
    assert "không nêu số để giữ riêng tư" in page and "14.200" not in page


def test_kept_observations_are_read_back_as_they_were(few: Plan, tmp_path: Path) -> None:
    snapshot = snapshot_of(few, tmp_path, FACTS, TYPED)
    first = observations_of(few, few.periods["2022-FY"], snapshot)
    assert observations_of(few, few.periods["2022-FY"], snapshot) == first
    assert first.rows["lao-cai", ALL, SUMMED][0].confirmed is not None


# ---------------------------------------------------------------- shown


def test_the_tables_count_unconfirmed_figures(few: Plan, tmp_path: Path) -> None:
    observations = seen(few, tmp_path, FACTS, TYPED)
    for agency, expected in ((DIN_CHIN, 2), (COMMUNES[2], 0), ("lao-cai", 2)):
        evaluation = evaluate(few, observations, agency)
        for rows in (results_rows(evaluation), sources_rows(evaluation)):
            by_place = {(r["level"], r["target"]): r["unconfirmed"] for r in rows}
            assert by_place[COMMUNE, SUMMED] == expected


def test_a_packet_asks_to_confirm_on_its_first_screen_and_next_to_the_figure(
    few: Plan, tmp_path: Path
) -> None:
    observations = seen(few, tmp_path, FACTS, TYPED)
    own = evaluate(few, observations, DIN_CHIN)
    asked = f"Đề nghị xác nhận: {TOLD.rstrip('.')}"
    assert f"{asked}. Kết luận và điểm vẫn tính theo số đã ghi" in " ".join(notices(own))
    assert f"{asked}." in text(display.gaps(own))
    row = next(r for r in shown_rows(own) if r.result.target.id == SUMMED)
    assert asked.lower() in "; ".join(row.details).lower()
    assert row.mark.word == "Đạt"
    neighbour = evaluate(few, observations, COMMUNES[2])
    assert neighbour.unconfirmed == () and "xác nhận" not in text(display.gaps(neighbour))


def test_the_province_lists_them_all_and_says_where_they_decide(few: Plan, tmp_path: Path) -> None:
    province = evaluate(few, seen(few, tmp_path, FACTS, TYPED), "lao-cai")
    name = few.agencies[DIN_CHIN].name
    assert "Có 2 số liệu của biểu chưa được xác nhận" in " ".join(notices(province))
    assert (
        text(display.gaps(province)).count(f"{name}: đề nghị xác nhận: «Số hồ sơ» ghi 14.200") == 2
    )
    row = next(
        r for r in shown_rows(province) if r.result.target.id == SUMMED and r.level == COMMUNE
    )
    assert (row.mark.word, row.mark.reason) == (
        "Chưa đủ căn cứ kết luận",
        f"kết quả đổi nếu không tính 2 số liệu chưa được xác nhận ({name})",
    )


def test_a_whole_that_they_do_not_turn_names_them_all_the_same(few: Plan, tmp_path: Path) -> None:
    small = [*transfers(COMMUNES[0], 1000, 1000), *transfers(DIN_CHIN, 24, 24)]
    small += [*transfers(COMMUNES[2], 1000, 1000), *transfers(COMMUNES[3], 100, 100)]
    marked = [doubted(f) for f in small if f.agency == DIN_CHIN]
    province = evaluate(few, seen(few, tmp_path, small, marked), "lao-cai")
    rows = {r.level: r for r in shown_rows(province) if r.result.target.id == SUMMED}
    # 2100 of 2124, or with the truth anything up to 2100 of 3100: open.
    assert rows[COMMUNE].mark.reason.startswith("kết quả đổi")
    missed = [*transfers(COMMUNES[0], 0, 1000), *transfers(DIN_CHIN, 24, 24)]
    missed += [*transfers(COMMUNES[2], 0, 1000), *transfers(COMMUNES[3], 0, 1000)]
    marked = [doubted(f) for f in missed if f.agency == DIN_CHIN]
    province = evaluate(few, seen(few, tmp_path / "missed", missed, marked), "lao-cai")
    rows = {r.level: r for r in shown_rows(province) if r.result.target.id == SUMMED}
    assert rows[COMMUNE].mark.word == "Chưa đạt mức phấn đấu"
    named = f"trong đó có 2 số liệu chưa được xác nhận ({few.agencies[DIN_CHIN].name})"
    assert named in "; ".join(rows[COMMUNE].details)
