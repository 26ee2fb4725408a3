"""One board: four quadrants, each point a line that opens what is known of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from dia_data import swot as logic
from dia_data import swot_rules
from dia_data.queries import choices, markets, swot
from dia_data.swot import Point
from pages.ui import cards, clicks, drawer, filters, phone, pick
from pages.ui.charts import papers, show
from pages.ui.data import ask
from pages.ui.markdown import escape_markdown, escape_user_text
from pages.ui.swot import board_chart, forms
from pages.ui.swot import text as table
from pages.ui.swot.point import POINT

FOLLOWED = "swot_followed"
"""Where the session keeps which board the country filter led to."""
PICK = "swot_pick_"


def list_boards() -> dict[str, str]:
    """The subjects of all boards and their names: the consortium and each target market."""
    targets = ask(markets.targets)
    targets = targets[targets["role"] != "reserve"]
    return {logic.CONSORTIUM: "Consortium", **dict(zip(targets["country_code"], targets["country_name"], strict=True))}


def choose_board(names: Mapping[str, str], countries: Sequence[str]) -> str:
    """The board that is chosen; when the country filter comes to name a market, that market's board."""
    wanted = next((code for code in names if code in countries), logic.CONSORTIUM)
    if st.session_state.setdefault(FOLLOWED, wanted) != wanted:
        st.session_state[FOLLOWED] = st.session_state["board"] = wanted
    return pick.choose_one("Board", names, default=wanted, key="board", label_visibility="collapsed", wrap=True)


def draw_filter_note(view: str, names: Mapping[str, str]) -> None:
    """A line on what the filters do in a view, where that needs saying."""
    sentence = table.explain_filters(
        view,
        countries=name_countries(),
        markets=list(names.values()),
        partners=_find_names(choices.partners, filters.get_chosen("partner")),
    )
    if sentence:
        st.caption(escape_markdown(sentence))


def name_countries() -> list[str]:
    """The names of the countries that the filter chooses; none: all."""
    return _find_names(choices.countries, filters.get_chosen("country"))


def _find_names(options: Callable[..., pd.DataFrame], chosen: Sequence[str]) -> list[str]:
    known = ask(options)
    return known.loc[known["code"].isin(chosen), "name"].tolist() if chosen else []


def build_marks(
    points: Iterable[Point],
    *,
    countries: Sequence[str],
    partners: Sequence[str],
    verdicts: Sequence[swot_rules.Verdict],
) -> dict[str, table.Signs]:
    """What stands beside each point, with evidence about the countries and ratings of the partners (none: all)."""
    counts = logic.count_evidence(logic.select_about(ask(swot.evidence), countries))
    rated = table.average_ratings(ask(swot.ratings), partners)
    return {
        one.item_id: table.Signs(
            **counts.get(one.item_id, {}),
            tripped=len(
                swot_rules.find_tripped(swot_rules.select_of_point(verdicts, item_id=one.item_id, subject=one.subject))
            ),
            rating=table.format_rating(rated.get(one.item_id)),
        )
        for one in points
    }


def draw(
    points: Sequence[Point], *, board: str, name: str, labels: Mapping[str, str], beside: Mapping[str, table.Signs]
) -> None:
    """The board of the consortium or of a market, its retired points, and the form that adds one."""
    retired = [point for point in points if point.is_retired]
    lines = {one.item_id: _build_row(one, labels, beside) for one in points if not one.is_retired}
    most = max((count for row in lines.values() for count in (row.signs.supports, row.signs.contradicts)), default=0)
    height = board_chart.measure_row([row.sentence for row in lines.values()], is_phone=phone.is_phone())
    title = f"{name}: what helps, what hinders?"
    rows = table.tabulate_points(points, labels, beside)
    with cards.draw_card(title, rows=rows, key="board", charts=papers.chart_evidence):
        for pair in (logic.QUADRANTS[:2], logic.QUADRANTS[2:]):
            for column, quadrant in zip(st.columns(2), pair, strict=True):
                items = [one.item_id for one in points if one.quadrant == quadrant and one.item_id in lines]
                with column, st.container(gap=None):
                    _draw_quadrant(quadrant, {item: lines[item] for item in items}, most, height, of=(name, board))
        st.caption(table.LEGEND)
    if retired:
        with st.expander(f"Retired points ({len(retired)})", icon=":material/inventory_2:"):
            for point in retired:
                _draw_opener(point, labels)
    forms.draw_add(board, name=name)


def _build_row(point: Point, labels: Mapping[str, str], beside: Mapping[str, table.Signs]) -> board_chart.Row:
    sentence = table.format_sentence(point, labels[point.item_id])
    return board_chart.Row(
        sentence=board_chart.cut_sentence(sentence, is_phone=phone.is_phone()), signs=beside[point.item_id]
    )


def _draw_quadrant(
    quadrant: str, lines: Mapping[str, board_chart.Row], most: int, height: int, *, of: tuple[str, str]
) -> None:
    """The lines of one quadrant (item to line), or why it has none; `of` are the name and the code of the board."""
    title, icon = table.QUADRANT_NAMES[quadrant]
    st.markdown(f"{icon} **{title}**")
    if not lines:
        st.caption(escape_markdown(table.explain_empty_quadrant(quadrant, *of)))
        return
    key = f"{PICK}{quadrant}"
    alt = f"{title}: {table.describe_lines((row.sentence, row.signs) for row in lines.values())}"
    show.show_statements(
        board_chart.chart_quadrant(list(lines.values()), most=most, alt=alt),
        height=height * len(lines),
        key=key,
        on_select=partial(_open_clicked, key, list(lines)),
    )


def _draw_opener(point: Point, labels: Mapping[str, str]) -> None:
    label = f"{escape_user_text(point.text)} ({escape_markdown(table.shorten_label(labels[point.item_id]))})"
    drawer.draw_opener(label, at=f"{PICK}{point.item_id}", key=POINT, code=point.item_id)


def _open_clicked(key: str, items: Sequence[str]) -> None:
    """Open the point whose line was clicked in the chart with that key."""
    mark = clicks.read_click(key)
    if mark is not None:
        drawer.open_one(POINT, items[mark.place])
