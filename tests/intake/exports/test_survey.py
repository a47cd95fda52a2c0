"""Exports of the survey become columns of the store; doubtful ballots are named, none is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from export_files import (
    BALLOT,
    FOLDER,
    ONE_STOP,
    PERIOD,
    PERMIT_LOG,
    PLAN,
    SA_PA,
    SURVEY,
    SURVEY_HEADS,
    texts,
    written,
)
from helpers import store
from helpers.intake import exports
from helpers.intake.exports import ExportRefused
from helpers.intake.exports.samples import (
    sample_size,
    small_samples,
    unclear_ballots,
    uncounted_ballots,
)
from helpers.model import Plan, Severity
from helpers.store.counting import SurveyTally

pytestmark = pytest.mark.intake


# ---------------------------------------------------------------- the survey

QUESTIONS = ("procedures", "service", "health", "education")
NOT_ANSWERED = dict.fromkeys(QUESTIONS, "")


def survey(tmp_path: Path, *rows: dict[str, str]) -> exports.RowReading:
    whole = [{**BALLOT, "id": f"P{n}", **row} for n, row in enumerate(rows)]
    path = written(tmp_path / "ks.csv", [SURVEY_HEADS, *(row.values() for row in whole)])
    assert exports.recognise(path, [ONE_STOP, PERMIT_LOG, SURVEY]) is SURVEY
    return exports.read_rows(path, SURVEY, PLAN, PERIOD)


def test_answers_in_the_columns_of_the_store(tmp_path: Path) -> None:
    scale = ("Rất hài lòng", "Hài lòng", "Bình thường", "Không hài lòng", "Rất không hài lòng")
    fields = ("Đất đai", "Xây dựng", "Đầu tư", "Hộ tịch", "")
    rows = [
        {"procedures": answer, "field": field} for answer, field in zip(scale, fields, strict=True)
    ]
    reading = survey(tmp_path, *rows, {"sampling": "Tự nguyện"})
    kept = reading.table.to_pylist()
    assert reading.table.schema == store.answers_schema(QUESTIONS)
    assert [row["procedures"] for row in kept] == [True, True, False, False, False, True]
    assert [row["field"] for row in kept] == [
        "land",
        "construction",
        "investment",
        "other",
        "other",
        "land",
    ]
    assert {row["agency"] for row in kept} == {SA_PA}
    assert kept[-1]["sampling"] == "voluntary"
    assert (reading.counts, reading.remarks) == ({"rows": 6, "answers": 6}, ())


ANSWER_QUESTIONS: list[tuple[str, dict[str, str], str, dict[str, object]]] = [
    ("no_answer", NOT_ANSWERED, "để trống mọi câu hỏi", dict.fromkeys(QUESTIONS)),
    ("unknown_answer", {"procedures": "Tạm"}, "«…»", {"procedures": None, "service": True}),
    ("unknown_answer", {"health": "Tạm"}, "«…»", {"procedures": True, "health": None}),
    ("unknown_sampling", {"sampling": ""}, "không tính vào số nào", {"sampling": None}),
    ("unknown_sampling", {"sampling": "Chọn mẫu"}, "Đề nghị ghi Ngẫu nhiên", {"sampling": None}),
    ("no_id", {"id": ""}, "không có mã", {}),
    ("no_unit", {"code": "", "unit": ""}, "không ghi đơn vị", {"agency": None}),
    ("unit_in_question", {"code": ""}, "hai đơn vị trùng tên", {"agency": None}),
    ("unit_in_question", {"unit": "Sở Nội vụ"}, "mã «03022» là của", {"unit": "Sở Nội vụ"}),
    (
        "unit_not_in_being_at_answer",
        {"code": "", "unit": "Sở Du lịch", "answered": "20/04/2022"},
        "không hoạt động",
        {"agency": "so-du-lich"},
    ),
]


@pytest.mark.parametrize(("name", "row", "said", "kept"), ANSWER_QUESTIONS)
def test_a_doubtful_answer_is_named_counted_and_kept(
    tmp_path: Path, name: str, row: dict[str, str], said: str, kept: dict[str, object]
) -> None:
    reading = survey(tmp_path, {}, row, {})
    assert reading.counts == {"rows": 3, "answers": 3, name: 1}
    (remark,) = reading.remarks
    assert remark.place == "dòng 3" and said in remark.text
    assert kept.items() <= reading.table.to_pylist()[1].items()


def test_repeated_ballots_and_ballots_outside_the_period(tmp_path: Path) -> None:
    reading = survey(tmp_path, {"id": "1"}, {"id": "1"}, {"answered": "15/12/2022"}, {})
    assert reading.counts == {
        "rows": 4,
        "answers": 2,
        "repeated": 1,
        "answered_outside_period": 1,
    }


def test_a_ballot_without_a_day_is_set_aside_with_a_question(tmp_path: Path) -> None:
    reading = survey(tmp_path, {}, {"answered": ""}, {"answered": " "}, {})
    assert reading.counts == {"rows": 4, "answers": 2, "no_answered_day": 2}
    (remark,) = reading.remarks
    assert remark.severity is Severity.REFUSED_CELL
    assert "dòng 3, 4: để trống ngày trả lời" in remark.text and "chưa tính" in remark.text


def test_all_ballots_of_an_export_without_days_belong_to_the_period(tmp_path: Path) -> None:
    mapping = SURVEY.model_copy(update={"optional": [*SURVEY.optional, "answered"]})
    rows = [{**BALLOT, "id": f"P{n}"} for n in range(3)]
    heads = [SURVEY.named[column] for column in BALLOT if column != "answered"]
    cells = [[cell for column, cell in row.items() if column != "answered"] for row in rows]
    reading = exports.read_rows(written(tmp_path / "x.csv", [heads, *cells]), mapping, PLAN, PERIOD)
    assert reading.counts == {"rows": 3, "answers": 3}
    assert [remark.severity for remark in reading.remarks] == [Severity.REMARK]
    assert "không có cột «Ngày trả lời»" in texts(reading)


@pytest.mark.parametrize(
    "rows",
    [
        ({"id": "1"}, {"id": "1", "procedures": "Bình thường"}),
        ({"id": "1"}, {"id": "1", "health": "Bình thường"}),
        ({"answered": "1.11.2022"},),
    ],
)
def test_a_survey_that_cannot_be_counted_is_refused(
    tmp_path: Path, rows: tuple[dict[str, str], ...]
) -> None:
    with pytest.raises(ExportRefused):
        survey(tmp_path, *rows)


def test_a_blank_answer_is_a_question_not_asked(tmp_path: Path) -> None:
    health = {**NOT_ANSWERED, "health": "Không hài lòng"}
    education = {**NOT_ANSWERED, "education": "Hài lòng"}
    reading = survey(tmp_path, {"service": ""}, health, education)
    assert reading.remarks == ()
    assert [tuple(row[q] for q in QUESTIONS) for row in reading.table.to_pylist()] == [
        (True, None, None, None),
        (None, None, False, None),
        (None, None, None, True),
    ]


def test_only_the_question_on_procedures_must_be_a_column(tmp_path: Path) -> None:
    heads = [head for head in SURVEY_HEADS if head.startswith(("M", "Đ", "L", "N", "C"))]
    row = [BALLOT[column] for column in BALLOT if column not in QUESTIONS[1:]]
    path = written(tmp_path / "ks.csv", [heads, row])
    assert exports.recognise(path, [ONE_STOP, SURVEY]) is SURVEY
    reading = exports.read_rows(path, SURVEY, PLAN, PERIOD)
    assert texts(reading).count("không có cột «Hài lòng về") == 3
    (kept,) = reading.table.to_pylist()
    assert [kept[question] for question in QUESTIONS] == [True, None, None, None]
    path = written(
        tmp_path / "ks.csv",
        [[head for head in SURVEY_HEADS if head != "Mức độ hài lòng"], [*row[:-1], "", "", ""]],
    )
    with pytest.raises(ExportRefused, match="thiếu cột «Mức độ hài lòng»"):
        exports.read_rows(path, SURVEY, PLAN, PERIOD)


# ---------------------------------------------------------------- both readers, samples, totals


# N = 400 gives 200 (domain notes); 1.000/3,5 = 285,7…; one dossier asks for one answer.
@pytest.mark.parametrize(("population", "least"), [(400, 200), (1000, 286), (1, 1), (0, 0)])
def test_slovins_sample(population: int, least: int) -> None:
    assert sample_size(population) == least


def test_ballots_on_services_an_agency_does_not_have_are_named(plan: Plan) -> None:
    """Văn phòng UBND tỉnh has no procedures (agencies.csv), Sở Nội vụ neither health nor education:
    such answers are in no figure of the province."""
    mapping = exports.load_mapping(FOLDER / "survey.yml")
    blank = {"answers": 9, "valid": 0, "satisfied": 0}
    blank |= {f"{question}_valid": 0 for question in QUESTIONS[1:]}

    def tally(**counts: int) -> SurveyTally:
        return SurveyTally({**blank, **counts}, blank)

    surveys = {
        "van-phong-ubnd-tinh": tally(valid=3, service_valid=3),
        "so-noi-vu": tally(valid=7, health_valid=2),
        "so-y-te": tally(valid=4, health_valid=4),
        "03022-xa-thanh-binh": tally(valid=5, education_valid=5),
    }
    period = plan.periods["2022-FY"]
    remarks = uncounted_ballots(Path("khao-sat.csv"), mapping, plan, period, surveys)
    assert [(r.agency, r.text.partition("nhưng")[0].strip(" ,")) for r in remarks] == [
        (
            "van-phong-ubnd-tinh",
            "Tệp khao-sat.csv: Văn phòng UBND tỉnh có 3 lượt trả lời ở cột «Mức độ hài lòng»",
        ),
        (
            "so-noi-vu",
            "Tệp khao-sat.csv: Sở Nội vụ có 2 lượt trả lời ở cột «Hài lòng về dịch vụ y tế công "
            "lập»",
        ),
    ]


def test_ballots_of_unknown_kind_are_named_and_voluntary_ones_are_no_sample(plan: Plan) -> None:
    """Slovin asks for 286 of 1.000 dossiers: 300 ballots of which 20 are random are too few."""
    few, none = {"answers": 20, "valid": 20}, {"answers": 0, "valid": 0}
    free = {"answers": 280, "valid": 280}
    surveys = {
        "so-noi-vu": SurveyTally(few, free, unclear=3),
        "so-y-te": SurveyTally(none, free),
    }
    path, period = Path("khao-sat.csv"), plan.periods["2022-FY"]
    (unclear,) = unclear_ballots(path, plan, period, surveys)
    assert unclear.agency == "so-noi-vu"
    assert "3 lượt trả lời chưa rõ cách lấy mẫu" in unclear.text
    dossiers = {agency: {"c7": 1_000} for agency in surveys}
    (small,) = small_samples(path, plan, period, surveys, dossiers)
    assert small.agency == "so-noi-vu" and "20 lượt trả lời hợp lệ" in small.text
    # The remark is printed in the packet: of fewer than five it must not say how many.
    surveys = {"so-noi-vu": SurveyTally({"answers": 3, "valid": 3}, none)}
    (fewer,) = small_samples(path, plan, period, surveys, dossiers)
    assert "có dưới 5 lượt trả lời hợp lệ" in fewer.text and "3 lượt trả lời" not in fewer.text
