"""The page for those who only look, as `cchc lab --xem` serves it: whole without the outside, for
who has the token alone, and without a way to run code."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from labs import running
from playwright.sync_api import Browser, Page, Route
from websockets.sync.client import connect

from helpers.wording import viewer as words
from province import PROJECT, Province

pytestmark = pytest.mark.browser

CCHC = Path(sys.executable).with_name("cchc")
# What an explorer is made of: tabs, fields, text, a widget with a module of its own.
WIDGETS = """
import os, anywidget, ipywidgets, traitlets
class Guard(anywidget.AnyWidget):
    _esm = '''export default { render({ model, el }) {
      el.textContent = "guard " + model.get("word"); el.className = "guard"; } }'''
    word = traitlets.Unicode("works").tag(sync=True)
said = ipywidgets.HTML("<p class='said'>only looks: " + os.environ["CCHC_VIEW_ONLY"] + "</p>")
field = ipywidgets.Dropdown(options=["one", "two"], description="Field")
def chosen(change):
    said.value = "<p class='said'>chosen: " + change["new"] + "</p>"
field.observe(chosen, "value")
tabs = ipywidgets.Tab([field, ipywidgets.Text(description="Words")], titles=["First", "Second"])
ipywidgets.VBox([said, tabs, Guard()])
"""
FAILED = words.CELL_FAILED
FAULT = "from helpers.model import WrongUse\nraise WrongUse('One <b>sentence</b>.')"


def notebook(code: str) -> str:
    """A notebook with a title and one cell of code."""
    cells = [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# Stand-in"},
        {
            "cell_type": "code",
            "id": "b",
            "metadata": {},
            "source": code,
            "outputs": [],
            "execution_count": None,
        },
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    whole = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole)


@dataclass(frozen=True)
class Viewer:
    """A running viewer: its address and token, the notebook that it shows."""

    address: str
    token: str
    shown: Path

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, str]:
        """The status and the text of an answer."""
        request = Request(f"{self.address}{path}", method=method, headers=headers)
        try:
            with urlopen(request, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()

    def visit(self) -> tuple[int, str]:
        """One more visitor, who does not leave: status, and the kernel or the page."""
        status, text = self.get(f"/?token={self.token}")
        found = re.search(r'"kernelId": "([\w-]+)"', text)
        return status, found[1] if found else text

    def end(self, kernel: str) -> None:
        """End a kernel as a page does that is left."""
        with_token = {"Authorization": f"token {self.token}"}
        assert self.get(f"/voila/api/shutdown/{kernel}", "POST", **with_token)[0] == 204


@pytest.fixture(scope="module")
def viewer(small_province: Province, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Viewer]:
    root = tmp_path_factory.mktemp("viewer") / "project"
    own = small_province.copy(root, own_notebooks=True)
    (root / "notebooks" / "explorer.ipynb").write_text(notebook(WIDGETS), "utf-8")
    command = [CCHC, "lab", "--xem", "--no-browser", "--allow-root"]
    with running(command, root, own.env, root / "viewer.log") as (address, token):
        shown = root / "work" / ".jupyterlab" / "viewer" / "explorer.ipynb"
        yield Viewer(address, token, shown)


@dataclass
class Lonely:
    """A page for which no host but the viewer's ever answers: what it asked of them, and threw."""

    page: Page
    outside: list[str]
    errors: list[str]


@contextmanager
def lonely(viewer: Viewer, browser: Browser, scheme: str) -> Iterator[Lonely]:
    """The viewer opened in a browser without the outside, and left afterwards."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1024, "height": 700})
    made = Lonely(context.new_page(), [], [])

    def answer(route: Route) -> None:
        if route.request.url.startswith((viewer.address, "data:", "blob:")):
            route.continue_()
        else:
            made.outside.append(route.request.url)  # and never an answer

    context.route("**/*", answer)
    made.page.on("pageerror", lambda fault: made.errors.append(str(fault)))
    made.page.goto(f"{viewer.address}/?token={viewer.token}", wait_until="commit")
    yield made
    config = made.page.locator("#jupyter-config-data").text_content()
    viewer.end(json.loads(config or "")["kernelId"])
    made.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    made.page.get_by_role("alert").get_by_text(words.CLOSED).wait_for(timeout=15_000)
    context.close()


def faults_of(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds, by rule."""
    found = Axe().run(page).response["violations"]
    return [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_whole_where_no_other_host_ever_answers(
    viewer: Viewer, browser: Browser, scheme: str
) -> None:
    with lonely(viewer, browser, scheme) as opened:
        page = opened.page
        opening = page.locator("#loading")
        opening.get_by_text(words.WHY_SLOW).wait_for(timeout=15_000)
        page.locator(".said", has_text="only looks: 1").wait_for(timeout=30_000)
        page.locator(".guard", has_text="guard works").wait_for(timeout=15_000)
        assert opening.count() == 0
        assert page.evaluate("document.documentElement.lang") == "vi"
        assert page.title() == words.TITLE
        assert page.locator(".jp-InputArea-editor, .jp-InputPrompt, .cm-editor").count() == 0
        assert "ipywidgets.Dropdown" not in page.content()
        page.locator(".widget-dropdown select").select_option("two")
        page.locator(".said", has_text="chosen: two").wait_for(timeout=15_000)
        colour = [int(n) for n in re.findall(r"\d+", background(page))[:3]]
        assert (max(colour) < 60) == (scheme == "dark")
        assert faults_of(page) == []
    assert (opened.outside, opened.errors) == ([], [])


def test_the_explorer_of_the_project_opens(viewer: Viewer, browser: Browser) -> None:
    whole = viewer.shown.read_bytes()
    viewer.shown.write_bytes((PROJECT / "notebooks" / "explorer.ipynb").read_bytes())
    with lonely(viewer, browser, "light") as opened:
        period = opened.page.get_by_label("Kỳ", exact=True)
        period.wait_for(timeout=30_000)
        assert period.locator("option").count() > 0
        assert faults_of(opened.page) == []
    viewer.shown.write_bytes(whole)
    assert (opened.outside, opened.errors) == ([], [])


def leave(page: Page) -> None:
    """Leave the viewer as a visitor does; closing alone tells the page nothing."""
    page.goto("about:blank")
    page.close()


def background(page: Page) -> str:
    """The colour behind the widgets, as CSS says it."""
    return str(page.locator("#main").evaluate("e => getComputedStyle(e).backgroundColor"))


def test_the_page_asks_for_the_token_in_one_sentence(viewer: Viewer) -> None:
    for path in ("/", "/?token=wrong"):
        status, text = viewer.get(path)
        assert status == 403
        assert re.findall(r'role="alert">([^<]+)', text) == [words.fault(403, 4)]
        assert 'lang="vi"' in text and "http" not in text
    for path in ("/api/kernels", "/api/contents", "/files/x", "/login"):
        assert viewer.get(path)[0] in (403, 404)


def test_nothing_but_the_notebook_is_served(viewer: Viewer) -> None:
    with_token = {"Authorization": f"token {viewer.token}"}
    paths = ["/api/kernels", "/api/contents", "/api/terminals", "/voila/files/explorer.ipynb"]
    for path in [*paths, "/voila/render/explorer.ipynb", "/voila/tree", "/explorer.ipynb"]:
        assert viewer.get(path, **with_token)[0] == 404, path
    for path in ("templates/cchc/static/..%2findex.html.j2", "static/..%2fapp.py"):
        assert viewer.get(f"/voila/{path}", **with_token)[0] in (403, 500), path
    assert viewer.get("/", Host="example.org", **with_token)[0] == 403
    port = int(viewer.address.rsplit(":", 1)[1])
    listening = Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text()
    assert re.findall(rf"\d+: (\w+):{port:04X} \w+:0000 0A", listening) == ["0100007F"]


def test_a_page_of_another_origin_cannot_use_the_login(viewer: Viewer) -> None:
    with urlopen(f"{viewer.address}/?token={viewer.token}", timeout=60) as page:
        cookies = "; ".join(c.split(";")[0] for c in page.headers.get_all("Set-Cookie"))
        found = re.search(r'"kernelId": "([\w-]+)"', page.read().decode())
    assert found is not None
    shutdown = f"/voila/api/shutdown/{found[1]}"
    assert viewer.get(shutdown, "POST", Cookie=cookies)[0] == 403
    viewer.end(found[1])


def test_a_message_that_runs_code_does_not_reach_the_kernel(viewer: Viewer, tmp_path: Path) -> None:
    _, kernel = viewer.visit()
    made = tmp_path / "made"
    address = viewer.address.replace("http", "ws")
    url = f"{address}/api/kernels/{kernel}/channels?token={viewer.token}"
    with connect(url, origin=viewer.address) as socket:
        code = {"code": f"open({str(made)!r}, 'w')", "silent": False}
        socket.send(message("shell", "execute_request", code))
        socket.send(message("control", "execute_request", code))
        socket.send(message("shell", "kernel_info_request", {}))
        seen = set()
        while "kernel_info_reply" not in seen:
            seen.add(json.loads(socket.recv(timeout=20))["msg_type"])
    assert "execute_reply" not in seen
    assert not made.exists()
    viewer.end(kernel)


def message(channel: str, kind: str, content: dict[str, object]) -> str:
    """A message to a kernel, as JSON."""
    header = {"msg_id": kind + channel, "msg_type": kind, "session": "s", "username": "u"}
    parts = {"header": {**header, "version": "5.3"}, "parent_header": {}, "metadata": {}}
    return json.dumps({**parts, "channel": channel, "content": content, "buffers": []})


def test_a_fault_is_one_sentence(viewer: Viewer, browser: Browser) -> None:
    whole = viewer.shown.read_text("utf-8")
    ends = "import os; os._exit(1)"
    faults = {FAULT: "One <b>sentence</b>.", "1 / 0": FAILED, ends: FAILED}
    for code, said in faults.items():
        viewer.shown.write_text(notebook(code), "utf-8")
        page = browser.new_page()
        page.goto(f"{viewer.address}/?token={viewer.token}")
        alert = page.locator(".cchc-fault")
        alert.wait_for(timeout=30_000)
        assert alert.inner_text() == said
        assert "Traceback" not in page.content() and "ZeroDivision" not in page.content()
        leave(page)
    viewer.shown.write_text(whole, "utf-8")


def test_without_scripts_the_page_says_what_it_needs(viewer: Viewer, browser: Browser) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{viewer.address}/?token={viewer.token}")
    assert page.locator("body").inner_text().strip() == words.NO_SCRIPTS
    found = re.search(r'"kernelId": "([\w-]+)"', page.content())
    page.close()
    assert found is not None
    viewer.end(found[1])


def test_a_fifth_visitor_waits_until_a_page_is_left(viewer: Viewer, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{viewer.address}/?token={viewer.token}")
    page.locator(".said").wait_for(timeout=30_000)
    kernels = [viewer.visit() for _ in range(3)]
    assert [status for status, _ in kernels] == [200, 200, 200]
    status, text = viewer.visit()
    assert status == 503
    assert re.findall(r'role="alert">([^<]+)', text) == [words.fault(503, 4)]
    page.goto("about:blank")
    status, last = viewer.visit()
    assert status == 200
    page.close()
    for kernel in (last, *(kernel for _, kernel in kernels)):
        viewer.end(kernel)


def test_without_an_explorer_the_command_says_so(small_province: Province, tmp_path: Path) -> None:
    own = small_province.copy(tmp_path / "project", own_notebooks=True)
    (own.root / "notebooks" / "explorer.ipynb").unlink(missing_ok=True)
    command = [CCHC, "lab", "--xem", "--no-browser", "--allow-root"]
    done = subprocess.run(command, env=own.env, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr.strip()) == (2, words.NO_EXPLORER)
