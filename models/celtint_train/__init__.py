"""What makes the models: data sets, networks, losses, recipes, evaluation, export."""

import os

from celtint_train.data.cache import cache_root

# Learning makes a folder for compiled code (torch's, even where nothing is compiled), else one in the folder for
# temporary files that stays there.
os.environ.setdefault("TORCHINDUCTOR_CACHE_DIR", str(cache_root() / "torch"))
