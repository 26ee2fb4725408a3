"""Where figures come from, in one line: document, sections, publication quoted, bases."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

import pandas as pd

from dia_data.documents.origins import ShortName, read_short_names
from dia_data.settings import DOCUMENTS
from dia_data.wording.figures import format_text, is_known

SHOWN_SECTIONS = 8


@cache
def find_short_names() -> Mapping[str, ShortName]:
    """What members call the documents, as the `source.toml` beside each declares it."""
    return read_short_names(DOCUMENTS)


def list_document_names() -> list[str]:
    """The short names of all documents."""
    return [short.name for short in find_short_names().values()]


def name_document(source_id: str) -> str:
    """The short name of a source; of one that has none, its id."""
    short = find_short_names().get(source_id)
    return short.name if short else source_id


def cite_sources(rows: pd.DataFrame) -> str:
    """Where rows come from in one line: document, sections, publication quoted, bases.

    `rows` have `locator` and `basis`, and may have `source_id` and `edition`. A locator may name its documents itself,
    as “D3.1 §5.2.3; ECO Figure 6” does.
    """
    columns = {name: rows[name].tolist() for name in ("basis", "locator", "source_id", "edition") if name in rows}
    bases = [basis for row in filter(is_known, columns.get("basis", ())) for basis in format_text(row).split(", ")]
    if not bases:
        return "Source: nothing is stated."
    locators = columns.get("locator", [])
    documents = columns.get("source_id", [None] * len(locators))
    places: dict[str, list[str]] = {}
    for source_id, locator in zip(documents, locators, strict=True):
        for name, section in _read_locator(format_text(source_id), locator) if is_known(locator) else ():
            places.setdefault(name, []).append(section)
    parts = [_format_places(name, _drop_repeats(sections)) for name, sections in places.items()]
    parts += [*_drop_repeats(filter(is_known, columns.get("edition", ()))), ", ".join(_drop_repeats(bases))]
    return "Source: " + " · ".join(parts) + "."


def quote_statements(rows: pd.DataFrame, *, source_id: str | None = None) -> str:
    """Rows of `queries.sources.statements` in a row, each with its place; of one document, where it is named."""
    wanted = rows if source_id is None else rows[rows["source_id"] == source_id]
    return " ".join(
        f"{row['statement'].removesuffix('.')} ({cite_place(row['source_id'], row['locator'])})."
        for row in wanted.to_dict("records")
    )


def cite_place(source_id: object, locator: object) -> str:
    """Where one thing is printed: `D3.1 §5.4.1 table`; empty where it is in no document."""
    return f"{name_document(str(source_id))} {locator}" if is_known(locator) else ""


def _read_locator(source_id: str, locator: str) -> Iterator[tuple[str, str]]:
    """Document and section of each place in a locator such as “§5.4.1 table” or “D3.1 §5.2.3; ECO Figure 6”.

    The document is that of the source; where there is none, or several, it is the one that the place names, or none.
    """
    of_source = name_document(source_id) if "," not in source_id else ""
    for place in locator.split(";"):
        named, _, rest = place.strip().partition(" ")
        names_it = named in list_document_names()
        yield of_source or (named if names_it else ""), name_section(rest if names_it else place.strip())


def name_section(locator: str) -> str:
    """The first section of a locator: `§5.4.1` of “§5.4.1 table; §6”, `Figure 3` of “Figure 3, row 2”."""
    place = locator.partition(";")[0].strip()
    first, *others = place.split(" ")
    is_numbered = first.startswith("§") or not others
    return (first if is_numbered else f"{first} {others[0]}").rstrip(",;")


def _format_places(name: str, sections: Sequence[str]) -> str:
    """One document with its sections; our own links name what they rest on in each row."""
    if any(short.names_documents for short in find_short_names().values() if short.name == name):
        return name
    more = f" and {len(sections) - SHOWN_SECTIONS} more" if len(sections) > SHOWN_SECTIONS else ""
    return f"{name} {', '.join(sections[:SHOWN_SECTIONS])}{more}".strip()


def _drop_repeats(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))
