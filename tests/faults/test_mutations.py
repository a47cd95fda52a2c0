"""Valid forms damaged at random: each is accepted or refused with a sentence, and a refused one
leaves nothing in the store.

Mutants of all agencies are in one folder, as the forms of a province are; random choices depend
only on the position of the mutant, so that any of them can be reproduced.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from helpers import forms, store, wording
from helpers.forms import Question
from helpers.intake.check import IntakeResult, take_in
from helpers.model import InputKind, Judgement, Plan, Severity
from helpers.plan import Roots, desk_folder
from province import PROJECT

pytestmark = pytest.mark.intake

PERIOD_ID = "2022-FY"
FOLDER = 100  # mutants that come in together
Members = dict[str, bytes]
Stated = list[tuple[object, ...]]

# ---------------------------------------------------------------- mutations of the bytes


def flip_bits(content: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 8))):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def cut_out(content: bytes, chance: random.Random) -> bytes:
    """Remove or repeat a piece."""
    start = chance.randrange(len(content))
    end = min(len(content), start + chance.randrange(1, 2_000))
    return content[:start] + content[start:end] * chance.choice((0, 2)) + content[end:]


# ---------------------------------------------------------------- mutations of the parts


def repacked(change: Callable[[Members, random.Random], None]) -> Callable[..., bytes]:
    """A mutation of the members, zipped again, so that no checksum reveals it."""

    def mutate(content: bytes, chance: random.Random) -> bytes:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        change(members, chance)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, member in members.items():
                archive.writestr(name, member)
        return buffer.getvalue()

    mutate.__name__ = change.__name__
    return mutate


def _sheets(members: Members) -> list[str]:
    return sorted(name for name in members if name.startswith("xl/worksheets/sheet"))


def _one_match(markup: bytes, pattern: bytes, new: bytes, chance: random.Random) -> bytes:
    """The markup with one match of the pattern, drawn by chance, replaced."""
    matches = list(re.finditer(pattern, markup))
    if not matches:
        return markup
    match = chance.choice(matches)
    return markup[: match.start()] + new + markup[match.end() :]


@repacked
def flip_in_a_part(members: Members, chance: random.Random) -> None:
    name = chance.choice(sorted(members))
    members[name] = flip_bits(members[name], chance) if members[name] else b"\0"


@repacked
def cut_a_part(members: Members, chance: random.Random) -> None:
    name = chance.choice(sorted(members))
    members[name] = (cut if chance.random() < 0.5 else cut_out)(members[name], chance)


@repacked
def drop_a_part(members: Members, chance: random.Random) -> None:
    del members[chance.choice(sorted(members))]


@repacked
def swap_two_parts(members: Members, chance: random.Random) -> None:
    one, other = chance.sample(sorted(members), 2)
    members[one], members[other] = members[other], members[one]


@repacked
def swap_a_cells_type(members: Members, chance: random.Random) -> None:
    name = chance.choice(_sheets(members))
    kind = chance.choice((b"s", b"b", b"e", b"n", b"d", b"str", b"inlineStr", b"zz", b""))
    for _ in range(chance.choice((1, 5))):
        members[name] = _one_match(members[name], rb' t="\w+"', b' t="%s"' % kind, chance)


@repacked
def swap_a_value(members: Members, chance: random.Random) -> None:
    name = chance.choice(_sheets(members))
    value = chance.choice(
        (b"-1", b"1e999", b"NaN", b"9" * 400, b"0.5", b"", b"99999999", b"&#x202E;", b"#N/A")
    )
    members[name] = _one_match(members[name], rb"<v>[^<]*</v>", b"<v>%s</v>" % value, chance)


@repacked
def swap_a_reference(members: Members, chance: random.Random) -> None:
    name = chance.choice(_sheets(members))
    place = chance.choice((b"A1", b"XFD1048576", b"ZZZZ9", b"A0", b"F5", b"", b"5F", b"A99999999"))
    members[name] = _one_match(members[name], rb' r="[A-Z]*[0-9]+"', b' r="%s"' % place, chance)


@repacked
def swap_a_style(members: Members, chance: random.Random) -> None:
    name = chance.choice(_sheets(members))
    style = chance.choice((b"-1", b"999", b"x", b"0", b"1e9"))
    members[name] = _one_match(members[name], rb' s="[0-9]+"', b' s="%s"' % style, chance)


@repacked
def drop_a_sheet(members: Members, chance: random.Random) -> None:
    """Remove a sheet from the list but not its part, or its part but not from the list."""
    if chance.random() < 0.5:
        book = "xl/workbook.xml"
        members[book] = _one_match(members[book], rb"<sheet [^>]*/>", b"", chance)
    else:
        del members[chance.choice(_sheets(members))]


@repacked
def damage_the_strings(members: Members, chance: random.Random) -> None:
    name = "xl/sharedStrings.xml"
    strings = members[name]
    match chance.randrange(5):
        case 0:  # every later index now refers to another text
            strings = _one_match(strings, rb"<si>.*?</si>", b"", chance)
        case 1:
            strings = _one_match(strings, rb"<si>.*?</si>", b"<si><t>\xff\xfe</t></si>", chance)
        case 2:
            strings = _one_match(strings, rb"</si>", b"", chance)
        case 3:
            strings = _one_match(strings, rb"<t[^>]*>[^<]*", b"<t>" + b"x" * 40_000, chance)
        case _:
            strings = cut_out(strings, chance)
    members[name] = strings


BYTES = (flip_bits, cut, cut_out)
MUTATIONS = (
    *BYTES,
    flip_in_a_part,
    cut_a_part,
    drop_a_part,
    swap_two_parts,
    swap_a_cells_type,
    swap_a_value,
    swap_a_reference,
    swap_a_style,
    drop_a_sheet,
    damage_the_strings,
)

# ---------------------------------------------------------------- the valid forms


def answer(question: Question) -> object:
    """A valid answer; schools and other units are two parts of one whole."""
    if question.input.id == "schools":
        return 1
    match question.input.kind:
        case InputKind.COUNT:
            return 3 if question.input.part_of else 4
        case InputKind.JUDGEMENT:
            return Judgement.DONE
        case InputKind.YES_NO:
            return True
        case _:
            return None


@pytest.fixture(scope="module")
def good(plan: Plan) -> Mapping[str, bytes]:
    """Valid forms of some agencies and the province; every field that needs no log is filled."""
    period = plan.periods[PERIOD_ID]
    agencies = plan.senders(period)[:FOLDER]
    filled = {}
    for agency in agencies:
        answers = {q.key: answer(q) for q in forms.questions(plan, agency, period)}
        filled[agency.id] = forms.filled(plan, agency, period, answers, {})
    return filled


def facts_by_file(result: IntakeResult) -> dict[str, Stated]:
    """The facts in the store by file: agency, input and answer."""
    by_file: dict[str, Stated] = {}
    for fact in store.facts(result.snapshot):
        stated = (fact.agency, fact.level, fact.input, fact.value, fact.judgement)
        by_file.setdefault(fact.file, []).append(stated)
    return by_file


def intake_of(folder: Path, contents: Mapping[str, bytes], plan: Plan) -> IntakeResult:
    inbox = folder / "inbox"
    desk = desk_folder(plan, inbox)
    for each in (inbox, desk):
        each.mkdir(parents=True)
    for name, content in contents.items():
        own = desk if name == plan.province.id else inbox
        (own / f"{name}.xlsx").write_bytes(content)
    roots = Roots(PROJECT, folder / "data", folder / "out")
    return take_in(roots, plan, plan.periods[PERIOD_ID], inbox)


@pytest.fixture(scope="module")
def whole(
    tmp_path_factory: pytest.TempPathFactory, plan: Plan, good: Mapping[str, bytes]
) -> Mapping[str, Stated]:
    """The facts of the valid forms; each of them is accepted and has some."""
    stated = facts_by_file(intake_of(tmp_path_factory.mktemp("good"), good, plan))
    assert stated.keys() == {f"{name}.xlsx" for name in good}
    return stated


@pytest.mark.parametrize(
    ("first", "count"),
    [
        (0, 40),
        *(
            pytest.param(first, FOLDER, marks=pytest.mark.slow_faults)
            for first in range(40, 2_040, FOLDER)
        ),
    ],
)
def test_a_damaged_form_is_accepted_or_refused(
    tmp_path: Path,
    plan: Plan,
    good: Mapping[str, bytes],
    whole: Mapping[str, Stated],
    first: int,
    count: int,
) -> None:
    # Sorted ids are grouped by level; steps of 37 select some of each.
    names = [sorted(good)[place * 37 % len(good)] for place in range(count)]
    chances = [random.Random(first + place) for place in range(count)]
    mutations = [MUTATIONS[(first + place) % len(MUTATIONS)] for place in range(count)]
    mutants = {
        name: mutation(good[name], chance)
        for name, mutation, chance in zip(names, mutations, chances, strict=True)
    }
    result = intake_of(tmp_path / "damaged", mutants, plan)
    kept = facts_by_file(result)
    assert len(result.submissions) == count
    assert 0 < len(kept) < count  # some mutations are harmless, most are not
    assert kept.keys() <= {s.file for s in result.submissions if s.accepted}
    refused = {remark.file for remark in result.refusals}
    assert refused == {s.file for s in result.submissions if not s.accepted}
    for remark in result.remarks:
        # A child that hangs ends itself, which gives this sentence.
        assert wording.files.FILE_OUT_OF_TIME not in remark.text
        assert remark.text.startswith(("Tệp ", "Một đơn vị ")) and remark.text.endswith(".")
        assert "\n" not in remark.text and "Traceback" not in remark.text
        to_do = any(words in remark.text for words in ("Đề nghị ", "Xem danh sách "))
        assert remark.severity is Severity.REMARK or to_do
    # Changed bytes are detected by the checksums: the same facts, or none.
    for name, mutation in zip(names, mutations, strict=True):
        file = f"{name}.xlsx"
        if mutation in BYTES and file in kept:
            assert kept[file] == whole[file]
