"""Good exports damaged at random, in CSV and in Excel: every one is taken or refused with a
sentence, and of what is refused nothing stands in the store.

Each export has dossiers of its own in a field of its own, so that its rows can be told in the
store; with every twenty of them comes a damaged survey.
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
WAYS = (
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
    """Two lines change places, the heads among them or not."""
    lines = content.split(b"\n")
    one, other = chance.sample(range(len(lines)), 2)
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def swap_cells(content: bytes, chance: random.Random) -> bytes:
    """Two cells change places, with whatever stands between commas or semicolons."""
    separator = b";" if content.count(b";") > content.count(b",") else b","
    cells = content.split(separator)
    if len(cells) < 2:
        return content
    one, other = chance.sample(range(len(cells)), 2)
    cells[one], cells[other] = cells[other], cells[one]
    return separator.join(cells)


def put_in(content: bytes, chance: random.Random) -> bytes:
    """Something odd gets between the letters."""
    odd = chance.choice(
        (b'"', b"\0", b"\n", b"\r", b",", b";", b"\xff\xfe", b"\xe2\x80\xae", b"=1+1", b"9" * 400)
    )
    place = chance.randrange(len(content))
    return content[:place] + odd + content[place:]


IN_TEXT: tuple[Mutate, ...] = (*BYTES, swap_lines, swap_cells, put_in)


def damaged(number: int, rows: Rows) -> bytes:
    """The rows written in one of the ways and damaged; all that is drawn comes from the number."""
    chance = random.Random(number)
    content = WAYS[number % len(WAYS)](rows)()
    ways = MUTATIONS if content.startswith(b"PK") else IN_TEXT
    return chance.choice(ways)(content, chance)


def rows_of(number: int) -> Rows:
    """Sound dossiers that nobody else has."""
    field = {"Lĩnh vực": f"Lĩnh vực {number}"}
    return (HEADS, *(dossier(number * ROWS + row, **field) for row in range(ROWS)))


def taken_from(folder: Path, root: Path, first: int) -> IntakeResult:
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
def test_a_damaged_export_is_taken_or_refused(tmp_path: Path, root: Path, first: int) -> None:
    with bounded(seconds=5 * FOLDER):
        taken = taken_from(tmp_path, root, first)
    assert len(taken.submissions) == FOLDER + 1
    refused = {r.file for r in taken.remarks if r.severity is Severity.REFUSED_FILE}
    assert refused == {s.file for s in taken.submissions if not s.accepted}
    assert 0 < len(refused) < FOLDER
    for remark in taken.remarks:
        assert wording.files.FILE_OUT_OF_TIME not in remark.text
        assert remark.text.startswith("Tệp ") and remark.text.endswith(".")
        assert "\n" not in remark.text and "Traceback" not in remark.text
        assert remark.severity is Severity.REMARK or "Đề nghị " in remark.text
    dossiers = taken.snapshot.path / "dossiers.parquet"
    fields = set(pq.read_table(dossiers)["field"].to_pylist()) if dossiers.exists() else set()
    numbers = {int(Path(file).stem) for file in refused}
    assert not fields & {f"Lĩnh vực {number}" for number in numbers}
    survey = taken.snapshot.path / "answers.parquet"
    assert survey.exists() == any(s.kind == "survey" and s.accepted for s in taken.submissions)
