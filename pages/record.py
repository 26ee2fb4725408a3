"""What members report: results, targets, dates, events and comments; what changed, and how it is undone."""

from pages.ui import forms, pick, record_batch, record_flow, record_forms, record_history
from pages.ui.record_table import HISTORY

VIEWS = (*record_forms.FORMS, HISTORY)

forms.said()
record_flow.offer_undo()
view = pick.one_of(
    "What to report",
    pick.plain_options(VIEWS),
    key="report",
    on_change=record_batch.leave,
    wrap=True,
    label_visibility="collapsed",
)
if view == HISTORY:
    record_history.draw()
elif not forms.off():
    record_forms.FORMS[view]()
