"""Sentences of French: a table of what is hard, each with the split that a reader would make."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate_summarize.segmentation import estimate_subwords, segment, split_long, split_sentences
from translate_summarize.types import Block, Document

# "|" stands where a sentence ends; the white space around it is part of the text.
TABLE = [
    # titles
    "M. Dupont est arrivé à Paris. |Il est reparti.",
    "MM. Martin et Bernard ont rencontré Mme Le Pen. |La réunion a duré 2 h.",
    "Le Dr. Lefèvre et le Pr. Durand ont signé.",
    "Il vit à St. Gall. |Elle aussi.",
    "Nous avons vu Mme. Dupont, puis le dr. Martin. |Ils vont bien.",
    "Il mesure 1,80 m. |Sa sœur est plus grande.",
    "Dites-le-me. |Personne ne le sait.",
    # what abbreviations go on to, and where they end
    "Le décret n° 2020-293 du 23 mars est abrogé. |L'art. 4 reste en vigueur.",
    "Voir l'art. L. 121-1 du Code.",
    "C'est de l'art. |Il l'a dit.",
    "Ils nient le vol. |La police enquête.",
    "Les agrumes (p. ex. Citrus limon), c.-à-d. les citrons, cf. Durand, etc. sont acides.",
    "Il vend des pommes, des poires, etc. |Elle achète tout.",
    "p. 12 et pp. 13-14, éd. Dalloz, vol. II, chap. IV.",
    "Tél. 01 42 34 56 78. |Appelez-nous.",
    "Elle habite 12 bd. Voltaire. |La rue est calme.",
    "Une ville de 30 000 hab. |Elle est jumelée.",
    "Sous 12 p. 100. |Le taux monte.",
    "BOPI Inc. (« BOPI »), une filiale de Dupont, a signé.",
    # words that only look like abbreviations
    "Le vent souffle de l'est. |Il fait froid.",
    "Il regarde la mer. |Elle est calme.",
    "C'est la fin du jeu. |Tant pis.",
    "Le 3 janv. 2020, il est né. |Le mar. 12 mai aussi.",
    # initials and acronyms
    "Rome fut fondée en 753 av. J.-C. selon la légende.",
    "La ville fut prise en 52 av. J.-C. |Elle fut rebâtie.",
    "J.-P. Raffarin, Ch. de Gaulle et J. R. R. Tolkien. |Ils sont là.",
    "J. Le Goff et C. La Fontaine ont écrit.",
    "L'O.N.U. a voté.",
    "Il dirige une S.A.R.L. |Elle emploie dix personnes.",
    "Louis XIV. |Il régna. |Henri V. |Il attendit.",
    "Il a pris de la vitamine C. |Elle va mieux.",
    # quotes, inquits, nested quotes
    "« Je ne reviendrai pas. » |Il a tenu parole.",
    "« Je ne reviendrai pas. » |Il a tenu parole.",
    "« Où vas-tu ? » demanda-t-il.",
    "« Viens ! » |Paul accourut.",
    "Je vous le dis ! répéta-t-il. |Non.",
    "Il demande : « Pourquoi ? » et s'en va.",
    "Il a dit : « Elle m'a crié “Stop !” avant de partir. » |Puis il s'est tu.",
    'Il cria : "Sortez." |Puis il dormit.',
    '"Il dort." |"Elle veille."',
    "Il disait \"c'est fini\". |Personne ne l'a cru.",
    "« Mais il le faut, insistent-ils. |C'est notre devoir. » |Tous l'ont dit.",
    "Le PDG said: “We are confident.” |Puis il est parti.",
    # runs of stops and ellipses
    "Il hésita… |La nuit tombait.",
    "Il hésita... puis il partit.",
    "Qui l'eût cru ?!… |Personne.",
    "Bravo !!! |Il a gagné.",
    "Vraiment ?.. |Oui.",
    "Elle (Marie !) est venue [...] et repartie.",
    "Il est venu avec elle. |[...] Pendant ce temps, j'attendais.",
    # numbers, times
    "Le train de 8 h. 30 est en retard.",
    "À 18 h 30. |Le rideau tombe.",
    "Il y en a 20. |Le reste est perdu.",
    "Il coûte 2.700.000 F. |C'est 3.14 fois trop.",
    # dialogue, lists
    "— Tu viens ? |— Non, répondit-il.",
    "1. Le contexte de la loi… |2. Les mesures prises.",
    "Le programme est : |• un débat |• un vote",
    "Il a deux fils : Jean, né en 1926 ; Lucien Carillon (1928) ; Anita (1921).",
    "Il aide les jeunes ; |Les parents paieront moins.",
    # addresses
    "https://www.lemonde.fr/article.html?id=3. |Le site a fermé.",
    "Écrivez à jean.dupont@exemple.fr. |Réponse sous 48 h.",
    "Voir www.exemple.fr, node.js, Amazon.Com ou lisez-moi.txt.",
    "L'adresse http://exemple.fr/Index.Html?Page=Un.Deux est morte.",
    # glued by a CMS
    "Il est parti.|Elle est restée.",
    "Créée par Pininfarina.|Cette 250 MM est rare.",
    "Rendez-vous à 14h30.|Le maire sera là !|Venez.",
    'Il parle de "réforme".|Les syndicats refusent ?|"On verra", dit-il.',
    "Elle gagne 1.500 euros.|Lui 2.000.",
    "Il a volé la carte de Sami B.|Les deux hommes se connaissaient.",
    "Le détail est sur le site diplomatie.gouv.fr.|La capitale est calme.",
    "Le 24e R.I.Ma perd un bataillon.",
    "Vraiment ?|Il en doute.",
    "Il est parti.|A peine élu, il renonce.|À midi, il revient.",
    # headings run into the text
    "Vols en baisse |Les vols ont reculé de 3 %.",
    "LES SYNDICATS REFUSENT |Le gouvernement maintient sa réforme.",
    "UN APPARTEMENT À LILLE |Il aurait obtenu un prêt.",
    "L'avocat Pierre-Olivier Sur a parlé de Jack Ma avec Kim Jong Un.",
    "Le film Il faut sauver le soldat Ryan est long.",
    "Le journal Le Monde l'a dit à la Une de Notre-Dame, rapporte Le journal de Montreuil.",
    "Le 5 mai 1999 Le préfet est mis en examen.",
    # headings glued to it
    "Avis défavorable du gouvernement|Le rapporteur a émis un avis.",
    "Le recul du Sénat|L'amendement a été rejeté.",
    '"Une première avancée"|La Ville de Paris se félicite.',
    "« Une honte »|Interrogé, le maire se tait.",
    "Une crue plus haute qu'en 2013|Certaines voitures flottent.",
    'Une conseillère qui dérange|"Il faut lutter", a dit la députée.',
    '"Un revers"|"Il faut lutter", a dit la députée.',
    'Le ministre a dit"Il faut lutter".',
    "Le point de vue du CHU DE BREST|Pour la direction, tout va bien.",
    "Grève à la SNCF|Les syndicats en veulent plus|Sans attendre, ils se réunissent.",
    "Un musée à son nom|Durant toute sa vie, il a dessiné.",
    "Les tarifs jugés trop chers|Reconnaissant son erreur, il a reculé.",
    "Sur LinkedIn, PayPal ou YouTube, CanalPlus a signé avec BlaBlaCar et McDonald.",
    'Il a dit "C\'est fini" et "Elle est partie", puis "- "La suite".',
    "Le #jesuisCharlie est né, javaScript aussi, estime Andrew deLaski.",
    # a word, a sign
    "Pomme",
    "Oui.",
    "—",
    "* * *",
    "[…]",
    "12",
    "§ 4",
    "7. QUELS COOKIES ET QUELS TRACEURS ?",
    "❤️ Merci à tous 😊 !",
    "Ah ! |Ah ! |Ah !",
    # noisy
    "Le sang coule. |il empêche de voir.",
    "Tout est calme. |à ce jour, rien.",
]


@pytest.mark.parametrize("row", TABLE)
def test_table(row: str) -> None:
    text = row.replace("|", "")
    assert [text[start:end] for start, end in split_sentences(text)] == [part.strip() for part in row.split("|")]


@pytest.mark.parametrize(
    "row", [row for row in TABLE if " " in row and ("«" in row or " ?" in row or " !" in row or " h" in row)]
)
def test_no_break_spaces_split_alike(row: str) -> None:
    row = re.sub(r" (?=[»?!;:])|(?<=«) |(?<=\d) (?=h)", "\u202f", row)
    text = row.replace("|", "")
    assert [text[start:end] for start, end in split_sentences(text)] == [part.strip() for part in row.split("|")]


def test_segments_of_a_document() -> None:
    blocks = (
        Block("Un titre. En deux points", "heading", 1),
        Block("  Il part. Elle reste. "),
        Block("   "),
        Block("a = 1.\nB = 2.", "code"),
        Block("Un. Deux.", "list_item", 1),
    )
    segments = segment(Document(blocks, "essai"))
    assert [(s.index, s.block, s.kind, s.text) for s in segments] == [
        (0, 0, "heading", "Un titre. En deux points"),
        (1, 1, "paragraph", "Il part."),
        (2, 1, "paragraph", "Elle reste."),
        (3, 3, "code", "a = 1.\nB = 2."),
        (4, 4, "list_item", "Un."),
        (5, 4, "list_item", "Deux."),
    ]


FRENCH_PIECES = st.sampled_from(
    """Il elle M. art. J.-C. etc. dort Paris . ... … ? ! « » " ; : , — - • ( ) [...] 1. 20 XIV é À""".split()  # noqa: SIM905, RUF005  # reads best as a line
    + [" ", " ", " ", "\u00a0", "\u202f", "\n", "\t"]
)
TEXTS = st.one_of(st.text(), st.lists(FRENCH_PIECES, max_size=40).map("".join))


def check_spans(text: str, spans: tuple[tuple[int, int], ...]) -> None:
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    assert edges == sorted(edges)
    gaps = [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    assert all(not gap.strip() for gap in gaps)
    pieces = [text[start:end] for start, end in spans]
    rebuilt = gaps[0] + "".join(piece + gap for piece, gap in zip(pieces, gaps[1:], strict=True))
    assert rebuilt == text


@given(TEXTS)
def test_sentences_are_exact(text: str) -> None:
    check_spans(text, split_sentences(text))


@given(st.lists(st.tuples(TEXTS, st.sampled_from(["heading", "paragraph", "list_item", "quote", "code"]))))
def test_segments_are_exact(drawn: list[tuple[str, str]]) -> None:
    blocks = tuple(Block(text, kind) for text, kind in drawn)
    segments = segment(Document(blocks, "essai"))
    assert [s.index for s in segments] == list(range(len(segments)))
    for number, block in enumerate(blocks):
        own = [s for s in segments if s.block == number]
        assert all(s.text == block.text[s.start : s.end] and s.kind == block.kind for s in own)
        check_spans(block.text, tuple((s.start, s.end) for s in own))


@given(TEXTS, st.integers(5, 100))
def test_pieces_are_exact_and_short(text: str, limit: int) -> None:
    spans = split_long(text, limit=limit)
    check_spans(text, spans)
    assert all(estimate_subwords(text[start:end]) <= limit for start, end in spans)


OBITUARY = (
    "La famille, réunie autour de sa mère, Mme Jeanne Martin, née Dubois, a la douleur de vous faire part du décès de "
    "M. Paul Martin, ancien directeur des postes, chevalier de la Légion d'honneur, survenu à Lyon dans sa "
    "quatre-vingt-deuxième année ; la cérémonie religieuse, à laquelle vous êtes tous conviés, sera célébrée le jeudi "
    "12 mars à 14 h 30 en l'église Saint-Pierre, où il fut baptisé ; elle sera suivie de l'inhumation au cimetière de "
    "la Croix-Rousse, dans la plus stricte intimité ; ni fleurs ni couronnes, mais des dons à la recherche, qui "
    "peuvent être remis à la sortie de l'église ; cet avis tient lieu de faire-part et de remerciements ; que ceux "
    "qui l'ont connu, aimé ou seulement croisé trouvent ici l'expression de notre gratitude, et que ceux qui ne "
    "pourront se joindre à nous aient, ce jour-là, une pensée pour lui."
)


def test_estimate_is_near_the_embedded_vocabulary() -> None:
    """Under by a tenth at most in sum: a piece that is called short must be short."""
    from sentencepiece import SentencePieceProcessor

    from translate_summarize.engines.tokenization import normalize

    root = Path(__file__).parents[1]
    processor = SentencePieceProcessor(str(root / "models" / "fr-en" / "source.spm"))
    article = next((root / "seeds").glob("000_*.txt")).read_text(encoding="utf-8")
    texts = [*article.split("\n"), OBITUARY]
    real = [len(processor.encode(normalize(text))) for text in texts]
    estimated = [estimate_subwords(text) for text in texts]
    assert 0.9 < sum(estimated) / sum(real) < 1.4
    assert all(0.7 < guess / count < 1.7 for guess, count in zip(estimated, real, strict=True))


def test_long_sentence_is_cut_at_its_clauses() -> None:
    assert len(split_sentences(OBITUARY)) == 1
    pieces = [OBITUARY[start:end] for start, end in split_long(OBITUARY, limit=100)]
    assert " ".join(pieces) == OBITUARY
    assert len(pieces) > 2
    assert all(piece.endswith((";", ",", ".")) for piece in pieces)
    sizes = [estimate_subwords(piece) for piece in pieces]
    assert max(sizes) <= 100 < 4 * min(sizes)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Le maire promet une école neuve ; le préfet promet une route", "école neuve ;"),
        ("Le maire promet une école neuve, et le préfet promet une route", "école neuve,"),
        ("Le maire promet aux habitants une école neuve — le préfet promet une route", "école neuve"),
        ("Le maire, élu hier, promet une école neuve, qui ouvrira bientôt ses portes", "école neuve,"),
        ("Le maire promet une école toute neuve dans le quartier de la gare du nord", "toute neuve"),
    ],
)
def test_best_boundary_wins(text: str, cut: str) -> None:
    pieces = [text[start:end] for start, end in split_long(text, limit=estimate_subwords(text) * 3 // 4)]
    assert len(pieces) == 2
    assert pieces[0].endswith(cut)


@pytest.mark.parametrize(("text", "most"), [("mot " * 500, 8), ("x" * 600, 8), ("La mer est belle. ", 1), (" \n", 0)])
def test_texts_without_clauses(text: str, most: int) -> None:
    spans = split_long(text, limit=100)
    check_spans(text, spans)
    assert min(most, 2) <= len(spans) <= most
    assert all(estimate_subwords(text[start:end]) <= 100 for start, end in spans)


def test_hostile_texts_come_to_an_end() -> None:
    """200 kB of anything: rules that look back from each sign would take longer than all the other tests."""
    for unit in ("Il part. ", '. " A', "!", "« ", "a.Le ", "; Le ", "mot ", " ", "…", "A. ", "(!) ", "- A ", "X" * 50):
        text = unit * (200_000 // len(unit))
        check_spans(text, split_sentences(text))


def test_spans_do_not_drift() -> None:
    text = "  Il part.  Elle reste.\n"
    assert split_sentences(text) == ((2, 10), (12, 23))
    assert all(a[1] <= b[0] for a, b in pairwise(split_sentences(OBITUARY * 3)))
