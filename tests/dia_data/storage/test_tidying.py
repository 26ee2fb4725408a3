"""The thread that tidies ends when it is stopped, whenever that is."""

import threading

from dia_data.storage.tidying import SOON_SECONDS, Tidying


class StoppedMeanwhile(threading.Event):
    """What wakes a thread; somebody stops it just before it is cleared."""

    def __init__(self, stopped: threading.Event) -> None:
        super().__init__()
        self._stopped = stopped

    def clear(self) -> None:
        self._stopped.set()
        self.set()
        super().clear()


def test_it_ends_where_it_is_stopped_between_its_pause_and_its_work():
    tidying = Tidying(lambda: True)
    tidying._wanted = StoppedMeanwhile(tidying._stopped)
    tidying.wake()
    assert tidying._thread is not None
    tidying._thread.join(timeout=10 * SOON_SECONDS)
    assert not tidying._thread.is_alive()
