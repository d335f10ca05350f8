"""Nothing that was kept is lost, nothing damaged is used, and a person's wording comes first."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate_summarize.errors import DocumentError, OutputError
from translate_summarize.memory import SqliteMemory, key_of, open_memory, tmx
from translate_summarize.memory.keys import marks_from, marks_text
from translate_summarize.types import Mark, Memory, Remembered

DATA = Path(__file__).parent / "data" / "memory"
SIGNATURE = "model:fr-en@1a2b3c4d|engine:ctranslate2-int8|beam:4"
YES = Remembered("Yes.", -0.25, (Mark("length", "doubt", "Shorter than it should be."),))
NBSP, NNBSP = "\u00a0", "\u202f"


@pytest.fixture
def messages() -> list[str]:
    return []


@pytest.fixture
def memory(tmp_path: Path, messages: list[str]) -> Iterator[SqliteMemory]:
    with open_memory(tmp_path / "m.sqlite3", report=messages.append) as opened:
        yield opened


def _start(script: str, *arguments: object) -> subprocess.Popen[str]:
    before = "import sys\nfrom pathlib import Path\nfrom translate_summarize.memory import open_memory\n"
    before += "from translate_summarize.types import Remembered\nfrom translate_summarize.errors import OutputError\n"
    command = [sys.executable, "-c", before + script, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _finish(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    return out


def _together(script: str, path: Path) -> list[str]:
    """What four processes print that are let go at the same moment; each is told the path and its number."""
    gate = path.with_name("gate")
    wait = "import time\nprint('ready', flush=True)\nwhile not Path(sys.argv[3]).exists(): time.sleep(0.001)\n"
    processes = [_start(wait + script, path, number, gate) for number in range(4)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    gate.touch()
    printed = [_finish(process) for process in processes]
    gate.unlink()
    return printed


# Looking up


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Bonjour !", "Bonjour !"),
        (f"Bonjour{NBSP}!", "Bonjour !"),
        (f"Bonjour{NNBSP}!", "Bonjour !"),
        (f"  «{NBSP}Oui\t\n{NNBSP}non{NBSP}» ", "« Oui non »"),
        ("e\u0301te\u0301", "été"),
        ("L’été", "L’été"),  # an apostrophe of another shape is another text
        ("Bonjour!", "Bonjour!"),
        (f"{NBSP}\u2003\n", ""),
    ],
)
def test_key_folds_white_space_alone(text: str, key: str) -> None:
    assert key_of(text) == key
    assert key_of(key) == key


def test_finds_what_was_added_under_that_signature_alone(memory: Memory) -> None:
    memory.add(SIGNATURE, {"Oui.": YES, "Non.": Remembered("No.")})
    assert memory.find(SIGNATURE, ["Non.", "Oui.", "Peut-être.", "Oui."]) == {"Oui.": YES, "Non.": Remembered("No.")}
    assert memory.find(SIGNATURE + "|x", ["Oui."]) == {}
    assert memory.find(SIGNATURE, []) == {}


def test_engine_translations_match_the_exact_text(memory: SqliteMemory) -> None:
    """Marks and cuts depend on white space, and a document from memory must equal one from the engine."""
    memory.add(SIGNATURE, {f"Oui{NBSP}!": YES})
    assert memory.find(SIGNATURE, ["Oui !", f"Oui{NNBSP}!"]) == {}
    assert memory.find(SIGNATURE, [f"Oui{NBSP}!"]) == {f"Oui{NBSP}!": YES}


def test_decomposed_letters_are_the_same_text(memory: SqliteMemory) -> None:
    decomposed = unicodedata.normalize("NFD", "L'été à Sète.")
    memory.add(SIGNATURE, {"L'été à Sète.": YES})
    assert memory.find(SIGNATURE, [decomposed]) == {decomposed: YES}


@pytest.mark.parametrize("source", ["Oui !", f"Oui{NBSP}!", f"Oui{NNBSP}! "])
def test_a_person_wins_whatever_the_signature(memory: SqliteMemory, source: str) -> None:
    memory.add(SIGNATURE, {source: YES})
    memory.add_people({f"Oui{NNBSP}!": "Aye!"})
    for signature in (SIGNATURE, "never seen"):
        assert memory.find(signature, [source]) == {source: Remembered("Aye!", human=True)}


def test_the_first_of_an_engine_stays_and_the_last_of_people(memory: SqliteMemory) -> None:
    memory.add(SIGNATURE, {"Oui.": YES})
    memory.add(SIGNATURE, {"Oui.": Remembered("Yep."), "Non.": YES})
    memory.add_people({"Si.": "Yes."})
    memory.add_people({"Si.": "Yes, I do."})
    found = memory.find(SIGNATURE, ["Oui.", "Non.", "Si."])
    assert found == {"Oui.": YES, "Non.": YES, "Si.": Remembered("Yes, I do.", human=True)}


def test_what_a_run_hands_back_never_undoes_a_correction(memory: SqliteMemory) -> None:
    memory.add_people({"Oui.": "Yep."})
    held = memory.find(SIGNATURE, ["Oui."])
    memory.add_people({"Oui.": "Yes."})
    memory.add(SIGNATURE, held)
    assert memory.find(SIGNATURE, ["Oui."]) == {"Oui.": Remembered("Yes.", human=True)}
    assert memory.stats().engine == ()


def test_more_sources_than_sql_takes_variables(memory: SqliteMemory) -> None:
    entries = {f"Phrase {i}.": Remembered(f"Sentence {i}.", -i / 7) for i in range(33_000)}
    memory.add(SIGNATURE, entries)
    memory.add_people({"Phrase 32999.": "The last."})
    found = memory.find(SIGNATURE, [*entries, "absente"])
    assert found == entries | {"Phrase 32999.": Remembered("The last.", human=True)}


def test_text_that_no_file_can_hold_is_passed_over(memory: SqliteMemory) -> None:
    memory.add(SIGNATURE, {"a\ud800": YES, "b": Remembered("\udc00"), "c": YES})
    memory.add_people({"d\ud800": "x", "e": "\ud800", "f": "y"})
    assert set(memory.find(SIGNATURE, ["a\ud800", "b", "c", "d\ud800", "e", "f"])) == {"c", "f"}


_MARKS = st.builds(Mark, st.text(), st.sampled_from(["note", "doubt", "error"]), st.text())
_MARK_LISTS = st.lists(_MARKS, max_size=3).map(tuple)
_VALUES = st.builds(Remembered, st.text(), st.none() | st.floats(allow_nan=False), _MARK_LISTS)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[SqliteMemory, SqliteMemory]]:
    """One file, opened twice."""
    path = tmp_path_factory.mktemp("memory") / "m.sqlite3"
    with open_memory(path) as one, open_memory(path) as other:
        yield one, other


@given(
    signature=st.text(max_size=12),
    entries=st.dictionaries(st.text().map(lambda t: unicodedata.normalize("NFC", t)), _VALUES, max_size=5),
)
def test_values_come_back_as_they_went(
    two: tuple[SqliteMemory, SqliteMemory], signature: str, entries: dict[str, Remembered]
) -> None:
    two[0].clear(signature=signature)
    two[0].add(signature, entries)
    found = two[1].find(signature, list(entries))
    assert found == entries
    assert repr(found) == repr({source: entries[source] for source in found})  # -0.0 equals 0.0, and is written so


def test_not_a_number_comes_back(memory: SqliteMemory) -> None:
    memory.add(SIGNATURE, {"Oui.": Remembered("Yes.", float("nan"))})
    assert repr(memory.find(SIGNATURE, ["Oui."])["Oui."].score) == "nan"


# Version, statistics, clearing


def test_version_depends_on_peoples_translations_alone(tmp_path: Path) -> None:
    pairs = {"Un.": "One.", "Deux.": "Two.", "Trois.": "Three."}
    with open_memory(tmp_path / "a") as a, open_memory(tmp_path / "b") as b:
        assert a.version() == b.version() == ""
        a.add_people(pairs)
        for source in reversed(pairs):
            b.add_people({source: "something else"})
            b.add_people({source: pairs[source]})
        b.add(SIGNATURE, {"Oui.": YES})
        version = a.version()
        assert version == b.version()
        assert len(version) == 12
        b.add_people({"Un.": "1."})
        assert b.version() not in {"", version}
        b.clear(people=True)
        assert b.version() == ""


def test_version_is_seen_by_others_at_once(tmp_path: Path) -> None:
    with open_memory(tmp_path / "m") as one, open_memory(tmp_path / "m") as other:
        one.add_people({"Oui.": "Aye."})
        assert other.version() == one.version() != ""


def test_statistics_and_clearing(memory: SqliteMemory) -> None:
    def fill() -> None:
        memory.add("b", {"Oui.": YES, "Non.": YES})
        memory.add("a", {"Oui.": YES})
        memory.add_people({"Si.": "Yes.", "Mais si.": "Yes, yes."})

    fill()
    stats = memory.stats()
    assert (stats.path, stats.engine, stats.people) == (memory.path, (("a", 1), ("b", 2)), 2)
    assert stats.bytes >= memory.path.stat().st_size > 0
    assert memory.clear(signature="absent") == 0
    assert memory.clear(signature="b") == 2
    assert memory.stats().engine == (("a", 1),)
    assert memory.clear(people=True) == 2
    assert (memory.stats().engine, memory.stats().people) == ((("a", 1),), 0)
    fill()
    assert memory.clear() == 3
    assert (memory.stats().engine, memory.stats().people) == ((), 2)
    fill()
    assert memory.clear(signature="a", people=True) == 3


def test_clearing_gives_the_space_back(memory: SqliteMemory) -> None:
    memory.add(SIGNATURE, {f"Phrase {i}.": Remembered("x" * 400) for i in range(3000)})
    memory.clear()
    memory.close()
    assert memory.path.stat().st_size < 100_000


@pytest.mark.skipif(sys.platform != "linux", reason="the variable is that of Linux desktops")
def test_by_default_it_is_the_users_own(tmp_path: Path) -> None:
    script = "with open_memory() as memory: print(memory.path)"
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path)}
    code = f"from translate_summarize.memory import open_memory\n{script}"
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(tmp_path / "tsum" / "memory.sqlite3")


# Damage


def _whole(path: Path) -> bytes:
    """A memory of some hundred pages, in one file."""
    with open_memory(path) as memory:
        memory.add(SIGNATURE, {f"Phrase {i}.": Remembered(f"Sentence {i}. " * 20) for i in range(2000)})
        memory.add_people({"Oui.": "Aye."})
    return path.read_bytes()


def _garbage(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(50_000))


def _text(path: Path) -> None:
    path.write_text("Ceci n'est pas une mémoire.\n", encoding="utf-8")


def _truncated(path: Path) -> None:
    path.write_bytes(_whole(path)[:150_000])


def _cut_in_the_header(path: Path) -> None:
    path.write_bytes(_whole(path)[:60])


def _header_alone_is_right(path: Path) -> None:
    data = _whole(path)
    path.write_bytes(data[:100] + b"\xa5" * (len(data) - 100))


def _table_missing(path: Path) -> None:
    _whole(path)
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE people")
    connection.close()


def _other_columns(path: Path) -> None:
    _whole(path)
    connection = sqlite3.connect(path)
    connection.execute("ALTER TABLE engine ADD COLUMN extra TEXT")
    connection.close()


def _version_zero(path: Path) -> None:
    _whole(path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 0")
    connection.close()


def _other_program(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()


def _folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    "damage",
    [
        _garbage,
        _text,
        _truncated,
        _cut_in_the_header,
        _header_alone_is_right,
        _table_missing,
        _other_columns,
        _version_zero,
        _other_program,
        _folder,
    ],
)
def test_what_is_damaged_is_set_aside_whole(tmp_path: Path, messages: list[str], damage) -> None:
    path = tmp_path / "m.sqlite3"
    damage(path)
    before = path.read_bytes() if path.is_file() else None
    (tmp_path / "m.sqlite3.damaged-1").touch()
    with open_memory(path, report=messages.append) as memory:
        assert memory.find(SIGNATURE, ["Phrase 1.", "Oui."]) == {}
        assert memory.version() == ""
        memory.add(SIGNATURE, {"Oui.": YES})
    with open_memory(path, report=messages.append) as memory:
        assert memory.find(SIGNATURE, ["Oui."]) == {"Oui.": YES}
    aside = tmp_path / "m.sqlite3.damaged-2"
    assert (aside.read_bytes() if aside.is_file() else None) == before
    assert len(messages) == 1
    assert f"{path} cannot be used" in messages[0]
    assert "set aside as m.sqlite3.damaged-2" in messages[0]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["m.sqlite3", "m.sqlite3.damaged-1", "m.sqlite3.damaged-2"]


def test_what_sqlite_keeps_beside_goes_with_it(tmp_path: Path, messages: list[str]) -> None:
    """A rescue needs both; and the new memory must not meet the old one's log."""
    path = tmp_path / "m"
    path.mkdir()
    (tmp_path / "m-wal").write_bytes(b"log")
    with open_memory(path, report=messages.append) as memory:
        memory.add(SIGNATURE, {"Oui.": YES})
    assert (tmp_path / "m.damaged-1-wal").read_bytes() == b"log"
    assert len(messages) == 1


def test_readers_need_not_wait(memory: SqliteMemory) -> None:
    other = sqlite3.connect(memory.path)
    assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    other.close()


def test_an_empty_file_is_a_new_memory(tmp_path: Path, messages: list[str]) -> None:
    (tmp_path / "m").touch()
    with open_memory(tmp_path / "m", report=messages.append) as memory:
        memory.add(SIGNATURE, {"Oui.": YES})
    assert messages == []


def _spoil_pages(path: Path) -> None:
    """All but the pages that opening reads."""
    data = path.read_bytes()
    page = 4096
    path.write_bytes(data[: 12 * page] + b"\xff" * (len(data) - 12 * page))


def test_a_bad_page_found_while_working(tmp_path: Path, messages: list[str]) -> None:
    path = tmp_path / "m"
    _whole(path)
    _spoil_pages(path)
    with open_memory(path, report=messages.append) as memory:
        assert messages == []  # nothing is seen yet: opening does not read every page
        memory.find(SIGNATURE, [f"Phrase {i}." for i in range(2000)])
        memory.add(SIGNATURE, {"Oui.": YES})
        assert memory.find(SIGNATURE, ["Oui."]) == {"Oui.": YES}
    assert len(messages) == 1
    assert (tmp_path / "m.damaged-1").exists()


def test_a_bad_page_found_by_two_at_once(tmp_path: Path, messages: list[str]) -> None:
    path = tmp_path / "m"
    _whole(path)
    _spoil_pages(path)
    sources = [f"Phrase {i}." for i in range(2000)]
    with open_memory(path, report=messages.append) as one, open_memory(path, report=messages.append) as other:
        one.find(SIGNATURE, sources)
        one.add(SIGNATURE, {"Oui.": YES})
        other.find(SIGNATURE, sources)
        assert other.find(SIGNATURE, ["Oui."]) == {"Oui.": YES}
    assert len(messages) == 1
    assert sorted(p.name for p in tmp_path.iterdir() if "-wal" not in p.name and "-shm" not in p.name) == [
        "m",
        "m.damaged-1",
    ]


def test_a_flipped_bit_in_a_row_makes_it_unknown(tmp_path: Path, messages: list[str]) -> None:
    path = tmp_path / "m"
    with open_memory(path) as memory:
        value = Remembered("TARGET", -1.5, (Mark("CODE", "note", "m"),))
        memory.add(SIGNATURE, {"Un.": value, "Deux.": YES})
        memory.add_people({"Trois.": "PERSON"})
    for old, new in ((b"TARGET", b"TARG\xffT"), (b'[["CODE"', b'[{"CODE"'), (b"PERSON", b"PER\xffON")):
        assert old in path.read_bytes()
        path.write_bytes(path.read_bytes().replace(old, new))
        with open_memory(path, report=messages.append) as memory:
            found = memory.find(SIGNATURE, ["Un.", "Deux.", "Trois."])
        assert found.get("Deux.") == YES
        assert "Un." not in found
    assert "Trois." not in found
    assert messages == []


def test_several_processes_set_aside_once(tmp_path: Path) -> None:
    path = tmp_path / "m"
    _garbage(path)
    script = (
        "with open_memory(Path(sys.argv[1]), report=print) as memory:\n"
        "    memory.add('s', {sys.argv[2]: Remembered('x')})\n"
    )
    told = [line for out in _together(script, path) for line in out.splitlines()]
    assert len(told) == 1
    with open_memory(path) as memory:
        assert set(memory.find("s", ["0", "1", "2", "3"])) == {"0", "1", "2", "3"}
    assert not (tmp_path / "m.damaged-2").exists()


# What must not be renamed, and places that cannot be written


def test_a_folder_with_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").touch()
    with pytest.raises(OutputError, match="is a folder with files in it: give --memory the path of a file"):
        open_memory(tmp_path / "articles")
    assert [p.name for p in tmp_path.iterdir()] == ["articles"]


@pytest.mark.skipif(sys.platform == "win32", reason="devices have other names there")
def test_a_device_is_refused() -> None:
    with pytest.raises(OutputError, match="neither a file nor a folder"):
        open_memory(Path("/dev/null"))
    assert Path("/dev/null").is_char_device()


def test_a_newer_memory_is_left_alone(tmp_path: Path) -> None:
    _whole(tmp_path / "m")
    connection = sqlite3.connect(tmp_path / "m")
    connection.execute("PRAGMA user_version = 2")
    connection.close()
    with pytest.raises(OutputError, match="made by a newer tsum: upgrade"):
        open_memory(tmp_path / "m")
    assert [p.name for p in tmp_path.iterdir()] == ["m"]


def test_a_place_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=r"cannot be used \(.*\): choose another with --memory") as caught:
        open_memory(tmp_path / "file" / "m")
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_place_that_may_not_be_written(tmp_path: Path, what: str) -> None:
    path = tmp_path / "below" / "m"
    _whole(path)
    (path if what == "file" else path.parent).chmod(0o500)
    try:
        with pytest.raises(OutputError, match="cannot be used"), open_memory(path) as memory:
            memory.add(SIGNATURE, {"Oui.": YES})
    finally:
        path.parent.chmod(0o700)


def test_a_memory_that_never_comes_free(memory: SqliteMemory) -> None:
    holder = sqlite3.connect(memory.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with open_memory(memory.path, wait=0.05) as second:
        assert second.find(SIGNATURE, ["Oui."]) == {}  # who reads does not wait
        with pytest.raises(OutputError, match=r"in use by another program and did not come free in 0\.05 s"):
            second.add(SIGNATURE, {"Oui.": YES})
        holder.execute("ROLLBACK")
        holder.close()
        second.add(SIGNATURE, {"Oui.": YES})
        assert second.find(SIGNATURE, ["Oui."]) == {"Oui.": YES}


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on file sizes there")
def test_a_full_disk(tmp_path: Path) -> None:
    script = (
        "import resource\n"
        "memory = open_memory(Path(sys.argv[1]))\n"
        "memory.add('s', {'Oui.': Remembered('Yes.')})\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"
        "try: memory.add('s', {str(i): Remembered('x' * 1000) for i in range(3000)})\n"
        "except OutputError as error: print(error)\n"
        "print(sorted(memory.find('s', ['Oui.', '1', '2999'])))\n"
    )
    sentence, found = _finish(_start(script, tmp_path / "m")).splitlines()
    assert "cannot be used" in sentence
    assert found == "['Oui.']"
    with open_memory(tmp_path / "m", report=pytest.fail) as memory:
        assert set(memory.find("s", ["Oui.", "1", "2999"])) == {"Oui."}


def test_links_are_followed(tmp_path: Path, messages: list[str]) -> None:
    real = tmp_path / "real" / "m"
    real.parent.mkdir()
    _garbage(real)
    (tmp_path / "link").symlink_to(real)
    with open_memory(tmp_path / "link", report=messages.append) as memory:
        assert memory.path == real.resolve()
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "m.damaged-1").exists()


# Several at once


def test_processes_that_start_and_write_together(tmp_path: Path) -> None:
    script = (
        "with open_memory(Path(sys.argv[1]), report=print) as memory:\n"
        "    for i in range(60):\n"
        "        own = {f'{sys.argv[2]}-{i}-{j}': Remembered(f'{sys.argv[2]} {i} {j}') for j in range(10)}\n"
        "        memory.add('s', own | {f'shared-{i}': Remembered('same')})\n"
        "        memory.add_people({f'person-{sys.argv[2]}-{i}': 'p'})\n"
        "        assert set(memory.find('s', list(own))) == set(own)\n"
    )
    path = tmp_path / "m"
    assert _together(script, path) == [""] * 4
    with open_memory(path) as memory:
        assert memory.stats().engine == (("s", 4 * 600 + 60),)
        assert memory.stats().people == 4 * 60
        version = memory.version()
    with open_memory(tmp_path / "again") as memory:
        memory.add_people({f"person-{n}-{i}": "p" for n in range(4) for i in range(60)})
        assert memory.version() == version
    assert sorted(p.name for p in tmp_path.iterdir()) == ["again", "m"]


def test_threads_share_one(memory: SqliteMemory) -> None:
    def work(name: int) -> None:
        for i in range(50):
            memory.add(SIGNATURE, {f"{name}-{i}": YES})
            assert memory.find(SIGNATURE, [f"{name}-{i}"])

    threads = [threading.Thread(target=work, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert memory.stats().engine == ((SIGNATURE, 200),)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal")
def test_killed_while_writing(tmp_path: Path) -> None:
    """Six times on one file: every batch that was acknowledged is whole, every other is whole or absent."""
    script = (
        "memory = open_memory(Path(sys.argv[1]), report=print)\n"
        "for i in range(100_000):\n"
        "    memory.add('s', {f'{sys.argv[2]}-{i}-{j}': Remembered('x' * 500) for j in range(20)})\n"
        "    if i % 10 == 0: memory.add_people({f'{sys.argv[2]}-{i}': 'p'})\n"
        "    print(i, flush=True)\n"
    )
    path = tmp_path / "m"
    moments = random.Random(7)
    for name in range(6):
        process = _start(script, path, name)
        assert process.stdout is not None
        assert process.stdout.readline() == "0\n"
        time.sleep(moments.uniform(0, 0.1))
        process.send_signal(signal.SIGKILL)
        acknowledged = max([0, *map(int, process.communicate()[0].split())])
        with open_memory(path, report=pytest.fail) as memory:
            for i in range(acknowledged + 3):
                held = memory.find("s", [f"{name}-{i}-{j}" for j in range(20)])
                assert len(held) in ({20} if i <= acknowledged else {0, 20})
                if i % 10 == 0 and i <= acknowledged:
                    assert memory.find("s", [f"{name}-{i}"])
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


# TMX


PAIRS = {
    "« R&D <b>gras</b> » & l'été": "\"R&D <b>bold</b>\" & 'summer'",
    f"Combien{NNBSP}? 1{NBSP}000 𝄞 😀": f"How many? 1,000{NBSP}𝄞 😀",
    "]]> --> <?php": "]]> --> <?php",
    "Ligne\ndeux": "Line two",
}


def _give(memory: SqliteMemory) -> None:
    memory.add("b|beam:4", {f"{source} e": Remembered(f" {target}\n", -0.5) for source, target in PAIRS.items()})
    memory.add("a", {"Oui.": YES, "Zéro.": Remembered("Zero.", -0.0), "Vide.": Remembered("Void.")})
    memory.add_people(PAIRS)


def test_tmx_comes_back_as_it_went(memory: SqliteMemory, tmp_path: Path, messages: list[str]) -> None:
    _give(memory)
    first, second = tmp_path / "a.tmx", tmp_path / "b.tmx"
    assert memory.export_tmx(first) == 11
    with open_memory(tmp_path / "other", report=messages.append) as other:
        assert other.import_tmx(first) == 11
        assert other.version() == memory.version()
        for signature in ("a", "b|beam:4", "c"):
            sources = [*PAIRS, *(f"{source} e" for source in PAIRS), "Oui.", "Zéro.", "Vide."]
            assert repr(other.find(signature, sources)) == repr(memory.find(signature, sources))
        other.export_tmx(second)
    assert first.read_bytes() == second.read_bytes()
    assert messages == []


def test_tmx_is_what_the_standard_says(memory: SqliteMemory, tmp_path: Path) -> None:
    """The order of elements and the attributes that the DTD of TMX 1.4b requires."""
    from lxml import etree

    _give(memory)
    memory.export_tmx(tmp_path / "a.tmx")
    root = etree.fromstring((tmp_path / "a.tmx").read_bytes())
    assert root.get("version") == "1.4"
    assert {*root.find("header").attrib} >= {
        "creationtool",
        "creationtoolversion",
        "segtype",
        "o-tmf",
        "adminlang",
        "srclang",
        "datatype",
    }
    assert root.find("header").get("srclang") == "fr"
    units = root.findall("body/tu")
    assert len(units) == 11
    for unit in units:
        tags = [child.tag for child in unit]
        assert tags == sorted(tags, key=["note", "prop", "tuv"].index)
        languages = [v.get("{http://www.w3.org/XML/1998/namespace}lang") for v in unit.findall("tuv")]
        assert languages == ["fr", "en"]
    assert b"date" not in (tmp_path / "a.tmx").read_bytes()


def test_tmx_does_not_depend_on_the_order_of_work(tmp_path: Path) -> None:
    with open_memory(tmp_path / "a") as a, open_memory(tmp_path / "b") as b:
        _give(a)
        b.add("zzz", {"x": YES})
        b.clear()
        for source, target in reversed(PAIRS.items()):
            b.add_people({source: target})
        b.add("b|beam:4", {f"{source} e": Remembered(f" {PAIRS[source]}\n", -0.5) for source in reversed(PAIRS)})
        b.add("a", {"Vide.": Remembered("Void."), "Zéro.": Remembered("Zero.", -0.0), "Oui.": YES})
        a.export_tmx(tmp_path / "a.tmx")
        b.export_tmx(tmp_path / "b.tmx")
    assert (tmp_path / "a.tmx").read_bytes() == (tmp_path / "b.tmx").read_bytes()


@given(
    st.builds(tmx.Unit, st.text(min_size=1), st.text(min_size=1))
    | st.builds(tmx.Unit, st.text(min_size=1), st.text(min_size=1), st.just("s"), st.none() | st.floats(), _MARK_LISTS)
)
def test_any_text_survives_tmx_or_is_counted(two: tuple[SqliteMemory, SqliteMemory], unit: tmx.Unit) -> None:
    file = two[0].path.with_name("a.tmx")
    written, left_out = tmx.write(file, [unit])
    assert written + left_out == 1
    units, skipped = tmx.read(file)
    assert len(units) + skipped == written
    if units and unit.signature:
        source = unicodedata.normalize("NFC", unit.source)
        assert repr(units) == repr([tmx.Unit(source, *(getattr(unit, n) for n in tmx.Unit.__slots__[1:]))])
    elif units:
        assert [(key_of(u.source), key_of(u.target)) for u in units] == [(key_of(unit.source), key_of(unit.target))]
    else:
        assert left_out or not unit.source.strip() or not unit.target.strip()


def test_people_only(memory: SqliteMemory, tmp_path: Path) -> None:
    _give(memory)
    assert memory.export_tmx(tmp_path / "a.tmx", people_only=True) == len(PAIRS)
    with open_memory(tmp_path / "other") as other:
        assert other.import_tmx(tmp_path / "a.tmx") == len(PAIRS)
        assert (other.stats().engine, other.stats().people) == ((), len(PAIRS))


def test_an_engine_translation_that_somebody_edited_is_a_persons(memory: SqliteMemory, tmp_path: Path) -> None:
    memory.add(SIGNATURE, {"Oui.": YES, "Non.": Remembered("No.")})
    file = tmp_path / "a.tmx"
    memory.export_tmx(file)
    edited = file.read_text(encoding="utf-8").replace("<seg>No.</seg>", "<seg>Nope.</seg>")
    edited = edited.replace("<seg>Yes.</seg>", "<seg> Yes.\n</seg>")  # not an edit: programs do this by themselves
    file.write_text(edited, encoding="utf-8")
    assert memory.import_tmx(file) == 2
    assert memory.find(SIGNATURE, ["Oui.", "Non."]) == {"Oui.": YES, "Non.": Remembered("Nope.", human=True)}


OTHER_PROGRAM = {
    "Où est la gare ?": "Where's the train station?",
    "Un mot gras et rien d’autre.": "A bold word and nothing else.",
    f"La R&D coûte «{NBSP}10{NNBSP}km{NBSP}» de 𝄞.": f'R&D costs "10{NBSP}km" of 𝄞.',
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_tmx_of_another_program(memory: SqliteMemory, tmp_path: Path, messages: list[str], encoding: str) -> None:
    text = (DATA / "other-program.tmx").read_text(encoding="utf-8")
    file = tmp_path / "a.tmx"
    file.write_text(text.replace('encoding="UTF-8"', f'encoding="{encoding[:6].rstrip("-")}"'), encoding=encoding)
    assert memory.import_tmx(file) == 3
    found = memory.find(SIGNATURE, [f"Où est la gare{NBSP}?", *OTHER_PROGRAM])
    assert all(value.human for value in found.values())
    assert {key_of(source): value.target for source, value in found.items()} == {
        key_of(source): target for source, target in OTHER_PROGRAM.items()
    }
    assert messages == [f"4 units of {file} were skipped: they are not French and English."]


@pytest.mark.parametrize("name", ["external-entity", "laughs", "unknown-entity", "parameter-entity"])
def test_entities_are_refused(memory: SqliteMemory, name: str) -> None:
    with pytest.raises(DocumentError, match=r"uses entities of its own|undefined entity"):
        memory.import_tmx(DATA / f"{name}.tmx")
    assert memory.stats().people == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is not well-formed TMX"),
        (b"Bonjour", "is not well-formed TMX"),
        (b"\x00\xff\x00" * 50, "is not well-formed TMX"),
        (b"<tmx version='1.4'><header/><body><tu>", "is not well-formed TMX"),
        (b"<?xml version='1.0' encoding='martian'?><tmx/>", "is not well-formed TMX"),
        (b"<html><body/></html>", "is XML, but not TMX"),
        (b"<tmx>" + b"<x>" * 5000 + b"</x>" * 5000 + b"</tmx>", "cannot be read as TMX"),
    ],
)
def test_what_is_not_tmx(memory: SqliteMemory, tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "a.tmx"
    file.write_bytes(content)
    with pytest.raises(DocumentError, match=words) as caught:
        memory.import_tmx(file)
    assert str(file) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", [b"<tmx version='1.4'/>", b"<tmx version='1.4'><header/><body/></tmx>"])
def test_tmx_that_holds_nothing(memory: SqliteMemory, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.tmx").write_bytes(content)
    assert memory.import_tmx(tmp_path / "a.tmx") == 0


def test_tmx_that_is_not_there_or_cannot_be_written(memory: SqliteMemory, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="cannot be read"):
        memory.import_tmx(tmp_path / "absent.tmx")
    with pytest.raises(DocumentError, match="cannot be read"):
        memory.import_tmx(tmp_path)
    with pytest.raises(OutputError, match="cannot be written"):
        memory.export_tmx(tmp_path / "absent" / "a.tmx")


def test_what_xml_cannot_hold_is_reported(memory: SqliteMemory, tmp_path: Path, messages: list[str]) -> None:
    memory.add_people({"cloche\x07": "bell", "nul\0": "nul", "Oui.": "Yes."})
    assert memory.export_tmx(tmp_path / "a.tmx") == 1
    assert messages == [f"2 translations hold characters that XML cannot, and are not in {tmp_path / 'a.tmx'}."]


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "a.tmx").write_text("<tmx/>")
    script = (
        "from translate_summarize.errors import TsumError\n"
        "sys.modules['translate.storage.tmx'] = None\n"
        "memory = open_memory(Path(sys.argv[1]) / 'm')\n"
        "for action in (memory.export_tmx, memory.import_tmx):\n"
        "    try: action(Path(sys.argv[1]) / 'a.tmx')\n"
        "    except TsumError as error: print(type(error).__name__, error)\n"
    )
    sentence = "TMX needs translate-toolkit: install it with `pip install 'translate-summarize[tmx]'`."
    assert _finish(_start(script, tmp_path)).splitlines() == [f"OutputError {sentence}", f"DocumentError {sentence}"]


def test_marks_keep_their_places_and_may_come_without() -> None:
    placed = Mark("name", "doubt", "Elsewhere.", ((0, 3), (7, 9)), ((1, 2),))
    plain = Mark("loop", "error", "Again.")
    assert marks_from(marks_text([placed, plain])) == (placed, plain)
    assert marks_text([plain]) == '[["loop","error","Again."]]'
    for broken in ('[["loop","error"]]', '[["loop","error","m",[[1]],[]]]', '[["loop","error","m",[[1,"2"]],[]]]', "3"):
        with pytest.raises((ValueError, TypeError)):
            marks_from(broken)
