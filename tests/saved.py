"""What takes long to make and is the same for all tests: made once for a program and its documents, and copied."""

import fcntl
import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from dia_data import demonstration
from dia_data.documents import loading
from dia_data.settings import ROOT
from dia_data.storage.store import Store

FOLDER = ROOT / ".cache" / "tests"


def copy_record(folder: Path) -> Path:
    """A record of the documents, loaded today, in `folder`, which is there; nobody else has that copy open."""
    return _copy("dia", folder, version=f"{demonstration.fingerprint()}-{date.today()}", make=_load)  # noqa: DTZ011


def copy_demonstration(folder: Path) -> Path:
    """A demonstration of this program in `folder`, which is there; nobody else has that copy open."""
    return _copy("demonstration", folder, version=demonstration.fingerprint(), make=demonstration.build)


def lay_out(data: Path) -> None:
    """Copy documents, their record and the demonstration to a new folder, so that a dashboard begins at once."""
    lay_out_documents(data)
    copy_record(data)
    copy_demonstration(data)


def lay_out_documents(data: Path) -> None:
    """Copy the documents to a new folder."""
    shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("*.duckdb*", "backups"))


def _load(path: Path) -> None:
    with closing(Store(path)) as store:
        loading.load(store)


def _copy(name: str, folder: Path, *, version: str, make: Callable[[Path], None]) -> Path:
    """Of several processes that want one at once one makes it; what is copied is never opened."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    saved = FOLDER / f"{name}-{version}.duckdb"
    with (FOLDER / "making.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not saved.exists():
            for older in FOLDER.glob(f"{name}-*.duckdb"):
                older.unlink()
            with TemporaryDirectory(dir=FOLDER) as workshop:
                made = Path(workshop) / saved.name
                make(made)
                made.replace(saved)
        return Path(shutil.copy(saved, folder / f"{name}.duckdb"))
