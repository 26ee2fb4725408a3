"""What is wrong with the words of a page, on the screen and in its papers, with each view and much of each list."""

import json
import re
from collections.abc import Iterator
from typing import Any

from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from dia_data.papers.layout import format_paper_cell
from dia_data.papers.paper import Chart, Grid
from dia_data.wording.columns import describe_column
from pages.ui import exports

NOTHING = re.compile(r"\b(nan|NaN|NaT|<NA>|undefined)\b|\bNone\b(?! of | overdue| is )")
RAW = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b|\{[a-z_][^}]*\}")
VERBS = "is|was|has|starts|does|rests|holds|stays|contains|concerns|prints"
ONE = re.compile(rf"(?<![\d.,–−/-])\b1 (?!(?:{VERBS})\b)[a-z]+(?<!s)s\b")
DAY = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d.*)?")

TECHNICAL = re.compile(
    r"\.(id|key|form_id|url|data|element_id|query_string|query_param_key|fragment_id|component_name|columns|spec|tooltip|"
    r"mapbox_token|icon|mime|mime_type|url_pathname|user_key|js|css|html|group_id|json|pydeck_json|color|display|format)$"
)
"""What a browser gets and nobody reads."""
CODE = re.compile(r":material/\w+:|`[^`]*`|https?://\S+|[?&]\w+=\S*|\b\w+/[\w+]+/\d+")
"""Within a text: icons, code, addresses, and the numbers that changes have."""
FOR_PROGRAMS = ("where",)
"""A column that says in which file and column of the documents something stands."""
FILTERS = ("country", "sector", "partner")
MOST_CHOICES = 8


def texts(message: Message) -> Iterator[tuple[str, str]]:
    for field, value in message.ListFields():
        several = [value] if isinstance(value, (Message, str, bytes, int, float)) else value
        for one in several.values() if hasattr(several, "values") else several:
            if isinstance(one, Message):
                yield from texts(one)
            elif isinstance(one, str) and not TECHNICAL.search(field.full_name) and not one.startswith("$$"):
                yield field.full_name, one


def nodes(node: Any) -> Iterator[Any]:
    yield node
    if isinstance(node, Block):
        for child in node.children.values():
            yield from nodes(child)


def wrong(text: str) -> list[str]:
    said = CODE.sub("", text)
    return [f"{found[0]!r} in {said[:120]!r}" for rule in (NOTHING, RAW, ONE) if (found := rule.search(said))]


def of_frame(node: Any) -> Iterator[str]:
    """What is wrong with a table: its headings, its cells, and how it shows what is missing."""
    shown = json.loads(getattr(node.proto, "columns", "") or "{}")
    for name in node.value.columns:
        yield from wrong(str((shown.get(str(name)) or {}).get("label") or name))
        values = [] if name in FOR_PROGRAMS else node.value[name].tolist()
        yield from (fault for value in values if isinstance(value, str) for fault in wrong(value))
    if node.value.isna().any().any() and getattr(node.proto, "placeholder", "") in ("", "None"):
        yield f"a missing value without a dash in {list(node.value.columns)}"


def of_screen(app: AppTest) -> Iterator[str]:
    for node in nodes(app._tree):
        proto = getattr(node, "proto", None)
        if isinstance(proto, Message) and node.type != "bidi_component":  # it holds a program
            yield from (fault for _, text in texts(proto) for fault in wrong(text))
        if getattr(node, "type", "") in ("arrow_data_frame", "dataframe", "table", "arrow_table"):
            yield from of_frame(node)


def of_papers(app: AppTest) -> Iterator[str]:
    """What is wrong in the tables and charts that the page hands over as files."""
    parts = app.session_state[exports.CARDS]
    cards = [card for part in parts.values() for card in part.cards.values()]
    for card in cards:
        yield from (fault for text in (card.title, card.source) for fault in wrong(text))
        for block in exports._list_blocks(card, "the page"):
            yield from of_block(block)


def of_block(block: Any) -> Iterator[str]:
    if isinstance(block, Chart):
        labels = [block.title, block.unit, *block.categories, *(one.name for one in block.series)]
        yield from (fault for label in labels for fault in wrong(str(label)))
    if isinstance(block, Grid):
        for name in dict.fromkeys(block.rows.columns):
            values = block.rows[name].tolist()
            yield from (fault for fault in wrong(describe_column(name).title) if "{" in fault or "nan" in fault)
            read = [format_paper_cell(value) for value in values]
            yield from (f"{name}: {fault}" for one in read if NOTHING.search(one) for fault in wrong(one))
            days = [value for value in values if isinstance(value, str) and value]
            if days and all(DAY.fullmatch(value) for value in days):
                yield f"dates as text: {name} {days[:2]}"


def choices(app: AppTest) -> Iterator[AppTest]:
    """The page as it is opened, then with each view, and with about so many of what its lists hold."""
    yield app
    views = [(one.key, one.options) for one in app.button_group if one.key not in FILTERS]
    lists = [(one.key, list(one.options)) for one in app.selectbox]
    for key, options in views:
        for option in options:
            group = next((one for one in app.button_group if one.key == key), None)
            if group is not None:
                group.set_value([option]).run() if group.proto.click_mode else group.set_value(option).run()
                yield app
    for key, options in lists:
        for option in options[:: max(1, len(options) // MOST_CHOICES)]:
            found = next((one for one in app.selectbox if one.key == key), None)
            if found is not None and option in found.options:
                found.select(option).run()
                yield app
