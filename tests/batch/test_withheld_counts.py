"""Withheld counts are in nothing that is made or printed: canary counts are searched in packets,
executed notebooks, tables, and in what `cchc evaluate`, `cchc diff` and `cchc trace` print."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from commands import cchc
from helpers import demo, forms
from helpers.store import history
from province import PLAN, Province, new_province

pytestmark = pytest.mark.batch

HALF, YEAR = "2022-H1", "2022-FY"
HEADS, LEADERS = "division_heads", "leaders"
TARGETS = ("division_heads_international", "senior_leaders_international")
OFFICE, HOME, LAND = "van-phong-ubnd-tinh", "so-noi-vu", "so-tai-nguyen-va-moi-truong"
# One or two, or all but one or two, of so many that the number is nowhere else.
Counts = Mapping[str, tuple[int, int]]
IN_HALF: Counts = {OFFICE: (2, 7310951), HOME: (7420862, 7420863), LAND: (1, 7530774)}
AT_FIRST: Counts = {OFFICE: (8310953, 8310954), HOME: (2, 8420865), LAND: (8530776, 8530778)}
CORRECTED: Counts = {OFFICE: (8310953, 8310954), HOME: (2, 9420867), LAND: (9530778, 9530779)}
CANARIES = sorted(
    {n for each in (IN_HALF, AT_FIRST, CORRECTED) for pair in each.values() for n in pair if n > 2}
)


def grouped(number: int) -> str:
    """A pattern of a number however its digits are grouped, not part of a digest or a fraction."""
    digits = re.sub(r"(?<=\d)(?=(\d{3})+$)", lambda _: r"[.,\s\u00a0\u202f_]?", str(number))
    return rf"(?<![0-9A-Za-z])(?<!\d[.,]){digits}(?![0-9A-Za-z])"


PATTERN = re.compile("|".join(map(grouped, CANARIES)))


def found_in(text: str) -> set[str]:
    """The canaries in a text; JSON's escapes are read first."""
    return set(PATTERN.findall(re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)))


@pytest.mark.parametrize("number", CANARIES)
def test_the_search_finds_a_count_however_it_is_written(number: int) -> None:
    plain, dotted = str(number), f"{number:,}".replace(",", ".")
    texts = (
        plain,
        dotted,
        f"{number:,}",
        dotted.replace(".", " "),
        json.dumps(f"{number}\u00a0ng"),
    )
    for text in texts:
        assert found_in(f"<td>{text}</td>") == {text} or found_in(text), text
    assert not found_in(f"0.{plain}") and not found_in(f"a{plain}") and not found_in(f"{plain}1")


def send(province: Province, period: str, counts: Counts) -> None:
    """Put forms with these counts of heads of division, and a few leaders, into the inbox."""
    plan = province.plan
    for agency, (able, everybody) in counts.items():
        answers = {
            HEADS: everybody,
            TARGETS[0]: able,
            LEADERS: everybody + 1,
            "leaders_international": everybody,
        }
        content = forms.filled(plan, plan.agencies[agency], plan.periods[period], answers, {})
        (province.inbox(period) / f"{agency}.xlsx").write_bytes(content)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Province:
    """A province with withheld canary counts in two periods, the later one corrected once."""
    province = new_province(tmp_path_factory.mktemp("counts"))
    demo.write_province(
        province.plan, province.roots.data / "inbox", dossiers=300, periods=[HALF, YEAR]
    )
    for period, counts in ((HALF, IN_HALF), (YEAR, AT_FIRST), (YEAR, CORRECTED)):
        send(province, period, counts)
        result = province.take_in(period, replace=True)
        assert not [r.text for r in result.refusals if any(a in r.text for a in counts)]
        if counts is not AT_FIRST:
            continue
        done = cchc("render", "--period", YEAR, "--agency", HOME, env=province.env)
        assert done.returncode == 0, done.stderr
    return province


def published(folder: Path) -> Iterator[tuple[str, str]]:
    """Names and texts of all that is published or kept next to it."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        yield path.relative_to(folder).as_posix(), path.read_text("utf-8", "replace")


def test_no_withheld_count_is_in_what_is_rendered(planted: Province) -> None:
    for period in (HALF, YEAR):
        agencies = [word for agency in (HOME, OFFICE) for word in ("--agency", agency)]
        done = cchc("render", "--period", period, *agencies, env=planted.env)
        assert done.returncode == 0, done.stderr
        assert found_in(done.stdout + done.stderr) == set()
    texts = dict(published(planted.roots.out))
    kinds = {Path(name).suffix for name in texts}
    assert {".html", ".ipynb", ".csv"} <= kinds
    assert {name: found for name, text in texts.items() if (found := found_in(text))} == {}
    notebooks = [json.loads(text) for name, text in texts.items() if name.endswith(".ipynb")]
    assert all(any(cell.get("outputs") for cell in book["cells"]) for book in notebooks)


def test_no_withheld_count_is_in_what_is_printed(planted: Province) -> None:
    states = [f"{YEAR}@{name}" for name in history(planted.roots.data, PLAN, YEAR)]
    assert len(states) == 2
    commands = [
        ("evaluate", "--period", YEAR),
        ("evaluate", "--period", YEAR, "--agency", HOME),
        ("diff", HALF, YEAR),
        ("diff", HALF, YEAR, "--format", "json"),
        ("diff", *states, "--format", "json"),
        ("diff", *states),
        *(
            ("trace", agency, target, "--period", YEAR)
            for agency in (HOME, OFFICE, LAND, planted.plan.province.id)
            for target in TARGETS
        ),
    ]
    said = {each: cchc(*each, env=planted.env) for each in commands}
    for each, done in said.items():
        assert done.returncode in (0, 1) and "Traceback" not in done.stderr, done.stderr
        assert found_in(done.stdout + done.stderr) == set(), each
    rows = json.loads(said[commands[4]].stdout)
    shown = {(r["agency"], r["target"]): (r["numerator_a"], r["numerator_b"]) for r in rows}
    for target in TARGETS:  # the corrected figures are not had by difference from the province's
        first, corrected = shown[planted.plan.province.id, target]
        assert isinstance(first, int) and corrected == ""


def test_the_counts_are_in_the_store_and_would_be_found(planted: Province) -> None:
    """The search is able: what the store keeps for the Department has every count of its state."""
    kept = planted.observations(YEAR)[0]
    counts = {str(o.denominator) for sources in kept.rows.values() for o in sources}
    assert {str(pair[1]) for pair in CORRECTED.values()} <= counts
