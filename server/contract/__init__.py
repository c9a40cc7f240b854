"""Writes what celtint_client/contract.json declares into code and docs: ``make contract``. No part of the wheel."""
