"""How long it takes to make the database from the documents."""

import time

from tests.bench import servers
from tests.bench.findings import Finding

GOAL_SECONDS = 3
REPEATS = 5


def measure() -> list[Finding]:
    """The whole command, each time in a folder without a database."""
    times = []
    for _ in range(REPEATS):
        with servers.documents() as data:
            begun = time.perf_counter()
            servers.build(data)
            times.append(time.perf_counter() - begun)
    return [Finding(what="build, cold", times=times, plus=GOAL_SECONDS)]
