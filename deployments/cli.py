"""The command line: `tryeza up`, `doctor`, `demo`, `case`, `people`, `backup`, and more."""

import os
from importlib import metadata

from cyclopts import App

from core.i18n import N_, capital
from deployments.local import LocalSystem
from deployments.state import state_directory
from deployments.terminal import as_json, one_sentence, out, say, step, words
from rules.roles import Role
from runtime.ending import AskedToEnd, Ending


def _version() -> str:
    from models import edition  # noqa: PLC0415 - `up` loads no Alembic

    tell = words().gettext
    edition_of = tell(N_("for a database of the edition %(edition)s"), edition=edition.wanted())
    return f"tryeza {metadata.version('tryeza')}, {edition_of}"


app = App(
    name="tryeza",
    help="Multidisciplinary roundtables for child-protection cases: Regulation (GRK) No. 23/2023.",
    version=_version,
)
app.command("deployments.case_commands:app", name="case")
app.command("deployments.account_commands:app", name="account")
app.command("deployments.audit_commands:app", name="audit")
app.command("deployments.demo:demo", name="demo")
app.command("deployments.key_commands:app", name="keys")
app.command("deployments.backup_commands:app", name="backup")
app.command("deployments.backup_commands:verify", name="verify")
app.command("deployments.backup_commands:restore", name="restore")
app.command("deployments.retention_commands:erase", name="erase")
app.command("deployments.sending_commands:app", name="sending")
app.command("deployments.people_commands:app", name="people")
app.command("deployments.bounce_commands:app", name="bounce")
app.command("deployments.setup_commands:migrate", name="migrate")
app.command("deployments.setup_commands:setup", name="setup")
for name in ("portal", "worker", "prefect"):
    app.command(f"deployments.service_commands:{name}", name=name)
app.command("deployments.service_commands:alive", name="healthy")
app.command("deployments.metrics:serve", name="metrics")
app.command("deployments.watch:watch", name="watch")
app.command("deployments.prune:prune", name="prune")

ROLES = {
    Role.MANAGER: N_("case manager"),
    Role.HEAD: N_("head of social services"),
    Role.ADMIN: N_("administrator"),
}


@app.command
def up(*, port: int | None = None, demo: bool = False) -> None:
    """Start the whole system here and stay until Ctrl-C.

    Parameters
    ----------
    port
        The portal's port; without it 8321, or the next one that is free.
    demo
        With invented people, also in a database of yours that is empty or holds a demo.
    """
    ending = Ending()
    ending.listen()
    directory = state_directory(os.environ)
    try:
        system = LocalSystem(
            directory, port=port, demo=demo, step=step, say=say, check=ending.check
        )
        with system:
            _welcome(system)
            ending.wait()
            say(N_("Stopping …"))
    except AskedToEnd:
        say(N_("Stopped before everything was up."))
    else:
        say(N_("Stopped. Everything is kept; the next start goes on where this one ended."))
    ending.deaf()


@app.command
def doctor(*, json: bool = False, production: bool = False, passwords: bool = False) -> None:
    """Say what works and what does not; exit code 1 if anything does not.

    Parameters
    ----------
    json
        One JSON document for machines.
    production
        Ask too what only a real system needs.
    passwords
        Say only how many have the demo's password, with the portal's settings.
    """
    from deployments.doctor import look  # noqa: PLC0415 - `up` does not need it
    from deployments.doctor_production import demo_passwords  # noqa: PLC0415 - nor this

    if passwords:
        print(demo_passwords(os.environ))  # noqa: T201 - a number for the next command
        return
    findings = look(os.environ, production=production)
    tell = words().gettext
    if json:
        as_json(
            [
                {
                    "part": one.part,
                    "works": one.works,
                    "warns": one.warns,
                    "says": tell(one.message, **one.facts),
                }
                for one in findings
            ]
        )
    else:
        for one in findings:
            mark = "[green]✓[/green]" if one.works else "[red]✗[/red]"
            mark = "[yellow]![/yellow]" if one.works and one.warns else mark
            out.print(f"{mark} ", end="")
            out.print(tell(one.message, **one.facts), markup=False)
    if not all(one.works for one in findings):
        raise SystemExit(1)


def _welcome(system: LocalSystem) -> None:
    """One address, how each role signs in, how to stop."""
    tell = words().gettext
    out.print()
    out.print(f"  [bold]{tell(N_('Tryeza is open:'))} {system.base_url}[/bold]")
    if system.sign_ins:
        out.print()
        for one in system.sign_ins:
            role = capital(tell(ROLES[Role(one["role"])]))
            out.print(f"  {role:<24} {one['email']}  {one['password']}", soft_wrap=True)
        out.print("  " + tell(N_("Members of a roundtable come in by the link in their mail:")))
        out.print(f"  {system.base_url}/dev/mailbox")
        out.print("  " + tell(N_("The codes of the officers' second step stand there too.")))
    out.print()
    out.print(f"  {tell(N_('Ctrl-C stops everything and loses nothing.'))}")


def main() -> None:
    """The entry point: what cannot be done is said in one sentence."""
    with one_sentence():
        app()


if __name__ == "__main__":
    main()
