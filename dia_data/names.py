"""When two texts that people typed name the same thing: the one form in which names are compared.

It is stored beside each name that SQL compares (`FactTable.normal_forms`), so that SQL never folds by itself: it would
do so by other rules. Of several spellings of one name the one recorded first is shown.
"""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from dia_data.characters import remove_ignorable

KEPT_FORMS = 20_000

PLAIN = frozenset(map(chr, range(0x20, 0x7F)))
"""Characters that only their case can tell apart from their normal form."""


@lru_cache(maxsize=KEPT_FORMS)
def normalise(text: str) -> str:
    """The text without what does not make another name of it: case, width, composition, invisible characters, space.

    Compatible characters become one (NFKC), the case is folded, and what leaves no trace is left out; control
    characters are space. Applied again it changes nothing.
    """
    if PLAIN.issuperset(text):
        return " ".join(text.lower().split())
    folded = unicodedata.normalize("NFKC", text).casefold()
    bare = unicodedata.normalize("NFKC", remove_ignorable(folded)).casefold()
    spaced = "".join(" " if unicodedata.category(one) in ("Cc", "Cs") else one for one in bare)
    return " ".join(unicodedata.normalize("NFKC", spaced).split())


def are_same(one: str, other: str) -> bool:
    """Whether two texts name the same thing."""
    return normalise(one) == normalise(other)


def add_normal_forms(row: Mapping[str, object], columns: Mapping[str, str]) -> dict[str, object]:
    """The row with the normal forms of names: `columns` leads from the column of a form to that of its name."""
    return {**row, **{column: _normalise_if_text(row.get(name)) for column, name in columns.items()}}


def _normalise_if_text(name: object) -> str | None:
    return normalise(name) if isinstance(name, str) else None
