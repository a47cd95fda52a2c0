"""What may be repeated of foreign text: phrases that we know, and no number of a person.

A name typed where a figure was asked must come out nowhere, and most syllables of Vietnamese are
names: «Hồ Văn Quý» is made of «hồ sơ», «văn bản» and «quý I». So only whole phrases are known, and
none of them directly behind a word that is not: «Nguyễn Văn Phòng» is no office.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from helpers.model.spelling import nfc

# Words that may stand alone, whatever comes next: no family, middle or given name among them.
# The last line holds kinds of bodies; those of `ANCHORS` stay even behind a word we do not know.
SINGLE_WORDS = """
    không có chưa khoảng hơn gần trên dưới rồi xong hết đúng sai vâng tổng nháp mức
    sheet true false null none nan ref name num value div tthc
    người bộ ubnd hđnd sở phòng phường xã huyện phiếu
"""
ANCHORS = frozenset(("ubnd", "hđnd", "huyện"))
# Syllables that are names as well, known beside the number that makes them something else.
BESIDE_NUMBERS = (
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

# Digits of one number, in whatever odd form it is written.
BETWEEN = r"[\s._/\\()\[\]\-–—+,'·•*\u200b-\u200f\u2060\ufeff\u00ad\u2423]{0,3}"
DAY = re.compile(
    r"(?<!\d)(?:[0-3]?\d([./-])[0-3]?\d\1(?:1[89]|2[0-5])\d\d"
    r"|(?:1[89]|2[0-5])\d\d([./-])[0-3]?\d\2[0-3]?\d)(?!\d)"
)


def _numbers(least: int) -> re.Pattern[str]:
    """A passport's letter and digits, or `least` digits and more."""
    return re.compile(
        rf"(?<![^\W_])[A-Za-z]{{1,2}}\d{{7,8}}(?!\d)|\d(?:{BETWEEN}\d){{{least - 1},}}"
    )


PERSONAL_NUMBER = _numbers(9)  # of a person or a phone; figures of a form are shorter
LONG_NUMBER = _numbers(6)  # of a dossier too; never of an agency


def without_numbers(text: str, numbers: re.Pattern[str]) -> str:
    """A text without such numbers; days are none."""
    pieces, end = [], 0
    for day in DAY.finditer(text):
        pieces += [numbers.sub(MASK, text[end : day.start()]), day[0]]
        end = day.end()
    return "".join([*pieces, numbers.sub(MASK, text[end:])])


class Phrases:
    """Texts that we handed out ourselves or know from elsewhere, to be found in foreign text."""

    def __init__(self, texts: Iterable[str]) -> None:
        singles = SINGLE_WORDS.split()
        found = {phrase.casefold() for text in texts for phrase in PHRASE.findall(nfc(text))}
        longest_first = sorted({*found, *singles}, key=len, reverse=True)
        spelled = (r"\s+".join(map(re.escape, phrase.split())) for phrase in longest_first)
        known = "|".join((*spelled, *BESIDE_NUMBERS))
        self._tokens = re.compile(
            rf"(?<!{LETTERS})(?P<known>{known})(?!{LETTERS})|{LETTERS}+", re.IGNORECASE
        )
        self._shy = frozenset(p for p in found if " " not in p).difference(singles)

    def masked(self, text: str) -> str:
        """The text with `…` for every word that belongs to no phrase, and for personal numbers."""
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
        """Which words may be repeated: those of phrases, but none directly behind an unknown word,
        and no head of one word, «Mã» or «Điểm», directly beside another word."""
        beside = [
            JOINED.fullmatch(text, one.end(), other.start()) is not None
            for one, other in pairwise(tokens)
        ]
        kept: list[bool] = []
        named = False  # whether what stands directly before may be part of a name
        for token, follows, leads in zip(tokens, [False, *beside], [*beside, False], strict=False):
            word = token[0].casefold()
            named = named and follows
            if len(word) == 1:  # an initial, which tells nobody; names go on behind it
                kept.append(True)
                continue
            known = token["known"] and not (word in self._shy and (follows or leads))
            named = not known or (named and word not in ANCHORS)
            kept.append(not named)
        return kept
