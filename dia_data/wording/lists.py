"""Names in a row as text."""

from collections.abc import Iterable


def join_names(names: Iterable[str], *, last: str = "and") -> str:
    """`Germany, France and Italy`."""
    *most, end = list(names) or [""]
    return f"{', '.join(most)} {last} {end}" if most else end
