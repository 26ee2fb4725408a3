"""What markdown would act on is shown as text."""

import re

import pytest

from pages.ui.markdown import FIRST_STRONG, JOINER, POP, escape_markdown, escape_user_text


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "**bold**", "[link](http://x)", "# title", "$x$", ":red[x]"]
)
def test_markdown_and_html_are_shown_as_text(text: str):
    escaped = escape_markdown(text)
    assert escaped.replace("\\", "") == text
    assert all(f"\\{sign}" in escaped for sign in text if sign in "<>*[]()#$:")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "**bold** _it_ `code` [a](https://example.com)",
        "www.example.org and a@b.com",
        ":material/home: :smile: a -> b <- c -- d <= e",
        "=1+1",
        "1. first",
        "&lt;b&gt; &copy;",
        "שלום",
    ],
)
def test_what_a_member_typed_reads_as_typed(text: str):
    shown = escape_user_text(text)
    assert (shown[0], shown[-1]) == (FIRST_STRONG, POP)
    unescaped = re.sub(r"\\(.)", r"\1", shown[1:-1].replace("&amp;", "&")).replace(JOINER, "")
    assert unescaped == text


@pytest.mark.parametrize("sign", ["https://", "www.", "a@b.com", ":material/home:", ":smile:", "->", "<-", "--", ">="])
def test_nothing_a_member_typed_becomes_a_link_an_icon_or_an_arrow(sign: str):
    assert JOINER in escape_user_text(f"x {sign} y")


def test_typed_text_cannot_turn_the_direction_of_what_follows():
    assert "\u202e" not in escape_user_text("abc \u202edef")
    assert escape_user_text("one\n\n- two") == "\u2068one \\- two\u2069"
