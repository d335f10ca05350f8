"""Pairs made by rule from the corpus, for what news has and the corpus lacks. Each rule is a pure function.

A rule takes a pair and gives a changed pair, or None where it does not apply. `vary` applies at most one or two of
them to a pair, with the probabilities of `RATES`; the model card names every rule here.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from models.training.cleaning import Pair
from models.training.invention import invent

SYMBOLS = tuple(f"⟦{number}⟧" for number in range(1, 17))
"""Placeholder symbols: one piece each in the vocabulary, copied by the model wherever they stand."""

_NAME = re.compile(r"(?<![\w'.@/-])[A-ZÀ-ÖØ-Þ][\w]*[\w](?![\w'@/-])")
_EXACT = re.compile(r"https?://[^\s\"<>)]+[\w/]|www\.[\w./-]+\w|[\w.+-]+@[\w-]+\.[\w.-]*\w|(?<=[\s(])[@#]\w{2,}")
_NUMBER = re.compile(r"(?<![\w.,:/-])\d+(?:[.,]\d+)?(?![\w/:-]|[.,]\d)")
_QUOTED = re.compile(r'"([^"]{2,40})"')
_LOWER_WORD = re.compile(r"(?<![\w'-])[a-zà-öø-ÿ]{4,}(?![\w'-])")
_INCLUSIVE = re.compile(
    r"\b(étudiant|salarié|citoyen|habitant|employé|élu|candidat|député|client|électeur|agent|enseignant|adhérent"
    r"|militant|avocat|retraité|assuré|participant|patient|usager|artisan|commerçant|chargé|président|délégué)s\b"
)
_VOWELS = frozenset("AEIOUYHÀÂÄÉÈÊËÎÏÔÖÛÜ")


@dataclass(frozen=True, slots=True)
class Words:
    """What the rules draw from: names that the corpus writes alike in both languages, and a word list."""

    names: tuple[str, ...]
    common: frozenset[str]
    """Lower-case words of running text: a capitalised form of one of these is not taken for a name."""
    terms: dict[str, str]
    """French word to its English, for glossary terms."""

    @classmethod
    def gather(cls, sources: dict[str, list[Pair]], rng: random.Random) -> Words:
        """Collect names and words from a sample of every source, and terms from the source called `words`."""
        running: Counter[str] = Counter()
        samples = [pair for found in sources.values() for pair in rng.sample(found, min(len(found), 30_000))]
        for french, english in samples:
            running.update(word for word in french.split() if word.islower())
            running.update(word for word in english.split() if word.islower())
        common = frozenset(word.strip('.,;:!?"()') for word, count in running.items() if count > 2)
        found = Counter(name for pair in samples for name in shared_names(pair, common))
        names = tuple(sorted(name for name, count in found.items() if count > 1 or len(name) > 4))
        terms = {
            french: english
            for french, english in sources.get("words", [])
            if _LOWER_WORD.fullmatch(french) and _LOWER_WORD.fullmatch(english)
        }
        return cls(names=names, common=common, terms=terms)


def shared_names(pair: Pair, common: frozenset[str]) -> list[str]:
    """Capitalised words that stand once on each side, written alike, and are no words of running text."""
    french, english = pair
    candidates = set(_NAME.findall(french)) & set(_NAME.findall(english))
    return sorted(
        name
        for name in candidates
        if name.casefold() not in common and french.count(name) == 1 and english.count(name) == 1
    )


def swap_names(pair: Pair, rng: random.Random, words: Words) -> Pair | None:
    """Another name, a pseudo-word, a brand or an acronym in the place of up to two names, on both sides alike.

    `Paul a quitté Renault.` / `Paul left Renault.` becomes `Oksana a quitté Veltrano.` / `Oksana left Veltrano.`
    A vowel is replaced by a vowel at the start, so that elision stays right.
    """
    names = shared_names(pair, words.common)
    if not names:
        return None
    french, english = pair
    for old in rng.sample(names, min(len(names), rng.choice((1, 1, 2)))):
        new = rng.choice(words.names) if words.names and rng.random() < 0.45 else invent(rng)
        if (new[0] in _VOWELS) != (old[0] in _VOWELS):
            new = rng.choice("AEIO" if old[0] in _VOWELS else "BDKLMRSTV") + (new if new.isupper() else new.lower())
        french, english = french.replace(old, new), english.replace(old, new)
    return french, english


def hold_places(pair: Pair, rng: random.Random, words: Words) -> Pair | None:
    """Placeholder symbols for what must be copied: URLs, e-mails, handles, figures, quoted terms, names, terms.

    `Voir www.tsum.fr.` / `See www.tsum.fr.` becomes `Voir ⟦7⟧.` / `See ⟦7⟧.`; a glossary term differs between
    the sides: `la banque` / `the bank` becomes `la ⟦3⟧` / `the ⟦3⟧`.
    """
    french, english = pair
    spans = _EXACT.findall(french)
    if not spans:
        spans = rng.choice((_quoted, _numbers, _names, _terms, _terms))(pair, words)
    else:
        spans = [(text, text) for text in spans]
    spans = [(f, e) for f, e in dict.fromkeys(spans) if french.count(f) == 1 and english.count(e) == 1]
    if not spans:
        return None
    spans = rng.sample(spans, min(len(spans), rng.choice((1, 1, 2, 3))))
    for (old_french, old_english), symbol in zip(spans, rng.sample(SYMBOLS, len(spans)), strict=True):
        if old_french not in french or old_english not in english:  # stood inside one that is replaced already
            continue
        french, english = french.replace(old_french, symbol), english.replace(old_english, symbol)
    return french, english


def _quoted(pair: Pair, words: Words) -> list[tuple[str, str]]:
    del words
    return [(text, text) for text in _QUOTED.findall(pair[0]) if text in pair[1]]


def _numbers(pair: Pair, words: Words) -> list[tuple[str, str]]:
    del words
    return [(text, text) for text in _NUMBER.findall(pair[0]) if len(text) > 1 and text in _NUMBER.findall(pair[1])]


def _names(pair: Pair, words: Words) -> list[tuple[str, str]]:
    return [(name, name) for name in shared_names(pair, words.common)]


def _terms(pair: Pair, words: Words) -> list[tuple[str, str]]:
    english_words = set(_LOWER_WORD.findall(pair[1]))
    return [
        (word, words.terms[word])
        for word in _LOWER_WORD.findall(pair[0])
        if word in words.terms and words.terms[word] in english_words
    ]


def change_numbers(pair: Pair, rng: random.Random, words: Words) -> Pair | None:
    """Another figure, in French form in the source and in English form in the target.

    `12 pays` / `12 countries` becomes `1 234,5 pays` / `1,234.5 countries`.
    """
    del words
    french, english = pair
    both = sorted(
        {text for text in _NUMBER.findall(french) if text in _NUMBER.findall(english)}
        - {text for text in _NUMBER.findall(french) if french.count(text) > 1 or english.count(text) > 1}
    )
    if not both:
        return None
    old = rng.choice(both)
    if re.fullmatch(r"(1[5-9]|20)\d\d", old):  # a year: another year
        new = str(rng.randint(1500, 2060))
        return french.replace(old, new), english.replace(old, new)
    whole = rng.choice((rng.randint(2, 99), rng.randint(100, 999), rng.randint(1000, 99999), rng.randint(10**5, 10**8)))
    decimals = rng.choice(("", "", str(rng.randint(1, 9)), f"{rng.randint(1, 99):02}"))
    french_number = f"{whole:,}".replace(",", " " if rng.random() < 0.8 else ".")
    if decimals:
        french_number = f"{whole:,}".replace(",", " ") + "," + decimals
    english_number = f"{whole:,}" + ("." + decimals if decimals else "")
    if re.search(re.escape(old) + r" \d", french) or re.search(r"\d " + re.escape(old), french):
        return None
    return french.replace(old, french_number), english.replace(old, english_number)


def capitals(pair: Pair, rng: random.Random, words: Words) -> Pair | None:
    """A source in ALL CAPS or Title Case, with its accents or without; the target stays in sentence case.

    `GRÈVE À LA SNCF` and `GREVE A LA SNCF` are read as `Grève à la SNCF`: readers want sentences, not shouting.
    """
    del words
    french, english = pair
    if not 2 <= len(french.split()) <= 22 or "⟦" in french or _EXACT.search(french):
        return None
    french = french.title() if rng.random() < 0.35 else french.upper()
    if rng.random() < 0.5:
        decomposed = unicodedata.normalize("NFD", french)
        french = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    if rng.random() < 0.5 and french.endswith(".") and english.endswith("."):
        french, english = french[:-1], english[:-1]
    return french, english


def headline(pair: Pair, rng: random.Random, words: Words) -> Pair | None:
    """A short sentence without its stop, on both sides."""
    del rng, words
    french, english = pair
    if not french.endswith(".") or not english.endswith(".") or english.endswith("..") or len(french.split()) > 16:
        return None
    return french[:-1], english[:-1]


def list_item(pair: Pair, rng: random.Random, words: Words) -> Pair | None:
    """A bullet or a number in front, on both sides."""
    del words
    if not pair[0][0].isalpha():
        return None
    mark = rng.choice(("- ", "• ", "* ", f"{rng.randint(1, 30)}. ", f"{rng.randint(1, 30)}) ", "a) "))
    return mark + pair[0], mark + pair[1]


def inclusive(pair: Pair, rng: random.Random, words: Words) -> Pair | None:
    """`étudiants` as `étudiant·e·s` or `étudiant.e.s`; the target stays."""
    del words
    dot = rng.choice("··.")
    french, count = _INCLUSIVE.subn(rf"\1{dot}e{dot}s", pair[0])
    return (french, pair[1]) if count else None


Rule = Callable[[Pair, random.Random, Words], "Pair | None"]
RATES: tuple[tuple[Rule, float], ...] = (
    (swap_names, 0.2),
    (hold_places, 0.07),
    (change_numbers, 0.1),
    (headline, 0.06),
    (list_item, 0.008),
    (inclusive, 0.3),
    (capitals, 0.03),
)
"""How often each rule is tried; the first that applies is the only one, except that `headline` may follow."""
JOINED = 0.05
"""How often a pair is put on one line with the pair that follows it in its shard."""


def vary(pair: Pair, following: Pair | None, *, rng: random.Random, words: Words, counts: Counter[str]) -> Pair:
    """`pair` as it is, or changed by a rule, or joined with the pair after it; `counts` says what was done."""
    french, english = pair
    if len(french.split()) <= 2 and rng.random() < 0.25:  # an entry of a word list, as a line of its own
        counts["one_word"] += 1
        stop = "." if rng.random() < 0.3 and french[-1].isalpha() else ""
        return french[0].upper() + french[1:] + stop, english[0].upper() + english[1:] + stop
    if (
        following
        and rng.random() < JOINED
        and len(french.split()) + len(following[0].split()) < 70
        and french[-1] in ".!?"
        and english[-1] in '.!?"'
    ):
        counts["joined"] += 1
        pair = f"{french} {following[0]}", f"{english} {following[1]}"
    if _EXACT.search(french) and rng.random() < 0.5 and (held := hold_places(pair, rng, words)):
        counts["hold_places"] += 1
        return held
    for rule, rate in RATES:
        if rng.random() < rate and (changed := rule(pair, rng, words)):
            counts[rule.__name__] += 1
            return changed
    counts["as_is"] += 1
    return pair
