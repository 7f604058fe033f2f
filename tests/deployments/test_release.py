"""What a release is made of, and what is known of its parts."""

import hashlib
import io
import json
import tarfile
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from deployments import advisories
from deployments.advisories import OLD_AFTER, NoAdvisory, read, told
from deployments.licences import brought_along, locked
from deployments.release import bill_of_materials, release

NOW = datetime(2026, 12, 1, tzinfo=UTC)
LOCKED = {"jinja2": "3.1.6"}


def advisory(**more: Any) -> dict[str, Any]:
    affected = {"package": {"ecosystem": "PyPI", "name": "Jinja2"}, **more.pop("affected", {})}
    return {
        "id": "GHSA-0000",
        "aliases": ["CVE-2026-1"],
        "modified": "2026-11-20T00:00:00Z",
        "affected": [affected],
        **more,
    }


def ranged(*events: Mapping[str, str]) -> dict[str, Any]:
    return {"affected": {"ranges": [{"type": "ECOSYSTEM", "events": list(events)}]}}


def hits(tmp_path: Path, **more: Any) -> list[str]:
    file = tmp_path / "one.json"
    file.write_text(json.dumps(advisory(**more)))
    return [hit.advisory for hit in read(file, LOCKED).hits]


@pytest.mark.parametrize(
    ("events", "hit"),
    [
        (({"introduced": "0"},), True),
        (({"introduced": "0"}, {"fixed": "3.1.6"}), False),
        (({"introduced": "0"}, {"fixed": "3.1.10"}), True),
        (({"introduced": "3.2"},), False),
        (({"introduced": "3.0"}, {"last_affected": "3.1.6"}), True),
        (({"introduced": "3.0"}, {"last_affected": "3.1.5"}), False),
        (({"introduced": "0"}, {"fixed": "2.0"}, {"introduced": "3.1.6"}), True),
        (({"fixed": "3.1.7"}, {"introduced": "3.1"}), True),
        (({"introduced": "0"}, {"fixed": "2.0"}, {"introduced": "odd"}), False),
    ],
)
def test_a_version_within_a_range_is_affected(
    tmp_path: Path, events: tuple[Mapping[str, str], ...], hit: bool
) -> None:
    assert bool(hits(tmp_path, **ranged(*events))) is hit


def test_what_is_listed_withdrawn_or_of_another_ecosystem(tmp_path: Path) -> None:
    assert hits(tmp_path, affected={"versions": ["3.1.6"]}) == ["GHSA-0000"]
    assert hits(tmp_path, affected={"versions": ["3.1.5"]}) == []
    assert hits(tmp_path, affected={"versions": ["3.1.6"]}, withdrawn="2026-11-21T00:00:00Z") == []
    other = {"package": {"ecosystem": "npm", "name": "jinja2"}, "versions": ["3.1.6"]}
    assert hits(tmp_path, affected=other) == []


def test_an_archive_is_read_and_its_age_is_said_first(tmp_path: Path) -> None:
    file = tmp_path / "all.zip"
    with zipfile.ZipFile(file, "w") as archive:
        found = advisory(summary="A template escapes", **ranged({"introduced": "0"}))
        archive.writestr("GHSA-0000.json", json.dumps(found))
        archive.writestr("GHSA-1.json", json.dumps(advisory(modified="2026-11-25T00:00:00.5Z")))
    seen = read(file, LOCKED)
    lines = told(seen, NOW)
    assert lines[0] == "2 advisories, the newest 5 days old (25.11.2026)."
    assert lines[1].startswith("jinja2 3.1.6: GHSA-0000 CVE-2026-1 (fixed in nothing yet) A templ")
    assert lines[-1].startswith("1 of them")
    later = told(seen, seen.newest + OLD_AFTER + timedelta(days=1))
    assert later[1] == "Older than 14 days: fetch a newer file, and look again."


@pytest.mark.parametrize(
    "said", ["", "[]", "1", '["x"]', '{"vulns": 1}', "{}", '{"modified": 5, "id": "x"}', "\0"]
)
def test_what_is_no_advisory_is_said(
    tmp_path: Path, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "odd.json"
    file.write_text(said)
    with pytest.raises(NoAdvisory):
        read(file, LOCKED)
    assert advisories.main([str(file)]) == 2
    assert "odd.json" in capsys.readouterr().err or said in {"1", '["x"]', '{"vulns": 1}'}
    assert advisories.main([""]) == advisories.main([str(tmp_path / "none")]) == 2


def test_it_ends_with_one_where_something_is_known(tmp_path: Path) -> None:
    name, version = next(iter(locked().items()))
    affected = {"package": {"ecosystem": "PyPI", "name": name}, "versions": [version]}
    file = tmp_path / "one.json"
    fresh = datetime.now(UTC).isoformat()
    file.write_text(json.dumps([advisory(affected=affected, modified=fresh)]))
    assert advisories.main([str(file)]) == 1
    file.write_text(json.dumps([advisory(modified=fresh)]))
    assert advisories.main([str(file)]) == 0
    file.write_text(json.dumps([advisory(modified="2020-01-01T00:00:00Z")]))
    assert advisories.main([str(file)]) == 1


def test_each_part_stands_in_the_bill_once_with_its_sums() -> None:
    bill = bill_of_materials("0.1.0", "c0ffee", NOW)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill == bill_of_materials("0.1.0", "c0ffee", NOW)
    refs = [each["bom-ref"] for each in bill["components"]]
    assert len(refs) == len(set(refs)) == len(locked()) + len(list(brought_along()))
    for each in bill["components"]:
        sums = each.get("hashes") or [
            sum_ for link in each["externalReferences"] for sum_ in link["hashes"]
        ]
        assert sums, each["name"]
        assert all(len(sum_["content"]) == 64 for sum_ in sums)
        (licence,) = each["licenses"]
        assert licence.get("expression") or licence["license"]["name"]


def test_a_release_is_what_is_committed_and_the_same_twice(tmp_path: Path) -> None:
    program, parts, sums = release(tmp_path)
    before = {each: each.read_bytes() for each in (program, parts, sums)}
    assert release(tmp_path) == [program, parts, sums]
    assert {each: each.read_bytes() for each in before} == before
    for each in (program, parts):
        sum_ = hashlib.sha256(each.read_bytes()).hexdigest()
        assert f"{sum_}  {each.name}" in sums.read_text().splitlines()
    with tarfile.open(fileobj=io.BytesIO(program.read_bytes())) as archive:
        names = archive.getnames()
    assert "tryeza-0.1.0/README.md" in names
    assert not any("/.venv/" in name or "/dist/" in name for name in names)
