"""How long a reader waits for `/markets`: on a first visit beside the same page in Dash, later beside a blank page."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.bench import servers
from tests.bench.findings import Finding
from tests.browser.install import executable

FIRST_VISIT_RATIO, READABLE_RATIO, DRAWN_RATIO = 1.2, 1.5, 3
REPEATS = 7
CHARTS = 4
WAIT_MS = 60_000
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LINE = {"offline": False, "latency": 40, "downloadThroughput": 10e6 / 8, "uploadThroughput": 10e6 / 8}
"""10 Mbit/s and 40 ms, as Chromium's own tools set it: bytes per second and milliseconds for each request."""

# Runs in each page before anything of its own, so its clock starts with the visit. In Dash and Streamlit alike Plotly
# marks a chart as .js-plotly-plot and puts a path for each mark of a trace into its .main-svg.
WATCH = """
const seen = window.seen = {};
const isFigure = (element) => /\\d/.test(element.textContent) && element.checkVisibility({visibilityProperty: true});
const isDrawn = (chart) => chart.querySelector(".main-svg .trace path") !== null;
const look = () => {
    if (!seen.readable && [...document.querySelectorAll("FIGURES")].some(isFigure)) seen.readable = performance.now();
    seen.charts = [...document.querySelectorAll(".js-plotly-plot")].filter(isDrawn).length;
    if (!seen.drawn && seen.charts >= CHARTS) seen.drawn = performance.now();
    if (!seen.readable || !seen.drawn) requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page to visit, the elements that show its figures, and how many charts it draws."""

    url: str
    figures: str
    charts: int


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Seconds from the start of a visit until its first figure can be read, and until all its charts are drawn."""

    readable: float
    drawn: float


def measure() -> list[Finding]:
    """First visits, then visits with a warm cache."""
    servers.prepare_assets()
    with ExitStack() as opened:
        pages = {
            "markets": Page(
                url=_serve(opened, servers.DASHBOARD) + "/markets",
                figures="td, [data-testid=stMetricDelta]",
                charts=CHARTS,
            ),
            "dash": Page(url=_serve(opened, servers.DASH), figures="td", charts=CHARTS),
            "blank": Page(url=_serve(opened, servers.BLANK), figures="[data-testid=stMarkdownContainer]", charts=0),
        }
        browser = opened.enter_context(_browser())
        for page in pages.values():
            first_visit(browser, page)  # what a server does for its first visitor alone is not measured
        return _first_visits(browser, pages) + _warm_visits(browser, pages)


def _serve(opened: ExitStack, command: tuple[str, ...]) -> str:
    data = opened.enter_context(servers.record())
    return opened.enter_context(servers.running(command, data)).url


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(playwright), args=FLAGS)
        yield browser
        browser.close()


def _first_visits(browser: Browser, pages: dict[str, Page]) -> list[Finding]:
    markets, dash = [], []
    for _ in range(REPEATS):
        markets.append(first_visit(browser, pages["markets"]).drawn)
        dash.append(first_visit(browser, pages["dash"]).drawn)
    return [
        Finding(
            what="first visit, all charts drawn",
            times=markets,
            peer_name="Dash, compressed",
            peer=dash,
            ratio=FIRST_VISIT_RATIO,
        )
    ]


def _warm_visits(browser: Browser, pages: dict[str, Page]) -> list[Finding]:
    markets, blank = [], []
    for _ in range(REPEATS):
        markets.append(second_visit(browser, pages["markets"]))
        blank.append(second_visit(browser, pages["blank"]))
    peer = {"peer_name": "blank page", "peer": [visit.readable for visit in blank]}
    return [
        Finding(
            what="warm cache, first figures", times=[visit.readable for visit in markets], ratio=READABLE_RATIO, **peer
        ),
        Finding(
            what="warm cache, all charts drawn", times=[visit.drawn for visit in markets], ratio=DRAWN_RATIO, **peer
        ),
    ]


def first_visit(browser: Browser, page: Page) -> Visit:
    """A visit over the slow line by someone who was never there."""
    with browser.new_context(viewport={"width": 1280, "height": 720}) as context:
        return _visit(context, page, line=LINE)


def second_visit(browser: Browser, page: Page) -> Visit:
    """A visit without a slow line by someone who was there before."""
    with browser.new_context(viewport={"width": 1280, "height": 720}) as context:
        _visit(context, page)
        return _visit(context, page)


def _visit(context: BrowserContext, page: Page, *, line: dict[str, float] | None = None) -> Visit:
    tab = context.new_page()
    tab.add_init_script(WATCH.replace("CHARTS", str(page.charts)).replace("FIGURES", page.figures))
    if line:
        tools = context.new_cdp_session(tab)
        tools.send("Network.enable")
        tools.send("Network.emulateNetworkConditions", line)
    tab.goto(page.url, wait_until="commit")
    tab.wait_for_function("window.seen.readable && window.seen.drawn", polling=100, timeout=WAIT_MS)
    seen = tab.evaluate("window.seen")
    tab.close()
    return Visit(readable=seen["readable"] / 1000, drawn=seen["drawn"] / 1000)
