"""Networks by name. A network is a torch module with ``forward(planes, tags) -> (lab, log_probs)``; see
`hint_unet`."""
