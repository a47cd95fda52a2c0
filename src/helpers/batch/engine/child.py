"""The process in which stock papermill runs one notebook: limits first, then papermill.

Started by `standard` with the job as JSON; it ends when its parent does.
"""

from __future__ import annotations

import json
import resource
import sys

from helpers.batch.engine.processes import die_with_parent


def main() -> None:
    """Limit this process and run the notebook; a failing cell ends it with a traceback."""
    job = json.loads(sys.argv[1])
    die_with_parent(job["parent"])
    size = job["megabytes"] * 2**20
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))

    from papermill import execute_notebook

    execute_notebook(
        job["notebook"],
        job["output"],
        parameters=job["parameters"],
        cwd=job["folder"],
        progress_bar=False,
        # Nobody reads the file while it grows, and each save costs as much as a cell.
        autosave_cell_every=0,
        request_save_on_cell_execute=False,
    )


if __name__ == "__main__":
    main()
