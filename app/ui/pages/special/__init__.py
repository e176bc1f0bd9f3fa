"""Parts of pages for registers whose work is special. `app.ui.pages.specials` says which replaces what."""
