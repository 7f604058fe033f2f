#!/usr/bin/env python3
"""Checks the archive of a sealed file, on any machine, without a network and without Tryeza.

    python3 check.py                      the unpacked archive in which this script lies
    python3 check.py ARCHIVE              a folder, or the .zip as it was handed over
    python3 check.py ARCHIVE --key 0123456789abcdef --certificate SHA256

Python 3.9 or newer is enough. It says each fault by name and ends with 1 where there is one.

Whose keys these are it cannot know: compare the fingerprints that it prints with what the centre
tells you by another way, or give them. And take this script from somebody you trust.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import sys
import uuid
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"
MACHINE = "manifest.ed25519"
CENTRE = "manifest.p7s"
FILE, TRAIL = "file.json", "trail.json"

SPELLED: dict[str, Callable[[str], Any]] = {
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
    "hour": time.fromisoformat,
    "id": uuid.UUID,
    "bytes": bytes.fromhex,
}
Files = dict[str, bytes]
Told = dict[str, Any]
Point = tuple[int, int, int, int]


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def read_all(where: Path) -> tuple[Files, list[str]]:
    """Every file of the archive by its name, with what is wrong about the container itself."""
    if where.is_dir():
        found = [each for each in where.rglob("*") if "__pycache__" not in each.parts]
        every = {each.relative_to(where).as_posix(): each for each in found}
        files = {n: p.read_bytes() for n, p in every.items() if p.is_symlink() or not p.is_dir()}
        empty = [n for n, p in every.items() if n not in files and not any(p.iterdir())]
        return files, [f"{each}/: a folder was added" for each in sorted(empty)]
    content = where.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = packed.namelist()
        twice = "stands in the archive more than once"
        faults = [f"{each}: {twice}" for each in sorted(set(names)) if names.count(each) > 1]
        faults += [f"{each}: a folder was added" for each in names if each.endswith("/")]
        # What some programs read as another archive: APPNOTE, 4.3.16.
        is_alone = content[-22:-18] + content[-2:] == b"PK\5\6\0\0"
        if packed.infolist()[0].header_offset or not is_alone:
            faults.append(f"{where.name}: something stands before the archive, or behind it")
        return {each: packed.read(each) for each in names if not each.endswith("/")}, faults


def check_files(files: Files, manifest: Told) -> Iterator[str]:
    """Whole, unchanged, and nothing beside it."""
    said = {each["path"]: each for each in manifest["files"]}
    for name, each in sorted(said.items()):
        if name not in files:
            yield f"{name}: is missing"
        elif sha256(files[name]).hex() != each["sha256"]:
            yield f"{name}: was changed"
    signatures = {MANIFEST, MACHINE} | ({CENTRE} if manifest["signature"] else set())
    for name in sorted(set(files) - set(said) - signatures):
        yield f"{name}: was added, the manifest does not know it"


def value_of(told: Any) -> Any:
    """A value of file.json as it was when the seal was taken."""
    if not isinstance(told, dict):
        return told
    ((kind, held),) = told.items()
    if kind == "list":
        return [value_of(each) for each in held]
    if kind == "record":
        return {name: value_of(each) for name, each in held.items()}
    return SPELLED[kind](held)


def spelled(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.hex() if isinstance(value, bytes) else repr(value)


def seal_of(rows: list[Told]) -> str:
    """SHA-256 over table and columns of every row, in the order in which they stand."""
    seal = hashlib.sha256()
    for row in rows:
        values = [f"{k}={spelled(value_of(v))}" for k, v in row["values"].items()]
        seal.update(("{}({})\n".format(row["table"], "; ".join(values))).encode())
    return seal.hexdigest()


def check_seal(manifest: Told, record: Told, trail: Told) -> Iterator[str]:
    if seal_of(record["file"]) != manifest["seal"]:
        yield f"{FILE}: what the file says is not what was sealed"
    if record["seal"] != manifest["seal"]:
        yield f"{FILE}: names another seal than the manifest"
    act, detail = trail["fields"].index("act"), trail["fields"].index("detail")
    said = [each["said"] for each in trail["entries"] if each["said"][act] == "file sealed"]
    if [json.loads(each[detail]).get("seal") for each in said] != [manifest["seal"]]:
        yield f"{TRAIL}: no entry says that this file was sealed with this seal"


def rows_of(record: Told, *tables: str) -> list[tuple[str, Told]]:
    """The rows of these tables, in the file and beside it: table and values."""
    rows = record["file"] + record["beside"]
    return [(each["table"], each["values"]) for each in rows if each["table"] in tables]


def check_signed(record: Told) -> Iterator[str]:
    """Each word that somebody gave stands under a text that is there, letter by letter."""
    texts = set()
    for table, values in rows_of(record, "signed_text", "supplement"):
        laid = values["digest"]["bytes"]
        if sha256((values["text"] or "").encode()).hex() != laid:
            yield f"{FILE}: the text of a {table} was changed"
        text = values["paper_id"] if "paper_id" in values else values["id"]
        texts.add((text["id"], laid))
    for _, values in rows_of(record, "signature", "supplement_signature"):
        paper = values["paper_id"] if values.get("paper_id") else values["supplement_id"]
        if values["digest"] and (paper["id"], values["digest"]["bytes"]) not in texts:
            yield f"{FILE}: a signature stands under a text that is not there"


def unsigned(manifest: Told, record: Told) -> Iterator[str]:
    """No fault, but to be known: where a word is missing, and where nobody has signed."""
    for each in manifest["files"]:
        words = each.get("words", {})
        for what in ("missing", "refused"):
            if words.get(what):
                yield f"{each['path']}: {words[what]} of {sum(words.values())} words {what}"
    signed = [each["supplement_id"] for _, each in rows_of(record, "supplement_signature")]
    every = [each for _, each in rows_of(record, "supplement") if each["id"] not in signed]
    yield from (f"supplement {each['number']}: nobody has signed it" for each in every)


def check_attachments(manifest: Told, record: Told) -> Iterator[str]:
    """Each file that was brought is there, as it came, but what the record says was taken out."""
    there = {e["sha256"] for e in manifest["files"] if e["path"].startswith("attachments/")}
    out = {each["file_id"]["id"] for _, each in rows_of(record, "file_removal")}
    for each in (e for _, e in rows_of(record, "stored_file") if e["form"] == "original"):
        if each["id"]["id"] not in out and each["sha256"]["bytes"] not in there:
            yield f"{FILE}: the file {each['id']['id']} is not among the attachments"


def check_chain(trail: Told) -> Iterator[str]:
    """Each entry says what its link was taken over, and none between two is missing."""
    chain, at = b"", trail["fields"].index("number")
    for place, entry in enumerate(trail["entries"], 1):
        name = "{}: entry {}".format(TRAIL, entry["said"][at])
        said = json.dumps(entry["said"], ensure_ascii=False, separators=(", ", ": "))
        if sha256(said.encode()).hex() != entry["digest"]:
            yield f"{name} was changed"
        chain = sha256(chain + bytes.fromhex(entry["digest"]))
        if entry["place"] != place or chain.hex() != entry["chain"]:
            yield f"{name}: the chain is broken before it"
            chain = bytes.fromhex(entry["chain"])
    held = trail["sealed_with"]
    if held["end"] and held["end"] not in (e["chain"] for e in trail["entries"][: held["entries"]]):
        yield f"{TRAIL}: does not hold the end that was sealed with the file"


def check_anchors(trail: Told, key: str | None) -> Iterator[str]:
    """Each entry stands before a signed end, and the way from it to that end is whole."""
    held = {}
    for anchor in trail["anchors"]:
        name = "{}: the signed end {}".format(TRAIL, anchor["position"])
        chain = bytes.fromhex(anchor["before"])
        for position, digest in enumerate(anchor["digests"], anchor["since"]):
            chain = sha256(chain + bytes.fromhex(digest))
            held[position] = digest
        public = bytes.fromhex(trail["keys"].get(anchor["key"], ""))
        said = json.loads(anchor["message"])
        if chain.hex() != anchor["chain"] or said[1:3] != [anchor["position"], anchor["chain"]]:
            yield f"{name} does not follow from the entries before it"
        elif sha256(public).hex()[:16] != anchor["key"] or not ed25519(
            public, anchor["message"].encode(), bytes.fromhex(anchor["signature"])
        ):
            yield "{} has no signature of the key {}".format(name, anchor["key"])
        elif key and anchor["key"] != key:
            yield "{} was signed with {}, and not with the key you gave".format(name, anchor["key"])
    for entry in trail["entries"]:
        if held.get(entry["position"]) != entry["digest"]:
            yield "{}: entry {} stands under no signed end".format(TRAIL, entry["said"][0])


def check_machine(files: Files, manifest: Told, key: str | None) -> Iterator[str]:
    """The system signs every archive with the key of its trail."""
    if MACHINE not in files:
        yield f"{MACHINE}: the signature over the manifest was removed"
        return
    name = manifest["key"]
    public = bytes.fromhex(manifest["public_key"])
    message = b"tryeza archive\n" + sha256(files[MANIFEST])
    if sha256(public).hex()[:16] != name or not ed25519(public, message, files[MACHINE]):
        yield f"{MACHINE}: is no signature of the key {name} over this manifest"
    elif key and name != key:
        yield f"{MACHINE}: was made with {name}, and not with the key you gave"


def check_centre(files: Files, manifest: Told, wanted: str | None) -> Iterator[str]:
    """The centre's, where it had a certificate when the file was sealed."""
    said = manifest["signature"]
    if not said:
        if wanted:
            yield f"{CENTRE}: the archive is not signed with a certificate of the centre"
        return
    if CENTRE not in files:
        yield f"{CENTRE}: the centre's signature was removed"
        return
    try:
        certificate, signature = signed_data(files[CENTRE])
        good = verifies(certificate, files[MANIFEST], signature)
    except (ValueError, IndexError, KeyError):
        yield f"{CENTRE}: is no signature that can be read"
        return
    found = sha256(certificate).hex()
    if not good:
        yield f"{CENTRE}: is no signature over this manifest"
    if found != said["certificate"]:
        yield f"{CENTRE}: was made with another certificate than the manifest names"
    if wanted and found != wanted.lower().replace(":", ""):
        yield f"{CENTRE}: was made with {found}, and not with the certificate you gave"


def inside(data: bytes) -> list[tuple[int, bytes, bytes]]:
    """The elements of a DER encoding: tag, content, and all of it."""
    at, found = 0, []
    while at < len(data):
        begins, tag, size = at, data[at], data[at + 1]
        at += 2
        if size & 0x80:
            count = size & 0x7F
            size, at = int.from_bytes(data[at : at + count], "big"), at + count
        if at + size > len(data):
            raise ValueError("cut short")
        found.append((tag, data[at : at + size], data[begins : at + size]))
        at += size
    return found


def signed_data(cms: bytes) -> tuple[bytes, bytes]:
    """The signer's certificate and signature of a detached CMS without signed attributes."""
    fields = inside(inside(inside(inside(cms)[0][1])[1][1])[0][1])
    certificates = [whole for tag, held, _ in fields if tag == 0xA0 for _, _, whole in inside(held)]
    signer = inside(inside(fields[-1][1])[0][1])
    serial = inside(signer[1][1])[1][1]
    if signer[3][0] == 0xA0:
        raise ValueError("signed attributes")
    for each in certificates:
        if of_certificate(each)[1][1] == serial:
            return each, signer[4][1]
    raise ValueError("no certificate of the signer")


def of_certificate(certificate: bytes) -> list[tuple[int, bytes, bytes]]:
    """Its fields, from the version on."""
    fields = inside(inside(inside(certificate)[0][1])[0][1])
    return fields if fields[0][0] == 0xA0 else [(0xA0, b"", b""), *fields]


def verifies(certificate: bytes, message: bytes, signature: bytes) -> bool:
    """RSA (PKCS #1 v1.5) with SHA-256."""
    algorithm, bits = inside(of_certificate(certificate)[6][1])
    if inside(algorithm[1])[0][1].hex() != "2a864886f70d010101":
        raise ValueError("a key of another kind")
    n, e = (int.from_bytes(held, "big") for _, held, _ in inside(inside(bits[1][1:])[0][1]))
    size = (n.bit_length() + 7) // 8
    digest = bytes.fromhex("3031300d060960864801650304020105000420") + sha256(message)
    padded = b"\0\1" + b"\xff" * (size - len(digest) - 3) + b"\0" + digest
    return pow(int.from_bytes(signature, "big"), e, n) == int.from_bytes(padded, "big")


P, Q = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def ed25519(public: bytes, message: bytes, signature: bytes) -> bool:
    """RFC 8032, 5.1.7."""
    if len(public) != 32 or len(signature) != 64:
        return False
    a, r, s = point(public), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= Q:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % Q
    left, right = multiplied(s, BASE), together(r, multiplied(h, a))
    return not any((left[i] * right[2] - right[i] * left[2]) % P for i in (0, 1))


def point(said: bytes) -> Point | None:
    """From its 32 bytes; None for what is no point."""
    y = int.from_bytes(said, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little")) or (0, 0, 0, 0)


def together(a: Point, b: Point) -> Point:
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = f - e, d - c, d + c, f + e
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiplied(k: int, a: Point) -> Point:
    found = (0, 1, 1, 0)
    while k:
        found, a, k = together(found, a) if k & 1 else found, together(a, a), k >> 1
    return found


def check(files: Files, key: str | None, certificate: str | None) -> Iterator[str]:
    """Every fault in words; the manifest first, since all else is held against it."""
    missing = [each for each in (MANIFEST, FILE, TRAIL) if each not in files]
    yield from (f"{each}: is missing" for each in missing)
    if MANIFEST in missing:
        return
    manifest = json.loads(files[MANIFEST])
    if not manifest["format"].startswith("tryeza-archive/1"):
        yield f"{MANIFEST}: is of a newer form than this script knows"
        return
    yield from (each for each in check_files(files, manifest) if each[:-12] not in missing)
    yield from check_centre(files, manifest, certificate)
    if missing:
        return
    record, trail = json.loads(files[FILE]), json.loads(files[TRAIL])
    yield from check_machine(files, manifest, key)
    yield from check_seal(manifest, record, trail)
    yield from check_signed(record)
    yield from check_attachments(manifest, record)
    yield from check_chain(trail)
    yield from check_anchors(trail, key)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("archive", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--key", help="fingerprint of the key that signs the trail")
    parser.add_argument("--certificate", help="SHA-256 of the centre's certificate")
    told = parser.parse_args()
    try:
        files, faults = read_all(told.archive)
        faults += check(files, told.key, told.certificate)
    except (OSError, zipfile.BadZipFile) as error:
        faults = [f"{told.archive} cannot be read: {error}"]
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        faults.append(f"what the archive says of itself cannot be read: {type(error).__name__}")
    if faults:
        print(*(f"FAULT  {each}" for each in faults), sep="\n")
        print(f"{len(faults)} fault(s): this is not the archive as it was made.")
        return 1
    tell(json.loads(files[MANIFEST]), files)
    return 0


def tell(manifest: Told, files: Files) -> None:
    count = len(manifest["files"])
    print(f"Whole: {count} files, case {manifest['case']}, sealed {manifest['sealed_at']}.")
    print(f"Seal of the file      {manifest['seal']}")
    print(f"Manifest              {sha256(files[MANIFEST]).hex()}")
    print(f"Key of the system     {manifest['key']}")
    if said := manifest["signature"]:
        print(f"Centre's certificate  {said['certificate']}  {said['subject']}")
    else:
        print("Not signed with a certificate: this centre had none when the archive was made.")
    for each in unsigned(manifest, json.loads(files[FILE])):
        print(f"NOT SIGNED  {each}")
    print("Whose key and certificate these are you have to ask the centre by another way.")


if __name__ == "__main__":
    sys.exit(main())
