"""Print environment.yml for conda users, made from pyproject.toml."""

import tomllib
from pathlib import Path

PYPROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"


def environment(project: dict) -> str:
    """The environment as YAML text."""
    # All but Python comes through pip: conda renames some of these packages and lags behind.
    requirements = [f"      - {requirement}" for requirement in sorted(project["dependencies"])]
    return "\n".join(
        [
            "# Generated from pyproject.toml by `make lock`: change it there.",
            f"name: {project['name']}",
            "channels:",
            "  - conda-forge",
            "dependencies:",
            f"  - python{project['requires-python']}",
            "  - pip",
            "  - pip:",
            *requirements,
            "      - -e .",
            "",
        ]
    )


if __name__ == "__main__":
    print(environment(tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]), end="")
