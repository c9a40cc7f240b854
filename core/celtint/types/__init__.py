"""What everything else is told in: pictures, hints, settings, results, errors. It imports no other room."""
