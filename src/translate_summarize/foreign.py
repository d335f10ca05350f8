"""Whether a sentence of a French article is in another language, and whether English still holds French.

By function words alone: a detector of languages takes most of a second to load, and guesses on short texts.
"""

from __future__ import annotations

import re
from functools import lru_cache

from translate_summarize.french import words
from translate_summarize.spans import blanked
from translate_summarize.types import Span

_LANGUAGES: dict[str, frozenset[str]] = {
    "English": frozenset(
        """the and of is are was were be been have has had will would this that these those with from for you we they he she
        it its his her their our your not what who when where how there which because but my me him them i've don't in to
        at by all never""".split()  # noqa: SIM905
    ),
    "German": frozenset(
        """der die das und ist nicht ein eine einen mit von für auf dem den wir sie ich du ihr er es sind war wird haben hat
        auch aber oder wie wenn bei nach aus zum zur über kein keine sich zu""".split()  # noqa: SIM905
    ),
    "Spanish": frozenset(
        """el los las y que es una un por con para del al como más pero no su sus está son fue ha muy todo también
        porque cuando hay nos lo se""".split()  # noqa: SIM905
    ),
    "Italian": frozenset(
        """il lo gli e che di è una un per con del della dei delle al alla non sono come più ma anche questo questa ha
        hanno nel nella si perché""".split()  # noqa: SIM905
    ),
}
_FRENCH = frozenset(
    """le la les l des du de d un une et est sont dans pour avec qui que qu sur au aux pas ne n ce c cette ces leur leurs
    été être était ont a à mais où nous vous elle ils elles il je j tu on son sa ses par plus ou se s en y mon ma mes même
    aussi comme tout tous très sans""".split()  # noqa: SIM905
)
_LEFT = frozenset(
    """les des une dans pour avec qui sur aux pas cette ces leur leurs été être était sont ont mais nous vous elle ils
    elles il je son ses par plus est du au ou très sans où à""".split()  # noqa: SIM905
)
"""French function words that no English sentence has but in a title or a quotation."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ADDRESS = re.compile(r"\S*(?:://|@|www\.)\S*")
_QUOTED = re.compile(r"[«“\"‘'(][^«»“”\"()]+[»”\"’')]")


@lru_cache(maxsize=4096)  # asked by who translates a sentence, and again by who checks it
def foreign_language(text: str) -> str | None:
    """The language of a sentence that is clearly not French ("English", "German", …); None for all others."""
    found = words(text)
    if len(found) < 4:
        return None
    for language, telling in _LANGUAGES.items():
        hits = [word for word in found if word in telling]
        if len(set(hits)) >= 2 and len(hits) >= 0.25 * len(found):
            own = [word for word in found if word in _FRENCH and word not in telling]
            only = [word for word in hits if word not in _FRENCH]
            if len(own) <= 0.05 * len(found) and len(set(only)) >= 2:
                return language
    return None


_QUOTE = re.compile(r"[«“\"]\s*([^«»“”\"]{8,}?)\s*[»”\"]")


def english_quotes(text: str) -> tuple[Span, ...]:
    """Quotations of three words or more, without their marks, that are English inside a French text."""
    found = []
    for match in _QUOTE.finditer(text):
        quoted = words(match.group(1))
        english = {word for word in quoted if word in _LANGUAGES["English"]}
        if len(quoted) >= 3 and len(english) >= 2 and not any(w in _FRENCH for w in quoted if w not in english):
            found.append(match.span(1))
    return tuple(found)


def altered_quote(source: str, target: str) -> Span | None:
    """Where the French quotes English of three words or more that the English does not have to the letter."""
    kept = words(target)
    for start, end in english_quotes(source):
        found = words(source[start:end])
        if not any(kept[at : at + len(found)] == found for at in range(len(kept) - len(found) + 1)):
            return start, end
    return None


_ACCENTED = re.compile(r"[éèêëàâîïôûùçœ]")
_BORROWED = frozenset(
    """café cafés appliqué matinée matinées cliché clichés élite élites fiancé fiancée résumé résumés protégé protégés façade façades naïve naïveté
    décor première née communiqué communiqués détente déjà touché purée crèche crèches crêpe crêpes crème brûlée
    entrée entrées émigré émigrés attaché attachés exposé exposés soirée soirées séance rôle rôles fête fêtes château
    châteaux pâté mêlée matinée vis-à-vis à blasé cortège coup coups débâcle début débuts décolleté démarche dénouement
    éclair éclairs négligé papier-mâché passé risqué sauté soufflé tête béchamel bête noire coöperate maître manqué mélange
    ménage métier outré parvenu raison d'être recherché réclame repoussé roué soupçon suède tisane touché
    laïcité préfecture préfet arrondissement métro département""".split()  # noqa: SIM905
)
"""Words with French accents that English writes so, too, and terms of French life that are often kept."""


@lru_cache(maxsize=16)  # one translation is looked at for several things, then never again
def _without_quotes(text: str) -> str:
    """Blanks in the place of addresses, and of what stands in quotation marks or brackets."""
    if "@" in text or "://" in text or "www." in text:
        text = blanked(_ADDRESS, text)
    return blanked(_QUOTED, text)


def words_left(source: str, target: str) -> tuple[Span, ...]:
    """Where the English holds words in small letters that are French ("piscine"), or half so ("châtals")."""
    hidden = _without_quotes(target)
    if not _ACCENTED.search(hidden) and _NO_ENGLISH.isdisjoint(_WORD.findall(hidden)):
        return ()
    there = set(_WORD.findall(source))
    return tuple(
        match.span()
        for match in _WORD.finditer(hidden)
        if len(match.group()) > 3
        and match.group().islower()
        and match.group() not in _BORROWED
        and (_ACCENTED.search(match.group()) or (match.group() in there and match.group() in _NO_ENGLISH))
    )


_NO_ENGLISH = frozenset(
    """librairie librairies nonante septante huitante octante pomme pommes maison maisons ville villes usine usines école
    roi reine pays monde guerre grève grèves loi lois vie mort homme hommes femme femmes enfant enfants jour jours semaine
    mois année années heure heures rue eau feu terre mer ciel arbre fleur chien chat oiseau cheval poisson viande pain vin
    lait fromage beurre sucre sel riz pomme légumes voiture voitures vélo avion bateau gare aéroport hôtel magasin magasins
    marché argent banque prix salaire travail emploi chômage ouvrier ouvriers patron syndicat syndicats maire mairie
    ministre gouvernement parti élection vote vendredi samedi dimanche lundi mardi mercredi jeudi janvier février avril
    juin juillet août septembre octobre novembre décembre hier demain aujourd'hui toujours jamais souvent parfois
    beaucoup moins très aussi mais donc avec sans pour dans sous entre avant après pendant depuis jusque chez vers
    piscine église pluie neige soleil""".split()  # noqa: SIM905
) - {
    "vote",
    "prix",
    "avril",
    "patron",
    "pain",
    "mort",
    "vin",
    "eau",
    "feu",
    "sale",
    "pour",
    "sans",
    "entre",
    "rue",
    "jour",
}
"""Common French words that are none in English."""


def french_left(source: str, target: str) -> Span | None:
    """Where the English holds five words or more of the French as they stood, two function words among them.

    What stands in quotation marks or brackets may be a title, and does not count; nor do names and addresses.
    """
    hidden = _without_quotes(target)
    if len(_LEFT.intersection(_WORD.findall(hidden.casefold()))) < 2:
        return None
    there = " ".join(match.group().casefold() for match in _WORD.finditer(source))
    found = list(_WORD.finditer(hidden))
    for start in range(len(found) - 4):
        run = found[start : start + 5]
        text = " ".join(match.group().casefold() for match in run)
        if (
            text in there
            and len({m.group().casefold() for m in run} & _LEFT) >= 2
            and any(len(m.group()) > 3 and m.group().islower() and m.group() not in _LEFT for m in run)
        ):
            return run[0].start(), run[-1].end()
    return None
