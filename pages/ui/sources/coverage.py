"""What is known, as two maps: figures by topic and how we know them, and the compared figures by market."""

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from dia_data.papers.paper import Chart, Series
from dia_data.queries import sources
from dia_data.queries.sources import Coverage
from dia_data.wording.bases import BASES
from dia_data.wording.citations import name_document
from dia_data.wording.figures import NOT_IN_SOURCE, format_count
from dia_data.wording.lists import join_names
from pages.ui import cards, clicks, comments, drawer, exports, more, phone, pick
from pages.ui.charts import show
from pages.ui.data import ask
from pages.ui.markdown import escape_markdown
from pages.ui.sources import charts
from pages.ui.sources.charts import Cell, Room, Sizes
from pages.ui.sources.lists import spell_codes

CELL = "cell"
"""The name of the open cell in the address."""
MAP, GAPS = "coverage", "market_gaps"
MEMBERS = "recorded"
LOST = "lost"
UNDATED = "not stated"
"""In the place of a period: the figure is stated without one."""
TOPICS = Sizes(
    names=150, column=80, letters=40,
    narrow=Room(names=128, column=30, letters=40), narrowest=Room(names=110, column=24, letters=40),
)  # fmt: skip
MARKETS = Sizes(
    names=196, column=26, letters=28, head=82, row=33,
    narrow=Room(names=170, column=18, letters=28), narrowest=Room(names=126, column=16, letters=21),
)  # fmt: skip


def name_row(one: Coverage) -> str:
    """A topic with the document it is from: `Markets, D3.1`."""
    return f"{one.topic}, {name_document(one.source_id) if one.source_id else MEMBERS}"


def name_cell(one: Coverage) -> str:
    """A row of the coverage as the address and the list call it: `Markets, D3.1: approximate`."""
    return f"{name_row(one)}: {one.basis or LOST}"


def list_columns(found: Sequence[Coverage]) -> list[str]:
    """The bases that are used, in their order, and last what is lost."""
    used = {one.basis or LOST for one in found}
    return [basis for basis in (*BASES, LOST) if basis in used]


def build_cells(found: Sequence[Coverage]) -> list[Cell]:
    """A cell for each row of the coverage, in its order."""
    strengths = charts.scale_strengths([one.figures if one.basis else 0 for one in found])
    return [
        Cell(
            row=name_row(one),
            column=one.basis or LOST,
            label=str(one.figures),
            strength=strength if one.basis else 0,
            title=name_row(one),
            text=describe_cell(one),
            is_missing=one.basis is None,
        )
        for one, strength in zip(found, strengths, strict=True)
    ]


def describe_cell(one: Coverage) -> str:
    """What a cell counts: `12 figures, printed as approximate, …`."""
    if one.basis is None:
        return f"{format_count(one.figures, 'line')} whose value is lost in the text of the source: no figures"
    return f"{format_count(one.figures, 'figure')}, {BASES[one.basis][1]}"


def build_gap_cells(gaps: pd.DataFrame) -> list[Cell]:
    """A cell for each indicator and market: how many periods are known, or that none is in the source."""
    cells = []
    for row in gaps.to_dict("records"):
        is_missing = bool(pd.isna(row["periods"]))
        periods = [] if is_missing or row["periods"] == UNDATED else row["periods"].split(", ")
        cells.append(
            Cell(
                row=row["indicator_name"],
                column=row["country_name"],
                label="" if is_missing else str(len(periods) or "•"),
                strength=0 if is_missing else charts.LIGHTEST * 2,
                title=f"{row['indicator_name']}, {row['country_name']}",
                text=NOT_IN_SOURCE if is_missing else _name_periods(periods),
                is_missing=is_missing,
            )
        )
    return cells


def _name_periods(periods: Sequence[str]) -> str:
    return f"{format_count(len(periods), 'period')}: {join_names(periods)}" if periods else "stated without a period"


def tabulate(found: Sequence[Coverage]) -> pd.DataFrame:
    """The coverage as a table: a line per topic and document, a column per basis."""
    rows = [(name_document(one.source_id) if one.source_id else MEMBERS, one.topic, one) for one in found]
    lines: dict[tuple[str, str], dict[str, int]] = {}
    for source, topic, one in rows:
        lines.setdefault((source, topic), {})[f"figures_{one.basis or LOST}"] = one.figures
    return pd.DataFrame([{"source_id": source, "topic": topic, **counts} for (source, topic), counts in lines.items()])


def chart_topics(rows: pd.DataFrame) -> list[Chart]:
    """The figures of each topic as bars, a series for each basis; what is lost is in the table alone."""
    if rows.empty:
        return []
    names = [f"{topic}, {source}" for source, topic in zip(rows["source_id"], rows["topic"], strict=True)]
    used = [basis for basis in BASES if f"figures_{basis}" in rows]
    series = [Series(name=basis, values=rows[f"figures_{basis}"].fillna(0).astype(float).tolist()) for basis in used]
    return [Chart(title="Figures by topic", kind="bar", categories=names, series=series, unit="figures")]


def chart_known(rows: pd.DataFrame) -> list[Chart]:
    """How many of the compared figures of each market are known, and how many are not in the source."""
    if rows.empty:
        return []
    markets = list(dict.fromkeys(rows["country_name"]))
    missing = (rows["period"] == NOT_IN_SOURCE).groupby(rows["country_name"]).agg(["sum", "size"])
    absent = [float(missing.loc[market, "sum"]) for market in markets]
    known = [float(missing.loc[market, "size"]) - without for market, without in zip(markets, absent, strict=True)]
    return [
        Chart(
            title="Compared figures by market",
            kind="bar",
            categories=[str(market) for market in markets],
            series=[Series(name="known", values=known), Series(name=NOT_IN_SOURCE, values=absent)],
            unit="indicators",
            note="The table names them, with their periods.",
        )
    ]


def draw() -> None:
    """The two maps side by side, and over them the figures of the cell that is open."""
    found = ask(sources.coverage)
    left, right = st.columns([3, 2])
    with left, cards.draw_border(MAP):
        _draw_topics(found)
    with right, cards.draw_border(GAPS):
        _draw_gaps(ask(sources.market_gaps))
    cell = st.session_state.get(CELL)
    by_name = {name_cell(one): one for one in found}
    if cell in by_name:
        drawer.draw(CELL, cell, partial(_draw_figures, by_name[cell]))


def _draw_topics(found: Sequence[Coverage]) -> None:
    known = sum(one.figures for one in found if one.basis)
    rows, columns = list(dict.fromkeys(name_row(one) for one in found)), list_columns(found)
    title = f"{known:,} figures and statements by topic, and how we know them"
    st.markdown(f"**{escape_markdown(title)}**")
    names = [name_cell(one) for one in found]
    _draw_map(
        MAP, build_cells(found), rows=rows, columns=columns, sizes=TOPICS, over="how we know them", alt=title,
        on_select=partial(_pick, names),
    )  # fmt: skip
    table = tabulate(found)
    exports.remember(title, rows=table, source="Counted in the record", key=MAP, charts=chart_topics)
    with st.container(horizontal=True, vertical_alignment="center"):
        pick.choose_in_list_or_none(
            "List figures", pick.name_as_is(names), key=CELL, placeholder="List the figures of …",
            label_visibility="collapsed", width="stretch",
        )  # fmt: skip
        more.draw(
            title,
            about=comments.chart_subject(MAP),
            table=partial(cards.show_table_and_files, table, title=title, key=MAP),
        )
    st.caption(
        " · ".join(f"**{basis}** {BASES[basis][1]}" for basis in columns if basis in BASES) + _explain_lost(found)
    )


def _explain_lost(found: Sequence[Coverage]) -> str:
    lost = sum(one.figures for one in found if one.basis is None)
    return f" · **{LOST}** {format_count(lost, 'line')} whose value is lost, not counted as figures" if lost else ""


def _draw_gaps(gaps: pd.DataFrame) -> None:
    missing = int(gaps["periods"].isna().sum())
    title = f"{missing} of {len(gaps)} compared market figures are missing"
    st.markdown(f"**{escape_markdown(title)}**")
    rows, columns = (list(dict.fromkeys(gaps[name])) for name in ("indicator_name", "country_name"))
    _draw_map(GAPS, build_gap_cells(gaps), rows=rows, columns=columns, sizes=MARKETS, over="markets", alt=title)
    table = gaps.assign(period=gaps["periods"].fillna(NOT_IN_SOURCE)).drop(columns="periods")
    exports.remember(title, rows=table, source="Counted in the record", key=GAPS, charts=chart_known)
    st.caption("Each number: how many periods are known. •: stated without a period. Dashed: not in the source.")


def _draw_map(
    key: str,
    cells: Sequence[Cell],
    *,
    rows: Sequence[str],
    columns: Sequence[str],
    sizes: Sizes,
    over: str,
    alt: str,
    on_select: Callable[[], object] | None = None,
) -> None:
    show.show(
        charts.chart_map(cells, rows=rows, columns=columns, sizes=sizes, over=over, alt=alt),
        key=key,
        height=charts.measure_height(rows, sizes, is_narrow=phone.is_phone()),
        on_select=on_select,
    )


def _pick(names: Sequence[str]) -> None:
    """Open the cell that was clicked."""
    cell = clicks.read_click(MAP)
    if cell is not None:
        drawer.open_one(CELL, names[cell.place])


def _draw_figures(one: Coverage) -> None:
    rows = ask(sources.figures_behind, source_id=one.source_id, topic=one.topic, basis=one.basis)
    st.markdown(f"{escape_markdown(describe_cell(one))}.")
    shown = rows.assign(
        figure=rows["figure"].map(spell_codes),
        source_id=rows["source_id"].map(name_document),
        note=rows["note"].fillna("").map(spell_codes),
    )
    cards.show_table(shown.drop(columns="topic"), title=name_cell(one), key="figures_of_cell")
