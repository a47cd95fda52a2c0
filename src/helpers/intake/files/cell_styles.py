"""What a cell's style makes of its value: a day, a share in per cent, or something else than the
value that a person sees."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from helpers import wording
from helpers.intake.files.workbook_parts import Parts, elements

GENERAL = "General"
TRUE = ("1", "true", "on")
# Excel shows this one as a day of the reader's own country.
LOCAL_DAY = "mm-dd-yy"
MONTHS = 12
LARGEST = 10**15  # larger numbers are refused, however they are shown

TOKEN = re.compile(r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|.', re.S)
CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9]+(?:\.[0-9]+)?)")
NUMBER = re.compile(r"[0#?](?:[0#?,.\0]*[0#?,])?")  # \0: the place of a literal text
MARKS = re.compile(r"[^0#?,]")
WORD = re.compile(r"[^\W\d_]+")
ZEROS = ("-", "–", "—")  # what accountants write for 0


@dataclass
class _Section:
    """A part of a number format: `plain` without literal texts, each of which leaves a \\0."""

    plain: str = ""
    literals: list[str] = field(default_factory=list)
    condition: tuple[str, float] | None = None

    def holds(self, value: float) -> bool:
        if self.condition is None:
            return True
        sign, limit = self.condition
        return {
            "<": value < limit,
            ">": value > limit,
            "=": value == limit,
            "<=": value <= limit,
            ">=": value >= limit,
            "<>": value != limit,
        }[sign]

    def around(self, number: str) -> str:
        """What a cell shows whose number is written so."""
        text, literals = NUMBER.sub(number, self.plain, count=1), iter(self.literals)
        filled = "".join(next(literals, "") if letter == "\0" else letter for letter in text)
        return (filled + "".join(literals)).strip()


@dataclass(frozen=True)
class CellStyle:
    """How a cell shows its value. `kind`: d for numbers shown as days, p in per cent."""

    code: str = GENERAL
    kind: str = ""
    struck: bool = False

    def shown(self, value: object) -> str | None:
        """What a person sees, if it says something else than the value; empty for nothing."""
        match value:
            case bool():
                return None
            case int() | float() if abs(value) < LARGEST:
                return _number_shown(self.code, value)
            case datetime():
                return _day_shown(self.code, value)
            case str():
                return _text_shown(self.code)
        return None


DEFAULT = CellStyle()


def cell_styles(parts: Parts, styles: str) -> Sequence[CellStyle]:
    """The styles of cells by their places in a part of styles."""
    root = parts.tree(styles)
    own = {each.get("numFmtId"): each.get("formatCode", "") for each in elements(root, "numFmt")}
    struck = [_is_struck(font) for font in _children(root, "fonts")]
    return [_style(each, own, struck) for each in _children(root, "cellXfs")]


def _children(root: Any, name: str) -> list[Any]:
    """What the first element of this name holds; nothing without one."""
    parent = next(elements(root, name), None)
    return [] if parent is None else list(parent)


def _style(formatting: Any, own: dict[str, str], struck: Sequence[bool]) -> CellStyle:
    number, font = formatting.get("numFmtId", "0"), int(formatting.get("fontId", "0"))
    code = own.get(number) or BUILTIN_FORMATS.get(int(number)) or GENERAL
    kind = "d" if is_date_format(code) else "p" if _is_percent(code) else ""
    return CellStyle(code, kind, font < len(struck) and struck[font])


def _is_struck(font: Any) -> bool:
    return any(each.get("val", "1") in TRUE for each in elements(font, "strike"))


def _is_percent(code: str) -> bool:
    return any("%" in section.plain for section in _sections(code))


@lru_cache
def _sections(code: str) -> Sequence[_Section]:
    """The parts of a format: for positive numbers, negative ones, zero, and text."""
    sections = [_Section()]
    for token in TOKEN.finditer(code):
        section, text = sections[-1], token[0]
        literal = token["escaped"] or token["quoted"]
        if literal:
            section.plain += "\0"
            section.literals.append(literal)
        elif bracket := token["bracket"]:
            if match := CONDITION.fullmatch(bracket):
                section.condition = match[1], float(match[2])
        elif text == ";":
            sections.append(_Section())
        elif len(text) == 1 and text not in '"\\':
            section.plain += text
    return sections


def _section(code: str, value: float) -> _Section:
    sections = _sections(code)[:3]
    if any(section.condition for section in sections):
        return next((s for s in sections if s.holds(value)), sections[-1])
    place = 2 if value == 0 else 1 if value < 0 else 0
    return sections[place] if place < len(sections) else sections[0]


def _number_shown(code: str, value: int | float) -> str | None:
    section = _section(code, value)
    plain = section.plain
    if GENERAL.lower() in plain.lower() or plain == "@":
        return _if_misread(section, plain_text(value))
    number = NUMBER.search(plain)
    if number is None or (value == 0 and "0" not in number[0]):
        text = section.around("")
        return None if value == 0 and text in ZEROS else text
    whole, _, decimals = number[0].partition(".")
    scale = sum(len(p) - len(p.rstrip(",")) for p in (MARKS.sub("", whole), decimals))
    digits = len(MARKS.sub("", decimals).replace(",", ""))
    scaled = wording.core.number(value / 1000**scale, digits) if scale else plain_text(value)
    shown = section.around(scaled)
    return shown if scale and value else _if_misread(section, scaled)


def plain_text(value: int | float) -> str:
    """A number with all its digits."""
    return str(value) if isinstance(value, int) else wording.core.plain_number(value)


def _if_misread(section: _Section, number: str) -> str | None:
    """What is shown where literal text changes what the number says."""
    literal = " ".join(section.literals)
    # Digits are literal without quotes too, but for those of a fraction (`# ?/8`).
    bare = "" if "/" in section.plain else section.plain
    misread = (
        any(letter.isdigit() for letter in literal)
        or re.search("[1-9]", bare)
        or "%" in literal
        or wording.cells.SCALES & set(WORD.findall(literal.casefold()))
    )
    return section.around(number) if misread else None


def _day_shown(code: str, value: datetime) -> str | None:
    """Days written month first (`m/d/yyyy`) that could be read day first."""
    letters = re.sub("[^ymd]", "", _sections(code)[0].plain.lower().partition("h")[0])
    month_first = re.match("mm?d", letters) and code.lower() != LOCAL_DAY
    if not month_first or value.day > MONTHS or value.day == value.month:
        return None
    return f"{value.month:02}/{value.day:02}/{value.year}"


def _text_shown(code: str) -> str | None:
    sections = _sections(code)
    if len(sections) <= MOST_NUMBERS or "@" in sections[MOST_NUMBERS].plain:
        return None
    return sections[MOST_NUMBERS].around("")


MOST_NUMBERS = 3  # sections of numbers; the next one is for text
