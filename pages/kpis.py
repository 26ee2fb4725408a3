"""How the 23 indicators stand against their targets, live."""

from pages.ui import cards, filters, kpi_list, kpi_view, live
from pages.ui.data import drawn, today


def kpis() -> None:
    """The list or a matrix, and over it the KPI that is open; all of it follows what is recorded."""
    day = today()
    every = drawn(kpi_view.overview, today=day)
    if not every.kpis:
        cards.nothing("There are no KPIs with targets as known on this day. Choose a later date, or reset the filters.")
        return
    choice = kpi_list.choose(every.labels)
    if choice.view == "List":
        kpi_list.draw(
            drawn(
                kpi_view.listing,
                today=day,
                countries=filters.chosen("country"),
                partners=filters.chosen("partner"),
                statuses=choice.statuses,
                scopes=choice.scopes,
                order=choice.order,
            ),
            every,
        )
    elif choice.view == "By market":
        kpi_list.matrix(drawn(kpi_view.by_market, today=day), title="By market", note="", key="by_market")


live.following(kpis)
