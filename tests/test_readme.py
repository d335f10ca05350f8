"""README is true: every command and option stands in it, and its library example runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from conftest import ROOT, SEED
from translate_summarize import quality
from translate_summarize.cli import app
from translate_summarize.options import Options
from translate_summarize.summarization import SENTENCES
from translate_summarize.types import Mark

README = (ROOT / "README.md").read_text(encoding="utf-8")


def _commands(command=None, path: str = "tsum"):
    command = command or typer.main.get_command(app)
    yield path, command
    for name, child in getattr(command, "commands", {}).items():
        yield from _commands(child, f"{path} {name}")


ALL = dict(_commands())


@pytest.mark.parametrize("path", [p for p, c in ALL.items() if not getattr(c, "commands", {})])
def test_every_command_is_in_readme(path: str) -> None:
    assert f"`{path}" in README
    assert "Example: tsum " in (ALL[path].help or "")


@pytest.mark.parametrize(
    ("path", "option"),
    [(p, o) for p, c in ALL.items() for param in c.params for o in param.opts if o.startswith("-") and o != "--help"],
)
def test_every_option_is_in_readme(path: str, option: str) -> None:
    assert re.search(rf"(?<![\w-]){option}(?![\w-])", README), f"{path} {option}"


def test_defaults_in_the_help_are_the_defaults() -> None:
    options = Options()
    helps = {o.name: o.help for o in ALL["tsum translate"].params}
    assert f"[{SENTENCES}]" in helps["brief_sentences"]
    for name in ("engine", "model", "device", "threads"):
        assert f"[{getattr(options, name)}]" in helps[name]


def test_every_mark_is_in_readme() -> None:
    marks = [value for value in vars(quality).values() if isinstance(value, Mark)]
    assert len(marks) > 10
    for mark in marks:
        row = next(line for line in README.splitlines() if f"`{mark.code}`" in line)
        assert mark.severity in row


def test_the_library_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys, own_cache) -> None:
    (tmp_path / "article.txt").write_bytes(SEED.read_bytes())
    monkeypatch.chdir(tmp_path)
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(example, "README.md", "exec"), {})  # noqa: S102  # the point of the test
    assert "Silicon Valley" in capsys.readouterr().out
