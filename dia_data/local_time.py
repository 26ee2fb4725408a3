"""The day and the time of the programme: the record writes UTC, members live in the programme's time zone.

`DIA_TIME_ZONE` names the zone. Whatever asks which day a moment lies in, when a day ends, or how a moment is said,
asks here.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dia_data import settings
from dia_data.errors import DiaError

FIRST_DAY, LAST_DAY = date.min, date.max
LEAST_STEP = timedelta(microseconds=1)


class TimeZoneUnknown(DiaError):
    """The setting names no time zone."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"DIA_TIME_ZONE is {name!r}, which is not a time zone. Nothing was opened. Set it to a name such as "
            "Europe/Brussels or Europe/Lisbon, or leave it out for Europe/Brussels, then start again."
        )


def get_zone() -> ZoneInfo:
    """The programme's time zone. Raises `TimeZoneUnknown`."""
    return _load_zone(settings.TIME_ZONE)


@cache
def _load_zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise TimeZoneUnknown(name) from error


def to_wall_clock(moment: datetime) -> datetime:
    """What clocks of the programme show at a moment of the record, without an offset."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(get_zone()).replace(tzinfo=None)


def find_day(moment: datetime) -> date:
    """The day on which a moment of the record lies."""
    return to_wall_clock(moment).date()


def find_begin_of_day(day: date) -> datetime:
    """The first moment of a day, as the record writes it."""
    midnight = datetime.combine(day, time.min, tzinfo=get_zone())
    # Of the first and the last day of all UTC cannot say it.
    near_the_edge = not FIRST_DAY < day < LAST_DAY
    return midnight.replace(tzinfo=None) if near_the_edge else midnight.astimezone(UTC).replace(tzinfo=None)


def find_end_of_day(day: date) -> datetime:
    """The last moment of a day, as the record writes it. A day may have 23 or 25 hours."""
    return (
        find_begin_of_day(day + timedelta(days=1)) - LEAST_STEP if day < LAST_DAY else datetime.combine(day, time.max)
    )


def time_left(moment: datetime) -> timedelta:
    """How long it is until the next day begins."""
    return find_begin_of_day(find_day(moment) + timedelta(days=1)) - moment


def name_clock() -> str:
    """Whose clock a time is said by, as in `14:05 Brussels time`."""
    name = settings.TIME_ZONE.rpartition("/")[2].replace("_", " ")
    return name if name == "UTC" else f"{name} time"


def format_hour(moment: datetime) -> str:
    """`14:05 Brussels time`."""
    return f"{to_wall_clock(moment):%H:%M} {name_clock()}"
