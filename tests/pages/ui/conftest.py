"""What the record knows, for tests of what pages make of it."""

import pandas as pd
import pytest

from dia_data.queries import cooperation
from dia_data.storage.store import Store


@pytest.fixture(scope="session")
def pairs(loaded: Store) -> pd.DataFrame:
    """The pairs of regions with how they cooperate."""
    return cooperation.pairs(loaded)


@pytest.fixture(scope="session")
def members(loaded: Store) -> pd.DataFrame:
    """The countries of each region."""
    return cooperation.members(loaded)
