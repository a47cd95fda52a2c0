"""How the one-stop system and the survey spell what their exports say."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.demo.chance import Ints
from helpers.demo.days import text

CHANNELS = ("Trực tuyến", "Trực tiếp", "Bưu chính công ích", "Zalo")
ONLINE, COUNTER, POSTAL, ODD_CHANNEL = range(len(CHANNELS))
ONLINE_LEVELS = ("", "Mức độ 2", "Mức độ 3", "Mức độ 4", "Một phần", "Toàn trình")
NO_YES = ("Không", "Có")
PAPERS = ("Không có", "Tái sử dụng", "Nộp lại")
NO_PAPERS, REUSED, RESUBMITTED = range(len(PAPERS))
ANSWERS = ("Rất hài lòng", "Hài lòng", "Bình thường", "Không hài lòng", "Rất không hài lòng", "")
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
