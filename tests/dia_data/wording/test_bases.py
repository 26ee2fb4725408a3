"""The signs of bases."""

from dia_data.wording.bases import explain_bases


def test_the_legend_explains_the_signs_that_are_used_and_no_other():
    assert explain_bases(["stated", "approximate"]) == "≈ printed as approximate, such as “around” or “nearly”"
    assert explain_bases(["stated"]) == ""
