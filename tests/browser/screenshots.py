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


def main(url: str) -> None:
    """Take each picture at the size of a shared screen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(playwright), args=FLAGS)
        visit = Visit(page=browser.new_page(viewport={"width": 1280, "height": 720}), url=url)
        for name, path in PICTURES.items():
            visit.open(path)
            visit.page.screenshot(path=FOLDER / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
