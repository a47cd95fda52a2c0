"""The documents are correct: links have targets, commands exist, generated parts are up to date,
and the README is short."""

from __future__ import annotations

import importlib
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main
from ruamel.yaml import YAML

from helpers.cli.run import app
from province import PROJECT

PAGES = sorted(
    path
    for folder in (".", "data", "rendered", "docs", "docs/*", "tests/*")
    for path in PROJECT.glob(f"{folder}/*.md")
)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
GROUP = typer.main.get_group(app)
TARGETS = set(re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE))


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as hosting platforms make them."""
    headings = HEADING.findall(page.read_text("utf-8"))
    plain = (re.sub(r"[^\w\s-]", "", heading.lower()) for heading in headings)
    return {re.sub(r"\s", "-", heading) for heading in plain}


def code(page: Path) -> Iterator[str]:
    """The code of a page: indented or fenced lines, and text in backquotes."""
    text = page.read_text("utf-8")
    yield from re.findall(r"^(?: {4}|\t)(.+)$", text, re.MULTILINE)
    yield from re.findall(r"`([^`\n]+)`", text)


def commands(page: Path, program: str) -> list[list[str]]:
    """The arguments of each call of a program, without the explanation at the end of the line."""
    called = re.compile(rf"(?:\.venv/bin/)?{program} (.+)")
    lines = (match[1] for line in code(page) if (match := called.match(line)))
    return [shlex.split(re.split(r"   +|  #", line)[0].replace("'", "")) for line in lines]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_links_lead_to_files_and_headings_of_the_project(page: Path) -> None:
    for link in LINK.findall(page.read_text("utf-8")):
        file, _, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        assert target.is_relative_to(PROJECT) and target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_commands_and_their_options_exist(page: Path) -> None:
    for name, *words in commands(page, "cchc"):
        if name == "--help":
            continue
        command = GROUP.commands.get(name)
        assert command, f"cchc {name}"
        known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
        assert {word for word in words if word.startswith("--")} <= known, f"cchc {name} {words}"
    for name, *_ in commands(page, "make"):
        assert name in TARGETS, f"make {name}"


def test_the_commands_of_the_documents_are_found() -> None:
    """Without this the test above would pass on no commands at all."""
    quoted = [words[0] for page in PAGES for words in commands(page, "cchc")]
    assert set(GROUP.commands) <= {*quoted, "packets"}
    assert {"packets", "test", "lab", "bench"} <= {
        words[0] for page in PAGES for words in commands(page, "make")
    }


@pytest.mark.parametrize("page", ["plan-author.md", "results.md", "tables.md"])
def test_generated_pages_are_up_to_date(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(PROJECT / ".ci")
    generate_docs = importlib.import_module("generate_docs")
    written = (PROJECT / "docs" / page).read_text("utf-8")
    again = "run .venv/bin/python .ci/generate_docs.py"
    assert written == generate_docs.generated(page), again


def test_the_readme_is_short_and_its_picture_small() -> None:
    assert len((PROJECT / "README.md").read_text("utf-8").split()) <= 900
    pictures = list((PROJECT / "docs").rglob("*.png"))
    assert pictures and all(path.stat().st_size <= 150_000 for path in pictures)


def test_the_version_is_in_the_changelog() -> None:
    version = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert f"\n## {version} - " in (PROJECT / "CHANGELOG.md").read_text("utf-8")


def test_hosted_integration_may_only_read_and_takes_actions_by_commit() -> None:
    text = (PROJECT / ".github" / "workflows" / "ci.yml").read_text("utf-8")
    workflow = YAML(typ="safe", pure=True).load(text)
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    assert workflow["permissions"] == {"contents": "read"}
    assert ".ci/run" in [step.get("run") for step in steps]
    actions = [step["uses"] for step in steps if "uses" in step]
    assert [each for each in actions if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", each)] == []
