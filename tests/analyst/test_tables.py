"""The results as DataFrames: the same figures as in results.csv and packets, and no more."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import tables
from helpers.analyst.opening import opened
from helpers.analyst.tables import dossiers, excel, state
from helpers.analyst.tables.period import PeriodTables
from helpers.evaluation import tables as published
from helpers.evaluation.columns import RESULTS, SOURCES
from helpers.evaluation.formulas import value
from helpers.evaluation.withheld import is_withheld
from helpers.model import Observation, WrongUse
from province import PLAN, Province

pytestmark = pytest.mark.intake

YEAR, HALF = "2022-FY", "2022-H1"
COMMUNE, OTHER, DISTRICT, PROVINCE = (
    "03001-phuong-sa-pa",
    "03002-phuong-sa-pa",
    "088-thi-xa-sa-pa",
    "lao-cai",
)
ON_TIME = "dossiers_on_time"


@pytest.fixture(scope="module")
def ky(small_province: Province) -> PeriodTables:
    return PeriodTables(small_province.roots, PLAN, YEAR)


def cells(frame: pd.DataFrame, names: list[str]) -> bytes:
    """A DataFrame as the package writes tables."""
    plain = frame.reset_index()[names].astype(object)
    rows = plain.where(plain.notna(), None).to_dict("records")
    return published.csv([{str(name): cell for name, cell in row.items()} for row in rows])


# ---------------------------------------------------------------- the same figures


@pytest.mark.parametrize("name", [HALF, YEAR])
def test_the_tables_are_those_that_are_published(small_province: Province, name: str) -> None:
    at = opened(small_province.roots, PLAN, name)
    made = [at.evaluation(agency) for agency in at.subjects]
    ky = PeriodTables(small_province.roots, PLAN, name)
    assert cells(ky.results(), [c.name for c in RESULTS]) == published.csv(published.results(made))
    assert cells(ky.sources(), [c.name for c in SOURCES]) == published.csv(published.sources(made))


def test_what_is_not_there_is_no_zero_and_has_a_reason(ky: PeriodTables) -> None:
    table = ky.results()
    missing = table[table["value"].isna() & ~table["status"].isin(["not_arising"])]
    assert len(missing) and (missing["reason"].notna() | missing["judgement"].notna()).all()
    assert (table["value"].isna() | table["numerator"].notna()).all()
    gaps = ky.gaps()
    assert len(gaps) and gaps["reason"].notna().all()


def test_columns_have_types(ky: PeriodTables) -> None:
    table = ky.results(labels=True)
    types = {name: str(table[name].dtype) for name in table.columns}
    assert {types[n] for n in ("numerator", "denominator", "due", "margin_units")} == {"Int64"}
    assert {types[n] for n in ("value", "threshold", "low", "points")} == {"Float64"}
    assert {types[n] for n in ("clause", "source", "agency_name", "status_words")} == {"string"}
    assert types["own"] == "boolean"
    assert table["status"].cat.ordered and table.index.names == ["agency", "level", "target"]
    assert table.index.get_level_values("level").ordered
    assert ky.agencies()["code"].dropna().str.fullmatch(r"\d+").all()
    assert ky.agencies().loc[COMMUNE, "code"] == "03001"


def test_level_and_district_give_every_agency_once(ky: PeriodTables) -> None:
    table = ky.results(level="commune", target=ON_TIME)
    communes = ky.agencies().query("level == 'commune'").index
    assert list(table.index.get_level_values("agency")) == list(communes)
    in_district = ky.results(level="commune", district=DISTRICT, target=ON_TIME)
    roll_up = ky.results(DISTRICT, level="commune", target=ON_TIME)
    assert in_district["numerator"].sum() == roll_up["numerator"].sum()
    assert set(ky.results(area="procedures")["area"]) == {"procedures"}


def test_a_ranking_is_by_the_exact_value(ky: PeriodTables, small_province: Province) -> None:
    table = ky.rank(ON_TIME, level="commune")
    at = opened(small_province.roots, PLAN, YEAR)
    exact: dict[str, Fraction | None] = {}
    for agency in table.index:
        (result,) = (r for r in at.evaluation(agency).results if r.target.id == ON_TIME)
        exact[agency] = value(result.target, result.observation)
    for agency, place in table["rank"].items():
        if pd.notna(place):
            mine = exact[str(agency)]
            assert mine is not None
            better = sum(v > mine for a, v in exact.items() if v and pd.notna(table["rank"][a]))
            assert place == better + 1
    assert (table["rank"].notna() | table["unranked"].notna()).all()


def test_no_place_in_a_random_sample_or_of_too_few(ky: PeriodTables) -> None:
    sampled = ky.rank("satisfaction", level="commune")
    assert sampled["rank"].isna().all()
    assert set(sampled["unranked"]) <= {"random_sample", "no_figure"}


def test_two_agencies_side_by_side(ky: PeriodTables) -> None:
    table = ky.compare(COMMUNE, OTHER, labels=True)
    for suffix, agency in (("a", COMMUNE), ("b", OTHER)):
        own = ky.results(agency, level="commune").droplevel(["agency", "level"])
        assert table["numerator_" + suffix].equals(own["numerator"].reindex(table.index))
    assert table["target_name"].notna().all()


def test_history_is_what_each_period_shows(ky: PeriodTables, small_province: Province) -> None:
    table = ky.history(COMMUNE, target=ON_TIME)
    assert list(table.index.get_level_values("period")) == [HALF, YEAR]
    half = PeriodTables(small_province.roots, PLAN, HALF).results(COMMUNE, target=ON_TIME)
    assert table["numerator"].iloc[0] == half["numerator"].iloc[0]


def test_differences_are_those_of_packets(ky: PeriodTables) -> None:
    table = ky.differences(labels=True)
    pairs = zip(table["numerator"], table["denominator"], strict=True)
    others = zip(table["other_numerator"], table["other_denominator"], strict=True)
    assert len(table) and all(str(a) != str(b) for a, b in zip(pairs, others, strict=True))


def test_a_trace_leads_to_the_file(ky: PeriodTables) -> None:
    text = "\n".join(ky.trace(COMMUNE, ON_TIME)["text"])
    assert "SHA-256" in text and "UBND phường Sa Pa" in text


# ---------------------------------------------------------------- nothing that packets withhold

CANARY = 7919  # as many persons as nobody has


def every_table(ky: PeriodTables) -> Iterator[pd.DataFrame]:
    names = [target.id for target in ky._at.plan.targets]
    yield from (ky.results(labels=True), ky.sources(), ky.gaps(), ky.differences(), ky.history())
    for target in ky.targets().query("kind == 'quantitative'").index:
        for level in ky._at.plan.levels:
            yield ky.rank(target, level=level)
    yield ky.compare(COMMUNE, OTHER)
    for agency in (COMMUNE, DISTRICT, PROVINCE):
        for target in names:
            try:
                yield ky.trace(agency, target)
            except WrongUse:
                continue


def test_withheld_figures_are_in_no_table(ky: PeriodTables, small_province: Province) -> None:
    at = opened(small_province.roots, PLAN, YEAR)
    private = [target for target in at.plan.targets if target.private]
    rows = dict(at.observations.rows)
    planted = [
        (agency.id, agency.level, target.id)
        for agency in at.plan.registry(at.period)
        for target in private
        if (agency.id, agency.level, target.id) in rows
    ]
    assert planted
    for key in planted:
        few = replace(rows[key][0], numerator=1, denominator=CANARY, missing=None)
        rows[key] = (few, replace(few, numerator=2), *rows[key][1:])
    changed = replace(at, observations=replace(at.observations, rows=rows))
    secret = PeriodTables(small_province.roots, PLAN, YEAR, changed)
    withheld = secret.results()["reason"] == "withheld"
    assert withheld.sum() >= len(planted)
    assert secret.results()[withheld][["numerator", "denominator", "value"]].isna().all(axis=None)
    for table in every_table(secret):
        text = table.to_csv()
        assert str(CANARY) not in text and "7.919" not in text


def test_members_of_a_sum_are_traced_as_their_packets_show_them(
    small_province: Province,
) -> None:
    at = opened(small_province.roots, PLAN, YEAR)
    hidden: list[Observation] = [
        r.observation
        for agency in at.subjects
        for r in at.evaluation(agency).results
        if is_withheld(r.observation) and r.observation is not None and agency != PROVINCE
    ]
    assert all(o.numerator is None for o in hidden)


# ---------------------------------------------------------------- dossiers


def test_dossiers_are_those_of_the_form(ky: PeriodTables, small_province: Province) -> None:
    at = opened(small_province.roots, PLAN, YEAR)
    table = ky.dossiers(by=["agency", "state"])["dossiers"]
    assert at.observations.tallies is not None
    for agency, tally in at.observations.tallies.items():
        own = table[agency or dossiers.NOBODY]
        assert (own.sum(), own.get("late", 0)) == (tally["c3"], tally["c10"])
    whole = ky.dossiers(agency=PROVINCE)["dossiers"].sum()
    assert whole == at.evaluation(PROVINCE).tallies["c3"]


def test_small_groups_of_dossiers_are_shown_together(ky: PeriodTables) -> None:
    apart = 0
    for agency in ky.dossiers(by="agency").index:
        by_field = ky.dossiers(by="field", agency=agency)["dossiers"]
        cross = ky.dossiers(by=["field", "month"], agency=agency)["dossiers"]
        assert by_field.sum() == cross.sum() == ky.dossiers(agency=agency)["dossiers"].sum()
        assert (by_field >= dossiers.FEWEST).all() or len(by_field) == 1
        shown = [field for field in by_field.index if field != dossiers.TOGETHER]
        for field in shown:
            drilled = ky.dossiers(by="month", agency=agency, field=field)["dossiers"]
            assert drilled.to_dict() == cross[field].to_dict()
            assert drilled.sum() == by_field[field]
        small = set(ky._cube[ky._cube["agency"] == agency]["field"]) - set(shown)
        for field in small:
            with pytest.raises(WrongUse, match="quá ít hồ sơ"):
                ky.dossiers(by="month", agency=agency, field=field)
        apart += len(small)
    assert apart


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("ABCD"), st.sampled_from("123")), st.integers(1, 30), max_size=12
    )
)
def test_no_line_gives_a_group_that_is_hidden(sizes: dict[tuple[str, ...], int]) -> None:
    hidden = dossiers.hidden_groups(sizes)
    assert {key for key, size in sizes.items() if size < dossiers.FEWEST} <= hidden
    for place in (0, 1):
        for name in {key[place] for key in sizes}:
            line = [key for key in sizes if key[place] == name]
            few = [key for key in line if key in hidden]
            if few and len(few) < len(line):
                assert len(few) > 1 and sum(sizes[key] for key in few) >= dossiers.FEWEST


def test_dossiers_are_not_divided_too_finely(ky: PeriodTables) -> None:
    with pytest.raises(WrongUse, match="hai trong số đó"):
        ky.dossiers(by=["field", "month"], channel="online")
    with pytest.raises(WrongUse, match="«days_late»"):
        ky.dossiers(by="days")


def test_a_question_about_dossiers_is_quick(ky: PeriodTables) -> None:
    ky.dossiers()
    start = time.process_time()
    for _ in range(5):
        ky.dossiers(by=["field", "month"], agency=COMMUNE, state="late")
    assert (time.process_time() - start) / 5 <= 0.1


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("ask", "meant"),
    [
        (lambda ky: ky.results("03001-phuong-sapa"), COMMUNE),
        (lambda ky: ky.results(target="dossier_on_time"), ON_TIME),
        (lambda ky: ky.results(level="comune"), "commune"),
        (lambda ky: ky.results(area="procedure"), "procedures"),
        (lambda ky: ky.rank("Dossiers on time", level="commune"), ON_TIME),
        (lambda ky: ky.compare(COMMUNE, "03002"), OTHER),
        (lambda ky: ky.trace(COMMUNE, "on_time"), ON_TIME),
        (lambda ky: ky.history("088-thi-xa-sapa"), DISTRICT),
        (lambda ky: ky.dossiers(agency="88-thi-xa-sa-pa"), DISTRICT),
        (lambda ky: ky.dossiers(state="lat"), "late"),
    ],
)
def test_an_unknown_name_is_answered_by_the_nearest(
    ky: PeriodTables, ask: Callable[[PeriodTables], object], meant: str
) -> None:
    with pytest.raises(WrongUse) as refused:
        ask(ky)
    assert f"«{meant}»" in str(refused.value) and str(refused.value).count("«") <= 4


# ---------------------------------------------------------------- the state


def test_a_table_says_what_it_is_of(ky: PeriodTables, small_province: Province) -> None:
    stamp = ky.results().attrs["cchc"]
    assert stamp == {
        "plan": PLAN,
        "period": YEAR,
        "snapshot": small_province.snapshot(YEAR).id,
        "simulated": True,
        "draft": True,
        "supposed": (),
    }
    assert ky.dossiers().attrs["cchc"] == ky.find("sa pa").attrs["cchc"] == stamp


def test_a_pinned_state_says_when_it_is_outdated(small_province: Province, tmp_path: Path) -> None:
    own = small_province.copy(tmp_path / "own")
    ky = PeriodTables(own.roots, PLAN, YEAR)
    before = ky.results(DISTRICT)
    assert ky.stale == ()
    own.form(YEAR, DISTRICT).unlink()
    own.take_in(YEAR, replace=True)
    assert ky.stale == ("snapshot",)
    assert ky.results(DISTRICT).equals(before)
    ky.reload()
    assert ky.stale == () and not ky.results(DISTRICT).equals(before)
    scoring = own.root / "params" / "plans" / PLAN / "scoring.yml"
    whole = scoring.read_text("utf-8")
    scoring.write_text(whole + "\nno such key: 1\n", "utf-8")
    assert ky.stale == ("plan",)
    with pytest.raises(Exception, match="scoring"):
        ky.reload()
    assert len(ky.results(DISTRICT)) == len(before)


def test_changed_code_needs_a_new_process(
    small_province: Province, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "some.py"
    source.write_text("1", "utf-8")
    monkeypatch.setattr(state, "code_files", lambda: [source])
    ky = PeriodTables(small_province.roots, PLAN, YEAR)
    source.write_text("12", "utf-8")
    assert ky.stale == ("code",)
    with pytest.raises(WrongUse, match="khởi động lại"):
        ky.reload()


def test_the_only_plan_needs_no_name(
    small_province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCHC_ROOT", str(small_province.root))
    ky = tables.open(YEAR, data=small_province.roots.data)
    assert ky.plan == PLAN
    monkeypatch.delenv("CCHC_ROOT")
    with pytest.raises(WrongUse, match="Không ghi"):
        tables.to_excel({"a": ky.agencies()}, small_province.roots.data / "inbox" / "x.xlsx")
    monkeypatch.setenv("CCHC_ROOT", str(small_province.root))
    with pytest.raises(WrongUse, match="2022-FY"):
        tables.open("2022-FZ", data=small_province.roots.data)
    with pytest.raises(WrongUse, match="laocai-2022"):
        tables.open(YEAR, plan="laocai-2021", data=small_province.roots.data)


# ---------------------------------------------------------------- Excel


def test_a_workbook_has_the_figures_and_what_they_are_of(
    ky: PeriodTables, tmp_path: Path, small_province: Province
) -> None:
    table = ky.rank(ON_TIME, level="commune", labels=True)
    path = tables.to_excel({"Xếp hạng": table, "Đơn vị": ky.agencies()}, tmp_path / "a" / "x.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Xếp hạng", "Đơn vị", "Nguồn"]
    sheet = book["Xếp hạng"]
    stamp = str(sheet["A1"].value)
    assert all(each in stamp for each in (PLAN, YEAR, "SỐ LIỆU MÔ PHỎNG", "DỰ THẢO"))
    assert stamp[:200] in str(sheet.oddHeader.center.text)
    assert (sheet.freeze_panes, sheet.auto_filter.ref is not None) == ("A4", True)
    heads = [cell.value for cell in sheet[3]]
    assert heads[0] == "Mã đơn vị" and "Tử số" in heads
    column = heads.index("Tử số") + 1
    written = [sheet.cell(row, column).value for row in range(4, 4 + len(table))]
    assert written == [None if pd.isna(n) else int(n) for n in table["numerator"]]
    codes = book["Đơn vị"]
    assert "03001" in [cell.value for cell in codes["B"]]
    text = " ".join(str(cell.value) for row in book["Nguồn"].iter_rows() for cell in row)
    assert small_province.snapshot(YEAR).id in text and "SỐ LIỆU MÔ PHỎNG" in text


def test_text_is_no_formula_and_a_year_no_thousand(ky: PeriodTables, tmp_path: Path) -> None:
    table = ky.results(COMMUNE).head(3).assign(note="=1+1", link="http://127.0.0.1/")
    book = openpyxl.load_workbook(tables.to_excel({"a": table}, tmp_path / "x.xlsx"))
    sheet = book["a"]
    heads = [cell.value for cell in sheet[3]]
    cell = sheet.cell(4, heads.index("note") + 1)
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert sheet.cell(4, heads.index("link") + 1).hyperlink is None
    assert sheet.cell(4, heads.index("Năm đến hạn") + 1).number_format == "0"


def test_a_table_without_its_stamp_is_refused(ky: PeriodTables, tmp_path: Path) -> None:
    table = ky.results(COMMUNE)
    lost = table.groupby("area").agg(n=("value", "size"))
    assert not lost.attrs
    with pytest.raises(WrongUse, match="source=ky"):
        tables.to_excel({"a": lost}, tmp_path / "x.xlsx")
    assert not (tmp_path / "x.xlsx").exists()
    for source in (ky, table):
        assert tables.to_excel({"a": lost}, tmp_path / "x.xlsx", source=source).is_file()
    lost.attrs["cchc"] = {"plan": PLAN}
    with pytest.raises(WrongUse, match="source=ky"):
        tables.to_excel({"a": lost}, tmp_path / "y.xlsx")


def test_a_table_of_another_state_is_refused(
    ky: PeriodTables, small_province: Province, tmp_path: Path
) -> None:
    half = PeriodTables(small_province.roots, PLAN, HALF)
    with pytest.raises(WrongUse, match="nguồn khác"):
        tables.to_excel({"a": half.agencies()}, tmp_path / "x.xlsx", source=ky)


def test_workbooks_are_not_written_among_the_data(
    ky: PeriodTables, small_province: Province, tmp_path: Path
) -> None:
    roots, table = small_province.roots, {"a": ky.agencies()}
    link = tmp_path / "link"
    link.symlink_to(roots.data / "inbox")
    inside = (roots.data / "inbox" / HALF, roots.data / "store", roots.out / PLAN, link)
    for folder in (*inside, tmp_path / ".." / roots.data / "inbox"):
        with pytest.raises(WrongUse, match="Không ghi"):
            excel.write(table, folder / "x.xlsx", None, [roots])
    with pytest.raises(WrongUse, match=r"\.xlsx"):
        excel.write(table, tmp_path / "x.csv", None, [roots])


@pytest.mark.parametrize("name", ["", " ", "a" * 32, "a/b", "nguồn", "'a", "a:b", "a*"])
def test_names_that_sheets_cannot_have_are_refused(
    ky: PeriodTables, tmp_path: Path, name: str
) -> None:
    with pytest.raises(WrongUse, match="tên trang"):
        tables.to_excel({name: ky.agencies()}, tmp_path / "x.xlsx")
    with pytest.raises(WrongUse, match="tên trang"):
        tables.to_excel({"A": ky.agencies(), "a": ky.agencies()}, tmp_path / "x.xlsx")


def test_csv_of_the_tables_is_read_back(ky: PeriodTables) -> None:
    rows = list(csv.DictReader(io.StringIO(ky.results(COMMUNE).to_csv())))
    assert {row["agency"] for row in rows} == {COMMUNE}
