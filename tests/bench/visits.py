"""How long a reader waits for `/markets`: on a first visit beside the same page in Dash, later beside a blank page."""

from contextlib import ExitStack

from tests.bench import servers
from tests.bench.browser import Browser, Page, Visit, browser
from tests.bench.findings import Finding

FIRST_VISIT_RATIO, READABLE_RATIO, DRAWN_RATIO = 1.2, 1.5, 3
REPEATS = 7
CHARTS = 4


def measure() -> list[Finding]:
    """First visits, then visits with a warm cache."""
    servers.prepare_assets()
    with ExitStack() as opened:
        markets = Page(
            url=_serve(opened, servers.DASHBOARD) + "/markets", figures="td, [data-testid=stMetricDelta]", charts=CHARTS
        )
        dash = Page(url=_serve(opened, servers.DASH), figures="td", charts=CHARTS)
        blank = Page(url=_serve(opened, servers.BLANK), figures="[data-testid=stMarkdownContainer]", charts=0)
        visiting = opened.enter_context(browser())
        for page in (markets, dash, blank):
            _first_visit(visiting, page)  # what a server does for its first visitor alone is not measured
        return _first_visits(visiting, markets, dash) + _second_visits(visiting, markets, blank)


def _serve(opened: ExitStack, command: tuple[str, ...]) -> str:
    data = opened.enter_context(servers.record())
    return opened.enter_context(servers.running(command, data)).url


def _first_visits(visiting: Browser, markets: Page, dash: Page) -> list[Finding]:
    pairs = [(_first_visit(visiting, markets), _first_visit(visiting, dash)) for _ in range(REPEATS)]
    return [
        Finding(
            what="first visit, all charts drawn",
            times=[visit.drawn for visit, _ in pairs],
            peer_name="Dash, compressed",
            peer=[visit.drawn for _, visit in pairs],
            ratio=FIRST_VISIT_RATIO,
        )
    ]


def _second_visits(visiting: Browser, markets: Page, blank: Page) -> list[Finding]:
    pairs = [(_second_visit(visiting, markets), _second_visit(visiting, blank)) for _ in range(REPEATS)]
    return [
        Finding(
            what=f"warm cache, {what}",
            times=times,
            peer_name="blank page",
            peer=[visit.readable for _, visit in pairs],
            ratio=ratio,
        )
        for what, times, ratio in (
            ("first figures", [visit.readable for visit, _ in pairs], READABLE_RATIO),
            ("all charts drawn", [visit.drawn for visit, _ in pairs], DRAWN_RATIO),
        )
    ]


def _first_visit(visiting: Browser, page: Page) -> Visit:
    """Over the slow line, by someone who was never there."""
    with visiting.visitor() as visitor:
        return visitor.visit(page, slow_line=True)


def _second_visit(visiting: Browser, page: Page) -> Visit:
    """Without a slow line, by someone who was there before."""
    with visiting.visitor() as visitor:
        visitor.visit(page)
        return visitor.visit(page)
