"""Print environment.yml for conda users, made from pyproject.toml."""

import tomllib
from pathlib import Path

PYPROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"


def environment(project: dict) -> str:
    """The environment as YAML text."""
    # All but Python comes through pip, by the lock with its hashes: conda renames some of these
    # packages and lags behind. The project itself is installed after it: pip takes no editable
    # project in a list with hashes.
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
            "      - -r requirements.lock",
            "",
        ]
    )


if __name__ == "__main__":
    print(environment(tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]), end="")
