"""Two plans unlike 434/KH-UBND are run through every command, from forms to packets.

`phu-tho-2026`: a province of two levels, two periods, areas, targets and clauses of its own, points
by steps, a fifth question in the survey, wards that own schools. `laocai-2023`: another year, two
communes merged within it, a baseline of the year before.
"""

from __future__ import annotations

import csv
import html
import io
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from commands import cchc
from helpers import forms
from helpers.analyst.opening import open_plan
from helpers.model import Plan
from helpers.plan import Roots
from province import PROJECT

pytestmark = pytest.mark.batch

PLANS = Path(__file__).parents[1] / "plans"
QUESTION = "  - id: two_levels\n    column: Hài lòng về chính quyền địa phương hai cấp\n"
WARD = "07900-phuong-viet-tri"
# Words and years of plan 434 that must not appear for the other plan.
FOREIGN = {
    "phu-tho-2026": re.compile(
        r"huyện|lào cai|lao-cai|laocai|\b434\b|\b202[123]\b|phần (ii|iii|iv|vi)\b|toàn tỉnh"
        r"|thị trấn|sở, ban, ngành|văn bản số",
        re.IGNORECASE,
    ),
    "laocai-2023": re.compile(r"\b434\b|\b2021\b|phần (ii|iii|iv|vi)\b", re.IGNORECASE),
}


@dataclass(frozen=True)
class Played:
    """A plan after a run of all its periods: the project folder, the output of each command."""

    roots: Roots
    plan: Plan
    output: Mapping[tuple[str, ...], str]
    codes: Mapping[tuple[str, ...], int]

    def rows(self, period: str) -> list[dict[str, str]]:
        """results.csv of a period."""
        path = self.roots.out / self.plan.id / period / "results.csv"
        return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))

    def row(self, period: str, agency: str, target: str, level: str) -> dict[str, str]:
        """One row of results.csv."""
        key = (agency, target, level)
        names = ("agency", "target", "level")
        (row,) = (r for r in self.rows(period) if tuple(r[n] for n in names) == key)
        return row

    def page(self, period: str, agency: str) -> str:
        """The text of a packet, or of the province's page."""
        folder = self.roots.out / self.plan.id / period
        name = "province" if agency == self.plan.province.id else f"packets/{agency}"
        return text_of((folder / f"{name}.html").read_bytes())


def text_of(page: bytes) -> str:
    """The text of a page, with its title and alternative texts."""
    source = re.sub(r"<(style|svg).*?</\1>", " ", page.decode("utf-8"), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", source)).split())


def project(root: Path, plan_id: str) -> Roots:
    """A project folder with only that plan, and the mappings of this project."""
    shutil.copytree(PLANS / plan_id, root / "params" / "plans" / plan_id)
    shutil.copytree(PROJECT / "params" / "mappings", root / "params" / "mappings")
    survey = root / "params" / "mappings" / "survey.yml"
    text = survey.read_text("utf-8")
    assert "\noptional: [" in text
    survey.write_text(text.replace("\noptional: [", f"\n{QUESTION}optional: ["), "utf-8")
    for name in ("requirements.lock", "pyproject.toml"):
        shutil.copy(PROJECT / name, root / name)
    (root / "notebooks").symlink_to(PROJECT / "notebooks")
    return Roots(root, root / "data", root / "rendered")


def answered_by_hand(roots: Roots, plan: Plan) -> None:
    """The year's form of one ward with known figures: 30 of 40 officials, 15 of 16 schools."""
    period, ward = plan.final_period, plan.agencies[WARD]
    answers = {
        "centre_open": True,
        "officials": 40,
        "officials_trained": 30,
        "service_units_2025": 16,
        "service_units": 15,
    }
    evidence = dict.fromkeys(answers, "Báo cáo số 7/BC-UBND")
    form = forms.filled(plan, ward, period, answers, evidence)
    (roots.data / "inbox" / period.id / f"{WARD}.xlsx").write_bytes(form)


def play(root: Path, plan_id: str) -> Played:
    """Run every command for every period of a plan."""
    roots = project(root, plan_id)
    plan = open_plan(plan_id, roots)
    env = {"CCHC_ROOT": str(roots.root), "PATH": "/usr/bin:/bin"}
    output: dict[tuple[str, ...], str] = {}
    codes: dict[tuple[str, ...], int] = {}

    def run(*arguments: str) -> None:
        done = cchc(*arguments, env=env)
        output[arguments], codes[arguments] = f"{done.stdout}\n{done.stderr}", done.returncode

    run("demo", "--inbox", str(roots.data / "inbox"), "--dossiers", "1500")
    if plan.id == "phu-tho-2026":
        answered_by_hand(roots, plan)
    lead = "so-noi-vu"
    for period in plan.periods:
        run("forms", "--period", period, "--out", str(roots.root / "forms" / period))
        for kind in ("appraisal", "objection"):
            out = roots.root / "forms" / f"{period}-{kind}"
            run("forms", "--period", period, "--kind", kind, "--out", str(out))
        run("intake", "--period", period)
        run("evaluate", "--period", period)
        run("render", "--period", period)
        run("trace", "--period", period, lead, "on_time")
    run("approve", "--period", plan.final_period.id, "--by", "UBND tỉnh")
    run("render", "--period", plan.final_period.id, "--agency", lead)
    run("diff", *plan.periods)
    run("verify", str(roots.out / plan.id / next(iter(plan.periods))))
    run("plan")
    run("agencies")
    return Played(roots, plan, output, codes)


@pytest.fixture(scope="module")
def two_levels(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The province of two levels."""
    return play(tmp_path_factory.mktemp("project"), "phu-tho-2026")


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The year in which two communes are merged."""
    return play(tmp_path_factory.mktemp("project"), "laocai-2023")


@pytest.fixture(params=["two_levels", "merged"])
def played(request: pytest.FixtureRequest) -> Played:
    """Each of the two plans."""
    result: Played = request.getfixturevalue(request.param)
    return result


def test_every_command_succeeds(played: Played) -> None:
    # `diff` ends with 1 where there are differences, as the program `diff` does.
    expected = {arguments: int(arguments[0] == "diff") for arguments in played.codes}
    failed = {a: played.output[a] for a, code in played.codes.items() if code != expected[a]}
    assert failed == {}


def written(played: Played) -> Iterator[tuple[str, str]]:
    """All texts for readers, by name: pages, tables, forms, answers, output of commands."""
    yield from ((" ".join(arguments), text) for arguments, text in played.output.items())
    folders = [played.roots.out, played.roots.data / "intake", played.roots.root / "forms"]
    for path in sorted(p for folder in folders for p in folder.rglob("*") if p.is_file()):
        name = str(path.relative_to(played.roots.root))
        if path.suffix == ".html":
            yield name, text_of(path.read_bytes())
        elif path.suffix in (".csv", ".ipynb", ".json", ".sha256"):
            yield name, path.read_text("utf-8")
        elif path.suffix in (".xlsx", ".zip"):
            yield from ((f"{name}/{part}", text) for part, text in _parts(path.read_bytes()))


def _parts(content: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.namelist():
            if part.endswith(".xlsx"):
                yield from ((f"{part}/{n}", text) for n, text in _parts(archive.read(part)))
            elif part.endswith(".xml"):
                yield part, text_of(archive.read(part))


def test_no_word_and_no_year_of_another_plan_is_left(played: Played) -> None:
    foreign = FOREIGN[played.plan.id]
    texts = list(written(played))
    matches = [
        (name, text[max(0, match.start() - 40) : match.end() + 40])
        for name, text in texts
        for match in foreign.finditer(text)
    ]
    assert len(texts) > 100 and matches == []


def test_every_packet_is_made_and_complete(played: Played) -> None:
    plan = played.plan
    for period in plan.periods.values():
        folder = played.roots.out / plan.id / period.id / "packets"
        there = {agency.id for agency in plan.registry(period)}
        assert {path.stem for path in folder.glob("*.html")} == there
        whole = played.page(period.id, plan.province.id)
        for area in plan.areas:
            assert area.label in whole
            for clause in area.clauses:
                # What is only watched is named target by target.
                names = [target.label for target in clause.targets]
                heading = (clause.heading or clause.label).casefold()
                named = all(name.casefold() in whole.casefold() for name in names)
                assert named or heading in whole.casefold(), clause.id
        assert "Phần này chưa lập được" not in whole


# ---------------------------------------------------------------- figures, by hand


def ballots(played: Played, head: str) -> list[tuple[str, str]]:
    """Unit code and answer of each ballot in the survey that was sent."""
    (path,) = (played.roots.data / "inbox" / played.plan.final_period.id).glob("khao-sat-*.csv")
    rows = csv.DictReader(io.StringIO(path.read_text("utf-8")))
    return [(row["Mã đơn vị"], row[head]) for row in rows]


def test_a_share_met_exactly_at_three_quarters(two_levels: Played) -> None:
    row = two_levels.row("2026-N", WARD, "officials_trained", "ward")
    assert (row["numerator"], row["denominator"], row["threshold"]) == ("30", "40", "75.000000")
    assert (row["status"], row["margin_units"]) == ("met", "0")
    assert "30/40" in two_levels.page("2026-N", WARD)


def test_schools_of_a_ward_against_the_year_before(two_levels: Played) -> None:
    row = two_levels.row("2026-N", WARD, "schools_cut", "ward")
    assert (row["numerator"], row["denominator"], row["value"]) == ("1", "16", "6.250000")


def test_a_fifth_question_of_the_survey(two_levels: Played) -> None:
    answers = ballots(two_levels, "Hài lòng về chính quyền địa phương hai cấp")
    given = [answer.strip().casefold() for code, answer in answers if code == "07900"]
    happy = sum(answer in ("hài lòng", "rất hài lòng") for answer in given)
    valid = sum(bool(answer) for answer in given)
    row = two_levels.row("2026-N", WARD, "two_level_satisfaction", "ward")
    assert (row["numerator"], row["denominator"]) == (str(happy), str(valid)) and valid > 0


def test_points_by_steps(two_levels: Played) -> None:
    """80 gives 0,5 of 2 points, 90 gives 1, 95 gives 2, by the value and not the verdict."""
    rows = [r for r in two_levels.rows("2026-N") if r["target"] == "on_time" and r["points"]]
    assert len(rows) >= 5
    for row in rows:
        value = Decimal(100 * int(row["numerator"])) / int(row["denominator"])
        points = sum(Decimal(p) for at, p in ((80, "0.5"), (90, "0.5"), (95, "1")) if value >= at)
        assert Decimal(row["points"]) == points, row


def test_merged_communes_before_and_after(merged: Played) -> None:
    before, after = {"02788-xa-lung-vai", "02791-xa-ban-lau"}, "02789-xa-lung-lau"
    of_half, of_year = ({r["agency"] for r in merged.rows(p)} for p in merged.plan.periods)
    assert before <= of_half and after not in of_half
    assert after in of_year and not before & of_year
    # Their dossiers of the months before still count in the district's sum.
    (path,) = (merged.roots.data / "inbox" / "2023-FY").glob("xuat-ho-so-*.csv")
    assert "UBND xã Lùng Vai" in path.read_text("utf-8")
    whole = merged.row("2023-FY", "083-huyen-muong-khuong", "on_time", "commune")
    there = [merged.row("2023-FY", a, "on_time", "commune") for a in (after, "02779-xa-thanh-binh")]
    assert int(whole["denominator"]) > sum(int(row["denominator"]) for row in there)


def test_a_baseline_of_the_year_before(merged: Played) -> None:
    own = [r for r in merged.rows("2023-FY") if r["target"] == "posts_cut" and r["level"] != "all"]
    sums = [r for r in own if r["agency"] == "lao-cai" and r["numerator"]]
    assert {r["level"] for r in sums} == {"province", "district"}
    single = [r for r in own if r["agency"] != "lao-cai"]
    for level in {r["level"] for r in sums}:
        (whole,) = (r for r in sums if r["level"] == level)
        parts = [r for r in single if r["level"] == level and r["numerator"]]
        assert parts, level
        for name in ("numerator", "denominator"):
            assert int(whole[name]) == sum(int(r[name]) for r in parts)
    assert "cuối năm 2022" in merged.page("2023-FY", "083-huyen-muong-khuong")
