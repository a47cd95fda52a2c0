"""Numbers of persons in free text: mobile phones, identity papers. Names cannot be told."""

from __future__ import annotations

import re

# What looks like such a number and is none: web addresses, days, numbers of documents, money,
# numbers of tax payers and accounts, codes of dossiers.
ELSEWHERE = re.compile(
    r"""
    (?:https?://|www\.)\S+ | \b[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org|info)\b(?:/\S*)?
    | (?<!\d)[0-3]?\d([./-])[0-3]?\d\1(?:19|20)?\d\d(?!\d)
    | (?<!\d)[01]?\d[/-](?:19|20)\d\d(?!\d)
    | \d+/(?:\d{4}/)?[A-ZĐ][\w-]*
    | (?<![\d.,])[1-9][\d.,\s]*(?-i:đồng(?!\s+chí)|đ(?![\w/])|vnđ|VNĐ|VND|triệu|tỷ)
    | (?:mã\ số\ thuế|mst|mã\ số\ doanh\ nghiệp|tài\ khoản|mã\ hồ\ sơ)(?:\ số)?
      \W{0,3}[\w.-]*\d[\w.-]*
    | \b[A-Z]\d{2}(?:[.-]\d+)+ | \d+(?:\.\d+)+\.[A-Z]\d{2}[\w.-]*
    """,
    re.IGNORECASE | re.VERBOSE,
)
APART = r"[\s._/-]"
MOBILE = rf"""
    (?:(?:\+|00)?84{APART}?\(?0?\)?|0)[35789]
    (?: \d{{8}} | \d{APART}\d{{3}}{APART}\d{{4}} | \d{APART}\d{{4}}{APART}\d{{3}} | \d{APART}\d{{7}}
      | \d{{2}}\)?{APART}?\d{{3}}{APART}?\d{{3}}
      | \d{{2}}\)?{APART}\d{{2}}{APART}\d{{2}}{APART}\d{{2}}
      | \d\)?{APART}\d{{3}}{APART}\d{{2}}{APART}\d{{2}} | \d{{2}}{APART}\d{{4}}{APART}\d{{2}} )
"""
IDENTITY = rf"""
    0\d{{11}} | 0\d{{2}}({APART})\d{{3}}\1\d{{3}}\1\d{{3}} | 0\d{{3}}({APART})\d{{4}}\2\d{{4}}
    | \d{{9}} | [A-Z]\d{{7}}
"""
CALLED = rf"""(?i:cmnd|cmtnd|cccd|căn\ cước(?:\ công\ dân)?|chứng\ minh(?:\ nhân\ dân)?|hộ\ chiếu)
    (?:\s+số|\s*:)?\W{{0,3}}[A-Z]?\d(?:{APART}?\d){{6,11}}"""
PERSONAL = re.compile(
    rf"(?<![\w/.-])\+?\(?(?:{MOBILE}|{IDENTITY})(?![\w/]|[.-]\w)|{CALLED}", re.VERBOSE
)


def holds_personal_number(text: str) -> bool:
    """Whether a text holds the number of a person's phone or identity paper."""
    return PERSONAL.search(ELSEWHERE.sub(" … ", text)) is not None
