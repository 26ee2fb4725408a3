"""The start page: Streamlit's own, told where its server is, and as shipped wherever something is unexpected."""

import gzip
import json
import re

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from pages._server.assets import STREAMLIT
from pages._server.start_page import HISTORY, StartPage
from pages.ui import address
from tests.pages.server.test_assets import Answer, ask

PAGE = (STREAMLIT / "index.html").read_text()
SETTINGS = {"allowedOrigins": ["https://</script>.example"], "useExternalAuthToken": False}
COOKIE = "_streamlit_xsrf=2|a|b|3; Path=/; SameSite=Lax"


def start_page(*, healthy: bool = True, base: str = "") -> StartPage:
    """The middleware around an app that sends what Streamlit sends."""

    def health(_request: Request) -> Response:
        headers = {"set-cookie": COOKIE}
        return PlainTextResponse("ok", headers=headers) if healthy else PlainTextResponse("not yet", status_code=503)

    def settings(_request: Request) -> Response:
        return JSONResponse(SETTINGS)

    def page(_request: Request) -> Response:
        return FileResponse(STREAMLIT / "index.html", headers={"cache-control": "no-cache", "x-kept": "yes"})

    def report(_request: Request) -> Response:
        return HTMLResponse("x" * len(PAGE.encode()))

    routes = [
        Route(f"{base}/_stcore/health", health),
        Route(f"{base}/_stcore/host-config", settings),
        Route(f"{base}/report", report),
        Route(base + "/{name:path}", page),
    ]
    return StartPage(Starlette(routes=routes))


def opened(app: StartPage, path: str = "/markets", **headers: str) -> Answer:
    """What somebody gets who opens a page."""
    return ask(app, path, **{"accept": "text/html,*/*;q=0.8"} | headers)


def is_as_shipped(answer: Answer) -> bool:
    return answer.body.decode() == PAGE


def test_the_page_says_where_the_server_is_and_what_it_answers_before_the_first_script_runs() -> None:
    html = opened(start_page()).body.decode()
    told = html.index("window.__streamlit = { BACKEND_BASE_URL")
    assert told < html.index('<script type="module"')
    settings = re.search(r"HOST_CONFIG = (.*)", html)
    assert json.loads(settings[1]) == SETTINGS
    assert "</script>.example" not in html


def test_the_history_is_kept_in_order_before_the_first_script_runs() -> None:
    html = opened(start_page()).body.decode()
    assert html.index("history.pushState = ") < html.index('<script type="module"')


def test_what_opens_something_is_the_same_for_the_history_and_for_the_pages() -> None:
    told = re.search(r"OPENS = (\{.*?\n  \})", HISTORY, re.DOTALL)
    names = json.loads(re.sub(r",(\s*[}\]])", r"\1", re.sub(r"(\w+):", r'"\1":', told[1])))
    assert {page: frozenset(opens) for page, opens in names.items()} == address.OPENS


def test_the_page_brings_the_token_that_the_health_check_would_bring() -> None:
    assert opened(start_page()).headers["set-cookie"] == COOKIE


def test_the_page_is_asked_for_each_time_and_whole() -> None:
    answer = opened(
        start_page(), if_none_match="*", if_modified_since="Fri, 01 Jan 2100 00:00:00 GMT", range="bytes=0-9"
    )
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["x-kept"] == "yes"
    assert answer.headers["content-length"] == str(len(answer.body))
    assert {"etag", "last-modified"} & answer.headers.keys() == set()


def test_who_takes_gzip_gets_it() -> None:
    zipped = opened(start_page(), accept_encoding="gzip, br")
    assert zipped.headers["content-encoding"] == "gzip"
    assert gzip.decompress(zipped.body) == opened(start_page()).body


@pytest.mark.parametrize("path", ["/dia", "/dia/markets"])
def test_under_a_base_path_the_server_is_asked_there(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streamlit, "get_option", {"server.baseUrlPath": "/dia/"}.get)
    assert not is_as_shipped(opened(start_page(base="/dia"), f"{path}/"))


def test_a_server_that_is_not_ready_sends_the_page_as_shipped() -> None:
    answer = opened(start_page(healthy=False))
    assert is_as_shipped(answer)
    assert answer.headers["etag"]


def test_another_page_of_the_same_length_stays_as_it_is() -> None:
    assert opened(start_page(), "/report").body == b"x" * len(PAGE.encode())


@pytest.mark.parametrize("request_", [{"accept": "*/*"}, {"method": "HEAD"}])
def test_who_does_not_open_a_page_gets_what_streamlit_sends(request_: dict[str, str]) -> None:
    answer = opened(start_page(), **request_)
    assert answer.headers["content-length"] == str(len(PAGE.encode()))
    assert answer.headers["etag"]
