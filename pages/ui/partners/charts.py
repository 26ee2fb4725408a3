"""The matrix of target industries and partners, described. Nothing here knows what draws it."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import pandas as pd

from dia_data.frames import make_rows
from dia_data.queries.partners import Coverage
from dia_data.wording.lists import join_names
from pages.ui.charts import look
from pages.ui.charts.chart import CLEAR, Chart, Layout, Names, Point, Style, Tiles, Words

LISTED_AND_DESCRIBED, LISTED, DESCRIBED, LINKED, NEITHER = "both", "list", "text", "ƒ", "–"
"""What stands in a cell: which of the two sections names the industry of that partner, or whether links of ours do."""

FULL, HALF = "#6D2E9E", "rgba(139,79,191,0.38)"
LOOKS = {
    LISTED_AND_DESCRIBED: Style(fill=FULL, edge=FULL, edge_width=2),
    LISTED: Style(fill=HALF, edge=HALF, edge_width=2),
    DESCRIBED: Style(fill=CLEAR, edge=look.PURPLE, edge_width=2),
    LINKED: Style(fill=CLEAR),
    NEITHER: Style(fill=CLEAR),
}
"""Filled: printed in the list; hollow: our reading of a description."""

WORDS = {
    LISTED_AND_DESCRIBED: "in the list (§5.2.3) and, as we read it, in the description (§6)",
    LISTED: "in the list (§5.2.3), not in the description (§6)",
    DESCRIBED: "in the description (§6), as we read it; not in the list (§5.2.3)",
    LINKED: "in neither section as a target industry; by our links (ƒ) {} (§6) {} to the same emerging industry",
    NEITHER: "in neither section",
}

HEAD, NARROW_HEAD, LINE_HEIGHT = 34, 64, 46
NAMES, NARROW_NAMES = 150, 122
NARROW = 460
"""Up to this width of the chart the names of the partners stand on end."""


class Cell(NamedTuple):
    """Where a pair of industry and partner stands, and what is known of it."""

    line: int
    column: int
    partner_id: str
    known: str
    tip: str


def list_cells(coverage: pd.DataFrame, partner_ids: Sequence[str]) -> list[Cell]:
    """The cells of the partners in the order in which the matrix draws them."""
    industries = list(dict.fromkeys(coverage["industry"]))
    return [
        Cell(
            line=industries.index(row.industry),
            column=partner_ids.index(row.partner_id),
            partner_id=row.partner_id,
            known=name_known(row),
            tip=f"{row.partner}, {row.industry}: {_describe(row)}",
        )
        for row in make_rows(coverage, Coverage)
        if row.partner_id in partner_ids
    ]


def name_known(row: Coverage) -> str:
    """Which of the two sections names a pair; where neither does, whether our links lead there all the same."""
    if row.listed:
        return LISTED_AND_DESCRIBED if row.described else LISTED
    if row.described:
        return DESCRIBED
    return LINKED if row.linked_through else NEITHER


def _describe(row: Coverage) -> str:
    offers = (row.linked_through or "").split("; ")
    return WORDS[name_known(row)].format(
        join_names(f"“{offer}”" for offer in offers), "leads" if len(offers) == 1 else "lead"
    )


def chart_matrix(coverage: pd.DataFrame, partner_ids: Sequence[str]) -> Chart:
    """A line for each target industry, a column for each partner; the cells in the order of `list_cells`."""
    names = dict(zip(coverage["partner_id"], coverage["partner"], strict=True))
    industries = list(dict.fromkeys(coverage["industry"]))
    tiles = [_build_cell(cell) for cell in list_cells(coverage, partner_ids)]
    alt = f"Target industries by partner. {describe_matrix(coverage, partner_ids)}"
    return Chart(
        finding=alt,
        compared="partners",
        over="target industries",
        across=Names(names=[names[partner].partition("/")[0] for partner in partner_ids], has_lines=True),
        down=Names(names=industries, has_lines=True),
        marks=[Tiles(name="coverage", tiles=tiles, is_clicked=True)],
        layout=_lay_out(look.FONT_SIZE, names=NAMES, head=HEAD, cell=54, heads="flat"),
        narrow=_lay_out(look.SMALL, names=NARROW_NAMES, head=NARROW_HEAD, cell=27, heads="upright"),
        narrow_up_to=NARROW,
        alt=alt,
    )


def measure_height(coverage: pd.DataFrame) -> int:
    """The pixels that the matrix needs."""
    return NARROW_HEAD + LINE_HEIGHT * coverage["industry"].nunique() + 1


def describe_matrix(coverage: pd.DataFrame, partner_ids: Sequence[str]) -> str:
    """The matrix in words: the pairs that at least one section names."""
    return "; ".join(cell.tip for cell in list_cells(coverage, partner_ids) if cell.known not in (LINKED, NEITHER))


def _build_cell(cell: Cell) -> Point:
    # Without a colour of its own text takes that of the theme.
    ink = "#FFFFFF" if cell.known == LISTED_AND_DESCRIBED else ""
    words = Words(text=cell.known, ink=ink)
    return Point(x=cell.column, y=cell.line, words=words, style=LOOKS[cell.known], tip=[cell.tip])


def _lay_out(font: int, *, names: int, head: int, cell: int, heads: Literal["flat", "upright"]) -> Layout:
    """What differs with the width: room for the names, type, and how wide a cell is."""
    tile = (cell, LINE_HEIGHT - 14)
    return Layout(font=font, left=names, right=1, top=head, bottom=1, name_width=names - 10, heads=heads, tile=tile)
