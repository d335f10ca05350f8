"""Whether a sentence affirms, denies or only reports: what must not change between French and English.

Rules, not grammar: they look for any word that could carry the meaning on the other side, and fire where there is none.
"""

from __future__ import annotations

import re

from translate_summarize.respelling import has_ne, without_empty_ne
from translate_summarize.spans import blanked
from translate_summarize.types import Span

_FLAGS = re.IGNORECASE
# "ne … que" (only), "ne … pas que" and the empty ne of "avant qu'il ne vienne" deny nothing by themselves.
_FRENCH_NOT = re.compile(
    r"\b(?:n['’]|ne\b)(?:(?!\bqu(?:e\b|['’]))[^.;:!?]){0,60}?\b(?:pas|plus|jamais|rien|aucune?|personne|guère|nullement|ni)\b(?!\s+(?:que|qu['’]))"
    r"|\b(?:aucune?|personne|rien|jamais)\b[^.;:!?]{0,30}?\b(?:n['’]|ne\b)"
    r"|\bpas\s+(?:de|d['’]|du|un|une|la|le|les|question|encore|possible)\b",
    _FLAGS,
)
_MAY_DENY = re.compile(r"\b(?:n(?:e\b|['’])|pas\b)", _FLAGS)
"""What each of those has: one look at most sentences is enough."""
_CANCELLED = re.compile(
    r"\b(?:n['’]|ne\s)\s?(?:(?:les?|la|l['’]|y|en)\s?)?(?:oubli|hésit|manqu|ignor|empêch)\w*\s+(?:pas|plus|jamais|point)\b"
    r"|\b(?:rien|personne)\s+(?:n['’]|ne\s)(?:(?:les?|la|l['’]|nous|vous|en|lui)\s?)*(?:empêch|interdi|manqu)\w*"
    r"|\b(?:n['’]|ne\s)\s?(?:en\s)?\w+\s+pas\s+moins\b",
    _FLAGS,
)
"""What is denied twice, and so affirmed: "n'oubliez pas de demander", "rien ne l'empêche", "n'en est pas moins vrai"."""
_ASKED = re.compile(r"\?\W*$")
_WHY = re.compile(r"\b(?:pourquoi|comment|qui|quand|où|combien|que|quel\w*)\b", _FLAGS)
_FRENCH_ANY = re.compile(
    r"\bn['’°\"]|\b(?:aucunement|nullement|ne|non|ni|pas|jamais|aucune?s?|rien|personne|sans|nul(?:le)?|guère|impossible|refus\w*|ignor\w+|manqu\w+|"
    r"absen\w+|empêch\w+|interdi\w+|échou\w+|incapa\w+|moins|peu|faute|contre|rare\w*|seul\w*|dépourv\w+|hors|loin|échecs?|mal|mauvaise?s?|"
    r"in(?!ter|form|dus|st|ves|di[ceqvg]|clu|spec|iti|vit|ven|car|cen|dex|flu|gén|jur|téri|téres|tég|ten|trod|com(?:be|bant)|augur|scri)[a-zéèê]{4,}|"
    r"im(?!port|pos[aeé]|pact|pliq|pli[ce]|prim|press|pôt|age|agin|meuble|migr|plant|pér|médiat(?!e))[a-zéèê]{5,}|ir(?:r[a-zé]{4,})|dés(?!orm|ign|ir)[a-zéèê]{5,}|"
    r"dé(?:ni|nu|pass|fend|pourv|truit)\w*|mé(?:conn|pris|conte)\w*|sinon|hormis|sauf|exclu\w*|privé\w*|perd\w*|cess\w+|arrêt\w*|fin|"
    r"mettre fin)\b",
    _FLAGS,
)
_ENGLISH_NOT = re.compile(
    r"(?<!or )(?<!if )\b(?:not(?! only| until| till| to mention| long after| just| so much| least| merely)|never(?!.ending|theless)|nothing|nobody|none|neither|nor|no one|cannot)\b|n['’]t\b|\bno\b(?!\.?\s*\d| matter| difference| more than| doubt| later| less| wonder| longer| sooner)",
    _FLAGS,
)
_ENGLISH_ANY = re.compile(
    r"n['’]t\b|\b(?:not|no|never|nothing|nobody|none|neither|nor|nowhere|without|cannot|only|hardly|barely|scarcely|rarely|"
    r"seldom|little|few|fewer|less|lack\w*|fail\w*|refus\w*|den(?:y|ie[ds]|ying)|unable|unless|yet to|impossible|ban(?:s|ned)?|"
    r"forbid\w*|forbade|prevent\w*|stop\w*|ceas\w*|avoid\w*|miss(?!i|e[sx])\w*|missing|absen\w+|against|without|free of|end(?:s|ed)?|"
    r"anymore|longer|exclu\w*|reject\w*|rul\w+ out|un(?!ion|it|der|iver|til|iqu|iform|employ)[a-z]{4,}|"
    r"in(?:ac|ad|ap|at|ca|co[mr]|cu|de[cfp]|diff|dis|el|ef|es|ev|ex|fer|fin|fir|fle|fre|gr|hum|jus|nu|op|se[cn]|sign|sip|suf|tac|tan|tol|va[ls]|vi[sn]|vol)[a-z]+|"
    r"im(?:p[aeo]|m[ao]|b)[a-z]{3,}|ir[a-z]{5,}|dis(?!cov|cus|tri|tan|play|trict|tin|ease|cipl|patch)[a-z]{4,}|non\w*|"
    r"\w+less|far from|instead|rather than|(?:all|anything) but|beyond|nor|devoid|"
    r"trouble|difficult\w*|defici\w*|than ever|as ever|until|till|superfluous|lost|loses?)\b",
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
    r"claim\w*|believ\w*|opinion|views?|thought|according|appear\w*|seem\w*|suspected|likely|possibl[ey]|perhaps|rumou?r\w*|presum\w*|"
    r"estimat\w*|suggest\w*|accus\w*|understood|quoted)\b|['’]d\b",
    _FLAGS,
)


_ONLY = re.compile(
    r"\b(?:n['’]|ne\s)(?:(?!\b(?:pas|plus|jamais|rien|aucune?|personne|guère|ni|point)\b)[^.;:!?,»«]){1,40}?\b(?:que|qu['’])(?!\w)",
    _FLAGS,
)
"""Restriction: "il n'a que deux enfants", but not "je crains qu'il ne vienne" nor "il n'a pas que deux enfants"."""
_CLAUSE_AFTER = re.compile(
    r"\s*(?:l['’]on|on|je|tu|ils?|elles?|nous|vous|ce|cela|ça|c['’]|j['’]|cette|celui)\b", _FLAGS
)
"""After "que" a clause: "il ne savait qu'elle …" is rare, "il ne croit que ce …" is "believe that"."""
_SUBJECT = re.compile(r"\b(?:personne|rien|aucune?|nul(?:le)?|jamais|ni)\b", _FLAGS)
_ENGLISH_ONLY = re.compile(
    r"\b(?:only|just|but|merely|mere|sole\w*|alone|single|nothing|no more|not|n['’]t|never|until|till|unless|except\w*|simply|"
    r"exclusively|pure|limited|restrict\w*|barely|hardly|scarcely|purely|rather|other than|apart from|besides|few|little|less|"
    r"confined|entirely|all|even|without|no|none|nor|neither|cannot|before|more than|always|as little|one)\b|n['’]t\b",
    _FLAGS,
)
_PLAIN_NOT = re.compile(
    r"\b(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should)(?:\s?n['’]t|\s+not)\b", _FLAGS
)
_BUT_ONLY = re.compile(
    r"\b(?:only|until|till|except|but|unless|more than|other than|any|anything|anyone|just|before|longer|without|if|much)\b",
    _FLAGS,
)


_NOT_ONLY = re.compile(
    r"\b(?:n['’]|ne\s)(?!\w*(?:cro[iy]|pens|signifi|veu|voul|voudr|di[ts]|sav|sai[ts]|sembl|impliqu|garanti|oubli|regrett|faut|"
    r"suppos|imagin|consid|estim|affirm|prétend|exclu|atten|souhait|voi[ts]|voy|trouv|ignor|dout|montr|prouv|indiqu))[^.;:!?,]{1,40}?\bpas\s+(?:que\b|qu['’])(?=\s*(?:d|l|un|une|deux|trois|les|des|le|la)\b)",
    _FLAGS,
)
_ENGLISH_MORE = re.compile(
    r"\b(?:more|only|just|other|also|besides|beyond|apart|alone|well|too|merely|simply|sole\w*|nor)\b",
    _FLAGS,
)


def loses_only(source: str, target: str) -> Span | None:
    """Where "ne … que" ("only") or "ne … pas que" ("not only") stands, if the English has neither, or a plain denial."""
    if not has_ne(source):
        return None
    beyond = _NOT_ONLY.search(source)
    if beyond and not _ENGLISH_MORE.search(target):
        return beyond.span()
    found = _ONLY.search(source)
    if found is None or _CLAUSE_AFTER.match(source, found.end()) or _SUBJECT.search(source, 0, found.start()):
        return None
    if not _ENGLISH_ONLY.search(target):
        return found.span()
    rest = source[: found.start()] + " " + source[found.end() :]
    denied = _PLAIN_NOT.search(target) and not _BUT_ONLY.search(target) and not _FRENCH_ANY.search(rest)
    return found.span() if denied else None


def loses_negation(source: str, target: str) -> Span | None:
    """Where the French plainly denies ("n'a pas été adoptée"), if nothing in the English could."""
    if not _MAY_DENY.search(source):
        return None
    if _ASKED.search(source) and _ASKED.search(target) and not _WHY.search(source):
        return None  # "Ne suis-je pas trop vieux ?" asks what "Am I too old?" does
    found = _FRENCH_NOT.search(blanked(_CANCELLED, source))
    return found.span() if found and not _ENGLISH_ANY.search(target) else None


def gains_negation(source: str, target: str) -> Span | None:
    """Where the English plainly denies, if nothing in the French could; the empty `ne` could not."""
    found = _ENGLISH_NOT.search(target)
    return found.span() if found and not _FRENCH_ANY.search(without_empty_ne(source)) else None


def loses_hearsay(source: str, target: str) -> Span | None:
    """Where the French reports without vouching ("aurait refusé"), if the English states it ("refused")."""
    small = source.lower()
    found = _HEARSAY.search(source) if "aurai" in small or "serai" in small else None
    return found.span() if found and not _CONDITION.search(source) and not _RESERVE.search(target) else None
