"""Matrix of a district and page of the province, against a second computation from results.csv."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from html import unescape
from importlib import import_module

import pytest

import evaluations as given
from helpers.evaluation import tables
from helpers.evaluation.evaluate import evaluate
from helpers.model import (
    WHOLE,
    Doubt,
    Evaluation,
    Judged,
    Opinion,
    Reason,
    Rollup,
    SubmissionState,
    Submitted,
)
from helpers.packets import display
from helpers.packets.display.levers import enough
from helpers.packets.display.members import brief_names
from helpers.packets.display.whole import coverage_lines, target_lines
from helpers.packets.display.whole_areas import said
from helpers.packets.stylesheet import needed

SILENT = frozenset({"so-khoa-hoc-va-cong-nghe", "02821-xa-can-cau", given.COMMUNE})
NOT_COUNTED = ("", "not_applicable", "not_arising")
GROUPS = {"met": 0, "missed": 1, "behind": 1, "no_data": 2}


@cache
def every() -> tuple[Evaluation, ...]:
    """All agencies of a province of which three have sent nothing."""
    now = given.observations("2022-FY", 0, SILENT, True, True)
    then = given.observations("2022-H1", 6, frozenset(), True, True)
    plan, period = given.plan(), given.plan().periods["2022-FY"]
    return tuple(evaluate(plan, now, agency.id, then) for agency in plan.senders(period))


@cache
def province() -> Evaluation:
    """The province with all its agencies."""
    return replace(every()[0], members=every()[1:])


DISTRICTS = tuple(a.id for a in given.plan().agencies.values() if a.level == "district")


@cache
def district(agency: str = given.DISTRICT) -> Evaluation:
    """A district with its communes."""
    own = next(e for e in every() if e.agency.id == agency)
    below = tuple(e for e in every() if e.agency.parent == agency)
    return replace(own, members=below)


@cache
def published() -> tuple[dict[str, str], ...]:
    """The rows of results.csv."""
    table = tables.csv(tables.results(every()))
    text = table.decode("utf-8-sig") if isinstance(table, bytes) else table
    return tuple(csv.DictReader(io.StringIO(text)))


def own_rows() -> list[dict[str, str]]:
    """The rows of agencies on themselves that count as assessed, by the published table and the
    plan alone."""
    plan = given.plan()
    return [
        row
        for row in published()
        if row["agency"] in plan.agencies
        and row["level"] == plan.agencies[row["agency"]].level
        and row["status"] not in NOT_COUNTED
        and plan.target(row["target"]).judged.get(row["level"], Judged.INFO)
        in (Judged.VERDICT, Judged.YES_NO)
        and {i.kind.value for i in plan.target(row["target"]).asked(row["level"])} != {"judgement"}
    ]


def counted(rows: Iterable[Mapping[str, str]]) -> list[int]:
    counts = [0, 0, 0, 0]
    for row in rows:
        counts[GROUPS.get(row["status"], 3)] += 1
    return counts


def text(html: str) -> str:
    return unescape(" ".join(re.sub(r"<style>.*?</style>|<[^>]*>", " ", html).split()))


def table_rows(html: str) -> list[list[str]]:
    lines = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)
    return [
        [text(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line)] for line in lines
    ]


# ---------------------------------------------------------------- the province


def test_every_sum_of_the_heat_map_equals_the_published_results() -> None:
    plan, found = given.plan(), own_rows()
    areas = [area.id for area in plan.areas if area.id in {row["area"] for row in found}]
    by_name = {line[0]: line[1:] for line in table_rows(display.heat_map(province()).html)}
    assert len(by_name) > 30
    lines: dict[str, list[dict[str, str]]] = defaultdict(list)
    for agency in plan.registry(province().period):
        own = [row for row in found if row["agency"] == agency.id]
        parent = plan.parent(agency)
        if parent is None:
            lines[agency.name] += own
        else:
            under = len(plan.under(parent, province().period))
            lines[f"{parent.name} ({under})"] += own
    assert set(lines) <= set(by_name)
    for name, rows in lines.items():
        for cell, area in zip(by_name[name], [*areas, None], strict=True):
            met, *rest = counted(r for r in rows if area in (None, r["area"]))
            total = met + sum(rest)
            assert cell == (f"{met}/{total}" if total else ""), (name, area)


def test_the_counts_of_every_target_and_level_equal_the_published_results() -> None:
    found = own_rows()
    lines = target_lines(province())
    assert len(lines) > 40
    for line in lines:
        of_target = [row for row in found if row["target"] == line.target.id]
        assert _four(line.count) == counted(of_target), line.target.id
        for level, cell in zip((WHOLE, *given.plan().levels), line.cells, strict=True):
            assert _four(cell.count) == counted(r for r in of_target if r["level"] == level)
            if cell.row:
                row = _row_of(given.PROVINCE, level, line.target.id)
                assert row is None or row["status"] == (cell.row.status or "")


def _four(count: object) -> list[int]:
    return [getattr(count, name) for name in ("met", "below", "no_data", "other")]


def _row_of(agency: str, level: str, target: str) -> dict[str, str] | None:
    key = (agency, level, target)
    return next((r for r in published() if (r["agency"], r["level"], r["target"]) == key), None)


def _listed(text: str) -> tuple[list[str], int]:
    """The names of a list, and how many more it says there are."""
    names = text.rstrip(".").partition(": ")[2]
    more = re.fullmatch(r"(.*) và (\d+) đơn vị khác", names)
    return (more[1].split("; "), int(more[2])) if more else (names.split("; "), 0)


def test_agencies_whose_answer_is_no_are_those_of_the_published_results() -> None:
    plan, checked = given.plan(), 0
    names = {agency.name: agency.id for agency in plan.registry(province().period)}
    for line in target_lines(province()):
        words = said(province(), line)
        match = re.search(r"[Cc]hưa đạt: [^.]*?(?= và \d+ đơn vị khác|;? ?[^;]*\.)", words)
        if match is None or line.target.private:
            continue
        below = {
            row["agency"]
            for row in own_rows()
            if row["target"] == line.target.id and GROUPS.get(row["status"]) == 1
        }
        more = re.search(r" và (\d+) đơn vị khác", words)
        first = re.search(r"[Cc]hưa đạt: (.*)", words)
        assert first
        listed = [name for name in names if re.search(rf"{re.escape(name)}(?=[;.]| và )", first[1])]
        assert {names[name] for name in listed} <= below, line.target.id
        if more:
            assert len(listed) + int(more[1]) == len(below), line.target.id
        checked += 1
    assert checked > 3


def test_levers_name_agencies_whose_missing_units_turn_the_whole() -> None:
    html, plan = display.levers(province()).html, given.plan()
    found = own_rows()
    names = {agency.name: agency.id for agency in plan.registry(province().period)}
    by_label = {target.label: target for target in plan.targets}
    checked = Counter[str]()
    for line in table_rows(html)[1:]:
        label = line[0].split(" (")[0]
        target, where = by_label[label], line[4]
        level = next((lv for lv in plan.levels if f"({plan.group(lv)})" in line[0]), WHOLE)
        whole = _row_of(given.PROVINCE, level, target.id)
        assert whole and not target.private
        units = int(re.sub(r"\D", "", line[1].split()[0]))
        assert -int(whole["margin_units"]) == units
        of_target = [r for r in found if r["target"] == target.id and level in (WHOLE, r["level"])]
        below = [r for r in of_target if GROUPS.get(r["status"]) == 1]
        if target.rollup is Rollup.SHARE_OF_AGENCIES:
            assert int(re.findall(r"\d+", where)[0]) == len(below)
            listed, more = _listed(where)
            assert {names[name] for name in listed} <= {r["agency"] for r in below}
            assert len(set(listed)) + more == len(below)
            checked["agencies"] += 1
            continue
        missing = sorted(-int(r["margin_units"]) for r in below if r["margin_units"])
        if "cùng đạt mức của mình mới" in where or "đã đạt mức của mình" in where:
            assert sum(missing) < units
            continue
        (needed,) = re.findall(r"khi ([\d.]+) đơn vị", where)[:1]
        needed_agencies = int(needed.replace(".", ""))
        assert sum(missing[:needed_agencies]) >= units > sum(missing[: needed_agencies - 1])
        for name, gain in re.findall(r"(?:: |; |trước hết )([^;:]+?) \(\+([\d.]+)\)", where):
            row = next(r for r in below if r["agency"] == names[name])
            assert -int(row["margin_units"]) == int(gain.replace(".", ""))
        checked["sums"] += 1
    assert checked["agencies"] + checked["sums"] >= 3


def test_of_missing_units_the_fewest_agencies_are_chosen_from_the_smallest() -> None:
    lacking = [("a", 1), ("b", 1), ("c", 2), ("d", 9)]
    assert enough(lacking, 3) == lacking[:3]
    assert enough(lacking, 13) == lacking
    assert enough(lacking, 14) == []


def test_who_has_not_sent_is_named_and_counted() -> None:
    words = text(display.coverage(province()).html)
    silent = [e for e in every()[1:] if e.form is Reason.NOT_SENT]
    assert len(silent) == len(SILENT)
    assert f"Chưa gửi biểu ({len(silent)}): " in words
    assert all(e.agency.name in words for e in silent)


def test_agencies_without_data_are_all_named_with_the_points_of_the_plan() -> None:
    html = display.missing_of_all(province()).html
    plan = given.plan()
    lacking: dict[str, Counter[str]] = defaultdict(Counter)
    for row in own_rows():
        if row["status"] == "no_data":
            lacking[plan.agencies[row["agency"]].name][plan.target(row["target"]).clause] += 1
    assert lacking
    items = [text(item) for item in re.findall(r"<li>(.*?)</li>", html)]
    for name, clauses in lacking.items():
        line = next(item for item in items if item.startswith(f"{name} ("))
        assert line.startswith(f"{name} ({clauses.total()}): ")
        assert all(clause in line for clause in clauses)


GROUP_SIZES = {  # by hand: 20 departments; 9 districts, each with its communes, 152 in all
    "Các sở, ban, ngành": 20,
    "UBND thành phố Lào Cai": 18,
    "UBND huyện Bát Xát": 22,
    "UBND huyện Mường Khương": 17,
    "UBND huyện Si Ma Cai": 11,
    "UBND huyện Bắc Hà": 20,
    "UBND huyện Bảo Thắng": 15,
    "UBND huyện Bảo Yên": 18,
    "UBND thị xã Sa Pa": 17,
    "UBND huyện Văn Bàn": 23,
}
# The three that have not sent; of four communes of Bắc Hà two figures each are unconfirmed and two
# opinions were sent, and their forms were returned. The form of the province has one such figure.
NUMBERS = {
    "Chưa gửi (biểu)": {"Các sở, ban, ngành": 1, "UBND huyện Si Ma Cai": 1, "UBND thị xã Sa Pa": 1},
    "Bị trả lại sau khi nhận (biểu)": {"UBND huyện Bắc Hà": 4},
    "Chưa xác nhận (số liệu)": {"UBND huyện Bắc Hà": 8},
    "Ý kiến khác (đơn vị)": {"UBND huyện Bắc Hà": 4},
}


def _much_open() -> Evaluation:
    def doubts(agency: str, name: str) -> tuple[Doubt, ...]:
        return tuple(Doubt(agency, name, line, f"số {line} của {name}") for line in ("một", "hai"))

    parent = "UBND huyện Bắc Hà"
    members, plan = list(province().members), given.plan()
    of_parent = [n for n, m in enumerate(members) if m.agency.parent in plan.agencies]
    chosen = [n for n in of_parent if plan.agencies[members[n].agency.parent].name == parent][:4]
    for n in chosen:
        agency = members[n].agency
        members[n] = replace(
            members[n],
            unconfirmed=doubts(agency.id, agency.name),
            objections=tuple(
                Opinion("", agency.level, "", "", answered, withheld=False)
                for answered in (True, False)
            ),
            submission=Submitted(SubmissionState.RETURNED, reason="sai"),
        )
    every_doubt = tuple(doubt for member in members for doubt in member.unconfirmed)
    own = doubts(given.PROVINCE, "Tỉnh")[:1]
    return replace(province(), members=tuple(members), unconfirmed=(*own, *every_doubt))


def test_of_very_many_agencies_every_group_has_its_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, plan = _much_open(), given.plan()
    before = display.missing_of_all(whole).html
    for module in ("lists", "whole"):
        monkeypatch.setattr(import_module(f"helpers.packets.display.{module}"), "NAMED", 2)
    table = display.heat_map(whole).html
    head, *lines = table_rows(table)
    by_line = {line[0]: dict(zip(head, line, strict=True)) for line in lines if len(line) > 1}
    assert set(by_line) == {f"{name} ({size})" for name, size in GROUP_SIZES.items()}
    missing, all_rows = Counter[str](), defaultdict[str, list[dict[str, str]]](list)
    for row in own_rows():
        agency = plan.agencies[row["agency"]]
        above = plan.parent(agency) or agency
        name = "Các sở, ban, ngành" if above.level == "province" else above.name
        missing[name] += row["status"] == "no_data"
        all_rows[name].append(row)
    for name, size in GROUP_SIZES.items():
        line = by_line[f"{name} ({size})"]
        for column, numbers in (NUMBERS | {"Chưa có số liệu (chỉ tiêu)": missing}).items():
            assert line[column] == str(numbers.get(name) or ""), (name, column)
        met, *others = counted(all_rows[name])
        assert line["Tổng"] == f"{met}/{met + sum(others)}"
    # The sentences have the sums, no name, and where the names are.
    words = text(display.coverage(whole).html)
    for start in (
        "Chưa gửi biểu (3): số của từng nhóm",
        "Biểu bị trả lại sau khi nhận (4): số của từng nhóm",
        "Số liệu chưa được xác nhận (8): số của từng nhóm",
        "Ý kiến khác của 4 đơn vị về 8 chỉ tiêu, đã trả lời 4: số của từng nhóm",
    ):
        assert f"{start} ở bảng «Đơn vị và lĩnh vực», mục 3." in words
    assert not [m.agency.name for m in whole.members if m.agency.name in words]
    assert "danh sách phiếu của kỳ (index.html) và results.csv" in text(table)
    # Agencies and points of the plan are counted as before; the province's own figure is named.
    after = display.missing_of_all(whole).html
    heads = re.compile(r"</b> \((\d+)\)</p>")
    assert heads.findall(after) == heads.findall(before) == [str(len(SILENT)), "9"]
    assert f"Cộng của mọi đơn vị ({missing.total()}): " in text(after)
    points = re.compile(r"\((\d+)\): (?=[IVX]+\.)")
    assert sum(map(int, points.findall(before))) == missing.total()
    assert "số một của Tỉnh" in after and "số một của UBND" in before
    assert "số một của UBND" not in after
    # A document without the table names the groups in its sentences.
    assert (
        "Chưa gửi biểu (3): Sở Khoa học và Công nghệ; UBND huyện Si Ma Cai (1); "
        "UBND thị xã Sa Pa (1)."
    ) in coverage_lines(whole)


def test_no_target_about_persons_names_who_is_below() -> None:
    for line in target_lines(province()):
        if line.target.private:
            area = display.clauses(province(), line.target.area).html
            after = area.split(f'<tr id="{line.anchor}">')[1].split("</tr>")[1]
            names = [e.agency.name for e in every()[1:]]
            if 'class="words"' in after:
                assert not [name for name in names if f"nhất: {name}" in text(after)]


def test_brief_and_annex_of_the_province_show_the_same_figures_and_verdicts() -> None:
    anchors = {}
    for area in given.plan().areas:
        html = display.clauses(province(), area.id).html
        for anchor, row in re.findall(r'<tr id="([^"]*)">(.*?)</tr>', html, re.DOTALL):
            anchors[anchor] = [text(c) for c in re.findall(r"<td[^>]*>(.*?)</td>", row)]
    lines = {line.anchor: line for line in target_lines(province())}
    assert set(anchors) == set(lines)
    brief = dict(zip(lines, table_rows(display.verdicts_of_all(province()).html)[1:], strict=True))
    for anchor, line in lines.items():
        for cell, in_brief, in_annex in zip(
            line.cells, brief[anchor][2:6], anchors[anchor], strict=True
        ):
            if cell.row:
                value = text(cell.row.value)
                assert in_brief.endswith(value)
                assert in_annex.startswith(value or "chưa có")
                assert cell.row.mark.word in in_annex
            else:
                assert not in_brief


def test_the_page_of_the_province_has_no_signature() -> None:
    calls = ["".join(c["source"]) for c in given.notebook("province")["cells"]]
    assert not [call for call in calls if "opinion" in call]
    assert len(calls) <= 25


# ---------------------------------------------------------------- a district


def test_the_matrix_has_every_verdict_and_its_foot_their_sums() -> None:
    plan, html = given.plan(), display.members(district()).html
    found = [r for r in own_rows() if plan.agencies[r["agency"]].parent == given.DISTRICT]
    targets = [t.id for t in plan.targets if t.id in {r["target"] for r in found}]
    names = brief_names(member.agency for member in district().members)
    head, *lines = table_rows(html)
    foot = {line[0]: line[2:] for line in lines[-3:]}
    assert len(head) == 5 + len(targets) and len(lines) == len(district().members) + 3
    for member in district().members:
        line = next(line for line in lines if line[0] == names[member.agency.id])
        own = {r["target"]: r for r in found if r["agency"] == member.agency.id}
        met = counted(own.values())
        assert line[1:5] == [
            "Đã gửi" if member.form is None else "Chưa gửi",
            str(len(member.unconfirmed) or ""),
            str(len(member.objections) or ""),
            f"{met[0]}/{sum(met)}",
        ]
        for target, cell in zip(targets, line[5:], strict=True):
            assert bool(cell) == (target in own), (member.agency.id, target)
            if target in own:
                assert (cell == "Đạt") == (own[target]["status"] == "met")
    for n, target in enumerate(targets):
        counts = counted(r for r in found if r["target"] == target)
        assert [foot[name][n] for name in ("Đạt", "Dưới mức", "Chưa có số liệu")] == [
            str(count) for count in counts[:3]
        ]


@pytest.mark.parametrize("agency", DISTRICTS)
def test_whoever_lacks_a_target_is_named_and_there_are_as_many_names_as_said(agency: str) -> None:
    html, plan = display.members(district(agency)).html, given.plan()
    found = [r for r in own_rows() if plan.agencies[r["agency"]].parent == agency]
    names = brief_names(member.agency for member in district(agency).members)
    said = {}
    for item in re.findall(r"<li><b>(.*?)</b>(.*?)</li>", html):
        said[unescape(item[0])] = text(item[1])
    assert said
    for target in plan.targets:
        rows = [r for r in found if r["target"] == target.id]
        below = [names[r["agency"]] for r in rows if GROUPS.get(r["status"]) == 1]
        if not below:
            continue
        words = said[target.label]
        if target.private:
            assert not [name for name in names.values() if name in words]
            continue
        match = re.search(r"còn thiếu (\d+) đơn vị: ([^;]*)", words)
        assert match and int(match[1]) == len(below)
        assert match[2].rstrip(".").split(", ") == below


@pytest.mark.parametrize("agency", [given.COMMUNE, given.DEPARTMENT])
def test_an_agency_with_nobody_below_has_no_matrix(agency: str) -> None:
    own = next(e for e in every() if e.agency.id == agency)
    assert display.members(own).html == ""
    assert display.members(province()).html == ""


def test_names_of_one_parent_are_short_and_distinct() -> None:
    names = brief_names(member.agency for member in district().members)
    assert len(set(names.values())) == len(names)
    assert all("," not in name and not name.startswith("UBND") for name in names.values())


# ---------------------------------------------------------------- style


def test_a_page_keeps_the_rules_of_style_that_it_needs() -> None:
    style = (
        ":root{--a:1}.page td{x:1}.gone{x:1}.used,.gone b{x:2}.page :is(.gone,.used) i{x:3}"
        "@media print{.gone{x:4}@page{size:A4}.used{x:5}}@media (a:b){.gone{x:6}}"
    )
    body = '<div class="page used"><td class=other>'
    assert needed(style, body) == (
        ":root{--a:1}.page td{x:1}.used{x:2}.page :is(.gone,.used) i{x:3}"
        "@media print{@page{size:A4}.used{x:5}}"
    )
