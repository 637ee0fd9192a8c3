"""A server on loopback that answers well, and in every bad way that a network knows."""

import gzip
import re
import threading
import time
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

PAGE = (
    "<!doctype html><html><head><title>{0}</title>"
    '<meta property="og:site_name" content="Norpost"></head><body><article><h1>{0}</h1>'
    "<p>Norland and Sudland met on Monday, and the talks about the river went on until night. "
    "Nobody was hurt, said a clerk of the town hall, who had watched them from the stairs.</p>"
    "<p>The river has been low for weeks. Both sides want its water for their fields.</p>"
    "</article></body></html>"
)


RSS = '<?xml version="1.0"?><rss version="2.0"><channel>{}</channel></rss>'
MAPS = "<?xml version='1.0'?><sitemapindex><sitemap><loc>{}</loc></sitemap></sitemapindex>"
ITEMS = "".join(f"<item><link>HERE/a{i}</link></item>" for i in range(3))
MAP = "<urlset><url><loc>HERE/a7</loc></url><url><loc>HERE/a8</loc></url></urlset>"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    "<urlset><loc>&b;</loc></urlset>"
)
XML = "application/xml"
# By the first part of the path: the body, and how it is sent. HERE stands for the server.
ANSWERS = {
    "robots.txt": ("User-agent: *\nDisallow: /secret\nCrawl-delay: 3\n", {"kind": "text/plain"}),
    "feed": (RSS.format(ITEMS), {"kind": "application/rss+xml"}),
    "sitemap.xml": (MAPS.format("HERE/map.gz"), {"kind": XML}),
    "map.gz": (MAP, {"kind": "application/gzip", "pack": True}),
    "deep": (MAPS.format("HERE/deep2"), {"kind": XML}),
    "deep2": (MAPS.format("HERE/deep3"), {"kind": XML}),
    "deep3": (MAPS.format("HERE/deep4"), {"kind": XML}),
    "deep4": (MAPS.format("HERE/deep5"), {"kind": XML}),
    "moved": ("", {"status": 301, "Location": "/a1"}),
    "round": ("", {"status": 302, "Location": "/back"}),
    "back": ("", {"status": 302, "Location": "/round"}),
    "away": ("", {"status": 302, "Location": "file:///etc/hostname"}),
    "into-secret": ("", {"status": 302, "Location": "/secret"}),
    "short": ("<html>half of it", {"length": 9000}),
    "long": ("<html>" + "x" * 300_000, {}),
    "endless": ("<html>" + "x" * 300_000, {"length": None}),
    "bomb": ("<html>" + "x" * 5_000_000, {"pack": True, "Content-Encoding": "gzip"}),
    "double": ("x", {"Content-Encoding": "gzip, gzip"}),
    "torn": (PAGE * 50, {"pack": True, "cut": 40, "Content-Encoding": "gzip"}),
    "no-gzip": ("<html>plain", {"Content-Encoding": "gzip"}),
    "packed": (PAGE.format("Packed"), {"pack": True, "Content-Encoding": "gzip"}),
    "picture": ("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", {}),
    "pdf": ("%PDF-1.7 ...", {}),
    "empty": ("", {}),
    "laughs": (LAUGHS, {"kind": XML}),
}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def send(self, text="", *, kind="text/html", status=200, pack=False, cut=0, **how):
        body = text.replace("HERE", self.server.root).encode("latin-1")
        body = gzip.compress(body) if pack else body
        body = body[: len(body) - cut]
        length = how.pop("length", len(body))
        self.send_response(status)
        headers = {"Content-Type": kind, "Connection": "close", **how}
        headers |= {"Content-Length": str(length)} if length is not None else {}
        for header, value in headers.items():
            self.send_header(header, value)
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        name = self.path.strip("/").partition("/")[0]
        if re.fullmatch(r"a\d+", name):
            known = self.headers.get("If-None-Match") == '"1"'
            page = "" if known else PAGE.format(f"Article {name}")
            self.send(page, status=304 if known else 200, ETag='"1"')
        elif re.fullmatch("on+", name):
            self.send(status=302, Location=f"/{name}n")
        elif name in ("stall", "drip", "nonsense"):
            getattr(self, name)()
        else:
            text, how = ANSWERS.get(name, ("gone", {"status": 404}))
            self.send(text, **how)

    def stall(self):
        time.sleep(5)

    def drip(self):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        for _ in range(50):
            self.wfile.write(b"x")
            time.sleep(0.1)

    def nonsense(self):
        self.wfile.write(b"\xff\xfe this is no HTTP\r\n\r\n")
        self.close_connection = True

    def handle(self):
        with suppress(OSError):  # the client hung up, as it should
            super().handle()


class Proxy(BaseHTTPRequestHandler):
    """Asks the one server for whatever host, and lets nothing else through."""

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        connection = HTTPConnection("127.0.0.1", self.server.behind.server_port)
        connection.request("GET", urlsplit(self.path).path)
        answer = connection.getresponse()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.read())
        connection.close()

    def do_CONNECT(self):
        self.server.asked.append((self.path, dict(self.headers)))
        self.send_error(403)


@contextmanager
def running(handler):
    made = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    made.daemon_threads = True
    made.asked = []
    made.root = f"http://127.0.0.1:{made.server_port}"
    thread = threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    """What the environment of the tests says of proxies does not reach them."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def server():
    with running(Handler) as made:
        yield made


@pytest.fixture
def proxy(server):
    with running(Proxy) as made:
        made.behind = server
        yield made
