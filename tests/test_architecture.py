"""The shape of the house: imports point down, heavy ones wait, the public surface is what it says."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import translate_summarize
from conftest import SEED

PACKAGE = Path(translate_summarize.__file__).parent
LAYERS = [
    {"errors", "heap", "spans", "types"},
    {"french", "verbs", "exonyms", "numbers", "polarity", "dates", "fingerprints", "inlines", "lexicon", "respelling"},
    {"hours", "likeness"},
    {"forms", "demonyms", "rare_words", "word_order"},
    {"protection"},
    {"cuts"},
    {
        "accents",
        "tidying",
        "antecedents",
        "bracketing",
        "organisations",
        "compression",
        "content",
        "counted",
        "false_friends",
        "foreign",
        "names",
        "opposites",
        "persons",
        "quantities",
        "repetition",
        "speech",
    },
    {"output", "plugins"},
    {"places"},
    {
        "models",
        "notes",
        "tally",
        "memory",
        "options",
        "quality",
        "glossary",
        "mentions",
        "furniture",
        "salience",
        "stories",
        "ranking",
        "clauses",
        "segmentation",
        "readers",
        "renderers",
    },
    {"originals", "summarization", "claims", "edition", "sources", "languages", "corrections"},
    {"runs"},
    {"engines"},
    {"attempts", "mending"},
    {"repair", "projection"},
    {"translation"},
    {"pipeline", "terminology"},
    {"windows"},
    {"batch"},
    {"bench", "doctor", "cluster"},
    {"cli"},
    {"__main__"},
]
HEAVY = [
    "torch",
    "transformers",
    "ctranslate2",
    "sentencepiece",
    "numpy",
    "docx",
    "lxml",
    "py3langid",
    "huggingface_hub",
    "fsspec",
    "ray",
    "trafilatura",
    "pypdfium2",
    "pysubs2",
    "striprtf",
]


def _modules() -> dict[Path, str]:
    """Every module of the package with the name of its room: the module, or the subpackage that holds it."""
    return {
        path: path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for path in PACKAGE.rglob("*.py")
        if path != PACKAGE / "__init__.py"
    }


def _imported_rooms(path: Path) -> set[str]:
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("translate_summarize"):
            parts = node.module.split(".")[1:]
            names = parts[:1] or [alias.name for alias in node.names if not alias.name.startswith("__")]
            rooms.update(names)
    return rooms


def test_every_module_has_a_layer() -> None:
    assert set(_modules().values()) <= set().union(*LAYERS)


def test_imports_point_down() -> None:
    level = {room: i for i, rooms in enumerate(LAYERS) for room in rooms}
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {room}"
        for path, own in _modules().items()
        for room in _imported_rooms(path)
        if room != own and level[room] > level[own]
    ]
    assert wrong == []


def test_only_the_cli_knows_the_terminal() -> None:
    knowing = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in {"typer", "rich", "click"})
        or (isinstance(node, ast.Import) and node.names[0].name.split(".")[0] in {"typer", "rich", "click"})
    }
    assert {name.partition("/")[0] for name in knowing} == {"cli"}


@pytest.mark.parametrize(
    "code", ["import translate_summarize", "from translate_summarize.cli import app; app(['--help'])"]
)
def test_heavy_imports_wait(code: str) -> None:
    script = (
        f"import sys, json\ntry:\n    {code}\nexcept SystemExit: pass\n"
        f"sys.stderr.write(json.dumps([m for m in {HEAVY} if m in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert json.loads(done.stderr) == []


def test_default_engine_never_imports_torch(own_cache: Path) -> None:
    script = (
        "import sys\nfrom translate_summarize import load_engine, process, read, render\n"
        f"render(process(read({str(SEED)!r}), load_engine()), 'docx')\n"
        "print([m for m in ('torch', 'transformers') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_public_surface() -> None:
    assert len(set(translate_summarize.__all__)) == len(translate_summarize.__all__)
    for name in translate_summarize.__all__:
        assert getattr(translate_summarize, name).__name__ == name
    with pytest.raises(AttributeError, match="no attribute 'translat'"):
        translate_summarize.translat  # noqa: B018
