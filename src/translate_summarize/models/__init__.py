"""Where weights are: embedded, in a folder, or pulled from a hub; find, check, fetch and try them."""

from translate_summarize.models.catalogue import ModelInfo, info, listing
from translate_summarize.models.integrity import check, fingerprint, write_checksums
from translate_summarize.models.places import SHORTCUTS, cache_folder, find, name_of, origin_of

__all__ = [
    "SHORTCUTS",
    "ModelInfo",
    "cache_folder",
    "check",
    "find",
    "fingerprint",
    "info",
    "listing",
    "name_of",
    "origin_of",
    "write_checksums",
]
