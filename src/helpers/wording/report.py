"""The draft report of a period: its headings and sentences, in the register of such reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from helpers.model import DossierCounts, Period, Plan, Task
from helpers.wording.core import (
    UNVERIFIED,
    counts,
    day,
    leading,
    listed,
    number,
    percent,
    within,
)
from helpers.wording.pages import period_line
from helpers.wording.states import TASK_STATES

GENERAL = "I. TÌNH HÌNH CHUNG"
BY_AREA = "II. KẾT QUẢ THEO LĨNH VỰC"
TASKS = "III. THỰC HIỆN CÁC NHIỆM VỤ CỦA KẾ HOẠCH"
SHORTCOMINGS = "IV. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN"
NEXT = "V. NHIỆM VỤ TRỌNG TÂM KỲ TỚI"
PROPOSALS = "VI. ĐỀ XUẤT, KIẾN NGHỊ"
WHAT_LACKS, CAUSES = "1. Tồn tại, hạn chế", "2. Nguyên nhân theo giải trình của đơn vị"
NO_CAUSES = "Chưa có giải trình nào của đơn vị về các chỉ tiêu, nhiệm vụ nêu trên."
NOTHING_LACKS = "Không có chỉ tiêu chung nào dưới mức."
NO_LATE_TASKS = "Không có nhiệm vụ nào quá thời hạn mà cơ quan tự đặt ra."
NOTHING_NEXT = "Không có chỉ tiêu chung nào cần làm thêm trong kỳ tới."
BLANK_SIGNATURE = "(Chữ ký, họ và tên: để trống)"
FORM_TITLE = "Ghi chú về thể thức, bỏ đi khi ban hành:"
RESULT_HEADS = ("TT", "Chỉ tiêu", "Mức chỉ tiêu", "Kết quả", "Kết luận", "Ghi chú")
TASK_HEADS = ("Điểm", "Nhiệm vụ", *TASK_STATES, "Quá thời hạn")
DOSSIERS_TITLE = "Phụ lục 2. Hồ sơ thủ tục hành chính theo biểu II.06a, cột 3 đến 13"
DOSSIERS_NOTE = "Đơn vị tính: hồ sơ"
TASKS_TITLE = "Phụ lục 3. Tình hình thực hiện từng nhiệm vụ"
BY_LEVEL, WITHHELD = "Kết luận theo từng cấp", "không nêu để giữ riêng tư"
LEVEL_HEAD, REST = "Cấp", "Đơn vị không còn vào cuối kỳ, hồ sơ chưa rõ đơn vị"
NAMED = 5  # agencies in one sentence


def title(plan: Plan, period: Period) -> str:
    """What the report is about."""
    place = within(plan.province.name)
    return f"Kết quả công tác cải cách hành chính {within(period.label)} của {place}"


def number_line() -> str:
    """The number of the document, which whoever issues it writes in."""
    return "Số:          /BC-......"


def basis(plan: Plan, period: Period) -> str:
    """What the report is made by."""
    return (
        f"Thực hiện Kế hoạch số {plan.number} ngày {day(plan.issued)} của {plan.terms.issuer}, "
        f"{plan.terms.desk} tổng hợp kết quả {within(period_line(period))} như sau."
    )


def closing(annex: str) -> str:
    """The last sentence; `annex`: file name of the period's workbook."""
    return (
        "Trên đây là dự thảo báo cáo, lập từ số liệu đã nhận của kỳ. Số liệu của từng đơn vị ở "
        f"các phụ lục và tệp {annex} kèm theo."
    )


# ---------------------------------------------------------------- areas


def area_tally(met: int, total: int) -> str:
    """How many targets of the whole are met in an area."""
    return f"Đạt {counts(met, total)} chỉ tiêu chung được đánh giá."


def by_verdict(verdict: str, items: Sequence[str]) -> str:
    """The targets with one verdict."""
    return f"{verdict} ({number(len(items))}): {'; '.join(items)}."


def result(label: str, figure: str, threshold: str, reason: str) -> str:
    """A target with its figure and its threshold; what is empty is left out."""
    parts = [figure, f"mức {within(threshold)}" if threshold else "", within(reason)]
    words = "; ".join(filter(None, parts))
    return f"{within(label)} ({words})" if words else within(label)


def judged_by_level(label: str, thresholds: str, levels: str) -> str:
    """A target that has verdicts by level and none of the whole."""
    head = f"{label} (kết luận theo từng cấp, không kết luận chung"
    return f"{head}; mức {within(thresholds)}): {levels}." if thresholds else f"{head}): {levels}."


def of_level(level: str, words: Sequence[str]) -> str:
    """What a level has of a target."""
    return f"{level}: {', '.join(words)}"


def thresholds(by_level: Mapping[str, str]) -> str:
    """The thresholds of several levels, once where they are equal; `by_level`: by its label."""
    if len(set(by_level.values())) == 1:
        return next(iter(by_level.values()))
    return leading(", ".join(f"{name} {within(text)}" for name, text in by_level.items()))


def agencies_by_verdict(verdicts: Sequence[tuple[str, int]], withheld: int) -> list[str]:
    """How many agencies of how many have which verdict; `withheld`: have none because their figure
    is not published. Empty for no agency."""
    found = [*verdicts, *([(WITHHELD, withheld)] if withheld else [])]
    total = sum(n for _, n in found)
    parts = [(counts(n, total), within(word)) for word, n in found]
    head = [f"{of} đơn vị {word}" for of, word in parts[:1]]
    return [*head, *(f"{of} {word}" for of, word in parts[1:])]


def level_figure(figure: str, verdict: str) -> str:
    """The figure of a level with its verdict."""
    return f"cộng chung {figure} – {within(verdict)}" if figure else f"chung: {within(verdict)}"


def with_reason(verdict: str, reason: str) -> str:
    """A verdict with its reason, if any."""
    return f"{verdict} ({reason})" if reason else verdict


def without_verdict(count: int, states: Mapping[str, int]) -> str:
    """How many targets have no verdict, and what is said of how many of them."""
    parts = ", ".join(f"{within(state)} {number(n)}" for state, n in states.items())
    return f"Chỉ tiêu, nội dung không có kết luận ({number(count)}), nêu ở Phụ lục 1: {parts}."


# ---------------------------------------------------------------- tasks


def tasks_in_all(tasks: int, agencies: int, by_state: Sequence[int]) -> str:
    """How many tasks there are, and what the agencies say of them."""
    whole = sum(by_state)
    parts = (
        f"{within(word)} {counts(n, whole)}"
        for n, word in zip(by_state, TASK_STATES, strict=True)
        if n
    )
    return (
        f"Kế hoạch có {number(tasks)} nhiệm vụ, {number(agencies)} cơ quan phải báo cáo. Cộng theo "
        f"từng nhiệm vụ của từng cơ quan: {', '.join(parts)}."
    )


def late_in_all(late: int, asked: int, tasks: int) -> str:
    """How many tasks of agencies have passed their own day."""
    return (
        f"Quá thời hạn mà cơ quan tự đặt ra: {counts(late, asked)} nhiệm vụ của cơ quan, thuộc "
        f"{number(tasks)} nhiệm vụ của Kế hoạch. Các nhiệm vụ có nhiều cơ quan quá thời hạn nhất:"
    )


def late_task(task: Task, done: int, asked: int, late: Sequence[str]) -> str:
    """A task with the agencies that have passed their own day."""
    return (
        f"{task.clause} {task.label}: {counts(done, asked)} cơ quan đã hoàn thành; "
        f"{number(len(late))} cơ quan quá thời hạn: {some(late)}."
    )


def some(names: Sequence[str]) -> str:
    """The first of several names, and how many more there are."""
    more = len(names) - NAMED
    words = "; ".join(names[:NAMED])
    return f"{words} và {number(more)} đơn vị khác" if more > 0 else words


# ---------------------------------------------------------------- what lacks, and why


def below(count: int, assessed: int, areas: Sequence[tuple[str, int]]) -> str:
    """How many targets of the whole are below their threshold, and where most of them are."""
    where = "; ".join(f"{within(name)} {number(n)}" for name, n in areas)
    return (
        f"{counts(count, assessed)} chỉ tiêu chung dưới mức hoặc chậm tiến độ, theo lĩnh vực: "
        f"{where}."
    )


def without_data(count: int, assessed: int) -> str:
    """How many targets of the whole have no data."""
    return f"{counts(count, assessed)} chỉ tiêu chung chưa có số liệu nên chưa kết luận."


def late_dossiers(found: DossierCounts) -> str:
    """Late dossiers among those resolved and those open; empty for none."""
    parts = []
    if found.c10:
        share = percent(Fraction(100 * found.c10, found.c7), Fraction(0))
        parts.append(f"{counts(found.c10, found.c7)} hồ sơ đã giải quyết quá hạn ({share})")
    if found.c13:
        parts.append(f"{counts(found.c13, found.c11)} hồ sơ đang giải quyết đã quá hạn")
    return f"{'; '.join(parts)}." if parts else ""


def without_form(count: int, asked: int) -> str:
    """How many agencies have no form in force."""
    return f"{counts(count, asked)} đơn vị chưa có biểu số liệu được chấp nhận."


def differing(count: int) -> str:
    """How many figures differ from what agencies report."""
    return (
        f"{number(count)} trường hợp số đơn vị báo cáo khác số dùng để kết luận; danh sách ở trang "
        "«Chênh lệch» của tệp phụ lục."
    )


def cause(text: str, about: Sequence[str], agencies: Sequence[str]) -> str:
    """An explanation as agencies gave it, what it is about, and who gave it."""
    subject = listed([within(each) for each in about]) if about else "giải trình chung"
    who = f"{number(len(agencies))} đơn vị: {some(agencies)}"
    return f"«{text.rstrip(' .;')}» – về {subject} ({who})."


# ---------------------------------------------------------------- what comes next


def lever(label: str, figure: str, threshold: str, more: str, where: str) -> str:
    """A target of the whole that more work would turn."""
    now = f"hiện có {figure}" if figure else ""
    parts = "; ".join(filter(None, (now, f"mức {within(threshold)}" if threshold else "")))
    return f"{label} ({parts}): cần thêm {more.removeprefix('+')}; {where}."


def urge(names: Sequence[str]) -> str:
    """Agencies without a form are to send it."""
    return f"Đôn đốc {number(len(names))} đơn vị chưa có biểu số liệu: {some(names)}."


def send_figures(desk: str, labels: Sequence[str]) -> str:
    """Figures that the form of the whole lacks."""
    return f"{desk} bổ sung số liệu chung của {_targets(labels)}."


def wait_for(labels: Sequence[str]) -> str:
    """Figures that others have to send or publish."""
    return f"Thu thập số liệu còn thiếu của {_targets(labels)}."


def _targets(labels: Sequence[str]) -> str:
    more = len(labels) - NAMED
    words = "; ".join(within(label) for label in labels[:NAMED])
    rest = f" và {number(more)} chỉ tiêu khác" if more > 0 else ""
    return f"{number(len(labels))} chỉ tiêu: {words}{rest}"


def with_things(counted: str, things: str) -> str:
    """Two counts with what they are of: `163/177 cơ quan`; empty without counts."""
    return f"{counted} {things}" if counted else ""


def urge_tasks(late: int) -> str:
    """Tasks that are late are to be carried out."""
    return f"Đôn đốc {number(late)} nhiệm vụ của cơ quan đã quá thời hạn, nêu ở phần III."


# ---------------------------------------------------------------- annexes, form


def results_title(area: str) -> str:
    """The table of the targets of an area."""
    return f"Phụ lục 1. Kết quả từng chỉ tiêu – {area}"


def figure_before(value: str) -> str:
    """A figure of the previous period; empty without one."""
    return f"kỳ trước {within(value)}" if value else ""


def note(parts: Sequence[str]) -> str:
    """Several remarks in one cell."""
    return leading("; ".join(filter(None, parts)))


def unverified(name: str, source: str) -> str:
    """A part of the form that was not checked."""
    return f"{name}: {UNVERIFIED}. Nguồn: {source}."


def report_written(path: object) -> str:
    """Where the report is."""
    return f"Đã ghi dự thảo báo cáo vào {path}. Số, ngày, chữ ký và phần VI để trống."


def no_template(path: object) -> str:
    """The template is not there."""
    return f"Không có tệp {path}. Đề nghị chép lại mẫu báo cáo từ bộ cài đặt."


def broken_template(path: object) -> str:
    """The template cannot be filled in."""
    return (
        f"Mẫu {path} không dùng được (không phải tệp Word, hoặc có chỗ điền không đúng tên). "
        "Đề nghị dùng lại mẫu của bộ cài đặt."
    )


def broken_form(path: object) -> str:
    """The file that says what the form is based on."""
    return f"Tệp {path} không có hoặc ghi không đúng. Đề nghị chép lại từ bộ cài đặt."
