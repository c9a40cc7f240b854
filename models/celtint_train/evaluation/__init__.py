"""What the models and the colouring are worth, beside others and against the truth."""
