"""Charts of the survey: intervals that nobody takes for printed, "Other" apart, partners in a sign."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from dia_data.queries import survey
from dia_data.storage.store import Store
from pages.ui.charts import look, papers, plotly
from pages.ui.survey import charts
from pages.ui.survey import rows as survey_rows


@pytest.fixture(scope="module")
def countries(loaded: Store) -> pd.DataFrame:
    return survey.countries(loaded)


def question(store: Store, name: str) -> pd.DataFrame:
    rows = survey.answers(store)
    return rows[rows["question_id"] == name]


def plot_answers(rows: pd.DataFrame, **options: Any) -> go.Figure:
    return plotly.draw(charts.chart_answers(rows, **options))


def plot_wholes(countries: pd.DataFrame, **options: Any) -> go.Figure:
    return plotly.draw(charts.chart_wholes(countries, **options))


def test_the_interval_is_a_thin_grey_line_of_its_own_below_the_bar(loaded: Store):
    bars, whiskers, _ = plot_answers(question(loaded, "support_services")).data
    assert whiskers.name.endswith("ours, not printed")
    assert (whiskers.error_x.color, whiskers.error_x.thickness) == (look.GREY, 1)
    assert all(line > bar for line, bar in zip(whiskers.y, bars.y, strict=True))  # lines are counted downwards
    assert whiskers.x[0] - whiskers.error_x.arrayminus[0] == pytest.approx(52.475, abs=0.001)


def test_each_label_begins_with_the_share_or_says_that_it_is_not_in_the_source(loaded: Store):
    *_, labels = plot_answers(question(loaded, "selection_reasons")).data
    assert labels.text[0].startswith("<b>69.2 %</b>")
    assert labels.text[2].startswith("<b>not in the source</b>")


def test_words_of_the_source_are_drawn_as_text(loaded: Store):
    rows = question(loaded, "support_services").assign(option_label="<a href='x'>R&D</a>")
    *_, labels = plot_answers(rows, beside={"support_services_expert_advice": "<i>"}).data
    assert "<a" not in labels.text[0]
    assert labels.text[2].endswith("&lt;i&gt;")


def test_only_what_is_marked_is_drawn_strongly_and_all_where_nothing_is(loaded: Store):
    rows = question(loaded, "industrial_markets")
    assert set(plot_answers(rows).data[0].marker.opacity) == {1.0}
    strength = plot_answers(rows, marked=["industrial_markets_logistic"]).data[0].marker.opacity
    assert [value == 1.0 for value in strength] == [False, False, True, False, False, False]


def plot(countries: pd.DataFrame, part: str, *, ink: str = look.INK, **options: Any) -> go.Figure:
    places = survey_rows.sort_by_gap(survey_rows.build_places(countries, part))
    return plotly.draw(charts.chart_have_and_want(places, **options), ink=ink)


def dots(figure: go.Figure, name: str) -> Any:
    return next(trace for trace in figure.data if trace.name == name)


def test_have_stands_against_want_and_the_gap_at_the_right(countries: pd.DataFrame):
    figure = plot(countries, "Europe")
    assert list(dots(figure, charts.HAVE).x[:4]) == [9, 10, 3, 13]
    assert list(dots(figure, charts.WANT).x[:4]) == [21, 13, 6, 12]
    assert list(figure.data[-1].text)[:5] == ["gap ƒ", "+12", "+3", "+3", "−1"]


def test_each_share_is_written_on_the_outer_side_of_its_dot(countries: pd.DataFrame):
    figure = plot(countries, "Europe")
    have, want = dots(figure, charts.HAVE), dots(figure, charts.WANT)
    assert (have.text[0], have.textposition[0]) == ("9 %", "middle left")
    assert (want.text[0], want.textposition[0]) == ("21 %", "middle right")
    assert (have.textposition[3], want.textposition[3]) == ("middle right", "middle left")


def test_a_span_joins_what_both_questions_name_and_nothing_else(countries: pd.DataFrame):
    places = survey_rows.build_places(countries, "Europe")
    spans = plot(countries, "Europe").data[0]
    both = [place for place in places if place.have is not None and place.want is not None]
    assert len(spans.x) == len(both)
    assert (spans.base[0], spans.x[0], spans.marker.color[0]) == (9, 12, look.PURPLE_LIGHT)
    assert spans.marker.color[-1] == look.GREY


def test_both_parts_of_the_world_have_one_scale(countries: pd.DataFrame):
    assert plot(countries, "Europe").layout.xaxis.range == plot(countries, "World").layout.xaxis.range


def test_a_country_of_a_partner_carries_a_sign_and_not_colour_alone(countries: pd.DataFrame):
    figure = plot(countries, "Europe")
    signs = dots(figure, charts.AT_HOME)
    assert signs.marker.symbol == "diamond"
    marked = {told.partition(":")[0] for (told,) in signs.customdata}
    assert {"Germany", "Sweden"} <= marked
    assert not {"UK", "Other"} & marked
    assert {"Germany", "UK", "Sweden", "Other"} <= {label.strip() for label in figure.layout.yaxis.ticktext}


def test_other_stands_apart_and_faint(countries: pd.DataFrame):
    figure = plot(countries, "World")
    wishes = dots(figure, charts.WANT)
    assert (wishes.x[-1], wishes.marker.opacity[-1]) == (23, charts.FADED_OTHER)
    assert [at % 1 for at in figure.layout.yaxis.tickvals][-2:] == [0, 0.5]
    assert max(figure.layout.yaxis.tickvals) == figure.layout.yaxis.tickvals[-1]


def test_a_marked_country_alone_is_drawn_strongly(countries: pd.DataFrame):
    wishes = dots(plot(countries, "Europe", marked=["DEU"]), charts.WANT)
    strong = [
        told.partition(":")[0]
        for (told, _), strength in zip(wishes.customdata, wishes.marker.opacity, strict=True)
        if strength == 1
    ]
    assert strong == ["Germany"]


def test_a_part_of_the_world_without_a_marked_country_is_drawn_as_ever(countries: pd.DataFrame):
    assert plot(countries, "World", marked=["DEU"]) == plot(countries, "World")


def test_labels_have_the_colour_of_the_theme(countries: pd.DataFrame):
    layout = plot(countries, "Europe", ink=look.INK_ON_DARK).layout
    assert {layout.xaxis.tickfont.color, layout.yaxis.tickfont.color, layout.legend.font.color} == {look.INK_ON_DARK}


def test_the_parts_of_each_question_fill_one_whole_with_other_last(countries: pd.DataFrame):
    figure = plot_wholes(countries)
    ends = [base + share for trace in figure.data for base, share in zip(trace.base, trace.x, strict=True)]
    assert max(ends) == 100
    other = figure.data[-1]
    assert [base + share for base, share in zip(other.base, other.x, strict=True)] == [100, 100, 100]


def test_in_a_whole_only_what_is_marked_carries_its_name(countries: pd.DataFrame):
    texts = [text for trace in plot_wholes(countries, marked=["GBR"]).data for text in trace.text if text]
    assert texts == ["UK 13", "UK 12"]


def test_a_country_that_no_question_names_leaves_the_wholes_as_they_are(countries: pd.DataFrame):
    assert plot_wholes(countries, marked=["LUX"]) == plot_wholes(countries)


def test_in_a_whole_the_countries_of_partners_carry_their_sign(countries: pd.DataFrame):
    partners, others, _ = plot_wholes(countries).data
    assert "◆ Germany 21" in partners.text
    assert not any("◆" in text for text in others.text)


def test_in_papers_existing_business_stands_beside_the_wish_and_no_sign_is_a_figure(countries: pd.DataFrame):
    places = survey_rows.sort_by_gap(survey_rows.build_places(countries, "Europe"))
    (chart,) = papers.chart_described(charts.chart_have_and_want(places), title="Countries named")
    shares = {one.name: dict(zip(chart.categories, one.values, strict=True)) for one in chart.series}
    assert shares.keys() == {charts.HAVE, charts.WANT}
    assert (shares[charts.HAVE]["Germany"], shares[charts.WANT]["Germany"]) == (9, 21)
    assert shares[charts.WANT]["Greece"] is None


def test_in_papers_the_answers_to_a_question_stand_in_their_order_with_what_is_said_of_them(loaded: Store):
    rows = question(loaded, "selection_reasons")
    (chart,) = papers.chart_described(charts.chart_answers(rows), title="Answers", note="The needs may be level.")
    assert (chart.note, list(chart.categories)) == ("The needs may be level.", rows["option_label"].tolist())
    (share,) = chart.series
    assert (share.name, share.values[0], share.values[2]) == ("share", 69.2, None)
