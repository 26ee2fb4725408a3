"""The form of market roles: who is a target market, who a reserve, and why."""

from collections.abc import Mapping

import streamlit as st

from dia_data.record import markets
from dia_data.record.markets import CurrentMarket
from pages.ui import forms, pick
from pages.ui.data import ask_now
from pages.ui.markdown import escape_user_text
from pages.ui.record import flow
from pages.ui.record import text as table


def draw() -> None:
    """Choose a country, give it a role, check, save."""
    names = ask_now(markets.countries)
    standing = ask_now(markets.current)
    country = pick.in_list("Market", names, key="market")
    now = standing.get(country)
    st.caption(f"So far: {_so_far(now)}")
    batch_id = now.batch_id if now else None
    name = f"role_{country}"
    seen = forms.seen(name, batch_id)
    with flow.form(name) as fields:
        fields["role"] = st.segmented_control(
            "Role", list(markets.ROLES), format_func=_role, key=forms.key(f"{name}_role"), **flow.heed(name)
        )
        fields["reason"] = flow.reason(name)
    change = table.role_change(names[country], now, fields["role"])
    flow.follow(
        name, fields, markets.assign, done="The role is recorded.", now=batch_id,
        preview=lambda: _show(change), country_code=country, seen=seen,
    )  # fmt: skip
    st.caption(
        "KPIs that are counted for each target market, the SWOT boards and the markets side by side follow. "
        "What was reported of a market stays in the record when it becomes a reserve."
    )


def _show(change: Mapping[str, str]) -> None:
    st.table([dict(change)], hide_index=True)


def _so_far(now: CurrentMarket | None) -> str:
    if now is None:
        return f"{table.NO_MARKET}."
    said = markets.ROLES[now.role]
    return f"{said} – {escape_user_text(now.note)}" if now.note else f"{said}."


def _role(role: str) -> str:
    name = markets.ROLES[role]
    return f"{name[0].upper()}{name[1:]}"
