"""Weights stored as a torch pickle, rewritten as safetensors: a pickle can hold code, and only torch can read it."""

from __future__ import annotations

import os
import pickle
import tempfile
from pathlib import Path
from typing import Any

from translate_summarize.errors import ModelError

PICKLE = "pytorch_model.bin"
# What torch and transformers raise where a file is not a pickle, is cut off, or holds anything else than tensors.
_NOT_WEIGHTS = (
    pickle.UnpicklingError,
    RuntimeError,
    ValueError,
    TypeError,
    LookupError,
    EOFError,
    StopIteration,
    AttributeError,
)


def unpickle(folder: Path, *, name: str) -> None:
    """Put model.safetensors in the place of a MarianMT folder's pytorch_model.bin, in the same precision.

    `transformers` reads it (`weights_only`, so that no code in it runs) and writes it: so tied tensors are stored once,
    under the name that loading expects.

    Args:
        folder: Where the pickle lies, with config.json.
        name: What messages call the model.

    Raises:
        ModelError: torch or transformers is not installed, or the pickle does not hold the weights of config.json.
    """
    try:
        import torch
        from transformers import MarianMTModel
        from transformers.utils import logging
    except ImportError as error:
        raise ModelError(
            f"The weights of {name} are a torch pickle, which must be rewritten once: "
            "pip install 'translate-summarize[transformers]', then pull again."
        ) from error
    bars, verbosity = logging.is_progress_bar_enabled(), logging.get_verbosity()
    logging.disable_progress_bar()
    logging.set_verbosity_error()
    try:
        # The precision is asked of the weights themselves: config.json may say what some other copy was stored in.
        stored = torch.load(folder / PICKLE, map_location="cpu", weights_only=True)
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
        absent = sorted(str(key) for key in (*log["missing_keys"], *log["mismatched_keys"]))
        if absent:
            raise ModelError(f"{name} cannot be used, {PICKLE} lacks weights that config.json asks for ({absent[0]}).")
        with tempfile.TemporaryDirectory(prefix=".safetensors.", dir=folder) as scratch:
            model.save_pretrained(scratch)
            os.replace(Path(scratch) / "model.safetensors", folder / "model.safetensors")  # noqa: PTH105
    except _NOT_WEIGHTS as error:
        raise ModelError(f"{name} cannot be used, {PICKLE} does not hold plain weights: choose another.") from error
    finally:
        logging.set_verbosity(verbosity)
        if bars:
            logging.enable_progress_bar()
    (folder / PICKLE).unlink()
