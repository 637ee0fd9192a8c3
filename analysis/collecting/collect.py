"""Ask address after address, politely, keep what they give, and go on where one stopped."""

import fcntl
import json
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import TextIO
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from analysis.collecting.fetch import AGENT, Answer, Fetcher, Refused
from analysis.collecting.links import links_of, suffix_of
from analysis.outputs import OutputError

__all__ = ["Collected", "collect"]

_LOG = ".collected.jsonl"  # hidden: the loader passes it over
_DEEPEST = 3  # a sitemap of sitemaps of sitemaps
_GONE = (401, 403)


@dataclass
class Collected:
    """What came of the addresses."""

    kept: list[Path] = field(default_factory=list)
    known: int = 0  # kept before, or not changed since
    set_aside: list[tuple[str, str]] = field(default_factory=list)  # address, reason


def collect(
    urls: Iterable[str],
    out: str | Path,
    *,
    fetcher: Fetcher | None = None,
    delay: float = 2,
    most: int = 1000,
    again: bool = False,
    watch: Callable[[int], object] | None = None,
    sleep: Callable[[float], object] = time.sleep,
) -> Collected:
    """Keep the pages of addresses, and of those that feeds and sitemaps among them name.

    What robots.txt forbids is not asked. A page is kept as it came, in a folder a host, with its
    address and the time in a `.toml` beside it, as `read_articles` understands. A log in the folder
    remembers each address: what was kept before is not asked again, feeds and sitemaps are asked
    whether they have changed.

    Args:
        urls: Addresses; blank lines and those that begin with `#` are passed over.
        out: The folder; it may hold pages kept before.
        fetcher: How to ask: bounds of size and time, private hosts (default: `Fetcher()`).
        delay: Seconds between two questions to one host, or what its robots.txt asks for if more.
        most: Most pages to keep.
        again: Ask for pages kept before whether they have changed, too.
        watch: Called after each address with how many are still to be asked.
        sleep: What waits.

    Raises:
        OutputError: if another run is collecting into the folder.
        OSError: if the folder can't be written.
    """
    with _log_of(Path(out)) as log:
        work = _Work(Path(out), log, fetcher or Fetcher(), delay=delay, again=again, sleep=sleep)
        return _collect(work, urls, most, watch)


def _collect(
    work: "_Work", urls: Iterable[str], most: int, watch: Callable[[int], object] | None
) -> Collected:
    done, seen = Collected(), set()
    waiting = [(url.strip(), 0) for url in urls if url.strip() and not url.startswith("#")]
    while waiting and len(done.kept) < most:
        url, depth = waiting.pop(0)
        if url in seen:
            continue
        seen.add(url)
        try:
            links = work.take(url, done)
            if links and depth >= _DEEPEST:
                raise Refused(f"is a sitemap more than {_DEEPEST} deep")
            waiting[:0] = [(link, depth + 1) for link in links]
        except Refused as problem:
            done.set_aside.append((url, str(problem)))
        if watch is not None:
            watch(min(len(waiting), most - len(done.kept)))
    done.set_aside += [(url, f"was not asked: {most:,} pages are kept") for url, _ in waiting]
    return done


class _Work:
    """The folder with its log, and what is known of each host."""

    def __init__(
        self,
        out: Path,
        log: TextIO,
        fetcher: Fetcher,
        *,
        delay: float,
        again: bool,
        sleep: Callable,
    ) -> None:
        self._out, self._fetcher, self._again, self._sleep = out, fetcher, again, sleep
        self._delay, self._file = delay, log
        self._log = {row["url"]: row for row in _rows(out / _LOG)}
        self._robots: dict[str, RobotFileParser | str] = {}
        self._last: dict[str, float] = {}

    def take(self, url: str, done: Collected) -> list[str]:
        """Keep the page of an address; or the addresses that it names."""
        before = self._log.get(url, {})
        is_page = "file" in before and (self._out / before["file"]).exists()
        if is_page and not self._again:
            done.known += 1
            return []
        answer = self._ask(url, before)
        if answer.status == 304:
            done.known += 1
            return []
        if answer.status != 200:
            raise Refused(f"was answered with {answer.status}")
        marks = {
            name: answer.headers[name]
            for name in ("etag", "last-modified")
            if name in answer.headers
        }
        links = links_of(answer.body, most=10 * self._fetcher.max_bytes)
        if links is not None:
            self._remember({"url": url, "links": len(links), **marks})
            return links
        file = self._keep(url, answer)
        self._remember({"url": url, "file": file, **marks})
        done.kept.append(self._out / file)
        return []

    def _ask(self, url: str, before: dict) -> Answer:
        self._permit(url)
        asked = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
        headers = {name: before[mark] for mark, name in asked.items() if mark in before}
        return self._fetcher.get(url, headers, check=self._permit)

    def _permit(self, url: str) -> None:
        """Wait for the turn of an address, or refuse what its robots.txt forbids."""
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        robots = self._rules(host)
        if isinstance(robots, str):
            raise Refused(robots)
        if not robots.can_fetch(AGENT, url):
            raise Refused("is forbidden by its robots.txt")
        self._wait(host, float(robots.crawl_delay(AGENT) or 0))

    def _rules(self, host: str) -> RobotFileParser | str:
        """What robots.txt of a host says, or why nothing of it may be asked."""
        if host not in self._robots:
            rules = RobotFileParser()
            rules.parse([])
            self._robots[host] = rules
            try:
                answer = self._fetcher.get(f"{host}/robots.txt")
            except Refused as problem:
                self._robots[host] = f"has a robots.txt that {problem}"
                return self._robots[host]
            if answer.status in _GONE:
                self._robots[host] = "is forbidden by its robots.txt"
            elif answer.status >= 500:
                self._robots[host] = "has a robots.txt that can't be had now: try later"
            elif answer.status == 200:
                rules.parse(answer.body.decode("utf-8", "replace").splitlines())
            self._last[host] = time.monotonic()
        return self._robots[host]

    def _wait(self, host: str, asked: float) -> None:
        since = time.monotonic() - self._last.get(host, float("-inf"))
        self._sleep(max(0.0, max(self._delay, asked) - since))
        self._last[host] = time.monotonic()

    def _keep(self, url: str, answer: Answer) -> str:
        suffix = suffix_of(answer.body, answer.headers.get("content-type", ""))
        host = "".join(c if c.isalnum() or c in "-." else "_" for c in urlsplit(url).netloc)
        name = blake2b(url.encode(), digest_size=10).hexdigest()
        folder = self._out / host.lstrip(".")
        folder.mkdir(exist_ok=True)
        now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S+00:00")
        about = f"url = {json.dumps(answer.url)}\nretrieved = {json.dumps(now)}\n"
        _write(folder / f"{name}.toml", about.encode())
        _write(folder / f"{name}{suffix}", answer.body)
        return f"{folder.name}/{name}{suffix}"

    def _remember(self, row: dict) -> None:
        self._log[row["url"]] = row
        self._file.write(json.dumps(row) + "\n")
        self._file.flush()


@contextmanager
def _log_of(out: Path) -> Iterator[TextIO]:
    """The log of a folder, to add rows to; the folder is made, and locked for this run."""
    out.mkdir(parents=True, exist_ok=True)
    with (out / _LOG).open("a+", encoding="utf-8") as log:
        try:
            fcntl.flock(log, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise OutputError(
                f"another run is collecting into {out}: wait for its end, or name another folder"
            ) from problem
        log.seek(0)
        if (text := log.read()) and not text.endswith("\n"):  # a kill cut its last line short
            log.write("\n")
        yield log


def _rows(log: Path) -> Iterator[dict]:
    """Rows of the log; a last line that a kill cut short is passed over."""
    for line in log.read_text(encoding="utf-8").splitlines():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict) and isinstance(row.get("url"), str):
            yield row


def _write(path: Path, content: bytes) -> None:
    """All of it or nothing; what a killed run left is written over."""
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(content)
    new.replace(path)
