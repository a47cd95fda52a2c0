"""An export as a file: separators, encodings, headings, damage, and the cost of reading."""

from __future__ import annotations

import csv
import random
import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from export_files import (
    BALLOT,
    DOSSIER,
    FOLDER,
    HEADS,
    ONE_STOP,
    PERIOD,
    PERMIT_LOG,
    PLAN,
    SURVEY,
    SURVEY_HEADS,
    export,
    texts,
    written,
)
from helpers.intake import exports
from helpers.intake.exports import ExportRefused
from helpers.model import Severity

pytestmark = pytest.mark.intake


# ---------------------------------------------------------------- file format


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_separators_marks_and_line_ends(
    tmp_path: Path, separator: str, mark: str, end: str
) -> None:
    path = export(tmp_path / "x.csv", {"field": "Văn hóa, thể thao; khác"}, {}, separator=separator)
    path.write_bytes((mark + path.read_text("utf-8").replace("\n", end)).encode())
    assert exports.recognise(path, [SURVEY, PERMIT_LOG, ONE_STOP]) is ONE_STOP
    reading = exports.read_rows(path, ONE_STOP, PLAN, PERIOD)
    assert reading.counts == {"rows": 2, "dossiers": 2}
    assert reading.table.to_pylist()[0]["field"] == "Văn hóa, thể thao; khác"


def test_line_numbers_are_right_after_quoted_line_breaks_and_blank_lines(tmp_path: Path) -> None:
    path = export(tmp_path / "x.csv", {"field": "Hộ\ntịch"}, {"due": ""}, {}, {"due": ""})
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines[:4], "", *lines[4:], "", ""]), "utf-8")
    # 1 heads, 2-3 first row, 4 second (no due day), 5 blank, 6 third, 7 fourth (no due day)
    reading = exports.read_rows(path, ONE_STOP, PLAN, PERIOD)
    assert "dòng 4, 7: không có ngày hẹn trả" in texts(reading)
    assert reading.table.to_pylist()[0]["field"] == "Hộ tịch"


def test_mixed_line_ends_are_read(tmp_path: Path) -> None:
    path = export(tmp_path / "x.csv", {}, {"due": ""}, {})
    first, rest = path.read_bytes().split(b"\n", 2)[0], path.read_bytes().split(b"\n", 1)[1]
    path.write_bytes(first + b"\n" + rest.replace(b"\n", b"\r\n", 1))
    reading = exports.read_rows(path, ONE_STOP, PLAN, PERIOD)
    assert reading.counts["dossiers"] == 3
    assert "dòng 3: không có ngày hẹn trả" in texts(reading)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda b: b.replace(b"T\xc3\xb4n", b"T\xf4n", 1), "dòng 2: không đúng bảng mã UTF-8"),
        (lambda b: b.replace(b"T\xc3\xb4n", "T\ufffdn".encode(), 1), "dòng 2: có ký tự thay thế"),
        (lambda b: b.replace(b"T\xc3\xb4n", b"T\0n", 1), "dòng 2: có ký tự rỗng (NUL)"),
        (lambda b: b.decode().encode("utf-16")[:-1], "bảng mã UTF-16 nhưng bị hỏng"),
        (lambda b: b[:-40] + b"\n", "dòng 4: số ô không khớp với hàng tiêu đề (16 cột)"),
        (lambda b: b.replace(b"01/03", b"01,03", 1), "dòng 2: số ô không khớp"),
        (lambda b: b + b'"x\n', "dòng 5: dấu ngoặc kép không khép đúng"),
        (lambda b: b + b'"a"b,,,,,,,,,,,,,,,\n', "dòng 5: dấu ngoặc kép"),
        (lambda b: b + b"x" * 3_000_000 + b"\n", "dòng 5"),
        (lambda b: b"", "đây là tệp rỗng (0 byte)"),
        (lambda b: b"\n\n", "không có hàng tiêu đề"),
        (lambda b: b"\xff" * 100, "không đúng bảng mã UTF-8"),
        (lambda b: b"PK\x03\x04" + bytes(1000), "tệp hỏng"),
    ],
)
def test_an_invalid_csv_file_is_refused_with_its_line(
    tmp_path: Path, change: Any, said: str
) -> None:
    path = export(tmp_path / "x.csv", {}, {}, {})
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(ExportRefused) as refused:
        exports.read_rows(path, ONE_STOP, PLAN, PERIOD)
    assert said in texts(refused.value)
    assert all(r.severity is Severity.REFUSED_FILE for r in refused.value.remarks)


@settings(deadline=None, max_examples=25)
@given(
    values=st.lists(st.text(alphabet=',;"\n\t ăA1', max_size=8), min_size=1, max_size=6),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    end=st.sampled_from(["\n", "\r\n"]),
    separator=st.sampled_from(",;\t"),
)
def test_written_rows_are_read_with_their_line_numbers(
    tmp_path_factory: pytest.TempPathFactory,
    values: list[str],
    quoting: Any,
    end: str,
    separator: str,
) -> None:
    path = tmp_path_factory.mktemp("csv") / "x.csv"
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, quoting=quoting, lineterminator=end)
    writer.writerow(HEADS)
    lines = []
    for n, value in enumerate(values):
        lines.append(text.getvalue().count("\n") + 1)
        writer.writerow({**DOSSIER, "id": f"P{n}", "field": value, "due": ""}.values())
    path.write_bytes(text.getvalue().encode())
    reading = exports.read_rows(path, ONE_STOP, None, PERIOD)  # with a plan, texts would be masked
    fields = [row["field"] for row in reading.table.to_pylist()]
    assert fields == [" ".join(value.split()) for value in values]
    assert reading.remarks[0].place == f"dòng {', '.join(map(str, lines))}"


@pytest.mark.parametrize("seed", range(25))
def test_a_damaged_file_is_read_or_refused_with_a_sentence(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(export(tmp_path / "x.csv", {}, {}, {}).read_bytes())
    for _ in range(chance.randrange(1, 5)):
        place = chance.randrange(len(content))
        match chance.randrange(4):
            case 0:
                content[place] = chance.randrange(256)
            case 1:
                content[place:place] = chance.choice([b'"', b",", b"\n", b"\r", b"=1+1", b"\\"])
            case 2:
                del content[place : place + chance.randrange(1, 30)]
            case _:
                content[place:place] = content[:place][-60:]
    path = tmp_path / "y.csv"
    path.write_bytes(content)
    if exports.recognise(path, [ONE_STOP, SURVEY]) is None:
        assert exports.why_unknown(path).text
        return
    try:
        exports.read_rows(path, ONE_STOP, PLAN, PERIOD)
    except ExportRefused as refused:
        assert all(remark.text.startswith("Tệp y.csv") for remark in refused.remarks)


@pytest.mark.parametrize("extra", [",", ",,", ',""'])
def test_extra_blank_cells_make_a_ragged_row(tmp_path: Path, extra: str) -> None:
    """An inserted blank cell would move the following cells into wrong columns."""
    path = export(tmp_path / "x.csv", {}, {}, {})
    lines = path.read_text("utf-8").splitlines()
    lines[2] += extra
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(ExportRefused, match="dòng 3: số ô không khớp"):
        exports.read_rows(path, ONE_STOP, PLAN, PERIOD)


def test_all_ragged_rows_are_named(tmp_path: Path) -> None:
    path = export(tmp_path / "x.csv", *[{}] * 5)
    lines = path.read_text("utf-8").splitlines()
    lines[2] += ",thừa"
    lines[4] = lines[4].rpartition(",")[0]
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(ExportRefused, match="dòng 3, 5: số ô không khớp"):
        exports.read_rows(path, ONE_STOP, PLAN, PERIOD)


@pytest.mark.parametrize("name", ["*.csv", "a[1].csv", "x.csv.gz", "năm=2022.csv", "it's.csv"])
def test_a_file_name_is_only_displayed(tmp_path: Path, name: str) -> None:
    export(tmp_path / "other.csv", {}, {})
    assert exports.read_rows(export(tmp_path / name, {}), ONE_STOP).counts["rows"] == 1


def with_heads(path: Path, heads: Sequence[str]) -> Path:
    return written(path, [heads, list(DOSSIER.values())])


def test_a_missing_heading_is_named_with_the_nearest_one(tmp_path: Path) -> None:
    heads = ["Ngày tiếp nhân" if head == "Ngày tiếp nhận" else head for head in HEADS]
    path = with_heads(tmp_path / "x.csv", heads)
    assert exports.recognise(path, [SURVEY, PERMIT_LOG, ONE_STOP]) is ONE_STOP
    with pytest.raises(ExportRefused) as refused:
        exports.read_rows(path, ONE_STOP, PLAN, PERIOD)
    said = texts(refused.value)
    assert "thiếu cột «Ngày tiếp nhận» (gần nhất: «Ngày tiếp nhân»)" in said
    assert "«Mã hồ sơ», «Mã đơn vị tiếp nhận»" in said


def test_headings_are_recognised_in_nfd_and_any_case(tmp_path: Path) -> None:
    heads = [unicodedata.normalize("NFD", head).upper() for head in HEADS]
    path = with_heads(tmp_path / "x.csv", heads)
    assert exports.recognise(path, [SURVEY, ONE_STOP]) is ONE_STOP
    assert exports.read_rows(path, ONE_STOP, PLAN, PERIOD).remarks == ()


def test_columns_are_recognised_by_name_in_any_order(tmp_path: Path) -> None:
    path = written(tmp_path / "x.csv", [HEADS[::-1], list(DOSSIER.values())[::-1]])
    (row,) = exports.read_rows(path, ONE_STOP, PLAN, PERIOD).table.to_pylist()
    assert (row["received"], row["done"]) == (date(2022, 3, 1), date(2022, 3, 9))


def test_optional_unused_and_unnamed_columns_are_reported(tmp_path: Path) -> None:
    heads = ["", "Ghi chú", *HEADS[2:]]
    path = written(tmp_path / "x.csv", [[*heads, ""], ["1", "x", *list(DOSSIER.values())[2:], "2"]])
    with pytest.raises(ExportRefused, match="thiếu cột «Mã hồ sơ»"):
        exports.read_rows(path, ONE_STOP, PLAN, PERIOD)
    path = written(
        tmp_path / "x.csv",
        [["Mã hồ sơ", "", "Ghi chú", *HEADS[3:]], ["1", "2", "x", *list(DOSSIER.values())[3:]]],
    )
    said = texts(exports.read_rows(path, ONE_STOP, PLAN, PERIOD))
    assert "không có cột «Mã đơn vị tiếp nhận»" in said
    assert "cột thứ 2 không có tên" in said
    assert "các cột không dùng đến: «Ghi chú» (cột thứ 3)" in said


def test_a_duplicate_column_is_refused(tmp_path: Path) -> None:
    path = written(
        tmp_path / "x.csv", [[*HEADS, "ngày tiếp NHẬN"], [*DOSSIER.values(), "01/04/2022"]]
    )
    with pytest.raises(ExportRefused, match="cột «Ngày tiếp nhận» có ở các vị trí 9, 17"):
        exports.read_rows(path, ONE_STOP, PLAN, PERIOD)


@pytest.mark.parametrize(
    "content", [b"", b"a,b\n1,2\n", "Tên,Tuổi\n".encode(), b"\xff\xfe\0", b"PK\x03\x04\0\0", b"\0"]
)
def test_other_files_are_not_recognised_and_the_reason_is_given(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    assert exports.recognise(path, [SURVEY, PERMIT_LOG, ONE_STOP]) is None
    remark = exports.why_unknown(path)
    assert remark.severity is Severity.REFUSED_FILE and remark.text.startswith("Tệp x.csv")


# ---------------------------------------------------------------- both readers, samples, totals


@pytest.mark.parametrize("seed", range(12))
def test_the_fast_and_the_slow_reader_give_the_same_rows(tmp_path: Path, seed: int) -> None:
    """A blank line at the end is enough to require the slower reader."""
    chance = random.Random(seed)
    cells = ["", " ", "Đất đai", 'nói "có"', "a,b", "\u00a0x ", "1", "Hộ tịch"]
    rows = [
        {column: chance.choice(cells) for column in ("field", "channel", "papers", "payments")}
        for _ in range(40)
    ]
    path = export(tmp_path / "x.csv", *rows)
    with_blank = tmp_path / "y.csv"
    with_blank.write_bytes(path.read_bytes() + b"\n\n")
    fast, slow = (exports.read_rows(p, ONE_STOP, PLAN, PERIOD) for p in (path, with_blank))
    assert fast.table == slow.table
    assert texts(fast).replace("x.csv", "y.csv") == texts(slow)


MEMORY = """
import sys
from pathlib import Path
from helpers.intake import exports
exports.read_rows(Path(sys.argv[1]), exports.load_mapping(Path(sys.argv[2])))
print(int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) // 1024)
"""


@pytest.mark.parametrize(
    ("mapping", "heads", "row"),
    [
        ("one-stop.yml", HEADS, list(DOSSIER.values())),
        ("survey.yml", SURVEY_HEADS, list(BALLOT.values())),
    ],
)
def test_four_times_the_rows_take_about_the_same_memory(
    tmp_path: Path, mapping: str, heads: list[str], row: list[str]
) -> None:
    peaks = []
    for count in (200_000, 800_000):
        path = tmp_path / "x.csv"
        with path.open("w", encoding="utf-8") as file:
            file.write(",".join(heads) + "\n")
            file.writelines(f"H{n},{','.join(row[1:])}\n" for n in range(count))
        ran = subprocess.run(
            [sys.executable, "-c", MEMORY, path, FOLDER / mapping],
            capture_output=True,
            check=True,
            text=True,
        )
        peaks.append(int(ran.stdout))
    # 600,000 more rows would take some 300 MB as a table. Of each a hash and a line are kept; and
    # on a busy machine the threads hold some portions more.
    assert peaks[1] < peaks[0] + 150
