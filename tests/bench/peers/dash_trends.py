"""`/trends`: the matrix of trends and industries, what leads in it, our mapping, and figure 5 recomputed."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from dash import html

from dia_data.queries import trends
from pages.ui.trends import text as table
from tests.bench.peers.dash_parts import card, chart, rows
from tests.bench.peers.dash_parts import table as table_of
from tests.bench.peers.plotly_matrix import matrix


@cache
def content(_countries: Sequence[str], sectors: Sequence[str], partners: Sequence[str]) -> list[Any]:
    """The matrix of the industries that fit the choice, made once for each choice."""
    pairs, mapping, starts = (rows(query) for query in (trends.pairs, trends.mapping, trends.starts))
    shown = table.select_industries(pairs, mapping=mapping, starts=starts, sectors=sectors, partners=partners)
    squares = [row for row in pairs if row.industry_id in shown.industries]
    figure = matrix(squares, view=table.STRONG)
    marked = table.build_frame([row for row in squares if row.basis])
    return [
        *map(html.P, table.write_answer(squares)),
        card("Which trends and industries influence each other?", marked, chart(figure),
             html.P(table.describe_leaders(squares, table.STRONG))),
        card("Sectors and industries", table.build_frame(mapping), table_of(table.build_frame(mapping))),
    ]  # fmt: skip
