"""`/survey`, the theme it opens with: the finding, have against want, demand without a partner, the wholes."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from dash import html

from dia_data.queries import survey
from pages.ui.survey import charts, text
from pages.ui.survey import rows as table
from tests.bench.peers.dash_parts import card, chart, rows
from tests.bench.peers.dash_parts import table as table_of


@cache
def content(chosen: Sequence[str], _sectors: Sequence[str], partners: Sequence[str]) -> list[Any]:
    """The three charts with the countries chosen marked, made once for each choice."""
    countries = rows(survey.countries)
    marked = table.find_marked_countries(chosen, partners, rows(survey.at_home))
    europe, world = (table.build_places(countries, part) for part in ("Europe", "World"))
    return [
        html.H3(text.write_interest(europe, world)),
        *(
            card(
                part,
                countries,
                chart(charts.plot_have_and_want(table.sort_by_gap(places), marked=marked)),
                html.P(text.describe_demand(places)),
            )
            for part, places in (("Europe", europe), ("World", world))
        ),
        card("Where is demand without a partner?", countries, table_of(table.tabulate_ranking(europe, world))),
        card("Each question as one whole", countries, chart(charts.plot_wholes(countries, marked=marked))),
    ]
