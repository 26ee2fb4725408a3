"""A running dashboard over a copy of the documents, and a browser that reaches nothing but it."""

import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Locator,
    Page,
    Request,
    ViewportSize,
    expect,
    sync_playwright,
)
from playwright.sync_api import TimeoutError as NotInTime

from pages._server.assets import SMALLEST
from tests.browser.install import executable
from tests.saved import lay_out

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NO_OTHER_HOST = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost"
"""Elsewhere nothing is found, whatever asks for it."""
NO_MAPS = "--disable-3d-apis"
"""To draw a map by the processor takes a quarter of a minute: those that are looked at are drawn, and no others."""
DRAWN_BY_SOFTWARE = [*(flag for flag in FLAGS if flag != "--disable-gpu"), "--use-gl=swiftshader"]
DRAWN_BY_SOFTWARE += ["--enable-unsafe-swiftshader", NO_OTHER_HOST]
"""Without a graphics card the processor draws a map."""
NO_MAP = "Failed to create WebGL context: disabled by enterprise policy or commandline switch"
"""What a map says of that."""
SCREEN: ViewportSize = {"width": 1280, "height": 720}
START_SECONDS = 120
PATIENCE_MS = 60_000
"""For what takes a second or two: other work may run on the machine, and waiting costs nothing where it is in vain."""
REOPENS_AFTER_MS = 10_000
"""How long an option is waited for before its list is opened again."""
expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.fspath).parent == Path(__file__).parent:
            item.add_marker("browser")


@dataclass
class Server:
    """A dashboard in a process of its own."""

    url: str
    process: subprocess.Popen
    data: Path

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)

    @contextmanager
    def gone(self) -> Iterator[None]:
        """For a while it is not there; then it goes on at its address with its record."""
        self.stop()
        try:
            yield
        finally:
            self.process = start_server(self.data.parent, port=int(self.url.rpartition(":")[2])).process


def start_server(folder: Path, *, port: int | None = None, base: str = "") -> Server:
    """Start a dashboard over what is laid out in `folder`, else over a copy of all; wait until it answers.

    `port` is that of a server that ran before, and its record in the folder goes on; `base` a path all of it is under.
    """
    data = folder / "data"
    if not data.exists():
        lay_out(data)
    port = port or _free_port()
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port", str(port)]
    command += ["--server.baseUrlPath", base]
    environment = {"DIA_DEMONSTRATION_AHEAD": "no", **os.environ, "DIA_DATA": str(data)}
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    server = Server(url=f"http://localhost:{port}/{base}".rstrip("/"), process=process, data=data)
    _wait_until_healthy(server)
    return server


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return probe.getsockname()[1]


def _wait_until_healthy(server: Server) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            threading.Event().wait(0.1)  # nothing announces that another process is ready
    server.process.kill()
    raise RuntimeError(f"The dashboard did not start within {START_SECONDS} s.")


# All for this folder alone: while Playwright's loop runs, no other test of the same process can run one of its own, and
# a server that nobody asks any more takes the processor from other tests.
@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The dashboard that tests look at; none records anything in it."""
    running = start_server(tmp_path_factory.mktemp("server"))
    yield running
    running.stop()


@pytest.fixture(scope="package")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The dashboard that tests of several modules record in, each something that no other one looks at."""
    running = start_server(tmp_path_factory.mktemp("shared_server"))
    yield running
    running.stop()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=executable(playwright), args=[*FLAGS, NO_OTHER_HOST, NO_MAPS]
        )
        yield opened
        opened.close()


@pytest.fixture(scope="package")
def drawing(browser: Browser) -> Iterator[Browser]:
    """A browser that draws maps."""
    path = executable(SimpleNamespace(chromium=browser.browser_type))
    opened = browser.browser_type.launch(executable_path=path, args=DRAWN_BY_SOFTWARE)
    yield opened
    opened.close()


@dataclass
class Visit:
    """A page of the browser and what went over its wire."""

    page: Page
    url: str
    foreign: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    uncompressed: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    leaving: bool = False

    def open(self, path: str) -> None:
        """Open a page of the dashboard and wait until its script has run and its elements are drawn."""
        self.leaving = True
        self.page.goto(self.url + path)
        self.leaving = False
        self.settle()

    def settle(self) -> None:
        """Wait until nothing runs and nothing is still being loaded."""
        self.page.wait_for_selector("[data-testid='stApp'][data-test-script-state='notRunning']")
        self.page.wait_for_load_state("networkidle")
        expect(self.page.locator("[data-testid='stSkeleton']")).to_have_count(0)


def open_menu(page: Page) -> Locator:
    """Open the menu of the head: workspace, link and files."""
    page.locator(".st-key-menu button").first.click()
    menu = page.get_by_role("dialog").filter(has=page.get_by_role("radiogroup", name="Workspace"))
    expect(menu).to_be_visible()
    return menu


def open_more(place: Page | Locator, title: str | re.Pattern[str] = "", *, part: str = "") -> Locator:
    """Open the menu of the card of that title in a place, and in it a part where it is not the first; the menu."""
    page = place if isinstance(place, Page) else place.page
    name = title if isinstance(title, re.Pattern) else f"More about {title}"
    button = place.get_by_role("button", name=name).first
    button.click()
    menu = page.get_by_role("dialog", name=button.locator("p").text_content(), exact=True)
    if part:
        menu.get_by_role("radio", name=part).click()
    return menu


def choose_option(page: Page, box: str, option: str) -> None:
    """Open a list of a form and choose; where the page is drawn anew meanwhile the list closes, and is opened again."""
    combobox, wanted = page.get_by_role("combobox", name=box), page.get_by_role("option", name=option)
    for patience in [REOPENS_AFTER_MS] * 5 + [PATIENCE_MS]:
        combobox.click()
        try:
            wanted.click(timeout=patience)
        except NotInTime:
            page.keyboard.press("Escape")
        else:
            return
    raise AssertionError(f"{box} never had {option}")


def choose_workspace(page: Page, name: str) -> None:
    open_menu(page).get_by_text(name, exact=True).click()
    page.keyboard.press("Escape")


def open_page(page: Page, section: str, title: str) -> None:
    """Through the menu of its section; without one, in the navigation itself."""
    if section:
        page.get_by_test_id("stTopNavSection").filter(has_text=section).click()
        page.get_by_role("menuitem", name=title).click()
    else:
        page.get_by_test_id("stTopNavLink").filter(has_text=title).click()
    expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()


@pytest.fixture(scope="package")
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """What visits share: the scripts of the pages, loaded and compiled once."""
    opened = open_profile(browser)
    yield opened
    opened.close()


def open_profile(browser: Browser, *, height: int = SCREEN["height"]) -> BrowserContext:
    """A browser of somebody's own with nothing in it, patient with a machine on which other work runs."""
    opened = browser.new_context(viewport=SCREEN | {"height": height}, accept_downloads=True)
    opened.set_default_timeout(PATIENCE_MS)
    return opened


@pytest.fixture
def visit(profile: BrowserContext, server: Server) -> Iterator[Visit]:
    """Somebody who was never here, in a window of their own."""
    seen = Visit(page=profile.new_page(), url=server.url)
    listen(seen)
    yield seen
    forget(seen)
    seen.page.close()


def forget(seen: Visit) -> None:
    """Have a browser forget what it was allowed and what pages keep in it; their scripts it keeps."""
    seen.page.context.clear_permissions()
    seen.page.context.clear_cookies()
    devtools = seen.page.context.new_cdp_session(seen.page)
    devtools.send("Storage.clearDataForOrigin", {"origin": origin(seen.url), "storageTypes": "local_storage,indexeddb"})


def origin(url: str) -> str:
    return "/".join(url.split("/")[:3])


def visitor(browser: Browser, server: Server) -> Visit:
    """Somebody with a browser of their own, which their context closes; nothing is in it."""
    seen = Visit(page=open_profile(browser).new_page(), url=server.url)
    listen(seen)
    return seen


def listen(seen: Visit) -> None:
    """Note requests to other hosts, which the browser does not find; failures, errors, and how scripts are encoded."""
    seen.page.on("request", lambda request: note_host(seen, request))
    seen.page.on("requestfailed", lambda request: note_failure(seen, request))
    seen.page.on("response", lambda answer: note(seen, answer))
    seen.page.on("pageerror", lambda error: note_error(seen, error))
    seen.page.on("console", lambda message: note_refusal(seen, message))


def note_host(seen: Visit, request: Request) -> None:
    if not request.url.startswith((seen.url, "data:", "blob:")):
        seen.foreign.append(request.url)


def note_error(seen: Visit, error: Error) -> None:
    if str(error) != NO_MAP:
        seen.errors.append(str(error))


def note_refusal(seen: Visit, message: ConsoleMessage) -> None:
    """What a page is not allowed to load or run, a browser says in its console alone."""
    if message.type == "error" and "Content Security Policy" in message.text:
        seen.errors.append(message.text)


def note_failure(seen: Visit, request: Request) -> None:
    """The stream of changes never ends by itself: whoever leaves a page breaks it off."""
    if not (seen.leaving and request.resource_type == "eventsource"):
        seen.failed.append(request.url)


def note(seen: Visit, answer) -> None:
    path = answer.url.removeprefix(seen.url)
    if answer.status >= 400:
        seen.failed.append(f"{answer.status} {answer.url}")
    if path.startswith("/static/js/"):
        small = int(answer.headers.get("content-length", 0)) < SMALLEST
        if answer.headers.get("content-encoding") != "br" and not small:
            seen.uncompressed.append(path)
