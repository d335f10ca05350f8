"""The morning page: a folder's articles by story, as one HTML file without a script."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from translate_summarize.renderers.digest import STYLES, address
from translate_summarize.renderers.page import escape, head
from translate_summarize.renderers.words import KICKER, MACHINE, MARKS, UNTITLED, day, length
from translate_summarize.types import Entry, News, Outcome, Story

_HEADINGS: dict[News, str] = {
    "new": "New",
    "more": "More on stories of the last run",
    "known": "Nothing new since the last run",
}


def render_morning(
    stories: Sequence[Story], failures: Sequence[Outcome], *, name: str, signature: str, since: str | None = None
) -> str:
    """The stories as one self-contained page, in the order given; those with nothing new are folded.

    Args:
        stories: What `edition` made of the folder.
        failures: The files that have no document; their message is shown as it stands.
        name: What the folder is called, for the heading.
        signature: What produced the documents.
        since: The run that is compared with, as the reader calls it; None where there is none, and nothing is called new.
    """
    articles = sum(1 + len(story.others) for story in stories)
    counts = f"{_count(len(stories), 'story', 'stories')} in {_count(articles, 'article', 'articles')}"
    if since is not None:
        new = sum(story.news == "new" for story in stories)
        counts += f", {new:,} new since {escape(since)}"
    sections = "\n".join(
        _section(news, list(members), compared=since is not None)
        for news, members in groupby(stories, key=lambda story: story.news)
    )
    return f"""{head(f"{name}: stories", styles=STYLES)}
<body class="digest">
<header class="masthead">
<p class="kicker">{KICKER} <span class="origin">stories</span></p>
<h1>{escape(name)}</h1>
<p class="original counts">{counts}. <a class="all" href="index.html">All articles</a></p>
</header>
<main>
{_failures(failures)}{sections}
</main>
<footer>
<p>Stories are put together by their words, and some may be put together wrongly. {MARKS}</p>
<p>{MACHINE}</p>
<p class="signature">{escape(signature)}</p>
</footer>
</body>
</html>
"""


def _section(news: News, stories: Sequence[Story], *, compared: bool) -> str:
    body = "\n".join(_story(story) for story in stories)
    if not compared:
        return f'<section class="stories" aria-label="Stories">\n{body}\n</section>'
    heading = f"{_HEADINGS[news]} <small>{_count(len(stories), 'story', 'stories')}</small>"
    if news == "known":
        return f'<details class="stories">\n<summary>{heading}</summary>\n{body}\n</details>'
    return f'<section class="stories">\n<h2 class="part">{heading}</h2>\n{body}\n</section>'


def _story(story: Story) -> str:
    lead = story.lead
    brief = f'\n<p class="lead">{escape(" ".join(lead.brief))}</p>' if lead.brief else ""
    return (
        f'<article class="entry">\n<h3>{_title(lead)}</h3>\n{_facts(lead)}{brief}\n'
        f'<p class="where"><span class="file">{escape(lead.source)}</span></p>{_others(story.others)}\n</article>'
    )


def _others(others: Sequence[Entry]) -> str:
    if not others:
        return ""
    items = "\n".join(
        f'<li>{_title(entry)}\n{_facts(entry)}<p class="where"><span class="file">{escape(entry.source)}</span></p></li>'
        for entry in others
    )
    summary = f"Also in {_count(len(others), 'other article', 'other articles')}"
    return f'\n<details class="versions">\n<summary>{summary}</summary>\n<ul>\n{items}\n</ul>\n</details>'


def _title(entry: Entry) -> str:
    title = escape(entry.title) or f"<em>{UNTITLED}</em>"
    return f'<a href="{address(entry.documents[0])}">{title}</a>' if entry.documents else title


def _facts(entry: Entry) -> str:
    gravest = entry.coverage.errors + entry.coverage.doubts
    parts = [f'<span class="date">{escape(day(entry.date))}</span>'] if entry.date else []
    parts.append(f'<span class="length">{length(entry.words)}</span>')
    if gravest:
        parts.append(f'<span class="flag">{_count(gravest, "sentence", "sentences")} doubtful</span>')
    return f'<p class="facts">{" ".join(parts)}</p>'


def _failures(failures: Sequence[Outcome]) -> str:
    if not failures:
        return ""
    items = "\n".join(
        f'<li><span class="file">{escape(outcome.source)}</span> {escape(outcome.message)}</li>' for outcome in failures
    )
    summary = f"{_count(len(failures), 'file', 'files')} failed"
    return f'<details class="failures">\n<summary>{summary}</summary>\n<ul>\n{items}\n</ul>\n</details>\n'


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
