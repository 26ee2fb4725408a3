"""What happens soon after each change, apart from its acknowledgement: the log is moved into the file."""

import logging
import threading
import time
from collections.abc import Callable

from dia_data.errors import DiaError

log = logging.getLogger("dia")

SOON_SECONDS = 1.0
"""How long after a change: several that come at once are tidied together."""
SHARE = 20
"""It takes at most one in so many seconds: who records meanwhile waits for it."""
AGAIN_SECONDS = 5.0
"""How long to wait where it failed: the disk is full, or somebody copies the file."""


class Tidying:
    """A thread that calls `tidy` soon after `wake`, until it returns True; it begins with the first call."""

    def __init__(self, tidy: Callable[[], bool]) -> None:
        self._tidy = tidy
        self._wanted = threading.Event()
        self._stopped = threading.Event()
        self._beginning = threading.Lock()
        self._thread: threading.Thread | None = None

    def wake(self) -> None:
        """Something was recorded."""
        self._wanted.set()
        with self._beginning:
            if not self._thread and not self._stopped.is_set():
                self._thread = threading.Thread(target=self._run, name="tidying", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Return when nothing is tidied any more."""
        self._stopped.set()
        self._wanted.set()
        with self._beginning:
            thread = self._thread
        if thread and thread is not threading.current_thread():
            thread.join()

    def _run(self) -> None:
        pause, failed = SOON_SECONDS, ""
        while self._wanted.wait() and not self._stopped.wait(pause):
            self._wanted.clear()
            if self._stopped.is_set():
                return  # it was stopped since the pause, and what was cleared was its call to end
            begun = time.monotonic()
            try:
                is_done, failed = self._tidy(), ""
            except DiaError as error:
                is_done = False
                if str(error) != failed:
                    log.warning("%s", error)
                failed = str(error)
            if not is_done:
                self._wanted.set()
            pause = max(SOON_SECONDS, SHARE * (time.monotonic() - begun)) if is_done else AGAIN_SECONDS
