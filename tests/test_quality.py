"""Each mark with examples that must fire and that must not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate_summarize.quality import check

FIRES = [
    ("empty", "Bonjour à tous.", "   "),
    ("loop", "QUELS COOKIES ET QUELS TRACEURS ?", "WHAT COOKIES THAT THAT THAT THAT TRACERS?"),
    ("loop", "Il est parti vite.", "He left, he left, he left, he left."),
    ("loop", "Le prix du blé a encore monté.", "The price of wheat, the price of wheat, the price of wheat rose."),
    ("loop", "Le diagnostic est tombé.", "The diagnosisisisis is out."),
    (
        "loop",
        "Les ventes de vêtements ont reculé.",
        "Sales of clothes fell in sales of clothes and the sales of clothes by sales of clothes.",
    ),
    ("loop", "Ah ! Ah ! Ah !", "Ah! Ah! Ah! Ah! Ah! Ah! Ah! Ah!"),
    ("loop", "#RéformeDesRetraites", "#RetraitesRetraitesRetraitesRetraites"),
    ("repeats", "Non, non et non.", "No, no, no and no."),
    ("repeats", "Il pleut, il pleut, il pleut depuis hier.", "He rains, he rains, since yesterday."),
    ("repeats", "Encore, encore et encore !", "Again!"),
    ("doubled", "Elle a demandé à son père son livre.", "She asked her father's father."),
    ("doubled", "Le maire de la ville est venu.", "The city of the city came."),
    ("untranslated", "Pomme", "Pomme"),
    ("made-up", "Ils ont bâti des châteaux.", "They have built cashs."),
    (
        "untold",
        (
            "Le maire a présenté son budget, mais les habitants du quartier craignent que la fermeture de l'école oblige les "
            "enfants à prendre le train chaque matin."
        ),
        "The mayor has presented his budget and, as he does so often, he has said that nothing of it is certain.",
    ),
    ("name", "Nicolas Petit a témoigné.", "Nicolas small testified."),
    ("name", "Hier, Marie Blanc a témoigné.", "Yesterday Marie White testified."),
    ("name", "Le juge Evangelos Kalousis a témoigné.", "The judge Dorothy Kalousis testified."),
    ("name", "Les émissions de Jon Steward durent.", "The shows of Karen Steward last."),
    ("negation", "Je crains qu'il ne vienne.", "I am afraid that he does not come."),
    ("truncated", "Le maire a fermé le pont mardi.", "The mayor has closed the"),
    ("garbled", "❤️ Merci à tous 😊 !", "\ufffd\ufffdThanks to all!"),
    ("untranslated", "Le chat dort sur le canapé.", "Le chat dort sur le canapé."),
    ("untranslated", "Le chat dort sur le canapé.", "le chat dort sur le canapé"),
    ("doubled", "Il vend des livres.", "He sells sells books."),
    ("altered", "Voir https://exemple.fr/où-aller?x=1&y=2#été.", "See https://example.fr/where?x=1&y=2#summer."),
    ("altered", "Écrivez à jean@exemple.fr.", "Write to John@example.com."),
    ("altered", "Le site www.exemple.fr est fermé.", "The website is closed."),
    ("number", "Le total est de 1\u202f234,56 €.", "The total is €1,243.56."),
    ("number", "Une hausse de 3,5 % en 2023.", "An increase of 35% in 2023."),
    ("number", "Il a vendu 27 maisons.", "He sold twenty houses."),
    ("negation", "La loi n’a pas été adoptée.", "The law was adopted."),
    ("negation", "Personne n'est venu.", "Everybody came."),
    ("negation", "Il n'a jamais avoué.", "He always confessed."),
    ("negation", "La loi a été adoptée.", "The law was not adopted."),
    ("negation", "Il vit à Paris.", "He doesn't live in Paris."),
    ("negation", "Il n'a pas signé, mais il est venu.", "He signed, but he came."),
    ("negation", "Le texte n'est pas encore voté.", "The bill is yet passed."),
    ("negation", "L'enquête internationale coûte plus cher.", "The international inquiry does not cost more."),
    ("negation", "Le ministre importe des meubles indiens.", "The minister does not import Indian furniture."),
    ("hearsay", "L'opposition aurait refusé.", "The opposition refused."),
    ("hearsay", "Le suspect serait en fuite.", "The suspect is on the run."),
    ("hearsay", "Trois personnes auraient été blessées.", "Three people were injured."),
    ("capitals", "MARINE LE PEN A ÉTÉ CONDAMNÉE", "Marine Le Pen was convicted"),
    ("short", "Le ministre a dit hier soir que la loi serait votée avant l’été prochain.", "The minister spoke."),
    (
        "long",
        "Il est parti.",
        "He has left and gone away to the other side of the town where people were waiting for him to come.",
    ),
]

QUIET = [
    ("Ah ! Ah ! Ah !", "Ah! Ah! Ah!"),
    ("Non, non et non.", "No, no and no."),
    ("Non, non, non et non.", "No, no, no and no."),
    ("Il pleut, il pleut, il pleut depuis hier.", "It rains, it rains, it has rained since yesterday."),
    ("Très, très, très bien !", "Very, very, very good!"),
    ("Encore et encore", "Over and over again"),
    ("Le roi des rois est venu.", "The king of kings came."),
    ("Le père de son père est venu.", "His father's father came."),
    ("Hier, la Bourse Vauban a fermé.", "Yesterday, the Vauban Exchange closed."),
    ("Hier, Vladimir Jirinovski a parlé.", "Yesterday, Vladimir Zhirinovsky spoke."),
    ("Le pont est fermé.", "The bridge is closed"),
    ("Ce dont il a besoin", "What he is in need of"),
    ("N'oubliez pas de voter.", "Make sure to vote."),
    ("Le texte n'est pas encore voté.", "The bill has yet to be passed."),
    ("Ce n'était pas un accident.", "It was anything but an accident."),
    ("Cela n'en est pas moins vrai.", "That is true all the same."),
    ("Les choses prennent une mauvaise tournure.", "Things are not going well."),
    ("La tentative s'est soldée par un échec.", "The attempt was not successful."),
    ("Le témoin est inconnu.", "The witness is not known."),
    ("Rien ne l'empêche de partir.", "He is free to go."),
    ("Ne suis-je pas trop vieux ?", "Am I too old?"),
    ("Elle n'est qu'un peu plus grande.", "She is just a bit bigger."),
    ("C'est égal si vous partez.", "It makes no difference whether you leave."),
    ("Je ne crois pas qu'un homme ait pensé à cela.", "I don't think a man had thought of that."),
    ("« Nous irons jusqu'au bout », a dit le maire.", "\"We shall go all the way,' the mayor said."),
    ("Il a lu « la vie est un long fleuve » hier.", "Yesterday he read la vie est un long fleuve."),
    ("IBM travaille selon les préceptes de son fondateur.", "IBM follows its founder's precepts."),
    ("La BASD a refusé hier.", "Yesterday the ADB refused."),
    ("Au XXe siècle, on y vivait mal.", "In the XXth century, life there was bad."),
    ("Voir l'ouvrage (mai 2011, 352 pages).", "See the book (mai 2011, 352 pages)."),
    ("Les juifs de Prague et les Moraves", "The Jews of Prague and the Moravians"),
    ("Il avait eu tort.", "He had had enough of it."),
    ("Très, très bien.", "Very, very good."),
    ("Le Mississippi est en crue.", "The Mississippi is in flood."),
    ("Marie Blanc, Jean Boucher, Nicolas Petit", "Marie Blanc, Jean Boucher, Nicolas Petit"),
    ("Google", "Google"),
    ("La SNCF et l'ONU", "The SNCF and the UN"),
    ("SNCF", "SNCF"),
    ("La loi n’a pas été adoptée.", "The law was rejected."),
    ("La loi n’a pas été adoptée.", "The bill has not passed."),
    ("Il n'a que deux enfants.", "He has two children only."),
    ("Il n'a pas que deux enfants.", "He has more than two children."),
    ("Je crains qu'il ne vienne.", "I fear that he will come."),
    ("Il faut agir avant qu'il ne soit trop tard.", "We must act before it is too late."),
    ("Elle est partie sans que personne ne la voie.", "She left without being seen."),
    ("Il refuse de parler.", "He will not speak."),
    ("Le décret n° 12 est publié.", "Decree no. 12 is published."),
    ("Une fois de plus, la rivière monte.", "Once more, the river rises."),
    ("L'opposition aurait refusé.", "The opposition has reportedly refused."),
    ("L'opposition aurait refusé.", "The opposition would have refused."),
    ("S'il avait plu, le match aurait été annulé.", "Had it rained, the match was off."),
    ("Selon la police, le suspect serait en fuite.", "According to the police, the suspect is on the run."),
    ("Elle a dit qu'elle serait là.", "She said she'd be there."),
    ("Que serait Paris avec un autre maire ?", "What is Paris with another mayor?"),
    ("Ha, hahahaha !", "Ha, hahahaha!"),
    ("Le total est de 1 234,56 €.", "The total is €1,234.56."),
    ("Le total est de 1\u00a0234,56 €, ou 9\u2009000 francs.", "The total is 1234.56 euros, or 9,000 francs."),
    ("Une hausse de 3,5 %.", "A rise of 3,5%."),
    ("Le train de 18h30, le 12/03/2024, à 14 heures", "The 6:30 p.m. train, on 12 March, at 2 p.m."),
    ("Il a 27 chats et 3 chiens, dont 1 noir.", "He has twenty-seven cats and three dogs, one of them black."),
    ("Près de 500 000 euros, soit 50 % du prix", "Nearly half a million euros, half the price"),
    ("Dans les années 80, 12 000 élèves", "In the 1980s, 12 thousand pupils"),
    (
        "La Turquie est entourée par des mers : la mer Égée à l'ouest, la mer Noire au nord et la mer Méditerranée au sud.",
        "Turkey is encircled by seas: the Aegean Sea to the west, the Black Sea to the north and the Mediterranean Sea to the south.",
    ),
    ("Écrivez à jean@exemple.fr (ou à www.exemple.fr).", "Write to jean@exemple.fr (or www.exemple.fr)."),
    ("Le ratio est de 3,5.", "The ratio is 3.5."),
    ("Oui.", "Yes, of course."),
    ("… … …", "... ... ..."),
    ("5 5 5 5 sur le tableau", "5 5 5 5 on the board"),
    (
        "Le maire de la ville, le préfet de la région et le président de la chambre sont venus.",
        "The mayor of the town, the prefect of the region and the president of the chamber came.",
    ),
]


@pytest.mark.parametrize(("code", "source", "target"), FIRES)
def test_fires(code: str, source: str, target: str) -> None:
    assert code in [mark.code for mark in check(source, target)]


@pytest.mark.parametrize(("source", "target"), QUIET)
def test_stays_quiet(source: str, target: str) -> None:
    assert check(source, target) == ()


def test_truncation_is_the_engines_word() -> None:
    assert [m.code for m in check("Il est parti hier.", "He left yes", truncated=True)] == ["truncated"]


def test_doubt_is_the_engines_word() -> None:
    assert [m.code for m in check("Il est parti hier.", "He left yesterday.", doubtful=True)] == ["unsure"]


def test_every_mark_speaks_to_a_reader_without_french() -> None:
    for code, source, target in FIRES:
        mark = next(m for m in check(source, target) if m.code == code)
        assert mark.message.endswith(".")
        assert mark.severity in {"note", "doubt", "error"}


ADDRESSES = st.sampled_from(
    ["https://exemple.fr/où-aller?x=1&y=2#été", "www.exemple.fr", "jean.dupont@exemple.fr", "http://a.fr/b_(c)"]
)


@given(st.lists(ADDRESSES, max_size=3), st.lists(ADDRESSES, max_size=3), st.text(max_size=40))
def test_an_address_stands_in_the_target_or_the_segment_says_so(asked, given_back, rest) -> None:
    source = " ; ".join(["Voir", *asked, "."])
    target = rest + " ; ".join(["See", *given_back, "."])
    marks = {mark.code for mark in check(source, target)}
    assert all(address in target for address in asked) or "altered" in marks


def test_a_timetable_takes_no_cube_of_its_length() -> None:
    """Found by fuzzing: two seconds for a hundred times of day, sixteen for two hundred."""
    times = " ; ".join(f"{hour}h{minute:02}" for hour in range(24) for minute in range(10, 60))
    assert "time" in {mark.code for mark in check(f"Départs : {times}.", times.replace("h", ":").replace("23:", "3:"))}
