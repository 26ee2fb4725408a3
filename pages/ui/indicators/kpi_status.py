"""How each status of a KPI looks: its words with an icon and a colour, the same everywhere."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dia_data.papers import brand
from dia_data.wording.statuses import KPI_STATUSES, REPORT_STATUSES, REPORTED, Words


@dataclass(frozen=True, kw_only=True)
class Look(Words):
    """One status: its word, its sign, its icon, its colour in pictures and the colour of its badge."""

    icon: str
    colour: str
    badge: str


_BADGES: Mapping[str, str] = {
    "off_track": "red",
    "above_range": "red",
    "at_risk": "orange",
    "stale": "gray",
    "not_reported": "gray",
    "not_due": "gray",
    "on_track": "blue",
    "achieved": "blue",
    REPORTED: "violet",
}

_ICONS: Mapping[str, str] = {
    "off_track": ":material/close:",
    "above_range": ":material/arrow_upward:",
    "at_risk": ":material/warning:",
    "stale": ":material/history:",
    "not_reported": ":material/radio_button_unchecked:",
    "not_due": ":material/schedule:",
    "on_track": ":material/trending_up:",
    "achieved": ":material/check:",
    REPORTED: ":material/check_box:",
}
"""Unlike a sign, an icon is in a font that the dashboard brings along. In full, as those named so are in that font."""

_COLOURS: Mapping[str, str] = {**brand.STATUSES, REPORTED: brand.PURPLE}


def _look(status: str) -> Look:
    words = REPORT_STATUSES[status]
    return Look(word=words.word, sign=words.sign, icon=_ICONS[status], colour=_COLOURS[status], badge=_BADGES[status])


LOOKS: Mapping[str, Look] = {status: _look(status) for status in KPI_STATUSES}
"""The statuses, worst first."""

ALL: Mapping[str, Look] = {**LOOKS, REPORTED: _look(REPORTED)}

WORDS = tuple(look.word for look in LOOKS.values())
COLOURS = tuple(look.colour for look in LOOKS.values())


def badge_status(status: str, *, lead: str = "") -> str:
    """A status as a coloured badge for markdown, with `lead` (such as a count) between icon and word."""
    look = ALL[status]
    words = " ".join(part for part in (look.icon, lead, look.word) if part)
    return f":{look.badge}-badge[{words}]"


def badge_word(word: str) -> str:
    """The badge of the status that is called so."""
    return badge_status(next(status for status, look in LOOKS.items() if look.word == word))


def badge_counts(statuses: Iterable[str]) -> str:
    """How many there are of each status, worst first, for markdown: a badge each; those that do not occur are left out.

    An empty text where there is no status at all.
    """
    found = Counter(statuses)
    return " ".join(badge_status(status, lead=f"**{found[status]}**") for status in ALL if found[status])


def count_words(statuses: Iterable[str]) -> list[str]:
    """The same in words: `5 off track`, `1 above range`."""
    found = Counter(statuses)
    return [f"{found[status]} {look.word}" for status, look in ALL.items() if found[status]]
