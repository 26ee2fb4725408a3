"""The markets in words: who leads in what, and all indicators side by side. Rows in, text and tables out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dia_data.frames import make_rows
from dia_data.queries.markets import Reading
from dia_data.wording.bases import explain_bases
from dia_data.wording.figures import (
    FILTERED_AWAY,
    FORECAST,
    MISSING,
    NOT_IN_SOURCE,
    UNITLESS,
    format_figure,
    format_with_unit,
    is_known,
)
from dia_data.wording.lists import join_names
from dia_data.wording.waves import describe_newest_wave

Row = Mapping[Any, Any]

WORLDS = {"europe": "Europe", "world": "world"}
"""The parts of the world that SMEs were asked about, and what they are called."""

PERIOD = "{period}"
"""Stands in a headline of the record where the period of its figure goes."""

NO_PERIOD = "newest figure"
"""Stands there where no figure is known."""

STEP = "\u00a0→\u00a0"
"""From year to year, kept on one line."""


@dataclass(frozen=True, kw_only=True)
class Headline:
    """One answer: what is asked, which market leads, and with what figure."""

    question: str
    leader: str
    figure: str


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


def write_headlines(indicators: Sequence[Row], compared: pd.DataFrame, interest: pd.DataFrame) -> list[Headline]:
    """The answers in one line: growth, payment, digital development and demand, for the markets shown.

    `indicators` are those of `queries.markets.indicators`; each counts in the period that is known of most markets.
    """
    asked = [indicator for indicator in indicators if is_known(indicator["headline"])]
    wanted = interest[interest["wish"] == "want"].rename(columns={"share_pct": "value"})
    return [
        *(_summarise_indicator(one, compared) for one in sorted(asked, key=lambda indicator: indicator["headline_at"])),
        *(
            _build_headline(f"Most wished for, {name}", wanted[wanted["world"] == world], "max", "{:g} % of wishes")
            for world, name in WORLDS.items()
        ),
    ]


def _summarise_indicator(indicator: Row, compared: pd.DataFrame) -> Headline:
    rows = _select_most_known(select_indicators(compared, indicator["indicator_id"]))
    end, best = ("value_high", "max") if indicator["leads"] == "highest" else ("value_low", "min")
    question = indicator["headline"].replace(PERIOD, _name_period(rows))
    return _build_headline(
        question, rows.assign(value=rows[end].fillna(rows["value"])), best, _build_wording(indicator)
    )


def _select_most_known(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the period known of most markets; of several such, of the last."""
    known = rows[rows["printed"].notna()]
    markets = known.groupby("period", sort=False)["country_name"].nunique()
    return known[known["period"] == markets[::-1].idxmax()] if len(markets) else known


def _name_period(rows: pd.DataFrame) -> str:
    """The period of some figures, and whether it is a forecast: `2019 (f)`."""
    if rows.empty:
        return NO_PERIOD
    return f"{rows['period'].iloc[0]} {FORECAST}" if rows["is_forecast"].any() else str(rows["period"].iloc[0])


def _build_wording(indicator: Row) -> str:
    if indicator["unit"] in UNITLESS:
        return f"{indicator['unit']} {{:g}}"
    return f"up to {{:g}} {indicator['unit']}" if indicator["chart"] == "payment" else f"{{:g}} {indicator['unit']}"


def _build_headline(question: str, rows: pd.DataFrame, best: str, wording: str) -> Headline:
    known = rows[rows["value"].notna()]
    if known.empty:
        return Headline(question=question, leader="–", figure=NOT_IN_SOURCE)
    value = known["value"].agg(best)
    leaders = dict.fromkeys(known.loc[known["value"] == value, "country_name"])
    return Headline(question=question, leader=join_names(leaders), figure=wording.format(value))


def describe_alone(indicators: Sequence[Row], compared: pd.DataFrame) -> str:
    """What is known of one market in a sentence, where there is none to compare it with: of each chart the newest."""
    drawn = [
        (one["short_name"], select_indicators(compared, one["indicator_id"]))
        for one in indicators
        if is_known(one["chart"])
    ]
    newest = [f"{name} {_format_newest(rows)}" for name, rows in drawn]
    return f"{compared['country_name'].iloc[0]}: {', '.join(newest)}"


def _format_newest(rows: pd.DataFrame) -> str:
    """The newest figure of one market, or that there is none, after its year: `2019 3.4 % (f)`, `30–60 days`."""
    known = rows[rows["printed"].notna()] if rows["printed"].notna().any() else rows
    period = known["period"].iloc[-1] if len(known) else None
    readings = make_rows(known[known["period"] == period], Reading)
    figures = " / ".join(dict.fromkeys(format_with_unit(row) for row in readings)) or NOT_IN_SOURCE
    return f"{period} {figures}" if is_year(period) else figures


def pivot(compared: pd.DataFrame, interest: pd.DataFrame, *, order: Sequence[str]) -> pd.DataFrame:
    """One line per indicator, one column per market; each cell says what is known, year after year."""
    by_indicator = [make_rows(rows, Reading) for _, rows in compared.groupby("indicator_id", sort=False)]
    lines = {
        _name_line(rows): [_format_cell([row for row in rows if row.country_name == market]) for market in order]
        for rows in by_indicator
    }
    for wish, name in (("have", "SMEs with business there, % ¹"), ("want", "SMEs that wish to go there, % ¹")):
        asked = interest[interest["wish"] == wish].set_index("country_name")["share_pct"]
        lines[name] = [_format_share(asked.get(market)) for market in order]
    return pd.DataFrame.from_dict(lines, orient="index", columns=list(order)).rename_axis("Indicator")


def _name_line(rows: Sequence[Reading]) -> str:
    name, unit = rows[0].indicator_name, rows[0].unit
    every = dict.fromkeys(row.period for row in rows if row.period)
    # A period that is no year says nothing beside the name of its indicator, unless it stands beside another.
    periods = list(every) if len(every) > 1 else list(filter(is_year, every))
    unit_text = "" if unit in UNITLESS else f", {unit}"
    return f"{name} {' → '.join(periods)}{unit_text}" if periods else f"{name}{unit_text}"


def _format_cell(rows: Sequence[Reading]) -> str:
    """What is known of one market: its years one after the other, a dash for one that is not known.

    Two readings that differ stand beside each other.
    """
    if not any(row.printed for row in rows):
        return NOT_IN_SOURCE
    texts: dict[str | None, list[str]] = {}
    for row in rows:
        reading = format_figure(row) if row.printed else MISSING
        texts.setdefault(row.period, []).append(reading)
    known = STEP.join(" / ".join(dict.fromkeys(readings)) for readings in texts.values())
    return known.replace(" ", "\u00a0")


def _format_share(share_pct: float | None) -> str:
    return f"{share_pct:g}" if is_known(share_pct) else NOT_IN_SOURCE


def explain_signs(compared: pd.DataFrame) -> str:
    """What the signs in the table mean, and what must not be read into it."""
    marks = [f"{FORECAST} forecast", _explain_dash(compared), explain_bases(compared["basis"].dropna())]
    return (
        f"{' · '.join(filter(None, marks))} · A rank is not a value: 1 is best. · "
        "¹ Share of all countries that SMEs named; Europe and the rest of the world were asked separately."
    )


def _explain_dash(compared: pd.DataFrame) -> str:
    """What a dash means, where a market lacks some of the periods that it is compared in."""
    of_market = compared["printed"].notna().groupby([compared["indicator_id"], compared["country_name"]])
    return f"{MISSING} {NOT_IN_SOURCE}" if (of_market.any() & ~of_market.all()).any() else ""


def list_left_out(figures: Iterable[Mapping[str, Any]], waves: Sequence[Mapping[str, Any]]) -> str:
    """What the record holds beyond the table: other periods and editions, and other runs of the survey."""
    by_indicator: dict[str, list[str]] = {}
    for row in figures:
        by_indicator.setdefault(row["indicator_name"], []).append(row["figure"])
    found = [f"{name} {join_names(of_it)}" for name, of_it in by_indicator.items()]
    others = f"Not shown in this table: {'; '.join(found)}. They are in the profile of a market." if found else ""
    return " ".join(filter(None, (others, describe_newest_wave(waves))))
