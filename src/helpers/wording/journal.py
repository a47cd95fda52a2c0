"""What is said of the journal of a store, of approvals withdrawn, and of signatures."""

from __future__ import annotations

from helpers.model import Period

_MEND = (
    "Đề nghị khôi phục hai tệp journal và journal.head từ bản sao lưu; nếu không có, chuyển cả hai "
    "đi nơi khác để giữ làm chứng, rồi nhận lại số liệu và phê duyệt lại."
)


def line_unchained(plan_id: str, number: int) -> str:
    """A line does not state the bytes before it, or is no line at all."""
    return (
        f"Dòng {number} của nhật ký kho {plan_id} (tệp journal) không nối đúng với dòng trước: "
        f"dòng này hoặc dòng trước bị sửa, thêm, bớt, đổi chỗ hay lấy từ kho khác. {_MEND}"
    )


def ends_early(plan_id: str, number: int) -> str:
    """The line that the head names is not there."""
    return (
        f"Nhật ký kho {plan_id} (tệp journal) có đến dòng {number}, không có dòng nào đúng với "
        f"dòng cuối ghi ở tệp journal.head: nhật ký bị cắt hoặc dòng cuối bị sửa. {_MEND}"
    )


def head_gone(plan_id: str) -> str:
    """There are lines and no head."""
    return (
        f"Nhật ký kho {plan_id} có tệp journal nhưng thiếu tệp journal.head, nên từ dòng 1 không "
        f"kiểm tra được. {_MEND}"
    )


def unfinished(plan_id: str, number: int) -> str:
    """Bytes after the last line that counts."""
    return (
        f"Từ dòng {number}, nhật ký kho {plan_id} có phần ghi dở (lệnh bị ngắt giữa chừng) hoặc "
        "ghi thêm bằng tay; phần này không được tính. Đề nghị chạy lại lệnh đã bị ngắt."
    )


def not_recorded(period_id: str, current: str) -> str:
    """A period without a line."""
    return (
        f"Kỳ {period_id} đang dùng bản số liệu {current}, nhưng nhật ký không có dòng nào về việc "
        f"nhận kỳ này. Đề nghị nhận lại bằng lệnh: cchc intake --period {period_id}."
    )


def other_current(period_id: str, current: str, named: str) -> str:
    """Another snapshot is in force than the journal says."""
    return (
        f"Kỳ {period_id} đang dùng bản số liệu {current or '(không có)'}, khác với bản {named} ghi "
        "cuối cùng trong nhật ký. Đề nghị chạy lại cchc intake, hoặc cchc restore cho bản cần dùng."
    )


def old_approvals(period_id: str) -> str:
    """Approvals in the file that earlier versions kept."""
    return (
        f"Tệp approvals của kỳ {period_id} là của phiên bản cũ và không còn được dùng. Đề nghị phê "
        "duyệt lại bằng lệnh cchc approve, rồi chuyển tệp này đi nơi khác."
    )


# ---------------------------------------------------------------- withdrawn


def nothing_to_withdraw(period: Period) -> str:
    """A withdrawal without an approval."""
    return (
        f"Kỳ «{period.label}» chưa được phê duyệt, hoặc phê duyệt đã thu hồi; không có gì để thu."
    )


def withdrawn(period: Period, by: str) -> str:
    """A withdrawal that is now on record."""
    return (
        f"Đã ghi: {by} thu hồi phê duyệt kỳ «{period.label}»; phiếu trở lại DỰ THẢO. Lập lại phiếu "
        f"bằng lệnh: cchc render --period {period.id}."
    )


WITHDRAWN_WITHOUT_DECISION = (
    "Thu hồi (--withdraw) không đi cùng --decision. Đề nghị bỏ một trong hai tùy chọn."
)

# ---------------------------------------------------------------- signatures

UNSIGNED = "chưa ký"
NO_PROGRAM = (
    "Máy không có chương trình ssh-keygen nên không ký và không kiểm tra chữ ký được. Đề nghị cài "
    "gói openssh-client rồi chạy lại."
)
PROGRAM_SLOW = "Chương trình ssh-keygen không trả lời khi kiểm tra chữ ký. Đề nghị chạy lại."


def no_key(key: object) -> str:
    """No file of that name."""
    return f"Không có tệp khóa {key}. Đề nghị ghi khóa riêng của OpenSSH bằng --key."


def key_unfit(key: object) -> str:
    """The program could not sign with it."""
    return (
        f"Không ký được bằng khóa {key}. Đề nghị kiểm tra tệp có phải khóa riêng của OpenSSH, "
        "quyền đọc tệp và mật khẩu của khóa."
    )


def no_signers(path: object) -> str:
    """A list of allowed signers that cannot be read."""
    return (
        f"Không đọc được danh sách người được ký {path}. Đề nghị ghi bằng --signers một tệp mã "
        "UTF-8 theo mẫu allowed_signers của OpenSSH."
    )


def approval_signed(period: Period) -> str:
    """The signature of an approval is on record."""
    return (
        f"Đã ký phê duyệt kỳ «{period.label}». Lập lại phiếu bằng lệnh cchc render --period "
        f"{period.id}, rồi chạy lại lệnh này để ký danh mục MANIFEST.sha256."
    )


def withdrawal_signed(period: Period) -> str:
    """The signature of a withdrawal is on record."""
    return f"Đã ký việc thu hồi phê duyệt kỳ «{period.label}»."


def manifest_signed(name: str) -> str:
    """The signature of a folder's manifest is written."""
    return f"Đã ký danh mục các tệp kết quả; chữ ký ở {name}."


def not_as_now(period: Period) -> str:
    """A folder that was made from something else than what there is now."""
    return (
        f"Phiếu của kỳ «{period.label}» lập từ số liệu, phê duyệt hoặc chương trình khác với hiện "
        f"nay nên chưa ký. Đề nghị lập lại bằng lệnh cchc render --period {period.id} rồi ký."
    )


def unfit_to_sign(period: Period) -> str:
    """A folder that fails its check."""
    return (
        f"Thư mục kết quả của kỳ «{period.label}» không còn như lúc phát hành nên chưa ký. Đề nghị "
        "lập lại phiếu rồi ký."
    )


def manifest_signed_by(file: str, name: str) -> str:
    """A signature that is sound, by somebody of the list."""
    return f"Danh mục MANIFEST.sha256: do «{name}» ký ({file})."


def signature_unsound(file: str) -> str:
    """A signature that does not fit, or whose key is not in the list."""
    return (
        f"Chữ ký {file} không đúng với danh mục MANIFEST.sha256, hoặc khóa không có trong danh "
        "sách người được ký."
    )


MANIFEST_UNSIGNED = f"Danh mục MANIFEST.sha256: {UNSIGNED}."


def decision_signed_by(by: str, name: str, withdrawn: bool) -> str:
    """An approval or its withdrawal, and who of the list signed it; empty for nobody."""
    what = "Thu hồi phê duyệt" if withdrawn else "Phê duyệt"
    if name:
        return f"{what} của {by}: do «{name}» ký."
    return f"{what} của {by}: {UNSIGNED}, hoặc khóa không có trong danh sách người được ký."
