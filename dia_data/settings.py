"""Where things lie: the documents, the database files, the prepared assets."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

DATA = Path(os.environ.get("DIA_DATA", ROOT / "data"))
"""The folder of documents and databases. `DIA_DATA` names another one, for instance in tests."""

DOCUMENTS = DATA / "documents"
CORRECTIONS = DATA / "corrections.toml"
BOUNDARIES = DATA / "boundaries"
DATABASE = DATA / "dia.duckdb"
DEMONSTRATION = DATA / "demonstration.duckdb"
ASSETS = ROOT / ".cache" / "static"
