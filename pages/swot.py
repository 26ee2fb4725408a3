"""Strengths, weaknesses, opportunities and threats: boards, what bears on each point, and what follows."""

import streamlit as st

from dia_data import swot as logic
from dia_data.queries import swot
from pages.ui import filters, swot_board, swot_forms, swot_point, swot_views
from pages.ui import swot_table as table
from pages.ui.data import ask

VIEWS = ("Board", "Strategies", "Coverage", "Rules")

points = ask(swot.points)
rows = points.to_dict("records")
labels = table.labels(rows)
verdicts = logic.evaluate(ask(swot.rule_figures).to_dict("records"))
boards = swot_board.boards()
countries, partners = filters.chosen("country"), filters.chosen("partner")

swot_forms.said()
filters.warn_of_unknown("view", VIEWS, choose="choose one below")
with st.container(horizontal=True, vertical_alignment="center"):
    view = st.segmented_control(
        "Show", VIEWS, default=VIEWS[0], required=True, key="view", bind="query-params", label_visibility="collapsed"
    )
    board = swot_board.choose(boards, countries) if view == "Board" else ""
    swot_point.choose(rows, labels)
swot_board.say_what_is_filtered(view, boards)

if board:
    beside = swot_board.signs(points, countries=countries, partners=partners, verdicts=verdicts)
    swot_board.draw(points[points["subject"] == board], board=board, name=boards[board], labels=labels, beside=beside)
elif view == "Strategies":
    swot_views.strategies(points, labels)
elif view == "Coverage":
    swot_views.coverage(points, labels, countries)
else:
    order = [name for code, name in boards.items() if code in countries] or list(boards.values())[1:]
    swot_views.rules(verdicts, points, labels, order)
