"""From a recipe to a model: training it, going on from another, exporting, its card."""
