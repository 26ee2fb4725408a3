"""Strength of cooperation in words and signs, and what a pair of regions comes to. Rows in, plain text out."""

from collections.abc import Mapping, Sequence

import pandas as pd

from dia_data.frames import make_rows
from dia_data.queries.cooperation import RegionPair
from dia_data.wording.citations import quote_statements
from dia_data.wording.figures import FILTERED_AWAY
from dia_data.wording.lists import join_names
from dia_data.wording.strengths import BOTH, BUSINESS, DIFFERENCE, RD, STRENGTHS, describe_strength, show_strength

VIEWS = (RD, BUSINESS, BOTH, DIFFERENCE)
"""What the switch offers; public names, part of the address."""

PURPOSES: Mapping[str, str] = {RD: "rd", BUSINESS: "business", DIFFERENCE: "difference"}
"""The column of the pairs that each picture shows."""

WEAKEST_IS_NOT_NONE = "Weak is the lowest mark of the source; it does not say that there is no cooperation."
RINGS = (
    "Ring: no partner; its size is the share of interest, of the European countries SMEs named. "
    "Dashed: no interest stated, but existing business."
)
CLICK = "Click a link or a cell to open its pair."
STRENGTH_LEGEND = " · ".join(f"{'●' * step} {word}" for step, word in STRENGTHS.items())
DIFFERENCE_LEGEND = "▲ business stronger (purple) · ▼ R&D stronger (orange) · = the same · one sign per step"


def list_pictures(view: str) -> list[str]:
    """Which pictures a view shows: both purposes, or itself."""
    return [RD, BUSINESS] if view == BOTH else [view]


def explain_view(view: str) -> str:
    """What the signs and lines of a view mean."""
    if view == DIFFERENCE:
        return f"{DIFFERENCE_LEGEND} of a scale of four words, not an amount."
    return f"{STRENGTH_LEGEND}: the stronger, the wider the link."


def write_finding(pairs: pd.DataFrame, view: str) -> str:
    """What a picture shows in one sentence."""
    values = pairs[PURPOSES[view]].tolist()
    if view == DIFFERENCE:
        more, less = sum(value > 0 for value in values), sum(value < 0 for value in values)
        return f"Business is stronger than R&D in {more} of {len(values)} pairs of regions, weaker in {less}"
    best = max(values)
    leaders = [name_pair(row) for row in make_rows(pairs, RegionPair) if find_value(row, view) == best]
    return f"{view}: {describe_strength(view, best)} between {', and between '.join(leaders)}"


def find_value(row: RegionPair, view: str) -> float | None:
    """What a picture shows of a pair; None: it is not known."""
    return {RD: row.rd, BUSINESS: row.business, DIFFERENCE: row.difference}[view]


def name_pair(row: RegionPair) -> str:
    """A pair without repeating the word Europe: `Northern and Central Western Europe`."""
    return f"{row.first_name.removesuffix(' Europe')} and {row.second_name}"


def describe_pair(row: RegionPair) -> str:
    """Both strengths of a pair and how they compare."""
    compared = describe_strength(DIFFERENCE, row.difference)
    verdict = "both are the same" if compared == "the same" else compared
    return f"R&D {describe_strength(RD, row.rd)}, business {describe_strength(BUSINESS, row.business)}: {verdict}."


def tabulate_pair(row: RegionPair) -> pd.DataFrame:
    """The strengths of a pair, a line for each purpose."""
    return pd.DataFrame(
        [
            {
                "Purpose": f"**{purpose}**",
                "Strength": show_strength(purpose, value),
                "In words": describe_strength(purpose, value),
            }
            for purpose, value in ((RD, row.rd), (BUSINESS, row.business))
            if value is not None
        ]
    )


def describe_rings(missing: pd.DataFrame) -> str:
    """What the rings of the map mean, by what is known of the countries without a partner."""
    named = missing[missing["country_name"].notna()]
    sized = named.loc[named["want_pct"].notna(), "name"].tolist()
    dashed = named.loc[named["want_pct"].isna() & named["have_pct"].notna(), "name"].tolist()
    parts = [f"a ring, sized by its share of interest: {join_names(sized)}"] if sized else []
    parts += [f"a dashed ring, as no interest is stated: {join_names(dashed)}"] if dashed else []
    return f"No partner in: {'; '.join(parts)}." if parts else ""


def explain_sites(short_names: Sequence[str], *, filtered_by: Sequence[str]) -> str:
    """Which sites are drawn; or which filter took them all away, and the way out."""
    if not short_names:
        return (
            f"No partner’s site is shown: all are {FILTERED_AWAY} by {join_names(filtered_by)}. Clear it to see them."
        )
    names = " and the ".join(f"{name} filter" for name in filtered_by)
    alone = f" The {names} {'changes' if len(filtered_by) == 1 else 'change'} the dots alone." if filtered_by else ""
    return f"Dots: {join_names(short_names)}; in the middle of a region or country where no town is stated.{alone}"


def explain_sample(sample: pd.DataFrame, dated: pd.DataFrame) -> str:
    """Of whom the strengths are, and from which years: not of our partners, nor of today."""
    return (
        " ".join(
            filter(
                None,
                (
                    quote_statements(sample),
                    "Our partners may not be among them.",
                    quote_statements(dated, source_id="eco"),
                ),
            )
        )
        if len(sample)
        else ""
    )


def title_list(shown: int, of: int) -> str:
    """What the list holds: all pairs, or those that the country filter leaves."""
    return "All pairs of regions" if shown == of else f"{shown} of {of} pairs: with the regions of the chosen countries"
