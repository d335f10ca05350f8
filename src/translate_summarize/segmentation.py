"""Blocks of a document to segments, each with its exact span.

A boundary is a run of stops with its closing quotes, then white space (or nothing, where a CMS glued two sentences),
then something that can open a sentence. One regular expression finds the candidates, and plain functions over the
tables of `french` judge each by the word before and the word after. When in doubt, a text is not split: half a
sentence translates worse than two sentences.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translate_summarize import french
from translate_summarize.clauses import estimate_subwords, split_long
from translate_summarize.inlines import narrowed
from translate_summarize.lexicon import french_stem, translations
from translate_summarize.types import Segment

if TYPE_CHECKING:
    from translate_summarize.types import Document

__all__ = ["estimate_subwords", "segment", "split_long", "split_sentences"]

_UPPER = "A-ZÀ-ÖØ-ÞŒŸŠŽ"
_LOWER = "a-zß-öø-ÿœšž"
_STARTER = "|".join(sorted({word.capitalize() for word in french.STARTERS}, key=len, reverse=True))
_CANDIDATE = re.compile(
    rf"""
    (?<![.!?…])(?P<stop>[.!?…]++(?:\s[!?…]++)*+)         # "...", "?!…", "? !"
    (?P<close>(?:\s?[»”)\]]|["’'](?![\w«]))*+)           # what closes with the sentence: " »", ")", "
    (?:(?P<gap>\s++)(?P<open>(?:[«"“‘'(\[¿¡•‣◦▪●■♦►*—–-]\s*+)*+)
      |(?=[«“"]?(?:[{_UPPER}][{_LOWER}'’]|[AÀYÔ]\s[{_LOWER}])))  # nothing: sentences glued by a CMS
    | (?P<semicolon>;)\s++(?=(?:{_STARTER})\b)            # the items of a list, each with its capital
    | (?<=[\w)\]%€])(?P<bare>)\s++(?=(?:{_STARTER})\b)    # a heading without a stop
    | (?:(?<=[{_LOWER}])[{_LOWER}]|(?<=[{_UPPER}]{{2}})[{_UPPER}]|[\d%€»”"])(?P<run>)  # a heading glued by a CMS
      (?=[{_UPPER}][{_LOWER}]*+[\s'’,-])
    | (?<=[{_UPPER}]{{3}})(?P<caps>)\s++(?=[{_UPPER}][{_LOWER}]++['’\s]++[{_LOWER}])  # a heading in capitals
    | (?<=\S)(?P<bullet>)\s++(?=[•‣◦▪●■♦►]|-\s[{_UPPER}])      # the items of a list run together
    """,
    re.VERBOSE,
)
_SPOT = re.compile(  # where a candidate may begin: quicker to search for
    rf"[.!?…;]|[\s{_LOWER}\d%€»”\"](?=[{_UPPER}])|[{_UPPER}](?=[{_UPPER}][{_LOWER}])|\s(?=[•‣◦▪●■♦►-])"
)
_WORD = re.compile(r"\w+")
_GLUED_LEFT = re.compile(rf"(?:[{_LOWER}]{{2}}|[{_UPPER}]{{2}}|[\d)»”\"%])\Z")
_ADDRESS = re.compile(r"[@\\=_]|//|/.*\.|www|\.[^\W\d_]{2}")
_ADDRESS_GOES_ON = re.compile(r"[.@/_]\S")
_AFTER_STARTER = frozenset(" \u00a0\u202f,'’")
_DATE_OPENING = re.compile(r"(?:Le|En|Au|Du|Depuis|Dès|Vers|Jusqu['’]en)\s\d")
"""No heading, but a date without its comma: "Le 5 mai 1999 Le préfet …"."""
_PLURAL_OPENERS = frozenset({"Les", "Des", "Un", "Une", "En", "Aux", "Ses"})
"""After a semicolon these open an item even before a name ("; Les Alliés …"); "La" and "Le" may be part of one."""
_BEFORE_CLOSING = frozenset("»”)%.…!?")
"""What a quotation may end in, beside letters and figures."""
_MAY_END = frozenset({"plus", "moins", "pas", "tout", "tous", "lui", "elle", "eux", "nous", "vous", "cela", "ça"})
"""Function words that a heading may end in."""
_IN_BRANDS = frozenset({"nous", "vous", "en", "à", "y", "aux", "des", "qui", "tous", "toutes"})
"""Starters that companies write with a capital inside their names."""
_LIST_NUMBER = re.compile(r"\d{1,2}[.)]\s")
_HEADING_LENGTH = 90
"""Characters; a longer stretch without a stop is no heading but a sentence with a name in it."""


def segment(document: Document) -> tuple[Segment, ...]:
    """The segments of `document`, numbered over the whole of it.

    A heading is one segment, and so is a block of code, which is copied and never translated; a blank block gives none.
    """
    segments: list[Segment] = []
    for number, block in enumerate(document.blocks):
        spans = (
            (_trim(block.text, 0, len(block.text)),)
            if block.kind in ("heading", "code")
            else split_sentences(block.text)
        )
        for start, end in spans:
            if start < end:
                inlines = narrowed(block.inlines, start, end) if block.inlines else ()
                segments.append(Segment(block.text[start:end], len(segments), number, start, end, block.kind, inlines))
    return tuple(segments)


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the sentences of one block: in order, not blank, with only white space (or nothing) between them."""
    spans = []
    start = 0
    done = 0
    for spot in _SPOT.finditer(text):
        match = _CANDIDATE.match(text, spot.start()) if spot.start() >= done else None
        if not match:
            continue
        done = match.end()
        cut = _cut(text, match, start)
        if cut is not None:
            span = _trim(text, start, cut)
            if span[0] < span[1]:
                spans.append(span)
                start = cut
    span = _trim(text, start, len(text))
    if span[0] < span[1]:
        spans.append(span)
    return tuple(spans)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return (start + left, start + len(piece.rstrip())) if left < len(piece) else (start, start)


def _cut(text: str, match: re.Match[str], start: int) -> int | None:
    """Where the sentence that began at `start` ends, if it ends at this candidate."""
    if match["stop"]:
        return _stop_cut(text, match, start)
    if match["bullet"] is not None:
        return match.start() if text[match.end()] != "-" or text.startswith("- ", start) else None
    if match["caps"] is not None:
        return match.start() if _is_capital_heading(text, start, match.start()) else None
    word = _WORD.match(text, match.end())
    if match["run"] is not None:
        return _run_cut(text, match, start, word) if word else None
    if match["semicolon"] and word and word[0] in _PLURAL_OPENERS:
        return match.end("semicolon")
    if not word or not french.opens_sentence(word[0], text[word.end() : word.end() + 12]):
        return None
    if match["semicolon"]:
        return match.end("semicolon")
    return match.start() if _is_heading(text, start, match.start(), word) else None


def _is_heading(text: str, start: int, end: int, opener: re.Match[str]) -> bool:
    """Whether what stands there, without a stop and before the `opener` of a sentence, is a heading run into it.

    Not if it ends in a function word or a word that names ("le film Il faut …"), which the capital belongs to.
    """
    if end - start > _HEADING_LENGTH or _DATE_OPENING.match(text, start):
        return False
    words = _WORD.findall(text[max(start, end - 40) : end])
    last = words[-1] if words else ""
    if not last or last.lower() in french.STOPWORDS or last.lower().removesuffix("s") in french.NAMING:
        return False
    if (len(last) == 1 and last.isalpha()) or (opener[0].lower() in french.NAME_ENDS and last[0].isupper()):
        return False
    return opener[0] not in {"À", "Y", "Ô"} or not last.isupper()  # "UN TOIT À LILLE" is one heading


def _run_cut(text: str, match: re.Match[str], start: int, opener: re.Match[str]) -> int | None:
    """Where a heading ends that is glued to its sentence; None where the capital belongs to the word before it.

    "Un revers"La ville est …" has a quotation mark that closes, or one that opens ("Un revers"Il faut agir", dit-elle").
    """
    end = match.end()
    before = text[max(start, end - 80) : end]
    if before[-1] == '"':
        one_closes = before[-2:-1] == '"' and before[-3:-2] != "="  # 'Un revers""Il faut agir"'
        if not (one_closes or before[-2:-1].isalnum() or before[-2:-1] in _BEFORE_CLOSING):
            return None
        if text.count('"', max(start, end - 5000), end) % 2 == 0:
            return match.start() if one_closes else end
        return match.start() if _is_heading(text, start, match.start(), opener) else None
    return end if before[-1] in "»”" or _is_run_in(text, before, opener) else None


def _is_run_in(text: str, before: str, opener: re.Match[str]) -> bool:
    """Whether a capital without white space before it opens a sentence ("Avis du gouvernementLe rapporteur a …").

    Not in a name that is written so ("CanalPlus", "LinkedIn").
    """
    word, opens = opener[0], french.opens_sentence(opener[0], text[opener.end() : opener.end() + 12])
    if not before[-1].islower():
        return opens and len(word) > 1
    last = _WORD.findall(before)[-1]
    token = before.rsplit(maxsplit=1)[-1]
    if (last.lower() in french.STOPWORDS and last not in _MAY_END) or token[0] == "#" or _ADDRESS.search(token):
        return False
    if opens:
        return last[0].islower() or word.lower() not in french.NAME_ENDS | _IN_BRANDS
    return len(last) > 3 and last.islower() and len(word) > 2 and translations(french_stem(last)) is not None


def _is_capital_heading(text: str, start: int, end: int) -> bool:
    """Whether what stands there is two words or more, all in capitals."""
    if end - start > _HEADING_LENGTH:
        return False
    heading = text[start:end]
    return heading.isupper() and sum(len(word) > 2 for word in _WORD.findall(heading)) > 1


def _stop_cut(text: str, match: re.Match[str], start: int) -> int | None:
    cut = match.end("close")
    glued = match["gap"] is None
    opening = match["open"] or ""
    position = match.end() + (glued and text[match.end()] in '«“"')
    following = _WORD.match(text, position)
    word = following[0] if following else ""
    after = text[following.end() : following.end() + 12] if following else ""
    if not word and (not opening or position == len(text)):
        return None
    if match.start() and text[match.start() - 1] in "([":
        # "(!)", "[...]" are said of the sentence; but "… période (...) Mais quand …" leaves something out between two.
        said = _trim(text, start, start + 20)[0] < match.start() - 1
        return cut if said and french.opens_sentence(word, after) else None
    if glued and not _is_glue(text, match, start, word, after):
        return None
    if opening[:2] == '" ' and text.count('"', max(0, match.start() - 5000), match.start()) % 2:
        cut = match.start("open") + 1  # "… la pollution. " Il": it closes
    if match["stop"] == "." and not match["close"]:
        return cut if _full_stop_ends(text, match, start, word, after) else None
    if not word or not word[0].islower():
        dots = match["stop"].strip("…") in {"", "..", "..."} and len(match["stop"].strip()) > 0
        number = word[:1].isdigit() and dots and not _LIST_NUMBER.match(text, position)
        return None if number else cut
    return None


def _full_stop_ends(text: str, match: re.Match[str], start: int, word: str, after: str) -> bool:
    """Whether one full stop ends a sentence: by the token before it and the `word` after it (with what follows)."""
    left = text[max(0, match.start() - 40) : match.start()].split()
    tight = bool(left) and not text[match.start() - 1].isspace()
    token = left[-1].lstrip("«\"“‘'([").rpartition("’")[2].rpartition("'")[2] if tight else ""
    low = token.lower()
    opening = match["open"] or ""
    if not word:
        return True
    if word[0].islower():
        listed = "- " in opening or "•" in opening
        return (listed or word in french.CLAUSE_STARTERS) and len(token) > 2 and low not in french.ABBREVIATIONS
    if french.is_title(token) or low in french.COMPLETED:
        return False
    if low.isdigit():
        return not _is_list_number(text, start, match.start() - len(token))
    if low in french.NUMBERED and french.is_numbering(word, after):
        return False
    if low in french.UNITS and len(left) > 1 and left[-2][-1].isdigit():
        return not word[0].isdigit()
    if word[0].isdigit():
        return low not in french.ABBREVIATIONS and len(low) > 1
    if (len(token) == 1 and token.isalnum()) or french.is_initials(token) or low in french.REFERENCES:
        return french.opens_sentence(word, after)
    return low not in french.ENDINGS or "(" not in opening


def _is_list_number(text: str, start: int, position: int) -> bool:
    """Whether a number at `position` opens a sentence or an enumeration, as that of a list does ("1. Le contexte")."""
    before = text[max(start, position - 5) : position].rstrip()
    return not before or before[-1] in ":;•-–—"


def _is_glue(text: str, match: re.Match[str], start: int, word: str, after: str) -> bool:
    """Whether a stop without white space after it parts two sentences, and not the parts of a name or address."""
    before = text[max(start, match.start() - 80) : match.start()].split()
    token = before[-1] if before else ""
    address = bool(_ADDRESS.search(token))
    if token and french.opens_sentence(word, after) and after[:1] in _AFTER_STARTER:
        acronym = "." in token and french.is_initials(token)  # "24e R.I.Ma"
        return not acronym and (not address or match["stop"] == ".")
    if address or not _GLUED_LEFT.search(token):
        return False
    return word.lower() not in french.DOMAINS and not _ADDRESS_GOES_ON.match(after)
