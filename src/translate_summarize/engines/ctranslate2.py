"""The default engine: CTranslate2, int8 on a CPU, float16 on a GPU."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from translate_summarize.engines.decoding import Decoding
from translate_summarize.engines.importing import light_import
from translate_summarize.engines.tokenization import END, Tokenizer
from translate_summarize.errors import ModelError, TranslationError
from translate_summarize.types import Hypothesis

BATCH_TOKENS = 1536
"""Padded tokens to a batch: past this a CPU core gains nothing, and a single article would not fill two cores."""


def cpu_workers(threads: int) -> int:
    """Sentences to translate at the same time: `threads`, or for 0 one for each core this process may use."""
    if threads:
        return threads
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class CTranslate2Engine:
    """A converted Marian model in memory."""

    def __init__(
        self,
        converted: Path,
        *,
        tokenizer: Tokenizer,
        decoding: Decoding,
        name: str,
        compute_type: str = "default",
        device: str = "auto",
        threads: int = 0,
    ) -> None:
        """Load the model.

        Args:
            converted: Folder that `conversion.converted` returned.
            tokenizer: Of the Marian folder it was made from.
            decoding: Beam, length penalty and limits.
            name: `model:…` part of the signature.
            compute_type: As CTranslate2 spells it; "default" is int8 on a CPU and float16 on a GPU.
            device: "auto", "cpu" or "cuda".
            threads: Sentences translated at the same time on a CPU; 0 for one a core.

        Raises:
            ModelError: CTranslate2 cannot load it so on this machine.
        """
        library = light_import("ctranslate2")
        if device == "auto":
            device = "cuda" if library.get_cuda_device_count() else "cpu"
        if compute_type == "default":
            compute_type = "float16" if device == "cuda" else "int8"
        try:
            self._translator: Any = library.Translator(
                str(converted),
                device=device,
                compute_type=compute_type,
                inter_threads=cpu_workers(threads) if device == "cpu" else 1,
                intra_threads=1,
            )
        except (RuntimeError, ValueError) as error:
            raise ModelError(
                f"CTranslate2 cannot load {converted} on {device} with compute type {compute_type} ({error}): "
                "try --compute-type float32, or delete that folder to have it converted again."
            ) from error
        self._tokenizer = tokenizer
        self._decoding = decoding
        self.signature = f"model:{name}|engine:ctranslate2-{compute_type}|{decoding.signature}"

    def translate(self, sources: Sequence[str]) -> list[Hypothesis]:
        """One hypothesis for each source, in order; the same source gives the same hypothesis in any company.

        Raises:
            TranslationError: CTranslate2 failed.
        """
        encoded = self._tokenizer.encode(sources)
        limit = self._decoding.source_limit
        buckets: dict[int, list[int]] = {}
        for i, pieces in enumerate(encoded):
            buckets.setdefault(self._decoding.target_limit(len(pieces)), []).append(i)
        try:
            pending = [
                (i, bound, result)
                for bound, indices in sorted(buckets.items(), reverse=True)
                for i, result in zip(indices, self._submit([encoded[i] for i in indices], bound), strict=True)
            ]
            hypotheses: list[Hypothesis | None] = [None] * len(encoded)
            for i, _, result in pending:
                output = result.result()
                pieces = output.hypotheses[0]
                hypotheses[i] = self._decoding.hypothesis(
                    self._tokenizer.decode(pieces),
                    float(output.scores[0]),
                    truncated=len(encoded[i]) > limit or pieces[-1:] != [END],
                )
        except (RuntimeError, ValueError) as error:
            raise TranslationError(
                f"CTranslate2 failed while translating ({error}): try again, or use --engine transformers."
            ) from error
        return [h for h in hypotheses if h is not None]

    def _submit(self, batch: list[list[str]], bound: int) -> list[Any]:
        limit = self._decoding.source_limit
        results: list[Any] = self._translator.translate_batch(
            [[*pieces[:limit], END] for pieces in batch],
            beam_size=self._decoding.beam_size,
            length_penalty=self._decoding.length_penalty,
            max_batch_size=BATCH_TOKENS,
            batch_type="tokens",
            max_input_length=0,
            max_decoding_length=bound,
            return_scores=True,
            return_end_token=True,
            asynchronous=True,
        )
        return results
