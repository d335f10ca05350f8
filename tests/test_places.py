"""Places: a folder behind an address is read, written and locked as one on a disk is."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from fakes import FakeEngine
from translate_summarize.batch import plan, process_folder
from translate_summarize.errors import DocumentError, OptionsError, OutputError
from translate_summarize.places import KEPT, LocalPlace, place_of
from translate_summarize.places.remote import RemotePlace
from translate_summarize.runs import Job

ARTICLES = {
    "lundi/gare.txt": "La gare a rouvert lundi. Le maire était là.\n",
    "lundi/été 50 % #1?.txt": "Le festival commence. Il dure trois jours.\n",
    "mardi/pont.md": "# Le pont\n\nLe pont est fermé. Les travaux durent.\n",
    "mardi/vide.txt": "",
    "photo.jpg": "x",
    ".caché/secret.txt": "Rien à lire.",
}


@pytest.fixture
def bucket() -> Iterator[str]:
    """The articles in a folder of fsspec's file system in memory."""
    address = f"memory://{uuid.uuid4().hex}"
    files = fsspec.filesystem("memory")
    for name, text in ARTICLES.items():
        files.pipe_file(f"{address}/press/{name}", text.encode())
    yield address
    files.rm(address, recursive=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in ARTICLES.items():
        path = tmp_path / "press" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "press"


def _local(folder: Path) -> dict[str, bytes]:
    paths = [p for p in folder.rglob("*") if p.is_file() and p.name != "lock"]
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in paths}


def _remote(address: str) -> dict[str, bytes]:
    files, root = fsspec.core.url_to_fs(address)
    return {path[len(root) + 1 :]: files.cat_file(path) for path in files.find(root)}


def test_a_run_at_an_address_equals_one_on_a_disk(folder: Path, bucket: str, tmp_path: Path) -> None:
    on_disk = list(process_folder(Job(folder, tmp_path / "out", formats=("html", "docx")), FakeEngine()))
    job = Job(f"{bucket}/press", f"{bucket}/out", formats=("html", "docx"))
    remote = list(process_folder(job, FakeEngine()))
    assert [(o.source, o.status, o.message) for o in remote] == [(o.source, o.status, o.message) for o in on_disk]
    assert sorted(o.status for o in remote) == ["failed", "skipped", "written", "written", "written"]
    assert _remote(f"{bucket}/out") == _local(tmp_path / "out")
    engine = FakeEngine()
    assert {o.status for o in process_folder(job, engine)} == {"failed", "skipped", "unchanged"}
    assert engine.asked == []


def test_from_an_address_to_a_disk_and_back(bucket: str, folder: Path, tmp_path: Path) -> None:
    list(process_folder(Job(f"{bucket}/press", tmp_path / "out"), FakeEngine()))
    list(process_folder(Job(folder, f"{bucket}/out"), FakeEngine()))
    assert _remote(f"{bucket}/out") == _local(tmp_path / "out")


def test_the_output_may_lie_among_the_articles(bucket: str) -> None:
    job = Job(f"{bucket}/press", f"{bucket}/press/english")
    list(process_folder(job, FakeEngine()))
    sources, todo, _ = plan(job, FakeEngine())
    assert len(sources) == 5
    assert [source.relative for source in todo] == ["mardi/vide.txt"]
    with pytest.raises(DocumentError, match="at once"):
        plan(Job(f"{bucket}/press", f"{bucket}/press/"), FakeEngine())


def test_the_output_on_a_disk_may_not_be_the_articles_folder(folder: Path) -> None:
    with pytest.raises(DocumentError, match="at once"):
        plan(Job(folder, folder), FakeEngine())


@pytest.mark.parametrize(
    ("address", "error", "says"),
    [
        ("memory://nothing/here", DocumentError, "is no folder"),
        ("nonsense://bucket/press", OptionsError, "nonsense"),
        ("gs://bucket/press", OptionsError, r"pip install 'translate-summarize\[gs\]'"),
        ("abfs://container/press", OptionsError, "adlfs"),
    ],
)
def test_addresses_that_cannot_be_read(address: str, error: type[Exception], says: str, tmp_path: Path) -> None:
    with pytest.raises(error, match=says) as caught:
        list(process_folder(Job(address, tmp_path / "out"), FakeEngine()))
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_a_file_address_is_a_path(folder: Path) -> None:
    place = place_of(f"file://{folder}")
    assert isinstance(place, LocalPlace)
    assert place.read("lundi/gare.txt").decode() == ARTICLES["lundi/gare.txt"]


def _place(address: str) -> RemotePlace:
    return RemotePlace(address, beat=0.05, dead_after=0.4)


def test_the_lock_of_a_living_run_holds(bucket: str) -> None:
    said: list[str] = []
    with (
        _place(bucket).locked(),
        pytest.raises(OutputError, match="Another run is writing"),
        _place(bucket).locked(report=said.append),
    ):
        pass
    assert socket.gethostname() in said[0]
    assert not fsspec.filesystem("memory").exists(f"{bucket}/{KEPT}/lock")


def test_the_lock_of_a_dead_run_is_taken_over(bucket: str) -> None:
    files = fsspec.filesystem("memory")
    files.pipe_file(f"{bucket}/{KEPT}/lock", b"elsewhere 4711 abc 3")
    started = time.monotonic()
    with _place(bucket).locked():
        assert time.monotonic() - started >= 0.4
        assert os.getpid() == int(files.cat_file(f"{bucket}/{KEPT}/lock").split()[1])


def test_who_was_taken_over_writes_no_more(bucket: str) -> None:
    place = _place(bucket)
    with place.locked():
        fsspec.filesystem("memory").pipe_file(f"{bucket}/{KEPT}/lock", b"elsewhere 4711 abc 0")
        time.sleep(0.3)  # a few beats
        with pytest.raises(OutputError, match="taken"):
            place.write("a.txt", b"a")


def test_of_two_that_start_at_once_one_runs(bucket: str) -> None:
    results: list[str] = []
    barrier = threading.Barrier(2)

    def start() -> None:
        place = _place(bucket)
        barrier.wait()
        try:
            with place.locked():
                results.append("ran")
                time.sleep(0.6)
        except OutputError:
            results.append("refused")

    threads = [threading.Thread(target=start) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["ran", "refused"]


class _Plain(MemoryFileSystem):
    """A server of files: they appear while they are being written, so they must be moved into place."""

    protocol = "plain"
    store: dict = {}  # noqa: RUF012  # as the file system in memory has it
    pseudo_dirs = [""]  # noqa: RUF012
    moved: list[tuple[str, str]] = []  # noqa: RUF012

    def mv(self, path1, path2, **options):
        self.moved.append((path1, path2))
        return super().mv(path1, path2, **options)


def test_files_of_a_server_are_moved_into_place() -> None:
    fsspec.register_implementation("plain", _Plain, clobber=True)
    place = RemotePlace("plain://host/out")
    place.write("a/b.txt", b"b")
    assert place.read("a/b.txt") == b"b"
    assert place.size("a/b.txt") == 1
    assert place.size("a/c.txt") is None
    ((unfinished, final),) = _Plain.moved
    assert f"/{KEPT}/scratch/" in unfinished
    assert final.endswith("/out/a/b.txt")
    place.clear()


@pytest.fixture
def s3(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bucket on an S3-compatible server on this machine, with the articles in it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": "nothing",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    for key, value in settings.items():
        monkeypatch.setenv(key, value)
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _script("import s3fs; s3fs.S3FileSystem().mkdir('desk')", attempts=40)
        put = "import s3fs, json, sys; f = s3fs.S3FileSystem()\nfor n, t in json.loads(sys.argv[1]).items(): "
        _script(put + "f.pipe_file('desk/press/' + n, t.encode())", json.dumps(ARTICLES))
        yield "s3://desk"
    finally:
        server.terminate()
        server.wait()


def _script(code: str, *arguments: str, attempts: int = 1) -> str:
    """What a process of its own prints: the backends of object stores start threads and warn at the end of ours."""
    for attempt in range(attempts):
        done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True)
        if done.returncode == 0:
            return done.stdout
        if attempt + 1 < attempts:
            time.sleep(0.25)
    raise AssertionError(done.stderr)


@pytest.mark.slow
def test_a_bucket_of_a_real_server(s3: str, folder: Path, tmp_path: Path, own_cache: Path) -> None:
    def run(source: str, output: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "translate_summarize", "batch", source, "-o", output, "--memory", "none"]
        return subprocess.run(command, capture_output=True, text=True)

    run(str(folder), str(tmp_path / "out"))
    first = run(f"{s3}/press", f"{s3}/out")
    assert "5 found = 3 written + 0 unchanged + 1 skipped + 1 failed" in first.stdout, first.stderr
    assert "Digest: s3://desk/out/index.html" in first.stdout
    assert "Traceback" not in first.stderr
    again = run(f"{s3}/press", f"{s3}/out")
    assert "0 written + 3 unchanged" in again.stdout
    get = "import s3fs, json; f = s3fs.S3FileSystem(); "
    listing = _script(get + "print(json.dumps({p[9:]: f.cat_file(p).hex() for p in f.find('desk/out')}))")
    assert {name: bytes.fromhex(data) for name, data in json.loads(listing).items()} == _local(tmp_path / "out")
    absent = run(f"{s3}-absent/press", str(tmp_path / "other"))
    assert absent.returncode == 1
    assert absent.stderr.count("\n") == 1
    held = "import s3fs; s3fs.S3FileSystem().pipe_file('desk/out/.tsum/lock', b'elsewhere 1 a 0', mode='create')"
    _script(held)
    with pytest.raises(AssertionError, match="FileExistsError"):
        _script(held)
