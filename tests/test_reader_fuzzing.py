"""Whatever a file holds: a document, or one sentence; never another error, never a fetch, never a hang."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import articles
from mutations import SOURCES, spoilt
from translate_summarize import read
from translate_summarize.errors import DocumentError
from translate_summarize.readers import packed
from translate_summarize.types import Document


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
