"""`python -m tests.browser.screenshots URL`: the pictures of the README, taken from a running dashboard."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import FLAGS, Visit
from tests.browser.install import executable

FOLDER = Path(__file__).parent / "screenshots"
PICTURES = {
    "markets": "/markets",
    "cooperation": "/cooperation",
    "trends": "/trends",
    "kpis": "/kpis?workspace=demonstration",
    "roadmap": "/roadmap?workspace=demonstration&roadmap_view=Time+line",
}

NOTE_MAPS = """
window.mapDrawn = 0;
for (const name of ["drawArrays", "drawElements", "drawArraysInstanced", "drawElementsInstanced"]) {
    const draw = WebGL2RenderingContext.prototype[name];
    WebGL2RenderingContext.prototype[name] = function (...given) {
        window.mapDrawn = performance.now();
        return draw.apply(this, given);
    };
}
"""
"""Notes when a map was last drawn: its canvas is there long before, and empty."""
MAPS_AT_REST = """
!document.querySelector("[data-testid=stDeckGlJsonChart]") || (mapDrawn && performance.now() - mapDrawn > 1000)
"""


def main(url: str) -> None:
    """Take each picture at the size of a shared screen, once its maps are drawn."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(playwright), args=FLAGS)
        # Waiting for a map runs a script of ours in the page, which the pages do not allow.
        page = browser.new_page(viewport={"width": 1280, "height": 720}, bypass_csp=True)
        visit = Visit(page=page, url=url)
        visit.page.add_init_script(NOTE_MAPS)
        for name, path in PICTURES.items():
            visit.open(path)
            visit.page.wait_for_function(MAPS_AT_REST)
            visit.page.screenshot(path=FOLDER / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
