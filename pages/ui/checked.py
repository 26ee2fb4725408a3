"""Check, preview, save, undo: the way from a form or a sheet into the record."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import streamlit as st

from dia_data.errors import DiaError, EntryChanged, RowsInvalid
from dia_data.kpis import Standing
from dia_data.queries import history, kpis
from dia_data.queries.history import Entry
from dia_data.record import batches, choices, markets, rehearsal
from dia_data.record import kpis as recording
from dia_data.wording.figures import format_count
from dia_data.wording.scopes import SCOPE_NAMES
from pages.ui import batch_links, forms, moves
from pages.ui.data import ask_undated, get_today, get_workspace_name, record
from pages.ui.markdown import escape_user_text

OUTCOME = "record_outcome"
"""What the last check found: it stays on the page until something is saved or another form is checked."""
LAST = "record_last"
"""The batch saved last, which can be undone at once."""

UNDONE = "Undone. The history keeps it."
SHOWN_MOVES = 100
RECENT = 50
"""Among so many of the newest batches the one saved last is looked for."""


@dataclass(kw_only=True)
class Outcome:
    """What checking a form came to: an answer that refuses, or how the standings would move."""

    form: str
    function: Callable[..., str]
    arguments: dict[str, Any]
    refused: DiaError | None = None
    before: Sequence[Standing] = field(default_factory=list)
    after: Sequence[Standing] = field(default_factory=list)
    is_stale: bool = False
    """Whether the form was changed since: nothing of it is saved before it is checked again."""


@contextmanager
def draw_form(name: str) -> Iterator[forms.Fields]:
    """A form as `forms.draw_form`, whose button is Check, and which is drawn again when it is changed after the check.

    Streamlit's own forms tell of no change before a button is pressed: Save, too, would not know. So each field of the
    block takes `heed(name)`.
    """
    if not forms.is_open(name):
        st.session_state.pop(OUTCOME, None)
    forms.begin_form()
    fields: forms.Fields = {}
    with st.container(border=True):
        yield fields
        fields |= forms.close_form(name, st.button, "Check", **note_change(name), live=True)


def note_change(form_name: str) -> dict[str, Any]:
    """What the page does when a field is changed: nothing until a button is pressed, unless a preview stands."""
    return {"on_change": "rerun" if is_previewed(form_name) or forms.is_sent(form_name) else "ignore"}


def is_previewed(form_name: str) -> bool:
    """Whether a preview of the form stands."""
    outcome = _get_outcome(form_name)
    return outcome is not None and not outcome.refused and not outcome.is_stale


def mark_stale(form_name: str) -> None:
    """Note that the form was changed after the check, so that it must be checked again."""
    outcome = _get_outcome(form_name)
    if outcome:
        outcome.is_stale = True


def draw_reason(form_name: str) -> str:
    """The field for the reason in a form that is checked."""
    typed: str = st.text_input(
        "Reason", key=forms.name_field(f"{form_name}_reason"), live=True, **note_change(form_name)
    )
    return typed


def check_and_save(
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
    pressing again records all the same. `preview` draws what is added or changed. What is changed after the check has
    to be checked again. Returns what was refused, if it was.
    """
    answer, sent, draft = (fields.pop(name) for name in ("answer", "sent", "draft"))
    wanted = {**fields, **arguments}
    if sent:
        st.session_state[OUTCOME] = _check_entry(form_name, function, wanted, now)
    outcome = _get_outcome(form_name)
    if outcome is None:
        return None
    if outcome.refused:
        _explain_refusal(answer, outcome.refused)
        return outcome.refused
    outcome.is_stale |= _select_entered(wanted) != _select_entered(outcome.arguments)
    if outcome.is_stale:
        st.info("The form was changed after the check. Check it again.", icon=":material/published_with_changes:")
        return None
    _draw_preview(outcome, preview)
    if st.button(
        "Save", type=forms.choose_button_type(), icon=":material/save:", key=forms.name_field(f"save_{form_name}")
    ):
        _save(outcome, now, done=done, form_name=form_name, draft=draft)
    return None


def _get_outcome(form_name: str) -> Outcome | None:
    """What the last check found, if it was of this form."""
    outcome: Outcome | None = st.session_state.get(OUTCOME)
    return outcome if outcome and outcome.form == forms.name_in_workspace(form_name) else None


def _select_entered(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """What the member filled in, without what stood in the record."""
    return {name: value for name, value in arguments.items() if name != "seen"}


def _check_entry(form_name: str, function: Callable[..., str], arguments: dict[str, Any], now: object) -> Outcome:
    outcome = Outcome(form=forms.name_in_workspace(form_name), function=function, arguments=arguments)
    rehearse = partial(rehearsal.rehearse, function=function, ask=partial(_ask_standings, day=get_today()))
    try:
        outcome.before, outcome.after = record(rehearse, **arguments)
    except DiaError as refused:
        outcome.refused = refused
        if isinstance(refused, EntryChanged):
            forms.mark_seen(form_name, now)
    return outcome


def _ask_standings(reader: Any, *, day: Any) -> list[Standing]:
    return kpis.standings(reader, today=day)


def _explain_refusal(place: Any, refused: DiaError) -> None:
    """What was refused; what belongs to a single line stands beside that line and is only counted here."""
    if not isinstance(refused, RowsInvalid):
        forms.show_refusal(place, refused)
        return
    wrong = len(refused.of_rows)
    lines = [f"{wrong} {'entry needs' if wrong == 1 else 'entries need'} a correction: see above."] if wrong else []
    place.error(escape_user_text(" ".join(["Nothing was recorded.", *lines, *refused.others])), icon=":material/error:")


def _draw_preview(outcome: Outcome, preview: Callable[[], None]) -> None:
    """What would be added or changed, and how statuses would move."""
    st.subheader("Preview: nothing is saved yet", anchor=False)
    preview()
    names = {kpi: row.kpi_name for kpi, row in ask_undated(recording.list_kpis).items()}
    moved = moves.tabulate_moves(outcome.before, outcome.after, names=names, scopes=name_scopes())
    if not moved:
        st.caption("No status changes.")
        return
    more = f"; the first {SHOWN_MOVES} are shown" if len(moved) > SHOWN_MOVES else ""
    st.markdown(f"**KPIs after saving** ({format_count(len(moved), 'move')}{more})")
    st.table(escape_rows(moved[:SHOWN_MOVES]), hide_index=True)


def escape_rows(rows: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Rows for a table, whose cells are markdown: names of organisations stay text."""
    return [{name: escape_user_text(value) for name, value in row.items()} for row in rows]


def name_scopes() -> dict[str, str]:
    """Every scope that is not one of an SME, and its name."""
    return {**SCOPE_NAMES, **ask_undated(markets.list_countries), **ask_undated(choices.list_missions)}


def _save(outcome: Outcome, now: object, *, done: str, form_name: str, draft: str) -> None:
    """Save what was checked; what the record refuses now is said, and the preview stays."""

    def overtaken() -> None:
        forms.mark_seen(form_name, now)
        outcome.arguments["seen"] = now

    batch_id = forms.attempt(
        outcome.function, st, overtaken=overtaken, before="It was not saved. ", **outcome.arguments
    )  # fmt: skip
    if batch_id:
        note_saved(batch_id)
        forms.finish(done, author=outcome.arguments["author"], draft=draft)


def note_saved(batch_id: str) -> None:
    """Note what was saved last, so that it can be undone at once."""
    st.session_state[LAST] = {"workspace": get_workspace_name(), "batch_id": batch_id}
    st.session_state.pop(OUTCOME, None)


def offer_undo() -> None:
    """What was saved last, with a button that takes it back."""
    last = st.session_state.get(LAST)
    if not last or last["workspace"] != get_workspace_name():
        return
    found = ask_undated(history.entries, most=RECENT)
    row = next((one for one in found if one.batch_id == last["batch_id"]), None)
    if row is None:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f"Saved: {escape_user_text(row.what)}.")
        st.page_link(
            "record.py",
            label="What it changed",
            icon=":material/difference:",
            query_params=batch_links.build_batch_query(row.batch_id),
        )
        if st.button("Undo", icon=":material/undo:", key="undo_last"):
            _undo(row)


def _undo(row: Entry) -> None:
    reason = "Undone right after saving"
    if forms.attempt(batches.withdraw, st, batch_id=row.batch_id, reason=reason, author=row.who):
        st.session_state.pop(LAST)
        st.session_state[forms.SEEN] = {}
        st.session_state[forms.SAID] = UNDONE
        st.rerun()
