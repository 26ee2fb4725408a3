"""The markets in words: who leads in what, and all indicators side by side. Rows in, text and tables out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

import pandas as pd

from dia_data.frames import make_rows
from dia_data.queries.markets import Indicator, LeftOut, Reading
from dia_data.wording.bases import explain_bases
from dia_data.wording.countries import name_in_sentence
from dia_data.wording.days import format_month
from dia_data.wording.figures import (
    ESTIMATE,
    FILTERED_AWAY,
    FORECAST,
    MISSING,
    NOT_IN_SOURCE,
    UNITLESS,
    find_publication,
    format_count,
    format_figure,
    format_share,
    format_with_unit,
    is_estimate,
    is_known,
)
from dia_data.wording.lists import join_names
from dia_data.wording.shares import OF_COUNTRIES
from dia_data.wording.waves import describe_newest_wave

WORLDS = {"europe": "in Europe", "world": "outside Europe"}
"""The parts of the world that SMEs were asked about, and how a sentence says where that is."""

LEAST = 3
"""Figures that it takes to say of one that it is the most."""

PERIOD = "{period}"
"""Stands in a headline of the record where the period of its figure goes."""

NO_PERIOD = "newest figure"
"""Stands there where no figure is known."""

STEP = "\u00a0→\u00a0"
"""From year to year, kept on one line."""

ANOTHER = "another measure"
"""Before a figure that stands where the compared one is not in the source."""

PAYMENT = "payment"
"""The kind of chart whose figures are usual values, as the source words them: none of them is a most."""


@dataclass(frozen=True, kw_only=True)
class Headline:
    """One answer: what is asked, which market leads, with what figure, and over how many markets that ranges."""

    question: str
    leader: str
    figure: str
    known: int = 0
    shown: int = 0
    is_forecast: bool = False

    @property
    def over(self) -> str:
        """How many of the markets shown have the figure: `5 of 6 markets`."""
        return f"{self.known} of {format_count(self.shown, 'market')}"

    @property
    def is_found(self) -> bool:
        """Whether a market leads."""
        return self.known > 0


def select_markets(all_markets: pd.DataFrame, *, countries: Sequence[str], covered: Sequence[str] | None) -> list[str]:
    """The codes of the markets to show, in order: the chosen ones or else the targets; of those, the covered ones.

    `covered` None: coverage does not matter.
    """
    wanted = all_markets["country_code"].isin(countries) if countries else all_markets["role"] != "reserve"
    if covered is not None:
        wanted &= all_markets["country_code"].isin(covered)
    return list(all_markets.loc[wanted, "country_code"])


def explain_nothing_shown(all_markets: pd.DataFrame, *, countries: Sequence[str], covered: Sequence[str] | None) -> str:
    """Why the filters leave no market: what each of them alone leaves, and which markets there are."""
    every = all_markets.set_index("country_code")["country_name"]
    alone = []
    if countries:
        left = every[every.index.isin(countries)]
        alone.append(f"the country filter alone leaves {_join_or_none(left)}")
    if covered is not None:
        alone.append(f"the partner filter alone leaves {_join_or_none(every[every.index.isin(covered)])}")
    return (
        f"All markets are {FILTERED_AWAY}: {'; '.join(alone)}. The target and reserve markets are {join_names(every)}."
    )


def _join_or_none(left: pd.Series) -> str:
    return join_names(left) if len(left) else "none"


def select_indicators(compared: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """The rows of an indicator."""
    return compared[compared["indicator_id"] == indicator]


def is_year(period: object) -> bool:
    """Whether a period is a year, so that it says something beside the name of its indicator."""
    return isinstance(period, str) and period.isdecimal()


def write_headlines(indicators: Sequence[Indicator], compared: pd.DataFrame, interest: pd.DataFrame) -> list[Headline]:
    """The answers in one line: growth, payment, digital development and demand, for the markets shown.

    Each of the `indicators` counts in the period that is known of most markets. A market leads among others only: what
    is known of one of them alone, or asked of one, is no answer.
    """
    asked = [indicator for indicator in indicators if indicator.headline]
    measured = [_summarise_indicator(one, compared) for one in sorted(asked, key=attrgetter("headline_at"))]
    wanted = interest[interest["wish"] == "want"].rename(columns={"share_pct": "value"})
    of_worlds = {world: wanted[wanted["world"] == world] for world in WORLDS}
    return [
        *(one for one in measured if one.known == 0 or one.known >= LEAST),
        # A country that is not named is no unknown: of two the one that is named leads.
        *(_summarise_interest(world, rows) for world, rows in of_worlds.items() if len(rows) >= LEAST),
    ]


def _summarise_indicator(indicator: Indicator, compared: pd.DataFrame) -> Headline:
    of_indicator = select_indicators(compared, indicator.indicator_id)
    rows = select_most_known(of_indicator)
    end, best = ("value_high", "max") if indicator.leads == "highest" else ("value_low", "min")
    question = indicator.headline.replace(PERIOD, _name_period(rows))
    values = rows.assign(value=rows[end].fillna(rows["value"]))
    shown = of_indicator["country_name"].nunique()
    return _build_headline(question, values, best, lambda leading: _word_lead(indicator, leading), shown=shown)


def _summarise_interest(world: str, rows: pd.DataFrame) -> Headline:
    return _build_headline(
        f"Most wanted {WORLDS[world]}",
        rows,
        "max",
        lambda leading: f"{format_share(leading['value'].iloc[0])} {OF_COUNTRIES[world]}",
        shown=len(rows),
    )


def select_most_known(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the period known of most markets; of several such, of the last."""
    known = rows[rows["printed"].notna()]
    markets = known.groupby("period", sort=False)["country_name"].nunique()
    return known[known["period"] == markets[::-1].idxmax()] if len(markets) else known


def _name_period(rows: pd.DataFrame) -> str:
    """The period of some figures, and whether it is a forecast: `2019 (f)`."""
    if rows.empty:
        return NO_PERIOD
    return f"{rows['period'].iloc[0]} {FORECAST}" if rows["is_forecast"].any() else str(rows["period"].iloc[0])


def _word_lead(indicator: Indicator, leading: pd.DataFrame) -> str:
    """The figure of who leads; of payments each reading in the words of the source."""
    value = leading["value"].iloc[0]
    if indicator.unit in UNITLESS:
        return f"{indicator.unit} {value:g}"
    if indicator.chart == PAYMENT:
        of_first = leading[leading["country_name"] == leading["country_name"].iloc[0]]
        return " / ".join(dict.fromkeys(format_with_unit(row) for row in make_rows(_unspread(of_first), Reading)))
    return f"{value:g} {indicator.unit}"


def _unspread(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as they were read: a range has no value of its own."""
    return rows.assign(value=rows["value"].where(rows["value_high"].isna()))


def _build_headline(
    question: str, rows: pd.DataFrame, best: str, word: Callable[[pd.DataFrame], str], *, shown: int
) -> Headline:
    known = rows[rows["value"].notna()]
    if known.empty:
        return Headline(question=question, leader="–", figure=NOT_IN_SOURCE, shown=shown)
    leading = known[known["value"] == known["value"].agg(best)]
    return Headline(
        question=question,
        leader=join_names(dict.fromkeys(leading["country_name"])),
        figure=word(leading),
        known=known["country_name"].nunique(),
        shown=shown,
        is_forecast="is_forecast" in leading and bool(leading["is_forecast"].any()),
    )


def describe_other_measures(others: pd.DataFrame, indicator: str, market: str) -> str:
    """What is known of a market in another measure than the compared one; empty where nothing is.

    `others` are those of `queries.markets.other_measures`.
    """
    of_market = others[(others["stands_for"] == indicator) & (others["country_name"] == market)]
    readings = [
        f"{row.indicator_name} {f'{row.period} ' if is_year(row.period) else ''}{format_with_unit(row)}"
        for row in make_rows(of_market, Reading)
    ]
    return f"{ANOTHER}: {join_names(readings)}" if readings else ""


def pivot(
    compared: pd.DataFrame, interest: pd.DataFrame, others: pd.DataFrame, *, order: Sequence[str]
) -> pd.DataFrame:
    """One line per indicator, one column per market; each cell says what is known, year after year."""
    by_indicator = {
        indicator: make_rows(rows, Reading) for indicator, rows in compared.groupby("indicator_id", sort=False)
    }
    lines = {
        _name_line(rows): [
            _format_cell([row for row in rows if row.country_name == market])
            or describe_other_measures(others, str(indicator), market)
            or NOT_IN_SOURCE
            for market in order
        ]
        for indicator, rows in by_indicator.items()
    }
    for wish, name in (("have", HAVE_LINE), ("want", WANT_LINE)):
        asked = interest[interest["wish"] == wish].set_index("country_name")["share_pct"]
        lines[name] = [_format_share(asked.get(market)) for market in order]
    return pd.DataFrame.from_dict(lines, orient="index", columns=list(order)).rename_axis("Indicator")


HAVE_LINE = "Existing business, % of the countries named ¹"
WANT_LINE = "Interest in developing business, % of the countries named ¹"


def _name_line(rows: Sequence[Reading]) -> str:
    name, unit = rows[0].indicator_name, rows[0].unit
    every = dict.fromkeys(row.period for row in rows if row.period)
    # A period that is no year says nothing beside the name of its indicator, unless it stands beside another.
    periods = list(every) if len(every) > 1 else list(filter(is_year, every))
    unit_text = "" if unit in UNITLESS else f", {unit}"
    return f"{name} {' → '.join(periods)}{unit_text}" if periods else f"{name}{unit_text}"


def _format_cell(rows: Sequence[Reading]) -> str:
    """What is known of one market: its years one after the other, a dash for one that is not known; else empty.

    Two readings that differ stand beside each other.
    """
    if not any(row.printed for row in rows):
        return ""
    texts: dict[str | None, list[str]] = {}
    for row in rows:
        reading = format_figure(row) if row.printed else MISSING
        texts.setdefault(row.period, []).append(reading.replace(" ", "\u00a0"))
    return STEP.join(" / ".join(dict.fromkeys(readings)) for readings in texts.values())


def _format_share(share_pct: float | None) -> str:
    return f"{share_pct:g}" if is_known(share_pct) else NOT_IN_SOURCE


def explain_signs(compared: pd.DataFrame) -> str:
    """What the signs in the table mean, and what must not be read into it."""
    signed = compared[compared["qualifier"].isna()]
    marks = [
        f"{FORECAST} forecast",
        explain_estimates(compared, sign=ESTIMATE),
        _explain_dash(compared),
        explain_bases(signed["basis"].dropna()),
    ]
    return (
        f"{' · '.join(filter(None, marks))} · A rank is not a value: 1 is best. · "
        "¹ Share of all countries that SMEs named in one question, not of SMEs; Europe and the rest of the world were "
        "asked separately, and some SMEs may have named several."
    )


def explain_qualifiers(rows: pd.DataFrame) -> str:
    """The words of the source that qualify the figures of a chart, which shows the figures alone; empty: none does."""
    worded = rows[rows["qualifier"].notna()].groupby("qualifier", sort=False)["country_name"].unique()
    words = [f"“{word}” of {join_names(map(name_in_sentence, markets))}" for word, markets in worded.items()]
    return f"As the source words it: {join_names(words)}. None of these is a maximum." if words else ""


def explain_estimates(rows: pd.DataFrame, *, sign: str = "") -> str:
    """Which years were not over when their figures were published; empty where there are none."""
    found = sorted(
        {
            (period, published)
            for period, edition, is_forecast in zip(rows["period"], rows["edition"], rows["is_forecast"], strict=True)
            if is_estimate(period=period, edition=edition, is_forecast=is_forecast)
            and (published := find_publication(edition))
        }
    )
    years = [f"{period}, published in {_name_publication(published)}" for period, published in found]
    if not years:
        return ""
    return f"{sign} estimate, as we read it: the year was not over: {join_names(years)}".strip()


def _name_publication(published: str) -> str:
    year, month = published.split("-")
    return format_month(date(int(year), int(month), 1))


def _explain_dash(compared: pd.DataFrame) -> str:
    """What a dash means, where a market lacks some of the periods that it is compared in."""
    of_market = compared["printed"].notna().groupby([compared["indicator_id"], compared["country_name"]])
    return f"{MISSING} {NOT_IN_SOURCE}" if (of_market.any() & ~of_market.all()).any() else ""


def list_left_out(figures: Iterable[LeftOut], waves: Sequence[Mapping[str, Any]]) -> str:
    """What the record holds beyond the table: other periods and editions, and other runs of the survey."""
    by_indicator: dict[str, list[str]] = {}
    for row in figures:
        by_indicator.setdefault(row.indicator_name, []).append(row.figure)
    found = [f"{name} {join_names(of_it)}" for name, of_it in by_indicator.items()]
    others = f"Not shown in this table: {'; '.join(found)}. They are in the profile of a market." if found else ""
    return " ".join(filter(None, (others, describe_newest_wave(waves))))
