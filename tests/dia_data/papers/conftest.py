"""A paper that says something of each kind, and the demonstration with a meeting that was held."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pandas as pd
import pytest

from dia_data.documents import loading
from dia_data.papers.paper import Chart, Grid, Heading, Paper, Points, Series, Text
from dia_data.queries import meetings as questions
from dia_data.record import decisions, meetings
from dia_data.storage.store import Store
from tests.saved import copy_demonstration

HOSTILE = (
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "=1+1",
    '=HYPERLINK("http://example.org")',
    "#let x = 1 #x $a$ *b* _c_ `d` @e [f]",
    "👩‍👩‍👧 😀",
    "مرحبا بالعالم",
    "控え",
    "a\x00b\x1bc\u202ed",
    "word" * 2500,
    "&amp; ]]> {{x}} %s \\",
)
"""What members may type; none of it may do anything."""


@pytest.fixture
def paper() -> Paper:
    """A paper with one block of each kind, two tables and a chart of each kind."""
    rows = pd.DataFrame(
        {
            "kpi_name": ["Webinars", "SMEs"],
            "value": [12.5, None],
            "reports": [3, 4],
            "day": [date(2021, 6, 30), None],
            "moment": [datetime(2021, 6, 30, 14, 5), datetime(2021, 7, 1)],  # noqa: DTZ001  the record writes UTC
            "is_done": [True, False],
        }
    )
    return Paper(
        title="Briefing",
        subtitle="Where we stand",
        as_of=date(2021, 6, 30),
        workspace="demonstration",
        filters={"country": "Germany"},
        is_demonstration=True,
        blocks=[
            Heading(text="KPIs"),
            Text(text="All is well."),
            Points(items=["first point", "second point"]),
            Grid(title="Figures", rows=rows, note="D3.1 §10, stated"),
            Grid(title="Empty", rows=rows.head(0)),
            Chart(
                title="Results",
                kind="bar",
                categories=["one", "two"],
                series=[Series(name="KPIs", values=[3.0, None])],
                unit="KPIs",
            ),
            Chart(
                title="Course",
                kind="line",
                categories=["2021-01", "2021-02"],
                series=[Series(name="reached", values=[1.0, 2.5]), Series(name="wanted", values=[2.0, 4.0])],
            ),
            Chart(
                title="Progress",
                kind="bullet",
                categories=["Webinars", "SMEs"],
                series=[Series(name="result", values=[80.0, 40.0]), Series(name="expected", values=[70.0, 75.0])],
                unit="% of the target",
            ),
        ],
        sources=["D3.1, the strategy"],
    )


@pytest.fixture(params=HOSTILE, ids=range(len(HOSTILE)))
def hostile(request: pytest.FixtureRequest) -> str:
    """Something that a member may type."""
    return str(request.param)


@pytest.fixture
def hostile_paper(hostile: str) -> Paper:
    """A paper that says it everywhere."""
    rows = pd.DataFrame({hostile: [hostile], "other": ["x"]})
    chart = Chart(
        title=hostile, kind="bar", categories=[hostile], series=[Series(name=hostile, values=[1.0])], unit=hostile
    )
    return Paper(
        title=hostile,
        subtitle=hostile,
        as_of=date(2021, 6, 30),
        workspace="demonstration",
        filters={"partner": hostile},
        is_demonstration=True,
        blocks=[
            Heading(text=hostile),
            Text(text=hostile),
            Points(items=[hostile]),
            Grid(title=hostile, rows=rows, note=hostile),
            chart,
        ],
        sources=[hostile],
    )


@dataclass(frozen=True, kw_only=True)
class Held:
    """The demonstration on its last day, and a meeting that was held then."""

    store: Store
    today: date
    meeting_id: str


@pytest.fixture(scope="session")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    """The demonstration with a meeting in which something was said and decided."""
    store = Store(copy_demonstration(tmp_path_factory.mktemp("papers")))
    loading.load(store)
    last = store.value("select max(changed_at) from changes where batch_id like 'demonstration/%'")
    store.clock = lambda: last
    today = last.date()
    meeting_id = meetings.plan(
        store, meeting_name="January", held_on=today, items=questions.proposed(store, today=today), author="A member"
    )
    meetings.begin(store, meeting_id=meeting_id, author="A member")
    items = questions.agenda(store, meeting_id=meeting_id)
    meetings.note(store, meeting_id=meeting_id, item_id=items[0].item_id, text="=1+1 was said", author="A member")
    decisions.decide(
        store, meeting_id=meeting_id, item_id=items[1].item_id, text="<b>Invite</b> the SMEs again",
        partner_id="gaia", due=today + timedelta(days=30), author="A member",
    )  # fmt: skip
    meetings.close(store, meeting_id=meeting_id, author="A member")
    yield Held(store=store, today=today, meeting_id=meeting_id)
    store.close()
