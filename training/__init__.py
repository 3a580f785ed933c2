"""What trains and scores the bundled model. Imports the package, never the reverse; not in the wheel."""
