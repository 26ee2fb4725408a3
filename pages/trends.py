"""From mega trends to entry points: what moves which industry, through which sub-trends, and what that means for us."""

from dia_data.queries import choices, trends
from pages.ui import cards, filters, runs
from pages.ui.data import ask
from pages.ui.trends import cell, flow_card, matrix, pair, path
from pages.ui.trends import text as table

pairs = ask(trends.pairs)
mapping = ask(trends.mapping)
starts = ask(trends.starts)
sectors, partners = filters.get_chosen("sector"), filters.get_chosen("partner")
shown = table.select_industries(pairs, mapping=mapping, starts=starts, sectors=sectors, partners=partners)

if not shown.industries:
    by = shown.taken_by(table.name_industries(pairs))
    cards.show_empty(table.explain_nothing_shown(by), lift=by)
    path.draw_mapping(mapping)
    runs.end_page()

left = [row for row in pairs if row.industry_id in shown.industries]
shifts, fits = ask(trends.shifts), ask(trends.fits)
own = [row for row in starts if not partners or row.partner_id in partners]
flow_card.draw(pairs, starts=own, shifts=shifts, fits=fits, shown=shown)

chosen = matrix.draw(left, trends=table.name_trends(pairs), industries=table.name_industries(pairs))
pair.explain_hidden(chosen, pairs, shown)
pair.draw(chosen, pairs=pairs, shifts=shifts)

parameters = [row.parameter_name for row in ask(trends.parameters)]
cell.draw(chosen, pairs=pairs, shifts=shifts, parameters=parameters, shown=shown)

everybody = ask(choices.partners)
path.draw(
    dict(zip(everybody["code"], everybody["name"], strict=True)),
    partners=partners,
    starts=starts,
    pairs=pairs,
    shifts=shifts,
    fits=fits,
    shown=shown,
)

path.draw_mapping(mapping)
