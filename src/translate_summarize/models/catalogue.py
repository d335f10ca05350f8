"""What models are here: name, size, licence and score of each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from translate_summarize.errors import ModelError
from translate_summarize.models.places import find, name_of, origin_of, pulled_folders

_DATASET = "flores-dev"


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A model for people: what it is called, where it is, what may be done with it, how good it is."""

    name: str
    folder: Path
    origin: Literal["embedded", "pulled", "local"]
    size: int
    """Bytes of all its files."""
    licence: str | None
    """As the model card states it (an SPDX-like id); None where it does not."""
    score: float | None
    """BLEU on flores-dev, as the model card states it; None where it does not."""


def info(folder: Path, *, cache: Path | None = None) -> ModelInfo:
    """What is known of the model in a folder; licence and score are from the front matter of its README.md."""
    card = _front_matter(folder)
    licence = card.get("license")
    return ModelInfo(
        name=name_of(folder, cache=cache),
        folder=folder,
        origin=origin_of(folder, cache=cache),
        size=sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()),
        licence=licence if isinstance(licence, str) else None,
        score=_score(card),
    )


def listing(*, cache: Path | None = None) -> tuple[ModelInfo, ...]:
    """All models on this machine that have a name: the embedded one, then the pulled ones by name."""
    try:
        embedded = [find()]
    except ModelError:
        embedded = []
    return tuple(info(folder, cache=cache) for folder in (*embedded, *pulled_folders(cache=cache)))


def _front_matter(folder: Path) -> dict[str, Any]:
    """The YAML between the two `---` lines that begin a model card; empty where there is none, or a broken one."""
    import yaml  # type: ignore[import-untyped, unused-ignore]  # comes with huggingface_hub; its stubs may not be there

    try:
        text = (folder / "README.md").read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return {}
    if not text.startswith("---\n"):
        return {}
    block, end, _ = text[4:].partition("\n---")
    try:
        card = yaml.safe_load(block) if end else None
    except yaml.YAMLError:
        return {}
    return card if isinstance(card, dict) else {}


def _score(card: dict[str, Any]) -> float | None:
    """The first BLEU on flores-dev in a card's `model-index` (the hub's form: models → results → metrics)."""
    for model in _dicts(card.get("model-index")):
        for result in _dicts(model.get("results")):
            dataset = result.get("dataset")
            if not isinstance(dataset, dict) or _DATASET not in (dataset.get("name"), dataset.get("type")):
                continue
            for metric in _dicts(result.get("metrics")):
                value = metric.get("value")
                if str(metric.get("type")).lower() == "bleu" and isinstance(value, int | float):
                    return float(value)
    return None


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
