"""The answer of each view of SWOT, and the views beside the board: strategies, coverage, ratings, warnings."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from itertools import groupby

import streamlit as st

from dia_data import swot as logic
from dia_data import swot_rules
from dia_data.frames import make_frame
from dia_data.queries import swot
from dia_data.queries.swot import StrategyLink
from dia_data.swot import Answer, Point, PointActivity
from dia_data.wording.figures import NOT_REPORTED, format_count
from dia_data.wording.lists import join_names
from pages.ui import cards, clicks, drawer, phone
from pages.ui.charts import papers, show
from pages.ui.data import ask
from pages.ui.markdown import escape_markdown
from pages.ui.swot import coverage_chart, ratings, ratings_chart
from pages.ui.swot import rules as wording
from pages.ui.swot import text as table
from pages.ui.swot.point import POINT

MATRIX, SCATTER = "swot_coverage", "swot_ratings"


def draw_answer(
    view: str,
    points: Sequence[Point],
    verdicts: Sequence[swot_rules.Verdict],
    beside: Mapping[str, table.Signs],
    *,
    name: str,
    about: Sequence[str],
) -> None:
    """What a view has to say; `points` are those of the board called `name`, or all where none is shown.

    `about` has the countries that the evidence `beside` the points is about; none: all evidence.
    """
    if view == "Board":
        on_board = [point for point in points if not point.is_retired]
        cards.show_answer(escape_markdown(table.write_headline(on_board, beside, board=name, about=about)))
    elif view == "Strategies":
        of_pairs = list({one.strategy_id: one.pair for one in ask(swot.strategies)}.values())
        counts = join_names(f"{of_pairs.count(pair)} {pair}" for pair in table.PAIRS)
        cards.show_answer(
            escape_markdown(
                f"{format_count(len(of_pairs), 'strategy', 'strategies')} of ours from pairs of SWOT points: {counts}"
            ),
            more="D3.1 states no strategies for its SWOT: each is ours (ƒ), with what carries it, to be discussed.",
        )
    elif view == "Coverage":
        left_open = _ask_coverage(points)
        ours = sum(point.subject == logic.CONSORTIUM for point in left_open.unanswered)
        asked = sum(one.subject == logic.CONSORTIUM for one in logic.select_to_work_on(points))
        activities = format_count(len(ask(swot.activities)), "activity", "activities")
        cards.show_answer(
            f"We linked no activity to {ours} of {format_count(asked, 'weakness or threat', 'weaknesses and threats')} "
            f"of the consortium, and {len(left_open.idle)} of {activities} to no point",
            more="Which activity works on which point is our reading (ƒ) of D3.1, which links none.",
        )
    elif view == "Ratings":
        cards.show_answer(escape_markdown(table.write_ratings_headline(ratings.list_rated(points))))
    else:
        cards.show_answer(
            escape_markdown(wording.write_headline(verdicts)), more=escape_markdown(wording.name_editions(verdicts))
        )


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
    """Weaknesses and threats linked to no activity (of markets: of these, or of all), and activities without one."""
    answers, left_open = ask(swot.answers), _ask_coverage(points)
    of_consortium = [point for point in left_open.unanswered if point.subject == logic.CONSORTIUM]
    of_markets = [
        point
        for point in left_open.unanswered
        if point.subject != logic.CONSORTIUM and (not countries or point.subject in countries)
    ]
    _draw_matrix(points, labels, answers, left_open.unanswered)
    left, right = st.columns(2)
    found = format_count(len(of_consortium), "weakness or threat", "weaknesses and threats")
    title = f"{found} of the consortium that we linked to no activity"
    with left, cards.draw_card(title, rows=make_frame(of_consortium, Point), key="unanswered"):
        st.markdown(table.list_points(of_consortium, labels) or "Each is linked to an activity.")
    title = f"{format_count(len(left_open.idle), 'activity', 'activities')} that we linked to no point"
    with right, cards.draw_card(title, rows=make_frame(left_open.idle, PointActivity), key="idle"):
        st.markdown(
            "\n".join(f"- {escape_markdown(row.activity_name)}" for row in left_open.idle) or "Each is linked to one."
        )
    title = f"{format_count(len(of_markets), 'weakness', 'weaknesses')} of the target markets, not linked yet"
    with cards.draw_card(title, rows=make_frame(of_markets, Point), key="unanswered_markets"):
        st.caption("Nobody has linked activities to the points of the markets: whether one works on them is not known.")
        st.markdown(table.list_points(of_markets, labels))


def _draw_matrix(
    points: Sequence[Point], labels: Mapping[str, str], answers: Sequence[Answer], unanswered: Collection[Point]
) -> None:
    """The points of the consortium by activity: a square where we linked the two."""
    room = coverage_chart.NARROW if phone.is_phone() else coverage_chart.WIDE
    ours = [point for point in points if point.subject == logic.CONSORTIUM and not point.is_retired]
    cells = coverage_chart.list_cells(ours, ask(swot.activities), answers)
    linked = [cell for cell in cells if cell.answer]
    shown = make_frame(answers, Answer).assign(point=[labels.get(one.item_id, "") for one in answers])
    title = table.write_coverage_title(
        linked=len(linked), open_ones=[labels[one.item_id] for one in unanswered if one in ours]
    )
    with cards.draw_card(title, rows=shown, key="answers", charts=papers.chart_answers):
        if not cells:
            cards.show_empty("Neither points nor activities are in the record as known on this day.")
            return
        alt = table.describe_answers((cell.activity.activity_name, labels[cell.point.item_id]) for cell in linked)
        show.show(
            coverage_chart.chart_coverage(cells, labels, room=room, alt=alt),
            height=coverage_chart.measure_height(cells, room),
            key=MATRIX,
            on_select=partial(_open_clicked, MATRIX, [[cell.point.item_id for cell in cells]]),
        )
        st.caption(
            "A square: we linked the activity to the point (ƒ). A dot: not linked by us, which does not say that the "
            "activity does nothing for it. Click a square to open the point; “Table” has the reasons."
        )


def _open_clicked(chart: str, items: Sequence[Sequence[str]]) -> None:
    """Open the point whose mark was clicked; `items` has for each series of the chart the points in order."""
    mark = clicks.read_click(chart)
    if mark is not None:
        drawer.open_one(POINT, items[mark.series][mark.place])


def draw_ratings(points: Sequence[Point]) -> None:
    """Relevance against urgency of each rated point, and beside it those rated highest."""
    rated = ratings.list_rated(points)
    with cards.draw_card(
        "How relevant and urgent is each point?", rows=ratings.tabulate(rated), key="ratings",
        charts=papers.chart_ratings,
    ):  # fmt: skip
        if not rated:
            cards.show_empty(f"Ratings: {NOT_REPORTED}. Open a point to rate it for a partner.")
            return
        left, right = st.columns([7, 4])
        of_series = [[one.point.item_id for one in of_kind] for of_kind in ratings_chart.sort_for_series(rated)]
        show.show(
            ratings_chart.chart_ratings(rated, alt=table.describe_ratings(rated)),
            height=ratings_chart.HEIGHT,
            key=SCATTER,
            on_select=partial(_open_clicked, SCATTER, of_series),
            place=left,
        )
        right.markdown(table.list_highest(rated))
        st.caption("Averages over the partners that rated; entered by members. Click a mark to open the point.")


def draw_warnings(own: Sequence[swot_rules.Verdict], labels: Mapping[str, str], order: Sequence[str]) -> None:
    """All rules on the data that count, with the figures of the markets named in `order`."""
    with cards.draw_card("Which warnings are active where?", rows=wording.tabulate_verdicts(own), key="rules"):
        st.table(wording.tabulate_rules(own, labels, order), alt=f"Market warnings in {join_names(order)}")
        st.caption(wording.OUTCOMES)
    with cards.draw_card("Who set the thresholds, and why?", rows=wording.tabulate_verdicts(own), key="thresholds"):
        st.markdown(wording.list_thresholds(own))
