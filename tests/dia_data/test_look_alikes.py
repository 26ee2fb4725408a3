"""Names that look like one that is known are offered; others are left alone."""

import pytest

from dia_data.look_alikes import find_look_alikes

KNOWN = ["Example Robotics Ltd", "Sample 07 GmbH", "Sample 08 GmbH", "Atelier"]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("Exmaple Robotics Ltd", "Example Robotics Ltd"),
        ("Example Robotics", "Example Robotics Ltd"),
        ("Example-Robotics Ltd.", "Example Robotics Ltd"),
        ("Sample 07", "Sample 07 GmbH"),
        ("Atelier SAS", "Atelier"),
    ],
)
def test_a_slip_a_shorter_and_a_longer_form_are_offered_the_known_name(typed: str, offered: str):
    assert find_look_alikes([typed], KNOWN) == {typed: offered}


@pytest.mark.parametrize(
    "typed", ["example robotics LTD", "Sample 09 GmbH", "Sample 7 GmbH", "Ate", "Another name", ""]
)
def test_a_known_name_another_number_and_another_name_are_left_alone(typed: str):
    assert find_look_alikes([typed], KNOWN) == {}
