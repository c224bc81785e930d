"""The command line: its commands, and how they fail."""

import logging
import sys
from typing import Any

import click

from index.errors import PullquoteError
from index.files import one_line
from web.commands.alerting import alert
from web.commands.asking import search
from web.commands.exporting import export
from web.commands.indexing import extract, index, rebuild, watch
from web.commands.judging import correct, review
from web.commands.keeping import info, recheck, verify
from web.commands.moving import migrate, parity
from web.commands.serving import key, password, serve


class _Commands(click.Group):
    """A group whose commands end in one clear line and status 1 where they fail."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except PullquoteError as error:
            click.echo(f"pullquote: {one_line(str(error))}", err=True)
        except BrokenPipeError:
            raise  # click ends quietly where nobody reads on
        except OSError as error:
            click.echo(f"pullquote: {one_line(str(error))}", err=True)
        except KeyboardInterrupt:
            click.echo(
                "pullquote: stopped; what was committed is kept, and the same command goes on from there", err=True
            )
        sys.exit(1)


@click.group(cls=_Commands, context_settings={"max_content_width": 100})
@click.version_option(package_name="pullquote", prog_name="pullquote")
def main() -> None:
    """A search engine for news archives: who said what, when."""
    if logging.lastResort:  # what is logged where nobody asked for a log
        logging.lastResort.setFormatter(logging.Formatter("pullquote: %(message)s"))


for _command in (
    alert, correct, export, extract, index, info, key, migrate, parity, password, rebuild, recheck, review, search,
    serve, verify, watch,
):  # fmt: skip
    main.add_command(_command)
