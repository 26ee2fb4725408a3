"""How each status of a KPI looks: a sign, a word and a colour, the same everywhere."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Look:
    """One status: its word, its sign, its colour in pictures and the colour of its badge."""

    word: str
    sign: str
    colour: str
    badge: str

    @property
    def label(self) -> str:
        """Sign and word: `✕ off track`."""
        return f"{self.sign} {self.word}"


# Blue, orange and vermilion stay apart for colour-blind eyes, and grey means that nothing can be said. Two statuses
# share a colour where they mean the same for whoever acts; sign and word tell them apart.
LOOKS: Mapping[str, Look] = {
    "off_track": Look(word="off track", sign="✕", colour="#D1450B", badge="red"),
    "above_range": Look(word="above range", sign="▲", colour="#D1450B", badge="red"),
    "at_risk": Look(word="at risk", sign="◐", colour="#F2B632", badge="orange"),
    "stale": Look(word="stale", sign="◔", colour="#8A8594", badge="gray"),
    "not_reported": Look(word="not reported", sign="○", colour="#8A8594", badge="gray"),
    "not_due": Look(word="not due", sign="▷", colour="#8A8594", badge="gray"),
    "on_track": Look(word="on track", sign="●", colour="#3D8FD1", badge="blue"),
    "achieved": Look(word="achieved", sign="✓", colour="#1F6FB2", badge="blue"),
}
"""The statuses, worst first."""

REPORTED = "reported"
"""What a partner's part is when it is neither stale nor missing: it has no target of its own to be judged by."""

ALL: Mapping[str, Look] = {**LOOKS, REPORTED: Look(word="reported", sign="■", colour="#8B4FBF", badge="violet")}

LABELS = tuple(look.label for look in LOOKS.values())
COLOURS = tuple(look.colour for look in LOOKS.values())


def label_status(status: str) -> str:
    """Sign and word of a status."""
    return LOOKS[status].label


def badge_status(status: str, *, lead: str = "") -> str:
    """A status as a coloured badge for markdown, with `lead` (such as a count) between sign and word."""
    look = ALL[status]
    words = " ".join(part for part in (look.sign, lead, look.word) if part)
    return f":{look.badge}-badge[{words}]"


def format_change(before: str, now: str) -> str:
    """From one status to another by their signs: `✕ → ◐`."""
    return f"{ALL[before].sign} → {ALL[now].sign}"


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


def tally_statuses(statuses: Iterable[str]) -> str:
    """The same as short text: `✕ 1 ◐ 2 ✓ 3`."""
    found = Counter(statuses)
    return " ".join(f"{LOOKS[status].sign} {found[status]}" for status in LOOKS if found[status])
