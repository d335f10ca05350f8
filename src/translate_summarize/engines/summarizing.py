"""A sequence-to-sequence summariser in transformers, asked for by name: it writes, where the rest of tsum chooses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from translate_summarize.errors import ModelError, TranslationError

PREFIX = "hf:"
LONGEST = 142
"""Tokens of a summary, where the model does not say: what BART was taught on news with (Lewis et al., ACL 2020)."""
_LIMIT = 1024
"""Tokens of a text at a time, where the model does not say."""


class Summarizer:
    """A model that writes summaries of English text."""

    def __init__(self, name: str, *, device: str = "auto", threads: int = 0) -> None:
        """Load it; nothing is fetched.

        Args:
            name: "hf:" and a folder, or the hub id of a model in the Hugging Face cache of this machine.
            device: "auto", "cpu" or "cuda".
            threads: Of torch; 0 for torch's own choice.

        Raises:
            ModelError: The extra is missing, or there is no such model here.
        """
        try:
            import torch
            from transformers import AutoModelForSeq2SeqLM, AutoTokenizer
            from transformers.utils import logging
        except ImportError as error:
            raise ModelError(
                "A summariser needs transformers: run `pip install 'translate-summarize[transformers]'`, or leave "
                "--summarizer out."
            ) from error
        where = name.removeprefix(PREFIX)
        if not name.startswith(PREFIX) or not where:
            raise ModelError(f"The summariser '{name}' is not known: write hf: and a hub id or a folder.")
        logging.set_verbosity_error()
        logging.disable_progress_bar()
        if threads:
            torch.set_num_threads(threads)
        self._device = ("cuda" if torch.cuda.is_available() else "cpu") if device == "auto" else device
        try:
            self._tokenizer: Any = AutoTokenizer.from_pretrained(where, local_files_only=True)
            model: Any = AutoModelForSeq2SeqLM.from_pretrained(where, local_files_only=True)
        except (OSError, ValueError, KeyError, RuntimeError, ImportError) as error:
            hint = (
                f"is no summariser that transformers can load ({str(error).splitlines()[0]})"
                if Path(where).exists()
                else f"is not on this machine: fetch it once with `hf download {where}`, or give a folder"
            )
            raise ModelError(f"{where} {hint}.") from error
        self._model = model.to(self._device).eval()
        limit = getattr(model.config, "max_position_embeddings", None) or _LIMIT
        self._limit = min(limit, self._tokenizer.model_max_length, 16 * _LIMIT)

    def summarize(self, sentences: Sequence[str]) -> str:
        """A summary of the text that the sentences make; one that is too long for the model is read in parts.

        Raises:
            TranslationError: torch failed.
        """
        import torch

        written = []
        try:
            for part in self._parts(sentences):
                encoded = self._tokenizer(part, return_tensors="pt", truncation=True, max_length=self._limit)
                with torch.inference_mode():
                    output = self._model.generate(
                        input_ids=encoded["input_ids"].to(self._device),
                        attention_mask=encoded["attention_mask"].to(self._device),
                        max_new_tokens=min(LONGEST, self._limit - 2),
                        max_length=None,
                        min_length=0,
                        do_sample=False,
                    )
                written.append(self._tokenizer.decode(output[0], skip_special_tokens=True).strip())
        except (RuntimeError, ValueError, IndexError) as error:
            raise TranslationError(f"The summariser failed ({error}): give another model.") from error
        return " ".join(text for text in written if text)

    def _parts(self, sentences: Sequence[str]) -> list[str]:
        parts: list[list[str]] = [[]]
        room = self._limit
        for sentence in sentences:
            size = len(self._tokenizer(sentence)["input_ids"])
            if size > room and parts[-1]:
                parts.append([])
                room = self._limit
            parts[-1].append(sentence)
            room -= size
        return [" ".join(part) for part in parts if part]
