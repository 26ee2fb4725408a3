"""What can be read in a chart that is drawn as text and shapes."""

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit


def on_a_phone(visit: Visit, path: str, *, text: str) -> Locator:
    """The chart of a page that is opened on a phone, the last where there are several, once it shows a text."""
    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.open(path)
    chart = visit.page.get_by_test_id("stEChartsChart").last
    expect(chart.get_by_text(text)).to_be_visible()
    return chart


def cut_off(chart: Locator) -> list[str]:
    """The texts of a chart that reach beyond it."""
    return chart.evaluate("""(chart) => {
        const {left, right, top, bottom} = chart.getBoundingClientRect();
        const beyond = (box) => box.left < left - 1 || box.right > right + 1 || box.top < top - 1
            || box.bottom > bottom + 1;
        return [...chart.querySelectorAll("text")].filter((text) => beyond(text.getBoundingClientRect()))
            .map((text) => text.textContent);
    }""")


def sizes(chart: Locator) -> list[float]:
    """The sizes of all type in a chart, in pixels."""
    return chart.evaluate(
        "(chart) => [...chart.querySelectorAll('text')].map((text) => parseFloat(getComputedStyle(text).fontSize))"
    )
