"""The archive of a sealed file, checked outside with nothing but Python: Art. 17(5)."""

import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from pypdf import PdfReader

from casework.case import supplement
from casework.case.supplement import Added
from documents.code import ALPHABET, shown
from portal.archive.certificate import Certificate, of_centre
from portal.archive.gathered import NotSealed
from queries.trail_of_case import NotInTheChain
from tests.conftest import At
from tests.database import Cleaner
from tests.documents.pdf import Read, faults
from tests.portal.archived import (
    BROUGHT,
    KEPT,
    a_certificate,
    add,
    as_json,
    broken_link,
    brought,
    checked,
    drop,
    gathered,
    keys,
    made,
    of_closed,
    other_entry,
    other_seal,
    other_text,
    unpacked,
    without_attachment,
    without_signature,
)
from tests.sealed_trail import sealed

pytestmark = pytest.mark.xdist_group("archive")
CODE = re.compile(rf"\b[{ALPHABET}]{{5}}-[{ALPHABET}]{{5}}\b")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """Of an invented centre; another has none."""
    folder = tmp_path_factory.mktemp("certificates")
    a_certificate(folder)
    found = of_centre(folder, "ferizaj")
    assert found is not None
    assert of_centre(folder, "gjakove") is of_centre(None, "ferizaj") is None
    return found


@pytest.mark.article("17(5)")
def test_it_is_whole_and_says_so_elsewhere(a_case: At, tmp_path: Path) -> None:
    archive = of_closed(a_case)
    (tmp_path / "archive.zip").write_bytes(archive)
    where = unpacked(archive, tmp_path / "unpacked")
    code, said = checked(where)
    assert (code, "Not signed with a certificate" in said) == (0, True), said
    assert checked(where, str(tmp_path / "archive.zip"), "--key", keys().name) == (code, said)
    assert checked(where, "--key", "0" * 16)[0] == 1
    assert checked(where, "--certificate", "0" * 64)[0] == 1
    record = json.loads((where / "file.json").read_text())
    Draft202012Validator(json.loads((where / "file-1.schema.json").read_text())).validate(record)
    assert {row["table"] for row in record["file"]} > {"cases", "child", "signature", "plan"}
    papers = sorted((where / "papers").iterdir())
    assert [each.name[:3] for each in papers] == [f"{n:03}" for n in range(1, len(papers) + 1)]
    listed = {
        each["path"]: each for each in json.loads((where / "manifest.json").read_text())["files"]
    }
    for each in papers:
        assert faults(Read(each.read_bytes()), record["language"]) == []
        printed = shown(listed[f"papers/{each.name}"]["code"])
        pages = [page.extract_text().replace("\u200b", "") for page in PdfReader(each).pages]
        assert [set(CODE.findall(page)) for page in pages] == [{printed}] * len(pages)


@pytest.mark.article("17(5)")
def test_the_same_file_gives_the_same_bytes(a_case: At, certificate: Certificate) -> None:
    case = a_case("closed")
    once = made(case, certificate)
    KEPT["signed"] = once
    case.stage.clock.move_to(case.stage.today() + timedelta(days=40))
    assert made(case, certificate) == once


@pytest.mark.article("17(5)")
def test_a_byte_of_any_file_is_found(a_case: At, tmp_path: Path) -> None:
    archive = of_closed(a_case)
    where = unpacked(archive, tmp_path / "whole")
    files = [each for each in where.rglob("*") if each.is_file() and each.name != "check.py"]
    for path in files:
        before = path.read_bytes()
        middle = len(before) // 2
        path.write_bytes(before[:middle] + bytes([before[middle] ^ 1]) + before[middle + 1 :])
        code, said = checked(where)
        assert (code, path.name in said or path.name == "manifest.json") == (1, True), said
        path.write_bytes(before)
    assert checked(where)[0] == 0


@pytest.mark.article("17(5)")
@pytest.mark.parametrize(
    ("harm", "named"),
    [
        (partial(drop, "papers/001-annex-1.pdf"), ["papers/001-annex-1.pdf: is missing"]),
        (partial(drop, "trail.json"), ["trail.json: is missing"]),
        (partial(drop, "manifest.json"), ["manifest.json: is missing"]),
        (partial(drop, "manifest.ed25519"), ["manifest.ed25519: the signature", "was removed"]),
        (without_attachment, ["is not among the attachments"]),
        (add, ["papers/999-other.pdf: was added"]),
        (without_signature, ["manifest.ed25519: is no signature", "not what was sealed"]),
        (other_text, ["the text of a signed_text was changed", "not what was sealed"]),
        (partial(other_text, with_digest=True), ["under a text that is not there"]),
        (broken_link, ["the chain is broken before it", "manifest.ed25519: is no signature"]),
        (other_entry, ["was changed", "manifest.ed25519: is no signature"]),
        (other_seal, ["not what was sealed", "no entry says that this file was sealed"]),
    ],
)
def test_what_was_done_to_it_is_named(
    a_case: At, tmp_path: Path, harm: Callable[[Path], None], named: list[str]
) -> None:
    where = unpacked(of_closed(a_case), tmp_path / "harmed")
    harm(where)
    code, said = checked(where)
    assert code == 1
    assert [each for each in named if each not in said] == [], said


@pytest.mark.article("17(5)")
def test_what_lies_around_the_zip_is_named_too(a_case: At, tmp_path: Path) -> None:
    """Another archive before or behind it, which other programs would open; empty folders."""
    archive = of_closed(a_case)
    where, handed = unpacked(archive, tmp_path / "whole"), tmp_path / "as-it-was.zip"
    added = BytesIO(archive)
    with zipfile.ZipFile(added, "a") as pack:
        pack.mkdir("papers")
    size = len(archive) % 65536
    remark = archive[:-2] + size.to_bytes(2, "little") + archive[:size]
    for content, named in (
        (archive, "Whole"),
        (archive + archive, "before the archive, or behind it"),
        (b"#!/bin/sh\n" + archive, "before the archive, or behind it"),
        (archive + b"more", "before the archive, or behind it"),
        (remark, "before the archive, or behind it"),
        (added.getvalue(), "papers/: a folder was added"),
    ):
        handed.write_bytes(content)
        code, said = checked(where, str(handed))
        assert (code == 0, named in said) == (content is archive, True), said
    (where / "empty" / "inner").mkdir(parents=True)
    code, said = checked(where)
    assert (code, "empty/inner/: a folder was added" in said) == (1, True), said


@pytest.mark.article("17(5)")
def test_the_centres_signature_is_checked_and_missed(
    a_case: At, tmp_path: Path, certificate: Certificate
) -> None:
    where = unpacked(of_closed(a_case, "signed", certificate), tmp_path / "signed")
    code, said = checked(where, "--certificate", certificate.own.fingerprint(SHA256()).hex(":"))
    assert (code, "QPS Ferizaj" in said) == (0, True), said
    if openssl := shutil.which("openssl"):  # another program says the same
        (where.parent / "ca.pem").write_bytes(certificate.own.public_bytes(Encoding.PEM))
        command = [openssl, "cms", "-verify", "-binary", "-inform", "DER", "-in", "manifest.p7s"]
        command += ["-content", "manifest.json", "-CAfile", "../ca.pem", "-purpose", "any"]
        subprocess.run(command, cwd=where, capture_output=True, check=True)
    (where / "manifest.p7s").rename(where.parent / "away")
    code, said = checked(where)
    assert (code, "manifest.p7s: the centre's signature was removed" in said) == (1, True), said
    as_json(where / "manifest.json", lambda manifest: manifest.update(signature=None))
    code, said = checked(where)
    assert (code, "manifest.ed25519: is no signature" in said) == (1, True), said


@pytest.mark.article("17(5)")
def test_what_is_added_later_stands_beside_the_seal_that_stood(a_case: At, tmp_path: Path) -> None:
    case = a_case("closed")
    sealed(by=keys())
    before = gathered(case)
    with case.manager() as work:
        row = supplement.enter(work, case.case, Added("A letter came.", day_not_known=True))
        supplement.sign(work, case.case, row.id)
    brought(case, beside=True)
    with pytest.raises(NotInTheChain):
        gathered(case)
    archive = made(case)
    after = gathered(case)
    assert after.said["seal"] == before.said["seal"]
    assert after.said["entries"] > before.said["entries"]
    where = unpacked(archive, tmp_path / "later")
    assert checked(where)[0] == 0
    tables = [row["table"] for row in json.loads((where / "file.json").read_text())["beside"]]
    added = ("supplement", "supplement_signature", "stored_file", "file_removal")
    assert [tables.count(each) for each in added] == [1, 1, 2, 1]
    assert next((where / "attachments").iterdir()).read_bytes() == BROUGHT * 2


@pytest.mark.article("17(5)")
def test_an_open_file_has_none(a_case: At) -> None:
    with pytest.raises(NotSealed):
        gathered(a_case("decided"))


@pytest.mark.article("17(5)")
def test_a_seal_that_does_not_hold_is_found(a_case: At, tmp_path: Path, cleaner: Cleaner) -> None:
    """Changed in the database by somebody above every wall, before the archive was made."""
    case = a_case("closed")
    cleaner.tamper("UPDATE cases SET rules_version = 'another'")
    code, said = checked(unpacked(made(case), tmp_path / "changed"))
    assert (code, "not what was sealed" in said) == (1, True), said
