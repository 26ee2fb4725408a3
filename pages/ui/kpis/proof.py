"""What shows that the results of a KPI are true: how many of the things that it counts have a proof, which lack it."""

import streamlit as st

from dia_data.proofs import find_doubles
from dia_data.queries import proofs
from dia_data.wording import proofs as words
from pages.ui import cards
from pages.ui.data import ask
from pages.ui.indicators.kpi_rows import Kpi
from pages.ui.markdown import escape_markdown, escape_user_text


def draw(row: Kpi) -> None:
    """A sentence, what may be counted twice, and the list with its files."""
    things = ask(proofs.list_things, kpi_id=row.kpi_id)
    st.markdown(f"**{escape_markdown(words.count_proofs(things))}**")
    if not things:
        return
    for double in find_doubles(things):
        st.warning(escape_user_text(words.describe_double(double)), icon=":material/join_inner:")
    cards.show_table_and_files(
        words.tabulate(things).drop(columns=["kpi_name"]), title=f"Proof of {row.name}", key=f"proof_{row.kpi_id}"
    )
    st.caption("A proof is a link or the name of a file, or the date with who organised it: Record, Proof.")
