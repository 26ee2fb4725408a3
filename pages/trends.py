"""From mega trends to entry points: what moves which industry, through which sub-trends, and what that means for us."""

import streamlit as st

from dia_data.queries import choices, trends
from pages.ui import cards, filters, trends_cell, trends_figure_5, trends_matrix, trends_path, words
from pages.ui import trends_table as table
from pages.ui.data import ask

pairs = ask(trends.pairs)
mapping = ask(trends.mapping)
starts = ask(trends.starts)
sectors, partners = filters.chosen("sector"), filters.chosen("partner")
shown = table.shown(pairs, mapping=mapping, starts=starts, sectors=sectors, partners=partners)

if not shown:
    lift = [name for name, codes in (("sector", sectors), ("partner", partners)) if codes]
    cards.nothing(table.nothing_shown(by_sector=bool(sectors), by_partner=bool(partners)), lift=lift)
    trends_path.mapping(mapping)
    st.stop()

finding, more = table.answer(table.of(pairs, shown))
cards.answer(words.plain(finding), more=words.plain(more))
chosen = trends_matrix.draw(
    table.of(pairs, shown), trends=table.names(pairs, "trend"), industries=table.names(pairs, "industry")
)

shifts = ask(trends.shifts)
parameters = [row["parameter_name"] for row in ask(trends.parameters)]
trends_cell.draw(chosen, pairs=pairs, shifts=shifts, parameters=parameters, shown=shown)

everybody = ask(choices.partners)
wanted = everybody[everybody["code"].isin(partners)] if partners else everybody
trends_path.draw(
    dict(zip(wanted["code"], wanted["name"], strict=True)),
    starts=starts,
    pairs=pairs,
    shifts=shifts,
    fits=ask(trends.fits),
    industries=shown,
)

trends_path.mapping(mapping)
trends_figure_5.draw(pairs, ask(trends.stated_counts))
