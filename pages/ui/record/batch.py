"""One batch: what it changed, who, why, which decisions it carried out, and how it is undone."""

from typing import Any

import streamlit as st

from dia_data.queries import batches as questions
from dia_data.queries import decisions, history
from dia_data.queries.history import RecordedBatch
from dia_data.record import batches
from dia_data.wording.days import format_moment
from pages.ui import batch_links, cards, checked, forms
from pages.ui.data import ask
from pages.ui.markdown import escape_user_text
from pages.ui.record import text as table

SHOWN_CHANGES = 200


def draw(batch_id: str) -> None:
    """The batch, or that there is none; below it the way back to all of them."""
    found = ask(history.batch, batch_id=batch_id)
    if found:
        _draw_batch(found)
        _draw_changes(found)
        _draw_decisions(batch_id)
        _undo(found)
    else:
        cards.show_empty(
            f"The link asks for the change “{escape_user_text(batch_id)}”, which is not in the record"
            " on the date shown. See all changes."
        )
    st.button("All changes", icon=":material/arrow_back:", on_click=leave)


def leave() -> None:
    """Show no batch any more."""
    st.query_params.pop(batch_links.BATCH, None)


def _draw_batch(found: RecordedBatch) -> None:
    st.subheader(escape_user_text(found.what), anchor=False)
    why = f": {escape_user_text(found.why)}" if found.why else ""
    st.markdown(f"Recorded by {escape_user_text(_format_author(found.who, found.changed_at))}{why}")
    if found.withdrawn_at:
        who = _format_author(found.withdrawn_by or "", found.withdrawn_at)
        st.warning(
            f"No longer counts: undone by {escape_user_text(who)}: {escape_user_text(found.withdrawn_reason or '')}",
            icon=":material/undo:",
        )


def _format_author(name: str, moment: Any) -> str:
    return f"{name}, {format_moment(moment)}"


def _draw_changes(found: RecordedBatch) -> None:
    """The table of what it changed."""
    rows = ask(questions.changes, batch_id=found.batch_id)
    lines = table.tabulate_changes(rows, why=found.why, scopes=checked.name_scopes())
    if not lines:
        return
    more = f"; the first {SHOWN_CHANGES} are shown" if len(lines) > SHOWN_CHANGES else ""
    st.markdown(f"**What it changed** ({len(lines)} {'value' if len(lines) == 1 else 'values'}{more})")
    st.table(checked.escape_rows(lines[:SHOWN_CHANGES]), hide_index=True, alt="What it changed")


def _draw_decisions(batch_id: str) -> None:
    """The decisions that it carried out."""
    carried_out = [row for row in ask(decisions.decisions) if row.changed_batch == batch_id]
    if carried_out:
        st.markdown("**Decisions it carried out**")
        st.markdown(
            "\n".join(
                f"- {escape_user_text(row.text)} ({escape_user_text(row.meeting_name or '')})" for row in carried_out
            )
        )


def _undo(found: RecordedBatch) -> None:
    """The form that takes it back, where it can be."""
    if found.kind != "entry" or found.withdrawn_at:
        return
    st.subheader("Undo", anchor=False)
    if forms.is_recording_off():
        return
    with forms.draw_form(f"undo_{found.batch_id}", "Undo") as fields:
        fields["reason"] = st.text_input("Reason", key=forms.name_field(f"undo_{found.batch_id}_reason"))
    forms.send(
        batches.withdraw, fields, done=checked.UNDONE, saved=checked.note_saved, batch_id=found.batch_id
    )  # fmt: skip
