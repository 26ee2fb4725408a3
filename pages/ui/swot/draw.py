"""The answer of each view of SWOT, and the views beside the board: strategies, what activities leave open, rules."""

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby

import streamlit as st

from dia_data import swot as logic
from dia_data import swot_rules
from dia_data.frames import make_frame
from dia_data.queries import swot
from dia_data.queries.swot import StrategyLink
from dia_data.swot import Answer, Point, PointActivity
from dia_data.wording.figures import format_count
from dia_data.wording.lists import join_names
from pages.ui import cards
from pages.ui.data import ask
from pages.ui.markdown import escape_markdown
from pages.ui.swot import rules as wording
from pages.ui.swot import text as table


def draw_answer(
    view: str,
    points: Sequence[Point],
    verdicts: Sequence[swot_rules.Verdict],
    beside: Mapping[str, table.Signs],
    *,
    name: str,
) -> None:
    """What a view has to say; `points` are those of the board called `name`, or all where none is shown."""
    tripped = wording.write_headline(verdicts)
    if view == "Board":
        on_board = [point for point in points if not point.is_retired]
        cards.show_answer(
            escape_markdown(table.write_headline(on_board, beside, board=name)), more=escape_markdown(f"{tripped}.")
        )
    elif view == "Strategies":
        of_pairs = list({one.strategy_id: one.pair for one in ask(swot.strategies)}.values())
        counts = join_names(f"{of_pairs.count(pair)} {pair}" for pair in table.PAIRS)
        cards.show_answer(
            escape_markdown(
                f"{format_count(len(of_pairs), 'strategy follows', 'strategies follow')} from pairs of points: {counts}"
            )
        )
    elif view == "Coverage":
        left_open = _ask_coverage(points)
        ours = sum(point.subject == logic.CONSORTIUM for point in left_open.unanswered)
        cards.show_answer(
            f"No activity works on {format_count(ours, 'weakness or threat', 'weaknesses and threats')} "
            "of the consortium; "
            f"{format_count(len(left_open.idle), 'activity answers', 'activities answer')} no point"
        )
    else:
        cards.show_answer(escape_markdown(tripped))


def _ask_coverage(points: Sequence[Point]) -> logic.Coverage:
    return logic.find_coverage(points, ask(swot.answers), ask(swot.activities))


def draw_strategies(points: Sequence[Point], labels: Mapping[str, str]) -> None:
    """Four cards, one for each pair of quadrants: the strategies, the two points each follows from, what carries it."""
    rows = ask(swot.strategies)
    by_id = {point.item_id: point for point in points}
    for pairs in (("SO", "WO"), ("ST", "WT")):
        for column, pair in zip(st.columns(2), pairs, strict=True):
            of_pair = [row for row in rows if row.pair == pair]
            frame = make_frame(of_pair, StrategyLink)
            with column, cards.draw_card(f"{pair}: {table.PAIRS[pair]}", rows=frame, key=f"pair_{pair}"):
                if not of_pair:
                    cards.show_empty("No strategy of this pair is in the record.")
                for _, of_strategy in groupby(of_pair, key=lambda row: row.strategy_id):
                    st.markdown(table.format_strategy(list(of_strategy), by_id, labels))


def draw_coverage(points: Sequence[Point], labels: Mapping[str, str], countries: Collection[str]) -> None:
    """Weaknesses and threats that no activity works on (of markets: of these, or of all), and idle activities."""
    answers, left_open = ask(swot.answers), _ask_coverage(points)
    of_consortium = [point for point in left_open.unanswered if point.subject == logic.CONSORTIUM]
    of_markets = [
        point
        for point in left_open.unanswered
        if point.subject != logic.CONSORTIUM and (not countries or point.subject in countries)
    ]
    left, right = st.columns(2)
    found = format_count(len(of_consortium), "weakness or threat", "weaknesses and threats")
    title = f"{found} of the consortium that no activity works on"
    with left, cards.draw_card(title, rows=make_frame(of_consortium, Point), key="unanswered"):
        st.markdown(table.list_points(of_consortium, labels) or "Each has an activity that works on it.")
    title = f"{format_count(len(left_open.idle), 'activity that answers', 'activities that answer')} no point"
    with right, cards.draw_card(title, rows=make_frame(left_open.idle, PointActivity), key="idle"):
        st.markdown(
            "\n".join(f"- {escape_markdown(row.activity_name)}" for row in left_open.idle) or "Each answers one."
        )
    shown = make_frame(answers, Answer).assign(point=[labels.get(one.item_id, "") for one in answers])
    with cards.draw_card("Which activity works on which point, and why", rows=shown, key="answers"):
        st.markdown(table.group_answers(left_open, points, labels))
    title = f"{format_count(len(of_markets), 'weakness', 'weaknesses')} of the target markets"
    with cards.draw_card(title, rows=make_frame(of_markets, Point), key="unanswered_markets"):
        st.caption("Which activity works on them has not been linked by anybody: that is not known, and not a gap.")
        st.markdown(table.list_points(of_markets, labels))


def draw_rules(own: Sequence[swot_rules.Verdict], labels: Mapping[str, str], order: Sequence[str]) -> None:
    """All rules on the data that count, with the figures of the markets named in `order`."""
    with cards.draw_card("Which rules are tripped where?", rows=wording.tabulate_verdicts(own), key="rules"):
        st.table(wording.tabulate_rules(own, labels, order), alt=f"Rules on the data in {join_names(order)}")
        st.caption(wording.OUTCOMES)
