"""The pages: server-rendered, local, reading only. `sayso.web.app` makes and serves them."""
