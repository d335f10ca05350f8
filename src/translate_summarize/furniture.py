"""The furniture of a news page: what stands around an article's sentences and says nothing of its news.

Bylines, datelines, dates of update, links to other articles, credits, reading times, cookie and subscription notices.
A rule must not catch a sentence of an article about such things ("Publié le 12 mai, le rapport accuse…", "La Cnil
reproche à Google ses cookies"): a line counts as furniture only where nothing but the formula stands in it, or where
it speaks to the reader. The examples are in the table of the tests.
"""

from __future__ import annotations

import re

_LONGEST = 240
"""Characters of the longest line that is matched as a whole: bylines and dates are short, and sentences are many."""

_UPPER = "[A-ZÀ-ÖØ-ÞŒŸ]"
_NAME = rf"{_UPPER}[\w.'&-]*(?: (?:(?:de la|de|du|des|la|le|von|van) |d')?{_UPPER}[\w.'&-]*)*"
_NAMES = rf"{_NAME}(?:(?:, | et | & |/){_NAME})*"
_AGENCY = r"(?:l')?(?:AFP|Reuters|AP|Belga|ATS|La Presse canadienne|agences?)\b"
_MONTH = r"(?:janv|f[ée]vr|mars|avr|mai|juin|juil|ao[ûu]t|sept|oct|nov|d[ée]c)[a-zé.]*"
_DAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|aujourd'hui),?"
_DATE = rf"(?:\d{{1,2}}(?:er)? {_MONTH}(?: \d{{4}})?|\d{{1,4}}[/.-]\d{{1,2}}(?:[/.-]\d{{2,4}})?)"
_TIME = r"\d{1,2} ?(?:h|:|heures?) ?(?:\d\d)?(?: ?(?:min|GMT))?"
# Possessive, so that a line of a hundred dates is read in one pass.
_WHEN = rf"(?:(?>\b(?:le|à|a|au|et)\b|-|–|—|,|\||:|{_DAY}|{_DATE}|{_TIME}) *)++"
_WITH = rf"[(,]? ?(?:avec|et|pour|via) (?:{_AGENCY}|{_NAMES})(?: et {_AGENCY})? ?\)?"
_PLACE = rf"[,(–—-]? ?(?:à|au|aux|en|de|depuis) {_NAME} ?\)?"
_UPDATED = (
    r"(?:publi[ée]|post[ée]|mis(?:e)? (?:à jour|en ligne)|mise à jour|actualis[ée]|modifi[ée]|cré[ée]|rédigé)e?s?"
)
_PICTURE = r"(?:crédits?(?: photos?)?|photos?|photographie|illustration|images?|infographie|légende|vidéos?|visuel)"


def _rules(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


def _one_rule(*patterns: str) -> re.Pattern[str]:
    """Return the rules as one, which is faster where each is tried at the head of a line only."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


# The whole line. (?i:…) where capitals do not matter: a name is known by its own.
_WHOLE = _one_rule(
    # Par Jean Dupont (avec AFP) · PAR JEAN DUPONT · Par Jean Dupont et Marie Martin, à Paris · le 12 mai à 10h
    rf"(?i:par|by) (?:{_NAMES}|(?i:la rédaction))(?: ?(?:{_WITH}|{_PLACE}))*"
    rf"(?: ?[-–—|,·•]? ?(?i:{_UPDATED} )?(?i:{_WHEN}))?\.?",
    # Ouest-France avec AFP, publié le lundi 3 juin 2019 à 10h30
    rf"[^.!?;:]{{2,60}}[,|·•–—-] ?(?i:{_UPDATED}) ?:? ?(?i:{_WHEN})\.?",
    # Jean Dupont avec AFP · La rédaction avec Reuters · Avec AFP · (AFP) · Source : AFP
    rf"(?:{_NAME}|(?i:la rédaction)) ?{_WITH}\.?",
    rf"\(?(?:(?i:avec|via|source ?:|sources ?:) ?)?{_AGENCY}(?:(?: ?[,/&] ?| et | avec ){_AGENCY})*\)?\.?",
    # De notre correspondante à Rome, Anne Roy · Propos recueillis par … · Texte et photos : …
    r"(?i:(?:de|par) (?:notre|nos|l'un de nos|l'une de nos) (?:correspondant|envoyé|journaliste)[^.!?]{0,80}\.?)",
    r"(?i:(?:propos |témoignages )?(?:recueillis|textes?(?: et photos?)?|photos?|dessins?) ?(?::|par) [^.!?]{1,80}\.?)",
    # Paris, le 12 mai 2018 · PARIS (AFP) – · lundi 3 juin 2019 à 10h30 · 12/03/2024
    rf"(?!C')(?:{_NAME}(?: ?\([^)]{{2,40}}\))? ?[,–—-]? ?)?"
    rf"(?:(?i:{_WHEN})(?:\({_AGENCY}\))?|\({_AGENCY}\)) ?[–—:.-]*",
    # Publié le 12 mai 2018 à 10h00, mis à jour le 13 · Article mis à jour à 10h par Jean Dupont
    rf"\W*(?i:(?:cet )?article |dernière )?(?:(?i:{_UPDATED} ?:? ?(?:{_WHEN})?)(?:par (?:{_NAMES}|la rédaction))?\W*)+",
    # Temps de lecture : 4 min · 4 min de lecture
    r"\W*(?i:(?:(?:durée|temps) de )?lecture ?(?:estimée?)? ?:? ?(?:environ )?\d+ ?min\w*)\W*",
    r"\W*(?i:(?:\d+|une?) ?min(?:utes?)?\.? (?:de )?(?:lecture|lue?s?))\W*",
    # Photo AFP · Photos : Jean Dupont / Reuters · Photo d'illustration · Illustration.
    rf"\W*(?i:{_PICTURE} d'(?:illustration|archives?|artiste))\W*",
    rf"\W*(?i:{_PICTURE}) ?(?:[:/–—-] ?[^.!?]{{0,60}}|\(?(?:{_AGENCY}|DR|{_NAME})\)?(?: ?/ ?{_NAME})*)?\W*",
    # An address, marks without a word, a label.
    r"\W*(?:(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]+)\W*",
    r"[\W\d_]*",
    r"\W*(?i:publicité|annonce|sommaire|commentaires?|imprimer|partager|à suivre|dr|lire la suite|newsletter)\W*",
)

# The head of a line: links to other articles, what an update changed.
_HEAD = _one_rule(
    # (Mis à jour le 4 juin à 10h12 : …)
    rf"\(?(?i:(?:cet )?article |dernière )?(?i:{_UPDATED}) ?:? ?(?i:(?:le|à) {_WHEN})(?<=[:–—-] )\w",
    r"\W*(?i:(?:à |a )?(?:re)?(?:lire|voir|écouter|regarder) (?:aussi|également|la suite|l'article|notre|nos)\b)"
    r"(?! (?:vite|bien|souvent|loin|peu))",
    r"\W*(?i:(?:à|a) (?:re)?(?:lire|voir|écouter|regarder|découvrir) ?(?:[:–—>»|]|sur |dans |en vidéo))",
    r"\W*(?i:lire|voir|écouter|vidéos?|photos?|podcast|infographie|diaporama|sondage) ?[:>|►→]",
    r"\W*(?i:sur le même (?:sujet|thème)|dans la même rubrique|(?:pour )?en savoir plus|pour aller plus loin)\b",
    r"\W*(?i:notre dossier|nos autres articles|articles? (?:liés?|associés?|recommandés?)|cliquez)\b",
    r"\W*(?:►|▶|→|>>|⇒|➡|©)",
)

# Anywhere in a line: the credit of a caption.
_CREDIT = _rules(
    r"©",
    r"\((?i:photos?|crédits?|illustration|dr|archives)\b[^)]{0,60}\) ?\.?$",
    rf"[/|–—-] ?(?:PHOTO|Photo|Crédit)s?\b|[/|–—] ?{_AGENCY}\)?\.?$|\({_AGENCY} ?/",
)

# Anywhere in a line, in small letters: what a site says to its reader.
_ADDRESS = _rules(
    r"\b(?:nous|(?:notre|ce) site) utilis(?:e|ons) des (?:cookies|traceurs)|\ben poursuivant (?:votre|la) navigation",
    r"\bvous acceptez (?:l'utilisation|les cookies|nos|que)|^tout (?:accepter|refuser)\b",
    r"\b(?:gérer|paramétrer|accepter|refuser) (?:tous )?(?:mes|vos|les) (?:cookies|préférences)\b(?=\W*$|.*\bvo)",
    r"\b(?:abonnez|inscrivez|réabonnez|connectez|identifiez)-vous\b|\b(?:suivez|rejoignez|retrouvez|contactez)-nous\b",
    r"\b(?:retrouvez|découvrez|recevez|téléchargez|partagez|consultez|(?:re)?lisez|(?:re)?voyez|suivez)"
    r" (?:tou\w+ |chaque \w+ )?(?:ici|ci-dessous|notre|nos|cet article|l'intégralité|l'application|dans notre)\b",
    r"\bdéjà abonnée? ?\?|\b(?:article|contenu) (?:est )?réservé (?:à nos|aux) abonnés|\bil vous reste \d+ ?%",
    r"\bje m'abonne\b|\boffre sans engagement|\btous droits réservés|\breproduction (?:interdite|réservée)",
    r"\bvotre adresse (?:e-?mail|électronique)|\bnotre (?:newsletter|infolettre|lettre d'information|page facebook)",
    r"\bnewsletters? (?:quotidienne|gratuite)|\bcliquez (?:ici|sur)\b",
    r"\bnous (?:prions|présentons) .{0,60}\bexcus",
    # A live page: Bonjour à tous et bienvenue dans ce direct · Merci de nous avoir suivis · Ce direct est terminé
    r"^bon(?:jour|soir) à tou(?:te)?s\b|^(?:bon(?:jour|soir) et )?bienvenue (?:à tou\w+|dans|sur|pour (?:suivre|vivre)) ",
    r"\bbienvenue (?:dans|sur) (?:ce|notre) (?:direct|live)\b",
    r"\bmerci (?:à tou\w+ )?(?:de|d'|pour) ?(?:nous )?(?:avoir )?suivi[es]*\b|\bmerci (?:de|pour) (?:nous )?suivre\b",
    r"\bce (?:direct|live) (?:est|touche|s'achève|prend fin)\b|\b(?:fin|suite) de (?:ce|notre) (?:direct|live)\b",
)
# One of these is in whatever the rules above match, and looking for them is twenty times faster.
_ADDRESS_WORDS = (
    *("cookies", "traceurs", "poursuivant", "acceptez", "accepter", "refuser", "préférences", "-vous", "-nous"),
    *("retrouvez", "découvrez", "recevez", "téléchargez", "partagez", "consultez", "lisez", "voyez", "suivez"),
    *("déjà abonné", "abonnés", "vous reste", "m'abonne", "engagement", "droits réservés", "reproduction"),
    *("votre adresse", "newsletter", "infolettre", "lettre d'information", "page facebook", "cliquez"),
    *("excus", "bonjour", "bonsoir", "bienvenue", "merci", "direct", "live"),
)

# The time in front of an entry of a live page, never the "14 heures" or "10h" that a sentence opens with.
_STAMP = re.compile(r"^\W{0,3}\d{1,2} ?[hH:] ?\d\d ?(?:[-–—:|•.)\]] ?)+(?=\W*[^\W\d_])")
# The place, day and agency in front of a dispatch: "PARIS, 3 juin (AFP) - ", never a name that a dash follows.
_DATELINE = re.compile(
    rf"^(?!Les? |La |L['’]){_NAME}(?: ?\([^)]{{2,40}}\))?,? ?(?:(?:le )?(?:{_DAY} )?{_DATE},? ?(?:\({_AGENCY}\) ?)?|\({_AGENCY}\) ?)[-–—] ?(?=\W*[^\W\d_])"
)
_OF_PICTURE = re.compile(rf"\W*(?i:{_PICTURE})\b")

_WE_WROTE = (
    r"(?:écrivions|annoncions|indiquions|affirmions|rapportions|av(?:i)?ons (?:\w+ )?"
    r"(?:écrit|annoncé|indiqué|affirmé|publié|rapporté))"
)
_OUR_TEXT = r"(?:(?:première|précédente|ancienne) version|version précédente) de (?:cet|notre|l')\s?article"
_CORRECTION = re.compile(
    rf"\bcontrairement à ce que nous {_WE_WROTE}\b"
    r"|\bcontrairement à ce qui (?:a été|avait été|était) (?:\w+ )?(?:écrit|indiqué|annoncé|publié)"
    rf"|\bcontrairement à ce qu'.{{0,40}}\b{_OUR_TEXT}"
    r"|^\W*(?:rectificatif|erratum|correctif|correction|mise au point) ?[:.–—]"
    rf"|\bet non\b.{{0,60}}\bcomme nous l'{_WE_WROTE}\b"
)
_ERROR = re.compile(rf"\bnous (?:vous )?{_WE_WROTE} (?:\w+ )?qu['e]|\b{_OUR_TEXT}")


_LEAD = re.compile(rf"\W{{0,3}}\d|{_UPPER}[^.!?«»\"]{{2,80}}[-–—] ?")
_CORRECTION_WORDS = ("contrairement", "rectificatif", "erratum", "corre", "mise au point", "et non")
_ERROR_WORDS = ("nous ", "version")


def is_furniture(text: str) -> bool:
    """Return whether a line belongs to the page rather than to the article's sentences."""
    line = _plain(text)
    small = line.lower()
    return (
        any(rule.search(line) for rule in _CREDIT)
        or (any(word in small for word in _ADDRESS_WORDS) and any(rule.search(small) for rule in _ADDRESS))
        or bool(_HEAD.match(line))
        or (len(line) <= _LONGEST and bool(_WHOLE.fullmatch(line)))
    )


def is_byline(text: str) -> bool:
    """Return whether a line is nothing but who wrote the article, where and when, or a lone label of the page."""
    line = _plain(text)
    return len(line) <= _LONGEST and any(c.isalpha() for c in line) and bool(_WHOLE.fullmatch(line))


def is_link(text: str) -> bool:
    """Return whether a line points to other articles ("Lire aussi : …"); an arrow alone also opens items of a list."""
    line = _plain(text)
    return line[:1] not in _ARROWS and bool(_HEAD.match(line))


_ARROWS = frozenset("►▶→>⇒➡©")


def is_correction(text: str) -> bool:
    """Return whether a sentence takes back what the outlet wrote before: "Contrairement à ce que nous écrivions, …"."""
    small = text.lower()
    return any(word in small for word in _CORRECTION_WORDS) and bool(_CORRECTION.search(_plain(small)))


def reports_an_error(text: str) -> bool:
    """Return whether a sentence repeats what the outlet wrote in error: "Nous avions écrit que …"."""
    small = text.lower()
    return (
        any(word in small for word in _ERROR_WORDS) and bool(_ERROR.search(_plain(small))) and not is_correction(text)
    )


def is_credit(text: str) -> bool:
    """Return whether a line names whose a picture is: "(Photo Jules Tavernier)", "© AFP", "Photo d'illustration"."""
    line = _plain(text)
    return any(rule.search(line) for rule in _CREDIT) or bool(_OF_PICTURE.match(line) and is_furniture(line))


def without_lead(text: str) -> str:
    """Return a line without the time or dateline in front: "16h30 : Le feu…", "PARIS (AFP) - Le feu…" give "Le feu…"."""
    return _DATELINE.sub("", _STAMP.sub("", text)) if _LEAD.match(text) else text


def _plain(text: str) -> str:
    return without_lead(" ".join(text.replace("’", "'").split()))
