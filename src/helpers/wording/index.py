"""The index of a period: totals, filters, orders and the files of its folder."""

from __future__ import annotations

from fractions import Fraction

from helpers.model import Period, Status
from helpers.wording.core import NBSP, counts, number, percent
from helpers.wording.states import BELOW, LACKING, OTHER_VERDICTS, STATUS_WORDS

PACKETS, FORMS, TARGETS, OPEN_MATTERS = "Phiếu", "Biểu số liệu", "Chỉ tiêu", "Ý kiến, xác nhận"
FILTER, ORDER, FILES = "Chỉ nêu", "Thứ tự", "Tệp của kỳ"
TOTALS_TITLE, AGENCIES_TITLE = "Tổng số", "Các đơn vị"
AGENCY, ATTENTION, CODE = "Đơn vị", "Cần chú ý", "Mã phiếu"
BY_LIST, BY_MET = "Theo danh sách", "Theo tỷ lệ chỉ tiêu đạt, thấp trước"
LIST_CAPTION = "Số chỉ tiêu của từng đơn vị theo kết luận, theo danh sách; dòng đầu nhóm là tổng"
MET_CAPTION = "Số chỉ tiêu đạt của từng đơn vị trong số được đánh giá, tỷ lệ thấp trước"
MET_SHARE = "Đạt / được đánh giá"
PACKET_MISSING = "chưa lập phiếu"
NOT_SENT, REFUSED, NOT_ASKED = "chưa gửi biểu", "biểu bị trả lại", "không phải gửi biểu"
SENT = "đã gửi"

# What the filters show; in the same order the flags of a row.
FILTERS = {
    "all": "Tất cả đơn vị",
    "unsent": "Chưa gửi hoặc bị trả lại biểu",
    "below": "Có chỉ tiêu dưới mức",
    "half": "Đạt dưới một nửa số chỉ tiêu được đánh giá",
    "objecting": "Có ý kiến về kết quả",
    "unconfirmed": "Có số liệu chưa được xác nhận",
    "lacking": "Thiếu phiếu hoặc thiếu phần của phiếu",
}

FILE_WORDS = {
    "methods.html": "Cách tính chung của các phiếu",
    "results.csv": "Kết quả từng chỉ tiêu của từng đơn vị",
    "results.parquet": "Kết quả từng chỉ tiêu, dạng Parquet",
    "sources.csv": "Số liệu theo từng nguồn",
    "coverage.csv": "Các phần đã lập của từng phiếu",
    "packets.csv": "Danh sách phiếu kèm Mã phiếu",
    "provenance.json": "Nguồn gốc của kết quả",
    "MANIFEST.sha256": "Mã băm của mọi tệp trong thư mục",
}


def file_words(name: str) -> str:
    """What a file of the period is; its name, if that is all that is known."""
    return FILE_WORDS.get(name, name)


DOCUMENTS_ENDING = "-tai-lieu"  # of the name of the documents' folder, next to the period's


def documents(period: Period) -> str:
    """Which documents of a period are made by commands, and where they are; none need be there."""
    return (
        "Phụ lục Excel và dự thảo báo cáo của kỳ lập riêng, bằng lệnh cchc annex --period "
        f"{period.id} và cchc report --period {period.id}; tệp ở thư mục "
        f"{period.id}{DOCUMENTS_ENDING}, cạnh thư mục này."
    )


def packets_made(made: int, subjects: int) -> str:
    """How many packets there are."""
    return f"{number(made)} trong {number(subjects)} phiếu đã lập"


def forms_in(sent: int, refused: int, unsent: int, exempt: int) -> str:
    """How many forms came in."""
    text = f"{number(sent)} {SENT}; {number(refused)} bị trả lại để sửa; {number(unsent)} chưa gửi"
    return f"{text}; {number(exempt)} không phải gửi" if exempt else text


def group_line(forms: tuple[int, int, int, int], lacking: int) -> str:
    """The forms of a group, and how many of its packets lack something, without what there is none
    of."""
    words = (SENT, REFUSED, "chưa gửi", "không phải gửi", "thiếu phiếu hoặc thiếu phần của phiếu")
    states = zip((*forms, lacking), words, strict=True)
    return "; ".join(f"{number(count)} {word}" for count, word in states if count)


def home(whole: str) -> str:
    """The link from the page of a group to the index of all."""
    return f"Kết quả của {whole} và mọi đơn vị"


def verdicts(agencies: int, met: int, below: int, no_data: int, other: int) -> str:
    """How many targets of all agencies have which verdict."""
    words = (STATUS_WORDS[Status.MET], BELOW, LACKING, OTHER_VERDICTS)
    parts = zip((met, below, no_data, other), words, strict=True)
    sums = "; ".join(f"{number(count)} {word.lower()}" for count, word in parts)
    return f"Cộng của {number(agencies)} đơn vị: {sums}"


def open_matters(objecting: int, unanswered: int, doubts: int, doubtful: int) -> str:
    """How many agencies object, how many objections wait, and how many figures are unconfirmed."""
    text = f"{number(objecting)} đơn vị có ý kiến"
    if objecting:
        text += f" ({number(unanswered)} ý kiến chưa trả lời)"
    text += f"; {number(doubts)} số liệu chưa được xác nhận"
    return f"{text} ({number(doubtful)} đơn vị)" if doubts else text


def objections(count: int, unanswered: int) -> str:
    """The objections of one agency."""
    text = f"{number(count)} ý kiến"
    return f"{text}, {number(unanswered)} chưa trả lời" if unanswered else f"{text}, đã trả lời"


def doubts(count: int) -> str:
    """The unconfirmed figures of one agency."""
    return f"{number(count)} số liệu chưa được xác nhận"


def met_share(met: int, total: int) -> str:
    """How many of the targets that are assessed are met: `12/24 (50%)`."""
    return f"{counts(met, total)} ({percent(Fraction(100 * met, total))})" if total else "–"


def agencies(count: int) -> str:
    """How many agencies."""
    return f"{number(count)}{NBSP}đơn vị"
