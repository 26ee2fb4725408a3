"""The digest of all partners as files."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from dia_data.digest import files
from dia_data.digest.facts import Digest
from dia_data.digest.page import build_page
from dia_data.errors import SettingInvalid
from dia_data.queries import digests
from dia_data.settings import get_dashboard_address
from pages.ui import exports
from pages.ui.data import ask_later, get_today


def draw_button() -> None:
    """A button for the pages of all partners as one ZIP, made when it is asked for."""
    try:
        base = get_dashboard_address()
    except SettingInvalid as error:
        st.warning(error.public, icon=":material/error:")
        return
    st.download_button(
        "Download digest", data=partial(write, ask_later(digests.list_digests, today=get_today()), base),
        file_name=exports.name_file(f"dia-digest-{get_today():%Y-%m-%d}.zip"), mime=files.MIME,
        icon=":material/mail:", on_click="ignore", key="digest",
        help="A page for each partner, as HTML and as text: what is due from it, what changed, the next meeting.",
    )  # fmt: skip


def write(found: Callable[[], list[Digest]], base: str) -> bytes:
    """The pages of the digests that `found` answers with, as one ZIP; links lead to the dashboard at `base`."""
    return files.write_zip([build_page(one) for one in found()], base=base)
