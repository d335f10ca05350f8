"""The digest of a folder as one HTML file: every article, searched and sorted without a server.

The articles stand in the page as JSON that an inline script draws a page at a time, so that ten thousand of them open
as quickly as ten. The content security policy names that script by its hash: whatever might slip by from an article
cannot run. Without JavaScript the page is a plain list of all of them.
"""

from __future__ import annotations

import base64
import hashlib
import json
import posixpath
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import quote

from translate_summarize.renderers.page import escape, head, resource
from translate_summarize.renderers.words import (
    KICKER,
    MACHINE,
    MARKS,
    UNTITLED,
    WORDS_A_MINUTE,
    clean,
    coverage_line,
    length,
)
from translate_summarize.stories import groups
from translate_summarize.types import Entry, Outcome

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'"
STYLES = ("style.css", "digest.css")
_FEW_FAILURES = 10  # shown without a click
_LENGTHS = f"Lengths are those of the French; reading times count {WORDS_A_MINUTE} words a minute."
_ORDERS = (
    ("newest", "newest first"),
    ("oldest", "oldest first"),
    ("title", "title"),
    ("longest", "longest first"),
    ("shortest", "shortest first"),
    ("marks", "most marks first"),
    ("file", "file name"),
)
_BY_DATE = ("newest", "oldest")


def render_digest(entries: Sequence[Entry], failures: Sequence[Outcome], *, name: str, signature: str) -> str:
    """The digest as one self-contained HTML page: `digest_parts`, put together."""
    return "".join(digest_parts(entries, failures, name=name, signature=signature))


def digest_parts(entries: Sequence[Entry], failures: Sequence[Outcome], *, name: str, signature: str) -> Iterator[str]:
    """The parts of the digest, article by article, so that ten thousand of them never stand in memory as one text.

    The page is the same for the same articles in whatever order they come.

    Articles that tell one story in almost the same words (`stories.groups`) stand together under the first by file name.

    Args:
        entries: The articles that have documents.
        failures: The files that have none; their message is shown as it stands.
        name: What the folder is called, for the heading.
        signature: What produced the documents.
    """
    entries = sorted(entries, key=lambda entry: entry.source)
    failures = sorted(failures, key=lambda outcome: outcome.source)
    together = [members for members in groups([entry.sketch for entry in entries]) if len(members) > 1]
    script = resource("digest.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    repeated = sum(map(len, together)) - len(together)
    yield f"""{head(f"{name}: digest", styles=STYLES, policy=_POLICY.format(digest))}
<body class="digest">
<a class="skip" href="#articles">Skip to the articles</a>
<header class="masthead">
<p class="kicker">{KICKER} <span class="origin">digest</span></p>
<h1>{escape(name)}</h1>
<p class="original counts">{_counts(len(entries), len(failures), repeated)}</p>
</header>
<main>
{_failures(failures)}{_controls(entries)}
<section id="articles" aria-label="Articles" tabindex="-1">
<noscript>
"""
    yield from _plain(entries)
    yield f"""
</noscript>
</section>
<nav id="pager" class="pager" aria-label="Pages" hidden></nav>
</main>
<footer>
<p>{_LENGTHS} {MARKS}</p>
<p>{MACHINE}</p>
<p class="signature">{escape(signature)}</p>
</footer>
<script type="application/json" id="data">"""
    yield from _data(entries, together)
    yield f"""</script>
<script>{script}</script>
</body>
</html>
"""


def _counts(articles: int, failed: int, repeated: int) -> str:
    parts = [_count(articles, "article")]
    if failed:
        parts.append(f'<a href="#failures">{failed:,} failed</a>')
    if repeated:
        parts.append(f"{repeated:,} nearly the same as another")
    return ", ".join(parts)


def _failures(failures: Sequence[Outcome]) -> str:
    if not failures:
        return ""
    items = "\n".join(
        f'<li><span class="file">{escape(outcome.source)}</span> {escape(outcome.message)}</li>' for outcome in failures
    )
    shown = " open" if len(failures) <= _FEW_FAILURES else ""
    return (
        f'<details class="failures" id="failures"{shown}>\n<summary>{_count(len(failures), "file")} failed</summary>\n'
        f"<ul>\n{items}\n</ul>\n</details>\n"
    )


def _controls(entries: Sequence[Entry]) -> str:
    dated = any(entry.date for entry in entries)
    options = "".join(
        f'<option value="{order}">{label}</option>' for order, label in _ORDERS if dated or order not in _BY_DATE
    )
    return (
        '<form class="controls" id="controls" role="search" hidden>\n'
        '<label class="search"><span>Search</span><input type="search" id="search" autocomplete="off" '
        'spellcheck="false" placeholder="Title, brief or file name"></label>\n'
        f'<label class="sort"><span>Sort by</span><select id="sort" autocomplete="off">{options}</select></label>\n'
        '<p id="status" role="status"></p>\n</form>'
    )


def _plain(entries: Sequence[Entry]) -> Iterator[str]:
    """The list for whoever has no JavaScript: all articles, but their briefs, which would double the file."""
    yield (
        "<p>Searching, sorting and the briefs need JavaScript, which is off here. "
        "Every article is listed all the same, by file name.</p>\n<ul>\n"
    )
    items = (
        f"<li>{_link(entry)} <small>{', '.join((*([escape(entry.date)] if entry.date else []), length(entry.words)))}, "
        f"{_count(entry.coverage.marked, 'mark')}</small></li>"
        for entry in entries
    )
    yield from _parted(items, "\n")
    yield "\n</ul>"


def _parted(items: Iterable[str], between: str) -> Iterator[str]:
    for place, item in enumerate(items):
        yield between + item if place else item


def _link(entry: Entry) -> str:
    title = escape(entry.title) or f"<em>{UNTITLED}</em>"
    return f'<a href="{address(entry.documents[0])}">{title}</a>' if entry.documents else title


def _data(entries: Sequence[Entry], together: Sequence[tuple[int, ...]]) -> Iterator[str]:
    yield '{"articles":['
    yield from _parted(map(_json, map(_article, entries)), ",")
    yield f'],"stories":{_json(together)}}}'


def _article(entry: Entry) -> dict[str, Any]:
    return {
        "title": clean(entry.title) or UNTITLED,
        "date": clean(entry.date or ""),
        "brief": [clean(sentence) for sentence in entry.brief],
        "words": entry.words,
        "length": length(entry.words),
        "marks": entry.coverage.marked,
        "dropped": entry.coverage.dropped,
        "coverage": coverage_line(entry.coverage),
        "file": clean(entry.source),
        "documents": [[posixpath.splitext(clean(path))[1][1:], address(path)] for path in entry.documents],
    }


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # HTML ends a script at "</script" and hides its end after "<!--"; without "<" there is neither, and JSON reads
    # the escape as the same character.
    return text.replace("<", "\\u003c")


def address(path: str) -> str:
    """A path as a relative URL: every character but letters, digits, `_.-~` and the slashes is percent-encoded.

    A colon is encoded too, so that no path is taken for a scheme. Bytes of a file name that are not UTF-8 come back as
    they are on the disk (PEP 383).
    """
    try:
        address = quote(path, errors="surrogateescape")
    except UnicodeEncodeError:  # a lone surrogate from Windows, which no URL can hold
        address = quote(clean(path))
    return f".{address}" if address.startswith("/") else address


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
