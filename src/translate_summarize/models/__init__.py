"""Where weights are: embedded, in a folder, or pulled from a hub; find, check, fetch and try them."""

from translate_summarize.models.catalogue import ModelInfo, info, listing
from translate_summarize.models.hub import pull
from translate_summarize.models.integrity import check, fingerprint, suppressed, write_checksums
from translate_summarize.models.places import SHORTCUTS, cache_folder, find, name_of, origin_of
from translate_summarize.models.trial import self_test

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
    "pull",
    "self_test",
    "suppressed",
    "write_checksums",
]
