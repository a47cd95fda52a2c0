"""The bytes of a packet, the index and the manifest; cells are run here, without a kernel."""

from __future__ import annotations

import hashlib
import re
import subprocess
import unicodedata
from dataclasses import replace
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import evaluations as given
from evaluations import COMMUNE, DEPARTMENT, DISTRICT, HOSTILE, PROVINCE
from helpers import packets, wording
from helpers.batch.verify import verify
from helpers.evaluation.standings import assessed
from helpers.model import WHOLE, Area, Clause, Evaluation, Level, Reason, Target
from helpers.packets import display
from helpers.packets.display.headings import anchor
from helpers.packets.manifest import listed, manifest_faults, missing_or_changed, unlisted
from pages import Page, read

POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'"
)
BRIEF = ["1. Tóm tắt", "2. Việc cần làm trước", "3. Kết quả các chỉ tiêu được đánh giá"]
HEADINGS = [
    *BRIEF,
    "4. Kết quả theo từng điểm của Kế hoạch",
    "5. Số liệu còn thiếu, tài liệu kiểm chứng còn thiếu",
    "6. Nhiệm vụ, trách nhiệm",
    "7. Chênh lệch giữa số báo cáo và số tính từ dữ liệu",
    "8. So với kỳ trước và các đơn vị cùng cấp",
    "9. Điểm, cách đọc và nguồn số liệu",
    "10. Ý kiến của đơn vị",
]
AREAS = [  # with the number and the words of the plan's own headings
    "4.1 Mục tiêu tổng quát (mục 1 phần II)",
    "4.2 Cải cách thể chế (mục 2.1 phần II)",
    "4.3 Cải cách thủ tục hành chính (mục 2.2 phần II)",
    "4.4 Cải cách tổ chức bộ máy hành chính nhà nước (mục 2.3 phần II)",
    "4.5 Cải cách chế độ công vụ (mục 2.4 phần II)",
    "4.6 Cải cách tài chính công (mục 2.5 phần II)",
    "4.7 Xây dựng và phát triển Chính quyền điện tử, Chính quyền số (mục 2.6 phần II)",
    "4.8 Công tác chỉ đạo, tổ chức thực hiện (phần III)",
]
built = given.whole_packet


@pytest.fixture(scope="module")
def commune() -> bytes:
    return built(given.evaluation(COMMUNE))


def with_output(notebook: dict[str, Any], output: dict[str, Any]) -> dict[str, Any]:
    cell = next(c for c in notebook["cells"] if "display.area_heading" in "".join(c["source"]))
    cell["outputs"].append(output)
    return notebook


# ---------------------------------------------------------------- one page


def test_a_packet_is_one_page_in_vietnamese_with_its_agency(commune: bytes) -> None:
    page = read(commune)
    assert not page.strays and not page.unclosed
    assert page.all("html")[0].attrs["lang"] == "vi"
    assert [len(page.all(tag)) for tag in ("main", "h1", "title")] == [1, 1, 1]
    assert page.all("h1")[0].text == (
        "Phiếu kết quả đánh giá cải cách hành chính UBND xã Thanh Bình, thị xã Sa Pa"
    )
    evaluation = given.evaluation(COMMUNE)
    assert packets.identity_of(commune) == {
        "agency": COMMUNE,
        "period": "2022-FY",
        "plan": "laocai-2022",
        "evaluation": display.identity(evaluation).evaluation,
    }


def test_headings_are_those_of_the_wording_and_do_not_jump(commune: bytes) -> None:
    page = read(commune)
    assert [e.text for e in page.all("h2")] == HEADINGS
    assert area_heads(page) == AREAS
    levels = [int(e.tag[1]) for e in page.all("h1", "h2", "h3", "h4")]
    assert all(below - above <= 1 for above, below in pairwise(levels))
    evaluation = given.evaluation(COMMUNE)
    clauses = {r.target.clause for r in evaluation.results if assessed(r)}
    shown = [e.attrs["data-clause"] for e in page.all("tbody") if "data-clause" in e.attrs]
    assert sorted(shown) == sorted(clauses)  # each once


def area_heads(page: Page) -> list[str]:
    return [e.text for e in page.all("h3") if e.text.startswith("4.")]


def test_the_brief_comes_first_and_all_the_rest_is_the_annex(commune: bytes) -> None:
    page = read(commune)
    brief, annex = (e for e in page.all("section") if e.attrs.get("class") in ("brief", "annex"))
    assert (brief.attrs["class"], annex.attrs["id"]) == ("brief", "toan-van")
    assert [head in brief.text for head in HEADINGS] == [head in BRIEF for head in HEADINGS]
    assert [head in annex.text for head in HEADINGS] == [head not in BRIEF for head in HEADINGS]


def test_the_contents_and_the_skip_link_have_targets(commune: bytes) -> None:
    page = read(commune)
    anchors = [e.attrs["id"] for e in page.elements if "id" in e.attrs]
    assert len(anchors) == len(set(anchors))
    links = [e.attrs["href"] for e in page.all("a")]
    assert links[0] == f"#{page.all('main')[0].attrs['id']}"
    assert {link[1:] for link in links} <= set(anchors)
    contents = [e for e in page.all("a") if "nav" in e.inside]
    assert [e.text for e in contents if e.text in HEADINGS] == HEADINGS
    assert contents[0].attrs["href"] == "#toan-van"


def test_the_letters_d_and_đ_have_different_anchors() -> None:
    assert anchor("Điểm d mục 2.2") != anchor("Điểm đ mục 2.2")


@pytest.mark.parametrize("agency", [COMMUNE, DISTRICT, DEPARTMENT, PROVINCE])
def test_no_script_no_request_no_external_link(agency: str) -> None:
    page = read(built(given.evaluation(agency)))
    metas = {e.attrs.get("http-equiv"): e.attrs.get("content") for e in page.all("meta")}
    assert metas["Content-Security-Policy"] == POLICY
    assert not page.all("script", "link", "iframe", "object", "form", "input", "base")
    assert not [name for e in page.elements for name in e.attrs if name.startswith("on")]
    assert all(e.attrs["href"].startswith("#") for e in page.all("a"))
    assert all(e.attrs["src"].startswith("data:image/svg+xml,") for e in page.all("img"))
    assert not re.search(r"url\(|@import", page.all("style")[0].text)


def test_the_code_of_the_notebook_is_not_in_the_page(commune: bytes) -> None:
    text = commune.decode()
    for word in ("open_evaluation", "display.", "import ", "CHƯA-CHỌN", "application/vnd"):
        assert word not in text
    assert "Khung của phiếu" not in text  # text only for readers of the notebook


def test_the_same_input_gives_the_same_bytes_in_nfc(commune: bytes) -> None:
    assert built(given.evaluation(COMMUNE)) == commune
    evaluation = given.evaluation(COMMUNE)
    apart = unicodedata.normalize("NFD", evaluation.agency.name)
    page = built(replace(evaluation, agency=replace(evaluation.agency, name=apart))).decode()
    assert unicodedata.is_normalized("NFC", page)
    assert "UBND xã Thanh Bình, thị xã Sa Pa" in page


def test_hostile_text_stays_text_all_over_the_page() -> None:
    for agency in (COMMUNE, PROVINCE):
        page = read(built(given.hostile(given.evaluation(agency))))
        assert not page.strays and not page.unclosed
        assert HOSTILE in page.text and HOSTILE in page.all("title")[0].text
        assert not page.all("script")
        assert all(e.attrs["href"].startswith("#") for e in page.all("a"))


def test_marks_and_notices_are_before_the_first_section() -> None:
    text = read(built(given.evaluation(COMMUNE, silent=[COMMUNE]))).text
    first = text.index("1. Tóm tắt", text.index("Không phải số liệu thật"))
    for words in ("SỐ LIỆU MÔ PHỎNG", "DỰ THẢO", "Đơn vị chưa gửi biểu số liệu của kỳ này."):
        assert text.index(words) < first
    real = read(built(given.evaluation(COMMUNE, simulated=False))).text
    assert "MÔ PHỎNG" not in real and "DỰ THẢO" in real


def test_the_most_common_packet_is_small(commune: bytes) -> None:
    assert len(commune) <= 150_000  # 152 of 181 are of communes, so theirs is the median


@pytest.mark.parametrize("agency", [DISTRICT, DEPARTMENT, PROVINCE])
def test_every_packet_is_within_the_worst_case(agency: str) -> None:
    assert len(built(given.evaluation(agency))) <= 500_000


# ---------------------------------------------------------------- gaps


def test_a_failed_area_is_named_on_the_first_screen_and_in_its_place() -> None:
    page = read(built(given.evaluation(COMMUNE), {"procedures": "quá thời gian"}))
    name = "4.3 Cải cách thủ tục hành chính (mục 2.2 phần II)"
    text = page.text
    assert text.index(f"Phiếu còn thiếu phần «{name}»") < text.rindex("1. Tóm tắt")
    assert area_heads(page) == AREAS
    assert "Phần này chưa lập được" in text
    assert [e.text for e in page.all("h2")] == HEADINGS
    anchors = {e.attrs["id"] for e in page.elements if "id" in e.attrs}
    assert {e.attrs["href"][1:] for e in page.all("a")} <= anchors  # no link to the failed area


def test_a_failed_overview_leaves_the_areas() -> None:
    evaluation = replace(given.evaluation(COMMUNE), notices=("Tệp a.xlsx: ô E7.",))
    page = read(built(evaluation, {"overview": "quá thời gian"}))
    assert "Tệp a.xlsx: ô E7." in page.text
    assert "Phiếu còn thiếu phần «phần tóm tắt và so sánh»" in page.text
    assert [e.text for e in page.all("h2")] == HEADINGS[3:4]
    assert area_heads(page) == AREAS
    assert len(page.all("h1")) == 1


def test_an_excused_area_is_mentioned() -> None:
    page = read(built(given.evaluation(COMMUNE)))
    assert "Không có chỉ tiêu nào của lĩnh vực này áp dụng với đơn vị." in page.text
    text = " ".join(page.text.split())
    assert "4.1 Mục tiêu tổng quát (mục 1 phần II) Không có chỉ tiêu nào" in text
    assert "Không áp dụng: II.1.1, II.1.2 (chỉ tính chung toàn tỉnh)." in text


@pytest.mark.parametrize("html", ["", "<p>x</p>"])
def test_prose_is_dropped_with_the_part_it_introduces(html: str) -> None:
    evaluation = given.evaluation(COMMUNE)
    notebook = given.executed("organisation", evaluation)
    prose = {"cell_type": "markdown", "id": "p", "metadata": {}, "source": "Lời dẫn của phần sau."}
    data = {"text/html": html}
    output = {"output_type": "display_data", "metadata": {}, "data": data}
    empty = {"cell_type": "code", "id": "e", "metadata": {}, "source": "", "execution_count": 1}
    notebook["cells"] += [prose, {**empty, "outputs": [output]}]
    text = read(packets.build(evaluation, {"organisation": notebook}, {})).text
    assert ("Lời dẫn của phần sau." in text) == bool(html)


@pytest.mark.parametrize(
    "output",
    [
        {"output_type": "stream", "name": "stdout", "text": "42"},
        {"output_type": "error", "ename": "E", "evalue": "v", "traceback": []},
        {
            "output_type": "execute_result",
            "execution_count": 1,
            "metadata": {},
            "data": {"text/plain": "42"},
        },
        {"output_type": "display_data", "metadata": {}, "data": {"image/png": "iVBOR"}},
    ],
)
def test_outputs_not_made_by_display_are_a_fault_and_never_shown(output: dict[str, Any]) -> None:
    evaluation = given.evaluation(COMMUNE)
    notebook = with_output(given.executed("procedures", evaluation), output)
    clauses = packets.clauses_of(evaluation, "procedures")
    (fault,) = packets.faults(notebook, clauses)
    assert "ngoài phần trình bày" in fault
    with pytest.raises(packets.UnfitNotebook, match="ngoài phần trình bày"):
        packets.build(evaluation, {"procedures": notebook}, {})
    assert packets.faults(given.executed("procedures", evaluation), clauses) == ()


@pytest.mark.parametrize("calls", [[], ["clauses", "clauses"]])
def test_a_clause_missing_or_repeated_in_an_area_is_a_fault(calls: list[str]) -> None:
    evaluation = given.evaluation(COMMUNE)
    notebook = given.executed("procedures", evaluation)
    cells = notebook["cells"]
    place = next(n for n, c in enumerate(cells) if "display.clauses" in "".join(c["source"]))
    cells[place : place + 1] = [cells[place] for _ in calls]
    (fault,) = packets.faults(notebook, packets.clauses_of(evaluation, "procedures"))
    assert fault.startswith("Sổ tính của lĩnh vực không trình bày đúng một lần: điểm b mục 2.2")
    with pytest.raises(packets.UnfitNotebook, match="điểm h mục 2"):
        packets.build(evaluation, {"procedures": notebook}, {})


def test_a_clause_of_another_area_is_a_fault() -> None:
    evaluation = given.evaluation(COMMUNE)
    other = given.executed("institutions", evaluation)
    (fault,) = packets.faults(other, packets.clauses_of(evaluation, "civil_service"))
    assert "điểm đ mục 2.4 phần II" in fault and "điểm a mục 2.1 phần II" in fault
    assert packets.clauses_of(evaluation, "overview") == ()
    assert len(packets.faults(other, ())) == 1


def test_a_clause_may_have_a_cell_of_its_own() -> None:
    evaluation = given.evaluation(PROVINCE)
    notebook = given.executed("general", evaluation)
    cell = next(c for c in notebook["cells"] if "display.clauses" in "".join(c["source"]))
    cell["outputs"] = [
        {"output_type": "display_data", "metadata": {}, "data": {"text/html": str(part.html)}}
        for part in (display.clause(evaluation, clause) for clause in ("II.1.2", "II.1.1"))
    ]
    assert packets.faults(notebook, packets.clauses_of(evaluation, "general")) == ()


def of_another_plan(evaluation: Evaluation) -> Evaluation:
    """The same evaluation with institutions as an area of another name and other clause numbers."""
    old = evaluation.plan.area("institutions")
    ids = {clause.id: f"V.{n}" for n, clause in enumerate(old.clauses, start=1)}

    def moved(target: Target) -> Target:
        here = target.area == old.id
        return replace(target, area="culture", clause=ids[target.clause]) if here else target

    clauses = tuple(
        Clause(ids[c.id], "culture", c.label, tuple(map(moved, c.targets))) for c in old.clauses
    )
    culture = Area("culture", "Văn hóa công vụ", "V", "Văn hóa", "area", clauses)
    areas = tuple(culture if area is old else area for area in evaluation.plan.areas)
    results = tuple(replace(r, target=moved(r.target)) for r in evaluation.results)
    plan = replace(
        evaluation.plan,
        areas=areas,
        tasks=tuple(t for t in evaluation.plan.tasks if t.area != old.id),
    )
    tasks = tuple(s for s in evaluation.tasks if s.task.area != old.id)
    return replace(evaluation, plan=plan, results=results, tasks=tasks)


def test_an_area_and_clauses_without_a_notebook_of_their_own_are_shown() -> None:
    page = read(built(of_another_plan(given.evaluation(DISTRICT))))
    assert area_heads(page)[1] == "4.2 Văn hóa công vụ (phần V)"
    heads = [e.text for e in page.all("th") if e.attrs.get("scope") == "rowgroup"]
    assert "Mục 1 phần V: công khai quy trình giải quyết công việc và thi hành pháp luật" in heads
    assert not [head for head in heads if "mục 2.1 phần II" in head]
    anchors = {e.attrs["id"] for e in page.elements if "id" in e.attrs}
    assert {e.attrs["href"][1:] for e in page.all("a")} <= anchors


def test_a_notebook_without_a_place_is_refused() -> None:
    evaluation = given.evaluation(COMMUNE)
    with pytest.raises(packets.UnfitNotebook, match="procedure_s"):
        packets.build(evaluation, {"procedure_s": given.executed("procedures", evaluation)}, {})


def test_notebooks_may_keep_their_text_in_lines() -> None:
    evaluation = given.evaluation(COMMUNE)
    made = {part: given.executed(part, evaluation) for part in given.shown_parts(evaluation)}
    whole = packets.build(evaluation, made, {})
    for notebook in made.values():
        for cell in notebook["cells"]:
            for output in cell.get("outputs", []):
                if "text/html" in output["data"]:
                    html = output["data"]["text/html"]
                    output["data"]["text/html"] = html.splitlines(keepends=True)
    assert packets.build(evaluation, made, {}) == whole


def test_the_identity_of_a_notebook_is_the_one_it_shows() -> None:
    evaluation = given.evaluation(COMMUNE)
    notebook = given.executed("procedures", evaluation)
    shown = packets.notebook_identity(notebook)
    assert shown == packets.identity_of(built(evaluation))
    assert packets.notebook_identity(with_output(notebook, _second_identity())) == {}
    assert packets.notebook_identity(given.notebook("procedures")) == {}


def _second_identity() -> dict[str, Any]:
    other = display.identity(given.evaluation(DISTRICT))
    return {
        "output_type": "display_data",
        "metadata": {},
        "data": other._repr_mimebundle_(),
    }


# ---------------------------------------------------------------- index


def test_the_index_lists_province_departments_and_districts_with_their_communes() -> None:
    plan = given.plan()
    registry = [a.id for a in plan.registry(plan.periods["2022-FY"])]
    everyone = [given.evaluation(a, silent=[COMMUNE]) for a in (PROVINCE, *registry)]
    links = {a: f"packets/{a}.html" for a in registry if a != DISTRICT}
    page = _index(everyone, links, {DEPARTMENT: "thiếu một phần"})
    groups = [e.text.strip() for e in page.all("th") if e.attrs.get("scope") == "rowgroup"]
    assert groups[:2] == [
        "Các sở, ban, ngành · 20\u00a0đơn vị",
        "UBND thành phố Lào Cai · 18\u00a0đơn vị",
    ]
    assert len(groups) == 10
    names = [e.text.strip() for e in page.all("th") if e.attrs.get("scope") == "row"]
    by_list, by_met = names[: len(everyone)], names[len(everyone) :]
    assert by_list == [e.agency.name for e in sorted(everyone, key=_grouped(plan))]
    assert sorted(by_met) == sorted(set(by_list) - {plan.province.name})
    hrefs = {e.attrs["href"] for e in page.all("a") if not e.attrs["href"].startswith("#")}
    assert hrefs == set(links.values())
    text = " ".join(page.text.split())
    assert f"{plan.agencies[DEPARTMENT].name}: thiếu một phần" in text
    assert f"{plan.agencies[DISTRICT].name}: chưa lập phiếu" in text
    assert "180 đã gửi; 0 bị trả lại để sửa; 1 chưa gửi" in text and "Chưa gửi biểu: " in text
    assert packets.identity_of(packets.index(everyone, links)["index.html"]) == {
        "period": "2022-FY",
        "plan": "laocai-2022",
    }


def _index(*arguments: Any) -> Any:
    """An index of one page."""
    (page,) = packets.index(*arguments).values()
    return read(page)


def test_of_many_agencies_each_group_has_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = given.plan()
    registry = [a.id for a in plan.registry(plan.periods["2022-FY"])]
    everyone = [given.evaluation(a, silent=[COMMUNE]) for a in (PROVINCE, *registry)]
    links = {a: f"packets/{a}.html" for a in registry if a != DISTRICT}
    (whole,) = packets.index(everyone, links).values()
    module = import_module("helpers.packets.index")
    monkeypatch.setattr(module, "ROWS_OF_A_PAGE", len(everyone))
    assert packets.index(everyone, links) == {"index.html": whole}
    monkeypatch.setattr(module, "ROWS_OF_A_PAGE", len(everyone) - 1)
    pages = packets.index(everyone, links)
    districts = [a for a in registry if plan.agencies[a].level == "district"]
    assert list(pages) == [
        f"index{each}.html" for each in ("", "-province", *(f"-{d}" for d in districts))
    ]
    read_pages = {name: read(page) for name, page in pages.items()}
    index = read_pages.pop("index.html")
    rows = {n: _names(page) for n, page in read_pages.items()}
    assert _names(index) == [plan.province.name]
    # Once by list and once by share, each agency in the page of its group alone.
    names = sorted(e.agency.name for e in everyone if e.agency.id != PROVINCE)
    assert sorted(name for page in rows.values() for name in page) == sorted([*names, *names])
    hrefs = {e.attrs["href"] for e in index.all("a")} & set(pages)
    assert hrefs == set(rows)
    # The totals are those of one page; a line says what its page says.
    totals = [" ".join(e.text.split()) for e in index.all("dd")]
    assert "180 đã gửi; 0 bị trả lại để sửa; 1 chưa gửi" in totals[1]
    assert totals[-2:] == [" ".join(e.text.split()) for e in read(whole).all("dd")][-2:]
    home = {e.attrs["href"] for e in read_pages[f"index-{DISTRICT}.html"].all("a")}
    assert "index.html" in home
    text = " ".join(read_pages[f"index-{DISTRICT}.html"].text.split())
    assert f"{plan.agencies[DISTRICT].name}: chưa lập phiếu" in text
    assert "1 thiếu phiếu hoặc thiếu phần của phiếu" in " ".join(index.text.split())


def _names(page: Any) -> list[str]:
    return [e.text.strip() for e in page.all("th") if e.attrs.get("scope") == "row"]


def _grouped(plan: Any) -> Any:
    """Sort evaluations in registry order with every commune below its district."""
    place = {a: n for n, a in enumerate(plan.agencies)}

    def key(evaluation: Evaluation) -> tuple[int, int, int]:
        agency = evaluation.agency
        if agency.level == WHOLE:
            return (-1, 0, 0)
        if agency.level == Level("province"):
            return (0, place[agency.id], 0)
        home = agency.parent if agency.level == Level("commune") else agency.id
        return (1, place[home], place[agency.id] if agency.level == Level("commune") else -1)

    return key


def test_the_index_counts_what_the_packet_counts() -> None:
    evaluation = given.evaluation(COMMUNE)
    cells = [e.text.strip() for e in _index([evaluation], {}).all("td")]
    lead = read(display.summary(evaluation).html).all("p")[0].text
    met, judged = re.search(r"đạt (\d+) trong (\d+)", lead).groups()  # type: ignore[union-attr]
    assert cells[0] == met
    assert sum(map(int, cells[:4])) == int(judged)
    assert cells[4] == "1 đã gửi"  # the sums of the group, then the agency
    assert cells[5:9] == cells[:4]
    assert cells[9:11] == ["chưa lập phiếu", ""]
    assert cells[11].startswith(f"{met}/{judged} (")
    with pytest.raises(ValueError):
        packets.index([], {})


def test_refused_forms_are_distinguished_from_missing_ones() -> None:
    evaluation = replace(given.evaluation(COMMUNE), form=Reason.REFUSED)
    text = " ".join(_index([evaluation], {}).text.split())
    assert "0 đã gửi; 1 bị trả lại để sửa; 0 chưa gửi" in text
    assert "chưa lập phiếu; biểu bị trả lại" in text


# ---------------------------------------------------------------- manifest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A published folder with two packets, an index and a ledger."""
    (tmp_path / "packets").mkdir()
    for agency in (COMMUNE, DISTRICT):
        evaluation = given.evaluation(agency)
        (tmp_path / f"packets/{agency}.html").write_bytes(
            packets.build(evaluation, {}, {"procedures": "x", "overview": "x"})
        )
    (tmp_path / "index.html").write_bytes(
        packets.index([given.evaluation(COMMUNE)], {})["index.html"]
    )
    (tmp_path / "ledger").write_text("một dòng\n")
    return with_manifest(tmp_path)


def with_manifest(folder: Path) -> Path:
    """The folder with the manifest of its pages as they are."""
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*.html")]
    hashes = {n: hashlib.sha256((folder / n).read_bytes()).hexdigest() for n in names}
    (folder / "MANIFEST.sha256").write_bytes(packets.manifest(hashes))
    return folder


def faults_of_files(folder: Path) -> tuple[str, ...]:
    """What differs from the manifest; the folder has no other record."""
    return (
        *manifest_faults(folder),
        *missing_or_changed(folder, listed(folder)).values(),
        *map(wording.manifest.file_added, unlisted(folder)),
    )


def test_sha256sum_can_read_the_manifest(folder: Path) -> None:
    lines = (folder / "MANIFEST.sha256").read_text().splitlines()
    assert [line[66:] for line in lines] == [
        "index.html",
        f"packets/{COMMUNE}.html",
        f"packets/{DISTRICT}.html",
    ]
    assert lines[0][:64] == hashlib.sha256((folder / "index.html").read_bytes()).hexdigest()
    checked = subprocess.run(
        ["sha256sum", "-c", "--quiet", "MANIFEST.sha256"], cwd=folder, capture_output=True
    )
    assert checked.returncode == 0
    assert faults_of_files(folder) == ()


def test_changed_missing_added_and_renamed_files_are_named(folder: Path) -> None:
    page = folder / f"packets/{COMMUNE}.html"
    whole = page.read_bytes()
    page.write_bytes(whole[:-5] + b"X" + whole[-4:])
    assert faults_of_files(folder) == (
        f"Tệp packets/{COMMUNE}.html: nội dung khác với lúc phát hành.",
    )
    page.rename(folder / "packets/so-noi-vu.html")
    faults = " ".join(faults_of_files(folder))
    assert f"packets/{COMMUNE}.html: có trong danh mục nhưng không có trong thư mục." in faults
    assert "packets/so-noi-vu.html: không có trong danh mục." in faults


def test_a_page_of_another_agency_or_period_is_detected_even_if_the_manifest_matches(
    folder: Path,
) -> None:
    one, other = (folder / f"packets/{a}.html" for a in (COMMUNE, DISTRICT))
    one.write_bytes(other.read_bytes())
    earlier = given.evaluation(DISTRICT, "2022-H1")
    other.write_bytes(packets.build(earlier, {}, {"procedures": "x", "overview": "x"}))
    assert faults_of_files(with_manifest(folder)) == ()
    said = " ".join(verify(folder))
    for page in (one, other):
        assert f"{page.name}: phiếu ghi tên đơn vị, kỳ hoặc kế hoạch khác với tên tệp" in said


def test_a_damaged_or_missing_manifest_is_reported(folder: Path) -> None:
    path = folder / "MANIFEST.sha256"
    path.write_text(path.read_text()[:-30])
    assert any("MANIFEST.sha256 có dòng sai mẫu" in fault for fault in faults_of_files(folder))
    path.unlink()
    assert verify(folder) == (
        "Không có tệp MANIFEST.sha256 trong thư mục; đề nghị lập lại phiếu của kỳ.",
    )


def test_an_identity_is_read_from_the_head_only() -> None:
    forged = '<meta name="cchc-agency" content="so-noi-vu">'
    evaluation = given.evaluation(COMMUNE)
    named = replace(evaluation, agency=replace(evaluation.agency, name=forged))
    page = packets.build(named, {}, {"procedures": "x", "overview": "x"})
    assert packets.identity_of(page)["agency"] == COMMUNE
    assert packets.identity_of(b"") == {}
