"""``python -m bench.chaos``: exit status 1 when an accepted answer or an event was lost or doubled."""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from bench.chaos.audience import audience, settled, write_down
from bench.chaos.count import Count, count
from bench.chaos.strikes import Strikes, strike
from bench.chaos.system import System, start
from bench.measure.machine import circumstances
from bench.measure.rounds import note
from stack.passwords import kept_password
from stack.reach import running_url

# A lease that ends sooner than usual: a kill costs its jobs ten seconds, not a minute. Patience with an encoder on a busy
# machine, and no limit on how much one address may send: all clients have the same.
ENVIRONMENT = {
    "BACKTALK_LEASE_S": "10",
    "BACKTALK_REDISPATCH_AFTER_S": "15",
    "BACKTALK_ENCODER_TIMEOUT_S": "60",
    "BACKTALK_EMBEDDING_NICE": "0",
    "BACKTALK_SITE_DIR": "no-site",
    **{f"BACKTALK_RATE_{of}": "0" for of in ("SESSION_REQUESTS", "SESSION_ANSWERS", "ADDRESS_REQUESTS", "ADDRESS_ANSWERS")},
}
SETTLE_S = 900.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=int(time.time()), help="the order of the kills and what is written")
    parser.add_argument("--answers", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--clients", type=int, default=24)
    parser.add_argument("--in-flight", type=int, default=4, help="answers of one client that have not ended yet")
    parser.add_argument("--thorough", type=float, default=0.1, help="share of answers that are judged by meaning")
    parser.add_argument("--report", type=Path, help="where to write the figures as JSON; the log of the run beside it")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="backtalk-chaos-", ignore_cleanup_errors=True) as folder:
        system = start(Path(folder), **ENVIRONMENT)
        try:
            begun = time.monotonic()
            counted, strikes = asyncio.run(_run(system, Path(folder) / "data", wanted))
            report = _report(wanted, counted, strikes, time.monotonic() - begun)
        finally:
            system.stop()
            if wanted.report:
                wanted.report.with_suffix(".log").write_bytes(system.log.read_bytes())
    write_down(report, wanted.report)
    print(f"\nseed {wanted.seed}: {counted.accepted} accepted, {counted.scored} scored, {counted.embedded} embedded,")
    print(f"{counted.failed} failed, {counted.delivered} of {counted.events} events delivered, {strikes.kills} kills:")
    print(f"lost {counted.lost}, doubled {counted.doubled}")
    return 0 if counted.kept else 1


async def _run(system: System, data: Path, wanted: argparse.Namespace) -> tuple[Count, Strikes]:
    url = _url(data)
    people = audience(system, url, wanted.clients, wanted.in_flight, wanted.thorough, wanted.seed)
    told: asyncio.Queue[str] = asyncio.Queue()
    each = -(-wanted.answers // wanted.clients)
    every = max(1, each * wanted.clients // (wanted.kills + 1))
    redis_url = f"redis://:{kept_password(data / 'valkey' / 'password')}@127.0.0.1:{_port_of(system)}/0"
    listening = [asyncio.create_task(person.listen()) for person in people]
    striking = asyncio.create_task(strike(system, redis_url, wanted.seed, wanted.kills, every, told))
    await asyncio.gather(*(person.submit(each, told) for person in people))
    strikes = await striking
    note("all is accepted and every kill is done; waiting for the rest")
    await settled(url, people, SETTLE_S)
    for task in listening:
        task.cancel()
    return count(url, people), strikes


def _url(data: Path) -> str:
    found = running_url(data)
    assert found, "the embedded PostgreSQL does not run"
    return found


def _port_of(system: System) -> int:
    return next(line.laddr.port for line in system.find("Valkey")[0].net_connections() if line.status == "LISTEN")


def _report(wanted: argparse.Namespace, counted: Count, strikes: Strikes, seconds: float) -> dict[str, object]:
    return {
        **circumstances(),
        "seed": wanted.seed,
        "clients": wanted.clients,
        "in_flight": wanted.in_flight,
        "thorough": wanted.thorough,
        "minutes": round(seconds / 60, 1),
        "kills": {"total": strikes.kills, **strikes.killed},
        "restarts": strikes.restarted,
        "redis_flushed": strikes.flushed,
        **counted.as_json(),
    }


if __name__ == "__main__":
    sys.exit(main())
