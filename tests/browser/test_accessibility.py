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
CHIPS_OF_FILTERS = ".st-key-filter_bar [data-tag]"
"""White on the dark theme's primary colour: tests/test_theme.py holds its contrast; all else about them counts."""
SERIOUS = ("serious", "critical")
DARK = "getComputedStyle(document.querySelector('[data-testid=stApp]')).colorScheme === 'dark'"
FOUND = """async ([impacts, pale]) => {
    const {violations} = await axe.run("html", {resultTypes: ["violations"]});
    const counts = (id, {target}) => id !== "color-contrast" || !pale
        || !document.querySelector(target[0]).closest(pale);
    return violations
        .filter(({impact}) => impacts.includes(impact))
        .map(({id, nodes}) => [id, nodes.filter((node) => counts(id, node)).map(({html}) => html.slice(0, 120))])
        .filter(([, shown]) => shown.length)
        .map(([id, shown]) => `${id}: ${shown.join(" | ")}`);
}"""


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_serious_in_the_light_and_in_the_dark_theme(visit: Visit, path: str):
    assert found(visit, path) == []
    visit.page.emulate_media(color_scheme="dark")
    assert found(visit, path, pale=CHIPS_OF_FILTERS) == []
    assert visit.page.evaluate(DARK)


def found(visit: Visit, path: str, *, pale: str | None = None) -> list[str]:
    """What axe finds on a page; the contrast of what is within `pale` does not count."""
    visit.open(path)
    visit.page.evaluate(files(AXE_PACKAGE).joinpath("axe.min.js").read_text(encoding="utf-8"))
    return visit.page.evaluate(FOUND, [SERIOUS, pale])
