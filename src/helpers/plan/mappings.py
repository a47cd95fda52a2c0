"""The questions of surveys, as the mappings of exports name them; plans may count their answers."""

from __future__ import annotations

from pathlib import Path

from helpers.plan.reading import ParamsError, read_yaml

MAPPINGS = Path("params", "mappings")


def survey_questions(root: Path) -> tuple[str, ...]:
    """The ids of the questions in all mappings of surveys, each once, by file name.

    What is out of shape is passed over here: intake tells the faults of mappings.
    """
    found: dict[str, None] = {}
    for path in sorted((root / MAPPINGS).glob("*.yml")):
        try:
            data = read_yaml(path.relative_to(root).as_posix(), path.read_bytes()).data
        except ParamsError:
            continue
        if isinstance(data, dict) and data.get("kind") == "survey":
            questions = data.get("questions")
            rows = questions if isinstance(questions, list) else []
            found |= {str(row["id"]): None for row in rows if isinstance(row, dict) and "id" in row}
    return tuple(found)
