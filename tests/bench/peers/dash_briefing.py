"""`/`: the same cards, with their lines as links."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from dash import dcc, html

from pages.ui import briefing_items, briefing_view


@cache
def content(_countries: Sequence[str], _sectors: Sequence[str], _partners: Sequence[str]) -> list[Any]:
    """The alliance in a sentence, and the cards; made once."""
    briefing = briefing_view.made()
    return [html.P(briefing.alliance), *map(_card, briefing.cards)]


def _card(summary: briefing_items.Summary) -> html.Div:
    lines = [html.P(dcc.Link(line.text, href=line.page)) for line in summary.lines]
    return html.Div(
        [html.P(summary.question), html.H3(summary.headline), html.P(summary.detail), *lines], className="card"
    )
