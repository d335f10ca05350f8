"""French finite verbs in the third person, as news uses them: by form where that is certain, else from a list."""

from __future__ import annotations

import re

CLITICS = r"(?:(?:ne |n['’]|se |s['’]|le |la |les |l['’]|lui |leur |y |en )*)"
"""What may stand before the verb."""

_FORMS = frozenset(
    """a ont est sont va vont fait font peut peuvent doit doivent veut veulent dit disent sait savent voit voient vient
    viennent tient tiennent met mettent prend prennent permet permettent fut furent eut eurent fit firent vit mit prit
    reste restent passe passent compte comptent porte portent demande demandent assure assurent affirme affirment
    estime estiment explique expliquent annonce annoncent indique indiquent précise précisent ajoute souligne soulignent
    dénonce dénoncent rappelle rappellent appelle appellent accuse accusent réclame réclament espère espèrent juge jugent
    prévoit prévoient souhaite souhaitent propose proposent refuse refusent décide décident cherche cherchent tente tentent
    devient deviennent revient reviennent devance continue continuent commence commencent donne donnent laisse laissent
    semble semblent vise visent concerne concernent touche touchent trouve trouvent vise parle parlent pense pensent croit
    croient craint craignent joue jouent gagne perd perdent gère dirige dispose possède accueille accueillent abrite
    arrive arrivent quitte quittent entre rentre sort sortent part montre montrent représente représentent reconnaît
    reconnaissent connaît connaissent apparaît défend défendent répond répondent attend attendent rend rendent vend vendent
    retrouve retrouvent rejoint rejoignent ouvre ouvrent offre offrent souffre souffrent subit subissent réunit réunissent
    produit produisent conduit conduisent interdit interdisent écrit écrivent décrit vit vivent suit suivent sert servent
    dort meurt court bat battent permet promet promettent admet soumet transmet ferme ferment rouvre lance lancent crée
    créent organise organisent publie publient présente présentent prépare préparent poursuit poursuivent prolonge
    évoque évoquent raconte racontent confie révèle révèlent rapporte rapportent confirme confirment dément démentent
    considère considèrent regrette regrettent déplore déplorent travaille travaillent participe participent reçoit
    reçoivent obtient obtiennent remporte remportent provoque provoquent menace menacent suscite entraîne entraînent
    multiplie multiplient figure figurent débat débattent supprime suppriment embauche licencie recrute maintient maintiennent investit rachète livre exploite fabrique réagit
    réagissent agit agissent choisit choisissent cède redoute constitue constituent exige exigent impose imposent oppose opposent plaide plaident
    salue saluent conteste contestent soutient soutiennent risque risquent dure durent coûte coûtent""".split()  # noqa: SIM905
)
_ENDING = re.compile(r"(?:[^\W\d_]+(?:aient|èrent|eront|iront|uront|rait|era|ira|ura)|[^\W\d_]{2,}[^rt]ait)$")
_NO_VERBS = frozenset("trait portrait extrait retrait attrait souhait bienfait méfait parfait opéra caméra etc".split())  # noqa: SIM905
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_DETERMINERS = frozenset(
    "le la les un une des du au aux de d l ce cet cette ces son sa ses leur leurs notre en par pour sans".split()  # noqa: SIM905
)


def is_finite(word: str) -> bool:
    """Whether a word in small letters is a verb in the third person; some are nouns, too ("la porte")."""
    return word in _FORMS or (word not in _NO_VERBS and bool(_ENDING.match(word)))


def has_verb(text: str) -> bool:
    """Whether there is a finite verb in a text: no noun behind its determiner ("la porte"), but "il l'a", "elle le dit"."""
    before = ""
    for word in _WORDS.findall(text.lower()):
        if is_finite(word) and (before not in _DETERMINERS or word in {"a", "ont", "est", "sont"}):
            return True
        before = word
    return False
