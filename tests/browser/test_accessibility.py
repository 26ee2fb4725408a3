"""No page keeps anybody out: axe-core finds nothing serious, in the light and in the dark theme."""

from collections.abc import Iterator
from importlib.resources import files

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Server, Visit, listen
from tests.browser.install import AXE_MODULE

PATHS = (
    "/",
    "/markets",
    "/markets?market=Germany&country=Germany",
    "/survey",
    "/survey?theme=Needs+and+services&sector=Automotive",
    "/survey?theme=Collaboration",
    "/survey?theme=How+many+answered",
    "/cooperation",
    "/cooperation?purpose=Difference&country=Germany",
    "/swot",
    "/swot?show=Strategies",
    "/swot?show=Rules",
    "/swot?point=S4",
    "/trends",
    "/trends?form=List&sector=Automotive",
    "/partners",
    "/partners?profile=SCS",
    "/sources",
    "/sources?list=Documents&words=Italy",
)
SERIOUS = ("serious", "critical")
FOUND = """async (impacts) => {
    const {violations} = await axe.run(document, {resultTypes: ["violations"]});
    return violations
        .filter(({impact}) => impacts.includes(impact))
        .map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html.slice(0, 120)).join(" | ")}`);
}"""


@pytest.fixture(scope="module", params=["light", "dark"])
def themed(browser: Browser, server: Server, request: pytest.FixtureRequest) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 720}, color_scheme=request.param)
    seen = Visit(page=context.new_page(), url=server.url)
    listen(seen)
    yield seen
    context.close()


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_serious(themed: Visit, path: str):
    themed.open(path)
    themed.page.evaluate(files(AXE_MODULE).joinpath("axe.min.js").read_text(encoding="utf-8"))
    assert themed.page.evaluate(FOUND, SERIOUS) == []
