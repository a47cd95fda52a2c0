"""Verdicts, reasons and margins in words."""

from __future__ import annotations

from helpers.model import Comparison, Judged, Period, Reason, Result, Sampling, Status, Target
from helpers.wording.core import number
from helpers.wording.pages import WATCHED


def status_words(result: Result, period: Period) -> str:
    """The verdict in words; before the year's end "missed" is worded as standing below."""
    verdict, target = result.verdict, result.target
    judged = target.judged.get(result.level)
    match verdict.status:
        case None:
            return "Không kết luận riêng" if judged is Judged.CONTRIBUTION else WATCHED
        case Status.MET:
            return "Đạt" if period.final else "Đang đạt"
        case Status.MISSED:
            return _missed(target, period)
        case Status.NOT_DUE:
            if verdict.reason is Reason.NO_SURVEY:
                return "Chưa đến kỳ (chưa khảo sát)"
            return f"Chưa đến hạn (đến năm {target.due})"
        case _:
            return STATUS_WORDS[verdict.status]


def _missed(target: Target, period: Period) -> str:
    if not period.final:
        over = target.comparison is Comparison.AT_MOST
        return "Đang vượt mức" if over else "Đang thấp hơn mức"
    return "Không đạt" if target.firm else "Chưa đạt mức phấn đấu"


STATUS_WORDS = {
    Status.MET: "Đạt",
    Status.MISSED: "Không đạt",
    Status.ON_PACE: "Đúng tiến độ",
    Status.BEHIND: "Chậm tiến độ",
    Status.NOT_DUE: "Chưa đến hạn",
    Status.NO_DATA: "Chưa có số liệu",
    Status.NOT_ARISING: "Không phát sinh",
    Status.NOT_APPLICABLE: "Không áp dụng",
    Status.INCONCLUSIVE: "Chưa đủ căn cứ kết luận",
}

REASON_WORDS = {
    Reason.NOT_SENT: "đơn vị chưa gửi biểu số liệu",
    Reason.REFUSED: "biểu số liệu bị trả lại để sửa",
    Reason.BLANK: "biểu số liệu để trống ô này",
    Reason.NO_EXPORT: "chưa có dữ liệu hồ sơ một cửa của kỳ",
    Reason.NO_SURVEY: "chưa khảo sát",
    Reason.NOT_SAMPLED: "Sở Nội vụ chưa đưa đơn vị vào mẫu khảo sát",
    Reason.NO_VALID_ANSWER: "phiếu khảo sát thu về không có phiếu hợp lệ",
    Reason.NOT_PUBLISHED: "chưa công bố",
    Reason.NO_BASELINE: "chưa có số gốc năm 2021",
    Reason.NOT_BOUND: "không thuộc đối tượng của điểm này",
    Reason.COMMON_REGISTER: "danh mục dùng chung của tỉnh, không cộng theo đơn vị",
    Reason.PROVINCE_ONLY: "chỉ tính chung toàn tỉnh",
    Reason.NO_POOL: "tính riêng từng cấp, không gộp",
    Reason.NO_REGISTER: "chưa có biểu số liệu chung của tỉnh",
    Reason.AGENCIES_MISSING: "thiếu số liệu của một số cơ quan",
    Reason.SMALL_SAMPLE: "mẫu khảo sát nhỏ",
    Reason.DUE_LATER: "chỉ tiêu của năm sau",
}


def reason_words(result: Result) -> str:
    """Why the status is what it is; empty where the figure says it all."""
    reason, observation = result.verdict.reason, result.observation
    if reason is None:
        return ""
    if reason is Reason.SMALL_SAMPLE and observation and observation.denominator:
        return f"mẫu khảo sát nhỏ: {number(observation.denominator)} phiếu"
    if reason is Reason.AGENCIES_MISSING and observation:
        return f"{number(observation.answered)}/{number(observation.asked)} cơ quan có số liệu"
    return REASON_WORDS[reason]


def margin_words(result: Result) -> str:
    """How far, in units of work: `còn thiếu 58 kết quả`, `vượt 12 hồ sơ`; empty if unknown."""
    verdict, target = result.verdict, result.target
    if verdict.margin is None or verdict.status not in (Status.MET, Status.MISSED):
        return ""
    thing = target.thing or "đơn vị"
    if verdict.margin_units is None:
        return ""
    if verdict.status is Status.MISSED:
        return f"còn thiếu {number(-verdict.margin_units)} {thing}"
    return f"vượt {number(verdict.margin_units)} {thing}" if verdict.margin_units else "vừa đủ"


SAMPLING_WORDS = {
    Sampling.RANDOM: "mẫu ngẫu nhiên",
    Sampling.VOLUNTARY: "phiếu tự nguyện, không suy rộng",
}
