"""Whether one file, as it came by mail, is a packet that was published, and which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from helpers import packets, wording
from helpers.batch import ledger
from helpers.batch.published import list_folder, publications, published_list
from helpers.batch.verify import names
from helpers.model import WrongUse
from helpers.packets.manifest import LEDGER
from helpers.packets.seal import stated_code

LARGEST = 20_000_000  # bytes; our packets have less than one million


@dataclass(frozen=True)
class Known:
    """A packet on record: plan and period as the folders are named, agency, code, digest of its
    file, and the code of the agency's packet that is in force (empty if there is none)."""

    plan: str
    period: str
    agency: str
    code: str
    sha256: str
    code_now: str


@dataclass(frozen=True)
class Answer:
    """What is said of the file, and whether it is a packet in force."""

    text: str
    in_force: bool


def answer(out: Path, file: Path) -> Answer:
    """Compare a file with every packet that was published under `out`.

    WrongUse if it is no packet.
    """
    with file.open("rb") as opened:
        page = opened.read(LARGEST + 1)
    stated = stated_code(page)
    if len(page) > LARGEST or not stated or "agency" not in packets.identity_of(page):
        raise WrongUse(wording.manifest.no_packet(file))
    known = list(_known(out))
    digest = sha256(page).hexdigest()
    # The one in force first: the same page may have been published several times.
    same = sorted((k for k in known if k.sha256 == digest), key=lambda k: k.code != k.code_now)
    if same:
        [name] = names(page) or {same[0].agency}
        packet = wording.manifest.packet_in_words(name, same[0].plan, same[0].period, stated)
        if same[0].code == same[0].code_now:
            return Answer(wording.manifest.packet_in_force(file, packet), True)
        return Answer(wording.manifest.packet_replaced(file, packet, same[0].code_now), False)
    if packets.code_of(page):
        return Answer(wording.manifest.packet_unknown(file, stated), False)
    original = next((k for k in known if k.code == stated), None)
    about = original and wording.manifest.packet_in_words(
        original.agency, original.plan, original.period, stated
    )
    return Answer(wording.manifest.packet_altered(file, stated, about or ""), False)


def _known(out: Path) -> Iterator[Known]:
    """Every packet that is on record in any period of any plan."""
    lists = (list_folder(path) for path in out.glob(f"*/{published_list(Path('*')).name}"))
    for path in sorted({*out.glob("*/*/"), *lists}):
        now = {agency: e.code for agency, e in ledger.read(path / LEDGER).items()}
        for each in publications(path):
            for name, digest in each.files.items():
                if each.agency and name.endswith(".html"):
                    code_now = now.get(each.agency, "")
                    place = path.parent.name, path.name
                    yield Known(*place, each.agency, each.code, digest, code_now)
