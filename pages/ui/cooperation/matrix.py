"""The regions, which of their pairs stand out, and the pairs as a list. Rows in, tables out."""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from dia_data.wording.figures import is_known
from dia_data.wording.strengths import BUSINESS, DIFFERENCE, RD, describe_strength


def name_regions(members: pd.DataFrame) -> Mapping[str, str]:
    """The European regions in the order of the source: id to name."""
    return dict(zip(members["region_id"], members["region_name"], strict=True))


def find_highlighted(members: pd.DataFrame, *, countries: Collection[str]) -> list[str]:
    """The regions to highlight: those of the chosen countries, in order; nothing chosen: none."""
    return list(dict.fromkeys(members.loc[members["country_code"].isin(countries), "region_id"]))


def name_countries(codes: Sequence[str], countries: pd.DataFrame) -> list[str]:
    """The names of countries, in the order of `countries` (`code, name`)."""
    return list(countries.loc[countries["code"].isin(codes), "name"])


def select_touching(pairs: pd.DataFrame, region_ids: Collection[str]) -> pd.DataFrame:
    """The pairs with one of the regions; all pairs where no region is named."""
    return pairs[mark_outstanding(pairs, selected=None, highlighted=region_ids)].reset_index(drop=True)


def mark_outstanding(pairs: pd.DataFrame, *, selected: str | None, highlighted: Collection[str]) -> list[bool]:
    """Which pairs stand out: the selected one, or else those with a highlighted region, or else all."""
    if selected:
        return [pair == selected for pair in pairs["pair"]]
    return [not highlighted or first in highlighted or second in highlighted for _, first, second in add_ends(pairs)]


def list_pairs(pairs: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """The pairs as a list in words, with who of us is in both regions."""
    ours = name_partners_by_region(members)
    return pd.DataFrame(
        {
            "Pair of regions": pairs["pair"],
            "R&D": [describe_strength(RD, value) for value in pairs["rd"]],
            "Business": [describe_strength(BUSINESS, value) for value in pairs["business"]],
            "Compared": [describe_strength(DIFFERENCE, value) for value in pairs["difference"]],
            "Our partners there": [
                f"{ours[first]} – {ours[second]}"
                for first, second in zip(pairs["first_id"], pairs["second_id"], strict=True)
            ],
        }
    )


def name_partners_by_region(members: pd.DataFrame) -> Mapping[str, str]:
    """The partners at home in each region: `SCS, MESAP`, or `none`."""
    here: dict[str, list[str]] = {region: [] for region in members["region_id"]}
    for region, partners in zip(members["region_id"], members["partners"], strict=True):
        if is_known(partners):
            here[region].append(partners)
    return {region: ", ".join(names) or "none" for region, names in here.items()}


def add_ends(pairs: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Each pair with the regions at both its ends: name, id and id."""
    return list(zip(pairs["pair"], pairs["first_id"], pairs["second_id"], strict=True))
