"""Where things lie: the documents, the database files, the prepared assets."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from dia_data.errors import SettingInvalid

ROOT = Path(__file__).resolve().parent.parent

DATA = Path(os.environ.get("DIA_DATA", ROOT / "data"))
"""The folder of documents and databases. `DIA_DATA` names another one, for instance in tests."""

DOCUMENTS = DATA / "documents"
CORRECTIONS = DATA / "corrections.toml"
BOUNDARIES = DATA / "boundaries"
TIME_ZONE = os.environ.get("DIA_TIME_ZONE") or "Europe/Brussels"
"""Whose day and time the programme goes by. `DIA_TIME_ZONE` names another zone; what the record writes is UTC."""

DATABASE = DATA / "dia.duckdb"
DEMONSTRATION = DATA / "demonstration.duckdb"
DIGESTS = DATA / "digest"
"""Where pages of the digest are written if no folder is named."""
BACKUPS = Path(os.environ.get("DIA_BACKUPS", DATA / "backups"))
"""The folder of the daily backups. `DIA_BACKUPS` names another one, best on another disk."""
ASSETS = ROOT / ".cache" / "static"


def is_demonstration_ahead() -> bool:
    """Whether the server makes the demonstration when it starts: not where `DIA_DEMONSTRATION_AHEAD` is no.

    Raises `SettingInvalid` for anything but yes and no.
    """
    name, usual = "DIA_DEMONSTRATION_AHEAD", "yes"
    sentence = os.environ.get(name, usual)
    if sentence not in ("yes", "no"):
        raise SettingInvalid(name, sentence, "yes or no")
    return sentence == "yes"


def count_kept_backups() -> int:
    """How many daily backups are kept, as `DIA_BACKUPS_KEPT` says; 0: none is made. Raises `SettingInvalid`."""
    name, usual = "DIA_BACKUPS_KEPT", "14"
    sentence = os.environ.get(name, usual)
    if not sentence.isdecimal():
        raise SettingInvalid(name, sentence, "a whole number of backups, or 0 for none")
    return int(sentence)


def get_dashboard_address() -> str:
    """Under which address members open the dashboard, as `DIA_ADDRESS` says; empty: not set. Raises `SettingInvalid`.

    Links in mail need it: what is sent does not know from where it is opened.
    """
    name = "DIA_ADDRESS"
    sentence = os.environ.get(name, "").strip()
    parts = urlsplit(sentence)
    if sentence and (parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment):
        raise SettingInvalid(name, sentence, "an address such as https://dia.example.org")
    return sentence
