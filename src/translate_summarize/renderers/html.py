"""The side-by-side document as one HTML file: no script, no request, French left and English right.

The language switch is three radio buttons read by the style sheet (`:has()`), and the filter that leaves only doubtful
sentences a check box; without `:has()` everything stands. The sentence of a mark comes up over its segment on hover, on a
tap on its sign and from the keyboard; that of an error, and all of them in print and under the filter, stand anyway.
Everything that comes from the text goes through `escape`; the content security policy forbids whatever might slip by.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from translate_summarize.renderers.inline import Layer, layers, woven
from translate_summarize.renderers.layout import Line, Paragraph, is_numbered, lines, number, outline, split_title
from translate_summarize.renderers.page import escape, head
from translate_summarize.renderers.words import (
    KICKER,
    MACHINE,
    MARKS,
    MISSING,
    SIGNS,
    UNTITLED,
    byline,
    coverage_line,
    facts,
    mentions,
    notes_by_segment,
    worst,
)
from translate_summarize.types import Bitext, Brief, Coverage, Mention, Note, Translation

_Notes = Mapping[int, tuple[Note, ...]]
_VIEWS = (("fr", "Français", "fr"), ("both", "Both", "en"), ("en", "English", "en"))


def render(bitext: Bitext) -> str:
    """The bitext as one self-contained HTML page.

    Each segment is an element of class `pair` with the id `s` and its number; inside stand its source (class `fr`) and
    its target (class `en`). A title that opens the document stands in the masthead instead, with the same classes.
    """
    title, body = split_title(bitext)
    name = " ".join(item.target for item in title) or (bitext.brief.title.target if bitext.brief.title else "")
    return f"""{head((name or bitext.document.name).replace(chr(10), " "), author=bitext.document.author or "")}
<body>
<a class="skip" href="#article">Skip to the article</a>
{_masthead(bitext, title, notes_by_segment(bitext.notes))}
<main>
{_brief(bitext.brief)}
{_switch(bitext.coverage)}
<article id="article" aria-label="The article, French and English side by side">
{_body(body, notes_by_segment(bitext.notes))}
</article>
</main>
{_footer(bitext)}
</body>
</html>
"""


def _masthead(bitext: Bitext, title: tuple[Translation, ...], notes: _Notes) -> str:
    kicker = f'<p class="kicker">{KICKER} <span class="origin">{escape(bitext.document.name)}</span></p>'
    if title:
        english = " ".join(
            f'<span class="en" id="s{number(item)}">{_text(item, english=True)}</span>' for item in title
        )
        french = " ".join(f'<span class="fr">{_text(item, english=False)}</span>' for item in title)
        marks = "".join(_marks(item) + _glosses(item, notes) for item in title)
    elif bitext.brief.title is not None:  # the title stands further down; here it is only announced
        english = escape(bitext.brief.title.target)
        french = escape(bitext.brief.title.segment.text)
        marks = ""
    else:
        english, french, marks = f"<em>{UNTITLED}</em>", "", ""
    beneath = f'\n<p class="original" lang="fr">{french}</p>' if french else ""
    said = "".join(f"<span>{escape(part)}</span> " for part in byline(bitext)).strip()
    said = f'\n<p class="byline">{said}</p>' if said else ""
    return f'<header class="masthead">\n{kicker}\n<h1>{english}</h1>{beneath}{said}{marks}\n</header>'


def render_brief(brief: Brief, *, bullets: bool = False) -> str:
    """The brief alone as one self-contained HTML page; beneath it the French of its sentences, which they link to."""
    shown = (*([brief.title] if brief.title else []), *brief.translations)
    name = brief.title.target if brief.title else UNTITLED
    french = "\n".join(
        f'<p id="s{number(item)}"><a class="ref" href="#s{number(item)}" aria-label="Segment {number(item)}">'
        f"{number(item)}</a> {escape(item.segment.text)}{_marks(item)}</p>"
        for item in {item.segment.index: item for item in shown}.values()
    )
    original = f'\n<p class="original" lang="fr">{escape(brief.title.segment.text)}</p>' if brief.title else ""
    return f"""{head(name.replace(chr(10), " "))}
<body>
<header class="masthead">
<p class="kicker">{KICKER}</p>
<h1>{escape(name)}</h1>{original}
</header>
<main>
{_brief(brief, bullets=bullets, shown=frozenset(item.segment.index for item in shown))}
<section class="sources" lang="fr" aria-label="What the brief stands on">
{french}
</section>
</main>
<footer>
<p>{MACHINE}</p>
</footer>
</body>
</html>
"""


def _brief(brief: Brief, *, bullets: bool = False, shown: frozenset[int] | None = None) -> str:
    """The brief as a section of a page that has all segments, or those `shown`: no other is linked to."""
    sentences = "\n".join(
        f"<li>{escape(item.text) or f'<em>{MISSING}</em>'}{_reference(item.number)}{_sign(item)}</li>"
        for item in lines(brief)
    )
    entries = "".join(_mentions(label, items, shown) for label, items in mentions(brief))
    index = f'\n<dl class="mentions">{entries}</dl>' if entries else ""
    about = "".join(f"<span>{escape(fact)}</span> " for fact in facts(brief, dated=shown is not None)).strip()
    about = f'\n<p class="about">{about}</p>' if about else ""
    heading = '<h2 id="brief">In brief</h2>'
    tag = '<ol class="bullets">' if bullets else "<ol>"
    return f'<section class="brief" aria-labelledby="brief">\n{heading}\n{tag}\n{sentences}\n</ol>{index}{about}\n</section>'


def _reference(number: int | None, *, label: str = "Segment {} of the article") -> str:
    if number is None:
        return ""
    return f'\u00a0<a class="ref" href="#s{number}" aria-label="{label.format(number)}">{number}</a>'


def _mentions(label: str, items: tuple[Mention, ...], shown: frozenset[int] | None) -> str:
    entries = "".join(
        f'<dd lang="{"en" if item.source else "fr"}">{escape(item.text)}'
        + (f" <small>×{item.count}</small>" if item.count > 1 else "")
        + _reference(
            item.segment + 1 if item.segment is not None and (shown is None or item.segment in shown) else None
        )
        + "</dd>"
        for item in items
    )
    return f"<div><dt>{label}</dt>{entries}</div>"


def _switch(coverage: Coverage) -> str:
    views = "".join(
        f'<input type="radio" name="view" id="view-{view}" autocomplete="off"{" checked" if view == "both" else ""}>'
        f'<label for="view-{view}" lang="{language}">{label}</label>'
        for view, label, language in _VIEWS
    )
    return f'<fieldset class="switch"><legend>Show</legend>{views}{_filter(coverage)}</fieldset>'


def _filter(coverage: Coverage) -> str:
    """A box to leave only what is doubtful, and how much there is of it; nothing where there is none."""
    counts = ((coverage.errors, "error"), (coverage.doubts, "doubt"))
    found = " ".join(
        f'<b class="{word}">{count} {word}{"" if count == 1 else "s"}</b>' for count, word in counts if count
    )
    if not found:
        return ""
    return (
        '<input type="checkbox" id="only-doubtful" autocomplete="off">'
        f'<label for="only-doubtful">Only doubtful <span class="found">{found}</span></label>'
    )


def _body(body: tuple[Paragraph, ...], notes: _Notes) -> str:
    depths = iter(outline(item.block.level for item in body if item.block.kind == "heading"))
    parts: list[str] = []
    for is_list, members in groupby(body, key=lambda item: item.block.kind == "list_item"):
        if is_list:
            parts.append("<ul>")
            parts += [_block(item, "li", "p", notes) for item in members]
            parts.append("</ul>")
        else:
            for item in members:
                kind = item.block.kind
                inner = f"h{min(next(depths) + 1, 6)}" if kind == "heading" else "p"
                parts.append(_block(item, "blockquote" if kind == "quote" else "div", inner, notes))
    return "\n".join(parts)


def _block(paragraph: Paragraph, outer: str, inner: str, notes: _Notes) -> str:
    block = paragraph.block
    depth = f" depth-{min(block.level, 6)}" if block.kind in ("list_item", "quote") and block.level > 1 else ""
    numbered = " numbered" if block.kind == "list_item" and is_numbered(block) else ""
    pairs = "\n".join(_pair(item, inner, notes) for item in paragraph.translations)
    return f'<{outer} class="block {block.kind}{depth}{numbered}">\n{pairs}\n</{outer}>'


def _pair(item: Translation, inner: str, notes: _Notes) -> str:
    shown = number(item)
    severity = worst(item.marks)
    css = f"pair {severity}" if severity else "pair"
    css += " glossed" if item.segment.index in notes else ""
    return (
        f'<div class="{css}" id="s{shown}">'
        f'<a class="number" href="#s{shown}" aria-label="Segment {shown}">{shown}</a>'
        f'<{inner} class="fr" lang="fr">{_text(item, english=False)}</{inner}>{_edge_sign(item)}'
        f'<{inner} class="en" lang="en">{_text(item, english=True)}</{inner}>{_marks(item)}{_glosses(item, notes)}</div>'
    )


def _marks(item: Translation) -> str:
    if not item.marks:
        return ""
    notes = "".join(
        f'<li class="{mark.severity}"><b>{SIGNS[mark.severity][1]}</b> {escape(mark.message)}</li>'
        for mark in item.marks
    )
    return f'\n<ul class="marks" aria-label="Marks on segment {number(item)}">{notes}</ul>'


def _glosses(item: Translation, notes: _Notes) -> str:
    """What terms of the French mean, below the sentence that mentions them first."""
    entries = "".join(
        f'<li><i lang="fr">{escape(note.mention)}</i> {escape(note.text)}</li>'
        for note in notes.get(item.segment.index, ())
    )
    return f'\n<ul class="glosses" aria-label="Notes on segment {number(item)}">{entries}</ul>' if entries else ""


def _text(item: Translation, *, english: bool) -> str:
    """One side, with what is set off in it, and the places that its marks point at in `mark` elements."""
    text = item.target if english else item.segment.text
    spans = sorted(
        (start, end, mark.severity)
        for mark in item.marks
        for start, end in (mark.target if english else mark.source)
        if 0 <= start < end <= len(text)
    )
    around, done = layers(item.inlines if english else item.segment.inlines), 0
    for start, end, severity in spans:
        if start >= done:
            around.append(Layer(start, end, f'<mark class="{severity}">', "</mark>"))
            done = end
    return woven(text, around)


def _sign(item: Line | Translation) -> str:
    sign = _edge_sign(item)
    return f"\u00a0{sign}" if sign else ""


def _edge_sign(item: Line | Translation) -> str:
    severity = worst(item.marks)
    if severity is None:
        return ""
    words = escape("; ".join(mark.message for mark in item.marks))
    place = item.number if isinstance(item, Line) else number(item)
    address = "#brief" if place is None else f"#s{place}"
    return (
        f'<a class="sign {severity}" href="{address}" title="{words}" '
        f'aria-label="{SIGNS[severity][1]}: {words}">{SIGNS[severity][0]}</a>'
    )


def _footer(bitext: Bitext) -> str:
    location = bitext.document.location
    # An address is worth knowing; a path on the maker's disk is nobody's business once the file is sent on.
    source = f"<p>Source: {escape(location)}</p>\n" if location.startswith(("http://", "https://")) else ""
    marks = f" {MARKS}" if bitext.coverage.marked else ""
    return (
        f'<footer>\n<p class="coverage">{coverage_line(bitext.coverage)}.{marks}</p>\n<p>{MACHINE}</p>\n{source}'
        f'<p class="signature">{escape(bitext.signature)}</p>\n</footer>'
    )
