"""Each field of each form is one that its draft knows, under a name that outlives the session."""

import ast
import json
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from dia_data.settings import ROOT

TYPED_INTO = {"text_input", "text_area", "number_input", "date_input"}
OF_NO_FORM = {"f'changed_from_{last}'", "f'changed_to_{last}'"}
"""Fields that choose what is shown, beside the forms."""

FORM = """
import streamlit as st

from pages.ui import forms

forms.show_toast()
st.text_input("Beside", key=forms.name_field("beside"))
with forms.draw_form("entry", "Send") as fields:
    fields["text"] = st.text_input("Text", key=forms.name_field("text"))
if fields.pop("sent"):
    forms.finish("Saved.", author="Ana", draft=fields["draft"])
"""


def fields() -> Iterator[tuple[str, str]]:
    """Where something can be typed in a module with forms, and the key that it has there."""
    for file in sorted((ROOT / "pages" / "ui").rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        for call in ast.walk(ast.parse(text)):
            is_field = isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
            if is_field and call.func.attr in TYPED_INTO and "draw_form(" in text:
                keys = [ast.unparse(one.value) for one in call.keywords if one.arg == "key"]
                yield f"{file.stem}, line {call.lineno}", keys[0] if keys else "no key"


def test_what_is_typed_into_any_form_has_a_key_that_its_draft_knows():
    found = list(fields())
    assert found
    known = ("name_field(", "_key(")
    assert [
        place for place, key in found if key not in (*OF_NO_FORM, "key") and not any(name in key for name in known)
    ] == []


def told(app: AppTest) -> list[dict]:
    """What the browser is told of drafts."""
    return [json.loads(one.proto.json) for one in app.get("bidi_component")]


@pytest.fixture
def page() -> AppTest:
    return AppTest.from_string(FORM).run()


def test_a_draft_knows_the_fields_of_its_form_and_no_others_by_names_that_stay(page: AppTest):
    fields = {"text": "text_0", "name_entry": "name_entry_0"}
    assert told(page) == [{"id": "consortium/entry", "fields": fields, "gone": {}}]


def test_after_a_saving_the_browser_is_told_which_draft_is_gone_and_the_names_are_the_same(page: AppTest):
    page.button[0].click().run()
    dropped, kept = told(page)
    assert dropped["gone"] == kept["gone"]
    assert set(kept["gone"]) == {"consortium/entry"}
    assert kept["fields"] == {"text": "text_1", "name_entry": "name_entry_1"}


def test_the_same_form_in_the_other_workspace_has_a_draft_of_its_own(page: AppTest):
    page.session_state["workspace"] = "demonstration"
    assert [one["id"] for one in told(page.run())] == ["demonstration/entry"]
