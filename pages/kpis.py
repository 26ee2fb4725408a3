"""How the 23 indicators stand against their targets, live."""

from pages.ui import cards, filters, kpi_detail, kpi_list, kpi_view, live
from pages.ui.data import drawn, today


def kpis() -> None:
    """The list or a matrix, and over it the KPI that is open; all of it follows what is recorded."""
    day = today()
    every = drawn(kpi_view.overview, today=day)
    if not every.kpis:
        cards.nothing("There are no KPIs with targets as known on this day. Choose a later date, or reset the filters.")
        return

    view, wanted = kpi_list.choose(every.labels)
    chosen = {"today": day, "countries": filters.chosen("country"), "partners": filters.chosen("partner"), **wanted}

    if view == "List":
        kpi_list.draw(drawn(kpi_view.listing, **chosen), every)
    elif view == "By partner":
        kpi_list.matrix(drawn(kpi_view.by_partner, **chosen), note=kpi_list.PARTNER_NOTE, key="by_partner")
    else:
        kpi_list.matrix(drawn(kpi_view.by_market, **chosen), note=kpi_list.MARKET_NOTE, key="by_market")
    kpi_detail.draw(every, today=day)


live.following(kpis)
