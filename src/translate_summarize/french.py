"""What is French: words, abbreviations and marks of punctuation, in tables with small pure functions over them.

The abbreviations follow the usual lists of French typography (Imprimerie nationale; Unicode CLDR's French
suppressions), sorted by what may stand after their stop. CLDR's weekdays and months are words too ("Il regarde la
mer. Elle est calme."), so they count as abbreviations before or after a number alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

APOSTROPHES = "'’ʼ´"

TITLES = frozenset(
    """m mm mr mrs ms mme mmes mlle mlles mgr mgrs dr drs drs pr prs pre me mes st ste sts stes cdt col gal cne cpt
    lt amb prof sgt maj hon rev capt gen sr sra fr ph chr""".split()  # noqa: SIM905  # a table reads best as lines
)
"""Before a name, never at the end of a sentence: "M. Dupont", "Mme. Le Pen", "St. Gall"."""

REFERENCES = frozenset(
    """art al alin p pp pag chap vol cf fig figs réf ref éd ed éds eds par sect tabl tab ann annot arr arrt déc dép op
    cit ibid id liv livr n no nos num n° nº f° v° r° t sq suiv trad vs v voy bd bld boul av ave imp rte env tél tel
    téléc fax mob adr coll dir hab hist ill litt loc maj max min mod ms mss obs ouvr préf prov anc auj c ca circ cond
    dest dim div doc ex exc exempl fasc fém masc fl sing plur pl int invar lat long moy nég nomb ord orig part
    pers pop prop quant rac rég rem rub sc sec sep sup superf sygn syn tr univ us var vx""".split()  # noqa: SIM905
)
"""Mostly before what completes them ("art. 4", "cf. Dupont", "av. Foch"); they end a sentence only where the next
word can open one and nothing else ("… 300 000 hab. Elle est jumelée")."""

COMPLETED = frozenset(
    """art al p pp chap vol cf fig réf éd ed n no nos n° nº t bd bld boul tél tel vs voy fasc liv sect rte fax""".split()  # noqa: SIM905
)
"""References that are never last: a capital or number after them belongs to them ("cf. Le Monde", "éd. Dalloz")."""

ENDINGS = frozenset("etc inc ltd ltée corp co bros jr cie cies soc sté ets éts s sté".split())  # noqa: SIM905
"""Last of a group: an end before a capital, but not before a parenthesis, a comma or a lower-case word."""

CALENDAR = frozenset(
    """lun mar mer jeu ven sam dim janv jan févr fév fevr mars avr juil juill sept oct nov déc dec""".split()  # noqa: SIM905
)
"""Abbreviations of weekdays and months, before a number: "le 3 janv. 2020", "mar. 12"."""

UNITS = frozenset("h mn min sec s km m cm mm kg g l ha fr f hab".split())  # noqa: SIM905
"""After a number they may end a sentence; before a number they go on ("8 h. 30")."""

STARTERS = frozenset(
    """il elle ils elles on nous vous je tu ce cet cette ces c ceci cela ça celui celle ceux celles
    mais puis car donc or ni et ainsi alors aussi enfin ensuite cependant pourtant toutefois néanmoins
    en dans pour par sur sous avec sans selon après avant depuis pendant durant dès lors chez entre vers malgré
    si quand lorsque comme puisque parce afin quant tandis outre grâce
    son sa ses leur leurs notre nos votre vos mon ma mes ton ta tes
    un une des aucun aucune chaque plusieurs certains certaines tout toute tous toutes quelques beaucoup
    qui que quoi où comment pourquoi quel quelle quels quelles est
    y à au aux actuellement aujourd hier demain d l n j s qu t m jusqu lorsqu puisqu
    le la les du de""".split()  # noqa: SIM905
)
"""Words that open sentences, lower case and without their apostrophe."""

ARTICLES = frozenset("le la les du de des d l un une au aux en sur son sa ses".split())  # noqa: SIM905
"""Starters that are also inside names and titles ("J. Le Goff", "C. de Gaulle", "J. La Fontaine")."""

STOPWORDS = frozenset(
    """a à afin ai aie aient aies ainsi ait alors après as assez au aucun aucune aujourd aujourd'hui auquel aura aurai
    auraient aurais aurait auras aurez auriez aurions aurons auront aussi autre autres aux auxquelles auxquels avaient
    avais avait avant avec avez aviez avions avoir avons ayant ayez ayons beaucoup bien c ça car ce ceci cela celle
    celle-ci celle-là celles celui celui-ci celui-là cent cependant certain certaine certaines certains ces cet cette
    ceux ceux-ci chacun chacune chaque chez ci comme comment contre d dans de déjà depuis dernier dernière derniers
    dernières des dès désormais deux devait devant devra devrait dit dix doit doivent donc dont du duquel durant elle
    elle-même elles en encore enfin ensuite entre environ es est et étaient étais était étant été êtes étiez étions
    être eu eue eues eurent eus eut eux faire fait faites faut fin font fois fut furent fût grâce hors huit hui ici il
    ils j jamais je jusqu jusque juste l la là laquelle le lequel les lesquelles lesquels leur leurs lors lorsqu
    lorsque lui m ma maintenant mais malgré me même mêmes mes mieux mis moi moins mon n ne ni non nos notamment notre
    nôtre nous nouveau nouveaux nouvel nouvelle nouvelles on ont or ou où oui par parce parfois parmi pas pendant peu
    peut peut-être peuvent plus plusieurs plutôt pour pourquoi pourra pourrait pourtant pouvait près presque pu puis
    puisqu puisque qu quand quant quatre que quel quelle quelles quelqu quelque quelques quels qui quoi quoique s sa
    sans sauf se selon sept sera serai seraient serais serait seras serez seriez serions serons seront ses seul seule
    si sien sienne six soi soient sois soit sommes son sont sous soyez soyons suis suite sur surtout t ta tandis tant
    te tel telle telles tellement tels tes toi ton toujours tous tout toute toutefois toutes très trois trop tu un une
    va vers veut via voilà voici vont vos votre vôtre vous vu y""".split()  # noqa: SIM905
)
"""Function words, lower case, NFC. An elided word stands without its apostrophe ("l", "qu"), in whichever form the
text writes it: split words with `words`."""

DOMAINS = frozenset(
    """com fr org net info eu be ch ca qc io de uk gouv edu co ai tv lu mc re js ts py rb php asp html htm txt pdf doc
    docx odt csv json xml zip exe jpg png mp3 mp4 dll sql ini cfg md sh java class net go rs cpp css""".split()  # noqa: SIM905
)
"""What follows a dot inside a domain or file name: "Amazon.Com", "lisez.PDF"."""

ABBREVIATIONS = TITLES | REFERENCES | COMPLETED | ENDINGS | CALENDAR

_INITIALS = re.compile(r"(?:[A-ZÉ]h?[.-]*)+")


def is_initials(token: str) -> bool:
    """Whether `token` (without its last stop) is made of initials: "J.-P", "J", "Ch", "S.A.R.L"."""
    return len(token) <= 2 + 2 * token.count(".") + token.count("-") and bool(_INITIALS.fullmatch(token))


def opens_sentence(word: str, after: str) -> bool:
    """Whether `word` is a capitalised function word that opens a sentence, to judge by what comes `after` it.

    "Elle emploie", "Le médecin", "L'usine" do; "Le Goff", "La Fontaine", "De Gaulle" are names.
    """
    low = word.lower()
    if not word[:1].isupper() or low not in STARTERS or (len(word) > 1 and word.isupper()):
        return False
    if len(low) == 1 and low not in "àyô":
        return after[:1] in APOSTROPHES and after[:1] != ""
    return low not in ARTICLES or after.lstrip(" \u00a0")[:1].islower()


_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def words(text: str) -> list[str]:
    """The words of `text`, lower case, elisions parted ("l’été" gives "l", "été"), hyphens kept ("peut-être")."""
    return _WORD.findall(text.lower())


LANGUAGES = ("fr", "en", "es", "it", "de", "pt", "nl", "ca", "oc", "ro", "br", "eu", "co", "pl", "ru", "ar", "tr", "sv")
"""What an article of a French reader may be written in instead; the rest of the detector's 97 only invite mistakes."""


@lru_cache(maxsize=1)
def _ranker() -> Callable[[str], list[tuple[str, float]]]:
    from py3langid import langid

    identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    known = set(identifier.labels)
    identifier.set_languages([language for language in LANGUAGES if language in known])
    rank: Callable[[str], list[tuple[str, float]]] = identifier.rank
    return rank


def detect_language(text: str) -> tuple[str, float]:
    """The likeliest language of `text` (ISO 639-1) and its probability, among LANGUAGES.

    Reads the first 20 000 characters at most; capitals are lowered, since ALL CAPS misleads a model of letters.
    Text without letters gives ("fr", 0.0): nothing speaks for any language.
    """
    sample = text[:20_000]
    if not any(character.isalpha() for character in sample):
        return "fr", 0.0
    language, probability = _ranker()(sample.lower())[0]
    return language, float(probability)


def is_french(text: str) -> bool:
    """Whether `text` may be French: False only where it is clearly another language."""
    if len(words(text)) < 8:
        return True
    language, probability = detect_language(text)
    return language == "fr" or probability < 0.9
