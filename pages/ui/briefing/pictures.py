"""The three small pictures of the briefing: growth of the markets, have and want, and the next months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dia_data import roadmap
from dia_data.documents.periods import shift_months
from dia_data.frames import make_rows
from dia_data.queries import activities, markets, survey
from dia_data.queries.markets import CitedReading
from dia_data.queries.survey import CountryShare
from dia_data.roadmap import ActivityStatus, Programme, State
from dia_data.wording.days import format_day
from dia_data.wording.figures import NOT_IN_SOURCE, format_count
from dia_data.wording.lists import join_names
from dia_data.wording.programmes import describe_programme
from pages.ui import market_growth, market_table
from pages.ui.briefing import charts
from pages.ui.briefing.charts import Activity, Interest
from pages.ui.briefing.text import Line
from pages.ui.charts.chart import Chart
from pages.ui.data import ask
from pages.ui.market_growth import Growth, Year

GROWTH = "growth"
"""The kind of chart whose first indicator is drawn."""
PLACES, ACTIVITIES, MONTHS = 5, 4, 3
OPEN = (State.RUNNING, State.UPCOMING, State.OVERDUE)


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A small picture: the finding, which leads to its page, what it shows, and the chart (None: there is nothing)."""

    key: str
    icon: str
    title: Line
    note: str
    chart: Chart | None
    more: str = ""
    """What is told when the finding is pointed at."""


def build_pictures(*, day: date) -> tuple[Picture, ...]:
    """The pictures of the record as known at the chosen date, judged on `day`."""
    return _picture_growth(), _picture_interest(), _picture_months(day)


def _picture_growth() -> Picture:
    """The growth of the target markets, of the indicator that is compared first."""
    targets = ask(markets.targets)
    shown = market_table.select_markets(targets, countries=[], covered=None)
    compared = ask(markets.side_by_side, countries=shown)
    drawn = next((one for one in ask(markets.indicators) if one.chart == GROWTH), None)
    rows = compared.iloc[:0] if drawn is None else market_table.select_indicators(compared, drawn.indicator_id)
    growth = list_growth(rows)
    if drawn is None or not any(growth.values()):
        return Picture(
            key="growth", icon=":material/public:", title=Line(text="Target markets", page="markets.py"),
            note=f"Growth: {NOT_IN_SOURCE}.", chart=None,
        )  # fmt: skip
    period = market_growth.find_common_period(growth)
    return Picture(
        key="growth",
        icon=":material/public:",
        title=Line(text=market_growth.shorten_fastest(growth) or "Growth of the target markets", page="markets.py"),
        note=f"{drawn.short_name} {explain_years(growth)}, {drawn.unit}; {count_known(growth, period)}",
        more=f"{drawn.indicator_name}, {drawn.unit}. {period} is purple, other years are grey. "
        "Hollow: a forecast, or an estimate as we read it, since the year was not over.",
        chart=charts.chart_growth(
            growth, compared=period, alt="; ".join(describe_growth(market, years) for market, years in growth.items())
        ),
    )


def list_growth(rows: pd.DataFrame) -> dict[str, tuple[Year, ...]]:
    """The growth of each market by its name, in the order of the rows."""
    by_market: dict[str, list[CitedReading]] = {}
    for row in make_rows(rows, CitedReading):
        by_market.setdefault(row.country_name, []).append(row)
    return {market: market_growth.list_years(of_market) for market, of_market in by_market.items()}


def count_known(growth: Growth, period: str) -> str:
    """Of how many markets a year is known: `5 of 6 markets`."""
    return f"{len(market_growth.select_period(growth, period))} of {format_count(len(growth), 'market')}"


def explain_years(growth: Growth) -> str:
    """Of which years the dots are: `2017–2019, hollow: expected`."""
    every = [year for years in growth.values() for year in years]
    periods = sorted({year.period for year in every})
    shown = periods[0] if len(periods) == 1 else f"{periods[0]}–{periods[-1]}"
    return f"{shown}, hollow: expected" if any(year.is_expected for year in every) else shown


def describe_growth(market: str, years: Sequence[Year]) -> str:
    """The growth of a market in a sentence, for those who cannot see it."""
    told = [f"{year.period} {year.value:g} %{year.kind}" for year in years]
    return f"{market}: {', '.join(told) or NOT_IN_SOURCE}"


def _picture_interest() -> Picture:
    found = list_interest(ask(survey.countries))
    page = Line(text="Where SMEs have and want business", page="survey.py", address={"theme": "Countries"})
    if not found:
        return Picture(
            key="interest", icon=":material/how_to_vote:", title=page, note=f"Shares: {NOT_IN_SOURCE}.", chart=None
        )
    return Picture(
        key="interest",
        icon=":material/how_to_vote:",
        title=Line(text=name_biggest_gap(found), page=page.page, address=page.address),
        note=f"% of countries named; {len(found)} compared ƒ",
        more="In per cent of the countries that SMEs named; Europe and the rest of the world were asked separately.",
        chart=charts.chart_have_and_want(
            found[:PLACES],
            alt="; ".join(
                f"{one.place}: {one.want:g} % of interest, {one.have:g} % of existing business"
                for one in found[:PLACES]
            ),
        ),
    )


def list_interest(countries: pd.DataFrame) -> list[Interest]:
    """The places named in both questions, those first where interest exceeds existing business most."""
    shares: dict[str, dict[str, float]] = {}
    for row in make_rows(countries, CountryShare):
        if not row.is_other and row.share_pct is not None:
            shares.setdefault(row.place, {})[row.wish] = row.share_pct
    both = [
        Interest(place=place, have=of_place["have"], want=of_place["want"])
        for place, of_place in shares.items()
        if of_place.keys() >= {"have", "want"}
    ]
    return sorted(both, key=lambda one: (one.have - one.want, -one.want, one.place))


def name_biggest_gap(places: Sequence[Interest]) -> str:
    """Where interest goes beyond existing business most."""
    first = places[0]
    if first.want <= first.have:
        return f"More interest than business: none of {format_count(len(places), 'country', 'countries')}"
    leading = [one.place for one in places if one.want - one.have == first.want - first.have]
    return f"Biggest interest gap: {join_names(leading)}, +{first.want - first.have:g} points"


def _picture_months(day: date) -> Picture:
    programme = next(iter(ask(activities.programme)), None)
    statuses = roadmap.judge_activities(
        ask(activities.activities), ask(activities.revisions), today=day,
        programme_ends=programme.ends if programme else None,
    )  # fmt: skip
    last = shift_months(day, MONTHS)
    spans = list_spans(statuses, first=day, last=last)
    return Picture(
        key="months",
        icon=":material/calendar_month:",
        title=Line(text=count_spans(spans, last=last), page="roadmap.py"),
        note=explain_spans(spans, programme, today=day),
        chart=charts.chart_months(spans[:ACTIVITIES], first=day, last=last) if spans else None,
    )


def list_spans(statuses: Sequence[ActivityStatus], *, first: date, last: date) -> list[Activity]:
    """The open activities with days in that time, those that end first before the others."""
    found = [
        Activity(name=one.activity.activity_name, starts=one.starts or first, ends=one.ends)
        for one in statuses
        if one.state in OPEN and one.ends and one.ends >= first and (one.starts or first) <= last
    ]
    return sorted(found, key=lambda one: (one.ends, one.starts, one.name))


def count_spans(spans: Sequence[Activity], *, last: date) -> str:
    """How many activities there are in the time that ends with `last`."""
    if not spans:
        return f"No activity in the next {MONTHS} months"
    return f"{format_count(len(spans), 'activity', 'activities')} until {format_day(last)}"


def explain_spans(spans: Sequence[Activity], programme: Programme | None, *, today: date) -> str:
    """Which of them are drawn, or why there is none."""
    if spans:
        return f"First {ACTIVITIES}" if len(spans) > ACTIVITIES else "By end date"
    if programme and programme.ends < today:
        return describe_programme(programme, today=today)
    return "No activity has dates in this period."
