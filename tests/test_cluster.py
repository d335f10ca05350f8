"""A folder run over Ray: the tree of a local run, byte for byte, whatever becomes of the workers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from translate_summarize.cli import app
from translate_summarize.cluster import MOST_AT_ONCE, chunks
from translate_summarize.memory import open_memory
from translate_summarize.sources import Source
from translate_summarize.types import Remembered


@pytest.mark.parametrize(
    ("sources", "workers", "sizes"),
    [
        (0, 4, []),
        (3, 4, [1, 1, 1]),
        (64, 2, [4] * 16),
        (10_000, 4, [MOST_AT_ONCE] * 156 + [16]),
    ],
)
def test_tasks_are_of_like_size_and_lose_nothing(sources: int, workers: int, sizes: list[int]) -> None:
    found = [Source(f"{number}.txt", str(number), known=True) for number in range(sources)]
    tasks = chunks(found, workers=workers)
    assert [len(task) for task in tasks] == sizes
    assert [source for task in tasks for source in task] == found


def test_what_people_said_goes_along(tmp_path: Path) -> None:
    with open_memory(tmp_path / "memory.sqlite3") as memory:
        memory.add_people({"Le pont  est fermé !": "The bridge is shut!"})
        memory.add("engine:a", {"Bonjour.": Remembered("Hello.", -0.1)})
        carried = memory.carried()
        assert carried.version() == memory.version() != ""
    assert carried.find("engine:b", ["Le pont est fermé\u202f!", "Bonjour."]) == {
        "Le pont est fermé\u202f!": Remembered("The bridge is shut!", human=True)
    }
    carried.add("engine:a", {"Bonsoir.": Remembered("Good evening.")})
    assert carried.find("engine:a", ["Bonsoir."]) == {}


TOPICS = ["le budget", "la rivière", "le marché", "la gare", "l’école", "le musée", "la forêt", "le port"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(120):
        path = tmp_path / "press" / f"week {number % 3}" / f"{number:03}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        topic = TOPICS[number % len(TOPICS)]
        path.write_text(
            f"La commune numéro {number} a débattu de {topic} lundi soir. Le maire a rappelé que {topic} compte pour "
            f"les {number + 100} habitants du quartier.\n\n« Nous avons été entendus », a dit une voisine du {number}.\n",
            encoding="utf-8",
        )
    (tmp_path / "press" / "vide.txt").touch()
    return tmp_path / "press"


def _batch(folder: Path, output: Path, *more: str) -> list[str]:
    command = [sys.executable, "-m", "translate_summarize", "batch", str(folder), "-o", str(output)]
    return [*command, "--format", "json,md", "--memory", "none", "--fail-on", "never", *more]


def _tree(folder: Path) -> dict[str, bytes]:
    paths = [p for p in folder.rglob("*") if p.is_file() and p.name != "lock"]
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in paths}


@pytest.fixture
def cluster(own_cache: Path) -> Iterator[tuple[str, list[object]]]:
    """A Ray cluster of two nodes, each of one core, in processes of their own; its address, and the nodes."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    nodes = [cluster.add_node(num_cpus=1) for _ in range(2)]
    yield cluster.address, nodes
    cluster.shutdown()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # Ray's own
def test_a_machine_that_dies_loses_nothing(cluster: tuple[str, list], folder: Path, tmp_path: Path) -> None:
    address, nodes = cluster
    local, spread = tmp_path / "local", tmp_path / "spread"
    subprocess.run(_batch(folder, local, "-q"), check=True)
    run = subprocess.Popen(
        _batch(folder, spread, "--ray", address), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 120
    while len(list(spread.rglob("*.fr-en.json"))) < 10:  # both are at work
        assert run.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.01)
    nodes[0].kill_raylet()  # its workers end with it, without a word
    out, err = run.communicate(timeout=240)
    assert run.returncode == 0, err
    assert "A worker died over" in err
    assert "121 found = 120 written + 0 unchanged + 0 skipped + 1 failed" in out
    assert _tree(spread) == _tree(local)
    report = json.loads((spread / "run.json").read_text())
    assert report["counts"] == {"found": 121, "written": 120, "skipped": 0, "failed": 1}
    again = subprocess.run(_batch(folder, spread, "--ray", address), capture_output=True, text=True)
    assert "0 written + 120 unchanged" in again.stdout


_DEADLY = """
import os, sys
from fakes import FakeEngine, english
from translate_summarize.cluster import process_folder_over_ray
from translate_summarize.runs import Job
from translate_summarize.types import Hypothesis

class Deadly(FakeEngine):
    def translate(self, sources):
        if any("numéro 7 " in source for source in sources):
            os._exit(9)
        return [Hypothesis(english(source), -0.1) for source in sources]

for outcome in process_folder_over_ray(Job(*sys.argv[1:3]), Deadly, report=print):
    print(outcome.status, outcome.source, outcome.message)
"""


@pytest.mark.slow
def test_an_article_that_ends_its_workers_fails_alone(folder: Path, tmp_path: Path, own_cache: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    command = [sys.executable, "-W", "ignore", "-c", _DEADLY, str(folder), str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, env=environment)
    lines = [line.split(" ", 1) for line in done.stdout.splitlines()]
    failed = [rest for status, rest in lines if status == "failed"]
    assert len(failed) == 2, done.stderr
    assert any("007.txt ended 2 workers" in rest for rest in failed)
    assert sum(status == "written" for status, _ in lines) == 119


@pytest.mark.parametrize(
    ("arguments", "address"),
    [
        (["press"], None),
        (["press", "--ray"], "local"),
        (["press", "--ray", "--dry-run"], "local"),
        (["--ray", "auto", "press"], "auto"),
        (["press", "--ray=10.0.0.1:6379"], "10.0.0.1:6379"),
    ],
)
def test_the_address_may_be_left_out(arguments: list[str], address: str | None) -> None:
    command = typer.main.get_command(app).commands["batch"]
    assert command.make_context("batch", arguments).params["ray"] == address


def test_an_address_where_nobody_answers(folder: Path, tmp_path: Path, own_cache: Path) -> None:
    command = _batch(folder, tmp_path / "out", "--ray", "127.0.0.1:9")
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "No Ray cluster answers at 127.0.0.1:9" in done.stderr
    assert "Traceback" not in done.stderr
