"""What our SMEs told us: where they are and want to go, what they need, and how sure that is."""

import streamlit as st

from dia_data.queries import choices, sources, survey
from dia_data.wording.citations import quote_statements
from dia_data.wording.waves import describe_newest_wave
from pages.ui import cards, filters, runs
from pages.ui.data import ask
from pages.ui.markdown import escape_markdown
from pages.ui.survey import draw, text
from pages.ui.survey import rows as table

place = st.container()  # the answer stands above the themes and is known after one of them is chosen
theme = draw.choose_theme()
answers = ask(survey.answers)
partners = filters.get_chosen("partner")
sectors = filters.get_chosen("sector")
audience_of, nouns = ask(survey.audiences), ask(survey.option_nouns)

if answers.empty:
    cards.show_empty("No survey was known on this day. Choose a later date, or reset the filters.")
    runs.end_page()

draw.draw_aside(describe_newest_wave(ask(survey.waves)))
dated = quote_statements(ask(sources.statements, topic="document"), source_id="d31")
if theme in text.ASKS:
    with place:
        asked = table.select_asked(answers, text.ASKS[theme], sectors=sectors, audience_of=audience_of)
        draw.draw_answer(asked)

if theme == "Countries":
    countries = ask(survey.countries)
    europe, world = table.build_places(countries, "Europe"), table.build_places(countries, "World")
    marked = table.find_marked_countries(filters.get_chosen("country"), partners, ask(survey.at_home))
    names = ask(choices.countries).set_index("code")["name"].to_dict()
    with place:
        draw.draw_countries_answer(europe, world, marked=text.describe_marked_places(marked, names, [*europe, *world]))
    left, right = st.columns(2)
    with left:
        draw.draw_part(countries, europe, name="Europe", marked=marked)
    with right:
        draw.draw_part(countries, world, name="World", marked=marked)
    draw.draw_without_partner(countries, europe, world, advice=ask(sources.statements, topic="next partner"))
    draw.draw_wholes(countries, marked=marked)

if theme == "Needs and services":
    left, right = st.columns([3, 1])
    with left:
        for rows in table.select_theme(answers, "support"):
            draw.draw_question(rows, nouns=nouns)
    with right:
        for rows in table.select_theme(answers, "support", kind="statement"):
            draw.draw_statement(rows)
    draw.draw_services(ask(survey.needs_to_activities))

if theme == "Objectives":
    questions = table.select_theme(answers, "objectives", "countries")
    for column, rows in zip(st.columns(2) * len(questions), questions, strict=False):
        with column:
            draw.draw_question(rows, nouns=nouns)

if theme == "Collaboration":
    named = ask(choices.sectors).set_index("code")["name"].to_dict()
    draw.draw_aside(text.explain_audiences(sectors, named, audience_of=audience_of))
    audiences = table.find_audiences(sectors, audience_of)
    for column, audience in zip(st.columns(len(audiences)), audiences, strict=True):
        with column:
            of_audience = answers[answers["audience"] == audience]
            for rows in table.select_theme(of_audience, "collaboration", kind="statement"):
                draw.draw_statement(rows)
            for rows in table.select_theme(of_audience, "collaboration"):
                draw.draw_question(rows, nouns=nouns)

if theme == "Industrial markets":
    covering = ask(survey.covering)
    covered = set(covering.loc[covering["partner_id"].isin(partners), "sector_id"]) if partners else None
    for rows in table.select_theme(answers, "markets"):
        marked = table.find_marked_options(rows, sectors, covered)
        note = text.describe_marked_options(rows, marked, filtered=bool(sectors or partners))
        draw.draw_question(rows, nouns=nouns, marked=marked, beside=table.describe_coverage(rows, covering), note=note)

if theme == "How many answered":
    bases = ask(survey.bases)
    with place:
        cards.show_answer(escape_markdown(text.describe_count(bases)))
    draw.draw_bases(bases)

draw.draw_aside(f"When the survey was carried out is not in the source. {dated}")
