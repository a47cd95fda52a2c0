"""People with keys of OpenSSH."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Signer:
    """A person with a key."""

    name: str
    key: Path

    @property
    def allowed(self) -> str:
        """A line of a list of allowed signers."""
        return f'"{self.name}" {self.key.with_suffix(".pub").read_text("utf-8").strip()}'


def new_signer(folder: Path, file: str, name: str) -> Signer:
    """A person with a new key in a folder."""
    key = folder / file
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", file, "-f", str(key)]
    subprocess.run(command, check=True)
    return Signer(name, key)
