"""What bytes and letters show of how a text was written: its encoding, or a font's own letters.

Proof is by syllables: nearly every Vietnamese word has one shape (onset, vowels, coda, at most one
tone), so of all readings of a text only the right one gives such words throughout.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping

TONES = "\u0300\u0301\u0303\u0309\u0323"
ONSET = "(?:ngh|[cgknpt]h|ng|gi|qu|tr|[bcdđghklmnprstvx])?"
VOWELS = (
    "(?:iêu|yêu|oai|oay|oao|oeo|uây|uôi|uya|uyê|uyu|ươi|ươu|a[iouy]?|ă|â[uy]?|eo?|êu?|i[aêu]?"
    "|o[aăeio]?|ôi?|ơi?|u[aâêiôơy]?|ư[aiơu]?|yê?)"
)
CODA = "(?:ch|ng|nh|[ckmnpt])?"
SYLLABLE = re.compile(ONSET + VOWELS + CODA)
# Quotes and dashes beyond ASCII may be letters of a font: they part no words.
WORD = re.compile(r"[^ \t\r\n\d!-/:-@\[-`{-~]+")
QUOTES = "«»“”‘’–…\u00a0\u200b\ufeff"
# The share of a text's words with marks that must be syllables, and how many words are read.
PROOF = 0.9
MOST_WORDS = 2_000

# TCVN3 (fonts .VnTime …) has a letter of its own in each of these places of Latin-1.
TCVN3 = str.maketrans(
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
)
# VNI writes a mark as a letter after its vowel; a few letters are their own.
_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_HAT, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
VNI: Mapping[str, str] = {
    **dict(zip("ùøûõï", (_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT), strict=True)),
    **dict(
        zip("âáàåãä", (_HAT + t for t in ("", _ACUTE, _GRAVE, _HOOK, _TILDE, _DOT)), strict=True)
    ),
    **dict(
        zip("êéèúüë", (_BREVE + t for t in ("", _ACUTE, _GRAVE, _HOOK, _TILDE, _DOT)), strict=True)
    ),
    **{"ô": "o" + _HORN, "ö": "u" + _HORN, "ñ": "đ", "æ": "i" + _HOOK, "ó": "i" + _TILDE},
    **{"ò": "i" + _DOT, "î": "y" + _DOT, "í": "i" + _ACUTE, "ì": "i" + _GRAVE},
}


def font_of(text: str) -> str:
    """`tcvn3`, `vni` or `mojibake` where a text reads as Vietnamese that way only; else empty."""
    if text.isascii() or _share(words := _marked(text), str) == 1:
        return ""
    readings = {name: _share(words, read) for name, read in READINGS.items()}
    best = max(readings, key=lambda name: readings[name])
    return best if readings[best] >= PROOF and readings[best] > _share(words, str) else ""


def font_giving(text: str, wanted: Callable[[str], bool]) -> str:
    """As `font_of` where the text is known but for its script: one word alone proves too little."""
    return next((font for font in READINGS if wanted(_read(text, font))), "")


def in_unicode(text: str) -> str:
    """A text of an old font or a wrong encoding in Unicode; any other unchanged."""
    font = font_of(text)
    return _read(text, font) if font else text


def _read(text: str, font: str) -> str:
    return WORD.sub(lambda word: READINGS[font](word[0]), text)


def encoding_of(content: bytes) -> str:
    """`cp1258` for bytes proved to be Windows-1258, the name of a font for its letters, else
    empty. Bytes that are UTF-8 or UTF-16 are known before."""
    try:
        modern = unicodedata.normalize("NFC", content.decode("cp1258"))
    except UnicodeDecodeError:
        modern = ""
    shares = {"cp1258": _share(_marked(modern), str)}
    old = _marked(content.decode("latin-1"))
    shares |= {name: _share(old, READINGS[name]) for name in ("tcvn3", "vni")}
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] >= PROOF else ""


def _marked(text: str) -> list[str]:
    """The first different words with a letter beyond ASCII."""
    found: dict[str, None] = {}
    for match in WORD.finditer(text):
        if not match[0].isascii():
            found.setdefault(match[0])
            if len(found) == MOST_WORDS:
                break
    return list(found)


def _share(words: Iterable[str], read: Callable[[str], str]) -> float:
    """How many of the words a reading turns into syllables, as a share; 0 without words."""
    syllables = [_is_syllable(read(word)) for word in words]
    return sum(syllables) / len(syllables) if syllables else 0.0


def _is_syllable(word: str) -> bool:
    split = unicodedata.normalize("NFD", word.strip(QUOTES).casefold())
    bare = unicodedata.normalize("NFC", "".join(c for c in split if c not in TONES))
    return sum(c in TONES for c in split) <= 1 and SYLLABLE.fullmatch(bare) is not None


def _as_vni(word: str) -> str:
    return unicodedata.normalize("NFC", "".join(VNI.get(c.lower(), c) for c in word))


def _as_utf8(word: str) -> str:
    """A word whose UTF-8 bytes were taken for Windows-1252 letters; itself where it was not."""
    try:
        raw = b"".join(_byte(letter) for letter in word)
        return unicodedata.normalize("NFC", raw.decode("utf-8"))
    except UnicodeError:
        return word


def _byte(letter: str) -> bytes:
    """Windows-1252, its five empty places as Latin-1 has them."""
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")


READINGS: Mapping[str, Callable[[str], str]] = {
    "tcvn3": lambda word: word.translate(TCVN3),
    "vni": _as_vni,
    "mojibake": _as_utf8,
}
