"""What browser tests need: a Chromium, Playwright's own or Debian's; else a clear message."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome")
BY_HAND = (
    "The browser tests need Chromium, and it could not be installed. Install it by hand (Debian and Ubuntu: "
    "sudo apt-get install chromium; elsewhere: .venv/bin/playwright install chromium) and try again."
)


def executable(playwright: Playwright) -> str | None:
    """The path of a Chromium that is installed: Playwright's own, or the system's; None: there is none."""
    own = Path(playwright.chromium.executable_path)
    if own.exists():
        return str(own)
    return next(filter(None, map(shutil.which, SYSTEM_NAMES)), None)


def main() -> int:
    """Install a Chromium where there is none; the exit code says whether it is there now."""
    if _installed():
        return 0
    attempts = [[sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"]]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        attempts += [["apt-get", "update"], ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]]
    for command in attempts:
        subprocess.run(command, check=False)
        if _installed():
            return 0
    sys.stderr.write(BY_HAND + "\n")
    return 1


def _installed() -> bool:
    with sync_playwright() as playwright:
        return executable(playwright) is not None


if __name__ == "__main__":
    sys.exit(main())
