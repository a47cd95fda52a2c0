"""The autumn survey of the simulated province.

People whose dossiers are done are asked about procedures and service, patients and parents about
health care and education.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from helpers.demo.chance import Ints, dice, per_mille, stream, table
from helpers.demo.days import number
from helpers.demo.dossiers import field_names
from helpers.demo.offices import Office, Unit
from helpers.demo.sizes import C
from helpers.demo.spelling import ANSWERS, SAMPLING, spelled, spelled_days
from helpers.model import Period

OPENS = 75  # days before the end of the period
LASTS = 40
LEAST = 20
SECTOR_BALLOTS = 240
SECTORS = ("health", "education")  # attributes of agencies, and names of questions
BLANK = ANSWERS.index("")
QUESTIONS = {
    "procedures": "Mức độ hài lòng",
    "service": "Hài lòng về sự phục vụ của cơ quan hành chính",
    "health": "Hài lòng về dịch vụ y tế công lập",
    "education": "Hài lòng về dịch vụ giáo dục công lập",
}


def survey(
    rows: pd.DataFrame,
    offices: Sequence[Office],
    units: Sequence[Unit],
    seed: int,
    period: Period,
    questions: Mapping[str, str],
) -> pd.DataFrame:
    """One row a ballot: a sample of the dossiers done before the survey began, and the users of
    public health care and education.

    `questions`: the column of each. One commune is not sampled; a few agencies collect voluntary
    ballots instead of a sample.
    """
    begins = number(period.end) - OPENS
    sample = _sample(rows, offices, seed, begins)
    customers = sample["office"].to_numpy()
    sectors = {name: _sector_ballots(offices, name) for name in SECTORS if name in questions}
    groups = [customers, *sectors.values()]
    office = np.concatenate(groups)
    unit = np.array([o.unit for o in offices])[office]
    voluntary = np.isin(office, _drawn(offices, seed, "voluntary")[: 1 + len(offices) // 60])
    names = field_names(offices)
    field = np.full(len(office), len(names))
    field[: len(sample)] = sample["field"]
    days = stream(seed, "answered").integers(1, LASTS + 1, len(office))
    columns = {
        "Mã phiếu": [f"P{n:05d}" for n in range(1, len(office) + 1)],
        "Mã đơn vị": spelled([u.code for u in units], unit),
        "Đơn vị": spelled([u.name for u in units], unit),
        "Lĩnh vực": spelled([*names, ""], field),
        "Ngày trả lời": spelled_days(begins + days),
        "Cách lấy mẫu": spelled(SAMPLING, voluntary.astype(np.int64)),
    }
    for question, head in questions.items():
        asked = sectors.get(question, customers)
        columns[head] = spelled(ANSWERS, _column(offices, seed, question, groups, asked))
    return pd.DataFrame(columns)


def _sector_ballots(offices: Sequence[Office], sector: str) -> Ints:
    """The office of each ballot of a sector's own survey."""
    there = [n for n, o in enumerate(offices) if o.agency and sector in o.agency.attributes]
    return np.repeat(np.array(there, dtype=np.int64), SECTOR_BALLOTS)


def _column(
    offices: Sequence[Office], seed: int, question: str, groups: Sequence[Ints], asked: Ints
) -> Ints:
    """The answers to one question, as indices into ANSWERS; blank for those who were not asked."""
    satisfied = [_satisfied(office, seed, question) for office in offices]
    scale = np.stack([table(_answers(rate)) for rate in satisfied])
    chance = per_mille(seed, "answer" if question == "procedures" else question, len(asked))
    given = scale[asked, chance]
    return np.concatenate(
        [given if group is asked else np.full(len(group), BLANK) for group in groups]
    )


def _satisfied(office: Office, seed: int, question: str) -> int:
    """Satisfied answers, per mille; on procedures it is one of the office's rates."""
    if question == "procedures" or office.agency is None:
        return office.habits.satisfied
    return 810 + 150 * dice(seed, question, office.agency.id) // 1000


def _sample(rows: pd.DataFrame, offices: Sequence[Office], seed: int, begins: int) -> pd.DataFrame:
    """Dossiers sampled without replacement from each agency's own, by agency."""
    office = rows["office"].to_numpy()
    since = np.array([o.handover for o in offices])[office]
    done = rows["done"].to_numpy()
    asked = [n for n, o in enumerate(offices) if o.agency and n != _left_out(offices, seed)]
    frame = rows[np.isin(office, asked) & (done > since) & (done < begins)]
    frame = frame.iloc[stream(seed, "sample").permutation(len(frame))]
    frame = frame.sort_values("office", kind="stable")
    sizes = np.bincount(frame["office"], minlength=len(offices))
    wanted = np.array(
        [_sample_size(int(n), o.habits.thrift) for n, o in zip(sizes, offices, strict=True)]
    )
    turn = frame.groupby("office").cumcount().to_numpy()
    return frame[turn < wanted[frame["office"].to_numpy()]]


def _sample_size(size: int, thrift: int) -> int:
    """Slovin's n = N/(1 + N·e²) with e² = `thrift` per mille, at least LEAST; at most N."""
    return min(size, max(LEAST, size * 1000 // (1000 + size * thrift)))


def _answers(satisfied: int) -> list[tuple[int, int]]:
    """Indices into ANSWERS and their weights; about one ballot in a hundred is blank."""
    others = 1000 - satisfied
    weights = (satisfied * 4, satisfied * 6, others * 6, others * 3, others, 100)
    return list(enumerate(weights))


def _drawn(offices: Sequence[Office], seed: int, name: str) -> list[int]:
    """The indices of the agencies in random order."""
    order = stream(seed, name).permutation(len(offices))
    return [int(n) for n in order if offices[n].agency]


def _left_out(offices: Sequence[Office], seed: int) -> int:
    """The index of the commune that is not sampled; -1 if there is none."""
    for n in _drawn(offices, seed, "left out"):
        agency = offices[n].agency
        if agency and agency.level == C:
            return n
    return -1
