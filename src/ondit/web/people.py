"""People and what they may do: accounts, sessions, tokens for programs, saved views, and who did what.

They live in a store of their own beside the desk, so that a desk can be copied and given away without them. Of a
password only its scrypt hash is kept, of sessions and tokens only a SHA-256: whoever reads the store cannot log
in with it. The store is made when something is first put into it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    delete,
    event,
    insert,
    select,
    update,
)

from ondit.desk.failures import told
from ondit.desk.schema import Moment
from ondit.errors import InputError, NotFound
from ondit.web.settings import SESSION_HOURS
from ondit.web.visit import RANKS, Role

# OWASP's cheat sheet on storing passwords: N = 2^15, r = 8, p = 3 is one of its equivalent choices (32 MiB).
SCRYPT_N, SCRYPT_R, SCRYPT_P, SCRYPT_MEMORY = 2**15, 8, 3, 64 * 2**20
SHORTEST_PASSWORD = 10

metadata = MetaData()
person = Table(
    "person", metadata, Column("name", String(80), primary_key=True), Column("role", String(16), nullable=False),
    Column("password", Text), Column("made", Moment, nullable=False),
)  # fmt: skip
session = Table(
    "session", metadata, Column("digest", String(64), primary_key=True), Column("person", String(80), nullable=False),
    Column("made", Moment, nullable=False), Column("ends", Moment, nullable=False),
)  # fmt: skip
token = Table(
    "token", metadata, Column("digest", String(64), primary_key=True), Column("person", String(80), nullable=False),
    Column("label", String(80), nullable=False), Column("made", Moment, nullable=False), Column("used", Moment),
)  # fmt: skip
audit = Table(
    "audit", metadata, Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False), Column("who", String(80), nullable=False),
    Column("what", String(40), nullable=False), Column("about", Text, nullable=False), sqlite_autoincrement=True,
)  # fmt: skip
view = Table(
    "view", metadata, Column("owner", String(80), primary_key=True), Column("name", String(60), primary_key=True),
    Column("query", Text, nullable=False),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """An account. ``password`` says whether it can log in with one; else only by OpenID Connect or a token."""

    name: str
    role: Role
    made: datetime
    password: bool = True


@dataclass(frozen=True, slots=True)
class Token:
    """A program's key to an account; ``id`` is how it is named when it is revoked."""

    id: str
    person: str
    label: str
    made: datetime
    used: datetime | None


@dataclass(frozen=True, slots=True)
class Done:
    """One line of the audit log."""

    at: datetime
    who: str
    what: str
    about: str


@dataclass(frozen=True, slots=True)
class View:
    """A saved query of the board."""

    name: str
    query: str


class People:
    """The store of accounts at a path (SQLite) or URL. All failures of it are DeskUnavailable."""

    def __init__(self, target: str) -> None:
        self._file = None if "://" in target else Path(target)
        self._where = str(self._file) if self._file else "--people"
        with told(self._where):
            self._engine = create_engine(f"sqlite:///{self._file}" if self._file else _driver(target))
        self._made = False
        if self._file:
            event.listen(self._engine, "connect", _busy)

    def close(self) -> None:
        """Lets go of the store."""
        self._engine.dispose()

    @property
    def there(self) -> bool:
        """Whether there is a store yet."""
        return self._file is None or self._file.exists()

    # Accounts ---------------------------------------------------------------------------------------------------

    def add(self, name: str, role: Role, password: str | None) -> None:
        """Makes an account. Raises InputError for a name or password that will not do."""
        if not re.fullmatch(r"[\w.@+-]{1,80}", name):
            raise InputError("a name has letters, digits and . @ + - _", where=name, remedy="choose another")
        if role not in RANKS[1:]:
            raise InputError("no such role", where=role, remedy=f"use one of {', '.join(RANKS[1:])}")
        hashed = None if password is None else hash_password(password)
        with self._writing() as connection:
            if connection.execute(select(person.c.name).where(person.c.name == name)).first():
                raise InputError("there is an account of this name", where=name, remedy="choose another")
            connection.execute(insert(person).values(name=name, role=role, password=hashed, made=_now()))

    def change(self, name: str, *, role: Role | None = None, password: str | None = None) -> None:
        """Gives an account another role or password; every session of it ends. Raises NotFound."""
        values: dict[str, str] = {}
        if role is not None:
            values["role"] = role
        if password is not None:
            values["password"] = hash_password(password)
        with self._writing() as connection:
            if connection.execute(update(person).where(person.c.name == name).values(values)).rowcount == 0:
                raise NotFound("no such account", where=name, remedy="ondit people list shows them")
            connection.execute(delete(session).where(session.c.person == name))

    def remove(self, name: str) -> None:
        """Takes an account away, with its sessions and tokens. Raises NotFound."""
        with self._writing() as connection:
            if connection.execute(delete(person).where(person.c.name == name)).rowcount == 0:
                raise NotFound("no such account", where=name, remedy="ondit people list shows them")
            connection.execute(delete(session).where(session.c.person == name))
            connection.execute(delete(token).where(token.c.person == name))

    def everyone(self) -> tuple[Person, ...]:
        """All accounts, by name."""
        with self._reading() as connection:
            if connection is None:
                return ()
            rows = connection.execute(select(person).order_by(person.c.name))
            return tuple(Person(row.name, cast(Role, row.role), row.made, row.password is not None) for row in rows)

    def find(self, name: str) -> Person | None:
        """The account of a name."""
        with self._reading() as connection:
            row = (
                None if connection is None else connection.execute(select(person).where(person.c.name == name)).first()
            )
        return None if row is None else Person(row.name, cast(Role, row.role), row.made, row.password is not None)

    # Logging in -------------------------------------------------------------------------------------------------

    def log_in(self, name: str, password: str) -> str | None:
        """A new session's secret if the password is right; it takes as long where there is no such account."""
        with self._reading() as connection:
            query = select(person.c.password).where(person.c.name == name)
            hashed = None if connection is None else connection.execute(query).scalar()
        right = password_fits(password, hashed or NOBODYS)
        return self.begin(name) if right and hashed else None

    def begin(self, name: str) -> str:
        """A new session of an account, for who has shown who they are."""
        secret = secrets.token_urlsafe(32)
        now = _now()
        row = {"digest": _digest(secret), "person": name, "made": now, "ends": now + timedelta(hours=SESSION_HOURS)}
        with self._writing() as connection:
            connection.execute(delete(session).where(session.c.ends < now))
            connection.execute(insert(session).values(row))
        return secret

    def log_out(self, secret: str) -> None:
        """Ends a session."""
        with self._writing() as connection:
            connection.execute(delete(session).where(session.c.digest == _digest(secret)))

    def by_session(self, secret: str) -> Person | None:
        """Whose session this is, if it has not ended."""
        query = select(person).join(session, session.c.person == person.c.name)
        with self._reading() as connection:
            if connection is None:
                return None
            row = connection.execute(query.where(session.c.digest == _digest(secret), session.c.ends > _now())).first()
        return None if row is None else Person(row.name, cast(Role, row.role), row.made, row.password is not None)

    # Tokens -----------------------------------------------------------------------------------------------------

    def make_token(self, name: str, label: str) -> str:
        """A key to an account for a program; it is shown this once. Raises NotFound."""
        if self.find(name) is None:
            raise NotFound("no such account", where=name, remedy="ondit people list shows them")
        secret = f"ondit_{secrets.token_urlsafe(32)}"
        row = {"digest": _digest(secret), "person": name, "label": label[:80], "made": _now(), "used": None}
        with self._writing() as connection:
            connection.execute(insert(token).values(row))
        return secret

    def tokens(self, name: str | None = None) -> tuple[Token, ...]:
        """The keys to an account, or to all."""
        with self._reading() as connection:
            if connection is None:
                return ()
            query = select(token).order_by(token.c.made)
            rows = connection.execute(query if name is None else query.where(token.c.person == name))
            return tuple(Token(row.digest[:12], row.person, row.label, row.made, row.used) for row in rows)

    def revoke(self, id: str, name: str | None = None) -> None:
        """Makes a key worthless. Raises NotFound."""
        if not re.fullmatch(r"[0-9a-f]{12}", id):
            raise NotFound("no such token", where=id[:40], remedy="ondit people tokens lists them")
        gone = delete(token).where(token.c.digest.startswith(id))
        with self._writing() as connection:
            if connection.execute(gone if name is None else gone.where(token.c.person == name)).rowcount == 0:
                raise NotFound("no such token", where=id, remedy="ondit people tokens lists them")

    def by_token(self, secret: str) -> Person | None:
        """Whose key this is."""
        query = select(person, token.c.used).join(token, token.c.person == person.c.name)
        with self._reading() as connection:
            if connection is None:
                return None
            row = connection.execute(query.where(token.c.digest == _digest(secret))).first()
        if row is None:
            return None
        if row.used is None or _now() - row.used > timedelta(hours=1):  # not a write for every request
            with self._writing() as connection:
                connection.execute(update(token).where(token.c.digest == _digest(secret)).values(used=_now()))
        return Person(row.name, cast(Role, row.role), row.made, row.password is not None)

    # Views and the audit log ------------------------------------------------------------------------------------

    def views(self, owner: str) -> tuple[View, ...]:
        """The saved views of somebody, by name."""
        with self._reading() as connection:
            if connection is None:
                return ()
            rows = connection.execute(
                select(view.c.name, view.c.query).where(view.c.owner == owner).order_by(view.c.name)
            )
            return tuple(View(row.name, row.query) for row in rows)

    def save_view(self, owner: str, name: str, query: str) -> None:
        """Saves a view, in place of one of the same name."""
        with self._writing() as connection:
            connection.execute(delete(view).where(view.c.owner == owner, view.c.name == name))
            connection.execute(insert(view).values(owner=owner, name=name, query=query))

    def forget_view(self, owner: str, name: str) -> None:
        """Forgets a view."""
        with self._writing() as connection:
            connection.execute(delete(view).where(view.c.owner == owner, view.c.name == name))

    def note(self, who: str, what: str, about: str, at: datetime | None = None) -> None:
        """Writes a line of the audit log."""
        with self._writing() as connection:
            connection.execute(insert(audit).values(at=at or _now(), who=who, what=what, about=about[:2000]))

    def done(self, most: int = 200) -> tuple[Done, ...]:
        """The last lines of the audit log, newest first."""
        with self._reading() as connection:
            if connection is None:
                return ()
            rows = connection.execute(select(audit).order_by(audit.c.seq.desc()).limit(most))
            return tuple(Done(row.at, row.who, row.what, row.about) for row in rows)

    # Behind the door --------------------------------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[Connection | None]:
        if not self.there:
            yield None
            return
        self._make()
        with told(self._where), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        self._make()
        with told(self._where), self._engine.begin() as connection:
            yield connection

    def _make(self) -> None:
        if not self._made:
            with told(self._where):
                if self._file and not self._file.exists():  # nobody else on this machine reads who may log in
                    os.close(os.open(self._file, os.O_CREAT | os.O_WRONLY, 0o600))
                metadata.create_all(self._engine)
            self._made = True


def hash_password(password: str) -> str:
    """A password's hash with its parameters and salt. Raises InputError for one that is too short."""
    if len(password) < SHORTEST_PASSWORD:
        raise InputError(
            f"a password has {SHORTEST_PASSWORD} characters or more", where="password", remedy="use a longer one"
        )
    salt = secrets.token_bytes(16)
    return f"scrypt${SCRYPT_N}${SCRYPT_R}${SCRYPT_P}${_text(salt)}${_text(_scrypt(password, salt))}"


def password_fits(password: str, hashed: str) -> bool:
    """Whether a password has this hash."""
    _, n, r, p, salt, key = hashed.split("$")
    found = _scrypt(password, base64.b64decode(salt), int(n), int(r), int(p))
    return hmac.compare_digest(found, base64.b64decode(key))


def _scrypt(password: str, salt: bytes, n: int = SCRYPT_N, r: int = SCRYPT_R, p: int = SCRYPT_P) -> bytes:
    words = password[:1024].encode("utf-8", "surrogatepass")
    return hashlib.scrypt(words, salt=salt, n=n, r=r, p=p, maxmem=SCRYPT_MEMORY, dklen=32)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


NOBODYS = f"scrypt${SCRYPT_N}${SCRYPT_R}${SCRYPT_P}${_text(bytes(16))}${_text(bytes(32))}"
"""What no password hashes to."""


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC)


def _driver(url: str) -> str:
    return re.sub(r"^postgres(ql)?://", "postgresql+pg8000://", url)


def _busy(connection: object, _record: object) -> None:
    connection.execute("PRAGMA busy_timeout = 30000")  # type: ignore[attr-defined]
