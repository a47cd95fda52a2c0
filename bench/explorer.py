"""How long a click in the explorer takes, measured in a real browser in JupyterLab.

From the press of a key, or a click, to the first frame after the changed page: 30 of each kind,
median and 95th percentile; what a click sends; the kernel's memory before and after many clicks.

BENCH=full: 1,000,000 dossiers instead of 300,000, and 1,000 clicks of the last kind instead of 200.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median, quantiles

import psutil
from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "browser"))

from explorers import ExplorerPage
from labs import run_all, running

PROJECT = Path(__file__).resolve().parents[1]
FULL = os.environ.get("BENCH") == "full"
DOSSIERS = 1_000_000 if FULL else 300_000
CLICKS, MANY = 30, 1000 if FULL else 200
PERIODS = ("2022-Q1", "2022-H1", "2022-Q3", "2022-FY")
CCHC = Path(sys.executable).with_name("cchc")
FLAGS = ("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu")
ON_TIME = "II.2.2.b · Hồ sơ giải quyết đúng hạn hoặc trước hạn"
MORE = "Thêm"  # the field of how many more units
LETTERS = "ta phin sa pa thanh binh muon"

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
PART = ".cchc-explorer > .widget-html.part"
LIST = ".cchc-explorer select[size]"


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        env = _province(Path(folder))
        log = Path(folder) / "lab.log"
        command = [CCHC, "lab", "--no-browser", "--allow-root"]
        lab = running(command, Path(folder), env, log)
        with lab as (address, token), sync_playwright() as playwright:
            path = shutil.which("chromium")
            if path is None:
                raise SystemExit("Chromium is needed: apt-get install chromium")
            chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
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
    for kind in _kinds(explorer):
        kind.before()
        page.wait_for_timeout(3000)
        page.evaluate("watched => { window.watched = watched; }", kind.watched)
        sent.clear()
        took = [ms for act in kind.acts if (ms := _timed(page, act)) is not None]
        half, high = median(took), quantiles(took, n=20)[-1]
        size = sum(sent) / len(took) / 1000
        print(f"{kind.name:<24} median {half:4.0f} ms, 95% {high:4.0f} ms, {size:3.0f} kB a click")
    _memory(page, explorer)


def _timed(page: Page, act: Callable[[], None]) -> float | None:
    """The milliseconds that the page took to show what an act leads to; None if that is nothing
    else than before, such as for a blank in a search."""
    page.evaluate("() => { window.begun = 0; window.seen = []; }")
    act()
    page.wait_for_timeout(1000)  # with what follows by itself
    taken: list[float] = page.evaluate("window.seen")
    return taken[0] if taken else None


@dataclass(frozen=True)
class Kind:
    """Acts of one kind, what leads to the page on which they are done, and what they change."""

    name: str
    acts: Sequence[Callable[[], None]]
    before: Callable[[], None] = lambda: None
    watched: str = PART


def _kinds(explorer: ExplorerPage) -> Sequence[Kind]:
    press = explorer.page.keyboard.press

    def agency() -> None:
        explorer.agencies.focus()
        press("ArrowDown")

    def target() -> None:
        explorer.root.get_by_label("Chỉ tiêu", exact=True).focus()
        press("ArrowDown")

    def compare() -> None:
        explorer.choose("Chỉ tiêu", ON_TIME)
        explorer.tab("peers")

    def type_letter(key: str) -> None:
        explorer.search.focus()
        press(key)

    def drill(n: int) -> None:
        back, forth = (explorer.part.locator(f'[data-event="{e}"]') for e in ("back", "drill"))
        (back.first if n % 2 else forth.nth(n // 2 % forth.count())).click()

    def suppose() -> None:
        explorer.choose("Chỉ tiêu", ON_TIME)
        explorer.tab("supposed")

    def more(n: int) -> None:
        explorer.part.get_by_label(MORE).first.fill(str(n + 1))
        press("Enter")

    return (
        Kind("another agency", [agency] * CLICKS),
        Kind("another target, compared", [target] * CLICKS, compare),
        Kind("dossiers, a level deeper", _each(drill), lambda: explorer.tab("dossiers")),
        Kind("supposed units", _each(more), suppose),
        Kind("a letter of a search", [partial(type_letter, key) for key in LETTERS], watched=LIST),
    )


def _each(act: Callable[[int], None]) -> list[Callable[[], None]]:
    return [partial(act, n) for n in range(CLICKS)]


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
