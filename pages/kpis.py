"""How the KPIs stand against their targets, live."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from pages.ui import cards
from pages.ui.data import cached_view, get_today
from pages.ui.indicators import kpi_overview
from pages.ui.kpis import detail, draw


@st.fragment
def draw_kpis() -> None:
    """What can be chosen, and the card with what is: a choice has nothing else drawn again."""
    with st.container(gap="xsmall"):
        view, wanted = draw.choose_view(cached_view(kpi_overview.build_overview, today=get_today()).labels)
        draw.draw_card(draw_view, view=view, wanted=wanted, opened=st.session_state.get(draw.KPI))


def draw_view(view: str, wanted: Mapping[str, Any], opened: str | None) -> None:
    """The list or a matrix, and over it the KPI that is open; all of it follows what is recorded.

    `opened` is that KPI when the choices were drawn: they, and the address with them, are drawn again with another.
    """
    if st.session_state.get(draw.KPI) != opened:
        st.rerun()
    every = cached_view(kpi_overview.build_overview, today=get_today())
    if not every.kpis:
        cards.show_empty(
            "There are no KPIs with targets as known on this day. Choose a later date, or reset the filters."
        )
        return
    draw.draw(view, wanted, every)
    detail.draw(every, today=get_today())


draw_kpis()
