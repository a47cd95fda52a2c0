"""Valid exports damaged at random, in CSV and in Excel: each is accepted or refused with a
sentence, and nothing of a refused one is in the store.

Each export has its own dossiers in its own field, so that its rows can be recognised in the store;
with every twenty of them comes a damaged survey.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from test_mutations import BYTES, MUTATIONS

from bounds import bounded
from corpus.exports import HEADS, Rows, Sheet, as_cp1258, as_csv, as_excel, ballots, dossier
from export_files import PERIOD, PLAN, project_of_mappings
from helpers import wording
from helpers.intake.check import IntakeResult, take_in
from helpers.model import Severity
from helpers.plan import Roots

pytestmark = pytest.mark.intake

FOLDER = 20  # exports that come in together
ROWS = 12
FORMATS = (
    as_csv,
    lambda rows: as_csv(rows, separator=";"),
    lambda rows: as_csv(rows, "utf-16", "\t"),
    as_cp1258,
    lambda rows: as_excel(Sheet(rows)),
    lambda rows: as_excel(Sheet(rows)),
)
Mutate = Callable[[bytes, random.Random], bytes]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project_of_mappings(tmp_path_factory.mktemp("root"))


def swap_lines(content: bytes, chance: random.Random) -> bytes:
    """Exchange two lines, possibly the headings."""
    lines = content.split(b"\n")
    one, other = chance.sample(range(len(lines)), 2)
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def swap_cells(content: bytes, chance: random.Random) -> bytes:
    """Exchange two cells, that is, texts between commas or semicolons."""
    separator = b";" if content.count(b";") > content.count(b",") else b","
    cells = content.split(separator)
    if len(cells) < 2:
        return content
    one, other = chance.sample(range(len(cells)), 2)
    cells[one], cells[other] = cells[other], cells[one]
    return separator.join(cells)


def put_in(content: bytes, chance: random.Random) -> bytes:
    """Insert an unusual character."""
    odd = chance.choice(
        (b'"', b"\0", b"\n", b"\r", b",", b";", b"\xff\xfe", b"\xe2\x80\xae", b"=1+1", b"9" * 400)
    )
    place = chance.randrange(len(content))
    return content[:place] + odd + content[place:]


IN_TEXT: tuple[Mutate, ...] = (*BYTES, swap_lines, swap_cells, put_in)


def damaged(number: int, rows: Rows) -> bytes:
    """The rows in one of the formats, damaged; all random choices depend on the number."""
    chance = random.Random(number)
    content = FORMATS[number % len(FORMATS)](rows)()
    mutations = MUTATIONS if content.startswith(b"PK") else IN_TEXT
    return chance.choice(mutations)(content, chance)


def rows_of(number: int) -> Rows:
    """Valid dossiers that no other export has."""
    field = {"Lĩnh vực": f"Lĩnh vực {number}"}
    return (HEADS, *(dossier(number * ROWS + row, **field) for row in range(ROWS)))


def intake_of(folder: Path, root: Path, first: int) -> IntakeResult:
    inbox = folder / "inbox"
    inbox.mkdir()
    for number in range(first, first + FOLDER):
        (inbox / f"{number}.csv").write_bytes(damaged(number, rows_of(number)))
    (inbox / f"{first + FOLDER}.csv").write_bytes(damaged(first, ballots(ROWS)))
    return take_in(Roots(root, folder / "data", folder), PLAN, PERIOD, inbox)


@pytest.mark.parametrize(
    "first",
    [
        1000,
        *(pytest.param(n, marks=pytest.mark.slow_faults) for n in range(2000, 4000, 4 * FOLDER)),
    ],
)
def test_a_damaged_export_is_accepted_or_refused(tmp_path: Path, root: Path, first: int) -> None:
    with bounded(seconds=5 * FOLDER):
        result = intake_of(tmp_path, root, first)
    assert len(result.submissions) == FOLDER + 1
    refused = {r.file for r in result.remarks if r.severity is Severity.REFUSED_FILE}
    assert refused == {s.file for s in result.submissions if not s.accepted}
    assert 0 < len(refused) < FOLDER
    for remark in result.remarks:
        assert wording.files.FILE_OUT_OF_TIME not in remark.text
        assert remark.text.startswith("Tệp ") and remark.text.endswith(".")
        assert "\n" not in remark.text and "Traceback" not in remark.text
        assert remark.severity is Severity.REMARK or "Đề nghị " in remark.text
    dossiers = result.snapshot.path / "dossiers.parquet"
    fields = set(pq.read_table(dossiers)["field"].to_pylist()) if dossiers.exists() else set()
    numbers = {int(Path(file).stem) for file in refused}
    assert not fields & {f"Lĩnh vực {number}" for number in numbers}
    survey = result.snapshot.path / "answers.parquet"
    assert survey.exists() == any(s.kind == "survey" and s.accepted for s in result.submissions)
