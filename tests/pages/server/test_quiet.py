"""What is said again and again is written so often, and then counted."""

import logging

from pages._server.quiet import AT_ONCE, WITHIN_SECONDS, SaidOften


def said(often: SaidOften, text: str, line: int = 1) -> str | None:
    """What is written of something that is said at a line of the program."""
    record = logging.LogRecord("dia", logging.WARNING, "page.py", line, text, (), None)
    return record.getMessage() if often.filter(record) else None


def test_a_line_is_written_ten_times_and_then_counted():
    clock = iter([0.0] * 100 + [WITHIN_SECONDS])
    often = SaidOften(clock=lambda: next(clock))
    written = [text for number in range(100) if (text := said(often, f"visitor {number}"))]
    assert len(written) == AT_ONCE
    assert said(often, "visitor 100") == f"visitor 100 (and {100 - AT_ONCE} more like it before)"


def test_another_line_is_written_meanwhile():
    often = SaidOften(clock=lambda: 0.0)
    for _ in range(100):
        said(often, "again")
    assert said(often, "something else", line=2) == "something else"


def test_what_is_said_seldom_is_written_always():
    clock = iter(range(0, 100_000, 10))
    often = SaidOften(clock=lambda: next(clock))
    assert {said(often, "now and then") for _ in range(200)} == {"now and then"}
