"""Where the next partner should be: the countries without one, in an order that a reader can check line by line."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, kw_only=True)
class Step:
    """One comparison: the larger value of `column` comes first, an unknown one last; `sentence` says so to a reader."""

    column: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A line of the list: where a partner is missing, its place, and what speaks for it; None: not stated.

    `country_name` is None where several countries of a region, which no share names, are one line.
    """

    rank: int
    name: str
    countries: str
    country_name: str | None
    region_name: str
    region_has_partner: bool
    want_pct: float | None
    have_pct: float | None
    business: float | None
    business_with: str | None
    rd: float | None
    rd_with: str | None


ONLY = "The list has the countries of ECO’s European regions where no partner is based."

RULE = (
    Step(
        column="want_pct",
        sentence="The largest share of the SMEs’ interest in business there comes first; not stated comes last.",
    ),
    Step(
        column="have_pct",
        sentence="Then the largest share of the SMEs’ existing business there; not stated comes last.",
    ),
    Step(
        column="business",
        sentence="Then the stronger business cooperation of its region with one of our own regions.",
    ),
    Step(
        column="rd",
        sentence="Then the stronger R&D cooperation of its region with one of our own regions.",
    ),
)
"""The whole rule. Each step decides only where all steps before it find no difference; nothing is added or weighted."""

EQUAL = "Countries that tie on all of these share a place."

SHARED_BY_THE_UNNAMED = [
    "region_id", "region_name", "region_has_partner", "business", "business_with", "rd", "rd_with", "locator", "basis"
]  # fmt: skip


def rank_candidates(candidates: pd.DataFrame) -> pd.DataFrame:
    """The candidates without a partner, best first: the columns of `queries.cooperation.candidates` and three more.

    `rank` counts from 1; equals share it. `name` and `countries` are the country; but those of a region that no share
    names are one row, whose `country_name` is NULL, with their names in `countries` and `elsewhere in …` as `name`.
    """
    open_ones = candidates[~candidates["has_partner"]]
    is_named = open_ones[["want_pct", "have_pct"]].notna().any(axis=1)
    named = open_ones[is_named].assign(countries=lambda rows: rows["country_name"])
    listed = pd.concat([named, _group_by_region(open_ones[~is_named])], ignore_index=True)
    columns = [step.column for step in RULE]
    ordered = listed.sort_values(
        [*columns, "country_name", "region_name"], ascending=[False] * len(columns) + [True, True], na_position="last"
    )
    name = ordered["country_name"].fillna("elsewhere in " + ordered["region_name"].astype(str))
    return ordered.assign(rank=_rank_rows(ordered[columns]), name=name).reset_index(drop=True)


def _group_by_region(unnamed: pd.DataFrame) -> pd.DataFrame:
    """One row per region; the names of its countries go into `countries`."""
    together = unnamed.sort_values("country_name").groupby(SHARED_BY_THE_UNNAMED, dropna=False, sort=False)
    return together["country_name"].agg(", ".join).rename("countries").reset_index()


def _rank_rows(compared: pd.DataFrame) -> Sequence[int]:
    """The rank of each row of an ordered table: as many as stand before it, plus one; equals share it."""
    differs = compared.fillna(-1).diff().ne(0).any(axis=1)
    counted = pd.Series(range(1, len(compared) + 1), index=compared.index)
    return counted.where(differs).ffill().astype(int).tolist()
