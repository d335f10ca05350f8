"""Loaded things that translate: one table from name to engine, and `load_engine`."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from translate_summarize import models
from translate_summarize.engines.decoding import decoding_of
from translate_summarize.engines.tokenization import Tokenizer
from translate_summarize.errors import OptionsError
from translate_summarize.types import Engine

ENGINES = ("ctranslate2", "transformers")
DEFAULT_ENGINE = "ctranslate2"


def load_engine(
    model: str | Path | None = None,
    *,
    engine: str = DEFAULT_ENGINE,
    beam_size: int | None = None,
    compute_type: str = "default",
    device: str = "auto",
    threads: int = 0,
    report: Callable[[str], None] | None = None,
) -> Engine:
    """A loaded engine for a model.

    Args:
        model: A name ("fr-en", the embedded one, is the default), a hub id that was pulled, or a Marian folder.
        engine: "ctranslate2", or "transformers" (needs the extra of that name).
        beam_size: Hypotheses kept at each step; None for the model's own choice.
        compute_type: "default" (int8 on a CPU, float16 on a GPU; float32 for transformers), or one that the engine has.
        device: "auto" (a GPU where there is one), "cpu" or "cuda".
        threads: CPU threads; 0 for one a core.
        report: Told in one line when something slow happens once (a conversion).

    Raises:
        OptionsError: There is no such engine.
        ModelError: There is no such model, it is damaged, or the engine cannot load it.
    """
    if engine not in ENGINES:
        near = difflib.get_close_matches(engine, ENGINES, n=1)
        hint = f" (did you mean {near[0]}?)" if near else ""
        raise OptionsError(f"Unknown engine '{engine}'{hint}: choose ctranslate2 or transformers.")
    folder = models.find(model)
    models.check(folder)
    fingerprint = models.fingerprint(folder)
    shared: dict[str, Any] = {
        "tokenizer": Tokenizer(folder),
        "decoding": decoding_of(folder, beam_size=beam_size),
        "name": f"{models.name_of(folder)}@{fingerprint}",
        "compute_type": compute_type,
        "device": device,
        "threads": threads,
    }
    if engine == "transformers":
        from translate_summarize.engines.transformers import TransformersEngine

        return TransformersEngine(folder, **shared)
    from translate_summarize.engines.conversion import converted
    from translate_summarize.engines.ctranslate2 import CTranslate2Engine

    form = converted(
        folder,
        cache=models.cache_folder() / "ctranslate2",
        fingerprint=fingerprint,
        report=report or (lambda _: None),
    )
    return CTranslate2Engine(form, **shared)
