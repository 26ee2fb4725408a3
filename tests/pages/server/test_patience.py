"""For whom the server waits, and how long."""

from dataclasses import dataclass

from pages._server.patience import BODY_SECONDS, HEADER_SECONDS, IN_HASTE_SECONDS, Patience


@dataclass(eq=False)
class Request:
    """What the HTTP server knows of a request."""

    more_body: bool = False
    response_complete: bool = False


@dataclass(eq=False)
class Connection:
    """What it knows of a connection, and its last request."""

    cycle: Request | None = None


@dataclass(eq=False)
class Session:
    """A connection that became a session."""


def kept(patience: Patience, connection: object, *, until: float, in_haste: bool = False) -> float:
    """The second in which a connection is given up, looked at each second; the last one where it is kept."""
    for second in range(int(until) + 1):
        if patience.overdue([connection], now=second, in_haste=in_haste):
            return second
    return until


def test_a_request_that_is_not_finished_is_waited_for_a_while():
    assert kept(Patience(), Connection(), until=100) == HEADER_SECONDS
    assert kept(Patience(), Connection(Request(more_body=True)), until=1000) == BODY_SECONDS
    assert kept(Patience(), Connection(Request(response_complete=True)), until=100) == HEADER_SECONDS


def test_an_answer_that_takes_long_and_a_session_are_kept():
    assert kept(Patience(), Connection(Request()), until=10_000) == 10_000
    assert kept(Patience(), Session(), until=10_000) == 10_000


def test_each_request_has_its_own_time():
    patience, connection = Patience(), Connection()
    for second in range(0, 1000, HEADER_SECONDS - 1):
        connection.cycle = Request(response_complete=True)
        assert patience.overdue([connection], now=second) == []


def test_when_descriptors_are_scarce_the_server_waits_less():
    assert kept(Patience(), Connection(), until=100, in_haste=True) == IN_HASTE_SECONDS


def test_connections_that_are_gone_are_forgotten():
    patience, connection = Patience(), Connection()
    patience.overdue([connection], now=0)
    patience.overdue([], now=1)
    assert patience.overdue([connection], now=HEADER_SECONDS) == []
