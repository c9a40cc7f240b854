"""Stage: boxes with name tags on a blank canvas become a picture."""
