"""`python -m tests.bench`: measure all, or what is named, in one table.

Only when named: `size`, `soak`, `faults` and `forecasts`.
"""

import sys

from tests.bench import (
    build,
    faults,
    filter_change,
    forecasts,
    knee,
    kpi_sessions,
    kpis,
    live,
    meeting,
    papers,
    questions,
    size,
    soak,
    start,
    streams,
    visits,
)
from tests.bench.findings import table

SUBJECTS = {
    "build": build.measure,
    "start": start.measure,
    "visits": visits.measure,
    "filter_change": filter_change.measure,
    "questions": questions.measure,
    "kpis": kpis.measure,
    "papers": papers.measure,
    "kpi_sessions": kpi_sessions.measure,
    "knee": knee.measure,
    "live": live.measure,
    "meeting": meeting.measure,
    "streams": streams.measure,
}
ONLY_WHEN_NAMED = {"size": size.measure}
"""What takes many minutes."""
REPORTS = {"soak": soak.report, "faults": faults.report, "forecasts": forecasts.report}
"""What has no goal that is a speed."""


def main(names: list[str]) -> int:
    """Print what was found; the exit code says whether the names are known, not whether the goals are reached."""
    unknown = [name for name in names if name not in {*SUBJECTS, *ONLY_WHEN_NAMED, *REPORTS}]
    if unknown:
        print(
            f"usage: python -m tests.bench [{' | '.join([*SUBJECTS, *ONLY_WHEN_NAMED, *REPORTS])}] …", file=sys.stderr
        )
        return 2
    findings = []
    for name in names or SUBJECTS:
        measure = (SUBJECTS | ONLY_WHEN_NAMED).get(name)
        if measure:
            print(f"measuring {name} …", file=sys.stderr)
            findings += measure()
    if findings:
        print(table(findings))
    for name in names:
        for line in REPORTS[name]() if name in REPORTS else ():
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
