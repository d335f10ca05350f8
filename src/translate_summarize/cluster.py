"""A folder run over Ray: the same articles to the same documents, on as many machines as there are.

Whole articles are the unit. Each worker is an actor with one loaded engine and does a handful of articles at a time as
a local run would (`windows.Run`), writing their documents and records itself; the driver finds the articles, holds the
lock, and writes digest and report. A worker that dies, or whose machine does, is replaced and its articles are done
again, which is safe since a document is written whole and depends on its article and the signature alone.
"""

from __future__ import annotations

import contextlib
import os
import socket
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from translate_summarize.batch import supervise
from translate_summarize.errors import OptionsError, OutputError, TranslationError, TsumError
from translate_summarize.places import is_address, place_of
from translate_summarize.runs import Job
from translate_summarize.sources import Source
from translate_summarize.types import Engine, Memory, Outcome
from translate_summarize.windows import Run, job_signature

LOCAL = "local"
"""The address of a cluster that is started for this run, on this machine."""
MOST_AT_ONCE = 64
"""Articles in one task, at most: about a window of a local run, some ten seconds of a core."""
_TASKS_A_WORKER = 8  # at least, where there are articles enough: then no worker waits long for the last one
_LIVES = 2  # workers that an article may outlive; what ends two of them has failed
_BIRTHS = 3  # workers that may die while they load, one after the other
_ANSWER = 10.0  # seconds for a cluster to answer
_PATIENCE = 60.0  # seconds without any worker after which that is said

Chunk = tuple[Source, ...]


def process_folder_over_ray(
    job: Job,
    load: Callable[[], Engine],
    *,
    address: str = LOCAL,
    cores: int = 1,
    gpus: float = 0.0,
    memory: Memory | None = None,
    found: Callable[[int], None] | None = None,
    report: Callable[[str], None] | None = None,
) -> Iterator[Outcome]:
    """As `process_folder`, by the workers of a Ray cluster; documents, digest and report are byte for byte the same.

    Args:
        job: What is asked for. Paths must mean the same folder on each machine; addresses (s3://…) always do.
        load: Loads the engine, here and in each worker: a picklable function of no arguments.
        address: Of a cluster ("auto" for the one that runs on this machine), or "local" to start one for this run.
        cores: Of a worker; as many workers run as the cluster has cores for.
        gpus: Of a worker.
        memory: A translation memory whose contents can be sent to the workers (`SqliteMemory.carried`).
        found: Told how many files there are, before the first outcome.
        report: Told in one line when something takes a while or a worker has died.

    Raises:
        OptionsError: Ray is not installed, or no cluster answers at the address.
        ModelError: A worker cannot load the engine, or its model is another one.
        TranslationError: Workers die as soon as they start.
        DocumentError, OutputError: As `process_folder` does; also where a worker's documents cannot be seen from here.
    """
    job = replace(job, folder=_anywhere(job.folder), output=_anywhere(job.output))
    signature = job_signature(job, load())
    say = report or (lambda _: None)

    def work(sources: Sequence[Source]) -> Iterator[Outcome]:
        if not sources:
            return
        output = place_of(job.output)
        with _cluster(address) as ray:
            crew = _Crew(ray, job, load, memory, cores=cores, gpus=gpus, signature=signature, report=say)
            for outcome in crew.outcomes(sources):
                if outcome.entry and any(output.size(name) is None for name in outcome.entry.documents):
                    raise OutputError(
                        f"What a worker wrote to {job.output} is not to be seen from here: give -o a folder that all "
                        "machines share, or an address (s3://…)."
                    )
                yield outcome

    return supervise(job, work, signature=signature, found=found, report=report)


def _anywhere(where: Path | str) -> Path | str:
    """A path that does not depend on the folder that a process happens to run in."""
    return where if is_address(where) else Path(where).resolve()


@contextlib.contextmanager
def _cluster(address: str) -> Iterator[Any]:
    """Ray, connected; let go of in the end, and stopped where it was started here."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # nothing is sent anywhere
    try:
        import ray
    except ImportError as error:
        raise OptionsError(
            "Ray is not installed: run `pip install 'translate-summarize[ray]'`, or leave out --ray."
        ) from error
    settings = {"include_dashboard": False} if address == LOCAL else {}
    try:
        _knock(address)
        ray.init(address=address, log_to_driver=False, logging_level="ERROR", **settings)
    except (ConnectionError, ValueError, RuntimeError, OSError) as error:
        reason = " ".join(str(error).split())[:200]
        raise OptionsError(
            f"No Ray cluster answers at {address} ({reason}): check the address, or give --ray alone."
        ) from error
    try:
        yield ray
    finally:
        ray.shutdown()


def _knock(address: str) -> None:
    """Raise OSError where nobody listens at `host:port`: Ray itself would go on trying for minutes."""
    host, _, port = address.rpartition("://")[2].rpartition(":")
    if host and port.isdecimal():
        socket.create_connection((host, int(port)), timeout=_ANSWER).close()


class Worker:
    """One engine, in a process that Ray started somewhere."""

    def __init__(self, job: Job, load: Callable[[], Engine], memory: Memory | None) -> None:
        """Nothing is loaded yet: an error in an actor's first breath reaches nobody as what it is."""
        self._job, self._load, self._memory = job, load, memory

    def ready(self) -> str:
        """Load, and say with what signature."""
        engine = self._load()
        self._run = Run(self._job, engine, memory=self._memory)
        return job_signature(self._job, engine)

    def outcomes(self, sources: Chunk) -> list[Outcome]:
        """Do these articles."""
        return list(self._run.outcomes(sources))


class _Crew:
    """The workers of one run, what they are doing, and what became of those that died."""

    def __init__(
        self,
        ray: Any,
        job: Job,
        load: Callable[[], Engine],
        memory: Memory | None,
        *,
        cores: int,
        gpus: float,
        signature: str,
        report: Callable[[str], None],
    ) -> None:
        self._ray = ray
        self._places = _places_for(ray, cores=cores, gpus=gpus)
        self._signature = signature
        self._report = report
        remote = ray.remote(Worker).options(num_cpus=cores, num_gpus=gpus, max_restarts=0)
        self._start: Callable[[], Any] = lambda: remote.remote(job, load, memory)
        self._starting: dict[Any, Any] = {}
        self._running: dict[Any, tuple[Any, Chunk]] = {}
        self._deaths: Counter[str] = Counter()
        self._births = 0

    def outcomes(self, sources: Sequence[Source]) -> Iterator[Outcome]:
        """Outcomes of all sources, in the order in which they are finished."""
        waiting = deque(chunks(sources, workers=self._places))
        for _ in range(min(self._places, len(waiting))):
            self._add()
        idle: list[Any] = []
        while waiting or self._running:
            while waiting and idle:
                worker, chunk = idle.pop(), waiting.popleft()
                self._running[worker.outcomes.remote(chunk)] = (worker, chunk)
            done, _ = self._ray.wait([*self._running, *self._starting], num_returns=1, timeout=_PATIENCE)
            if not done:
                if not self._running:
                    self._report("No worker has begun: the cluster may have no free core. Still waiting …")
            elif done[0] in self._starting:
                idle += self._arrived(done[0])
            else:
                worker, chunk = self._running.pop(done[0])
                try:
                    yield from self._got(done[0])
                    idle.append(worker)
                except self._ray.exceptions.RayActorError:
                    self._add()
                    yield from self._again(chunk, waiting)

    def _add(self) -> None:
        worker = self._start()
        self._starting[worker.ready.remote()] = worker

    def _arrived(self, done: Any) -> list[Any]:
        """The worker that has loaded its engine; none where it died over it, and another one is on its way."""
        worker = self._starting.pop(done)
        try:
            found = self._got(done)
        except self._ray.exceptions.RayActorError as error:
            self._births += 1
            if self._births >= _BIRTHS:
                raise TranslationError(
                    f"{_BIRTHS} workers died while loading the engine ({_reason(error)}): try without --ray."
                ) from error
            self._add()
            return []
        self._births = 0
        if found != self._signature:
            raise OptionsError(
                f"A worker would translate with another model or version ({found}) than this machine "
                f"({self._signature}): install the same on all."
            )
        return [worker]

    def _got(self, done: Any) -> Any:
        """The result; a failure of ours as what it was in the worker."""
        try:
            return self._ray.get(done)
        except self._ray.exceptions.RayTaskError as error:
            if isinstance(error.cause, TsumError):
                raise error.cause from None
            raise

    def _again(self, chunk: Chunk, waiting: deque[Chunk]) -> Iterator[Outcome]:
        """Articles of a worker that died: done again one by one, until they have ended too many."""
        self._report(f"A worker died over {chunk[0].relative}{' and others' if chunk[1:] else ''}: done again.")
        for source in chunk:
            self._deaths[source.relative] += len(chunk) == 1
            if self._deaths[source.relative] >= _LIVES:
                message = (
                    f"{source.relative} ended {_LIVES} workers that were at it: leave it out, or try without --ray."
                )
                yield Outcome(source.relative, "failed", message)
            else:
                waiting.appendleft((source,))


def chunks(sources: Sequence[Source], *, workers: int) -> list[Chunk]:
    """The articles in their order, in tasks of like size: at most `MOST_AT_ONCE`, and enough for each worker."""
    size = max(1, min(MOST_AT_ONCE, len(sources) // (workers * _TASKS_A_WORKER)))
    return [tuple(sources[start : start + size]) for start in range(0, len(sources), size)]


def _places_for(ray: Any, *, cores: int, gpus: float) -> int:
    """Workers that the cluster has room for, at least one."""
    there = ray.cluster_resources()
    by_cores = there.get("CPU", 1) // cores
    return int(max(1, min(by_cores, there.get("GPU", 0) // gpus) if gpus else by_cores))


def _reason(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]
