"""One address, one answer: within bounds of size and time, and from public hosts alone.

Proxies that the environment names (`http_proxy`, `https_proxy`, `all_proxy`, less `no_proxy`) are
asked instead of the hosts themselves. A host is then looked up by the proxy: one that has a private
address as seen from here is refused all the same, for one that is unknown here the proxy answers.

Why not `trafilatura.fetch_response`: it reads an answer whole before it looks at its size, unpacks
without a bound, follows redirects to any host and asks private addresses as well.
"""

import base64
import http.client
import ipaddress
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit, urlunsplit
from urllib.request import getproxies, proxy_bypass

__all__ = ["AGENT", "Answer", "Fetcher", "Refused"]

AGENT = "Sputlink/0.1 (collects articles for analysis)"
_REDIRECTS = (301, 302, 303, 307, 308)
_HOPS = 5
_BLOCK = 65_536
_PRIVATE = "is in a private network: say so if you mean it (--private-ok)"
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
        try:
            with _told(deadline):
                connection, target, asked = self._connection(parts, deadline)
            with _told(deadline), _open(connection):
                connection.connect()
                names = {"User-Agent": AGENT, "Accept-Encoding": "gzip"}
                connection.request("GET", target, headers=names | asked | dict(headers))
                response = connection.getresponse()
                names = {name.lower(): value for name, value in response.getheaders()}
                whole = response.status == 200
                body = self._body(response, names, deadline) if whole else b""
        except UnicodeError as problem:
            raise Refused(f"is no address that can be asked: {problem}") from problem
        return Answer(url, response.status, names, body)

    def _connection(
        self, parts: SplitResult, deadline: "_Deadline"
    ) -> tuple["_Plain", str, dict[str, str]]:
        """What is connected to for an address, what is asked of it, and the headers that it needs.

        Raises:
            Refused: for a host that is private, as far as can be told before it is reached.
        """
        host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
        proxy = _proxy_for(parts)
        self._check_found(host, port, by_proxy=proxy is not None)
        kind, how = (_Plain, {}) if parts.scheme == "http" else (_Secure, _tls())
        target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        if proxy is None:
            connection, asked = kind(host, port, timeout=self.timeout, **how), {}
        else:
            to = (proxy.hostname, proxy.port or _PORTS["http"])
            connection, asked = kind(*to, timeout=self.timeout, **how), _pass_of(proxy)
            if parts.scheme == "https":
                connection.set_tunnel(host, port, headers=asked)
                asked = {}
            else:
                target = urlunsplit(parts)

        def reached(sock: socket.socket) -> None:
            """Look at the host that is reached, not at the one that was looked up."""
            deadline.watch(sock)
            if proxy is None and not self.private_ok and not _is_public(sock.getpeername()[0]):
                raise Refused(_PRIVATE)

        connection.reached = reached
        return connection, target, asked

    def _check_found(self, host: str, port: int, *, by_proxy: bool) -> None:
        if self.private_ok:
            return
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except socket.gaierror:
            if not by_proxy:
                raise
            return
        public = [_is_public(each[4][0]) for each in found]
        if not (all(public) if by_proxy else any(public)):
            raise Refused(_PRIVATE)

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


class _Plain(http.client.HTTPConnection):
    """Tells the socket that it has before anything is asked of the host."""

    reached: Callable[[socket.socket], object]

    def connect(self) -> None:
        super().connect()
        self.reached(self.sock)


class _Secure(http.client.HTTPSConnection, _Plain):
    """The same, and then the handshake of TLS."""


def _tls() -> dict[str, ssl.SSLContext]:
    return {"context": ssl.create_default_context()}


def _proxy_for(parts: SplitResult) -> SplitResult | None:
    """The proxy that the environment names for an address.

    Raises:
        Refused: for one of a kind that is not known here.
    """
    proxies = getproxies()
    named = proxies.get(parts.scheme) or proxies.get("all")
    if not named or proxy_bypass(parts.netloc):
        return None
    proxy = urlsplit(named if "://" in named else f"http://{named}")
    if proxy.scheme != "http" or not proxy.hostname:
        raise Refused(
            f"is to be asked through a proxy of a kind that is not known ({proxy.scheme}): name "
            f"one that begins with http:// in {parts.scheme}_proxy, or none"
        )
    return proxy


def _pass_of(proxy: SplitResult) -> dict[str, str]:
    if proxy.username is None:
        return {}
    said = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return {"Proxy-Authorization": f"Basic {base64.b64encode(said.encode()).decode()}"}


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
        """Of this connection; what is made of the socket (TLS) is shut with it."""
        self._forget()
        self._sock = sock.dup()
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
        self._forget()

    def _forget(self) -> None:
        if self._sock is not None:
            self._sock.close()


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
