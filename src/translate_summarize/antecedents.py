"""Whom "il" and "elle" mean at the head of a sentence, where that is certain.

A sentence of the brief stands without the one before it, so its pronoun must be explained or it says nothing. The
rule is narrow on purpose: the name must be the subject of the sentence just before (or of a chain of such pronouns
after it), its gender must be known from the text or from its first name, nothing else there may agree, and the verb
must suit a person. French pronouns in subject position go on with the subject (Centering: Grosz, Joshi and Weinstein,
"A framework for modeling the local coherence of discourse", Computational Linguistics 21, 1995).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from translate_summarize.french import FEMALE_NAMES, FIRST_NAMES, MALE_NAMES, STOPWORDS
from translate_summarize.types import Segment

_UPPER = "[A-ZÀ-ÖØ-ÞŒŠŽ]"
_LOWER = "[a-zß-öø-ÿœšž]"
# Atomic: there are as many ways to take one word as it has small letters, and of a row of words a power of that.
_WORD = rf"(?>{_UPPER}[\w'’-]*{_LOWER}[\w'’-]*)"
_PERSON = rf"{_WORD}(?: (?:(?:de|du|des|von|van|ben|al|el|de la) |d['’])?{_WORD})+"
WINDOW = 3
"""Sentences in which the person must be the only one, where the name is not the subject of the last."""

_TITLE = r"M\.|Mme|Mlle|Me|Dr"
# What opens a sentence before its subject: "Mardi,", "À Lyon,", "Depuis 2018,".
_OPENING = r"(?:(?!il|elle)[^,;:«»()]{2,40}, )?"
# "Le maire de Rodez", "La ministre déléguée à la Ville", never "Un départ convenu avec", "Le corps de".
_APART = r"(?:avec|par|pour|contre|chez|dans|sur|entre|vers|selon|après|et|ou|qu[ei]?|dont|comme|sans|face|a|ont|est|était)\b"
# A word of a role. Atomic, as "de Rodez" is one of them, and in small letters "de" and "rodez" are two: tried both ways
# again and again, a long role would take a power of its length.
_MORE = rf"(?>de {_WORD}|d['’]{_WORD}|{_LOWER}[\w'’-]*|{_UPPER}{{2,6}})"
_ROLE = (
    rf"(?P<determiner>le |la |un |une |l['’])(?P<role>{_LOWER}[\w'’-]*)"
    rf"(?: (?!{_APART}){_MORE})*? (?<! de )(?<! du )(?<! des )(?<! à )(?<! en )"
)
_SUBJECT = re.compile(
    rf"(?i:{_OPENING})(?:(?P<title>{_TITLE}) (?P<titled>{_WORD}(?: {_WORD})*)"
    rf"|(?i:{_ROLE})(?P<held>{_PERSON})|(?P<plain>{_PERSON}))(?P<rest>(?:,| ).*)$"
)
# "…", a expliqué vendredi la directrice Anne Roy: whoever is quoted goes on speaking.
_QUOTED = re.compile(
    rf"[»\"”],? (?:(?:a|ont|avait|s'est|se|l'a) )?(?:[\w']+ ){{1,6}}?"
    rf"(?:(?P<title>{_TITLE}) (?P<titled>{_WORD}(?: {_WORD})*)|(?i:{_ROLE})?(?P<plain>{_PERSON}))(?P<rest>[^«\"“]*)$"
)
# Somebody else beside the subject: "X et Y", "X, Y et Z".
_JOINED = re.compile(rf"^(?:, {_UPPER}|,? (?:et|ou|ni|avec) |, [^,]*,? et {_UPPER})")
_HELD = re.compile(
    rf"(?:(?i:\b(?:le|la|un|une) |\bl['’])(?:(?!{_APART}){_MORE} ){{1,6}}?)?"
    rf"(?P<name>{_PERSON}|(?:{_TITLE}) {_WORD}(?: {_WORD})*)"
)
_ANY_PERSON = re.compile(rf"{_PERSON}|(?:{_TITLE}) {_WORD}")

_PRONOUN = re.compile(r"(?P<pronoun>[Ii]l|[Ee]lle)\s(?P<rest>.*)$")
# What follows an "il" that stands for nobody: "Il y a", "Il faut", "Il est possible que", "Il pleut".
_IMPERSONAL = re.compile(
    r"(?:n['’])?(?:y|y en|peut y|pourrait y|doit y|devrait y|va y|risque d['’]y) (?:a|avait|aura|aurait|eut|ait|avoir)\b"
    r"|(?:ne |n['’])?(?:(?:lui|leur|nous|vous|me|m['’]|en) ?)?(?:faut|faudra\w*|fallait|fallu|a fallu|pleu\w*|neige\w*|convien\w*|"
    r"suffi\w*|importe|vaut mieux|vaudrait mieux|existe|manque|reste (?:à|encore|que|un|une|des|\d)|arrive que|se peut|"
    r"(?:semble|paraît|apparaît|ressort|en ressort) (?:que|qu['’]|de|donc)|fait (?:beau|chaud|froid|nuit|jour|noir|\d))\b"
    r"|(?:ne )?s['’](?:agi\w+|est agi|ensuit)\b|(?:en|y) va de\b"
    r"|(?:n['’])?(?:est|était|sera|serait|a été|paraît|semble) (?:\w+ment |aussi |donc |encore |plus |très |trop |pas |déjà )?"
    r"(?:possible|impossible|probable|temps|interdit|difficile|important|essentiel|nécessaire|urgent|vrai|clair|évident|rare|"
    r"prévu|question|conseillé|recommandé|utile|inutile|facile|normal|logique|à noter|certain|préférable|tôt|tard|fréquent|"
    r"demandé|permis|d['’]ailleurs|indispensable|inacceptable|hors de|\d+ ?h|midi|minuit|beau|bon|étonnant|exclu|convenu)\b"
)
_CLITICS = r"(?:(?:n['’]|ne |s['’]|se |l['’]|le |la |les |lui |leur |en |y |nous |vous |m['’]|me )+)?"
_ADVERBS = (
    r"(?:\w+ment |aussi |également |ainsi |ensuite |depuis |d['’]abord |déjà |pas |plus |jamais |lui-même |elle-même |"
    r"alors |enfin |toutefois |même |toujours |lui |d['’]ailleurs |en outre |par ailleurs |encore )*"
)
_HAS = rf"(?:(?:a|avait|aura|aurait|va|vient de|doit|devra|devait|veut|peut|souhaite) {_ADVERBS})?"
_IS = rf"(?:est|était|sera|serait|fut|(?:a|avait|aura|aurait|va|doit|devait|devra) {_ADVERBS}(?:été|être)) {_ADVERBS}"
# Only persons do these …
_DONE = (
    r"di(?:t\b|re\b|sai)|déclar|affirm|expliqu|ajout|estim|précis|assur|souhait|v(?:eut|oul)|espèr|espér|pens|croi|cru\b|"
    r"rappel|soulign|reconn|avou|nie\b|nié\b|dénonc|demand|refus|racont|confi[eéa]|promi|promet|jug[eé]|répond|plaid|regrett|"
    r"déplor|insist|salu|remerci|tweet|réag|ironis|martel|conclu|évoqu|félicit|accus|annonc|indiqu|appel[lé]|invit|"
    r"décéd|démission|divorc|étudi|habit|vi(?:t|vait|vra)\b|vécu|travaill|jou[eéa]|chant|écri|rencontr|remport|gagn|"
    r"succéd|rejoi|quitt|dirig|présid|consacr|incarn|interprèt|interprét|sait\b|savait|connaî|avait \d+ ans|a \d+ ans|"
    r"vot[eéa]|vou[eé]|rêv|aim[eéa]|détest|considèr|not[eé]|poursui|redout|crain|critiqu|endoss|embauch|décri|fait appel"
)
# … or have these done to them.
_SUFFERED = (
    r"condamn|arrêté|interpell|incarcér|écrou|inculp|mis(?:e)? en examen|relax|acquitt|placée? en (?:garde|détention)|"
    r"hospitalis|bless|décédé|morte?\b|née?\b|âgée?\b|élue?\b|réélu|nommée?\b|marié|soupçonn|accusé|tuée?\b|agress|frapp|"
    r"violée?\b|licenci|interrog|jugée? pour|expuls|poursuivi"
)
_REFLEXIVE = (
    r"(?:s['’]est|s['’]était|se) (?:\w+ment |aussi |également |ensuite )?(?:dit|félicit|excus|réjou|exprim|souvien|dis)"
)
_HUMAN = re.compile(rf"{_CLITICS}(?:{_HAS}{_CLITICS}(?:{_DONE})|{_IS}(?:{_SUFFERED}))|(?:ne )?{_REFLEXIVE}")
_SPEECH = re.compile(
    rf"{_CLITICS}{_HAS}{_CLITICS}(?:dit\b|dire|déclar|affirm|expliqu|ajout|estim|précis|assur|souhait|espèr|pens|rappel|"
    r"soulign|dénonc|racont|confi[eéa]|promet|plaid|regrett|déplor|insist|martel|évoqu|not[eé]|juge|considèr|"
    r"jug[eé]|indiqu|poursui|appel[lé]|raconte|demand|redout|crain|conclu|critiqu|félicit)"
)
_NOUN_OF = {
    "m": re.compile(rf"\b(?:le|un|du|au|son|ce|cet|mon|notre|leur|chaque) {_LOWER}"),
    "f": re.compile(rf"\b(?:la|une|sa|cette|ma|notre|leur|chaque) {_LOWER}"),
}
_PEOPLE = (
    "maire|ministre|président|préfet|directeur|avocat|juge|procureur|policier|gendarme|suspect|homme|garçon|père|frère|fils|"
    "mari|compagnon|ami|collègue|joueur|entraîneur|acteur|chanteur|candidat|député|sénateur|élu|patron|médecin|professeur|"
    "journaliste|écrivain|adversaire|rival|prédécesseur|successeur|porte-parole|roi|prince|pape|conducteur|chauffeur|élève|"
    "ex-mari|grand-père|oncle|cousin|neveu|bébé|enfant|adolescent|étudiant|employé|salarié|client|voisin|témoin|accusé|auteur|"
    "fonctionnaire|agent|militaire|mineur|retraité|individu|trentenaire|quadragénaire|quinquagénaire"
)
_WOMEN = (
    "maire|ministre|présidente|préfète|directrice|avocate|juge|procureure|policière|suspecte|femme|fille|mère|sœur|épouse|"
    "compagne|amie|collègue|joueuse|actrice|chanteuse|candidate|députée|sénatrice|élue|patronne|médecin|professeure|journaliste|"
    "écrivaine|adversaire|rivale|reine|princesse|conductrice|élève|grand-mère|tante|cousine|nièce|enfant|adolescente|étudiante|"
    "employée|salariée|cliente|voisine|victime|accusée|auteure|autrice|star|personne|porte-parole|"
    "fonctionnaire|agente|militaire|mineure|retraitée|trentenaire|quadragénaire|quinquagénaire"
)
_PERSON_OF = {
    "m": re.compile(
        rf"\b(?:le|un|du|au|son|ce|cet|l['’]|ancien|jeune|ex-)\s?(?:ancien |jeune )?(?:{_PEOPLE})\b", re.IGNORECASE
    ),
    "f": re.compile(
        rf"\b(?:la|une|sa|son|cette|l['’]|ancienne|jeune|ex-)\s?(?:ancienne |jeune )?(?:{_WOMEN})\b", re.IGNORECASE
    ),
}
# "dit le FDNC": parties and companies speak, too.
_ACRONYM_OF = {"m": re.compile(r"\b(?:[Ll]e|du|au) [A-Z]{2,}\b"), "f": re.compile(r"\b[Ll]a [A-Z]{2,}\b")}
# Their gender is the word's, not the person's.
_EITHER = frozenset("victime star personne vedette recrue légende figure icône idole mannequin témoin bébé".split())  # noqa: SIM905
_ROLE_ENDS = {
    "m": ("eur", "ier", "ien", "ain", "ant", "é", "and", "at"),
    "f": ("trice", "euse", "ière", "ienne", "aine", "ante", "ée", "ate"),
}
# Capitalised words that open a sentence before a name, or a name of something else.
_NO_FIRST_NAMES = frozenset(
    """selon pourtant cependant hier lundi mardi mercredi jeudi vendredi samedi dimanche ministre premier président justice
    france paris conseil assemblée parti front union saint sainte radio europe new le la les grand grande haute tour cour
    quand lorsque comme depuis pendant interrogé interrogée invité invitée né née âgé âgée""".split()  # noqa: SIM905
)
_PARTICIPLE = re.compile(
    r",? (?:est |a été |était )?(?:né|mort|âgé|élu|réélu|décédé|condamné|nommé|arrêté|blessé)(e?)\b"
)


_NAMES = {"m": MALE_NAMES, "f": FEMALE_NAMES}


def antecedents(segments: Sequence[Segment]) -> Mapping[int, str]:
    """Return, by index of the segment, whom its first word "Il" or "Elle" means; those that are not certain are left out.

    Headings, code and a missing segment break the chain. The name is the fullest that the article uses for its bearer.
    """
    full: dict[str, str] = {}
    genders: dict[str, str] = {}
    found: dict[int, str] = {}
    before: tuple[str, str, int] | None = None  # name, gender, index of the sentence that it is the subject of
    speaker: tuple[str, str, int] | None = None
    previous = ""
    recent: list[tuple[int, str]] = []
    for segment in segments:
        if segment.kind in ("heading", "code"):
            before, speaker, recent = None, None, []
            continue
        text = _plain(segment.text)
        pronoun = _PRONOUN.match(text)
        if pronoun is not None:
            gender = "f" if pronoun["pronoun"].lower() == "elle" else "m"
            name = _speaking(speaker, segment, pronoun["rest"], gender)
            if name is None and before is not None and before[1:] == (gender, segment.index - 1):
                name = before[0] if _is_certain(pronoun["rest"], previous, before[0], gender) else None
            name = name or _only_person(recent, segment, pronoun["rest"], gender)
            if name is not None:
                found[segment.index] = full.get(name.rpartition(" ")[2], name)
            before = (name, gender, segment.index) if name is not None else None
            speaker = None
        else:
            named = _known(_SUBJECT.match(text), full, genders)
            quoted = _known(_QUOTED.search(text), full, genders)
            before = (*named, segment.index) if named else None
            speaker = (*quoted, segment.index) if quoted else None
        previous = text
        recent = [*recent[1 - WINDOW :], (segment.index, text)]
    return found


def opens_with_pronoun(text: str) -> bool:
    """Return whether a sentence opens with a pronoun that stands for somebody or something: never "Il y a", "Il faut"."""
    match = re.match(
        r"[\s«\"“—–-]*(?:[Ii]ls?|[Ee]lles?|[Cc]elui-ci|[Cc]elle-ci|[Cc]eux-ci|[Cc]e dernier|[Cc]ette dernière)\s", text
    )
    return match is not None and not _IMPERSONAL.match(text[match.end() :])


def _plain(text: str) -> str:
    return " ".join(text.replace("\u2019", "'").split())


def _speaking(speaker: tuple[str, str, int] | None, segment: Segment, rest: str, gender: str) -> str | None:
    """Return who was quoted in the sentence before, where the pronoun goes on speaking."""
    if speaker is None or speaker[1:] != (gender, segment.index - 1) or not _SPEECH.match(rest):
        return None
    return speaker[0]


def _only_person(recent: Sequence[tuple[int, str]], segment: Segment, rest: str, gender: str) -> str | None:
    """Return the one person of a few sentences whom the pronoun can mean, where its verb suits nothing but a person."""
    first = segment.index - len(recent)
    if (
        not _HUMAN.match(rest)
        or _IMPERSONAL.match(rest)
        or [index for index, _ in recent] != [*range(first, segment.index)]
    ):
        return None
    names: dict[str, str] = {}
    for _, text in recent:
        for match in _HELD.finditer(text):
            if (other := _pronounced(match["name"])) and _may_be(other, gender):
                surname = other.rpartition(" ")[2]
                if surname not in names or " " in other.removeprefix("M. ").removeprefix("Mme "):
                    names[surname] = other
        if _PERSON_OF[gender].search(_HELD.sub(" ", text)) or _ACRONYM_OF[gender].search(text):
            return None
    if len(names) != 1:
        return None
    (name,) = names.values()
    bare = re.sub(rf"^(?:{_TITLE}) ", "", name)
    return bare if name.startswith(("M. ", "Mme ", "Mlle ")) or _first_name(bare) in _NAMES[gender] else None


def _pronounced(name: str) -> str | None:
    """Return a name as it may be said of a person; None for what has the form of one and is none ("Le Parisien")."""
    title = re.match(rf"(?:{_TITLE}) ", name)
    return name if title else _person(name, titled=False)


def _known(match: re.Match[str] | None, full: dict[str, str], genders: dict[str, str]) -> tuple[str, str] | None:
    """Return the person of a match, by the fullest name, and the gender; what is learned of people is kept."""
    if match is None or _JOINED.match(match["rest"]):
        return None
    parts = match.groupdict()
    shown = _person(parts["titled"] or parts.get("held") or parts["plain"], titled=bool(parts["titled"]))
    if shown is None:
        return None
    surname = shown.rpartition(" ")[2]
    name = full.get(surname, shown) if " " not in shown else shown
    if " " in shown:
        full[surname] = shown
    gender = _gender(match, shown) or genders.get(surname)
    if gender is None:
        return None
    if genders.setdefault(surname, gender) != gender:  # two of one family, or a rule that is wrong
        return None
    return name, gender


def _person(name: str, *, titled: bool) -> str | None:
    """Return a name without what its bearer's office left in front of it ("Justice William Barr"); None if it is none."""
    words = name.split(" ")
    if titled:
        return name
    known = next((place for place, word in enumerate(words[:-1]) if _first_name(word) in FIRST_NAMES), None)
    if known is not None:
        return " ".join(words[known:])
    opening = words[0].lower()
    return name if len(words) == 2 and opening not in STOPWORDS and opening not in _NO_FIRST_NAMES else None


def _first_name(name: str) -> str:
    return name.partition(" ")[0].partition("-")[0].lower()


def _gender(match: re.Match[str], name: str) -> str | None:
    if match["title"] in {"M.", "Mme", "Mlle"}:
        return "m" if match["title"] == "M." else "f"
    first = _first_name(name)
    by_name = "m" if first in MALE_NAMES else "f" if first in FEMALE_NAMES else None
    by_role = None
    if match["role"] and match["role"] not in _EITHER:
        determiner, role = match["determiner"].lower(), match["role"]
        if determiner in {"le", "un"}:
            by_role = "m"
        elif determiner in {"la", "une"}:
            by_role = "f"
        else:
            by_role = next((gender for gender in ("f", "m") if role.endswith(_ROLE_ENDS[gender])), None)
    participle = _PARTICIPLE.match(match["rest"])
    by_participle = None if participle is None else "f" if participle[1] else "m"
    known = {gender for gender in (by_name, by_role, by_participle) if gender}
    return known.pop() if len(known) == 1 else None


def _is_certain(rest: str, previous: str, name: str, gender: str) -> bool:
    """Return whether nothing else in the sentence before could be meant, or only a person can be."""
    if _IMPERSONAL.match(rest) or "«" in previous.partition(name)[0]:
        return False
    pronoun = _PRONOUN.match(previous)
    subject = None if pronoun else _SUBJECT.match(previous)
    after = pronoun["rest"] if pronoun else subject["rest"] if subject else previous
    others = [other for other in _ANY_PERSON.findall(after) if not name.endswith(other.rpartition(" ")[2])]
    if any(_may_be(other, gender) for other in others) or _PERSON_OF[gender].search(after):
        return False
    return bool(_HUMAN.match(rest)) or not _NOUN_OF[gender].search(after)


def _may_be(name: str, gender: str) -> bool:
    """Return whether a person may have this gender: not one whose title or first name says otherwise."""
    if name.startswith(("Mme ", "Mlle ")):
        return gender == "f"
    if name.startswith("M. "):
        return gender == "m"
    first = _first_name(name)
    return first not in (FEMALE_NAMES if gender == "m" else MALE_NAMES)
