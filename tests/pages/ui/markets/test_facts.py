"""What a card knows of a market: the best comes first in each order, and the KPIs there are counted by their worst."""

from dia_data.kpis import Status
from pages.ui import market_growth
from pages.ui.markets import facts
from pages.ui.markets.facts import Facts, Payment, Share
from tests.examples import example
from tests.pages.ui.growth import year
from tests.pages.ui.kpi_rows import standing


def market(name: str, **known: object) -> Facts:
    nothing = {"growth": (), "want": None, "have": None, "payment": None, "rank": None, "world": "world"}
    return example(Facts, name=name, statuses=(), **{**nothing, **known})


def share(percent: float) -> Share:
    return Share(percent=percent, place="D3.1")


def pay(low: float, high: float) -> Payment:
    return Payment(low=low, high=high, words="", place="D3.1")


FRANCE = market(
    "France", world="europe", growth=(year("2018", 1), year("2019", 9)), want=share(13), payment=pay(60, 60), rank=15
)
BRAZIL = market("Brazil", want=share(7), rank=66)
CHINA = market("China", growth=(year("2018", 6),), want=share(12), payment=pay(30, 60), rank=80)
USA = market("USA", growth=(year("2018", 5),), want=share(30), payment=pay(30, 90), rank=16)
EVERY = [FRANCE, BRAZIL, CHINA, USA]


def names(by: str) -> list[str]:
    return [one.name for one in facts.sort_facts(EVERY, by)]


def test_the_best_comes_first_and_the_unknown_last():
    assert names("Strategy") == ["France", "Brazil", "China", "USA"]
    assert names("Payment") == ["China", "France", "USA", "Brazil"]
    assert names("Rank") == ["France", "USA", "Brazil", "China"]


def test_growth_is_compared_in_the_year_known_of_most():
    assert market_growth.find_common_period(facts.gather_growth(EVERY)) == "2018"
    assert names("Growth") == ["China", "USA", "France", "Brazil"]
    assert market_growth.find_common_period(facts.gather_growth([BRAZIL])) == ""


def test_wishes_are_sorted_within_each_part_of_the_world():
    assert names("Interest") == ["France", "USA", "China", "Brazil"]


def test_each_order_keeps_every_market():
    assert {tuple(sorted(names(by))) for by in facts.ORDERS} == {("Brazil", "China", "France", "USA")}


def test_of_several_scopes_in_a_market_the_worst_counts_and_missions_count_where_they_go():
    found = facts.group_statuses(
        [
            standing(kpi_id="a", scope_key="CHN", status=Status.ACHIEVED),
            standing(kpi_id="a", scope_key="trip", status=Status.OFF_TRACK),
            standing(kpi_id="b", scope_key="CHN", status=Status.ON_TRACK),
            standing(kpi_id="c", scope_key="consortium", status=Status.AT_RISK),
        ],
        {"trip": "CHN"},
        ["CHN", "BRA"],
    )
    assert found == {"CHN": ["off_track", "on_track"], "BRA": []}
