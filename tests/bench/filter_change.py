"""How long a change of a filter takes: on the server for each page, in the browser beside the same change in Dash."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import combinations, cycle

from tests.bench import servers, visits, wire
from tests.bench.browser import PLOTLY, Browser, Page, Window, browser
from tests.bench.findings import Finding, p95

GOAL_SECONDS = 0.06
BROWSER_RATIO, KPIS_RATIO = 1.4, 1.0
CHANGES = 20
OPTIONS = 8  # the markets come first in the list of countries
PAUSE_SECONDS = 0.1
"""Between two changes: nobody changes filters faster."""

FILTERS: Mapping[str, str] = {"trends": "Sector", "evaluation": "Partner"}
"""The filter that is changed; on all other pages it is the country."""
MARKETS = ("Germany", "Italy", "Brazil", "China", "USA")
IN_THE_BROWSER: Mapping[str, Sequence[str]] = {
    "markets": MARKETS,
    "survey": MARKETS,
    "trends": ("ICT", "Automotive", "Energy/utilities", "Logistics", "Food/packaging"),
}
"""What is chosen on the pages with charts, each in addition to those before it; each changes a chart."""
DASH_CHARTS: Mapping[str, int] = {"markets": visits.MARKETS_IN_DASH}
"""Where Dash draws another number of charts than the dashboard."""
FIELD, OPTION = ".st-key-choose_{} button", "[data-testid=stPopoverBody] button"
DASH_FIELD, DASH_OPTION = "#{}", ".dash-dropdown-option"
KPIS, DASH_CONTENT, DASH_TABLE = ".st-key-card_kpis", "#content", "#content tbody tr"
"""The list of KPIs in the dashboard and in Dash, and the lines of the latter, of which one is the head."""
KPIS_PEERS = {"kpis": "Dash, pictures in its table", "kpis_charts": "Dash, table and Plotly"}
"""The pages in Dash that show the same: as lean as Dash can be, and as it is usually built."""
KPIS_VISITORS = 6
"""So many choose each market once: the slowest changes are told apart from the usual ones."""


def measure() -> list[Finding]:
    """Changes on the server, then in the browser."""
    with servers.record() as data, servers.running(servers.DASHBOARD, data) as server:
        on_the_server = [finding for name in visits.names() for finding in _on_the_server(server, name)]
    return on_the_server + _in_the_browser()


def _on_the_server(server: servers.Server, name: str) -> list[Finding]:
    """Changes to what was asked before, and changes to what the server has not been asked yet."""
    label = FILTERS.get(name, "Country")
    known_times, new_times = [], []
    with wire.session(server, "" if name == "briefing" else name) as session:
        options = session.options(label)[:OPTIONS]
        known = [[option] for option in options]
        for chosen in known:
            session.choose({label: chosen})
        for new, asked_before in zip(_more_than_one(options), cycle(known), strict=False):
            for chosen, times in ((new, new_times), (asked_before, known_times)):
                threading.Event().wait(PAUSE_SECONDS)
                times.append(session.choose({label: chosen}))
    where = visits.path(name)
    return [
        Finding(what=f"{where} filter change, asked before", times=known_times, plus=GOAL_SECONDS),
        Finding(what=f"{where} filter change, new question", times=new_times, plus=GOAL_SECONDS),
    ]


def _more_than_one(options: list[str]) -> Iterator[list[str]]:
    """As many different choices of two or three options as there are changes."""
    choices = [list(choice) for size in (2, 3) for choice in combinations(options, size)]
    yield from choices[:CHANGES]


def _in_the_browser() -> list[Finding]:
    with ExitStack() as opened:
        ours = visits.serve(opened, servers.DASHBOARD)
        peers = {name: visits.serve(opened, servers.dash(name)) for name in IN_THE_BROWSER}
        visiting = opened.enter_context(browser())
        charts = [_charts(visiting, ours, peer, name) for name, peer in peers.items()]
        ours = visits.serve(opened, servers.DASHBOARD, reported=True)
        kpis = [
            finding
            for name, beside in KPIS_PEERS.items()
            for finding in _kpis(visiting, ours, visits.serve(opened, servers.dash(name), reported=True), beside)
        ]
        return charts + kpis


def _charts(visiting: Browser, ours: str, peer: str, name: str) -> Finding:
    """From the click until the last chart has changed."""
    charts = {PLOTLY: DASH_CHARTS.get(name, sum(visits.PARTS[name].values()))}
    page, dash = visits.page_of(ours, name), Page(url=peer, figures="body", drawn=charts)
    own, others = _in_turn(visiting, page, dash, FILTERS.get(name, "Country"), IN_THE_BROWSER[name])
    return Finding(
        what=f"{visits.path(name)} filter change until the last chart has changed",
        times=own,
        peer_name=visits.DASH_NAME,
        peer=others,
        ratio=BROWSER_RATIO,
    )


def _kpis(visiting: Browser, ours: str, peer: str, beside: str) -> list[Finding]:
    """From the click until the list has changed: as usual, and of twenty changes the slowest."""
    page = replace(visits.page_of(ours, "kpis"), words=KPIS)
    dash = Page(url=peer, figures="body", drawn={DASH_TABLE: 2}, words=DASH_CONTENT)
    rounds = [_in_turn(visiting, page, dash, "Country", MARKETS) for _ in range(KPIS_VISITORS)]
    own, others = ([one for times in several for one in times] for several in zip(*rounds, strict=True))
    what = "/kpis filter change until the list has changed"
    return [
        Finding(what=what, times=own, peer_name=beside, peer=others, ratio=KPIS_RATIO),
        Finding(what=f"{what}, p95", times=[p95(own)], peer_name=beside, peer=[p95(others)], ratio=KPIS_RATIO),
    ]


def _in_turn(
    visiting: Browser, page: Page, dash: Page, label: str, options: Sequence[str]
) -> tuple[list[float], list[float]]:
    """The same options chosen in both by somebody who was nowhere before: how long the one took, and the other."""
    with visiting.visitor() as visitor:
        windows = visitor.open(page), visitor.open(dash)
        pairs = [
            (
                _choose(windows[0], FIELD.format(label.lower()), OPTION, option),
                _choose(windows[1], DASH_FIELD.format(label.lower()), DASH_OPTION, option),
            )
            for option in options
        ]
    return [own for own, _ in pairs], [other for _, other in pairs]


def _choose(window: Window, field: str, option: str, text: str) -> float:
    """Click on an option of a field, whose list stays open from one choice to the next; how long until all is drawn."""
    if not window.where(option, text):
        window.click(field)
    window.click(option, text)
    return window.changed()
