"""One board: four quadrants, each point a line that opens what is known of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import pandas as pd
import streamlit as st

from dia_data import swot as logic
from dia_data import swot_rules
from dia_data.queries import choices, markets, swot
from dia_data.swot import Point
from pages.ui import cards, filters, pick
from pages.ui.data import ask
from pages.ui.markdown import escape_markdown
from pages.ui.swot import forms
from pages.ui.swot import text as table

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
        countries=_find_names(choices.countries, filters.get_chosen("country")),
        markets=list(names.values()),
        partners=_find_names(choices.partners, filters.get_chosen("partner")),
    )
    if sentence:
        st.caption(escape_markdown(sentence))


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
            rating=rated.get(one.item_id, ""),
        )
        for one in points
    }


def draw(
    points: Sequence[Point], *, board: str, name: str, labels: Mapping[str, str], beside: Mapping[str, table.Signs]
) -> None:
    """The board of the consortium or of a market, its retired points, and the form that adds one."""
    retired = [point.item_id for point in points if point.is_retired]
    title = f"{name}: what helps, what hinders?"
    lines = {point.item_id: _format_line(point, labels, beside) for point in points}
    with cards.draw_card(title, rows=table.tabulate_points(points, labels, beside), key="board"):
        for pair in (logic.QUADRANTS[:2], logic.QUADRANTS[2:]):
            for column, quadrant in zip(st.columns(2), pair, strict=True):
                items = [one.item_id for one in points if one.quadrant == quadrant and not one.is_retired]
                with column, st.container(gap="xsmall"):
                    _draw_quadrant(quadrant, items, lines, name=name, board=board)
        st.caption(table.LEGEND)
    if retired:
        with st.expander(f"Retired points ({len(retired)})", icon=":material/inventory_2:"):
            _pick("Retired points", retired, lines, key=f"{board}_retired")
    forms.draw_add(board, name=name)


def _format_line(point: Point, labels: Mapping[str, str], beside: Mapping[str, table.Signs]) -> str:
    return table.format_point(point, labels[point.item_id], beside[point.item_id])


def _draw_quadrant(quadrant: str, items: Sequence[str], lines: Mapping[str, str], *, name: str, board: str) -> None:
    title, icon = table.QUADRANT_NAMES[quadrant]
    st.markdown(f"{icon} **{title}**")
    if items:
        _pick(title, items, lines, key=f"{board}_{quadrant}")
    else:
        st.caption(escape_markdown(table.explain_empty_quadrant(quadrant, name, board)))


def _pick(label: str, items: Sequence[str], lines: Mapping[str, str], *, key: str) -> None:
    """Points as lines; choosing one opens it."""
    key = f"{PICK}{key}"
    st.radio(
        label, items, index=None, format_func=lines.__getitem__, key=key, on_change=_open, args=(key,),
        label_visibility="collapsed",
    )  # fmt: skip


def _open(key: str) -> None:
    st.session_state["point"] = st.session_state[key]
    st.session_state[key] = None  # it can be chosen again
