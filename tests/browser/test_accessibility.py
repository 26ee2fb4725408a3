"""No page keeps anybody out: axe-core finds nothing serious, in the light and in the dark theme."""

from importlib.resources import files

import pytest

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
# Streamlit writes white on the primary colour here, and the same colour as text on the background elsewhere: in a dark
# theme no colour has enough contrast for both.
CHIPS_OF_FILTERS = ".st-key-filter_bar [data-tag]"
SERIOUS = ("serious", "critical")
DARK = "getComputedStyle(document.querySelector('[data-testid=stApp]')).colorScheme === 'dark'"
FOUND = """async ([impacts, exclude]) => {
    const {violations} = await axe.run({include: ["html"], exclude}, {resultTypes: ["violations"]});
    return violations
        .filter(({impact}) => impacts.includes(impact))
        .map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html.slice(0, 120)).join(" | ")}`);
}"""


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_serious_in_the_light_and_in_the_dark_theme(visit: Visit, path: str):
    visit.open(path)
    visit.page.evaluate(files(AXE_PACKAGE).joinpath("axe.min.js").read_text(encoding="utf-8"))
    assert visit.page.evaluate(FOUND, [SERIOUS, []]) == []
    visit.page.emulate_media(color_scheme="dark")
    visit.page.wait_for_function(DARK)
    assert visit.page.evaluate(FOUND, [SERIOUS, [CHIPS_OF_FILTERS]]) == []
