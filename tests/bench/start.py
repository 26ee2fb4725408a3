"""How long `make run` takes when everything is installed and built."""

import subprocess

from dia_data.settings import ROOT
from tests.bench import servers
from tests.bench.findings import Finding

GOAL_SECONDS = 5
REPEATS = 5
INSTALLED = "--assume-old=.venv/installed"
"""The environment is there, since this runs in it; whatever made it, it is not made again."""


def measure() -> list[Finding]:
    """From the command until the page and the health of the database are served."""
    with servers.record() as data:
        subprocess.run(
            ["make", INSTALLED, "build"],
            cwd=ROOT,
            env=servers.environment(data),
            check=True,
            stdout=subprocess.DEVNULL,
        )
        times = [_start_seconds(data) for _ in range(REPEATS)]
    return [Finding(what="make run, second time", times=times, plus=GOAL_SECONDS)]


def _start_seconds(data) -> float:
    command = ("make", INSTALLED, "run", f"PORT={servers.PORT}")
    with servers.running(command, data, answers=("/", "/healthz")) as server:
        return server.start_seconds
