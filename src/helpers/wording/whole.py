"""What the page of the whole says: who has sent, who meets what, where the missing units are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from helpers.model import Reason, Status
from helpers.wording.core import counts, leading, number, within
from helpers.wording.matrix import SHORT, form_state
from helpers.wording.states import STATUS_WORDS

AGENCY, TOTAL, TARGET, LIMIT, MET_BY = "Đơn vị", "Tổng", "Chỉ tiêu", "Mức", "Đơn vị đạt"
COVERAGE, HEAT, EACH = "Tình hình gửi số liệu", "Đơn vị và lĩnh vực", "Từng chỉ tiêu"
HEAT_CAPTION = "Số chỉ tiêu đạt trên số chỉ tiêu được đánh giá, theo đơn vị và lĩnh vực"
HEAT_NOTE = "Nền càng đậm, tỷ lệ chỉ tiêu đạt càng cao. Các cột:"
EACH_CAPTION = "Kết quả từng chỉ tiêu, chung và theo cấp"
EACH_NOTE = (
    "Kết quả của một cấp là tổng tử số trên tổng mẫu số của các đơn vị. «Đơn vị đạt» là số đơn vị "
    "tự mình đạt mức trên số đơn vị được đánh giá."
)
LEVERS = "Chỉ tiêu chung còn có thể chuyển thành đạt"
LEVER_HEADS = ("Cần thêm", "Hiện có", "Mức", "Ở đâu")
NO_LEVER = "Không có chỉ tiêu chung nào có thể chuyển thành đạt bằng số lượng làm thêm."
DIFFERENCES = "Số báo cáo khác số tính từ dữ liệu, ảnh hưởng lớn nhất"
DIFFERENCES_CAPTION = "Số của đơn vị báo cáo và số dùng để kết luận, xếp theo mức ảnh hưởng"
DIFFERENCE_HEADS = ("Số dùng để kết luận", "Số còn lại", "Chênh lệch")
NO_DIFFERENCES = "Không có đơn vị nào báo cáo khác số tính từ dữ liệu."
FROM_LIST = "số chung lấy từ biểu của {whole}, không cộng từ đơn vị"
LACKING = "Đơn vị chưa có số liệu, theo điểm của Kế hoạch"
RETURNED_HEAD = "Bị trả lại sau khi nhận (biểu)"
UNCONFIRMED_HEAD, OBJECTIONS_HEAD = "Chưa xác nhận (số liệu)", "Ý kiến khác (đơn vị)"
LACKING_HEAD = f"{STATUS_WORDS[Status.NO_DATA]} (chỉ tiêu)"
COUNTED_IN_TABLE = f"số của từng nhóm ở bảng «{HEAT}», mục 3"
SINGLE_NAMES = (
    "Dòng ghi số đơn vị trong ngoặc là tổng của các đơn vị đó. Tên và số của từng đơn vị: phiếu "
    "của cơ quan cấp trên, danh sách phiếu của kỳ (index.html) và results.csv."
)
COUNTED = f"{leading(COUNTED_IN_TABLE)}."
ALL_AGENCIES = "Cộng của mọi đơn vị"
REMARKS = "Lưu ý khi nhận số liệu"
FEW = 3  # agencies named of each target


def sent(sent: int, asked: int) -> str:
    """How many agencies have sent their form."""
    if sent == asked:
        return f"Cả {number(asked)} đơn vị đã gửi biểu số liệu."
    return f"{counts(sent, asked)} đơn vị đã gửi biểu số liệu."


def without_form(reason: Reason, count: int, names: Sequence[str]) -> str:
    """How many agencies lack their form for one reason, with the names of them or of their
    groups."""
    return f"{form_state(reason)} biểu ({number(count)}): {'; '.join(names)}."


def form_head(reason: Reason) -> str:
    """The head of the numbers of agencies that lack their form for one reason."""
    return f"{form_state(reason)} (biểu)"


def with_number(name: str, count: int) -> str:
    """A name, with its number where that is more than one."""
    return f"{name} ({number(count)})" if count > 1 else name


def unconfirmed(count: int, names: Sequence[str]) -> str:
    """The figures nobody has confirmed, by agency; empty for none."""
    return f"Số liệu chưa được xác nhận ({number(count)}): {'; '.join(names)}." if count else ""


def objections(count: int, answered: int, agencies: int, names: Sequence[str]) -> str:
    """The objections of all agencies, with their names or those of their groups; empty for none."""
    if not count:
        return ""
    head = f"Ý kiến khác của {number(agencies)} đơn vị về {number(count)} chỉ tiêu"
    return f"{head}, đã trả lời {number(answered)}: {'; '.join(names)}."


def missing_of_whole(labels: Sequence[str]) -> str:
    """The targets whose figure of the whole is missing; empty for none."""
    if not labels:
        return ""
    return f"Chỉ tiêu chung chưa có số liệu ({len(labels)}): {'; '.join(map(within, labels))}."


def below(parent: str, count: int) -> str:
    """The agencies under one parent, as a line of the heat map."""
    return f"{parent} ({number(count)})"


def under(groups: Sequence[str]) -> str:
    """The head of the lines of agencies by parent; `groups`: of which levels they are."""
    return f"{leading('; '.join(groups))}, cộng theo cơ quan cấp trên"


def more(units: int, thing: str) -> str:
    """How much more the whole needs: `+3 báo cáo`."""
    return f"+{number(units)} {thing}"


def enough(names: Sequence[tuple[str, int]], shown: int, largest: tuple[str, int]) -> str:
    """Which agencies, each reaching its own threshold, give the whole what it needs."""
    gains = [f"{name} (+{number(units)})" for name, units in names]
    total = number(sum(units for _, units in names))
    if len(names) == 1:
        return f"đủ khi 1 đơn vị đạt mức của mình: {gains[0]}"
    if len(names) <= shown:
        every = f"đủ khi {len(names)} đơn vị đạt mức của mình: {'; '.join(gains)}"
        return f"{every}; cộng +{total}"
    first = f"đủ khi {len(names)} đơn vị thiếu ít nhất đạt mức của mình (cộng +{total})"
    most = f"thiếu nhiều nhất: {largest[0]} (+{number(largest[1])})"
    return f"{first}, trước hết {'; '.join(gains[:3])}; {most}"


def too_little(agencies: int, units: int) -> str:
    """All agencies below their own threshold together do not give what the whole needs."""
    if not agencies:
        return "mọi đơn vị có số liệu đã đạt mức của mình"
    head = f"{number(agencies)} đơn vị dưới mức cùng đạt mức của mình"
    return f"{head} mới thêm được +{number(units)}"


def agencies_below(names: Sequence[str], shown: int) -> str:
    """Which agencies do not meet a target of which the whole counts agencies."""
    if len(names) <= shown:
        return f"còn thiếu {number(len(names))} đơn vị: {'; '.join(names)}"
    more = f" và {number(len(names) - shown)} đơn vị khác"
    return f"{number(len(names))} đơn vị chưa đạt: {'; '.join(names[:shown])}{more}"


def further(count: int) -> str:
    """How many more targets than are listed; empty for none."""
    return f"Và {number(count)} chỉ tiêu khác, xem mục 3." if count > 0 else ""


def over(labels: Sequence[str]) -> str:
    """The targets of the whole of which nothing can be made up for; empty for none."""
    if not labels:
        return ""
    words = "; ".join(map(within, labels))
    return f"Đã khép lại trong năm, rút kinh nghiệm ({len(labels)}): {words}."


def by_verdict(met: int, below: int, no_data: int, other: int) -> str:
    """How many agencies have which verdict, without those that do not occur."""
    parts = [
        f"{number(met)} đạt",
        *([f"{number(below)} dưới mức"] if below else []),
        *([f"{number(no_data)} {within(STATUS_WORDS[Status.NO_DATA])}"] if no_data else []),
        *([f"{number(other)} chưa kết luận"] if other else []),
    ]
    return ", ".join(parts)


def met_by(met: int, total: int) -> str:
    """How many agencies meet a target, of those that are assessed."""
    return f"{counts(met, total)} đơn vị đạt"


def furthest(items: Sequence[tuple[str, str]]) -> str:
    """The agencies farthest from a threshold, each with its figure; empty for none."""
    if not items:
        return ""
    return f"xa mức nhất: {'; '.join(f'{name} {value}' for name, value in items)}"


def not_done(names: Sequence[str]) -> str:
    """The agencies whose answer is no; empty for none."""
    more = len(names) - FEW
    rest = f" và {number(more)} đơn vị khác" if more > 0 else ""
    return f"chưa đạt: {'; '.join(names[:FEW])}{rest}" if names else ""


def missing_figures(reason: str, labels: Sequence[str]) -> str:
    """Targets without a figure of the whole for one reason."""
    return f"{leading(reason)} ({len(labels)}): {'; '.join(map(within, labels))}."


def lacking(name: str, clauses: Sequence[str]) -> str:
    """The points of the plan of which an agency has no data, with how often each."""
    counted = Counter(clauses)
    points = (with_number(clause, n) for clause, n in counted.items())
    return f"{name} ({number(len(clauses))}): {', '.join(points)}"


def short(shape: str, word: str) -> str:
    """A verdict that is only read out: a short word where there is one."""
    return SHORT.get(shape, word)


def further_differences(count: int) -> str:
    """How many more differences there are than are listed; empty for none."""
    return f"Và {number(count)} chênh lệch khác, nêu ở phiếu của đơn vị." if count > 0 else ""


def difference(name: str, label: str, used: str, other: str, apart: str) -> str:
    """One difference in a sentence."""
    return f"{name}: {within(label)} {used}, đơn vị báo cáo {other} ({apart})"
