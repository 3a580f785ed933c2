"""Places: toponyms found in a report and resolved to the gazetteer, or said to be unresolved, with the reason."""
