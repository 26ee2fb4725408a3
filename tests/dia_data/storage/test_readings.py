"""What is read as known at a time follows from the key of a table, as it is declared."""

from dia_data.storage.readings import build_reading
from dia_data.storage.tables import FactTable


def test_a_reading_tells_things_apart_by_the_key_of_their_table():
    assert "partition by city, day order by" in build_reading(FactTable(name="weather", key=("city", "day")))


def test_a_reading_of_what_has_parts_replaces_the_whole():
    assert "partition by city order by" in build_reading(FactTable(name="weather", key=("city", "day"), part=("day",)))
