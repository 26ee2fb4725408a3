"""The answer of the markets page in a sentence, and what is still to be collected. Rows in, text out."""

from collections.abc import Sequence

import pandas as pd

from dia_data.wording.countries import name_in_sentence
from dia_data.wording.figures import NOT_IN_SOURCE, format_count, format_share
from dia_data.wording.lists import join_names
from pages.ui import market_growth, market_table
from pages.ui.markets.facts import Facts, gather_growth

OF_NAMED = "of the countries named there"


def write_growth(facts: Sequence[Facts]) -> str:
    """Who grows fastest, by how much, in which year and among how many; empty where too few figures are known."""
    growth = gather_growth(facts)
    fastest = market_growth.write_fastest(growth)
    known = market_growth.select_period(growth, market_growth.find_common_period(growth))
    return f"{fastest} ({len(known)} of {format_count(len(facts), 'market')} known)" if fastest else ""


def write_wishes(facts: Sequence[Facts]) -> str:
    """Which market is wanted most in each part of the world; empty where too few were named in each."""
    named = {world: [one for one in facts if one.world == world and one.want] for world in market_table.WORLDS}
    wanted = {world: of_world for world, of_world in named.items() if len(of_world) >= market_table.LEAST}
    said = [
        _write_wish(market_table.WORLDS[world], of_world, of=f" {OF_NAMED}" if at == 0 else "")
        for at, (world, of_world) in enumerate(wanted.items())
    ]
    return f"Most wanted by SMEs: {join_names(said)}." if said else ""


def _write_wish(where: str, named: Sequence[Facts], *, of: str) -> str:
    shares = {one.name: one.want.percent for one in named if one.want}
    best = max(shares.values())
    leaders = _name_together([name for name, share in shares.items() if share == best])
    share = format_share(best).replace(" ", "\u00a0")
    return f"{leaders} among the {len(shares)} {where} ({share}{of})"


def _name_together(names: Sequence[str]) -> str:
    return join_names([name_in_sentence(name) for name in names])


def write_each(facts: Sequence[Facts], growth_of: str) -> str:
    """What is known of each market, where too few are compared to say which is the most."""
    return "; ".join(
        f"{one.name}: {growth_of} growth {_write_newest(one)}, usual payment "
        f"{one.payment.words if one.payment else NOT_IN_SOURCE}, {one.rank_words}"
        for one in facts
    )


def _write_newest(one: Facts) -> str:
    """The growth of the last year that is known; else in another measure, or that it is not in the source."""
    if one.growth:
        year = one.growth[-1]
        return f"{year.words} % ({year.period}{year.kind})"
    return f"{NOT_IN_SOURCE} ({one.another_growth})" if one.another_growth else NOT_IN_SOURCE


def list_missing(compared: pd.DataFrame) -> dict[str, list[str]]:
    """The indicators that no figure is known of, by market: they are to be collected."""
    known = compared.groupby(["country_name", "indicator_name"], sort=False)["printed"].count()
    missing: dict[str, list[str]] = {str(name): [] for name in compared["country_name"].unique()}
    for market, indicator in known[known == 0].index:
        missing[market].append(indicator)
    return missing


def write_missing(missing: Sequence[str]) -> str:
    """What is to be collected of a market before it can be compared."""
    if not missing:
        return "All compared figures are known"
    return f"To be collected, {format_count(len(missing), 'indicator')}: {join_names(missing)}"


def list_notes(notes: Sequence[str]) -> str:
    """What is said of several charts, each once."""
    return " ".join(dict.fromkeys(filter(None, notes)))


READ = (
    "Cards share their scales. Solid line: printed; dashed: forecast; hollow mark: estimate or forecast. Interest and "
    "existing business are % of the countries that SMEs named in one question, not of SMEs; Europe and the rest of the "
    "world were asked separately."
)
"""How the cards are read."""

KPIS = "KPIs there"
NO_KPIS = "none has a target there"
