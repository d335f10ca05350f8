"""Weights stored as a torch pickle, rewritten as safetensors: a pickle can hold code, and only torch can read it."""

from __future__ import annotations

import os
import pickle
import tempfile
from pathlib import Path
from typing import Any

from translate_summarize.errors import ModelError

PICKLE = "pytorch_model.bin"


def unpickle(folder: Path) -> None:
    """Put model.safetensors in the place of a MarianMT folder's pytorch_model.bin, in the same precision.

    `transformers` reads it (`weights_only`, so that no code in it runs) and writes it: so tied tensors are stored once,
    under the name that loading expects.

    Raises:
        ModelError: torch or transformers is not installed, or the pickle does not hold the weights of config.json.
    """
    try:
        import torch
        from transformers import MarianMTModel
        from transformers.utils import logging
    except ImportError as error:
        raise ModelError(
            f"{folder / PICKLE} is a torch pickle, which must be rewritten once: "
            "pip install 'translate-summarize[transformers]'."
        ) from error
    bars = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    try:
        # The precision is asked of the weights themselves: config.json may say what some other copy was stored in.
        stored = torch.load(folder / PICKLE, map_location="cpu", weights_only=True, mmap=False)
        precision = next(t.dtype for t in stored.values() if t.is_floating_point())
        del stored
        loaded: tuple[Any, dict[str, Any]] = MarianMTModel.from_pretrained(
            folder,
            dtype=precision,
            weights_only=True,
            use_safetensors=False,
            local_files_only=True,
            output_loading_info=True,
        )
        model, log = loaded
        if log["missing_keys"] or log["mismatched_keys"]:
            absent = sorted(str(key) for key in [*log["missing_keys"], *log["mismatched_keys"]])
            raise ModelError(
                f"{folder / PICKLE} lacks weights that config.json asks for ({absent[0]}): choose another model."
            )
        with tempfile.TemporaryDirectory(prefix=".safetensors.", dir=folder) as scratch:
            model.save_pretrained(scratch)
            os.replace(Path(scratch) / "model.safetensors", folder / "model.safetensors")  # noqa: PTH105
    except (
        pickle.UnpicklingError,
        RuntimeError,
        ValueError,
        LookupError,
        EOFError,
        StopIteration,
        AttributeError,
    ) as error:
        raise ModelError(
            f"{folder / PICKLE} does not hold plain weights ({_first_line(error)}): choose another model."
        ) from error
    finally:
        if bars:
            logging.enable_progress_bar()
    (folder / PICKLE).unlink()


def _first_line(error: BaseException) -> str:
    return (next(iter(str(error).splitlines()), "") or type(error).__name__).strip().rstrip(".:")
