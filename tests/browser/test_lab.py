"""`make lab` serves only who has its token, whatever personal settings say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from labs import running

from province import PROJECT, Province

pytestmark = pytest.mark.browser

OPEN_TO_ALL = """
c.IdentityProvider.token = c.ServerApp.token = ""
c.PasswordIdentityProvider.hashed_password = ""
c.ServerApp.allow_unauthenticated_access = c.ServerApp.disable_check_xsrf = True
c.ServerApp.ip, c.ServerApp.allow_origin = "0.0.0.0", "*"
"""


@pytest.fixture(scope="module")
def lab(
    small_province: Province, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """The address and the token of a JupyterLab of a user whose own settings open it to all."""
    home = tmp_path_factory.mktemp("home")
    for name in (".jupyter", "config"):
        (home / name).mkdir()
        for application in ("jupyter_server", "jupyter_lab", "jupyter_notebook"):
            (home / name / f"{application}_config.py").write_text(OPEN_TO_ALL)
    theirs = {"HOME": str(home), "JUPYTER_CONFIG_PATH": str(home / "config"), "JUPYTER_TOKEN": ""}
    env = small_province.env | theirs | {"CCHC_WORK": str(home / "work")}
    command = ["make", "lab", "LAB_OPTIONS=--no-browser --allow-root"]
    with running(command, PROJECT, env, home / "log") as started:
        yield started


def status(url: str, method: str = "GET", **headers: str) -> int:
    try:
        with urlopen(Request(url, method=method, headers=headers), timeout=30) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code


def test_no_kernel_starts_without_the_token(lab: tuple[str, str]) -> None:
    address, token = lab
    assert len(token) >= 40
    for method in ("GET", "POST"):
        assert status(f"{address}/api/kernels", method) == 403
        assert status(f"{address}/api/kernels?token=wrong", method) == 403
    assert status(f"{address}/api/kernels", Authorization=f"token {token}") == 200


def test_a_page_of_another_origin_cannot_use_the_login(lab: tuple[str, str]) -> None:
    address, token = lab
    with urlopen(f"{address}/lab?token={token}", timeout=60) as page:
        cookies = "; ".join(c.split(";")[0] for c in page.headers.get_all("Set-Cookie"))
    assert status(f"{address}/api/kernels", Cookie=cookies) == 200
    assert status(f"{address}/api/kernels", "POST", Cookie=cookies) == 403  # no XSRF token


def test_the_server_listens_on_loopback_only(lab: tuple[str, str]) -> None:
    port = int(lab[0].rsplit(":", 1)[1])
    listening = Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text()
    addresses = re.findall(rf"\d+: (\w+):{port:04X} \w+:0000 0A", listening)
    assert addresses == ["0100007F"]


def test_results_are_shown_to_who_has_the_token_alone(lab: tuple[str, str]) -> None:
    address, token = lab
    for folder in ("ket-qua", "tiep-nhan"):
        assert status(f"{address}/{folder}/x.html", Authorization=f"token {token}") == 404
        assert status(f"{address}/{folder}/x.html?token=wrong") in (200, 403)  # the login page
        inside = f"{address}/{folder}/..%2fparams%2fplans%2flaocai-2022%2fplan.yml"
        assert status(inside, Authorization=f"token {token}") in (403, 404)
        assert status(f"{address}/{folder}/x.html", "PUT", Authorization=f"token {token}") == 405
