"""E-mail (RFC 5322): the subject as the title, then the text; attachments are not read, nothing is fetched.

The plain part is read where there is one, else the HTML part. Quoted mail stays, as quotes.
"""

from __future__ import annotations

import email
import email.policy
import email.utils
from email.errors import MessageError
from email.message import EmailMessage
from typing import cast

from translate_summarize.errors import DocumentError
from translate_summarize.readers import decoding, markup, plain
from translate_summarize.readers.parsed import Parsed, with_title
from translate_summarize.types import Block

_LONGEST_HEADER = 4_000
"""Characters that are read of a header; parsing takes the square of its length."""


class _Policy(email.policy.EmailPolicy):
    """The usual policy for messages, without the ends of very long headers."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_HEADER]


_POLICY = _Policy()


def parse(data: bytes, *, name: str) -> Parsed:
    """The text of a message; DocumentError where it is encrypted or cannot be read."""
    try:
        message = cast("EmailMessage", email.message_from_bytes(data, policy=_POLICY))
        if message.get_content_type() in {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}:
            raise DocumentError(f"{name} is encrypted: open it in its program and save its text.")
        body = message.get_body(preferencelist=("plain", "html"))
        subject, sender, sent = (_header(message, key) for key in ("subject", "from", "date"))
        blocks = _blocks(body, name) if isinstance(body, EmailMessage) else ()
    except (MessageError, ValueError, LookupError, AttributeError, TypeError, OverflowError, AssertionError) as error:
        raise DocumentError(f"{name} cannot be read as e-mail ({error}): save it again from its program.") from error
    if not blocks:
        return Parsed(())
    made, title = with_title(blocks, subject)
    address, date = email.utils.parseaddr(sender), email.utils.parsedate(sent)
    return Parsed(
        made,
        title,
        address[0] or address[1] or None,
        f"{date[0]:04d}-{date[1]:02d}-{date[2]:02d}" if date and date[0] > 0 else None,
    )


def _header(message: EmailMessage, key: str) -> str:
    try:
        return " ".join(str(message.get(key, "")).split())
    except (
        MessageError,
        ValueError,
        LookupError,
        AttributeError,
        TypeError,
        OverflowError,
    ):  # no reason to lose the text
        return ""


def _blocks(body: EmailMessage, name: str) -> tuple[Block, ...]:
    raw = body.get_payload(decode=True)
    data = raw if isinstance(raw, bytes) else b""
    if not data.strip():
        return ()
    charset = (body.get_content_charset() or "").lower()
    try:
        text = (
            decoding.clean(data.decode(charset))
            if charset and charset != "us-ascii"
            else decoding.decode(data, name=name)[0]
        )
    except (LookupError, UnicodeDecodeError):
        text = decoding.decode(data, name=name)[0]
    if body.get_content_type() == "text/html":
        root = markup.tree_of(text, name=name)
        return () if root is None else markup.blocks_of(root)
    if body.get_param("format") == "flowed":
        text = _unflowed(text)
    return plain.parse(text)[0]


def _unflowed(text: str) -> str:
    """Lines that end in a space go on in the next one (RFC 3676); "-- " before a signature does not."""
    lines: list[str] = []
    going_on = False
    for raw in text.split("\n"):
        line = raw.removeprefix(" ") if raw.startswith(" ") else raw
        if going_on and not line.startswith(">"):
            lines[-1] += line
        else:
            lines.append(line)
        going_on = line.endswith(" ") and line != "-- "
    return "\n".join(lines)
