"""What members say about a KPI, an activity, a market, a SWOT point or a chart, where that thing is shown."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

import streamlit as st

from dia_data.queries import comments as questions
from dia_data.queries.comments import Comment
from dia_data.record import comments
from dia_data.record.entries import LONGEST_TEXT
from dia_data.wording.days import format_moment
from dia_data.wording.figures import format_count
from pages.ui import forms
from pages.ui.data import ask, ask_undated
from pages.ui.markdown import escape_user_text

PAGE = "page_shown"
"""Where the session keeps which page is shown: charts are named by their page and their key there."""

PAGES: Mapping[str, str] = {"kpi": "kpis", "activity": "roadmap", "market": "markets", "swot": "swot"}
"""Where things of each kind are shown; charts are on many pages."""

LABEL_SIGNS = 60

Subject = tuple[str, str]
"""What a comment is about: its kind and its id."""


def count_open_by_page() -> Mapping[str, int]:
    """How many comments are open on what each page shows; pages without any are left out."""
    pages: Counter[str] = Counter()
    for subject, number in ask_undated(questions.still_open).items():
        pages[_find_page(subject)] += number
    return pages


def _find_page(subject: Subject) -> str:
    kind, name = subject
    return name.partition("/")[0] if kind == comments.CHART else PAGES[kind]


def name_page(page: str) -> None:
    """Say which page is shown; the frame does it before the page is drawn."""
    st.session_state[PAGE] = page


def chart_subject(key: str) -> Subject:
    """What a comment on a chart of the page that is shown is about."""
    return comments.CHART, f"{st.session_state.get(PAGE, '')}/{key}"


def count_open(subject: Subject) -> int:
    """How many comments on something are open."""
    return ask(questions.still_open).get(subject, 0)


def badge_open(number: int) -> str:
    """How many comments are open, for markdown."""
    return f":violet-badge[{format_count(number, 'open comment')}]"


def draw_thread(subject_kind: str, subject: str) -> None:
    """What was said about something, and the forms that add to it and settle it."""
    forms.show_toast()
    list_comments(subject_kind, subject)
    if forms.is_recording_off():
        return
    rows = ask(questions.about, subject_kind=subject_kind, subject=subject)
    _add(subject_kind, subject)
    _settle(subject_kind, subject, [row for row in rows if not row.is_resolved])


def list_comments(subject_kind: str, subject: str) -> None:
    """What was said about something: open comments first, the latest first."""
    rows = ask(questions.about, subject_kind=subject_kind, subject=subject)
    lines = [f"- {format_comment(row)}" for row in rows]
    st.markdown("\n".join([f"**Comments**{'' if lines else ': none yet.'}", "", *lines]))


def format_comment(row: Comment) -> str:
    """One comment in markdown: text, author, day, and whether it is settled."""
    state = ""
    if row.resolved_by and row.resolved_at:
        why = f": {escape_user_text(row.reason)}" if row.reason else ""
        who = _format_author(row.resolved_by, row.resolved_at)
        state = f"  \n  :blue-badge[:material/check: resolved] :small[{who}{why}]"
    return f"{escape_user_text(row.text)}  \n  :small[:gray[{_format_author(row.author, row.written_at)}]]{state}"


def _format_author(name: str, moment: datetime) -> str:
    return f"{escape_user_text(name)}, {format_moment(moment)}"


def _add(subject_kind: str, subject: str) -> None:
    name = f"comment_{subject_kind}_{subject}"
    with forms.draw_form(name, "Add comment") as fields:
        fields["text"] = st.text_area(
            f"Comment, at most {LONGEST_TEXT} characters", key=forms.name_field(f"text_{name}"), height=90
        )
    forms.send(comments.add, fields, done="Comment added.", subject_kind=subject_kind, subject=subject)


def _settle(subject_kind: str, subject: str, still_open: Sequence[Comment]) -> None:
    """The form that settles one of the open comments."""
    if not still_open:
        return
    name = f"settle_{subject_kind}_{subject}"
    texts = {row.comment_id: row.text[:LABEL_SIGNS] for row in still_open}
    now = {row.comment_id: row.batch_id for row in still_open}
    seen = forms.get_seen(name, now)
    with forms.draw_form(name, "Mark as resolved") as fields:
        comment_id: str = st.selectbox(
            "Which comment", list(texts), format_func=lambda one: texts.get(one, one),
            key=forms.name_field(f"which_{name}"),
        )  # fmt: skip
        fields["reason"] = st.text_input("What settled it (optional)", key=forms.name_field(f"reason_{name}"))
    forms.send(
        comments.resolve, fields, done="Comment resolved.", form_name=name, now=now,
        comment_id=comment_id, seen=seen.get(comment_id, now[comment_id]),
    )  # fmt: skip
