"""JupyterLab: the page that it opens with, what its commands answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helpers.model import Approval, Period, Plan
from helpers.model.spelling import escaped
from helpers.wording.core import DRAFT, SIMULATED

START_PAGE = "BẮT-ĐẦU.md"
EXPLORER = "explorer.ipynb"  # the notebook that shows any agency
EDITED = "sua-tay"  # the mark of an edited notebook whose place was needed

NO_CONTENT = "Không có"  # an output of a notebook that has nothing to say

REFUSED_ROOT = (
    "Không mở JupyterLab bằng tài khoản root: đề nghị dùng tài khoản thường, hoặc thêm "
    "--allow-root (make lab LAB_OPTIONS=--allow-root) nếu máy chỉ có tài khoản này."
)


def work_is_taken(folder: object, taken: object) -> str:
    """The folder of work lies where something else is kept."""
    return (
        f"Thư mục làm việc {escaped(str(folder))} nằm trong {escaped(str(taken))}, nơi để số liệu, "
        "kết quả hoặc chương trình. Đề nghị chọn thư mục khác (--work)."
    )


def notebooks_written(count: int, folder: object) -> str:
    """Notebooks of an agency lie there."""
    return f"Đã ghi {count} sổ tính vào {escaped(str(folder))}."


def set_aside(kept: object) -> str:
    """An edited notebook whose place was needed has another name now."""
    return f"Sổ tính đã sửa tay được giữ lại với tên {escaped(str(kept))}."


# ---------------------------------------------------------------- the start page


@dataclass(frozen=True)
class PeriodLine:
    """What the start page says of a period with data: whether they are simulated, the approval,
    the addresses of its results and of the report of its intake, empty where there is none."""

    plan: Plan
    period: Period
    simulated: bool
    approval: Approval | None
    results: str
    report: str


_HEAD = """# Bắt đầu

Trang này được viết lại mỗi lần mở JupyterLab. Mọi thứ trong thư mục làm việc là bản để xem và thử:
sửa, chạy, xóa ở đây không làm thay đổi phiếu, kho số liệu hay phê duyệt.
"""

_NOTHING = """
## Chưa có số liệu

Chưa nhận số liệu của kỳ nào. Chạy `make packets` trong thư mục của phần mềm, rồi mở lại JupyterLab.
"""

_PLACES = """
## Thư mục nào có gì

| Nơi | Nội dung |
|---|---|
| `so-tinh-mau` | Sổ tính mẫu, chép lại mỗi lần mở; sổ đã sửa giữ lại, tên có đuôi `-sua-tay-1` |
| Thư mục mang mã đơn vị | Sổ tính của một đơn vị, do lệnh `cchc notebook` ghi ra |
| Các tệp khác | Của người dùng; phần mềm không đọc, không sửa, không xóa |
"""


def start_page(
    lines: Sequence[PeriodLine], faults: Sequence[str], samples: Mapping[str, str]
) -> str:
    """The page in Markdown: a line for each period with data, what is wrong with plans or store,
    the titles of the sample notebooks by their addresses."""
    wrong = "".join(f"\n**{_plain(fault)}**\n" for fault in faults)
    if not lines:
        return _HEAD + (wrong or _NOTHING)
    last = lines[-1]
    agency = last.plan.registry(last.period)[0].id
    explorers = {at: title for at, title in samples.items() if at.endswith(f"/{EXPLORER}")}
    return "".join(
        [
            *(_HEAD, wrong, _TABLE_HEAD, *map(_row, lines)),
            "\n## Tra cứu, so sánh, thử giả định\n\n",
            *(f"Mở [{_plain(title)}]({at}), chạy mọi ô.\n" for at, title in explorers.items()),
            "\n## Xem từng sổ tính của một đơn vị\n\n",
            "1. Mở cửa sổ lệnh: nút **+** ở trên cùng bên trái, chọn *Terminal*.\n",
            "2. Tìm mã đơn vị: `cchc agencies`.\n",
            "3. Ghi sổ tính của đơn vị, các mã trong ngoặc kép: "
            f'`cchc notebook "{agency}" --period "{last.period.id}"`.\n',
            f"4. Ở cột bên trái mở thư mục `{agency}`, mở một sổ tính, chạy mọi ô "
            "(*Run*, *Run All Cells*).\n",
            "\n## Sổ tính mẫu\n\n",
            "Ghi mã kế hoạch, đơn vị, kỳ (và lĩnh vực) vào ô thứ hai rồi chạy mọi ô.\n\n",
            *(
                f"- [{_plain(title)}]({at})\n"
                for at, title in samples.items()
                if at not in explorers
            ),
            _PLACES,
        ]
    )


_TABLE_HEAD = """
## Số liệu đang có

| Kế hoạch | Kỳ | Số liệu | Phê duyệt | Xem |
|---|---|---|---|---|
"""


def _row(line: PeriodLine) -> str:
    links = {"kết quả": line.results, "báo cáo tiếp nhận": line.report}
    cells = (
        line.plan.id,
        f"{_plain(line.period.label)} (`{line.period.id}`)",
        SIMULATED if line.simulated else "số liệu thật",
        _plain(_state(line.approval)),
        ", ".join(f"[{name}]({address})" for name, address in links.items() if address),
    )
    return f"| {' | '.join(cells)} |\n"


def _state(approval: Approval | None) -> str:
    if approval is None:
        return DRAFT
    if approval.restated:
        return f"{DRAFT}: đã thay đổi sau khi {approval.by} phê duyệt"
    if approval.lacks_signature:
        return f"{DRAFT}: {approval.by} đã phê duyệt, chưa ký"
    return f"đã phê duyệt: {approval.by}"


def _plain(text: str) -> str:
    """A text without effect as Markdown or HTML, on one line."""
    marked = "\\`*_[]<>|#~$&"
    return "".join(f"\\{char}" if char in marked else char for char in " ".join(text.split()))
