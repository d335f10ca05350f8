"""Shards of aligned pairs to one training text: clean each shard, then mix, with pairs made by rule on the way.

    python -m models.training.prepare --corpus DIR --evaluation DIR --work DIR --pairs 1200000

Cleaning is done shard by shard (`WORK/clean/NAME.tsv`) and a shard that is done is not done again; the mix
(`WORK/train.tsv`) depends on the shards, `mix.toml` and the seed alone. `WORK/mix.json` counts everything. With
`--kinds` the sources stay apart, `WORK/kinds/NAME.tsv`, each in the order of its shards, for `sprint` to mix.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from typing import Any

from models.training import relevance, robustness
from models.training.cleaning import Pair, clean, folded, grams
from models.training.data import Codec
from models.training.files import write_text

from translate_summarize.engines.tokenization import normalize

MIX = Path(__file__).with_name("mix.toml")
Choose = Callable[[list[Pair], int, random.Random], list[Pair]]
SAME_SOURCE = 3
"""Translations kept of one French line over the whole mix."""


def main(arguments: list[str] | None = None) -> None:
    """Clean, then mix."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of NAME.tsv.xz shards")
    parser.add_argument("--evaluation", type=Path, required=True, help="folder of NAME.fr and NAME.en to stay clear of")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--mix", type=Path, default=MIX)
    parser.add_argument("--like", type=Path, help="JSONL.xz of the French articles that `nearest` of a mix means")
    parser.add_argument("--tokenizer", type=Path, default=Path("models/fr-en"), help="vocabulary for `nearest`")
    parser.add_argument("--pairs", type=int, default=1_200_000, help="lines of the mix")
    parser.add_argument("--kinds", action="store_true", help="a file a source, `copies` of each pair, instead of a mix")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args(arguments)
    shards = sorted(options.corpus.glob("*.tsv.xz"))
    if not shards:
        parser.error(f"no *.tsv.xz in {options.corpus}")
    cleaned = options.work / "clean"
    cleaned.mkdir(parents=True, exist_ok=True)
    counts = clean_shards(shards, cleaned, options.evaluation, jobs=options.jobs)
    recipe = tomllib.loads(options.mix.read_text(encoding="utf-8"))
    choose = chooser(options.like, options.tokenizer) if options.like else None
    if choose is None and any("nearest" in source for source in recipe["source"]):
        parser.error(f"{options.mix} has `nearest`: say with --like what text is meant")
    sources = gather(cleaned, recipe, rng := random.Random(options.seed), choose)  # noqa: S311  # reproducible, no secret
    if options.kinds:
        wanted = {source["name"]: source["copies"] for source in recipe["source"]}
        taken = {name: round(wanted[name] * len(found)) for name, found in sources.items()}
    else:
        taken = shared_out(sources, recipe, size=options.pairs)
    drawn, rules = draw(sources, taken, rng)
    if options.kinds:
        (options.work / "kinds").mkdir(exist_ok=True)
        for name, pairs in drawn.items():
            write_pairs(options.work / "kinds" / f"{name}.tsv", pairs)
    else:
        mixed = [pair for pairs in drawn.values() for pair in pairs]
        rng.shuffle(mixed)
        write_pairs(options.work / "train.tsv", mixed)
    report = {
        "clean": counts,
        "sources": {name: counted(len(found), taken[name]) for name, found in sources.items()},
        "rules": dict(sorted(rules.items())),
        "seed": options.seed,
    }
    write_text(options.work / "mix.json", json.dumps(report, indent=1, ensure_ascii=False) + "\n")
    print(f"{sum(taken.values())} pairs in {options.work / ('kinds' if options.kinds else 'train.tsv')}")


def held_out_grams(folder: Path) -> set[str]:
    """Runs of words of every evaluation line in `folder`, both languages."""
    held_out: set[str] = set()
    for path in sorted([*folder.glob("*.fr"), *folder.glob("*.en")]):
        for line in path.read_text(encoding="utf-8").splitlines():
            held_out |= grams(folded(normalize(line)))
    return held_out


def clean_shards(shards: list[Path], into: Path, evaluation: Path, *, jobs: int) -> dict[str, dict[str, int]]:
    """Clean the shards that are not clean yet; counts of kept and dropped lines by shard."""
    todo = [path for path in shards if not (into / f"{shard_name(path)}.json").exists()]
    if todo:
        work = partial(clean_shard, into=into, held_out=held_out_grams(evaluation))
        # The largest first: two workers then end together.
        todo.sort(key=lambda path: -path.stat().st_size)
        if jobs == 1:
            for path in todo:
                work(path)
        else:
            with ProcessPoolExecutor(jobs) as pool:
                list(pool.map(work, todo))
    return {
        shard_name(path): json.loads((into / f"{shard_name(path)}.json").read_text(encoding="utf-8")) for path in shards
    }


def clean_shard(path: Path, *, into: Path, held_out: set[str]) -> None:
    """Write the clean pairs of one shard, then its counts (whose presence says that the shard is done)."""
    counts: Counter[str] = Counter()
    kept: list[str] = []
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for pair, reason in clean(lines, held_out):
            counts[reason or "kept"] += 1
            if pair:
                kept.append("\t".join(pair) + "\n")
    write_text(into / f"{shard_name(path)}.tsv", "".join(kept))
    write_text(into / f"{shard_name(path)}.json", json.dumps(counts))
    print(f"{shard_name(path)}: {dict(counts)}", flush=True)


def shard_name(path: Path) -> str:
    """`europarl_v7.0` of `…/europarl_v7.0.tsv.xz`."""
    return path.name.removesuffix(".tsv.xz")


def chooser(like: Path, tokenizer: Path) -> Choose:
    """What finds the pairs of a source whose French is nearest to the articles of `like`."""
    codec = Codec(tokenizer)
    wanted = relevance.wanted_model(like, codec)

    def choose(pairs: list[Pair], number: int, rng: random.Random) -> list[Pair]:
        french = [source for source, _ in pairs]
        return [pairs[place] for place in relevance.nearest(french, wanted, codec, number=number, rng=rng)]

    return choose


def gather(cleaned: Path, recipe: dict[str, Any], rng: random.Random, choose: Choose | None) -> dict[str, list[Pair]]:
    """The distinct pairs of every source that has any; of one with `nearest` so many, those that `choose` finds."""
    seen: Counter[int] = Counter()
    found = {
        source["name"]: list(distinct(read_shards(cleaned, source["shards"]), seen)) for source in recipe["source"]
    }
    found = {name: pairs for name, pairs in found.items() if pairs}
    for source in recipe["source"]:
        if choose and "nearest" in source and source["name"] in found:
            found[source["name"]] = choose(found[source["name"]], source["nearest"], rng)
    return found


def shared_out(sources: dict[str, list[Pair]], recipe: dict[str, Any], *, size: int) -> dict[str, int]:
    """How many of about `size` pairs each source gives.

    The share of a source is `weight * pairs ** (1 / temperature)` (temperature sampling, as in multilingual
    translation), and no source is taken more than `repeat` times over.
    """
    weights = {source["name"]: source["weight"] for source in recipe["source"]}
    shares = {name: weights[name] * len(pairs) ** (1 / recipe["temperature"]) for name, pairs in sources.items()}
    whole = sum(shares.values())
    return {name: min(round(size * shares[name] / whole), recipe["repeat"] * len(sources[name])) for name in sources}


def counted(pairs: int, taken: int) -> dict[str, Any]:
    """What `mix.json` says of a source."""
    return {"pairs": pairs, "taken": taken, "times": round(taken / pairs, 2)}


def draw(
    sources: dict[str, list[Pair]], taken: dict[str, int], rng: random.Random
) -> tuple[dict[str, list[Pair]], Counter[str]]:
    """`taken` pairs of each source, varied by rule, in the order of the source each time; and how often each rule."""
    words = robustness.Words.gather(sources, rng)
    rules: Counter[str] = Counter()
    drawn: dict[str, list[Pair]] = {}
    for name, found in sources.items():
        whole, rest = divmod(taken[name], len(found))
        chosen = list(range(len(found))) * whole + sorted(rng.sample(range(len(found)), rest))
        drawn[name] = [
            robustness.vary(
                found[index], found[index + 1] if index + 1 < len(found) else None, rng=rng, words=words, counts=rules
            )
            for index in chosen
        ]
    return drawn, rules


def write_pairs(path: Path, pairs: list[Pair]) -> None:
    """One pair a line: French, tab, English."""
    write_text(path, "".join(f"{french}\t{english}\n" for french, english in pairs))


def read_shards(cleaned: Path, patterns: list[str]) -> Iterator[Pair]:
    """Pairs of the clean shards whose name fits one of the patterns, in the order of the shards."""
    for path in sorted(cleaned.glob("*.tsv")):
        if any(fnmatch(path.name.removesuffix(".tsv"), pattern) for pattern in patterns):
            yield from read_shard(path)


def read_shard(path: Path) -> Iterator[Pair]:
    """Pairs of one clean shard, in its order."""
    for line in path.read_text(encoding="utf-8").splitlines():
        french, _, english = line.partition("\t")
        yield french, english


def distinct(pairs: Iterator[Pair], seen: Counter[int]) -> Iterator[Pair]:
    """Pairs not seen in an earlier shard, and of one French line no more than `SAME_SOURCE`."""
    for pair in pairs:
        both, source = hash(pair), hash(pair[0])
        if seen[both] or seen[source] >= SAME_SOURCE:
            continue
        seen[both] += 1
        seen[source] += 1
        yield pair


if __name__ == "__main__":
    main()
