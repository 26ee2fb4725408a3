"""Markets in words: who is shown, who leads."""

import pandas as pd

from pages.ui import market_table

MARKETS = pd.DataFrame(
    {"country_code": ["DEU", "BRA", "MEX"], "role": ["target_europe", "target_world", "reserve"]},
)


def rows(indicator: str, period: str, **values: float | None) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "indicator_id": indicator, "indicator_name": indicator, "period": period, "country_name": name,
                "value": value, "value_low": None,
                "value_high": None, "label": None, "is_forecast": False, "basis": "stated", "unit": "%",
                "printed": None if value is None else str(value),
            }
            for name, value in values.items()
        ]
    ).astype({"value": float, "value_low": float, "value_high": float})  # fmt: skip


NO_INTEREST = pd.DataFrame({"wish": [], "world": [], "country_name": [], "share_pct": []})

GROWTH = {
    "indicator_id": "growth", "unit": "%", "short_name": "sector", "chart": "growth", "headline_at": 1,
    "headline": "Fastest growth, {period}", "leads": "highest",
}  # fmt: skip
RANK = {
    "indicator_id": "rank", "unit": "rank", "short_name": None, "chart": None, "headline_at": 2,
    "headline": "Best rank", "leads": "lowest",
}  # fmt: skip
TERMS = {
    "indicator_id": "terms", "unit": "days", "short_name": "payments", "chart": "payment", "headline_at": 3,
    "headline": "Longest payments", "leads": "highest",
}  # fmt: skip
INDICATORS = [RANK, GROWTH, TERMS]


def test_without_a_filter_the_targets_are_shown_and_no_reserve():
    assert market_table.select_markets(MARKETS, countries=[], covered=None) == ["DEU", "BRA"]


def test_a_chosen_reserve_is_shown():
    assert market_table.select_markets(MARKETS, countries=["MEX"], covered=None) == ["MEX"]


def test_of_the_chosen_markets_only_covered_ones_are_shown():
    assert market_table.select_markets(MARKETS, countries=["DEU", "BRA"], covered=["BRA"]) == ["BRA"]
    assert market_table.select_markets(MARKETS, countries=[], covered=[]) == []


def test_markets_that_lead_together_are_named_together():
    growth = rows("growth", "2019", Germany=3.4, France=3.4, USA=3.0)
    (lead, *_) = market_table.write_headlines(INDICATORS, growth, NO_INTEREST)
    assert (lead.leader, lead.figure) == ("Germany and France", "3.4 %")


def test_the_best_rank_is_the_lowest():
    ranks = rows("rank", "2017", Germany=12, Brazil=66)
    lead = next(
        lead for lead in market_table.write_headlines(INDICATORS, ranks, NO_INTEREST) if "rank" in lead.question
    )
    assert (lead.leader, lead.figure) == ("Germany", "rank 12")


def test_where_nothing_is_known_nobody_leads():
    growth = rows("growth", "2019", Brazil=None)
    (lead, *_) = market_table.write_headlines(INDICATORS, growth, NO_INTEREST)
    assert (lead.question, lead.leader, lead.figure) == ("Fastest growth, newest figure", "–", "not in the source")


def test_markets_are_compared_in_the_year_known_of_most_and_of_equals_in_the_last():
    both = pd.concat(
        [rows("growth", "2019", Germany=3.4, Brazil=2.0), rows("growth", "2020", Germany=None, Brazil=9.0)]
    )
    (lead, *_) = market_table.write_headlines(INDICATORS, both, NO_INTEREST)
    assert (lead.question, lead.leader, lead.figure) == ("Fastest growth, 2019", "Germany", "3.4 %")
    (lead, *_) = market_table.write_headlines(INDICATORS, both[both["country_name"] == "Brazil"], NO_INTEREST)
    assert (lead.question, lead.figure) == ("Fastest growth, 2020", "9 %")


def test_a_headline_says_that_its_figure_is_a_forecast_and_a_range_counts_to_its_end():
    forecast = rows("growth", "2019", Germany=3.4).assign(is_forecast=True)
    terms = rows("terms", "not stated", Italy=120, USA=None).assign(value_high=[None, 90], printed=["120", "30 to 90"])
    growth, _, payments, *_ = market_table.write_headlines(INDICATORS, pd.concat([forecast, terms]), NO_INTEREST)
    assert growth.question == "Fastest growth, 2019 (f)"
    assert (payments.question, payments.leader, payments.figure) == ("Longest payments", "Italy", "up to 120 days")


def test_one_market_alone_is_told_with_its_newest_figure_of_each_chart():
    known = rows("growth", "2019", Brazil=2.0), rows("growth", "2020", Brazil=2.9), rows("growth", "2021", Brazil=None)
    nothing = rows("terms", "not stated", Brazil=None)
    said = market_table.describe_alone(INDICATORS, pd.concat([*known, nothing]))
    assert said == "Brazil: sector 2020 2.9 %, payments not in the source"
    assert (
        market_table.describe_alone([GROWTH], rows("growth", "2019", Brazil=None))
        == "Brazil: sector 2019 not in the source"
    )


def test_a_year_that_is_not_known_of_a_market_is_a_dash_between_those_that_are():
    years = pd.concat(
        [rows("growth", "2019", Germany=3.4, Brazil=None), rows("growth", "2020", Germany=None, Brazil=2.9)]
    )
    years["indicator_name"] = "Growth"
    table = market_table.pivot(years, NO_INTEREST, order=["Germany", "Brazil", "Italy"])
    assert table.loc["Growth 2019 → 2020, %"].tolist() == [
        "3.4\u00a0→\u00a0–", "–\u00a0→\u00a02.9", "not in the source",
    ]  # fmt: skip


def test_filters_that_leave_no_market_are_told_apart():
    named = MARKETS.assign(country_name=["Germany", "Brazil", "Mexico"])
    said = market_table.explain_nothing_shown(named, countries=["SWE"], covered=["DEU"])
    assert "the country filter alone leaves none; the partner filter alone leaves Germany" in said
