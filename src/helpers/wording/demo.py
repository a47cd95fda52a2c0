"""The simulated province."""

from __future__ import annotations


def demo_folder_in_use(folder: object) -> str:
    """The simulated province is never written over what may be real."""
    return (
        f"Thư mục «{folder}» đã có tệp và không được đánh dấu là số liệu mô phỏng. "
        "Đề nghị chọn thư mục khác."
    )
