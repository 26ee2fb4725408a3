"""The frame: every page is in the navigation and opens with any filter, in either workspace."""

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from shutil import copy

import pandas as pd
import pytest

from dia_data.settings import ROOT
from dia_data.storage.store import Store
from pages._server import reach
from pages.ui import exports, head
from tests.pages.conftest import Opened, show

PAGES = sorted(file.stem for file in (ROOT / "pages").glob("*.py") if not file.stem.startswith("_"))
ADDRESSES = (
    {},
    {"country": "Germany"},
    {"sector": "Automotive"},
    {"country": "Germany", "sector": "Automotive", "partner": "BNPT"},
    {"country": "Sweden"},
    {"as_of": "2020-06-30"},
    {"workspace": "demonstration"},
)

SYNTHETIC = head.SYNTHETIC


@pytest.fixture(autouse=True)
def demonstration(loaded: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The store of the other workspace; the documents are in both."""
    show(monkeypatch, demonstration=loaded)
    return loaded


@pytest.fixture
def past(empty_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A demonstration in which today is the last day of September 2021."""
    store = Store(Path(copy(empty_file, tmp_path / "past.duckdb")), clock=lambda: datetime(2021, 9, 30, 12))  # noqa: DTZ001
    show(monkeypatch, demonstration=store)
    yield store
    store.close()


@pytest.mark.parametrize("address", ADDRESSES, ids=str)
@pytest.mark.parametrize("name", PAGES)
def test_each_page_opens_with_any_filter(opened: Opened, name: str, address: dict[str, str]):
    assert opened(name, **address).title[0].value


def test_a_page_says_which_filters_it_does_not_depend_on(opened: Opened):
    app = opened("sources", country="Germany", sector="Automotive", partner="BNPT")
    assert "This page does not depend on country, sector or partner." in app.caption[0].value
    labels = {block.proto.popover.label for block in app.get("popover")}
    assert {label for label in labels if not label.startswith("More about ")} == {"Menu"}


def test_what_is_filtered_is_said_in_a_sentence(opened: Opened):
    said = opened("markets", country=["Germany", "Brazil"], partner="BNPT").caption[0].value
    assert said.startswith("Filtered by country: Germany and Brazil; partner: BNPT.")


def test_reset_lifts_every_filter(opened: Opened):
    app = opened("markets", country="Germany", partner="BNPT", as_of="2026-01-01")
    app.button(key="reset").click().run()
    assert not any("Filtered by" in caption.value for caption in app.caption)
    assert app.pills(key="country").value == []


def test_markets_and_the_partners_own_countries_are_offered_at_once_and_all_on_request(opened: Opened):
    app = opened("markets")
    assert app.pills(key="country").options[6:] == ["Mexico", "Morocco", "Portugal", "Spain", "Sweden"]
    assert not app.toggle(key="every_country").value
    app.toggle(key="every_country").set_value(True).run()
    assert "Zambia" in app.pills(key="country").options
    assert len(app.pills(key="country").options) > 70


def test_a_country_that_a_link_asks_for_is_offered_until_it_is_lifted(opened: Opened):
    app = opened("markets", country=["Germany", "Zambia"])
    assert app.pills(key="country").options[-1] == "Zambia"
    app.pills(key="country").unselect("ZMB").run()
    assert app.caption[0].value.startswith("Filtered by country: Germany.")
    assert "Zambia" not in app.pills(key="country").options


def test_all_sectors_and_all_partners_are_offered_at_once(opened: Opened):
    app = opened("survey")
    assert len(app.pills(key="sector").options) == 20
    assert len(app.pills(key="partner").options) == 6
    assert [toggle.key for toggle in app.toggle] == ["every_country"]


def test_an_unknown_label_is_named_and_left_out(opened: Opened):
    app = opened("markets", country=["Atlantis", "Brazil"])
    (warning,) = app.warning
    assert warning.value == "The link asks for the country “Atlantis”, which does not exist. It is ignored."
    assert app.caption[0].value.startswith("Filtered by country: Brazil.")


@pytest.mark.parametrize("day", ["yesterday", "2999-01-01"])
def test_a_date_that_cannot_be_known_is_named(opened: Opened, day: str):
    app = opened("markets", as_of=day)
    assert app.warning[0].value.endswith("to today. Today is shown.")
    assert app.date_input(key="as_of").value is None


def test_markdown_in_a_link_is_shown_as_text(opened: Opened):
    (warning,) = opened(country="**bold** <b>x</b>").warning
    assert r"\*\*bold\*\* \<b\>x\</b\>" in warning.value


def test_a_date_before_the_first_recording_names_both_dates(opened: Opened):
    app = opened("markets", as_of="2020-06-30")
    assert "30 Jun 2020 is before the first recording" in app.caption[0].value
    assert "China" in app.table[0].value.columns


@pytest.mark.parametrize("name", PAGES)
def test_each_page_says_that_the_demonstration_is_not_real(opened: Opened, name: str):
    assert any(SYNTHETIC in text.value for text in opened(name, workspace="demonstration").markdown)


def test_the_consortium_is_shown_where_the_address_names_no_workspace(opened: Opened):
    app = opened("sources")
    assert app.radio(key="workspace").value == "consortium"
    assert not any(SYNTHETIC in text.value for text in app.markdown)


def test_an_unknown_workspace_is_named_and_left_out(opened: Opened):
    app = opened(workspace="atlantis")
    assert "the workspace “atlantis”, which does not exist. “consortium” is shown." in app.warning[0].value
    assert app.radio(key="workspace").value == "consortium"


def test_a_past_date_says_that_recording_is_off(opened: Opened):
    said = [text.value for text in opened("sources", as_of="2020-06-30").markdown]
    assert any("As known on 30 Jun 2020; recording is off." in text for text in said)


def test_a_past_date_in_the_demonstration_is_said_in_the_same_line(opened: Opened):
    app = opened("sources", workspace="demonstration", as_of="2020-06-30")
    (banner,) = (text.value for text in app.markdown if SYNTHETIC in text.value)
    assert "As known on 30 Jun 2020; recording is off." in banner


def test_the_demonstration_says_which_day_it_is_there(opened: Opened, past: Store):
    assert opened("sources", workspace="demonstration").caption[0].value == "Demonstration date: 30 Sep 2021."


def test_where_nothing_is_chosen_and_all_is_real_no_second_line_stands_under_the_title(opened: Opened):
    assert not any(said in caption.value for caption in opened("sources").caption for said in ("Filtered", "Today is"))


def test_the_demonstration_has_a_today_of_its_own(opened: Opened, past: Store):
    app = opened(workspace="demonstration", as_of="2021-10-01")
    assert "which is not a day from 1 Jan 2000 to today" in app.warning[0].value
    assert app.date_input(key="as_of").value is None


def test_a_date_beyond_the_today_of_the_demonstration_is_dropped_on_the_way_there(opened: Opened, past: Store):
    app = opened("sources", as_of="2026-01-01")
    app.radio(key="workspace").set_value("demonstration").run()
    assert not app.exception
    assert app.date_input(key="as_of").value is None


def test_reset_lifts_the_filters_and_stays_in_the_workspace(opened: Opened):
    app = opened("markets", country="Germany", workspace="demonstration")
    app.button(key="reset").click().run()
    assert app.pills(key="country").value == []
    assert app.radio(key="workspace").value == "demonstration"


def test_a_file_from_the_demonstration_says_so_in_each_row():
    rows = pd.read_csv(io.BytesIO(exports.write_csv(pd.DataFrame({"value": [1, 2]}), synthetic=True)))
    assert rows.columns.tolist() == ["Workspace", "Value"]
    assert set(rows["Workspace"]) == {exports.SYNTHETIC}


@pytest.mark.parametrize("name", PAGES)
def test_where_anybody_can_reach_it_each_page_says_so(opened: Opened, name: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reach, "list_reachable", lambda: ("0.0.0.0",))  # noqa: S104
    monkeypatch.setenv("DIA_OPEN", "yes")
    assert reach.WARNING in [said.value for said in opened(name).warning]


def test_where_anybody_could_reach_it_and_should_not_nothing_is_shown(opened: Opened, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reach, "list_reachable", lambda: ("0.0.0.0",))  # noqa: S104
    monkeypatch.delenv("DIA_OPEN", raising=False)
    shown = opened()
    assert ([said.value for said in shown.warning], len(shown.title)) == ([reach.WARNING], 0)


def test_where_nobody_else_can_reach_it_no_page_speaks_of_it(opened: Opened):
    assert reach.WARNING not in [said.value for said in opened().warning]


@pytest.mark.parametrize(
    ("page", "address"),
    [("evaluation", {}), ("markets", {"country": "France"}), ("trends", {"sector": "ICT", "partner": "MITC"})],
)
def test_files_are_offered_also_where_a_page_ends_early(opened: Opened, page: str, address: dict[str, str]):
    assert "This page as …" in [one.label for one in opened(page, **address).expander]
