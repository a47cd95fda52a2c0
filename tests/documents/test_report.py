"""The draft report as a Word file: the figures of the results, the form, nothing that runs."""

from __future__ import annotations

import csv
import io
import re
import runpy
import shutil
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.table import Table

from evaluations import DEPARTMENT, PROVINCE
from helpers import wording
from helpers.documents.docx import TEMPLATE, report_file
from helpers.documents.form import FILE, report_form
from helpers.documents.report import report
from helpers.evaluation import tables
from helpers.evaluation.columns import DECIMALS
from helpers.evaluation.csv_text import csv_text
from helpers.model import (
    Evaluation,
    LineExplanation,
    Reason,
    Result,
    TaskState,
    Verdict,
    WrongUse,
)
from helpers.packets.display.selection import assessed, own_rows
from province import PROJECT
from year import everyone

VERDICTS = {"Đạt", "Không đạt", "Chưa đạt mức phấn đấu", "Chậm tiến độ"}
BY_LEVEL = "Kết luận theo từng cấp"
LEVELS = {"province": "cấp tỉnh", "district": "cấp huyện", "commune": "cấp xã"}
WORDS = {"met": "đạt", "missed": "không đạt", "no_data": "chưa có số liệu"}
HOSTILE = "{{7*7}} {%p for x %} <w:p/> & =1+1 \x01\x0b"


@pytest.fixture(scope="module")
def whole() -> Evaluation:
    return everyone()[PROVINCE]


def written(evaluation: Evaluation, root: Path = PROJECT) -> bytes:
    return report_file(report(evaluation, report_form(root)), root)


@pytest.fixture(scope="module")
def content(whole: Evaluation) -> bytes:
    return written(whole)


@pytest.fixture(scope="module")
def document(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def text_of(document: Document) -> str:
    """All paragraphs, those of tables last."""
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def result_tables(document: Document) -> list[Table]:
    return [t for t in document.tables if t.cell(0, len(t.columns) - 1).text == "Ghi chú"]


def result_lines(document: Document) -> list[list[str]]:
    rows = (row for table in result_tables(document) for row in table.rows[1:])
    return [[cell.text for cell in row.cells] for row in rows]


def vietnamese(count: object) -> str:
    return f"{int(str(count)):,}".replace(",", ".")


def test_every_target_of_the_whole_has_the_figure_of_the_results(
    document: Document, whole: Evaluation
) -> None:
    rows = {row["target"]: row for row in tables.results([whole]) if row["level"] == "all"}
    shown = assessed(own_rows(whole))
    lines = result_lines(document)
    assert len(shown) > 40
    for row in shown:
        [(_, _, _, figure, verdict, _)] = [line for line in lines if line[1].startswith(row.label)]
        expected = rows[row.result.target.id]
        n, d = expected["numerator"], expected["denominator"]
        if n is not None and d is not None and row.counts and "từ" not in row.counts:
            assert figure.startswith(f"{vietnamese(n)}/{vietnamese(d)} ")
        if n is None:
            assert figure == ""
            assert verdict not in VERDICTS


def test_every_target_has_one_line_and_those_of_levels_count_the_agencies(
    document: Document, whole: Evaluation
) -> None:
    lines = {label: (figure, verdict) for _, label, _, figure, verdict, _ in result_lines(document)}
    assert len(lines) == len(result_lines(document)) == 101
    named = {f"{t.label} ({wording.core.cite(t.clause)})": t.id for t in whole.plan.targets}
    assert sorted(lines) == sorted(named)
    table = tables.results(everyone().values())
    published = csv.DictReader(io.StringIO(csv_text(table, tables.columns(table), DECIMALS)))
    own = [r for r in published if r["agency"] in everyone() and r["agency"] != PROVINCE]
    counted = Counter(
        (row["target"], LEVELS[row["level"]], WORDS[row["status"]])
        for row in own
        if everyone()[row["agency"]].agency.level == row["level"] and row["status"] in WORDS
    )
    by_level = {label: figure for label, (figure, said) in lines.items() if said == BY_LEVEL}
    assert len(by_level) == 4
    text = text_of(document)
    for label, figure in by_level.items():
        assert f"{figure[1:]}." in text
        said = {
            (named[label], level, word): (int(n), int(of))
            for level, counts in re.findall(r"(cấp \S+): (.+?)(?:, cộng|;|$)", figure.lower())
            for n, of, word in re.findall(r"(\d+)/(\d+) (?:đơn vị )?([^,]+)", counts)
        }
        expected = {key: n for key, n in counted.items() if key[0] == named[label]}
        assert {key: n for key, (n, _) in said.items()} == expected
        for (_, level, _), (_, of) in said.items():
            assert of == sum(n for (_, at, _), n in expected.items() if at == level)


def test_an_agency_whose_figure_is_withheld_is_counted_as_such(whole: Evaluation) -> None:
    def hidden(result: Result) -> Result:
        if result.target.id != "work_files_online" or result.observation is None:
            return result
        seen = replace(result.observation, missing=Reason.WITHHELD, numerator=None)
        return replace(result, observation=seen, verdict=Verdict(None, Reason.WITHHELD))

    members = tuple(
        replace(m, results=tuple(map(hidden, m.results))) if m.agency.id == DEPARTMENT else m
        for m in whole.members
    )
    made = report(replace(whole, members=members), report_form(PROJECT))
    rows = [row for table in made.results for row in table.rows]
    [line] = [row for row in rows if row[1].startswith("Hồ sơ công việc xử lý")]
    assert "1/20 không nêu để giữ riêng tư" in line[3]


def test_the_text_counts_as_the_results_do(document: Document, whole: Evaluation) -> None:
    statuses = [row.status for row in assessed(own_rows(whole))]
    text = text_of(document)
    assert f"đạt {statuses.count('met')} trong {len(statuses)} chỉ tiêu được đánh giá" in text
    below = statuses.count("missed") + statuses.count("behind")
    assert f"{below}/{len(statuses)} chỉ tiêu chung dưới mức hoặc chậm tiến độ" in text
    tallies = re.findall(r"^Đạt (\d+)/(\d+) chỉ tiêu chung được đánh giá\.$", text, re.M)
    assert sum(int(met) for met, _ in tallies) == statuses.count("met")
    assert sum(int(total) for _, total in tallies) == len(statuses)


def test_a_late_task_is_named_with_its_agency(whole: Evaluation) -> None:
    def late(state: TaskState) -> TaskState:
        return replace(state, done=0, under_way=1, due=whole.period.start)

    members = tuple(
        replace(m, tasks=(late(m.tasks[0]), *m.tasks[1:])) if m.agency.id == DEPARTMENT else m
        for m in whole.members
    )
    text = text_of(docx.Document(io.BytesIO(written(replace(whole, members=members)))))
    task = whole.tasks[0].task
    asked = whole.tasks[0].asked
    assert f"{task.clause} {task.label}: {whole.tasks[0].done}/{asked} cơ quan" in text
    assert re.search(rf"{re.escape(task.label)}.*quá thời hạn: .*Sở Nội vụ", text)


def test_causes_are_the_agencies_own_words_without_numbers_of_persons(whole: Evaluation) -> None:
    words = "Chưa có kinh phí; liên hệ 0912 345 678"

    def explained(member: Evaluation) -> Evaluation:
        first, *others = member.results
        own = replace(first, level=member.agency.level, explanations=(LineExplanation(words),))
        return replace(member, results=(own, *others))

    first, second, *others = whole.members
    given = replace(whole, members=(explained(first), explained(second), *others))
    text = text_of(docx.Document(io.BytesIO(written(given))))
    [line] = [line for line in text.split("\n") if "Chưa có kinh phí" in line]
    assert "2 đơn vị: " in line
    assert first.agency.name in line
    assert "345" not in line


def test_without_explanations_no_cause_is_made_up(whole: Evaluation) -> None:
    silent = tuple(
        replace(
            member,
            explanations=(),
            results=tuple(replace(r, explanations=()) for r in member.results),
            tasks=tuple(replace(t, explanations=()) for t in member.tasks),
        )
        for member in whole.members
    )
    text = text_of(docx.Document(io.BytesIO(written(replace(whole, members=silent)))))
    assert "Chưa có giải trình nào của đơn vị" in text


def test_the_form_is_that_of_an_administrative_document(document: Document) -> None:
    text, head = text_of(document), document.tables[0]
    left, right = (cell.text for cell in head.rows[0].cells)
    assert left.split("\n")[0] == "UBND TỈNH LÀO CAI"
    assert left.split("\n")[1] == "SỞ NỘI VỤ"
    assert re.search(r"Số: +/BC-\.+", left)
    assert "DỰ THẢO" in left
    assert right.startswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc")
    assert "Lào Cai, ngày ..... tháng ..... năm" in right
    assert "SỐ LIỆU MÔ PHỎNG" in right
    assert "Nơi nhận:" in text
    assert "GIÁM ĐỐC" in text
    assert "Nơi nhận và các nơi nhận cụ thể: chưa kiểm chứng. Nguồn:" in text
    first = document.sections[0]
    sides = (first.left_margin, first.right_margin, first.top_margin)
    assert [side and side.mm for side in sides] == pytest.approx([30, 15, 20], abs=0.1)
    assert first.different_first_page_header_footer
    assert "SỐ LIỆU MÔ PHỎNG · DỰ THẢO" in [p.text for p in first.header.paragraphs]


def test_it_bears_no_clock_and_no_author(content: bytes, document: Document) -> None:
    given = document.core_properties
    assert (given.author, given.last_modified_by) == ("", "")
    assert given.created
    assert given.created.year == 2000
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(2000, 1, 1, 0, 0, 0)}


def test_the_same_inputs_give_the_same_bytes(content: bytes, whole: Evaluation) -> None:
    assert written(whole) == content


def test_hostile_text_is_text(whole: Evaluation) -> None:
    first, *others = whole.members
    bad = replace(first, agency=replace(first.agency, name=HOSTILE), form=whole.members[0].form)
    silent = next(m for m in others if m.form is not None)
    hostile = replace(silent, agency=replace(silent.agency, name=HOSTILE))
    members = (bad, *(hostile if m is silent else m for m in others))
    made = written(replace(whole, members=members))
    text = text_of(docx.Document(io.BytesIO(made)))
    assert "{{7*7}} {%p for x %} <w:p/> & =1+1" in text
    assert "49 {%p" not in text
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        relations = [name for name in parts.namelist() if name.endswith(".rels")]
        assert not any(b'TargetMode="External"' in parts.read(name) for name in relations)


def test_a_template_that_cannot_be_filled_in_is_one_sentence(
    whole: Evaluation, tmp_path: Path
) -> None:
    with pytest.raises(WrongUse, match=r"Không có tệp params/documents/report\.docx"):
        report_file(report(whole, report_form(PROJECT)), tmp_path)
    shutil.copytree(PROJECT / "params" / "documents", tmp_path / "params" / "documents")
    broken = docx.Document(tmp_path / TEMPLATE)
    broken.add_paragraph("{{ không_có }}")
    broken.add_paragraph("{{ nobody }}")
    broken.save(str(tmp_path / TEMPLATE))
    for content in (None, b"no zip", b""):
        if content is not None:
            (tmp_path / TEMPLATE).write_bytes(content)
        with pytest.raises(WrongUse, match="không dùng được"):
            report_file(report(whole, report_form(PROJECT)), tmp_path)
    (tmp_path / FILE).write_text("elements: 3\n", "utf-8")
    with pytest.raises(WrongUse, match=r"report\.yml"):
        report_form(tmp_path)


def test_the_template_is_what_its_script_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = runpy.run_path(str(PROJECT / ".ci" / "report_template.py"))
    path = tmp_path / "report.docx"
    monkeypatch.setitem(script["main"].__globals__, "PATH", path)
    script["main"]()
    assert path.read_bytes() == (PROJECT / TEMPLATE).read_bytes()
    assert path.stat().st_size < 40_000


def test_an_agency_of_the_registry_signs(whole: Evaluation) -> None:
    assert report(whole, report_form(PROJECT)).signer == whole.plan.agencies[DEPARTMENT].head
