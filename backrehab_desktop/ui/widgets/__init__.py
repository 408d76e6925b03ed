"""Small widgets that paint with the tokens; each knows nothing of the page it is on."""
