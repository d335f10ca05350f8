r"""Train a new model on one GPU against the clock: every minute of a lent machine goes into products.

    python -m models.training.sprint --kinds WORK/kinds --plan models/training/sprint.toml \
        --tokenizer WORK/tokenizer --run WORK/sprint --valid DIR/flores-dev --minutes 10

`train` is the patient way, step for step on any machine; this one packs batches without padding (`packing`), runs
stacked layers (`network`) as one recorded CUDA graph, and trains with Muon (`muon`). Killed, it goes on from
`RUN/last.pt`, a minute old at most, with other pairs next: the order of the data is drawn anew at each start.
"""

from __future__ import annotations

import argparse
import itertools
import queue
import threading
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, Self

import numpy as np
from models.training import packing
from models.training.curve import Curve
from models.training.data import LONGEST, Codec, Encoded, encode, joined
from models.training.files import replacing
from models.training.modeling import load_model, new_model, weights_of
from models.training.muon import Optimizer
from models.training.network import MATRICES, Network, Packed, Plan, dense_attention, flash_attention, given, taken

from translate_summarize.engines.tokenization import normalize

AHEAD = 24
"""Batches made ahead of the GPU."""


def options_of(arguments: list[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kinds", type=Path, required=True, help="folder of KIND.tsv: French, tab, English")
    parser.add_argument("--plan", type=Path, required=True, help="TOML: how often each kind is read, early and late")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True, help="folder for checkpoints and the curve")
    parser.add_argument("--valid", type=Path, required=True, help="PREFIX of PREFIX.fr and PREFIX.en")
    parser.add_argument("--init", type=Path, help="model folder to start from, instead of a new model")
    parser.add_argument("--width", type=int, default=512)
    parser.add_argument("--encoder-layers", type=int, default=8)
    parser.add_argument("--decoder-layers", type=int, default=2)
    budget = parser.add_mutually_exclusive_group(required=True)
    budget.add_argument("--minutes", type=float, help="time to train, reading the text not counted")
    budget.add_argument("--steps", type=int)
    parser.add_argument("--tokens", type=int, default=32_768, help="target pieces a batch")
    parser.add_argument("--rate", type=float, default=1.5e-3, help="highest learning rate; falls to 0 from there")
    parser.add_argument("--warmup", type=int, default=500, help="steps of rising rate")
    parser.add_argument("--late", type=float, default=0.15, help="last part of the budget, on the late plan")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--smoothing", type=float, default=0.1)
    parser.add_argument("--decay", type=float, default=0.1, help="weight decay of the inner matrices")
    parser.add_argument("--validate-every", type=int, default=500)
    parser.add_argument("--save-seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1, help="processes that encode the text")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--no-graph", action="store_true", help="do not record the step")
    parser.add_argument("--compile", action="store_true", help="fuse small operations; half a minute once")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> None:
    """Train until the time is up."""
    options = options_of(arguments)
    options.run.mkdir(parents=True, exist_ok=True)
    encoded, kinds = load_kinds(options.kinds, options.tokenizer, jobs=options.jobs)
    plan = tomllib.loads(options.plan.read_text(encoding="utf-8"))
    unknown = {name for part in plan.values() for name in part} - set(kinds)
    print(f"{len(encoded)} pairs, {len(encoded.target_ids)} target pieces; no text of {sorted(unknown) or 'nothing'}")
    sprint = Sprint(options, encoded)
    sprint.resume()
    started = time.monotonic() - sprint.seconds
    saved = time.monotonic()
    with Feed(sprint, kinds, plan, seed=options.seed + sprint.step) as feed:
        while (progress := sprint.progress()) < 1.0:
            sprint.advance(feed.next(late=progress > 1.0 - options.late), progress=progress)
            sprint.seconds = time.monotonic() - started
            if sprint.step % options.validate_every == 0:
                sprint.validate()
            if time.monotonic() - saved > options.save_seconds:
                sprint.save()
                saved = time.monotonic()
    sprint.validate()
    sprint.save()
    print(f"step {sprint.step}, {sprint.tokens} target tokens, {sprint.seconds:.0f} s")


def load_kinds(folder: Path, tokenizer: Path, *, jobs: int) -> tuple[Encoded, dict[str, tuple[int, int]]]:
    """All pairs of a folder of KIND.tsv as ids, and where each kind begins and ends among them."""
    parts = [(path, part) for path in sorted(folder.glob("*.tsv")) for part in range(jobs)]
    if not parts:
        raise SystemExit(f"no *.tsv in {folder}")
    if jobs == 1:
        found = [_encode(path, tokenizer, part, jobs) for path, part in parts]
    else:
        with ProcessPoolExecutor(jobs) as pool:
            found = list(pool.map(_encode, *zip(*((path, tokenizer, part, jobs) for path, part in parts), strict=True)))
    kinds: dict[str, tuple[int, int]] = {}
    first = 0
    for (path, _), one in zip(parts, found, strict=True):
        kinds[path.stem] = (kinds.get(path.stem, (first, first))[0], first + len(one))
        first += len(one)
    return joined(found), kinds


def _encode(path: Path, tokenizer: Path, part: int, parts: int) -> Encoded:
    lines = path.read_text(encoding="utf-8").splitlines()
    return encode(lines[part * len(lines) // parts : (part + 1) * len(lines) // parts], Codec(tokenizer))


class Feed:
    """Batches made ahead in a thread, `late` ones from another plan; `with` starts and ends it."""

    def __init__(
        self,
        sprint: Sprint,
        kinds: Mapping[str, tuple[int, int]],
        plan: Mapping[str, Mapping[str, float]],
        *,
        seed: int,
    ) -> None:
        """Plan both streams."""
        self.sprint, self.kinds, self.plan, self.seed = sprint, kinds, plan, seed
        self.late = self.ended = False
        self.ready: queue.Queue[tuple[bool, Any]] = queue.Queue(AHEAD)
        self.thread = threading.Thread(target=self._fill, daemon=True)

    def __enter__(self) -> Self:
        """Start."""
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End the thread."""
        self.ended = True
        while self.thread.is_alive():
            try:
                self.ready.get(timeout=0.1)
            except queue.Empty:
                continue

    def next(self, *, late: bool) -> Any:
        """The next batch; at the change of plans the early ones that are ready are passed over."""
        self.late = late
        while True:
            kind, flat = self.ready.get()
            if kind == late:
                return flat

    def _fill(self) -> None:
        streams = {late: self._stream("late" if late else "early") for late in (False, True)}
        while not self.ended:
            late = self.late
            self.ready.put((late, self.sprint.pinned(next(streams[late]))))

    def _stream(self, name: str) -> Iterator[Any]:
        for epoch in itertools.count():
            rng = np.random.default_rng((self.seed, epoch, name == "late"))
            order = packing.visits(self.kinds, self.plan[name], rng=rng)
            print(f"{name} epoch {epoch}: {len(order)} pairs", flush=True)
            yield from packing.packed(self.sprint.encoded, order, self.sprint.shape, pad=self.sprint.pad)


class Sprint:
    """A network, its optimizer and its recorded step."""

    def __init__(self, options: argparse.Namespace, encoded: Encoded) -> None:
        """Build everything on its device."""
        import torch

        torch.manual_seed(options.seed)
        self.options, self.encoded = options, encoded
        self.device = ("cuda" if torch.cuda.is_available() else "cpu") if options.device == "auto" else options.device
        on_gpu = self.device != "cpu"
        self.model = (
            load_model(options.init, options.tokenizer)
            if options.init
            else new_model(
                options.tokenizer,
                width=options.width,
                encoder_layers=options.encoder_layers,
                decoder_layers=options.decoder_layers,
            )
        )
        self.pad = self.model.config.pad_token_id
        self.plan = Plan.of(self.model)
        stacks = taken(weights_of(self.model), self.plan)
        if not options.init:
            fresh(stacks)
        positions = self.model.model.encoder.embed_positions.weight[:LONGEST].detach().to(self.device)
        attention = flash_attention if on_gpu else dense_attention
        self.network = Network(
            self.plan, positions, attention=attention, dropout=options.dropout, compiled=options.compile
        )
        self.judge = Network(self.plan, positions, attention=attention)
        self.optimizer = Optimizer(
            {name: tensor.to(self.device) for name, tensor in stacks.items()},
            matrices={f"{name}.weight": count for name, count in MATRICES.items()},
            precision=torch.bfloat16 if on_gpu else torch.float32,
            decay=options.decay,
            clip=1.0,
        )
        self.shape = packing.Shape.of(encoded, tokens=options.tokens)
        self.buffer = torch.zeros(self.shape.total, dtype=torch.int32, device=self.device)
        self.batch = Packed(packing.split(self.buffer, self.shape), LONGEST)
        self.loss = torch.zeros((), device=self.device)
        self.play: Callable[[], None] | None = None
        self.curve = Curve(options.run)
        self.step = self.tokens = 0
        self.seconds = 0.0
        self.valid = self.valid_batches()

    def progress(self) -> float:
        """The part of the budget that is spent, 0 to 1."""
        if self.options.steps:
            return float(self.step / self.options.steps)
        return float(self.seconds / (60 * self.options.minutes))

    def pinned(self, flat: Any) -> Any:
        """A batch where the GPU can fetch it."""
        import torch

        found = torch.from_numpy(flat)
        return found.pin_memory() if self.device != "cpu" else found

    def body(self) -> None:
        """One step on what is in the buffer."""
        import torch

        copies = self.optimizer.copies
        total, count = self.network.loss(copies, self.batch, smoothing=self.options.smoothing, training=True)
        loss = total / count
        gradients = torch.autograd.grad(loss, list(copies.values()))
        self.optimizer.step(dict(zip(copies, gradients, strict=True)))
        self.loss.copy_(loss.detach())

    def recorded(self) -> Callable[[], None]:
        """The step as a CUDA graph, or as it is where there is none or it cannot be recorded."""
        import torch

        if self.device == "cpu" or self.options.no_graph:
            return self.body
        state = {kind: _copied(value) for kind, value in self.optimizer.state().items()}
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            for _ in range(3):
                self.body()
        torch.cuda.current_stream().wait_stream(stream)
        try:
            graph = torch.cuda.CUDAGraph()
            with torch.cuda.graph(graph):
                self.body()
        except RuntimeError as error:
            print(f"no recorded step: {error}", flush=True)
            torch.cuda.synchronize()
            self.optimizer.restore(state)
            return self.body
        self.optimizer.restore(state)
        return graph.replay

    def advance(self, flat: Any, *, progress: float) -> None:
        """One step of the optimizer on one batch, at the rate of this part of the time, 0 to 1."""
        options = self.options
        rate = options.rate * min((self.step + 1) / options.warmup, 1.0 - progress)
        self.buffer.copy_(flat, non_blocking=True)
        if self.play is None:
            self.play = self.recorded()
        self.optimizer.rate.fill_(rate)
        self.play()
        self.step += 1
        self.tokens += int((packing.split(flat, self.shape)["target"] >= 0).sum())
        if self.step % 10 == 0:  # asking for the loss waits for the GPU
            self.curve.train(self.step, self.tokens, self.seconds, rate, self.loss.item())

    def valid_batches(self) -> list[Any]:
        """The validation set, normalised, in packed batches; what does not fill one is filled up with its start."""
        sides = [
            [normalize(line) for line in Path(f"{self.options.valid}.{end}").read_text("utf-8").splitlines()]
            for end in ("fr", "en")
        ]
        lines = ["\t".join(pair) for pair in zip(*sides, strict=True)]
        encoded = encode(lines, Codec(self.options.tokenizer))
        count = len(encoded)
        order = np.arange(count)
        batches = list(packing.packed(encoded, order, self.shape, pad=self.pad))
        while not batches:  # a small set: let it go round until a batch is full
            order = np.concatenate([order, order])
            batches = list(packing.packed(encoded, order, self.shape, pad=self.pad))
        return [self.pinned(flat) for flat in batches]

    def validate(self) -> None:
        """Cross-entropy on the validation set, into the curve."""
        import torch

        total = count = 0.0
        with torch.no_grad():
            for flat in self.valid:
                self.buffer.copy_(flat)
                losses, number = self.judge.loss(self.optimizer.copies, self.batch, smoothing=0.0, training=False)
                total, count = total + float(losses), count + float(number)
        self.curve.valid(self.step, self.tokens, self.seconds, total / count)

    def save(self) -> None:
        """Write the checkpoint and the weights as `export` takes them."""
        import torch
        from safetensors.torch import save_file

        weights = given(self.optimizer.masters, self.plan)
        with replacing(self.options.run / "weights.safetensors") as beside:
            save_file(weights, beside)
        counters = (self.step, self.tokens, self.seconds)
        with replacing(self.options.run / "last.pt") as beside:
            torch.save({**self.optimizer.state(), "counters": counters}, beside)

    def resume(self) -> None:
        """Take the last checkpoint up, if there is one."""
        import torch

        path = self.options.run / "last.pt"
        if path.exists():
            state = torch.load(path, map_location=self.device, weights_only=True)
            self.optimizer.restore(state)
            self.step, self.tokens, self.seconds = state["counters"]
            self.curve.forget_after(self.step)


def fresh(stacks: Mapping[str, Any]) -> None:
    """Start the matrices of a new network as Glorot and Bengio (2010) do, each by its own size."""
    for name, count in MATRICES.items():
        matrix = stacks[f"{name}.weight"]
        matrix.normal_(0.0, (2.0 / (matrix.shape[1] // count + matrix.shape[2])) ** 0.5)


def _copied(value: Any) -> Any:
    return {name: tensor.clone() for name, tensor in value.items()} if isinstance(value, dict) else value.clone()


if __name__ == "__main__":
    main()
