"""What is on record that may wait for somebody's word, of many cases at once: ours, 0128."""

import json
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from casework.record import silence, waiting_rows
from casework.record.findings_rows import days_met, met_facts, sent_facts, told_facts
from casework.record.waiting_found import WaitingRow, WaitingRows
from casework.record.waiting_rows import LEFT, PLANNED
from core.clock import local_day
from models.asked import kept, of_each
from rules.decision_records import DecidedSoFar, DecisionSubject
from rules.findings import counted, without_word
from rules.left_behind import ClaimFacts, DatedFacts
from rules.monitoring import VersionInForce, in_force
from rules.said_there import counts_as_said
from rules.silence import SilenceFacts, silence_holds, stands_again
from rules.supervision import Turn, TurnFacts
from rules.visits import Followed
from rules.waiting import ContributionWaits, FollowUpFacts, QuestionFacts, WaitingFacts


def read_all(session: Session, case_ids: Collection[UUID]) -> Mapping[UUID, WaitingFacts]:
    """In one statement, however many cases; nothing that is sealed is opened."""
    found: dict[UUID, WaitingRows] = {case_id: WaitingRows() for case_id in case_ids}
    if found:
        for case_id, what, *rest in session.execute(_rows(), {"lives": list(case_ids)}):
            found[case_id].by_kind[what].append(WaitingRow(*rest))
    return {case_id: _facts(rows) for case_id, rows in found.items()}


def _facts(rows: WaitingRows) -> WaitingFacts:
    found = rows.by_kind
    turns, words = rows.said_of("turn"), rows.said_of("followed")
    outcomes = rows.said_of("outcome")
    met = met_facts(rows)
    of_findings = (told_facts(rows), sent_facts(rows), days_met(rows))
    silent = _silences(rows)
    return WaitingFacts(
        died=bool(found["died"]),
        closed=bool(found["closed"]),
        questions=[
            QuestionFacts(
                each.day, tuple(TurnFacts(Turn(said.code), said.day) for said in turns[each.id])
            )
            for each in found["question"]
        ],
        follow_ups=[
            FollowUpFacts(
                each.on, tuple((said.day, Followed(said.code)) for said in words[each.id])
            )
            for each in found["follow_up"]
        ],
        claims=[
            ClaimFacts(
                each.day,
                tuple(DatedFacts(said.day, said.at) for said in outcomes[each.id] if said.at),
            )
            for each in found["claim"]
        ],
        contributions=[
            ContributionWaits(each.day, planned=each.code == PLANNED, left=each.code == LEFT)
            for each in found["contribution"]
        ],
        versions=_versions(rows),
        monitored=[(int(each.name), each.day) for each in found["monitored"]],
        told=[each.on for each in counted(*of_findings)],
        wordless=list(without_word(*of_findings).values()),
        met_on=rows.latest("met"),
        decided=_decided(rows),
        records=[
            (DecisionSubject(each.code), each.day)
            for each in found["weighed"]
            if counts_as_said(each.day, met, each.at)
        ],
        unapproved=sorted(each.day for each in found["unapproved"])[:1],
        fallen=[on for on, each in silent if not (each.told_so or silence_holds(each))],
        holding=[on for on, each in silent if stands_again(each)],
    )


def _silences(rows: WaitingRows) -> list[tuple[date, SilenceFacts]]:
    """Each with the day on which what stands is known."""
    return [
        (local_day(each.at), silence.read(each.day, json.loads(each.code)))
        for each in rows.by_kind["silence"]
        if each.at
    ]


def _versions(rows: WaitingRows) -> list[VersionInForce]:
    plans = sorted(rows.by_kind["version"], key=lambda each: int(each.name))
    return in_force((int(each.name), each.day) for each in plans)


def _decided(rows: WaitingRows) -> DecidedSoFar:
    """What the file shows to have been decided; nothing of a child that has died."""
    if rows.by_kind["died"]:
        return DecidedSoFar()
    return DecidedSoFar(
        sheltered_on=rows.latest("sheltered"),
        closing_on=rows.latest("closing"),
        gave_up_on=rows.latest("gave_up"),
    )


@kept
def _rows() -> Select[Any]:
    rows = of_each(*waiting_rows.every())
    found = rows.subquery()
    return select(found).order_by(found.c.on, found.c.at)
