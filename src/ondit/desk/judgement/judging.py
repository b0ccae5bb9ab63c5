"""What a desk offers people to judge by. Every call is one event, on disk when it returns."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, get_args

from ondit.desk.judgement import correcting, events
from ondit.errors import SettingError
from ondit.records import Dossier, Judgement, Reading

if TYPE_CHECKING:
    from ondit.desk.changes import Change
    from ondit.desk.open_store import Store
    from ondit.weighing.track_record import Record

OutcomeWord = Literal["true", "false", "partly"]
LONGEST = 4000  # characters of a note or link


class Judging:
    """Merge, split, correct, mark, note, undo. ``by`` says who; all raise NoSuchRumour or SettingError."""

    if TYPE_CHECKING:
        _store: Store

        def find(self, rumour: str) -> str: ...
        def show(self, rumour: str) -> Dossier: ...
        def rumours(self) -> tuple[Dossier, ...]: ...
        def catch_up(self) -> tuple[Change, ...]: ...
        def readings(self, keys: Iterable[str]) -> dict[str, Reading]: ...

    def merge(self, a: str, b: str, *, by: str) -> Judgement:
        """The rumour ``b`` is about the same as ``a`` and goes into it; ids of both lead to ``a``."""
        one, other = self.find(a), self.find(b)
        if one == other:
            raise SettingError("both are this rumour already", where=a, remedy="name two rumours")
        return self._judge("merge", one, by, other=other, other_about=self._articles(other))

    def split(self, rumour: str, articles: Iterable[str], *, by: str) -> Judgement:
        """The reports of some articles (by key) become a rumour of their own; its id is ``other`` of what returns."""
        dossier = self.show(rumour)
        keys = {report.article for report in dossier.rumour.reports}
        chosen = sorted(set(articles))
        if strange := [key for key in chosen if key not in keys]:
            raise SettingError("no article of this rumour", where=strange[0], remedy="ondit show lists them")
        if not chosen or len(chosen) == len(keys):
            raise SettingError("a split takes some of the articles, not none and not all", where=dossier.rumour.id)
        name = f"r-{secrets.token_hex(5)}"
        stayed = tuple(sorted(keys - set(chosen)))
        return self._judge("split", dossier.rumour.id, by, other=name, articles=tuple(chosen), stayed=stayed)

    def correct(
        self,
        rumour: str,
        article: str,
        statement: int | None,
        *,
        by: str,
        stance: str | None = None,
        role: str | None = None,
        scope: str | None = None,
        source_name: str | None = None,
        source_kind: str | None = None,
        speaks_for: str | None = None,
        polarity: str | None = None,
        certainty: str | None = None,
        removed: bool = False,
    ) -> Judgement:
        """Corrects one report: that of ``statement`` (its index in the reading; None: the article as a whole) of an
        article; ``removed`` takes it out of the rumour. It is found again by its words when the article is read anew.
        """
        fields = correcting.checked(
            {
                "stance": stance,
                "role": role,
                "scope": scope,
                "source_name": source_name,
                "source_kind": source_kind,
                "speaks_for": speaks_for,
                "polarity": polarity,
                "certainty": certainty,
                correcting.REMOVED: "yes" if removed else None,
            }
        )
        dossier = self.show(rumour)
        for report in dossier.rumour.reports:
            if report.article == article and report.statement == statement:
                correction = correcting.anchor(report, self.readings([article])[article], fields)
                return self._judge("correct", dossier.rumour.id, by, correction=correction)
        raise SettingError(
            f"no report of statement {statement} of this article", where=article, remedy="ondit show --json lists them"
        )

    def outcome(self, rumour: str, value: OutcomeWord, *, link: str | None = None, by: str) -> Judgement:
        """How the rumour ended: true, false or partly; ``link`` leads to what shows it. The last one counts."""
        if value not in get_args(OutcomeWord):
            raise SettingError(f"no outcome {str(value)[:40]!r}", where="outcome", remedy="use true, false or partly")
        if link is not None and (not link.startswith(("http://", "https://")) or len(link) > LONGEST):
            raise SettingError("not a web address", where="outcome", remedy="give the link as https://…")
        return self._judge("outcome", self.find(rumour), by, value=value, link=link)

    def note(self, rumour: str, text: str, *, by: str) -> Judgement:
        """A note beside the rumour, for colleagues."""
        if not text.strip() or len(text) > LONGEST:
            raise SettingError(f"a note needs 1 to {LONGEST} characters", where="note")
        return self._judge("note", self.find(rumour), by, text=text.strip())

    def undo(self, event_id: str, *, by: str) -> Judgement:
        """Takes a judgement back; both stay in the log. To undo the undoing brings it back."""
        with self._store.reading() as connection:
            there = {each.id: each for each in events.stored(connection)}
        if event_id not in there:
            raise SettingError("no such judgement", where=event_id, remedy="ondit judge list RUMOUR lists them")
        if there[event_id].undone:
            raise SettingError("was undone already", where=event_id, remedy="undo the undoing to bring it back")
        undone = there[event_id]
        return self._judge("undo", undone.rumour, by, undoes=event_id, about=undone.about)

    def judgements(self, rumour: str | None = None) -> tuple[Judgement, ...]:
        """Every judgement about a rumour (None: about any), oldest first, those undone marked so."""
        if rumour is not None:
            return self.show(rumour).judgements
        with self._store.reading() as connection:
            return events.stored(connection)

    def outcomes(self) -> dict[str, bool | None]:
        """How rumours ended as people marked it, by id: True, False, None for partly. For the track record."""
        return _outcomes(self.rumours())

    def track_records(self, now: datetime | None = None) -> tuple[Record, ...]:
        """What each outlet originated and relayed, and how often it proved right; by what people marked, else by what
        the reports say. Silent under five outcomes."""
        return records_by(self.rumours(), now or datetime.now(UTC))

    def _articles(self, rumour: str) -> tuple[str, ...]:
        return tuple(sorted({report.article for report in self.show(rumour).rumour.reports}))

    def _judge(self, kind: Any, rumour: str, by: str, **more: Any) -> Judgement:
        who = " ".join(by.split())
        if not who or len(who) > 200:
            raise SettingError("a judgement needs the name of who made it", where="by", remedy="say --by NAME")
        if "about" not in more:  # to undo something needs no rumour: all that it was about may be forgotten
            more["about"] = self._articles(rumour)
        made = Judgement(f"j-{secrets.token_hex(6)}", datetime.now(UTC), who, kind, rumour, **more)
        with self._store.writing() as connection:
            events.append(connection, made)
        self.catch_up()
        return made


def outcome_of(dossier: Dossier) -> Judgement | None:
    """The outcome that holds, None where nobody has marked one."""
    marked = [each for each in dossier.judgements if each.kind == "outcome" and not each.undone]
    return marked[-1] if marked else None


def records_by(dossiers: Collection[Dossier], now: datetime) -> tuple[Record, ...]:
    """``Judging.track_records``, of some dossiers."""
    from ondit.weighing.track_record import track_records

    told = [(each.rumour, each.trace) for each in dossiers]
    return track_records(told, now, _outcomes(dossiers), {each.rumour.id: each.timeline for each in dossiers})


def _outcomes(dossiers: Iterable[Dossier]) -> dict[str, bool | None]:
    words = {"true": True, "false": False, "partly": None}
    return {each.rumour.id: words[m.value or "partly"] for each in dossiers if (m := outcome_of(each))}
