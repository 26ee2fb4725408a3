"""A second wave, edition, period, round, target or meeting: every page and paper shows the newest, and says so."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dia_data.papers import bundle, contents
from dia_data.queries import meetings
from dia_data.storage import workspaces
from dia_data.storage.store import Change, Store
from pages.ui import exports
from pages.ui.survey import text
from tests.pages.conftest import LAST_DAY, Opened, show
from tests.pages.test_app import PAGES

ADDRESSES: dict[str, list[dict[str, Any]]] = {
    "survey": [{"theme": theme} for theme in text.DEPENDS_ON],
    "markets": [{}, {"market": "Germany"}, {"country": "Italy"}],
    "swot": [{}, {"country": "Germany"}],
    "kpis": [{}, {"kpi": "Training webinars"}],
    "partners": [{}, {"partner": "MESAP"}],
    "sources": [{}],
}
"""What a page is opened with, where it shows more than without an address."""

CREDIT_LINES = 9
"""In the grid of one edition."""

SHARE = 1.5
"""How much less the second wave found of everything."""

Row = dict[str, Any]


def rows(change: Change, table: str) -> list[Row]:
    found = change.rows(f"from {table}_as_of(null)")
    return [{name: value for name, value in row.items() if name != "batch_id"} for row in found]


def again(change: Change, table: str, **changed: Callable[[Row], Any]) -> list[Row]:
    """Each row of a table once more, with these columns changed."""
    return [row | {name: new(row) for name, new in changed.items()} for row in rows(change, table)]


def wave(change: Change) -> dict[str, list[Row]]:
    """The survey once more, a year later, with fewer mentions of everything."""
    second: dict[str, Callable[[Row], Any]] = {"wave_id": lambda _: "second"}
    return {
        "survey_waves": again(
            change, "survey_waves", **second, wave_name=lambda _: "Survey 2021", fielded=lambda _: "2021"
        ),
        "survey_questions": again(change, "survey_questions", **second),
        "survey_results": again(change, "survey_results", **second, share_pct=lambda row: row["share_pct"] / SHARE),
    }


def figures(change: Change) -> dict[str, list[Row]]:
    """Each figure of the markets in a second edition, and once more for 2020."""
    return {
        "observations": [
            *again(change, "observations", edition=lambda row: f"{row['edition'] or ''} revised"),
            *again(change, "observations", period=lambda _: "2020", edition=lambda row: f"{row['edition'] or ''} 2020"),
        ],
        "credit_risks": again(change, "credit_risks", edition=lambda _: "Atradius Market Monitor 2020-06"),
    }


def plans(change: Change) -> dict[str, list[Row]]:
    """A later target of each KPI, and a second programme."""
    year = timedelta(days=365)
    return {
        "kpi_targets": again(change, "kpi_targets", valid_from=lambda row: row["valid_from"] + year),
        "programme_dates": again(
            change,
            "programme_dates",
            programme_id=lambda _: "second",
            starts=lambda row: row["starts"] + year,
            ends=lambda row: row["ends"] + year,
        ),
    }


def conversation(change: Change) -> dict[str, list[Row]]:
    """Each round, meeting, event, plan and comment once more: two on each day."""

    def second(name: str) -> dict[str, Callable[[Row], Any]]:
        return {name: lambda row: f"{row[name]}_second"}

    return {
        **{
            table: again(change, table, **second("round_id"))
            for table in ("evaluation_rounds", "evaluation_plans", "evaluations", "sustainability_items")
        },
        "evaluation_followups": again(change, "evaluation_followups", **second("followup_id"), **second("round_id")),
        "meetings": again(change, "meetings", **second("meeting_id")),
        "agenda_items": again(change, "agenda_items", **second("meeting_id")),
        "meeting_notes": again(change, "meeting_notes", **second("note_id"), **second("meeting_id")),
        "decisions": again(change, "decisions", **second("decision_id"), **second("meeting_id")),
        "events": again(change, "events", **second("event_id")),
        "comments": again(change, "comments", **second("comment_id")),
    }  # fmt: skip


def double(store: Store) -> None:
    with store.change() as change:
        for source, facts in (
            ("second_survey", wave(change)),
            ("second_edition", figures(change)),
            ("second_plan", plans(change)),
            ("second_talk", conversation(change)),
        ):
            change.record(
                kind="import", source_id=source, recorded_by="a member", facts={t: r for t, r in facts.items() if r}
            )


@pytest.fixture(scope="module")
def doubled(loaded: Store, year: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Store]]:
    """Both workspaces with a second instance of everything that can have one."""
    folder, stores = tmp_path_factory.mktemp("doubled"), {}
    for name, store in (("consortium", loaded), ("demonstration", year)):
        store.value("checkpoint")
        path = Path(copy(store.path, folder / f"{name}.duckdb"))
        stores[name] = Store(path, clock=lambda: LAST_DAY)
        double(stores[name])
    yield stores
    for store in stores.values():
        store.close()


@pytest.fixture(autouse=True)
def shown(doubled: dict[str, Store], consortium: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    show(monkeypatch, **doubled)


def texts(app: AppTest) -> str:
    return " ".join(element.value for kind in ("caption", "markdown", "info") for element in app.get(kind))


@pytest.mark.parametrize("name", workspaces.NAMES)
@pytest.mark.parametrize("page", PAGES)
def test_each_page_and_its_tables_can_be_had(opened: Opened, page: str, name: str):
    for address in ADDRESSES.get(page, [{}]):
        app = opened(page, workspace=name, **address)
        for part in app.session_state[exports.CARDS].values():
            for card in part.cards.values():
                assert exports._list_blocks(card, "http://localhost/page") is not None


def test_the_papers_of_each_meeting_can_be_had(doubled: dict[str, Store]):
    store = doubled["demonstration"]
    papers: dict[str, Any] = {}
    for meeting in meetings.meetings(store):
        papers = contents.build_meeting_papers(
            store, meeting_id=meeting.meeting_id, today=LAST_DAY.date(), workspace="demonstration"
        )
    assert bundle.write(papers)


def test_the_survey_page_says_which_wave_it_shows_and_shows_it_alone(opened: Opened):
    app = opened("survey", theme="Needs and services")
    assert "Newest survey wave: Survey 2021; an earlier one (WP1 survey" in texts(app).replace("\\", "")
    assert "is not shown here." in texts(app)


def test_the_markets_show_the_newest_wave_and_edition_and_say_what_they_leave_out(opened: Opened):
    app = opened("markets", market="Germany")
    said = texts(app).replace("\\", "")
    assert "Newest survey wave: Survey 2021" in said
    assert "Not shown in this table: " in said
    assert "GDP growth earlier edition Atradius Market Monitor 2018-06" in said
    assert "ICT Development Index rank 2017" in said
    table = app.table[0].value
    assert table.loc["GDP growth 2017 → 2018 → 2019 → 2020, %", "Germany"].count("→") == 3
    undated, of_2020 = table.loc["Payments in the ICT sector not stated → 2020, days", "France"].split("→")
    assert undated.count("/") == of_2020.count("/") == 1
    assert len(next(table.value for table in app.table if "Mark" in table.value)) == CREDIT_LINES
