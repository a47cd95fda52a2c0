"""The process that runs the notebooks of one packet, one after another.

Started by `fresh`, with the id of its parent as its argument; jobs and replies are the lines of
`messages` on the socket to the parent, which enforces the limits of time and output. It ends when
the socket does.
"""

from __future__ import annotations

import os
import sys

from helpers.batch.engine.messages import READY_LINE, Ending, JobEnd, read_job, reply_line
from helpers.batch.engine.shell import preload, renew, run_cells, warm_shell
from helpers.system import children
from helpers.system.limits import limit_memory
from helpers.system.processes import die_with_parent


def main() -> None:
    """Import everything, then run jobs until the parent closes the socket."""
    die_with_parent(int(sys.argv[1]))
    place, limited = os.getcwd(), False
    with children.parent().makefile("rwb") as stream:
        shell = warm_shell()
        stream.write(READY_LINE)
        stream.flush()
        while line := stream.readline():
            job = read_job(line)
            os.environ.update(job.environment)
            if not limited:  # what it holds later is of the notebooks
                limit_memory(job.limits.megabytes * 2**20)
                limited = True
            preload(job)
            renew(shell)
            os.chdir(job.folder)
            for done in run_cells(shell, job.cells):
                stream.write(reply_line(done))
                stream.flush()
            os.chdir(place)  # a folder that is in use cannot be removed everywhere
            stream.write(reply_line(JobEnd(Ending.WHOLE)))
            stream.flush()


if __name__ == "__main__":
    main()
