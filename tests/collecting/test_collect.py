"""Pages are kept as they came, politely and within bounds, and a second run goes on."""

import json
import socket
import threading
import time
from contextlib import suppress

import pytest

import analysis as sp
from analysis.__main__ import main
from analysis.collecting import Fetcher, Refused, collect
from analysis.outputs import OutputError

LOCAL = Fetcher(max_bytes=100_000, timeout=1, private_ok=True)


def take(server, *names, out, **how):
    how = {"fetcher": LOCAL, "sleep": lambda _: None, **how}
    return collect([f"{server.root}/{name}" for name in names], out, **how)


def test_pages_feeds_and_sitemaps_are_kept_and_read(server, tmp_path):
    done = take(server, "a9", "feed", "sitemap.xml", "moved", "packed", out=tmp_path)
    assert (len(done.kept), done.set_aside) == (8, [])
    articles, rejected = sp.read_articles(tmp_path)
    assert len(articles) == 7 and len(rejected) == 1  # 'moved' leads to one that the feed names
    assert set(articles["outlet"]) == {"Norpost"} and articles["retrieved"].notna().all()
    assert articles["url"].str.startswith(server.root).all()


def test_a_second_run_asks_only_what_it_must(server, tmp_path):
    take(server, "a9", "feed", out=tmp_path)
    server.asked.clear()
    done = take(server, "a9", "feed", "a10", out=tmp_path)
    assert [path for path, _ in server.asked] == ["/robots.txt", "/feed", "/a10"]
    assert (len(done.kept), done.known) == (1, 4)


def test_again_asks_whether_it_has_changed(server, tmp_path):
    take(server, "a9", out=tmp_path)
    done = take(server, "a9", out=tmp_path, again=True)
    assert (len(done.kept), done.known) == (0, 1)
    assert server.asked[-1][1]["If-None-Match"] == '"1"'


def test_a_log_that_a_kill_cut_short_is_read(server, tmp_path):
    take(server, "a9", out=tmp_path)
    with (tmp_path / ".collected.jsonl").open("a") as log:
        log.write('{"url": "http')
    assert take(server, "a9", "a10", out=tmp_path).known == 1
    assert take(server, "a9", "a10", out=tmp_path).known == 2  # the next row stands on its own line


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("secret/page", "forbidden by its robots.txt"),
        ("into-secret", "forbidden by its robots.txt"),
        ("round", "in a circle"),
        ("on", "more than 5 times"),
        ("away", "no address of the web"),
        ("short", "cut short"),
        ("torn", "cut short"),
        ("long", "longer than 100,000 bytes"),
        ("endless", "longer than 100,000 bytes"),
        ("bomb", "longer than 100,000 bytes"),
        ("double", "packed in a way"),
        ("no-gzip", "can't be had"),
        ("picture", "no page of text"),
        ("pdf", "no page of text"),
        ("empty", "is empty"),
        ("laughs", "entities of its own"),
        ("deep", "more than 3 deep"),
        ("gone", "answered with 404"),
        ("nonsense", "can't be had"),
        ("stall", "took longer than 1 seconds"),
        ("drip", "took longer than 1 seconds"),
    ],
)
def test_what_is_bad_is_set_aside_in_time_and_stops_nothing(server, tmp_path, name, reason):
    begun = time.monotonic()
    done = take(server, name, "a1", out=tmp_path)
    ((_, said),) = done.set_aside
    assert reason in said and [path.suffix for path in done.kept] in ([".html"], [".txt"])
    assert time.monotonic() - begun < 10  # a bound for a hang, not a measure


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://10.0.0.1/",
        "http://169.254.169.254/latest", "http://[::ffff:127.0.0.1]/", "http://0x7f000001/",
        "http://2130706433/",
    ],
)  # fmt: skip
def test_private_hosts_are_refused_unless_asked_for(url):
    with pytest.raises(Refused, match=r"private network|can't be had"):
        Fetcher(timeout=1).get(url)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://a.org/",
        "a.org/x",
        "http://me:pw@a.org/",
        "http://",
        "http://[",
        "",
    ],
)
def test_what_is_no_address_of_the_web_is_refused(url):
    with pytest.raises(Refused, match=r"is no address|has a name or password"):
        Fetcher().get(url)


def test_a_proxy_that_the_environment_names_is_asked_instead(server, proxy, tmp_path, monkeypatch):
    monkeypatch.setenv("http_proxy", proxy.root.replace("//", "//me:p%40ss@"))
    fetcher = Fetcher(timeout=5)  # private hosts are refused, the proxy is not
    done = collect(
        ["http://norpost.example/a1", "http://127.0.0.1/a2", "https://norpost.example/a3"],
        tmp_path,
        fetcher=fetcher,
        sleep=lambda _: None,
    )
    assert [path.parent.name for path in done.kept] == ["norpost.example"]
    (path, headers) = proxy.asked[1]
    assert path == "http://norpost.example/a1" and headers["Host"] == "norpost.example"
    assert headers["Proxy-Authorization"] == "Basic bWU6cEBzcw=="
    (_, private), (_, unknown) = done.set_aside
    assert "private network" in private and "can't be had" in unknown  # no proxy for https


def test_https_goes_through_a_tunnel_and_its_refusal_is_told(server, proxy, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", proxy.root)
    with pytest.raises(Refused, match="403"):
        Fetcher(timeout=5).get("https://norpost.example/a1")
    assert [path for path, _ in proxy.asked] == ["norpost.example:443"]


def test_a_host_is_asked_itself_where_the_environment_says_so(server, proxy, monkeypatch):
    monkeypatch.setenv("http_proxy", proxy.root)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert LOCAL.get(f"{server.root}/a1").status == 200 and not proxy.asked


def test_a_proxy_of_another_kind_is_told(monkeypatch):
    monkeypatch.setenv("all_proxy", "socks5://127.0.0.1:1080")
    with pytest.raises(Refused, match=r"kind that is not known \(socks5\)"):
        Fetcher(timeout=1).get("http://norpost.example/")


def test_a_handshake_that_drips_ends_in_time():
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip():
            with suppress(OSError), listening.accept()[0] as sock:
                sock.sendall(b"\x16\x03\x03\x40\x00")  # a record of 16,384 bytes
                for _ in range(100):
                    sock.sendall(b"\x02")
                    time.sleep(0.1)

        threading.Thread(target=drip, daemon=True).start()
        begun = time.monotonic()
        with pytest.raises(Refused, match="took longer than 1 seconds"):
            LOCAL.get(f"https://127.0.0.1:{listening.getsockname()[1]}/")
        assert time.monotonic() - begun < 8  # it drips for ten


def test_two_runs_into_one_folder_do_not_mix(server, tmp_path):
    def again(_):
        with pytest.raises(OutputError, match="another run is collecting"):
            take(server, "a2", out=tmp_path)
        seen.append(True)

    seen = []
    take(server, "a1", out=tmp_path, watch=again)
    assert seen == [True]


def test_a_host_is_not_asked_faster_than_it_wishes(server, tmp_path):
    waits = []
    take(server, "a1", "a2", out=tmp_path, delay=1, sleep=waits.append)
    assert all(2.5 < wait <= 3 for wait in waits) and len(waits) == 2


def test_no_more_than_asked_for(server, tmp_path):
    done = take(server, "feed", out=tmp_path, most=1)
    assert len(done.kept) == 1 and len(done.set_aside) == 2


def test_the_command(server, tmp_path, capsys):
    (tmp_path / "urls.txt").write_text(f"# mine\n{server.root}/a1\n\n{server.root}/gone\n")
    out = tmp_path / "raw"
    run = ["collect", str(tmp_path / "urls.txt"), "--out", str(out), "--delay", "0"]
    assert main([*run]) == 0
    assert "private network" in capsys.readouterr().err
    assert main([*run, "--private-ok", "--timeout", "5", "--most", "1"]) == 0
    told = capsys.readouterr()
    assert "1 kept, 0 known, 1 set aside" in told.out
    log = [json.loads(line) for line in (out / ".collected.jsonl").read_text().splitlines()]
    assert [row["url"] for row in log] == [f"{server.root}/a1"]
