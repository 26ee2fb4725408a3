"""The page /meeting: without a meeting, prepared, presented, closed; and the register of decisions."""

from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from dia_data import agenda, local_time, swot_rules
from dia_data.agenda import Item
from dia_data.documents.periods import shift_months
from dia_data.queries import attention, kpis
from dia_data.queries import decisions as decided
from dia_data.queries import meetings as asked
from dia_data.queries import swot as swot_questions
from dia_data.record import activities, decisions, meetings
from dia_data.storage.store import Store
from dia_data.wording.figures import format_with_unit
from pages.ui import grid
from pages.ui.indicators import kpi_text
from pages.ui.markdown import escape_markdown
from pages.ui.meeting import screens
from tests.examples import example
from tests.pages.conftest import Opened, show

ITEMS = (
    Item(title="Coordination", kind="standing", minutes=10, activity_id="coordination", view="/roadmap"),
    Item(title="KPI review", kind="standing", minutes=20, activity_id="kpi_monitoring", view="/kpis"),
    Item(title="Training webinars", kind="attention", minutes=5, kpi_id="training_webinars", view="/kpis?kpi=x"),
    Item(title="<b>News</b>", kind="own", minutes=15),
)


@pytest.fixture
def meeting(own: Store) -> str:
    """A planned meeting."""
    return plan(own)


def plan(own: Store, items=ITEMS, name: str = "January") -> str:
    return meetings.plan(own, meeting_name=name, held_on=date(2022, 1, 14), items=items, author="Ana")


@pytest.fixture
def held(own: Store, meeting: str) -> str:
    """The same, while it is being held."""
    meetings.begin(own, meeting_id=meeting, author="Ana")
    return meeting


def decide(own: Store, meeting_id: str, **changed) -> None:
    usual = {"item_id": "item_003", "text": "Hold *two* more", "partner_id": "gaia", "due": None, "author": "Ben"}
    decisions.decide(own, meeting_id=meeting_id, **usual | {"view": "/kpis?as_of=2022-01-14"} | changed)


def presented(opened: Opened, *, meeting: str = "January", item: str = "1") -> AppTest:
    """The presentation, as a link opens it."""
    app = opened("meeting")
    app.query_params.update({"present": "1", "of": meeting, "item": item})
    app.run()
    assert not app.exception, app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    next(one for one in app.text_input if one.label == "Your name").set_value("Mia")
    return next(one for one in app.button if one.label == label).click().run()


def texts(app: AppTest) -> str:
    return "\n".join(one.value for one in [*app.title, *app.header, *app.markdown])


def test_without_a_meeting_the_page_says_what_the_source_wants_and_prepares_one(opened: Opened, own: Store):
    app = opened("meeting")
    assert app.header[0].value == "No meeting is recorded yet."
    assert "Prepare a meeting" in [one.label for one in app.expander]


def test_without_a_meeting_the_demonstration_does_not_offer_itself(
    opened: Opened, own: Store, monkeypatch: pytest.MonkeyPatch
):
    assert "demonstration" in texts(opened("meeting"))
    show(monkeypatch, demonstration=own)
    assert "demonstration" not in texts(opened("meeting", workspace="demonstration"))


def test_the_agenda_shows_when_each_item_begins(opened: Opened, meeting: str):
    app = opened("meeting")
    assert app.header[0].value.endswith("4 items in 50 minutes on 14 Jan 2022")
    assert list(app.dataframe[0].value["begins"]) == ["0:00", "0:10", "0:30", "0:35"]


def test_several_items_are_moved_timed_and_dropped_at_once_and_it_is_undone(opened: Opened, own: Store, meeting: str):
    app = opened("meeting")
    app.session_state["change_agenda"] = True
    app.run()
    usual = {"is_dropped": "", "is_settled": "", "until": ""}
    rows = [
        {"key": "item_004", "position": "1", "minutes": "5", **usual},
        {"key": "item_002", "position": "2", "minutes": "20", **usual, "is_dropped": "x"},
    ]
    app.session_state[grid.ENTERED] = grid.Entered(
        form=f"consortium/grid_agenda_{meeting}_0", rows=rows, author="Ana", reason="", sent=True
    )
    assert not press(app.run(), "Save").exception
    found = asked.agenda(own, meeting_id=meeting)
    assert [(item.item_id, item.minutes, item.is_dropped) for item in found[:3]] == [
        ("item_004", 5, False), ("item_001", 10, False), ("item_002", 20, True),
    ]  # fmt: skip
    press(app, "Undo")
    assert [item.position for item in asked.agenda(own, meeting_id=meeting)] == [1, 2, 3, 4]


@pytest.mark.parametrize("items", [(), tuple(Item(title=f"Item {n}", kind="own", minutes=1) for n in range(200))])
def test_an_agenda_of_any_length_is_shown_and_presented(opened: Opened, own: Store, items: tuple):
    meetings.begin(own, meeting_id=plan(own, items=items), author="Ana")
    assert not opened("meeting").exception
    shown = presented(opened, item="999")
    assert shown.title[0].value.endswith("Any other business\u2069")


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("1", "Coordination"),
        ("2", "23 KPIs, each by its worst scope"),
        ("3", "not reported"),
        ("4", "\\<b\\>News"),
        ("5", "The agenda is done."),
        ("nonsense", "Coordination"),
    ],
)
def test_an_item_is_presented_without_the_frame(opened: Opened, held: str, item: str, said: str):
    app = presented(opened, item=item)
    assert said in texts(app)
    assert [one.label for one in app.pills] == []


@pytest.mark.parametrize(
    ("view", "activity_id", "said"),
    [
        ("/swot?show=Rules", None, "GDP"),
        ("/meeting?meeting_view=Decisions", None, "0 of 0 decisions overdue."),
        ("/kpis?partner=SCS", None, "No partner reported anything"),
        (
            "/evaluation?round=Mid-term&criterion=impact",
            "ambassadors",
            "The round of this item is no longer in the record",
        ),
        ("/roadmap?focus=x", "ambassadors", "Timing not in the source"),
    ],
)
def test_an_item_shows_what_its_view_is_about(
    opened: Opened, own: Store, view: str, activity_id: str | None, said: str
):
    plan(own, items=[Item(title="An item", kind="attention", minutes=5, view=view, activity_id=activity_id)])
    assert said in texts(presented(opened))


def test_no_other_page_goes_without_the_frame(opened: Opened):
    assert opened("sources", present="1").title[0].value == "Sources"


def test_a_link_to_a_meeting_that_is_gone_says_so(opened: Opened, own: Store):
    app = presented(opened, meeting="Nowhere")
    assert "This meeting is not in the record" in app.info[0].value


def test_what_others_decide_is_shown_beside_the_item_as_typed(opened: Opened, own: Store, held: str):
    decide(own, held)
    meetings.note(own, meeting_id=held, item_id="item_003", text="All agree", author="Ben")
    app = presented(opened, item="3")
    assert "Hold \\*two\\* more" in texts(app)
    assert "All agree" in texts(app)
    assert "Hold" not in texts(presented(opened))


def test_an_item_whose_kpi_or_activity_is_gone_says_so(opened: Opened, own: Store):
    meeting_id = plan(own, items=[Item(title="Old", kind="own", minutes=5)])
    with own.change() as change:
        row = {"meeting_id": meeting_id, "item_id": "item_001", "position": 1, "minutes": 5, "title": "Old"}
        gone = row | {"kind": "own", "kpi_id": "gone", "is_dropped": False, "basis": "entered"}
        change.record(kind="entry", source_id="meeting_form", recorded_by="Ana", facts={"agenda_items": [gone]})
    assert "it was undone" in texts(presented(opened))


def test_a_closed_meeting_shows_its_minutes_and_no_form(opened: Opened, own: Store, held: str):
    decide(own, held)
    meetings.close(own, meeting_id=held, author="Ana")
    app = opened("meeting")
    assert "is closed: 4 items, 1 decision" in app.header[0].value
    assert "**Decision:**" in texts(app)
    assert "Close meeting" not in [one.label for one in app.button]
    assert "Closed by" in texts(presented(opened))


def test_nothing_is_recorded_while_a_past_date_is_shown(opened: Opened, meeting: str):
    app = opened("meeting", as_of=local_time.find_day(datetime.now(UTC)).isoformat())
    assert any("Recording is off" in one.value for one in app.info)


def test_the_register_has_the_decisions_with_the_view_they_were_taken_on(opened: Opened, own: Store, held: str):
    decide(own, held)
    decide(own, held, text="Ask SCS", partner_id="scs")
    app = opened("meeting", meeting_view="Decisions")
    assert app.header[0].value == "Decisions: 2 open, 0 of them overdue; 0 carried out"
    assert list(app.dataframe[0].value["as_seen"]) == ["./kpis?as_of=2022-01-14"] * 2
    filtered = opened("meeting", meeting_view="Decisions", partner="SCS")
    assert list(filtered.dataframe[0].value["decision"]) == ["Ask SCS"]


def test_a_decision_is_marked_as_carried_out_by_what_changed_a_date(opened: Opened, own: Store, held: str):
    decide(own, held)
    dated = activities.record_dates(
        own, activity_id="sme_call", kind="planned", starts=None, ends=date(2021, 3, 31), reason="", author="Ana"
    )
    app = opened("meeting", meeting_view="Decisions")
    app.selectbox(key="carried_out_by_0").set_value(dated)
    app = press(app, "Mark as done")
    assert not app.exception
    assert decided.decisions(own)[0].changed_batch == dated
    assert "SME call" in app.dataframe[0].value["carried_out_by"][0]
    assert parse_qs(urlsplit(app.dataframe[0].value["change"][0]).query)["batch"] == [dated]


def test_without_a_decision_the_register_says_so(opened: Opened, own: Store):
    assert "not reported yet" in opened("meeting", meeting_view="Decisions").info[0].value


def test_who_prepares_a_meeting_goes_to_it(opened: Opened, own: Store, meeting: str):
    app = opened("meeting")
    app.session_state["prepare"] = True
    app.run()
    app.text_input(key="meeting_name_0").set_value("February")
    app.text_input(key="name_prepare_0").set_value("Mia")
    app.button(key="send_prepare_0").click().run()
    assert not app.exception
    assert app.selectbox(key="meeting").value == "February"
    assert texts(app).count("February") >= 1


@pytest.mark.parametrize(("taken", "proposed"), [((), 0), ((0,), 1), ((0, 1), 2), ((1,), 0)])
def test_the_next_month_without_a_meeting_is_proposed(opened: Opened, own: Store, taken: tuple, proposed: int):
    months = [shift_months(local_time.find_day(own.clock()), place) for place in range(3)]
    for place in taken:
        plan(own, name=f"{months[place]:%B %Y}")
    app = opened("meeting")
    app.session_state["prepare"] = True
    app.run()
    assert app.text_input(key="meeting_name_0").value == f"{months[proposed]:%B %Y}"
    assert app.date_input(key="held_on_0").value == months[proposed]


def minutes_of_all_that_needs_attention(store: Store) -> dict[str, tuple[str, ...]]:
    day = local_time.find_day(store.clock())
    matters = attention.queue(store, today=day)
    items = [*agenda.propose_agenda([], last_review=None, today=day), *map(agenda._build_item, matters)]
    about = [example(agenda.AgendaItem, **vars(item)) for item in items]
    shown = {item.title: screens.build_screen(item=item, frozen_at=None) for item in about}
    return {title: tuple(line.plain for line in one.lines) for title, one in shown.items()}


def test_the_minutes_say_something_else_of_each_item_with_its_figures(year: Store, monkeypatch: pytest.MonkeyPatch):
    show(monkeypatch, consortium=year)
    told = minutes_of_all_that_needs_attention(year)
    assert [title for title, lines in told.items() if not lines] == []
    without = {title for title, lines in told.items() if not any(map(str.isdigit, "".join(lines)))}
    assert without <= {"Coordination and quality control of the activities"}
    said = ["\n".join(lines) for lines in told.values()]
    assert [one for one in said if said.count(one) > 1] == []


def test_a_forecast_on_the_screen_says_where_earlier_ones_of_its_kind_did_not_hold(
    year: Store, monkeypatch: pytest.MonkeyPatch
):
    show(monkeypatch, consortium=year)
    missed = kpi_text.describe_missed(kpis.calibration(year, today=local_time.find_day(year.clock())))
    told = {line for lines in minutes_of_all_that_needs_attention(year).values() for line in lines}
    assert told & {*missed.values()}


def test_each_item_that_is_proposed_is_shown_as_the_record_answers_it(own: Store):
    meeting_id = plan(own, items=agenda.propose_agenda([], last_review=None, today=local_time.find_day(own.clock())))
    items = asked.agenda(own, meeting_id=meeting_id)
    assert agenda.NEXT_MEETING in [item.activity_id for item in items]
    assert [item.title for item in items if not screens.build_screen(item=item, frozen_at=None)] == []


def test_an_item_on_a_rule_says_which_markets_trip_it_with_their_figures(year: Store, monkeypatch: pytest.MonkeyPatch):
    show(monkeypatch, consortium=year)
    verdicts = swot_rules.evaluate(swot_questions.rule_figures(year))
    tripped = next(one for one in verdicts if one.outcome is swot_rules.Outcome.TRIPPED and one.readings)
    item = Item(title=tripped.rule.rule_name, kind="attention", minutes=5, view="/swot?show=Rules")
    about = example(agenda.AgendaItem, **vars(item))
    shown = screens.build_screen(item=about, frozen_at=None)
    (line, *_) = shown.lines
    assert tripped.country_name in line.plain
    assert escape_markdown(format_with_unit(tripped.readings[0])) in line.markdown
    assert tripped.country_name in " ".join(shown.chart.lines)


def test_no_two_items_of_all_that_needs_attention_show_the_same_chart(year: Store, monkeypatch: pytest.MonkeyPatch):
    show(monkeypatch, consortium=year)
    items = map(agenda._build_item, attention.queue(year, today=local_time.find_day(year.clock())))
    about = [example(agenda.AgendaItem, **vars(item)) for item in items]
    drawn = [str(screens.build_screen(item=item, frozen_at=None).chart) for item in about]
    charts = [(item.title, chart) for item, chart in zip(about, drawn, strict=True) if chart != "None"]
    assert [title for title, chart in charts if [one for _, one in charts].count(chart) > 1] == []


def test_the_next_meeting_is_shown_by_its_first_items(opened: Opened, own: Store):
    meeting_id = plan(own, items=[Item(title="A plan", kind="own", minutes=7)])
    asks = example(agenda.AgendaItem, meeting_id="other", activity_id=agenda.NEXT_MEETING)
    shown = screens.build_screen(item=asks, frozen_at=None)
    assert shown.chart.lines == ["A plan"]
    alone = screens.build_screen(item=replace(asks, meeting_id=meeting_id), frozen_at=None)
    assert ([line.plain for line in alone.lines], alone.chart) == (["No other meeting is prepared yet."], None)


def test_attendance_is_recorded_and_stands_in_the_minutes(opened: Opened, own: Store, meeting: str):
    meetings.begin(own, meeting_id=meeting, author="Ana")
    app = opened("meeting")
    app.segmented_control(key=f"attend_{meeting}_scs_0").set_value("present")
    app.text_input(key=f"name_attend_{meeting}_0").set_value("Ana")
    app = press(app, "Save attendance")
    assert not app.exception
    assert "Present: SCS. Not recorded: " in texts(opened("meeting")).replace("\\", "")


def test_the_line_above_an_agenda_says_what_is_still_missing(opened: Opened, meeting: str):
    said = " ".join(one.value for one in opened("meeting").caption).replace("\\", "")
    assert "Still missing for this meeting: reports for 2021 Q3 from SCS, GAIA/BasqueGames, TICE.PT and 3 more" in said
