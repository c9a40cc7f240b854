"""What makes the models: data sets, networks, losses, recipes, evaluation, export."""
