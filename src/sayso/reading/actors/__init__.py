"""PLOVER sectors and countries of actors, from the words that name or describe them."""
