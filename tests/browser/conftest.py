"""A running dashboard over a copy of the documents, and a browser that reaches nothing but it."""

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route, expect, sync_playwright

from pages._server.assets import SMALLEST
from tests.browser.install import executable
from tests.saved import copy_demonstration

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
START_SECONDS = 60
expect.set_options(timeout=20_000)


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


def start_server(folder: Path, *, port: int | None = None, base: str = "") -> Server:
    """Start a dashboard over a copy of the documents and of the demonstration in `folder`; wait until it answers.

    `port` is that of a server that ran before, and its record in the folder goes on; `base` a path all of it is under.
    """
    data = folder / "data"
    if not data.exists():
        shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("*.duckdb*", "backups"))
        copy_demonstration(data)
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


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = start_server(tmp_path_factory.mktemp("server"))
    yield running
    running.stop()


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A dashboard of the module's own: its tests may record in it and in its demonstration."""
    running = start_server(tmp_path_factory.mktemp("own_server"))
    yield running
    running.stop()


# For this folder alone: while Playwright's loop runs, no other test of the same process can run one of its own.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=executable(playwright), args=FLAGS)
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


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 720}, accept_downloads=True)
    page = context.new_page()
    seen = Visit(page=page, url=server.url)
    listen(seen)
    yield seen
    context.close()


def listen(seen: Visit) -> None:
    """Refuse and note requests to other hosts; note failures, errors and how scripts are encoded."""

    def guard(route: Route) -> None:
        if route.request.url.startswith((seen.url, "data:", "blob:")):
            route.continue_()
        else:
            seen.foreign.append(route.request.url)
            route.abort()

    seen.page.route("**/*", guard)
    seen.page.on("requestfailed", lambda request: note_failure(seen, request))
    seen.page.on("response", lambda answer: note(seen, answer))
    seen.page.on("pageerror", lambda error: seen.errors.append(str(error)))
    seen.page.on("console", lambda message: note_refusal(seen, message))


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
