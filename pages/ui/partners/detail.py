"""One partner: what it is, and what it has and does, each part with where it is printed."""

from collections.abc import Mapping
from functools import partial
from itertools import groupby

import pandas as pd
import streamlit as st

from dia_data.frames import make_rows
from dia_data.names import normalise
from dia_data.queries import partners
from dia_data.queries.partners import Capability, Profile
from dia_data.wording.figures import NOT_IN_SOURCE
from dia_data.wording.lists import join_names
from pages.ui import drawer
from pages.ui.data import ask
from pages.ui.markdown import escape_markdown
from pages.ui.partners import text as table

KINDS: Mapping[str, str] = {
    "technology": "Technologies",
    "capacity": "Capacities",
    "service": "Services",
    "partnership": "Earlier partnerships",
    "sector": "Sectors as printed",
    "market_contact": "Contacts in markets",
}
"""The parts of a profile, in the order they are shown."""


def draw(partner: str | None, names: Mapping[str, str]) -> None:
    """The drawer of the partner that is open, if there is one; `names` lead from ids to names."""
    if partner and partner in names:
        drawer.draw("profile", names[partner], partial(draw_content, partner))


def draw_content(partner: str) -> None:
    """Everything that is known of one partner."""
    profiles, coverage = ask(partners.profiles), ask(partners.coverage)
    of_partner = profiles[profiles["partner_id"] == partner]
    (row,) = make_rows(of_partner, Profile)
    offers = ask(partners.capabilities, partner=partner)
    title = f"{row.short_name}: {row.partner_name}"
    with drawer.draw_part(title, rows=of_partner, key="profile_of_partner"):
        st.markdown(table.list_facts(row, table.list_industries(coverage, partner)))
        if row.note:
            st.caption(escape_markdown(row.note))
        if absent := list_missing(offers, note=row.note):
            st.caption(escape_markdown(absent))
    for kind, title in KINDS.items():
        rows = offers[offers["kind"] == kind]
        if len(rows):
            with drawer.draw_part(f"{title} ({len(rows)})", rows=rows, key=f"kind_{kind}"):
                st.markdown(group_offers(rows))


def group_offers(rows: pd.DataFrame) -> str:
    """The offers of one kind under their printed headings, as markdown; where each group is printed."""
    by_heading = groupby(make_rows(rows, Capability), key=lambda row: row.heading or "")
    return "\n\n".join(_group(heading, list(found)) for heading, found in by_heading)


def _group(heading: str, rows: list[Capability]) -> str:
    places = ", ".join(dict.fromkeys(row.locator or "" for row in rows))
    head = f"**{escape_markdown(heading)}** " if heading else ""
    return f"{head}({escape_markdown(places)}){table.LINE}{' · '.join(_offer(row) for row in rows)}"


def _offer(row: Capability) -> str:
    """An offer, with the target industry or country it was assigned to by us where its words do not say it."""
    belongs = row.sector_name or row.country_name or ""
    is_said = normalise(belongs) in normalise(row.capability)
    return escape_markdown(row.capability if is_said else f"{row.capability} (ƒ {belongs})")


def list_missing(offers: pd.DataFrame, *, note: str | None) -> str:
    """The parts of which nothing is stated; earlier partnerships may be not known for a reason that the note tells."""
    absent = [kind for kind in KINDS if kind not in set(offers["kind"])]
    unreadable = [kind for kind in absent if kind == "partnership" and "unknown" in (note or "")]
    titles = join_names(KINDS[kind].lower() for kind in absent if kind not in unreadable)
    parts = [f"{titles[:1].upper()}{titles[1:]}: {NOT_IN_SOURCE}."] if titles else []
    parts += [f"{KINDS[kind]}: not known, see the note above." for kind in unreadable]
    return " ".join(parts)
