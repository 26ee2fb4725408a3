"""Check, preview, save, undo: the way from a form of /record into the record."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import streamlit as st

from dia_data.errors import DiaError, EntryChanged
from dia_data.kpis import Standing
from dia_data.queries import history, kpis
from dia_data.record import batches, rehearsal, reports
from dia_data.record import kpis as recording
from pages.ui import forms, words
from pages.ui import record_table as table
from pages.ui.data import ask_now, record, today, workspace_name

OUTCOME = "record_outcome"
"""What the last check found: it stays on the page until something is saved or another form is checked."""
LAST = "record_last"
"""The batch saved last, which can be undone at once."""

SHOWN_MOVES = 12
RECENT = 50
"""Among so many of the newest batches the one saved last is looked for."""

SCOPE_NAMES = {
    "consortium": "The consortium",
    "each_market": "Each target market",
    "each_mission": "Each mission",
    "each_sme_and_mission": "Each SME in each mission",
}


@dataclass(kw_only=True)
class Outcome:
    """What checking a form came to: an answer that refuses, or how the standings would move."""

    form: str
    function: Callable[..., str]
    arguments: dict[str, Any]
    refused: DiaError | None = None
    before: Sequence[Standing] = field(default_factory=list)
    after: Sequence[Standing] = field(default_factory=list)


def follow(
    form_name: str,
    fields: forms.Fields,
    function: Callable[..., str],
    *,
    done: str,
    now: object,
    preview: Callable[[], None] = lambda: None,
    **arguments: Any,
) -> DiaError | None:
    """Check what the form holds when its button is pressed, show what would change, and save it when that is pressed.

    `now` is what the form would have seen if it were opened now: where somebody else was faster, that is said, and
    pressing again records all the same. `preview` draws what is added or changed. Returns what was refused, if it was.
    """
    answer, sent = fields.pop("answer"), fields.pop("sent")
    name = _name(form_name)
    if sent:
        st.session_state[OUTCOME] = _checked(name, function, {**fields, **arguments}, now)
    outcome: Outcome | None = st.session_state.get(OUTCOME)
    if outcome is None or outcome.form != name:
        return None
    if outcome.refused:
        _say(answer, outcome.refused)
        return outcome.refused
    _preview(outcome, preview)
    if st.button("Save", type="primary", icon=":material/save:", key=forms.key(f"save_{form_name}")):
        _save(outcome, now, done=done, form_name=form_name)
    return None


def seen(form_name: str, now: Any, *, part: str = "") -> Any:
    """What a member saw of a `part` when the form was opened; that is now, if it was not open yet.

    A form is open while its field for the reason is on the page.
    """
    opened: dict[str, Any] = st.session_state.setdefault(forms.SEEN, {})
    name = _name(form_name) + part
    if forms.key(f"{form_name}_reason") not in st.session_state:
        opened[name] = now
    return opened.setdefault(name, now)


def _name(form_name: str) -> str:
    return f"{workspace_name()}/{forms.key(form_name)}"


def _see(name: str, now: object) -> None:
    st.session_state.setdefault(forms.SEEN, {})[name] = now


def _checked(name: str, function: Callable[..., str], arguments: dict[str, Any], now: object) -> Outcome:
    outcome = Outcome(form=name, function=function, arguments=arguments)
    rehearse = partial(rehearsal.rehearse, function=function, ask=partial(_standings, day=today()))
    try:
        outcome.before, outcome.after = record(rehearse, **arguments)
    except EntryChanged as changed:
        outcome.refused = changed
        _see(name, now)
    except DiaError as refused:
        outcome.refused = refused
    return outcome


def _standings(reader: Any, *, day: Any) -> list[Standing]:
    return kpis.standings(reader, today=day)


def _say(place: Any, refused: DiaError) -> None:
    """What was refused; what belongs to a single line stands beside that line and is only counted here."""
    if isinstance(refused, EntryChanged):
        place.warning(words.typed(str(refused)), icon=":material/group:")
        return
    if not isinstance(refused, reports.ResultsInvalid):
        place.error(words.typed(str(refused)), icon=":material/error:")
        return
    wrong = len(refused.of_rows)
    lines = [f"{wrong} {'entry needs' if wrong == 1 else 'entries need'} a correction: see above."] if wrong else []
    place.error(words.typed(" ".join(["Nothing was recorded.", *lines, *refused.others])), icon=":material/error:")


def _preview(outcome: Outcome, preview: Callable[[], None]) -> None:
    """What would be added or changed, and how statuses would move."""
    st.subheader("Preview: nothing is saved yet", anchor=False)
    preview()
    names = {kpi: row["kpi_name"] for kpi, row in ask_now(recording.kpis).items()}
    moved = table.moves(outcome.before, outcome.after, names=names, scopes=scope_names())
    if not moved:
        st.caption("No status moves.")
        return
    more = f"; the first {SHOWN_MOVES} are shown" if len(moved) > SHOWN_MOVES else ""
    st.markdown(f"**How KPIs would stand** ({len(moved)} move{more})")
    st.table(_shown(moved[:SHOWN_MOVES]), hide_index=True)


def _shown(rows: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Rows for a table, whose cells are markdown: names of organisations stay text."""
    return [{name: words.typed(value) for name, value in row.items()} for row in rows]


def scope_names() -> dict[str, str]:
    """Every scope that is not one of an SME, and its name."""
    return {**SCOPE_NAMES, **ask_now(reports.markets), **ask_now(reports.missions)}


def _save(outcome: Outcome, now: object, *, done: str, form_name: str) -> None:
    """Save what was checked; what the record refuses now is said, and the preview stays."""
    try:
        batch_id = record(outcome.function, **outcome.arguments)
    except EntryChanged as changed:
        _see(_name(form_name), now)
        outcome.arguments["seen"] = now
        st.warning(words.typed(str(changed)), icon=":material/group:")
        return
    except DiaError as refused:
        st.error(words.typed(f"It was not saved. {refused}"), icon=":material/error:")
        return
    finished(batch_id, author=outcome.arguments["author"], done=done)


def send(
    form_name: str,
    fields: forms.Fields,
    function: Callable[..., str],
    *,
    done: str,
    now: object = None,
    **arguments: Any,
) -> None:
    """Record at once what moves no status, such as a comment, when the button is pressed."""
    answer, sent = fields.pop("answer"), fields.pop("sent")
    if not sent:
        return
    try:
        batch_id = record(function, **fields, **arguments)
    except EntryChanged as changed:
        _see(_name(form_name), now)
        _say(answer, changed)
        return
    except DiaError as refused:
        _say(answer, refused)
        return
    finished(batch_id, author=fields["author"], done=done)


def finished(batch_id: str, *, author: str, done: str) -> None:
    """Draw the page anew after something was saved: it is said and can be undone, and the fields are empty."""
    st.session_state[forms.NAME] = author
    st.session_state[forms.TURN] = st.session_state.get(forms.TURN, 0) + 1
    st.session_state[forms.SAID] = done
    st.session_state[forms.SEEN] = {}
    st.session_state[LAST] = {"workspace": workspace_name(), "batch_id": batch_id}
    st.session_state.pop(OUTCOME, None)
    st.rerun()


def offer_undo() -> None:
    """What was saved last, with a button that takes it back."""
    last = st.session_state.get(LAST)
    if not last or last["workspace"] != workspace_name():
        return
    found = ask_now(history.entries, most=RECENT)
    row = next((one for one in found.to_dict("records") if one["batch_id"] == last["batch_id"]), None)
    if row is None:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f"Saved: {words.typed(row['what'])}.")
        if st.button("Undo", icon=":material/undo:", key="undo_last"):
            _undo(row)


def _undo(row: Mapping[Any, Any]) -> None:
    try:
        record(batches.withdraw, batch_id=row["batch_id"], reason="Undone right after saving", author=row["who"])
    except DiaError as refused:
        st.error(words.typed(str(refused)), icon=":material/error:")
        return
    st.session_state.pop(LAST)
    st.session_state[forms.SEEN] = {}
    st.session_state[forms.SAID] = "It is undone; the history keeps it."
    st.rerun()
