"""How long a click in the explorer takes, measured in a real browser in JupyterLab.

From the press of a key, or a click, to the first frame after the changed page: 30 of each kind,
median and 95th percentile; what a click sends; the kernel's memory before and after many clicks.

BENCH=full: 1,000,000 dossiers instead of 300,000, and 1,000 clicks of the last kind instead of 200.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median, quantiles

import psutil
from playwright.sync_api import Page, sync_playwright

PROJECT = Path(__file__).resolve().parents[1]
sys.path += [str(PROJECT / "tests"), str(PROJECT / "tests" / "browser")]

from explorers import ExplorerPage
from labs import run_all, running

FULL = os.environ.get("BENCH") == "full"
DOSSIERS = 1_000_000 if FULL else 300_000
CLICKS, MANY = 30, 1000 if FULL else 200
PERIODS = ("2022-Q1", "2022-H1", "2022-Q3", "2022-FY")
CCHC = Path(sys.executable).with_name("cchc")
FLAGS = ("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu")
ON_TIME = "đúng hạn hoặc trước hạn"

# Notes when a person does something, and the first frame after the part has changed.
WATCH = """() => {
  const now = () => performance.now();
  window.begun = 0; window.seen = [];
  for (const name of ["keydown", "click", "change"])
    document.addEventListener(name, () => { window.begun ||= now(); }, true);
  const root = document.querySelector(".cchc-explorer");
  new MutationObserver((changes) => {
    if (!window.begun) return;
    const watched = document.querySelector(window.watched);
    if (!changes.some((each) => watched.contains(each.target))) return;
    const since = window.begun;
    window.begun = 0;
    requestAnimationFrame(() => setTimeout(() => window.seen.push(now() - since)));
  }).observe(root, { childList: true, subtree: true });
}"""
PART = ".cchc-explorer > .widget-html:last-child"
LIST = ".cchc-explorer select[size]"


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        env = _province(Path(folder))
        log = Path(folder) / "lab.log"
        command = [CCHC, "lab", "--no-browser", "--allow-root"]
        with running(command, Path(folder), env, log) as (address, token):
            with sync_playwright() as playwright:
                chromium = playwright.chromium.launch(
                    executable_path="/usr/bin/chromium", args=list(FLAGS)
                )
                page = chromium.new_page(viewport={"width": 1300, "height": 1000})
                _measure(page, address, token)


def _province(folder: Path) -> dict[str, str]:
    """The simulated province with all its periods; the environment for commands that use it."""
    named = {"CCHC_ROOT": PROJECT, "CCHC_DATA": folder / "data", "CCHC_WORK": folder / "work"}
    env = {**os.environ, **{name: str(path) for name, path in named.items()}}
    inbox = str(folder / "data" / "inbox")
    commands = [["demo", "--inbox", inbox, "--dossiers", str(DOSSIERS)]]
    commands += [["intake", "--period", period] for period in PERIODS]
    commands += [["evaluate", "--period", period, "--agency", "lao-cai"] for period in PERIODS]
    for arguments in commands:
        done = subprocess.run([CCHC, *arguments], env=env, capture_output=True, text=True)
        if done.returncode not in (0, 1):
            raise SystemExit(done.stderr)
    return env


def _measure(page: Page, address: str, token: str) -> None:
    sent: list[int] = []

    def note(frame: str | bytes) -> None:
        sent.append(len(frame))

    page.on("websocket", lambda socket: socket.on("framereceived", note))
    begun = time.perf_counter()
    run_all(page, address, token, "so-tinh-mau/explorer.ipynb")
    explorer = ExplorerPage(page)
    print(f"{DOSSIERS:,} dossiers; opened and run, with the start of a kernel: {_since(begun)}")
    explorer.hears("Chưa chọn đơn vị")
    begun = time.perf_counter()
    explorer.find("03001", "UBND phường Sa Pa")
    explorer.hears("UBND phường Sa Pa")
    print(f"first agency, typed and chosen: {_since(begun)}")
    page.wait_for_timeout(8000)  # all agencies are evaluated while nobody does anything
    page.evaluate(WATCH)
    explorer.search.fill("")
    page.wait_for_timeout(1000)
    for name, acts in _kinds(explorer).items():
        page.evaluate("watched => { window.watched = watched; }", LIST if "search" in name else PART)
        sent.clear()
        took = [_timed(page, act) for act in acts]
        high = quantiles(took, n=20)[-1]
        size = sum(sent) / len(took) / 1000
        print(f"{name:<28} median {median(took):5.0f} ms, 95% {high:5.0f} ms, {size:4.0f} kB a click")
    _memory(page, explorer)


def _timed(page: Page, act: Callable[[], None]) -> float:
    """The milliseconds that the page took to show what an act leads to."""
    page.evaluate("() => { window.begun = 0; window.seen = []; }")
    act()
    page.wait_for_function("window.seen.length > 0", timeout=30_000, polling=10)
    page.wait_for_timeout(300)  # what follows by itself
    taken: float = page.evaluate("window.seen[0]")
    return taken


def _kinds(explorer: ExplorerPage) -> Iterator[tuple[str, list[Callable[[], None]]]] | dict:
    """The acts of each kind, by its name."""
    page, press = explorer.page, explorer.page.keyboard.press

    def agency() -> None:
        explorer.agencies.focus()
        press("ArrowDown")

    def target() -> None:
        explorer.root.get_by_label("Chỉ tiêu", exact=True).focus()
        press("ArrowDown")

    def letter(key: str) -> Callable[[], None]:
        def act() -> None:
            explorer.search.focus()
            press(key)

        return act

    def tab(name: str) -> Callable[[], None]:
        return lambda: explorer.button("tab", name).click()

    def drill(n: int) -> Callable[[], None]:
        def act() -> None:
            back = explorer.part.locator('button[data-event="back"]')
            forth = explorer.part.locator('button[data-event="drill"]')
            (back.first if n % 2 else forth.nth(n // 2 % forth.count())).click()

        return act

    return {
        "another agency": [agency] * CLICKS,
        "to the comparison": [tab("peers")],
        "another target, compared": [target] * CLICKS,
        "a letter of a search": [letter(key) for key in "ta phin sa pa thanh binh muon"],
    }


def _memory(page: Page, explorer: ExplorerPage) -> None:
    """The kernel's memory before and after many clicks."""
    kernel = next(p for p in psutil.process_iter(["cmdline"]) if _is_kernel(p))
    before = kernel.memory_info().rss / 1e6
    explorer.search.fill("")
    explorer.agencies.focus()
    for n in range(MANY):
        page.keyboard.press("ArrowUp" if n % 2 else "ArrowDown")
        page.wait_for_timeout(30)
    page.wait_for_timeout(3000)
    after = kernel.memory_info().rss / 1e6
    print(f"kernel: {before:.0f} MB, after {MANY} more clicks {after:.0f} MB")


def _is_kernel(process: psutil.Process) -> bool:
    return "ipykernel_launcher" in " ".join(process.info["cmdline"] or ())


def _since(begun: float) -> str:
    return f"{time.perf_counter() - begun:.1f} s"


if __name__ == "__main__":
    main()
