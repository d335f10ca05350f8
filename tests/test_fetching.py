"""Web addresses: fetched when asked for, within limits, and never from a private network unasked."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from typer.testing import CliRunner

import articles
from translate_summarize import read
from translate_summarize.cli import app
from translate_summarize.errors import DocumentError
from translate_summarize.readers import fetching, name_of

PAGE = "<!DOCTYPE html><html><head><meta charset='utf-8'><title>Été</title></head><body><p>Le cœur de l'été.</p></body></html>"
ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/ete.html": (200, {"Content-Type": "text/html"}, PAGE.encode()),
    "/header": (200, {"Content-Type": "text/html; charset=iso-8859-15"}, PAGE.encode("iso-8859-15")),
    "/wrong": (200, {"Content-Type": "text/html; charset=ascii"}, PAGE.encode()),
    "/gzip": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(PAGE.encode())),
    "/bomb": (200, {"Content-Type": "text/plain", "Content-Encoding": "gzip"}, gzip.compress(b"a" * 60_000_000)),
    "/damaged": (200, {"Content-Type": "text/plain", "Content-Encoding": "gzip"}, b"not gzip at all"),
    "/texte": (200, {"Content-Type": "text/plain; charset=utf-16"}, "Le cœur de l'été.".encode("utf-16")),
    "/fichier": (200, {"Content-Type": "application/octet-stream"}, articles.word()),
    "/notes.md": (200, {"Content-Type": "application/octet-stream"}, "# Été\n\nOui.".encode()),
    "/une%20%C3%A9t%C3%A9": (200, {"Content-Type": "text/plain"}, b"Oui."),
    "/une": (302, {"Location": "/deux"}, b""),
    "/deux": (302, {"Location": "/ete.html"}, b""),
    "/rond": (302, {"Location": "/rond"}, b""),
    "/fuite": (302, {"Location": "file:///etc/passwd"}, b""),
    "/ftp": (302, {"Location": "ftp://exemple.fr/x"}, b""),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, headers, body = ANSWERS.get(self.path, (404, {}, b""))
        if self.path == "/lent":
            threading.Event().wait(1.0)
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def lines(url: str) -> list[str]:
    return [block.text for block in read(url, allow_private=True).blocks]


@pytest.mark.parametrize("path", ["/ete.html", "/header", "/wrong", "/gzip", "/une"])
def test_a_page_is_read_in_its_encoding(site: str, path: str) -> None:
    assert lines(site + path) == ["Été", "Le cœur de l'été."]


def test_other_formats_by_header_content_or_name(site: str) -> None:
    assert lines(f"{site}/texte") == ["Le cœur de l'été."]
    assert lines(f"{site}/fichier") == list(articles.LINES)
    assert lines(f"{site}/notes.md") == ["Été", "Oui."]
    assert lines(f"{site}/une été") == ["Oui."]


def test_the_document_says_where_it_is_from(site: str) -> None:
    document = read(f"{site}/ete.html", allow_private=True)
    assert (document.name, document.location, document.title) == ("ete", f"{site}/ete.html", "Été")


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/rien", "answers 404"),
        ("/rond", "redirected too often"),
        ("/fuite", "redirected too often, or to where tsum does not go"),
        ("/ftp", "cannot be fetched|redirected"),
        ("/bomb", "longer than 50 MB"),
        ("/damaged", "compression is damaged"),
    ],
)
def test_what_cannot_be_fetched_gets_one_sentence(site: str, path: str, says: str) -> None:
    with pytest.raises(DocumentError, match=says) as caught:
        lines(site + path)
    assert str(caught.value).startswith(site + path)
    assert "\n" not in str(caught.value)


def test_a_silent_server_is_not_waited_for(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "TIMEOUT", 0.1)
    with pytest.raises(DocumentError, match="no answer in time"):
        lines(f"{site}/lent")


def test_private_addresses_are_refused_unless_allowed(site: str) -> None:
    for url in (f"{site}/ete.html", f"{site.replace('127.0.0.1', 'localhost')}/ete.html"):
        with pytest.raises(DocumentError, match=r"private network.*--allow-private"):
            read(url)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("file:///etc/passwd", "give its path instead"),
        ("ftp://exemple.fr/article.txt", "http and https alone"),
        ("s3://bucket/article.txt", "http and https alone"),
        ("http:///article", "names no host"),
        ("http://[::1", "cannot be fetched|no web address"),
        ("http://a..b/x", "cannot be fetched"),
    ],
)
def test_other_addresses_are_refused(url: str, says: str) -> None:
    with pytest.raises(DocumentError, match=says):
        read(url)


@pytest.mark.parametrize(
    ("place", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),  # where clouds keep the secrets of a machine
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104  # no binding
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
    ],
)
def test_which_addresses_are_public(place: str, public: bool) -> None:  # noqa: FBT001
    assert fetching.is_public(place) is public


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://exemple.fr/2024/le-pont-rouvre.html?x=1#bas", "le-pont-rouvre"),
        ("https://exemple.fr/", "exemple.fr"),
        ("https://exemple.fr/l%27%C3%A9t%C3%A9", "l-été"),
        ("https://exemple.fr/../..", "page"),
        ("dossier/pont.v2.txt", "pont.v2"),
    ],
)
def test_names(url: str, name: str) -> None:
    assert name_of(url) == name


def test_offline_fetches_nothing(site: str, tmp_path) -> None:
    done = CliRunner().invoke(
        app, ["translate", f"{site}/ete.html", "--offline", "--allow-private", "-o", str(tmp_path)]
    )
    assert done.exit_code == 1
    assert "--offline forbids" in done.stderr
    assert list(tmp_path.iterdir()) == []
