"""Which company, party or club "il", "elle" and "le groupe" mean at the head of a sentence, where that is certain.

Narrow as `antecedents` is: "il" and "elle" go on with the subject of the sentence just before, if that is an
organisation ("La SNCF", "Le groupe Lavergne") and nothing else there has its gender; "le groupe" means the only name
that the article has put behind this word, if it stands in one of the few sentences before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from translate_summarize.french import FIRST_NAMES
from translate_summarize.types import Segment
from translate_summarize.verbs import CLITICS, has_verb, is_finite

WINDOW = 3
"""Sentences back in which a name must stand for "le groupe" to mean it."""

_MALE = (
    "groupe|constructeur|fabricant|syndicat|parti|club|collectif|quotidien|magazine|laboratoire|opérateur|distributeur|cabinet|"
    "éditeur|réseau|festival|institut|musée"
)
_FEMALE = (
    "société|compagnie|entreprise|association|organisation|marque|chaîne|fédération|agence|banque|fondation|coopérative|"
    "start-up|plateforme|filiale|ONG|université"
)
_NOUN = rf"(?:{_MALE}|{_FEMALE})"
_NAME = r"[A-ZÀ-Ý][\w&-]+(?: [A-ZÀ-Ý][\w&-]+)*(?!['’\w]| (?:de|for|of|du|des|&) )"
_ACRONYM = r"[A-Z][A-Z&-]{1,6}"
# "La SNCF annonce", "Mardi, le groupe français Lavergne a …"
_SUBJECT = re.compile(
    rf"(?:[^,;:«»\"()]{{2,40}}, )?(?:(?P<article>[Ll]e|[Ll]a) (?P<acronym>{_ACRONYM})|(?:(?:[Ll]e|[Ll]a) |[Ll]['’])(?P<noun>{_NOUN})"
    rf" (?:[a-zà-ÿ]{{4,}}(?:ais|aise|ain|aine|ien|ienne|ois|oise|and|ande|al|ale|ique|iste) )?(?P<name>{_NAME}))"
    rf"(?P<between>(?:, [^,;:«»\"()]{{3,80}},)? ){CLITICS}(?P<verb>\w+)(?P<rest>.*)$"
)
_PRONOUN = re.compile(rf"(?P<pronoun>Il|Elle) {CLITICS}(?P<verb>\w+)(?P<rest>.*)$")
# What companies and parties do, and things do not.
_ACTS = re.compile(
    rf"(?:Il|Elle) {CLITICS}(?:(?:a|avait|va|doit|devra|veut|compte|espère|prévoit de|souhaite) (?:\w+ment |aussi |également |ainsi |"
    r"toutefois |déjà |par ailleurs |en outre )*)?(?:di(?:t|re)\b|déclar|affirm|expliqu|ajout|estim|précis|assur|souhait|rappel|"
    r"soulign|reconn|dénonc|demand|refus|promi|promet|répond|regrett|déplor|annonc|indiqu|appel[lé]|accus|vend|vis[eéa]|rachet|"
    r"embauch|licenci|supprim|employ|emploi|investi|réclam|dépos|port[eé] plainte|fait appel|lanc[eé]|recrut|produi|comm?ercialis|"
    r"compte \d|espère|prévoit|envisage|s['’]engage|conteste|juge)"
)
_OTHER = {
    "m": re.compile(r"\b(?:le|un|du|au|son|ce|cet) [a-zà-ÿ]|\b(?:le|du|au) [A-ZÀ-Ý]|\bl['’][A-ZÀ-Ýa-zà-ÿ]"),
    "f": re.compile(r"\b(?:la|une|sa|cette) [a-zà-ÿ]|\bla [A-ZÀ-Ý]|\bl['’][A-ZÀ-Ýa-zà-ÿ]"),
}
_IMPERSONAL = re.compile(
    r"Il (?:n['’]|ne )?(?:y |en |faut|faudra|s['’]agi|est (?:\w+ )?(?:possible|prévu|question|temps|important)|suffi|reste|sembl)"
)
# Others who can act: persons, offices, organisations.
_OFFICE = r"(?:pré|di|proc|min|mai|av|pol|gend|port|cand|dép|sén|jug|vict|femm|fill|homm|pat|sec|cour|justice|commiss|ville|région)\w*"
_RIVAL = {
    "m": re.compile(
        rf"\b(?:le|un|du|au|son|ce|cet) (?:[a-zà-ÿ]+ )?(?:(?:{_MALE})\b|{_OFFICE})|\b(?:le|du|au) [A-ZÀ-Ý]|\bl['’][A-ZÀ-Ý]|\bM\. |"
        r"[A-ZÀ-Ý][a-zà-ÿ]+ [A-ZÀ-Ý][a-zà-ÿ]+"
    ),
    "f": re.compile(
        rf"\b(?:la|une|sa|cette|l['’]) ?(?:[a-zà-ÿ]+ )?(?:(?:{_FEMALE})\b|{_OFFICE})|\bla [A-ZÀ-Ý]|\bl['’][A-ZÀ-Ý]|\bMme |"
        r"[A-ZÀ-Ý][a-zà-ÿ]+ [A-ZÀ-Ý][a-zà-ÿ]+"
    ),
}
_BEHIND = re.compile(rf"\b(?P<noun>{_NOUN}) (?:[a-zà-ÿ]{{4,}} )?(?P<name>{_NAME})")
_PLURAL = re.compile(rf"\b(?:{_NOUN})s\b")
_OPENS = re.compile(rf"(?:(?:Le |La )|L['’])(?P<noun>{_NOUN}) {CLITICS}(?P<verb>\w+)")


def organisations(segments: Sequence[Segment]) -> Mapping[int, str]:
    """Return, by index of the segment, which organisation its opening means, as "la SNCF" or "le groupe Lavergne".

    Those that are not certain are left out.
    """
    found: dict[int, str] = {}
    called: dict[str, set[str]] = {}
    barred: set[str] = set()
    recent: list[tuple[int, str]] = []
    subject: tuple[int, str, str, str] | None = None  # index, name, gender, the rest of its sentence
    for segment in segments:
        if segment.kind == "code":
            continue
        text = " ".join(segment.text.replace("’", "'").split())
        name = _continued(subject, segment, text) or _called(text, called, barred, recent)
        if name:
            found[segment.index] = name
        subject = None if segment.kind == "heading" else _subject(segment.index, text)
        if subject is None and name and text.startswith(("Il ", "Elle ")):
            subject = (segment.index, name, "f" if text.startswith("Elle") else "m", text)
        for match in _BEHIND.finditer(text):
            called.setdefault(match["noun"], set()).add(match["name"])
        barred |= {match.group()[:-1] for match in _PLURAL.finditer(text)}
        recent = [*recent[1 - WINDOW :], (segment.index, text)]
    return found


def _subject(index: int, text: str) -> tuple[int, str, str, str] | None:
    match = _SUBJECT.match(text)
    if match is None or not is_finite(match["verb"]) or has_verb(text[: match.start("verb")].rpartition(",")[0]):
        return None
    if match["acronym"]:
        article = match["article"].lower()
        return index, f"{article} {match['acronym']}", "m" if article == "le" else "f", match["rest"]
    male = re.fullmatch(_MALE, match["noun"]) is not None
    return index, _with_article(match["noun"], match["name"]), "m" if male else "f", match["rest"]


def _continued(subject: tuple[int, str, str, str] | None, segment: Segment, text: str) -> str | None:
    """Return the subject of the sentence before, where nothing else there can be meant."""
    if subject is None or subject[0] != segment.index - 1 or segment.kind == "heading":
        return None
    match = _PRONOUN.match(text)
    if match is None or ("f" if match["pronoun"] == "Elle" else "m") != subject[2] or _IMPERSONAL.match(text):
        return None
    others = (_RIVAL if _ACTS.match(text) else _OTHER)[subject[2]]
    return None if others.search(subject[3]) else subject[1]


def _called(
    text: str, called: Mapping[str, set[str]], barred: set[str], recent: Sequence[tuple[int, str]]
) -> str | None:
    """Return the only name that the article has put behind the noun that opens a sentence."""
    match = _OPENS.match(text)
    if match is None or not is_finite(match["verb"]) or match["noun"] in barred:
        return None
    names = called.get(match["noun"], set())
    if len(names) != 1:
        return None
    (name,) = names
    if name.partition(" ")[0].lower() in FIRST_NAMES:
        return None
    return _with_article(match["noun"], name) if any(name in before for _, before in recent) else None


def _with_article(noun: str, name: str) -> str:
    article = "l'" if noun[0] in "aeiouéèO" else "le " if re.fullmatch(_MALE, noun) else "la "
    return f"{article}{noun} {name}"
