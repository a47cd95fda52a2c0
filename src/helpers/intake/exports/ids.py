"""The one key by which ids of dossiers and ballots are compared, and ids that are none.

Spreadsheets and other systems spell one id in several ways: in NFC and NFD, as `="…"`, with
no-break or double spaces, in full-width letters, with another dash; of a number they lose the
leading zeros or add `.0`. Whatever the key makes equal is remarked where it decides.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

# What a key is without: signs that are not seen, and what a spreadsheet wraps an id in.
REPLACED = (
    ("[\u00ad\u200b-\u200d\u2060\ufeff]", ""),
    ("[\u2010-\u2015\u2212]", "-"),
    (r"\s+", " "),
    ('^ ?=? ?"(.*)" ?$', r"\1"),
    ("^ ?'", ""),
    ("^ | $", ""),
    (r"^([0-9]+)\.0$", r"\1"),
    ("^0+([0-9]+)$", r"\1"),
)
# A number that a spreadsheet has rounded, an error of a formula, a column that was too narrow, and
# the words for "nothing" of databases and programs.
ROUNDED = "[0-9]+([.,][0-9]+)?[eE][+]?[0-9]+"
NO_VALUE = (
    r"#+|#[A-Za-z0-9/_]+[!?]?|[(<\[]?(null|none|nil|nan|undefined)[)>\]]?|n/?a|-+|\?+"
    r"|\[object object\]"
)


def id_keys(ids: pa.Array) -> pa.Array:
    """The key of each id; NULL where nothing is left."""
    keys = pc.utf8_normalize(ids, "NFKC")
    for pattern, replacement in REPLACED:
        keys = pc.replace_substring_regex(keys, pattern, replacement)
    return pc.if_else(pc.equal(keys, ""), None, keys)


def rounded(column: str) -> str:
    """SQL: whether a key is a number that a spreadsheet has rounded."""
    return f"regexp_full_match({column}, '{ROUNDED}')"


def no_value(column: str) -> str:
    """SQL: whether a key is the trace of an error, or says that there is none."""
    return f"regexp_full_match({column}, '{NO_VALUE}', 'i')"


def usable(column: str) -> str:
    """SQL: whether a key tells its dossier from others."""
    return f"({column} is not null and not {rounded(column)} and not {no_value(column)})"
