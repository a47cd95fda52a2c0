"""The brief of a packet: complete by itself, and at one with the annex."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest

import evaluations as given
from brief_and_annex import not_in_annex, numbers, parts, plain, rows_by_anchor, rows_of
from evaluations import COMMUNE, DEPARTMENT, DISTRICT, OTHER_COMMUNE, PROVINCE
from helpers.evaluation.standings import assessed
from helpers.model import Evaluation, Opinion, Reason, Standing
from helpers.packets import display
from helpers.packets.display.brief import bullet, quarter
from helpers.packets.display.rows import rows
from helpers.packets.display.selection import summary_rows
from pages import read
from parts import survey, text

EVERYONE = [COMMUNE, OTHER_COMMUNE, DISTRICT, DEPARTMENT]  # the province: test_members
OTHERS = Standing(40.0, 50.0, 60.0, 150)


@pytest.fixture(
    scope="module",
    params=[(a, p) for a in EVERYONE[:-1] for p in ("2022-H1", "2022-FY")],
    ids=lambda param: "-".join(param),
)
def case(request: pytest.FixtureRequest) -> tuple[Evaluation, str, str]:
    """An evaluation with the brief and the annex of its packet; that of the whole has tables of its
    own."""
    agency, period = request.param
    evaluation = given.evaluation(agency, period)
    return evaluation, *parts(given.whole_packet(evaluation))


# ---------------------------------------------------------------- brief and annex


def test_each_target_that_is_assessed_is_in_the_table_once(
    case: tuple[Evaluation, str, str],
) -> None:
    evaluation, brief, _ = case
    shown = [row.anchor for row in rows_of(brief, "verdicts")]
    judged = [row.anchor for row in summary_rows(evaluation) if assessed(row.result)]
    assert shown == judged and len(shown) == len(set(shown))


def test_brief_and_annex_show_the_same_of_every_target(case: tuple[Evaluation, str, str]) -> None:
    """Value and counts, verdict, what is missing, threshold and peers."""
    evaluation, brief, annex = case
    annexed = rows_by_anchor(annex)
    verdict_words = {row.anchor: row.mark.word for row in rows(evaluation)}
    items = rows_of(brief, "verdicts")
    assert items
    for row in items:
        other = annexed[row.anchor]
        assert row.cells[0] == other.cells[0], row.anchor
        word = verdict_words[row.anchor]
        assert row.cells[2].startswith(word) and other.cells[1].startswith(word), row.anchor
        assert row.cells[2].removeprefix(word).strip() in other.cells[1], row.anchor
        limit, _, peers = row.cells[1].partition(" · ")
        for words in filter(None, (limit, peers)):
            assert words in other.text, row.anchor


def test_every_number_of_an_action_is_in_its_row_of_the_annex(
    case: tuple[Evaluation, str, str],
) -> None:
    _, brief, annex = case
    annexed = rows_by_anchor(annex)
    for row in rows_of(brief, "steps"):
        lacking, figure, limit, clause = row.cells
        other = annexed[row.anchor]
        assert other.cells[0] == figure, row.anchor
        assert numbers(lacking) <= numbers(other.cells[1]), row.anchor
        assert numbers(limit) <= numbers(other.head), row.anchor
        assert f'data-clause="{clause}"' in annex


def test_the_counts_of_the_first_sentence_are_those_of_the_annex(
    case: tuple[Evaluation, str, str],
) -> None:
    """Counted again from the rows of the annex that are the agency's own."""
    evaluation, brief, annex = case
    own = {r.anchor for r in rows(evaluation) if r.level == evaluation.agency.level}
    words = {r.mark.word for r in rows(evaluation)}
    verdicts = Counter(
        max((w for w in words if row.cells[1].startswith(w)), key=len)
        for anchor, row in rows_by_anchor(annex).items()
        if anchor in own
    )
    lead = plain(brief)
    met, judged = re.findall(r"đạt (\d+) trong (\d+) chỉ tiêu được đánh giá", lead)[0]
    assert int(judged) == sum(verdicts.values())
    assert int(met) == verdicts["Đạt"] + verdicts["Đang đạt"]
    tally = re.search(r'<ul class="tally">(.*?)</ul>', brief, re.DOTALL)
    assert tally
    shown = re.findall(r"<b>(\d+)</b> <span>(.*?)</span>", tally[1])
    assert {word: int(n) for n, word in shown} == dict(verdicts)


def test_what_is_to_be_sent_is_listed_in_the_annex(case: tuple[Evaluation, str, str]) -> None:
    evaluation, brief, annex = case
    asked = re.search(r"[Tt]ài liệu kiểm chứng (\d+) chỉ tiêu", plain(brief))
    listed = re.search(r"Chưa có tài liệu kiểm chứng \((\d+) chỉ tiêu\)", plain(annex))
    assert (asked and asked[1]) == (listed and listed[1])
    assert asked or evaluation.agency.id != DISTRICT


@pytest.mark.parametrize("period", ["2022-H1", "2022-FY"])
@pytest.mark.parametrize("agency", [*EVERYONE, PROVINCE])
def test_every_number_of_the_brief_is_in_the_annex(agency: str, period: str) -> None:
    """Also where an agency is among its peers, and the last days; of a silent agency too."""
    made = given.evaluation(agency, period, silent=[OTHER_COMMUNE])
    made = made if agency == PROVINCE else replace(made, standing=OTHERS)
    page = given.whole_packet(made)
    assert not not_in_annex(page)
    brief, annex = map(plain, parts(page))
    place = re.findall(r"Nhóm [^.]*\. Một nửa trong 150 đơn vị[^.]*\.", annex)
    days = set(re.findall(r"[Cc]hậm nhất ngày ([\d/]+)\.", brief))
    assert days == set(re.findall(r"[Cc]hậm nhất ngày ([\d/]+)\.", annex))
    assert (len(place), bool(days)) == ((0, False) if agency == PROVINCE else (1, True))
    assert all(sentence.replace(": ", " ") in brief for sentence in place)


@pytest.mark.parametrize("silent", [[], [COMMUNE]])
def test_no_tool_words_in_a_brief(silent: list[str]) -> None:
    for agency in EVERYONE:
        evaluation = given.evaluation(agency, silent=silent)
        evaluation = replace(evaluation, notices=("Tệp a.xlsx: ô E7, dòng 12.",))
        brief, _ = parts(given.whole_packet(evaluation))
        said = plain(brief)
        assert not re.search(r"\.(xlsx|csv|ipynb|yml|html|parquet)\b|phần mềm|papermill", said)
        assert not re.search(r"\b[0-9a-f]{12,}\b|[=×÷]|\bdòng \d|\bô [A-Z]\d", said)
        assert "điểm %" not in said and not re.search(r"\d %", said)


def test_why_nothing_can_be_concluded_is_in_the_brief() -> None:
    small = given.few(COMMUNE, {"satisfaction": survey(29, 27)})
    said = text(display.verdicts(small))
    assert "Chưa đủ căn cứ kết luận mẫu khảo sát nhỏ: 29 lượt trả lời" in said
    missing = text(display.verdicts(given.few(COMMUNE, {"online_dossiers": Reason.NO_EXPORT})))
    assert "Chưa có số liệu chưa có dữ liệu hồ sơ một cửa" in missing


# ---------------------------------------------------------------- where the agency is


@pytest.mark.parametrize(
    ("share", "group"),
    [(0, 0), (39.9, 0), (40.0, 1), (40.1, 1), (59.9, 1), (60.0, 1), (60.1, 2), (100, 2)],
)
def test_a_share_at_a_quartile_is_in_the_middle(share: float, group: int) -> None:
    assert quarter(share, OTHERS) == group


@pytest.mark.parametrize(
    ("met", "missed", "said"),
    [
        (2, 3, "Nhóm giữa 2/5 chỉ tiêu đạt, bằng 40%."),
        (1, 2, "Nhóm 25% thấp 1/3 chỉ tiêu đạt, bằng 33,3%."),
        (2, 1, "Nhóm 25% cao 2/3 chỉ tiêu đạt, bằng 66,7%."),
        (3, 2, "Nhóm giữa 3/5 chỉ tiêu đạt, bằng 60%."),
    ],
)
def test_where_an_agency_is_among_its_peers_is_a_band_and_no_rank(
    met: int, missed: int, said: str
) -> None:
    targets = ["online_dossiers", "online_payment_transactions", "one_stop_procedures"]
    targets += ["officials_digital_identity", "work_files_online"]
    figures = {name: (100, 100) for name in targets[:met]}
    figures |= {name: (0, 100) for name in targets[met : met + missed]}
    evaluation = replace(given.few(COMMUNE, figures), standing=OTHERS)
    words = text(display.summary(evaluation))
    assert said in words
    assert "Một nửa trong 150 đơn vị cùng cấp đạt từ 40% đến 60%, giữa là 50%." in words
    assert not re.search(r"hạng \d|thứ \d", words)


def test_without_a_standing_the_box_says_so_and_the_province_has_no_box() -> None:
    assert "Không so sánh: không đủ đơn vị cùng cấp." in text(
        display.summary(given.few(COMMUNE, {"online_dossiers": (1, 2)}))
    )
    nothing = replace(given.few(COMMUNE, {}), standing=OTHERS)
    assert "Nhóm" not in text(display.summary(nothing))
    assert not read(display.summary(given.evaluation(PROVINCE)).html).all("section")


def test_objections_are_counted() -> None:
    evaluation = given.few(COMMUNE, {"online_dossiers": (1, 2)})
    level = evaluation.agency.level
    sent = tuple(Opinion("online_dossiers", level, "a", "", answered, False) for answered in (1, 0))
    said = text(display.summary(replace(evaluation, objections=sent)))
    assert "Đã nhận ý kiến về 2 chỉ tiêu, đã trả lời 1." in said
    assert "Đã nhận ý kiến" not in text(display.summary(evaluation))


# ---------------------------------------------------------------- bars


def test_a_bar_has_the_value_the_threshold_and_the_band() -> None:
    evaluation = given.few(COMMUNE, {"online_dossiers": (593, 1000)})
    results = tuple(replace(r, peer_quartiles=(41.5, 70.2)) for r in evaluation.results)
    evaluation = replace(evaluation, results=results)
    (row,) = (r for r in rows(evaluation) if r.value)
    bar = bullet(row)
    assert bar and (bar.value, bar.threshold, bar.band) == (59.3, 60.0, (41.5, 70.2))
    html = display.verdicts(evaluation).html
    assert 'class="peers" x="41.5%"' in html and 'width="59.3%"' in html and 'x="60.0%"' in html
    left, width = re.findall(r'class="peers" x="([\d.]+)%" width="([\d.]+)%"', html)[0]
    assert float(left) + float(width) == pytest.approx(70.2)
    # A bar is for the eye; the same is in words.
    assert "59,3% 593/1.000 mức 60%" in text(display.verdicts(evaluation))


def test_no_bar_of_an_answer_or_of_no_figure() -> None:
    evaluation = given.few(DISTRICT, {"it_infrastructure": (1, 1)})
    assert not re.search("<svg class=.bullet", display.verdicts(evaluation).html)
    assert display.verdicts(given.few(COMMUNE, {})).html == ""
