"""Personal numbers in free text: mobile phones, identity papers. Names cannot be recognised."""

from __future__ import annotations

import re

# Other texts that look like such a number: web addresses, days, numbers of documents, money,
# numbers of tax payers and accounts, codes of dossiers.
OTHER_NUMBERS = re.compile(
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
GAP = r"[\s._/-]"
MOBILE = rf"""
    (?:(?:\+|00)?84{GAP}?\(?0?\)?|0)[35789]
    (?: \d{{8}} | \d{GAP}\d{{3}}{GAP}\d{{4}} | \d{GAP}\d{{4}}{GAP}\d{{3}} | \d{GAP}\d{{7}}
      | \d{{2}}\)?{GAP}?\d{{3}}{GAP}?\d{{3}}
      | \d{{2}}\)?{GAP}\d{{2}}{GAP}\d{{2}}{GAP}\d{{2}}
      | \d\)?{GAP}\d{{3}}{GAP}\d{{2}}{GAP}\d{{2}} | \d{{2}}{GAP}\d{{4}}{GAP}\d{{2}} )
"""
IDENTITY = rf"""
    0\d{{11}} | 0\d{{2}}({GAP})\d{{3}}\1\d{{3}}\1\d{{3}} | 0\d{{3}}({GAP})\d{{4}}\2\d{{4}}
    | \d{{9}} | [A-Z]\d{{7}}
"""
CALLED = rf"""(?i:cmnd|cmtnd|cccd|căn\ cước(?:\ công\ dân)?|chứng\ minh(?:\ nhân\ dân)?|hộ\ chiếu)
    (?:\s+số|\s*:)?\W{{0,3}}[A-Z]?\d(?:{GAP}?\d){{6,11}}"""
PERSONAL = re.compile(
    rf"(?<![\w/.-])\+?\(?(?:{MOBILE}|{IDENTITY})(?![\w/]|[.-]\w)|{CALLED}", re.VERBOSE
)


def holds_personal_number(text: str) -> bool:
    """Whether a text has the number of a mobile phone or of an identity paper."""
    return PERSONAL.search(OTHER_NUMBERS.sub(" … ", text)) is not None
