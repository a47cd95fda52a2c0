"""pyproject.toml, requirements.lock and environment.yml say the same."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
# In the lock an entry starts in the first column; its hashes are indented below it.
ENTRIES = re.split(r"\n(?=\S)", LOCK.strip())
LOCKED = [Requirement(entry.split("\\\n")[0].strip()) for entry in ENTRIES]
DIRECT = [
    *PYPROJECT["build-system"]["requires"],
    *PYPROJECT["project"]["dependencies"],
    *(r for extra in PYPROJECT["project"]["optional-dependencies"].values() for r in extra),
]


def test_environment_yml_agrees_with_pyproject():
    generator = [sys.executable, ROOT / ".ci" / "environment_yml.py"]
    printed = subprocess.run(
        generator, check=True, capture_output=True, env={"PYTHONIOENCODING": "utf-8"}
    ).stdout
    assert printed == (ROOT / "environment.yml").read_bytes(), "run `make lock`"


def test_every_locked_package_has_a_hash():
    without = [entry for entry in ENTRIES if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry)]
    assert without == []


def test_every_locked_package_has_one_exact_version():
    loose = [str(r) for r in LOCKED if not re.fullmatch(r"==[^,*]+", str(r.specifier))]
    assert loose == []


@pytest.mark.parametrize("name", ["requirements.lock", "environment.yml"])
def test_no_address_and_no_machine_path(name):
    text = (ROOT / name).read_text("utf-8")
    assert re.findall(r"\w+://\S*|@ \S+|--(?:extra-)?index-url.*|--find-links.*", text) == []
    assert re.findall(r"(?:^|\s)[~/]\S*", text) == []


@pytest.mark.parametrize("direct", DIRECT)
def test_lock_satisfies_pyproject(direct):
    wanted = Requirement(direct)
    versions = [
        next(iter(locked.specifier)).version
        for locked in LOCKED
        if canonicalize_name(locked.name) == canonicalize_name(wanted.name)
    ]
    assert versions, f"{wanted.name} is not in requirements.lock: run `make lock`"
    assert all(wanted.specifier.contains(version) for version in versions)


def test_no_unneeded_grammar_is_compiled() -> None:
    """jsonschema would build one with lark at every start, for a second of processor time."""
    program = """
import sys
from helpers import packets
from helpers.batch.engine import EngineName
from helpers.batch.engine.run import runner

runner(EngineName.WARM)
sys.exit("lark" in sys.modules)
"""
    subprocess.run([sys.executable, "-c", program], check=True)
