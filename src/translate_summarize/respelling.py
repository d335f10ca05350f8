"""French that models misread, in the spelling of their books: what an engine gets, never what a reader is shown.

Inclusive forms go back to one form (English has none), the empty `ne` of "avant qu'il ne pleuve" goes, and messages as
people type them are written out. Nothing changes its meaning; what is not certain stays.
"""

from __future__ import annotations

import re

_FLAGS = re.IGNORECASE
_DOT = "[·•∙‧⋅]"
_FEMININE = "e|ne|le|te|se|ve|fe|rice|trice|ice|euse|ère|ière|esse|elle|lle|sse|che|que"

_PLURAL = re.compile(
    rf"(?<![\w.@/])(\w{{2,}}?)(?:{_DOT}(?:{_FEMININE}){_DOT}?s|\.(?:{_FEMININE})\.s|\((?:{_FEMININE})\)s|\((?:{_FEMININE})s\))(?!\w)",
    _FLAGS,
)
"""étudiant·e·s, étudiant·es, étudiant.e.s, tou(te)s, étudiant(es)"""
_SINGULAR = re.compile(
    rf"(?<![\w.@/])(\w{{2,}}?)(?:{_DOT}(?:{_FEMININE})|\((?:{_FEMININE})\)|\.e(?=[\s,;:!?»)]))(?!\w)", _FLAGS
)
"""étudiant·e, un(e), étudiant.e"""
_SLASH = re.compile(
    r"(?<![\w/])(\w{2,}(?:eurs?|eux|ifs?|iens?|ers?|ants?|ents?|és?))/-?(?:rice|trice|euse|se|ve|ne|ère|e)s?(?![\w/])",
    _FLAGS,
)
"""acteur/trice, étudiants/es"""

_MAY_BE_INCLUSIVE = re.compile(r"[·•∙‧⋅(/]|\.[eEsSſ]")
"""Something that all three of these have; one look at most sentences is enough."""
_LETTERS = re.compile(r"[^\W\d_]+")
_VERB_OF_FEAR = (
    r"(?:crain\w*|craign\w+|redout\w+|appréhend\w+|peur|crainte|avant|à\s+moins|évit\w+|empêch\w+|trembl\w+)"
)
_SUBJECT = r"(?:(?!\b(?:personne|rien|aucune?|nul(?:le)?|jamais|ni)\b)[^.;:!?,«»]){0,40}?"
_DENIES = r"(?![^.;:!?]{0,60}?\b(?:pas|plus|jamais|rien|aucune?|personne|que|qu['’´]|guère|point|ni)(?!\w))"
_NE = re.compile(r"\bn(?:e\s|['’´])", _FLAGS)
_EMPTY_NE = (
    re.compile(rf"\b({_VERB_OF_FEAR}\s+(?:que\s|qu['’´]){_SUBJECT})(?<![\w])(?:ne\s|n['’´])(?=\w){_DENIES}", _FLAGS),
    re.compile(
        r"\b((?:plus|moins|mieux|pire|meilleure?s?|autrement|davantage)\b[^.;:!?,«»]{0,40}?\bqu['’´](?:ils?|elles?|on)\s)"
        rf"(?:ne\s|n['’´])(?=\w){_DENIES}",
        _FLAGS,
    ),
)

_TYPED = {
    "jsuis": "je suis", "chui": "je suis", "chuis": "je suis", "jai": "j'ai", "jvais": "je vais", "jsais": "je sais",
    "jpeux": "je peux", "jveux": "je veux", "jpense": "je pense", "jcrois": "je crois", "jdois": "je dois", "jme": "je me",
    "jte": "je te", "cété": "c'était", "cetait": "c'était", "cest": "c'est", "ptdr": "mort de rire", "mdr": "mort de rire",
    "pk": "pourquoi", "pcq": "parce que", "pcque": "parce que", "bcp": "beaucoup", "tjs": "toujours", "tjrs": "toujours",
    "jms": "jamais", "qqn": "quelqu'un", "qqch": "quelque chose", "stp": "s'il te plaît", "svp": "s'il vous plaît",
    "slt": "salut", "bjr": "bonjour", "dsl": "désolé", "rdv": "rendez-vous", "auj": "aujourd'hui", "dmain": "demain",
    "mtn": "maintenant", "tkt": "ne t'inquiète pas", "oklm": "au calme", "ouais": "oui", "nn": "non", "ya": "il y a",
    "vrmt": "vraiment", "grv": "grave", "keuf": "policier", "keufs": "policiers", "meuf": "fille", "meufs": "filles",
    "teuf": "fête", "teufs": "fêtes", "relou": "pénible", "relous": "pénibles", "chelou": "bizarre", "chelous": "bizarres",
}  # fmt: skip
_AMONG_SUCH = {
    "c": "c'est", "g": "j'ai", "t": "tu es", "tt": "tout", "ds": "dans", "pr": "pour", "qd": "quand", "ke": "que", "ki": "qui",
    "koi": "quoi", "pa": "pas", "ouf": "fou", "kan": "quand", "é": "et", "lol": "mort de rire",
}  # fmt: skip
"""What may be something else in other texts, so it is read only beside one of the others."""
_TOKEN = re.compile(r"(?<![\w'’.-])[^\W\d_]+(?![\w'’-]|\.\w)")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


def respell(text: str) -> str:
    """`text` as a model reads it best; the same text where nothing is to be done. Idempotent."""
    text = text.translate(_LIGATURES)
    if _MAY_BE_INCLUSIVE.search(text):
        text = _PLURAL.sub(lambda match: _plural(match[1]), text)
        text = _SINGULAR.sub(lambda match: match[1], text)
        text = _SLASH.sub(lambda match: match[1], text)
    return _written_out(without_empty_ne(text))


def without_empty_ne(text: str) -> str:
    """`text` without the `ne` that denies nothing: "je crains qu'il ne vienne" says that he may come."""
    if not has_ne(text):
        return text
    for pattern in _EMPTY_NE:
        text = pattern.sub(r"\1", text)
    return text


def has_ne(text: str) -> bool:
    """Whether a `ne` stands there before a word, as it is or elided: what most sentences have not."""
    return _NE.search(text) is not None


def _plural(word: str) -> str:
    return word if word[-1] in "sxz" else word + "s"


def _written_out(text: str) -> str:
    if _TYPED.keys().isdisjoint(_LETTERS.findall(text)):
        return text
    if not any(match.group() in _TYPED for match in _TOKEN.finditer(text)):
        return text
    table = {**_TYPED, **_AMONG_SUCH}
    return _TOKEN.sub(lambda match: table.get(match.group(), match.group()), text)
