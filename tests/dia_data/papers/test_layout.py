"""Cells read the same in every file, and text is what a file can hold."""

from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest

from dia_data.papers.layout import BREAK, break_words, format_paper_cell, shorten, strip_control_chars
from dia_data.papers.paper import Chart, Series


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (float("nan"), ""),
        (pd.NaT, ""),
        (12.0, "12"),
        (np.int64(1250), "1,250"),
        (-0.25, "−0.25"),
        (True, "yes"),
        (date(2021, 6, 30), "30 Jun 2021"),
        (datetime(2021, 6, 30, 14, 5), "30 Jun 2021, 14:05"),  # noqa: DTZ001
        (pd.Timestamp("2021-06-30"), "30 Jun 2021"),
        (["a", "b"], "a, b"),
        (np.array(["a", "b"]), "a, b"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_cell_reads(value: object, text: str):
    assert format_paper_cell(value) == text


def test_what_no_file_can_hold_leaves_a_sign_and_turns_of_direction_are_left_out():
    assert strip_control_chars("a\x00b\x1b\ud800\u202ec\nd") == "a\ufffdb\ufffd\ufffdc\nd"


def test_a_long_word_may_break_and_says_the_same():
    word = "word" * 2500
    assert break_words(word).replace(BREAK, "") == word
    assert max(map(len, break_words(word).split(BREAK))) <= 24
    assert break_words("short words stay as they are") == "short words stay as they are"


def test_a_family_of_joined_signs_is_not_torn_apart():
    family = "👩‍👩‍👧" * 20
    assert all(not piece.startswith("\u200d") for piece in break_words(family).split(BREAK))


def test_a_text_that_is_too_long_ends_with_an_ellipsis():
    assert (shorten("abc", 3), shorten("abcd", 3)) == ("abc", "ab…")


def test_a_chart_needs_a_figure_for_each_category():
    with pytest.raises(ValueError, match="has not one figure"):
        Chart(title="t", kind="bar", categories=["a", "b"], series=[Series(name="s", values=[1.0])])
