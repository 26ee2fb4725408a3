"""The briefing: how the KPIs stand, what needs the consortium, what changed; and that each link opens what it names."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dia_data import attention
from dia_data.documents import loading
from dia_data.queries import attention as questions
from dia_data.record import kpis as recording
from dia_data.storage.store import Store
from pages.ui.briefing import now, view
from tests.pages.conftest import LAST_DAY, Opened, show

PAGE = "briefing"
"""What `running` opens where no page is named."""
TODAY = date(2026, 11, 22)
HEAVY = {"plotly_chart", "deck_gl_json_chart", "arrow_data_frame", "table"}
EACH_KIND = 3
"""Links of each kind that are followed: one more page takes a second."""


@pytest.fixture
def summaries(consortium: Store):
    return view.build_view(day=TODAY).cards


def read(app: AppTest) -> str:
    """All text on the page, without signs of markdown and without signs that have no width."""
    elements = [*app.subheader, *app.markdown, *app.caption]
    return " ".join(one.value for one in elements).translate(dict.fromkeys(map(ord, "\\*\u2060\u2068\u2069")))


def links(app: AppTest) -> list[str]:
    return [link.proto.label.replace("\\", "").replace("*", "") for link in app.get("page_link")]


def find_charts(app: AppTest) -> set[str]:
    """The keys of the charts on the page."""
    ids = [chart.proto.id for chart in app.get("echarts_chart")]
    known = ("briefing_statuses", "briefing_quarters", "chart_growth", "chart_interest", "chart_months")
    return {key for key in known if any(key in one for one in ids)}


# The consortium, where nothing is reported


def test_a_record_without_results_says_so_and_offers_the_demonstration(opened: Opened):
    app = opened()
    assert app.subheader[0].value == "23 KPIs with targets, nothing reported yet"
    ended = (
        "The programme ended on 30 Sep 2021 ƒ (months 01/20 to 09/21 of the table; the text says 2 years, 2020-2021)."
    )
    assert ended in read(app)
    assert any(label.endswith("23 not reported") for label in links(app))
    assert {"Open the demonstration", "Reschedule the programme"} <= set(links(app))
    assert app.button(key="report_first").label == "Report the first result"


def test_where_nothing_is_reported_the_targets_that_are_due_first_stand_in_the_lines(opened: Opened):
    app = opened()
    assert "Targets due first" in [heading.value for heading in app.subheader]
    assert "each market: target 1, due 31 Dec 2020" in read(app)
    assert len(app.get("image")) == now.FIRST
    app.session_state["every_matter"] = True
    assert "The sources" in links(app.run())


def test_where_nothing_is_reported_no_quarter_is_drawn(opened: Opened):
    assert find_charts(opened()) == {"briefing_statuses", "chart_growth", "chart_interest"}


def test_the_sentence_says_who_we_are_and_that_the_plan_is_past(opened: Opened):
    said = read(opened())
    assert "6 European cluster organisations in 6 countries, with more than 850 companies" in said
    assert "planned for 01/2020 to 09/2021 (now past); 9 services" in said


def test_a_date_within_the_plan_does_not_call_it_past(opened: Opened):
    assert "now past" not in read(opened(as_of="2020-06-30"))


def test_the_six_lines_are_the_findings_of_the_pages(opened: Opened):
    assert links(opened())[-6:] == [
        "China, 6.1 % forecast: fastest growth, 5 of 6",
        "Top objective: to acquire new customers",
        "Business ahead of R&D: 6 of 15 region pairs",
        "No partner in the list of §5.2.3: Logistics",
        "10 of our 11 market warnings are active",
        "12 contradictions in the sources",
    ]


def test_details_show_a_card_for_each_line(opened: Opened):
    app = opened()
    app.toggle(key="details").set_value(True).run()
    assert {metric.label.partition("\\")[0].partition(":")[0]: metric.value for metric in app.metric} == {
        "Markets": "China",
        "Demand": "93.8 %",
        "Cooperation": "very strong",
        "Gaps": "Logistics",
        "SWOT": "10 of 11",
        "Sources": "12",
    }


def test_demand_without_a_partner_is_the_uk(summaries):
    lines = [line.text for summary in summaries for line in summary.lines]
    assert "UK (no partner): 12 % of interest, 13 % of existing business" in lines


def test_no_second_library_of_charts_and_no_table_makes_a_first_visit_slow(opened: Opened):
    app = opened()
    kinds = {element.type for element in app.main}
    assert {"page_link", "markdown", "echarts_chart"} <= kinds
    assert not kinds & HEAVY


def test_each_line_of_a_card_opens_a_page_that_knows_all_it_asks_for(opened: Opened, summaries):
    for line in [line for summary in summaries for line in summary.lines]:
        opens_what_it_asks_for(opened, line.page, dict(line.address))


def opens_what_it_asks_for(opened: Opened, page: str, address: dict[str, str]) -> None:
    app = opened(page.removesuffix(".py"), **address)
    assert [warning.value for warning in app.warning if "link" in warning.value] == [], (page, address)
    assert all(app.session_state[name] for name in address), (page, address)


# A running year


def test_statuses_are_counted_with_a_link_each(running: Opened):
    app = running()
    assert app.subheader[0].value == "9 of 23 KPIs need action, 2 fewer since 30 Sep 2021"
    counted = ("3 off track", "1 above range", "4 at risk", "3 achieved")
    assert all(any(label.endswith(f" {count}") for label in links(app)) for count in counted)


def test_a_running_year_has_five_charts_and_a_bullet_for_each_kpi_among_the_first(running: Opened, year: Store):
    app = running()
    assert len(find_charts(app)) == 5
    first = questions.queue(year, today=LAST_DAY.date())[: now.FIRST]
    assert len(app.get("image")) == sum(one.subject_kind == "kpi" for one in first)


def test_the_quarters_are_those_that_had_results_then(running: Opened):
    (chart,) = (one for one in running().get("echarts_chart") if "briefing_quarters" in one.proto.id)
    assert chart.proto.alt.startswith("2020 Q2: 3 off track, 13 not reported")
    assert chart.proto.alt.count(";") == 6


def test_before_the_first_report_of_the_year_nothing_is_compared(running: Opened):
    app = running(as_of="2020-06-15")
    assert app.subheader[0].value.endswith("KPIs need action")


def test_the_pictures_say_what_they_show_and_lead_on(running: Opened):
    shown = [label.replace("\\", "") for label in links(running())]
    assert "China: fastest growth forecast, 6.1 % (2019)" in shown
    assert "Biggest interest gap: Germany, +12 points" in shown
    assert "9 activities until 31 Mar 2022" in shown


def test_the_first_matters_stand_in_the_order_of_the_queue_with_reason_and_owner(running: Opened, year: Store):
    app = running()
    first = questions.queue(year, today=LAST_DAY.date())[: now.FIRST]
    at = links(app).index(first[0].title)
    shown = links(app)[at : at + now.FIRST]
    assert all(label.removesuffix(" …") in one.title for label, one in zip(shown, first, strict=True))
    assert ":red-badge[:material/close:] 32 short of 50 :gray[· TICE.PT]" in read(app)
    app.session_state["every_matter"] = True
    assert "close: off track] 18 of 39.8 expected by 26 Dec 2021, target 50 :gray[· TICE.PT]" in read(app.run())


def test_the_ranking_rule_is_on_the_page(running: Opened):
    app = running()
    app.session_state["rule"] = True
    assert attention.RULE[:60] in read(app.run())


def test_all_matters_are_one_click_away(running: Opened, year: Store):
    app = running()
    app.session_state["every_matter"] = True
    every = questions.queue(year, today=LAST_DAY.date())
    assert f"{len(every)} items need attention" in read(app.run())
    assert len(links(app)) >= len(every) + now.FIRST


def test_what_changed_since_the_last_meeting_and_how_old_each_partner_s_reports_are(running: Opened):
    said = read(running())
    assert "Since the last meeting, 2 Nov 2021" in said
    assert "changed status." in said
    assert ":blue-badge[:material/check: TICE.PT: 26 days ago]" in said


@pytest.fixture
def in_march(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, consortium: Store) -> Iterator[Store]:
    """A record of the documents that was begun on 1 March 2021: no time before its first can be written in it."""
    store = Store(tmp_path / "march.duckdb", clock=lambda: datetime.fromisoformat("2021-03-01T12:00"))
    loading.load(store)
    show(monkeypatch, consortium=store)
    yield store
    store.close()


def test_changes_are_counted_from_the_last_reports_until_a_meeting_is_closed(opened: Opened, in_march: Store):
    frozen = datetime.fromisoformat("2021-02-01T12:00")
    meeting = {
        "meeting_id": "one", "meeting_name": "February", "held_on": frozen.date(), "state": "closed",
        "frozen_at": frozen, "basis": "entered",
    }  # fmt: skip
    recording.record_results(in_march, kpi_id="training_webinars", rows=[REPORT], author="Ada")
    assert "Since the last reports, 1 Mar 2021" in read(opened())
    with in_march.change() as change:
        change.record(kind="entry", source_id="meeting_form", recorded_by="Ada", facts={"meetings": [meeting]})
    said = read(opened())
    assert "Since the last meeting, 1 Feb 2021" in said
    assert "1 KPI has a new result, 1 changed status." in said


REPORT = {
    "period": "2021-02", "partner_id": "scs", "country_code": None, "mission_id": None, "organisation": None,
    "value": 3, "comment": "",
}  # fmt: skip


def test_the_view_of_each_kind_of_matter_knows_all_that_its_link_asks_for(running: Opened, year: Store):
    pages = {"kpis", "roadmap", "evaluation", "swot", "sources"}
    for page in pages:
        of_page = (one for one in questions.queue(year, today=LAST_DAY.date()) if one.page == page)
        for one in islice(of_page, EACH_KIND):
            opens_what_it_asks_for(running, one.page, dict(one.address))
