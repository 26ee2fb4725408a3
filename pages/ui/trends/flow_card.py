"""The first picture of the page: from trends to services, for the industries that the filters leave."""

from collections.abc import Sequence

import streamlit as st

from dia_data.frames import make_frame
from dia_data.paths import Fit, Offer, Pair, Shift
from pages.ui import cards, phone
from pages.ui.charts import papers, show
from pages.ui.markdown import escape_markdown
from pages.ui.trends import flow, flow_chart
from pages.ui.trends.text import Shown

KEY = "flow"


def draw(
    pairs: Sequence[Pair], *, starts: Sequence[Offer], shifts: Sequence[Shift], fits: Sequence[Fit], shown: Shown
) -> None:
    """Draw the headline and the picture; `starts` are what the chosen partners have, or all of them."""
    industries = shown.industries
    more = (flow.explain_headline(pairs, starts, shown=industries), flow.explain_choice(shown, pairs))
    cards.show_answer(
        escape_markdown(flow.write_headline(pairs, shown=industries)),
        more=escape_markdown(" ".join(filter(None, more))),
    )
    found = flow.build_flow(pairs, shifts, fits, shown=industries)
    if found.streams:
        _draw_picture(found, pairs)


def _draw_picture(found: flow.Flow, pairs: Sequence[Pair]) -> None:
    room = flow_chart.NARROW if phone.is_phone() else flow_chart.WIDE
    rows = make_frame(found.streams, flow.Stream).rename(columns={"start": "from", "end": "to"})
    with cards.draw_card(flow.write_title(found), rows=rows, key=KEY, charts=papers.chart_shifts):
        chart = flow_chart.chart_flow(found, room=room, alt=flow.describe_picture(found))
        show.show_streams(chart, key=KEY, height=room.height)
        narrow = "" if room is flow_chart.WIDE else " Services are in the table."
        st.caption(escape_markdown(f"{flow.explain_picture(found, pairs)}{narrow}"))
