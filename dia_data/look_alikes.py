"""Names that may be another spelling of one that is known: offered, never decided."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from dia_data.names import normalise

ALIKE_FROM = 0.86
"""Of the letters of two names, so many in the same order; below it they are rarely one name mistyped."""
SHORTEST = 4
"""Letters of a name that can be told from another by what it begins with."""

_WORDS = re.compile(r"\w+")


def find_look_alikes(names: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """Of the names those that are not known but look like one that is, each with the one that is most alike."""
    candidates = {normalise(name): name for name in known}
    typed = {name: normalise(name) for name in names}
    found = {name: _find_nearest(form, candidates) for name, form in typed.items() if form and form not in candidates}
    return {name: candidates[nearest] for name, nearest in found.items() if nearest}


def _find_nearest(form: str, candidates: Iterable[str]) -> str | None:
    alike = [(_measure(form, one), one) for one in candidates]
    share, nearest = max(alike, default=(0.0, ""))
    return nearest if share >= ALIKE_FROM else None


def _measure(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1: numbers in them must agree, and one may be the other with words added."""
    mine, theirs = _WORDS.findall(one), _WORDS.findall(other)
    if _select_numbers(mine) != _select_numbers(theirs):
        return 0.0
    shorter, longer = sorted((mine, theirs), key=len)
    if longer[: len(shorter)] == shorter and len("".join(shorter)) >= SHORTEST:
        return 1.0
    matcher = SequenceMatcher(None, "".join(mine), "".join(theirs))
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE_FROM else 0.0


def _select_numbers(words: Iterable[str]) -> list[str]:
    return [word for word in words if any(sign.isdigit() for sign in word)]
