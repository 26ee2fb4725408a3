"""How the partners judge the joint activities, where they disagree, and what follows from it."""

import streamlit as st

from dia_data import evaluations as logic
from dia_data.queries import choices, evaluations
from pages.ui import cards, filters, forms, pick, runs
from pages.ui.data import ask
from pages.ui.evaluation import draw
from pages.ui.evaluation import forms as evaluation_forms
from pages.ui.evaluation import text as table

VIEWS = ("Results", "Plan", "Lessons and follow-up", "Record")

forms.show_toast()
rounds = ask(evaluations.rounds)
if not rounds:
    cards.show_answer(
        "No self-evaluation is recorded yet.",
        more="D3.1 §10 asks each partner for one in Dec 2020/Jan 2021 and one at the end of the two years: "
        "relevance, efficiency, effectiveness and impact of every activity. "
        "[See what it looks like in the demonstration](/evaluation?workspace=demonstration).",
    )
    evaluation_forms.open_round()
    runs.end_page()

names = {one.round_name: one for one in rounds}
answer = st.container()  # stands above the choices and is known after them
with st.container(horizontal=True, vertical_alignment="center"):
    current = names[
        pick.choose_in_list("Round", pick.name_as_is(list(names)), key="round", label_visibility="collapsed", width=290)
    ]
    view = pick.choose_view(VIEWS, key="evaluation_view")
    answers = ask(evaluations.answers, round_id=current.round_id)
    spreads = logic.measure_spreads(answers)
    criterion = draw.choose_criterion(spreads) if view == "Results" and spreads else None

progress = ask(evaluations.progress, round_id=current.round_id)
activity_names = table.name_choices(ask(choices.activities))
partner_names = table.name_choices(ask(choices.partners))
chosen = [partner_names[code] for code in filters.get_chosen("partner")]

with answer:
    cards.show_answer(table.write_finding(spreads, activity_names, criterion=criterion))

if not criterion:
    draw.draw_progress(current.phase, progress)
if criterion:
    partners = [one.partner for one in progress]
    draw.draw_results(spreads, answers, activity_names, partners, criterion=criterion, chosen=chosen)
    draw.draw_progress(current.phase, progress)
    draw.draw_judgements(spreads, answers, activity_names, partners)
elif view == "Results":
    cards.show_empty("No partner has judged an activity in this round yet. Choose “Record” to begin.")
elif view == "Plan":
    draw.draw_plan(current.round_id)
elif view == "Lessons and follow-up":
    draw.draw_follow_ups(current.round_id, answers)
else:
    evaluation_forms.draw(current, partner_names, activity_names)
    evaluation_forms.open_round()
