"""How long the leader of a meeting waits for another item, from the key until its title stands there."""

import tempfile
from contextlib import closing
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.findings import Finding
from tests.browser.conftest import FLAGS, SCREEN, Visit, start_server
from tests.browser.install import executable

GOAL_SECONDS = 0.3
KEYS = ("ArrowRight", "ArrowLeft") * 5
PRESENTED = "/meeting?workspace=demonstration&present=1&of=November+2021"
ANOTHER_ITEM = """
(key) => new Promise((done) => {
  const title = () => document.querySelector("h1").textContent
  const [before, begun] = [title(), performance.now()]
  new MutationObserver((_, seen) => {
    if (title() === before) return
    seen.disconnect()
    done(performance.now() - begun)
  }).observe(document.body, { subtree: true, childList: true, characterData: true })
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }))
})
"""
"""Presses the key, and says after how many milliseconds the title of another item stands there."""


def measure() -> list[Finding]:
    """Two items of a meeting of the demonstration, to and fro."""
    with tempfile.TemporaryDirectory() as folder:
        server = start_server(Path(folder))
        try:
            times = _items(server.url)
        finally:
            server.stop()
    return [Finding(what="/meeting another item", times=times, plus=GOAL_SECONDS)]


def _items(url: str) -> list[float]:
    with (
        sync_playwright() as playwright,
        closing(playwright.chromium.launch(executable_path=executable(playwright), args=FLAGS)) as browser,
    ):
        visit = Visit(page=browser.new_page(viewport=SCREEN), url=url)
        visit.open(PRESENTED)
        return [_another_item(visit, key) for key in KEYS]


def _another_item(visit: Visit, key: str) -> float:
    """How long it takes; a key that is pressed while the page is being drawn may be heard by nobody."""
    visit.settle()
    return visit.page.evaluate(ANOTHER_ITEM, key) / 1000
