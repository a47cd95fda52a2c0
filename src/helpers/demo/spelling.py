"""How the one-stop system and the survey spell their exports."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.demo.chance import Ints
from helpers.demo.days import text

DOSSIER_HEADS = (
    "Mã hồ sơ",
    "Mã đơn vị tiếp nhận",
    "Đơn vị tiếp nhận",
    "Mã đơn vị giải quyết",
    "Đơn vị giải quyết",
    "Lĩnh vực",
    "Kênh tiếp nhận",
    "Mức độ dịch vụ công",
    "Ngày tiếp nhận",
    "Ngày hẹn trả",
    "Ngày có kết quả",
    "TTHC đã mở thanh toán trực tuyến",
    "Số giao dịch thanh toán",
    "Số giao dịch trực tuyến",
    "Kết quả được số hóa",
    "Giấy tờ đã có",
)
SURVEY_HEADS = (
    "Mã phiếu",
    "Mã đơn vị",
    "Đơn vị",
    "Lĩnh vực",
    "Ngày trả lời",
    "Cách lấy mẫu",
    "Mức độ hài lòng",
    "Hài lòng về sự phục vụ của cơ quan hành chính",
    "Hài lòng về dịch vụ y tế công lập",
    "Hài lòng về dịch vụ giáo dục công lập",
)

CHANNELS = ("Trực tuyến", "Trực tiếp", "Bưu chính công ích", "Zalo")
ONLINE, COUNTER, POSTAL, ODD_CHANNEL = range(len(CHANNELS))
ONLINE_LEVELS = ("", "Mức độ 2", "Mức độ 3", "Mức độ 4", "Một phần", "Toàn trình")
NO_YES = ("Không", "Có")
PAPERS = ("Không có", "Tái sử dụng", "Nộp lại")
NO_PAPERS, REUSED, RESUBMITTED = range(len(PAPERS))
ANSWERS = (
    "Rất hài lòng",
    "Hài lòng",
    "Bình thường",
    "Không hài lòng",
    "Rất không hài lòng",
    "",
)
SAMPLING = ("Ngẫu nhiên", "Tự nguyện")


def spelled(words: Sequence[str], places: Ints | pd.Series) -> pd.Categorical[str]:
    """Words by their index in `words`, which may hold a word twice (as codes do with "")."""
    distinct = list(dict.fromkeys(words))
    codes = np.array([distinct.index(word) for word in words], dtype=np.int64)
    return pd.Categorical.from_codes(codes[np.asarray(places)], categories=pd.Index(distinct))


def spelled_days(days: Ints | pd.Series) -> pd.Categorical[str]:
    """Day numbers as dd/mm/yyyy."""
    distinct, codes = np.unique(np.asarray(days), return_inverse=True)
    words = pd.Index([text(int(day)) for day in distinct])
    return pd.Categorical.from_codes(codes, categories=words)
