"""One address, one answer: within bounds of size and time, and from public hosts alone.

Why not `trafilatura.fetch_response`: it reads an answer whole before it looks at its size, unpacks
without a bound, follows redirects to any host and asks private addresses as well.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

__all__ = ["AGENT", "Answer", "Fetcher", "Refused"]

AGENT = "Sputlink/0.1 (collects articles for analysis)"
_REDIRECTS = (301, 302, 303, 307, 308)
_HOPS = 5
_BLOCK = 65_536
_PORTS = {"http": 80, "https": 443}
_SAFE = "%/:=&?~#+!$,;'@()*[]"  # of an address, what is already encoded and what divides it


class Refused(Exception):
    """An address gives nothing that can be kept; the message says why."""


@dataclass(frozen=True)
class Answer:
    """What an address gave: `url` is where it came from in the end."""

    url: str
    status: int
    headers: Mapping[str, str]  # names in lower case
    body: bytes


@dataclass(frozen=True)
class Fetcher:
    """Asks for addresses.

    Attributes:
        max_bytes: Most bytes of an answer, unpacked.
        timeout: Seconds for one address, redirects included.
        private_ok: Ask hosts in private networks, too.
    """

    max_bytes: int = 5_000_000
    timeout: float = 30
    private_ok: bool = False

    def get(
        self,
        url: str,
        headers: Mapping[str, str] | None = None,
        *,
        check: Callable[[str], object] | None = None,
    ) -> Answer:
        """The answer of an address, after redirects; `check` may refuse where one leads.

        Raises:
            Refused: saying why: no address of the web, a private host, redirects in a circle, an
                answer too long, too slow or cut short, or no answer.
        """
        seen: list[str] = []
        with _Deadline(self.timeout) as deadline:
            while True:
                url = _checked(url)
                if url in seen or len(seen) > _HOPS:
                    raise Refused(f"is redirected in a circle or more than {_HOPS} times")
                seen.append(url)
                answer = self._ask(url, headers or {}, deadline)
                to = answer.headers.get("location")
                if answer.status not in _REDIRECTS or not to:
                    return answer
                url = _checked(urljoin(url, to))
                if check is not None:
                    check(url)

    def _ask(self, url: str, headers: Mapping[str, str], deadline: "_Deadline") -> Answer:
        parts = urlsplit(url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else None
        how = {"context": ssl.create_default_context()} if kind else {}
        connection = (kind or http.client.HTTPConnection)(
            parts.hostname, parts.port or _PORTS[parts.scheme], timeout=self.timeout, **how
        )
        target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        asked = {"User-Agent": AGENT, "Accept-Encoding": "gzip", **headers}
        try:
            with _told(deadline), _open(connection):
                self._connect(connection, deadline)
                connection.request("GET", target, headers=asked)
                response = connection.getresponse()
                names = {name.lower(): value for name, value in response.getheaders()}
                whole = response.status == 200
                body = self._body(response, names, deadline) if whole else b""
        except UnicodeError as problem:
            raise Refused(f"is no address that can be asked: {problem}") from problem
        return Answer(url, response.status, names, body)

    def _connect(self, connection: http.client.HTTPConnection, deadline: "_Deadline") -> None:
        """Connect, and look at the host that is reached, not at the one that was looked up."""
        found = socket.getaddrinfo(connection.host, connection.port, type=socket.SOCK_STREAM)
        if not self.private_ok and not any(_is_public(each[4][0]) for each in found):
            raise Refused("is in a private network: say so if you mean it (--private-ok)")
        connection.connect()
        deadline.watch(connection.sock)
        if not self.private_ok and not _is_public(connection.sock.getpeername()[0]):
            raise Refused("is in a private network: say so if you mean it (--private-ok)")

    def _body(
        self, response: http.client.HTTPResponse, headers: Mapping[str, str], deadline: "_Deadline"
    ) -> bytes:
        packed = headers.get("content-encoding", "").strip().lower()
        if packed not in ("", "identity", "gzip", "x-gzip"):
            raise Refused(f"is packed in a way that was not asked for ({packed[:40]})")
        length, blocks = response.length, _Blocks(response)
        parts, size = [], 0
        for part in _unpacked(blocks, packed, self.max_bytes):
            parts.append(part)
            size += len(part)
            if size > self.max_bytes:
                raise Refused(f"is longer than {self.max_bytes:,} bytes")
        if deadline.passed:
            raise Refused(f"took longer than {self.timeout:g} seconds")
        if length is not None and blocks.size < length:
            raise Refused(f"is cut short: {blocks.size:,} of {length:,} bytes came")
        return b"".join(parts)


class _Blocks:
    """The body block by block, as it comes, and how many bytes came."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self._response, self.size = response, 0

    def __iter__(self) -> Iterator[bytes]:
        while block := self._response.read1(_BLOCK):
            self.size += len(block)
            yield block


def _unpacked(blocks: Iterable[bytes], packed: str, most: int) -> Iterator[bytes]:
    """The blocks as they are, or out of gzip; never more than a block over `most` is unpacked."""
    if packed in ("", "identity"):
        yield from blocks
        return
    unpack = zlib.decompressobj(wbits=47)
    left = most + 1
    for block in blocks:
        while block and left > 0:
            part = unpack.decompress(block, left)
            left -= len(part)
            yield part
            block = unpack.unconsumed_tail
    if left > 0 and not unpack.eof:
        raise Refused("is cut short: its gzip has no end")


class _Deadline:
    """Shuts the connection when the time is up, however slowly the other side sends."""

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self.seconds = seconds
        self._sock: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._shut)
        self._timer.daemon = True

    def watch(self, sock: socket.socket) -> None:
        self._sock = sock
        if self.passed:
            self._shut()

    def _shut(self) -> None:
        self.passed = True
        if self._sock is not None:
            with suppress(OSError):
                self._sock.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> "_Deadline":
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()


@contextmanager
def _told(deadline: _Deadline) -> Iterator[None]:
    """Whatever goes wrong on the way is told as a reason."""
    try:
        yield
    except (OSError, http.client.HTTPException, zlib.error, ValueError) as problem:
        if deadline.passed or isinstance(problem, TimeoutError):
            raise Refused(f"took longer than {deadline.seconds:g} seconds") from problem
        said = str(problem) or type(problem).__name__
        raise Refused(f"can't be had: {said[:200]}") from problem


@contextmanager
def _open(connection: http.client.HTTPConnection) -> Iterator[None]:
    try:
        yield
    finally:
        connection.close()


def _checked(url: str) -> str:
    """The address in ASCII, without its fragment."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode()
    except (ValueError, UnicodeError) as problem:
        raise Refused(f"is no address: {problem}") from problem
    if parts.scheme not in _PORTS or not host:
        raise Refused("is no address of the web: it begins with http:// or https://")
    if parts.username or parts.password:
        raise Refused("has a name or password in it: leave them out")
    shown = f"[{host}]" if ":" in host else host
    place = shown if port in (None, _PORTS[parts.scheme]) else f"{shown}:{port}"
    path, query = quote(parts.path or "/", safe=_SAFE), quote(parts.query, safe=_SAFE)
    return urlunsplit((parts.scheme, place, path, query, ""))


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return ip.is_global and not ip.is_multicast
