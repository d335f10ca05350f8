r"""Train or go on training; killed anywhere, the same command goes on from the last checkpoint, step for step.

    python -m models.training.train --text WORK/train.tsv --tokenizer WORK/tokenizer --run WORK/run \
        --valid DIR/flores-dev --init models/fr-en --minutes 90

`RUN/last.pt` holds weights, optimizer, random state and the position in the data; `RUN/step-*.safetensors` the
weights for `average`; `RUN/curve.csv` and `RUN/curve.png` the learning curve.
"""

from __future__ import annotations

import argparse
import math
import signal
import time
from pathlib import Path
from types import FrameType
from typing import Any

from models.training import data
from models.training.curve import Curve
from models.training.files import replacing
from models.training.modeling import greedy, load_model, loss_of, new_model, set_weights, weights_of
from models.training.steps import PlainStep, StackedStep

from translate_summarize.engines.tokenization import normalize


def options_of(arguments: list[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text", type=Path, required=True, help="training text: French, tab, English")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True, help="folder for checkpoints and the curve")
    parser.add_argument("--valid", type=Path, required=True, help="PREFIX of PREFIX.fr and PREFIX.en")
    parser.add_argument("--valid-lines", type=int, default=200, help="lines of it, evenly spaced")
    parser.add_argument("--init", type=Path, help="model folder to start from, instead of a new model")
    parser.add_argument("--width", type=int, default=512)
    parser.add_argument("--encoder-layers", type=int, default=6)
    parser.add_argument("--decoder-layers", type=int, default=2)
    budget = parser.add_mutually_exclusive_group(required=True)
    budget.add_argument("--minutes", type=float, help="time to train, over all starts of the run together")
    budget.add_argument("--steps", type=int)
    parser.add_argument("--stop-at", type=int, help="stop at this step of the budget; to go on later")
    parser.add_argument("--tokens", type=int, default=3500, help="padded tokens a batch")
    parser.add_argument("--optimizer", choices=("adamw", "muon"), default="adamw", help="of the inner matrices")
    parser.add_argument("--stacked", action="store_true", help="faster on a CPU; Muon, whatever --optimizer says")
    parser.add_argument("--rate", type=float, default=6e-4, help="highest learning rate")
    parser.add_argument("--warmup", type=int, default=400, help="steps of rising rate")
    parser.add_argument("--hold", type=int, default=0, help="step from which the rate falls as 1/sqrt(step)")
    parser.add_argument("--decay", type=float, default=0.45, help="last part of the budget, in which it falls to 0")
    parser.add_argument("--smoothing", type=float, default=0.1)
    parser.add_argument("--validate-every", type=int, default=500)
    parser.add_argument("--save-every", type=int, default=400)
    parser.add_argument("--keep", type=int, default=8, help="step files to keep")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", default="auto")
    parser.add_argument("--precision", choices=("auto", "bfloat16", "float32"), default="auto", help="of the products")
    return parser.parse_args(arguments)


def rate_at(step: int, progress: float, *, rate: float, warmup: int, hold: int, decay: float) -> float:
    """Learning rate: linear warm-up, level to step `hold`, inverse square root, linear to 0 at the end of the budget."""
    falling = math.sqrt(max(hold, warmup) / max(step, hold, warmup))
    return rate * min(1.0, (step + 1) / warmup) * falling * min(1.0, (1.0 - progress) / decay)


def main(arguments: list[str] | None = None) -> None:
    """Train until the budget is spent, or until the process is told to end (SIGTERM): it saves and leaves."""
    import torch

    options = options_of(arguments)
    options.run.mkdir(parents=True, exist_ok=True)
    encoded = data.load(options.text, options.tokenizer, options.run / "text.npz")
    trainer = Trainer(options)
    trainer.resume()
    told: list[int] = []

    def tell(number: int, _frame: FrameType | None) -> None:
        told.append(number)

    previous = signal.signal(signal.SIGTERM, tell)
    started = time.monotonic() - trainer.seconds
    last = options.stop_at or options.steps
    try:
        while not told and trainer.progress() < 1.0 and (last is None or trainer.step < last):
            order = data.batches(encoded, epoch=trainer.epoch, seed=options.seed, tokens=options.tokens)
            for indices in order[trainer.position :]:
                trainer.advance(encoded, indices)
                trainer.seconds = time.monotonic() - started
                if trainer.step % options.validate_every == 0:
                    trainer.validate()
                if trainer.step % options.save_every == 0:
                    trainer.save()
                if told or trainer.progress() >= 1.0 or (last is not None and trainer.step >= last):
                    break
            else:
                trainer.epoch, trainer.position = trainer.epoch + 1, 0
        trainer.validate()
        trainer.save()
    finally:
        signal.signal(signal.SIGTERM, previous)
    print(f"step {trainer.step}, {trainer.tokens} target tokens, {trainer.seconds:.0f} s, torch {torch.__version__}")


def halves_pay(device: str) -> bool:
    """Whether bfloat16 products are the faster ones: on a GPU, and on CPUs with instructions for them.

    Measured on one core each: with AVX-512 alone 145 GFLOP/s in float32 against 83 in bfloat16, with AVX512-BF16 70
    against 245.
    """
    import torch

    on_cpu = (torch.cpu._is_amx_tile_supported, torch.cpu._is_avx512_bf16_supported)  # noqa: SLF001  # none is public
    return device != "cpu" or any(supported() for supported in on_cpu)


def padded(sources: list[Any], targets: list[Any], pad: int) -> dict[str, Any]:
    """Tensors of a batch as `loss_of` takes them; `target` is -1 where there is nothing to learn."""
    import numpy as np
    import torch

    source = np.full((len(sources), max(map(len, sources))), pad, np.int64)
    target = np.full((len(targets), max(map(len, targets))), -1, np.int64)
    for row, (ids, wanted) in enumerate(zip(sources, targets, strict=True)):
        source[row, : len(ids)] = ids
        target[row, : len(wanted)] = wanted
    decoder = np.where(target < 0, pad, target)
    decoder = np.concatenate([np.full((len(targets), 1), pad), decoder[:, :-1]], axis=1)
    arrays = {"source": source, "source_mask": (source != pad).astype(np.int64), "decoder": decoder, "target": target}
    return {name: torch.from_numpy(array) for name, array in arrays.items()}


class Trainer:
    """A model, its optimizer and where they are in the data; `save` and `resume` carry all of it."""

    def __init__(self, options: argparse.Namespace) -> None:
        """Build the model and its optimizer, untrained or from `--init`."""
        import torch

        torch.manual_seed(options.seed)
        self.options = options
        self.device = ("cuda" if torch.cuda.is_available() else "cpu") if options.device == "auto" else options.device
        self.half = options.precision == "bfloat16" or (options.precision == "auto" and halves_pay(self.device))
        model = (
            load_model(options.init, options.tokenizer)
            if options.init
            else new_model(
                options.tokenizer,
                width=options.width,
                encoder_layers=options.encoder_layers,
                decoder_layers=options.decoder_layers,
            )
        )
        self.model = model.to(self.device)
        self.model.train()
        self.stepper = self.stepper_for()
        self.codec = data.Codec(options.tokenizer)
        self.curve = Curve(options.run)
        self.step = self.tokens = self.epoch = self.position = 0
        self.seconds = 0.0
        self.sample = self.valid_sample()

    def stepper_for(self) -> PlainStep | StackedStep:
        """What makes the steps."""
        import torch

        options = self.options
        if not options.stacked:
            return PlainStep(
                self.model,
                optimizer=options.optimizer,
                smoothing=options.smoothing,
                device=self.device,
                half=self.half,
            )
        if self.device != "cpu":
            raise SystemExit("--stacked is for CPUs; on a GPU use models.training.sprint")
        precision = torch.bfloat16 if self.half else torch.float32
        return StackedStep(self.model, smoothing=options.smoothing, precision=precision)

    def progress(self) -> float:
        """The part of the budget that is spent, 0 to 1."""
        if self.options.steps:
            return float(self.step / self.options.steps)
        return float(self.seconds / (60 * self.options.minutes))

    def valid_sample(self) -> tuple[list[str], list[str]]:
        """Evenly spaced lines of the validation set, normalised."""
        sides = [
            [normalize(line) for line in Path(f"{self.options.valid}.{end}").read_text("utf-8").splitlines()]
            for end in ("fr", "en")
        ]
        every = max(1, len(sides[0]) // self.options.valid_lines)
        return sides[0][::every][: self.options.valid_lines], sides[1][::every][: self.options.valid_lines]

    def batch(self, sources: list[Any], targets: list[Any]) -> dict[str, Any]:
        """A padded batch on the device."""
        found = padded(sources, targets, self.model.config.pad_token_id)
        return {name: tensor.to(self.device) for name, tensor in found.items()}

    def advance(self, encoded: data.Encoded, indices: Any) -> None:
        """One step of the optimizer on one batch."""
        options = self.options
        rate = rate_at(
            self.step, self.progress(), rate=options.rate, warmup=options.warmup, hold=options.hold, decay=options.decay
        )
        batch = self.batch([encoded.source(i) for i in indices], [encoded.target(i) for i in indices])
        loss = self.stepper.advance(batch, rate)
        self.step += 1
        self.position += 1
        self.tokens += int((batch["target"] >= 0).sum())
        self.curve.train(self.step, self.tokens, self.seconds, rate, loss)

    def validate(self) -> None:
        """Cross-entropy and greedy BLEU on the fixed sample, into the curve."""
        import sacrebleu
        import torch

        if self.curve.validated == self.step:
            return
        sources, references = self.sample
        self.stepper.settle()
        source_ids, target_ids = self.codec.encode(sources), self.codec.encode(references)
        self.model.eval()
        with torch.no_grad():
            total = count = 0.0
            for start in range(0, len(sources), 40):
                batch = self.batch(source_ids[start : start + 40], target_ids[start : start + 40])
                tokens = int((batch["target"] >= 0).sum())
                total += float(loss_of(self.model, batch, smoothing=0.0)) * tokens
                count += tokens
            outputs = [self.codec.decode(ids) for ids in greedy(self.model, source_ids)]
        self.model.train()
        bleu = sacrebleu.corpus_bleu(outputs, [references]).score
        self.curve.valid(self.step, self.tokens, self.seconds, total / count, bleu)

    def save(self) -> None:
        """Write the checkpoint and the weights of this step; forget the oldest weights."""
        import torch
        from safetensors.torch import save_file

        self.stepper.settle()
        weights = weights_of(self.model)
        with replacing(self.options.run / f"step-{self.step:07}.safetensors") as beside:
            save_file(weights, beside)
        state = {
            "weights": weights,
            "optimizers": self.stepper.state(),
            "random": torch.get_rng_state(),
            "counters": (self.step, self.tokens, self.epoch, self.position, self.seconds),
            "losses": self.curve.losses,
        }
        with replacing(self.options.run / "last.pt") as beside:
            torch.save(state, beside)
        self.curve.write()
        for old in sorted(self.options.run.glob("step-*.safetensors"))[: -self.options.keep]:
            old.unlink()

    def resume(self) -> None:
        """Take the last checkpoint up, if there is one."""
        import torch

        path = self.options.run / "last.pt"
        if not path.exists():
            return
        state = torch.load(path, map_location=self.device, weights_only=True)
        if isinstance(state["optimizers"], dict) != self.options.stacked:
            raise SystemExit(
                f"{path} was begun {'without' if self.options.stacked else 'with'} --stacked: go on in the same way"
            )
        set_weights(self.model, state["weights"])
        self.stepper.restore(state["optimizers"])
        torch.set_rng_state(state["random"].cpu())
        self.step, self.tokens, self.epoch, self.position, self.seconds = state["counters"]
        self.curve.forget_after(self.step)
        self.curve.losses = state["losses"]


if __name__ == "__main__":
    main()
