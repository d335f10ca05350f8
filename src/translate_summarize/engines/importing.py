"""Import CTranslate2 without what it would drag in."""

from __future__ import annotations

import importlib
import sys
from typing import Any

_UNNEEDED = ("torch", "transformers", "huggingface_hub")


def light_import(name: str) -> Any:
    """The module `name` (of the package `ctranslate2`).

    Its converters and specifications import torch and transformers wherever those are installed: two seconds and
    200 MB for nothing. A None in sys.modules makes `import torch` an ImportError, which CTranslate2 expects.
    """
    if name not in sys.modules:
        hidden = [unneeded for unneeded in _UNNEEDED if unneeded not in sys.modules]
        for unneeded in hidden:
            sys.modules[unneeded] = None  # type: ignore[assignment]
        try:
            importlib.import_module(name)
        finally:
            for unneeded in hidden:
                del sys.modules[unneeded]
    return sys.modules[name]
