"""The main job with every socket blocked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from conftest import SEED

BLOCKED = """
import sys
def refuse(event, args):
    if event.startswith("socket."):
        sys.stderr.write(f"NETWORK {event} {args}\\n")
        raise RuntimeError(event)
sys.addaudithook(refuse)
from translate_summarize.cli import main
main()
"""


def test_translate_opens_no_socket(tmp_path: Path, own_cache: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED, "translate", str(SEED), "-f", "html,docx,md,json", "-o", str(tmp_path)],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "NETWORK" not in done.stderr
    assert len(list(tmp_path.iterdir())) == 4


def test_the_block_blocks() -> None:
    script = BLOCKED.replace("main()", "import socket; socket.create_connection(('127.0.0.1', 9))")
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert "NETWORK socket." in done.stderr
