"""Which decision on a submission counts, and how a journal that was forged is found."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.analyst.opening import open_plan
from helpers.model import Plan
from helpers.plan import Roots
from helpers.store import StoreError, decisions, journal, journal_faults, signatures
from helpers.store.journal import HEAD, JOURNAL, Event, Journal, Line, Record
from province import PLAN, PROJECT
from ssh_keys import Signer, new_signer

YEAR, HALF = "2022-FY", "2022-H1"
DESK, OFFICE = "so-noi-vu", "van-phong-ubnd-tinh"
DISTRICT, OTHER_DISTRICT = "083-huyen-muong-khuong", "088-thi-xa-sa-pa"
COMMUNE, SECOND = "02764-xa-din-chin", "02779-xa-thanh-binh"
STATE = "a" * 64


@pytest.fixture(scope="module")
def plan() -> Plan:
    return open_plan(PLAN, Roots(PROJECT, PROJECT / "data", PROJECT / "rendered"))


def test_the_plan_says_who_decides(plan: Plan) -> None:
    """Communes by their district, districts and departments by Sở Nội vụ, which does not decide on
    its own."""
    deciders = {name: plan.decider(agency) for name, agency in plan.agencies.items()}
    ids = {name: decider.id if decider else "" for name, decider in deciders.items()}
    assert (ids[COMMUNE], ids["03001-phuong-sa-pa"]) == (DISTRICT, OTHER_DISTRICT)
    assert (ids[DISTRICT], ids["so-tu-phap"], ids[DESK]) == (DESK, DESK, OFFICE)
    assert not [name for name, decider in ids.items() if not decider or decider == name]


# ---------------------------------------------------------------- which line counts

STATES = ("first", "second")
STEP = st.one_of(
    st.tuples(st.just("send"), st.sampled_from([COMMUNE, SECOND]), st.sampled_from(STATES)),
    st.tuples(
        st.sampled_from(["accepted", "returned"]),
        st.sampled_from([(COMMUNE,), (SECOND,), (COMMUNE, SECOND)]),
        st.sampled_from([DISTRICT, DISTRICT, OTHER_DISTRICT, DESK, "nobody"]),
    ),
)


def record_of(event: Event, plan: Plan, decider: str, states: Mapping[str, str]) -> Record:
    line = Line(
        event=event,
        time="2022-12-20T01:00:00Z",
        user="u",
        host="h",
        plan=plan.id,
        period=YEAR,
        before="",
        digest=plan.digest,
        by="Bà B",
        decider=decider,
        states=states,
    )
    return Record(line, repr(line).encode())


@given(st.lists(STEP, max_size=12))
def test_the_last_line_of_its_level_in_the_present_state_decides(
    plan: Plan, steps: list[tuple[str, str | tuple[str, ...], str]]
) -> None:
    now, expected, records = {COMMUNE: "first", SECOND: "first"}, {}, []
    for what, whom, how in steps:
        if isinstance(whom, str):
            now[whom] = how
            continue
        records.append(record_of(Event(what), plan, how, {name: now[name] for name in whom}))
        if how == DISTRICT:
            expected |= {(name, now[name]): what for name in whom}
    found = decisions.decisions(Journal(tuple(records)), plan, YEAR, now)
    assert {name: each.line.event.value for name, each in found.items()} == {
        name: expected[name, state] for name, state in now.items() if (name, state) in expected
    }


def test_another_plan_or_period_or_none_counts_for_nothing(plan: Plan) -> None:
    written = Journal((record_of(Event.ACCEPTED, plan, DISTRICT, {COMMUNE: STATE}),))
    now = {COMMUNE: STATE}
    assert set(decisions.decisions(written, plan, YEAR, now)) == {COMMUNE}
    assert not decisions.decisions(written, plan, HALF, now)
    assert not decisions.decisions(written, replace(plan, digest="another"), YEAR, now)
    assert not decisions.decisions(written, replace(plan, acceptance=None), YEAR, now)


# ---------------------------------------------------------------- signatures


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[Signer, Signer]:
    folder = tmp_path_factory.mktemp("keys")
    return new_signer(folder, "district", "UBND huyện"), new_signer(folder, "desk", "Sở Nội vụ")


@pytest.fixture
def signed_plan(plan: Plan, keys: tuple[Signer, Signer]) -> Plan:
    """The plan, with acceptances of communes that count only when they are signed."""
    assert plan.acceptance is not None
    levels = {name: replace(rule, signed=True) for name, rule in plan.acceptance.levels.items()}
    signers = {DISTRICT: (keys[0].allowed,), DESK: (keys[1].allowed,)}
    return replace(plan, acceptance=replace(plan.acceptance, levels=levels, signers=signers))


@pytest.fixture
def data(tmp_path: Path, plan: Plan) -> Path:
    """A journal of four lines: two acceptances and a return, then an acceptance in another
    period."""
    return written(tmp_path / "data", plan)


def written(data: Path, plan: Plan) -> Path:
    (data / "store" / plan.id).mkdir(parents=True)
    for event, period, decider, agency in (
        (Event.ACCEPTED, YEAR, DISTRICT, COMMUNE),
        (Event.ACCEPTED, YEAR, DESK, DISTRICT),
        (Event.RETURNED, YEAR, DISTRICT, SECOND),
        (Event.ACCEPTED, HALF, DISTRICT, COMMUNE),
    ):
        facts = {"decider": decider, "by": "Bà B", "digest": plan.digest}
        journal.append(data, plan.id, period, event, {agency: STATE}, **facts)
    return data


def add_signature(data: Path, plan: Plan, of: Record, key: Path, period: str = YEAR) -> None:
    signature = signatures.sign(of.raw, key)
    journal.append(data, plan.id, period, Event.SIGNATURE, signed=of.sha256, signature=signature)


def counting(data: Path, plan: Plan) -> dict[str, str]:
    now = {COMMUNE: STATE, DISTRICT: STATE, SECOND: STATE}
    found = decisions.decisions(journal.read(data, plan.id), plan, YEAR, now)
    return {name: each.line.event.value for name, each in found.items()}


def test_an_acceptance_counts_with_the_signature_of_its_level_alone(
    data: Path, plan: Plan, signed_plan: Plan, keys: tuple[Signer, Signer]
) -> None:
    own, desk = keys
    assert plan.acceptance is not None and signed_plan.acceptance is not None
    rules = replace(plan.acceptance, signers=signed_plan.acceptance.signers)
    unsigned = replace(plan, acceptance=rules)
    first, _, returned, _ = journal.read(data, plan.id).records
    assert counting(data, signed_plan) == {SECOND: "returned"}  # counts unsigned, as a withdrawal
    assert counting(data, unsigned) == {
        COMMUNE: "accepted",
        DISTRICT: "accepted",
        SECOND: "returned",
    }
    add_signature(data, plan, first, desk.key)
    add_signature(data, plan, returned, desk.key)
    assert counting(data, signed_plan) == {SECOND: "returned"}
    assert COMMUNE not in counting(data, unsigned)  # signed, and by nobody of that level
    said = "\n".join(journal_faults.check(data, signed_plan))
    assert said.count("«Sở Nội vụ» ký dòng 1 ") == said.count("«Sở Nội vụ» ký dòng 3 ") == 1
    add_signature(data, plan, first, own.key)
    assert counting(data, signed_plan)[COMMUNE] == "accepted"


# ---------------------------------------------------------------- forged journals


def lines(data: Path) -> list[bytes]:
    return (data / "store" / PLAN / JOURNAL).read_bytes().splitlines(keepends=True)


def put(data: Path, changed: list[bytes]) -> None:
    (data / "store" / PLAN / JOURNAL).write_bytes(b"".join(changed))


def fault_of(data: Path) -> str:
    (fault,) = journal.check(data, PLAN)
    with pytest.raises(StoreError):
        journal.read(data, PLAN)
    assert len(fault.splitlines()) == 1
    return fault


FORGED: dict[str, tuple[Callable[[list[bytes]], list[bytes]], str]] = {
    "returned made accepted": (
        lambda x: [x[0], x[1], x[2].replace(b'"returned"', b'"accepted"'), x[3]],
        "Dòng 4",
    ),
    "another agency accepted": (
        lambda x: [x[0].replace(COMMUNE.encode(), SECOND.encode()), *x[1:]],
        "Dòng 2",
    ),
    "another decider": (
        lambda x: [x[0].replace(DISTRICT.encode(), OTHER_DISTRICT.encode()), *x[1:]],
        "Dòng 2",
    ),
    "reordered": (lambda x: [x[0], x[2], x[1], x[3]], "Dòng 4"),
    "truncated": (lambda x: x[:-1], "có đến dòng 3"),
    "from another period": (
        lambda x: [*x[:3], x[0].replace(YEAR.encode(), HALF.encode())],
        "có đến dòng 4",
    ),
}


@pytest.mark.parametrize(("forge", "said"), FORGED.values(), ids=FORGED)
def test_changed_lines_are_found(
    data: Path, forge: Callable[[list[bytes]], list[bytes]], said: str
) -> None:
    changed = forge(lines(data))
    assert changed != lines(data)
    put(data, changed)
    assert said in fault_of(data)


def test_lines_of_another_plan_or_store_are_found(data: Path, plan: Plan, tmp_path: Path) -> None:
    kept = lines(data)
    other = written(tmp_path / "other", replace(plan, id="phu-tho-2026"))
    for name in (JOURNAL, HEAD):  # a whole journal of another plan
        shutil.copy(other / "store" / "phu-tho-2026" / name, data / "store" / PLAN / name)
    assert "kho khác" in fault_of(data)
    same = tmp_path / "same"
    (same / "store" / PLAN).mkdir(parents=True)
    journal.append(same, PLAN, YEAR, Event.INTAKE, snapshot="0" * 16)
    facts = {"decider": DISTRICT, "by": "Bà B", "digest": plan.digest}
    line = journal.append(same, PLAN, YEAR, Event.ACCEPTED, {SECOND: STATE}, **facts)
    put(data, [*kept[:3], line.raw])  # one line of another store of this plan
    (data / "store" / PLAN / HEAD).write_text(f"{line.sha256}\n", "ascii")
    assert "Dòng 4" in fault_of(data)


def test_what_chains_and_is_from_somebody_else_is_named_and_lifts_nothing(
    data: Path, plan: Plan, signed_plan: Plan, keys: tuple[Signer, Signer], tmp_path: Path
) -> None:
    """A journal that is written anew with all its sums: only signatures and deciders reveal it."""
    own, _ = keys
    first, second, returned, half = journal.read(data, plan.id).records
    assert journal_faults.check(data, plan) == []
    unsigned = journal_faults.check(data, signed_plan)
    assert [n for n in range(1, 5) if f"Dòng {n} " in "".join(unsigned)] == [1, 2, 4]
    assert all("chưa ký" in each for each in unsigned)
    for record, key in ((first, keys[0]), (second, keys[1])):
        add_signature(data, plan, record, key.key)
    add_signature(data, plan, half, own.key, HALF)
    assert journal_faults.check(data, signed_plan) == []
    before = counting(data, signed_plan)

    facts = {"decider": OTHER_DISTRICT, "by": "Kẻ giả", "digest": plan.digest}
    journal.append(data, plan.id, YEAR, Event.ACCEPTED, {SECOND: STATE}, **facts)
    facts["decider"] = DISTRICT  # which does not decide on itself
    journal.append(data, plan.id, YEAR, Event.RETURNED, {DISTRICT: STATE}, **facts)
    journal.append(data, plan.id, YEAR, Event.ACCEPTED, {"khong-co": STATE}, **facts)
    sound = signatures.sign(first.raw, own.key)
    for signed in (half.sha256, "0" * 64):  # of another period, of another store
        journal.append(data, plan.id, YEAR, Event.SIGNATURE, signed=signed, signature=sound)
    journal.append(data, plan.id, YEAR, Event.SIGNATURE, signed=returned.sha256, signature=sound)
    assert counting(data, signed_plan) == before
    faults = journal_faults.check(data, signed_plan)
    wanted = {
        8: "UBND thị xã Sa Pa không phải cơ quan duyệt",
        9: "UBND huyện Mường Khương không phải cơ quan duyệt",
        10: "khong-co",
        11: "không có trước đó trong kỳ này",
        12: "không có trước đó trong kỳ này",
        13: "không đúng với dòng 3",
    }
    for number, words in wanted.items():
        (named,) = [f for f in faults if f.startswith((f"Dòng {number} ", f"Dòng {number}:"))]
        assert words in named
    assert all(len(each.splitlines()) == 1 for each in faults)
    assert json.loads(lines(data)[7])["by"] == "Kẻ giả"


def test_a_plan_without_levels_has_no_decisions(data: Path, plan: Plan) -> None:
    assert counting(data, replace(plan, acceptance=None)) == {}
    assert replace(plan, acceptance=None).decider(plan.agencies[COMMUNE]) is None
