"""Web addresses, fetched only where a person gives one: one page, with nothing that it names.

Every connection goes to an address that was checked, redirects included: a name that leads into a private network is
refused after it is resolved, not before, so that it cannot change in between. No proxy, no cookies, no cache.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import time
import urllib.error
import urllib.request
import zlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from translate_summarize.errors import DocumentError
from translate_summarize.readers import sniffing

TIMEOUT = 15.0
"""Seconds that the server may be silent."""
DEADLINE = 60.0
"""Seconds for all of it."""
REDIRECTS = 5
_SCHEMES = ("http", "https")
_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "text/vtt": ".vtt",
    "application/x-subrip": ".srt",
    "message/rfc822": ".eml",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "application/epub+zip": ".epub",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class _PrivateError(OSError):
    """The name leads to an address that only this machine or its network can reach."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave."""

    data: bytes
    """Text whose header names its encoding is UTF-8 with a mark now."""
    suffix: str
    """Of its format; empty where neither its content nor its header tells."""


def fetch(url: str, *, limit: int, allow_private: bool = False) -> Fetched:
    """What stands at an http or https address.

    Args:
        url: The address.
        limit: Bytes of it, at most.
        allow_private: Addresses of this machine and of private networks, too.

    Raises:
        DocumentError: Another scheme, a private address, no answer in time, an error, too many redirects, too long.
    """
    scheme = url.partition("://")[0].lower()
    if scheme == "file":
        raise DocumentError(f"{url} is the address of a file: give its path instead.")
    if scheme not in _SCHEMES:
        raise DocumentError(f"{url} is no web address: tsum fetches http and https alone.")
    try:
        request = urllib.request.Request(  # noqa: S310  # the scheme was checked
            _ascii(url), headers={"User-Agent": "tsum", "Accept-Language": "fr", "Accept-Encoding": "gzip"}
        )
        with _opener(allow_private=allow_private).open(request, timeout=TIMEOUT) as response:
            data = _body(response, url, limit)
            kind = response.headers.get_content_type()
            charset = response.headers.get_content_charset()
    except urllib.error.HTTPError as error:
        error.close()
        if error.code in {301, 302, 303, 307, 308}:
            raise DocumentError(f"{url} is redirected too often, or to where tsum does not go: check it.") from error
        raise DocumentError(f"{url} answers {error.code} ({error.reason}): check the address.") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, _PrivateError):
            raise DocumentError(
                f"{url} leads into a private network ({reason}): add --allow-private if that is meant."
            ) from error
        said = "no answer in time" if isinstance(reason, TimeoutError) else reason
        raise DocumentError(f"{url} cannot be fetched ({said}): check the address and the network.") from error
    suffix = sniffing.suffix_of(data) or _TYPES.get(kind, "")
    if charset and suffix in {".html", ".txt", ".md", ".vtt", ".srt"}:
        data = _recoded(data, charset)
    return Fetched(data, suffix)


def _ascii(url: str) -> str:
    """The address as it goes over the wire: other letters percent-encoded in UTF-8, the host in Punycode."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").encode("idna").decode("ascii")
    if not host:
        raise ValueError("it names no host")
    if ":" in host:
        host = f"[{host}]"
    place = f"{host}:{parts.port}" if parts.port else host
    path, query = (quote(text, safe="%/:=&?~#+!$,;'@()*[]") for text in (parts.path or "/", parts.query))
    return urlunsplit((parts.scheme.lower(), place, path, query, ""))


def _recoded(data: bytes, charset: str) -> bytes:
    try:
        return b"\xef\xbb\xbf" + data.decode(charset).removeprefix("\ufeff").encode()
    except (LookupError, UnicodeError):  # the header is wrong: the content tells
        return data


def _body(response: Any, url: str, limit: int) -> bytes:
    end = time.monotonic() + DEADLINE
    packed = (response.headers.get("Content-Encoding") or "").lower() == "gzip"
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
    data = bytearray()
    while chunk := response.read1(1 << 16):
        if packed:
            try:
                chunk = unpack.decompress(chunk, limit + 1 - len(data))  # the same bytes, unpacked
            except zlib.error as error:
                raise ValueError("its compression is damaged") from error
        data += chunk
        if len(data) > limit:
            raise DocumentError(f"{url} is longer than {limit // 10**6} MB: tsum takes it for no article.")
        if time.monotonic() > end:
            raise TimeoutError
    return bytes(data)


def _opener(*, allow_private: bool) -> urllib.request.OpenerDirector:
    """An opener for http and https alone: urllib's own would also read files, ftp and data addresses."""

    def connect(address: tuple[str, int], timeout: float, source: Any = None) -> socket.socket:
        return _connect(address, timeout, source, allow_private=allow_private)

    class Plain(http.client.HTTPConnection):
        def __init__(self, host: str, **options: Any) -> None:
            super().__init__(host, **options)
            self._create_connection = connect

    class Secure(http.client.HTTPSConnection):
        def __init__(self, host: str, **options: Any) -> None:
            super().__init__(host, **options)
            self._create_connection = connect

    class Web(urllib.request.HTTPHandler):
        def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(Plain, req)

    class SecureWeb(urllib.request.HTTPSHandler):
        def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(Secure, req)

    class Redirects(urllib.request.HTTPRedirectHandler):
        max_redirections = REDIRECTS
        max_repeats = 2

    opener = urllib.request.OpenerDirector()
    handlers = (
        Web(),
        SecureWeb(),
        Redirects(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
    )
    for handler in handlers:
        opener.add_handler(handler)
    return opener


def _connect(address: tuple[str, int], timeout: float, source: Any, *, allow_private: bool) -> socket.socket:
    host, port = address
    found = [entry[4][0] for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not allow_private:
        for place in found:
            if not is_public(str(place)):
                raise _PrivateError(str(place))
    last: OSError | None = None
    for place in found:
        try:
            return socket.create_connection((str(place), port), timeout, source)
        except OSError as error:
            last = error
    raise last or OSError("no address")


def is_public(place: str) -> bool:
    """Whether an IP address is one of the public internet, whatever it is wrapped in (IPv4 in IPv6, 6to4, Teredo)."""
    address = ipaddress.ip_address(place.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return address.is_global and not address.is_multicast
