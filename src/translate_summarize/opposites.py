"""French words with a prefix that denies ("désaccord", "malheureuse") whose English has lost it ("agreement", "fortunate").

The words are those of news that mean the opposite of the word inside them; what that word is in English, `lexicon` knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate_summarize.lexicon import english_stem, fold, french_stem, translations
from translate_summarize.types import Span

_INSIDE = {
    "des": """accord agreabl approuv approb arme arma avantag equilib esper espoi honneur honor interet obei ordre ordonn
        organis union""",
    "de": "connect conseill courag favorabl favoris loyal mobilis motiv plais raisonnabl responsabilis stabilis valoris",
    "il": "legal legit legaux licit lisibl logiqu",
    "im": """batt matur moral parfait partia pati perceptibl personnel popula possib prati precis previsibl prevu probab
        product prude puissa""",
    "in": """accept access acheve acti adapt adequa admiss apte apti approprie attendu audibl capa certain
        certitud coheren compat compet complet comprehens connu conscien constitutionn cont corr curabl
        defend demn desira digest direct discipl discret dispo egal elegan eligibl equi espere
        evitab exact exist experiment fecond fidel flexib form habituel harmoni humain imaginabl intelligib interess
        juri justic juste justifi oubliabl prouv quali question salubr satisf secur sensib significa solvab sta
        suffis support toler util valid vendu visib volontair vraisemblab""",
    "ir": "rationn realis recevab recupera regul reel remplac respect respir responsab reversib resist",
    "mal": "adro chanceu hab honnet heureu propr sain",
    "me": "connaiss connu content fian",
    "mecon": "tent",
}
"""By prefix, how the words inside begin, without accents. Left out is what has a meaning of its own ("indifférent")."""
_DENIED = re.compile("|".join(rf"{prefix}(?=(?:{'|'.join(inside.split())}))" for prefix, inside in _INSIDE.items()))
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = re.compile(r"\b[^\W\d_]{6,}")
_ENGLISH_PREFIX = re.compile(r"(?:un|in|im|il|ir|dis|non|mis|mal|ab|de)(?=\w{3})")
_ENGLISH_NOT = re.compile(
    r"""\b(?:not|no|non|never|none|nor|neither|nothing|nobody|without|cannot|lack\w*|fail\w*|hardly|barely|little|less|against
    |contrary|anti|poor\w*|bad\w*|ill|wrong\w*|stop\w*|end|ends|ended|loss\w*|los[te]\w*|out|down|off|under\w*|counter\w*|too|far
    |refus\w*|reject\w*|remov\w*|free\w*|break\w*|broke\w*|weak\w*|low\w*|short\w*|difficult\w*|unable)\b|n['’]t\b|\w+less\b""",
    re.IGNORECASE | re.VERBOSE,
)


def turned_round(source: str, target: str) -> tuple[Span, Span] | None:
    """Where the French has such a word, and where the English has what is inside it, if nothing there denies it."""
    for span, inside, whole in _denied(source):
        meant = translations(french_stem(inside))
        if meant is None:
            continue
        own = translations(whole)
        rightly = own.english - meant.english if own else frozenset()  # "impossible" is "not possible", too
        words = [(match.span(), english_stem(match.group())) for match in _WORD.finditer(target)]
        there = {stem for _, stem in words}
        if not rightly.isdisjoint(there) or _ENGLISH_NOT.search(target):
            continue
        wrong = meant.english
        found = next((place for place, stem in words if stem in wrong), None)
        if found and not any(_denies(stem, wrong) for stem in there):
            return span, found
    return None


def _denied(source: str) -> Iterator[tuple[Span, str, str]]:
    """Each such word of the French: where it is, the word inside it, and its own stem."""
    for match in _SMALL.finditer(source):
        word = fold(match.group())
        prefix = _DENIED.match(word)
        if prefix and (inside := word[prefix.end() :]) not in {fold(each) for each in _WORD.findall(source)}:
            yield match.span(), inside, french_stem(word)


def _denies(stem: str, wrong: frozenset[str]) -> bool:
    """Whether an English word is one of those with a prefix that denies: "disagreement"."""
    prefix = _ENGLISH_PREFIX.match(stem)
    return prefix is not None and any(stem[prefix.end() :][:4] == other[:4] for other in wrong)
