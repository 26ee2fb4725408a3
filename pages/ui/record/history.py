"""What changed between two dates, and undoing what a form recorded."""

from datetime import timedelta
from functools import partial

import pandas as pd
import streamlit as st

from dia_data import local_time
from dia_data.queries import history
from dia_data.record import batches
from dia_data.wording.figures import format_count
from pages.ui import batch_links, cards, checked, forms, more, pick
from pages.ui.data import WORKSPACE, ask, ask_undated, get_today, get_workspace_name, is_demonstration
from pages.ui.record import batch, digest
from pages.ui.record import text as table

SHOWN_BATCHES = 200
DAYS = 30


def draw() -> None:
    """The one batch that the address names; else the list of what changed, then the form that undoes."""
    batch_id = pick.find_opened(batch_links.BATCH)
    if batch_id:
        batch.draw(batch_id)
        return
    _draw_changed()
    st.subheader("Undo", anchor=False)
    if not forms.is_recording_off():
        _undo()


def _draw_changed() -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.subheader("What changed", anchor=False, width="content")
        digest.draw_button()
    left, right = st.columns(2)
    last = get_today()  # in the keys as well: on a new day the fields begin with that day
    start = left.date_input("From", value=last - timedelta(days=DAYS), format="YYYY-MM-DD", key=f"changed_from_{last}")
    end = right.date_input("To", value=last, format="YYYY-MM-DD", key=f"changed_to_{last}")
    found = ask(history.between, start=start, end=end)
    entered = found[found["kind"] != "document"]
    read = len(found) - len(entered)
    if read:
        st.caption(
            f"Also, {format_count(read, 'table was', 'tables were')} loaded from the documents: "
            "see Changes on the Sources page."
        )
    if entered.empty:
        cards.show_empty("Nothing was recorded or undone between these days. Choose an earlier start.")
        return
    shown = _shown(entered)
    workspace = {WORKSPACE: get_workspace_name()} if is_demonstration() else {}
    cards.show_grid(
        shown.assign(batch_id=[batch_links.link_batch(batch_id, workspace) for batch_id in shown["batch_id"]]),
        columns={"batch_id": st.column_config.LinkColumn(display_text="open")},
        alt="What changed",
    )
    with st.container(horizontal=True, horizontal_alignment="right"):
        title, key = "What changed", "changed"
        more.draw(title, key=key, table=partial(cards.show_table_and_files, shown, title=title, key=key))


def _shown(found: pd.DataFrame) -> pd.DataFrame:
    lines = found.assign(
        why=found["why"].fillna(""), changed_at_local=found["changed_at"].map(local_time.to_wall_clock)
    )
    return lines[["changed_at_local", "who", "action", "what", "why", "batch_id"]]


def _undo() -> None:
    """Choose one of the batches that forms recorded, say why, and take it back."""
    found = ask_undated(history.entries, most=SHOWN_BATCHES)
    if not found:
        cards.show_empty("Nothing was recorded in a form yet, so there is nothing to undo.")
        return
    labels = {row.batch_id: table.label_batch(row) for row in found}
    with forms.draw_form("undo", "Undo") as fields:
        batch_id = st.selectbox(
            "What was recorded, newest first", list(labels), index=None,
            format_func=lambda one: labels.get(one, one), placeholder="Choose one", key=forms.name_field("undo_batch"),
        )  # fmt: skip
        fields["reason"] = st.text_input("Reason", key=forms.name_field("undo_reason"))
    if fields["sent"] and not batch_id:
        fields["answer"].error("Choose what is to be undone.", icon=":material/error:")
        return
    forms.send(batches.withdraw, fields, done=checked.UNDONE, saved=checked.note_saved, batch_id=batch_id)
