"""What our SMEs told us: where they are and wish to go, what they need, and how sure that is."""

import streamlit as st

from dia_data.queries import choices, survey
from pages.ui import cards, filters, survey_parts, survey_words, words
from pages.ui import survey_table as table
from pages.ui.data import ask

place = st.container()  # the answer stands above the themes and is known after one of them is chosen
theme = survey_parts.theme()
answers = ask(survey.answers)
partners = filters.chosen("partner")
sectors = filters.chosen("sector")

if answers.empty:
    cards.nothing("No survey is in the record as known at that date. Choose a later date, or reset the filters.")
    st.stop()

survey_parts.aside(words.newest_wave(ask(survey.waves)))
told = ""
if theme in survey_words.ASKS:
    with place:
        told = survey_parts.answer(table.asked(answers, survey_words.ASKS[theme], audiences=table.audiences(sectors)))

if theme == "Countries":
    countries = ask(survey.countries)
    europe, world = table.places(countries, "Europe"), table.places(countries, "World")
    marked = table.marked_countries(filters.chosen("country"), partners, ask(survey.at_home))
    names = ask(choices.countries).set_index("code")["name"].to_dict()
    with place:
        survey_parts.countries_answer(
            europe, world, marked=survey_words.marked_places(marked, names, [*europe, *world])
        )
    left, right = st.columns(2)
    with left:
        survey_parts.part(countries, europe, name="Europe", marked=marked)
    with right:
        survey_parts.part(countries, world, name="World", marked=marked)
    survey_parts.without_partner(countries, europe, world)
    survey_parts.wholes(countries, marked=marked)

if theme == "Needs and services":
    left, right = st.columns([3, 1])
    with left:
        for rows in table.of_theme(answers, "support"):
            survey_parts.question(rows, told=told)
    with right:
        for rows in table.of_theme(answers, "support", kind="statement"):
            survey_parts.statement(rows)
    survey_parts.services(ask(survey.needs_to_activities))

if theme == "Objectives":
    asked = table.of_theme(answers, "objectives", "countries")
    for column, rows in zip(st.columns(2) * len(asked), asked, strict=False):
        with column:
            survey_parts.question(rows, told=told)

if theme == "Collaboration":
    survey_parts.aside(survey_words.all_audiences(sectors, ask(choices.sectors).set_index("code")["name"].to_dict()))
    audiences = table.audiences(sectors)
    for column, audience in zip(st.columns(len(audiences)), audiences, strict=True):
        with column:
            of_audience = answers[answers["audience"] == audience]
            for rows in table.of_theme(of_audience, "collaboration", kind="statement"):
                survey_parts.statement(rows)
            for rows in table.of_theme(of_audience, "collaboration"):
                survey_parts.question(rows, told=told)

if theme == "Industrial markets":
    covering = ask(survey.covering)
    covered = set(covering.loc[covering["partner_id"].isin(partners), "sector_id"]) if partners else None
    for rows in table.of_theme(answers, "markets"):
        marked = table.marked_options(rows, sectors, covered)
        note = survey_words.marked_options(rows, marked, filtered=bool(sectors or partners))
        survey_parts.question(rows, told=told, marked=marked, beside=table.beside_industries(rows, covering), note=note)

if theme == "How many answered":
    bases = ask(survey.bases)
    with place:
        cards.answer(words.plain(survey_words.counted(bases)))
    survey_parts.bases(bases)
