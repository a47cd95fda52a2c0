"""Foreign text as it may be repeated in answers: of forms, of exports, of dossiers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from functools import cache

from helpers import wording
from helpers.model.spelling import Repeatable, folded, one_line
from helpers.privacy.masking import LONG_NUMBER, MASK, Phrases, without_numbers
from helpers.privacy.phrases import EXPORT_PHRASES, form_phrases
from helpers.privacy.procedure_fields import PROCEDURE_FIELDS

# What the hidden stamp of a form may hold: ids of an agency, a period or a plan, or a version.
STAMPED = re.compile(
    r"[0-9]{3,5}(-[a-z]{1,9}){1,9}|(so|ban|van-phong|thanh-tra|ubnd|xa)(-[a-z0-9]{1,6}){1,9}"
    r"|[0-9]{4}-[A-Z0-9]{1,4}|[a-z]{1,12}-[0-9]{4}|[0-9]{1,4}"
)


@cache
def _phrases_of_forms() -> Phrases:
    return Phrases(form_phrases())


@cache
def _phrases_of_exports() -> Phrases:
    return Phrases((*form_phrases(), *EXPORT_PHRASES))


@cache
def _phrases_of_dossiers() -> Phrases:
    return Phrases((*form_phrases(), *EXPORT_PHRASES, PROCEDURE_FIELDS))


def form_text(text: str) -> Repeatable:
    """A text of a form, with `…` for unknown words and for numbers as long as a person's."""
    return Repeatable(_phrases_of_forms().masked(text))


def quoted_value(value: object) -> Repeatable:
    """The value of a form's cell in guillemets, as `form_text`, with the decimal comma."""
    if isinstance(value, date):
        text = wording.core.day(value)
    elif isinstance(value, float):
        text = wording.core.plain_number(value)
    else:
        text = form_text(str(value))
    return Repeatable(f"«{one_line(text, 60)}»")


def with_value(sentence: str, value: object) -> str:
    """A sentence with the quoted value of a form's cell in the place of its `{}`."""
    return sentence.format(quoted_value(value))


def sheet_title(title: str, own: Collection[str] = ()) -> Repeatable:
    """The title of a sheet on one short line, as `form_text`; one of the plan's `own` as it is."""
    return Repeatable(title if title in own else one_line(form_text(title), 60))


def stamped_id(found: str) -> Repeatable:
    """An id of a form's stamp; `…` for anything else that was written there."""
    return Repeatable(found if STAMPED.fullmatch(found) else MASK)


def short_text(text: str) -> Repeatable:
    """One short line without runs of six digits or more: those are numbers of persons, phones or
    dossiers, never of agencies. Names stay."""
    return Repeatable(without_numbers(one_line(text, 120), LONG_NUMBER))


def export_text(text: str, known: Collection[str] = ()) -> Repeatable:
    """A cell, a head or a sheet of an export: as it is where its folded text is `known`, else with
    `…` for unknown words; long numbers are masked in either case."""
    if folded(text) in known:
        return short_text(text)
    return short_text(_phrases_of_exports().masked(text))


def dossier_field(text: str) -> Repeatable:
    """The field of a dossier, with `…` for what is no name of a field."""
    return short_text(_phrases_of_dossiers().masked(text))


def quoted_texts(texts: Iterable[str], known: Collection[str] = ()) -> Repeatable:
    """Texts of an export in guillemets, as `export_text`."""
    return Repeatable(
        ", ".join(f"«{export_text(t, known)}»" if t else wording.core.LEFT_BLANK for t in texts)
    )
