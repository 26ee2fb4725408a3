"""The drawer of a KPI: the events in its course, and that its plan was set before the dates moved."""

import json
from datetime import date

from streamlit.testing.v1 import AppTest

from dia_data.record import activities, aims, events, kpis, programme, readings
from dia_data.storage.store import Store
from pages.ui.indicators.kpi_events import EVENT
from tests.pages.conftest import Opened

PAGE = "kpis"
"""What `running` opens where no page is named."""
WEBINARS = "Training webinars"
MATCHMAKING = "Business matchmaking meetings"


def read(app: AppTest) -> str:
    """All text on the page, without signs of markdown and without signs that have no width."""
    elements = [*app.markdown, *app.caption, *app.info]
    return " ".join(one.value for one in elements).translate(dict.fromkeys(map(ord, "\\*\u2060\u2068\u2069")))


def chart(app: AppTest) -> dict:
    (found,) = app.get("echarts_chart")
    return json.loads(found.proto.spec)


def marked(app: AppTest) -> list[str]:
    """What the marks of events in the chart tell."""
    return [point["value"][2] for one in chart(app)["series"] if one.get("name") == EVENT for point in one["data"]]


def links(app: AppTest) -> list[str]:
    return [link.proto.label for link in app.get("page_link")]


def report(own: Store) -> None:
    row = {"period": "2021-Q3", "partner_id": "scs", "value": 8}
    kpis.record_results(own, kpi_id="training_webinars", rows=[row], author="Ana")


# Since when it stands so


def test_it_says_since_when_the_status_is_so_and_what_made_it_so(running: Opened):
    assert (
        "On track since 9 Oct 2021, after a report by SCS for 2021 Q3: the result was 7, and 7.7 was expected"
        in read(running(kpi=WEBINARS))
    )


def test_each_scope_says_it_of_itself_and_as_of_a_past_date(running: Opened):
    app = running(kpi=MATCHMAKING, as_of="2021-06-30")
    app.selectbox(key="kpi_scope_of_matchmaking_meetings").set_value("FRA").run()
    assert "On track since 19 Apr 2021, after a report by TICE.PT for 2021 Q1" in read(app)


def test_every_change_of_the_status_and_the_ends_of_quarters_are_there(running: Opened):
    app = running(kpi=WEBINARS)
    assert [one.label for one in app.expander if "status" in one.label] == ["Changes of status: 7"]
    assert "Off track from 5 Oct 2020, after Demo author SCS changed the plan" in read(app)
    assert "Status at the end of each quarter" in read(app)


def test_where_nothing_was_ever_reported_there_is_no_history(opened: Opened):
    assert "Status at the end of each quarter" not in read(opened(PAGE, kpi=WEBINARS))


# Events


def test_events_are_marked_in_the_chart_listed_below_it_and_told_in_its_alternative_text(running: Opened):
    app = running(kpi=WEBINARS)
    assert marked(app)[0] == "First webinar held"
    assert "1. 18 Jun 2020 First webinar held :small[:gray[GAIA/BasqueGames · noted by Demo author GAIA]]" in read(app)
    assert "Events: 1. 18 Jun 2020: First webinar held; 2." in app.get("echarts_chart")[0].proto.alt


def test_an_event_of_an_activity_that_carries_the_kpi_is_marked_and_says_of_which(running: Opened):
    said = read(running(kpi=WEBINARS))
    assert "The delegates are trained :small[:gray[SCS · of “Training for SME delegates to go international" in said


def test_a_market_has_the_events_of_its_own_country_and_says_how_many_there_are_elsewhere(running: Opened):
    app = running(kpi=MATCHMAKING)
    assert marked(app) == ["Online matchmaking with hosts in China"]
    assert "2 concern other countries: choose another scope" in read(app)
    app.selectbox(key="kpi_scope_of_matchmaking_meetings").set_value("FRA").run()
    assert marked(app) == []
    assert "Events :small[:gray[none is recorded; 3 concern other countries" in read(app)


def test_a_kpi_without_an_event_says_so_and_has_a_chart_as_ever(running: Opened):
    app = running(kpi="Followers in social networks")
    assert "Events :small[:gray[none is recorded]]" in read(app)
    assert len(chart(app)["yAxis"]) == 1


def test_what_happened_later_is_not_marked_on_a_past_day(running: Opened):
    assert marked(running(kpi=WEBINARS, as_of="2020-07-31")) == ["First webinar held"]


def test_an_event_is_listed_as_typed_though_nothing_is_reported(own: Store, opened: Opened):
    text = "<b>Fair</b> *cancelled*"
    events.add(own, happened_on=date(2020, 3, 2), event_name=text, kpi_id="training_webinars", author="Ana")
    app = opened("kpis", kpi=WEBINARS)
    assert not app.get("echarts_chart")
    assert "2 Mar 2020 <b>Fair</b> cancelled" in read(app)
    assert any("\\<b\\>Fair\\</b\\> \\*cancelled\\*" in one.value for one in app.markdown)


def test_many_events_are_all_marked_and_listed(own: Store, opened: Opened):
    report(own)
    for day in range(1, 31):
        events.add(
            own, happened_on=date(2020, 4, day), event_name=f"Day {day}", kpi_id="training_webinars", author="Ana"
        )
    app = opened("kpis", kpi=WEBINARS)
    assert sum(told.count("Day") for told in marked(app)) == 30
    assert "30. 30 Apr 2020 Day 30" in read(app)


# Plans and dates


def test_a_plan_set_before_the_programme_moved_says_so_with_the_days_and_the_way_to_the_form(running: Opened):
    app = running(kpi=WEBINARS)
    assert "The plan was set before the dates moved: on 5 Oct 2020, by Demo author SCS." in read(app)
    assert "the KPI is due 30 Jun 2022 now, 273 days later. What was planned stays as it was set." in read(app)
    (link,) = app.get("link_button")
    assert "kpi=Training+webinars&workspace=demonstration" in link.proto.url


def test_the_meaning_shows_the_milestones_and_that_the_dates_moved(running: Opened):
    app = running(kpi=WEBINARS, kpi_part="Definition")
    plan = app.dataframe[2].value
    assert plan["expected_by_month"].tolist() == ["Dec 2020: 4, Dec 2021: 9, Mar 2022: 10"]
    assert "273 days later" in read(app)
    assert app.get("link_button")


def test_a_plan_made_for_the_dates_that_hold_and_a_kpi_without_a_plan_say_nothing_of_moved_dates(running: Opened):
    made_since = running(kpi="Cooperation agreements with sponsors", kpi_part="Definition")
    assert len(made_since.dataframe[2].value) == 1
    without = running(kpi="Followers in social networks", kpi_part="Definition")
    assert "Plan: none is set; what is expected is worked out from start, target and due date" in read(without)
    for app in (made_since, without):
        assert "before the dates moved" not in read(app)
        assert not app.get("link_button")


def test_a_mission_that_is_dated_anew_leaves_its_plan_behind_by_so_many_days(own: Store, opened: Opened):
    dated = {"activity_id": "sme_mission_china", "starts": None, "reason": "Travel rules", "author": "Ana"}
    activities.record_dates(own, kind="planned", ends=date(2021, 5, 21), **dated)
    aims.record_plan(
        own, kpi_id="mission_smes", scope_key="sme_mission_china", milestones=[("2021-05", 10)], reason="All at once",
        author="Ana", seen=None,
    )  # fmt: skip
    activities.record_dates(own, kind="revised", ends=date(2021, 6, 18), **dated)
    app = opened("kpis", kpi="SMEs participating in each internationalisation mission", kpi_part="Definition")
    assert "It was made for 21 May 2021; the KPI is due 18 Jun 2021 now, 28 days later." in read(app)


def test_the_link_opens_the_plan_of_that_kpi_on_the_page_that_records(own: Store, opened: Opened):
    app = opened("record", report="Targets and plans", record_aim="Plan", kpi=WEBINARS)
    assert app.selectbox(key="kpi").value == "training_webinars"
    assert any(area.label.startswith("What is expected by the end of a month") for area in app.text_area)
    assert not app.warning


# How the words are read


def bare(text: str) -> str:
    """A text without signs of markdown and without signs that have no width."""
    return text.translate(dict.fromkeys(map(ord, "\\\u2060\u2068\u2069")))


def test_the_drawer_shows_the_printed_words_both_readings_and_the_way_to_decide(own: Store, opened: Opened):
    app = opened("kpis", kpi=MATCHMAKING, kpi_part="Definition")
    rows = app.table[1].value.map(bare)
    assert rows["Reading"].tolist() == ["our reading, followed", "the other reading"]
    assert rows["Printed"].tolist() == ["“supported per country”"] * 2
    assert rows["Read as"].tolist()[1] == "Each country that a mission of §10 goes to: Brazil, China and USA"
    (link,) = app.get("link_button")
    assert "record_aim=Reading&kpi=Business+matchmaking+meetings" in link.proto.url


def test_a_decision_is_shown_in_the_drawer_and_not_on_a_day_before_it(own: Store, opened: Opened):
    chosen = {"kpi_ids": ["matchmaking_meetings"], "reading_id": "mission_countries", "reason": "All agree"}
    readings.decide_reading(own, author="Ana", **chosen)
    rows = opened("kpis", kpi=MATCHMAKING, kpi_part="Definition").table[1].value.map(bare)
    assert rows["Reading"].tolist()[1].startswith("the other reading, decided by Ana on")
    assert rows["Reason of the decision"].tolist()[1] == "All agree"
    before = opened("kpis", kpi=MATCHMAKING, kpi_part="Definition", as_of="2021-01-31").table[1].value.map(bare)
    assert before["Reading"].tolist() == ["our reading, followed", "the other reading"]


def test_reports_of_a_country_that_the_kpi_is_not_tracked_for_are_said_not_to_count(running: Opened):
    said = read(running(kpi="Exploratory missions", kpi_part="Partners and countries"))
    assert "Not counted: France, Germany and Italy. The KPI is tracked for Brazil, China and USA alone" in said
    assert "Not counted" not in read(running(kpi=MATCHMAKING, kpi_part="Partners and countries"))


def test_the_drawer_says_what_due_date_the_source_states(own: Store, opened: Opened):
    app = opened("kpis", kpi="International Trade Fairs", kpi_part="Definition")
    cells = " ".join(str(cell) for table in app.table for cell in table.value.to_numpy().flatten())
    assert "31 Dec 2020" in bare(cells)
    assert app.table[1].value["Reading"].map(bare).tolist() == ["our reading, followed"]
    assert not app.get("link_button")


# The preview of dating the programme anew


def redating(opened: Opened) -> AppTest:
    app = opened("roadmap")
    app.session_state["redate"] = True
    app.run()
    return app.date_input(key="redate_starts_0").set_value(date(2027, 1, 1)).run()


def test_before_the_programme_is_dated_anew_plans_that_would_be_left_behind_are_named(own: Store, opened: Opened):
    aims.record_plan(
        own, kpi_id="training_webinars", scope_key="consortium", milestones=[("2020-12", 4)], reason="One a quarter",
        author="Ana", seen=None,
    )  # fmt: skip
    app = redating(opened)
    assert "Plans that would then have been set for other dates." in read(app)
    assert "for 30 Sep 2021, due 30 Sep 2028: 2,557 days later" in read(app)
    assert "Update plans" in links(app)
    assert programme.find_current(own).starts == date(2020, 1, 1)


def test_without_a_plan_the_preview_names_none(own: Store, opened: Opened):
    app = redating(opened)
    assert "Plans that would" not in read(app)
    assert "Update plans" not in links(app)
