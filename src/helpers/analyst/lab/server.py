"""How JupyterLab is started: on this machine alone, with a token made for the one run, a check of
XSRF, and settings of its own instead of those of a person or a machine."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from helpers import wording
from helpers.plan import Roots
from helpers.store.disk import private_folder, write_whole

SETTINGS = ".jupyterlab"  # in the folder of work: settings, workspaces, and what is open
# Of whoever starts the lab: each could open it to others, or bring code into it.
OF_JUPYTER = ("JUPYTER_TOKEN", "JUPYTER_TOKEN_FILE", "JUPYTER_CONFIG_PATH", "JUPYTER_PATH")
VIEW_ONLY = "CCHC_VIEW_ONLY"  # set for kernels whose page is for those who only look
NOT_PASSED_ON = (*OF_JUPYTER, VIEW_ONLY)
EXTENSIONS = ("jupyter_server_terminals", "helpers.analyst.lab.pages")

# Never asked of the outside, whatever was chosen in the lab.
SILENT = {"fetchNews": "false", "checkForUpdates": False}
NOTIFICATIONS = "@jupyterlab/apputils-extension/notification"
# Written once, and then as the analyst chooses.
CHOSEN: Mapping[str, Mapping[str, object]] = {
    "@jupyterlab/translation-extension/plugin": {"locale": "vi_VN"},
    "@jupyterlab/docmanager-extension/plugin": {
        "defaultViewers": {"markdown": "Markdown Preview"},
        "autosaveInterval": 120,
    },
}


def environment(roots: Roots, work: Path) -> dict[str, str]:
    """The environment of the lab, its kernels and its terminals."""
    own = {name: str(private_folder(work / SETTINGS, name)) for name in ("data", "ipython")}
    passed_on = {k: v for k, v in os.environ.items() if k not in NOT_PASSED_ON}
    return {
        **passed_on,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
        "CCHC_ROOT": str(roots.root),
        "CCHC_DATA": str(roots.data),
        "CCHC_OUT": str(roots.out),
        "CCHC_WORK": str(work),
        "IPYTHONDIR": own["ipython"],
        "JUPYTER_DATA_DIR": own["data"],
        "JUPYTER_RUNTIME_DIR": str(private_folder(work / SETTINGS, "runtime")),
        "JUPYTER_NO_CONFIG": "1",
        "JUPYTERLAB_SETTINGS_DIR": str(work / SETTINGS / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(private_folder(work / SETTINGS, "workspaces")),
    }


def write_settings(work: Path) -> None:
    """Settings that ask nothing of the outside, and Vietnamese where nothing else was chosen."""
    for name, values in {NOTIFICATIONS: SILENT, **CHOSEN}.items():
        package, _, plugin = name.rpartition("/")
        folder = private_folder(work / SETTINGS, "settings", *package.split("/"))
        path = folder / f"{plugin}.jupyterlab-settings"
        if name == NOTIFICATIONS or not path.exists():
            write_whole(path, json.dumps(values).encode())


def command(work: Path, browser: bool, root: bool, port: int | None) -> list[str]:
    """The command that starts the lab in the folder of work."""
    return [
        *(sys.executable, "-P", "-m", "jupyterlab"),
        "--ServerApp.ip=127.0.0.1",
        "--ServerApp.allow_remote_access=False",
        "--ServerApp.disable_check_xsrf=False",
        f"--ServerApp.root_dir={work}",
        *(f"--ServerApp.jpserver_extensions={name}=True" for name in EXTENSIONS),
        f"--ServerApp.terminado_settings=shell_command={os.environ.get('SHELL') or '/bin/sh'}",
        f"--LabApp.default_url=/lab/tree/{quote(wording.lab.START_PAGE)}",
        "--LabApp.extension_manager=readonly",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        *([] if browser else ["--no-browser"]),
        *(["--allow-root"] if root else []),
        *([] if port is None else [f"--ServerApp.port={port}"]),
    ]
