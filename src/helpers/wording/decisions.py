"""What is said of decisions on what agencies have sent: accepted or returned, and by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from helpers.model import Period, SubmissionState, Submitted
from helpers.wording.core import day, listed, number
from helpers.wording.journal import UNSIGNED

STATES = {
    SubmissionState.OPEN: "chưa nhận biểu",
    SubmissionState.SUBMITTED: "đã gửi, chờ duyệt",
    SubmissionState.ACCEPTED: "đã chấp nhận",
    SubmissionState.RETURNED: "trả lại sau khi nhận",
    SubmissionState.APPROVED: "đã phê duyệt cùng kỳ",
}
TITLE = "Duyệt biểu"
UNDECIDED = "Chưa có biểu nào được chấp nhận hay trả lại."
RETURNED_HEAD = "Biểu bị trả lại sau khi nhận"

# ---------------------------------------------------------------- on pages


def stamp(submission: Submitted) -> str:
    """What the head of a packet says of its agency's form; empty where that is said elsewhere."""
    match submission.state:
        case SubmissionState.SUBMITTED:
            return "Biểu đã gửi, chờ duyệt."
        case SubmissionState.ACCEPTED:
            return f"Biểu được chấp nhận: {_decided(submission)}."
        case SubmissionState.RETURNED:
            return f"Biểu bị trả lại: {_decided(submission)}. Lý do: {_why(submission)}."
    return ""


def _decided(submission: Submitted) -> str:
    """Who decided when, and whether that is signed."""
    by = submission.by
    if submission.decider and submission.decider != by:
        by = f"{submission.decider} ({by})"
    when = f", ngày {day(submission.day)}" if submission.day else ""
    return f"{by}{when}, {f'đã ký: {submission.signer}' if submission.signer else UNSIGNED}"


def _why(submission: Submitted) -> str:
    return submission.reason.rstrip(" .;")


def returned(name: str, submission: Submitted) -> str:
    """One returned form with its reason."""
    return f"{name}: {_decided(submission)}; lý do: {_why(submission)}"


def returned_for(name: str, submission: Submitted) -> str:
    """One returned form with its reason alone."""
    return f"{name} ({_why(submission)})"


def all_returned(count: int, parts: Sequence[str]) -> str:
    """All forms that were returned, by the name of the agency or of its group; empty for none."""
    return f"{RETURNED_HEAD} ({number(count)}): {'; '.join(parts)}." if count else ""


def reason(text: str) -> str:
    """Why a form was returned, after its agency."""
    return f"{STATES[SubmissionState.RETURNED]}: {text}"


def counts(by_state: Mapping[SubmissionState, int]) -> str:
    """How many forms are in which state, without those of none; empty for no forms at all."""
    parts = [f"{number(by_state[s])} {STATES[s]}" for s in SubmissionState if by_state.get(s)]
    return "; ".join(parts)


def counted(by_state: Mapping[SubmissionState, int]) -> str:
    """The same as a sentence."""
    return f"{TITLE}: {counts(by_state)}." if by_state else ""


# ---------------------------------------------------------------- commands

NO_REASON = "Đề nghị ghi lý do trả lại bằng --reason, để đơn vị biết phải sửa gì."
NO_NAME = "Đề nghị ghi người duyệt bằng --name."
WHICH = "Đề nghị ghi đơn vị bằng --agency, hoặc mọi đơn vị của một cơ quan bằng --under (chỉ một)."


def no_levels(plan_id: str) -> str:
    """A plan that only approves periods."""
    return (
        f"Kế hoạch {plan_id} không quy định ai duyệt biểu của đơn vị nào. Đề nghị ghi mục "
        "«submissions» của «approval» ở plan.yml, hoặc chỉ phê duyệt cả kỳ bằng cchc approve."
    )


def not_decided_on(name: str) -> str:
    """An agency whose submissions nobody decides on, such as one that need not send."""
    return f"Biểu của {name} không phải duyệt riêng trong kỳ này."


def not_its_decider(name: str, decider: str, decider_id: str, by: str) -> str:
    """A decision by an agency that is not of the level that decides."""
    return (
        f"Biểu của {name} do {decider} (mã {decider_id}) duyệt, không phải «{by}». Đề nghị ghi "
        "--by đúng cơ quan."
    )


def nothing_received(name: str, period: Period) -> str:
    """A decision on a form that did not come."""
    return f"Chưa nhận được biểu nào của {name} trong kỳ «{period.label}» nên chưa có gì để duyệt."


def already(name: str, submission: Submitted) -> str:
    """A decision that was made before, in the same state."""
    return f"Biểu của {name} như hiện nay {STATES[submission.state]} ({_decided(submission)})."


def period_approved(period: Period, by: str) -> str:
    """A decision on a submission of an approved period."""
    return (
        f"Kỳ «{period.label}» đã được {by} phê duyệt. Muốn duyệt lại từng biểu, đề nghị thu hồi "
        "phê duyệt trước bằng cchc approve --withdraw."
    )


def nobody_under(name: str) -> str:
    """No agencies under one, or none whose submissions are decided on."""
    return f"Không có đơn vị nào trực thuộc {name} có biểu phải duyệt trong kỳ này."


def none_to_accept(name: str) -> str:
    """Agencies of which none waits to be accepted."""
    return f"Không có đơn vị nào trực thuộc {name} đang chờ duyệt. Xem: cchc approvals."


def accepted(period: Period, names: Sequence[str], by: str) -> str:
    """An acceptance that is now on record."""
    return (
        f"Đã ghi: {by} chấp nhận biểu kỳ «{period.label}» của {number(len(names))} đơn vị: "
        f"{'; '.join(names)}."
    )


def to_sign(period: Period, by: str) -> str:
    """An acceptance that counts only with a signature."""
    return (
        "Theo Kế hoạch, chấp nhận chỉ có hiệu lực khi đã ký. Ký bằng lệnh: cchc sign --period "
        f"{period.id} --by {by} --key KHÓA."
    )


def left_out(names: Sequence[str], state: SubmissionState) -> str:
    """Members of an agency that were not accepted with the others."""
    return f"Không chấp nhận cùng, vì {STATES[state]} ({number(len(names))}): {'; '.join(names)}."


def given_back(period: Period, names: Sequence[str], by: str) -> str:
    """A return that is now on record."""
    return (
        f"Đã ghi: {by} trả lại biểu kỳ «{period.label}» của {'; '.join(names)}. Văn bản nhắc: "
        f"cchc remind --period {period.id}."
    )


def render_again(period: Period) -> str:
    """What must be done for packets to show a decision."""
    return f"Lập lại phiếu bằng lệnh: cchc render --period {period.id}."


def not_accepted(names: Sequence[str], count: int) -> str:
    """Before an approval: whose submissions are not all accepted; `names`: of groups, with how
    many each."""
    return f"Chưa chấp nhận biểu của {number(count)} đơn vị: {'; '.join(names)}."


def acceptance_required(names: Sequence[str], count: int) -> str:
    """The same, where the plan demands it."""
    return (
        f"{not_accepted(names, count)} Theo Kế hoạch («requires_accepted»), chỉ phê duyệt kỳ khi "
        "mọi biểu đã gửi được chấp nhận; xem: cchc approvals."
    )


def group_waiting(label: str, count: int) -> str:
    """A group, and how many of its submissions are not accepted."""
    return f"{label} ({number(count)})"


def group_states(label: str, by_state: Mapping[SubmissionState, int]) -> str:
    """A group, and the states of its submissions."""
    return f"{label}: {counts(by_state)}."


def signed(lines: int, decider: str) -> str:
    """Signatures that are now on record."""
    return f"Đã ký {number(lines)} quyết định về biểu của {decider}."


def nothing_to_sign(decider: str) -> str:
    """An agency without decisions that could be signed."""
    return (
        f"{decider} không có quyết định nào về biểu như hiện nay mà khóa này chưa ký. Xem: cchc "
        "approvals."
    )


def key_of_another(key: object, decider: str) -> str:
    """A key that is in no list of who decides."""
    return f"Khóa {key} không có trong danh sách người ký của {decider} ở plan.yml nên chưa ký."


# ---------------------------------------------------------------- journals that are forged


def of_another_level(line: int, by: str, agencies: Sequence[str]) -> str:
    """A decision by an agency that does not decide."""
    return (
        f"Dòng {line} của nhật ký: {by} không phải cơ quan duyệt biểu của {listed(agencies)}; dòng "
        "này không có hiệu lực. Đề nghị tìm xem ai đã ghi."
    )


def signature_of_no_line(line: int) -> str:
    """A signature of something that is not in the journal before it."""
    return (
        f"Dòng {line} của nhật ký là chữ ký của một dòng không có trước đó trong kỳ này (lấy từ "
        "kỳ, Kế hoạch hoặc kho khác); chữ ký không có hiệu lực."
    )


def signature_unsound(line: int, of: int) -> str:
    """A signature that does not fit the line that it names."""
    return f"Dòng {line} của nhật ký: chữ ký không đúng với dòng {of}, không có hiệu lực."


def signed_by_another(line: int, of: int, who: str) -> str:
    """A signature by somebody who does not sign for that level."""
    return (
        f"Dòng {line} của nhật ký: «{who}» ký dòng {of} nhưng không thuộc danh sách người ký của "
        "cấp đó; chữ ký không có hiệu lực."
    )


def unsigned(line: int, by: str) -> str:
    """What the plan wants to be signed and is not."""
    return (
        f"Dòng {line} của nhật ký: quyết định của {by} {UNSIGNED}, Kế hoạch đòi phải ký; dòng này "
        "không có hiệu lực. Đề nghị ký bằng lệnh: cchc sign."
    )
