"""Read French articles in English: a translation, a brief and a side-by-side document, offline.

>>> engine = load_engine()  # the embedded model
>>> print(render(process(read("article.txt"), engine), "md"))
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    __version__: str
    from translate_summarize.batch import process_folder
    from translate_summarize.engines import load_engine
    from translate_summarize.errors import (
        DocumentError,
        ModelError,
        OptionsError,
        OutputError,
        TranslationError,
        TsumError,
    )
    from translate_summarize.glossary import Glossary, load_glossary
    from translate_summarize.options import Options
    from translate_summarize.pipeline import process, summarize
    from translate_summarize.readers import read
    from translate_summarize.renderers import render
    from translate_summarize.runs import Job
    from translate_summarize.segmentation import segment
    from translate_summarize.summarization import choose
    from translate_summarize.translation import translate
    from translate_summarize.types import (
        Bitext,
        Block,
        Brief,
        Coverage,
        Cue,
        Document,
        Engine,
        Entry,
        Hypothesis,
        Inline,
        Mark,
        Memory,
        Mention,
        Outcome,
        Remembered,
        Segment,
        Selection,
        Translation,
    )

_HOME = {
    "load_engine": "engines",
    "load_glossary": "glossary",
    "Glossary": "glossary",
    "Options": "options",
    "process": "pipeline",
    "summarize": "pipeline",
    "read": "readers",
    "render": "renderers",
    "process_folder": "batch",
    "Job": "runs",
    "segment": "segmentation",
    "choose": "summarization",
    "translate": "translation",
    **dict.fromkeys(
        ("DocumentError", "ModelError", "OptionsError", "OutputError", "TranslationError", "TsumError"), "errors"
    ),
    **dict.fromkeys(
        (
            "Bitext",
            "Block",
            "Brief",
            "Coverage",
            "Cue",
            "Document",
            "Engine",
            "Entry",
            "Hypothesis",
            "Inline",
            "Mark",
            "Memory",
            "Mention",
            "Outcome",
            "Remembered",
            "Segment",
            "Selection",
            "Translation",
        ),
        "types",
    ),
}

__all__ = [  # noqa: RUF022  # in the order of the work: values last
    "load_engine",
    "read",
    "segment",
    "choose",
    "translate",
    "process",
    "summarize",
    "render",
    "process_folder",
    "load_glossary",
    "Glossary",
    "Job",
    "Options",
    "TsumError",
    "OptionsError",
    "DocumentError",
    "ModelError",
    "TranslationError",
    "OutputError",
    "Document",
    "Block",
    "Inline",
    "Cue",
    "Segment",
    "Hypothesis",
    "Mark",
    "Translation",
    "Mention",
    "Selection",
    "Brief",
    "Coverage",
    "Bitext",
    "Entry",
    "Outcome",
    "Remembered",
    "Engine",
    "Memory",
]


def __getattr__(name: str) -> Any:
    """The public names, imported when first used: `import translate_summarize` itself costs nothing (PEP 562)."""
    if name == "__version__":
        value = _version()
    elif name in _HOME:
        value = getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("translate-summarize")
    except PackageNotFoundError:  # run from a source tree that was never installed
        return "0+unknown"


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
