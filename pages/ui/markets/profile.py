"""The profile of one market: what it is good and bad at, its figures, its credit risk, and who of us is there."""

from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from dia_data.frames import make_rows
from dia_data.queries import markets
from dia_data.queries.markets import Point, Presence, Reading
from dia_data.wording.bases import BASES
from dia_data.wording.figures import NOT_IN_SOURCE, format_with_unit
from pages.ui import cards, drawer
from pages.ui.data import ask
from pages.ui.markdown import escape_markdown

KINDS = {
    "strength": ("Strengths", ":material/add_circle:"),
    "weakness": ("Weaknesses", ":material/do_not_disturb_on:"),
    "summary": ("Summary", ":material/summarize:"),
    "mention": ("What else the source says", ":material/chat_bubble:"),
}


CREDIT: Mapping[str, str] = {
    "payments": "Payments",
    "insolvencies": "Insolvencies",
    "stance": "Stance of Atradius",
}
"""What the prose says of credit risk, where the marks of the grids are lost."""


def draw(country: str | None, names: Mapping[str, str]) -> None:
    """The drawer of the market that is open, if there is one; `names` lead from codes to names."""
    if country and country in names:
        drawer.draw("market", names[country], partial(_draw_content, country, names[country]))


def _draw_content(country: str, name: str) -> None:
    """Everything that is known of one market."""
    notes = ask(markets.notes, countries=[country])
    points, credit = notes[~notes["kind"].isin(CREDIT)], notes[notes["kind"].isin(CREDIT)]
    with drawer.draw_part(f"{name}: what to know", rows=points, key="points", about=("market", country)):
        _draw_points(points)
    covered = ask(markets.coverage, country=country)
    with drawer.draw_part(f"{name}: who we have there", rows=covered, key="coverage"):
        _draw_coverage(covered)
    figures = ask(markets.figures, country=country)
    with drawer.draw_part(f"{name}: all figures", rows=figures, key="figures"):
        _draw_figures(figures, name)
    grid = ask(markets.credit_grid, country=country)
    with drawer.draw_part(f"{name}: credit risk in the words of the text", rows=credit, key="credit_words"):
        _draw_credit_words(credit)
    with drawer.draw_part(f"{name}: credit risk", rows=grid, key="credit_risk"):
        _draw_credit_risk(grid, name)


def draw_credit(rows: pd.DataFrame, order: Sequence[str]) -> None:
    """What the text says about payments and insolvencies in each market, and how open Atradius is there."""
    st.table(tabulate_credit(rows, order), hide_index=True, alt="Payments, insolvencies and Atradius’ stance by market")
    st.caption("Expectations are those at the time of publication, not today’s.")


def tabulate_credit(rows: pd.DataFrame, order: Sequence[str]) -> pd.DataFrame:
    """A line per market: what the text says of each; or that it is not in the source."""
    lines = [
        {
            "Market": f"**{escape_markdown(name)}**",
            **{
                title: _join_notes(rows[(rows["country_name"] == name) & (rows["kind"] == kind)])
                for kind, title in CREDIT.items()
            },
        }
        for name in order
    ]
    return pd.DataFrame(lines)


def _join_notes(rows: pd.DataFrame) -> str:
    return escape_markdown("; ".join(_sign_points(rows)) or NOT_IN_SOURCE)


def draw_sizes(rows: pd.DataFrame) -> None:
    """Market sizes in words: no bars, since no two of them measure the same."""
    if rows.empty:
        cards.show_empty("The source states no market size for the markets shown.")
        return
    shown = pd.DataFrame(
        {
            "Market": rows["country_name"],
            "What is measured": rows["indicator_name"],
            "Amount": [format_with_unit(row) for row in make_rows(rows, Reading)],
            "Period": rows["period"],
            "Section": rows["locator"],
        }
    )
    st.table(shown, hide_index=True, alt="Market sizes as stated")
    st.caption("Each in its own measure, currency and year: these amounts cannot be compared, converted or added up.")


def _draw_points(points: pd.DataFrame) -> None:
    kinds = [kind for kind in KINDS if kind in set(points["kind"])]
    for column, kind in zip(st.columns(len(kinds) or 1), kinds, strict=False):
        title, icon = KINDS[kind]
        column.markdown(f"{icon} **{title}**")
        texts = _sign_points(points[points["kind"] == kind])
        column.markdown("\n".join(f"- {escape_markdown(text)}" for text in texts))


def _sign_points(rows: pd.DataFrame) -> list[str]:
    """Points with how we know them, where the source does not print them so."""
    signed = [(point.text, *BASES[point.basis]) for point in make_rows(rows, Point)]
    return [f"{text} ({sign} {meaning})" if sign else text for text, sign, meaning in signed]


def _draw_coverage(covered: pd.DataFrame) -> None:
    if covered.empty:
        cards.show_empty("No partner is based there, and the source states no contacts.")
    for row in make_rows(covered, Presence):
        st.markdown(escape_markdown(f"{row.partner} {row.how}: {row.covers}"))


def _draw_figures(figures: pd.DataFrame, name: str) -> None:
    if figures.empty:
        cards.show_empty(f"No figure about {name} is in the source.")
        return
    sentence = figures.assign(
        figure=[format_with_unit(row) for row in make_rows(figures, Reading)], note=figures["note"].fillna("")
    )
    columns = ["indicator_name", "period", "figure", "basis", "printed", "locator", "edition", "note"]
    cards.show_grid(sentence[columns], alt=f"All figures about {name}", height=320)
    st.caption("Market sizes stay in their own currency and year: they are never converted or added up.")


def _draw_credit_words(rows: pd.DataFrame) -> None:
    for kind, title in CREDIT.items():
        texts = _sign_points(rows[rows["kind"] == kind]) or [NOT_IN_SOURCE]
        st.markdown(f"**{title}**\n" + "\n".join(f"- {escape_markdown(text)}" for text in texts))


def _draw_credit_risk(grid: pd.DataFrame, name: str) -> None:
    if grid.empty:
        cards.show_empty(f"The source has no credit-risk grid for {name}.")
        return
    shown = pd.DataFrame(
        {
            "Question": grid["line"],
            "Mark": grid["mark"].fillna("unknown: its position is lost in the text of the source"),
            "Possible marks": grid["words"],
        }
    )
    st.table(shown, hide_index=True, alt=f"Credit-risk grid of {name}")
