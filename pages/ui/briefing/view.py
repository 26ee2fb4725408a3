"""All that the briefing shows, made once for each state of the record, and how one card is drawn."""

import textwrap
from dataclasses import dataclass
from datetime import date

import streamlit as st

from dia_data import swot as logic
from dia_data.queries import briefing, checks, cooperation, markets, partners, sources, survey, swot
from pages.ui import market_table, pick
from pages.ui.briefing import text as items
from pages.ui.data import ask
from pages.ui.markdown import escape_markdown

LABEL_SIGNS = 46
"""A link does not break into lines: what is longer than a card is wide is cut, and told in full when pointed at."""


@dataclass(frozen=True, kw_only=True)
class Briefing:
    """Who we are in a sentence, and the cards in the order they are read."""

    alliance: str
    cards: tuple[items.Summary, ...]


def made(*, day: date) -> Briefing:
    """The briefing of the record as known at the chosen date, judged on `day`."""
    return Briefing(
        alliance=items.alliance(ask(briefing.alliance), today=day),
        cards=(_markets(), _demand(), _cooperation(), _gaps(), _rules(), _contradictions()),
    )


def _markets() -> items.Summary:
    targets = ask(markets.targets)
    shown = market_table.shown(targets, countries=[], covered=None)
    compared, interest = ask(markets.side_by_side, countries=shown), ask(markets.interest, countries=shown)
    return items.markets(market_table.headlines(ask(markets.indicators), compared, interest))


def _demand() -> items.Summary:
    return items.demand(ask(survey.answers), ask(cooperation.next_partners))


def _cooperation() -> items.Summary:
    members = ask(cooperation.members)
    return items.cooperation(ask(cooperation.pairs), members.loc[members["partners"].notna(), "region_id"].unique())


def _gaps() -> items.Summary:
    left_open = logic.coverage(ask(swot.points), ask(swot.answers), ask(swot.activities))
    return items.gaps(ask(partners.coverage), ask(markets.targets), ask(partners.profiles), left_open)


def _rules() -> items.Summary:
    verdicts = logic.evaluate(ask(swot.rule_figures))
    return items.rules(logic.counting(verdicts, ask(swot.points)))


def _contradictions() -> items.Summary:
    gaps = ask(sources.market_gaps)
    return items.contradictions(ask(checks.overview, kind="contradiction"), missing=int(gaps["periods"].isna().sum()))


def draw(briefing: Briefing) -> None:
    """Who we are, and the strategy: a line for each page, or a card where details are wanted."""
    with st.container(border=True, gap=None, key="card_strategy"):
        sentence, switch = st.columns([9, 1])
        sentence.markdown(f":small[{escape_markdown(briefing.alliance)}]")
        if not pick.switch(switch, "Details", key="details"):
            with st.grid(3, min_column_width=320, gap=None):
                for summary in briefing.cards:
                    _in_one_line(summary)
            return
    with st.grid(3, min_column_width=320):
        for summary in briefing.cards:
            _card(summary)


def _in_one_line(summary: items.Summary) -> None:
    label = textwrap.shorten(summary.short, LABEL_SIGNS, placeholder=" …")
    st.page_link(
        summary.page,
        label=escape_markdown(label),
        icon=summary.icon,
        help=escape_markdown(summary.short) if label != summary.short else None,
    )


def _card(summary: items.Summary) -> None:
    """A headline, and below it the lines that lead to the pages which show them."""
    with st.container(border=True, height="stretch", gap="xsmall", key=f"card_{summary.key}"):
        st.metric(
            escape_markdown(summary.question),
            summary.headline,
            escape_markdown(summary.detail) or None,
            icon=summary.icon,
            delta_color="off",
            delta_arrow="off",
        )
        for line in summary.lines:
            label = textwrap.shorten(line.text, LABEL_SIGNS, placeholder=" …")
            st.page_link(
                line.page,
                label=escape_markdown(label),
                icon=":material/arrow_forward:",
                help=escape_markdown(line.text) if label != line.text else None,
                query_params=line.address,
            )
