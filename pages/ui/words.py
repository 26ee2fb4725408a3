"""How figures, bases and empty places are worded. Plain text in, plain text out."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

NOT_IN_SOURCE = "not in the source"
NOT_REPORTED = "not reported yet"
MISSING = "–"
"""Stands in a cell that holds nothing."""
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

OUR_LINKS = "our links, each with a reason"
SHOWN_SECTIONS = 8

DOCUMENT_NAMES: Mapping[str, str] = {"d31": "D3.1", "eco": "ECO", "links": OUR_LINKS}
"""What members call the two documents."""


def document(source_id: str) -> str:
    """The short name of a source."""
    return DOCUMENT_NAMES.get(source_id, source_id)


def known(value: object) -> bool:
    """Whether a cell holds something; NULLs arrive as None, NaN or NaT."""
    return value is not None and bool(pd.notna(value))  # type: ignore[call-overload]


def known_or_empty(value: object) -> str:
    """A text of the record; empty where it is NULL."""
    return str(value) if known(value) else ""


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
    """Where rows come from in one line: document, sections, publication quoted, bases.

    `rows` have `locator` and `basis`, and may have `source_id` (default: told by the locator) and `edition`.
    """
    columns = {name: rows[name].tolist() for name in ("basis", "locator", "source_id", "edition") if name in rows}
    bases = list(filter(known, columns.get("basis", ())))
    if not bases:
        return "Source: nothing is stated."
    locators = columns.get("locator", [])
    documents = columns.get("source_id", [None] * len(locators))
    places: dict[str, list[str]] = {}
    for source_id, locator in zip(documents, locators, strict=True):
        for name, section in _read_locator(source_id, locator) if known(locator) else ():
            places.setdefault(name, []).append(section)
    parts = [_places(name, _in_order(sections)) for name, sections in places.items()]
    parts += [*_in_order(filter(known, columns.get("edition", ()))), ", ".join(_in_order(bases))]
    return "Source: " + " · ".join(parts) + "."


def _read_locator(source_id: object, locator: str) -> Iterator[tuple[str, str]]:
    """Document and section of each place in a locator such as “§5.4.1 table” or “D3.1 §5.2.3; ECO Figure 6”."""
    for place in locator.split(";"):
        named, _, rest = place.strip().partition(" ")
        if known(source_id) and "," not in str(source_id):
            name = document(str(source_id))
        elif named in DOCUMENT_NAMES.values():
            name = named
        else:
            name = "ECO" if named == "Figure" else "D3.1"  # of D3.1's own places none is a figure
        yield name, _section(rest if named in DOCUMENT_NAMES.values() else place.strip())


def _section(place: str) -> str:
    """`§5.4.1` of “§5.4.1 table”, `Figure 3` of “Figure 3, row 2”."""
    first, *others = place.split(" ")
    return f"{first} {others[0]}".rstrip(",;") if first == "Figure" and others else first.rstrip(",;")


def _places(name: str, sections: Sequence[str]) -> str:
    """One document with its sections; our own links name what they rest on in each row."""
    if name == OUR_LINKS:
        return name
    more = f" and {len(sections) - SHOWN_SECTIONS} more" if len(sections) > SHOWN_SECTIONS else ""
    return f"{name} {', '.join(sections[:SHOWN_SECTIONS])}{more}"


def _in_order(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def listed(names: Iterable[str], *, last: str = "and") -> str:
    """`Germany, France and Italy`."""
    *most, end = list(names) or [""]
    return f"{', '.join(most)} {last} {end}" if most else end


NAMED_WAVES = 3


def newest_wave(waves: Sequence[Mapping[str, Any]]) -> str:
    """Which run of the survey is shown, of rows of `survey.waves`; nothing where there is one alone."""
    shown, others = [_wave(row) for row in waves if row["themes"]], [_wave(row) for row in waves if not row["themes"]]
    if len(waves) <= 1:
        return ""
    if len(shown) > 1:
        said = f"Each theme shows the newest survey wave that asked about it: {listed(shown)}."
        return f"{said} {len(others)} other waves are not shown here." if others else said
    named = f" ({listed(others)})" if len(others) <= NAMED_WAVES else ""
    rest = "an earlier one" if len(others) == 1 else f"{len(others):,} earlier ones"
    return f"Newest survey wave: {listed(shown)}; {rest}{named} {'is' if len(others) == 1 else 'are'} not shown here."


def _wave(row: Mapping[str, Any]) -> str:
    fielded = row["fielded"]
    return f"{row['wave_name']}, {fielded}" if fielded and fielded not in row["wave_name"] else str(row["wave_name"])


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
