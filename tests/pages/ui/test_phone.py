"""Whether a browser that connects is on a phone, before it says so itself."""

import pytest

from pages._server.start_page import WIDTH
from pages.ui import phone

IPHONE = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148"}
DESKTOP = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36"}


@pytest.mark.parametrize(
    ("cookies", "headers", "is_phone"),
    [
        ({phone.COOKIE: "true"}, DESKTOP, True),
        ({phone.COOKIE: "false"}, IPHONE, False),
        ({}, IPHONE, True),
        ({}, DESKTOP, False),
        ({}, {}, False),
    ],
)
def test_the_width_that_the_browser_measured_counts_and_without_it_what_it_calls_itself(cookies, headers, is_phone):
    assert phone.guess(cookies, headers) is is_phone


def test_the_start_page_and_the_open_page_measure_the_same():
    assert f"{phone.COOKIE}=" in WIDTH
    (limit,) = (line for line in phone.SCRIPT.splitlines() if "matchMedia" in line)
    assert limit.split("matchMedia")[1].split(")")[0] in WIDTH
