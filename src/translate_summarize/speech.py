"""Who said it: quotation marks that are opened and not closed, or lost; attributions that are lost.

Both turn a claim into a fact. An attribution is "selon la police", "d'après lui", "a-t-il déclaré"; English has many
words for it, so the rule fires only where none of them stands.
"""

from __future__ import annotations

import re

from translate_summarize.types import Span

_FRENCH_QUOTE = re.compile(r"«[^«»]+»|“[^“”]+”|(?<!\w)\"[^\"]+\"(?!\w)")
_ANY_ENGLISH = re.compile(r"[«»“”„\"]|''|``|(?<!\w)['‘’]|['’](?!\w)")
_DOUBLE = re.compile(r"[\"“”„«»]")
_TITLE = re.compile(
    r"\b[A-Z]\w+(?: (?:of|the|is|a|and|for|in|no|to|on))* [A-Z]\w+(?: (?:of|the|is|a|and|for|in|no|to|on))* [A-Z]\w+"
)
_SINGLE = re.compile(r"(?<![\w.,!?])['‘](?=\w)(?!tis)|(?<=[.,!?…])['’](?!\w)|(?<=[^\Ws])['’](?=[\s.,;:!?)]|$)")
_INCHES = re.compile(r"\d\s?\"|(?<=s)\"(?=\s\w)")

_ACCORDING = re.compile(
    r"\b(?:selon|d['’]après)(?!\s+(?:que|les? cas|lequel|laquelle|lesquel|les besoins|les circonstances|toute|moi|l['’]usage|"
    r"la saison|les saisons|les régions|le type|les pays|la taille|qu['’]|"
    r"(?:les?|la|l['’]|des|ses|leurs?|son|sa)\s?(?:statuts?|préceptes?|règles?|règlements?|principes?|critères?|normes?|modalités?|"
    r"conditions?|procédures?|méthodes?|usages?)))\s",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:a|ont|avait|avaient)\s+(?:\w+ment\s+|ainsi\s+|également\s+|aussi\s+|d['’]ailleurs\s+)?(?:déclaré|affirmé|assuré(?!\s+(?:des|un|une)\s)|"
    r"indiqué que|expliqué|soutenu que|prétendu|précisé|dit que|estimé que|ajouté que)\b"
    r"|-(?:t-)?(?:il|elle|on|ils|elles)\s+(?:dit|déclaré|affirmé|assuré|expliqué|précisé|ajouté|indiqué|estimé)\b"
    r"|,\s+(?:affirme|déclare|assure|estime|explique|précise|indique|prétend|dit)(?:nt)?(?:-(?:t-)?(?:il|elle|on|ils|elles))?\s",
    re.IGNORECASE,
)
_SAYING = "déclar affirm assur indiqu expliqu souten prétend précis dit estim ajout".split()  # noqa: SIM905
"""One of them is in each verb of those."""
_ATTRIBUTED = re.compile(
    r"\b(?:accord\w*|sa(?:id|ys?|ying)|t(?:old|ells?|elling)|stat\w+|declar\w+|claim\w*|announc\w+|assur\w+|affirm\w*|insist\w*|"
    r"believ\w+|th(?:ink|inks|ought)|report\w*|add(?:ed|s|ing)?|expla\w+|argu\w+|note[sd]?|noting|maintain\w*|"
    r"opinion|views?|warn\w*|estimat\w+|consider\w*|assert\w*|alleg\w+|suggest\w*|indicat\w+|specif\w+|point(?:ed|s|ing)? out|"
    r"stress\w*|recall\w*|remark\w*|comment\w*|clarif\w+|conced\w+|admit\w*|confirm\w*|pledg\w*|promis\w*|agree\w*|reveal\w*|"
    r"predict\w*|show(?:s|ed|n)?|f(?:ind|inds|ound)|held|holds?|saw|sees|describ\w+|accus\w+|complain\w*|express\w*|"
    r"gues\w+|feel[s]?|felt|judg\w+|concern\w*|mean[st]?|under|following|based|depend\w*|cit\w+|quot\w+|ask\w*|"
    r"in line|as per|per|in (?:his|her|their|its) (?:words|eyes|mind)|data|figures|sources?|apparent\w*|put|writes?|wrote|"
    r"written|spoke\w*|speak\w*|talk\w*|answer\w*|repl\w+|observ\w*|mention\w*|emphasi\w+|deni\w+|deny\w*|reassur\w+|vow\w*|"
    r"reckon\w*|calls?|called|conclud\w*|determin\w*|testif\w+|statements?|depending|terms|guarantee\w*|contend\w*|ruled)\b",
    re.IGNORECASE,
)


def unbalanced_quotes(source: str, target: str) -> tuple[Span, ...] | None:
    """Where the English has an odd quotation mark though the French closes all of its own; None where all is well."""
    if not _DOUBLE.search(source) or not _balanced(source):
        return None
    found = [match.span() for match in _DOUBLE.finditer(_without_inches(target))]
    # One that a single mark closes ('"We shall go,' he said.') is ugly, but says where the words end.
    return (found[-1],) if len(found) % 2 and len(_SINGLE.findall(target)) % 2 == 0 else None


def lost_quotes(source: str, target: str) -> tuple[Span, ...] | None:
    """Where the French quotes somebody's words, and the English has no quotation mark at all; None where all is well.

    One or two quoted words may be a title or a word apart, which English sets otherwise.
    """
    quotes = [
        match.span()
        for match in _FRENCH_QUOTE.finditer(source)
        if len(match.group().split()) > 4 and match.group()[1:-1].strip() not in target
    ]
    if not quotes or _ANY_ENGLISH.search(target):
        return None
    titles = len(quotes) == 1 and len(source[slice(*quotes[0])].split()) <= 8 and _TITLE.search(target)
    return None if titles else tuple(quotes)


def lost_attribution(source: str, target: str) -> Span | None:
    """Where the French says whose word it is ("selon la police"), and nothing in the English could; None elsewhere."""
    small = source.lower()
    found = _ACCORDING.search(source) if "selon" in small or "après" in small else None
    if found is None and any(saying in small for saying in _SAYING):
        found = _SAID.search(source)
    if found is None or _ATTRIBUTED.search(target):
        return None
    return found.start(), found.start() + len(found.group().rstrip())


def _balanced(text: str) -> bool:
    text = _without_inches(text)
    return (
        text.count("«") == text.count("»")
        and text.count("“") + text.count("„") == text.count("”")
        and (text.count('"') % 2 == 0)
    )


def _without_inches(text: str) -> str:
    # Only where it would be odd: `a 15" screen`, and plurals whose apostrophe was made a quotation mark.
    return _INCHES.sub("  ", text) if text.count('"') % 2 else text
