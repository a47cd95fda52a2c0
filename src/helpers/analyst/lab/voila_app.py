"""The server of the page for those who only look: `python -m helpers.analyst.lab.voila_app
NOTEBOOK`, in the environment that `viewer.py` makes.

Who has the token sees the one notebook, whose code the server runs in a kernel for each visitor.
There are no files, no terminals, and no message that runs code reaches a kernel.
"""

from __future__ import annotations

import argparse
import asyncio
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jupyter_core.paths import jupyter_runtime_dir
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.web import HTTPError, authenticated
from traitlets.config import Config
from voila.app import Voila
from voila.static_file_handler import AllowListFileHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.voila_identity_provider import VoilaIdentityProvider

from helpers import wording
from helpers.store.disk import write_whole

MOST = 4  # kernels, of some 250 MB each
IDLE_SECONDS = 1800  # after which a kernel ends
WAIT_SECONDS = 5  # for the kernel of a page that was left just now
SETTINGS = {
    "VoilaConfiguration": {
        "template": "cchc",
        "allow_template_override": "NO",
        "allow_theme_override": "NO",
        "extension_allowlist": [
            "@jupyter-widgets/jupyterlab-manager",
            "@voila-dashboards/widgets-manager8",
            "anywidget",
        ],
        # The template shows the one line of a fault of ours, and of others only that there was one.
        "show_tracebacks": True,
        "resources": {
            "metadata": {"name": wording.viewer.TITLE},
            "words": {
                "opening": wording.viewer.OPENING,
                "why_slow": wording.viewer.WHY_SLOW,
                "no_scripts": wording.viewer.NO_SCRIPTS,
                "closed": wording.viewer.CLOSED,
                "cell_failed": wording.viewer.CELL_FAILED,
            },
        },
    },
    "HTMLExporter": {"language_code": "vi"},
    "MappingKernelManager": {
        "cull_idle_timeout": IDLE_SECONDS,
        "cull_interval": 60,
        "cull_connected": True,  # a page left open overnight would keep others out
    },
}


class FewKernels(AsyncMappingKernelManager):
    """At most MOST kernels, those that are starting included; 503 for one more."""

    _starting = 0

    def start_kernel(self, **kwargs: Any) -> Any:
        """Start a kernel, after a short wait if another is just ending; the coroutine of its id."""
        return self._start_when_free(super().start_kernel, kwargs)

    async def _start_when_free(self, start: Callable[..., Any], kwargs: dict[str, Any]) -> str:
        for _ in range(WAIT_SECONDS * 4):
            if len(self) + self._starting < MOST:
                break
            await asyncio.sleep(0.25)
        else:
            raise HTTPError(503)
        self._starting += 1
        try:
            kernel: str = await start(**kwargs)
        finally:
            self._starting -= 1
        return kernel


class _Token(VoilaIdentityProvider):
    """The token of the one run; no page that asks for it."""

    @property
    def login_available(self) -> bool:
        return False


class _Page(TornadoVoilaHandler):
    """The notebook at the root, and a page of one sentence for all that fails."""

    @authenticated
    async def get(self, path: str | None = None) -> None:
        if path:
            raise HTTPError(404)
        _ = self.xsrf_token  # sets the cookie by which the page may end its kernel when it is left
        await super().get(path)

    def get_login_url(self) -> str:
        raise HTTPError(403)

    def render_template(self, name: str, **values: Any) -> str:
        sentence = wording.viewer.fault(values["status_code"], MOST)
        page: str = super().render_template(
            "error.html", title=wording.viewer.TITLE, sentence=sentence
        )
        return page


class Viewer(Voila):
    """Voilà with a check of XSRF and of the host, without files."""

    def init_settings(self) -> dict[str, Any]:
        settings: dict[str, Any] = super().init_settings()
        strict = {"xsrf_cookies": True, "xsrf_cookie_kwargs": {"samesite": "Strict"}}
        return settings | strict | {"allow_remote_access": False}

    def init_handlers(self) -> list[tuple[Any, ...]]:
        *others, (pattern, _, options) = super().init_handlers()
        kept = [each for each in others if each[1] is not AllowListFileHandler]
        return [*kept, (pattern, _Page, options)]

    def launch_browser(self) -> None:
        """Open the address by a file, so that the token is in no list of processes."""
        page = Path(jupyter_runtime_dir()) / "viewer-open.html"
        write_whole(
            page, f'<meta http-equiv="refresh" content="0;url={self.display_url}">'.encode()
        )
        threading.Thread(target=webbrowser.open, args=[page.as_uri()]).start()


def main() -> None:
    """Serve the notebook until SIGTERM or Ctrl-C."""
    parser = argparse.ArgumentParser()
    parser.add_argument("notebook")
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--port", type=int)
    given = parser.parse_args()
    port = {} if given.port is None else {"port": given.port, "port_retries": 0}
    viewer = Viewer(
        config=Config(SETTINGS),
        config_file_paths=[],
        notebook_path=given.notebook,
        ip="127.0.0.1",
        auto_token=True,
        identity_provider_class=_Token,
        open_browser=not given.no_browser,
        **port,
    )
    viewer.initialize([])
    viewer.voila_configuration.multi_kernel_manager_class = FewKernels
    viewer.start()


if __name__ == "__main__":
    main()
