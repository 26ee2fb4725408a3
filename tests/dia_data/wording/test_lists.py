"""Names in a row."""

import pytest

from dia_data.wording.lists import join_names


@pytest.mark.parametrize(
    ("names", "text"), [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")]
)
def test_names_are_listed(names: list[str], text: str):
    assert join_names(names) == text
