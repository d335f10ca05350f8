"""A Hugging Face hub on this machine, for tests: the two answers that pulling a model needs, and ways to fail.

It speaks `/api/models/ORG/NAME[/revision/REV]` (JSON with commit, files, sizes and digests) and
`/ORG/NAME/resolve/REV/FILE` (HEAD and GET with ETag, X-Repo-Commit, Content-Length and ranges).
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import urlsplit

_API = re.compile(r"/api/models/([^/]+/[^/]+)(?:/revision/[^/]+)?")
_FILE = re.compile(r"/([^/]+/[^/]+)/resolve/[^/]+/([^/]+)")
_LARGE = frozenset({"model.safetensors", "pytorch_model.bin", "source.spm", "target.spm"})  # what git-lfs would hold


@dataclass(slots=True)
class Repository:
    """Files by name, and how they are to be served."""

    files: dict[str, bytes]
    private: bool = False
    told_sizes: dict[str, int] = field(default_factory=dict)
    """Sizes to claim instead of the true ones."""
    spoilt: frozenset[str] = frozenset()
    """Files of which the last byte arrives changed."""
    tells_digests: bool = True

    @property
    def commit(self) -> str:
        """Changes with any of the files."""
        digest = hashlib.sha1(usedforsecurity=False)
        for name in sorted(self.files):
            digest.update(name.encode() + b"\0" + self.files[name])
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asked for."""

    method: str
    path: str
    range: str | None
    agent: str | None


class Hub:
    """A hub in a thread; `with Hub() as hub:` gives its address as `hub.url`."""

    def __init__(self) -> None:
        self.repositories: dict[str, Repository] = {}
        self.requests: list[Request] = []
        self.status: int | None = None
        """Answer everything with this status."""
        self.short: int | None = None
        """Send so many bytes of a file and say that this was all, as a careless proxy does."""
        self.cuts: list[int] = []
        """For each of the next long files: break the connection after so many bytes."""
        self.is_a_portal = False
        """Answer everything with a page, as the login page of a hotel does."""
        hub = self

        class Handler(_Handler):
            owner = hub

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = False  # so that closing the server waits for them
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def asked(self, name: str) -> list[Request]:
        """The GET requests for a file."""
        return [r for r in self.requests if r.method == "GET" and r.path.endswith(f"/{name}")]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    owner: Hub

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
        """Tests read `requests` instead."""

    def _answer(self, *, with_body: bool) -> None:
        hub, path = self.owner, urlsplit(self.path).path
        agent = self.headers.get("User-Agent")
        hub.requests.append(Request(self.command, path, self.headers.get("Range"), agent))
        api, file = _API.fullmatch(path), _FILE.fullmatch(path)
        repository = hub.repositories.get((api or file or [None, None])[1] or "")
        if hub.is_a_portal:
            self._send(HTTPStatus.OK, b"<html>Welcome to the hotel</html>", with_body=with_body)
        elif hub.status is not None:
            self._send(hub.status, b"{}", with_body=with_body)
        elif repository is None or (repository.private and not self.headers.get("Authorization")):
            status = HTTPStatus.NOT_FOUND if repository is None else HTTPStatus.UNAUTHORIZED
            self._send(status, b"{}", {"X-Error-Code": "RepoNotFound"}, with_body=with_body)
        elif api:
            self._send(HTTPStatus.OK, json.dumps(_description(api[1], repository)).encode(), with_body=with_body)
        elif file and file[2] in repository.files:
            self._send_file(file[2], repository, with_body=with_body)
        else:
            self._send(HTTPStatus.NOT_FOUND, b"", {"X-Error-Code": "EntryNotFound"}, with_body=with_body)

    def _send_file(self, name: str, repository: Repository, *, with_body: bool) -> None:
        hub, body = self.owner, repository.files[name]
        headers = {"ETag": f'"{_digest(name, body)}"', "X-Repo-Commit": repository.commit, "Accept-Ranges": "bytes"}
        if name in repository.spoilt:
            body = body[:-1] + bytes([body[-1] ^ 1])
        status, whole = HTTPStatus.OK, len(body)
        wanted = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range") or "")
        if wanted:
            start = int(wanted[1])
            status, body = HTTPStatus.PARTIAL_CONTENT, body[start:]
            headers["Content-Range"] = f"bytes {start}-{whole - 1}/{whole}"
        if hub.short is not None:
            body = body[: hub.short]
        cut = hub.cuts.pop(0) if with_body and hub.cuts and len(body) > hub.cuts[0] else None
        self._send(status, body, headers, with_body=with_body, cut=cut)

    def _send(
        self,
        status: int,
        body: bytes,
        headers: dict[str, str] | None = None,
        *,
        with_body: bool,
        cut: int | None = None,
    ) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if with_body:
            self.wfile.write(body[:cut])


def _description(repo_id: str, repository: Repository) -> dict[str, object]:
    siblings: list[dict[str, object]] = []
    for name, content in repository.files.items():
        entry: dict[str, object] = {"rfilename": name}
        if repository.tells_digests:
            size = repository.told_sizes.get(name, len(content))
            entry |= {"size": size, "blobId": _git_id(content)}
            if name in _LARGE:
                entry["lfs"] = {"size": size, "sha256": _digest(name, content), "pointerSize": 130}
        siblings.append(entry)
    return {"id": repo_id, "sha": repository.commit, "siblings": siblings, "tags": [], "private": repository.private}


def _digest(name: str, content: bytes) -> str:
    return hashlib.sha256(content).hexdigest() if name in _LARGE else _git_id(content)


def _git_id(content: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
