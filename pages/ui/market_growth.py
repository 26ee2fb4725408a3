"""The growth of markets year by year, and which of them grows fastest. Rows in, text out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dia_data.queries.markets import CitedReading
from dia_data.wording.citations import cite_place
from dia_data.wording.countries import name_in_sentence
from dia_data.wording.figures import format_number, is_estimate
from dia_data.wording.lists import join_names
from pages.ui import market_table


@dataclass(frozen=True, kw_only=True)
class Year:
    """The growth of one year, also as it is printed, and whether it is a forecast or an estimate."""

    period: str
    value: float
    words: str
    is_forecast: bool
    is_estimate: bool
    place: str
    """Where it is printed."""

    @property
    def is_expected(self) -> bool:
        """Whether the year was not over when the figure was published."""
        return self.is_forecast or self.is_estimate

    @property
    def kind(self) -> str:
        """What stands after the year: ` forecast`, ` estimate` or nothing."""
        return " forecast" if self.is_forecast else " estimate" if self.is_estimate else ""


Growth = Mapping[str, Sequence[Year]]
"""The years of each market by its name, in order; a market without a figure has none."""


def list_years(rows: Iterable[CitedReading]) -> tuple[Year, ...]:
    """The figures of one market, one for each year in order; where the source prints two of a year, the first."""
    years = {
        row.period: Year(
            period=row.period,
            value=row.value,
            words=format_number(row.value, row.printed),
            is_forecast=bool(row.is_forecast),
            is_estimate=is_estimate(period=row.period, edition=row.edition, is_forecast=row.is_forecast),
            place=cite_place(row.source_id, row.locator),
        )
        for row in reversed(list(rows))
        if row.value is not None and row.period is not None and market_table.is_year(row.period)
    }
    return tuple(years[period] for period in sorted(years))


def find_common_period(growth: Growth) -> str:
    """The year that is known of most markets, of several the last; empty where none is known."""
    known = Counter(year.period for years in growth.values() for year in years)
    return max(known, key=lambda period: (known[period], period), default="")


def select_period(growth: Growth, period: str) -> dict[str, Year]:
    """The figure of one year by market; markets without one are left out."""
    return {market: year for market, years in growth.items() for year in years if year.period == period}


def write_fastest(growth: Growth) -> str:
    """Which market grows fastest in the year known of most; empty where too few are known to say so of one.

    The year is told in the past: what was expected of it then is not known to have come.
    """
    leaders = _find_leaders(growth)
    if not leaders:
        return ""
    verb, how = _tell_growth(list(leaders.values())), _tell_how(growth, leaders)
    text = f"{join_names([name_in_sentence(market) for market in leaders])} {verb} {how}"
    year = next(iter(leaders.values()))
    return f"{text[:1].upper()}{text[1:]} in {year.period}: {format_number(year.value)} %"


def shorten_fastest(growth: Growth) -> str:
    """The same in few words: `China: fastest growth forecast, 6.1 % (2019)`."""
    leaders = _find_leaders(growth)
    if not leaders:
        return ""
    year = next(iter(leaders.values()))
    how = "fastest growth" if _tell_how(growth, leaders) == "fastest" else "growth alike"
    kind = next((one.kind for one in leaders.values() if one.is_expected), "")
    return f"{join_names(leaders)}: {how}{kind}, {format_number(year.value)} % ({year.period})"


def _find_leaders(growth: Growth) -> dict[str, Year]:
    """Who grows fastest in the year known of most; none where too few are known."""
    years = select_period(growth, find_common_period(growth))
    if len(years) < market_table.LEAST:
        return {}
    best = max(year.value for year in years.values())
    return {market: year for market, year in years.items() if year.value == best}


def _tell_how(growth: Growth, leaders: Mapping[str, Year]) -> str:
    known = select_period(growth, find_common_period(growth))
    return "fastest" if len(leaders) < len(known) else "alike"


def _tell_growth(leading: Sequence[Year]) -> str:
    """How the growth of those who lead is told: `grew`, `was forecast to grow`, `were estimated to grow`."""
    be = "was" if len(leading) == 1 else "were"
    if any(year.is_forecast for year in leading):
        return f"{be} forecast to grow"
    return f"{be} estimated to grow" if any(year.is_estimate for year in leading) else "grew"
