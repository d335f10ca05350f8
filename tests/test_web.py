"""News pages: the article is found, and what stands around it is left out."""

from __future__ import annotations

import pytest

from translate_summarize import read
from translate_summarize.errors import DocumentError
from translate_summarize.furniture import is_byline, is_link
from translate_summarize.readers import markup
from translate_summarize.types import Document

PARAGRAPHS = (
    (
        "Le vieux pont suspendu de Port-Lannec a rouvert lundi matin après trois ans de travaux, devant une foule venue de "
        "toute la presqu'île, des élus et des pêcheurs qui l'attendaient depuis longtemps."
    ),
    (
        "Les ouvriers ont remplacé les deux câbles porteurs, refait le tablier et repeint les pylônes. Le chantier a coûté "
        "douze millions d'euros, soit deux de plus que prévu, selon le conseil départemental qui l'a payé."
    ),
    (
        "« Nous avions perdu la moitié de nos clients », raconte Yvonne Le Bihan, qui tient le café du quai. Elle espère "
        "que les touristes reviendront dès cet été, et que les bus scolaires reprendront leur ancien trajet."
    ),
    (
        "Une association demande pourtant que les camions n'y passent plus. Le préfet doit trancher avant le mois de mai, "
        "après une étude sur le poids que les nouveaux câbles peuvent porter sans danger."
    ),
)
STANDFIRST = (
    "Trois ans de travaux, douze millions d'euros : l'ouvrage qui relie la presqu'île au bourg est de nouveau ouvert."
)
PAGE = f"""<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>Le pont de Port-Lannec rouvre - Le Courrier de l'Ouest breton</title>
<meta property="og:title" content="Le pont de Port-Lannec rouvre">
<meta property="og:site_name" content="Le Courrier de l'Ouest breton">
<meta name="author" content="Anne Kerval"><meta property="article:published_time" content="2024-03-11T09:30:00+01:00">
</head><body>
<div id="cookie-banner"><p>Nous utilisons des cookies pour mesurer l'audience de notre site.</p><button>Tout accepter</button></div>
<nav><ul><li><a href="/">Accueil</a></li><li><a href="/sport">Sport</a></li><li><a href="/meteo">Météo</a></li></ul></nav>
<main><article>
<h1>Le pont de Port-Lannec rouvre</h1>
<p class="byline">Par Anne Kerval, publié le lundi 11 mars 2024 à 9h30</p>
<p><strong>{STANDFIRST}</strong></p>
<figure><img src="https://exemple.fr/pont.jpg" alt=""><figcaption>Le pont, lundi matin. © Paul Roux / Exemple</figcaption></figure>
<p>{PARAGRAPHS[0]}</p>
<p>Lire aussi : <a href="/ports">Dans les ports du Finistère, un hiver sans bateaux</a></p>
<p>{PARAGRAPHS[1]}<br><br><b>Un café à moitié vide</b><br><br>{PARAGRAPHS[2]}</p>
<p>À lire également</p><p><a href="/bus">Les bus de la presqu'île changent de couleur</a></p>
<p>{PARAGRAPHS[3]}</p>
</article>
<aside class="related"><h2>Sur le même sujet</h2><ul><li><a href="/a">Un autre pont ferme à Brest</a></li>
<li><a href="/b">Le viaduc en vingt photos</a></li></ul></aside></main>
<footer><p>Tous droits réservés. Abonnez-vous à notre newsletter.</p></footer>
<script>document.write("<p>jamais</p>")</script></body></html>"""


def page(text: str = PAGE) -> Document:
    return read(text.encode(), suffix=".html")


def test_a_news_page_gives_its_article_alone() -> None:
    document = page()
    assert [(block.kind, block.level, block.text) for block in document.blocks] == [
        ("heading", 1, "Le pont de Port-Lannec rouvre"),
        ("standfirst", 0, STANDFIRST),
        ("paragraph", 0, PARAGRAPHS[0]),
        ("paragraph", 0, PARAGRAPHS[1]),
        ("heading", 2, "Un café à moitié vide"),
        ("paragraph", 0, PARAGRAPHS[2]),
        ("paragraph", 0, PARAGRAPHS[3]),
    ]
    assert document.title == "Le pont de Port-Lannec rouvre"
    assert (document.author, document.date, document.standfirst) == ("Anne Kerval", "2024-03-11", STANDFIRST)


def test_a_date_is_said_and_never_guessed() -> None:
    undated = PAGE.replace('<meta property="article:published_time" content="2024-03-11T09:30:00+01:00">', "")
    undated = undated.replace(", publié le lundi 11 mars 2024 à 9h30", "").replace(
        PARAGRAPHS[3], f"{PARAGRAPHS[3]} En 2021, non."
    )
    assert page(undated).date is None


def test_a_standfirst_outside_the_text_is_read() -> None:
    moved = PAGE.replace(f"<p><strong>{STANDFIRST}</strong></p>", "").replace(
        "<main>", f'<main><header><div class="article-chapo">{STANDFIRST}</div></header>'
    )
    document = page(moved)
    assert document.standfirst == STANDFIRST
    assert document.blocks[1].text == STANDFIRST
    assert document.blocks[1].kind == "standfirst"


FOOT = """<p>(Avec AFP)</p><p>Anne Kerval</p>
<div class="author-bio"><h3>Anne Kerval</h3><p>Anne Kerval est journaliste au Courrier depuis 2010.</p></div>
<ul class="tags"><li><a href="/t1">Ponts</a></li><li><a href="/t2">Bretagne</a></li></ul>
<p>Vous avez aimé cet article ? Abonnez-vous à partir de 1 € par mois.</p><p>Cet article est réservé aux abonnés.</p>
</article><section id="comments" class="comments"><h2>2 commentaires</h2>
<p>Jean : enfin, il était temps que ce pont rouvre, merci aux ouvriers !</p>
<p>Lucie : et les vélos alors, personne n'y pense jamais dans cette ville ?</p></section>"""
WITHIN = f"""<div class="share"><p>Partager sur Facebook</p><p>Copier le lien</p></div><p>{PARAGRAPHS[0]}</p>
<div class="newsletter"><h3>Recevez notre newsletter</h3><p>Chaque matin, l'essentiel de l'actualité.</p></div>
<p><img src="a.jpg"></p><p class="legende">Yvonne Le Bihan devant son café. (Photo Paul Roux)</p>
<p><strong>À lire aussi :</strong> <a href="/b">Les bus changent de couleur</a></p>
<div class="plus"><p>Lire aussi</p><ul><li><a href="/c">Un viaduc en vingt photos</a></li></ul></div><h2>Au café</h2>"""


def test_what_sites_put_into_and_below_an_article_is_left_out() -> None:
    crowded = PAGE.replace(f"<p>{PARAGRAPHS[0]}</p>", WITHIN).replace("</article>", FOOT)
    assert [block.text for block in page(crowded).blocks] == [
        "Le pont de Port-Lannec rouvre",
        STANDFIRST,
        PARAGRAPHS[0],
        "Au café",
        PARAGRAPHS[1],
        "Un café à moitié vide",
        *PARAGRAPHS[2:],
    ]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (f'<meta itemprop="headline" content="{STANDFIRST[:60]}...">', True),
        (f'<meta name="description" content="{STANDFIRST}">', True),
        (f'<meta name="description" content="{STANDFIRST[:60]}...">', False),  # as made from any first paragraph
        ('<meta itemprop="headline" content="Le pont de Port-Lannec rouvre">', False),
    ],
)
def test_a_standfirst_is_known_by_what_the_page_announces(said: str, found: bool) -> None:  # noqa: FBT001
    plain = PAGE.replace(f"<strong>{STANDFIRST}</strong>", STANDFIRST).replace("<meta name", f"{said}<meta name", 1)
    assert page(plain).standfirst == (STANDFIRST if found else None)
    assert page(plain).blocks[1].text == STANDFIRST


def test_a_page_that_is_a_document_is_read_whole() -> None:
    document = page(
        "<html><head><title>Export</title></head><body><h1>Bail</h1><p>Oui.</p><ul><li>Un<ul><li>Deux</li></ul></li>"
        "</ul><blockquote>Trois</blockquote><table><tr><td>A</td><td>B c</td></tr></table><pre>x = 1\ny</pre></body></html>"
    )
    assert [(block.kind, block.level, block.text) for block in document.blocks] == [
        ("heading", 1, "Bail"),
        ("paragraph", 0, "Oui."),
        ("list_item", 1, "Un"),
        ("list_item", 2, "Deux"),
        ("quote", 1, "Trois"),
        ("paragraph", 0, "A"),
        ("paragraph", 0, "B c"),
        ("code", 0, "x = 1\ny"),
    ]
    assert document.title == "Bail"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ('<meta charset="iso-8859-15"><p>Le cœur coûte 5 €.</p>'.encode("iso-8859-15"), "iso-8859-15"),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=latin1"><p>Le cœur coûte 5 €.</p>'.encode(
                "cp1252"
            ),
            "cp1252",
        ),
        ('<meta charset="iso-8859-1"><p>Le cœur coûte 5 €.</p>'.encode(), "utf-8"),  # the page is wrong about itself
        ("<p>Le cœur coûte 5 €.</p>".encode("cp1252"), "cp1252"),
        ('<meta charset="klingon"><p>Le cœur coûte 5 €.</p>'.encode("cp1252"), "cp1252"),
    ],
)
def test_encodings(data: bytes, encoding: str) -> None:
    document = read(data, suffix=".html")
    assert ([block.text for block in document.blocks], document.encoding) == (["Le cœur coûte 5 €."], encoding)


def test_what_a_browser_alone_needs_is_no_text() -> None:
    root = markup.tree_of(
        "<p>Un</p><script>deux</script><style>p{}</style><p hidden>trois</p><p style='display: none'>quatre</p>"
        "<select><option>cinq</select><p>Six&nbsp;!<!-- sept --></p>"
    )
    assert [block.text for block in markup.blocks_of(root)] == ["Un", "Six\u00a0!"]


def test_our_own_documents_are_refused() -> None:
    ours = '<!DOCTYPE html><html><head><meta name="generator" content="tsum"></head><body><p>Un.</p></body></html>'
    with pytest.raises(DocumentError, match="that tsum wrote"):
        page(ours)


@pytest.mark.parametrize(
    "text", ["<html></html>", "<!doctype html><html><body><script>1</script></body></html>", "<p> </p>"]
)
def test_a_page_without_text_says_so(text: str) -> None:
    with pytest.raises(DocumentError, match="has no text"):
        page(text)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Lire aussi : Le pont ferme", True),
        ("À lire également", True),
        ("► Filière générale", False),  # an arrow opens items of lists, too
        ("Lire vite fatigue, disent les élèves.", False),
    ],
)
def test_links_to_other_articles(line: str, expected: bool) -> None:  # noqa: FBT001
    assert is_link(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("20 Minutes avec AFP, publié le mardi 5 mai 2020 à 8h15", True),
        ("Le Courrier, mis à jour le 12/03/2024 à 18h30", True),
        ("Le rapport, publié le 12 mai, accuse la mairie.", False),
        ("123", False),
    ],
)
def test_bylines(line: str, expected: bool) -> None:  # noqa: FBT001
    assert is_byline(line) is expected
