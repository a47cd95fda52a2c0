"""A proposed mapping of an export: words by which heads are known, and comments in the file."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.model.spelling import Repeatable

# Further heads that systems are known or likely to use, by kind of export and column of ours. A
# head of these is proposed with a comment: only the mappings that are shipped are certain.
SYNONYMS: dict[str, dict[str, tuple[str, ...]]] = {
    "dossiers": {
        "id": ("Số hồ sơ", "Mã số hồ sơ", "Số biên nhận", "Mã HS"),
        "receiving_unit": ("Cơ quan tiếp nhận", "Nơi tiếp nhận"),
        "competent_code": ("Mã cơ quan xử lý", "Mã đơn vị"),
        "competent_unit": ("Cơ quan giải quyết", "Đơn vị xử lý", "Cơ quan thực hiện", "Đơn vị"),
        "field": ("Tên lĩnh vực", "Lĩnh vực TTHC"),
        "channel": ("Hình thức nộp", "Hình thức tiếp nhận", "Hình thức nộp hồ sơ", "Nguồn hồ sơ"),
        "online_level": ("Mức độ DVC", "Mức độ", "Mức độ dịch vụ"),
        "received": ("Ngày nhận", "Ngày nộp", "Thời điểm tiếp nhận", "Ngày nhận hồ sơ"),
        "due": ("Hạn trả", "Ngày hẹn", "Hạn xử lý", "Ngày hẹn trả kết quả", "Hạn giải quyết"),
        "done": ("Ngày trả", "Ngày hoàn thành", "Ngày kết thúc", "Ngày trả kết quả"),
        "payments_online": ("Số giao dịch thanh toán trực tuyến",),
        "digitised": ("Số hóa kết quả", "Kết quả điện tử"),
    },
    "survey": {
        "id": ("Số phiếu", "Mã số phiếu"),
        "unit": ("Cơ quan", "Tên đơn vị", "Đơn vị được khảo sát"),
        "answered": ("Ngày khảo sát", "Thời gian trả lời"),
        "sampling": ("Hình thức chọn mẫu", "Chọn mẫu"),
        "procedures": ("Mức độ hài lòng chung", "Hài lòng chung"),
    },
    "totals": {
        "order": ("STT", "Số TT"),
        "unit": ("Tên đơn vị", "Cơ quan", "Cơ quan, đơn vị", "Lĩnh vực"),
    },
}
# A head of a table of totals by words without marks: the column, what its upper head must hold,
# what must be in its lowest one.
TOTALS_WORDS = (
    ("c4", ("tiep nhan", "nhan giai quyet"), ("truc tuyen",)),
    ("c5", ("tiep nhan", "nhan giai quyet"), ("truc tiep", "buu chinh")),
    ("c6", ("tiep nhan", "nhan giai quyet"), ("ky truoc",)),
    ("c3", ("tiep nhan", "nhan giai quyet"), ("tong",)),
    ("c8", ("da giai quyet",), ("truoc han", "som han", "som")),
    ("c9", ("da giai quyet",), ("dung han", "dung")),
    ("c10", ("da giai quyet",), ("qua han", "tre han", "tre")),
    ("c7", ("da giai quyet",), ("tong",)),
    ("c12", ("dang giai quyet",), ("trong han", "chua den han")),
    ("c13", ("dang giai quyet",), ("qua han", "tre han")),
    ("c11", ("dang giai quyet",), ("tong",)),
)
FIELDS = "linh vuc"  # in the head of the names of a table by field, without marks
WAITING = ("bo sung",)  # in the note of a head, without marks

LOOK, MISSING, ASK = "CẦN XEM", "THIẾU", "HỎI"
HEADER = (
    "Bản đề xuất theo tên cột của một tệp; chưa có số liệu nào được nhận.",
    f"Đề nghị xem các dòng có chữ «{LOOK}», «{MISSING}», «{ASK}», sửa, rồi lưu vào "
    "params/mappings.",
)
LABEL = "Tệp xuất chưa đặt tên"
SOURCE = "Đề xuất từ tên cột của một tệp; chưa đối chiếu với đơn vị cung cấp"
BY_FIELD = f"{LOOK}: biểu của một đơn vị theo lĩnh vực; chữ đứng trước tên đơn vị ở tiêu đề"
NAME_IT = f"{LOOK}: đặt tên gọi của tệp này"
VALUES = f"{LOOK}: cách ghi của các hệ thống đã biết; sửa theo cách ghi trong tệp"
DAYS = f"{LOOK}: cách ghi ngày trong tệp (dd/mm/yyyy hoặc iso-timestamp kèm timezone)"
OPTIONAL_TO_CHECK = f"{LOOK}: bỏ những cột mà tệp của hệ thống này luôn có"


def not_certain(known: str) -> str:
    """A head that is only like a known one."""
    return f"{LOOK}: đoán theo «{known}»"


def several(heads: Repeatable) -> str:
    """Further heads that may be meant by the same column."""
    return f"{LOOK}: còn có cột {heads} cũng có thể là nội dung này"


def missing(column: str) -> str:
    """A column that every export of the kind must have."""
    return f"{MISSING}: {column} (bắt buộc): chưa thấy cột nào phù hợp"


def unused(heads: Repeatable) -> str:
    """Heads that nothing is made of."""
    return f"Chưa dùng: {heads}"


def ask_waiting(columns: Sequence[str]) -> str:
    """Which column dossiers that wait for papers are in."""
    names = " và ".join(f"cột {column.removeprefix('c')}" for column in columns)
    both = "đều ghi" if len(columns) > 1 else "ghi"
    return (
        f"{ASK}: {names} {both} «gồm cả hồ sơ chờ bổ sung». Hồ sơ chờ bổ sung thực tế được tính ở "
        "cột nào? Hỏi đơn vị cung cấp tệp; phần mềm không tự chọn."
    )


NOT_RECOGNISED = (
    "không nhận ra đủ tên cột của tệp hồ sơ, phiếu khảo sát hay biểu tổng hợp nên không đề xuất "
    "được ánh xạ. Đề nghị dùng tệp có dòng tên cột."
)


def written(path: object, to_look_at: int) -> str:
    """Where the proposal lies."""
    return (
        f"Đã ghi bản đề xuất vào {path}: {to_look_at} chỗ cần xem. Chưa có số liệu nào được nhận."
    )


def is_there(path: object) -> str:
    """The proposal would replace a file."""
    return f"Đã có tệp {path}. Đề nghị chọn tên khác; lệnh này không ghi đè."
