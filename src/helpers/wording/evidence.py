"""Files of evidence in the inbox."""

from __future__ import annotations

from helpers.wording.core import fault

_PLACE = "để tệp ở bang-chung/<mã đơn vị>/<mã dòng>/"
AGENCY_UNKNOWN = fault(
    "thư mục không mang mã của đơn vị nào trong kỳ nên các tệp bên trong chưa được nhận",
    f"{_PLACE} (mã đơn vị xem bằng lệnh cchc agencies)",
)
LINE_UNKNOWN = fault(
    "thư mục không mang mã dòng nào của đơn vị này nên các tệp bên trong chưa được nhận",
    f"{_PLACE}, mã dòng như trong biểu số liệu",
)
MISPLACED = fault("tệp kiểm chứng chưa nằm trong thư mục của đơn vị và của dòng", _PLACE)
HIDDEN = fault("tệp ẩn nên không được nhận làm tài liệu kiểm chứng", "đổi tên nếu cần gửi")
EMPTY = fault("tệp kiểm chứng rỗng (0 byte)", "kiểm tra tệp gốc rồi gửi lại")
TOO_LARGE = fault("tệp kiểm chứng lớn hơn 200 MB", "chia nhỏ hoặc giảm độ phân giải rồi gửi lại")
