"""The process in which stock papermill runs one notebook: limits first, then papermill.

Started by `standard` with the job as its argument; it ends when its parent does.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from helpers.batch.engine.lean_jsonschema import import_jsonschema
from helpers.system import limits
from helpers.system.processes import die_with_parent


@dataclass(frozen=True)
class PapermillJob:
    """One notebook to be run by papermill: the process to end with, the paths of the notebook, of
    the executed copy and of the working directory, and the data memory allowed."""

    parent: int
    notebook: str
    output: str
    folder: str
    parameters: Mapping[str, str]
    megabytes: int

    def command(self) -> list[str]:
        """The command that starts the process for this job."""
        return [sys.executable, "-P", "-m", "helpers.batch.engine.child", json.dumps(asdict(self))]


def main() -> None:
    """Limit this process and run the notebook; a failing cell ends it with a traceback."""
    job = PapermillJob(**json.loads(sys.argv[1]))
    die_with_parent(job.parent)
    limits.limit_memory(job.megabytes * 2**20)

    import_jsonschema()
    from papermill import execute_notebook

    execute_notebook(
        job.notebook,
        job.output,
        parameters=job.parameters,
        cwd=job.folder,
        progress_bar=False,
        # Nobody reads the file while it grows, and each save costs as much as a cell.
        autosave_cell_every=0,
        request_save_on_cell_execute=False,
    )


if __name__ == "__main__":
    main()
