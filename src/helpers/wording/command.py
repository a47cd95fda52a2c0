"""The command line: help, progress, summaries."""

from __future__ import annotations

import os
from collections.abc import Sequence

from helpers.model.spelling import escaped
from helpers.wording.core import SIMULATED, number

HELP_WORDS = {
    "Usage:": "Cách dùng:",
    "Options:": "Tùy chọn:",
    "Commands:": "Các lệnh:",
    "Arguments:": "Tham số:",
    "Show this message and exit.": "Hiện phần trợ giúp này.",
    "[OPTIONS]": "[TÙY CHỌN]",
    "COMMAND [ARGS]...": "LỆNH [THAM SỐ]...",
    "[default: ": "[mặc định: ",
    "[required]": "[bắt buộc]",
}

USAGE_FAULTS = (
    ("No such option: ", "không có tùy chọn "),
    ("No such command ", "không có lệnh "),
    ("Missing option ", "thiếu tùy chọn "),
    ("Missing argument ", "thiếu tham số "),
    ("Missing command.", "chưa ghi tên lệnh."),
    ("Option '", "tùy chọn '"),
    (" requires an argument", " cần có giá trị"),
    (" does not take a value", " không nhận giá trị"),
    ("Got unexpected extra argument(s)", "thừa tham số"),
    ("Invalid value for ", "giá trị không dùng được cho "),
    ("(Possible options: ", "(có thể là: "),
    ("Did you mean ", "Có phải "),
    ("Value error, ", ""),
    (" is not one of ", " không thuộc các giá trị "),
    ("Input should be greater than or equal to ", "phải là số từ "),
    ("Input should be a valid integer, unable to parse string as an integer", "phải là số nguyên"),
)

LOG_OPTIONS = "Đề nghị ghi đủ bốn tùy chọn --log, --mapping, --from, --to để tính từ một tệp."
PERIOD_OR_LOG = "Đề nghị ghi kỳ (--period), hoặc một tệp (--log cùng --mapping, --from, --to)."
INBOX_EMPTY = f"Chưa có tệp nào trong data/inbox: ghi ra số liệu mô phỏng trước ({SIMULATED})."
NO_MEMORY = (
    "Máy không đủ bộ nhớ cho lệnh này. Đề nghị đóng bớt chương trình khác hoặc nâng giới hạn bộ "
    "nhớ (ulimit -v) lên ít nhất 3 GB, rồi chạy lại."
)
STOPPED = {
    "render": "các phiếu lập xong được giữ nguyên, chạy lại lệnh để làm tiếp",
    "intake": (
        "lần nhận số liệu này chưa xong; kho dữ liệu không bị ghi dở, chạy lại lệnh để nhận lại"
    ),
    "pdf": "các tệp in xong được giữ nguyên, chạy lại lệnh để in tiếp",
    "packets": ("các kỳ đã nhận và các phiếu lập xong được giữ nguyên, chạy lại lệnh để làm tiếp"),
}


def stopped(command: str) -> str:
    """Somebody asked the command to stop."""
    return f"Đã dừng theo yêu cầu; {STOPPED.get(command, 'lệnh chưa làm xong, chạy lại khi cần')}."


def unforeseen(kind: str, log: object | None) -> str:
    """A fault of the software; `kind`: the name of the exception, `log`: where its places are."""
    sent = (
        f"Đề nghị gửi tệp {log} cho người phụ trách phần mềm (tệp không chứa số liệu)."
        if log
        else "Không ghi được nhật ký; đề nghị báo người phụ trách phần mềm."
    )
    return f"Lệnh dừng vì một lỗi của phần mềm ({kind}). {sent}"


def out_among_data(folder: object, data_folder: object) -> str:
    """Results must not be written where data comes in or is kept."""
    return (
        f"Thư mục {folder} nằm trong {data_folder}, nơi chỉ dành cho số liệu. "
        "Đề nghị chọn thư mục khác."
    )


def help_text(text: str) -> str:
    """The command line's help with its headings in Vietnamese."""
    for english, vietnamese in HELP_WORDS.items():
        text = text.replace(english, vietnamese)
    return text


def wrong_command(message: str, command: str) -> str:
    """A command line that could not be understood."""
    for english, vietnamese in USAGE_FAULTS:
        message = message.replace(english, vietnamese)
    return f"Lệnh chưa đúng: {message.rstrip('.')}. Xem cách dùng bằng lệnh: {command} --help."


def which_plan(there: Sequence[str]) -> str:
    """Several plans, or none, and none was named."""
    names = ", ".join(there) if there else "chưa có Kế hoạch nào trong params/plans"
    return f"Đề nghị ghi mã Kế hoạch bằng --plan (hiện có: {names})."


def unknown_area(area: str, known: list[str]) -> str:
    """An area the plan does not have."""
    return f"Không có lĩnh vực «{area}». Các lĩnh vực của Kế hoạch: {', '.join(known)}."


def not_a_day(text: str) -> str:
    """A day on the command line that is none."""
    return f"Ngày «{text}» không đúng. Đề nghị ghi năm-tháng-ngày, ví dụ 2000-12-31."


def days_turned(start: str, end: str) -> str:
    """A span that ends before it begins."""
    return f"Ngày {end} (--to) đứng trước ngày {start} (--from). Đề nghị ghi lại hai ngày này."


NO_STATEMENT = (
    "Không có nội dung nào để ghi vào loại biểu này cho đơn vị đã chọn. Đề nghị chọn loại biểu "
    "(--kind) hoặc đơn vị (--agency) khác."
)


def demo_written(inbox: object) -> str:
    """The simulated province lies there."""
    return f"Đã ghi các tệp ({SIMULATED}) vào {inbox}."


def forms_written(count: int, folder: object) -> str:
    """Blank forms lie there."""
    return f"Đã ghi biểu mẫu của {number(count)} đơn vị vào {folder}."


def no_manifest(folder: object) -> str:
    """A folder that is no folder of results."""
    return (
        f"Thư mục {escaped(str(folder))} không có tệp MANIFEST.sha256 nên không kiểm tra được. "
        "Đề nghị chỉ đúng thư mục kết quả của một kỳ."
    )


NOTHING_TO_VERIFY = (
    "Đề nghị ghi thư mục kết quả hoặc tệp phiếu cần kiểm tra, hoặc --store để kiểm tra kho dữ liệu."
)
NO_STORE = "Kho dữ liệu chưa có bản số liệu nào để kiểm tra. Đề nghị nhận số liệu: cchc intake."


def packet_gap(agency: str, reason: str) -> str:
    """A packet that is not whole."""
    return f"Phiếu của {agency} còn thiếu: {reason}."


def render_summary(made: int, kept: int, gaps: int, left: int) -> str:
    """What a batch did; `left`: packets that are missing or out of date and were not selected."""
    others = f"; {number(left)} phiếu khác chưa lập hoặc đã cũ, lần này không lập" if left else ""
    return (
        f"Đã lập {number(made)} phiếu; giữ nguyên {number(kept)} phiếu; "
        f"{number(gaps)} phiếu còn thiếu phần (kể cả phiếu chung){others}."
    )


def look_at(path: object) -> str:
    """Where the results are."""
    return f"Xem kết quả: {escaped(str(path))}"


def file_fault(fault: OSError) -> str:
    """A file or folder that could not be read or written."""
    causes = {
        13: "không có quyền ghi hoặc đọc",
        17: "đã có sẵn một tệp trùng tên",
        20: "có một tệp nằm ở chỗ lẽ ra là thư mục",
        21: "là thư mục, không phải tệp",
        2: "không tìm thấy",
        12: "không ghi được tệp tạm, vì không đủ chỗ trống trên ổ đĩa hoặc không đủ bộ nhớ",
        24: "mở quá nhiều tệp cùng lúc",
        28: "ổ đĩa đã đầy",
        30: "ổ đĩa chỉ cho đọc",
    }
    cause = causes.get(fault.errno or 0, fault.strerror or type(fault).__name__)
    where = f"{escaped(os.fsdecode(fault.filename))}: " if fault.filename else ""
    return f"Không làm được: {where}{cause}. Đề nghị kiểm tra đường dẫn và quyền của thư mục."
