"""Markets in words: who is shown, who leads."""

import pandas as pd

from pages.ui import market_table

MARKETS = pd.DataFrame(
    {"country_code": ["DEU", "BRA", "MEX"], "role": ["target_europe", "target_world", "reserve"]},
)


def rows(indicator: str, period: str, **values: float | None) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"indicator_id": indicator, "period": period, "country_name": name, "value": value, "value_high": None}
            for name, value in values.items()
        ]
    ).astype({"value": float, "value_high": float})


NO_INTEREST = pd.DataFrame({"wish": [], "question_id": [], "country_name": [], "share_pct": []})


def test_without_a_filter_the_targets_are_shown_and_no_reserve():
    assert market_table.shown(MARKETS, countries=[], covered=None) == ["DEU", "BRA"]


def test_a_chosen_reserve_is_shown():
    assert market_table.shown(MARKETS, countries=["MEX"], covered=None) == ["MEX"]


def test_of_the_chosen_markets_only_covered_ones_are_shown():
    assert market_table.shown(MARKETS, countries=["DEU", "BRA"], covered=["BRA"]) == ["BRA"]
    assert market_table.shown(MARKETS, countries=[], covered=[]) == []


def test_markets_that_lead_together_are_named_together():
    growth = rows("sector_value_added_growth", "2019", Germany=3.4, France=3.4, USA=3.0)
    (lead, *_) = market_table.headlines(growth, NO_INTEREST)
    assert (lead.leader, lead.figure) == ("Germany and France", "3.4 %")


def test_the_best_rank_is_the_lowest():
    ranks = rows("idi_rank", "2017", Germany=12, Brazil=66)
    lead = next(lead for lead in market_table.headlines(ranks, NO_INTEREST) if "rank" in lead.question)
    assert (lead.leader, lead.figure) == ("Germany", "rank 12")


def test_where_nothing_is_known_nobody_leads():
    growth = rows("sector_value_added_growth", "2019", Brazil=None)
    (lead, *_) = market_table.headlines(growth, NO_INTEREST)
    assert (lead.leader, lead.figure) == ("–", "not in the source")


def test_filters_that_leave_no_market_are_told_apart():
    named = MARKETS.assign(country_name=["Germany", "Brazil", "Mexico"])
    said = market_table.nothing_shown(named, countries=["SWE"], covered=["DEU"])
    assert "the country filter alone leaves none; the partner filter alone leaves Germany" in said
