"""An invented story: Velmora and Tachino, who may or may not talk of a merger; and other news about them."""

from __future__ import annotations

from linking.built_readings import reading
from ondit.records import Reading

NAMES = {"Velmora": "organisation", "Tachino": "organisation"}


def first_whisper() -> Reading:
    return reading(
        "whisper",
        "Velmora in merger talks with Tachino",
        "Velmora, a maker of tramways, is in early talks to merge with its Japanese rival Tachino, people "
        "familiar with the matter said on Monday. A deal could be worth 4 billion euros.",
        {
            "content": "Velmora, a maker of tramways, is in early talks to merge with its Japanese rival Tachino",
            "source": "people familiar with the matter",
            "cue": "said",
            "source_kind": "anonymous",
        },
        language="en",
        outlet="Brabant Courier",
        day=2,
        entities=NAMES,
    )


def relay() -> Reading:
    return reading(
        "relay",
        "Velmora et Tachino envisagent-ils une fusion ?",
        "Selon le Brabant Courier, Velmora discuterait d'une fusion avec le japonais Tachino. L'opération "
        "valoriserait l'ensemble à 4,5 milliards d'euros.",
        {
            "content": "Velmora discuterait d'une fusion avec le japonais Tachino",
            "source": "le Brabant Courier",
            "cue": "Selon",
            "source_kind": "outlet",
            "source_name": "Brabant Courier",
            "certainty": "hedged",
        },
        outlet="L'Écho du rail",
        day=3,
        entities={**NAMES, "Brabant Courier": "outlet"},
        question=True,
    )


def denial() -> Reading:
    return reading(
        "denial",
        "Fusion avec Tachino : Velmora dément",
        "Velmora discuterait d'une fusion avec Tachino, a rapporté le Brabant Courier. Le constructeur belge a "
        "qualifié ces informations de « totalement infondées ». Tachino n'a pas souhaité commenter.",
        {
            "content": "Velmora discuterait d'une fusion avec Tachino",
            "source": "le Brabant Courier",
            "cue": "a rapporté",
            "source_kind": "outlet",
            "source_name": "Brabant Courier",
            "certainty": "hedged",
        },
        {
            "content": "« totalement infondées »",
            "source": "Le constructeur belge",
            "cue": "a qualifié",
            "source_kind": "organisation",
            "source_name": "Velmora",
            "polarity": "deny",
            "denial": "report",
            "refers_to": 0,
            "quote": "mixed",
        },
        {
            "content": "commenter",
            "source": "Tachino",
            "cue": "n'a pas souhaité",
            "source_kind": "organisation",
            "source_name": "Tachino",
            "polarity": "decline",
        },
        outlet="La Dépêche du Hainaut",
        day=4,
        entities={**NAMES, "Velmora": ("organisation", "Le constructeur belge"), "Brabant Courier": "outlet"},
    )


def other_news() -> Reading:
    return reading(
        "other",
        "Velmora livre ses premières rames au métro d'Anvers",
        "Velmora a livré jeudi les six premières rames du futur métro d'Anvers. « Les essais dureront un an », a "
        "indiqué Velmora, qui a présenté un prototype d'autobus à hydrogène avec Tachino au salon de Lyon.",
        {
            "content": "« Les essais dureront un an »",
            "source": "Velmora",
            "cue": "a indiqué",
            "source_kind": "organisation",
            "source_name": "Velmora",
            "quote": "direct",
        },
        outlet="L'Écho du rail",
        day=3,
        entities=NAMES,
    )


def whole() -> list[Reading]:
    """All of it."""
    return [first_whisper(), relay(), denial(), other_news()]
