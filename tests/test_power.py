"""A power cut leaves one whole commit: of what was not brought to the disk, each part may be there or not."""

import os
from itertools import count, product

import pytest

from index.manifest import damage, read_manifest
from index.sources import Source, read_sources, write_sources
from index.writer import open_writer
from tests import traffic


class Disk:
    """Keeps what is on the disk for sure: the content of files, and the entries of folders, as of their last fsync."""

    def __init__(self, folder, cut):
        self.folder, self.cut = folder, cut
        self.folders = [folder, folder / "segments"]
        self.content = {path.stat().st_ino: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        self.entries = {place: entries(place) for place in self.folders}

    def fsync(self, descriptor):
        self.cut(self)
        number = os.fstat(descriptor).st_ino
        (path,) = (path for path in (self.folder, *self.folder.rglob("*")) if path.stat().st_ino == number)
        if path.is_dir():
            self.entries[path] = entries(path)
        else:
            self.content[number] = path.read_bytes()

    def states(self):
        """Yield what may be there after a cut: each folder as it was for sure or as it is, and files cut short."""
        for lists in product(*((self.entries[place], entries(place)) for place in self.folders)):
            yield {
                (place / name).relative_to(self.folder): self.content.get(number, b"half")
                for place, found in zip(self.folders, lists, strict=True)
                for name, number in found.items()
            }


def entries(folder):
    return {path.name: path.stat().st_ino for path in folder.iterdir() if path.is_file()}


@pytest.fixture
def folder(tmp_path):
    with open_writer(str(tmp_path / "index")) as writer:
        traffic.commit(writer, 1)
        traffic.commit(writer, 2)
    write_sources(tmp_path / "index", {"/old": Source("d", ())})
    return tmp_path / "index"


def laid_out(state, place):
    (place / "segments").mkdir(parents=True)
    for path, data in state.items():
        (place / path).write_bytes(data)
    return place


def test_a_power_cut_at_any_moment_leaves_a_whole_commit(folder, tmp_path, monkeypatch):
    told, cuts = [2], count()

    def cut(disk):
        for state in disk.states():
            place = laid_out(state, tmp_path / f"after-{next(cuts)}")
            manifest = read_manifest(place)
            assert damage(place, manifest, hashes=True) == []
            assert told[-1] <= manifest.revision <= told[-1] + 1
            assert read_sources(place).keys() in ({"/old"}, {"/new"})

    disk = Disk(folder, cut)
    monkeypatch.setattr(os, "fsync", disk.fsync)
    monkeypatch.setattr(os, "replace", before(os.replace, lambda: cut(disk)))
    monkeypatch.setattr(os, "unlink", before(os.unlink, lambda: cut(disk)))
    with open_writer(str(folder)) as writer:
        for number in (3, 4, 5):
            traffic.commit(writer, number)
            told.append(number)
            cut(disk)
        write_sources(folder, {"/new": Source("d", ())})
    cut(disk)
    assert next(cuts) > 100


def before(call, act):
    def acted(*arguments, **named):
        act()
        return call(*arguments, **named)

    return acted
