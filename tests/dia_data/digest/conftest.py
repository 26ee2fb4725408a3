"""Digests made up for a test, and a mail server."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from dia_data.agenda import Since
from dia_data.digest.facts import Digest, Due, News, NextMeeting, OpenKpi, Quarter
from dia_data.digest.page import Page, build_page
from tests.dia_data.digest.smtp_server import MailServer, serve

TODAY = date(2021, 12, 31)
Q3 = Quarter(
    period="2021-Q3",
    ends=date(2021, 9, 30),
    due=5,
    kpis=(
        OpenKpi(kpi_name="Training webinars", places=(), lines=1),
        OpenKpi(kpi_name="Matchmaking meetings", places=("Germany", "USA"), lines=2),
    ),
)
ALL_REPORTED = Quarter(period="2021-Q3", ends=date(2021, 9, 30), due=5, kpis=())


def build_digest(partner: str = "SCS", **given: Any) -> Digest:
    """The digest of a partner of which nothing is due, unless it is given."""
    usual = {
        "partner_id": partner.lower(),
        "partner": partner,
        "day": TODAY,
        "due": Due(quarters=(ALL_REPORTED,)),
        "news": News(since=Since(day=date(2021, 11, 2), occasion="the last meeting"), moves=(), recorded=()),
        "meeting": NextMeeting(meeting=None, items=(), first=()),
    }
    return Digest(**usual | given)


def make_page(partner: str = "SCS", **given: Any) -> Page:
    return build_page(build_digest(partner, **given))


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    with serve() as server:
        yield server
