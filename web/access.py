"""Who may come in: people with a password, people whom a trusted proxy knows, and programs with a key."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from werkzeug.security import check_password_hash, generate_password_hash

from web.buckets import Buckets
from web.shared import SharedLock

_METHOD = "scrypt:32768:8:1"  # 32 MB and some 60 ms for each guess
_NOBODY = f"{_METHOD}$nobody$" + "0" * 128  # what no password has, and takes as long to find out
_TRIES, _MORE = 5, 0.1  # wrong passwords at once, and more of them in a second


@dataclass(frozen=True, slots=True)
class Key:
    """A program's key: of the key itself only its SHA-256 is kept, which is enough for 256 random bits."""

    name: str
    digest: str
    may_write: bool = False


@dataclass(frozen=True, slots=True)
class Access:
    """The ways in, of which one is enough: hashes of passwords by user, keys, and the header that a proxy sets."""

    passwords: Mapping[str, str] = field(default_factory=dict)
    keys: tuple[Key, ...] = ()
    user_header: str | None = None

    @property
    def schemes(self) -> tuple[str, ...]:
        """What a client may offer, as WWW-Authenticate names it."""
        basic = ('Basic realm="Pullquote", charset="UTF-8"',) if self.passwords else ()
        return (*basic, 'Bearer realm="Pullquote"') if self.keys else basic


def hashed_password(password: str) -> str:
    """Return what is kept of a password."""
    return generate_password_hash(password, _METHOD)


def new_key() -> str:
    """Return a key that nobody can guess."""
    return f"pq_{secrets.token_urlsafe(32)}"


def digest_of(key: str) -> str:
    """Return what is kept of a key."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def key_of(given: str, keys: Iterable[Key]) -> Key | None:
    """Return the key that a program shows, if it is one; how long that takes tells nothing."""
    digest, found = digest_of(given), None
    for key in keys:
        if hmac.compare_digest(key.digest, digest):
            found = key
    return found


class Passwords:
    """Checks passwords, one at a time: a hash takes 32 MB. One that was right is known again at once.

    What is known of it is a digest under a secret of the server, and is gone with the process that knows it. Wrong ones
    are counted for all processes together.
    """

    def __init__(self, hashes: Mapping[str, str]) -> None:
        self._hashes = hashes
        self._secret = secrets.token_bytes(32)
        self._known: dict[str, bytes] = {}  # by user
        self._wrong = Buckets(_MORE, _TRIES)
        self._lock = SharedLock()

    def check(self, user: str, password: str, client: str) -> bool:
        """Tell whether a password is the user's; for a user that is none it takes as long.

        Raises:
            TooManyTries: the client had too many wrong ones.
        """
        mark = hmac.digest(self._secret, f"{user}\0{password}".encode("utf-8", "surrogatepass"), "sha256")
        if hmac.compare_digest(self._known.get(user, b""), mark):
            return True
        with self._lock:
            if wait := self._wrong.wait(client):
                raise TooManyTries(wait)
            if not check_password_hash(self._hashes.get(user, _NOBODY), password) or user not in self._hashes:
                self._wrong.take(client)
                return False
        self._known[user] = mark
        return True


class TooManyTries(Exception):
    """A client guesses: it may go on after so many `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds
