"""The translation memory: one SQLite file that several processes may use at once.

What engines gave is kept under the engine's signature and the exact source (NFC), so that a document made from memory
equals one made by the engine. What people gave is kept under the source with its white space folded (`key_of`), and
comes first whatever the signature.
"""

from __future__ import annotations

from translate_summarize.memory.keys import key_of
from translate_summarize.memory.store import MemoryStats, SqliteMemory, open_memory

__all__ = ["MemoryStats", "SqliteMemory", "key_of", "open_memory"]
