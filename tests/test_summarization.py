"""The brief: what is chosen, what never is, and what must hold whatever the article."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate_summarize.errors import OptionsError
from translate_summarize.furniture import is_correction, is_furniture, reports_an_error, without_lead
from translate_summarize.mentions import figures, names
from translate_summarize.summarization import choose
from translate_summarize.types import BlockKind, Segment

FURNITURE = """\
Par Jean Dupont (avec AFP)
Par Jean Dupont
PAR JEAN DUPONT
Par Jean Dupont et Marie Martin, à Paris
Par Anne-Marie de la Tour, avec Reuters
Par Jean Dupont, le 12 mai 2018 à 10h30
Par La rédaction
Jean Dupont avec AFP
Jean Dupont (avec AFP)
Avec AFP
AFP
(AFP)
Source : AFP
La rédaction avec AFP
De notre correspondante à Rome, Anne Roy
De notre envoyé spécial à Kiev
Propos recueillis par Jean Dupont
Texte et photos : Jean Dupont
Paris, le 12 mai 2018
PARIS (AFP) –
Rodez (Aveyron), le 3 juin 2019.
lundi 3 juin 2019 à 10h30
12/03/2024
Mis à jour à 10h
Mis à jour le 12 mai 2018 à 10h30
Mis à jour : 12/05/2018 10:30
(Mis à jour le 4 juin à 10h12 : l'âge du maire.)
Bonsoir et bienvenue pour suivre ce match
Nous prions nos lecteurs de nous excuser.
Publié le 12 mai 2018 à 10 h 30
Publié le 12/05/2018 à 10:30, mis à jour le 13/05/2018 à 11:00
Publié hier à 18h30
Article mis à jour le 3 juin par Jean Dupont
Dernière mise à jour : 3 juin 2019
Modifié le lundi 3 juin 2019
Lire aussi : Le maire de Rodez démissionne
LIRE AUSSI Le maire démissionne
Lire aussi
À lire aussi : notre dossier
A lire : la suite du feuilleton
À voir également
Voir aussi - Le résumé du match
Lire l’article complet
>> Lire notre enquête
► Retrouvez le direct
Sur le même sujet
En savoir plus : les chiffres
Pour aller plus loin
VIDÉO : les images de la crue
Photo AFP
Photos Jean Dupont
Photo d’illustration
Photo : Jean Dupont / Reuters
Crédit photo : DR
© AFP
Le maire devant la mairie, le 3 juin. © Jean Dupont
Le maire devant la mairie. (Photo d'archives)
Le maire devant la mairie (Photo Jean Dupont)
Le maire devant la mairie. / AFP
Illustration.
Temps de lecture : 4 min
Temps de lecture estimé : 4 minutes
4 min de lecture
Lecture 2 min.
Nous utilisons des cookies pour améliorer votre expérience.
En poursuivant votre navigation sur ce site, vous acceptez l’utilisation de cookies.
Tout accepter
Inscrivez-vous à notre newsletter
Abonnez-vous pour lire la suite.
Recevez chaque matin notre lettre d’information.
Newsletter
Suivez-nous sur Facebook
Téléchargez notre application
Cet article est réservé aux abonnés.
Il vous reste 75 % de cet article à lire.
Déjà abonné ? Connectez-vous
Tous droits réservés
Publicité
https://www.exemple.fr/article.html?id=3
www.exemple.fr
jean.dupont@exemple.fr
* * *
—
12
Cliquez ici pour voir la vidéo.""".splitlines()

NEWS = """\
Par ailleurs, le maire a démissionné.
Par décision du préfet, la plage est fermée.
Par Jupiter, la comédie de Molière revient.
Paris va fermer ses crèches le 12 mai 2018.
C'était le 17 janvier 2017.
Publié le 12 mai, le rapport de la Cour des comptes accuse la région.
Publié mercredi par l'Insee, l'indice des prix recule.
Mis à jour chaque année, le classement de Shanghai place Paris au 15e rang.
Lire, c’est voyager.
Lire aussi vite ne sert à rien ? Non, mais Paris le croit.
Voir Venise et mourir : le tourisme inquiète.
À lire Camus, on comprend Alger.
La Cnil reproche à Google et Amazon leurs cookies publicitaires.
Les cookies publicitaires sont déposés sans consentement.
Le journal lance une newsletter consacrée au climat.
Photo Hebdo ferme ses portes.
Les photos du maire ont fait scandale.
L’AFP a supprimé 125 postes.
Jean Dupont a été élu maire de Rodez.
Selon l'AFP, deux personnes ont été blessées.
Le suspect a été arrêté à Lyon, indique l'AFP.
Emmanuel Macron a reçu Angela Merkel.
Vidéo à l'appui, l'association dénonce des violences.
Trois morts.
Obama.
Non.
« Abonné depuis dix ans, je ne reçois plus mon journal », dit-il.
Les abonnés recevront un remboursement.
Le 12 mai 2018, la Bourse a chuté.
Le temps de lecture des enfants baisse.
Images de violences à Paris : une enquête est ouverte.
De Gaulle est mort.
Suivez les conseils du médecin.
Rodez accueille le Tour de France.""".splitlines()

CORRECTIONS = """\
Contrairement à ce que nous écrivions hier, le maire n’a pas démissionné.
Contrairement à ce que nous avons écrit dans une première version, il est vivant.
Contrairement à ce que nous avions annoncé par erreur, le concert aura lieu.
Contrairement à ce qui a été écrit, il est vivant.
Contrairement à ce qu'indiquait une première version de cet article, la loi n'a pas été votée.
Rectificatif : il est vivant.
Le train est parti et non arrivé, comme nous l'avons écrit.""".splitlines()

ERRORS = """\
Nous avions écrit que le maire était mort.
Une première version de cet article indiquait que le maire était mort.""".splitlines()

NO_CORRECTIONS = """\
Contrairement à ce qu'il avait annoncé, Trump reste.
Contrairement à Paris, Lyon ferme ses écoles.
Nous avons écrit à la ministre.
La nouvelle version de cet appareil coûte 300 euros.""".splitlines()

FLOOD = """\
Trois personnes sont mortes dans les inondations de l'Aude dans la nuit de lundi à mardi, a annoncé le préfet.
Les pompiers ont secouru plus de deux cents habitants de Trèbes et de Carcassonne, dont les rues sont sous l'eau.
Ils sont intervenus toute la nuit.
« Je n'ai jamais vu cela en quarante ans », raconte Denise, une habitante.
Les inondations de l'Aude ont tué trois personnes, selon le préfet, dans la nuit de lundi à mardi.
Le ministre de l'Intérieur est attendu à Carcassonne mercredi.
Faut-il construire en zone inondable ?
Météo-France a levé sa vigilance rouge mardi matin.""".splitlines()


def article(*texts: str, kind: BlockKind = "paragraph", title: str | None = None) -> list[Segment]:
    kinds: list[tuple[str, BlockKind]] = [(title, "heading")] if title is not None else []
    kinds += [(text, kind) for text in texts]
    return [
        Segment(text=text, index=index, block=index, start=0, end=len(text), kind=kind)
        for index, (text, kind) in enumerate(kinds)
    ]


def texts(segments: tuple[Segment, ...]) -> list[str]:
    return [segment.text for segment in segments]


def words(segments: tuple[Segment, ...]) -> int:
    return sum(1 for segment in segments for word in segment.text.split() if any(map(str.isalnum, word)))


SENTENCES = st.sampled_from(
    [*FURNITURE, *NEWS, *CORRECTIONS, *ERRORS, *FLOOD, "Il pleut.", "print(1)", "…", "D'accord ?"]
) | st.text(min_size=1, max_size=60).filter(lambda text: not text.isspace())
KINDS: st.SearchStrategy[BlockKind] = st.sampled_from(["heading", "paragraph", "list_item", "quote", "code"])


@st.composite
def articles(draw: st.DrawFn) -> list[Segment]:
    drawn = draw(st.lists(st.tuples(SENTENCES, KINDS), max_size=25))
    return [
        Segment(text=text, index=index, block=index, start=0, end=len(text), kind=kind)
        for index, (text, kind) in enumerate(drawn)
    ]


@given(articles(), st.none() | st.integers(1, 8), st.none() | st.integers(1, 90))
def test_a_brief_is_a_subsequence_within_its_limits_and_never_empty(
    segments: list[Segment], sentences: int | None, limit: int | None
) -> None:
    chosen = choose(segments, sentences=sentences, words=limit).segments
    places = [segment.index for segment in chosen]
    assert places == sorted(set(places))
    assert all(segments[place] == segment for place, segment in zip(places, chosen, strict=True))
    assert bool(chosen) == bool(segments)
    if sentences is not None or limit is None:
        assert len(chosen) <= (sentences or 3)
    if limit is not None:
        assert words(chosen) <= limit or len(chosen) == 1


@given(articles())
def test_choosing_is_repeatable_and_mentions_stand_in_the_source(segments: list[Segment]) -> None:
    selection = choose(segments)
    assert selection == choose(segments)
    assert len(selection.names) <= 8
    assert len(selection.figures) <= 6
    for mention in (*selection.names, *selection.figures):
        assert any(mention.text in segment.text for segment in segments)
        assert mention.count >= 1


@given(st.permutations([*FLOOD, *FURNITURE[::7]]))
def test_furniture_never_enters_while_there_is_a_sentence(lines: list[str]) -> None:
    chosen = choose(article(*lines), sentences=len(FLOOD)).segments
    assert not set(texts(chosen)) & set(FURNITURE)


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_never_enters(line: str) -> None:
    assert is_furniture(line)
    assert texts(choose(article(line, "Le maire a démissionné lundi."), sentences=2).segments) == [
        "Le maire a démissionné lundi."
    ]
    assert texts(choose(article(line)).segments) == [line]


@pytest.mark.parametrize("line", [*NEWS, *FLOOD])
def test_news_is_not_furniture(line: str) -> None:
    assert not is_furniture(line)


def test_a_long_line_of_dates_is_read_in_no_time() -> None:
    assert not is_furniture("lundi 3 juin à 10h " * 2000 + "x")
    assert is_furniture("Publié le lundi 3 juin 2019 à 10h30, " * 6)


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("16h30 : Le feu est éteint.", "Le feu est éteint."),
        ("PARIS (Reuters) - Le feu est éteint.", "Le feu est éteint."),
        ("Rodez (Aveyron), 3 juin 2021 (AFP) – Le feu est éteint.", "Le feu est éteint."),
        ("LYON, le 3 juin - Le feu est éteint.", "Le feu est éteint."),
        ("PARIS (AFP) –", "PARIS (AFP) –"),
        ("Paris - Nice : le peloton part.", "Paris - Nice : le peloton part."),
        ("Le 3 juin - jour de fête - tout ferme.", "Le 3 juin - jour de fête - tout ferme."),
        ("Vernoux (Vrane) - Rodelle se joue mardi.", "Vernoux (Vrane) - Rodelle se joue mardi."),
        ("10h de route pour rien.", "10h de route pour rien."),
    ],
)
def test_times_and_datelines_come_off(line: str, rest: str) -> None:
    assert without_lead(line) == rest


@pytest.mark.parametrize("line", CORRECTIONS)
def test_corrections_are_known(line: str) -> None:
    assert is_correction(line)
    assert not reports_an_error(line)


@pytest.mark.parametrize("line", ERRORS)
def test_reported_errors_are_known(line: str) -> None:
    assert reports_an_error(line)


@pytest.mark.parametrize("line", [*NO_CORRECTIONS, *NEWS, *FLOOD])
def test_other_sentences_correct_nothing(line: str) -> None:
    assert not is_correction(line)
    assert not reports_an_error(line)


def test_a_correction_bars_what_it_takes_back() -> None:
    error = "Le maire de Rodez a démissionné mardi de toutes ses fonctions."
    correction = "Contrairement à ce que nous écrivions mardi, le maire de Rodez n'a pas démissionné de ses fonctions."
    vote = "Le conseil municipal votera jeudi le budget de la ville."
    reported = "Nous avions écrit que le maire avait quitté la mairie."
    for order in ([error, correction, reported, vote], [vote, reported, error, correction]):
        chosen = texts(choose(article(*order), sentences=4).segments)
        assert error not in chosen
        assert reported not in chosen
        assert {correction, vote} == set(chosen)


def test_the_news_leads_and_is_told_once() -> None:
    chosen = texts(choose(article(*FLOOD, title="Inondations dans l'Aude : trois morts")).segments)
    assert FLOOD[0] in chosen
    assert FLOOD[4] not in chosen
    assert FLOOD[6] not in chosen
    assert len(chosen) == 3


def test_a_pronoun_comes_with_the_sentence_before_or_not_at_all() -> None:
    for sentences in range(1, len(FLOOD)):
        chosen = texts(choose(article(*FLOOD), sentences=sentences).segments)
        if FLOOD[2] in chosen:
            assert FLOOD[1] in chosen


@pytest.mark.parametrize(
    ("segments", "title", "expected"),
    [
        (article(), None, []),
        (article("Il pleut."), None, ["Il pleut."]),
        (article(title="Trois morts dans l'Aude"), "Trois morts dans l'Aude", ["Trois morts dans l'Aude"]),
        (article("Le bilan", kind="heading", title="Crue"), "Crue", ["Le bilan"]),
        (article("print(1)", kind="code"), None, ["print(1)"]),
        (article("Sucre", "Farine", kind="list_item", title="Crêpes"), "Crêpes", ["Sucre", "Farine"]),
        (article("…", "* * *"), None, ["…", "* * *"]),
    ],
)
def test_an_article_of_any_shape_has_a_brief(segments: list[Segment], title: str | None, expected: list[str]) -> None:
    selection = choose(segments)
    assert (selection.title.text if selection.title else None) == title
    assert texts(selection.segments) == expected


def test_words_limit_the_brief_but_leave_one_sentence() -> None:
    assert texts(choose(article(*FLOOD), words=1).segments) == [FLOOD[6]]
    assert words(choose(article(*FLOOD), words=45).segments) <= 45
    assert len(choose(article(*FLOOD), words=1000).segments) == len(FLOOD)
    assert len(choose(article(*FLOOD), sentences=2, words=1000).segments) == 2


@pytest.mark.parametrize("limits", [{"sentences": 0}, {"words": 0}, {"words": -5}])
def test_a_limit_below_one_is_an_error(limits: dict[str, int]) -> None:
    with pytest.raises(OptionsError, match="at least 1"):
        choose(article(*FLOOD), **limits)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La CCI Aveyron et la Silicon Valley. En Aveyron, la CCI Aveyron.", {"CCI Aveyron": 2, "Silicon Valley": 1}),
        (
            "Emmanuel Macron a parlé. Selon M. Macron, la France ira. Macron sourit.",
            {"Emmanuel Macron": 3, "France": 1},
        ),
        ("Le Premier ministre Édouard Philippe part. Édouard Philippe a dit non.", {"Édouard Philippe": 2}),
        ("L'Assemblée nationale et le Parti socialiste.", {"Assemblée nationale": 1, "Parti socialiste": 1}),
        ("Ici, Charles de Gaulle et J.-P. Raffarin, à l’Élysée.", {"Charles de Gaulle": 1, "J.-P. Raffarin": 1}),
        ("L’Élysée dément ; N'Golo Kanté et Mme Le Pen aussi.", {"Élysée": 1, "N'Golo Kanté": 1, "Le Pen": 1}),
        ("Hier, Aix-en-Provence. Demain, peut-être. « Incroyable », dit-il.", {"Aix-en-Provence": 1}),
        ("Le ministre de l'Intérieur et la Cour. En France, Santé Publique France.", {"Santé Publique France": 1}),
        ("Le député LREM Paul Verdier, la CCI Aveyron.", {"Paul Verdier": 1, "CCI Aveyron": 1}),
        ("Les dépenses de l'Assemblée sont votées.", {}),
        ("Le Premier ministre et le Conseil constitutionnel.", {"Premier ministre": 1, "Conseil constitutionnel": 1}),
        ("Invitée de France Info, Catherine Hill accuse.", {"France Info": 1, "Catherine Hill": 1}),
        ("Selon l'AFP, il a écrit à @EmmanuelMacron, https://Exemple.fr/Page.", {}),
    ],
)
def test_names(text: str, expected: dict[str, int]) -> None:
    found = {mention.text: mention.count for mention in names(article(text))}
    assert {name: found.get(name) for name in expected} == expected
    if not expected:
        assert not found
    assert not {"AFP", "Macron", "Intérieur", "Cour", "Hier", "Demain", "Incroyable", "Selon"} & set(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Durant trois jours, une dizaine d’entreprises.", ["dizaine d’entreprises", "trois jours"]),
        ("Du 15 au 21 mai, puis le 1er juin 2018.", ["15 au 21 mai", "1er juin 2018"]),
        ("Soit 1,5 milliard d'euros et 3,5 % du PIB.", ["1,5 milliard d'euros", "3,5 % du PIB"]),
        ("Il coûte 1 234,56 € ou 1 234,56 €, voire $3 millions.", ["1 234,56 €", "$3 millions"]),
        ("Il roule à 80 km/h avec 2.600 passagers.", ["80 km/h", "2.600 passagers"]),
        ("Les deux premiers voyages ont duré vingt-deux jours.", ["vingt-deux jours", "deux premiers voyages"]),
        ("Les deux ont lu le 49.3 contre 12, à 8 h 30, en 2017.", []),
        ("En 2019 d'autres, soit 100 millions de dollars de l'Arabie.", ["100 millions de dollars"]),
        ("Deux morts lundi. Deux morts mardi. Dix blessés.", ["Deux morts", "Dix blessés"]),
        ("Un quart des Français et 88% des personnes.", ["88% des personnes"]),
    ],
)
def test_figures(text: str, expected: list[str]) -> None:
    assert [mention.text for mention in figures(article(text))] == expected


def test_a_figure_told_twice_counts_twice() -> None:
    assert [(mention.text, mention.count) for mention in figures(article("Trois jours.", "Puis trois jours."))] == [
        ("Trois jours", 2)
    ]


def test_choosing_needs_nothing_heavy() -> None:
    heavy = "{'numpy', 'torch', 'ctranslate2', 'sentencepiece', 'sklearn'}"
    script = f"import sys, translate_summarize.summarization; print(sorted({heavy} & set(sys.modules)))"
    printed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "[]"
