"""Refuse what is not French, and say which language it seems to be."""

from __future__ import annotations

from translate_summarize.errors import DocumentError
from translate_summarize.french import detect_language, is_french
from translate_summarize.types import Document

LANGUAGES = {
    "ar": "Arabic", "ca": "Catalan", "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "eu": "Basque",
    "gl": "Galician", "it": "Italian", "la": "Latin", "nl": "Dutch", "oc": "Occitan", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian",
    "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "br": "Breton", "co": "Corsican", "wa": "Walloon",
}  # fmt: skip


def ensure_french(document: Document) -> None:
    """The document is French, as far as its words tell.

    Raises:
        DocumentError: It is clearly in another language; the message names it.
    """
    text = "\n".join(block.text for block in document.blocks if block.kind != "code")
    if not is_french(text):
        language = LANGUAGES.get(detect_language(text)[0], "another language")
        raise DocumentError(
            f"{document.location or document.name} seems to be in {language}, not in French: "
            "give a French article, or add --force to go on."
        )
