"""The errors of the package, and those that a user can set right.

    PlainFault                something a user can set right: one plain sentence, an exit code
    ├── WrongUse              a question that cannot be answered as asked
    ├── ParamsError           files of params with faults, all with file and line       (plan)
    ├── StoreError            the store cannot be read or written                       (store)
    ├── SignatureFault        nothing can be signed or checked                          (store)
    ├── ExportRefused         an export that cannot be counted, with every fault        (intake)
    ├── BrokenNotebook        a notebook that must not be started                       (batch)
    ├── Changed               software or notebooks changed during the batch, exit 1    (batch)
    ├── WrongIdentity         a result of another agency or period, exit 1              (batch)
    ├── FolderLocked          another batch has the folder, exit 75                     (batch)
    └── ClusterFault          a cluster that cannot be worked with                      (batch)
        └── ClusterLost       a cluster that went away during the batch, exit 1         (batch)

Errors that do not reach the user as they are; the code that calls turns them into an answer:

    UnfitNotebook             an executed notebook that must not go into a packet       (packets)
    Refused                   a file refused by a child process that reads workbooks    (intake)
    EnoughRows                ends the reading of a sheet early                         (intake)
    NotText                   a text file with faults, by line                          (intake)
    _NoResult                 a run of a notebook ended without a result                (batch)
    _Stopped                  a signal asked the process to end                         (cli)

ValueError is for mistakes of the caller alone, such as a part larger than its whole.
"""

from __future__ import annotations


class PlainFault(Exception):
    """Something a user can set right; its text is one plain Vietnamese sentence, or one a line."""

    exit_code = 2
    """How the command line ends: 2 for wrong use, or where nothing could be done."""

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows of it: the sentence alone. IPython calls this."""
        return [str(self)]


class WrongUse(PlainFault):
    """A question that cannot be answered as asked."""
