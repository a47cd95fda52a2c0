"""A JupyterLab in which nothing that an analyst does touches params, store, results or notebooks
of the plan: it works on copies in a folder of its own."""
