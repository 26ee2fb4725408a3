"""From trends to services: which industries are drawn, what is linked, where it ends, and the sentence above."""

from dataclasses import replace
from typing import Any

from dia_data.paths import Fit, Offer, Pair
from dia_data.queries import trends
from dia_data.storage.store import Store
from pages.ui.charts import echarts, plotly
from pages.ui.trends import flow, flow_chart, text
from tests.dia_data import test_paths
from tests.dia_data.test_paths import shift, start
from tests.examples import example


def pair(trend: str, industry: str, **more: Any) -> Pair:
    return replace(test_paths.pair(trend, industry, **more), trend_id=trend)


PAIRS = [
    pair("Big Data", "Mobility", marks="345", subtrends=2),
    pair("Carbon", "Mobility", marks="35", subtrends=1),
    pair("Big Data", "Digital", marks="5"),
    pair("Carbon", "Packaging"),
]
SHIFTS = [
    shift("Big Data", "Mobility", "Telematics", "Sharing", 2),
    shift("Carbon", "Mobility", "Telematics", "Sharing", 2),
    shift("Big Data", "Mobility", "Telematics", "Agility", 1),
    shift("Big Data", "Mobility", "e-Mobility", "Learning", 2),
]
FITS = [
    example(Fit, parameter_id="sharing", parameter_name="Sharing", service_name="Seminars", reason="it helps"),
    example(Fit, parameter_id="virtual", parameter_name="Virtual", service_name="Missions", reason="it helps"),
]
EVERY = ["mobility", "digital", "packaging"]


def build(pairs: list[Pair] = PAIRS, shown: list[str] = EVERY) -> flow.Flow:
    return flow.build_flow(pairs, SHIFTS, FITS, shown=shown)


def test_a_shift_that_two_trends_list_counts_once_and_a_stream_leads_only_where_the_record_links():
    found = build()
    counted = {(one.start, one.end): (one.very_strong, one.strong) for one in found.of(flow.INDUSTRY)}
    assert counted == {
        ("Mobility", "Sharing"): (1, 0),
        ("Mobility", "Agility"): (0, 1),
        ("Mobility", "Learning"): (1, 0),
    }
    assert [(one.start, one.end, one.very_strong) for one in found.of(flow.PARAMETER)] == [("Sharing", "Seminars", 1)]


def test_where_nothing_leads_on_the_picture_says_why():
    assert flow.list_ends(build()) == {"Digital": "nothing in figure 7", "Learning": "no service linked"}
    said = flow.explain_picture(build(), PAIRS)
    assert "Ends: Digital (nothing in figure 7) and Learning (no service linked)." in said
    assert "No strong interdependency in figure 5: Packaging." in said
    assert "figures 3 and 4 mark 1 in both directions, 1 in one direction only and 1 in no direction" in said


def test_where_there_are_too_many_industries_those_with_equally_many_trends_stay_out_together():
    many = [pair(trend, f"I{number}", marks="5") for number in range(8) for trend in ("A", "B")[: 1 + (number < 2)]]
    found = flow.build_flow(many, [], [], shown=[row.industry_id for row in many])
    assert found.industries == ("I0", "I1")
    assert found.crowded_out == tuple(f"I{number}" for number in range(2, 8))
    level = [pair("A", f"I{number}", marks="5") for number in range(8)]
    assert len(flow.build_flow(level, [], [], shown=[row.industry_id for row in level]).industries) == 6


def test_the_headline_names_who_leads_and_says_where_several_are_level():
    def write(*shown: str) -> str:
        return flow.write_headline(PAIRS, shown=shown)

    assert write(*EVERY) == (
        "Mobility is strongly tied to 2 of 2 trends (ECO figure 5), more than any other of the 3 industries"
    )
    assert write("mobility", "digital").endswith("more than any other of the 2 industries shown")
    assert write("digital") == "Digital is strongly tied to 1 of 2 trends (ECO figure 5)"
    assert write("packaging") == "ECO ties none of the industries shown strongly to a trend"
    level = [pair("Big Data", name, marks="5") for name in ("A", "B")]
    assert flow.write_headline(level, shown=["a", "b"]) == (
        "A and B are each strongly tied to 1 of 1 trend (ECO figure 5), the most of the 2 industries"
    )


def test_the_title_speaks_of_the_industries_that_figure_7_rates_only():
    assert flow.write_title(build()) == "Sharing and Learning shift most in Mobility: 1 very strong shift each"
    assert flow.write_title(build(shown=["digital"])) == "Figure 7 rates no sub-trend of Digital"
    weak = [shift("Big Data", "Mobility", "Telematics", "Agility", 1)]
    found = flow.build_flow(PAIRS, weak, FITS, shown=EVERY)
    assert flow.write_title(found) == "Figure 7 has no very strong shift in Mobility"


def test_industries_left_out_for_want_of_room_alone_are_not_said_to_have_fewer_trends():
    level = [pair("A", f"I{number}", marks="5") for number in range(8)]
    found = flow.build_flow(level, [], [], shown=[row.industry_id for row in level])
    assert "Not drawn, for want of room: I6 and I7; choose a sector to see them." in flow.explain_picture(found, level)
    more = [*level, *(pair("B", f"I{number}", marks="5") for number in range(2))]
    found = flow.build_flow(more, [], [], shown=[row.industry_id for row in level])
    assert "Not drawn, with fewer trends each: I2, I3, I4, I5, I6 and I7;" in flow.explain_picture(found, more)


def test_a_filter_says_how_many_industries_it_leaves_and_that_it_leads_there_by_our_links():
    chosen = text.Shown(industries=("mobility",), alone={"sector": frozenset({"mobility"})})
    assert flow.explain_choice(chosen, PAIRS) == (
        "The sector filter leaves 1 of 3 industries: those chosen, or linked by us to what is chosen (ƒ)."
    )
    assert flow.explain_choice(text.Shown(industries=("mobility",), alone={}), PAIRS) == ""


def test_who_leads_there_is_said_with_the_words_that_lead_there_and_a_field_is_called_one():
    starts = [start("mobility", "Mobility"), start("music", None), start("mobility", "Mobility", partner="gaia")]
    said = flow.explain_headline(PAIRS, starts, shown=EVERY)
    assert said.startswith("By our links (ƒ), ")
    assert "through “mobility”" in said
    assert flow.explain_headline(PAIRS, [], shown=EVERY) == "By our links (ƒ), no partner reaches it."
    field = example(Offer, partner="GAIA", how="technology", offer="Smart", industry_id="mobility")
    assert "GAIA reaches it through its field “Smart”." in flow.explain_headline(PAIRS, [field], shown=EVERY)


def test_each_node_and_stream_of_the_picture_is_in_the_record(loaded: Store):
    pairs = trends.pairs(loaded)
    found = flow.build_flow(pairs, trends.shifts(loaded), trends.fits(loaded), shown=[row.industry_id for row in pairs])
    assert found.industries == ("Logistical Services", "Digital Industries", "Mobility Technologies")
    (series,) = echarts.draw_streams(flow_chart.chart_flow(found))["series"]
    names = [node["name"] for node in series["data"]]
    assert len(names) == len(set(names))
    assert {end for link in series["links"] for end in (link["source"], link["target"])} == set(names)
    assert all(link["value"] > 0 for link in series["links"])


def test_both_drawers_draw_the_same_streams():
    described = flow_chart.chart_flow(build())
    (drawn,) = echarts.draw_streams(described)["series"]
    (trace,) = plotly.draw_streams(described).data
    assert [link["value"] for link in drawn["links"]] == list(trace.link.value)
    names = [node["name"] for node in drawn["data"]]
    assert [names.index(link["target"]) for link in drawn["links"]] == list(trace.link.target)


def test_braces_and_signs_that_were_typed_are_told_as_they_are():
    described = replace(flow_chart.chart_flow(build()), nodes=[])
    stream = replace(described.streams[0], tip=["{b} <i>x</i>", "more"])
    (drawn,) = echarts.draw_streams(replace(described, streams=[stream]))["series"]
    assert drawn["links"][0]["tooltip"]["formatter"] == "<b>&#123;b} &lt;i&gt;x&lt;/i&gt;</b><br>more"


def test_labels_are_at_least_13_pixels_on_a_wide_screen_and_12_on_a_phone():
    for room, least in ((flow_chart.WIDE, 13), (flow_chart.NARROW, 12)):
        (series,) = echarts.draw_streams(flow_chart.chart_flow(build(), room=room))["series"]
        assert {node["label"]["fontSize"] for node in series["data"]} == {least}


def test_on_a_phone_services_have_no_room_and_every_name_keeps_its_place():
    (series,) = echarts.draw_streams(flow_chart.chart_flow(build(), room=flow_chart.NARROW))["series"]
    assert not [node["name"] for node in series["data"] if node["name"].startswith(flow.SERVICE)]


def test_the_alternative_text_says_what_is_seen():
    said = flow.describe_picture(build())
    assert "Mobility with Big Data and Carbon; Digital with Big Data" in said
    assert "Very strong shifts of value-chain parameters: Sharing 1 and Learning 1." in said
    assert said.endswith("by our reading: Seminars 1.")
