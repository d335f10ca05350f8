"""The names and figures that an article mentions, as they stand in its source.

A name is a run of capitalised words ("Emmanuelle Appriou", "CCI Aveyron", "Charles de Gaulle"); a figure is a number
with what it counts ("trois jours", "1,5 milliard d'euros", "15 au 21 mai"). A bare number says nothing to a reader and
is left out. Rules of French typography and grammar alone: no list of people or places.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from translate_summarize.dates import FRENCH_MONTHS
from translate_summarize.french import FIRST_NAMES, STOPWORDS
from translate_summarize.types import Mention, Segment

MOST_NAMES = 8
MOST_FIGURES = 6
FEW = 5
"""Names and figures that occur once are shown only to fill the list up to this many."""

_SPACE = r"[ \u00a0\u202f]"
_LETTER = r"[^\W\d_]"
_UPPER = r"[A-ZÀ-ÖØ-ÞŒŸŠŽ]"
_LOWER = r"[a-zß-öø-ÿœšž]"

# An elided word is left before the name ("L'Élysée" gives "Élysée"); "N'Golo" and "O'Brien" keep their own.
_ELIDED = r"(?:[LJCST]|Qu|Lorsqu|Puisqu|Jusqu|Quelqu|Aujourd)['’]"
_WORD = rf"(?!{_ELIDED}){_UPPER}(?:{_LETTER}|\d|[-.&'’](?={_LETTER}|\d))*"
_INITIALS = rf"(?:{_UPPER}[a-z]?\.[ -]?)+(?={_UPPER}{_LETTER})"
_PARTICLE = r"(?:de la|de l['’]|d['’]|des|de|du|von|van der|van|ben|bin|al|el|da|di|del|dos)"
# Capitalised heads of institutions, whose adjective is not: "Assemblée nationale", "Premier ministre".
_HEAD = (
    "Agence|Assemblée|Banque|Bourse|Chambre|Collectif|Comité|Commission|Confédération|Conseil|Coupe|Cour|Fédération|"
    "Front|Garde|Haute? Autorité|Institut|Ligue|Mouvement|Office|Organisation|Parlement|Parti|Premi(?:er|ère)|"
    "Rassemblement|République|Sécurité|Union"
)
_ADJECTIVE = (
    rf"(?:{_SPACE}(?:ministre|{_LOWER}{{2,}}(?:al|ales?|aux|el(?:le)?s?|iques?|istes?|aires?|aine?|aise?|oise?|ienn?e?|éenn?e?|"
    rf"ive|ière?|unies?|bleue?|rouge|verte?))\b)"
)
_PIECE = rf"(?:{_INITIALS})?(?:(?:{_HEAD})\b{_ADJECTIVE}|{_WORD})"
_NAME = re.compile(rf"(?<![\w@#/.-]){_PIECE}(?:{_SPACE}(?:{_PARTICLE}{_SPACE}?)?{_PIECE})*")
# "Emmanuel Macron", not "CCI Aveyron" or "Parti socialiste de Mulhouse", whose last word is something else by itself.
_PERSON = re.compile(rf"(?!(?:{_HEAD})\b){_UPPER}{_LOWER}+(?:-{_UPPER}{_LOWER}+)?(?:{_SPACE}{_WORD})+")
# Heads of institutions that name none by themselves, and what a minister is minister of.
_LONE = re.compile(rf"(?:{_HEAD}|Association|Maison|Ministère|Ville|État|Etat)")
_MINISTRY = re.compile(
    r"(?i:minist(?:re|ère))\b[^,.;:]{0,25}\b(?:de la |de l['’]|des |du |et (?:de la |de l['’]|des |du ))$"
)
# "en France", "la Chine", "au Mans": a name with an article is a place or a thing, and no surname.
_ARTICLE = re.compile(r"(?:\b(?:la|le|les|en|au|aux)\s|\bl['’])$", re.IGNORECASE)
# "Invité de France Info, …", "Interrogé par Le Monde, …": not part of the name.
_PARTICIPLE = re.compile(rf"\w+(?:é|ée|és|ées){_SPACE}(?:{_PARTICLE}{_SPACE}?)?(?={_UPPER})")
_OPENERS = '«"“([—–•-.!?…:;'
# Titles, and the agencies that a text is credited to, are not what it is about.
_NO_NAMES = STOPWORDS | {
    "m",
    "mm",
    "mme",
    "mmes",
    "mlle",
    "me",
    "dr",
    "pr",
    "mgr",
    "afp",
    "reuters",
    "ap",
    "état",
    "etat",
    "contrairement",
    "gmt",
}
_TITLE = re.compile(rf"(?:M|MM|Mme|Mmes|Mlle|Me|Dr|Pr|Mgr)\.?{_SPACE}+")
# "le député LREM Paul Verdier", "l'AFP Paul Verdier": what he is of is no part of his name.
_MEMBER = re.compile(rf"[A-Z]{{2,6}}{_SPACE}(?P<first>{_UPPER}{_LOWER}+)(?:-{_UPPER}{_LOWER}+)?{_SPACE}")
_LEADING_PARTICLE = re.compile(rf"^{_PARTICLE}{_SPACE}?(?={_UPPER})")

_UNITS = "deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize"
_TENS = "vingt|trente|quarante|cinquante|soixante|septante|huitante|octante|nonante|cent|cents|mille"
_SPELT = rf"(?:{_TENS}|{_UNITS})(?:(?:-|{_SPACE}|-et-|{_SPACE}et{_SPACE})(?:{_TENS}|{_UNITS}|un|une))*"
_DIGITS = rf"\d{{1,3}}(?:[{_SPACE[1:-1]}.]\d{{3}})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_GROUP = "dizaine|douzaine|quinzaine|vingtaine|trentaine|quarantaine|cinquantaine|soixantaine|centaine|millier"
_MONTH = "|".join(FRENCH_MONTHS)
_MANY = rf"(?:{_GROUP}|million|milliard|billion)s?"
_BEFORE = "premi(?:er|ère)s|derni(?:er|ère)s|autres|grand(?:e)?s|petit(?:e)?s|nouve(?:aux|lles)|jeunes|bon(?:ne)?s"
_NOUN = rf"(?![ldjnsmtc]['’])(?:km/h|(?:{_LETTER}|[-'’](?={_LETTER}))+)"
_OF = rf"(?:{_SPACE}(?:de{_SPACE}|d['’])(?P<%s>{_NOUN}))?"

_DATE = re.compile(
    rf"\b(?:(?:1er|\d\d?)(?:{_SPACE}(?:au|et){_SPACE}))?(?:1er|\d\d?){_SPACE}(?:{_MONTH})(?:{_SPACE}(?:19|20)\d\d)?\b"
)
_SHARE = re.compile(
    rf"(?<![\w.,])(?:{_DIGITS}){_SPACE}?%(?:{_SPACE}(?:des|de{_SPACE}la|du|de){_SPACE}(?P<noun>{_NOUN}))?"
)
_MONEY = re.compile(
    rf"(?<![\w.,])(?:(?:{_DIGITS}){_SPACE}?[€$£]|[€$£]{_SPACE}?(?:{_DIGITS})(?:{_SPACE}{_MANY})?)(?!\w)"
)
_COUNT = re.compile(
    rf"(?<![\w.,/-])(?:(?:{_DIGITS}|{_SPELT})(?:{_SPACE}{_MANY})?|{_MANY})"
    rf"(?:{_SPACE}(?:de{_SPACE})|{_SPACE}d['’]|{_SPACE})"
    rf"(?P<before>(?:{_BEFORE}){_SPACE})?(?P<noun>{_NOUN}){_OF % 'of'}",
)
_LOOK_BACK = 60
"""Characters before a name that tell what it is."""
_PATTERNS = (_DATE, _SHARE, _MONEY, _COUNT)
# Words that follow a number without being what it counts ("les deux ont", "49,3 contre"), beyond the stop words.
_UNCOUNTED = f"contre|fois|selon|dont|h|heures?|environ|plus|moins|depuis|pendant|lors|avant|{_MONTH}"
_NOT_COUNTED = STOPWORDS | frozenset(_UNCOUNTED.split("|"))
_YEAR = re.compile(rf"(?:19|20)\d\d{_SPACE}")
_DIGIT = re.compile(r"\d")
_ADVERB = re.compile(r"(?:ément|èrement|ellement|eusement|ivement)$")


@dataclass(frozen=True, slots=True)
class _Found:
    text: str
    certain: bool
    """False for a capitalised word that may owe its capital to the opening of a sentence alone."""
    article: bool
    """True where an article or "en" stands before it."""


def names(segments: Sequence[Segment], *, most: int = MOST_NAMES) -> tuple[Mention, ...]:
    """Return the names that the segments mention most, at most `most`, the most frequent first.

    A surname counts for the full name that it ends, where only one full name does ("Macron" for "Emmanuel Macron").
    A capitalised word that opens a sentence is a name only if it is one elsewhere, or heads a longer name.
    """
    found = [name for segment in segments if segment.kind != "code" for name in _found(segment.text)]
    counts = Counter(name.text for name in found if name.certain)
    lower = {word for segment in segments for word in segment.text.split() if word.islower()}
    for name in found:
        if not name.certain:
            first, _, rest = name.text.partition(" ")
            if name.text in counts or (rest and first.lower() not in lower):
                counts[name.text] += 1
    order = {text: place for place, text in reversed(list(enumerate(name.text for name in found)))}
    things = {name.text for name in found if name.article}
    return _top(_folded(counts, things), order, most)


def figures(segments: Sequence[Segment], *, most: int = MOST_FIGURES) -> tuple[Mention, ...]:
    """Return the figures that the segments mention most, each with what it counts, at most `most`.

    Ties go to dates, shares, sums and numbers in digits before small numbers in letters, then to the first mentioned.
    """
    counts: Counter[str] = Counter()
    shown: dict[str, Mention] = {}
    for segment in segments:
        if segment.kind != "code":
            for text in _figures_of(segment.text):
                key = re.sub(_SPACE, " ", text).casefold()
                shown.setdefault(key, Mention(text, count=0, segment=segment.index))
                counts[key] += 1
    places = {key: place for place, key in enumerate(shown)}
    small = re.compile(rf"(?:{_UNITS})\b")
    order = {key: places[key] + (len(places) if small.match(key) else 0) for key in shown}
    return tuple(replace(shown[mention.text], count=mention.count) for mention in _top(counts, order, most))


def _top(counts: Counter[str], order: dict[str, int], most: int) -> tuple[Mention, ...]:
    ranked = sorted(counts, key=lambda text: (-counts[text], order[text]))
    repeated = sum(1 for text in ranked if counts[text] > 1)
    kept = ranked[: min(most, max(repeated, FEW))]
    return tuple(Mention(text=text, count=counts[text]) for text in kept)


def _found(text: str) -> Iterable[_Found]:
    for match in _NAME.finditer(text):
        name, before = match.group().rstrip(".'’-"), text[max(0, match.start() - _LOOK_BACK) : match.start()]
        opens = before.rstrip()[-1:] in _OPENERS  # the empty string is in every string
        first, _, rest = name.partition(" ")
        if opens and first.lower() in STOPWORDS:
            name, opens, before = _LEADING_PARTICLE.sub("", rest), False, f"{first} "
        elif opens and (participle := _PARTICIPLE.match(name)):
            name, opens = name[participle.end() :], False
        if title := _TITLE.match(name):
            name, opens = name[title.end() :], False
        if (behind := _MEMBER.match(name)) and behind["first"].lower() in FIRST_NAMES:
            name = name[behind.start("first") :]
        shouted = name.isupper() and name.count(" ") > 1
        if len(name) < 2 or shouted or name.lower() in _NO_NAMES or _LONE.fullmatch(name) or _MINISTRY.search(before):
            continue
        certain = not opens or (name.isupper() and len(name) < 6)
        yield _Found(text=name, certain=certain, article=bool(_ARTICLE.search(before)))


def _folded(counts: Counter[str], things: Collection[str]) -> Counter[str]:
    """Join "Premier ministre Édouard Philippe" and "Philippe" to "Édouard Philippe", where only one name is meant."""
    folded = Counter(counts)
    for text in counts:
        words = text.split(" ")
        inner = next((end for end in (" ".join(words[at:]) for at in range(1, len(words) - 1)) if end in counts), None)
        if inner is not None:
            folded[inner] += folded.pop(text)
    persons: dict[str, list[str]] = {}
    for text in folded:
        if _PERSON.fullmatch(text):
            persons.setdefault(text.rpartition(" ")[2], []).append(text)
    for surname, fuller in persons.items():
        if len(fuller) == 1 and surname in folded and surname not in things:
            folded[fuller[0]] += folded.pop(surname)
    return folded


def _figures_of(text: str) -> Iterable[str]:
    small = text.lower()
    if len(small) != len(text):  # a letter such as İ, whose small form is longer, would shift what follows
        small = text
    taken: list[tuple[int, int]] = []
    for pattern in _PATTERNS if _DIGIT.search(text) else (_COUNT,):
        for match in pattern.finditer(small):
            start = match.start()
            end = start + len(_figure(match))
            if end > start and all(end <= low or start >= high for low, high in taken):
                taken.append((start, end))
    return [text[start:end] for start, end in sorted(taken)]


def _figure(match: re.Match[str]) -> str:
    whole, start = match.group(), match.start()
    noun = match.groupdict().get("noun")
    if noun is None:
        return whole
    if noun in _NOT_COUNTED or len(noun) == 1 or _ADVERB.search(noun):
        return whole[: whole.index("%") + 1] if match.re is _SHARE else ""
    if _YEAR.match(whole) and not whole.startswith(f"{whole[:4]} {noun}"):
        return ""
    of = match.groupdict().get("of")
    if of is not None and of in STOPWORDS:
        return whole[: match.end("noun") - start]
    return whole
