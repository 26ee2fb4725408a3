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
from dia_data.wording.figures import NOT_IN_SOURCE, format_count, is_estimate
from dia_data.wording.lists import join_names
from pages.ui import market_table
from pages.ui.briefing import charts
from pages.ui.briefing.charts import Growth, Interest, Span
from pages.ui.briefing.text import Line
from pages.ui.charts.echarts import Option
from pages.ui.data import ask

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
    option: Option | None
    alt: str = ""
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
    found = list_growth(rows)
    if drawn is None or not any(one.values for one in found):
        return Picture(
            key="growth", icon=":material/public:", title=Line(text="Target markets", page="markets.py"),
            note=f"Growth: {NOT_IN_SOURCE}.", option=None,
        )  # fmt: skip
    return Picture(
        key="growth",
        icon=":material/public:",
        title=Line(text=find_fastest(found), page="markets.py"),
        note=f"{drawn.short_name} {explain_years(found)}, {drawn.unit}; {count_known(found)}",
        more=f"{drawn.indicator_name}, {drawn.unit}. The newest year is purple, years before it are grey. "
        "Hollow: a forecast, or an estimate as we read it, since the year was not over.",
        option=charts.plot_growth(found),
        alt="; ".join(_describe_growth(one) for one in found),
    )


def list_growth(rows: pd.DataFrame) -> list[Growth]:
    """The growth of each market in its order; of several readings of a year the first."""
    found: dict[str, tuple[dict[str, float], set[str], set[str]]] = {}
    for row in make_rows(rows, CitedReading):
        values, forecasts, estimates = found.setdefault(row.country_name, ({}, set(), set()))
        if row.value is None or not row.period or row.period in values:
            continue
        values[row.period] = row.value
        if row.is_forecast:
            forecasts.add(row.period)
        if is_estimate(period=row.period, edition=row.edition, is_forecast=row.is_forecast):
            estimates.add(row.period)
    return [
        Growth(market=market, values=values, forecasts=frozenset(forecasts), estimates=frozenset(estimates))
        for market, (values, forecasts, estimates) in found.items()
    ]


def find_fastest(markets: Sequence[Growth]) -> str:
    """Which market grows fastest in the newest year that any figure is of; of too few none is said to."""
    newest = max(year for one in markets for year in one.values)
    known = [one for one in markets if newest in one.values]
    if len(known) < market_table.LEAST:
        return "Growth of the target markets"
    most = max(one.values[newest] for one in known)
    leading = [one for one in known if one.values[newest] == most]
    verb = "grows" if len(leading) == 1 else "grow"
    how = "fastest" if len(leading) < len(known) else "alike"
    names = join_names([one.market for one in leading])
    return f"{names} {verb} {how}: {most:g} % ({newest}{_name_kind(leading[0], newest)})"


def count_known(markets: Sequence[Growth]) -> str:
    """Of how many markets the newest year is known: `5 of 6`."""
    newest = max(year for one in markets for year in one.values)
    return f"{sum(newest in one.values for one in markets)} of {len(markets)}"


def explain_years(markets: Sequence[Growth]) -> str:
    """Of which years the dots are: `2017–2019, hollow: expected`."""
    years = sorted({year for one in markets for year in one.values})
    shown = years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}"
    return f"{shown}, hollow: expected" if any(one.forecasts or one.estimates for one in markets) else shown


def _name_kind(one: Growth, year: str) -> str:
    return " forecast" if year in one.forecasts else " estimate" if year in one.estimates else ""


def _describe_growth(one: Growth) -> str:
    years = [f"{year} {value:g} %{_name_kind(one, year)}" for year, value in one.values.items()]
    return f"{one.market}: {', '.join(years) or NOT_IN_SOURCE}"


def _picture_interest() -> Picture:
    found = list_interest(ask(survey.countries))
    page = Line(text="Where SMEs have and want business", page="survey.py", address={"theme": "Countries"})
    if not found:
        return Picture(
            key="interest", icon=":material/how_to_vote:", title=page, note=f"Shares: {NOT_IN_SOURCE}.", option=None
        )
    return Picture(
        key="interest",
        icon=":material/how_to_vote:",
        title=Line(text=find_unmet(found), page=page.page, address=page.address),
        note="% of countries named",
        more="In per cent of the countries that SMEs named; Europe and the rest of the world were asked separately.",
        option=charts.plot_have_and_want(found),
        alt="; ".join(f"{one.place}: {one.want:g} % of wishes, {one.have:g} % of existing business" for one in found),
    )


def list_interest(countries: pd.DataFrame) -> list[Interest]:
    """The places that wishes go beyond existing business most, of those named in both questions; the largest first."""
    shares: dict[str, dict[str, float]] = {}
    for row in make_rows(countries, CountryShare):
        if not row.is_other and row.share_pct is not None:
            shares.setdefault(row.place, {})[row.wish] = row.share_pct
    both = [
        Interest(place=place, have=of_place["have"], want=of_place["want"])
        for place, of_place in shares.items()
        if of_place.keys() >= {"have", "want"}
    ]
    return sorted(both, key=lambda one: (one.have - one.want, -one.want, one.place))[:PLACES]


def find_unmet(places: Sequence[Interest]) -> str:
    """Where wishes go beyond existing business most."""
    first = places[0]
    if first.want <= first.have:
        return "No country is wished for beyond business"
    return f"Biggest unmet interest: {first.place}, +{first.want - first.have:g} points"


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
        option=charts.plot_months(spans[:ACTIVITIES], first=day, last=last) if spans else None,
        alt=charts.describe_spans(spans[:ACTIVITIES]),
    )


def list_spans(statuses: Sequence[ActivityStatus], *, first: date, last: date) -> list[Span]:
    """The open activities with days in that time, those that end first before the others."""
    found = [
        Span(name=one.activity.activity_name, starts=one.starts or first, ends=one.ends)
        for one in statuses
        if one.state in OPEN and one.ends and one.ends >= first and (one.starts or first) <= last
    ]
    return sorted(found, key=lambda one: (one.ends, one.starts, one.name))


def count_spans(spans: Sequence[Span], *, last: date) -> str:
    """How many activities there are in the time that ends with `last`."""
    if not spans:
        return f"No activity in the next {MONTHS} months"
    return f"{format_count(len(spans), 'activity', 'activities')} until {format_day(last)}"


def explain_spans(spans: Sequence[Span], programme: Programme | None, *, today: date) -> str:
    """Which of them are drawn, or why there is none."""
    if spans:
        return f"{ACTIVITIES} ending first" if len(spans) > ACTIVITIES else "By their ends"
    if programme and programme.ends < today:
        return f"The programme ended on {format_day(programme.ends)}."
    return "No activity has dates in this time."
