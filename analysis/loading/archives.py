"""Open archives: the files in a .zip, the pages in a .warc."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from analysis.loading.delimited import Unreadable, damaged

__all__ = ["LARGEST", "crawled_pages", "zip_members"]

LARGEST = 1_000_000_000  # bytes unpacked; more is a bomb, or too much for memory
_MOST_FILES = 100_000


class Saved(NamedTuple):
    """One page as a crawler saved it."""

    data: bytes
    url: str | None
    retrieved: str | None
    problem: str | None  # why it is none


def zip_members(data: bytes) -> Iterator[tuple[str, bytes | Unreadable]]:
    """Name and content of each file, in order of name; hidden ones are left out.

    Raises:
        Unreadable: where it is no archive, or unpacks to more than memory should hold.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as problem:
        raise damaged("cannot be read as an archive", problem) from problem
    members = sorted(
        (each for each in archive.infolist() if not each.is_dir()), key=lambda each: each.filename
    )
    if len(members) > _MOST_FILES:
        raise Unreadable(f"holds {len(members):,} files, the limit is {_MOST_FILES:,}: split it")
    left = LARGEST
    for member in members:
        if any(part.startswith((".", "_")) for part in member.filename.split("/")):
            continue
        try:
            with archive.open(member) as file:
                content = file.read(left + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            RuntimeError,
            OSError,
            EOFError,
            ValueError,
            NotImplementedError,
        ) as problem:
            yield member.filename, damaged("cannot be unpacked", problem)
            continue
        left -= len(content)
        if left < 0:
            raise Unreadable(f"unpacks to more than {LARGEST:,} bytes: unpack it in parts")
        yield member.filename, content


def crawled_pages(data: bytes) -> Iterator[Saved]:
    """The pages in a crawl (WARC), with the address and time of each; images and such left out.

    Raises:
        Unreadable: where it is no WARC.
    """
    try:
        for record in ArchiveIterator(BytesIO(data)):
            kind = record.http_headers.get_header("Content-Type", "") if record.http_headers else ""
            if record.rec_type != "response" or "html" not in kind:
                continue
            status = record.http_headers.get_statuscode()
            content = record.content_stream().read(LARGEST)
            yield Saved(
                content,
                record.rec_headers.get_header("WARC-Target-URI"),
                record.rec_headers.get_header("WARC-Date"),
                None if status == "200" else f"the server answered {status}: collect it again",
            )
    except (ArchiveLoadFailed, zlib.error, EOFError, ValueError, OSError) as problem:
        raise Unreadable(f"cannot be read as WARC: {problem}") from problem
