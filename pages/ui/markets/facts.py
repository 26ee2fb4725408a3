"""What the card of each market says: growth, interest, payment, rank, how KPIs stand there. Rows in, facts out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from dia_data.frames import make_rows
from dia_data.kpis import Standing, find_leading
from dia_data.queries.markets import CitedReading, Indicator, Interest
from dia_data.wording.citations import cite_place
from dia_data.wording.codes import MARKET_ROLES
from dia_data.wording.figures import NOT_IN_SOURCE, format_figure
from pages.ui import market_growth, market_table
from pages.ui.indicators import kpi_rows
from pages.ui.market_growth import Growth, Year

GROWTH, PAYMENT, RANK = "growth", "payment", "rank"
"""The kinds of chart of the indicators that a card draws, and the unit of the one that it names."""
STATED, APPROXIMATE = "stated", "approximate"

UNKNOWN = NOT_IN_SOURCE.capitalize()
"""Stands alone in the place of what is missing."""


@dataclass(frozen=True, kw_only=True)
class Share:
    """The share of a market in the countries named for one wish, and where it is printed."""

    percent: float
    place: str


@dataclass(frozen=True, kw_only=True)
class Payment:
    """The usual days until payment, from `low` to `high`, in words, and where they are printed."""

    low: float
    high: float
    words: str
    place: str


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of one market; None and empty: it is not in the source.

    `another_growth` is what is known of growth in another measure; `statuses` has one for each KPI with a target
    there, of several scopes the worst.
    """

    country_code: str
    name: str
    role: str
    growth: tuple[Year, ...]
    another_growth: str
    want: Share | None
    have: Share | None
    world: str
    payment: Payment | None
    rank: float | None
    rank_words: str
    statuses: tuple[str, ...]

    @property
    def role_words(self) -> str:
        """What it is in the strategy."""
        return MARKET_ROLES[self.role]


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The answers that the facts are made from, all of the same markets; `targets` in the order of the strategy."""

    targets: pd.DataFrame
    indicators: Sequence[Indicator]
    compared: pd.DataFrame
    others: pd.DataFrame
    interest: pd.DataFrame
    standings: Mapping[str, Sequence[str]]

    def select(self, indicator: Indicator | None) -> pd.DataFrame:
        """The rows of an indicator; none: no rows."""
        return market_table.select_indicators(self.compared, indicator.indicator_id if indicator else "")

    @property
    def growth(self) -> Indicator | None:
        """The indicator whose line a card draws: the first that has such a chart."""
        return _find(self.indicators, lambda one: one.chart == GROWTH)

    @property
    def growth_of(self) -> str:
        """What grows."""
        return self.growth.short_name if self.growth else ""

    @property
    def payment(self) -> Indicator | None:
        """The same of payments."""
        return _find(self.indicators, lambda one: one.chart == PAYMENT)

    @property
    def rank(self) -> Indicator | None:
        """The first indicator that is a rank."""
        return _find(self.indicators, lambda one: one.unit == RANK)


def _find(indicators: Iterable[Indicator], fits: Callable[[Indicator], bool]) -> Indicator | None:
    return next(filter(fits, indicators), None)


def build_facts(answers: Answers, countries: Sequence[str]) -> tuple[Facts, ...]:
    """The facts of some markets, in the order of the strategy."""
    shown = answers.targets[answers.targets["country_code"].isin(countries)]
    return tuple(
        _build_market(answers, code, name, role)
        for code, name, role in zip(shown["country_code"], shown["country_name"], shown["role"], strict=True)
    )


def _build_market(answers: Answers, code: str, name: str, role: str) -> Facts:
    asked = answers.interest[answers.interest["country_code"] == code]
    growth = answers.growth
    rank, rank_words = _read_rank(answers.rank, _read(answers.select(answers.rank), code))
    return Facts(
        country_code=code,
        name=name,
        role=role,
        growth=market_growth.list_years(_read(answers.select(growth), code)),
        another_growth=market_table.describe_other_measures(answers.others, growth.indicator_id, name)
        if growth
        else "",
        want=_find_share(asked, "want"),
        have=_find_share(asked, "have"),
        world=str(asked["world"].iloc[0]) if len(asked) else "",
        payment=_read_payment(_read(answers.select(answers.payment), code)),
        rank=rank,
        rank_words=rank_words,
        statuses=tuple(answers.standings.get(code, ())),
    )


def _read(rows: pd.DataFrame, code: str) -> list[CitedReading]:
    """What is known of one market."""
    of_market = rows[(rows["country_code"] == code) & rows["printed"].notna()]
    return make_rows(of_market, CitedReading)


def _find_share(asked: pd.DataFrame, wish: str) -> Share | None:
    named = (row for row in make_rows(asked[asked["wish"] == wish], Interest) if row.share_pct is not None)
    row = next(named, None)
    return Share(percent=row.share_pct or 0.0, place=cite_place(row.source_id, row.locator)) if row else None


def _read_payment(rows: Sequence[CitedReading]) -> Payment | None:
    """The days from the least to the most that the readings print as usual."""
    ends = [end for row in rows for end in (row.value_low, row.value, row.value_high) if end is not None]
    if not ends:
        return None
    return Payment(
        low=min(ends),
        high=max(ends),
        words=_word_payment(rows),
        place="; ".join(dict.fromkeys(cite_place(row.source_id, row.locator) for row in rows)),
    )


def _word_payment(rows: Sequence[CitedReading]) -> str:
    """The days in few words: what the source says only approximately, on average or commonly stays so."""
    about = next((row.qualifier for row in rows if row.basis == APPROXIMATE and row.qualifier), "")
    about = about or next((row.qualifier for row in rows if row.qualifier), "")
    days = dict.fromkeys(format_figure(replace(row, qualifier=None, basis=STATED)) for row in rows)
    return " ".join(filter(None, (about, " / ".join(days), rows[0].unit)))


def _read_rank(indicator: Indicator | None, rows: Sequence[CitedReading]) -> tuple[float | None, str]:
    """The newest rank, and how a card says it."""
    name = indicator.indicator_name if indicator else RANK.capitalize()
    if not rows:
        return None, f"{name}: {NOT_IN_SOURCE}"
    newest = rows[-1]
    return newest.value, f"{name} {format_figure(newest)} ({newest.period})"


def group_statuses(
    standings: Iterable[Standing], missions: Mapping[str, str], countries: Iterable[str]
) -> Mapping[str, list[str]]:
    """The status of each KPI in each of the countries; of several scopes there the worst. `missions` lead to theirs."""
    found: dict[str, dict[str, list[Standing]]] = {code: {} for code in countries}
    for one in standings:
        code = kpi_rows.find_country(one.scope_key, missions)
        if code in found:
            found[code].setdefault(one.kpi_id, []).append(one)
    return {code: [find_leading(of_kpi).status for of_kpi in kpis.values()] for code, kpis in found.items()}


STRATEGY, GROWTH_ORDER, INTEREST, PAYMENT_ORDER, RANK_ORDER = "Strategy", "Growth", "Interest", "Payment", "Rank"
LAST = float("inf")


def sort_facts(facts: Sequence[Facts], by: str) -> list[Facts]:
    """The markets with the best first: the highest growth and interest, the shortest payment, the first rank.

    Growth is that of the year known of most. What is not known comes last, what is level stays as it is. Europe was
    asked apart from the rest of the world: interest is sorted within each.
    """
    growth = gather_growth(facts)
    known = market_growth.select_period(growth, market_growth.find_common_period(growth))
    places: Mapping[str, Callable[[Facts], tuple[float, float]]] = {
        STRATEGY: lambda _: (0, 0),
        GROWTH_ORDER: lambda one: (-known[one.name].value if one.name in known else LAST, 0),
        INTEREST: _place_wish,
        PAYMENT_ORDER: lambda one: (one.payment.high, one.payment.low) if one.payment else (LAST, 0),
        RANK_ORDER: lambda one: (LAST if one.rank is None else one.rank, 0),
    }
    return sorted(facts, key=places[by])


def gather_growth(facts: Iterable[Facts]) -> Growth:
    """The growth of each market by its name."""
    return {one.name: one.growth for one in facts}


def _place_wish(one: Facts) -> tuple[float, float]:
    return list(market_table.WORLDS).index(one.world) if one.world else LAST, -one.want.percent if one.want else LAST


ORDERS = (STRATEGY, GROWTH_ORDER, INTEREST, PAYMENT_ORDER, RANK_ORDER)
"""What the cards can be sorted by; the names stand in the address."""
