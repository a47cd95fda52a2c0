"""The page for those who only look: progress, and one sentence for each fault."""

from __future__ import annotations

TITLE = "Khám phá kết quả cải cách hành chính"
OPENING = "Đang mở trang khám phá"
WHY_SLOW = "Mỗi người xem có một phiên tính riêng: khởi động và đọc số liệu mất khoảng 10 giây."
NO_SCRIPTS = "Trang này cần JavaScript: đề nghị bật JavaScript cho địa chỉ này rồi tải lại trang."
CLOSED = "Phiên xem đã đóng vì lâu không dùng hoặc máy chủ đã dừng: đề nghị tải lại trang."
CELL_FAILED = "Có sự cố khi lập trang này: đề nghị tải lại trang hoặc báo người phụ trách phần mềm."

NOT_FOUND = "Không có trang này."
_NO_TOKEN = "Cần mã truy cập: đề nghị mở đúng địa chỉ có mã, do lệnh mở trang này đã in ra."
_FAULTS = {403: _NO_TOKEN, 404: NOT_FOUND}
_FAILED = "Không mở được trang: đề nghị tải lại, hoặc báo người phụ trách phần mềm."

NO_EXPLORER = "Chưa có sổ tính explorer.ipynb trong thư mục notebooks: không có gì để xem."


def fault(status: int, most: int) -> str:
    """What a page says in place of what was wanted, by the status of HTTP; 503 where `most`
    visitors look already."""
    if status == 503:
        return f"Đang có {most} người xem, là số cao nhất: đề nghị mở lại sau ít phút."
    return _FAULTS.get(status, _FAILED)
