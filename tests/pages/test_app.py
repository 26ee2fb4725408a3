"""The frame: every page is in the navigation and opens with any filter."""

import pytest

from dia_data.settings import ROOT
from tests.pages.conftest import Opened

PAGES = sorted(file.stem for file in (ROOT / "pages").glob("*.py") if not file.stem.startswith("_"))
ADDRESSES = (
    {},
    {"country": "Germany"},
    {"sector": "Automotive"},
    {"country": "Germany", "sector": "Automotive", "partner": "BNPT"},
    {"country": "Sweden"},
    {"as_of": "2020-06-30"},
)


@pytest.mark.parametrize("address", ADDRESSES, ids=str)
@pytest.mark.parametrize("name", PAGES)
def test_each_page_opens_with_any_filter(opened: Opened, name: str, address: dict[str, str]):
    app = opened(name, **address)
    assert app.title[0].value
    assert "filtered" in app.caption[0].value.lower()


def test_a_page_says_which_filters_it_does_not_depend_on(opened: Opened):
    assert "This page does not depend on country, sector or partner." in opened("sources").caption[0].value


def test_what_is_filtered_is_said_in_a_sentence(opened: Opened):
    said = opened("markets", country=["Germany", "Brazil"], partner="BNPT").caption[0].value
    assert said.startswith("Filtered by country: Germany and Brazil; partner: BNPT.")


def test_reset_lifts_every_filter(opened: Opened):
    app = opened("markets", country="Germany", partner="BNPT", as_of="2026-01-01")
    app.button(key="reset").click().run()
    assert app.caption[0].value.startswith("Nothing is filtered.")
    assert app.multiselect(key="country").value == []


def test_an_unknown_label_is_named_with_the_way_out(opened: Opened):
    (warning,) = opened(country="Atlantis").warning
    assert "“Atlantis”, which the record does not know" in warning.value
    assert "choose from the list of countries" in warning.value


def test_markdown_in_a_link_is_shown_as_text(opened: Opened):
    (warning,) = opened(country="**bold** <b>x</b>").warning
    assert r"\*\*bold\*\* \<b\>x\</b\>" in warning.value


def test_a_date_before_the_first_recording_names_both_dates(opened: Opened):
    assert "30 June 2020 is before the first recording" in opened("markets", as_of="2020-06-30").caption[0].value
