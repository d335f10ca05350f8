"""Names that an engine wrote without their accents, as the French has them: "Equipe" is "Équipe"."""

from __future__ import annotations

import re

from translate_summarize.content import is_common
from translate_summarize.exonyms import english_forms
from translate_summarize.lexicon import fold, is_english
from translate_summarize.names import is_opening

_NAME = re.compile(r"(?<!\w)[A-ZÀ-ÖØ-Þ][^\W\d_]{2,}(?!\w)")
_FOREIGN = re.compile("[äëïöüÿ]", re.IGNORECASE)
"""A diaeresis is mostly the French way to spell a name of elsewhere: "Dubaï", "Haïti", "Israël"."""


def with_accents(source: str, target: str) -> str:
    """`target` with the accents of the names of `source`, but where English has a form or a word of its own."""
    spelt = {fold(match.group()): match.group() for match in _NAME.finditer(source) if _is_name(match, source)}
    if not spelt:
        return target
    return _NAME.sub(
        lambda match: (
            _like(spelt.get(fold(match.group()), ""), match.group()) if match.group().isascii() else match.group()
        ),
        target,
    )


def _is_name(match: re.Match[str], source: str) -> bool:
    name, plain = match.group(), fold(match.group())
    if name.isascii() or _FOREIGN.search(name) or english_forms(plain) or is_english(plain):
        return False
    return not (is_opening(source, match.start()) and is_common(name))  # "Méthode" may be any word there


def _like(name: str, written: str) -> str:
    if not name or len(name) != len(written):
        return written
    return name.upper() if written.isupper() else name
