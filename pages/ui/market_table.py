"""The markets in words: who leads in what, and all indicators side by side. Rows in, text and tables out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dia_data.wording.bases import explain_bases
from dia_data.wording.figures import (
    FILTERED_AWAY,
    FORECAST,
    NOT_IN_SOURCE,
    UNITLESS,
    format_figure,
    format_with_unit,
    is_known,
)
from dia_data.wording.lists import join_names
from dia_data.wording.waves import describe_newest_wave

Row = Mapping[Any, Any]

TARGET_ROLES = ("target_europe", "target_world")
PERIODS_IN_NAME = {"past 3 years", "past 5 years", "not stated"}
"""Periods that say nothing beside the indicator's own name."""

STEP = "\u00a0→\u00a0"
"""From year to year, kept on one line."""


@dataclass(frozen=True, kw_only=True)
class Headline:
    """One answer: what is asked, which market leads, and with what figure."""

    question: str
    leader: str
    figure: str


def shown(all_markets: pd.DataFrame, *, countries: Sequence[str], covered: Sequence[str] | None) -> list[str]:
    """The codes of the markets to show, in order: the chosen ones or else the targets; of those, the covered ones.

    `covered` None: coverage does not matter.
    """
    wanted = all_markets["country_code"].isin(countries) if countries else all_markets["role"].isin(TARGET_ROLES)
    if covered is not None:
        wanted &= all_markets["country_code"].isin(covered)
    return list(all_markets.loc[wanted, "country_code"])


def nothing_shown(all_markets: pd.DataFrame, *, countries: Sequence[str], covered: Sequence[str] | None) -> str:
    """Why the filters leave no market: what each of them alone leaves, and which markets there are."""
    every = all_markets.set_index("country_code")["country_name"]
    alone = []
    if countries:
        left = every[every.index.isin(countries)]
        alone.append(f"the country filter alone leaves {_who(left)}")
    if covered is not None:
        alone.append(f"the partner filter alone leaves {_who(every[every.index.isin(covered)])}")
    return (
        f"All markets are {FILTERED_AWAY}: {'; '.join(alone)}. The target and reserve markets are {join_names(every)}."
    )


def _who(left: pd.Series) -> str:
    return join_names(left) if len(left) else "none"


def of(compared: pd.DataFrame, *indicators: str, period: str | None = None) -> pd.DataFrame:
    """The rows of some indicators, of one period where one is named."""
    rows = compared[compared["indicator_id"].isin(indicators)]
    return rows[rows["period"] == period] if period else rows


def headlines(compared: pd.DataFrame, interest: pd.DataFrame) -> list[Headline]:
    """The answers in one line: growth, payment, digital development and demand, for the markets shown."""
    growth = of(compared, "sector_value_added_growth", period="2019")
    payments = of(compared, "payment_terms")
    payments = payments.assign(value=payments["value_high"].fillna(payments["value"]))
    wanted = interest[interest["wish"] == "want"].rename(columns={"share_pct": "value"})
    asked = (
        ("Fastest growth, 2019 (f)", growth, "max", "{:g} %"),
        ("Longest usual payments", payments, "max", "up to {:g} days"),
        ("Best digital rank, IDI 2017", of(compared, "idi_rank"), "min", "rank {:g}"),
        ("Most wished for, Europe", wanted[wanted["question_id"] == "develop_europe"], "max", "{:g} % of wishes"),
        ("Most wished for, world", wanted[wanted["question_id"] == "develop_world"], "max", "{:g} % of wishes"),
    )
    return [_headline(question, rows, best, wording) for question, rows, best, wording in asked]


def _headline(question: str, rows: pd.DataFrame, best: str, wording: str) -> Headline:
    known = rows[rows["value"].notna()]
    if known.empty:
        return Headline(question=question, leader="–", figure=NOT_IN_SOURCE)
    value = known["value"].agg(best)
    leaders = dict.fromkeys(known.loc[known["value"] == value, "country_name"])
    return Headline(question=question, leader=join_names(leaders), figure=wording.format(value))


def alone(compared: pd.DataFrame) -> str:
    """What is known of one market in a sentence, where there is none to compare it with."""
    asked = (
        ("ICT sector 2019", "sector_value_added_growth", "2019"),
        ("economy 2019", "gdp_growth", "2019"),
        ("payments", "payment_terms", None),
    )
    said = [f"{name} {_known_or_not(of(compared, indicator, period=period))}" for name, indicator, period in asked]
    return f"{compared['country_name'].iloc[0]}: {', '.join(said)}"


def _known_or_not(rows: pd.DataFrame) -> str:
    return " / ".join(dict.fromkeys(format_with_unit(row) for row in rows.to_dict("records"))) or NOT_IN_SOURCE


def wide(compared: pd.DataFrame, interest: pd.DataFrame, *, order: Sequence[str]) -> pd.DataFrame:
    """One line per indicator, one column per market; each cell says what is known, year after year."""
    by_indicator: dict[str, list[Row]] = {}
    for row in compared.to_dict("records"):
        by_indicator.setdefault(row["indicator_id"], []).append(row)
    lines = {
        _line_name(rows): [_cell([row for row in rows if row["country_name"] == market]) for market in order]
        for rows in by_indicator.values()
    }
    for wish, name in (("have", "SMEs with business there, % ¹"), ("want", "SMEs that wish to go there, % ¹")):
        asked = interest[interest["wish"] == wish].set_index("country_name")["share_pct"]
        lines[name] = [_share(asked.get(market)) for market in order]
    return pd.DataFrame.from_dict(lines, orient="index", columns=list(order)).rename_axis("Indicator")


def _line_name(rows: Sequence[Row]) -> str:
    name, unit = rows[0]["indicator_name"], rows[0]["unit"]
    periods = dict.fromkeys(row["period"] for row in rows if row["period"] not in PERIODS_IN_NAME)
    unit_text = "" if unit in UNITLESS else f", {unit}"
    return f"{name} {' → '.join(periods)}{unit_text}" if periods else f"{name}{unit_text}"


def _cell(rows: Sequence[Row]) -> str:
    """What is known of one market: its years one after the other; two readings that differ stand beside each other."""
    if not any(is_known(row["printed"]) for row in rows):
        return NOT_IN_SOURCE
    texts: dict[str, list[str]] = {}
    for row in rows:
        texts.setdefault(row["period"], []).append(format_figure(row))
    known = STEP.join(" / ".join(dict.fromkeys(readings)) for readings in texts.values())
    return known.replace(" ", "\u00a0")


def _share(share_pct: float | None) -> str:
    return f"{share_pct:g}" if is_known(share_pct) else NOT_IN_SOURCE


def reading_help(compared: pd.DataFrame) -> str:
    """What the signs in the table mean, and what must not be read into it."""
    signs = explain_bases(compared["basis"].dropna())
    return (
        f"{FORECAST} forecast{' · ' + signs if signs else ''} · A rank is not a value: 1 is best. · "
        "¹ Share of all countries that SMEs named; Europe and the rest of the world were asked separately."
    )


def left_out(figures: Iterable[Mapping[str, Any]], waves: Sequence[Mapping[str, Any]]) -> str:
    """What the record holds beyond the table: other periods and editions, and other runs of the survey."""
    by_indicator: dict[str, list[str]] = {}
    for row in figures:
        by_indicator.setdefault(row["indicator_name"], []).append(row["figure"])
    found = [f"{name} {join_names(of_it)}" for name, of_it in by_indicator.items()]
    others = f"Not shown in this table: {'; '.join(found)}. They are in the profile of a market." if found else ""
    return " ".join(filter(None, (others, describe_newest_wave(waves))))
