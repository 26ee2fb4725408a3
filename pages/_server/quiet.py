"""The log stays readable whatever others do: what is said at one place is said so often, and then counted."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

AT_ONCE, WITHIN_SECONDS = 10, 60.0


@dataclass
class Place:
    """What was said at one place of the program since a time."""

    since: float
    times: int = 0


class SaidOften(logging.Filter):
    """Lets a place say something ten times a minute; how often it was kept quiet stands in what it says next."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._places: dict[tuple[str, int, int], Place] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a record is written."""
        now, key = self._clock(), (record.pathname, record.lineno, record.levelno)
        place = self._places.setdefault(key, Place(now))
        if now - place.since >= WITHIN_SECONDS:
            left_out = place.times - AT_ONCE
            self._places[key] = place = Place(now)
            if left_out > 0:
                record.msg, record.args = f"{record.getMessage()} (and {left_out} more like it before)", ()
        place.times += 1
        return place.times <= AT_ONCE


def keep_quiet() -> None:
    """Have every logger there is say the same only so often."""
    limit = SaidOften()
    for name in ("asyncio", "dia", "uvicorn.error", *logging.root.manager.loggerDict):
        logger = logging.getLogger(name)
        if not any(isinstance(one, SaidOften) for one in logger.filters):
            logger.addFilter(limit)
