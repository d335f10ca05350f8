"""Four layers, the nearest wins; a slip is named with its nearest neighbour."""

from __future__ import annotations

from pathlib import Path

import pytest

from translate_summarize.errors import OptionsError
from translate_summarize.options import Options, load_options


def _load(tmp_path: Path, *, toml: str = "", environment=None, flags=None) -> Options:
    path = tmp_path / "tsum.toml"
    path.write_text(toml, encoding="utf-8")
    return load_options(flags or {}, environment=environment or {}, files=(tmp_path / "absent.toml", path))


def test_precedence(tmp_path: Path) -> None:
    toml = "brief_sentences = 4\nbeam_size = 4\nformat = ['md', 'html']\nforce = true"
    options = _load(
        tmp_path,
        toml=toml,
        environment={"TSUM_BEAM_SIZE": "5", "TSUM_BRIEF_SENTENCES": "6", "TSUM_FORCE": "no", "TSUM_CACHE": "x"},
        flags={"brief_sentences": 7, "model": None},
    )
    assert options == Options(brief_sentences=7, beam_size=5, format=("md", "html"), force=False)


def test_defaults(tmp_path: Path) -> None:
    assert _load(tmp_path) == Options()


def test_formats_may_come_parted_by_commas_or_repeated(tmp_path: Path) -> None:
    assert _load(tmp_path, flags={"format": ["html, docx", "md", "html"]}).format == ("html", "docx", "md")


@pytest.mark.parametrize(
    ("toml", "environment", "flags", "words"),
    [
        ("beam_sise = 3", {}, {}, ["beam_sise", "tsum.toml", "did you mean 'beam_size'?"]),
        ("", {"TSUM_FORMATS": "md"}, {}, ["TSUM_FORMATS", "did you mean 'format'?"]),
        ("beam_size = 'four'", {}, {}, ["beam_size", "whole number"]),
        ("beam_size = true", {}, {}, ["beam_size", "whole number"]),
        ("", {"TSUM_FORCE": "perhaps"}, {}, ["TSUM_FORCE", "true or false"]),
        ("format = [1]", {}, {}, ["format", "parted by commas"]),
        ("format = []", {}, {}, ["No format"]),
        ("model = ''", {}, {}, ["model", "text"]),
        ("beam_size = ", {}, {}, ["not valid TOML"]),
        ("", {}, {"engine": "ctranslate"}, ["Unknown engine", "did you mean ctranslate2?"]),
        ("", {}, {"brief_sentences": 0}, ["brief_sentences", "from 1 to 50"]),
        ("", {}, {"device": "gpu"}, ["Unknown device 'gpu'"]),
    ],
)
def test_slips_are_named(tmp_path: Path, toml, environment, flags, words) -> None:
    with pytest.raises(OptionsError) as caught:
        _load(tmp_path, toml=toml, environment=environment, flags=flags)
    for word in words:
        assert word in str(caught.value)
