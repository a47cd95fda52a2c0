"""Answers to files that cannot be read."""

from __future__ import annotations

from helpers.model import Plan
from helpers.model.spelling import Repeatable
from helpers.wording.core import fault, in_plan

FILE_NOT_OPENED = fault("không mở được tệp", "kiểm tra quyền đọc tệp")


# What lies in an inbox and is never opened: what it is, what is wrong, what is to be done.
NOT_READ = {
    "link": (
        "Liên kết",
        "dẫn tới nơi khác, không phải tệp hay thư mục thật nên không được đọc",
        "chép chính các tệp cần gửi vào thư mục nhận",
    ),
    "special": (
        "Mục",
        "không phải tệp thường (ống dẫn hoặc thiết bị) nên không được đọc",
        "bỏ khỏi thư mục nhận",
    ),
    "large": (
        "Tệp",
        "lớn hơn mọi tệp số liệu (trên 4 GB) nên không được đọc",
        "kiểm tra tệp gốc, chia nhỏ rồi gửi lại",
    ),
    "folder": (
        "Thư mục",
        "không mở được, các tệp bên trong chưa được đọc",
        "kiểm tra quyền đọc thư mục",
    ),
    "desk": (
        "Mục",
        "mang tên thư mục của {desk} nhưng không phải thư mục thật (là liên kết hoặc tệp) nên "
        "không được đọc",
        "lập thư mục thật mang tên này rồi chép tệp của {desk} vào đó",
    ),
    "like_desk": (
        "Mục",
        "gần giống tên thư mục của {desk} nhưng không đúng tên nên không được đọc",
        "đổi tên cho đúng",
    ),
}


def not_read(kind: str, name: str, plan: Plan, desk_folder: str) -> str:
    """Something in an inbox that is no file to be read; `kind`: a key of NOT_READ; `desk_folder`:
    the right name of the folder of the body in charge."""
    what, *rest = NOT_READ[kind]
    finding, action = (in_plan(text, plan) for text in rest)
    ending = f": «{desk_folder}»" if kind == "like_desk" else ""
    return fault(f"{what} {name}: {finding}", f"{action}{ending}")


def file_kind(kind: str) -> str:
    """A file that is no .xlsx, whatever its name says; `kind`: a key of FILE_KINDS."""
    named, action = FILE_KINDS[kind]
    return fault(f"đây là {named}, không phải tệp Excel dạng .xlsx", action)


_SEND_FORM = "gửi đúng biểu mẫu Excel (.xlsx) đã được cấp"
_SAVE_ANEW = "mở bằng Excel, lưu dạng .xlsx rồi gửi lại"
_SEND_EXCEL = "gửi tệp Excel (.xlsx) có số liệu"
_UNPACK = "giải nén rồi gửi từng tệp bên trong"

# What a file is, and what is to be done with it.
FILE_KINDS = {
    "empty": ("tệp rỗng (0 byte)", "kiểm tra tệp gốc rồi gửi lại"),
    "pdf": ("tệp PDF", _SEND_EXCEL),
    "html": ("trang web (HTML)", _SAVE_ANEW),
    "xml": ("tệp XML", _SAVE_ANEW),
    "image": ("tệp ảnh", _SEND_EXCEL),
    "archive": ("tệp nén", _UNPACK),
    "old_office": ("tệp của bản Office cũ (.xls, .doc)", _SAVE_ANEW),
    "binary_workbook": ("tệp Excel nhị phân (.xlsb)", _SAVE_ANEW),
    "opendocument": ("tệp OpenDocument (.ods, .odt)", _SAVE_ANEW),
    "word": ("tệp Word (.docx)", _SEND_EXCEL),
    "rich_text": ("tệp văn bản RTF", _SEND_EXCEL),
    "shortcut": ("lối tắt (shortcut)", "chép chính tệp mà lối tắt chỉ tới"),
    "slides": ("tệp PowerPoint (.pptx)", _SEND_EXCEL),
    "form_as_text": (
        "biểu số liệu đã lưu thành tệp văn bản (.csv, .txt)",
        "ghi số liệu vào biểu mẫu Excel (.xlsx) đã được cấp, lưu dạng .xlsx rồi gửi lại",
    ),
    "text": ("tệp văn bản", _SEND_FORM),
    "unknown": ("tệp không rõ định dạng", _SEND_FORM),
}
FILE_LOCKED = fault("tệp có mật khẩu", "bỏ mật khẩu, lưu lại rồi gửi")
FILE_DAMAGED = fault("tệp hỏng hoặc chưa tải về đủ", "mở bằng Excel, lưu lại rồi gửi")


def file_active(part: str) -> str:
    """Macros, links to other files, embedded objects."""
    action = "bỏ phần đó, lưu dạng .xlsx rồi gửi lại"
    return fault(f"tệp chứa {FILE_PARTS[part]}", action)


FILE_PARTS = {
    "macro": "macro",
    "link": "liên kết tới tệp khác",
    "object": "đối tượng nhúng",
    "doctype": "khai báo DOCTYPE không được phép",
    "name": "thành phần có đường dẫn không được phép",
    "entries": "quá nhiều thành phần",
}
FILE_TOO_LARGE = fault("tệp quá lớn so với một biểu mẫu", "dùng lại biểu mẫu gốc, chỉ ghi số liệu")


def file_far_cell(sheet: Repeatable, cell: str) -> str:
    """Content far outside the table."""
    finding = f"trang «{sheet}» có nội dung ở ô {cell}, ngoài bảng của biểu mẫu"
    return fault(finding, "xóa phần đó rồi gửi lại")


FILE_OUT_OF_TIME = fault("đọc tệp quá lâu nên phải dừng", "dùng lại biểu mẫu gốc, chỉ ghi số liệu")
FILE_UNREADABLE = fault("không đọc được tệp", "mở bằng Excel, lưu lại rồi gửi")
# Our fault, not the sender's: no one file ends an intake.
FILE_STOPPED_READER = fault(
    "chưa đọc được tệp vì phần mềm gặp lỗi khi đọc", "báo người phụ trách kỹ thuật"
)
# The limited process gave what is no answer: more likely our fault than the sender's.
FILE_ANSWER_UNUSABLE = fault(
    "không đọc được tệp: tiến trình đọc tệp trả về kết quả sai cấu trúc",
    "báo người phụ trách kỹ thuật",
)
FONTS = {
    "tcvn3": "chữ theo phông TCVN3 (.VnTime), không phải Unicode",
    "vni": "chữ theo phông VNI (VNI-Times), không phải Unicode",
    "mojibake": "chữ tiếng Việt đã bị mở sai bảng mã",
}
