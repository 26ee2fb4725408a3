"""The server from outside: health, outlines, and the settings that speed rests on."""

import json
import urllib.error
import urllib.request

import pytest

from tests.browser.conftest import Server


def test_health_answers_with_the_revision_and_without_collections_after_runs(server: Server):
    with urllib.request.urlopen(f"{server.url}/healthz") as answer:
        health = json.load(answer)
    assert health["status"] == "ok"
    assert health["revision"] > 0
    assert health["postScriptGC"] is False


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
