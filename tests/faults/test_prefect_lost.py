"""Prefect is the clockwork and never the record: its server and its database may be lost: F7."""

import pytest

from tests.engine import Bench
from tests.waiting import wait_until

pytestmark = pytest.mark.engine


def test_what_happened_while_the_server_was_away_is_done_when_it_is_back(bench: Bench) -> None:
    bench.add_worker()
    life_id = bench.open_parked()
    bench.server.kill()
    bench.poke(life_id)
    (born_meanwhile,) = bench.open()
    wait_until(lambda: b"could not be activated" in bench.workers[0].log.read_bytes())
    assert bench.answers(life_id) == 0
    bench.server.start()
    wait_until(lambda: bench.answers(life_id) == 1)
    wait_until(lambda: bench.rests(born_meanwhile))
    wait_until(lambda: bench.run_of(life_id)["state"]["name"] == "AwaitingPoke")


def test_lives_go_on_after_prefect_has_lost_its_whole_database(bench: Bench) -> None:
    bench.add_worker()
    resting, poked = bench.open_parked(), bench.open_parked()
    before = bench.life(resting).flow_run_id
    bench.server.kill()
    bench.server.lose_everything()
    bench.poke(poked)
    bench.server.start()
    wait_until(lambda: bench.answers(poked) == 1)
    wait_until(lambda: bench.life(resting).flow_run_id != before)  # by the keeper, undisturbed
    wait_until(lambda: bench.run_of(resting)["state"]["name"] == "AwaitingPoke")
    both = (resting, poked)
    for life_id in both:
        bench.close(life_id)
    wait_until(lambda: all(bench.run_of(life)["state"]["name"] == "Completed" for life in both))
    assert bench.count(poked, "bench begun") == 1


def test_a_worker_that_starts_before_the_server_waits_for_it(bench: Bench) -> None:
    (life_id,) = bench.open()
    bench.server.kill()
    log = bench.start_worker_without_waiting().log
    wait_until(lambda: b"Waits for Prefect" in log.read_bytes())
    bench.server.start()
    wait_until(lambda: bench.rests(life_id))


def test_a_server_lost_in_the_middle_of_an_activation_stalls_nothing(bench: Bench) -> None:
    bench.add_worker()
    life_id = bench.open_parked()
    bench.poke(life_id, fail="slow1")
    wait_until(lambda: bench.life(life_id).activations == 2)
    bench.server.kill()
    wait_until(lambda: b"is left as it is" in bench.workers[0].log.read_bytes())
    assert bench.answers(life_id) == 1
    assert bench.life(life_id).stalled_at is None
    bench.server.start()
    wait_until(lambda: bench.rests(life_id))
    assert bench.run_of(life_id)["state"]["name"] == "AwaitingPoke"
