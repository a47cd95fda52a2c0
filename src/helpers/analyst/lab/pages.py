"""Shows the results and the reports of intake in the lab: an extension of the Jupyter server.

Who has the token may read the pages under RESULTS and INTAKE; nothing is written. The pages have
no scripts, and none would run.
"""

from __future__ import annotations

from typing import Any

from jupyter_server.base.handlers import AuthenticatedFileHandler
from jupyter_server.utils import url_path_join

from helpers.analyst.lab.folder import INTAKE, RESULTS
from helpers.plan import find_roots


class _Page(AuthenticatedFileHandler):
    """A file of a folder, without scripts; pages link to each other by relative addresses."""

    @property
    def content_security_policy(self) -> str:
        """With the origin of the server, so that a link to a neighbour says where it is from."""
        return (
            "default-src 'none'; style-src 'unsafe-inline'; img-src data: 'self'; "
            "frame-ancestors 'self'; sandbox allow-same-origin allow-popups allow-downloads"
        )


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    roots, base = find_roots(), server.web_app.settings["base_url"]
    folders = {RESULTS: roots.out, INTAKE: roots.data / "intake"}
    server.web_app.add_handlers(
        ".*$",
        [
            (url_path_join(base, name, "(.*)"), _Page, {"path": str(folder)})
            for name, folder in folders.items()
        ],
    )
