"""What may be cut from a French sentence where a limit asks for it: asides, ends and fronts, each by a rule.

A rule looks at commas, brackets and verbs. It leaves alone whose word something is, conditions, exceptions, contrasts
and counted persons ("dont cinq enfants"); and it cuts only where what is left has a verb of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from translate_summarize.verbs import CLITICS, has_verb, is_finite


@dataclass(frozen=True, slots=True)
class Cut:
    """A span that may go, by the name of its rule."""

    start: int
    end: int
    rule: str


LEAST = 8
"""Words that a sentence keeps at least: fewer are a headline, not a sentence."""

_SPACE = "[ \u00a0\u202f]"
_PLAIN = r"[^,;:()«»\"“”]"
_NUMBER = r"\d|une?\b|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|plusieurs|certain|la plupart|l['’]un|aucun"
_WORD = re.compile(r"[^\W_]")
_AGE = re.compile(r", (?:âgée?s? de )?(?:1[89]|[2-9]\d) ans(?P<close>,)(?= )")
_BRACKETS = re.compile(rf"{_SPACE}\((?!\.|…|ne |pas |sauf|hors|sans|si )[^()«»\"“”]*\)(?=[ ,;:.!?…\u00a0\u202f]|$)")
_SAID = (
    r"(?:dit|déclaré|affirmé|expliqué|ajouté|estimé|précisé|assuré|rappelé|souligné|indiqué|annoncé|confirmé|savoir|raconté|"
    r"confié|dénoncé|appris|écrit|détaillé|réagi|regretté|déploré|insisté|promis|prévenu|averti|"
    r"(?:annonce|indique|explique|affirme|assure|estime|précise|raconte|confie|dénonce|rappelle|souligne)(?:nt)?)"
)
_DAY = r"(?: (?:ce )?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?: (?:soir|matin|\d\d?(?:er)? [a-zéû]{3,9}))?)?"
_WHERE = (
    r"(?: (?:dans|par) un (?:bref |long )?(?:communiqué|tweet|message)(?: de presse| commun)?(?: (?:publié|diffusé|transmis|posté))?"
    rf"(?: sur (?:Twitter|Facebook|Instagram))?{_DAY}|,? (?:à|auprès de) l['’]AFP|"
    r" sur (?:Twitter|Facebook|Instagram|BFMTV|BFM TV|LCI|CNews|RTL|RMC|Europe 1|France Inter|France Info|franceinfo)|"
    r" (?:au cours|lors) d['’]une conférence de presse| devant la presse| à la presse)"
)
# Where something was said: right behind the verb of saying, or last in its clause.
_MEDIUM = re.compile(
    rf"(?:\b{_SAID}{_DAY}(?P<near>{_WHERE})(?=[ ,.])(?! (?:et|ou)\b)|\b{_SAID} {_PLAIN}{{3,80}}?(?P<last>{_WHERE})\.\s*$)"
)
# An aside right behind the subject: the verb follows its second comma.
_SUBJECT = re.compile(
    rf"(?P<head>^(?:{_PLAIN}{{2,40}}, )?(?:{_PLAIN}|\([^()]*\)){{3,90}})(?P<aside>, (?P<body>{_PLAIN}{{3,160}}),)(?= {CLITICS}(?P<verb>\w+))"
)
_RELATIVE = re.compile(rf"(?:qui|dont(?! (?:{_NUMBER}))|où|lequel|laquelle|lesquels|lesquelles)\b")
_APPOSED = re.compile(
    r"(?:(?:l['’]|le |la |un |une )?(?:actuel(?:le)? |ancien(?:ne)? |jeune |célèbre )?[a-zà-ÿœ]|en |à |au |dans |depuis |basée? |"
    r"située? |fondée? |créée? |élue? |né(?:e)? )"
)
_SINGULAR = re.compile(r"(?:a|est|avait|était|sera|aura|va|doit|devra|peut|veut|fait|n['’]a|n['’]est|s['’]est)$")
_NO_ASIDE = re.compile(
    r"(?:selon|d['’]après|sauf|sans|hors|hormis|excepté|à l['’]exception|si|s['’]il|à condition|avec|ainsi que|comme|et|ou|ni|mais|"
    rf"dont (?:{_NUMBER})|seule?s?|y compris|même|jamais|lui|elle|eux|accusée?s?|soupçonnée?s?|contrairement|a|ont|est|"
    r"explique|affirme|estime|assure|juge|dit|rapporte|annonce|indique)\b"
)
# What may open an end of a sentence, behind its last comma: whatever stands before it …
_TAIL = re.compile(
    rf", (?:(?:ce )?qui\b|dont(?! (?:{_NUMBER}))\b|où\b|(?:à |pour |avec |dans |par |sur )?(?:la)?quelle\b|(?:au|du|le)quel\b|alors qu['e]|"
    r"tandis qu['e]|avant (?:de|d['’]|qu)|après |au lendemain|en \w+ant\b|(?!pendant|durant|suivant|concernant|cependant|autant|avant|"
    r"pourtant|nonobstant|moyennant|devant|méchant|suspect)\w{3,}ant\b|se \w+ant\b|afin d|pour (?:que|qu['’])|notamment\b|en particulier\b|"
    r"y compris\b|tout en \w+ant\b|"
    r"(?:en marge|à l['’]issue|à la suite|dans le cadre|dans l['’]optique|à l['’]occasion|au cours|lors|sur fond|en pleine?|en vue|à quelques)"
    r" |en raison d|grâce à|puisqu|car\b|une première\b|un record\b|du jamais vu|soit \d|contre \d|dans l['’]espoir|au moment où|aux côtés d)"
)
# … where no other comma does, so that it is no object behind an aside ("Le maire a présenté, lundi, un plan").
_APPENDED = re.compile(
    r", (?!à condition|à moins|à l['’]exception|en cas|en échange|un temps)(?:(?:l['’]|le |la |un |une |les )|dans |en |à |au |aux |sur |depuis |près d|derni[eè]re? |premi[eè]re? |ancien(?:ne)? |"
    r"(?:ville|compétition|figure|chef|cheffe|député|députée|sénateur|sénatrice|proche|capitale|président|présidente|maire|ministre|"
    r"directeur|directrice|auteur|autrice|porte-parole|membre|filiale|fondateur|fondatrice|vainqueur)\b|"
    r"\w+ée?s? (?:par|pour|en|de|à|au|dans|depuis)\b|(?:mis|mise)s? en )"
)
# What a verb or a list before it still needs: ", à former un cabinet", ", le Gard et l'Aude".
_COMPLETES = re.compile(r", (?:(?:à|de) (?:ne pas )?\w+(?:er|ir|re|oir)\b|.* et )")
_CLEFT = re.compile(r"\b[Cc]['’](?:est|était) ")
# An end without a comma.
_BARE = re.compile(
    r" (?:alors qu['e]|tandis qu['e]|afin d['e]|après (?:avoir|être|une?|la|le|l['’]|des|plus|plusieurs)\b|avant d['e]|"
    r"lors d['eu]|dans le cadre d|au cours d|à l['’]issue d|en marge d|à l['’]occasion d|en raison d)"
)
_NEEDS_MORE = re.compile(
    r"\b(?:ne|n['’]\w+|que|qu['’]\w+|jours?|heures?|mois|ans?|années?|semaines?|minutes?|peu|juste|bien|même|déjà|plus|moins|surven\w+|"
    r"interv\w+|dérou\w+|lieu|arriv\w+|produit\w*|vien\w*|trouv\w*|et|ou|de|d['’]\w*|à|par|mort\w*|décéd\w*|quelques|déclar\w+|notamment|dès)$"
)
_AND = re.compile(
    r",? et (?=(?:n['’]|ne |s['’]|se |l['’]|y )?(?:a|ont|est|sont|avait|avaient|était|étaient|sera|seront|va|vont)\b)"
    r"|, et (?=(?:le|la|les|l['’]|un|une|il|elle|ils|elles|on)\b)"
)
_SUBORDINATE = re.compile(
    r"\b(?:qui|que|qu['’]|dont|où|si|s['’]il|quand|lorsqu|lequel|laquelle|comme|entre)\b", re.IGNORECASE
)
# Whose word it is, last in a sentence; what follows the speaker there may go, but for a name.
_ATTRIBUTION = re.compile(
    rf", (?:(?:a|ont|avait|avaient)(?:-t-(?:on|il|elle)|-(?:ils|elles|on))? (?:\w+ )?(?:{_SAID}|tranché|rapporté)\b{_DAY}(?:{_WHERE})?|"
    rf"(?:{_SAID}|rapporte|rapportent|révèle|révèlent|relate|écrit|ajoute|fait savoir)\b(?:-t-(?:on|il|elle)|-(?:ils|elles))?(?:{_WHERE})?|"
    rf"(?:selon|d['’]après))(?P<who> (?:le |la |l['’]|un |une |des |les |son |sa |ses |M\. |Mme |Me |[A-ZÀ-Ý]){_PLAIN}*)?{_PLAIN}*"
    rf"(?:, [A-ZÀ-Ý][\w'’-]+(?: [A-ZÀ-Ý][\w'’-]+)+)?(?P<more>, [^«»\"“”]*)?\.\s*$"
)
# What goes on with a name ("Direction de la concurrence, de la consommation et …") or limits what was said.
_NO_SPEAKER = re.compile(r", (?:de|d['’]|du|des|et|ou|ni|mais|sans|sauf|à condition|à moins|même|tout en|si|s['’])")
_RELATIVES = re.compile(r"\b(?:qui|qu[e'’]|dont|où)\b")
# A day or a place between commas.
_SET_OFF = re.compile(
    r", (?:(?:ce |dès )?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?: (?:soir|matin|après-midi))?(?: \d\d?(?:er)?"
    r"(?: [a-zéû]{3,9})?(?: \d{4})?)?|(?:à|en|dans l['ea’]s?|dans le|au|près de) ?[A-ZÀ-Ý][\w'’-]+(?:[ -][A-ZÀ-Ý][\w'’-]+)*),"
    r"(?! (?:à|en|dans|au|aux|et|ou|puis|le|la|les|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|[A-ZÀ-Ý])\b)(?= )"
)
_NO_FRONT = re.compile(
    r"(?:Selon|D['’]après|Sans|Sauf|Si|S['’]|Faute|À moins|A moins|Contrairement|Hormis|Hors|Même|Quand|Lorsqu|Pour|Avec|Seule?|Comme|"
    r"Accus|Soupçonn|Condamn|Plus|Moins|Ni|Soit|Tant|Bien|Non|Grâce|À cause|A cause|Malgré|Aucun)"
)
_FRONT_WORD = re.compile(
    r"(?:À|A|Au|Aux|En|Dans|Sur|Lors|Depuis|Après|Avant|Ce|Cette|Lundi|Mardi|Mercredi|Jeudi|Vendredi|Samedi|Dimanche|Hier|Ainsi|"
    r"Face|Parmi|Devant|Vers|Pendant|Durant|Par|Parallèlement|Concrètement|Désormais|Aujourd['’]hui|Actuellement|Officiellement|"
    r"Alors qu['e’]|Il y a|Peu|Âgée?s?|Agée?s?|Contact\w+|[A-ZÀ-Ý]\w+(?:ée?s?|ie?s?|ues?|ant))(?=\W|(?<=['’]))",
    re.IGNORECASE,
)
# "… contre cette éventualité" may point at what stands in front.
_POINTS_BACK = re.compile(
    r"\b(?:ce|cet|cette|ces) (?!lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|matin|soir|midi|semaine|année|nuit|mois|\d)[a-zà-ÿ]|"
    r"\b(?:celui|celle|ceux|celles|celui-ci|celle-ci)\b"
)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_FRONT_SUBJECT = re.compile(
    r"(?:(?:le|la|les|un|une|des|plusieurs|cette|ces|quelque|près de|plus de|M\.|Mme)\b|l['’]|\d|[A-ZÀ-Ý])", re.UNICODE
)


def count_words(text: str) -> int:
    """How many words a text has, as white space parts them, without marks."""
    return sum(1 for word in text.split() if _WORD.search(word))


def _ages(text: str) -> Iterator[Cut]:
    """An age goes with both commas before a verb, else with the first: "Jean Roy, 39 ans, ouvrier, a …"."""
    for match in _AGE.finditer(text):
        closes = _before_verb(text, match.end("close"))
        yield Cut(match.start(), match.end() if closes else match.start("close"), "age")


def _brackets(text: str) -> Iterator[Cut]:
    """Never a clause, which may hold a doubt ("(des savants en débattent)")."""
    return (
        Cut(*match.span(), "brackets")
        for match in _BRACKETS.finditer(text)
        if not any(map(is_finite, re.findall(r"\w+", match.group())))
    )


def _media(text: str) -> Iterator[Cut]:
    for match in _MEDIUM.finditer(text):
        yield Cut(*match.span("near" if match["near"] else "last"), "medium")


def _spans(pattern: re.Pattern[str], rule: str) -> Callable[[str], Iterator[Cut]]:
    return lambda text: (Cut(*match.span(), rule) for match in pattern.finditer(text))


def _before_verb(text: str, place: int) -> bool:
    match = re.match(rf"\s{CLITICS}(\w+)", text[place:])
    return match is not None and is_finite(match[1])


def _asides(text: str) -> Iterator[Cut]:
    match = _SUBJECT.match(text)
    if match is None or not is_finite(match["verb"]) or has_verb(match["head"]):
        return
    body = match["body"]
    if _NO_ASIDE.match(body):
        return
    relative = _RELATIVE.match(body)
    appears = _APPOSED.match(body) and not has_verb(body) and _SINGULAR.match(match["verb"])
    if relative or appears:
        yield Cut(*match.span("aside"), "aside")


def _tails(text: str) -> Iterator[Cut]:
    """Ends from the last backwards; what they leave must have a verb, and nothing that leans on what follows."""
    stop = len(text.rstrip())
    if not text.rstrip().endswith("."):
        return
    end, said = stop - 1, _ATTRIBUTION.search(text)
    if said and said["more"] and (_before_verb(said["more"], 1) or has_verb(_RELATIVES.split(said["more"])[0])):
        return  # "selon elle, la loi passera": it is no end
    if said and (text[said.start() - 1] in '»”"' or _leads(text[: said.start()])):
        if said["more"] and said["who"] and not _NO_SPEAKER.match(said["more"]):
            yield Cut(said.start("more"), stop - 1, "speaker")
        end = said.start()
    close, front = end, max((cut.end for cut in _fronts(text)), default=0)
    yield from _bare_ends(text, end, close)
    while (comma := text.rfind(", ", 0, end)) > 0:
        head, opens = text[:comma], _TAIL.match(text, comma)
        alone = _APPENDED.match(text, comma) and "," not in head[front:] and _is_appended(text[comma:end])
        if re.search(r"[;:]", text[comma:close]):
            return
        if (opens or alone) and _stands(head) and not (_CLEFT.search(head) and text.startswith(", qui", comma)):
            yield Cut(comma, close, "tail")
        elif not _APPENDED.match(text, comma) or _COMPLETES.match(text[comma:end]):
            return
        end = comma


def _bare_ends(text: str, end: int, close: int) -> Iterator[Cut]:
    """Ends that no comma stands before; `close` is where the sentence goes on, with its stop or whose word it is."""
    for match in _BARE.finditer(text, 0, end):
        head = text[: match.start()]
        clause = not match.group().startswith((" alors", " tandis")) or has_verb(text[match.end() : end])
        if (
            clause
            and not re.search(r"[,;:]", text[match.start() : end])
            and _stands(head)
            and not _NEEDS_MORE.search(head)
        ):
            yield Cut(len(head.rstrip(",")), close, "tail")


def _leads(head: str) -> bool:
    """Whether there is a clause before an attribution: not "Au total, selon le préfet, …", "il aurait, selon lui, …"."""
    return has_verb(head) and not is_finite(re.sub(r".*\W", "", head))


def _is_appended(tail: str) -> bool:
    """Whether an end is no clause, and no last item of a list."""
    return " et " not in tail and not has_verb(_RELATIVES.split(tail)[0])


def _seconds(text: str) -> Iterator[Cut]:
    """The second of two clauses or predicates: "Il a frappé un agent et a été arrêté."."""
    stop = len(text.rstrip())
    if not text.rstrip().endswith("."):
        return
    for match in _AND.finditer(text):
        head, tail = text[: match.start()], text[match.end() : stop]
        if not _SUBORDINATE.search(head) and _stands(head) and has_verb(tail) and not re.search(r"[,;:]", tail):
            yield Cut(match.start(), stop - 1, "second")
            return


def _stands(head: str) -> bool:
    """Whether the head of a sentence can stand alone: with a verb of its own, and no comma still to be closed."""
    clause = head.rpartition(", ")[2]
    main = re.split(r"\b(?:qui|que|qu['’]|dont|où)\b", head)[0]
    last = re.sub(r".*\W", "", head)
    return (
        has_verb(main)
        and (has_verb(clause) or "," not in head)
        and not (is_finite(last) or last.endswith("ant"))
        and count_words(head) >= LEAST
    )


def _fronts(text: str) -> Iterator[Cut]:
    """Adverbials and participles in front of the subject, as many as there are."""
    parts = re.split(r"(?<=,) ", text)
    end = 0
    if _NO_FRONT.match(text) or _POINTS_BACK.search(text, text.find(", ") + 1):
        return
    for part in parts[:3]:
        front = text[: end + len(part) + 1]
        if not _FRONT_WORD.match(part) or (has_verb(part) and not re.search(r"\b(?:qui|qu[e'’]|dont|où)\b", front)):
            return
        end = len(front)
        clause = re.split(r"[,;:]", text[end:])[0]
        if _FRONT_SUBJECT.match(text, end) and has_verb(clause) and not _YEAR.search(front):
            yield Cut(0, end, "front")
            return


RULES: Mapping[str, Callable[[str], Iterator[Cut]]] = {
    "age": _ages,
    "brackets": _brackets,
    "medium": _media,
    "aside": _asides,
    "set off": _spans(_SET_OFF, "set off"),
    "front": _fronts,
    "tail": _tails,
    "second": _seconds,
}
"""What may go where a limit asks for it."""
