"""The scorer in PyTorch, to train it: the twin of ``ondit.reading.network``, same names, same numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from ondit.reading.features import FLAGS, HASHES, LABELS, PATHS, TAGS
from ondit.reading.learned_labels import CIRCUMSTANCES
from ondit.reading.learned_labels import LABELS as LABEL_VALUES
from ondit.reading.network import CONTENT, CUE, SOURCE
from ondit.reading.parsing import MORPHOLOGY

PARSER_WIDTH, ENCODER_WIDTH, ARGUMENT_WIDTH, LABEL_WIDTH = 96, 112, 96, 48
ENCODER_DILATIONS, ARGUMENT_DILATIONS = (1, 2, 4), (1, 2, 4, 8)
DENSE = FLAGS + len(MORPHOLOGY)


class Block(nn.Module):
    """Residual convolution of width 3 with a dilation."""

    def __init__(self, width: int, dilation: int, dropout: float) -> None:
        super().__init__()
        self.dilation = dilation
        self.ln, self.w, self.v = nn.LayerNorm(width), nn.Linear(3 * width, width), nn.Linear(width, width)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """(batch, tokens, width) to the same; ``mask`` (batch, tokens, 1)."""
        padded = functional.pad(self.ln(x) * mask, (0, 0, self.dilation, self.dilation))
        wide = torch.cat([padded[:, i * self.dilation : i * self.dilation + x.shape[1]] for i in range(3)], -1)
        return x + self.drop(self.v(torch.relu(self.w(wide))))


def mean(rows: Tensor, mask: Tensor) -> Tensor:
    """Mean of masked rows; zeros where there are none."""
    return (rows * mask).sum(1) / mask.sum(1).clamp(min=1)


class TorchNetwork(nn.Module):
    """``word_table`` (words + 1, width) is fixed; ``languages`` have a projection of their parser's vectors each."""

    def __init__(self, word_table: Any, languages: tuple[str, ...], dropout: float = 0.2, forget: float = 0.15) -> None:
        super().__init__()
        self.word = nn.Embedding.from_pretrained(torch.tensor(word_table), freeze=True)
        self.hash, self.suf = nn.Embedding(HASHES, 24), nn.Embedding(HASHES, 12)
        self.tag, self.lab = nn.Embedding(len(TAGS), 8), nn.Embedding(len(LABELS), 12)
        self.vec = nn.ModuleDict({code: nn.Linear(PARSER_WIDTH, 32) for code in languages})
        self.proj = nn.Linear(2 * word_table.shape[1] + 24 + 12 + 16 + 24 + DENSE + 32, ENCODER_WIDTH)
        self.enc = nn.ModuleList(Block(ENCODER_WIDTH, d, dropout) for d in ENCODER_DILATIONS)
        self.ln1 = nn.LayerNorm(ENCODER_WIDTH)
        self.cue = nn.Sequential(nn.Linear(ENCODER_WIDTH, 64), nn.ReLU(), nn.Linear(64, 1))
        self.pos, self.path = nn.Embedding(41, 12), nn.Embedding(PATHS, 24)
        self.pe, self.pa = nn.Linear(ENCODER_WIDTH, ARGUMENT_WIDTH), nn.Linear(ENCODER_WIDTH, ARGUMENT_WIDTH)
        self.px = nn.Linear(12 + 24 + 7, ARGUMENT_WIDTH)
        self.arg = nn.ModuleList(Block(ARGUMENT_WIDTH, d, dropout) for d in ARGUMENT_DILATIONS)
        self.ln2 = nn.LayerNorm(ARGUMENT_WIDTH)
        self.out = nn.Sequential(nn.Linear(ARGUMENT_WIDTH, 64), nn.ReLU(), nn.Linear(64, 4))
        self.seen = nn.Linear(ENCODER_WIDTH + 4 * ARGUMENT_WIDTH + 3 * word_table.shape[1], LABEL_WIDTH)
        self.label = nn.Linear(LABEL_WIDTH + CIRCUMSTANCES, sum(map(len, LABEL_VALUES.values())))
        self.drop_seen = nn.Dropout(0.4)
        self.drop, self.forget = nn.Dropout(dropout), forget

    def encode(self, ids: Tensor, dense: Tensor, vectors: Tensor, mask: Tensor, language: str | None) -> Tensor:
        """Hidden states (batch, tokens, width). In training some words are forgotten, so that grammar must do."""
        words, hashes, suffixes, heads = ids[..., 0], ids[..., 1], ids[..., 2], ids[..., 5]
        if self.training:
            hashes = hashes.masked_fill(torch.rand(hashes.shape) < self.forget, 0)
            lost = torch.rand(words.shape) < self.forget / 3
            words, suffixes = words.masked_fill(lost, 0), suffixes.masked_fill(lost, 0)
        known = self.vec[language](vectors) if language in self.vec else vectors.new_zeros((*vectors.shape[:2], 32))
        parts = [self.word(words), self.word(heads), self.hash(hashes), self.suf(suffixes), self.tag(ids[..., 3])]
        parts += [self.lab(ids[..., 4]), self.tag(ids[..., 6]), self.lab(ids[..., 7]), dense, known]
        x = torch.relu(self.proj(self.drop(torch.cat(parts, -1))))
        for block in self.enc:
            x = block(x, mask)
        return self.ln1(x)

    def arguments(self, hidden: Tensor, owner: Tensor, anchor: Tensor, index: Tensor, position: Tensor, path: Tensor, flags: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:  # fmt: skip
        """Logits (instances, window, 4) and hidden states (instances, window, width)."""
        x = self.pe(hidden)[owner.unsqueeze(1), index] + self.pa(hidden)[owner, anchor].unsqueeze(1)
        x = torch.relu(x + self.px(torch.cat([self.pos(position), self.path(path), flags], -1)))
        for block in self.arg:
            x = block(x, mask)
        x = self.ln2(x)
        return self.out(self.drop(x)), x

    def labels(self, anchor: Tensor, at: Tensor, inner: Tensor, words: Tensor, gold: Tensor, around: Tensor) -> Tensor:
        """Logits (instances, all labels' values). ``anchor`` (instances, encoder width), ``at`` the cue's place in the
        window, ``inner`` and ``words`` (instances, window, width), ``gold`` (instances, window) the parts of tokens;
        the twin of ``ondit.reading.finder.known_of`` and ``ondit.reading.learned_labels``."""
        parts = [anchor, inner[torch.arange(len(at)), at]]
        masks = {part: (gold == part).unsqueeze(-1).float() for part in (CONTENT, SOURCE, CUE)}
        content = masks[CONTENT]
        highest = (inner - 1e4 * (1 - content)).max(1).values
        highest = torch.where(content.sum(1) > 0, highest, torch.zeros_like(highest))
        parts += [mean(inner, content), highest, mean(inner, masks[SOURCE])]
        parts += [mean(words, masks[part]) for part in (CONTENT, SOURCE, CUE)]
        seen = torch.relu(self.seen(self.drop_seen(torch.cat(parts, -1))))
        return self.label(torch.cat([self.drop_seen(seen), around], -1))

    def weights(self, words: list[str]) -> dict[str, Any]:
        """What ``ondit.reading.network.Network`` loads: float16, the word table as int8 with a scale a column."""
        table = self.word.weight.detach().numpy()[1:]
        scale = np.abs(table).max(axis=0) / 127
        out: dict[str, Any] = {
            key: value.numpy().astype(np.float16) for key, value in self.state_dict().items() if key != "word.weight"
        }
        out["words"] = np.frombuffer("\n".join(words).encode(), dtype=np.uint8)
        out["word_table"], out["word_scale"] = np.round(table / scale).astype(np.int8), scale.astype(np.float32)
        out["encoder_dilations"], out["argument_dilations"] = np.array(ENCODER_DILATIONS), np.array(ARGUMENT_DILATIONS)
        out["dense_width"] = np.zeros(DENSE, dtype=np.float16)
        return out
