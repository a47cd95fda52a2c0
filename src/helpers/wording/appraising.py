"""Appraisal by targets: the workbooks of the appraising bodies, and every answer to a fault."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.model import Agency, AppraisalDecision, AppraisingBody, Decision, Period, Plan
from helpers.wording.core import SIMULATED, UNVERIFIED, counts, fault, listed, number, within
from helpers.wording.forms import FORM_EXPLANATION

AGENCY_ID, AGENCY, TARGET_ID, CLAUSE, TARGET = (
    "Mã đơn vị",
    "Đơn vị",
    "Mã chỉ tiêu",
    "Điểm",
    "Chỉ tiêu",
)
COUNTED = "Tử số / mẫu số là"
REPORTED = ("Tử số (đơn vị báo cáo)", "Mẫu số (đơn vị báo cáo)")
COMPUTED = ("Tử số (tính từ dữ liệu)", "Mẫu số (tính từ dữ liệu)")
DIFFERENCE = "Chênh lệch (tính từ dữ liệu trừ báo cáo)"
EXPLANATION, EVIDENCE = FORM_EXPLANATION, "Tài liệu kiểm chứng của đơn vị"
BEFORE, OBJECTION = "Kết quả lần 1", "Ý kiến của đơn vị"
DECISION = "Kết luận"
NUMERATOR, DENOMINATOR = "Tử số (thẩm định)", "Mẫu số (thẩm định)"
REASON, DOCUMENT = "Lý do, nội dung yêu cầu", "Tài liệu thẩm định"
DECISION_WORDS = {
    Decision.AGREED: "Thống nhất",
    Decision.ADJUSTED: "Điều chỉnh",
    Decision.EXPLAIN: "Yêu cầu giải trình",
}
EVIDENCE_SHEET = "Tệp kiểm chứng"
EVIDENCE_HEADS = (AGENCY_ID, AGENCY, "Mã dòng", "Tệp", "Dung lượng (byte)", "SHA-256")
FOLDER = "tham-dinh"
WITHHELD = "Không nêu (số liệu về ít người)"


def sheet(at: int) -> str:
    """The title of the sheet of a round."""
    return f"Thẩm định lần {at}"


SHEETS = tuple(sheet(at) for at in (1, 2))


def title(at: int, simulated: bool) -> str:
    """The heading of the workbook of a round."""
    words = f"BIỂU THẨM ĐỊNH THEO CHỈ TIÊU, LẦN {at}"
    return f"{words} – {SIMULATED}" if simulated else words


def subtitle(name: str, period: Period) -> str:
    """Whose workbook it is, of which period."""
    return f"Cơ quan thẩm định: {name} – {period.label}"


def file_name(body: str, at: int) -> str:
    """The name of the workbook; `body`: its id."""
    return f"{FOLDER}-{body}-lan-{at}.xlsx"


GUIDE_IN_SHEET = (
    "Ghi vào ô nền vàng: chọn «Kết luận» ở từng dòng; chưa thẩm định thì để trống cả dòng. Xem "
    "trang «Hướng dẫn»."
)


def guide(plan: Plan, bodies: Sequence[AppraisingBody], folder: str, at: int) -> tuple[str, ...]:
    """The lines of the guide. `bodies`: for whose targets; `folder`: where it is taken from."""
    agreed, adjusted, explain = (f"«{DECISION_WORDS[each]}»" for each in Decision)
    second = (
        "Lần 2 chỉ có các dòng đã yêu cầu giải trình, có ý kiến của đơn vị, hoặc có số thay đổi "
        "sau lần 1; kết quả lần 2 thay kết quả lần 1."
    )
    first = (
        "Lần 1 có mọi dòng chỉ tiêu × đơn vị mà chỉ tiêu ràng buộc, trừ số của chính cơ quan này."
    )
    return (
        first if at == 1 else second,
        f"{agreed}: dùng số tính từ dữ liệu, không có thì dùng số đơn vị báo cáo; không ghi số.",
        f"{adjusted}: ghi đủ tử số, mẫu số, lý do và tài liệu thẩm định; số này được dùng thay.",
        f"{explain}: ghi nội dung cần giải trình ở cột «{REASON}»; chưa số nào thay đổi. Đơn vị "
        "trả lời ở trang «Giải trình» của biểu số liệu và gửi lại biểu.",
        "Không xóa dòng, không đổi mã, tên. Không ghi họ tên, số điện thoại của cá nhân.",
        f"Ghi xong, chép tệp vào thư mục {folder} của {plan.terms.desk} rồi nhận lại kỳ. Ở nơi "
        "khác tệp bị trả lại.",
        *(_ground(plan, body) for body in bodies),
    )


def _ground(plan: Plan, body: AppraisingBody) -> str:
    who = plan.agencies[body.agency].name
    mark = "" if body.verified else f" ({UNVERIFIED})"
    targets = f"{number(len(body.targets))} chỉ tiêu"
    return f"Căn cứ giao {who} thẩm định {targets}: {body.source}, {body.clause}{mark}."


def difference(reported: tuple[int, int], computed: tuple[int, int]) -> str:
    """How far the computed counts are from the reported ones."""
    if reported == computed:
        return "Khớp"
    pairs = zip(("tử số", "mẫu số"), reported, computed, strict=True)
    return ", ".join(f"{name} {_signed(c - r)}" for name, r, c in pairs if c != r)


def _signed(value: int) -> str:
    return f"{'+' if value > 0 else '−'}{number(abs(value))}"


# ---------------------------------------------------------------- evidence


def evidence_demanded(agency: str, line: str, folder: str) -> str:
    """A reported figure without any evidence: what is demanded."""
    return f"Chưa có tài liệu kiểm chứng: đề nghị đơn vị gửi tệp (để ở {folder}/{agency}/{line})."


def evidence_files(names: Sequence[str]) -> str:
    """The files of one row."""
    return f"{number(len(names))} tệp: {listed(names)}"


NOT_ON_DISK = "tệp không còn trong thư mục nhận"


def before(decision: Decision, counts: str, reason: str) -> str:
    """The result of the first round in the row of the second."""
    words = DECISION_WORDS[decision]
    return "; ".join(filter(None, (f"{words} {counts}".rstrip(), reason)))


def decided(made: AppraisalDecision, reason: str = "") -> str:
    """A decision with its figure, if it has one: `Điều chỉnh 90/100`."""
    if made.numerator is None or made.denominator is None:
        return before(made.decision, "", reason)
    return before(made.decision, counts(made.numerator, made.denominator), reason)


# ---------------------------------------------------------------- the command


def nobody_appraises(plan: Plan) -> str:
    """A plan without the file of appraising bodies."""
    return (
        f"Kế hoạch {plan.number} chưa giao cơ quan nào thẩm định theo chỉ tiêu (chưa có tệp "
        f"params/plans/{plan.id}/appraisal.yml). Đề nghị bổ sung tệp, hoặc dùng biểu thẩm định "
        "từng đơn vị: cchc forms --kind appraisal."
    )


def no_such_body(given: str, known: Sequence[str]) -> str:
    """No body of that id appraises by targets."""
    return f"«{given}» không thẩm định chỉ tiêu nào; chỉ có: {', '.join(known)}."


def written(files: Sequence[tuple[str, int]], folder: object, desk: object, plan: Plan) -> str:
    """The workbooks written: each with its number of rows."""
    lines = [f"- {name}: {number(rows)} dòng" for name, rows in files]
    head = f"Đã ghi {number(len(files))} biểu thẩm định vào {folder}:"
    tail = f"Biểu đã ghi xong thì chép vào {desk}, thư mục của {plan.terms.desk}, rồi nhận lại kỳ."
    return "\n".join([head, *lines, tail])


def nothing_for_round(at: int, period: Period) -> str:
    """No row is left for a round."""
    if at == 2:
        return (
            f"Lần 2 của kỳ «{period.label}» không có dòng nào: chưa dòng nào của lần 1 bị yêu cầu "
            "giải trình, có ý kiến của đơn vị hoặc có số thay đổi."
        )
    return f"Kỳ «{period.label}» không có dòng nào để thẩm định."


def no_appraiser(agencies: Sequence[Agency], targets: int) -> str:
    """Figures that nobody appraises, since their body is the agency itself."""
    names = listed([each.name for each in agencies])
    return f"Không cơ quan nào thẩm định {number(targets)} số liệu của chính {names}."


# ---------------------------------------------------------------- faults of a workbook

_ISSUED = "lấy lại biểu bằng lệnh cchc appraisal, chép phần đã ghi sang"


def not_a_body(name: str, plan: Plan) -> str:
    """A workbook stamped for an agency that appraises nothing by the plan."""
    return fault(
        f"{name} không thẩm định chỉ tiêu nào theo Kế hoạch {plan.number}",
        "dùng biểu của đúng cơ quan thẩm định",
    )


def other_body(name: str) -> str:
    """A workbook whose heading names another body than its stamp."""
    return fault(f"đầu trang không ghi tên cơ quan của biểu này ({name})", _ISSUED)


def other_origin(simulated: bool) -> str:
    """A workbook of simulated figures among real ones, or the other way round; `simulated`: those
    of the workbook."""
    own, there = ("số liệu mô phỏng", "số liệu thật")[:: 1 if simulated else -1]
    return fault(f"biểu này lập từ {own}, thư mục nhận có {there}", _ISSUED)


OTHER_STATE = fault(
    "biểu này lập từ một bản số liệu không có trong kho của kỳ", f"kiểm tra kho, hoặc {_ISSUED}"
)
AGENCY_UNKNOWN = fault(
    "mã đơn vị ở các dòng này không có trong danh mục của kỳ", "dùng đúng mã của biểu đã cấp"
)
TARGET_UNKNOWN = fault(
    "mã chỉ tiêu ở các dòng này không có trong Kế hoạch", "dùng đúng mã của biểu đã cấp"
)
ROW_NOT_ISSUED = fault(
    "các dòng này không thuộc phần thẩm định của cơ quan này, hoặc không có trong biểu đã cấp",
    "bỏ các dòng này; cơ quan được giao chỉ tiêu mới thẩm định",
)
ROW_REPEATED = fault("cùng một đơn vị, chỉ tiêu ghi ở nhiều dòng", "giữ một dòng")
DECISION_MISSING = fault(
    f"dòng có số, lý do hoặc tài liệu nhưng chưa chọn «{DECISION}»",
    "chọn kết luận, hoặc để trống cả dòng",
)
DECISION_UNKNOWN = fault(
    f"«{DECISION}» chỉ được là {', '.join(f'«{w}»' for w in DECISION_WORDS.values())}",
    "chọn trong danh sách",
)
FIGURE_WITHOUT_ADJUSTMENT = fault(
    "có tử số hoặc mẫu số thẩm định nhưng kết luận không phải "
    f"«{DECISION_WORDS[Decision.ADJUSTED]}»",
    "sửa kết luận, hoặc bỏ số",
)
NOTHING_TO_AGREE = fault(
    f"chọn «{DECISION_WORDS[Decision.AGREED]}» nhưng dòng không có số nào để thống nhất",
    "chọn kết luận khác, hoặc để trống cả dòng",
)


def own_figure(name: str) -> str:
    """Rows of the body's own figures."""
    return fault(f"{name} tự thẩm định số của mình ở các dòng này", "bỏ các dòng này")


def rows_removed(count: int, first: Sequence[str]) -> str:
    """Rows of the workbook as issued that are gone; `first`: names of the first ones."""
    return fault(
        f"thiếu {number(count)} dòng của biểu đã cấp ({'; '.join(first)})",
        f"không xóa dòng; {_ISSUED}",
    )


def nothing_decided(rows: int) -> str:
    """A workbook without any decision."""
    return fault(f"biểu chưa có kết luận nào ở {number(rows)} dòng", "ghi kết luận rồi gửi lại")


def partly_decided(decided: int, rows: int) -> str:
    """How far a workbook is filled in."""
    return (
        f"đã kết luận {number(decided)} trong {number(rows)} dòng; dòng để trống là chưa thẩm định."
    )


def contradicts(file: str) -> str:
    """Another file appraises the same figures."""
    return fault(
        f"các dòng này cũng được thẩm định trong tệp {file}",
        "giữ một nơi thẩm định; phần mềm không tự chọn",
    )


# ---------------------------------------------------------------- after an intake

DEMANDED = "Phải giải trình theo yêu cầu thẩm định"


def figure_changed(name: str, shown: str, now: str) -> str:
    """A figure about which a body decided, and which has changed since."""
    return fault(
        f"số của {name} khi lập biểu là {shown or NO_FIGURE}, nay là {now or NO_FIGURE}",
        "xem lại ở lần 2",
    )


NO_FIGURE = "chưa có"


def demanded(by: str, at: int, line: str, reason: str) -> str:
    """A demand for an explanation, of which nothing came since."""
    return fault(
        f"{by} (thẩm định lần {at}) yêu cầu giải trình chỉ tiêu «{line}»: {reason.rstrip(' .;')}",
        "ghi giải trình ở trang «Giải trình» của biểu số liệu, gửi lại biểu",
    )


def demands(count: int, lines: Sequence[tuple[str, str]]) -> str:
    """All open demands: each with the name of the agency."""
    listing = [f"- {name}: {text}" for name, text in lines]
    return "\n".join([f"{number(count)} yêu cầu giải trình chưa được trả lời:", *listing])


def note(by: str, at: int, decision: Decision, reason: str) -> str:
    """What a body decided about a figure, next to it."""
    words = within(DECISION_WORDS[decision])
    demand = f": {reason}" if decision is Decision.EXPLAIN and reason else ""
    return f"{by} thẩm định lần {at}: {words}{demand}"
