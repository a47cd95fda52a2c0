"""Signatures of OpenSSH: `ssh-keygen -Y`, all in one namespace."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from helpers import wording
from helpers.model import PlainFault

NAMESPACE = "cchc"
LIMIT = 20  # seconds for a check; signing may wait for a passphrase
_FINGERPRINT = re.compile(r"SHA256:[A-Za-z0-9+/]+")


class SignatureFault(PlainFault):
    """Nothing can be signed or checked: no program for it, a key or list that is of no use."""


def sign(content: bytes, key: Path) -> str:
    """The signature of some bytes; the program asks for a passphrase at the terminal.

    Raises SignatureFault where the key cannot sign.
    """
    if not key.is_file():
        raise SignatureFault(wording.journal.no_key(key))
    done = _run(["sign", "-f", str(key)], content, None)
    if done.returncode != 0:
        raise SignatureFault(wording.journal.key_unfit(key))
    return done.stdout.decode("ascii")


def fingerprint(content: bytes, signature: str) -> str:
    """The fingerprint of the key that signed these bytes; empty unless the signature is sound."""
    with TemporaryDirectory() as folder:
        file = _written(folder, "signature", signature)
        done = _run(["check-novalidate", "-s", file], content, LIMIT)
    found = _FINGERPRINT.search(done.stdout.decode("utf-8", "replace"))
    return found[0] if done.returncode == 0 and found else ""


def signer(content: bytes, signature: str, signers: Iterable[str]) -> str:
    """The name under which the key that signed these bytes is in a list of allowed signers (lines
    of the file that `ssh-keygen` describes); empty unless it is there and the signature sound."""
    with TemporaryDirectory() as folder:
        file = _written(folder, "signature", signature)
        allowed = _written(folder, "signers", "".join(f"{line}\n" for line in signers))
        listed = ["-f", allowed, "-s", file]
        named = _run(["find-principals", *listed], b"", LIMIT, namespace=False)
        for name in named.stdout.decode("utf-8", "replace").splitlines():
            if _run(["verify", "-I", name, *listed], content, LIMIT).returncode == 0:
                return name
    return ""


def allowed_signers(path: Path) -> tuple[str, ...]:
    """The lines of a list of allowed signers. SignatureFault where it cannot be read."""
    try:
        return tuple(path.read_text("utf-8").splitlines())
    except (OSError, ValueError) as error:
        raise SignatureFault(wording.journal.no_signers(path)) from error


def _written(folder: str, name: str, text: str) -> str:
    path = Path(folder, name)
    path.write_text(text, "utf-8", newline="\n")
    return str(path)


def _run(
    arguments: Sequence[str], content: bytes, limit: float | None, namespace: bool = True
) -> subprocess.CompletedProcess[bytes]:
    command = ["ssh-keygen", "-Y", *arguments, *(["-n", NAMESPACE] if namespace else [])]
    try:
        return subprocess.run(command, input=content, capture_output=True, timeout=limit)
    except FileNotFoundError:
        raise SignatureFault(wording.journal.NO_PROGRAM) from None
    except subprocess.TimeoutExpired:
        raise SignatureFault(wording.journal.PROGRAM_SLOW) from None
