"""The words of verdicts, judgements, reasons, sources and levels: one place for each of them."""

from __future__ import annotations

from collections.abc import Mapping

from helpers.model import FigureSource, Judgement, Reason, Status
from helpers.wording.core import leading, within

SOURCE_WORDS = {
    FigureSource.REPORTED: "Đơn vị báo cáo",
    FigureSource.BY_PARENT: "{parent} cung cấp",
    FigureSource.PARTLY_BY_PARENT: "Đơn vị báo cáo, một phần do {parent} cung cấp",
    FigureSource.BY_DESK: "{desk} ghi nhận",
    FigureSource.PROVINCE_FORM: "Biểu của {whole} ({desk} tổng hợp)",
    FigureSource.DOSSIERS: "Tính từ dữ liệu hồ sơ",
    FigureSource.SURVEY: "Tính từ khảo sát",
    FigureSource.APPRAISED: "{desk} thẩm định",
}

JUDGEMENT_WORDS = {
    Judgement.DONE: "Đã hoàn thành",
    Judgement.UNDER_WAY: "Đang thực hiện",
    Judgement.NOT_BEGUN: "Chưa thực hiện",
}

NOT_RECORDED = "chưa ghi nhận"
# The states of a task: what an agency may answer, and no answer.
TASK_STATES = (*JUDGEMENT_WORDS.values(), leading(NOT_RECORDED))

YES, NO = "Có", "Không"

# Verdicts by status; plain keys name what a status is called in a period or for a target.
STATUS_WORDS: Mapping[str, str] = {
    Status.MET: "Đạt",
    "met_so_far": "Đang đạt",
    Status.MISSED: "Không đạt",
    "missed_aspired": "Chưa đạt mức phấn đấu",
    "below_so_far": "Đang thấp hơn mức",
    "above_so_far": "Đang vượt mức",
    Status.ON_PACE: "Đúng tiến độ",
    Status.BEHIND: "Chậm tiến độ",
    Status.NOT_DUE: "Chưa đến hạn",
    "not_yet": "Chưa đến kỳ",
    Status.NO_DATA: "Chưa có số liệu",
    "too_few_data": "Chưa đủ số liệu để kết luận",
    Status.NOT_ARISING: "Không phát sinh",
    Status.NOT_APPLICABLE: "Không áp dụng",
    Status.INCONCLUSIVE: "Chưa đủ căn cứ kết luận",
    "contribution": "Không kết luận riêng",
    "watched": "Để theo dõi",
}
NOT_YET_DUE = within(STATUS_WORDS["not_yet"])
# What verdicts are counted under, where not each status has a column of its own.
BELOW, LACKING, OTHER_VERDICTS, WATCHED_ONLY = "Dưới mức", "Thiếu số liệu", "Khác", "Theo dõi"

REASON_WORDS = {
    Reason.NOT_SENT: "đơn vị chưa gửi biểu số liệu",
    Reason.NOT_ASKED: "đơn vị không phải gửi biểu số liệu",
    Reason.REFUSED: "biểu số liệu bị trả lại để sửa",
    Reason.BLANK: "biểu số liệu để trống ô này",
    Reason.NO_EXPORT: "chưa có dữ liệu hồ sơ một cửa của kỳ",
    Reason.NOT_IN_EXPORT: "dữ liệu hồ sơ của kỳ không có hồ sơ nào của đơn vị",
    Reason.NO_SURVEY: "chưa khảo sát",
    Reason.NOT_IN_SURVEY: "khảo sát của kỳ không hỏi câu này",
    Reason.NOT_SAMPLED: "{desk} chưa đưa đơn vị vào mẫu khảo sát",
    Reason.NO_VALID_ANSWER: "khảo sát không có lượt trả lời hợp lệ",
    Reason.NOT_PUBLISHED: "chưa công bố",
    Reason.NO_BASELINE: "chưa có số gốc năm {base_year}",
    Reason.NOT_BOUND: "không thuộc đối tượng của điểm này",
    Reason.COMMON_REGISTER: "danh mục dùng chung của {whole}, không cộng theo đơn vị",
    Reason.PROVINCE_ONLY: "chỉ tính chung {all}",
    Reason.NO_POOL: "tính riêng từng cấp, không gộp",
    Reason.NO_REGISTER: "chưa có biểu số liệu chung của {whole}",
    Reason.AGENCIES_MISSING: "thiếu số liệu của một số cơ quan",
    Reason.UNCONFIRMED: "có số liệu chưa được xác nhận",
    Reason.NO_DUE_DAY: "có hồ sơ không ghi ngày hẹn trả",
    Reason.SMALL_SAMPLE: "mẫu khảo sát nhỏ",
    Reason.WITHIN_ERROR: "chênh lệch nằm trong sai số mẫu",
    Reason.DUE_LATER: "chỉ tiêu của năm sau",
    Reason.YEAR_END: "kết luận khi hết năm",
    Reason.YEARLY_MEAN: "mức là bình quân nhiều năm, chưa kết luận theo một năm",
    Reason.PART_MISSING: "thiếu số liệu của một phần chỉ tiêu",
    Reason.CONTRADICTS: "tử số lớn hơn mẫu số, đề nghị kiểm tra",
    Reason.WITHHELD: "1–2 người hoặc nhóm không quá 4 người, không nêu để giữ riêng tư",
    Reason.FEW_BALLOTS: "dưới {least_ballots} lượt trả lời, không nêu số và không kết luận",
    Reason.DIFFERENCE: "không nêu số vì lấy hiệu sẽ lộ số của nhóm quá nhỏ",
    Reason.PARENT_SILENT: "chưa có số liệu do cơ quan cấp trên cung cấp",
}

RANDOM_SAMPLE = "mẫu ngẫu nhiên"
