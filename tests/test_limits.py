"""What a file may hold at most: a file that would fill memory is refused in one sentence before anything is made of it."""

from __future__ import annotations

import pytest

import articles
from translate_summarize import read
from translate_summarize.errors import DocumentError
from translate_summarize.readers import limits


@pytest.mark.parametrize(
    ("suffix", "data", "says"),
    [
        (".txt", b"a\n" * 1100, "has more than 1,000 lines"),
        (".txt", b"a\r" * 1100, "has more than 1,000 lines"),
        (".txt", b"a\x0c" * 1100, "has more than 1,000 lines"),
        (".jsonl", b'"a"\n' * 1100, "has more than 1,000 lines"),
        (".eml", b"Subject: a\n\n" + b"a\n\n" * 600, "has more than 1,000 lines"),
        (".srt", b"1\n00:00:01,000 --> 00:00:02,000\na\n\n" * 300, "has more than 1,000 lines"),
        (".md", b"* a\n" * 200, "has more than 300 lines and marks"),
        (".md", b"*a* " * 200, "has more than 300 lines and marks"),
        (".html", b"<p>a" * 1100, "has more than 1,000 tags"),
        (".eml", b"Content-Type: text/html\n\n" + b"<p>a" * 1100, "has more than 1,000 tags"),
        (".odt", articles.open_document("<text:p/>" * 1100), "has more than 1,000 tags"),
        (".docx", articles.packed({"word/document.xml": f"<a>{'<b/>' * 1100}</a>"}), "has more than 1,000 tags"),
        (".epub", articles.book({"a.xhtml": "<p>a</p>" * 600}), "has more than 1,000 tags"),
        (".txt", b"a" * 20_001, "is too long: tsum reads articles of up to"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith(".") else "",
)
def test_what_would_fill_memory_is_refused(
    suffix: str, data: bytes, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from translate_summarize.readers import packed

    for module in (limits, packed):
        monkeypatch.setattr(module, "MAX_TAGS", 1000)
    monkeypatch.setattr(limits, "MAX_LINES", 1000)
    monkeypatch.setattr(limits, "MAX_MARKS", 300)
    monkeypatch.setattr(limits, "MAX_TEXT", 20_000)
    with pytest.raises(DocumentError) as caught:
        read(data, suffix=suffix, name="essai")
    assert says in str(caught.value)
    assert str(caught.value).startswith("essai ")


def test_the_limits_leave_room_for_long_books() -> None:
    """Les Misérables has some 30,000 lines and 3 MB; with a tag or mark for every tenth word it stays below."""
    assert limits.MAX_LINES >= 10 * 30_000
    assert limits.MAX_MARKS >= 30_000 + 600_000 // 10
    assert limits.MAX_TAGS >= 10 * 600_000 // 10
    assert limits.MAX_TEXT >= 5 * 3 * 10**6
