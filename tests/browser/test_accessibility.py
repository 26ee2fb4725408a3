"""No page keeps anybody out: axe-core finds nothing serious, in the light and in the dark theme."""

from importlib.resources import files
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

AXE_PACKAGE = "axe_playwright_python"
"""Carries axe-core (axe.min.js); nothing else of it is used."""

PATHS = (
    "/",
    "/markets?market=Germany&country=Germany",
    "/survey",
    "/survey?theme=Needs+and+services&sector=Automotive",
    "/cooperation?purpose=Difference&country=Germany",
    "/swot",
    "/swot?show=Rules",
    "/swot?point=S4",
    "/trends",
    "/trends?form=List&sector=Automotive",
    "/partners",
    "/partners?profile=SCS",
    "/sources?words=Italy",
    "/sources?list=Documents",
    "/kpis?workspace=demonstration",
    "/kpis?workspace=demonstration&kpi=Training+webinars",
    "/roadmap?workspace=demonstration",
    "/evaluation?workspace=demonstration",
    "/record?workspace=demonstration",
    "/meeting?workspace=demonstration",
)
SERIOUS = ["serious", "critical"]
DARK = "getComputedStyle(document.querySelector('[data-testid=stApp]')).colorScheme === 'dark'"
FOUND = """async (impacts) => {
    const {violations} = await axe.run("html", {resultTypes: ["violations"]});
    return violations
        .filter(({impact}) => impacts.includes(impact))
        .map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html.slice(0, 120)).join(" | ")}`);
}"""


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_serious_in_the_light_and_in_the_dark_theme(visit: Visit, path: str):
    visit.open(path)
    assert found(visit.page) == []
    visit.page.emulate_media(color_scheme="dark")
    visit.open(path)
    assert found(visit.page) == []
    assert visit.page.evaluate(DARK)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_a_filter_that_is_open(visit: Visit, scheme: Literal["light", "dark"]):
    visit.page.emulate_media(color_scheme=scheme)
    visit.open("/markets?country=Germany")
    visit.page.get_by_role("button", name="Country: Germany").click()
    expect(visit.page.get_by_role("button", name="Brazil", exact=True)).to_be_visible()
    assert found(visit.page) == []


def found(page: Page) -> list[str]:
    """What axe finds on a page."""
    page.evaluate(files(AXE_PACKAGE).joinpath("axe.min.js").read_text(encoding="utf-8"))
    return page.evaluate(FOUND, SERIOUS)
