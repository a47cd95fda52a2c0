"""What is said of a folder of packets that is not as it was published."""

from __future__ import annotations

MANIFEST_MISSING = "Không có tệp MANIFEST.sha256 trong thư mục; đề nghị lập lại phiếu của kỳ."
MANIFEST_DAMAGED = "Tệp MANIFEST.sha256 có dòng sai mẫu hoặc trùng; đề nghị lập lại phiếu của kỳ."


def file_gone(name: str) -> str:
    """A file of the manifest is not there."""
    return f"Tệp {name}: có trong danh mục nhưng không có trong thư mục."


def file_added(name: str) -> str:
    """A file is not in the manifest."""
    return f"Tệp {name}: không có trong danh mục."


def file_changed(name: str) -> str:
    """A file differs from the manifest."""
    return f"Tệp {name}: nội dung khác với lúc phát hành."


def page_of_another(name: str) -> str:
    """A page of another agency, period or plan than its name."""
    return f"Tệp {name}: phiếu ghi tên đơn vị, kỳ hoặc kế hoạch khác với tên tệp."
