"""Which characters may be left out without a trace."""

import sys
import unicodedata
from itertools import pairwise

import pytest

from dia_data.characters import DEFAULT_IGNORABLE, is_ignorable, remove_ignorable

EVERY = [chr(code) for code in range(sys.maxunicode + 1)]


def test_as_many_are_ignorable_as_unicode_says():
    assert sum(map(is_ignorable, EVERY)) == 4174


def test_the_runs_stand_in_order_and_apart():
    ends = [code for run in DEFAULT_IGNORABLE for code in run]
    assert ends == sorted(ends)
    assert all(second > first + 1 for (_, first), (second, _) in pairwise(DEFAULT_IGNORABLE))


@pytest.mark.parametrize("sign", "\u0600\u06dd\u070f\u08e2\U000110bd")
def test_of_the_category_cf_some_are_printed(sign: str):
    assert (unicodedata.category(sign), is_ignorable(sign)) == ("Cf", False)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Mül\u00adler", "Müller"),
        ("a\u200bb\ufe0f\U000e0041", "ab"),
        ("\u06dd \u0301 \ud800\ufffe", "\u06dd \u0301 \ud800\ufffe"),
        ("", ""),
    ],
)
def test_a_text_without_what_is_ignorable(text: str, left: str):
    assert remove_ignorable(text) == left
