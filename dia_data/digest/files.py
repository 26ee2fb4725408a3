"""The pages of all partners as files: in a folder, or as one ZIP."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from dia_data.digest.page import Page
from dia_data.digest.write import write_html, write_text
from dia_data.errors import DiaError

MIME = "application/zip"


class DigestNotWritten(DiaError):
    """Pages of the digest could not be written as files."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            f"The digest cannot be written to {folder} ({reason}). Nothing was sent. "
            "Name another folder, or make it writable."
        )


def name_file(page: Page, kind: str) -> str:
    """`dia-digest-2021-12-31-scs.html`; that of a page from the demonstration begins with it."""
    before = "demonstration-" if page.is_demonstration else ""
    return f"{before}dia-digest-{page.day:%Y-%m-%d}-{re.sub('[^a-z0-9_]+', '-', page.partner_id.lower())}.{kind}"


def write_folder(pages: Sequence[Page], folder: Path, *, base: str = "") -> None:
    """Write each page as HTML and plain text into a folder, in place of those of the same day.

    The folder is made where its parent is there. Raises `DigestNotWritten`.
    """
    try:
        folder.mkdir(exist_ok=True)
        for name, content in _list_files(pages, base):
            (folder / name).write_bytes(content)
    except OSError as error:
        raise DigestNotWritten(folder, error.strerror or str(error)) from error


def write_zip(pages: Sequence[Page], *, base: str = "") -> bytes:
    """The same as one ZIP."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _list_files(pages, base):
            archive.writestr(name, content)
    return stream.getvalue()


def _list_files(pages: Sequence[Page], base: str) -> Iterator[tuple[str, bytes]]:
    for page in pages:
        yield name_file(page, "html"), write_html(page, base=base).encode()
        yield name_file(page, "txt"), write_text(page, base=base).encode()
