"""What a file holds, whatever it is packed in: documents, lines and records that are read one by one, and members."""

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import BinaryIO, Union

from index.errors import UnreadableFile
from index.files import PAGE_LIMIT, Failure, looks_like_page, read_document, too_large
from index.formats import tar, warc, zipped
from index.formats.archivebox import Snapshot
from index.formats.compressed import Allowance, Unpacked, kind_of, unpack
from index.formats.lines import Lines, split
from index.formats.mhtml import is_mhtml, read_mhtml
from index.formats.parts import Item
from index.formats.place import DEPTH, Place, guarded
from index.formats.records import streamed
from index.formats.saved import origin

_HEAD = 4_096  # bytes by which a container is known
_COMMENT = 20_000  # bytes in which a saved page says where it is from


@dataclass(frozen=True, slots=True)
class Document:
    """One document's bytes, and what its container says of it: charset, address, and when it was captured, in UTC."""

    place: Place
    data: bytes
    charset: str | None = None
    url: str | None = None
    captured: str | None = None


@dataclass(frozen=True, slots=True)
class Records:
    """Articles that are read one by one of a table or the like, of any size."""

    place: Place
    found: Iterator[Item | Failure]


@dataclass(frozen=True, slots=True)
class Member:
    """What lies in an archive by itself. It is opened before the next one is asked for, or never."""

    place: Place
    opened: Callable[[], Iterable[Union[Document, Lines, Records, "Member", Failure]]]


Content = Document | Lines | Records | Member | Failure


def contents(stream: io.BufferedReader, place: Place, allowance: Allowance) -> Iterator[Content]:
    """Yield what is in a file, in its order; each must be read before the next is asked for.

    Raises:
        UnreadableFile: nothing can be read of it; the reason alone.
    """
    head = stream.peek(_HEAD)[:_HEAD]
    if is_packed(head):
        yield from _packed(stream, head, place, allowance)
    elif warc.is_warc(head):
        yield from _records(stream, place)
    elif is_mhtml(head):
        yield from _mhtml(stream, place)
    else:
        yield _plain(stream, place, allowance)


def _plain(stream: io.BufferedReader, place: Place, allowance: Allowance) -> Content:
    """Return what is in no container, read bit by bit where it can be."""
    rest = split(stream, place)
    if isinstance(rest, Lines):
        return rest
    found = streamed(rest, place.name)
    return _document(rest, place, allowance) if found is None else Records(place, found)


def _document(stream: BinaryIO, place: Place, allowance: Allowance) -> Document:
    """Return what is one document, or a page that unpacks itself."""
    file = stream if stream.seekable() else io.BytesIO(stream.read(PAGE_LIMIT + 1))
    head = file.read(_COMMENT)
    file.seek(0)
    page = zipped.page_of_its_own(file) if looks_like_page(head) else None
    if page is None:
        return Document(place, read_document(file))
    told = origin(head.decode("utf-8", "replace"))
    with page[0], zipped.open_member(*page, allowance) as member:
        return Document(place, read_document(member), url=told.url, captured=told.captured)


def of_snapshot(found: Iterable[Content], snapshot: Snapshot) -> Iterator[Content]:
    """Yield the one document that is the page of a snapshot, or where there is none what went wrong."""
    others: list[Document] = []
    failures: list[Content] = []
    for item in _flat(found):
        if not isinstance(item, Document):
            failures.append(item)
        elif item.url is None or _same(item.url, snapshot.url):
            others = [item]
            break
        elif not others:
            others.append(item)  # where the address led to
    for page in others:
        yield replace(page, url=snapshot.url, captured=snapshot.captured or page.captured)
    yield from failures if not others else ()


def _flat(found: Iterable[Content]) -> Iterator[Content]:
    for item in found:
        if isinstance(item, Member):
            yield from _flat(guarded(item.place.name, item.opened))
        else:
            yield item


def _same(one: str, other: str | None) -> bool:
    return other is not None and one.partition("#")[0].rstrip("/") == other.partition("#")[0].rstrip("/")


def is_packed(head: bytes) -> bool:
    """Tell if a file that begins like this is compressed, or a ZIP, or a tar archive."""
    return head.startswith(zipped.MAGIC) or tar.is_tar(head) or kind_of(head) is not None


def is_streamed(head: bytes) -> bool:
    """Tell if a file that begins like this holds things that are read one by one, so that any size will do."""
    return is_packed(head) or warc.is_warc(head)


def _packed(stream: io.BufferedReader, head: bytes, place: Place, allowance: Allowance) -> Iterator[Content]:
    if place.depth == DEPTH:
        raise UnreadableFile(f"is packed more than {DEPTH} times: unpack the file it is in")
    if head.startswith(zipped.MAGIC):
        yield from _zipped(stream, place.opened(), allowance)
    elif tar.is_tar(head):
        yield from _tarred(stream, place.opened(), allowance)
    else:
        yield from _compressed(stream, head, place.unpacked(), allowance)


def _compressed(stream: io.BufferedReader, head: bytes, place: Place, allowance: Allowance) -> Iterator[Content]:
    """Yield what is whole of something compressed, and then what was wrong with it."""
    kind = kind_of(head)
    if kind is None:
        return
    unpacked, state = unpack(stream, kind, allowance)
    found = told = False
    for item in guarded(place.name, partial(contents, unpacked, place, allowance)):
        if isinstance(item, Failure) and item.path == place.name:
            if state.damage and not found:
                break  # it is not what it seems to be
            told = True
        found = True
        yield replace(item, lines=_ended(item.lines, state)) if isinstance(item, Lines) else item
    if state.damage and not told:
        rest = "what is whole was read" if found else f"nothing of this {kind.name} file could be read"
        yield Failure(place.name, f"{state.damage}: {rest}")


def _ended(lines: Iterable[bytes], state: Unpacked) -> Iterator[bytes]:
    """Yield the lines but for the piece of one before the damage."""
    for line in lines:
        if line.endswith(b"\n") or not state.damage:
            yield line


def _zipped(stream: io.BufferedReader, place: Place, allowance: Allowance) -> Iterator[Content]:
    with zipped.open_zip(stream) as archive:
        for item in zipped.members(archive, place):
            if isinstance(item, Failure):
                yield item
                continue
            there, info = item
            opened = partial(zipped.open_member, archive, info, allowance)
            yield Member(there, partial(_member, opened, there, allowance))
            if allowance.spent:
                return


def _tarred(stream: io.BufferedReader, place: Place, allowance: Allowance) -> Iterator[Content]:
    for item in tar.members(stream, place):
        if isinstance(item, Failure):
            yield item
        else:
            yield Member(item.place, partial(_member, item.opened, item.place, allowance))


def _member(opened: Callable[[], io.BufferedReader], place: Place, allowance: Allowance) -> Iterator[Content]:
    with opened() as stream:
        yield from contents(stream, place, allowance)


@dataclass(slots=True)
class _Tally:
    """How many records were met, and how many of them were opened and are no page."""

    records: int = 0
    others: int = 0


def _records(stream: io.BufferedReader, place: Place) -> Iterator[Content]:
    """Yield the records of a WARC that may be pages, and if none of them was one, that."""
    tally = _Tally()
    for frame in warc.frames(stream, place):
        tally.records += 1
        if isinstance(frame, Failure):
            yield frame
        else:
            yield Member(place.record(frame.number), partial(_record, frame, place, tally))
    if tally.records == tally.others and not place.inside:  # in an archive others can have the pages
        yield Failure(place.name, "holds no page: of a WARC, HTML is read that was answered with status 200")


def _record(frame: warc.Frame, place: Place, tally: _Tally) -> Iterator[Document]:
    page = warc.page_in(frame, place)
    if page:
        yield Document(page.place, page.data, page.charset, page.url, page.captured)
    else:
        tally.others += 1


def _mhtml(stream: io.BufferedReader, place: Place) -> Iterable[Content]:
    data = stream.read(PAGE_LIMIT + 1)
    if len(data) > PAGE_LIMIT:
        raise UnreadableFile(too_large("document"))
    saved = read_mhtml(data)
    page = read_document(io.BytesIO(saved.data))
    yield Document(place, page, saved.charset, saved.url, saved.captured)
    if saved.cut:
        yield Failure(place.name, "is cut off: what is whole was read")
