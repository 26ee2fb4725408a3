"""The form of market roles: who is a target market, who a reserve, and why."""

from collections.abc import Mapping

import streamlit as st

from dia_data.record import markets
from dia_data.record.markets import CurrentMarket
from dia_data.wording.codes import MARKET_ROLES
from pages.ui import checked, forms, pick
from pages.ui.data import ask_undated
from pages.ui.markdown import escape_user_text
from pages.ui.record import text as table


def draw() -> None:
    """Choose a country, give it a role, check, save."""
    names = ask_undated(markets.list_countries)
    standing = ask_undated(markets.find_current)
    country = pick.choose_in_list("Market", names, key="market")
    now = standing.get(country)
    st.caption(f"So far: {_describe_role(now)}")
    batch_id = now.batch_id if now else None
    name = f"role_{country}"
    seen = forms.get_seen(name, batch_id)
    with checked.draw_form(name) as fields:
        fields["role"] = st.segmented_control(
            "Role",
            list(MARKET_ROLES),
            format_func=_name_role,
            key=forms.name_field(f"{name}_role"),
            **checked.note_change(name),
        )
        fields["reason"] = checked.draw_reason(name)
    change = table.describe_role_change(names[country], now, fields["role"])
    checked.check_and_save(
        name, fields, markets.assign, done="Role saved.", now=batch_id,
        preview=lambda: _show(change), country_code=country, seen=seen,
    )  # fmt: skip
    st.caption(
        "KPIs counted for each target market, the SWOT boards and the Markets page change with it. "
        "What was reported about a market stays in the record when it becomes a reserve."
    )


def _show(change: Mapping[str, str]) -> None:
    st.table([dict(change)], hide_index=True)


def _describe_role(now: CurrentMarket | None) -> str:
    if now is None:
        return f"{table.NO_MARKET}."
    sentence = MARKET_ROLES[now.role]
    return f"{sentence} – {escape_user_text(now.note)}" if now.note else f"{sentence}."


def _name_role(role: str) -> str:
    name = MARKET_ROLES[role]
    return f"{name[0].upper()}{name[1:]}"
