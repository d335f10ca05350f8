"""The digest as a file: every article and failure once, the same bytes, and no text that comes alive."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import random
import re
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bitexts import NASTY
from entries import EMPTY, SCANNED, SIGNATURE, entry, many, review
from translate_summarize.renderers.digest import digest_parts, render_digest
from translate_summarize.types import Entry, Outcome


def render(entries: list[Entry], failures: list[Outcome] | None = None, *, name: str = "Press review") -> str:
    return render_digest(entries, failures or [], name=name, signature=SIGNATURE)


class Page(HTMLParser):
    """A page as a parser reads it: its elements with their attributes, and the text in each kind of element."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self.inside: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        for tag in set(self.inside):
            self.texts[tag] = self.texts.get(tag, "") + data


def data(text: str) -> dict:
    """What the script reads: the JSON that a browser finds in the element, which ends at the first `</script`."""
    return json.loads(text.split('<script type="application/json" id="data">')[1].split("</script", maxsplit=1)[0])


def scripts(text: str) -> list[str]:
    return re.findall(r"<script[^>]*>(.*?)</script>", text, re.DOTALL)


def test_articles_stand_in_order_of_their_files() -> None:
    articles = data(render(review()))["articles"]
    assert [item["file"] for item in articles] == sorted(item.source for item in review())
    assert articles[0] == {
        "title": "Elected officials of the Loire meet",
        "date": "2024-05-03",
        "brief": ["The élus of the Loire met on Friday.", "They talked about “cœur de ville”."],
        "words": 90,
        "length": "90 words, 1 min",
        "marks": 0,
        "dropped": 0,
        "coverage": "24 of 24 segments translated, 1 of them copied as it stands, none marked, none left out",
        "file": "a/élus.txt",
        "documents": [["html", "a/%C3%A9lus.fr-en.html"], ["docx", "a/%C3%A9lus.fr-en.docx"]],
    }
    assert articles[3]["title"] == "Untitled article"
    assert articles[3]["date"] == ""
    assert articles[3]["length"] == "2,400 words, 10 min"


def test_near_identical_articles_are_one_story() -> None:
    value = data(render(review()))
    files = [[value["articles"][index]["file"] for index in members] for members in value["stories"]]
    assert files == [["b/bombe.txt", "c/dépêche.txt", "d/granville.txt"]]


def test_same_articles_give_the_same_bytes_in_any_order() -> None:
    first = render(review(), [EMPTY, SCANNED])
    entries = review()
    random.Random(2).shuffle(entries)
    assert render(entries, [SCANNED, EMPTY]) == first
    assert render([*entries[1:], replace(entries[0], title="Other")], [SCANNED, EMPTY]) != first


@pytest.mark.parametrize(
    ("articles", "failed", "words"),
    [
        (0, 0, "0 articles"),
        (1, 0, "1 article"),
        (1, 1, "1 article, 1 failed"),
        (4998, 2, "4,998 articles, 2 failed, 100 nearly the same as another"),
    ],
)
def test_header_counts(articles: int, failed: int, words: str) -> None:
    page = Page(render(many(articles), [EMPTY, SCANNED][:failed]))
    assert words in page.texts["header"]
    assert ("failed" in page.texts["header"]) == bool(failed)


def test_failures_stand_with_their_sentence() -> None:
    text = render(review(), [EMPTY, SCANNED])
    page = Page(text)
    assert "2024/vide.txt The file is empty: there is nothing to translate." in page.texts["details"]
    assert "2024/scan & co.pdf The file holds <no text>, only pictures." in page.texts["details"]
    assert "2 files failed" in page.texts["summary"]
    assert ("details", {"class": "failures", "id": "failures", "open": None}) in page.elements
    folded = Page(render(review(), [replace(EMPTY, source=f"{number}.txt") for number in range(11)]))
    assert ("details", {"class": "failures", "id": "failures"}) in folded.elements
    assert "details" not in Page(render(review())).texts


def test_without_javascript_every_article_has_its_link() -> None:
    entries = many(700)
    page = Page(render(entries))
    links = [attributes["href"] for tag, attributes in page.elements if tag == "a" and "class" not in attributes]
    assert links == [item.documents[0] for item in sorted(entries, key=lambda item: item.source)]
    assert "need JavaScript" in page.texts["noscript"]
    for item in entries:
        assert item.title in page.texts["noscript"]


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("a/b.html", "a/b.html"),
        ("100 % sûr.html", "100%20%25%20s%C3%BBr.html"),
        ("e\u0301te\u0301.html", "e%CC%81te%CC%81.html"),
        ("question ?#1&2.html", "question%20%3F%231%262.html"),
        ("javascript:alert(1).html", "javascript%3Aalert%281%29.html"),
        ('"><b>.html', "%22%3E%3Cb%3E.html"),
        ("a\\b.html", "a%5Cb.html"),
        ("latin-\udce9.html", "latin-%E9.html"),
        ("lone-\ud800.html", "lone-%EF%BF%BD.html"),
        ("//exemple.fr/x.html", ".//exemple.fr/x.html"),
    ],
)
def test_addresses_lead_to_the_file_and_nowhere_else(path: str, address: str) -> None:
    text = render([entry("x.txt", documents=(path,))])
    assert data(text)["articles"][0]["documents"] == [["html", address]]
    assert f'<a href="{address}">' in text


def test_entry_without_a_document_is_no_link() -> None:
    text = render([entry("x.txt", "Alone", documents=())])
    assert data(text)["articles"][0]["documents"] == []
    assert "<li>Alone <small>" in text


def test_policy_allows_the_script_and_nothing_more() -> None:
    text = render(review(), [EMPTY])
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    inert, script = scripts(text)
    allowed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy[1].split("; ") == [
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        f"script-src 'sha256-{allowed}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert inert.startswith("{")
    assert not re.search(r"innerHTML|insertAdjacentHTML|document\.write|\beval\b|fetch\(|https?:", script)
    assert not re.search(r"\b(?:src|srcset|action|on\w+)=|@import|url\(", text.replace(inert, ""))


_HOSTILE = st.one_of(
    st.sampled_from(
        (*NASTY, "</script><script>alert(1)</script>", "<!--<script>", "</noscript><img src=x onerror=a()>")
    ),
    st.text(max_size=30),
)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(_HOSTILE, _HOSTILE, _HOSTILE, st.none() | _HOSTILE), max_size=4),
    st.lists(st.tuples(_HOSTILE, _HOSTILE), max_size=2),
    _HOSTILE,
)
def test_no_text_comes_alive(
    articles: list[tuple[str, str, str, str | None]], failed: list[tuple[str, str]], name: str
) -> None:
    entries = [
        entry(f"{number}{source}", title, date=date, brief=(brief,), documents=(f"{number}{source}.html",))
        for number, (source, title, brief, date) in enumerate(articles)
    ]
    failures = [Outcome(source, "failed", message) for source, message in failed]
    text = render_digest(entries, failures, name=name, signature=SIGNATURE)
    text.encode()
    inert, script = scripts(text)
    assert "<" not in inert
    assert script == scripts(render([]))[1]
    plain = Page(
        render_digest(
            [
                entry(f"{number}", "x", date="x" if item.date else None, documents=("x.html",))
                for number, item in enumerate(entries)
            ],
            [Outcome("x", "failed", "x")] * len(failures),
            name="x",
            signature=SIGNATURE,
        )
    )
    shape = [(tag, sorted(set(attributes) - {"open"})) for tag, attributes in Page(text).elements]
    untitled = sum(not item.title for item in entries)
    assert [item for item in shape if item[0] != "em"] == [
        (tag, sorted(set(attributes) - {"open"})) for tag, attributes in plain.elements
    ]
    assert sum(tag == "em" for tag, _ in shape) == untitled
    read = data(text)["articles"]
    for item, found in zip(sorted(entries, key=lambda item: item.source), read, strict=True):
        assert len(found["brief"]) == 1
        if item.title.isprintable() and item.title:
            assert found["title"] == item.title
            assert html.escape(item.title) in text
        if item.source.isascii() and item.source.isprintable():
            assert unquote(found["documents"][0][1]) == item.documents[0]


def test_ten_thousand_articles_are_written_one_by_one() -> None:
    entries = many(10_000)
    parts = list(digest_parts(entries, [], name="Press review", signature=SIGNATURE))
    assert max(map(len, parts)) < 50_000, "no part grows with the folder"
    text = render(entries, name="Press review")
    assert "".join(parts) == text
    assert len(data(text)["articles"]) == 10_000
    assert len(data(text)["stories"]) == 200
