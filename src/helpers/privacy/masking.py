"""Masking of foreign text: known phrases are kept; other words and long numbers become `…`.

A name typed into a field for figures must not be repeated anywhere, and most Vietnamese syllables
occur in names: «Hồ Văn Quý» shares its syllables with «hồ sơ», «văn bản» and «quý I». So only
whole phrases are kept, and none that directly follows an unknown word: «Nguyễn Văn Phòng» is not
an office.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from helpers.model.spelling import nfc

# Words that are kept on their own, whatever follows: none is a family, middle or given name.
# The last line has kinds of bodies; those of `ANCHORS` are kept even after an unknown word.
SINGLE_WORDS = """
    không có chưa khoảng hơn gần trên dưới rồi xong hết đúng sai vâng tổng nháp mức
    sheet true false null none nan ref name num value div tthc
    người bộ ubnd hđnd sở phòng phường xã huyện phiếu
"""
ANCHORS = frozenset(("ubnd", "hđnd", "huyện"))
# Syllables that are also names, kept next to a number that gives them another meaning.
NEXT_TO_NUMBERS = (
    r"ngày(?=\s*[0-3]?[0-9](?![0-9]))",
    r"tháng(?=\s*[01]?[0-9](?![0-9]))",
    r"năm(?=\s*(?:19|20)[0-9]{2}(?![0-9]))",
    r"quý(?=\s*(?:[1-4]|I{1,3}|IV)\b)",
    r"kỳ(?=\s*[0-9]\b)",
    r"(?<=[0-9]\s)(?:(?:triệu|tỷ|nghìn)\s+)?đồng",
    r"(?-i:II|III|IV)",
    r"(?-i:NA)",
)
LETTERS = r"[^\W\d_]"
PHRASE = re.compile(rf"{LETTERS}+(?:[ ]+{LETTERS}+)*")
JOINED = re.compile(r"[\s._\-\u200b-\u200f\u2060\ufeff\u00ad]*")  # between the parts of one name
MASK = "…"

# What may separate the digits of one number.
BETWEEN = r"[\s._/\\()\[\]\-–—+,'·•*\u200b-\u200f\u2060\ufeff\u00ad\u2423]{0,3}"
DAY = re.compile(
    r"(?<!\d)(?:[0-3]?\d([./-])[0-3]?\d\1(?:1[89]|2[0-5])\d\d"
    r"|(?:1[89]|2[0-5])\d\d([./-])[0-3]?\d\2[0-3]?\d)(?!\d)"
)


def _numbers(least: int) -> re.Pattern[str]:
    """A pattern for a passport's number, or for `least` digits or more."""
    return re.compile(
        rf"(?<![^\W_])[A-Za-z]{{1,2}}\d{{7,8}}(?!\d)|\d(?:{BETWEEN}\d){{{least - 1},}}"
    )


PERSONAL_NUMBER = _numbers(9)  # of a person or a phone; figures in forms are shorter
LONG_NUMBER = _numbers(6)  # also of a dossier; never of an agency


def without_numbers(text: str, numbers: re.Pattern[str]) -> str:
    """The text with such numbers masked; days are kept."""
    pieces, end = [], 0
    for day in DAY.finditer(text):
        pieces += [numbers.sub(MASK, text[end : day.start()]), day[0]]
        end = day.end()
    return "".join([*pieces, numbers.sub(MASK, text[end:])])


class Phrases:
    """Known phrases, kept where they occur in foreign text."""

    def __init__(self, texts: Iterable[str]) -> None:
        singles = SINGLE_WORDS.split()
        phrases = {phrase.casefold() for text in texts for phrase in PHRASE.findall(nfc(text))}
        longest_first = sorted({*phrases, *singles}, key=len, reverse=True)
        spelled = (r"\s+".join(map(re.escape, phrase.split())) for phrase in longest_first)
        known = "|".join((*spelled, *NEXT_TO_NUMBERS))
        self._tokens = re.compile(
            rf"(?<!{LETTERS})(?P<known>{known})(?!{LETTERS})|{LETTERS}+", re.IGNORECASE
        )
        self._one_word = frozenset(p for p in phrases if " " not in p).difference(singles)

    def masked(self, text: str) -> str:
        """The text with `…` for each word outside a known phrase and for personal numbers."""
        text = nfc(text)
        tokens = list(self._tokens.finditer(text))
        kept = self._kept(text, tokens)
        pieces, end = [], 0
        for token, keep in zip(tokens, kept, strict=True):
            pieces += [text[end : token.start()], token[0] if keep else MASK]
            end = token.end()
        bare = without_numbers("".join([*pieces, text[end:]]), PERSONAL_NUMBER)
        return re.sub(r"…(?:[\s._\-–,@]*…)+", MASK, bare)

    def _kept(self, text: str, tokens: list[re.Match[str]]) -> list[bool]:
        """For each token whether it is kept: it belongs to a phrase and does not directly follow an
        unknown word. A head of one word, as «Mã» or «Điểm», is kept only apart from other words.
        """
        adjacent = [
            JOINED.fullmatch(text, one.end(), other.start()) is not None
            for one, other in pairwise(tokens)
        ]
        kept: list[bool] = []
        named = False  # whether the word directly before may be part of a name
        neighbours = zip(tokens, [False, *adjacent], [*adjacent, False], strict=False)
        for token, follows, precedes in neighbours:
            word = token[0].casefold()
            named = named and follows
            if len(word) == 1:  # an initial identifies no one; a name may continue after it
                kept.append(True)
                continue
            known = token["known"] and not (word in self._one_word and (follows or precedes))
            named = not known or (named and word not in ANCHORS)
            kept.append(not named)
        return kept
