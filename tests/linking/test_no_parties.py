"""What a story's articles together show to be no organisation."""

from ondit.linking.no_parties import is_designation, no_parties, towns
from ondit.records import Article, Entity, Reading

NAMES = ("dorvane", "ombra", "lorvigno")


def _reading(text: str, language: str, *names: str) -> Reading:
    entities = []
    for name in names:
        at = text.index(name)
        entities.append(Entity(name, "organisation", ((at, at + len(name)),)))
    return Reading(Article(text[:20], text, language), (), tuple(entities))


def test_what_somebody_owns_is_a_product_unless_a_noun_for_a_body_stands_beside_it() -> None:
    stories = [
        _reading("Dorvane will recall its Ombra kettle, it said.", "en", "Dorvane", "Ombra"),
        _reading("Dorvane rappelle sa bouilloire électrique Ombra.", "fr", "Dorvane", "Ombra"),
    ]
    assert no_parties(stories, NAMES) == {"ombra"}
    unit = _reading("Dorvane will sell its Ombra subsidiary, it said.", "en", "Dorvane", "Ombra")
    branch = _reading("Dorvane vend sa filiale Ombra.", "fr", "Dorvane", "Ombra")
    assert not no_parties([unit, branch], NAMES)


def test_where_a_way_leads_is_a_town() -> None:
    stories = [
        _reading("Le train Bruxelles-Lorvigno s'arrête, selon Dorvane.", "fr", "Lorvigno", "Dorvane"),
        _reading("The sleeper from Brussels to Lorvigno ends, Dorvane says.", "en", "Lorvigno", "Dorvane"),
    ]
    assert no_parties(stories, NAMES) == {"lorvigno"}
    assert not no_parties([_reading("Dorvane parle à Lorvigno.", "fr", "Lorvigno", "Dorvane")], NAMES)


def test_what_has_a_mayor_is_a_town() -> None:
    stories = [
        _reading("La maire de Lorvigno parle avec Dorvane.", "fr", "Lorvigno", "Dorvane"),
        _reading("The mayor of Lorvigno talks to Dorvane.", "en", "Lorvigno", "Dorvane"),
    ]
    assert towns(stories, NAMES) == {"lorvigno"}
    assert not towns([_reading("Dorvane parle avec Lorvigno.", "fr", "Lorvigno", "Dorvane")], NAMES)


def test_what_makers_call_a_thing_by_is_no_party() -> None:
    assert all(map(is_designation, ("H-140", "A350", "GPT-5", "CH-47D")))
    assert not any(map(is_designation, ("G20", "M6", "3M", "Dorvane", "Dorvane-7")))
