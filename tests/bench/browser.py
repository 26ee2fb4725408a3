"""A Chromium that visits pages and is otherwise left alone.

It is driven over its own protocol, with no more of it switched on than is needed: what Playwright switches on for every
page (the domain `Runtime`) makes Chromium parse Plotly several times over, 0.4 s of each visit that no reader has.
"""

import json
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

from playwright.sync_api import sync_playwright
from websockets.sync.client import ClientConnection, connect

from tests.bench import servers
from tests.browser.install import executable

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--remote-debugging-port={servers.PORT}",
)
ANSWER_SECONDS = 60
NUMBERS = count(1)
"""Of the messages to Chromium."""
LOOK_SECONDS = 0.1
SLOW_LINE = {"offline": False, "latency": 40, "downloadThroughput": 10e6 / 8, "uploadThroughput": 10e6 / 8}
"""10 Mbit/s and 40 ms, as Chromium's own tools set it: bytes per second, and milliseconds for each request."""

# Runs in each page before anything of its own; its clock starts with the visit. In Dash and Streamlit alike Plotly
# marks a chart as .js-plotly-plot and puts a path for each mark of a trace into its .main-svg.
WATCH = """
const seen = window.seen = {};
const isFigure = (element) => /\\d/.test(element.textContent) && element.checkVisibility({visibilityProperty: true});
const isDrawn = (chart) => chart.querySelector(".main-svg .trace path") !== null;
const look = () => {
    if (!seen.readable && [...document.querySelectorAll("FIGURES")].some(isFigure)) seen.readable = performance.now();
    const charts = [...document.querySelectorAll(".js-plotly-plot")].filter(isDrawn).length;
    if (!seen.drawn && charts >= CHARTS) seen.drawn = performance.now();
    seen.all = seen.readable > 0 && seen.drawn > 0;
    if (!seen.all) requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page to visit, the elements that show its figures (a CSS selector), and how many charts it draws."""

    url: str
    figures: str
    charts: int


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Seconds from the start of a visit until its first figure can be read, and until all its charts are drawn."""

    readable: float
    drawn: float


class Visitor:
    """Somebody with a browser cache of their own, empty at first."""

    def __init__(self, connection: ClientConnection, context: str) -> None:
        self._connection = connection
        self._context = context

    def visit(self, page: Page, *, slow_line: bool = False) -> Visit:
        """Open the page in a new window, wait until everything is there, and close it.

        Raises `TimeoutError` when it is not there after a minute.
        """
        opened = {"url": "about:blank", "browserContextId": self._context, "newWindow": True}
        target = ask(self._connection, "Target.createTarget", opened | {"width": 1280, "height": 720})["targetId"]
        window = ask(self._connection, "Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        ask(self._connection, "Page.enable", {}, window)
        watch = WATCH.replace("FIGURES", page.figures).replace("CHARTS", str(page.charts))
        ask(self._connection, "Page.addScriptToEvaluateOnNewDocument", {"source": watch}, window)
        if slow_line:
            ask(self._connection, "Network.enable", {}, window)
            ask(self._connection, "Network.emulateNetworkConditions", SLOW_LINE, window)
        ask(self._connection, "Page.navigate", {"url": page.url}, window)
        seen = self._wait(page, window)
        ask(self._connection, "Target.closeTarget", {"targetId": target})
        return Visit(readable=seen["readable"] / 1000, drawn=seen["drawn"] / 1000)

    def _wait(self, page: Page, window: str) -> dict[str, float]:
        look = {"expression": "window.seen", "returnByValue": True}
        deadline = time.perf_counter() + ANSWER_SECONDS
        while time.perf_counter() < deadline:
            threading.Event().wait(LOOK_SECONDS)  # a waiting script would take time from the page
            seen = ask(self._connection, "Runtime.evaluate", look, window)["result"].get("value", {})
            if seen.get("all"):
                return seen
        raise TimeoutError(f"{page.url} did not show its figures and {page.charts} charts; seen: {seen}.")


class Browser:
    """A running Chromium."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    @contextmanager
    def visitor(self) -> Iterator[Visitor]:
        """Somebody who was nowhere before; forgotten when the block ends."""
        context = ask(self._connection, "Target.createBrowserContext", {})["browserContextId"]
        yield Visitor(self._connection, context)
        ask(self._connection, "Target.disposeBrowserContext", {"browserContextId": context})


@contextmanager
def browser() -> Iterator[Browser]:
    """Start a Chromium with a profile of its own; it ends with the block."""
    with sync_playwright() as playwright:
        found = executable(playwright)
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as profile:
        command = (str(found), *FLAGS, f"--user-data-dir={profile}", "about:blank")
        with servers.running(command, answers=("/json/version",)) as server:
            with urllib.request.urlopen(f"{server.url}/json/version") as answer:
                address = json.load(answer)["webSocketDebuggerUrl"]
            with connect(address, max_size=None, proxy=None) as connection:
                yield Browser(connection)


def ask(connection: ClientConnection, method: str, parameters: Mapping[str, Any], window: str = "") -> dict[str, Any]:
    """Call a method of Chromium's protocol and return its result. Raises `RuntimeError` with Chromium's own words."""
    number = next(NUMBERS)
    message = {"id": number, "method": method, "params": parameters} | ({"sessionId": window} if window else {})
    connection.send(json.dumps(message))
    while True:
        answer = json.loads(connection.recv(ANSWER_SECONDS))
        if answer.get("id") == number:
            break
    if "error" in answer:
        raise RuntimeError(f"{method}: {answer['error']['message']}")
    return answer["result"]
