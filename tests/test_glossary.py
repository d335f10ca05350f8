"""Glossaries: read, found through French inflection, honoured, and counted from what stands there."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from fakes import CopyingEngine, FakeEngine
from translate_summarize.batch import process_folder
from translate_summarize.cli import app
from translate_summarize.errors import OptionsError
from translate_summarize.glossary import (
    Glossary,
    Term,
    compliance_lines,
    comply,
    find_terms,
    load_glossary,
)
from translate_summarize.glossary.finding import inflections, plural_of
from translate_summarize.runs import Job
from translate_summarize.translation import translate
from translate_summarize.types import Hypothesis, Segment

FOUND = [
    ("garde à vue", "police custody", "Il est en garde à vue.", "garde à vue", "police custody"),
    ("garde à vue", "police custody", "Deux gardes à vue ont été levées.", "gardes à vue", "police custodies"),
    ("garde à vue", "police custody", "GARDE À VUE PROLONGÉE", "GARDE À VUE", "police custody"),
    ("garde à vue", "police custody", "une garde\u00a0à vue", "garde\u00a0à vue", "police custody"),
    ("usine", "plant", "L’usine ferme.", "usine", "plant"),
    ("usine", "plant", "Près d'usines fermées", "usines", "plants"),
    ("président", "president", "La présidente parle.", "présidente", "president"),
    ("directeur", "manager", "Les directrices parlent.", "directrices", "managers"),
    ("cheval", "horse", "des chevaux", "chevaux", "horses"),
    ("travail", "job", "les travaux", "travaux", "jobs"),
    ("infirmier", "nurse", "une infirmière", "infirmière", "nurse"),
    ("prix", "award", "les prix", "prix", "awards"),
    ("prix", "award", "le prix", "prix", "award"),
    ("chef d'État", "head of state", "Les chefs d’État", "chefs d’État", "heads of state"),
    ("carte grise", "logbook", "leurs cartes grises", "cartes grises", "logbooks"),
    ("CCI", "chamber of commerce", "La CCI d'Auch", "CCI", "chamber of commerce"),
    ("Matignon", "Matignon", "À MATIGNON", "MATIGNON", "MATIGNON"),
    ("bac+5", "master's level", "un bac+5", "bac+5", "master's level"),
    ("porte-parole", "spokesperson", "Des porte-parole", "porte-parole", "spokespersons"),
]
NOT_FOUND = [
    ("porte", "door", "La porte-parole"), ("parole", "speech", "porte-parole"), ("CCI", "x", "ceci, cci"),
    ("maire", "mayor", "Le maigre grammaire"), ("garde à vue", "x", "Il garde la vue"), ("Orange", "x", "une orange"),
    ("état civil", "x", "état, civil"), ("ne", "x", "une"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target", "text", "found", "wanted"), FOUND)
def test_a_term_is_found(source: str, target: str, text: str, found: str, wanted: str) -> None:
    (occurrence,) = find_terms(text, Glossary((Term(source, target),)))
    assert (text[occurrence.start : occurrence.end], occurrence.target) == (found, wanted)


@pytest.mark.parametrize(("source", "target", "text"), NOT_FOUND)
def test_no_term_is_found(source: str, target: str, text: str) -> None:
    assert find_terms(text, Glossary((Term(source, target),))) == ()


def test_the_longest_match_wins() -> None:
    glossary = Glossary((Term("maire", "mayor"), Term("maire adjoint", "deputy mayor"), Term("adjoint", "deputy")))
    assert [o.target for o in find_terms("Le maire adjoint et le maire", glossary)] == ["deputy mayor", "mayor"]


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("party", "parties"), ("boy", "boys"), ("crisis", "crises"), ("church", "churches"), ("tax", "taxes"),
        ("chairwoman", "chairwomen"), ("head of state", "heads of state"), ("mother-in-law", "mothers-in-law"),
        ("news", "news"), ("person", "people"), ("SME", "SMEs"), ("glass", "glasses"), ("bac+5", "bac+5"),
    ],
)  # fmt: skip
def test_english_plurals(singular: str, plural: str) -> None:
    assert plural_of(singular) == plural


def test_small_words_do_not_inflect() -> None:
    assert inflections("vue") == {"vue", "vues"}
    assert inflections("les") == {"les"}


@given(st.text(max_size=60), st.text(min_size=1, max_size=10).filter(lambda s: any(c.isalnum() for c in s)))
def test_occurrences_are_spans_in_order(text: str, source: str) -> None:
    found = find_terms(f"{text} {source} {text}", Glossary((Term(source, "term"),)))
    assert all(a.end <= b.start for a, b in pairwise(found))


TABLES = [
    ("g.tsv", "source\ttarget\tnote\nmaire\tmayor\ttown\n\n# a comment\nMatignon\n"),
    ("g.tsv", "maire\tmayor\ttown\nMatignon\tMatignon"),
    ("g.csv", "source,target,note\nmaire,mayor,town\nMatignon,,\n"),
    ("g.csv", "target;source;note\r\nmayor;maire;town\r\n;Matignon;\r\n"),
    ("g.csv", '"maire","mayor","town"\n"Matignon",""\n'),
    ("g.tbx", """<?xml version="1.0"?><martif type="TBX"><text><body>
        <termEntry><langSet xml:lang="fr"><tig><term>maire</term></tig></langSet>
        <langSet xml:lang="en"><tig><term>mayor</term></tig></langSet></termEntry>
        <termEntry><langSet xml:lang="fr-FR"><tig><term>Matignon</term></tig></langSet></termEntry>
        </body></text></martif>"""),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content"), TABLES)
def test_files_are_read(tmp_path: Path, name: str, content: str) -> None:
    if name.endswith("tbx"):
        pytest.importorskip("translate")
    (tmp_path / name).write_bytes(content.encode("utf-8-sig" if "csv" in name else "utf-8"))
    glossary = load_glossary(tmp_path / name)
    assert [(t.source, t.target) for t in glossary.terms] == [("maire", "mayor"), ("Matignon", "Matignon")]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("g.tsv", "maire\tmayor\nMatignon\t\nmaire\thead\n", ["‘mayor’ in line 1", "‘head’ in line 3", "Keep one"]),
        ("g.tsv", "l'État\tstate\nl’État\tthe state\n", ["line 1", "line 2"]),
        ("g.tsv", "maire\tmayor\n\tx\n", ["no French term in line 2"]),
        ("g.tsv", "\n", ["holds no term"]),
        ("g.csv", '"maire,mayor\n', ["broken in line"]),
        ("g.ods", "x", ["no format", ".tsv"]),
        ("g.tsv", b"%PDF-1.4", ["cannot be read", "a PDF"]),
        ("g.tbx", "<martif", ["not TBX"]),
    ],
)
def test_bad_files_are_refused_in_a_sentence(tmp_path: Path, name: str, content, words: list[str]) -> None:
    if name.endswith("tbx"):
        pytest.importorskip("translate")
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(OptionsError) as caught:
        load_glossary(tmp_path / name)
    for word in [name, *words]:
        assert word in str(caught.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OptionsError, match="check the path"):
        load_glossary(tmp_path / "absent.tsv")


GLOSSARY = Glossary((Term("maire", "mayor"), Term("garde à vue", "police custody"), Term("Matignon", "Matignon")))


def _segments(*texts: str) -> tuple[Segment, ...]:
    return tuple(Segment(text, i, i, 0, len(text)) for i, text in enumerate(texts))


def test_terms_travel_as_placeholders_and_are_honoured() -> None:
    engine = CopyingEngine()
    segments = _segments("Le maire est en garde à vue.", "Les maires vont à Matignon.", "Rien ne va.")
    translations = translate(segments, engine, glossary=GLOSSARY)
    assert engine.asked == ["Le ⟦1⟧ est en ⟦2⟧.", "Les ⟦1⟧ vont à ⟦2⟧.", "Rien ne va."]
    assert translations[1].target == "Lesx mayors vontx àx Matignon."
    assert comply(translations, GLOSSARY).missed == ()
    assert compliance_lines(comply(translations, GLOSSARY)) == ["Glossary: 4 of 4 occurrences honoured"]


def test_what_is_not_honoured_is_marked_and_listed() -> None:
    segments = _segments("Rien ne va.", "Le maire et la maire dorment.", "Le maire dort.")
    engine = FakeEngine(lambda s: Hypothesis("The Mayor sleeps." if "rien" not in s.lower() else "Bad.", -0.2))
    translations = translate(segments, engine, glossary=GLOSSARY)
    found = comply(translations, GLOSSARY)
    assert (found.occurrences, found.honoured, found.missed) == (3, 2, ((1, "maire", "mayor"),))
    assert compliance_lines(found) == [
        "Glossary: 2 of 3 occurrences honoured; 1 listed",
        "  maire → mayor: [2]",
    ]


def test_a_missing_term_bears_a_mark() -> None:
    (one,) = translate(
        _segments("Le maire dort."), FakeEngine(lambda _: Hypothesis("He sleeps.", -0.2)), glossary=GLOSSARY
    )
    assert [(m.code, m.severity) for m in one.marks] == [("term", "doubt")]
    assert "“mayor” for “maire”" in one.marks[0].message


def test_a_folder_run_counts_and_another_glossary_does_it_again(tmp_path: Path) -> None:
    folder = tmp_path / "press"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text("Le maire de la ville est venu ce matin. Il est reparti.", encoding="utf-8")
    job = Job(folder, tmp_path / "out", formats=("md",), glossary=GLOSSARY)
    entries = [o.entry for o in process_folder(job, CopyingEngine())]
    assert [(e.terms, e.terms_honoured) for e in entries if e] == [(1, 1), (1, 1)]
    assert {o.status for o in process_folder(job, CopyingEngine())} == {"unchanged"}
    assert '"occurrences": 2' in (tmp_path / "out" / "run.json").read_text("utf-8")
    other = Job(folder, tmp_path / "out", formats=("md",), glossary=Glossary((Term("maire", "burgomaster"),)))
    assert {o.status for o in process_folder(other, CopyingEngine())} == {"written"}
    assert "burgomaster" in (tmp_path / "out" / "a.fr-en.md").read_text("utf-8")
    clock = Job(folder, tmp_path / "out", formats=("md",), clock="24")
    assert {o.status for o in process_folder(clock, CopyingEngine())} == {"written"}


def test_the_commands_take_a_glossary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Le maire est venu à 18h30 à Matignon avec le préfet.", encoding="utf-8")
    (tmp_path / "g.tsv").write_text("maire\tburgomaster\nMatignon\t\n", encoding="utf-8")
    (tmp_path / "tsum.toml").write_text('glossary = "g.tsv"\nclock = "24"\n', encoding="utf-8")
    done = CliRunner().invoke(app, ["brief", "a.txt"])
    assert "Glossary: 2 of 2 occurrences honoured" in done.stderr
    assert "burgomaster" in done.stdout
    assert "18:30" in done.stdout
    done = CliRunner().invoke(app, ["brief", "a.txt", "--clock", "25"])
    assert done.exit_code == 1
    assert "Unknown clock '25'" in done.stderr
