"""Report to Reading: named, versioned components run in the order of a configuration. Imports only `core`."""
