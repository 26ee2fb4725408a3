"""Who works with whom in Europe, and where a partner is missing."""

import streamlit as st

from dia_data.queries import choices, cooperation
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
    cards.nothing("No strength of cooperation is known on the chosen day. Choose a later date, or reset.")
    runs.end_page()

members = ask(cooperation.members)
countries, sectors, partners = (filters.chosen(name) for name in ("country", "sector", "partner"))
lit = table.lit(members, countries=countries)
sites = ask(cooperation.sites, partners=partners, sectors=sectors)
missing = ask(cooperation.next_partners)
named = table.names_of(countries, ask(choices.countries))

answer = st.container()  # the answer stands above the boxes and is known after a pair is chosen
with st.container(horizontal=True, vertical_alignment="center"):
    view = pick.one_of(
        "Purpose",
        pick.plain_options(wording.VIEWS),
        default=BUSINESS,
        key="purpose",
        label_visibility="collapsed",
        wrap=True,
    )
    pair = cooperation_pairs.choice(pairs["pair"].tolist())

with answer:
    if pair:
        cooperation_pairs.describe(pairs, members, selected=pair)
    else:
        finding, because = gaps.answer(missing, chosen=named)
        cards.answer(escape_markdown(finding), more=escape_markdown(because))
if countries and not lit:
    cards.nothing(
        "None of the chosen countries is in a European region of the source: no arc is highlighted. "
        "Regions outside Europe stand at the end of this page.",
        lift=["country"],
    )

pictures = wording.pictures(view)
for column, picture in zip(st.columns(len(pictures)), pictures, strict=True):
    purpose = wording.PURPOSES[picture]
    charts = papers.strengths(purpose)
    with column, cards.card(wording.finding(pairs, picture), rows=pairs, key=purpose, charts=charts):
        cooperation_pairs.draw(
            picture, pairs, members, sites, selected=pair, highlighted=lit, beside=len(pictures) == 1
        )
        chosen = [name for name, codes in (("sector", sectors), ("partner", partners)) if codes]
        st.caption(escape_markdown(wording.site_note(sites["short_name"].tolist(), filtered_by=chosen)))

listed = table.touching(pairs, lit)
with cards.card(wording.list_title(len(listed), len(pairs)), rows=listed, key="pairs"):
    cooperation_pairs.draw_list(listed, members, selected=pair)

with cards.card("Where is a partner missing?", rows=missing, key="gaps"):
    gaps.draw(missing, chosen=named)

outside = ask(cooperation.elsewhere)
with cards.card("Outside Europe", rows=outside, key="elsewhere"):
    gaps.elsewhere(outside)
