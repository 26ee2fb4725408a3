"""The chart of the judgements: a span per activity, a mark per partner."""

from dia_data.evaluations import Spread
from pages.ui.evaluation.charts import plot_dots

NAMES = {"call": "SME call", "training": "Training for SME delegates to go international, with market information"}
SPREADS = [
    Spread(activity_id="training", criterion="impact", by_partner={"SCS": 1, "GAIA": 5}),
    Spread(activity_id="call", criterion="impact", by_partner={"SCS": 3, "GAIA": 3}),
]


def test_the_biggest_disagreement_stands_at_the_top_with_its_span():
    figure = plot_dots(SPREADS, NAMES, ["SCS", "GAIA", "MITC"])
    assert figure.layout.yaxis.ticktext[-1].startswith("Training for SME delegates")
    assert figure.layout.yaxis.ticktext[-1].endswith("…")
    assert list(figure.data[0].base) == [1, 3]
    assert list(figure.data[0].x) == [4, 0]


def test_partners_who_say_the_same_are_all_seen():
    marks = {mark.name: mark for mark in plot_dots(SPREADS, NAMES, ["SCS", "GAIA", "MITC"]).data[1:]}
    assert marks["SCS"].y[1] != marks["GAIA"].y[1]
    assert len(marks["MITC"].x) == 0


def test_a_chosen_partner_stands_out():
    marks = {mark.name: mark.opacity for mark in plot_dots(SPREADS, NAMES, ["SCS", "GAIA"], chosen=["GAIA"]).data[1:]}
    assert marks["GAIA"] > marks["SCS"]
