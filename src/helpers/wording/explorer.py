"""What the explorer says: tabs, controls, sentences where there is nothing to show."""

from __future__ import annotations

NOTHING_TAKEN_IN = (
    "Chưa có kỳ nào được tiếp nhận: đề nghị chạy make packets (số liệu mô phỏng) "
    "hoặc cchc intake rồi mở lại."
)
NO_AGENCY = "Chưa chọn đơn vị: đề nghị gõ tên, mã hoặc chọn trong danh sách «Đơn vị»."
NO_TARGET = "Chưa chọn chỉ tiêu: đề nghị chọn trong danh sách «Chỉ tiêu»."
RELATED = "Đơn vị tiền thân hoặc kế thừa:"
TABS = {
    "verdicts": "Kết luận",
    "peers": "So sánh",
    "dossiers": "Hồ sơ",
    "pair": "Hai đơn vị",
    "history": "Diễn biến",
    "supposed": "Giả định",
    "whole": "Toàn tỉnh",
}
CONTROLS = {
    "period": "Kỳ",
    "level": "Cấp",
    "district": "Địa bàn",
    "words": "Tìm đơn vị",
    "area": "Lĩnh vực",
    "target": "Chỉ tiêu",
    "other_words": "So với đơn vị",
}
SEARCH_HINT = "tên, không cần dấu, hoặc mã; Enter: chọn đơn vị đầu danh sách"
EVERY = "tất cả"
NOTHING_CHOSEN = "chưa chọn"
OPENING = "Đang mở số liệu của kỳ …"
UNGUARDED = (
    "Chưa nạp được phần điều khiển của trang này nên các ô chọn bị ẩn: đề nghị mở lại trang; nếu "
    "vẫn vậy, dùng helpers.tables trong một sổ tính."
)
FAULT = (
    "Có sự cố ngoài dự kiến, các số liệu không bị thay đổi: đề nghị chọn lại; nếu lặp lại, "
    "gửi nhật ký của sổ tính (Hiển thị › Hiện bảng điều khiển nhật ký) cho người quản trị."
)
NO_TABLE = "Thẻ này không có bảng để tải."
COPIED = "Đã chép mã Python vào bộ nhớ tạm."
RELOADED = "Đã nạp lại số liệu mới nhất."
TAB_LIST = "Các thẻ"
DOWNLOAD = "Tải bảng này (.xlsx)"
NOTEBOOKS = "Mở sổ tính của đơn vị này"
CODE = "Mã Python của bảng này"
COPY = "Chép mã"
RELOAD = "Nạp lại"
MOVED_ON = "Số liệu đã đổi"


def not_in_period(name: str, period: str) -> str:
    """The chosen agency does not exist in the chosen period."""
    return f"{name} không có trong kỳ {period}."


def agencies(number: int) -> str:
    """The label of the list of agencies."""
    return f"Đơn vị ({number})"


def preparing(done: int, number: int) -> str:
    """How far the evaluation of all agencies is."""
    return f"Đang tính {done}/{number} đơn vị …"


def downloaded(name: str) -> str:
    """The browser has been given a workbook."""
    return f"Đã tải tệp {name}."


def notebooks_written(number: int, folder: str) -> str:
    """Notebooks of the agency lie in the folder of work."""
    return f"Đã ghi {number} sổ tính vào thư mục «{folder}» của thư mục làm việc."
