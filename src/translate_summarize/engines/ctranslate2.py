"""The default engine: CTranslate2, int8 on a CPU, float16 on a GPU."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from translate_summarize.engines.alignment import located
from translate_summarize.engines.decoding import BATCH_TOKENS, Decoding, is_out_of_memory, shrinking
from translate_summarize.engines.importing import light_import
from translate_summarize.engines.tokenization import END, Tokenizer
from translate_summarize.errors import ModelError, TranslationError
from translate_summarize.types import Hypothesis


def cpu_workers(threads: int) -> int:
    """Sentences to translate at the same time: `threads`, or for 0 one for each core this process may use."""
    if threads:
        return threads
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def loaded(library: Any, converted: Path, *, device: str, compute_type: str, threads: int) -> tuple[Any, str, str]:
    """A translator of CTranslate2, with the device and the compute type that were chosen.

    A GPU that nobody insisted on, and whose memory others fill, is left for the CPU.

    Raises:
        ModelError: CTranslate2 cannot load the model so on this machine.
    """
    chosen = ("cuda" if library.get_cuda_device_count() else "cpu") if device == "auto" else device
    kind = ("float16" if chosen == "cuda" else "int8") if compute_type == "default" else compute_type
    try:
        translator = library.Translator(
            str(converted),
            device=chosen,
            compute_type=kind,
            inter_threads=cpu_workers(threads) if chosen == "cpu" else 1,
            intra_threads=1,
        )
    except (RuntimeError, ValueError) as error:
        if device == "auto" and chosen == "cuda" and is_out_of_memory(error):
            return loaded(library, converted, device="cpu", compute_type=compute_type, threads=threads)
        raise ModelError(
            f"CTranslate2 cannot load {converted} on {chosen} with compute type {kind} ({error}): "
            "try --compute-type float32, or delete that folder to have it converted again."
        ) from error
    return translator, chosen, kind


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
            device: "auto" (a GPU where there is one with room), "cpu" or "cuda".
            threads: Sentences translated at the same time on a CPU; 0 for one a core.

        Raises:
            ModelError: CTranslate2 cannot load it so on this machine.
        """
        self._translator, device, compute_type = loaded(
            light_import("ctranslate2"), converted, device=device, compute_type=compute_type, threads=threads
        )
        self._tokenizer = tokenizer
        self._decoding = decoding
        self._batch_tokens = BATCH_TOKENS.get(device, BATCH_TOKENS["cpu"])
        self.placeholders = tokenizer.placeholders
        self.signature = f"model:{name}|engine:ctranslate2-{compute_type}|{decoding.signature}"

    def translate(self, sources: Sequence[str]) -> list[Hypothesis]:
        """One hypothesis for each source, in order; the same source gives the same hypothesis in any company.

        Raises:
            TranslationError: CTranslate2 failed.
        """
        return [found for found, _ in self._decode(self._tokenizer.encode(sources), self._decoding)]

    def retranslate(self, sources: Sequence[str], *, beam_size: int, no_repeat_ngram: int = 0) -> list[Hypothesis]:
        """The same with another beam, and no n-gram of so many pieces twice (0: as often as it likes).

        Raises:
            TranslationError: CTranslate2 failed.
        """
        decoding = replace(self._decoding, beam_size=beam_size)
        encoded = self._tokenizer.encode(sources)
        return [found for found, _ in self._decode(encoded, decoding, no_repeat_ngram=no_repeat_ngram)]

    def locate(
        self, sources: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]
    ) -> list[tuple[Hypothesis, tuple[tuple[tuple[int, int], ...], ...]]]:
        """What `translate` gives, and for each span of a source the stretches of the target that translate it.

        Raises:
            TranslationError: CTranslate2 failed.
        """
        # One at a time: in a batch CTranslate2 (4.8) hands back rows of another beam for sentences that end early.
        found = [
            self._decode([pieces], self._decoding, attention=True)[0] for pieces in self._tokenizer.encode(sources)
        ]
        return [
            (
                hypothesis,
                located(
                    source,
                    wanted,
                    source_pieces=self._tokenizer.surfaces(source),
                    target_pieces=[piece for piece in output.hypotheses[0] if piece != END],
                    attention=output.attention[0],
                ),
            )
            for source, wanted, (hypothesis, output) in zip(sources, spans, found, strict=True)
        ]

    def _decode(
        self, encoded: list[list[str]], decoding: Decoding, *, no_repeat_ngram: int = 0, attention: bool = False
    ) -> list[tuple[Hypothesis, Any]]:
        # Sources of one length alone share a batch: beside a longer one a source is padded, and then its numbers, and now
        # and then its words, depend on its company.
        buckets: dict[int, list[int]] = {}
        for i, pieces in enumerate(encoded):
            buckets.setdefault(min(len(pieces), decoding.source_limit), []).append(i)

        def outputs(tokens: int) -> dict[int, Any]:
            pending = [
                (
                    indices,
                    self._submit(
                        [encoded[i] for i in indices],
                        decoding,
                        bound=decoding.target_limit(length),
                        tokens=tokens,
                        no_repeat_ngram=no_repeat_ngram,
                        attention=attention,
                    ),
                )
                for length, indices in sorted(buckets.items(), reverse=True)
            ]
            return {
                i: result.result() for indices, results in pending for i, result in zip(indices, results, strict=True)
            }

        try:
            found, self._batch_tokens = shrinking(outputs, largest=self._batch_tokens)
        except (RuntimeError, ValueError) as error:
            raise TranslationError(
                f"CTranslate2 failed while translating ({error}): try again, or use --engine transformers."
            ) from error
        return [(self._hypothesis(pieces, found[i], decoding), found[i]) for i, pieces in enumerate(encoded)]

    def _hypothesis(self, source: list[str], output: Any, decoding: Decoding) -> Hypothesis:
        first, *others = (
            decoding.hypothesis(
                self._tokenizer.decode(pieces),
                float(score),
                truncated=len(source) > decoding.source_limit or pieces[-1:] != [END],
            )
            for pieces, score in zip(output.hypotheses, output.scores, strict=True)
        )
        return replace(first, others=tuple(others))

    def _submit(
        self,
        batch: list[list[str]],
        decoding: Decoding,
        *,
        bound: int,
        tokens: int,
        no_repeat_ngram: int,
        attention: bool,
    ) -> list[Any]:
        results: list[Any] = self._translator.translate_batch(
            [[*pieces[: decoding.source_limit], END] for pieces in batch],
            beam_size=decoding.beam_size,
            length_penalty=decoding.length_penalty,
            max_batch_size=tokens,
            batch_type="tokens",
            max_input_length=0,
            max_decoding_length=bound,
            no_repeat_ngram_size=no_repeat_ngram,
            num_hypotheses=1 if attention else decoding.beam_size,  # they are there, and cost nothing
            return_scores=True,
            return_attention=attention,
            return_end_token=True,
            asynchronous=True,
        )
        return results
