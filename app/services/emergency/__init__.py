"""Emergency plans, drills and incidents: versions, acknowledgements, response, recall, templates."""
