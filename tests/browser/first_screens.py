"""`python -m tests.browser.first_screens URL`: what the first screen of each page has, as a table.

Words that are written on it outside of charts, charts and maps, and the pixels above the first content.
"""

import sys

from playwright.sync_api import ViewportSize, sync_playwright

from pages._navigation import NAVIGATION
from tests.browser.conftest import FLAGS, SCREEN, Visit
from tests.browser.install import executable

PHONE: ViewportSize = {"width": 390, "height": 844}
WORKSPACES = ("consortium", "demonstration")
MEASURED = """() => {
  const main = document.querySelector("[data-testid=stMainBlockContainer] [data-testid=stVerticalBlock]")
  const seen = (box) => box.height > 4 && box.width > 4 && box.top < innerHeight && box.bottom > 0
  const shown = (element) => element.checkVisibility() && seen(element.getBoundingClientRect())
  const [, content] = [...main.children].filter((child) => child.getBoundingClientRect().height > 4)
  const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT)
  const kinds = ["stEChartsChart", "stPlotlyChart", "stDeckGlJsonChart"].map((kind) => `[data-testid=${kind}]`)
  const others = ["style", "script", "[data-testid=stIconMaterial]", ...kinds].join()
  const isWritten = (parent) => !parent.closest(others) && shown(parent)
  let words = 0
  while (texts.nextNode())
    if (isWritten(texts.currentNode.parentElement))
      words += texts.currentNode.textContent.split(/\\s+/).filter((word) => /\\p{L}/u.test(word)).length
  const pictures = [...main.querySelectorAll(kinds.join())].filter(shown).length
  return { words, pictures, above: Math.round(content?.getBoundingClientRect().top ?? 0) }
}"""


def main(url: str) -> None:
    """Print a line for each page, workspace and width."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(playwright), args=FLAGS)
        _write("page", "workspace", "width", "words", "charts and maps", "pixels above content")
        _write(*["---"] * 6)
        for size in (SCREEN, PHONE):
            visit = Visit(page=browser.new_page(viewport=size), url=url)
            for entry in NAVIGATION:
                for workspace in WORKSPACES:
                    path = "" if entry is NAVIGATION[0] else entry.file
                    visit.open(f"/{path}?workspace={workspace}")
                    found = visit.page.evaluate(MEASURED)
                    _write(entry.title, workspace, size["width"], *found.values())
        browser.close()


def _write(*cells: object) -> None:
    sys.stdout.write(f"| {' | '.join(map(str, cells))} |\n")


if __name__ == "__main__":
    main(sys.argv[1])
