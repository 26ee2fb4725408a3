"""All that the markets page shows of the chosen markets, made once for each choice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dia_data.queries import activities, kpis, markets, sources, survey
from dia_data.queries.markets import Indicator
from dia_data.wording.citations import quote_statements
from pages.ui import market_table
from pages.ui.charts import papers
from pages.ui.charts.chart import Chart
from pages.ui.data import ask, prefetch
from pages.ui.exports import Charts
from pages.ui.markets import charts as markets_charts
from pages.ui.markets import facts as markets_facts
from pages.ui.markets import heat, text
from pages.ui.markets.facts import Answers, Facts

PAPERS: Mapping[str, Charts] = {
    markets_facts.GROWTH: papers.chart_growth,
    markets_facts.PAYMENT: papers.chart_payments,
}
"""What draws in a paper each kind of chart that an indicator can have."""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The rows behind a part of the cards, and the question that they answer.

    `paper` makes of the rows what a paper draws; `note` says what they must not be taken for.
    """

    key: str
    title: str
    rows: pd.DataFrame
    paper: Charts
    note: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """The card of one market: its facts, its charts, and these in words."""

    facts: Facts
    charts: Sequence[Chart]
    alt: str


@dataclass(frozen=True, kw_only=True)
class MarketView:
    """The markets: the answer, the card of each, the figures behind them, the table and how to read it, the sizes."""

    order: list[str]
    answer: str
    more: str
    cards: Mapping[str, Card]
    figures: tuple[Figures, ...]
    note: str
    compared: pd.DataFrame
    table: pd.DataFrame
    shades: pd.DataFrame
    reading_help: str
    left_out: str
    dated: str
    sizes: pd.DataFrame

    def sort_cards(self, by: str) -> list[Card]:
        """The cards in one of the orders of `facts.ORDERS`."""
        ordered = markets_facts.sort_facts([card.facts for card in self.cards.values()], by)
        return [self.cards[one.country_code] for one in ordered]


def build_side_by_side(*, countries: list[str], today: date) -> MarketView:
    """The view of some markets, in the order of the strategy."""
    prefetch(kpis.standings, today=today)  # the longest question
    answers = _ask_answers(countries, today)
    compared = answers.compared
    facts = markets_facts.build_facts(answers, countries)
    growth, wishes = text.write_growth(facts), text.write_wishes(facts)
    order = [one.name for one in facts]
    figures = _list_figures(answers)
    table = market_table.pivot(compared, answers.interest, answers.others, order=order)
    return MarketView(
        order=order,
        answer=growth or wishes or text.write_each(facts, answers.growth_of),
        more=wishes if growth else "",
        cards=_build_cards(facts, answers),
        figures=figures,
        note=text.list_notes([text.READ, *(one.note for one in figures)]),
        compared=_add_others(compared, answers.others),
        table=table,
        shades=heat.shade(table, compared, ask(markets.steps)),
        reading_help=market_table.explain_signs(compared),
        left_out=market_table.list_left_out(ask(markets.not_compared), ask(survey.waves)),
        dated=quote_statements(ask(sources.statements, topic="document"), source_id="d31"),
        sizes=ask(markets.sizes, countries=countries),
    )


def _ask_answers(countries: Sequence[str], today: date) -> Answers:
    compared = ask(markets.side_by_side, countries=countries)
    missions = {
        one.activity_id: one.country_code
        for one in ask(activities.activities)
        if one.kind == "mission" and one.country_code
    }
    return Answers(
        targets=ask(markets.targets),
        indicators=ask(markets.indicators),
        compared=compared,
        others=ask(markets.other_measures, countries=countries),
        interest=ask(markets.interest, countries=countries),
        standings=markets_facts.group_statuses(ask(kpis.standings, today=today), missions, countries),
    )


def _build_cards(facts: Sequence[Facts], answers: Answers) -> dict[str, Card]:
    scales = markets_charts.find_scales(facts)
    return {
        one.country_code: Card(
            facts=one,
            charts=markets_charts.chart_market(one, scales, growth_of=answers.growth_of),
            alt=markets_charts.describe_market(one, growth_of=answers.growth_of),
        )
        for one in facts
    }


def _add_others(rows: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """Rows, and below them the other measures of markets that lack the compared ones; none: the rows as they are."""
    return pd.concat([rows, others.drop(columns="stands_for")], ignore_index=True) if len(others) else rows


def _list_figures(answers: Answers) -> tuple[Figures, ...]:
    return (*(_find_figures(one, answers) for one in answers.indicators if one.chart), _find_interest(answers.interest))


def _find_figures(indicator: Indicator, answers: Answers) -> Figures:
    """The figures of an indicator that has a chart."""
    rows = answers.select(indicator)
    estimates = market_table.explain_estimates(rows)
    notes = [f"{estimates[:1].upper()}{estimates[1:]}." if estimates else "", market_table.explain_qualifiers(rows)]
    return Figures(
        key=indicator.card,
        title=indicator.chart_title,
        rows=_add_others(rows, answers.others[answers.others["stands_for"] == indicator.indicator_id]),
        paper=PAPERS[indicator.chart],
        note=" ".join(filter(None, notes)),
    )


def _find_interest(rows: pd.DataFrame) -> Figures:
    return Figures(
        key="interest",
        title="Which countries do SMEs name, for existing business and as markets of interest?",
        rows=rows,
        paper=papers.chart_interest,
        note="",
    )
