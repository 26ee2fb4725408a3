"""The matrix of six regions by six, and the pairs as a list. Rows in, tables out; and which cell holds which pair."""

from collections.abc import Collection, Iterable, Mapping, Sequence

import pandas as pd
from pandas.io.formats.style import Styler

from pages.ui import words
from pages.ui.cooperation_words import BUSINESS, DIFFERENCE, PURPOSES, RD, in_words, sign

SHORT: Mapping[str, str] = {
    "northern_europe": "N",
    "northwest_europe": "NW",
    "central_western_europe": "CW",
    "southwest_europe": "SW",
    "southeast_europe": "SE",
    "central_eastern_europe": "CE",
}
"""Heads of columns: a name of a region does not fit there."""

SHADES: Mapping[int, str] = {
    1: "",
    2: "background-color: rgba(139, 79, 191, 0.22)",
    3: "background-color: rgba(139, 79, 191, 0.48)",
    4: "background-color: #6D2E9E; color: #FFFFFF",
}
DIVERGING: Mapping[int, str] = {
    -3: "background-color: #B35806; color: #FFFFFF",
    -2: "background-color: rgba(224, 130, 20, 0.6)",
    -1: "background-color: rgba(224, 130, 20, 0.3)",
    0: "",
    1: SHADES[2],
    2: SHADES[3],
    3: SHADES[4],
}
FADED = "color: #8A8594"


def regions(members: pd.DataFrame) -> Mapping[str, str]:
    """The European regions in the order of the source: id to name."""
    return dict(zip(members["region_id"], members["region_name"], strict=True))


def lit(members: pd.DataFrame, *, countries: Collection[str]) -> list[str]:
    """The regions to highlight: those of the chosen countries, in order; nothing chosen: none."""
    return list(dict.fromkeys(members.loc[members["country_code"].isin(countries), "region_id"]))


def names_of(codes: Sequence[str], countries: pd.DataFrame) -> list[str]:
    """The names of countries, in the order of `countries` (`code, name`)."""
    return list(countries.loc[countries["code"].isin(codes), "name"])


def touching(pairs: pd.DataFrame, region_ids: Collection[str]) -> pd.DataFrame:
    """The pairs with one of the regions; all pairs where no region is named."""
    return pairs[standing_out(pairs, selected=None, highlighted=region_ids)].reset_index(drop=True)


def matrix(
    pairs: pd.DataFrame, members: pd.DataFrame, *, view: str, selected: str | None, highlighted: Collection[str]
) -> Styler:
    """Six regions by six with the sign of each pair, shaded by strength.

    Where a pair is selected, or else regions are highlighted, all other cells are without a shade.
    """
    names = regions(members)
    values = pairs[PURPOSES[view]]
    is_lit = standing_out(pairs, selected=selected, highlighted=highlighted)
    shades = [_shade(view, value, is_lit=lit_one) for value, lit_one in zip(values, is_lit, strict=True)]
    heads = [SHORT.get(region, name) for region, name in names.items()]
    lines = [f"{head} {name.removesuffix(' Europe')}" for head, name in zip(heads, names.values(), strict=True)]
    shown, styles = (
        pd.DataFrame(_spread(pairs, texts, list(names)), index=lines, columns=heads)
        for texts in ([sign(view, value) for value in values], shades)
    )
    return shown.style.apply(lambda _: styles, axis=None)


def standing_out(pairs: pd.DataFrame, *, selected: str | None, highlighted: Collection[str]) -> list[bool]:
    """Which pairs stand out: the selected one, or else those with a highlighted region, or else all."""
    if selected:
        return [pair == selected for pair in pairs["pair"]]
    return [not highlighted or first in highlighted or second in highlighted for _, first, second in _ends(pairs)]


def _spread(pairs: pd.DataFrame, texts: Iterable[str], region_ids: Sequence[str]) -> list[list[str]]:
    """A text of each pair in both its cells; nothing on the diagonal, as in the source."""
    cells = {frozenset(ends): text for (_, *ends), text in zip(_ends(pairs), texts, strict=True)}
    return [[cells.get(frozenset({row, column}), "") for column in region_ids] for row in region_ids]


def _shade(view: str, value: float, *, is_lit: bool) -> str:
    if not is_lit or not words.known(value):
        return FADED
    return (DIVERGING if view == DIFFERENCE else SHADES)[int(value)]


def listed(pairs: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """The pairs as a list in words, with who of us is in both regions."""
    ours = partners_by_region(members)
    return pd.DataFrame(
        {
            "Pair of regions": pairs["pair"],
            "R&D": [in_words(RD, value) for value in pairs["rd"]],
            "Business": [in_words(BUSINESS, value) for value in pairs["business"]],
            "Compared": [in_words(DIFFERENCE, value) for value in pairs["difference"]],
            "Our partners there": [
                f"{ours[first]} – {ours[second]}"
                for first, second in zip(pairs["first_id"], pairs["second_id"], strict=True)
            ],
        }
    )


def partners_by_region(members: pd.DataFrame) -> Mapping[str, str]:
    """The partners at home in each region: `SCS, MESAP`, or `none`."""
    here: dict[str, list[str]] = {region: [] for region in members["region_id"]}
    for region, partners in zip(members["region_id"], members["partners"], strict=True):
        if words.known(partners):
            here[region].append(partners)
    return {region: ", ".join(names) or "none" for region, names in here.items()}


def pair_at(pairs: pd.DataFrame, members: pd.DataFrame, *, row: int, column: str) -> str | None:
    """The pair of a cell of the matrix; None on the diagonal."""
    region_ids = list(regions(members))
    ends = {region_ids[row], *(region for region in region_ids if SHORT.get(region) == column)}
    return next((pair for pair, *both in _ends(pairs) if set(both) == ends), None)


def cell_of(pairs: pd.DataFrame, members: pd.DataFrame, pair: str | None) -> tuple[int, str] | None:
    """The cell in which a pair is selected (the one above the diagonal); None where no pair is."""
    region_ids = list(regions(members))
    cells = {label: (region_ids.index(first), SHORT.get(second, second)) for label, first, second in _ends(pairs)}
    return cells.get(pair or "")


def _ends(pairs: pd.DataFrame) -> list[tuple[str, str, str]]:
    return list(zip(pairs["pair"], pairs["first_id"], pairs["second_id"], strict=True))
