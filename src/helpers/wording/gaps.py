"""What packets ask for where figures or evidence are missing."""

from __future__ import annotations

from helpers.model import Reason, Status
from helpers.wording.core import within
from helpers.wording.results import NAMED
from helpers.wording.states import STATUS_WORDS

NOTHING_MISSING = "Không còn thiếu số liệu và tài liệu kiểm chứng."
GAP_ACTIONS = {
    Reason.NOT_SENT: "Đề nghị gửi biểu số liệu của kỳ.",
    Reason.NOT_ASKED: "Đơn vị không phải gửi thêm.",
    Reason.REFUSED: "Đề nghị sửa biểu theo phần trả lời rồi gửi lại.",
    Reason.BLANK: "Đề nghị ghi ô còn trống của biểu rồi gửi lại.",
    Reason.NO_EXPORT: "{desk} bổ sung dữ liệu hồ sơ một cửa; đơn vị không phải gửi thêm.",
    Reason.NOT_IN_EXPORT: (
        "Đề nghị đối chiếu với tệp xuất hồ sơ một cửa; nếu không phát sinh thì ghi 0/0 vào biểu."
    ),
    Reason.NO_SURVEY: "{desk} tổ chức khảo sát; đơn vị không phải gửi thêm.",
    Reason.NOT_IN_SURVEY: "{desk} khảo sát thêm câu này; đơn vị không phải gửi thêm.",
    Reason.NOT_SAMPLED: "{desk} đưa đơn vị vào mẫu khảo sát; đơn vị không phải gửi thêm.",
    Reason.NO_VALID_ANSWER: "{desk} khảo sát lại; đơn vị không phải gửi thêm.",
    Reason.NO_REGISTER: "{desk} bổ sung biểu chung của {whole}; đơn vị không phải gửi thêm.",
    Reason.NOT_PUBLISHED: "Chờ công bố chính thức; đơn vị không phải gửi thêm.",
    Reason.NO_BASELINE: "Đề nghị cung cấp số gốc năm {base_year}.",
    Reason.AGENCIES_MISSING: f"Đề nghị đôn đốc các cơ quan {within(STATUS_WORDS[Status.NO_DATA])}.",
    Reason.PART_MISSING: "Đề nghị bổ sung phần còn thiếu.",
    Reason.CONTRADICTS: "Đề nghị kiểm tra hai số này rồi gửi lại.",
    Reason.DIFFERENCE: "Đề nghị xem kết quả của từng cơ quan.",
    Reason.PARENT_SILENT: ("{parent} bổ sung; đơn vị không phải gửi thêm."),
}

LACKING_TITLE = (
    f"Cơ quan {within(STATUS_WORDS[Status.NO_DATA])}, ở các chỉ tiêu thiếu trên {NAMED} cơ quan"
)
GAP_ACTION = "Đề nghị bổ sung số liệu."
EVIDENCE_ACTION = "Đề nghị bổ sung tài liệu kiểm chứng cho số đã báo cáo."
