"""The results as DataFrames: heads of exported columns, stamps, questions that have no answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from helpers.wording.core import DRAFT, SIMULATED

SUPPOSED = "GIẢ ĐỊNH"
HEADS: Mapping[str, str] = {
    "plan": "Kế hoạch",
    "period": "Kỳ",
    "agency": "Mã đơn vị",
    "agency_name": "Đơn vị",
    "district": "Mã cơ quan cấp trên",
    "district_name": "Cơ quan cấp trên",
    "code": "Mã số",
    "name": "Tên",
    "level": "Cấp",
    "level_name": "Tên cấp",
    "area": "Lĩnh vực",
    "clause": "Điểm của Kế hoạch",
    "cite": "Trích dẫn",
    "target": "Mã chỉ tiêu",
    "target_name": "Chỉ tiêu",
    "source": "Nguồn",
    "numerator": "Tử số",
    "denominator": "Mẫu số",
    "value": "Giá trị",
    "comparison": "So sánh",
    "threshold": "Mức",
    "due": "Năm đến hạn",
    "status": "Kết luận",
    "status_words": "Kết luận bằng lời",
    "margin": "Cách mức",
    "margin_units": "Thừa (thiếu) tính theo đơn vị đếm",
    "low": "Cận dưới 95%",
    "high": "Cận trên 95%",
    "points": "Điểm",
    "max_points": "Điểm tối đa",
    "unconfirmed": "Số liệu chưa xác nhận",
    "reason": "Lý do",
    "reason_words": "Lý do bằng lời",
    "rank": "Thứ hạng",
    "rank_to": "Đến hạng",
    "field": "Lĩnh vực thủ tục",
    "channel": "Cách nộp",
    "month": "Tháng trả kết quả",
    "state": "Tình trạng",
    "days_late": "Số ngày quá hạn",
    "carried": "Kỳ trước chuyển qua",
    "dossiers": "Số hồ sơ",
    "label": "Nội dung",
    "unit": "Đơn vị tính",
    "text": "Nội dung",
}
SOURCE_SHEET = "Nguồn"
SOURCE_ROWS = ("Trang", "Kế hoạch", "Kỳ", "Bản số liệu", "Ghi chú")
UNDER_FIVE = "nhóm dưới 5 hồ sơ"


def stamp(
    plan: str,
    period: str,
    snapshot: str,
    simulated: bool,
    draft: bool,
    supposed: Sequence[str],
) -> str:
    """The line that says what a table is of: `laocai-2022, kỳ 2022-FY, bản số liệu …`."""
    return " · ".join(
        [
            f"Kế hoạch {plan}",
            f"kỳ {period}",
            f"bản số liệu {snapshot}",
            *marks(simulated, draft, supposed),
        ]
    )


def marks(simulated: bool, draft: bool, supposed: Sequence[str]) -> list[str]:
    """What must be known of figures before they are used."""
    changes = f"{SUPPOSED} – không phải kết quả: {'; '.join(supposed)}"
    return [
        *([SIMULATED] if simulated else []),
        *([DRAFT] if draft else []),
        *([changes] if supposed else []),
    ]


# ---------------------------------------------------------------- questions without an answer


def unknown(name: object, nearest: Sequence[str]) -> str:
    """A name that is not known, with those most like it."""
    meant = ", ".join(f"«{each}»" for each in nearest)
    return f"Không có «{name}». Ý là {meant}?" if meant else f"Không có «{name}»."


def unknown_plan(known: Sequence[str]) -> str:
    """No plan is named though there are several."""
    return f"Đề nghị ghi mã kế hoạch (plan=…). Các kế hoạch: {', '.join(known)}."


def no_dossiers(period: str) -> str:
    """A period without an export of dossiers."""
    return f"Kỳ «{period}» chưa có dữ liệu hồ sơ một cửa nên không đếm được hồ sơ."


def too_fine(groups: Sequence[str]) -> str:
    """A table of dossiers by more characteristics than may be shown at once."""
    return (
        f"Không chia hồ sơ theo {', '.join(groups)} cùng một lúc vì lộ nhóm quá nhỏ: "
        "đề nghị chọn nhiều nhất hai trong số đó."
    )


def inferred(groups: Sequence[str]) -> str:
    """A table of dossiers that would, with others, give the size of a small group."""
    return (
        f"Không chia hồ sơ theo {', '.join(groups)} như vậy cho đơn vị này: đối chiếu với các bảng "
        "khác sẽ lộ số của nhóm quá nhỏ."
    )


def too_few(group: str) -> str:
    """A group of dossiers that is not shown by itself."""
    return f"«{group}» có quá ít hồ sơ nên chỉ nêu chung trong «{UNDER_FIVE}»."


def supposed_dossiers() -> str:
    """Dossiers are not counted otherwise by what is supposed."""
    return "Giả định không đổi số hồ sơ đã đếm: đề nghị xem bảng hồ sơ của số liệu thật."


def threshold_supposed(target: str, level: str, value: str) -> str:
    """A threshold that is supposed; `level`: its name, empty for all."""
    return f"mức của {target}{f' ({level})' if level else ''} là {value}"


def units_supposed(agency: str, target: str, more: int) -> str:
    """More units, or fewer, that are supposed."""
    return f"{agency}, {target}: {'thêm' if more >= 0 else 'bớt'} {abs(more)}"


def answer_supposed(agency: str, target: str, numerator: int, denominator: int) -> str:
    """A figure that is supposed of an agency without one."""
    return f"{agency}, {target}: {numerator}/{denominator}"


def appraisal_supposed(agency: str, target: str, numerator: int, denominator: int) -> str:
    """An appraised figure that is supposed."""
    return f"{agency}, {target}: số thẩm định {numerator}/{denominator}"


NO_PERSONS = "số về cán bộ có thể nhận ra người"
NO_BALLOTS = "không giả định được số lượt trả lời của mẫu khảo sát, chỉ giả định được mức"
NO_LISTS = "số lấy từ danh mục dùng chung, chỉ giả định được mức"
NO_SINGLE = "số tính riêng, không cộng từ đơn vị, chỉ giả định được mức"
NO_OTHERS = "số không phải là tỷ lệ của một phần trong tổng, chỉ giả định được mức"
NOT_SILENT = "đơn vị đã có số liệu: đề nghị dùng units"
NO_COUNTS = "đơn vị chưa có số liệu: đề nghị dùng answers"
NO_THRESHOLD = "Kế hoạch không đặt mức cho cấp này"
NOT_BOUND = "đơn vị không thuộc đối tượng"
OUT_OF_SCALE = (
    "số phải từ 0 đến mẫu số, tỷ lệ từ 0 đến 100, câu trả lời có hoặc không là 1/1 hoặc 0/1"
)
NOTHING_SUPPOSED = "Chưa có giả định nào: đề nghị ghi threshold, units hoặc answers."


def not_supposed(target: str, why: str) -> str:
    """A change that is not made."""
    return f"Không giả định được «{target}»: {why}."


def no_number(value: object) -> str:
    """What is no number in a change."""
    return f"«{value}» không phải là số. Đề nghị ghi dạng 12.5 hoặc 10."


def real_alone() -> str:
    """What is asked of a supposed period and only the real one has."""
    return "Giả định không có nguồn để dò: đề nghị hỏi số liệu thật."


def restart_kernel() -> str:
    """The code has changed since it was loaded."""
    return "Mã nguồn đã đổi: đề nghị khởi động lại nhân (Kernel, Restart) rồi mở lại."


# ---------------------------------------------------------------- Excel


def unstamped(sheet: str) -> str:
    """A table that does not say what it is of."""
    return (
        f"Bảng «{sheet}» không còn ghi nguồn (kế hoạch, kỳ, bản số liệu). "
        "Đề nghị thêm source=ky, ky là kết quả của tables.open."
    )


def several_states(sheet: str) -> str:
    """A table whose own stamp is not that of the source given."""
    return f"Bảng «{sheet}» đã ghi nguồn khác với source. Đề nghị bỏ source."


def no_workbook() -> str:
    """A workbook without a sheet."""
    return "Không có bảng nào để ghi ra tệp Excel."


def not_there(path: object, folder: object) -> str:
    """A file within a folder that others read or write."""
    return (
        f"Không ghi «{path}» vào «{folder}»: thư mục này chỉ dành cho số liệu gửi đến, kho số liệu "
        "và phiếu đã lập. Đề nghị chọn thư mục khác, ví dụ work."
    )


def no_excel_name(path: object) -> str:
    """A file that is not named as a workbook."""
    return f"Tên tệp «{path}» phải có đuôi .xlsx."


def bad_sheet(sheet: str) -> str:
    """A name that a sheet cannot have."""
    return (
        f"Không đặt được tên trang «{sheet}»: cần từ 1 đến 31 ký tự, khác nhau, "
        f"khác «{SOURCE_SHEET}», không có [ ] : * ? / \\ và không có dấu ' ở đầu hoặc cuối."
    )


def unwritable(path: object) -> str:
    """A file that the system does not let be written."""
    return f"Không ghi được «{path}». Đề nghị đóng tệp nếu đang mở, kiểm tra thư mục và quyền ghi."
