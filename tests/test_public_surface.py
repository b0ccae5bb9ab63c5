"""The whole API is one sorted list, and everything in it is there."""

import ondit


def test_all_is_sorted_and_complete() -> None:
    own = {
        name for name in vars(ondit) if not name.startswith("_") and name not in {"TYPE_CHECKING", "Any", "annotations"}
    }
    modules = {name for name in own if getattr(vars(ondit)[name], "__package__", None) is not None}
    assert list(ondit.__all__) == sorted(ondit.__all__)
    assert own - modules | {"Desk", "__version__"} == set(ondit.__all__)
    assert all(getattr(ondit, name) is not None for name in ondit.__all__)
