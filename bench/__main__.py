"""The command line of the bench: `bench/run`, `bench/run quality --seed 1`, `bench/run merge --quick`."""

from __future__ import annotations

from collections.abc import Iterable

import click

from bench import alignment, archive, chain, checking, editions, measure, parts, peers, quality
from bench.corpus import LANGUAGES
from bench.files import make_case

_DEVELOP, _HELD_OUT = 1, 20_261
"""Seeds: tune on the first, print the second."""
_QUICK, _FULL, _HUGE = 2_000, 20_000, 200_000

quick_option = click.option("--quick", is_flag=True, help=f"{_QUICK:,} messages, not {_FULL:,}.")
language_option = click.option(
    "--language", default="vi", show_default=True, type=click.Choice(list(LANGUAGES)), help="Of the article."
)


@click.group(invoke_without_command=True)
@click.option("--quick", is_flag=True, help="All parts, small.")
@click.pass_context
def main(context: click.Context, quick: bool) -> None:
    """Put publish beside its peers, ratios first; without a part, all of them."""
    measure.adopt()
    if context.invoked_subcommand:
        return
    _install()
    size = _QUICK if quick else _FULL
    case = parts.case_of(size, "vi")
    _show(parts.extract(case))
    _show(parts.extract_linear(_sizes(quick), "vi"))
    _show(parts.libraries(case))
    _show(parts.merge(case, po4a=False))
    _show(parts.linear(_sizes(quick), "vi"))
    for tag, messages in (("vi", 4000), ("en", 4000), ("zh", 2000)):
        _quality(tag, _HELD_OUT, messages // (4 if quick else 1))
    _checks(_HELD_OUT)
    _show(alignment.table(_HELD_OUT, 1 if quick else 5))
    _show(editions.docx(quick))
    _show(editions.pdf(quick))
    _chain(quick)
    _show(archive.archive(_archives(quick, full=False)))
    _show(archive.memory(quick=quick, full=False))


@main.command("peers")
def peers_() -> None:
    """Install the other tools, as far as this machine allows."""
    _install()


@main.command()
@quick_option
@language_option
def extract(quick: bool, language: str) -> None:
    """An article to a template."""
    _show(parts.extract(parts.case_of(_QUICK if quick else _FULL, language)))
    _show(parts.extract_linear(_sizes(quick), language))


@main.command()
@quick_option
@language_option
@click.option("--po4a", is_flag=True, help="po4a too: it calls msgmerge and takes as long.")
def merge(quick: bool, language: str, po4a: bool) -> None:
    """A changed article into its catalog."""
    _show(parts.merge(parts.case_of(_QUICK if quick else _FULL, language), po4a=po4a))


@main.command()
@click.option("--quick", is_flag=True, help=f"Without the {_HUGE:,}.")
@language_option
def linear(quick: bool, language: str) -> None:
    """The same merge at several sizes."""
    _show(parts.linear(_sizes(quick), language))


@main.command()
@quick_option
@language_option
def libraries(quick: bool, language: str) -> None:
    """A catalog read and written by the PO libraries."""
    _show(parts.libraries(parts.case_of(_QUICK if quick else _FULL, language)))


@main.command("quality")
@click.option("--seed", default=_DEVELOP, show_default=True, help="Of the article and its edits.")
@click.option("--held-out", is_flag=True, help="The seed that is not for tuning.")
@click.option("--language", "tags", multiple=True, default=["vi"], type=click.Choice(list(LANGUAGES)))
@click.option(
    "--messages", default=4000, show_default=True, help="Of the article; about a quarter are edited."
)
@click.option("--no-peers", is_flag=True, help="publish alone.")
@click.option("--show", default=0, help="So many misses of publish of each edit.")
def quality_(
    seed: int, held_out: bool, tags: tuple[str, ...], messages: int, no_peers: bool, show: int
) -> None:
    """Known edits: how often the true predecessor is found."""
    for tag in tags:
        _quality(tag, _HELD_OUT if held_out else seed, messages, alone=no_peers, misses=show)


def _quality(tag: str, seed: int, messages: int, *, alone: bool = False, misses: int = 0) -> None:
    edited, new = messages * 24 // 100, messages // 20
    case = make_case(LANGUAGES[tag], seed, messages, edited, new)
    kind = "held out" if seed == _HELD_OUT else "to develop on"
    click.echo(f"quality: {tag}, {messages:,} messages, seed {seed} ({kind})")
    ours = quality.publish(case)
    others = {} if alone else {"msgmerge": quality.msgmerge(case), "pot2po": quality.pot2po(case)}
    _show(quality.table({"publish": ours, **others}))
    if misses:
        _show(quality.misses(ours, misses))


@main.command()
@click.option("--seed", default=_DEVELOP, show_default=True, help="Of the slips.")
@click.option("--held-out", is_flag=True, help="The seed that is not for tuning.")
@click.option("--no-peers", is_flag=True, help="publish alone.")
@click.option("--show", default=0, help="So many slips of each kind that publish missed.")
def checks(seed: int, held_out: bool, no_peers: bool, show: int) -> None:
    """Translations with a slip each, and without: what is found, and what is told falsely."""
    _checks(_HELD_OUT if held_out else seed, alone=no_peers, misses=show)


def _checks(seed: int, *, alone: bool = False, misses: int = 0) -> None:
    click.echo(f"checks: seed {seed}")
    ours = checking.publish(seed)
    _show(checking.table(ours, None if alone else checking.pofilter(seed)))
    _show(checking.speed())
    if misses:
        _show(checking.misses(ours, misses))


@main.command()
@click.option("--seed", default=_DEVELOP, show_default=True, help="Of the changes.")
@click.option("--held-out", is_flag=True, help="The seed that is not for tuning.")
@click.option("--runs", default=5, show_default=True, help="How often each translation is changed.")
def align(seed: int, held_out: bool, runs: int) -> None:
    """Translations that were changed: how many paragraphs find their own."""
    _show(alignment.table(_HELD_OUT if held_out else seed, runs))


small_option = click.option("--quick", is_flag=True, help="Smaller: a minute or two.")
full_option = click.option("--full", is_flag=True, help="10,000 articles or editions: half an hour.")


@main.command("docx")
@small_option
@click.option("--profile", default=0, metavar="PAGES", help="The functions of publish, for so many pages.")
def docx_(quick: bool, profile: int) -> None:
    """DOCX beside pandoc and python-docx: ten languages, and a book."""
    _show(editions.profile("docx", profile, "en") if profile else editions.docx(quick))


@main.command("pdf")
@small_option
@click.option("--profile", default=0, metavar="PAGES", help="The functions of publish, for so many pages.")
def pdf_(quick: bool, profile: int) -> None:
    """PDF: what publish adds to WeasyPrint; beside typst, LibreOffice and pandoc with WeasyPrint."""
    _show(editions.profile("pdf", profile, "en") if profile else editions.pdf(quick))


@main.command("chain")
@small_option
def chain_(quick: bool) -> None:
    """Article to DOCX and PDF in ten languages beside po4a, pandoc and WeasyPrint."""
    _chain(quick)


def _chain(quick: bool) -> None:
    for pages in (4,) if quick else (4, 40):
        _show(chain.chain(pages))


@main.command("archive")
@small_option
@full_option
def archive_(quick: bool, full: bool) -> None:
    """Projects of 10 and 1,000 articles: extract, status, builds of what changed, and starting."""
    _show(archive.archive(_archives(quick, full=full)))


@main.command("memory")
@small_option
@full_option
def memory_(quick: bool, full: bool) -> None:
    """What builds of few and of many editions hold in memory."""
    _show(archive.memory(quick=quick, full=full))


def _archives(quick: bool, *, full: bool) -> tuple[int, ...]:
    return (10, 200) if quick else (10, 1_000, 10_000) if full else (10, 1_000)


def _sizes(quick: bool) -> tuple[int, ...]:
    return (_QUICK, _FULL) if quick else (_QUICK, _FULL, _HUGE)


def _install() -> None:
    if missing := peers.install():
        click.echo(
            f"Not here, and left out: {', '.join(missing)}. Install them yourself if you can.", err=True
        )


def _show(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)
    click.echo()


main(prog_name="bench/run")
