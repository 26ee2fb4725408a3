"""What leaves the dashboard as a file: rows as CSV, and what a page shows in the kinds of file that people use."""

import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dia_data.papers import bundle, contents
from dia_data.papers.layout import format_paper_cell
from dia_data.papers.paper import Block, Chart, Grid, Heading, Paper, Text
from dia_data.queries import sources
from dia_data.wording.cells import is_list
from dia_data.wording.figures import is_known
from dia_data.wording.tables import title_columns
from pages.ui import runs
from pages.ui.data import AS_OF, WORKSPACE, ask, get_today, get_workspace_name, is_demonstration

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How text begins that a spreadsheet would run; some take the wide forms for the same."""

AFTER_A_SEPARATOR = re.compile(rf"(?s)(?<=.[,;\t\r\n])(?=[{re.escape(''.join(FORMULA_STARTS))}])(?![\t\r\n])")
"""Where a text would begin to run in a spreadsheet that takes another sign between columns than the file has."""

SYNTHETIC = "demonstration: what members report here is synthetic"
"""Stands in each row of a file from the demonstration: rows are sorted and copied, a line above them gets lost."""

CARDS = "cards_shown"
"""Where the session keeps what the cards of the page show, for files that are asked for later."""

BRIEFING = "Briefing"
"""The page whose paper says more than its cards: it is the one for the meeting."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form of CSV: the sign between columns, and the one before decimals."""

    between: str
    point: str


COMMA = Form(between=",", point=".")
SEMICOLON = Form(between=";", point=",")
"""What spreadsheets expect in most of continental Europe: opened there, figures stay figures."""

FORMS: Mapping[str, tuple[Form, str]] = {
    "CSV, comma": (COMMA, "For spreadsheets in English, and for programs"),
    "CSV, semicolon": (
        SEMICOLON,
        "For spreadsheets in French, German, Italian, Portuguese or Spanish",
    ),
}
"""What each form is called, and whom it is for."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of file: its name for readers, its sign, and what browsers call it."""

    name: str
    icon: str
    mime: str


# A browser prints a page of the dashboard with its charts cut and its end missing: the PDF is what is printed.
KINDS: Mapping[str, Kind] = {
    "pdf": Kind(name="PDF, for printing", icon=":material/print:", mime="application/pdf"),
    "xlsx": Kind(
        name="Workbook (XLSX)",
        icon=":material/table_view:",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "docx": Kind(
        name="Document (DOCX)",
        icon=":material/description:",
        mime="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "pptx": Kind(
        name="Slides (PPTX)",
        icon=":material/slideshow:",
        mime="application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    "html": Kind(name="Offline page (HTML)", icon=":material/html:", mime="text/html"),
}


Charts = Callable[[pd.DataFrame], Sequence[Chart]]
"""Leads from the rows of a card to its charts as a paper draws them; to none where a paper cannot draw them."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What one card shows; `charts` are made when a file is asked for, None: it has none."""

    title: str
    badges: Sequence[str] = ()
    """What stands beside the title, in words."""
    rows: pd.DataFrame
    source: str
    charts: Charts | None = None


@dataclass(frozen=True, kw_only=True)
class Part:
    """The cards that one part of the page drew in one run; `run` is of a kind that is never the same twice."""

    run: object
    cards: dict[str, Shown]


Parts = dict[str | None, Part]


def write_csv(rows: pd.DataFrame, *, synthetic: bool = False, form: Form = COMMA) -> bytes:
    """The rows as CSV with every column under its heading, in UTF-8 with a mark for spreadsheets.

    Text that a spreadsheet would run is quoted, also where it would only run in one that takes another sign between
    columns. So are headings: some are what members typed, or what a file that they imported says.

    A file is made after the page is drawn, when nothing knows what was shown any more: `synthetic` is what
    `pages.ui.data.is_demonstration` said while it was drawn.
    """
    titled = title_columns(rows)
    columns = [_escape_column(titled.iloc[:, place], form) for place in range(titled.shape[1])]
    safe = pd.concat(columns, axis=1) if columns else titled
    safe.columns = pd.Index([_escape_formula(name) for name in titled.columns])
    if synthetic:
        safe.insert(0, WORKSPACE.capitalize(), SYNTHETIC, allow_duplicates=True)
    # With both signs as the end of a line, a text that holds one of them is quoted.
    made: str = safe.to_csv(index=False, sep=form.between, lineterminator="\r\n")
    return made.encode("utf-8-sig", "replace")


def name_file(name: str) -> str:
    """The name of a file of what is shown; one from the demonstration says so. To be asked while a page is drawn."""
    return f"demonstration-{name}" if is_demonstration() else name


def _escape_column(values: "pd.Series[Any]", form: Form) -> "pd.Series[Any]":
    is_float = pd.api.types.is_float_dtype(values)
    is_plain = pd.api.types.is_numeric_dtype(values) or pd.api.types.is_datetime64_any_dtype(values)
    if is_plain and (form.point == "." or not is_float):
        return values
    return values.astype(object).map(partial(_write_cell, form=form))


def _write_cell(value: object, *, form: Form) -> object:
    """A number with the sign of the form before its decimals, and text that nothing runs."""
    if isinstance(value, (float, Decimal)) and form.point != ".":
        return str(value).replace(".", form.point) if is_known(value) else None
    return _escape_formula(value)


def _escape_formula(value: object) -> object:
    if is_list(value):
        value = format_paper_cell(value)
    if not isinstance(value, str):
        return value
    inner = AFTER_A_SEPARATOR.sub("'", value)
    return f"'{inner}" if inner.startswith(FORMULA_STARTS) else inner


def remember(
    title: str,
    *,
    rows: pd.DataFrame,
    source: str,
    key: str,
    badges: Sequence[str] = (),
    charts: Charts | None = None,
) -> None:
    """Keep what a card shows for files; a part of the page that is drawn again forgets what it showed before.

    The title and the badges beside it are plain text.
    """
    _shown_now()[key] = Shown(title=title, badges=badges, rows=rows, source=source, charts=charts)


def remember_table(title: str, *, rows: pd.DataFrame, key: str) -> None:
    """The same for a table that stands on the page by itself; that of a card is known already."""
    if find_shown(key) is None:
        remember(title, rows=rows, source="", key=key)


def find_shown(key: str) -> Shown | None:
    """What a card of the page shows, in whichever part of the page it stands; None: it is not known."""
    now = _shown_now()
    parts: Parts = st.session_state[CARDS]
    return now.get(key) or next((part.cards[key] for part in parts.values() if key in part.cards), None)


def offer_files(title: str, *, made: Callable[[], pd.DataFrame], key: str) -> None:
    """Buttons for the rows of a card as CSV in both forms, and for the card as a workbook; made when asked for."""
    synthetic = is_demonstration()
    with st.container(horizontal=True):
        for place, (label, (form, whom)) in enumerate(FORMS.items()):
            ending = f"-{label.split()[-1]}" if place else ""
            st.download_button(
                label,
                data=lambda form=form: write_csv(made(), synthetic=synthetic, form=form),  # type: ignore[misc]
                file_name=name_file(f"dia-{key}{ending}.csv"), mime="text/csv", icon=":material/download:",
                help=whom, on_click="ignore", key=f"csv_{key}{ending}",
            )  # fmt: skip
        st.download_button(
            "Workbook", data=_build_card_writer(title, made, key), file_name=name_file(f"dia-{key}.xlsx"),
            mime=KINDS["xlsx"].mime, icon=KINDS["xlsx"].icon, help="XLSX, with the source and what is filtered",
            on_click="ignore", key=f"xlsx_{key}",
        )  # fmt: skip


def _build_card_writer(title: str, made: Callable[[], pd.DataFrame], key: str) -> Callable[[], bytes]:
    """What writes a card as a workbook; what surrounds it is known now."""
    shown = find_shown(key) or Shown(title=title, rows=pd.DataFrame(), source="")
    facts = _read_facts()

    def write() -> bytes:
        card = replace(shown, rows=made())
        return _write("xlsx", lambda: _build_paper(title, parts={None: Part(run=None, cards={key: card})}, **facts))

    return write


def _shown_now() -> dict[str, Shown]:
    """What was kept in this run of the part of the page that is being drawn."""
    parts: Parts = st.session_state.setdefault(CARDS, {})
    name, run = runs.get_running()
    if name not in parts or parts[name].run is not run:
        parts[name] = Part(run=run, cards={})
    return parts[name].cards


@contextmanager
def offer_papers(title: str, place: DeltaGenerator) -> Iterator[None]:
    """Draw a page within this; at its end “This page as …” is drawn in a place, also where the page ends early."""
    st.session_state[CARDS] = {}
    with suppress(runs.PageEnds):
        yield
    with place:
        draw_offers(title)


@st.fragment
def draw_offers(title: str) -> None:
    """The page as each kind of file, closed until it is wanted; a file is made when it is asked for."""
    opened = st.expander("This page as …", icon=":material/ios_share:", key="this_page_as", on_change="rerun")
    if not opened.open:
        return
    with opened:
        import_writers()
        for kind, made in _list_offers(title).items():
            st.download_button(
                KINDS[kind].name, data=made, file_name=_name_download(title, kind), mime=KINDS[kind].mime,
                icon=KINDS[kind].icon, on_click="ignore", key=f"this_page_{kind}", width="stretch",
            )  # fmt: skip


def import_writers() -> None:
    """Read the modules that write files while the reader chooses one: those of office files take a second."""
    threading.Thread(target=lambda: [bundle.load_writer(kind) for kind in KINDS], daemon=True).start()


def _name_download(title: str, kind: str) -> str:
    return name_file(f"dia-{title.lower().replace(' ', '-')}-{get_today():%Y-%m-%d}.{kind}")


def _list_offers(title: str) -> dict[str, Callable[[], bytes]]:
    """What makes the page into each kind of file."""
    if title == BRIEFING:
        with st.spinner("Collecting the figures …", show_time=True):
            paper = ask(contents.build_briefing, today=get_today(), workspace=get_workspace_name())
        return {kind: partial(_write, kind, lambda: paper) for kind in KINDS}
    described = _build_describer(title)
    return {kind: partial(_write, kind, described) for kind in KINDS}


def _write(kind: str, described: Callable[[], Paper]) -> bytes:
    return bundle.load_writer(kind)(described())


def _build_describer(title: str) -> Callable[[], Paper]:
    """What describes the page as it is shown when a file is asked for; all else is known now."""
    return partial(_build_paper, title, parts=st.session_state.get(CARDS, {}), **_read_facts())


def _read_facts() -> dict[str, Any]:
    """What papers say beside what is shown; to be asked while the page is drawn."""
    return {
        "day": get_today(),
        "workspace": get_workspace_name(),
        "filters": _read_filters(),
        "address": _build_address(),
        "is_synthetic": is_demonstration(),
        "source_lines": contents.list_source_lines(ask(sources.documents)),
    }


def _read_filters() -> dict[str, str]:
    """What the address says is chosen."""
    return {
        name: ", ".join(st.query_params.get_all(name)) for name in st.query_params if name not in (AS_OF, WORKSPACE)
    }


def _build_address() -> str:
    """The address of what is seen; that of the page alone where the browser does not tell its own."""
    query = urlencode({name: st.query_params.get_all(name) for name in st.query_params}, doseq=True)
    return f"{st.context.url or ''}{'?' if query else ''}{query}"


def _build_paper(
    title: str,
    *,
    parts: Parts,
    day: date,
    workspace: str,
    filters: Mapping[str, str],
    address: str,
    is_synthetic: bool,
    source_lines: list[str],
) -> Paper:
    cards = [card for part in list(parts.values()) for card in list(part.cards.values())]
    blocks = [block for card in cards for block in _list_blocks(card, address)]
    return Paper(
        title=title,
        subtitle="From the DIA strategy dashboard, as shown",
        as_of=day,
        workspace=workspace,
        filters=filters,
        is_demonstration=is_synthetic,
        blocks=blocks or [Text(text="The page shows no table with these choices.")],
        sources=[*source_lines, *dict.fromkeys(card.source for card in cards if card.source)],
    )


def _list_blocks(card: Shown, address: str) -> Iterator[Block]:
    """The charts of a card, and its table; where the chart cannot be drawn, the table says where it is."""
    title = f"{card.title} ({', '.join(card.badges)})" if card.badges else card.title
    made = card.charts(card.rows) if card.charts and not card.rows.empty else []
    yield Heading(text=title)
    for chart in made:
        yield replace(chart, title=f"{chart.title}: {title}", note=f"{chart.note} {card.source}".strip())
    elsewhere = f" The chart is on the page: {address}" if card.charts and not made else ""
    yield Grid(title=title, rows=card.rows, note=f"{card.source}{elsewhere}".strip())
