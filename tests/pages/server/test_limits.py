"""How many places there are for streams and sessions, and who gets one."""

import resource

import pytest

from pages._server import limits
from pages._server.limits import OF_ONE_VISITOR, PLACES, SPARE_DESCRIPTORS, Places


def refused(places: Places, visitor: str) -> int | None:
    objection = places.objection(visitor)
    return objection["status"] if objection else None


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _what: (100_000, 100_000))


@pytest.mark.usefixtures("many")
def test_one_visitor_gets_so_many_places_and_another_still_gets_one():
    places = Places()
    for _ in range(OF_ONE_VISITOR):
        assert refused(places, "Ana") is None
        places.take("Ana")
    assert (refused(places, "Ana"), refused(places, "Ben")) == (429, None)


@pytest.mark.usefixtures("many")
def test_all_together_get_so_many_and_a_place_given_back_is_free():
    places = Places()
    for place in range(PLACES):
        places.take(f"visitor {place}")
    assert refused(places, "Ana") == 503
    places.give_back("visitor 0")
    assert refused(places, "Ana") is None


def test_where_descriptors_are_few_there_are_fewer_places(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(resource, "getrlimit", lambda _what: (1024, 1024))
    assert limits.count_places() == (1024 - SPARE_DESCRIPTORS) // 2
    monkeypatch.setattr(resource, "getrlimit", lambda _what: (64, 64))
    assert limits.count_places() == 1


def test_who_is_refused_is_told_when_to_come_again():
    places = Places()
    for _ in range(PLACES):
        places.take("Ana")
    objection = places.objection("Ana")
    assert objection
    assert int(objection["headers"]["retry-after"]) > 0
