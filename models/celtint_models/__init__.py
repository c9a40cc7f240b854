"""What can be loaded: the registry, the weights and their cards."""
