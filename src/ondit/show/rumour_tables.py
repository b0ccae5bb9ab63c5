"""Rumours and dossiers as a person reads them in a terminal; nothing is said by colour alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ondit.desk import Change
from ondit.desk.stages import Clock
from ondit.desk.times import last_change, report_time
from ondit.records import Dossier, Reading, Reason, Report, Span
from ondit.show.judgement_json import said
from ondit.show.printable import printable
from ondit.show.rumour_json import articles_of

STATUS_STYLE = {
    "unverified": "yellow",
    "contested": "magenta",
    "denied": "bold red",
    "confirmed": "bold green",
    "retracted": "red",
    "dormant": "dim",
}
STANCE_STYLE = {"supports": "yellow", "confirms": "bold green", "denies": "bold red", "doubts": "magenta"}
LONGEST_QUOTE = 240


def print_rumours(dossiers: Sequence[Dossier], screen: Console, by: Clock = "published") -> None:
    """The board: one row a rumour."""
    if not dossiers:
        screen.print(Text("No rumours here.", style="italic"))
        return
    table = Table(box=box.ROUNDED, expand=True, padding=(0, 1), border_style="dim")
    table.add_column("Rumour", no_wrap=True)
    table.add_column("Question", ratio=1, overflow="fold")
    table.add_column("Status", no_wrap=True)
    table.add_column("Origins", justify="right")
    table.add_column("Articles", justify="right")
    table.add_column("Changed", no_wrap=True)
    for dossier in dossiers:
        changed = last_change(dossier, by)
        table.add_row(
            printable(dossier.rumour.id),
            printable(dossier.rumour.question),
            _status(dossier.status.name),
            str(dossier.trace.independent_origins),
            str(len(articles_of(dossier, by))),
            changed.strftime("%Y-%m-%d %H:%M") if changed else "",
        )
    screen.print(table)


def print_dossier(
    dossier: Dossier, readings: Mapping[str, Reading], screen: Console, by: Clock = "published", brief: bool = False
) -> None:
    """Everything about one rumour: where it stands, why, who says what in which words, what differs, what happened."""
    rumour, status = dossier.rumour, dossier.status
    articles = articles_of(dossier, by)
    head = Text(printable(rumour.question), style="bold").append(f"\n{printable(rumour.id)}", style="not bold dim")
    if rumour.parties:
        head.append(" · " + printable(", ".join(rumour.parties)), style="not bold dim")
    screen.print(head)
    origins = dossier.trace.independent_origins
    line = Text("\nStatus: ").append(_status(status.name))
    line.append(f" · independent origins: {origins} · articles: {len(articles)}")
    if status.probability:
        p = status.probability
        line.append(f" · probability {p.value:.0%} ({p.low:.0%} to {p.high:.0%}; {printable(p.basis)})")
    screen.print(line)
    for reason in status.reasons:
        screen.print(Padding(_reason_text(reason, readings), (0, 0, 0, 2)))
    if status.would_change:
        screen.print(
            Padding(Text(f"What would change it: {'; '.join(status.would_change)}", style="dim"), (0, 0, 0, 2))
        )
    _print_judgements(dossier, screen)
    screen.print(_reports(dossier, readings, by, brief))
    _print_details(dossier, screen)
    if dossier.timeline:
        screen.print(Text("What happened", style="bold"))
        for move in dossier.timeline:
            at = move.at.strftime("%Y-%m-%d %H:%M") if move.at else "no date"
            why = printable(move.reasons[0].text) if move.reasons else ""  # the deciding one; JSON has them all
            screen.print(Padding(Text(f"{at}  ").append(_status(move.name)).append(f"  {why}"), (0, 2)))


def print_changes(changes: Sequence[Change], screen: Console) -> None:
    """What an addition changed, each with its reasons."""
    for change in changes:
        rumour, status = change.dossier.rumour, change.dossier.status
        line = Text(f"{_WORDS[change.kind]} ", style="bold").append(f"{rumour.id}  ", style="not bold")
        line.append(printable(rumour.question), style="not bold")
        screen.print(line)
        moved = Text("  ")
        if change.kind == "status" and change.before:
            moved.append(_status(change.before.name)).append(" → ")
        moved.append(_status(status.name))
        moved.append(f" · independent origins: {change.dossier.trace.independent_origins}")
        moved.append(f" · articles: {len(articles_of(change.dossier))}")
        if change.former:
            moved.append(f" · it took in {change.former}")
        screen.print(moved)
        if change.kind in ("appeared", "status"):
            for reason in status.reasons:
                screen.print(
                    Padding(Text(f"because {printable(reason.text)}{_where(reason)}", style="dim"), (0, 0, 0, 4))
                )


def print_tree(tree: str, screen: Console) -> None:
    """The text of ``tracing.render_tree``, its indents kept, whatever the outlets call themselves."""
    for row in tree.splitlines():
        indent = len(row) - len(row.lstrip())
        screen.print(
            Text(row[:indent] + "  ".join(printable(part) for part in row[indent:].split("  "))), soft_wrap=True
        )


_WORDS = {
    "appeared": "New rumour",
    "status": "Status changed",
    "joined": "More reports",
    "merged": "Rumours merged",
    "gone": "No longer reported",
}


def _reports(dossier: Dossier, readings: Mapping[str, Reading], by: Clock, brief: bool) -> RenderableType:
    """A row for every sentence that reports it; ``brief``: for every article, its weightiest."""
    table = Table(box=box.ROUNDED, show_lines=True, expand=True, padding=(0, 1), border_style="dim")
    table.add_column("When, where", ratio=22, overflow="fold")
    table.add_column("Who", ratio=18, overflow="fold")
    table.add_column("Stance", ratio=12, overflow="fold")
    table.add_column("In these words", ratio=48, overflow="fold")
    order = {key: number for number, key in enumerate(articles_of(dossier, by))}
    rows: dict[tuple[str, Span | None], Report] = {}
    for report in sorted(dossier.rumour.reports, key=lambda each: (order[each.article], _weight(each), each.proof)):
        rows.setdefault((report.article, None if brief else sentence_of(report, readings)), report)
    for report in rows.values():
        table.add_row(_when(report, by), _who(report), _stance(report), _proof(report, readings))
    return table


_WEIGHTS = ("confirms", "denies", "doubts", "supports", "context")


def _weight(report: Report) -> tuple[int, bool]:
    return _WEIGHTS.index(report.stance), report.source_name is None


def sentence_of(report: Report, readings: Mapping[str, Reading]) -> Span | None:
    """The sentence that a report rests on."""
    if report.statement is not None and report.article in readings:
        return readings[report.article].statements[report.statement].sentence
    return report.proof[0] if report.proof else None


def _when(report: Report, by: Clock) -> Text:
    moment = report_time(report, by)
    when = moment.strftime("%Y-%m-%d %H:%M") if moment else "no date"
    return Text(f"{when}\n").append(printable(report.outlet or report.article), style="dim")


def _who(report: Report) -> Text:
    who = Text(printable(report.source_name or _NAMELESS.get(report.source_kind, report.source_kind)))
    return who.append(f"\n{report.role}", style="dim")


_NAMELESS = {"anonymous": "unnamed sources", "implied": "nobody named"}


def _stance(report: Report) -> Text:
    stance = Text(report.stance, style=STANCE_STYLE.get(report.stance, ""))
    if report.polarity == "decline":
        stance.append("\n(declines)", style="dim")
    if report.scope != "whole":
        stance.append(f"\n(the {report.scope})", style="dim")
    return stance


def _proof(report: Report, readings: Mapping[str, Reading]) -> Text:
    span = sentence_of(report, readings)
    return Text("" if span is None or report.article not in readings else quote(readings[report.article], span))


def quote(reading: Reading, span: Span) -> str:
    """The words of an article at a span, on one line, cut where they are too many."""
    words = printable(reading.article.text[span[0] : span[1]])
    if len(words) > LONGEST_QUOTE:
        words = words[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
    return words


def _reason_text(reason: Reason, readings: Mapping[str, Reading]) -> RenderableType:
    text = Text(f"- {printable(reason.text)} [{reason.rule}]")
    if reason.article is not None and reason.article in readings and reason.span:
        words = quote(readings[reason.article], reason.span)
        return Group(text, Text(f"  “{words}”{_where(reason)}", style="dim"))
    return text.append(_where(reason), style="dim")


def _where(reason: Reason) -> str:
    return f" ({printable(reason.article)})" if reason.article else ""


def _print_details(dossier: Dossier, screen: Console) -> None:
    """Details that reports give differently, side by side; what all agree on is left to the reports."""
    kinds: dict[str, dict[str, list[str]]] = {}
    for detail in dossier.rumour.details:
        said = kinds.setdefault(detail.kind, {}).setdefault(detail.value, [])
        name = next(
            (r.outlet for r in dossier.rumour.reports if r.article == detail.article and r.outlet), detail.article
        )
        if name not in said:
            said.append(name)
    differing = {kind: values for kind, values in kinds.items() if len(values) > 1}
    if not differing:
        return
    screen.print(Text("Details that differ", style="bold"))
    for kind, values in sorted(differing.items()):
        parts = "; ".join(f"{printable(value)} ({printable(', '.join(names))})" for value, names in values.items())
        screen.print(Padding(Text(f"{kind}: {parts}"), (0, 2)))


def _print_judgements(dossier: Dossier, screen: Console) -> None:
    """What people decided and did not undo."""
    some = [each for each in dossier.judgements if not each.undone and each.kind != "undo"]
    if some:
        screen.print(Text("Judged by people", style="bold"))
    for each in some:
        line = f"{each.at:%Y-%m-%d %H:%M}  {printable(each.by)}: {printable(said(each))}  [{each.id}]"
        screen.print(Padding(Text(line), (0, 2)))


def _status(name: str) -> Text:
    return Text(name, style=STATUS_STYLE.get(name, ""))
