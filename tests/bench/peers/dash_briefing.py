"""`/`: how things stand, what needs attention, what changed, and the strategy in short, each line a link."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from dash import dcc, html

from pages.ui import data
from pages.ui.briefing import matters, view
from pages.ui.briefing import now as briefing_now


@cache
def content(_countries: Sequence[str], _sectors: Sequence[str], _partners: Sequence[str]) -> list[Any]:
    """The same cards as in the dashboard; made once."""
    day = data.get_today()
    now, strategy = briefing_now.build_view(day=day), view.build_view(day=day)
    calls = ((one.link.text, one.link.page, one.reason) for one in now.calls[: briefing_now.FIRST])
    moves = ((one.link.text, one.link.page, one.before) for one in (now.news.moves if now.news else ()))
    return [
        _card(now.finding, ((line.text, line.page, "") for line in matters.list_statuses(now.counts)), now.silence),
        _card(now.heading, calls),
        _card(now.news.title if now.news else "", moves, now.news.sentence if now.news else "", now.last_reports),
        _card("", ((one.short, one.page, "") for one in strategy.cards), strategy.alliance),
    ]


def _card(title: str, lines: Iterable[tuple[str, str, object]], *said: str) -> html.Div:
    links = [html.P([dcc.Link(text, href=page), f" {more}"]) for text, page, more in lines]
    return html.Div([html.H3(title), *map(html.P, said), *links], className="card")
