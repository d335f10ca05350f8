"""The embedded model on inputs that are known to break models of its kind: no loop, no empty and no cut-off target.

Written for tsum after the documented failures of its peers. What is held here does not depend on which weights are
embedded: protected text comes back, what is certain is in English form, and nothing broken is left unmarked.
"""

from __future__ import annotations

import pytest

from translate_summarize.protection import exact_texts
from translate_summarize.quality import check
from translate_summarize.translation import translate
from translate_summarize.types import Segment

RIGHT = [
    ("Le total est de 1 234,56 €.", "€1,234.56"),
    ("Le total est de 1\u00a0234,56\u00a0€.", "€1,234.56"),
    ("Le total est de 1\u202f234,56\u202f€.", "€1,234.56"),
    ("La dette atteint 2 billions d'euros.", "2 trillion euros"),
    ("Rendez-vous à la mairie à 18h30.", "6:30 p.m."),
    ("Le tribunal siège le 12/03/2024.", "12 March 2024"),
    ("Le XXIe siècle commence mal.", "21st century"),
    ("1 234,56 €", "€1,234.56"),
    ("14 juillet 2019, 18h30", "14 July 2019, 6:30 p.m."),
    ("Voir https://exemple.fr/où-aller?x=1&y=2#été et jean@exemple.fr pour en savoir plus.", "https://exemple.fr/"),
    ("Écrivez à jean.dupont@exemple.fr avant lundi.", "jean.dupont@exemple.fr"),
    ("Merci à @EmmanuelMacron pour la #RéformeDesRetraites.", "#RéformeDesRetraites"),
    ("Appelez le +33 (0)1 42 34 56 78 ou le 0 800 123 456.", "+33 (0)1 42 34 56 78"),
    ("Utilisez `git commit` puis relancez le serveur.", "`git commit`"),
    ("Le fichier rapport.pdf se trouve dans /home/marie/docs.", "/home/marie/docs"),
    ("Merci à tous 😊 !", "😊"),
    ("@SNCF #grève", "@SNCF #grève"),
]

HARD = [
    "7. QUELS TÉMOINS ET QUELLES TRACES ?",
    "AFRIQUE DE L'OUEST / TÉLÉPHONIE / ENTRETIENS",
    "AFRIQUE DE L'OUEST",
    "MARIE DURAND A ÉTÉ CONDAMNÉE",
    "MARIE DURAND A ETE CONDAMNEE",
    "GRÈVE DES CHEMINOTS : LE TRAFIC RESTE PERTURBÉ",
    "Ah ! Ah ! Ah !",
    "Non, non et non.",
    "Il pleut, il pleut, bergère.",
    "Pomme",
    "Salade",
    "Oui.",
    "—",
    "* * *",
    "[…]",
    "(Applaudissements)",
    "§ 4",
    "?!?!",
    "…………………………………………………………",
    "ha ha ha ha ha ha ha ha ha ha ha ha",
    "c ouf, jsuis mdr",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "x" * 400,
    "le chat " * 40,
    "Accueil Actualités Sport Météo Culture Économie Régions Vidéos Direct Abonnement Newsletter Contact",
    "Paris 12 345 | Lyon 6 789 | Marseille 1 011",
    "1. Introduction 2. Méthode 3. Résultats 4. Discussion 5. Conclusion",
    "les étudiant·e·s et tou·te·s les salarié·e·s",
    "Qui l'eût cru ?!… Personne ?..",
    "Le PDG a dit : « We are very confident about the future. » Puis il est parti.",
    "; ".join(f"considérant que l'article {i} du règlement s'applique aux communes" for i in range(1, 16)) + ".",
    "Le maire, " + "que le préfet avait vu avec le juge, " * 12 + "est parti.",
    (
        "Le rapport, rendu hier par la commission que préside l'ancien directeur de l'agence chargée de la sécurité des "
        "installations dont la fermeture, annoncée par le ministre au lendemain de l'accident qui avait coûté la vie à "
        "deux techniciens employés par une entreprise sous-traitante, avait été reportée à la demande des élus locaux, "
        "conclut à une erreur humaine."
    ),
    " ".join(f"@compte{i}" for i in range(30)) + " sont invités à répondre.",
    "https://a.fr https://a.fr https://a.fr https://a.fr sont la même adresse.",
    "Le code ⟦3⟧ et le code ⟦17⟧ ne veulent rien dire.",
    "\U00100001 est un caractère privé, voir www.exemple.fr.",
    "مرحبا بالعالم et bonjour, 你好世界 !",
]


@pytest.mark.slow
@pytest.mark.parametrize(("source", "wanted"), RIGHT)
def test_what_is_certain_is_right(engine, source: str, wanted: str) -> None:
    (one,) = translate([Segment(source, 0, 0, 0, len(source))], engine)
    assert wanted in one.target


@pytest.mark.slow
@pytest.mark.parametrize("source", [*HARD, *(source for source, _ in RIGHT)], ids=lambda text: text[:40])
def test_nothing_broken_is_left(engine, source: str) -> None:
    (one,) = translate([Segment(source, 0, 0, 0, len(source))], engine)
    codes = {mark.code for mark in one.marks}
    assert one.target.strip()
    assert not codes & {"loop", "truncated"}
    if one.target == source and any(c.isalpha() for c in source):
        assert codes & {"unrepaired", "empty", "untranslated"} or one.origin == "copied" or len(source.split()) < 4
    else:
        assert "loop" not in {mark.code for mark in check(source, one.target)}
    if any(text not in one.target for text in exact_texts(source)):
        assert codes & {"altered"}


@pytest.mark.slow
def test_repair_is_deterministic(engine) -> None:
    segments = [Segment(text, i, i, 0, len(text)) for i, text in enumerate(HARD)]
    together = translate(segments, engine)
    assert translate(segments, engine) == together
    for one in together:  # in any company, but for the last digits of the score
        (alone,) = translate([one.segment], engine)
        assert (alone.target, alone.origin, alone.marks) == (one.target, one.origin, one.marks)
