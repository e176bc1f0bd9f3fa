"""The pages, dialogs and panel parts of training."""
