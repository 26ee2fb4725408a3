"""The error screen: one sentence for a member, the details for whoever keeps the log."""

import logging

from dia_data.errors import DiaError

log = logging.getLogger("dia")


def show(error: Exception) -> bool:
    """Show the sentence of a `DiaError`, or that something unforeseen happened; True: Streamlit adds nothing."""
    import streamlit as st  # noqa: PLC0415  the launcher imports this module before the server is set up

    if isinstance(error, DiaError):
        log.warning("%s", error)
        st.error(error.public, title="This cannot be shown", icon=":material/error:")
    else:
        log.error("Unforeseen error on a page", exc_info=error)
        st.error(
            "This page ran into an unexpected error. Nothing that was recorded is lost. Reload the page. "
            "If the error comes back, tell whoever runs the server: the details are in its log.",
            title="Something went wrong",
            icon=":material/error:",
        )
    return True
