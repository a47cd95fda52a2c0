"""What the engine and the batch answer."""

from __future__ import annotations

from collections.abc import Mapping

from helpers.model.spelling import escaped, visible
from helpers.wording.core import number
from helpers.wording.wrong_use import UNCHOSEN


def notebook_output_too_large(megabytes: int) -> str:
    """A notebook that shows more than a packet can hold."""
    return f"kết quả lớn hơn mức cho phép ({number(megabytes)} MB)"


NO_WARM_ENGINE = (
    "Máy này không chạy được cách «warm»; phiếu được lập bằng cách «fresh», "
    "chậm hơn, kết quả như nhau."
)

WORKER_LOST = "tiến trình lập phiếu dừng đột ngột hai lần"


def notebook_unreadable(name: str) -> str:
    """A notebook file that is no notebook."""
    return f"Sổ tính {name}: tệp không đọc được. Đề nghị lấy lại bản gốc từ kho mã nguồn."


def notebook_ids_repeated(name: str, ids: list[str]) -> str:
    """Two cells with one id."""
    return f"Sổ tính {name}: mã ô bị trùng ({', '.join(ids)}). Đề nghị sửa trước khi chạy."


def notebook_parameters_cells(name: str, found: int) -> str:
    """Not exactly one parameters cell."""
    return (
        f"Sổ tính {name}: có {found} ô mang nhãn «parameters», cần đúng một ô. "
        "Đề nghị sửa trước khi chạy."
    )


def notebook_parameters_changed(name: str) -> str:
    """A parameters cell that names an agency, or does more than name parameters."""
    return (
        f'Sổ tính {name}: ô tham số đã bị sửa. Đề nghị ghi lại agency: str = "{UNCHOSEN}", bỏ các '
        "dòng thêm vào ô đó; để xem một đơn vị, hãy dùng lệnh cchc notebook."
    )


def notebook_unknown_parameters(name: str, names: list[str]) -> str:
    """Parameters the notebook does not know."""
    return (
        f"Sổ tính {name}: không có tham số {', '.join(f'«{n}»' for n in names)}. "
        "Đề nghị kiểm tra chính tả tên tham số."
    )


def notebook_missing_parameters(name: str, names: list[str]) -> str:
    """Parameters the notebook needs and was not given."""
    return (
        f"Sổ tính {name}: thiếu tham số {', '.join(f'«{n}»' for n in names)}. "
        "Đề nghị ghi đủ tham số."
    )


def notebook_out_of_time(seconds: float) -> str:
    """The run was ended at its time limit."""
    return f"quá thời gian cho phép ({number(int(seconds))} giây)"


def notebook_lost(last_words: str) -> str:
    """The run ended without a result."""
    return (
        f"tiến trình tính dừng giữa chừng ({visible(last_words)})"
        if last_words
        else ("tiến trình tính dừng giữa chừng")
    )


def notebook_failed(position: int, kind: str, message: str) -> str:
    """A cell that raised."""
    return f"dừng ở ô thứ {position}: {kind}: {visible(message)}"


PROGRESS = "Lập phiếu"
PROGRESS_UNIT = " phiếu"
EXCUSED = "không có chỉ tiêu nào của lĩnh vực này áp dụng cho đơn vị"


def folder_held(period: str, holder: str) -> str:
    """Another batch is at work on the folder."""
    return (
        f"Thư mục kết quả của kỳ {period} đang được một lần chạy khác sử dụng "
        f"(tiến trình {holder or 'không rõ'}). Đề nghị chờ lần chạy đó kết thúc rồi chạy lại."
    )


def notebooks_failed(failed: Mapping[str, str]) -> str:
    """What is missing in a packet, and why."""
    return "; ".join(f"phần «{name}» {reason}" for name, reason in failed.items())


def job_broken(fault: BaseException) -> str:
    """A packet that could not be built at all."""
    return f"không lập được phiếu: {type(fault).__name__}: {visible(str(fault))}"


def wrong_identity(agency: str, part: str) -> str:
    """A result of another agency, period or state of the data."""
    return (
        f"Dừng lại: kết quả «{part}» trả về cho đơn vị {agency} không đúng đơn vị, kỳ hoặc số liệu "
        "đã yêu cầu. Các phiếu đã lập trước đó được giữ nguyên. "
        "Đề nghị báo người phụ trách kỹ thuật."
    )


NEVER_MADE = "chưa lập lần nào, hoặc dòng của phiếu trong nhật ký xử lý đã hỏng"
FORCED = "được yêu cầu lập lại (--force)"

KEY_PARTS = {
    "figures": "số liệu hiển thị trong phiếu đã thay đổi",
    "code": "mã nguồn của phần mềm đã thay đổi",
    "templates": "mẫu trình bày trang đã thay đổi",
    "lock": "danh sách thư viện (requirements.lock) đã thay đổi",
}


def part_changed(name: str) -> str:
    """One of the things a packet depends on differs from when it was made."""
    return KEY_PARTS.get(name, f"sổ tính {name} đã thay đổi")


def gap_last_time(failed: dict[str, str]) -> str:
    """A notebook failed when the packet was made."""
    return f"lần lập trước còn thiếu phần: {notebooks_failed(failed)}"


def file_missing(name: str) -> str:
    """A published file that is no longer there."""
    return f"tệp {escaped(name)} không còn"


def file_altered(name: str) -> str:
    """A published file that is no longer what was published."""
    return f"tệp {escaped(name)} đã bị thay đổi so với lúc lập"


EDITED_MARK = "sua-tay"  # in the new name of an edited file


def set_aside(name: str, aside: str) -> str:
    """A file was edited by hand after it had been published, and its place was needed."""
    return (
        f"Tệp {escaped(name)} không phải bản phần mềm đã lập (đã bị sửa tay?): giữ lại thành "
        f"{escaped(aside)}, tệp đúng được lập lại ở chỗ cũ. Đề nghị xem rồi chuyển bản giữ lại đi."
    )


MOST_NAMES = 10


def foreign_files(names: tuple[str, ...]) -> str:
    """Files in a folder of results that this software did not make."""
    more = ", …" if len(names) > MOST_NAMES else ""
    return (
        f"Giữ nguyên {number(len(names))} tệp không do phần mềm lập: "
        f"{', '.join(map(escaped, names[:MOST_NAMES]))}{more}."
    )


def why_made(agency: str, period: str, reasons: tuple[str, ...]) -> str:
    """Why a packet would or would not be made again."""
    if not reasons:
        return (
            f"Phiếu của {agency}, {period}: không phải lập lại. Số liệu hiển thị, sổ tính, "
            "mã nguồn, mẫu trình bày và danh sách thư viện đều như lúc lập; các tệp còn nguyên vẹn."
        )
    listed = "".join(f"\n- {reason}" for reason in reasons)
    return f"Phiếu của {agency}, {period}: sẽ được lập lại ở lần chạy tới, vì:{listed}"


def planned(count: int, total: int, seconds: float | None) -> str:
    """What a batch would make, and how long it would take."""
    if not count:
        return f"Không phải lập phiếu nào: cả {number(total)} phiếu đều đúng với số liệu hiện có."
    will = f"Sẽ lập {number(count)} trong {number(total)} phiếu (kể cả phiếu chung)"
    if seconds is None:
        return f"{will}; chưa ước tính được thời gian vì chưa có lần chạy nào cùng cách để so."
    return f"{will}; ước tính khoảng {duration(seconds)}."


def duration(seconds: float) -> str:
    """A length of time as people say it."""
    minutes, rest = divmod(max(1, round(seconds)), 60)
    if not minutes:
        return f"{rest} giây"
    return f"{number(minutes)} phút {rest} giây" if rest else f"{number(minutes)} phút"


def planned_packet(agency: str, reasons: tuple[str, ...]) -> str:
    """One packet that would be made."""
    return f"{agency}: {'; '.join(reasons)}"


CHANGED_MEANWHILE = (
    "Dừng lại: sổ tính, mã nguồn hoặc thư viện đã thay đổi trong khi đang lập phiếu (hoặc máy nhận "
    "việc không dùng cùng phần mềm). Các phiếu đã lập được giữ nguyên; đề nghị chạy lại lệnh."
)

CLUSTER_LIBRARY_MISSING = (
    "Chưa cài thư viện distributed nên không dùng được --cluster. "
    "Đề nghị chạy lệnh make dev để cài, hoặc bỏ --cluster để chạy trên máy này."
)


def cluster_open(address: str) -> str:
    """An address on another machine that anybody who reaches it can use."""
    return (
        f"Địa chỉ «{address}» ở máy khác và không mã hóa: ai nối được tới đó đều chạy được lệnh "
        "trên các máy nhận việc; chưa lập phiếu nào. Đề nghị chạy bộ điều phối bằng TLS và ghi "
        "địa chỉ dạng tls://máy:8786."
    )


def cluster_silent(address: str) -> str:
    """Nobody answers at the scheduler's address."""
    return (
        f"Không liên lạc được bộ điều phối tại địa chỉ «{address}»; chưa lập phiếu nào. Đề nghị "
        "kiểm tra địa chỉ (dạng tls://máy:8786), hoặc bỏ --cluster để chạy trên máy này."
    )


def cluster_empty(address: str) -> str:
    """The scheduler has no workers."""
    return (
        f"Bộ điều phối tại «{address}» chưa có máy tính nào nhận việc; chưa lập phiếu nào. "
        "Đề nghị khởi động các máy nhận việc rồi chạy lại."
    )


def cluster_lost(address: str) -> str:
    """Scheduler or workers went away in the middle."""
    return (
        f"Dừng lại: mất liên lạc với bộ điều phối tại «{address}» hoặc với mọi máy nhận việc. "
        "Các phiếu đã lập được giữ nguyên; đề nghị khôi phục rồi chạy lại lệnh để làm tiếp."
    )


def worker_unfit(worker: str) -> str:
    """A worker that cannot even load this software."""
    return (
        f"Máy nhận việc {worker} chưa cài phần mềm này nên không dùng được; chưa lập phiếu nào. "
        "Đề nghị chạy lệnh make dev với cùng requirements-dev.lock rồi chạy lại."
    )


def worker_differs(worker: str, what: str, there: str, here: str) -> str:
    """A worker that is not as this machine."""
    start = f"Máy nhận việc {worker} khác máy này"
    end = "Hai bên phải như nhau thì phiếu mới giống nhau; chưa lập phiếu nào."
    if not there:
        return (
            f"{start}: không thấy thư mục dự án hoặc thiếu «{what}». {end} "
            "Đề nghị dùng chung thư mục và cài theo cùng requirements-dev.lock."
        )
    if what in ("code", "templates", "inputs"):
        parts = {
            "code": "mã nguồn của phần mềm",
            "templates": "mẫu trình bày trang",
            "inputs": "số liệu, Kế hoạch hoặc sổ tính",
        }
        return f"{start} ở {parts[what]}. {end} Đề nghị dùng chung một thư mục dự án."
    return (
        f"{start}: {what} {there} (máy này: {here}). {end} "
        "Đề nghị cài theo cùng requirements-dev.lock."
    )
