"""Near-identical articles are found, whoever runs it and however many there are; merely related ones are not."""

from __future__ import annotations

import os
import random
import struct
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entries import sketch_of
from translate_summarize import stories

# One wire story, as three papers might print it.
WIRE = """Le port de Granville fermé après la découverte d'une bombe de 1944

Par Claire Morvan, à Granville.

Le port de Granville (Manche) a été fermé mardi matin après la découverte, par un chalutier, d'une bombe de la Seconde
Guerre mondiale, a annoncé la préfecture maritime. L'engin, d'un poids de deux cent cinquante kilos, avait été remonté
dans les filets du « Petit Mousse » vers six heures, à trois milles de la côte.

Les quelque huit cents habitants du quartier de la Haute-Ville ont été priés de quitter leur domicile jusqu'au soir. Un
gymnase leur a été ouvert et les deux écoles sont restées closes. « Personne n'a paniqué, les gens sont descendus avec
leur café à la main », raconte le maire, qui salue le sang-froid de l'équipage.

Les plongeurs-démineurs, venus de Cherbourg, devaient remorquer la bombe au large avant de la faire exploser par vingt
mètres de fond. L'opération a été retardée de deux heures par une forte houle. La pêche à pied est interdite jusqu'à
jeudi entre Granville et Carolles.

Une dizaine d'engins de ce genre sont retrouvés chaque année au large du Cotentin. Le dernier, en mars, avait été
neutralisé sans dommage devant Barfleur, où la circulation maritime avait été coupée pendant une demi-journée.
"""
BYLINE = WIRE.replace("Par Claire Morvan, à Granville.", "(Avec agences)").replace("« ", '"').replace(" »", '"')
CUT = WIRE[: WIRE.index("Une dizaine d'engins")]
ADDED = WIRE + "\nLe ministre de la Mer est attendu sur place mercredi pour remercier les équipes engagées.\n"

# The same subject, the same day, in other words; and the same paper's next story about it.
OTHER = """Granville évacuée : une bombe remontée par un chalutier

Réveil brutal, mardi, pour les habitants de la Haute-Ville de Granville. Une bombe de deux cent cinquante kilos, datant
de la Seconde Guerre mondiale, a été prise dans les filets d'un bateau de pêche au petit matin. La préfecture maritime a
fait évacuer le quartier et interdit l'accès au port.

À bord, le patron n'en revient toujours pas : il a d'abord cru à une pierre, puis a reconnu l'ailette de l'engin. Il a
aussitôt appelé les secours par radio, sans toucher à sa prise. Les démineurs de la Marine ont fait le voyage depuis
Cherbourg pour s'en occuper ; la houle a compliqué leur travail et il a fallu attendre le milieu de l'après-midi.

Dans le gymnase où l'on avait installé des lits de camp, on jouait aux cartes. Les commerçants, eux, comptent leurs
pertes : une journée de marché envolée, en pleine saison des coquilles. La mairie promet d'examiner chaque demande.
"""
SEQUEL = """Granville : la bombe a explosé au large, le port rouvre

La bombe de la Seconde Guerre mondiale trouvée mardi par un chalutier devant Granville (Manche) a été détruite mercredi
à l'aube, a annoncé la préfecture maritime. L'explosion, entendue jusqu'à Avranches, n'a fait ni blessé ni dégât.

Les habitants de la Haute-Ville avaient pu rentrer chez eux dans la nuit. Les bateaux de pêche sont ressortis dès huit
heures, et les vedettes pour Chausey reprennent leur service à midi. La pêche à pied reste interdite jusqu'à jeudi.

Le patron du « Petit Mousse » réclame désormais une carte à jour des zones dangereuses : c'est, dit-il, la troisième
fois en dix ans que son filet ramène autre chose que du poisson.
"""


def agreeing_places(left: bytes, right: bytes) -> int:
    pairs = zip(struct.iter_unpack("<I", left), struct.iter_unpack("<I", right), strict=True)
    return sum(a == b for a, b in pairs)


def test_versions_of_one_story_are_one_group() -> None:
    texts = [OTHER, WIRE, SEQUEL, BYLINE, CUT, ADDED]
    assert stories.groups([stories.sketch(text) for text in texts]) == ((0,), (1, 3, 4, 5), (2,))


@pytest.mark.parametrize(
    "same",
    [
        WIRE.upper(),
        unicodedata.normalize("NFD", WIRE),
        WIRE.replace("'", "’"),
        WIRE.replace(" »", "\u00a0»").replace("\n", "\n\n"),
        " ".join(WIRE.split()),
    ],
    ids=["capitals", "decomposed", "apostrophes", "no-break spaces", "one line"],
)
def test_spelling_of_the_same_words_does_not_count(same: str) -> None:
    assert stories.sketch(same) == stories.sketch(WIRE)


def test_sketch_is_the_same_in_every_process() -> None:
    code = f"from translate_summarize.stories import sketch; print(sketch({WIRE!r}))"
    for seed in ("0", "1"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        )
        assert done.stdout.strip() == str(stories.sketch(WIRE))


def test_sketch_is_the_same_for_ever() -> None:
    """Sketches are kept between runs: a change of the numbers must be meant."""
    found = stories.sketch("Le pont de l’île rouvre lundi.")
    assert found[:16] == sketch_of((423583806, 611348197, 503597884, 1411501210))


@pytest.mark.parametrize(("text", "size"), [("", 0), ("… — !", 0), ("Oui", 64), ("Oui, non", 64), ("a\ud800b", 64)])
def test_short_and_odd_texts(text: str, size: int) -> None:
    assert len(stories.sketch(text)) == 4 * size


def test_texts_without_a_word_are_not_one_story() -> None:
    assert stories.groups([b"", stories.sketch("Oui"), b"", stories.sketch("oui !")]) == ((0,), (1, 3), (2,))
    assert stories.groups([]) == ()


@pytest.mark.parametrize(("agreeing", "stories_told"), [(64, 1), (39, 1), (38, 2), (3, 2), (0, 2)])
def test_six_places_in_ten_make_one_story(agreeing: int, stories_told: int) -> None:
    first = range(64)
    second = (*first[:agreeing], *range(1000, 1064 - agreeing))
    assert len(stories.groups([sketch_of(first), sketch_of(second)])) == stories_told


def test_likeness_is_to_the_first_of_a_group_and_does_not_creep() -> None:
    """A story rewritten a third at a time: the third version is near the second, and far from the first."""
    numbers = [range(64), (*range(1000, 1021), *range(21, 64)), (*range(1000, 1042), *range(42, 64))]
    versions = [sketch_of(version) for version in numbers]
    assert stories.groups(versions[:2]) == stories.groups(versions[1:]) == ((0, 1),)
    assert stories.groups(versions) == ((0, 1), (2,))


def test_estimate_is_near_the_share_of_common_runs() -> None:
    """Two texts of 600 random words that share a run: the sketches agree as often as the sets of shingles overlap."""
    draw = random.Random(5)  # data, no secret
    word = [f"mot{number}" for number in range(5000)]
    for common in (150, 300, 450, 550):
        shared = draw.choices(word, k=common)
        left, right = (shared + draw.choices(word, k=600 - common) for _ in range(2))
        sets = [set(zip(words, words[1:], words[2:], strict=False)) for words in (left, right)]
        true = len(sets[0] & sets[1]) / len(sets[0] | sets[1])
        a, b = (stories.sketch(" ".join(words)) for words in (left, right))
        estimate = agreeing_places(a, b) / stories.SIZE
        assert estimate == pytest.approx(true, abs=0.19), "three standard errors"


def test_long_text_is_sketched_in_slices_as_if_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = stories.sketch(WIRE)
    monkeypatch.setattr(stories, "_SLICE", 7)
    assert stories.sketch(WIRE) == whole


_numbers = st.integers(0, 3)
_sketches = st.lists(st.one_of(st.just(b""), st.lists(_numbers, min_size=64, max_size=64).map(sketch_of)), max_size=12)


@given(_sketches)
def test_groups_hold_each_position_once_under_one_like_it(sketches: list[bytes]) -> None:
    found = stories.groups(sketches)
    assert sorted(position for members in found for position in members) == list(range(len(sketches)))
    assert [members[0] for members in found] == sorted(members[0] for members in found)
    for first, *others in found:
        assert others == sorted(others)
        for other in others:
            assert agreeing_places(sketches[first], sketches[other]) >= stories.NEAR * stories.SIZE


@pytest.mark.parametrize("share", [0.55, 0.75])
def test_many_forms_with_one_wording_come_to_an_end(share: float) -> None:
    """10,000 letters from one template: every pair shares a band, and one by one they would take minutes."""
    draw = random.Random(7)
    base = [draw.getrandbits(32) for _ in range(64)]
    forms = [sketch_of(item if draw.random() < share else draw.getrandbits(32) for item in base) for _ in range(10_000)]
    found = stories.groups(forms)
    assert sorted(position for members in found for position in members) == list(range(10_000))
