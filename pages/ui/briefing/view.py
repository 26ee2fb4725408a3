"""All that the briefing shows, made once for each state of the record, and how one card is drawn."""

import textwrap
from dataclasses import dataclass
from datetime import date

import streamlit as st

from dia_data import swot as logic
from dia_data import swot_rules
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


def build_view(*, day: date) -> Briefing:
    """The briefing of the record as known at the chosen date, judged on `day`."""
    return Briefing(
        alliance=items.introduce_alliance(ask(briefing.alliance), today=day),
        cards=(
            _summarise_markets(),
            _summarise_demand(),
            _summarise_cooperation(),
            _summarise_gaps(),
            _summarise_rules(),
            _summarise_conflicts(),
        ),
    )


def _summarise_markets() -> items.Summary:
    targets = ask(markets.targets)
    shown = market_table.select_markets(targets, countries=[], covered=None)
    compared, interest = ask(markets.side_by_side, countries=shown), ask(markets.interest, countries=shown)
    return items.lead_markets(market_table.write_headlines(ask(markets.indicators), compared, interest))


def _summarise_demand() -> items.Summary:
    return items.describe_demand(ask(survey.answers), ask(cooperation.next_partners))


def _summarise_cooperation() -> items.Summary:
    members = ask(cooperation.members)
    return items.describe_cooperation(
        ask(cooperation.pairs),
        members.loc[members["partners"].notna(), "region_id"].unique(),
        sample=ask(cooperation.sample_years),
    )


def _summarise_gaps() -> items.Summary:
    left_open = logic.find_coverage(ask(swot.points), ask(swot.answers), ask(swot.activities))
    return items.list_gaps(ask(partners.coverage), ask(markets.targets), ask(partners.profiles), left_open)


def _summarise_rules() -> items.Summary:
    verdicts = swot_rules.evaluate(ask(swot.rule_figures))
    return items.count_rules(swot_rules.select_counting(verdicts, ask(swot.points)))


def _summarise_conflicts() -> items.Summary:
    gaps = ask(sources.market_gaps)
    return items.count_contradictions(
        ask(checks.overview, kind="contradiction"), missing=int(gaps["periods"].isna().sum())
    )


def draw(briefing: Briefing) -> None:
    """Who we are, and the strategy: a line for each page, or a card where details are wanted."""
    with st.container(border=True, gap=None, key="card_strategy"):
        sentence, switch = st.columns([9, 1])
        sentence.markdown(f":small[{escape_markdown(briefing.alliance)}]")
        if not pick.draw_switch(switch, "Details", key="details"):
            with st.grid(3, min_column_width=320, gap=None):
                for summary in briefing.cards:
                    _draw_line(summary)
            return
    with st.grid(3, min_column_width=320):
        for summary in briefing.cards:
            _draw_card(summary)


def _draw_line(summary: items.Summary) -> None:
    label = textwrap.shorten(summary.short, LABEL_SIGNS, placeholder=" …")
    st.page_link(
        summary.page,
        label=escape_markdown(label),
        icon=summary.icon,
        help=escape_markdown(summary.short) if label != summary.short else None,
    )


def _draw_card(summary: items.Summary) -> None:
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
