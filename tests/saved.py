"""What takes long to make and is the same for all tests: made once for a program and its documents, and copied."""

import fcntl
import shutil
from pathlib import Path

from dia_data import demonstration
from dia_data.settings import ROOT

FOLDER = ROOT / ".cache" / "tests"


def copy_demonstration(folder: Path) -> Path:
    """A demonstration of this program in `folder`, which is there; nobody else has that copy open."""
    return Path(shutil.copy(_saved_demonstration(), folder / "demonstration.duckdb"))


def _saved_demonstration() -> Path:
    """The demonstration that is copied, never opened. Of several processes that want it at once one makes it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    saved = FOLDER / f"demonstration-{demonstration.fingerprint()}.duckdb"
    with (FOLDER / "making.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not saved.exists():
            for of_an_older_program in FOLDER.glob("demonstration-*.duckdb"):
                of_an_older_program.unlink()
            demonstration.build(saved)
    return saved
