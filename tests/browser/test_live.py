"""Live in real browsers: what one records another sees, also after the server was gone; and the stream by itself."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import ROOT, Server, Visit, _wait_until_healthy, open_page, open_profile
from tests.saved import lay_out

LAUNCHER = """
from datetime import timedelta

import streamlit as st
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from dia_data import local_time
from dia_data.storage import workspaces
from dia_data.storage.store import get_utc_now
from pages._server import routes


def approach(request):
    store = workspaces.open_consortium()
    ahead = local_time.time_left(get_utc_now()) - timedelta(seconds=1)
    store.clock = lambda: get_utc_now() + ahead
    return PlainTextResponse("a second before midnight")


app = st.App("page.py", routes=[*routes.ROUTES, Route("/almost_midnight", approach)])
"""

PAGE = """
import streamlit as st

from dia_data.record import swot
from pages.ui import live
from pages.ui.data import get_present_day, record, get_revision


def results():
    st.write(f"Revision {get_revision()}")
    st.write(f"Today {get_present_day()}")
    with st.expander("More"):
        st.write("Inside")


live.draw_mark()
live.follow(results)
with st.form("entry"):
    text = st.text_area("Text")
    if st.form_submit_button("Add"):
        record(swot.add, subject="consortium", quadrant="strength", text=text, author="Ana")
for line in range(60):
    st.write(f"Line {line}")
"""

SCROLLED = "document.querySelector('[data-testid=stMain]').scrollTop"


def launch(folder: Path, port: int) -> Server:
    """Serve a small page that follows, over the record in `folder`."""
    (folder / "app.py").write_text(LAUNCHER)
    (folder / "page.py").write_text(PAGE)
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    own = {"DIA_DATA": str(folder / "data"), "PYTHONPATH": str(ROOT), "STREAMLIT_SERVER_HEADLESS": "true"}
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, env={**os.environ, **own}, stdout=log, stderr=log)
    server = Server(url=f"http://localhost:{port}", process=process, data=folder / "data")
    _wait_until_healthy(server)
    return server


@dataclass
class Followed:
    """A server that can be ended and started again at the same address."""

    server: Server
    folder: Path

    def end(self, way: signal.Signals) -> None:
        self.server.process.send_signal(way)
        self.server.process.wait(timeout=20)

    def start(self) -> None:
        self.server = launch(self.folder, int(self.server.url.rpartition(":")[2]))


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Followed]:
    folder = tmp_path_factory.mktemp("live")
    lay_out(folder / "data")
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    running = Followed(launch(folder, port), folder)
    yield running
    running.server.stop()


@pytest.fixture
def ana(browser: Browser, followed: Followed) -> Iterator[Page]:
    yield from reader(browser, followed)


@pytest.fixture
def ben(browser: Browser, followed: Followed) -> Iterator[Page]:
    yield from reader(browser, followed)


def reader(browser: Browser, followed: Followed) -> Iterator[Page]:
    context = open_profile(browser)
    page = context.new_page()
    page.goto(followed.server.url)
    expect(mark(page)).to_have_text("live")
    yield page
    context.close()


def mark(page: Page) -> Locator:
    return page.get_by_role("status").filter(has=page.locator("[data-dot]"))


def add(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Text").fill(text)
    page.get_by_role("button", name="Add").click()


def revision(page: Page) -> int:
    return int(page.get_by_text("Revision").inner_text().removeprefix("Revision "))


def test_what_one_records_another_sees_and_keeps_place_draft_and_what_is_open(ana: Page, ben: Page):
    ben.get_by_text("More").click()
    expect(ben.get_by_text("Inside")).to_be_visible()
    ben.get_by_role("textbox", name="Text").fill("Half a sen")
    ben.evaluate(f"{SCROLLED} = 200")
    scrolled = ben.evaluate(SCROLLED)
    before = revision(ben)
    add(ana, "We sell to a hundred regions")
    expect(ben.get_by_text(f"Revision {before + 1}")).to_be_visible()
    expect(ben.get_by_text("Inside")).to_be_visible()
    expect(ben.get_by_role("textbox", name="Text")).to_have_value("Half a sen")
    assert ben.evaluate(SCROLLED) == scrolled > 0


def test_at_midnight_what_follows_shows_the_new_day_though_nobody_records(ana: Page, followed: Followed):
    today = date.fromisoformat(ana.get_by_text("Today").inner_text().removeprefix("Today "))
    before = revision(ana)
    ana.get_by_role("textbox", name="Text").fill("Half a sen")
    with urllib.request.urlopen(f"{followed.server.url}/almost_midnight", timeout=20):
        tomorrow = ana.get_by_text(f"Today {today + timedelta(days=1)}")
        expect(tomorrow).to_be_visible(timeout=40_000)  # a stream looks at the clock that was set at its next word
    assert revision(ana) == before
    expect(ana.get_by_role("textbox", name="Text")).to_have_value("Half a sen")
    expect(mark(ana)).to_have_text("live")


@pytest.mark.parametrize("way", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "stopped"])
def test_all_are_live_again_by_themselves_when_the_server_comes_back(
    ana: Page, ben: Page, followed: Followed, way: signal.Signals
):
    ben.get_by_role("textbox", name="Text").fill("Half a sen")
    before = revision(ben)
    followed.end(way)
    for page in (ana, ben):
        expect(mark(page)).to_contain_text("connection lost – figures from ")
    followed.start()
    for page in (ana, ben):
        expect(mark(page)).to_have_text("live")
    add(ana, f"We speak {before} languages")
    expect(ben.get_by_text(f"Revision {before + 1}")).to_be_visible()
    expect(ben.get_by_role("textbox", name="Text")).to_have_value("Half a sen")


def test_a_hidden_window_holds_no_connection_and_catches_up_when_it_is_seen_again(ana: Page, ben: Page):
    hide(ben, "true")
    before = revision(ben)
    add(ana, "We know our customers well")
    expect(ana.get_by_text(f"Revision {before + 1}")).to_be_visible()
    assert revision(ben) == before
    hide(ben, "false")
    expect(ben.get_by_text(f"Revision {before + 1}")).to_be_visible()


def hide(page: Page, hidden: str) -> None:
    page.evaluate(
        f"Object.defineProperty(document, 'hidden', {{value: {hidden}, configurable: true}});"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )


def test_a_page_that_follows_says_live_and_one_of_a_past_date_does_not(visit: Visit):
    visit.open("/roadmap")
    expect(mark(visit.page)).to_have_text("live")
    visit.open("/roadmap?as_of=2026-01-01")
    expect(visit.page.get_by_text("As known on 1 Jan 2026; recording is off.")).to_be_visible()
    expect(mark(visit.page)).to_have_count(0)
    assert (visit.foreign, visit.errors) == ([], [])


def test_a_page_on_which_nothing_follows_bears_no_mark(visit: Visit):
    visit.open("/sources")
    expect(mark(visit.page)).to_have_count(0)


@pytest.mark.parametrize("address", ["/api/changes", "/api/changes?workspace=demonstration"])
def test_the_stream_begins_with_the_revision(server: Server, address: str):
    with urllib.request.urlopen(server.url + address, timeout=20) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        kind, number = stream.readline().decode().split()
    assert kind == "data:"
    assert int(number) > 0


def test_the_stream_of_an_unknown_workspace_is_not_found(server: Server):
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{server.url}/api/changes?workspace=atlantis", timeout=20)
    refused.value.close()
    assert refused.value.code == 404


def test_a_page_whose_stream_is_refused_works_says_so_and_is_live_when_there_is_a_place_again(visit: Visit):
    page = visit.page
    page.route("**/api/changes*", lambda route: route.fulfill(status=503, headers={"retry-after": "10"}, body="full"))
    page.goto(f"{visit.url}/roadmap")
    expect(mark(page)).to_contain_text("not live – figures from ")
    open_page(page, "Record", "Sources")
    page.unroute("**/api/changes*")
    page.goto(f"{visit.url}/roadmap")
    expect(mark(page)).to_have_text("live")
