"""What the parts of a figure, and the counts beside it, are called."""

from __future__ import annotations

YEARLY_MEAN = "Bình quân hai năm"
LOCAL_SURVEY = "Khảo sát của tỉnh"

PART_WORDS = {
    "agencies": "Cơ quan, đơn vị",
    "staff": "Cán bộ, công chức, viên chức",
    "agency_digitised": "Đã số hóa",
    "own_database": "Có cơ sở dữ liệu, hệ thống chuyên ngành",
    "data_shared": "Kết nối, chia sẻ dữ liệu",
    "committee_meetings": "Cuộc họp qua Hệ thống",
    "work_files_secret": "Hồ sơ mật (không tính)",
    "reports_secret": "Báo cáo mật (không tính)",
    "positions_approved": "Danh mục vị trí việc làm được phê duyệt",
    "positions_structured": "Đã bố trí theo vị trí việc làm",
    "service_posts_present": "Số có mặt",
    "service_posts_shifted": "Đã chuyển sang nguồn thu của đơn vị",
    "health": "Y tế",
    "education": "Giáo dục",
    "land": "Đất đai",
    "construction": "Xây dựng",
    "investment": "Đầu tư",
    "schools": "Trường học (không tính)",
}
