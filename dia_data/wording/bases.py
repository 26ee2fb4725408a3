"""How we know a figure: a sign beside it, and what the sign means."""

from collections.abc import Iterable, Mapping

BASES: Mapping[str, tuple[str, str]] = {
    "stated": ("", "printed in the source"),
    "approximate": ("≈", "printed as approximate, such as “around” or “nearly”"),
    "derived": ("ƒ", "computed or assigned by us"),
    "inferred": ("?", "deduced by us, may be wrong"),
    "entered": ("✎", "recorded by a member"),
    "demonstration": ("◇", "synthetic, for demonstration"),
}
"""Each basis: the sign beside a figure, and what it means."""


def explain_bases(bases: Iterable[str]) -> str:
    """The signs that are used, explained: `≈ printed as approximate …`."""
    used = [basis for basis in BASES if basis in set(bases)]
    return " · ".join(f"{BASES[basis][0]} {BASES[basis][1]}".strip() for basis in used if BASES[basis][0])
