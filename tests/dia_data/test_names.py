"""Two spellings of one name are one name, wherever names are compared."""

import re
import unicodedata

import pytest

from dia_data.names import are_same, normalise
from dia_data.settings import ROOT

MULLER = "M\u00fcller"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (MULLER, unicodedata.normalize("NFD", MULLER)),
        ("Straße", "STRASSE"),
        ("Acme", "\uff21\uff23\uff2d\uff25"),
        ("Acme", "Ac\u200bme"),
        ("Acme", "\ufeffAcme\u00ad"),
        ("Acme Ltd", "Acme\u00a0\u2003 ltd"),
        ("Acme Ltd", " Acme\tLtd\n"),
        ("ﬁn", "FIN"),
        ("Ὀδυσσεύς", "ὈΔΥΣΣΕΎΣ"),
        ("株式会社", "㍿"),
    ],
)
def test_spellings_of_one_name_are_the_same(one: str, other: str):
    assert are_same(one, other)


@pytest.mark.parametrize(("one", "other"), [("C", "C++"), ("Muller", MULLER), ("A B", "AB"), ("A-B", "A B")])
def test_other_names_stay_others(one: str, other: str):
    assert not are_same(one, other)


def test_a_name_that_leaves_no_trace_has_an_empty_form():
    assert normalise(" \u200b\u3164\t") == ""


def test_the_form_of_a_form_is_the_form_itself():
    changed = [
        hex(code)
        for code in (*range(0x20000), *range(0xE0000, 0xE1000))
        if normalise(form := normalise(f"a{chr(code)}b\u0345\u0301")) != form
    ]
    assert changed == []


OTHER_RULES = re.compile(r"casefold\(|\blower\(\s*(?!country_code|notes\.country_code)\w|\bupper\(\s*\w|str\.lower\(")
"""Folding by Python's or SQL's own rules; codes of countries, which nobody types, become parts of ids."""


def test_nobody_folds_names_by_other_rules():
    files = [*(ROOT / "dia_data").rglob("*.py"), *(ROOT / "dia_data").rglob("*.sql"), *(ROOT / "pages").rglob("*.py")]
    found = {str(file.relative_to(ROOT)) for file in files if OTHER_RULES.search(file.read_text(encoding="utf-8"))}
    assert found == {"dia_data/names.py"}
