"""The pieces of the sources page: found figures, documents, checks, gaps, corrections, batches."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import pandas as pd
import streamlit as st

from dia_data.attention import CheckResult, write_contradictions
from dia_data.frames import make_rows
from dia_data.queries import checks, sources, swot
from dia_data.queries.sources import Document
from dia_data.settings import BACKUPS, DATABASE
from dia_data.storage import backup
from dia_data.wording.bases import BASES
from dia_data.wording.citations import name_document
from dia_data.wording.figures import NOT_IN_SOURCE, format_count
from pages.ui import cards
from pages.ui.data import ask, is_demonstration
from pages.ui.markdown import escape_markdown, escape_user_text

HOURS_OF_A_DAY = 24
CODE = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b")


def draw_answer() -> None:
    """How many figures are known, how often the sources contradict each other, and how many figures are missing."""
    totals, contradictions, gaps = (
        ask(sources.totals),
        ask(checks.overview, kind="contradiction"),
        ask(sources.market_gaps),
    )
    missing = int(gaps["periods"].isna().sum())
    recorded = f" {totals['recorded']:,} more are recorded by members." if totals["recorded"] else ""
    cards.show_answer(
        f"{totals['figures']:,} figures and statements from {format_count(totals['documents'], 'document')}; "
        f"{missing} of {len(gaps)} market figures {'is' if missing == 1 else 'are'} missing, "
        f"{count_contradictions(contradictions)}",
        more=f"Market figures: {format_count(gaps['indicator_name'].nunique(), 'indicator')} compared in "
        f"{format_count(gaps['country_name'].nunique(), 'market')}, reserves included. "
        f"{write_contradictions(contradictions)}.{recorded}",
    )


def count_contradictions(found: Sequence[CheckResult]) -> str:
    """How many contradictions the checks found: `12 contradictions`."""
    return format_count(sum(check.rows for check in found), "contradiction")


def draw_newest_backup() -> None:
    """How old the newest daily backup of the consortium's record is."""
    if is_demonstration():
        return
    found = backup.list_daily(DATABASE, BACKUPS)
    if found:
        st.caption(f"Newest backup: {format_age(datetime.now(UTC) - found[0].made_at)}.")
    else:
        st.caption("No backup yet.")


def format_age(passed: timedelta) -> str:
    """How long ago something was, in whole hours or days: `less than an hour ago`, `1 hour ago`, `3 days ago`."""
    hours = int(passed.total_seconds() // 3600)
    if hours < 1:
        return "less than an hour ago"
    count, unit = (hours, "hour") if hours < HOURS_OF_A_DAY else (hours // HOURS_OF_A_DAY, "day")
    return f"{count} {unit} ago" if count == 1 else f"{count} {unit}s ago"


def draw_search(wanted: str) -> None:
    """Figures that contain all the words, with the place where each is printed."""
    found = ask(sources.search, words=wanted)
    if found.empty:
        cards.show_empty("No figure contains all these words. Try fewer words, or part of one.")
        return
    first = "the first " if len(found) == sources.SEARCH_LIMIT else ""
    st.caption(f"{first}{format_count(len(found), 'figure contains', 'figures contain')} all the words.")
    retired = [point.text for point in ask(swot.points) if point.is_retired]
    shown = found.assign(
        topic=found["topic"].where(~found["says"].isin(retired), found["topic"] + " (retired point)"),
        figure=found["figure"].map(spell_codes),
        source_id=found["source_id"].map(name_document),
        note=found["note"].fillna("").map(spell_codes),
    )
    columns = ["topic", "figure", "says", "source_id", "locator", "basis", "note"]
    cards.show_table(shown[columns], title="Figures found", key="found")


def spell_codes(text: str) -> str:
    """A text with the codes in it written as words: `Exploratory missions (each market)`."""
    return CODE.sub(lambda code: code[0].replace("_", " "), text)


def draw_documents() -> None:
    """One card for each document: what is stated of its origin, and what is not."""
    for document in make_rows(ask(sources.documents), Document):
        with st.container(border=True):
            st.subheader(escape_user_text(document.title), anchor=False)
            for label, stated in _list_lines(document).items():
                st.markdown(f"**{label}:** {stated}")


def _list_lines(document: Document) -> dict[str, str]:
    return {
        "Producer": _format_stated(document.producer),
        "Published": _format_stated(document.published),
        "How old it is": _format_stated(document.dated),
        "Link": _format_link(document.url),
        "Licence": _format_stated(document.licence),
        "Disclaimer": _format_stated(document.disclaimer),
        "Note": _format_stated(document.note),
    }


def _format_link(url: str | None) -> str:
    return f"<{url}>" if url and re.fullmatch(r"https?://[^\s<>]+", url) else _format_stated(url)


def _format_stated(value: object) -> str:
    return f"*{NOT_IN_SOURCE}*" if value is None else escape_user_text(str(value))


def draw_contents() -> None:
    """How many figures of each basis each topic has."""
    counted = ask(sources.basis_by_topic)
    counted = counted.assign(source_id=counted["source_id"].map(name_document))
    shown = counted.pivot_table(
        index=["source_id", "topic"], columns="basis", values="figures", aggfunc="sum", fill_value=0, observed=True
    )
    bases = [basis for basis in BASES if basis in shown.columns]
    shown = shown[bases].add_prefix("figures_").reset_index()
    with st.container(border=True):
        st.subheader("How we know the figures", anchor=False)
        cards.show_table(shown, title="Figures of each basis per topic", key="contents")
        st.caption(" · ".join(f"**{basis}** {meaning}" for basis, (_, meaning) in BASES.items() if basis in bases))


def draw_gaps() -> None:
    """Which market lacks which of the compared indicators."""
    rows = ask(sources.market_gaps)
    shown = rows.assign(periods=rows["periods"].fillna(NOT_IN_SOURCE).replace("not stated", "•"))
    with st.container(border=True):
        st.subheader("Missing figures by market", anchor=False)
        wide = shown.pivot_table(
            index="indicator_name", columns="country_name", values="periods", aggfunc="first", sort=False
        )
        st.table(wide.rename_axis(index="Indicator", columns=None), alt="Periods stated for each indicator and market")
        st.caption("Each cell lists the periods that the source states; •: stated without a period.")


FOUND: Mapping[str, tuple[str, str]] = {
    "contradiction": ("contradiction", "contradictions"),
    "completeness": ("note", "notes"),
    "integrity": ("exception", "exceptions"),
}
"""What a row that breaks a check of each kind is called: one, and several."""


def draw_checks(kind: str) -> None:
    """Each check of a kind as a sentence; those that do not hold open to the rows that break them."""
    for check in sorted(ask(checks.overview, kind=kind), key=lambda one: -one.rows):
        if not check.rows:
            st.markdown(f":material/check_circle: {escape_markdown(check.sentence)}")
            continue
        title = f"**{format_count(check.rows, *FOUND[kind])}:** {escape_markdown(check.sentence)}"
        opened = st.expander(title, icon=":material/compare_arrows:", key=f"check_{check.name}", on_change="rerun")
        if opened.open:
            with opened:
                rows = ask(checks.broken_by, kind=kind, name=check.name)
                cards.show_table(rows, title=check.sentence, key=f"rows_{check.name}")


def draw_corrections() -> None:
    """Known slips of the sources: what is printed, what the record uses instead, and why."""
    rows = ask(sources.corrections)
    shown = pd.DataFrame(
        {
            "source_id": rows["source_id"].map(name_document),
            "where": rows["table_name"] + ", " + rows["column_name"] + ": " + rows["locator"],
            "printed": rows["printed"],
            "corrected": rows["corrected"],
            "reason": rows["reason"],
        }
    )
    cards.show_table(shown, title="Known errors in the sources, corrected", key="corrections")


def draw_batches() -> None:
    """Everything that was ever recorded, the newest first."""
    rows = ask(sources.batches)
    cards.show_table(rows, title="Changes", key="batches")
