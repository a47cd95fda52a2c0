"""What is said of published packets that are checked."""

from __future__ import annotations

from helpers.model.spelling import escaped

_AGAIN = "đề nghị lập lại phiếu của kỳ"
MANIFEST_MISSING = f"Không có tệp MANIFEST.sha256 trong thư mục; {_AGAIN}."
MANIFEST_DAMAGED = f"Tệp MANIFEST.sha256 có dòng sai mẫu hoặc trùng; {_AGAIN}."
MANIFEST_NOT_OURS = (
    "Tệp MANIFEST.sha256 không phải bản mà phần mềm đã lập: nhật ký xử lý (ledger) ghi mã băm "
    "khác. Đề nghị lấy lại thư mục từ nơi phát hành, hoặc lập lại phiếu của kỳ."
)
LEDGER_MISSING = (
    f"Không có nhật ký xử lý (ledger) trong thư mục nên không đối chiếu được; {_AGAIN}."
)
LEDGER_DAMAGED = f"Nhật ký xử lý (ledger) có dòng hỏng; {_AGAIN}."
LEDGER_OPEN = (
    "Nhật ký xử lý (ledger) không có dòng kết thúc: lần lập phiếu cuối chưa xong, hoặc nhật ký bị "
    f"cắt; {_AGAIN}."
)
LIST_DAMAGED = (
    "Danh sách các phiếu đã phát hành (tệp .published bên cạnh thư mục) có dòng hỏng; "
    "đề nghị lấy lại tệp từ bản sao lưu."
)


def records_differ(name: str) -> str:
    """Manifest and ledger say different things of a file."""
    return f"Tệp {escaped(name)}: MANIFEST.sha256 và nhật ký xử lý (ledger) ghi khác nhau."


def file_gone(name: str) -> str:
    """A file of the manifest is not there."""
    return f"Tệp {escaped(name)}: có trong danh mục nhưng không có trong thư mục."


def file_added(name: str) -> str:
    """A file is not in the manifest."""
    return f"Tệp {escaped(name)}: không có trong danh mục."


def file_changed(name: str) -> str:
    """A file differs from the manifest."""
    return f"Tệp {escaped(name)}: nội dung khác với lúc phát hành."


def page_of_another(name: str) -> str:
    """A page of another agency, period or plan than its name."""
    return f"Tệp {escaped(name)}: phiếu ghi tên đơn vị, kỳ hoặc kế hoạch khác với tên tệp."


def page_unsealed(name: str) -> str:
    """A page whose content is not the one it was made with."""
    return f"Tệp {escaped(name)}: nội dung không khớp với Mã phiếu ghi trên phiếu."


def notebook_of_another(name: str) -> str:
    """An executed notebook of another agency, period or area than its place."""
    return (
        f"Tệp {escaped(name)}: sổ tính đã chạy cho đơn vị, kỳ, kế hoạch hoặc lĩnh vực khác với "
        "tên tệp."
    )


def folder_intact(folder: object, period: str, plan: str) -> str:
    """Nothing differs from the records."""
    return (
        f"Thư mục {escaped(str(folder))} còn nguyên vẹn: kỳ {escaped(period)}, Kế hoạch "
        f"{escaped(plan)}; mọi tệp khớp với MANIFEST.sha256 và nhật ký xử lý, đúng đơn vị, đúng kỳ."
    )


# ---------------------------------------------------------------- one packet


def no_packet(file: object) -> str:
    """A file that is no packet of ours, or has lost what shows it."""
    return (
        f"Tệp {escaped(str(file))} không phải phiếu do phần mềm này lập, hoặc đã mất phần đầu tệp "
        "có Mã phiếu. Đề nghị kiểm tra đúng tệp HTML đã nhận."
    )


def packet_in_words(agency: str, plan: str, period: str, code: str) -> str:
    """A packet on record."""
    return f"phiếu của {escaped(agency)}, kỳ {period}, Kế hoạch {plan}, Mã phiếu {code}"


def packet_in_force(file: object, packet: str) -> str:
    """A packet as published, and still the one in force."""
    return f"Tệp {escaped(str(file))}: {packet}; nguyên vẹn, là bản hiện hành."


def packet_replaced(file: object, packet: str, code_now: str) -> str:
    """A packet as it was published; another is in force by now, or none."""
    now = f"bản hiện hành có Mã phiếu {code_now}" if code_now else "hiện không còn trong kỳ"
    return (
        f"Tệp {escaped(str(file))}: {packet}; nguyên vẹn, nhưng là bản đã phát hành trước đây: "
        f"{now}. Đề nghị dùng bản hiện hành."
    )


def packet_unknown(file: object, code: str) -> str:
    """A page that agrees with its code, which is on no record."""
    return (
        f"Tệp {escaped(str(file))}: Mã phiếu {code} không có trong danh sách phiếu đã phát hành ở "
        "đây. Đề nghị không dùng, và hỏi lại nơi gửi."
    )


def packet_altered(file: object, code: str, original: str) -> str:
    """A page that does not agree with its code; `original`: the packet that has it, in words."""
    whose = (
        f"Mã phiếu là của {original}" if original else f"Mã phiếu {code} không có trong danh sách"
    )
    return (
        f"Tệp {escaped(str(file))}: đã bị sửa sau khi lập, nội dung không khớp với Mã phiếu "
        f"({whose}). Đề nghị không dùng, và lấy lại bản gốc."
    )
