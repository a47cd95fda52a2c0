"""What the brief of a packet says: where an agency is, what it has to send, what it can do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from helpers.model import (
    WHOLE,
    Comparison,
    Conventions,
    Judgement,
    Level,
    Measure,
    Plan,
    Reason,
    Standing,
    Status,
    Target,
    Terms,
)
from helpers.wording.core import counts, day, in_plan, leading, number, percent, within
from helpers.wording.pages import PRECEDENCE
from helpers.wording.states import JUDGEMENT_WORDS, STATUS_WORDS
from helpers.wording.targets import COMPARISON_WORDS, threshold_figure

STANDING, TO_SEND, OBJECTION = "Vị trí", "Cần gửi", "Nếu có ý kiến khác"
SEND_NOW, POSSIBLE, OVER = "Gửi ngay", "Còn làm được", "Đã khép lại trong năm, rút kinh nghiệm"
ACTION_HEADS = ("Việc", "Còn thiếu", "Hiện có", "Mức", "Căn cứ")
VERDICT_HEADS = ("Kết quả", "Mức · cùng cấp", "Kết luận")
VERDICTS = "Các chỉ tiêu được đánh giá"
WHOLE_TEXT = "Xem và in toàn văn (cả phụ lục)"
ILLUSTRATION = "MINH HỌA"
STATE, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
NO_STANDING = "Không so sánh: không đủ đơn vị cùng cấp."
NOTHING_TO_SEND = "Không còn số liệu, tài liệu phải gửi."
NOTHING_TO_DO = "Không có chỉ tiêu nào dưới mức; đề nghị duy trì kết quả."
BAND_NOTE = "Vạch đứng: mức chỉ tiêu; nền mờ: một nửa số đơn vị cùng cấp, từ vị trí 25% đến 75%."
OTHERS_HEAD = "Cần cơ quan khác thực hiện"
UNDONE_HEAD = f"Việc {within(JUDGEMENT_WORDS[Judgement.NOT_BEGUN])}"
LATER = "Kết quả làm thêm được tính ở kỳ đánh giá sau."
METHODS_TITLE = "Cách tính và quy ước đánh giá cải cách hành chính"
SHAPE_WORDS = {
    "met": STATUS_WORDS[Status.MET],
    "on_pace": STATUS_WORDS[Status.ON_PACE],
    "missed": STATUS_WORDS[Status.MISSED],
    "short": STATUS_WORDS["missed_aspired"],
    "below": STATUS_WORDS["below_so_far"],
    "behind": STATUS_WORDS[Status.BEHIND],
    "inconclusive": STATUS_WORDS[Status.INCONCLUSIVE],
    "not_due": STATUS_WORDS[Status.NOT_DUE],
    "no_data": STATUS_WORDS[Status.NO_DATA],
    "not_arising": STATUS_WORDS[Status.NOT_ARISING],
    "info": STATUS_WORDS["watched"],
}
METHODS_NOTE = (
    "Cách tính và quy ước của từng chỉ tiêu chung cho mọi đơn vị, nêu ở trang «Cách tính» của kỳ."
)
GROUPS = ("Nhóm 25% thấp", "Nhóm giữa", "Nhóm 25% cao")


def place_and_day(place: str) -> str:
    """Where a document is dated; the day is written in by whoever issues it."""
    return f"{place}, ngày ..... tháng ..... năm ........"


def standing(met: int, judged: int, others: Standing) -> str:
    """The share of targets an agency meets, and the middle half of its level."""
    share = percent(Fraction(100 * met, judged))
    low, middle, high = (percent(Fraction(x)) for x in (others.low, others.middle, others.high))
    return (
        f"{counts(met, judged)} chỉ tiêu đạt, bằng {share}. Một nửa trong {number(others.count)} "
        f"đơn vị cùng cấp đạt từ {low} đến {high}, giữa là {middle}."
    )


def place_of(tally: str, group: str, said: str) -> str:
    """The place of an agency in one line; `group`: where it is, empty where nothing is compared."""
    return f"{tally} {group}: {said}" if group else f"{tally} {said}"


def things_to_send(form: Reason | None, figures: int, evidence: int, unconfirmed: int) -> str:
    """What an agency has to send, counted."""
    parts = [
        *(["biểu số liệu"] if form else []),
        *([f"số liệu {figures} chỉ tiêu"] if figures else []),
        *([f"tài liệu kiểm chứng {evidence} chỉ tiêu"] if evidence else []),
        *([f"xác nhận {unconfirmed} số liệu"] if unconfirmed else []),
    ]
    return f"{leading(', '.join(parts))}." if parts else NOTHING_TO_SEND


def recipient(terms: Terms, through: str) -> str:
    """To whom; `through`: the agency above that passes it on, empty for none."""
    to = f"{through}, để gửi {terms.desk}" if through else terms.desk
    contact = f" ({terms.contact})" if terms.contact else ""
    return f"Nơi nhận: {to}{contact}."


def before(last: date) -> str:
    """By when."""
    return f"Chậm nhất ngày {day(last)}."


def send_before(last: date) -> str:
    """By when what is missing is to be sent."""
    return f"Gửi chậm nhất ngày {day(last)}."


def how_to_object(desk: str) -> str:
    """How an agency objects."""
    return f"Ghi theo mẫu «Ý kiến của đơn vị», nêu số liệu đề nghị và căn cứ, gửi {desk}."


def objections(sent: int, answered: int) -> str:
    """How many objections there are; empty for none."""
    if not sent:
        return ""
    return f"Đã nhận ý kiến về {sent} chỉ tiêu, đã trả lời {answered}."


def who_acts(plan: Plan, level: Level, *, own: bool) -> str:
    """Who can do what a target lacks."""
    if own:
        return "đơn vị"
    return plan.terms.whole if level == WHOLE else plan.levels[level].body


# ---------------------------------------------------------------- what to do


def send_form(form: Reason, targets: int) -> str:
    """The first action of an agency without a form."""
    what = (
        "Sửa biểu số liệu theo bản trả lại rồi gửi lại"
        if form is Reason.REFUSED
        else "Gửi biểu số liệu của kỳ"
    )
    return f"{what}: {targets} chỉ tiêu đang chưa có số liệu vì chưa có biểu." if targets else what


def send_figures(labels: Sequence[str]) -> str:
    """Figures to be sent."""
    return f"Bổ sung số liệu: {_some(labels)}."


def send_evidence(labels: Sequence[str]) -> str:
    """Evidence to be sent."""
    return f"Gửi tài liệu kiểm chứng của {len(labels)} chỉ tiêu: {_some(labels)}."


def confirm(figures: Sequence[str]) -> str:
    """Figures to be confirmed."""
    return f"Xác nhận hoặc sửa: {_some(figures)}."


def urge(names: Sequence[str]) -> str:
    """Agencies below that have sent nothing."""
    return f"Đôn đốc {len(names)} đơn vị chưa có biểu số liệu: {_some(names, spelled=str)}."


def late_tasks(tasks: Sequence[str]) -> str:
    """Tasks whose own day has passed."""
    return f"Nhiệm vụ quá thời hạn ({len(tasks)}): {_some(tasks, most=2)}."


def waiting(labels: Sequence[str]) -> str:
    """Figures that others have to send."""
    return f"Đơn vị không phải gửi thêm; chờ số liệu của nơi khác: {_some(labels)}."


def undone(labels: Sequence[str]) -> str:
    """What is not done yet and has no count of work."""
    return f"{UNDONE_HEAD} ({len(labels)}): {_some(labels, most=5)}."


def of_others(steps: Sequence[tuple[str, str]]) -> str:
    """What is in the power of another body; of each the label and who."""
    by_body: dict[str, list[str]] = {}
    for label, who in steps:
        by_body.setdefault(who, []).append(label)
    parts = (f"{who}: {_some(labels)}" for who, labels in by_body.items())
    return f"{OTHERS_HEAD}. {leading('; '.join(parts))}."


def part_of(shown: int, count: int) -> str:
    """That a list is the beginning of a longer one; empty where it is whole."""
    return f"{shown} trong {count} chỉ tiêu, xem bảng dưới." if shown < count else ""


SHOWN = 3


def _some(labels: Sequence[str], most: int = SHOWN, spelled: Callable[[str], str] = within) -> str:
    """The first of several, and how many more there are; `spelled`: each inside the sentence, where
    names keep their capital letters."""
    words = "; ".join(map(spelled, labels[:most]))
    more = len(labels) - most
    return f"{words} và {more} mục khác" if more > 0 else words


# ---------------------------------------------------------------- the table of verdicts


def limit_short(target: Target, level: Level) -> str:
    """A threshold in a narrow column: `mức 60%`, `phấn đấu 80%`, `mức trên 90%`."""
    limit = target.threshold(level)
    if limit is None or target.comparison is None:
        return ""
    words = [
        *(["mức"] if target.firm else ["phấn đấu"]),
        *(
            []
            if target.comparison is Comparison.AT_LEAST
            else [COMPARISON_WORDS[target.comparison]]
        ),
        *(["giảm"] if target.measure is Measure.FALL else []),
        *(["tăng"] if target.measure is Measure.GAIN else []),
        threshold_figure(target, limit),
    ]
    return " ".join(words)


def peers_short(words: str, yes_no: bool) -> str:
    """The peers in a narrow column: `giữa 50,8%`, `138/150 đơn vị có`."""
    return words if yes_no or not words else f"giữa {words}"


def figure_of(target: Target) -> str:
    """What a figure is made of: numerator over denominator."""
    if not target.numerator or not target.denominator:
        return leading(target.numerator)
    return f"{leading(target.numerator)} trên {target.denominator}"


def general_rules(plan: Plan) -> tuple[str, ...]:
    """What holds for every figure."""
    return (
        "Mỗi tỷ lệ là tử số chia cho mẫu số; kết luận trên số chưa làm tròn.",
        "Số của nhiều đơn vị là tổng tử số chia cho tổng mẫu số, không phải trung bình các tỷ lệ.",
        f"Không có trường hợp nào thì ghi «{STATUS_WORDS[Status.NOT_ARISING]}», không ghi 0% hay "
        "100%; thiếu số liệu không tính là 0 và không tính là không đạt.",
        in_plan(PRECEDENCE, plan),
        in_plan(
            "Nhóm dưới {least_ballots} lượt trả lời khảo sát, nhóm một, hai người thì không nêu "
            "số.",
            plan,
        ),
        BAND_NOTE,
    )


def conventions(given: Conventions) -> str:
    """Whose the conventions are that targets name."""
    decision = given.decision or "chưa ban hành"
    return f"«Quy ước tính» nêu ở từng chỉ tiêu: {given.owner}, {decision}."


def not_applicable(by_reason: Mapping[str, Sequence[str]]) -> str:
    """Which points of the plan do not apply, by reason."""
    return "; ".join(f"{', '.join(points)} ({reason})" for reason, points in by_reason.items())


def usual_source(source: str, others: bool) -> str:
    """Where figures are from; `others`: some of them name another source themselves."""
    return f"Nguồn: {within(source)}{', trừ số ghi nguồn riêng' if others else ''}."


def judged_targets(count: int) -> str:
    """The head of the table of an area."""
    return f"{count} kết quả theo từng điểm"
