"""The README, the navigation and the commands say the same."""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

from dia_data.settings import ROOT
from dia_data.storage.tables import BASES
from pages._navigation import NAVIGATION

README = (ROOT / "README.md").read_text(encoding="utf-8")
FOLDERS = ("dia_data/storage", "dia_data/documents", "pages", "pages/_server")
"""Where a file is that stands behind another one of its row."""
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def navigation() -> list[str]:
    return [entry.file for entry in NAVIGATION]


def test_each_page_is_in_the_navigation():
    files = {file.stem for file in (ROOT / "pages").glob("*.py") if not file.stem.startswith("_")}
    assert files == set(navigation())


def test_each_page_is_in_the_readme_under_its_address():
    start, *others = navigation()
    addresses = set(re.findall(r"^\| `(/\w*)` \|", README, flags=re.MULTILINE))
    assert start == "briefing"
    assert addresses == {"/", *(f"/{name}" for name in others)}


def test_each_make_command_of_the_readme_exists():
    named = set(re.findall(r"\bmake ([a-z]+)", README))
    assert named >= {"run", "test", "build", "check", "fix", "bench"}
    assert named <= set(re.findall(r"^([a-z]+):", MAKEFILE, flags=re.MULTILINE))


def test_the_record_is_made_anew_where_a_document_of_its_folder_changed(tmp_path: Path):
    shutil.copytree(ROOT / "data" / "documents", tmp_path / "documents")
    (tmp_path / "dia.duckdb").touch()
    assert "dia_data build" not in would_do(tmp_path)
    document = next((tmp_path / "documents").glob("*/*.csv"))
    later = (tmp_path / "dia.duckdb").stat().st_mtime + 1
    os.utime(document, (later, later))
    assert "dia_data build" in would_do(tmp_path)


def would_do(data: Path) -> str:
    """What `make build` would do for a folder of documents and databases, with all installed."""
    command = ["make", "--dry-run", "--old-file", ".venv/installed", "build", f"DIA_DATA={data}"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_each_place_of_the_readme_exists():
    table = README.split("## Where things live")[1].split("## ")[0]
    for place in re.findall(r"`([\w./]+/?)`", table):
        if not place.startswith("/"):
            found = [ROOT / place, *(ROOT / folder / place for folder in FOLDERS)]
            assert any(path.exists() for path in found), place


def test_what_the_dashboard_runs_with_is_pinned():
    chosen = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    pinned = set((ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines())
    assert set(chosen) <= pinned
    assert all("==" in line for line in pinned if line and not line.startswith("#"))


def test_the_readme_explains_each_basis():
    assert [basis for basis in BASES if f"`{basis}`" not in README] == []
