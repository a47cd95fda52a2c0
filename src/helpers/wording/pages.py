"""What packets and notebooks say around the figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from helpers.model import (
    Approval,
    Area,
    Clause,
    DossierCounts,
    FigureSource,
    Period,
    Reason,
    Status,
)
from helpers.model.rounding import rounded, shown
from helpers.wording.core import (
    DRAFT,
    NBSP,
    SIMULATED,
    cite,
    day,
    leading,
    number,
    percent,
    span,
    within,
)
from helpers.wording.journal import UNSIGNED
from helpers.wording.results import undated_apart
from helpers.wording.states import (
    BELOW,
    LACKING,
    NOT_RECORDED,
    OTHER_VERDICTS,
    SOURCE_WORDS,
    STATUS_WORDS,
    TASK_STATES,
)
from helpers.wording.targets import UNCHANGED

EXPLAINED_IN_GENERAL = "Giải trình chung gửi kèm biểu số liệu:"


def explained(text: str, by: str) -> str:
    """An explanation with its author; `by`: a parent, empty for the agency of the packet."""
    return f"giải trình của {by or 'đơn vị'}: {text.rstrip(' .;')}"


def _small(status: str) -> str:
    """A verdict inside a sentence."""
    return within(STATUS_WORDS[status])


PACKET_TITLE = "Phiếu kết quả đánh giá cải cách hành chính"
SIMULATED_NOTE = "Không phải số liệu thật của đơn vị."
DRAFT_NOTE = "Phiếu chưa được phê duyệt."

_COMPUTED_SHOWN = (
    f"các chỉ tiêu {within(SOURCE_WORDS[FigureSource.DOSSIERS])} và khảo sát vẫn được nêu."
)
FORM_NOTICES = {
    Reason.NOT_SENT: (
        "Đơn vị chưa gửi biểu số liệu của kỳ này. Các chỉ tiêu lấy từ biểu ghi "
        f"«{STATUS_WORDS[Status.NO_DATA]}»; {_COMPUTED_SHOWN}"
    ),
    Reason.NOT_ASKED: "Kỳ này đơn vị không phải gửi biểu số liệu.",
    Reason.REFUSED: (
        "Biểu số liệu của đơn vị bị trả lại để sửa. Các chỉ tiêu lấy từ biểu ghi "
        f"«{STATUS_WORDS[Status.NO_DATA]}»; {_COMPUTED_SHOWN}"
    ),
}

PROVINCE_FORM_NOTICE = (
    "Chưa có biểu số liệu chung của {whole}. Các chỉ tiêu lấy từ biểu này ghi "
    f"«{STATUS_WORDS[Status.NO_DATA]}»."
)


RESULTS_SECTION = "4. Kết quả theo từng điểm của Kế hoạch"
OVERVIEW_NAME = "phần tóm tắt và so sánh"
AREA_FAILED = "Phần này chưa lập được; các phần khác của phiếu không bị ảnh hưởng."
AREA_EXCUSED = "Không có chỉ tiêu nào của lĩnh vực này áp dụng với đơn vị."

TARGET_HEADS = (
    "Kết quả",
    "Kết luận",
    "Kỳ trước",
    "Cùng cấp",
)

NO_FIGURE = "chưa có"
PRECEDENCE = (
    "Khi một chỉ tiêu có nhiều nguồn, kết luận dùng số của {desk} thẩm định, sau đó đến số tính từ "
    "dữ liệu, sau cùng là số đơn vị báo cáo."
)
NO_DIFFERENCE = "Không có chỉ tiêu nào có số báo cáo khác với số tính từ dữ liệu."
VERDICT_HEADS = (
    STATUS_WORDS[Status.MET],
    BELOW,
    LACKING,
    OTHER_VERDICTS,
)

UNASSIGNED, NOT_STATED = "chưa phân công trong Kế hoạch", "–"


def led_by(lead: str) -> str:
    """Who is in charge of a task, as the plan names it."""
    return f"Chủ trì: {lead}"


TASKS_THROUGH_PARENT = (
    "Đơn vị báo cáo việc thực hiện các nhiệm vụ của Kế hoạch qua {parent}; tình trạng từng nhiệm "
    "vụ nêu ở phiếu của {parent}."
)

NO_TASKS = "Kế hoạch không có danh mục nhiệm vụ."
NO_BUDGET = "Kế hoạch không nêu kinh phí."
NO_DUTIES_AT_ALL = "Kế hoạch không giao trực tiếp trách nhiệm cho đơn vị nào."

NO_DUTIES = (
    "Kế hoạch không giao trực tiếp trách nhiệm cho đơn vị; kế hoạch, dự toán và báo cáo thực hiện "
    "qua {parent}."
)


def band(simulated: bool, draft: bool) -> str:
    """The line across the top of every page; empty for approved real figures."""
    return " · ".join([SIMULATED] * simulated + [DRAFT] * draft)


def approved_note(approval: Approval) -> str:
    """Who approved what a page shows, by which decision, and who signed that."""
    decision = f", {approval.decision}" if approval.decision else ""
    signed = f"đã ký: {approval.signer}" if approval.signer else UNSIGNED
    return f"Đã phê duyệt: {approval.by}{decision}. Phê duyệt {signed}."


def unsigned_note(by: str) -> str:
    """An approval that would count if it were signed."""
    return f"Phê duyệt của {by} chưa ký (theo quy định, phê duyệt phải được ký)."


def restated_note(by: str) -> str:
    """What a page is made from has changed after the approval."""
    return (
        f"Số liệu nhận lại, hoặc Kế hoạch, cách tính thay đổi sau khi {by} đã phê duyệt kỳ này; "
        "phiếu chưa được phê duyệt lại."
    )


def period_line(period: Period) -> str:
    """A period with its days: `Năm 2022 (15/12/2021–14/12/2022)`."""
    return f"{period.label} ({span(period)})"


def tally_sentence(subject: str, period: Period, met: int, judged: int, rest: str) -> str:
    """The first sentence of a packet: how many of the targets judged are met, and the others."""
    if not judged:
        return f"{period_line(period)}, {subject} chưa có chỉ tiêu nào được đánh giá."
    word = _small(Status.MET if period.final else "met_so_far")
    text = f"{period_line(period)}, {subject} {word} {met} trong {judged} chỉ tiêu được đánh giá"
    return f"{text}; {rest}." if rest else f"{text}."


def dossier_sentence(counts: DossierCounts, threshold: str, limit: Fraction | None) -> str:
    """Late dossiers among those resolved, with the share on time of those with a due day, and those
    open and overdue."""
    dated = counts.c7 - counts.no_due_done
    if not counts.c7:
        text = "Trong kỳ chưa giải quyết xong hồ sơ nào"
    else:
        late = f"Có {number(counts.c10)} hồ sơ" if counts.c10 else "Không có hồ sơ"
        text = f"{late} quá hạn trong {number(counts.c7)} hồ sơ đã giải quyết"
    if dated:
        rate = percent(Fraction(100 * (dated - counts.c10), dated), limit)
        level = f" ({within(threshold)})" if threshold else ""
        text += f"; tỷ lệ đúng hạn và trước hạn là {rate}{level}"
    if counts.no_due_done:
        text += f"; {undated_apart(counts.no_due_done)}"
    if counts.c13:
        text += f"; {number(counts.c13)} hồ sơ đang giải quyết đã quá hạn"
    return f"{text}."


def change_sentence(previous: Period, gained: int, lost: Sequence[str]) -> str:
    """How the set of met targets changed since the previous period; `lost` in words."""
    met, missed = _small(Status.MET), _small(Status.MISSED)
    parts = [f"thêm {gained} chỉ tiêu {met}"] if gained else []
    if lost:
        parts.append(f"{len(lost)} chỉ tiêu từ {met} thành {missed} ({'; '.join(lost)})")
    text = ", ".join(parts) or f"số chỉ tiêu {met} không đổi"
    return f"So với {within(previous.label)}: {text}."


def tasks_sentence(tasks: int, counts: Sequence[int]) -> str:
    """The number of tasks by state, without states that do not occur."""
    words = zip(counts, TASK_STATES, strict=True)
    parts = ", ".join(f"{n} {within(word)}" for n, word in words if n)
    return f"{tasks} nhiệm vụ: {parts}."


def tasks_of_all(tasks: int, agencies: int) -> str:
    """Whose answers the counts of a province's tasks are."""
    return f"{tasks} nhiệm vụ; số cơ quan theo tình trạng, trong {agencies} cơ quan trả lời."


def due_words(due: date, late: bool) -> str:
    """The date in an agency's own plan, and whether it has passed."""
    return f"{day(due)}, đã quá thời hạn" if late else day(due)


def answers_of_all(yes: int, no: int, asked: int) -> str:
    """Answers of several agencies to one question."""
    rest = asked - yes - no
    text = f"{number(yes)}/{number(asked)} cơ quan có"
    text += f", {number(no)} không" if no else ""
    return text + (f", {number(rest)} {NOT_RECORDED}" if rest else "")


def agreed_sentence(agreed: int) -> str:
    """The number of figures on which an agency agrees with the log; empty for none."""
    return f"Đơn vị thống nhất với số tính từ dữ liệu ở {agreed} chỉ tiêu." if agreed else ""


def points_apart(value: Fraction) -> str:
    """A difference of two percentages: `+3,2 điểm phần trăm`; never printed as 0 if there is
    one."""
    if not value:
        return UNCHANGED
    sign = "+" if value > 0 else "−"
    size, decimals = rounded(abs(value), 1), 1
    if not size:
        size, decimals = shown(abs(value), Fraction(0))
    return f"{sign}{number(size, decimals)}{NBSP}điểm phần trăm"


MARK_MEANINGS = {
    "met": "Kết quả từ mức chỉ tiêu trở lên, hoặc không vượt mức tối đa.",
    "on_pace": f"{STATUS_WORDS[Status.NOT_DUE]}; kết quả từ 95% đường tiến độ trở lên.",
    "missed": "Kết quả chưa đến mức phải đạt.",
    "short": "Kết quả chưa đến mức Kế hoạch đặt ra để phấn đấu.",
    "below": "Chưa hết năm; kết quả đến nay chưa đến mức của cả năm.",
    "behind": f"{STATUS_WORDS[Status.NOT_DUE]}; kết quả dưới 95% đường tiến độ.",
    "inconclusive": (
        "Khoảng tin cậy 95% của mẫu khảo sát bao gồm mức chỉ tiêu, hoặc số hồ sơ không ghi ngày "
        "hẹn trả, số liệu chưa được xác nhận có thể làm đổi kết luận."
    ),
    "not_due": (
        "Chỉ tiêu đến hạn sau hoặc kết luận khi hết năm, hoặc việc khảo sát chưa tiến hành."
    ),
    "no_data": (
        f"Cần số liệu nhưng chưa có, hoặc phần còn thiếu có thể làm đổi kết luận; không tính là 0 "
        f"và không tính là {_small(Status.MISSED)}."
    ),
    "not_arising": "Trong kỳ không có trường hợp nào để tính.",
    "info": "Nêu để theo dõi; không kết luận và không tính điểm cho riêng đơn vị.",
}


def area_name(place: int, area: Area) -> str:
    """An area with the number of its heading, by its place among the plan's areas."""
    return f"4.{place} {area.label}"


def area_title(place: int, area: Area) -> str:
    """The heading of an area, and where the plan has it."""
    return f"{area_name(place, area)} ({cite(area.number)})"


def clause_title(clause: Clause) -> str:
    """The heading of a clause: `Điểm đ mục 2.2 phần II: số hóa kết quả còn hiệu lực`."""
    return f"{leading(cite(clause.id))}: {clause.heading or within(clause.label)}"


def results_of(clause: str) -> str:
    """The caption of the table of a clause."""
    return f"Kết quả {cite(clause)}"


def notebook_gap(name: str) -> str:
    """The first-screen notice for a part of the packet that could not be made."""
    return f"Phiếu còn thiếu phần «{name}» do chưa lập được; kết quả các phần khác vẫn dùng được."


def stray_output(cell: str, kind: str) -> str:
    """A notebook shows something that our display did not make."""
    return f"Ô «{cell}» của sổ tính đưa ra nội dung ngoài phần trình bày ({kind})."


def notebook_without_place(names: Sequence[str]) -> str:
    """Notebooks that belong to no part of a packet."""
    return f"Không có chỗ trong phiếu cho sổ tính: {', '.join(names)}."


def clauses_out_of_place(clauses: Sequence[str]) -> str:
    """Clauses of the plan that a notebook does not show exactly once, as it must."""
    cited = "; ".join(map(cite, clauses))
    return f"Sổ tính của lĩnh vực không trình bày đúng một lần: {cited}."
