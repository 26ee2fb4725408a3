"""How long a reader waits: on a first visit beside the same page in Dash, later beside Streamlit's own blank page."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress

from dia_data.settings import ROOT
from tests.bench import servers
from tests.bench.browser import ECHARTS, PLOTLY, Browser, Page, Visit, browser
from tests.bench.findings import Finding

READABLE_RATIO, DRAWN_RATIO = 1.5, 3
MARKETS_TO_DASH, BRIEFING_TO_DASH, BRIEFING_TO_BLANK = 1.2, 0.8, 1.25
KPIS_TO_BLANK = 1.5
MARKETS_IN_DASH = 4
"""Charts on the page of the markets in Dash."""
FIRST_VISITS, LATER_VISITS = 7, 5
ATTEMPTS = 4
BLANK_NAME, DASH_NAME = "blank, as shipped", "Dash, compressed"

SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]:not(:has([data-testid=stSkeleton]))"
"""A page of Streamlit whose script has run and whose elements are all there."""
LINES = "[data-testid=stPageLink]"
LIST = "[data-testid=stDataFrame] canvas"
PARTS: Mapping[str, dict[str, int]] = {
    "markets": {ECHARTS: 6},
    "survey": {PLOTLY: 3},
    "trends": {ECHARTS: 1},
    "roadmap": {ECHARTS: 1},
    "cooperation": {ECHARTS: 1},
    "kpis": {LIST: 1},
    "briefing": {LINES: 6, ECHARTS: 3},
}
"""What a page draws, and how many of it; on the others there is nothing more to draw than the page itself."""
MAPS = ("cooperation", "partners")
WITHOUT_FIGURES = ("record",)
"""Pages that ask for something before they show any figure."""


def measure() -> list[Finding]:
    """First visits to three pages, then visits to each page with a warm cache."""
    servers.prepare_assets()
    with ExitStack() as opened:
        ours = serve(opened, servers.DASHBOARD)
        blank_server = opened.enter_context(servers.running(servers.BLANK, folder=servers.PEERS))
        blank = Page(url=blank_server.url, figures="[data-testid=stMarkdownContainer]", drawn={SETTLED: 1})
        markets = Page(url=serve(opened, servers.dash("markets")), figures="p", drawn={PLOTLY: MARKETS_IN_DASH})
        briefing = Page(url=serve(opened, servers.dash("briefing")), figures="h3, p", drawn={".card": 4})
        pages = {name: page_of(ours, name) for name in names()}
        kpis = page_of(serve(opened, servers.DASHBOARD, reported=True), "kpis")
        visiting = opened.enter_context(browser())
        for page in (*pages.values(), kpis, markets, briefing, blank):
            _first_visit(visiting, page)  # what a server does for its first visitor alone is not measured
        return [
            *_first_visits(visiting, pages["markets"], {DASH_NAME: (markets, MARKETS_TO_DASH)}, name="/markets"),
            *_first_visits(
                visiting,
                pages["briefing"],
                {BLANK_NAME: (blank, BRIEFING_TO_BLANK), DASH_NAME: (briefing, BRIEFING_TO_DASH)},
                name="/",
            ),
            *_first_visits(visiting, kpis, {BLANK_NAME: (blank, KPIS_TO_BLANK)}, name="/kpis"),
            *_later_visits(visiting, pages, blank),
        ]


def names() -> list[str]:
    """The pages that show figures, by the names of their files."""
    files = (ROOT / "pages").glob("[a-z]*.py")
    return sorted(file.stem for file in files if file.stem not in WITHOUT_FIGURES)


def page_of(server: str, name: str) -> Page:
    """A page of the dashboard, and when it is drawn."""
    return Page(url=server + path(name), drawn={SETTLED: 1} | PARTS.get(name, {}), map=name in MAPS)


def path(name: str) -> str:
    """Where a page lies."""
    return "/" if name == "briefing" else f"/{name}"


def serve(opened: ExitStack, command: tuple[str, ...], *, reported: bool = False) -> str:
    """Start a server over a record of its own, with reports or without, as long as `opened`; return its address."""
    data = opened.enter_context(servers.reported() if reported else servers.record())
    return opened.enter_context(servers.running(command, data)).url


def _first_visits(
    visiting: Browser, page: Page, peers: Mapping[str, tuple[Page, float]], *, name: str
) -> list[Finding]:
    """The page and its peers in turn; `peers` by name, with the goal for each."""
    rounds = [
        [_first_visit(visiting, one).drawn for one in (page, *(peer for peer, _ in peers.values()))]
        for _ in range(FIRST_VISITS)
    ]
    own, *others = zip(*rounds, strict=True)
    return [
        Finding(what=f"{name} first visit, all drawn", times=own, peer_name=peer, peer=times, ratio=ratio)
        for (peer, (_, ratio)), times in zip(peers.items(), others, strict=True)
    ]


def _first_visit(visiting: Browser, page: Page) -> Visit:
    """Over the slow line, by someone who was never there.

    Now and then Chromium's slow line brings nothing at all, of whichever server: then somebody else visits.
    Raises `TimeoutError` when it never brings anything.
    """
    for _ in range(ATTEMPTS - 1):
        with suppress(TimeoutError), visiting.visitor() as visitor:
            return visitor.visit(page, slow_line=True)
    with visiting.visitor() as visitor:
        return visitor.visit(page, slow_line=True)


def _later_visits(visiting: Browser, pages: Mapping[str, Page], blank: Page) -> list[Finding]:
    """Without a slow line, by someone who knows every page; each visit beside one to the blank page."""
    with visiting.visitor() as visitor:
        for page in (*pages.values(), blank):
            visitor.visit(page)
        rounds = [
            {name: (visitor.visit(page), visitor.visit(blank)) for name, page in pages.items()}
            for _ in range(LATER_VISITS)
        ]
    return [finding for name in pages for finding in _later(path(name), [visits[name] for visits in rounds])]


def _later(where: str, pairs: Sequence[tuple[Visit, Visit]]) -> list[Finding]:
    def readable(visit: Visit) -> float:
        return visit.readable

    def drawn(visit: Visit) -> float:
        return visit.drawn

    goals: tuple[tuple[str, Callable[[Visit], float], float], ...] = (
        ("first figures", readable, READABLE_RATIO),
        ("all drawn", drawn, DRAWN_RATIO),
    )
    return [
        Finding(
            what=f"{where} warm cache, {what}",
            times=[time(own) for own, _ in pairs],
            peer_name=BLANK_NAME,
            peer=[readable(peer) for _, peer in pairs],
            ratio=ratio,
        )
        for what, time, ratio in goals
    ]
