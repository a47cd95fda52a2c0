"""Personal data in free text: numbers of phones, papers, accounts and plates; addresses, e-mail.

Names cannot be recognised. In doubt a text is stopped, and its sender asked to leave the number
out; figures, days, documents, codes of dossiers and web pages pass.
"""

from __future__ import annotations

import re
import unicodedata

GAP = r"[\s._/\\()\[\]\-,;:'*+=|~·•]"
COUNT = r"(?:[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d*|0)"  # as Vietnamese writes one
DAY, MONTH = r"(?:[12]\d|3[01]|0?[1-9])", r"(?:1[0-2]|0?[1-9])"
BETWEEN = r"[\W_]"
APART = "".join(rf"(?<!\d{BETWEEN * n})" for n in range(4))  # from other digits
ENDS = rf"(?!{BETWEEN}{{0,3}}\d)"
SHORT = r"\d{1,2}(?:\.\d{1,2})*"  # the number of an article, month or table
IGNORED = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"))
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")

# What may look like a personal number and is none; it is taken out before numbers are looked for.
HARMLESS = re.compile(
    rf"""
    (?:https?://|www\.)\S+ | \b[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org|info)\b(?:/\S*)?
    | (?<!\d){DAY}([./-]){MONTH}\1(?:19|20)\d\d(?!\d)           # a day
    | {APART}{DAY}([./-]){MONTH}\2[12]\d(?:,\ {DAY}\2{MONTH}\2[12]\d)*{ENDS}
    | (?<!\d)(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)
    | (?<!\d)[01]?\d[/-](?:19|20)\d\d(?!\d)                     # a month
    | {APART}{DAY}/{MONTH}(?:,\ {DAY}/{MONTH})*(?:/20\d\d)?{ENDS}  # without its year
    | (?<!\d)(?:19|20)\d\d(?:\s?[-/,;]\s?(?:19|20)\d\d)+(?!\d)  # years
    | (?<!\d)(?<!\d[ .-])\d{{1,7}}/(?:\d{{4}}/)?[A-ZĐ][\w-]*    # a document
    | (?<![\d.,])[1-9][\d.,\s]*(?-i:đồng(?!\s+chí)|đ(?![\w/])|vnđ|VNĐ|VND|triệu|tỷ|nghìn)
    | \b[A-Z]\d{{2}}(?:[.-]\d+)+ | \d+(?:\.\d+)+\.[A-Z]\d{{2}}[\w.-]*  # a dossier
    | (?<!\d)\d\.\d{{6}}(?!\d)                                  # a procedure
    | mã\ (?:xã|phường|đơn\ vị|cơ\ quan)\W{{0,2}}\d{{5}}(?:,\s*\d{{5}})*(?!\d)
    | (?:tháng|ngày|điều|khoản|mục|bảng|điểm|quý|biểu|phụ\ lục|kỳ)\s+{SHORT}(?:\s*[,;]\s*{SHORT})+
      (?!\d)                                                    # a list
    | {APART}{COUNT}\s?/\s?{COUNT}{ENDS}                        # a part of a whole
    | \d{{1,3}}(?:,\d+)?\s?%
    """,
    re.IGNORECASE | re.VERBOSE,
)
RUN = re.compile(rf"\d(?:{GAP}{{0,3}}\d)*")
SEVERAL = re.compile(r"[,;]\s|\s-\s")  # between numbers of a list, or the parts of one number
TIGHT = re.compile(r"\d{2,}(?:[\s._,-]?\d{2,})*")

# By the words in front; a number follows at once, or after a few other words.
CALLED = re.compile(
    rf"""(?:cmnd|cmtnd|cmt|cccd|đdcn|căn\ cước|chứng\ minh(?:\ nhân\ dân)?|định\ danh\ cá\ nhân
      |hộ\ chiếu|passport|tài\ khoản|stk|số\ tk|tk\ số|số\ thẻ|mã\ số\ thuế|mst|bhxh|bhyt|bảo\ hiểm
      |điện\ thoại|(?<!\w)đt|sđt|sdt|(?<!\w)tel|phone|mobile|hotline|fax|zalo|viber|telegram)
      [^\d;]{{0,20}}\d(?:{GAP}{{0,2}}\d){{6,}}""",
    re.IGNORECASE | re.VERBOSE,
)
PASSPORT = re.compile(r"(?<![^\W_])[A-Z]{1,2}\s?\d{7,8}(?!\d)")
PLATE = re.compile(
    r"(?<![\d/.])\d{2}[\s-]?(?:[A-Z]\d?|LD|DA|KT|NG|NN|QT|CD|MK|TĐ)"
    r"[\s.-]*(?:\d{3}[.\s]?\d{2}|(?<=[\s.-])\d{4})(?![\d/])",
    re.IGNORECASE,
)
MAIL = re.compile(
    r"[\w.+-]+\s?(?:@|[(\[]\s?at\s?[)\]])\s?[\w-]+\.\w"
    r"|\b(?:gmail|yahoo|hotmail|outlook|icloud)\b|(?:facebook|fb)\.com|zalo\.me",
    re.IGNORECASE,
)
PLACE = r"(?:số|sn|thôn|tổ|bản|xã|phường|đường|ngõ|ngách|phố|thị\ trấn|khu|ấp|làng)\b"
ADDRESS = re.compile(
    rf"""(?:thường\ trú|tạm\ trú|trú\ tại|hộ\ khẩu|hktt|nơi\ ở|chỗ\ ở|nhà\ riêng|quê\ quán
      |nguyên\ quán)[\s:,]*(?:(?:tại|hiện\ nay|hiện\ tại|thường\ trú)[\s:,]*)*{PLACE}
    | địa\ chỉ[^.;]{{0,12}}:\s*(?:số\s|\d) | (?:số\ nhà|nhà\ số|\bsn)\s*\d
    | (?<!\w)(?:ngõ|ngách|hẻm)\ \d | \d\ (?:đường|phố)\ [A-ZĐ][^.;]*\btổ\ \d
    | \b(?:hộ|nhà)\ (?:ông|bà|anh|chị)\b
    | ngày\ sinh | (?<!phát\ )(?<!học\ )\bsinh\ (?:ngày\ \d|năm\ (?:19|200))""",
    re.IGNORECASE | re.VERBOSE,
)
IN_WORDS = re.compile(
    r"(?:\b(?:không|một|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín)\b[\s,.-]*){8,}", re.IGNORECASE
)
ALL_FORMS = (PASSPORT, PLATE, MAIL, ADDRESS, IN_WORDS)


def holds_personal_data(text: str) -> bool:
    """Whether a text has what looks like personal data: see the module."""
    plain = unicodedata.normalize("NFKC", text).translate(IGNORED | DASHES)
    bare = HARMLESS.sub(" … ", plain)
    return (
        any(form.search(plain) for form in ALL_FORMS)
        or CALLED.search(bare) is not None
        or any(_is_personal(run[0]) for run in RUN.finditer(bare))
    )


def _is_personal(run: str) -> bool:
    """Whether digits, with what separates them, are as many as a phone's or an identity paper's.

    One that begins with 0 or 84 is a phone's or a paper's however it is written; of another only
    short gaps count, for it may be a list of figures.
    """
    digits = re.sub(r"\D", "", run)
    if re.fullmatch(r"0\d{8,12}|(?:00)?840?\d{9,10}", digits):
        return True
    parts = SEVERAL.split(run)
    if len(parts) > 1:
        return any(map(_is_personal, parts))
    return any(len(re.sub(r"\D", "", tight[0])) >= 9 for tight in TIGHT.finditer(run))
