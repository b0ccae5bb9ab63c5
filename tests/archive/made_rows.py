"""Invented articles as rows of an archive."""

from __future__ import annotations


def rows() -> list[dict[str, str]]:
    """Each pair of firms has a rumour in French and its denial in English; one page is there twice."""
    pairs = ["Orvane Kelmar", "Velmora Tachino", "Brisset Nordal", "Calvane Imbrecht", "Dorsel Quintaz", "Efrane Lumet"]
    found = []
    for day, (one, other) in enumerate((pair.split() for pair in pairs), start=1):
        found.append(
            {
                "url": f"https://echo-{day % 2}.example/{one.lower()}",
                "title": f"{one} et {other} préparent-ils une fusion ?",
                "text": f"Selon la Gazette du Doubs, {one} aurait engagé des discussions avec {other} en vue d’une "
                f"fusion. L’opération serait annoncée au printemps.\n\n"
                "« Rien n’est signé », assure un proche du dossier.",
                "outlet": f"L’Écho {day % 2}",
                "published": f"2026-03-{day:02}T08:00:00Z",
            }
        )
        found.append(
            {
                "url": f"https://ledger.example/{other.lower()}",
                "title": f"{other} denies talks with {one}",
                "text": f"{other} denied on Tuesday that it was in talks with {one} about a merger. The company said "
                f'the report was "totally unfounded". {one} declined to comment.',
                "outlet": "Harbour Ledger",
                "published": f"2026-03-{day + 1:02}T10:00:00Z",
            }
        )
    again = dict(found[0])
    elsewhere = dict(found[1], url="https://ledger.example/again", published="2026-03-20T10:00:00Z")
    return [*found, again, elsewhere]
