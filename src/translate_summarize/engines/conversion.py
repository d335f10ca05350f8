"""A Marian folder (`from_pretrained` layout, safetensors) to a CTranslate2 model, without torch.

CTranslate2's own converter loads the model through `transformers` and torch, which most users do not have. The
weights are arrays with names; this hands them to CTranslate2's public specification one by one.
"""

from __future__ import annotations

import json
import math
import shutil
import tempfile
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from translate_summarize.engines.importing import light_import
from translate_summarize.errors import ModelError
from translate_summarize.models import suppressed

if TYPE_CHECKING:
    import numpy as np

_FORMAT = 1  # part of the cache folder's name: raise it when the conversion changes
_NEVER = -10_000.0  # a logit that float16 can hold and no beam will take
_ACTIVATIONS = {"relu": "RELU", "gelu": "GELU", "swish": "SWISH", "silu": "SWISH"}


def converted(
    folder: Path, *, cache: Path, fingerprint: str, report: Callable[[str], None], whole: bool = False
) -> Path:
    """The CTranslate2 form of a Marian folder, made in `cache` the first time.

    Pieces that the folder's generation configuration never lets out (`suppress_tokens`) have no row at the output: a
    vocabulary of two languages is half idle there, and each step of each beam would go through all of it.

    Args:
        folder: A Marian model, already checked.
        cache: Folder for converted models; made when missing.
        fingerprint: Identifies the weights; part of the converted folder's name.
        report: Told in one line when a conversion happens.
        whole: With a row for every piece, as CTranslate2's own converter would make it.

    Raises:
        ModelError: The weights do not fit the configuration, or the cache cannot be written.
    """
    target = cache / f"{folder.name}-{fingerprint}-{_FORMAT}{'-whole' if whole else ''}"
    if (target / "model.bin").is_file():
        return target
    report(f"Converting the model in {folder} for CTranslate2 (once) …")
    try:
        cache.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=cache))
    except OSError as error:
        raise ModelError(
            f"The model cache {cache} cannot be written ({error.strerror}): set TSUM_CACHE to a folder that can."
        ) from error
    try:
        _convert(folder, scratch, whole=whole)
        scratch.replace(target)
    except OSError as error:
        if not (target / "model.bin").is_file():  # or else another process was quicker, with the same result
            raise ModelError(f"The model cannot be converted into {cache} ({error}): set TSUM_CACHE.") from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return target


def _convert(folder: Path, output: Path, *, whole: bool) -> None:
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    try:
        weights = load_file(folder / "model.safetensors")
    except (SafetensorError, OSError) as error:
        raise ModelError(
            f"The weights {folder / 'model.safetensors'} cannot be read ({error}): pull the model again."
        ) from error
    try:
        vocabulary = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
        spec = _specification(config, weights, vocabulary, never=() if whole else suppressed(folder))
        spec.validate()
    except (LookupError, ValueError, TypeError) as error:
        raise ModelError(
            f"The weights in {folder} do not fit its config.json ({error}): pull or export the model again."
        ) from error
    spec.optimize(quantization=None)
    spec.save(str(output))


def _specification(
    config: dict[str, Any], weights: dict[str, np.ndarray], vocabulary: dict[str, int], *, never: Collection[int]
) -> Any:
    import numpy as np

    specs = light_import("ctranslate2.specs")
    activation = _ACTIVATIONS.get(config.get("activation_function", "swish"))
    if activation is None:
        raise ValueError(f"activation {config.get('activation_function')!r} is not supported")
    if not config.get("share_encoder_decoder_embeddings", True):
        raise ValueError("separate source and target vocabularies are not supported")
    spec = specs.TransformerSpec.from_config(
        (config["encoder_layers"], config["decoder_layers"]),
        config["encoder_attention_heads"],
        pre_norm=False,
        activation=specs.Activation[activation],
    )
    embedding = weights["model.shared.weight"] if "model.shared.weight" in weights else weights["lm_head.weight"]
    # <pad> starts the decoder, as in transformers, and must never be generated. (CTranslate2's converter starts from a
    # zero embedding instead: right for weights that Marian trained, wrong for those whose tied <pad> row has moved.)
    bias = weights.get("final_logits_bias", np.zeros(len(embedding), embedding.dtype)).reshape(-1).copy()
    bias[config["pad_token_id"]] = _NEVER
    if any(not 0 <= piece < len(embedding) or piece == config["eos_token_id"] for piece in never):
        raise ValueError("suppress_tokens of its generation_config.json has what is no piece, or ends a sentence")
    rows = np.delete(np.arange(len(embedding)), sorted({*never} - {config["decoder_start_token_id"]}))
    spec.decoder.projection.weight = embedding[rows]
    spec.decoder.projection.bias = bias[rows]
    spec.encoder.embeddings[0].weight = embedding
    spec.decoder.embeddings.weight = embedding[rows]
    spec.decoder.start_from_zero_embedding = False
    scale = math.sqrt(config["d_model"]) if config.get("scale_embedding") else 1.0
    positions = _sinusoids(config["max_position_embeddings"], config["d_model"])
    for side in ("encoder", "decoder"):
        part = getattr(spec, side)
        part.scale_embeddings = scale
        part.position_encodings.encodings = positions
        for i, layer in enumerate(part.layer):
            _set_layer(layer, weights, f"model.{side}.layers.{i}", cross=side == "decoder")
    tokens = sorted(vocabulary, key=vocabulary.__getitem__)
    if len(tokens) != len(embedding):
        raise ValueError(f"{len(tokens)} pieces in vocab.json, {len(embedding)} rows of weights")
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary([tokens[row] for row in rows])
    spec.config.eos_token = "</s>"  # noqa: S105  # a piece, not a password
    spec.config.unk_token = "<unk>"  # noqa: S105
    spec.config.decoder_start_token = tokens[config["decoder_start_token_id"]]
    return spec


def _set_layer(layer: Any, weights: dict[str, np.ndarray], name: str, *, cross: bool) -> None:
    import numpy as np

    def linear(spec: Any, *parts: str) -> None:
        spec.weight = np.concatenate([weights[f"{name}.{part}.weight"] for part in parts])
        spec.bias = np.concatenate([weights[f"{name}.{part}.bias"] for part in parts])

    def norm(spec: Any, part: str) -> None:
        spec.gamma = weights[f"{name}.{part}.weight"]
        spec.beta = weights[f"{name}.{part}.bias"]

    linear(layer.self_attention.linear[0], "self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj")
    linear(layer.self_attention.linear[1], "self_attn.out_proj")
    norm(layer.self_attention.layer_norm, "self_attn_layer_norm")
    if cross:
        linear(layer.attention.linear[0], "encoder_attn.q_proj")
        linear(layer.attention.linear[1], "encoder_attn.k_proj", "encoder_attn.v_proj")
        linear(layer.attention.linear[2], "encoder_attn.out_proj")
        norm(layer.attention.layer_norm, "encoder_attn_layer_norm")
    linear(layer.ffn.linear_0, "fc1")
    linear(layer.ffn.linear_1, "fc2")
    norm(layer.ffn.layer_norm, "final_layer_norm")


def _sinusoids(positions: int, width: int) -> np.ndarray:
    """Marian's fixed position encodings, `positions` × `width`: sines in the first half, cosines in the second.

    Vaswani et al. 2017, section 3.5, in the order of Marian and of transformers' MarianSinusoidalPositionalEmbedding.
    """
    import numpy as np

    rates = 10000.0 ** (-2 * np.arange((width + 1) // 2) / width)
    angles = np.arange(positions)[:, None] * rates[None, :]
    encodings = np.concatenate([np.sin(angles), np.cos(angles[:, : width // 2])], axis=1)
    return encodings.astype(np.float32)
