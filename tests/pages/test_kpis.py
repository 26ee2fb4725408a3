"""The page of the KPIs: nothing reported, a running year, filters, matrices, and the drawer of a KPI."""

import re
from datetime import datetime

import pytest
from streamlit.testing.v1 import AppTest

from dia_data.queries import kpis as questions
from dia_data.queries import results
from dia_data.record import kpis as recording
from dia_data.storage.store import Store
from pages.ui.indicators.kpi_status import LOOKS
from tests.pages.conftest import LAST_DAY, Opened, show

PAGE = "kpis"
"""What `running` opens where no page is named."""


def read(app: AppTest) -> str:
    """All text on the page, without signs of markdown and without signs that have no width."""
    elements = [*app.markdown, *app.caption, *app.subheader, *app.info, *app.warning]
    return " ".join(one.value for one in elements).translate(dict.fromkeys(map(ord, "\\*\u2060\u2068\u2069")))


def lines(app: AppTest) -> dict[str, str]:
    """Each KPI of the list and its status."""
    rows = app.dataframe[0].value
    return dict(zip(rows["kpi_name"], (label for (label,) in rows["status"]), strict=True))


# Nothing reported


def test_without_a_result_all_23_stand_there_as_not_reported_with_the_reason_and_ways_out(opened: Opened):
    app = opened("kpis")
    assert set(lines(app).values()) == {"not reported"}
    assert len(lines(app)) == 23
    said = read(app)
    assert "None of 23 KPIs is reported yet" in said
    assert "The sources hold targets and no results." in said
    ended = (
        "The programme ended on 30 Sep 2021 ƒ (months 01/20 to 09/21 of the table; the text says 2 years, 2020-2021)."
    )
    assert ended in said
    links = [link.proto.label for link in app.get("page_link")]
    assert links == ["Report a result", "Reschedule the programme", "Open the demonstration"]


def test_before_the_first_report_the_demonstration_does_not_offer_itself(running):
    app = running(as_of="2020-01-05")
    assert "None of 23 KPIs is reported yet" in read(app)
    links = [link.proto.label for link in app.get("page_link")]
    assert links == ["3 open comments", "Report a result", "Reschedule the programme"]


def test_a_record_without_documents_says_that_there_are_no_kpis(store: Store, opened: Opened, monkeypatch):
    show(monkeypatch, consortium=store)
    assert "There are no KPIs with targets as known on this day." in read(opened("kpis"))


def test_what_is_recorded_stands_in_the_list(own: Store, opened: Opened):
    row = {"period": "2021-Q3", "partner_id": "scs", "value": 8}
    recording.record_results(own, kpi_id="training_webinars", rows=[row], author="Ana")
    app = opened("kpis")
    assert lines(app)["7 Training webinars"] == "achieved"
    assert "1 KPI has a new result, 1 changed status: 7 to achieved." in read(app)


# A running year


def test_the_first_look_counts_every_status_and_says_what_changed(running):
    app = running()
    title = app.subheader[0].value
    assert all(f"{look.icon} **" in title and look.word in title for look in LOOKS.values())
    assert sum(int(part.split("**")[0]) for part in title.split("**")[1::2]) == 23
    assert "Since the last reports, 26 Dec 2021:" in read(app)


def test_the_list_marks_forecasts_of_a_kind_whose_earlier_ones_did_not_hold_and_says_so(running):
    app = running()
    (said,) = (one.value for one in app.caption if one.value.startswith("†"))
    assert "named organisations" in said
    assert "earlier 80 % intervals contained the actual result; it was lower in 0 %" in said
    forecasts = dict(zip(app.dataframe[0].value["kpi_name"], app.dataframe[0].value["forecast"], strict=True))
    assert forecasts["4 Highly engaged SMEs"].endswith("†")
    assert not forecasts["3 Followers in social networks"].endswith("†")


def test_the_worst_stand_first_unless_another_order_is_chosen(running):
    labels = [look.word for look in LOOKS.values()]
    places = [labels.index(status) for status in lines(running()).values()]
    assert places == sorted(places)
    numbers = [int(name.split(" ")[0]) for name in lines(running(kpi_order="As in D3.1"))]
    assert numbers == list(range(1, 24))


def test_each_status_that_moved_is_named_with_its_kpis(running):
    line = next(one for one in running().markdown if "Since the last reports" in one.value)
    said = line.value
    moves = int(re.search(r"(\d+) changed status", said).group(1))
    told = said.replace("\\", "").split("status:", 1)[1]
    assert len(re.findall(r"\d+", told)) == moves
    assert set(re.findall(r" to ([a-z ]+)[,.]", told)) <= {look.word for look in LOOKS.values()}
    assert line.proto.help.count("→") == moves


def groups(app: AppTest) -> dict[str, list[str]]:
    """The headings in the list, each with the KPIs under it."""
    headings = [one.value.strip("*") for one in app.markdown if one.value.startswith("**")]
    return dict(zip(headings, (list(one.value["kpi_name"]) for one in app.dataframe), strict=True))


def test_the_list_is_grouped_by_status_scope_and_owner(running):
    by_status = groups(running(kpi_order="By status"))
    assert [name for name in by_status if "off track" in name] == [next(iter(by_status))]
    assert sum(map(len, by_status.values())) == 23
    assert list(groups(running(kpi_order="By scope"))) == [
        "whole consortium", "each market", "each mission", "each SME in a mission",
    ]  # fmt: skip
    assert all(name.startswith("Owner: ") for name in groups(running(kpi_order="By owner")))


def test_grouped_by_market_a_kpi_stands_in_each_market_that_it_has_a_target_for(running):
    found = groups(running(kpi_order="By market"))
    assert [next(iter(found)), list(found)[-1]] == ["Germany", "whole consortium"]
    assert all(
        "16 SMEs participating in each internationalisation mission" in found[name] for name in ("Brazil", "USA")
    )
    assert len(found["whole consortium"]) == 14


def test_the_rules_of_the_statuses_are_one_click_away(running):
    app = running()
    app.session_state["kpi_rules"] = True
    app.run()
    assert len(app.table[0].value) == 11


def test_status_and_scope_come_from_the_address(running):
    assert set(lines(running(kpi_status=["off track", "achieved"])).values()) == {"off track", "achieved"}
    app = running(kpi_scope="each mission")
    assert list(lines(app)) == [
        "16 SMEs participating in each internationalisation mission",
        "15 Applications received to participate in internationalisation missions",
    ]
    assert (
        "21 are left out by the other filters, or not reported by the partner: hidden. "
        "Clear the filters to see all 23." in read(app)
    )


def test_a_country_shows_its_markets_and_missions_and_says_what_it_hides(running):
    app = running(country="Brazil")
    assert len(lines(app)) == 9
    assert set(app.dataframe[0].value["where"]) >= {"Brazil", "Brazil mission"}
    assert "14 KPIs apply to the whole consortium, not to a single country: hidden." in read(app)


def test_a_partner_shows_what_it_reported_or_looks_after(running, year: Store):
    parts = results.by_partner(year, today=LAST_DAY.date())
    reported = {part.kpi_id for part in parts if part.partner_id == "tice" and part.reports > 0}
    wanted = reported | {row.kpi_id for row in questions.definitions(year) if row.owner_id == "tice"}
    assert 0 < len(lines(running(partner="TICE.PT"))) == len(wanted) < 23


def test_filters_that_leave_nothing_say_so_and_offer_the_way_out(running):
    app = running(country="Sweden")
    assert "hidden" in app.info[0].value
    app.button(key=next(one.key for one in app.button if one.label == "Clear country")).click().run()
    assert len(lines(app)) == 23


def test_the_matrix_by_partner_has_a_column_for_each_partner_that_is_wanted(running):
    assert app_columns(running(kpis_view="By partner")) == [
        "kpi_name", "SCS", "GAIA/BasqueGames", "TICE.PT", "MESAP", "MITC", "BNPT",
    ]  # fmt: skip
    assert app_columns(running(kpis_view="By partner", partner="MITC")) == ["kpi_name", "MITC"]


def test_the_matrix_by_market_has_a_column_for_each_market_that_is_wanted(running):
    app = running(kpis_view="By market")
    assert app_columns(app) == ["kpi_name", "Germany", "France", "Italy", "Brazil", "China", "USA"]
    cells = [text for column in app_columns(app)[1:] for cell in app.dataframe[0].value[column] for text in cell]
    assert all(cell[0] in {look.sign for look in LOOKS.values()} for cell in cells)
    assert app_columns(running(kpis_view="By market", country="China")) == ["kpi_name", "China"]


def app_columns(app: AppTest) -> list[str]:
    return list(app.dataframe[0].value.columns)


def test_a_past_day_shows_what_stood_then(running, year: Store):
    app = running(as_of="2020-12-31")
    end = datetime.fromisoformat("2020-12-31T23:59:59.999999")
    then = questions.standings(year, today=end.date(), as_of=end)
    silent = {one.kpi_id for one in then} - {one.kpi_id for one in then if one.result is not None}
    assert 0 < len(silent) <= sum(status == "not reported" for status in lines(app).values())
    (since,) = (one.value for one in app.markdown if one.value.startswith("Since the last reports"))
    assert "2020" in since


# The drawer

MISSION_SMES = "SMEs participating in each internationalisation mission"


def test_a_link_opens_a_kpi_with_its_worst_scope_its_course_and_how_forecasts_held(running):
    app = running(kpi="Business matchmaking meetings")
    said = read(app)
    assert "22 of 60 meetings · China, the worst of 6 markets" in said
    assert "Expected by 26 Dec 2021, up to which the result is reported:" in said
    assert "Tried on this record. Forecasts of counts: " in said
    assert len(app.get("echarts_chart")) == 1


def test_another_scope_can_be_looked_at(running):
    app = running(kpi="Business matchmaking meetings")
    app.selectbox(key="kpi_scope_of_matchmaking_meetings").set_value("FRA").run()
    assert "104" in str(app.get("echarts_chart")[0].proto)


def test_partners_countries_and_organisations_named_twice_stand_in_a_part_of_their_own(running):
    said = read(running(kpi=MISSION_SMES, kpi_part="Partners and countries"))
    assert "Reported by several partners; each counts once" in said
    assert "Demo SME 02 SL (Brazil mission): GAIA/BasqueGames, MESAP" in said


def test_the_rows_behind_a_number_say_who_when_in_which_batch_and_on_what_basis(running):
    app = running(kpi=MISSION_SMES, kpi_part="Reports")
    rows = app.dataframe[1].value
    assert {"organisation", "recorded_by", "recorded_at_local", "batch_id"} <= set(rows.columns)
    assert set(rows["basis"]) == {"◇ demonstration"}


def test_the_meaning_has_counting_rule_evidence_and_every_target(running):
    app = running(kpi="Followers in social networks", kpi_part="Definition")
    sheet = app.table[0].value.to_string()
    assert "Evidence wanted" in sheet
    assert "Known error in the source" in sheet
    assert app.dataframe[1].value["target"].tolist() == ["180"]
    history = running(kpi="Training webinars", kpi_part="Definition").dataframe[1].value
    assert history["target"].tolist() == ["10", "7"]


@pytest.mark.parametrize("part", ["Over time", "Partners and countries", "Reports", "Definition"])
def test_each_part_says_so_where_nothing_is_reported(opened: Opened, part: str):
    assert "not reported yet" in read(opened("kpis", kpi="International Trade Fairs", kpi_part=part))


def test_the_list_to_open_from_opens_a_kpi_and_clearing_it_closes_the_drawer(running):
    app = running(kpi_order="As in D3.1")
    app.selectbox(key="kpi").set_value("training_webinars").run()
    assert "9 of 10 webinars" in read(app)
    app.selectbox(key="kpi").set_value(None).run()
    assert "9 of 10 webinars" not in read(app)


@pytest.mark.parametrize("name", ["kpis_view", "kpi_status", "kpi_scope", "kpi"])
def test_an_unknown_name_in_the_address_is_said_and_left_out(opened: Opened, name: str):
    app = opened("kpis", **{name: "Atlantis"})
    assert any("“Atlantis”" in warning.value for warning in app.warning)
    assert len(lines(app)) == 23


def test_what_is_hidden_is_counted_by_why(opened: Opened):
    app = opened("kpis", country="Sweden")
    said = " ".join(one.value for one in app.info)
    assert said.startswith(
        "14 KPIs apply to the whole consortium, not to a single country, "
        "9 have no market or mission with a target there"
    )
    assert "23 KPIs apply" not in said


@pytest.mark.parametrize("address", [{"country": "Brazil"}, {"partner": "MESAP"}, {"kpi_status": "achieved"}])
def test_what_the_last_reports_changed_is_counted_of_the_kpis_shown(running: Opened, address: dict[str, str]):
    app = running("kpis", **address)
    (said,) = [one.value for one in app.markdown if one.value.startswith("Since the last reports")]
    shown = sum(len(one.value) for one in app.dataframe)
    renewed = int(re.search(r": (?:of those shown, )?(\d+) KPI", said)[1])
    assert renewed <= shown
    assert "of those shown" in said


@pytest.mark.parametrize("view", ["List", "By partner", "By market"])
def test_the_source_of_definitions_is_not_said_to_be_that_of_results(running: Opened, view: str):
    said = read(running(kpis_view=view))
    assert "stated, for definitions and targets; results are what partners report. Scopes and due dates are our" in said
