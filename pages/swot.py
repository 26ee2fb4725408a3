"""Strengths, weaknesses, opportunities and threats: boards, what bears on each point, and what follows."""

import streamlit as st

from dia_data import swot as logic
from dia_data import swot_rules
from dia_data.queries import swot
from pages.ui import filters, forms, pick
from pages.ui.data import ask
from pages.ui.swot import board as swot_board
from pages.ui.swot import draw, point

VIEWS = ("Board", "Strategies", "Coverage", "Ratings", "Warnings")

points = ask(swot.points)
labels = logic.label_points(points)
verdicts = swot_rules.evaluate(ask(swot.rule_figures))
boards = swot_board.list_boards()
countries, partners = filters.get_chosen("country"), filters.get_chosen("partner")

forms.show_toast()
answer = st.container()  # the answer stands above the boxes and is known after they are drawn
with st.container(horizontal=True, vertical_alignment="center"):
    view = pick.choose_view(VIEWS, key="show")
    board = swot_board.choose_board(boards, countries) if view == "Board" else ""
    point.choose_point(points, labels)
swot_board.draw_filter_note(view, boards)

order = [name for code, name in boards.items() if code in countries] or list(boards.values())[1:]
counting = [one for one in swot_rules.select_counting(verdicts, points) if one.country_name in order]
on_board = [one for one in points if board in ("", one.subject)]
beside = swot_board.build_marks(on_board, countries=countries, partners=partners, verdicts=verdicts) if board else {}
with answer:
    about = swot_board.name_countries()
    draw.draw_answer(view, on_board, counting, beside, name=boards.get(board, ""), about=about)

if board:
    swot_board.draw(on_board, board=board, name=boards[board], labels=labels, beside=beside)
elif view == "Strategies":
    draw.draw_strategies(points, labels)
elif view == "Coverage":
    draw.draw_coverage(points, labels, countries)
elif view == "Ratings":
    draw.draw_ratings(points)
else:
    draw.draw_warnings(counting, labels, order)
