"""How figures, bases and empty places are worded. Plain text in, plain text out."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

NOT_IN_SOURCE = "not in the source"
NOT_REPORTED = "not reported yet"
FILTERED_AWAY = "filtered away"

BASES: Mapping[str, tuple[str, str]] = {
    "stated": ("", "printed in the source"),
    "approximate": ("≈", "printed as approximate, such as “around” or “nearly”"),
    "derived": ("ƒ", "computed or assigned by us"),
    "inferred": ("?", "deduced by us, may be wrong"),
    "entered": ("✎", "recorded by a member"),
    "demonstration": ("◇", "synthetic, for demonstration"),
}
"""Each basis: the sign beside a figure, and what it means."""

UNITLESS = ("word", "rank")

FORECAST = "(f)"
"""Beside a figure that is a forecast."""

DOCUMENT_NAMES: Mapping[str, str] = {"d31": "D3.1", "eco": "ECO"}
"""What members call the two documents."""


def document(source_id: str) -> str:
    """The short name of a source."""
    return DOCUMENT_NAMES.get(source_id, source_id)


def known(value: object) -> bool:
    """Whether a cell holds something; NULLs arrive as None, NaN or NaT."""
    return value is not None and bool(pd.notna(value))  # type: ignore[call-overload]


def number(value: float, printed: str | None = None) -> str:
    """A number as text with as many decimals as the source prints: `3.0` where it prints “3,0”."""
    alone = re.fullmatch(r"-?\d+[.,](\d+)", printed) if printed else None
    text = f"{value:,.{len(alone[1])}f}" if alone else f"{value:,.10g}"
    return text.replace("-", "−")


def figure(row: Mapping[Any, Any], *, unit: str = "") -> str:
    """One observation as text: `3.4 (f)`, `30–60`, `≈ 60`, `very high`; or that it is not known."""
    if not known(row.get("printed")):
        return NOT_IN_SOURCE
    sign = BASES[row["basis"]][0]
    parts = [sign, _amount(row), unit, FORECAST if row["is_forecast"] else ""]
    return " ".join(part for part in parts if part)


def with_unit(row: Mapping[Any, Any]) -> str:
    """The same with its unit: `−2.3 %`, `29 EUR billion (f)`; words and ranks need none."""
    return figure(row, unit="" if row["unit"] in UNITLESS else row["unit"])


def _amount(row: Mapping[Any, Any]) -> str:
    if known(row["label"]):
        return str(row["label"])
    if known(row["value"]):
        return number(row["value"], row["printed"])
    low, high = row["value_low"], row["value_high"]
    if known(low) and known(high):
        return f"{number(low)}–{number(high)}"
    return f"more than {number(low)}" if known(low) else f"less than {number(high)}"


def legend(bases: Iterable[str]) -> str:
    """The signs that are used, explained: `≈ printed as approximate …`."""
    used = [basis for basis in BASES if basis in set(bases)]
    return " · ".join(f"{BASES[basis][0]} {BASES[basis][1]}".strip() for basis in used if BASES[basis][0])


def sources(rows: pd.DataFrame) -> str:
    """Where rows come from in one line: document, sections, publication quoted, bases."""
    bases, locators = rows["basis"].tolist(), rows["locator"].tolist()
    editions = rows["edition"].tolist() if "edition" in rows else []
    if not any(map(known, bases)):
        return "Source: nothing is stated."
    places = _in_order(_section(locator) for locator in locators if known(locator))
    parts = [
        "D3.1 " + ", ".join(places),
        *_in_order(filter(known, editions)),
        ", ".join(_in_order(filter(known, bases))),
    ]
    return "Source: " + " · ".join(parts) + "."


def _section(locator: str) -> str:
    return locator.split(" ", maxsplit=1)[0].rstrip(",;")


def _in_order(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def listed(names: Iterable[str], *, last: str = "and") -> str:
    """`Germany, France and Italy`."""
    *most, end = list(names) or [""]
    return f"{', '.join(most)} {last} {end}" if most else end


def plain(text: str) -> str:
    """Text for a markdown element that shows it as text: signs that markdown would act on are escaped."""
    return re.sub(r"([\\`*_{}\[\]()#+!|<>~$:\-])", r"\\\1", text)


JOINER = "\u2060"
"""A sign without width: what it parts, markdown no longer recognises as one."""

TURNED_INTO_SOMETHING = re.compile(r"(?<=:)(?=[a-z/])|(?<=@)(?=\w)|(?<=www)(?=\.)|(?<=-)(?=[->])|(?<=[<>~])(?=[-=])")
"""Where icons, links, dashes and arrows would come from, escaped or not."""

FIRST_STRONG, POP = "\u2068", "\u2069"
"""Between them text runs in its own direction and leaves the direction of what follows alone."""

DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Signs that force a direction upon what follows them."""


def typed(text: str) -> str:
    """What a member typed, for a markdown element: one line that reads as typed.

    Beyond `plain`, nothing turns into a list, a link, an icon, an arrow or a character reference, and text that runs
    from right to left does not turn what stands beside it.
    """
    one_line = DIRECTIONS.sub("", " ".join(text.split()))
    parted = TURNED_INTO_SOMETHING.sub(JOINER, one_line)
    return f"{FIRST_STRONG}{plain(parted).replace('&', '&amp;')}{POP}"
