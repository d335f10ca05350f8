"""Whatever a file holds: a document, or one sentence; never another error, never a fetch, never a hang."""

from __future__ import annotations

import functools
import io
import random
import zipfile

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import articles
import test_web
from translate_summarize import read
from translate_summarize.errors import DocumentError
from translate_summarize.readers import packed
from translate_summarize.types import Document

PACKED = {".docx", ".odt", ".epub"}
# What has tripped parsers: ends of things, signs that open things, numbers out of range.
TOKENS = (
    *(
        b"\x00",
        b"\xff",
        b"<",
        b">",
        b"&",
        b"&#0;",
        b"&#xD800;",
        b"</p>",
        b"<![CDATA[",
        b"<!--",
        b"{",
        b"}",
        b"\\u",
        b"\\'",
    ),
    *(
        b"\\bin999999999 ",
        b"\\ucr1",
        b"\\u-70000?",
        b"-->",
        b"99:99:99,999",
        b"\n\n",
        b"\r",
        b"obj",
        b"endobj",
        b"stream",
    ),
    *(
        b"/Length 99999999",
        b"=?utf-8?q?=FF?=",
        b"Content-Type: text/html",
        b"boundary=",
        b"charset=utf-7",
        b'"',
        b"\\ud800",
    ),
    *(
        b"-1",
        b"0",
        b"99999999999999999999",
        b'w:val="',
        b'xmlns=""',
        b"[",
        b"]",
        b"\xc3",
        b"\xed\xa0\x80",
        b"\xe2\x80\xae",
    ),
)


SOURCES = sorted({*articles.FORMATS, "news.html"})


@functools.cache
def valid(suffix: str) -> bytes:
    return test_web.PAGE.encode() if suffix == "news.html" else articles.FORMATS[suffix]()


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few of them changed, taken out, doubled or replaced by what trips parsers."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(out) + 1)
        size = chance.choice((1, 1, 2, 8, 64))
        what = chance.randrange(5)
        if what == 0:
            out[place : place + 1] = bytes([chance.randrange(256)])
        elif what == 1:
            del out[place : place + size]
        elif what == 2:
            out[place:place] = out[place : place + size] * chance.randint(1, 20)
        elif what == 3:
            out[place:place] = chance.choice(TOKENS)
        else:
            del out[place:]
            out += chance.choice(TOKENS) if chance.random() < 0.5 else b""
    return bytes(out)


def spoilt(suffix: str, seed: int) -> bytes:
    """A valid file, spoilt; of an archive one member, or the archive itself."""
    chance = random.Random(seed)
    data = valid(suffix)
    if suffix not in PACKED or chance.random() < 0.3:
        return mutated(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([name for name in sorted(members) if name.endswith(("ml", ".rels", ".opf"))])
    members[name] = mutated(members[name], chance)
    return articles.packed(members)


def holds(data: bytes, suffix: str) -> None:
    try:
        document = read(data, suffix=suffix.removeprefix("news"), name="essai")
    except DocumentError as error:
        message = str(error)
        assert message.startswith("essai")
        assert "\n" not in message, message
        return
    assert isinstance(document, Document)
    assert all(block.text.strip() for block in document.blocks)
    assert all("\n" not in block.text for block in document.blocks if block.kind != "code")
    for cue in document.cues:
        assert document.blocks[cue.block].text[cue.start : cue.end].strip()
    "".join(block.text for block in document.blocks).encode()


few = settings(max_examples=20, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
many = settings(few, max_examples=3000)


@pytest.mark.parametrize("suffix", SOURCES)
@few
@given(st.integers(0, 10**9))
def test_a_spoilt_file_gives_a_document_or_one_sentence(suffix: str, seed: int) -> None:
    holds(spoilt(suffix, seed), suffix)


@pytest.mark.parametrize("suffix", SOURCES)
@few
@given(st.binary(max_size=300))
def test_any_bytes_give_a_document_or_one_sentence(suffix: str, data: bytes) -> None:
    holds(data, suffix)


MANY = 20_000


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (b"<nav></nav><article><p>Le pont rouvre." + b"<br>a" * (MANY // 4) + b"</article>", ".html"),
        (b"<nav></nav><table>" + b"<tr><td>" * 2000 + b"Le pont rouvre.", ".html"),
        (b"<!--" * MANY, ".md"),
        (b"a\n\n<!--\n\n" * 4000, ".md"),
        (b"[" * MANY, ".md"),
        (b"[a](" * MANY, ".md"),
        (b"*a **b " * MANY, ".md"),
        (b"Content-Type: text/plain; " + b"a*0*=x; " * MANY + b"\r\n\r\nLe pont.", ".eml"),
        (b'From: "a" <' + b'"a" <' * MANY + b"\r\n\r\nLe pont.", ".eml"),
        (b"Subject: " + b"=?utf-8?q?a?= " * MANY + b"\r\n\r\nLe pont.", ".eml"),
        (b"[" * 100_000, ".jsonl"),
        (b"{\\rtf1 " + b"{\\b " * MANY, ".rtf"),
        (b"{\\rtf1{\\fonttbl" + b"{\\f0\\fcharset0 " * MANY, ".rtf"),
        (b"{\\rtf1{\\fonttbl{" + b"\\f0\\fcharset0" * MANY + b"}} Le pont.}", ".rtf"),
        (b"{\\rtf1{\\fonttbl{\\f0\\fcharset0 " + b"Arial " * MANY + b"}} Le pont.}", ".rtf"),
        (b"{\\rtf1 " + b"{\\field{\\*\\fldinst{" * MANY, ".rtf"),
        (b"{\\rtf1 " + b'{\\field{\\*\\fldinst{HYPERLINK "' * MANY + b'"}}{ a' * MANY, ".rtf"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<v a" * MANY, ".vtt"),
        (b"".join(b"1\n00:00:01,000 --> 00:00:02,000\nsans point %d\n\n" % n for n in range(MANY // 4)), ".srt"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_opens_and_never_closes_takes_no_square_of_its_length(data: bytes, suffix: str) -> None:
    """Found by hand, or by fuzzing: half a minute each, and hours at the longest that is read."""
    holds(data, suffix)


@pytest.mark.slow
@pytest.mark.parametrize("suffix", SOURCES)
@many
@given(st.integers(0, 10**9))
def test_many_spoilt_files(suffix: str, seed: int) -> None:
    holds(spoilt(suffix, seed), suffix)


def test_nothing_is_fetched_or_run(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    remote = (
        '<!DOCTYPE html SYSTEM "http://192.0.2.1/x.dtd"><html><head><link rel="stylesheet" href="http://192.0.2.1/x.css">'
        '<script src="http://192.0.2.1/x.js"></script></head><body><nav>x</nav><iframe src="http://192.0.2.1/"></iframe>'
        f'<img src="http://192.0.2.1/x.png">{articles.body()}</body></html>'
    )
    holds(remote.encode(), ".html")
    holds(articles.book({"a.xhtml": f'<img src="http://192.0.2.1/x.png"/>{articles.body()}'}), ".epub")
    external = articles.packed(
        {
            "content.xml": '<!DOCTYPE a SYSTEM "http://192.0.2.1/x.dtd"><a xmlns:x="http://192.0.2.1/"><text><p>Un.</p></text></a>'
        }
    )
    assert [block.text for block in read(external, suffix=".odt").blocks] == ["Un."]
    assert packed.MAX_UNPACKED <= 100 * 10**6
