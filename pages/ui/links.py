"""Links to what is seen: copied with one click, and old ones lead to what they meant after names have changed."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dia_data.storage.tables import CRITERIA
from dia_data.wording.days import format_period
from pages.ui import pick, runs
from pages.ui.markdown import escape_user_text

Address = Mapping[str, Sequence[str]]
"""What an address says behind its page: names, each with its labels."""


@dataclass(frozen=True, kw_only=True)
class Redirect:
    """What old links say, and what it is called `now`.

    A `page` alone: the path of a page. With a `name`: a name in its address, on every page where none is named. With a
    `label` too: one label under that name.
    """

    page: str = ""
    name: str = ""
    label: str = ""
    now: str


REDIRECTS = (
    Redirect(page="home", now="briefing"),
    Redirect(page="meetings", now="meeting"),
    Redirect(page="swot", name="view", now="show"),
    Redirect(page="swot", name="show", label="Rules", now="Warnings"),
    Redirect(page="sources", name="view", now="list"),
    Redirect(page="sources", name="list", label="Batches", now="Changes"),
    Redirect(page="roadmap", name="activity", now="focus"),
    *(Redirect(page="evaluation", name="criterion", label=name, now=name.capitalize()) for name in CRITERIA),
    Redirect(page="kpis", name="kpi_part", label="Course", now="Over time"),
    Redirect(page="kpis", name="kpi_part", label="Meaning", now="Definition"),
    Redirect(name="sector", label="Logistic", now="Logistics"),
    Redirect(name="country", label="United Kingdom", now="UK"),
    Redirect(name="country", label="United States", now="USA"),
)
"""Whoever renames a page, a name in an address or a label adds a line: links in minutes and mails live long."""

SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
BUTTON = '<button type="button" title="Copy the link to this view">Copy link</button><span role="status"></span>'
STYLE = """
button {
  padding: 0.15rem 0.5rem; border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius);
  background: transparent; color: var(--st-text-color); font-family: var(--st-font); font-size: 0.875rem;
  white-space: nowrap; cursor: pointer;
}
button:hover, button:focus-visible { border-color: var(--st-primary-color); color: var(--st-primary-color); }
[role="status"]:not(:empty) { margin-left: 0.4rem; font-family: var(--st-font); font-size: 0.875rem; }
"""

PERIOD = "period"
"""A quarter in the address of /record, where it was once written as the record does: `2021-Q4`."""

READABLE = re.compile(r"[\w-]{1,60}")
"""A path that Streamlit takes for that of a page."""

_copied = st.components.v2.component("dia_copied", html=BUTTON, css=STYLE, js=SCRIPT)


def draw_copy_button() -> None:
    """A button that copies the address of what is seen, with its filters, selection and date."""
    _copied(key="copy_link", width="content", height="content")


def list_unseen_pages(known: Collection[str]) -> list[StreamlitPage]:
    """The paths that pages had, and one that a browser asks for and is not `known`: for the navigation, unseen there.

    Without the latter Streamlit would show a dialog of its own.
    """
    paths = {one.page for one in REDIRECTS if one.page and not one.name}
    asked = runs.get_asked_path()
    if READABLE.fullmatch(asked) and asked not in known:
        paths.add(asked)
    return [st.Page(_draw_nothing, url_path=path, title=path, visibility="hidden") for path in sorted(paths)]


def _draw_nothing() -> None:
    """A path without a page shows nothing: `follow_address` leads on from it."""


def follow_address(page: str, *, files: Sequence[str], is_there: bool) -> None:
    """Where the address is an old one, go where it leads now; to be asked before anything is drawn.

    Where no page is there, go to the first of the `files`, and say so unless it is what was meant.
    """
    asked = {name: st.query_params.get_all(name) for name in st.query_params}
    now = renew_address(page, asked)
    if now[0] not in files:
        pick.note_in_vain("page", f"There is no page “{escape_user_text(page)}”: the briefing is shown.")
        now = (files[0], {})
    if now != (page, asked) or not is_there:
        st.switch_page(f"{now[0]}.py", query_params=now[1])


def renew_address(page: str, asked: Address) -> tuple[str, Address]:
    """The page and the address that old ones mean; as they are where they are not old."""
    page = next((one.now for one in REDIRECTS if not one.name and one.page == page), page)
    of_page = [one for one in REDIRECTS if one.name and one.page in ("", page)]
    names = {one.name: one.now for one in of_page if not one.label and one.now not in asked}
    named = {names.get(name, name): labels for name, labels in asked.items()}
    labels = {(one.name, one.label): one.now for one in of_page if one.label}
    renewed = {name: [labels.get((name, one), one) for one in sentence] for name, sentence in named.items()}
    if page == "record" and PERIOD in renewed:
        renewed[PERIOD] = [format_period(one) for one in renewed[PERIOD]]
    return page, renewed
