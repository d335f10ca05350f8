"""The network: a MarianMTModel made new, or taken from a folder and fitted to a vocabulary that has more pieces."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from models.training.tokenizer import END, PAD

TIED = ("lm_head.weight", "model.encoder.embed_tokens.weight", "model.decoder.embed_tokens.weight")
"""Names under which the one embedding appears again; stored once, as `model.shared.weight`."""


def vocabulary(folder: Path) -> dict[str, int]:
    """Piece to id."""
    ids: dict[str, int] = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    return ids


def new_model(tokenizer: Path, *, width: int, encoder_layers: int, decoder_layers: int) -> Any:
    """An untrained model: deep encoder, shallow decoder, one embedding for source, target and output, no dropout."""
    import torch
    from transformers import MarianConfig, MarianMTModel

    ids = vocabulary(tokenizer)
    config = MarianConfig(
        vocab_size=len(ids),
        d_model=width,
        encoder_layers=encoder_layers,
        decoder_layers=decoder_layers,
        encoder_attention_heads=max(1, width // 64),
        decoder_attention_heads=max(1, width // 64),
        encoder_ffn_dim=4 * width,
        decoder_ffn_dim=4 * width,
        activation_function="relu",
        dropout=0.0,
        attention_dropout=0.0,
        activation_dropout=0.0,
        scale_embedding=True,
        max_position_embeddings=512,
        pad_token_id=ids[PAD],
        eos_token_id=ids[END],
        forced_eos_token_id=ids[END],
        decoder_start_token_id=ids[PAD],
        attn_implementation="eager",
    )
    model = MarianMTModel(config)
    with torch.no_grad():
        # Scaled by sqrt(width) on the way in: inputs then have the size of the positions added to them.
        model.model.shared.weight.normal_(0.0, width**-0.5)
        model.model.shared.weight[ids[PAD]] = 0.0
    return model


def generation_settings(ids: dict[str, int]) -> dict[str, Any]:
    """How `generate` searches unless told otherwise: never the padding, whose row takes no part in training."""
    return {
        "bad_words_ids": [[ids[PAD]]],
        "decoder_start_token_id": ids[PAD],
        "eos_token_id": ids[END],
        "forced_eos_token_id": ids[END],
        "max_length": 256,
        "num_beams": 4,
        "pad_token_id": ids[PAD],
    }


def load_model(folder: Path, tokenizer: Path) -> Any:
    """The model of a folder with an embedding row for each piece of `tokenizer`.

    Rows follow their pieces; a piece that the folder does not know starts as noise of the size of the other rows.
    """
    import torch
    from transformers import MarianConfig, MarianMTModel

    weights = weights_of(MarianMTModel.from_pretrained(folder, dtype=torch.float32))
    old_ids, ids = vocabulary(folder), vocabulary(tokenizer)
    old = weights["model.shared.weight"]
    noise = torch.Generator().manual_seed(1)
    rows = torch.randn(len(ids), old.shape[1], generator=noise) * old.std()
    for piece, index in ids.items():
        if piece in old_ids:
            rows[index] = old[old_ids[piece]]
    config = MarianConfig.from_pretrained(folder, attn_implementation="eager", dtype="float32")
    config.vocab_size = config.decoder_vocab_size = len(ids)
    config.pad_token_id = config.decoder_start_token_id = ids[PAD]
    model = MarianMTModel(config)
    set_weights(model, weights | {"model.shared.weight": rows, "final_logits_bias": torch.zeros(1, len(ids))})
    return model


def weights_of(model: Any) -> dict[str, Any]:
    """What is worth storing of a model: each trained tensor once, on the CPU."""
    return {
        name: tensor.detach().cpu().contiguous()
        for name, tensor in model.state_dict().items()
        if name not in TIED and "embed_positions" not in name
    }


def set_weights(model: Any, weights: dict[str, Any]) -> None:
    """Put stored tensors back; what is tied or computed follows.

    Raises:
        ValueError: A tensor of the model is not among them, or the other way round.
    """
    import torch

    result = model.load_state_dict(weights, strict=False)
    missing = [name for name in result.missing_keys if name not in TIED and "embed_positions" not in name]
    if missing or result.unexpected_keys:
        raise ValueError(f"weights of another model: missing {missing}, unexpected {result.unexpected_keys}")
    model.tie_weights()
    with torch.no_grad():
        model.model.shared.weight[model.config.pad_token_id] = 0.0


def loss_of(model: Any, batch: dict[str, Any], *, smoothing: float) -> Any:
    """Mean cross-entropy in nats a target token, label-smoothed, over the pieces that are not padding.

    The output layer is applied to those positions alone, and never to the padding's own row (the last one): it is
    no piece that a translation may hold.
    """
    from torch.nn import functional

    hidden = model.model(
        input_ids=batch["source"],
        attention_mask=batch["source_mask"],
        decoder_input_ids=batch["decoder"],
        use_cache=False,
    ).last_hidden_state
    kept = batch["target"] >= 0
    logits = functional.linear(hidden[kept], model.model.shared.weight[:-1])
    return functional.cross_entropy(logits.float(), batch["target"][kept], label_smoothing=smoothing)


def greedy(model: Any, sources: list[list[int]], *, longest: int = 200) -> list[list[int]]:
    """Ids of the greedy translation of each source, in order."""
    import torch
    from transformers import GenerationConfig

    pad, end = model.config.pad_token_id, model.config.eos_token_id
    settings = generation_settings({PAD: pad, END: end}) | {"num_beams": 1, "do_sample": False}
    device = model.model.shared.weight.device
    order = sorted(range(len(sources)), key=lambda index: -len(sources[index]))
    found: list[list[int]] = [[] for _ in sources]
    for start in range(0, len(order), 50):
        part = order[start : start + 50]
        width = max(len(sources[index]) for index in part)
        ids = torch.tensor([sources[index] + [pad] * (width - len(sources[index])) for index in part], device=device)
        out = model.generate(
            input_ids=ids,
            attention_mask=(ids != pad).long(),
            generation_config=GenerationConfig(**settings | {"max_length": min(longest, 2 * width + 10)}),
        )
        for index, row in zip(part, out.tolist(), strict=True):
            body = row[1:]
            found[index] = body[: body.index(end)] if end in body else [i for i in body if i != pad]
    return found
