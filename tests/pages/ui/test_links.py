"""Old links: what they say leads to what it is called now, and what it is called now exists."""

import pytest

from dia_data.queries import choices
from dia_data.storage.store import Store
from pages.ui import links
from pages.ui.links import REDIRECTS, Redirect
from tests.pages.conftest import Opened


@pytest.mark.parametrize(
    ("page", "asked", "now"),
    [
        ("home", {"workspace": ["demonstration"]}, ("briefing", {"workspace": ["demonstration"]})),
        ("swot", {"view": ["Rules"]}, ("swot", {"show": ["Warnings"]})),
        ("swot", {"show": ["Rules"]}, ("swot", {"show": ["Warnings"]})),
        ("sources", {"view": ["Documents"], "as_of": ["2021-01-01"]},
         ("sources", {"list": ["Documents"], "as_of": ["2021-01-01"]})),
        ("roadmap", {"activity": ["SME call"]}, ("roadmap", {"focus": ["SME call"]})),
        ("evaluation", {"criterion": ["impact"]}, ("evaluation", {"criterion": ["Impact"]})),
        ("record", {"period": ["2021-Q4"]}, ("record", {"period": ["2021 Q4"]})),
        ("markets", {"country": ["United Kingdom", "Italy"]}, ("markets", {"country": ["UK", "Italy"]})),
    ],
)  # fmt: skip
def test_an_old_link_means_what_it_meant(page: str, asked: links.Address, now: tuple[str, links.Address]):
    assert links.renew_address(page, asked) == now


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("record", {"activity": ["SME call"]}),
        ("record", {"period": ["2021 Q4"]}),
        ("swot", {"show": ["Warnings"], "view": ["Board"]}),
        ("markets", {"market": ["United Kingdom"]}),
        ("kpis", {}),
    ],
)
def test_a_link_that_is_not_old_stays_as_it_is(page: str, asked: links.Address):
    assert links.renew_address(page, asked) == (page, asked)


def test_names_of_a_page_that_moved_are_renewed_with_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(links, "REDIRECTS", (*REDIRECTS, Redirect(page="points", now="swot")))
    assert links.renew_address("points", {"view": ["Rules"]}) == ("swot", {"show": ["Warnings"]})


def test_every_page_and_label_that_old_links_lead_to_exists(opened: Opened, loaded: Store):
    for one in REDIRECTS:
        if not one.name:
            assert opened(one.now).title
    countries = set(choices.countries(loaded)["name"])
    renamed = [one for one in REDIRECTS if one.name == "country"]
    assert {one.now for one in renamed} <= countries
    assert countries.isdisjoint(one.label for one in renamed)


@pytest.mark.parametrize(("page", "name", "label"), [("swot", "show", "Warnings"), ("sources", "list", "Documents")])
def test_every_name_that_old_links_lead_to_is_a_choice_of_its_page(opened: Opened, page: str, name: str, label: str):
    assert Redirect(page=page, name="view", now=name) in REDIRECTS
    assert opened(page, **{name: label}).session_state[name] == label
