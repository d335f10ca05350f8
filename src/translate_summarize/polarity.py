"""Whether a sentence affirms, denies or only reports: what must not change between French and English.

Rules, not grammar: they look for any word that could carry the meaning on the other side, and fire where there is none.
"""

from __future__ import annotations

import re

_FLAGS = re.IGNORECASE
# "ne … que" (only), "ne … pas que" and the empty ne of "avant qu'il ne vienne" deny nothing by themselves.
_FRENCH_NOT = re.compile(
    r"\b(?:n['’]|ne\b)[^.;:!?]{0,60}?\b(?:pas|plus|jamais|rien|aucune?|personne|guère|nullement|ni)\b(?!\s+(?:que|qu['’]))"
    r"|\b(?:aucune?|personne|rien|jamais)\b[^.;:!?]{0,30}?\b(?:n['’]|ne\b)"
    r"|\bpas\s+(?:de|d['’]|du|un|une|la|le|les|question|encore|possible)\b",
    _FLAGS,
)
_FRENCH_ANY = re.compile(
    r"\bn['’°]|\b(?:ne|non|ni|pas|jamais|aucune?s?|rien|personne|sans|nul(?:le)?|guère|impossible|refus\w*|ignor\w+|manqu\w+|"
    r"absen\w+|empêch\w+|interdi\w+|échou\w+|incapa\w+|moins|peu|faute|contre|rare\w*|seul\w*|dépourv\w+|hors|in[a-z]{5,}|"
    r"im[a-z]{5,}|ir[a-z]{5,}|dés?[a-z]{5,}|mé[a-z]{5,}|sinon|hormis|sauf|exclu\w*|privé\w*|perd\w*|cess\w+|arrêt\w*|fin|"
    r"mettre fin|plus)\b",
    _FLAGS,
)
_ENGLISH_NOT = re.compile(
    r"\b(?:not|never|nothing|nobody|none|neither|nor|no one|cannot)\b|n['’]t\b|\bno\b(?!\.?\s*\d)", _FLAGS
)
_ENGLISH_ANY = re.compile(
    r"n['’]t\b|\b(?:not|no|never|nothing|nobody|none|neither|nor|nowhere|without|cannot|only|hardly|barely|scarcely|rarely|"
    r"seldom|little|few|fewer|less|lack\w*|fail\w*|refus\w*|den(?:y|ie[ds]|ying)|unable|unless|yet|impossible|ban(?:s|ned)?|"
    r"forbid\w*|forbade|prevent\w*|stop\w*|ceas\w*|avoid\w*|miss\w*|absen\w+|against|without|free of|end(?:s|ed)?|any|"
    r"anymore|longer|exclu\w*|reject\w*|rul\w+ out|un[a-z]{4,}|in[a-z]{5,}|im[a-z]{5,}|ir[a-z]{5,}|dis[a-z]{4,}|non\w*|"
    r"\w+less|far from|instead|rather than|but|beyond|nor)\b",
    _FLAGS,
)
_HEARSAY = re.compile(
    r"\b(?:aurai(?:t|ent)|serai(?:t|ent))\s+(?:(?:bien|déjà|ainsi|également|aussi|notamment|même|donc|été|en|à|au|sur|le|la|"
    r"les|un|une|des|de|d['’])\b\s*)*[a-zéèêàâîôûç]{3,}",
    _FLAGS,
)
# With a condition, a question, a wish or a reported past it is no hearsay: "s'il venait, il serait…", "il a dit qu'il…".
_CONDITION = re.compile(
    r"\b(?:si|s['’]ils?|sinon|sans|même si|au cas où|à condition|à moins|aimerai\w*|voudrai\w*|souhait\w*|qu['’]|que|"
    r"comment|pourquoi|quand|préfér\w*|falloir|dû|pu|fallu|mieux|plutôt|possible|nécessaire|temps|bon|"
    r"selon|d['’]après|avec|alors|cas|imagin\w*|idéal\w*|d['’]accord)\b|\?",
    _FLAGS,
)
_RESERVE = re.compile(
    r"\b(?:would|could|might|may|should|reported(?:ly)?|reports?|alleged(?:ly)?|apparent(?:ly)?|supposed(?:ly)?|said|says|"
    r"claim\w*|believed|thought|according|appear\w*|seem\w*|suspected|likely|possibl[ey]|perhaps|rumou?r\w*|presum\w*|"
    r"estimat\w*|suggest\w*|accus\w*|understood|quoted)\b|['’]d\b",
    _FLAGS,
)


def loses_negation(source: str, target: str) -> bool:
    """The French plainly denies ("n'a pas été adoptée"), and nothing in the English could."""
    return bool(_FRENCH_NOT.search(source)) and not _ENGLISH_ANY.search(target)


def gains_negation(source: str, target: str) -> bool:
    """The English plainly denies, and nothing in the French could."""
    return bool(_ENGLISH_NOT.search(target)) and not _FRENCH_ANY.search(source)


def loses_hearsay(source: str, target: str) -> bool:
    """The French reports without vouching ("aurait refusé"), the English states ("refused")."""
    return bool(_HEARSAY.search(source)) and not _CONDITION.search(source) and not _RESERVE.search(target)
