"""A sheet that is filled in as in a spreadsheet, or as a workbook: checked, previewed and saved as one batch.

The browser part is in `grid.js`. Nothing is sent while somebody types: what is typed stays in the browser until it is
saved or discarded, and is sent whole when it is checked.
"""

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from secrets import token_hex
from typing import Any, NamedTuple

import streamlit as st

from dia_data import grid_files
from dia_data.errors import DiaError, RowsInvalid
from dia_data.grids import Grid
from dia_data.wording.figures import MISSING
from pages.ui import checked, drafts, exports, forms
from pages.ui.data import get_workspace_name, is_demonstration
from pages.ui.markdown import escape_user_text

DROPPED = "grid_dropped"
"""The workbook that was dropped last."""
LONGEST_NAME = 80
ENTERED = "grid_entered"
"""What the browser sent last: the rows of which sheet, by whom and why."""
SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
STYLE = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
MARKUP = "<div data-grid></div>"

Row = Mapping[str, str]
"""The `key` of a line and what its fields hold, by column; all as typed."""

_grid = st.components.v2.component("dia_grid", html=MARKUP, css=STYLE, js=SCRIPT)


class Entered(NamedTuple):
    """What was sent to be checked: the sheet, its rows that were changed, by whom, and why."""

    form: str
    rows: Sequence[Row]
    author: str
    reason: str
    sent: bool


class Dropped(NamedTuple):
    """The workbook that was dropped last: on which sheet, what is said of it, and what it fills in."""

    form: str
    said: str
    refused: bool
    fill: Mapping[str, Any] | None


def draw(
    grid: Grid,
    function: Callable[..., str],
    *,
    now: Mapping[str, str],
    preview: Callable[[Sequence[Row]], None] | None = None,
    build_rows: Callable[[Sequence[Row]], Sequence[Mapping[str, Any]]],
    find_offers: Callable[[Sequence[Row]], Mapping[str, Mapping[str, str]]] = lambda _: {},
    known: Sequence[str] = (),
    **arguments: Any,
) -> None:
    """Draw a sheet, and check, preview and save with `function` what is entered.

    `now` is the batch of each part of it that stands in the record. `build_rows` makes of what was entered the `rows`
    that the function takes, line by line. `preview` draws what would be saved; without it each field that was changed
    is listed. `find_offers` finds, by line, known names that a typed one may be; `known` are suggested while somebody
    types.
    """
    name = f"grid_{grid.key}"
    _draw_workbook(grid, name)
    draft = f"{get_workspace_name()}/{name}"
    seen = st.session_state.setdefault(forms.SEEN, {}).setdefault(forms.name_in_workspace(name), now)
    entered = _take_entered(name)
    place = st.container()  # the sheet is drawn when it is known what is wrong with it
    reason = {"reason": entered.reason} if grid.reason else {}
    refused = checked.check_and_save(
        name,
        {"answer": st.container(), "sent": entered.sent, "draft": draft, "author": entered.author},
        function,
        done="Saved.",
        now=now,
        preview=lambda: (preview or partial(_draw_changes, grid))(entered.rows),
        rows=build_rows(entered.rows),
        seen=seen,
        **reason,
        **arguments,
    )
    problems: dict[str, Sequence[str]] = {}
    if isinstance(refused, RowsInvalid) and entered.rows:
        problems = {entered.rows[number]["key"]: found for number, found in refused.of_rows.items()}
    with place:
        _draw_cells(grid, name, describe(grid, problems, find_offers(entered.rows)) | {"known": list(known)}, entered)


def _draw_cells(grid: Grid, name: str, described: Mapping[str, Any], entered: Entered) -> None:
    draft = f"{get_workspace_name()}/{name}"
    _grid(
        data={
            **described,
            "id": draft,
            "gone": drafts.get_mark(draft),
            "author": entered.author or st.session_state.get(forms.NAME, ""),
            "isChecked": checked.is_previewed(name),
            "fill": _get_filled(name),
        },
        key=_name_component(name),
        on_file_change=lambda: _take_workbook(grid, name),
        on_check_change=lambda: _take_over(name),
        on_edited_change=lambda: checked.mark_stale(name),
        height="content",
    )


def describe(
    grid: Grid, problems: Mapping[str, Sequence[str]], offers: Mapping[str, Mapping[str, str]]
) -> dict[str, Any]:
    """A sheet as the browser draws it; `problems` and `offers` by the keys of lines."""
    return {
        "heading": grid.heading,
        "said": grid.said,
        "reason": grid.reason,
        "rest": grid.rest and {"column": grid.rest.column, "text": grid.rest.text, "help": grid.rest.help},
        "total": grid.total and {
            "column": grid.total.column, "without": grid.total.without, "text": grid.total.text
        },
        "groups": [list(one) for one in grid.groups.items()],
        "columns": [
            {"key": one.key, "heading": one.heading, "takes": one.takes and one.takes.value, "hint": one.hint}
            for one in grid.columns
        ],
        "rows": [
            {
                "key": line.key, "name": line.name, "place": line.place, "help": line.help, "group": line.group,
                "why": line.why, "shows": dict(line.shows), "holds": dict(line.holds), "hints": dict(line.hints),
                "takes": {column: takes.value for column, takes in line.takes.items()}, "stands": line.stands,
                "problems": list(problems.get(line.key, ())),
                "offers": [{"typed": typed, "known": known} for typed, known in offers.get(line.key, {}).items()],
            }
            for line in grid.lines
        ],
    }  # fmt: skip


def tabulate_changes(grid: Grid, entered: Sequence[Row]) -> list[dict[str, str]]:
    """What saving the sheet would change: a line of a table for each field that was changed."""
    lines = {line.key: line for line in grid.lines}
    return [
        {
            grid.heading: " · ".join(filter(None, (line.name, line.place))),
            "Field": column.heading,
            "So far": line.holds.get(column.key, "").strip() or MISSING,
            "New": one.get(column.key, "").strip() or MISSING,
        }
        for one in entered
        for line in [lines[one["key"]]]
        for column in grid.fields
        if one.get(column.key, "").strip() != line.holds.get(column.key, "").strip()
    ]


def _draw_changes(grid: Grid, entered: Sequence[Row]) -> None:
    st.table(checked.escape_rows(tabulate_changes(grid, entered)), hide_index=True)
    st.caption("Only these fields will be saved, as one entry of the history.")


def _draw_workbook(grid: Grid, name: str) -> None:
    """The workbook of the sheet, and what the last one that was dropped came to."""
    remark = exports.SYNTHETIC if is_demonstration() else ""
    dropped: Dropped | None = st.session_state.get(DROPPED)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "Workbook to fill in",
            data=partial(grid_files.write_workbook, grid, name=forms.name_in_workspace(name), remark=remark),
            file_name=f"{grid.title}.xlsx", icon=":material/download:",
            on_click="ignore", key=f"workbook_{name}", mime=exports.KINDS["xlsx"].mime,
        )  # fmt: skip
        if dropped and dropped.form == forms.name_in_workspace(name):
            if dropped.refused:
                st.error(escape_user_text(dropped.said), icon=":material/error:")
            else:
                st.info(escape_user_text(dropped.said), icon=":material/upload_file:")


def _take_workbook(grid: Grid, name: str) -> None:
    """Read a workbook that was dropped on the sheet; the browser fills in what it says."""
    sent = st.session_state[_name_component(name)]["file"]
    form = forms.name_in_workspace(name)
    try:
        content = base64.b64decode(str(sent["content"]), validate=True)
        filled = grid_files.read_workbook(content, grid, name=form)
    except (grid_files.WorkbookRefused, binascii.Error, TypeError, KeyError) as refused:
        said = str(refused) if isinstance(refused, DiaError) else "The file did not arrive whole. Drop it once more."
        st.session_state[DROPPED] = Dropped(form=form, said=f"{_name_file(sent)}: {said}", refused=True, fill=None)
        return
    cells = {key: {"values": dict(values), "base": filled.before[key]} for key, values in filled.cells.items()}
    st.session_state[DROPPED] = Dropped(
        form=form, said=grid_files.describe_filled(filled), refused=False, fill={"mark": token_hex(4), "cells": cells}
    )


def _name_file(sent: object) -> str:
    return str(sent.get("name", ""))[:LONGEST_NAME] if isinstance(sent, Mapping) else ""


def _get_filled(name: str) -> Mapping[str, Any] | None:
    """What the workbook that was dropped last fills in; the browser takes it over once."""
    dropped: Dropped | None = st.session_state.get(DROPPED)
    return dropped.fill if dropped and dropped.form == forms.name_in_workspace(name) else None


def _name_component(name: str) -> str:
    return f"cells_{name}"


def _take_over(name: str) -> None:
    """Take what the browser sent; what is no sheet is refused when it is recorded."""
    sent = st.session_state[_name_component(name)]["check"]
    if isinstance(sent, Mapping):
        st.session_state[ENTERED] = Entered(
            form=forms.name_in_workspace(name),
            rows=[{str(key): str(value) for key, value in row.items()} for row in sent["rows"]],
            author=str(sent["author"]),
            reason=str(sent["reason"]),
            sent=True,
        )


def _take_entered(name: str) -> Entered:
    """What was sent of this sheet; it counts as sent in one run."""
    found: Entered | None = st.session_state.get(ENTERED)
    if found is None or found.form != forms.name_in_workspace(name):
        return Entered(form="", rows=[], author="", reason="", sent=False)
    st.session_state[ENTERED] = found._replace(sent=False)
    return found
