"""The gap finder on the page: the rule, the list with its reasons, and the regions outside Europe."""

from collections.abc import Collection

import pandas as pd
import streamlit as st

from dia_data import gaps
from dia_data.frames import make_rows
from dia_data.gaps import Gap
from dia_data.wording.citations import quote_statements
from dia_data.wording.figures import FILTERED_AWAY, format_share, is_known
from dia_data.wording.lists import join_names
from dia_data.wording.shares import BUSINESS, INTEREST, NOT_NAMED, OF_COUNTRIES, describe_mentions
from dia_data.wording.strengths import STRENGTHS
from pages.ui import cards
from pages.ui.charts import show
from pages.ui.cooperation import charts
from pages.ui.markdown import escape_markdown

NO_FIGURES = "no figures in the source"
FIRST = 3
SHARES = (
    "Interest and existing business: per cent of all countries in Europe that SMEs named, in two separate questions, "
    "not of SMEs. A country for which no interest is stated may be among the “other” of that question."
)


def write_answer(
    found: pd.DataFrame, pairs: pd.DataFrame, *, chosen: Collection[str] = (), partnered: Collection[str] = ()
) -> tuple[str, str]:
    """Where a partner is missing first by our rule, in a sentence.

    Of chosen countries: the place they have in the list, and why. Those without a place have a partner of ours (they
    are among the `partnered`), or lie outside the European regions.
    """
    if found.empty:
        return "Every country in the list has a partner", ""
    if not chosen:
        row, *others = make_rows(found, Gap)
        level = [row.name, *(one.name for one in others if one.rank == row.rank)]
        if len(level) > 1:
            return f"{join_names(level)} share the first place in our list of where a partner is missing", ""
        return f"{_describe_first(row)}{_describe_business(row, pairs)}", ""
    of_chosen = select_countries(found, chosen)
    if of_chosen.empty:
        firsts = ", then ".join([join_names(names) for _, names in found.groupby("rank")["name"]][:FIRST])
        finding = f"{join_names(chosen)}: not in our list of where a partner is missing"
        return finding, f"First in that list: {firsts}."
    rows = make_rows(of_chosen, Gap)
    places = ", and ".join(f"{row.name}: place {row.rank}" for row in rows)
    listed = {name for row in rows for name in row.countries.split(", ")}
    why_not = explain_unlisted([name for name in chosen if name not in listed], partnered)
    more = " ".join([*(_explain_gap(row) for row in rows), *([why_not] if why_not else [])])
    return f"{places} in our list of where a partner is missing", more


def explain_unlisted(names: Collection[str], partnered: Collection[str]) -> str:
    """Why these countries have no place in the list: those `partnered` have a partner, the others lie elsewhere."""
    ours = [name for name in names if name in partnered]
    outside = [name for name in names if name not in partnered]
    parts = [f"{join_names(ours)} {'has' if len(ours) == 1 else 'have'} a partner"] if ours else []
    lie = "lies" if len(outside) == 1 else "lie"
    parts += [f"{join_names(outside)} {lie} outside the European regions of the source"] if outside else []
    return f"{'; '.join(parts)}." if parts else ""


def _describe_first(row: Gap) -> str:
    """`No partner in Northwest Europe, where …`; the region is named where none of it has a partner."""
    place = row.name if row.region_has_partner or row.country_name is None else row.region_name
    country = f" ({row.name})" if place == row.region_name else ""
    if is_known(row.want_pct):
        return f"No partner in {place}, where {_share(row.want_pct)} of the interest in Europe lies{country}"
    if is_known(row.have_pct):
        return f"No partner in {place}, where {_share(row.have_pct)} of existing business in Europe is{country}"
    return f"No partner in {place}{country}"


def _share(percent: float | None) -> str:
    return format_share(percent).replace(" %", "\u00a0%")


def _describe_business(row: Gap, pairs: pd.DataFrame) -> str:
    """With which regions that of a country does most business; empty where nothing is known of that."""
    of_region = pairs[(pairs["first_name"] == row.region_name) | (pairs["second_name"] == row.region_name)]
    best = of_region[of_region["business"] == of_region["business"].max()]
    others = [
        second if first == row.region_name else first
        for first, second in zip(best["first_name"], best["second_name"], strict=True)
    ]
    if not others:
        return ""
    names = join_names([*(name.removesuffix(" Europe") for name in others[:-1]), others[-1]])
    return f"; in ECO’s sample its strongest business links are with {names}"


def _explain_gap(row: Gap) -> str:
    shares = _describe_shares(row)
    asked = "named in no answer" if shares == NOT_NAMED else f"{OF_COUNTRIES['europe']} it has {shares}"
    return (
        f"{row.countries}: no partner {_describe_gap(row)}; {asked}; in ECO’s sample its region works with regions "
        f"of ours: {_describe_links(row)}."
    )


def title_bars(found: pd.DataFrame) -> str:
    """Which of the countries without a partner has the most interest, or else the most business, among those named."""
    named = select_named(found)
    for column, of in (("want_pct", INTEREST), ("have_pct", BUSINESS)):
        known = named[named[column].notna()]
        if len(known) == 1:
            (only,) = make_rows(known, Gap)
            share = _share(only.want_pct if column == "want_pct" else only.have_pct)
            return f"{only.name} is the only country without a partner whose share of {of} is stated: {share}"
        if len(known):
            best = known[known[column] == known[column].max()]
            of_stated = f"of the {len(known)} countries without a partner whose share is stated"
            return f"{join_names(best['name'])}: most {of} {of_stated}"
    return "Where is a partner missing?"


def select_named(found: pd.DataFrame) -> pd.DataFrame:
    """The countries without a partner that a share names."""
    return found[found["country_name"].notna() & (found["want_pct"].notna() | found["have_pct"].notna())]


def explain_rule() -> list[str]:
    """The rule that orders the list, in sentences; the same objects order it."""
    return [gaps.ONLY, *(step.sentence for step in gaps.RULE), gaps.EQUAL]


def build_table(found: pd.DataFrame) -> pd.DataFrame:
    """The list with its three inputs, each in words."""
    rows = make_rows(found, Gap)
    return pd.DataFrame(
        {
            "Place": found["rank"],
            "Next partner": [name[:1].upper() + name[1:] for name in found["name"]],
            "because we have no partner": [_describe_gap(row) for row in rows],
            "because of the countries named": [_describe_shares(row) for row in rows],
            "because its region works with ours, in ECO’s sample": [_describe_links(row) for row in rows],
        }
    )


def _describe_gap(row: Gap) -> str:
    if row.country_name is None:
        return f"in {row.countries}"
    return f"there, but elsewhere in {row.region_name}" if row.region_has_partner else f"in all {row.region_name}"


def _describe_shares(row: Gap) -> str:
    return describe_mentions(row.want_pct, row.have_pct).replace(" %", "\u00a0%")


def _describe_links(row: Gap) -> str:
    return f"business {_link(row.business, row.business_with)}; R&D {_link(row.rd, row.rd_with)}"


def _link(strength: float | None, regions: str | None) -> str:
    if strength is None or regions is None:
        return NO_FIGURES
    ours = join_names(name.removesuffix(" Europe") for name in regions.split(", "))
    return f"{STRENGTHS[int(strength)]} with {ours}"


def select_countries(found: pd.DataFrame, names: Collection[str]) -> pd.DataFrame:
    """The lines about one of the named countries, with the place they have in the whole list."""
    return found[[bool(set(names) & set(listed.split(", "))) for listed in found["countries"]]]


def list_shares(named: pd.DataFrame) -> list[str]:
    """Countries with their shares: `UK: 12 % of interest, 13 % of existing business`."""
    return [f"{row.name}: {_describe_shares(row)}" for row in make_rows(named, Gap)]


def draw_statements(rows: pd.DataFrame) -> None:
    """What a document states, a line each with its place."""
    if rows.empty:
        cards.show_empty("Nothing was known on this day.")
    st.markdown("\n".join(f"- {escape_markdown(quote_statements(rows.iloc[[place]]))}" for place in range(len(rows))))


def draw(found: pd.DataFrame, *, chosen: Collection[str], partnered: Collection[str], advice: pd.DataFrame) -> None:
    """The shares as bars; one click away the advice, the rule and the list; of chosen countries, theirs."""
    shown = select_countries(found, chosen) if chosen else found
    if shown.empty:
        cards.show_empty(
            f"All lines are {FILTERED_AWAY} by the country filter: {explain_unlisted(chosen, partnered)}",
            lift=["country"],
        )
        return
    named = select_named(shown)
    if len(named):
        show.show(charts.chart_bars(named), key="gap_bars", height=charts.measure_bars(named))
    st.caption(SHARES)
    with st.expander("The whole list, its rule and reasons", icon=":material/format_list_numbered:"):
        if len(advice):
            st.markdown(escape_markdown(f"The rule and the list are ours. {quote_statements(advice)}"))
        st.markdown(
            "\n".join(f"{number}. {escape_markdown(rule)}" for number, rule in enumerate(explain_rule(), start=1))
        )
        st.table(build_table(shown), hide_index=True, alt="Where the next partner could be, and why")
        st.caption("Of several links, the strongest is shown.")


def draw_elsewhere(rows: pd.DataFrame) -> None:
    """The regions outside Europe: their areas, what SMEs said, and that the source gives no strength for them."""
    shown = pd.DataFrame(
        {
            "Region": rows["region_name"],
            "Areas as printed": rows["areas"],
            "Strength of cooperation": NO_FIGURES,
            "Existing business / interest": rows["named"].fillna(NOT_NAMED),
        }
    )
    st.table(shown, hide_index=True, alt="Regions outside Europe")
    st.caption(
        "Existing business / interest: per cent of all countries outside Europe that SMEs named, in two separate "
        "questions, not of SMEs; – where a country is not named."
    )
