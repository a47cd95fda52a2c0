"""pyproject.toml, the two locks and environment.yml say the same."""

import ast
import hashlib
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = ("requirements.lock", "requirements-dev.lock")  # for users, for developers and clusters
OF_USERS = [*PYPROJECT["build-system"]["requires"], *PYPROJECT["project"]["dependencies"]]
OF_EXTRAS = [r for rs in PYPROJECT["project"]["optional-dependencies"].values() for r in rs]
DIRECT = [("requirements.lock", direct) for direct in OF_USERS] + [
    ("requirements-dev.lock", direct) for direct in [*OF_USERS, *OF_EXTRAS]
]


def entries(lock: str) -> list[str]:
    """The entries of a lock: each starts in the first column, its hashes are indented below it."""
    return re.split(r"\n(?=\S)", (ROOT / lock).read_text("utf-8").strip())


def locked(lock: str) -> dict[str, list[Requirement]]:
    """The locked versions by canonical name; some names have several, by platform."""
    by_name: dict[str, list[Requirement]] = {}
    for entry in entries(lock):
        requirement = Requirement(entry.split("\\\n")[0].strip())
        by_name.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return by_name


def test_every_direct_dependency_has_an_upper_bound() -> None:
    without = [r for r in [*OF_USERS, *OF_EXTRAS] if "<" not in str(Requirement(r).specifier)]
    assert without == []


def test_what_is_imported_is_declared() -> None:
    """Not only installed because something else needs it."""
    named = {canonicalize_name(Requirement(each).name) for each in [*OF_USERS, *OF_EXTRAS]}
    trees = [ast.parse(path.read_text("utf-8")) for path in (ROOT / "src").rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    modules = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    modules |= {str(n.module) for n in nodes if isinstance(n, ast.ImportFrom) and not n.level}
    tops = {module.partition(".")[0] for module in modules} - set(sys.stdlib_module_names)
    of_module = packages_distributions()
    undeclared = {
        top
        for top in tops - {"helpers"}
        if not named.intersection(map(canonicalize_name, of_module.get(top, [])))
    }
    assert undeclared == set()


def test_environment_yml_agrees_with_pyproject():
    generator = [sys.executable, ROOT / ".ci" / "environment_yml.py"]
    printed = subprocess.run(
        generator, check=True, capture_output=True, env={"PYTHONIOENCODING": "utf-8"}
    ).stdout
    assert printed == (ROOT / "environment.yml").read_bytes(), "run `make lock`"


def test_the_bill_of_materials_agrees_with_the_lock() -> None:
    program = [sys.executable, ROOT / ".ci" / "sbom.py"]
    printed = subprocess.run(program, check=True, capture_output=True).stdout
    assert printed == (ROOT / "sbom.json").read_bytes(), "run `make lock`"
    assert not list(JsonStrictValidator(SchemaVersion.V1_6).validate_str(printed.decode()) or ())
    listed = {each["purl"].partition("@")[0] for each in json.loads(printed)["components"]}
    assert listed == {f"pkg:pypi/{name}" for name in locked("requirements.lock")}


def test_a_wheel_that_differs_from_its_hash_is_not_installed(tmp_path: Path) -> None:
    rules = (ROOT / "Makefile").read_text("utf-8")
    installs = re.findall(r"\$\(PIP_INSTALL\) (.*)", rules)
    assert [each for each in installs if not each.startswith("--require-hashes -r ")] == [
        "--no-deps --no-build-isolation -e ."
    ]
    wheel = tmp_path / "part-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("part.py", "")
        archive.writestr(
            "part-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: part\nVersion: 1\n"
        )
        archive.writestr("part-1.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr("part-1.dist-info/RECORD", "part.py,,\n")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    (tmp_path / "part.lock").write_text(f"part==1 --hash=sha256:{digest}\n")
    install = [sys.executable, "-m", "pip", "install", "--no-index", "--find-links", str(tmp_path)]
    install += ["--require-hashes", "-r", str(tmp_path / "part.lock"), "--target"]
    untouched = subprocess.run([*install, tmp_path / "a"], capture_output=True, text=True)
    assert untouched.returncode == 0, untouched.stderr
    with zipfile.ZipFile(wheel, "a") as archive:
        archive.writestr("another.py", "")
    changed = subprocess.run([*install, tmp_path / "b"], capture_output=True, text=True)
    assert changed.returncode != 0
    assert "DO NOT MATCH THE HASHES" in changed.stderr
    assert not list(tmp_path.glob("b/*.py"))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_a_hash(lock):
    given = entries(lock)
    without = [entry for entry in given if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry)]
    assert without == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_one_exact_version(lock):
    everything = [r for requirements in locked(lock).values() for r in requirements]
    assert [str(r) for r in everything if not re.fullmatch(r"==[^,*]+", str(r.specifier))] == []


@pytest.mark.parametrize("name", [*LOCKS, "environment.yml"])
def test_no_address_and_no_machine_path(name):
    text = (ROOT / name).read_text("utf-8")
    assert re.findall(r"\w+://\S*|@ \S+|--(?:extra-)?index-url.*|--find-links.*", text) == []
    assert re.findall(r"(?:^|\s)[~/]\S*", text) == []


@pytest.mark.parametrize(("lock", "direct"), DIRECT)
def test_lock_satisfies_pyproject(lock, direct):
    wanted = Requirement(direct)
    versions = [
        next(iter(each.specifier)).version
        for each in locked(lock).get(canonicalize_name(wanted.name), [])
    ]
    assert versions, f"{wanted.name} is not in {lock}: run `make lock`"
    assert all(wanted.specifier.contains(version) for version in versions)


def test_the_users_lock_is_a_subset_of_the_developers_lock():
    users, developers = map(locked, LOCKS)
    differing = [
        name
        for name, requirements in users.items()
        if {str(r.specifier) for r in requirements}
        - {str(r.specifier) for r in developers.get(name, [])}
    ]
    assert differing == []
    only_extras = {canonicalize_name(Requirement(each).name) for each in OF_EXTRAS}
    assert only_extras & set(users) == set()


# Helpers of tests, for a benchmark in a browser.
OF_TESTS = {path.stem for path in (ROOT / "tests" / "browser").glob("*.py")}


@pytest.mark.parametrize(
    ("folder", "lock", "absent"),
    [
        # Its absence is explained by `cchc render --cluster`.
        ("src", "requirements.lock", {"distributed"}),
        ("bench", "requirements-dev.lock", set()),
    ],
)
def test_code_needs_only_what_is_installed_for_it(folder, lock, absent):
    paths = (ROOT / folder).rglob("*.py")
    nodes = [node for path in paths for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    modules = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    modules |= {str(n.module) for n in nodes if isinstance(n, ast.ImportFrom) and not n.level}
    tops = {module.partition(".")[0] for module in modules} - set(sys.stdlib_module_names)
    installed, of_module = locked(lock), packages_distributions()
    missing = {
        top
        for top in tops - {"helpers"} - OF_TESTS
        if not any(canonicalize_name(name) in installed for name in of_module.get(top, []))
    }
    assert missing == absent


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
