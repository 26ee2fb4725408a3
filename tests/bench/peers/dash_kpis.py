"""`/kpis`: how many are in each status, what the last reports changed, and the list of all, with its pictures."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from dash import dash_table

from dia_data.wording.columns import describe_column
from tests.bench.peers.dash_parts import kpis, said

PICTURES = ("against_target", "trend")
WIDTH, HEIGHT, EDGE = 50, 16, 1


@cache
def content(countries: Sequence[str], _sectors: Sequence[str], partners: Sequence[str]) -> list[Any]:
    """The list as the page opens with it, made once for each choice; its lines can be sorted as in the dashboard."""
    every, _, found = kpis(countries, partners)
    over, below = said(every, found)
    (group,) = found.groups
    return [
        *over,
        dash_table.DataTable(
            data=[_line(row) for row in group.table.to_pylist()],
            columns=[_column(name) for name in group.table.column_names],
            sort_action="native",
            markdown_options={"html": True},  # else it draws no picture that stands in the page itself
        ),
        below,
    ]


def _column(name: str) -> dict[str, str]:
    return {"id": name, "name": describe_column(name).title} | (
        {"presentation": "markdown"} if name in PICTURES else {}
    )


def _line(row: dict[str, Any]) -> dict[str, str]:
    pictures = {"against_target": row["against_target"], "trend": _course(row["trend"] or ())}
    shown = {name: f'<img alt="{name}" src="{picture}">' for name, picture in pictures.items()}
    return row | shown | {"status": row["status"][0]}


def _course(values: Iterable[float]) -> str:
    """A line through the values, as a picture."""
    levels = list(values)
    highest = max([*levels, 1])
    step = (WIDTH - 2 * EDGE) / max(len(levels) - 1, 1)
    points = [
        f"{EDGE + place * step:.1f},{HEIGHT - EDGE - level / highest * (HEIGHT - 2 * EDGE):.1f}"
        for place, level in enumerate(levels)
    ]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">'
        f'<polyline fill="none" stroke="#1F6FB2" points="{" ".join(points)}"/></svg>'
    )
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
