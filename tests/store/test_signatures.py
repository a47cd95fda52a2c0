"""Signatures of OpenSSH over approvals and manifests: whose they are, when they prove nothing."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from commands import cchc
from helpers.model import PlainFault
from helpers.packets.manifest import MANIFEST, listed, manifest, unlisted
from helpers.packets.signed import check_signatures, sign_manifest
from helpers.store import approvals, signatures
from helpers.store.disk import file_sha256
from helpers.store.signatures import SignatureFault
from province import PLAN, Province
from ssh_keys import Signer, new_signer

YEAR, COMMUNE = "2022-FY", "02764-xa-din-chin"
TEXT = b'{"event": "approval"}\n'


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[Signer, Signer]:
    folder = tmp_path_factory.mktemp("keys")
    return new_signer(folder, "one", "Sở Nội vụ"), new_signer(folder, "other", "Kẻ khác")


def test_a_signature_names_its_signer(keys: tuple[Signer, Signer]) -> None:
    one, other = keys
    signature = signatures.sign(TEXT, one.key)
    assert signatures.signer(TEXT, signature, [other.allowed, one.allowed]) == one.name
    assert signatures.fingerprint(TEXT, signature).startswith("SHA256:")


def test_what_proves_nothing_names_nobody(keys: tuple[Signer, Signer]) -> None:
    one, other = keys
    sound, allowed = signatures.sign(TEXT, one.key), [one.allowed]
    elsewhere = subprocess.run(
        ["ssh-keygen", "-Y", "sign", "-f", str(one.key), "-n", "file"],
        input=TEXT,
        capture_output=True,
        check=True,
    )
    cases = {
        "another key": (TEXT, signatures.sign(TEXT, other.key), allowed),
        "another text": (TEXT + b" ", sound, allowed),
        "another namespace": (TEXT, elsewhere.stdout.decode(), allowed),
        "nobody may sign": (TEXT, sound, []),
        "the signer is not listed": (TEXT, sound, [other.allowed]),
        "listed for another namespace": (
            TEXT,
            sound,
            [one.allowed.replace('" ', '" namespaces="file" ')],
        ),
        "a list of nonsense": (TEXT, sound, ["x", "-I root ssh-ed25519"]),
        "no signature": (TEXT, "", allowed),
        "nonsense": (TEXT, "đã ký\n", allowed),
        "cut off": (TEXT, sound[: len(sound) // 2], allowed),
    }
    assert {name for name, case in cases.items() if signatures.signer(*case)} == set()
    unsound = {"another text", "another namespace", "no signature", "nonsense", "cut off"}
    assert {
        n for n, (text, s, _) in cases.items() if not signatures.fingerprint(text, s)
    } == unsound


def test_what_cannot_sign_is_one_sentence(
    keys: tuple[Signer, Signer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "no-key").write_text("x", "ascii")
    (tmp_path / "no-list").write_bytes(b"\xff")
    said = []
    for key in (tmp_path / "none", tmp_path / "no-key"):
        with pytest.raises(SignatureFault) as fault:
            signatures.sign(TEXT, key)
        said.append(str(fault.value))
    for path in (tmp_path / "none", tmp_path / "no-list"):
        with pytest.raises(PlainFault) as unread:
            signatures.allowed_signers(path)
        said.append(str(unread.value))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SignatureFault, match="openssh-client") as absent:
        signatures.sign(TEXT, keys[0].key)
    said.append(str(absent.value))
    assert [len(text.splitlines()) for text in said] == [1] * 5


def test_a_manifest_is_signed_by_several_and_not_after_a_change(
    keys: tuple[Signer, Signer], tmp_path: Path
) -> None:
    one, other = keys
    (tmp_path / "index.html").write_bytes(b"x")
    digest = file_sha256(tmp_path / "index.html")
    (tmp_path / MANIFEST).write_bytes(manifest({"index.html": digest}))
    assert check_signatures(tmp_path, (one.allowed,)) == (
        [],
        ["Danh mục MANIFEST.sha256: chưa ký."],
    )
    files = {sign_manifest(tmp_path, each.key).name for each in (one, other, one)}
    assert len(files) == 2
    assert unlisted(tmp_path) == ()  # signatures are no files of others
    named, faults = check_signatures(tmp_path, (one.allowed, other.allowed))
    assert faults == [] and {"Sở Nội vụ" in named[0], "Sở Nội vụ" in named[1]} == {True, False}
    named, faults = check_signatures(tmp_path, (one.allowed,))
    assert (len(named), len(faults)) == (1, 1)
    (tmp_path / MANIFEST).write_bytes(b"")
    named, faults = check_signatures(tmp_path, (one.allowed, other.allowed))
    assert (len(named), len(faults)) == (0, 2)


# ---------------------------------------------------------------- as commands


@pytest.fixture
def own(small_province: Province, tmp_path: Path) -> Province:
    return small_province.copy(tmp_path / "own")


def run(province: Province, *command: str, code: int = 0) -> str:
    done = cchc(*command, env=province.env)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def draft(province: Province) -> bool:
    from helpers.analyst.opening import opened

    return opened(province.roots, PLAN, YEAR).evaluation(COMMUNE).draft


def sign(province: Province, signer: Signer, code: int = 0) -> str:
    return run(province, "sign", "--period", YEAR, "--key", str(signer.key), code=code)


@pytest.mark.intake
def test_an_approval_that_must_be_signed_lifts_nothing_unsigned(
    own: Province, keys: tuple[Signer, Signer]
) -> None:
    one, other = keys
    plan = own.root / "params" / "plans" / PLAN / "plan.yml"
    rules = f"\napproval:\n  signed: true\n  signers:\n    - '{one.allowed}'\n"
    text = plan.read_text("utf-8")
    assert "\napproval:\n" in text
    plan.write_text(text.replace("\napproval:\n", rules), "utf-8")
    approve = ("approve", "--period", YEAR, "--by", "UBND tỉnh")
    run(own, *approve)
    assert draft(own)
    sign(own, other)  # who is not among the plan's signers
    assert draft(own)
    sign(own, one)
    assert not draft(own)
    run(own, *approve)  # a new approval needs a new signature
    assert draft(own)
    sign(own, one)
    assert not draft(own)
    run(own, *approve, "--withdraw")
    assert draft(own)  # at once, before anybody signs it
    assert "thu hồi" in sign(own, one)
    assert draft(own)
    run(own, *approve)
    assert draft(own)
    sign(own, one)
    assert not draft(own)


def test_a_withdrawal_is_signed_and_checked_as_an_approval_is(
    own: Province, keys: tuple[Signer, Signer], tmp_path: Path
) -> None:
    one, other = keys
    at = own.plan.periods[YEAR]
    place = own.roots.data, PLAN, YEAR, (one.allowed,)

    def last() -> tuple[str, str] | None:
        decided = approvals.signers(*place)
        return decided and (decided[0].event.value, decided[1])

    def signed_by(signer: Signer) -> str:
        record = approvals.sign(own.roots.data, own.plan, at, "state", signer.key)
        return record.line.event.value if record else ""

    assert last() is None and signed_by(one) == ""
    approvals.approve(own.roots.data, own.plan, at, "state", "UBND tỉnh")
    assert last() == ("approval", "") and signed_by(one) == "approval"
    assert last() == ("approval", one.name)
    approvals.withdraw(own.roots.data, own.plan, at, "UBND tỉnh")
    assert last() == ("withdrawal", "")  # the approval's signature is not the withdrawal's
    assert signed_by(other) == "withdrawal" and last() == ("withdrawal", "")
    assert signed_by(one) == "withdrawal" and signed_by(one) == ""
    assert last() == ("withdrawal", one.name)
    assert not approvals.was_approved(own.roots.data, own.plan, at)
    approvals.approve(own.roots.data, own.plan, at, "state", "UBND tỉnh")
    assert last() == ("approval", "")
    approvals.withdraw(own.roots.data, own.plan, at, "UBND tỉnh")
    assert last() == ("withdrawal", "")  # each is signed by itself
    assert approvals.signers(own.roots.data, PLAN, "2022-H1", (one.allowed,)) is None


@pytest.mark.batch
def test_what_is_signed_is_named_and_what_is_not_is_said(
    own: Province, keys: tuple[Signer, Signer], tmp_path: Path
) -> None:
    one, other = keys
    signers, strangers = tmp_path / "signers", tmp_path / "strangers"
    signers.write_text(f"# ai được ký\n{one.allowed}\n", "utf-8")
    strangers.write_text(f"{other.allowed}\n", "utf-8")
    shutil.rmtree(own.roots.out, ignore_errors=True)  # only what is made here is to be signed
    folder = own.roots.out / PLAN / YEAR
    page = folder / "packets" / f"{COMMUNE}.html"
    verify = ("verify", str(folder), "--signers", str(signers))
    render = ("render", "--period", YEAR, "--agency", COMMUNE)
    number = "Quyết định số 12/QĐ-UBND"
    run(own, "approve", "--period", YEAR, "--by", "UBND tỉnh", "--decision", number)

    run(own, *render)
    assert f"Đã phê duyệt: UBND tỉnh, {number}. Phê duyệt chưa ký." in page.read_text("utf-8")
    assert run(own, "verify", str(folder)).count("\n") == 1
    said = run(own, *verify, code=1)
    assert said.count("chưa ký") == 2

    assert "Đã ký phê duyệt" in sign(own, one)
    assert "lập lại" in sign(own, one, code=2)  # the packets say that it is not signed
    run(own, *render)
    assert "Phê duyệt đã ký: SHA256:" in page.read_text("utf-8")
    (folder / "da-gui.txt").write_text("sent")  # what people put there is not in the way
    signed = folder / sign(own, one).split()[-1].rstrip(".")
    assert signed.suffix == ".sig"
    (folder / "da-gui.txt").unlink()
    said = run(own, *verify)
    assert said.count("do «Sở Nội vụ» ký") == 2 and "chưa ký" not in said
    assert run(own, "verify", str(folder), "--signers", str(strangers), code=1)
    run(own, *render)  # signatures are left alone
    assert signed.is_file() and run(own, *verify).count("do «Sở Nội vụ» ký") == 2

    run(own, "approve", "--period", YEAR, "--by", "UBND tỉnh", "--withdraw")
    run(own, *render)
    assert "DỰ THẢO" in page.read_text("utf-8")
    said = run(own, *verify, code=1)
    assert "Thu hồi phê duyệt của UBND tỉnh: chưa ký" in said
    assert "Đã ký việc thu hồi" in sign(own, one)
    sign(own, one)  # the manifest of the drafts
    said = run(own, *verify)
    assert "Thu hồi phê duyệt của UBND tỉnh: do «Sở Nội vụ» ký." in said

    (folder / "results.csv").write_bytes(b"")
    hashes = {name: file_sha256(folder / name) for name in listed(folder)}
    (folder / MANIFEST).write_bytes(manifest(hashes))
    said = run(own, "verify", str(folder), "--data", str(tmp_path / "none"), code=1)
    assert said.count("\n") == 1 and "nhật ký xử lý" in said  # the ledger differs
    assert signed.name in run(own, *verify, code=1)
    assert "chưa ký" in sign(own, one, code=2).splitlines()[-1]  # a forged table under its own sum
    (folder / "results.csv").unlink()
    assert "chưa ký" in sign(own, one, code=2).splitlines()[-1]
