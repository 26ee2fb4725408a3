"""Who works with whom in Europe, and where a partner is missing."""

import streamlit as st

from dia_data.queries import choices, cooperation, sources
from dia_data.wording.strengths import BUSINESS
from pages.ui import cards, filters, pick, runs
from pages.ui.charts import papers
from pages.ui.cooperation import gaps
from pages.ui.cooperation import matrix as table
from pages.ui.cooperation import pairs as cooperation_pairs
from pages.ui.cooperation import text as wording
from pages.ui.data import ask
from pages.ui.markdown import escape_markdown

pairs = ask(cooperation.pairs)
if pairs.empty:
    cards.show_empty("Nothing was known about cooperation on this day. Choose a later date, or reset.")
    runs.end_page()

members = ask(cooperation.members)
countries, sectors, partners = (filters.get_chosen(name) for name in ("country", "sector", "partner"))
lit = table.find_highlighted(members, countries=countries)
sites = ask(cooperation.sites, partners=partners, sectors=sectors)
missing = ask(cooperation.next_partners)
named = table.name_countries(countries, ask(choices.countries))
partnered = members.loc[members["partners"].notna(), "country_name"].tolist()

finding, more = gaps.write_answer(missing, pairs, chosen=named, partnered=partnered)
cards.show_answer(escape_markdown(finding), more=escape_markdown(more))
with st.container(horizontal=True, vertical_alignment="center"):
    view = pick.choose_one(
        "Purpose",
        pick.name_as_is(wording.VIEWS),
        default=BUSINESS,
        key="purpose",
        label_visibility="collapsed",
        wrap=True,
    )
    pair = cooperation_pairs.choose(pairs["pair"].tolist())

cooperation_pairs.draw_opened(pair, pairs, members, ask(cooperation.sites, partners=[], sectors=[]), missing)
if countries and not lit:
    cards.show_empty(
        "None of the chosen countries is in a European region of the source: no link is highlighted. "
        "Regions outside Europe are at the end of this page.",
        lift=["country"],
    )

sample = wording.explain_sample(ask(cooperation.sample), ask(sources.statements, topic="document"))
pictures = wording.list_pictures(view)
for column, picture in zip(st.columns(len(pictures)), pictures, strict=True):
    purpose = wording.PURPOSES[picture]
    charts = papers.chart_strengths(purpose)
    with column, cards.draw_card(wording.write_finding(pairs, picture), rows=pairs, key=purpose, charts=charts):
        cooperation_pairs.draw(
            picture, pairs, members, sites, missing, selected=pair, highlighted=lit, beside=len(pictures) == 1
        )
        chosen = [name for name, codes in (("sector", sectors), ("partner", partners)) if codes]
        dots = wording.explain_sites(sites["short_name"].tolist(), filtered_by=chosen)
        st.caption(escape_markdown(f"{sample} {wording.WEAKEST_IS_NOT_NONE} {dots} {wording.describe_rings(missing)}"))

with cards.draw_card(gaps.title_bars(missing), rows=missing, key="gaps", charts=papers.chart_gaps):
    gaps.draw(missing, chosen=named, partnered=partnered, advice=ask(sources.statements, topic="next partner"))

listed = table.select_touching(pairs, lit)
with cards.draw_card(wording.title_list(len(listed), len(pairs)), rows=listed, key="pairs"):
    cooperation_pairs.draw_list(listed, members, selected=pair)

industries = ask(sources.statements, topic="internationalisation")
with cards.draw_card("How international the industries are, in ECO’s words", rows=industries, key="industries"):
    gaps.draw_statements(industries)

outside = ask(cooperation.elsewhere)
with cards.draw_card("Outside Europe", rows=outside, key="elsewhere"):
    gaps.draw_elsewhere(outside)
