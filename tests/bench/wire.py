"""A session without a browser: what the browser part of Streamlit says to its server, said by us."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from tests.bench.servers import Server

ANSWER_SECONDS = 60


class Session:
    """One visitor of one page."""

    def __init__(self, connection: ClientConnection, page: str) -> None:
        """Open the page and learn its filters."""
        self._connection = connection
        self._page = page
        self._page_hash = ""
        self._filter_ids: dict[str, str] = {}
        self._options: dict[str, list[str]] = {}
        self.choose({})

    def options(self, label: str) -> list[str]:
        """What can be chosen in the filter of that label."""
        return self._options[label]

    def choose(self, chosen: Mapping[str, Sequence[str]]) -> float:
        """Set filters (label to options) and return the seconds until the server says that its script has finished.

        Raises `RuntimeError` when the script failed.
        """
        message = BackMsg()
        state = message.rerun_script
        state.page_name, state.page_script_hash = self._page, self._page_hash
        for label, options in chosen.items():
            widget = state.widget_states.widgets.add(id=self._filter_ids[label])
            widget.string_array_value.data[:] = options
        begun = time.perf_counter()
        self._connection.send(message.SerializeToString())
        answers = list(self._until_finished())
        seconds = time.perf_counter() - begun
        self._read(answers)
        return seconds

    def _until_finished(self) -> Iterator[ForwardMsg]:
        while True:
            answer = ForwardMsg.FromString(self._connection.recv(ANSWER_SECONDS))
            yield answer
            if answer.WhichOneof("type") == "script_finished":
                return

    def _read(self, answers: Sequence[ForwardMsg]) -> None:
        if answers[-1].script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
            raise RuntimeError(f"The script of {self._page!r} did not finish.")
        for answer in answers:
            if answer.WhichOneof("type") == "navigation":
                self._page_hash = answer.navigation.page_script_hash
            element = answer.delta.new_element
            if element.WhichOneof("type") == "button_group":
                group = element.button_group
                self._filter_ids[group.label] = group.id
                self._options[group.label] = [option.content for option in group.options]
            if element.WhichOneof("type") == "exception":
                raise RuntimeError(f"{self._page!r} shows an error: {element.exception.message}")


@contextmanager
def session(server: Server, page: str) -> Iterator[Session]:
    """A session of its own on that page, closed when the block ends."""
    address = f"ws://localhost:{server.port}/_stcore/stream"
    with connect(address, subprotocols=["streamlit"], max_size=None, proxy=None) as connection:
        yield Session(connection, page)
