"""Comments where things are shown: counted in the navigation, listed, added and settled; nothing runs as markdown."""

import pytest
from streamlit.testing.v1 import AppTest

from dia_data.queries import comments as questions
from dia_data.record import comments as recording
from dia_data.storage.store import Store
from tests.pages.conftest import Opened

KPI = {"subject_kind": "kpi", "subject": "training_webinars"}
WEBINARS = {"kpi": "Training webinars"}
MENU = "more_kpi_training_webinars"
FORM = "comment_kpi_training_webinars"


def badges(app: AppTest) -> list[str]:
    return [
        one.value for one in app.markdown if one.value.startswith(":violet-badge[") and " open comment" in one.value
    ]


def said(app: AppTest) -> str:
    elements = [*app.markdown, *app.info, *app.error, *app.warning]
    return " ".join(one.value for one in elements).translate(dict.fromkeys(map(ord, "\\\u2060\u2068\u2069")))


def opened_thread(opened: Opened, own: Store, **address: str) -> AppTest:
    app = opened("kpis", **WEBINARS, **address)
    app.session_state[MENU] = True
    return app.run()


def test_open_comments_are_counted_in_the_navigation_and_beside_the_thing(opened: Opened, own: Store):
    recording.add(own, **KPI, text="Too few?", author="Ada")
    recording.add(own, subject_kind="market", subject="CHN", text="Online only.", author="Ada")
    recording.add(own, subject_kind="chart", subject="markets/sizes", text="In which year?", author="Ada")
    app = opened("kpis", **WEBINARS)
    assert app.title[0].value == "KPIs"
    assert badges(app) == [":violet-badge[1 open comment]"]
    app = opened("markets", market="China")
    assert badges(app) == [":violet-badge[1 open comment]"] * 2


@pytest.mark.parametrize(
    ("page", "address", "key"),
    [
        ("kpis", WEBINARS, MENU),
        ("roadmap", {"focus": "Fact-finding mission to China"}, "more_activity_fact_finding_china"),
        ("markets", {"market": "China"}, "more_market_CHN"),
        ("swot", {"point": "W2"}, "more_swot_consortium_weakness_resources"),
        ("markets", {}, "more_chart_markets/sizes"),
    ],
)
def test_each_kind_of_thing_has_its_comments_beside_it(opened: Opened, page: str, address: dict[str, str], key: str):
    assert key in opened(page, **address).session_state


def test_a_comment_is_added_in_place(opened: Opened, own: Store):
    app = opened_thread(opened, own)
    assert "**Comments**: none yet." in said(app)
    app.text_area(key=f"text_{FORM}_0").set_value("Can we hold *more*?")
    app.text_input(key=f"name_{FORM}_0").set_value("Ada")
    next(button for button in app.button if button.label == "Add comment").click().run()
    assert not app.exception
    (row,) = questions.about(own, **KPI)
    assert (row.text, row.author) == ("Can we hold *more*?", "Ada")
    assert "Can we hold \\*more\\*?" in " ".join(one.value for one in app.markdown)


def test_what_the_record_refuses_is_said_in_the_form_and_the_text_stays(opened: Opened, own: Store):
    app = opened_thread(opened, own)
    app.text_area(key=f"text_{FORM}_0").set_value("Can we?")
    next(button for button in app.button if button.label == "Add comment").click().run()
    assert "Your name: it is empty." in said(app)
    assert app.text_area(key=f"text_{FORM}_0").value == "Can we?"
    assert questions.about(own, **KPI) == []


def test_a_comment_is_settled_in_place_and_says_by_whom(opened: Opened, own: Store):
    recording.add(own, **KPI, text="Too few?", author="Ada")
    app = opened_thread(opened, own)
    settle = "settle_kpi_training_webinars"
    app.text_input(key=f"reason_{settle}_0").set_value("two more")
    app.text_input(key=f"name_{settle}_0").set_value("Ben")
    next(button for button in app.button if button.label == "Mark as resolved").click().run()
    told = said(app)
    assert ":material/check: resolved" in told
    assert "two more" in told
    assert questions.still_open(own) == {}


def test_a_past_day_shows_no_form(opened: Opened, own: Store):
    recording.add(own, **KPI, text="Too few?", author="Ada")
    app = opened_thread(opened, own, as_of="2026-01-01")
    assert "Recording is off" in said(app)
    assert "Too few?" not in said(app)
