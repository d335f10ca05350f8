"""False friends and legal terms taken at their sound: "librairie" is no library, "garde à vue" nobody kept in sight.

Each row: what French writes, what a translator falls for, and what shows that it did not. A stop in the middle stands for
whatever the English says: some terms have no rendering but those on the right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from translate_summarize.types import Span

_ROWS = r"""
actuellement | actually | current|now|present|at the moment|today
éventuellement | eventually | possib|perhaps|maybe|may|might|if need|any
librairies? | librar(?:y|ies) | book
déceptions? | deceptions? | disappoint
préservatifs? | preservatives? | condom
prétend(?:ent|ait|aient|re|u)? | pretend\w* | claim|alleg|say|said|assert|maintain|contend
assist(?:e|ent|é|er|ait|aient|èrent) (?:à|au|aux) | assist\w* | attend|witness|saw|see|present|watch
sensibles? | sensible | sensitiv|appreciabl|notic|signific|delicate
location|locations de | locations? | rent|hire|lease|let
journées? | journeys? | day
monnaie | money | currenc|chang|coin
inhabitée?s? | inhabited | uninhabited|deserted|empty|no one
gratuités? | gratuit(?:y|ies) | free
large majorité|un large | large | wide|broad|vast|large majority
avertissements? | advertis\w+ | warn|caution|notice
ancien(?:ne)?s? (?:président|ministre|maire|directeur|directrice|patron|chef|premier)\w* | ancient | former|ex-|old|previous
l'éditeur|éditeurs? | editors? | publish
a cassé (?:l'|le |la |un |une )(?:arrêt|jugement|décision|ordonnance) | broke\w*|crack\w*|arrest | overturn|quash|annul|set aside|revers|struck
arrêts? de la (?:Cour|cour) | arrests?|stops? | ruling|judg|decision
non-lieu | no(?:n|t)?[- ](?:place|lieu) | dismiss|case|dropp|charge
garde à vue | . | custody|detain|detention|arrest|question|held
mises? en examen|mis en examen | . | charg|indict|investigat|formal|suspect|examination|prosecut|accus
grèves? (?:des?|à|nationale|générale|dans)|en grève | . | strik|industrial action|walkout|walk-out|stoppage|walked out|hunger
avocats? général | general lawyers? | advocate|prosecut|attorney
(?:les|des|ses|ces|leurs|nouveaux|vieux) habits | habits | cloth|dress|garment|outfit|suit|costume|attire|wear
surnom\w* | surnames? | nick|alias|known as|dubbed|called|moniker
exactions? | exactions? | abus|atrocit|crime|violen|act|attack
choqu(?:ant|ante|ants|antes|é|ée|és|ées|er|e|ent) | chok\w+ | shock|outrag|appal|upset|offen|scandal
licenciements?|licencié(?:e|s|es)?|licencier | licen[cs]\w+ | dismiss|laid off|lay|redundan|fired|sack|job|cut
(?:au|du|son|leur|premier|prochain|grand|nouveau) procès | process(?:es)? | trial|court|case|lawsuit|proceed|prosecut|sued|legal|hearing
manifestants?|manifestations? (?:contre|de rue|à Paris|des?) | manifest\w+ | demonstrat|protest|event|march|rall|show
stagiaires?|(?:un|son|mon|leur) stage | stages? | intern|train|course|place|work experience|workshop|camp
caves? | caves? | cellar|basement|wine
engins? (?:explosifs?|de chantier|incendiaires?|militaires?) | engines? | device|machin|equipment|bomb|vehicle|explosive
magasins? | magazines? | shop|store|retail|outlet|supermarket|warehouse
pétrole | petrol | oil|petroleum|crude
physiciens? | physicians? | physicist
relaxé(?:e|s|es)?|relaxe | relax\w* | acquit|clear|discharg|releas|free
(?:a|ont|aura|auront|avait|eu|avoir) lieu | place of | take place|took place|taken place|held|happen|occur|taking place|going
blessé(?:e|s|es)? | bless\w* | wound|injur|hurt|harm
lecteurs?|lectrices? | lecturers? | reader|player|drive|viewer
(?:un|le|son|du|des|ce|premier|nouveau|dernier) romans?|romanciers?|romancières? | romans? | novel|book|fiction
stupéfiants? | stupef\w+ | drug|narcotic|stunning|amaz|astonish
assignation à résidence|assigné(?:e|s|es)? à résidence | . | house arrest|confine|home|resid|detention
sapeurs?-pompiers?|pompiers? | pumps?|pumpers?|sappers? | fire
casques bleus | . | peacekeep|blue|UN |United Nations
coups? de feu | . | shot|fire|firing|gun|shoot|bullet
heures? de pointe | . | rush|peak|busy|prime
attendre|attendu(?:e|s|es)?|attend(?:s|ent|ait|aient)? | attend(?:s|ed|ing)? | wait|expect|await|look|anticipat|hop|due
grièvement | . | serious|severe|critical|grave|bad|heavil|wound
plaintes? | plains? | complain|charge|lawsuit|suit|legal action|sued|moan
détournements? de fonds | . | embezzl|misappropriat|misus|fraud|divert|diversion|theft|siphon
abus de confiance | . | breach of trust|abuse of trust|embezzl|fraud|confidence
abus de biens sociaux | . | misus|misappropriat|embezzl|abuse|fraud|corporate|company
homicides? involontaires? | . | manslaughter|involuntary|unintentional|negligent|homicide
détention provisoire | . | pre-trial|pretrial|custody|remand|detention|detain|jail|awaiting trial|prison
""".strip()


_ANY = r".+"


@dataclass(frozen=True, slots=True)
class _Row:
    french: re.Pattern[str]
    telling: re.Pattern[str]
    """A word that a sentence with the French has."""
    trap: re.Pattern[str]
    right: re.Pattern[str]


def _row(line: str) -> _Row:
    parts = [part.strip() for part in line.split(" | ")]
    french, trap, right = (part.replace("'", "['’]") for part in parts)
    return _Row(
        re.compile(rf"\b(?:{french})(?!\w)", re.IGNORECASE),
        re.compile(_telling(parts[0]), re.IGNORECASE),
        re.compile(_ANY if trap == "." else rf"\b(?:{trap})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{right})", re.IGNORECASE),
    )


def _telling(french: str) -> str:
    """The longest word of each alternative of a row, again as alternatives: what a sentence with the French must have."""
    alternatives: list[list[str]] = [[""]]
    for part in re.findall(r"\([^()]*\)\??|[^()]", french):
        if part == "|":
            alternatives.append([""])
        elif part in " -'":
            alternatives[-1].append("")
        else:
            alternatives[-1][-1] += part
    return "|".join(max(words, key=lambda word: (word[0] != "(", len(word))) for words in alternatives)


_TABLE = tuple(_row(line) for line in _ROWS.splitlines())
_SOME = re.compile("|".join(row.telling.pattern for row in _TABLE), re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=4096)  # a folder says the same words over and over
def _rows_of(word: str) -> tuple[_Row, ...]:
    """The rows whose French has this word."""
    return tuple(row for row in _TABLE if row.telling.fullmatch(word)) if _SOME.fullmatch(word) else ()


def false_friend(source: str, target: str) -> tuple[Span, Span | None] | None:
    """Where the French word stands and the English one that only looks like it, if any; None where all is well."""
    rows = {row for word in _WORD.findall(source) for row in _rows_of(word)}
    for row in sorted(rows, key=_TABLE.index):
        french = row.french.search(source)
        if french is None or row.right.search(target):
            continue
        trap = row.trap.search(target)
        if trap is not None:
            return french.span(), None if row.trap.pattern == _ANY else trap.span()
    return None
