"""The server from outside: health, outlines, and the settings that speed rests on."""

import json
import re
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Server, Visit, open_page, start_server, visitor

NOTE_RUNS = """
const app = document.querySelector("[data-testid=stApp]");
new MutationObserver(() => { app.dataset.ran = "since"; }).observe(app, {attributeFilter: ["data-test-script-state"]});
"""
"""Notes that a run of the page's script has begun or ended since."""

LOOK_AWAY = """
Object.defineProperty(document, "hidden", {value: HIDDEN, configurable: true});
document.dispatchEvent(new Event("visibilitychange"));
"""


def test_health_answers_with_the_revision_and_tells_the_settings_that_speed_rests_on(server: Server):
    with urllib.request.urlopen(f"{server.url}/healthz") as answer:
        health = json.load(answer)
    assert health["status"] == "ok"
    assert health["revision"] > 0
    assert (health["postScriptGC"], health["sendsAtOnce"]) == (False, True)


def test_no_page_around_the_dashboard_may_steer_it(server: Server):
    with urllib.request.urlopen(f"{server.url}/_stcore/host-config") as answer:
        assert json.load(answer)["allowedOrigins"] == []


def test_country_outlines_are_served_by_url(server: Server):
    with urllib.request.urlopen(f"{server.url}/boundaries/europe.geojson") as answer:
        assert answer.headers["content-type"] == "application/geo+json"
        codes = {feature["id"] for feature in json.load(answer)["features"]}
    assert {"DEU", "FRA", "ITA", "ESP", "PRT", "SWE"} <= codes


@pytest.mark.parametrize("name", ["atlantis", "..%2Fsource", "make_boundaries.py%00"])
def test_other_names_than_outlines_are_refused(server: Server, name: str):
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{server.url}/boundaries/{name}.geojson")
    refused.value.close()
    assert refused.value.code in (400, 404)


def test_a_link_to_a_page_asks_for_the_server_where_it_is_and_nowhere_else(visit: Visit):
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url.removeprefix(visit.url)))
    visit.open("/markets")
    of_the_server = [path for path in asked if "_stcore" in path]
    assert {"/_stcore/health", "/_stcore/host-config"} <= set(of_the_server)
    assert [path for path in of_the_server if not path.startswith("/_stcore/")] == []
    assert visit.failed == []


def test_the_first_connection_of_a_new_visitor_carries_the_token_that_signing_in_needs(
    browser: Browser, server: Server
):
    visit = visitor(browser, server)
    handshakes: list[dict[str, str]] = []
    watching = visit.page.context.new_cdp_session(visit.page)
    watching.send("Network.enable")
    watching.on(
        "Network.webSocketWillSendHandshakeRequest", lambda event: handshakes.append(event["request"]["headers"])
    )
    visit.open("/markets")
    cookie = next(one for one in visit.page.context.cookies() if one["name"] == "_streamlit_xsrf")
    assert len(handshakes) == 1
    token = handshakes[0]["Sec-WebSocket-Protocol"].split(", ")[1]
    assert token.rpartition("|")[2] == cookie["value"].rpartition("|")[2]
    assert token.startswith("2|")
    visit.page.context.close()


def test_a_page_connects_again_after_the_server_was_started_again(browser: Browser, shared_server: Server):
    visit = visitor(browser, shared_server)
    visit.open("/markets?country=Italy")
    app = visit.page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-connection-state", "CONNECTED")
    visit.page.evaluate(NOTE_RUNS)
    with shared_server.gone():
        expect(app).not_to_have_attribute("data-test-connection-state", "CONNECTED")
    expect(app).to_have_attribute("data-test-connection-state", "CONNECTED")
    expect(app).to_have_attribute("data-ran", "since")
    visit.settle()
    open_page(visit.page, "Record", "Sources")
    expect(visit.page).to_have_url(re.compile(r"/sources\?country=Italy"))
    visit.page.context.close()


def test_a_page_is_drawn_again_when_somebody_comes_back_to_it_after_a_while(browser: Browser, server: Server):
    visit = visitor(browser, server)  # the clock is that of all pages of a browser
    page, sessions = visit.page, []
    # A method of a list cannot be given: Playwright looks at what a listener takes.
    page.on("websocket", lambda session: sessions.append(session))  # noqa: PLW0108
    page.clock.install()
    visit.open("/kpis")
    expect(page.get_by_role("status").filter(has_text="live")).to_be_visible()
    page.evaluate(LOOK_AWAY.replace("HIDDEN", "true"))
    page.clock.fast_forward(60_000)
    with sessions[-1].expect_event("framereceived"):
        page.evaluate(LOOK_AWAY.replace("HIDDEN", "false"))
    page.context.close()


def test_under_a_base_path_links_lead_to_others_pages_follow_and_maps_are_drawn(drawing: Browser, tmp_path: Path):
    server = start_server(tmp_path, base="dia")
    visit = visitor(drawing, server)
    try:
        visit.open("/markets?country=Italy")
        expect(visit.page.get_by_text("Filtered by country: Italy.")).to_be_visible()
        open_page(visit.page, "Record", "Sources")
        expect(visit.page).to_have_url(re.compile(r"/dia/sources\?country=Italy"))
        visit.open("/kpis")
        expect(visit.page.get_by_role("status").filter(has_text="live")).to_be_visible()
        visit.open("/partners")
        expect(visit.page.get_by_test_id("stDeckGlJsonChart").locator("canvas").first).to_be_visible()
        assert (visit.failed, visit.errors, visit.uncompressed) == ([], [], [])
    finally:
        visit.page.context.close()
        server.stop()
