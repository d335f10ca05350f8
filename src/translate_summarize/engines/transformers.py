"""The reference engine: transformers and torch, the slow and plain way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from translate_summarize.engines.alignment import located
from translate_summarize.engines.decoding import BATCH_TOKENS, Decoding, shrinking
from translate_summarize.engines.tokenization import END, Tokenizer
from translate_summarize.errors import ModelError, TranslationError
from translate_summarize.types import Hypothesis

_DTYPES = ("float32", "bfloat16", "float16")


class TransformersEngine:
    """A Marian model in torch."""

    def __init__(
        self,
        folder: Path,
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
            folder: A Marian folder.
            tokenizer: Of the same folder.
            decoding: Beam, length penalty and limits.
            name: `model:…` part of the signature.
            compute_type: "float32" (the default), "bfloat16" or "float16".
            device: "auto", "cpu" or "cuda".
            threads: Of torch; 0 for torch's own choice.

        Raises:
            ModelError: The extra is missing, or the folder cannot be loaded.
        """
        try:
            import torch
            from transformers import MarianMTModel
            from transformers.utils import logging
        except ImportError as error:
            raise ModelError(
                "The engine transformers is not installed: run `pip install 'translate-summarize[transformers]'`, "
                "or use --engine ctranslate2."
            ) from error
        if compute_type == "default":
            compute_type = "float32"
        if compute_type not in _DTYPES:
            raise ModelError(
                f"The engine transformers has no compute type {compute_type}: choose among {', '.join(_DTYPES)}."
            )
        logging.set_verbosity_error()
        logging.disable_progress_bar()
        if device == "auto":
            device = "cuda" if torch.cuda.is_available() else "cpu"
        if threads:
            torch.set_num_threads(threads)
        try:
            model = MarianMTModel.from_pretrained(
                folder, dtype=getattr(torch, compute_type), local_files_only=True, attn_implementation="eager"
            )
            self._model: Any = model.to(device).eval()
        except (OSError, RuntimeError, ValueError) as error:
            raise ModelError(f"transformers cannot load the model in {folder} ({error}).") from error
        self._device = device
        self._tokenizer = tokenizer
        self._decoding = decoding
        self._batch_tokens = BATCH_TOKENS.get(device, BATCH_TOKENS["cpu"])
        self.placeholders = tokenizer.placeholders
        self.signature = f"model:{name}|engine:transformers-{compute_type}|{decoding.signature}"

    def translate(self, sources: Sequence[str]) -> list[Hypothesis]:
        """One hypothesis for each source, in order.

        Raises:
            TranslationError: torch failed.
        """
        return self._decode(sources, beam_size=self._decoding.beam_size, no_repeat_ngram=0)

    def retranslate(self, sources: Sequence[str], *, beam_size: int, no_repeat_ngram: int = 0) -> list[Hypothesis]:
        """The same with another beam, and no n-gram of so many pieces twice (0: as often as it likes).

        Raises:
            TranslationError: torch failed.
        """
        return self._decode(sources, beam_size=beam_size, no_repeat_ngram=no_repeat_ngram)

    def locate(
        self, sources: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]
    ) -> list[tuple[Hypothesis, tuple[tuple[tuple[int, int], ...], ...]]]:
        """What `translate` gives, and for each span of a source the stretches of the target that translate it.

        Raises:
            TranslationError: torch failed.
        """
        decoded = self._decoded(sources, beam_size=self._decoding.beam_size, no_repeat_ngram=0)
        encoded = self._tokenizer.encode(sources)
        try:
            attentions = [
                self._attention(pieces[: self._decoding.source_limit], output)
                for pieces, (_, output) in zip(encoded, decoded, strict=True)
            ]
        except RuntimeError as error:
            raise TranslationError(f"transformers failed while aligning ({error}).") from error
        return [
            (
                hypothesis,
                located(
                    source,
                    wanted,
                    source_pieces=self._tokenizer.surfaces(source)[: self._decoding.source_limit],
                    target_pieces=[piece for piece in output if piece != END],
                    attention=attention,
                ),
            )
            for source, wanted, (hypothesis, output), attention in zip(sources, spans, decoded, attentions, strict=True)
        ]

    def _attention(self, pieces: Sequence[str], output: Sequence[str]) -> list[list[float]]:
        """How much each piece of the output looks at each piece of the source, as CTranslate2 has it (`alignment`)."""
        import torch

        start = self._model.config.decoder_start_token_id
        ids = torch.tensor([self._tokenizer.to_ids([*pieces, END])], device=self._device)
        given = torch.tensor([[start, *self._tokenizer.to_ids(output)]], device=self._device)
        with torch.inference_mode():
            out = self._model(input_ids=ids, decoder_input_ids=given, output_attentions=True)
        weights: list[list[float]] = out.cross_attentions[-1][0, 0].float().tolist()
        return weights

    def _decode(self, sources: Sequence[str], *, beam_size: int, no_repeat_ngram: int) -> list[Hypothesis]:
        found = self._decoded(sources, beam_size=beam_size, no_repeat_ngram=no_repeat_ngram)
        return [hypothesis for hypothesis, _ in found]

    def _decoded(
        self, sources: Sequence[str], *, beam_size: int, no_repeat_ngram: int
    ) -> list[tuple[Hypothesis, list[str]]]:
        encoded = self._tokenizer.encode(sources)
        try:
            found, self._batch_tokens = shrinking(
                lambda tokens: self._in_batches(
                    encoded, tokens=tokens, beam_size=beam_size, no_repeat_ngram=no_repeat_ngram
                ),
                largest=self._batch_tokens,
            )
        except RuntimeError as error:
            raise TranslationError(f"transformers failed while translating ({error}).") from error
        return found

    def _in_batches(
        self, encoded: Sequence[list[str]], *, tokens: int, beam_size: int, no_repeat_ngram: int
    ) -> list[tuple[Hypothesis, list[str]]]:
        limit = self._decoding.source_limit
        order = sorted(range(len(encoded)), key=lambda i: (self._decoding.target_limit(len(encoded[i])), i))
        found: dict[int, tuple[Hypothesis, list[str]]] = {}
        batch: list[int] = []
        for position, i in enumerate(order):
            batch.append(i)
            following = encoded[order[position + 1]] if position + 1 < len(order) else None
            bound = self._decoding.target_limit(len(encoded[i]))
            full = following is None or (
                self._decoding.target_limit(len(following)) != bound
                or (len(batch) + 1) * max(len(following), *(len(encoded[j]) for j in batch)) > tokens
            )
            if full:
                pieces = [encoded[j] for j in batch]
                for j, outputs in zip(
                    batch,
                    self._generate(
                        [p[:limit] for p in pieces], bound, beam_size=beam_size, no_repeat_ngram=no_repeat_ngram
                    ),
                    strict=True,
                ):
                    first, *others = (
                        self._decoding.hypothesis(
                            self._tokenizer.decode(output),
                            score,
                            truncated=len(encoded[j]) > limit or END not in output,
                        )
                        for output, score in outputs
                    )
                    found[j] = replace(first, others=tuple(others)), outputs[0][0]
                batch = []
        return [found[i] for i in range(len(encoded))]

    def _generate(
        self, batch: list[list[str]], bound: int, *, beam_size: int, no_repeat_ngram: int
    ) -> list[list[tuple[list[str], float]]]:
        import torch

        rows = [self._tokenizer.to_ids([*pieces, END]) for pieces in batch]
        width = max(map(len, rows))
        pad = self._model.config.pad_token_id
        ids = torch.tensor([row + [pad] * (width - len(row)) for row in rows], device=self._device)
        mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in rows], device=self._device)
        with torch.inference_mode():
            out = self._model.generate(
                input_ids=ids,
                attention_mask=mask,
                num_beams=beam_size,
                num_return_sequences=beam_size,
                no_repeat_ngram_size=no_repeat_ngram,
                length_penalty=self._decoding.length_penalty,
                early_stopping=beam_size > 1,  # as CTranslate2 does: stop at `beam_size` finished
                max_new_tokens=bound,
                max_length=None,
                # transformers forces </s> at the limit by default, and then a cut target looks finished
                forced_eos_token_id=None,
                bad_words_ids=[[pad]],
                renormalize_logits=True,  # over what may be written, as CTranslate2 does, which has no other rows
                do_sample=False,
                output_scores=True,
                return_dict_in_generate=True,
            )
            # For a beam of one there is no sequences_scores; the mean over the pieces is the same quantity.
            steps = self._model.compute_transition_scores(
                out.sequences, out.scores, getattr(out, "beam_indices", None), normalize_logits=True
            )
        results = []
        for sequence, logs in zip(out.sequences.tolist(), steps.tolist(), strict=True):
            pieces = [self._tokenizer.to_pieces([i])[0] for i in sequence[1:] if i != pad]
            scores = logs[: len(pieces)]
            results.append((pieces, sum(scores) / max(1, len(scores))))
        return [results[i : i + beam_size] for i in range(0, len(results), beam_size)]
