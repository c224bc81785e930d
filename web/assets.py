"""Static files under addresses that change with their content, so that browsers may keep them for good."""

import hashlib
from datetime import timedelta
from pathlib import Path

from flask import Blueprint, Response, request

_FOLDER = Path(__file__).with_name("static")
_YEAR = int(timedelta(days=365).total_seconds())


def asset(name: str) -> str:
    """Return the address of a static file, by its path below the folder."""
    return f"/static/{name}?v={_digest(_FOLDER / name)}"


def digest_of_all() -> str:
    """Return what changes with any static file."""
    return hashlib.sha256("".join(_digest(path) for path in sorted(_files())).encode()).hexdigest()


def assets() -> Blueprint:
    """Return the static files; browsers keep each for a year, but none under an address that is another's."""
    blueprint = Blueprint("assets", __name__, static_folder=_FOLDER, static_url_path="/static")
    digests = {f"/static/{path.relative_to(_FOLDER).as_posix()}": _digest(path) for path in _files()}

    @blueprint.after_request
    def kept(response: Response) -> Response:
        if response.status_code in (200, 304):
            own = digests.get(request.path, "") == request.args.get("v")
            response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable" if own else "no-cache"
        return response

    return blueprint


def _files() -> list[Path]:
    return [path for path in _FOLDER.rglob("*") if path.is_file()]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
