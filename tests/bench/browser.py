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
ANSWER_SECONDS = 30
NUMBERS = count(1)
"""Of the messages to Chromium."""
LOOK_SECONDS = 0.1
SLOW_LINE = {"offline": False, "latency": 40, "downloadThroughput": 10e6 / 8, "uploadThroughput": 10e6 / 8}
"""10 Mbit/s and 40 ms, as Chromium's own tools set it: bytes per second, and milliseconds for each request."""

READING = ":is(td, [data-testid=stMetricValue], [data-testid=stMetricDelta], [data-testid=stMarkdownContainer])"
FIGURES = f"[data-testid=stMain] {READING}"
"""What shows figures in Streamlit. The words on buttons and beside fields are left out in `WATCH`."""
PLOTLY = ".js-plotly-plot:has(.main-svg .trace path)"
"""A chart with its marks. In Dash and Streamlit alike Plotly calls a chart and its parts so."""
ECHARTS = "[data-testid=stEChartsChart]:has(svg path)"
"""A chart of Apache ECharts with its marks."""

# Runs in each page before anything of its own; its clock starts with the visit. A figure counts when it can be seen:
# on the screen, not hidden, and in a font that is there. A map is drawn when its canvas is drawn on no longer. A table
# that is painted repeats its words for screen readers some time after everybody else has seen them.
WATCH = """
const seen = window.seen = {readable: 0, drawn: 0, map: 0, clicked: 0, changed: 0, all: false};
const wanted = WANTED;
const CHART = ".js-plotly-plot, [data-testid=stEChartsChart]";
const canBeRead = (element) => {
    const box = element.getBoundingClientRect();
    return /\\d/.test(element.textContent) && !element.closest("button, label, a") && box.width > 0
        && box.top < innerHeight && element.checkVisibility({visibilityProperty: true, opacityProperty: true})
        && document.fonts.check(`1em ${getComputedStyle(element).fontFamily.split(",")[0]}`);
};
const isDrawn = () => Object.entries(wanted.drawn).every(
    ([selector, least]) => document.querySelectorAll(selector).length >= least
);
const paint = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (...given) {
    if (wanted.words && this.canvas.closest(wanted.words)) seen.changed = performance.now();
    return paint.apply(this, given);
};
for (const kind of [WebGLRenderingContext, WebGL2RenderingContext])
    for (const name of ["drawArrays", "drawElements", "drawArraysInstanced", "drawElementsInstanced"]) {
        const draw = kind.prototype[name];
        if (draw) kind.prototype[name] = function (...given) {
            seen.map = performance.now();
            return draw.apply(this, given);
        };
    }
const look = () => {
    const now = performance.now();
    if (!seen.readable && [...document.querySelectorAll(wanted.figures)].some(canBeRead)) seen.readable = now;
    if (!seen.drawn && isDrawn()) seen.drawn = now;
    const atRest = !wanted.map || (seen.map > 0 && now - seen.map > wanted.rest);
    seen.all = seen.readable > 0 && seen.drawn > 0 && atRest;
    if (!seen.all) requestAnimationFrame(look);
};
requestAnimationFrame(look);
addEventListener("pointerdown", () => { seen.clicked = performance.now(); seen.changed = 0; }, {capture: true});
new MutationObserver((changes) => {
    const isSeen = ({target, type}) => {
        const around = target.parentElement;
        const isRepeated = (target.closest ? target : around)?.closest("canvas");
        return around?.closest(CHART)
            || (wanted.words && type !== "attributes" && around?.closest(wanted.words) && !isRepeated);
    };
    if (changes.some(isSeen)) seen.changed = performance.now();
}).observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
"""
REST_MS = 700
"""How long nothing may be drawn for a map, or for charts after a click, to be as they stay."""

# The middle of the first visible element of a selector that has this text or, without a text, of the first of all.
FIND = """(() => {
    const found = [...document.querySelectorAll(SELECTOR)].find(
        (element) => element.checkVisibility() && (!TEXT || element.textContent.trim() === TEXT)
    );
    if (!found) return null;
    found.scrollIntoView({block: "nearest"});
    const box = found.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
})()"""


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page to visit.

    `figures`: the elements (a CSS selector) that show its figures; `drawn`: how many elements of a selector are there
    when it is drawn; `map`: whether a map must be drawn as well; `words`: what answers a filter besides charts.
    """

    url: str
    figures: str = FIGURES
    drawn: Mapping[str, int]
    map: bool = False
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Seconds from the start of a visit until its first figure can be read, and until everything is drawn."""

    readable: float
    drawn: float


class Window:
    """A page that is open."""

    def __init__(self, connection: ClientConnection, target: str, session: str) -> None:
        self._connection = connection
        self._target = target
        self._session = session

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Call a method of Chromium's protocol for this window."""
        return ask(self._connection, method, parameters, self._session)

    def look(self, expression: str) -> Any:
        """The value of an expression in the page; of a promise, once it is kept."""
        given = {"expression": expression, "returnByValue": True, "awaitPromise": True}
        return self.ask("Runtime.evaluate", **given)["result"].get("value")

    def wait(self, expression: str) -> Any:
        """The value of an expression in the page once it is true. Raises `TimeoutError` when it is not in time."""
        deadline = time.perf_counter() + ANSWER_SECONDS
        while time.perf_counter() < deadline:
            if value := self.look(expression):
                return value
            threading.Event().wait(LOOK_SECONDS)  # a waiting script would take time from the page
        raise TimeoutError(f"{expression} stayed false; seen: {self.look('window.seen')}.")

    def where(self, selector: str, text: str = "") -> list[float] | None:
        """The middle of the first visible element of a selector, or of that with this text; None: there is none."""
        return self.look(FIND.replace("SELECTOR", json.dumps(selector)).replace("TEXT", json.dumps(text)))

    def click(self, selector: str, text: str = "") -> None:
        """Click as a hand does it on what `where` finds, once it is there and moves no longer.

        Raises `TimeoutError` when it is not there in time.
        """
        place, place_before = self.where(selector, text), None
        deadline = time.perf_counter() + ANSWER_SECONDS
        while not place or place != place_before:
            if time.perf_counter() > deadline:
                raise TimeoutError(f"No {selector} {text} to click on.")
            threading.Event().wait(LOOK_SECONDS)
            place, place_before = self.where(selector, text), place
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            button = {} if kind == "mouseMoved" else {"button": "left", "clickCount": 1}
            self.ask("Input.dispatchMouseEvent", type=kind, x=place[0], y=place[1], **button)

    def changed(self) -> float:
        """Seconds from the last click until the last change of a chart, or of the words, that came of it."""
        at_rest = f"seen.changed > seen.clicked && performance.now() - seen.changed > {REST_MS}"
        return self.wait(f"{at_rest} ? seen.changed - seen.clicked : 0") / 1000

    def close(self) -> None:
        """Close the window."""
        ask(self._connection, "Target.closeTarget", {"targetId": self._target})


class Visitor:
    """Somebody with a browser cache of their own, empty at first."""

    def __init__(self, connection: ClientConnection, context: str) -> None:
        self._connection = connection
        self._context = context

    def visit(self, page: Page, *, slow_line: bool = False) -> Visit:
        """Open the page in a new window, wait until everything is there, and close it.

        Raises `TimeoutError` when it is not there in time.
        """
        window = self.open(page, slow_line=slow_line)
        seen = window.look("seen")
        window.close()
        drawn = max(seen["readable"], seen["drawn"], seen["map"] if page.map else 0)
        return Visit(readable=seen["readable"] / 1000, drawn=drawn / 1000)

    def open(self, page: Page, *, slow_line: bool = False) -> Window:
        """Open the page in a new window and wait until everything is there; it stays open."""
        opened = {"url": "about:blank", "browserContextId": self._context, "newWindow": True}
        target = ask(self._connection, "Target.createTarget", opened | {"width": 1280, "height": 720})["targetId"]
        session = ask(self._connection, "Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        window = Window(self._connection, target, session)
        window.ask("Page.enable")
        wanted = {"figures": page.figures, "drawn": dict(page.drawn), "map": page.map, "words": page.words}
        wanted["rest"] = REST_MS
        window.ask("Page.addScriptToEvaluateOnNewDocument", source=WATCH.replace("WANTED", json.dumps(wanted)))
        if slow_line:
            window.ask("Network.enable")
            window.ask("Network.emulateNetworkConditions", **SLOW_LINE)
        window.ask("Page.navigate", url=page.url)
        window.wait("window.seen && seen.all")
        return window


class Browser:
    """A running Chromium."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    @contextmanager
    def visitor(self) -> Iterator[Visitor]:
        """Somebody who was nowhere before; forgotten when the block ends."""
        context = ask(self._connection, "Target.createBrowserContext", {})["browserContextId"]
        try:
            yield Visitor(self._connection, context)
        finally:
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
