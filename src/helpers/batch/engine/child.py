"""The process in which stock papermill runs one notebook: limits first, then papermill.

Started by `standard` with the job as its argument; it ends when its parent does.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Mapping

from helpers.batch.engine.processes import die_with_parent


def main(
    parent: int,
    notebook: str,
    output: str,
    folder: str,
    parameters: Mapping[str, str],
    megabytes: int,
) -> None:
    """Limit this process and run the notebook; a failing cell ends it with a traceback.

    `parent`: the process to end with; `output`: path of the executed copy; `folder`: the working
    directory; `megabytes`: the data memory allowed.
    """
    die_with_parent(parent)
    size = megabytes * 2**20
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))

    import helpers.batch.engine.lean_jsonschema  # noqa: F401 isort: skip
    from papermill import execute_notebook

    execute_notebook(
        notebook,
        output,
        parameters=parameters,
        cwd=folder,
        progress_bar=False,
        # Nobody reads the file while it grows, and each save costs as much as a cell.
        autosave_cell_every=0,
        request_save_on_cell_execute=False,
    )


if __name__ == "__main__":
    main(**json.loads(sys.argv[1]))
