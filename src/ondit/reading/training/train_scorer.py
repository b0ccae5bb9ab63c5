"""Train the scorer: first all languages together, then each language that has gold of its own once more alone.

usage: python -m ondit.reading.training.train_scorer DATA OWN.jsonl OUT_FOLDER

DATA is the folder with ``polnear/`` and ``wikinews-fr/``; OWN our gold, made by ``annotate.py build`` of
``bench/french`` and ``bench/invented``: it alone has polarity, certainty and kinds of source.
Seeded; one thread, so that it can be repeated. Writes ``scorer.npz`` (shared) and ``scorer-fr.npz``.
"""

from __future__ import annotations

import copy
import json
import random
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from ondit.reading.features import Vocabulary
from ondit.reading.learned_labels import LABELS
from ondit.reading.network import relative_positions
from ondit.reading.training.gold import Example, examples
from ondit.reading.training.torch_network import TorchNetwork
from ondit.reading.training.word_table import vocabulary, word_table

EPOCHS, FINE_EPOCHS = 6, 4
RUNS = 3  # fine tunings, whose weights are averaged
RATE, FINE_RATE = 2e-3, 6e-4
# A run whose weights are averaged as it goes keeps this part of its rate to the end: the average does the settling.
LEAST_RATE = 0.2
MEMORY = 0.998
ENGLISH_COPIES, FRENCH_COPIES = 2, 3
BATCH_TOKENS = 1500
LONGEST = {"en": 220, "fr": 400}
ARGUMENT_WEIGHT = 0.15
LABEL_WEIGHT = 1.0
Batch = tuple[list[Example], str]


def batches(pieces: list[Example], language: str, tokens: int) -> list[Batch]:
    """Examples of like length together, in random order."""
    pieces = [one for one in pieces if 1 < len(one.heads) <= LONGEST[language]]
    pieces = sorted(pieces, key=lambda one: len(one.heads) + random.random() * 6)
    out: list[Batch] = []
    group: list[Example] = []
    for one in pieces:
        if group and (len(group) + 1) * len(one.heads) > tokens:
            out.append((group, language))
            group = []
        group.append(one)
    return [*out, (group, language)] if group else out


def loss(net: TorchNetwork, group: list[Example], language: str) -> torch.Tensor:
    """Cue loss over tokens plus argument loss over cues; likely wrong cues are shown as cues of nothing."""
    longest = max(len(one.heads) for one in group)
    shape = (len(group), longest)
    ids, dense = np.zeros((*shape, 8), np.int64), np.zeros((*shape, group[0].features.dense.shape[1]), np.float32)
    vectors, lengths = (
        np.zeros((*shape, group[0].features.vectors.shape[1]), np.float32),
        torch.tensor([len(one.heads) for one in group]),
    )
    for row, one in enumerate(group):
        count = len(one.heads)
        ids[row, :count], dense[row, :count], vectors[row, :count] = (
            one.features.ids,
            one.features.dense,
            one.features.vectors,
        )
    live = torch.arange(longest)[None] < lengths[:, None]
    hidden = net.encode(
        torch.from_numpy(ids), torch.from_numpy(dense), torch.from_numpy(vectors), live.unsqueeze(-1).float(), language
    )
    logits = net.cue(hidden).squeeze(-1)
    target = torch.zeros_like(logits)
    anchors = [(row, anchor, labels) for row, one in enumerate(group) for anchor, labels in one.gold.items()]
    for row, anchor, _ in anchors:
        target[row, anchor] = 1
    cue_loss = functional.binary_cross_entropy_with_logits(logits[live], target[live], reduction="sum")
    with torch.no_grad():
        wrong = ((torch.sigmoid(logits) * live * (1 - target)) > 0.2).nonzero().tolist()
    random.shuffle(wrong)
    anchors += [
        (row, anchor, np.zeros(len(group[row].heads), np.int64)) for row, anchor in wrong[: max(2, len(anchors) // 4)]
    ]
    if not anchors:
        return cue_loss / len(group)
    made = [group[row].instance(row, anchor) for row, anchor, _ in anchors]
    width = max(one.last - one.first for one in made)
    index, position, path, gold = (np.zeros((len(made), width), np.int64) for _ in range(4))
    flags, window = np.zeros((len(made), width, 7), np.float32), np.zeros((len(made), width), bool)
    gold -= 100
    for row, (one, (_, _, labels)) in enumerate(zip(made, anchors, strict=True)):
        count = one.last - one.first
        here = np.arange(one.first, one.last)
        index[row, :count], position[row, :count], path[row, :count] = (
            here,
            relative_positions(here - one.anchor),
            one.paths,
        )
        flags[row, :count, :6], flags[row, :count, 6] = one.path_flags, one.same_quote
        window[row, :count], gold[row, :count] = True, labels[one.first : one.last]
    tensors = [torch.tensor([row for row, _, _ in anchors]), torch.tensor([anchor for _, anchor, _ in anchors])]
    tensors += [torch.from_numpy(part) for part in (index, position, path, flags)]
    answer, inner = net.arguments(hidden, *tensors, torch.from_numpy(window).unsqueeze(-1).float())
    argument_loss = functional.cross_entropy(
        answer.flatten(0, 1), torch.from_numpy(gold).flatten(), ignore_index=-100, reduction="sum"
    )
    whole = (cue_loss + ARGUMENT_WEIGHT * argument_loss) / len(group)
    marked = [i for i, (row, anchor, labels) in enumerate(anchors) if anchor in group[row].marks and labels.any()]
    if not marked:
        return whole
    at = torch.tensor(marked)
    values = [group[anchors[i][0]].marks[anchors[i][1]] for i in marked]
    owners, cues = tensors[0][at], tensors[1][at]
    words = torch.from_numpy(np.take_along_axis(ids[..., 0][owners.numpy()], index[marked], axis=1))
    logits = net.labels(
        hidden[owners, cues],
        cues - torch.tensor([made[i].first for i in marked]),
        inner[at],
        net.word(words),
        torch.from_numpy(gold[marked]),
        torch.from_numpy(np.array([around for _, around in values])),
    )
    first = 0
    for number, names in enumerate(LABELS.values()):
        wanted = torch.tensor([value[number] for value, _ in values])
        part = logits[:, first : first + len(names)]
        whole = whole + LABEL_WEIGHT * functional.cross_entropy(part, wanted, reduction="sum") / len(group)
        first += len(names)
    return whole


class Average:
    """Moving average of a network's weights over its steps (Polyak and Juditsky 1992): one network, steadier than any
    of its steps."""

    def __init__(self, net: TorchNetwork) -> None:
        self.weights = {key: value.clone() for key, value in net.state_dict().items()}
        self.steps = 0

    def take(self, net: TorchNetwork) -> None:
        """Count the network's weights as they are now."""
        self.steps += 1
        memory = min(MEMORY, self.steps / (self.steps + 10))
        with torch.no_grad():
            for key, value in net.state_dict().items():
                if value.is_floating_point():
                    self.weights[key].mul_(memory).add_(value, alpha=1 - memory)


def fit(
    net: TorchNetwork,
    corpora: dict[str, list[Example]],
    epochs: int,
    rate: float,
    tokens: int = BATCH_TOKENS,
    average: Average | None = None,
) -> Iterator[float]:
    """Train; yields the mean loss of each epoch. The rate falls to zero in a straight line, or to LEAST_RATE of it where
    an average is kept."""
    least = 0.0 if average is None else LEAST_RATE
    parameters = [one for one in net.parameters() if one.requires_grad]
    optimiser = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.01)
    for epoch in range(epochs):
        net.train()
        todo = [batch for code, pieces in corpora.items() for batch in batches(pieces, code, tokens)]
        random.shuffle(todo)
        total = 0.0
        for number, (group, language) in enumerate(todo):
            for group_of_rates in optimiser.param_groups:
                group_of_rates["lr"] = rate * (1 - (1 - least) * (epoch + number / len(todo)) / epochs) + 1e-6
            value = loss(net, group, language)
            optimiser.zero_grad()
            value.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(parameters, 5.0)
            optimiser.step()
            if average is not None:
                average.take(net)
            total += float(value.detach())
        yield total / max(1, len(todo))


def save(net: TorchNetwork, words: list[str], path: Path) -> None:
    """Write weights for ``ondit.reading.network``."""
    net.eval()
    np.savez_compressed(path, **net.weights(words))


def words_of(path: Path, without: set[str], language: str | None = None) -> Iterator[str]:
    """Word forms of a corpus, some articles left out; of one language, where it is given."""
    for line in path.read_text(encoding="utf-8").splitlines():
        article: dict[str, Any] = json.loads(line)
        if article["id"] not in without and language in (None, article.get("language")):
            yield from re.findall(r"\w+(?:[-’']\w+)*|\w+[’']", article["text"])
            yield from re.findall(r"\w+[’']?", article["text"])


def main(data: Path, own: Path, out: Path) -> None:
    """Train and write the files. ``own`` is gold of all languages; for each but English a scorer of its own is made."""
    torch.set_num_threads(1)
    random.seed(0), np.random.seed(0), torch.manual_seed(0)
    dev = {json.loads(line)["id"] for line in (data / "french-gold/dev.jsonl").open(encoding="utf-8")}
    texts = {"en": data / "polnear/train.jsonl", "fr": data / "wikinews-fr/articles.jsonl"}
    forms = vocabulary({code: [*words_of(path, dev), *words_of(own, dev, code)] for code, path in texts.items()})
    table = word_table(forms)
    known = Vocabulary.over({form: number for number, form in enumerate(forms, 1)})
    gold = {code: [one for article in examples(own, code, known) for one in article] for code in texts}
    english = [one for article in examples(data / "polnear/train.jsonl", "en", known) for one in article]
    net = TorchNetwork(table, tuple(texts))
    start = time.monotonic()
    corpora = {"en": english + gold["en"] * ENGLISH_COPIES, "fr": gold["fr"] * FRENCH_COPIES}
    for epoch, value in enumerate(fit(net, corpora, EPOCHS, RATE), 1):
        print(f"epoch {epoch} of {EPOCHS}: loss {value:.4f}, {time.monotonic() - start:.0f} s", flush=True)
        save(net, forms, out / "scorer.npz")
    save(mean_of([fine_tuned(net, gold, english, seed) for seed in range(RUNS)]), forms, out / "scorer-fr.npz")


def fine_tuned(net: TorchNetwork, gold: dict[str, list[Example]], english: list[Example], seed: int) -> TorchNetwork:
    """The network once more on French gold, with a little English beside it against forgetting; the weights are averaged
    as the run goes."""
    random.seed(seed), np.random.seed(seed), torch.manual_seed(seed)
    corpora = {"fr": gold["fr"], "en": random.sample(english, min(len(english), 1500)) + gold["en"]}
    net = copy.deepcopy(net)
    average = Average(net)
    for value in fit(net, corpora, FINE_EPOCHS, FINE_RATE, 800, average):
        print(f"fine tuning {seed}: loss {value:.4f}", flush=True)
    net.load_state_dict(average.weights)
    return net


def mean_of(nets: list[TorchNetwork]) -> TorchNetwork:
    """One network with the mean of the weights of several that were tuned from one start: as fast as one, and nearly as
    good as all of them asked together (model soups: Wortsman et al. 2022)."""
    whole = copy.deepcopy(nets[0])
    states = [net.state_dict() for net in nets]
    whole.load_state_dict(
        {
            key: torch.stack([state[key] for state in states]).mean(0) if value.is_floating_point() else value
            for key, value in states[0].items()
        }
    )
    return whole


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
