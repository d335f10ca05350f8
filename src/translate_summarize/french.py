"""What is French: words, abbreviations and marks of punctuation, in tables with small pure functions over them.

The abbreviations follow the usual lists of French typography (Imprimerie nationale; Unicode CLDR's French
suppressions), sorted by what may stand after their stop. CLDR's weekdays and months are words too ("Il regarde la
mer. Elle est calme."), so they count as abbreviations before or after a number alone.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Set as AbstractSet

APOSTROPHES = "'’ʼ´"

TITLES = frozenset(
    """m mm mr mrs ms mme mmes mlle mlles mgr mgrs dr drs pr prs pre me mes st ste sts stes cdt col gal cne cpt lt prof
    sgt maj hon rev capt gen fr ph chr""".split()  # noqa: SIM905  # a table reads best as lines
)
"""Before a name, with a capital, never at the end of a sentence: "M. Dupont", "Mme. Le Pen", "St. Gall"."""

SMALL_TITLES = frozenset("mm mme mmes mlle mlles mgr dr drs cdt lt".split())  # noqa: SIM905
"""Titles that stay titles in small letters; "me", "st", "col" and "m" (metre) do not."""

COMPLETED = frozenset(
    "al p pp chap cf fig figs réf éd éds ed eds n° nº t bd bld boul tél voy conf".split()  # noqa: SIM905
)
"""Never last in a sentence: a capital or number after them belongs to them ("cf. Le Monde", "éd. Dalloz")."""

NUMBERED = frozenset("art vol no nos n sect fasc liv par tit ann lot tab ch".split())  # noqa: SIM905
"""Words or letters that are abbreviations before a number or a lettered one alone: "art. 4", "art. L. 121-1", against
"C'est de l'art. Il …", "Ils nient le vol. La …"."""

REFERENCES = frozenset(
    """alin pag cit op ibid id livr num v r sq sqq suiv trad av ave rte env tel téléc fax adr dir hab ill litt loc min
    mod ms mss obs ouvr préf prov anc auj c ca circ dest div exempl fasc fém masc fl sing plur inv invar lat moy nég
    ord pers prop quant rég rem rub sc sep suppl sygn syn univ ex arr arrt déc dép coll vs vx""".split()  # noqa: SIM905
)
"""Mostly before what completes them ("av. Foch", "env. 300"); they end a sentence only where the next word can open
one and nothing else ("… 300 000 hab. Elle est jumelée")."""

ENDINGS = frozenset("etc inc ltd ltée corp co bros jr sr cie cies ets éts sté".split())  # noqa: SIM905
"""Last of a group: an end before a capital, but not before a parenthesis, a comma or a lower-case word."""

CALENDAR = frozenset(
    "lun mar mer jeu ven sam dim janv jan févr fév fevr avr juil juill sept oct nov déc dec".split()  # noqa: SIM905
)
"""Abbreviations of weekdays and months, before a number alone ("mer. 3 févr. 2020"): "La mer. Elle …"."""

UNITS = frozenset("h mn min sec s km m cm mm kg g l ha fr f hab".split())  # noqa: SIM905
"""After a number they may end a sentence; before a number they go on ("8 h. 30")."""

STARTERS = frozenset(
    """il elle ils elles on nous vous je tu ce cet cette ces c ceci cela ça celui celle ceux celles
    mais puis car donc or ni et ainsi alors aussi enfin ensuite cependant pourtant toutefois néanmoins
    en dans pour par sur sous avec sans selon après avant depuis pendant durant dès lors chez entre vers malgré parmi
    si quand lorsque comme puisque parce afin quant tandis outre grâce
    son sa ses leur leurs notre nos votre vos mon ma mes ton ta tes
    un une des aucun aucune chaque plusieurs certains certaines tout toute tous toutes quelques beaucoup
    qui que quoi où comment pourquoi quel quelle quels quelles
    y à au aux actuellement aujourd hier demain l n j s qu jusqu lorsqu puisqu
    le la les du de""".split()  # noqa: SIM905
)
"""Words that open sentences, lower case and without their apostrophe."""

CLAUSE_STARTERS = frozenset("il elle ils elles on nous vous je ce cet cette ces c à".split())  # noqa: SIM905
"""What opens a sentence even where it is written small after a full stop ("… sanguin. il empêche …"); "à" because
accented capitals were long left out."""

ARTICLES = frozenset(
    "le la les du de des l un une au aux en sur son sa ses n s on tout toute tous toutes".split()  # noqa: SIM905
)
"""Starters that are also inside names and titles ("J. Le Goff", "C. de Gaulle", "J. La Fontaine")."""

NAME_ENDS = frozenset(
    "un ma mon ton ta sa son ni or car si tu une du de je on sur par sous entre vers leur tout toute comme".split()  # noqa: SIM905
)
"""Starters that also end foreign names ("Kim Jong Un", "Jack Ma") or stand in them."""

NAMING = frozenset(
    """film films roman livre album chanson titre série émission pièce hebdomadaire quotidien journal magazine mensuel
    revue association organisation collectif groupe parti mouvement trilogie tétralogie saga recueil essai documentaire
    opéra tableau restaurant site blog application podcast festival exposition spectacle single tube clip société
    entreprise compagnie poème nouvelle comédie téléfilm ballet jeu chaîne radio marque librairie maison café hôtel
    théâtre fondation syndicat manifeste épisode sketch conte fable article dossier rapport programme projet opération
    intitulé intitulée baptisé baptisée nommé nommée appelé appelée surnommé surnommée dit dite titré titrée acte
    croire rapporte révèle écrit indique précise affirme annonce raconte explique note rappelle""".split()  # noqa: SIM905
)
"""Words after which a capital begins a name or title, not a sentence: "le film Il faut sauver…", "l'album Dans…",
"rapporte Le journal de Montreuil"."""

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
    """com fr org net info eu be ch qc io uk gouv edu tv lu js ts py rb php asp html htm txt pdf doc docx odt csv json
    xml zip exe jpg png mp3 mp4 dll sql ini cfg md sh java class go rs cpp css""".split()  # noqa: SIM905
)
"""What follows a dot inside a domain or file name: "Amazon.Com", "lisez.PDF"."""

ABBREVIATIONS = TITLES | COMPLETED | NUMBERED | REFERENCES | ENDINGS | CALENDAR

_INITIALS = re.compile(r"[A-ZÉ]h?(?:[.-]+[A-ZÉ]h?)*")
_ROMAN = re.compile(r"[IVXLC]+")
_INVERSION = re.compile(r"-(?:t-)?(?:il|elle|on|ce|ils|elles|nous|vous|tu|je|à|là|ci|même)\b")


def is_initials(token: str) -> bool:
    """Whether `token`, without its last stop, is made of initials: "J", "Ch", "J.-P", "S.A.R.L"."""
    return bool(_INITIALS.fullmatch(token))


def is_title(token: str) -> bool:
    """Whether `token`, without its stop, is a title before a name: "M", "Mme", "dr", but not "m" or "me"."""
    return token.lower() in (TITLES if token[:1].isupper() else SMALL_TITLES)


def is_numbering(word: str, after: str) -> bool:
    """Whether `word` numbers what stands before it: "4", "XII", or the letter of "L. 121-1"."""
    return word[0].isdigit() or bool(_ROMAN.fullmatch(word)) or (len(word) == 1 and after[:1] in {".", "-", " "})


def opens_sentence(word: str, after: str) -> bool:
    """Whether `word` is a capitalised function word that opens a sentence, to judge by what comes `after` it.

    "Elle emploie", "Le médecin", "L'usine" do; "Le Goff", "La Fontaine", "L'Oréal", "Notre-Dame" are names.
    """
    low = word.lower()
    if not word[:1].isupper() or low not in STARTERS or (len(word) > 1 and word.isupper()):
        return False
    elided = after[:1] in APOSTROPHES and after != ""
    if after[:1] == "-" and not _INVERSION.match(after):
        return False
    if len(low) == 1 and not elided and low not in "àyô":
        return False
    following = after[elided:].lstrip(" \u00a0\u202f")[:1]
    return low not in ARTICLES or following.islower() or (following.isdigit() and not elided)


_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def words(text: str) -> list[str]:
    """The words of `text`, lower case, elisions parted ("l’été" gives "l", "été"), hyphens kept ("peut-être")."""
    return _WORD.findall(text.lower().replace("ʼ", "'"))  # U+02BC counts as a letter


_WHOLE = re.compile(r"(?<![\w'’-])(?:[ldLD]['’])?([^\W\d_]+(?:-[^\W\d_]+)*)(?![\w-])")


def whole_words(text: str) -> Iterator[re.Match[str]]:
    """Words, compounds as one, each as group 1 without the "l'" or "d'" before it; not what "qu'" or the like elides to."""
    return _WHOLE.finditer(text)


_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def compounds(text: str) -> list[str]:
    """All that `whole_words` could find and more, without where it stands: the quick way to see that nothing is there."""
    return _COMPOUND.findall(text)


LANGUAGES = (
    "fr",
    "en",
    "es",
    "it",
    "de",
    "pt",
    "nl",
    "ca",
    "oc",
    "ro",
    "br",
    "eu",
    "co",
    "pl",
    "ru",
    "ar",
    "tr",
    "sv",
    "da",
    "cs",
    "hu",
    "el",
    "he",
    "fa",
    "uk",
    "vi",
    "zh",
    "ja",
    "ko",
)
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


_TELLING = frozenset(
    """et est dans pour avec qui sur une aux du pas cette ces leur leurs été être était sont ont mais où nous vous elle
    ils au ce etre etait ete""".split()  # noqa: SIM905
)
"""French function words that none of the neighbouring languages has so often ("les", "des", "le" are also theirs)."""


def is_french(text: str) -> bool:
    """Whether `text` may be French: False only where it is clearly another language, True where it is too short to tell.

    The common case is decided by counting function words, as the detector takes most of a second to load.
    """
    sample = text[:20_000]
    if _FOREIGN_LETTER.search(sample):
        letters = [character for character in sample if character.isalpha()]
        if len(letters) > 10 and sum(letter > "\u024f" for letter in letters) > len(letters) / 2:
            return False
    found = words(sample)
    telling = [word for word in found if word in _TELLING]
    if len(found) < _FEWEST_WORDS or (len(telling) >= 0.08 * len(found) and len(set(telling)) > 1):
        return True
    language, probability = detect_language(text)
    return language == "fr" or probability < _CLEARLY


_FOREIGN_LETTER = re.compile(r"[^\W\d_\u0000-\u024f]")
_FEWEST_WORDS = 5
_CLEARLY = 0.8
"""Probability from which the detector is believed against French."""


HYPHENATED_LEFT = frozenset(
    """peut avant après demi semi non sous vice ex grand grands arrière ci quelques quelqu celui celle ceux celles lui
    elle elles eux moi toi soi nous vous mi nord sud est ouest quasi sans porte rendez week vis tête chef tout outre
    saint sainte au là mot petit petits petite petites plate belle beau libre pied demie trente quarante cinquante
    soixante quatre quatre-vingt vingt dix cent jean marie centre franco anglo euro gréco""".split()  # noqa: SIM905
)
"""First parts that a hyphen follows in French: "peut-être", "avant-hier", "lui-même", "dix-sept"."""

HYPHENATED_RIGHT = frozenset(
    """il elle on ils elles je tu nous vous le la les lui leur moi toi y en ce t là ci même mêmes être dire vous
    dessus dessous delà clés clé midi garde mère père fils fille pont neuf sept huit dix""".split()  # noqa: SIM905
)
"""Last parts that a hyphen goes before: "dit-il", "celle-ci", "c'est-à-dire"."""


def keeps_hyphen(left: str, right: str, vocabulary: AbstractSet[str] = frozenset()) -> bool:
    """Whether the hyphen between `left` at a line's end and `right` on the next line is the word's own.

    The other words of the document decide first ("peut-être" or "transport" elsewhere), then the tables, and a word
    is else taken for one that was cut.
    """
    left, right = left.lower(), right.lower()
    if f"{left}-{right}" in vocabulary:
        return True
    if left + right in vocabulary:
        return False
    return "-" in left or left in HYPHENATED_LEFT or right in HYPHENATED_RIGHT


def without_accents(text: str) -> str:
    """`text` with the letters that its accents stand on."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def is_capitals(text: str) -> bool:
    """Whether a line is shouted ("GRÈVE DES CHEMINOTS"), not an acronym or a few ("SNCF", "ONU / UE")."""
    return text == text.upper() and any(len(word) > 6 for word in re.findall(r"[^\W\d_]+", text))


def sentence_case(text: str) -> str:
    """Small letters but for the first; names lose their capitals with the rest."""
    lowered = text.lower()
    first = next((i for i, c in enumerate(lowered) if c.isalpha()), 0)
    return lowered[:first] + lowered[first : first + 1].upper() + lowered[first + 1 :]


MALE_NAMES = frozenset(
    """abdel abdelkader abel adam adrien ahmed alain albert alexandre alexis ali alfred amine anatole andré angelo anthony
    antoine antonio aristide armand arnaud arthur augustin aurélien barack bastien baptiste benjamin benoît bernard bertrand
    bill boris brice bruno cédric charles christian christophe clément cyril cyrille damien daniel david denis didier dimitri
    dominic donald édouard edouard eduardo elon emmanuel enzo éric eric ernest étienne etienne eugène fabien fabrice félix
    ferdinand fernand fernando florent florian franck francis françois frank frédéric gabriel gaël gaston gauthier geoffroy
    george georges gérald gérard gilbert gilles giuseppe grégory guillaume gustave guy hamza harry hassan henri henry hervé
    hugo hugues ibrahim igor ismaël ivan jacques jair james jean jeff jérémie jérémy jérôme joe joël john johnny jonathan
    joseph josé juan jules julien justin karim kevin kévin kylian laurent léo léon léonard lionel loïc louis luc luca lucas
    lucien ludovic mahmoud malik manuel marc marcel marco mario marius mark martin mathieu matteo matthieu maurice max maxime
    maximilien mehdi michael michaël michel mickaël miguel mohamed mohammed moussa mustapha narendra nasser nathan neymar
    nicolas nicolás noël olivier omar oscar pablo pascal patrice patrick paul pedro peter philippe pierre quentin rachid
    raphaël raymond régis rémi rémy renaud rené richard robert robin rodolphe rodrigue roger roland romain roman ronan rudy
    salah samir samuel sébastien serge sergueï simon stanislas stéphane steve steven sylvain tanguy théo théodore thibault
    thibaut thierry thomas timothée tom tony tristan valentin valéry victor viktor vincent vladimir vladimir volodymyr walter
    wilfried william xavier yann yannick yassine yves yvan yvon zinédine zinedine""".split()  # noqa: SIM905
)
"""First names that men bear and women hardly ever, small letters; a name that both bear ("Dominique", "Claude",
"Camille", "Andrea") stands in neither table."""

FEMALE_NAMES = frozenset(
    """adèle adeline agathe agnès aïcha alexandra alice aline amandine amélie amina anaïs andréa angela angèle angélique
    anita anna annabelle anne annette annick annie ariane arlette astrid aude audrey aurélie aurore ava axelle barbara
    béatrice bénédicte bernadette brigitte britney carla carole caroline catherine cécile céline chantal charlène charlotte
    chloé christel christelle christiane christine claire clara clarisse clémence clémentine clotilde colette coralie corinne
    cristina cynthia danièle danielle daphné deborah delphine denise diana diane dolorès dorothée édith edith élaine éléonore
    elena éliane élisa elisabeth élisabeth elizabeth élise ella ellen élodie elsa émilie emily emma émeline estelle esther
    eugénie éva eva eve ève evelyne évelyne fabienne fanny fatiha fatima fatou fernande flavie flora florence francine
    françoise gabrielle gaëlle geneviève georgette géraldine germaine ghislaine giorgia gisèle greta gwenaëlle hélène hélèna
    héloïse henriette hillary hortense huguette inès ingrid irène isabelle ivanka jacqueline jade jane jeanne jeannette
    jennifer jenifer jessica joanna joséphine josette josiane julia julie juliette justine kamala karen karine kate katia
    khadija lætitia laetitia lara laura laure laurence léa leïla léna léonie lila liliane lina lisa loana lola louise
    lucette lucie lucile lucienne lydia lydie madeleine madonna maëlle magali maïté manon marcelle margaret margaux margot
    marguerite maria mariam marianne marie mariella marielle marilyn marina marine marion marisol marlène marthe martine
    mary mathilde maud melania mélanie mélissa meghan michèle michelle mireille monique morgane muriel myriam nabilla nadia
    nadège nadine nancy natacha natalia nathalie nelly nicole nina noémie nora océane odette odile olga olivia ophélie pamela
    patricia paule paulette pauline pénélope perrine rachel rachida raymonde régine rebecca renée rihanna roberta rokhaya
    rosalie rose roselyne roxane sabine sabrina salomé samia sandra sandrine sarah ségolène serena shakira sibeth simone
    solange solène sonia sophie stella stéphanie suzanne sylvia sylvie taylor tatiana teresa theresa thérèse tiphaine
    ursula valentine valérie vanessa véronique victoire victoria virginie viviane yaël yolande yvette yvonne zahia
    zoé""".split()  # noqa: SIM905
)
"""First names that women bear and men hardly ever, small letters."""

FIRST_NAMES = MALE_NAMES | FEMALE_NAMES
