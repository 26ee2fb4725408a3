"""What forms remember: what a member saw when a form was opened, in the workspace that is shown."""

from streamlit.testing.v1 import AppTest

PAGE = """
import streamlit as st

from pages.ui import forms

if st.toggle("Open", value=True):
    st.write(forms.get_seen("entry", st.session_state["now"]))
    with forms.draw_form("entry", "Send"):
        pass
"""


def drawn(app: AppTest, now: str, **state: str) -> str:
    app.session_state["now"] = now
    for name, value in state.items():
        app.session_state[name] = value
    app.run()
    assert not app.exception, app.exception
    return app.markdown[0].value if app.markdown else ""


def test_while_a_form_is_open_it_is_known_what_the_member_saw():
    app = AppTest.from_string(PAGE)
    assert [drawn(app, "first"), drawn(app, "second")] == ["first", "first"]


def test_a_form_that_is_opened_anew_begins_with_what_is_in_the_record_then():
    app = AppTest.from_string(PAGE)
    drawn(app, "first")
    app.toggle[0].set_value(False)
    assert drawn(app, "second") == ""
    app.toggle[0].set_value(True)
    assert drawn(app, "third") == "third"


def test_the_same_form_in_the_other_workspace_is_another_form():
    app = AppTest.from_string(PAGE)
    assert drawn(app, "first") == "first"
    assert drawn(app, "second", workspace="demonstration") == "second"
    assert drawn(app, "third", workspace="consortium") == "first"
