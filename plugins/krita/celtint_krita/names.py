"""Object names of the docker's widgets and of the actions, for style sheets, macros and tests."""

DOCKER = "celtint_docker"
LINES, HINTS, NEW_HINTS = "celtint_lines", "celtint_hints", "celtint_new_hints"
BOXES, NEW_BOXES = "celtint_boxes", "celtint_new_boxes"
TAG_NAME, TAG_COLOUR, TAG_EMPTY, TAG = "celtint_tag_name", "celtint_tag_colour", "celtint_tag_empty", "celtint_tag"
MODE, STYLE, UNDECIDED, GAP = "celtint_mode", "celtint_style", "celtint_undecided", "celtint_gap"
INK, SHOW_INK, INKS = "celtint_ink", "celtint_show_ink", "celtint_inks"
COLOURS, STRENGTH, MODEL, PALETTE = "celtint_colours", "celtint_strength", "celtint_model", "celtint_palette"
SPLIT = "celtint_split"
COLOUR, UPDATE, CANCEL = "celtint_colour", "celtint_update", "celtint_cancel"
BACKGROUND, LIGHT, SEED, ANOTHER = "celtint_background", "celtint_light", "celtint_seed", "celtint_another"
APART, TAG_COLOURS, STAGE = "celtint_apart", "celtint_tag_colours", "celtint_stage"
LIVE, PREVIEW, UNSURE = "celtint_live", "celtint_preview", "celtint_unsure"
PROGRESS, MESSAGE = "celtint_progress", "celtint_message"
GREY, CONVERT = "celtint_grey", "celtint_convert"
RANGE_FROM, RANGE_TO, KEYS, ANIMATE = "celtint_range_from", "celtint_range_to", "celtint_keys", "celtint_animate"
SWAP_ENTRY, SWAP_COLOUR, SWAP = "celtint_swap_entry", "celtint_swap_colour", "celtint_swap"
SERVER_PYTHON, SERVER_URL, SERVER_TOKEN = "celtint_server_python", "celtint_server_url", "celtint_server_token"
SERVER_APPLY, SERVER_INSTALL, COPY_LOG = "celtint_server_apply", "celtint_server_install", "celtint_copy_log"

ACTIONS = {
    "celtint_colour_action": COLOUR,
    "celtint_update_action": UPDATE,
    "celtint_hints_action": NEW_HINTS,
    "celtint_live_action": LIVE,
    "celtint_stage_action": STAGE,
}
"""Actions under Tools, Scripts, and the button that each of them presses."""

RESULT_LAYER, HINT_LAYER, BOX_LAYER = "celtint colour", "celtint hints", "celtint boxes"
SHADE_LAYER, PREVIEW_LAYER, UNSURE_LAYER = "celtint shade", "celtint regions", "celtint unsure"
INK_LAYER = "celtint ink"
STAGE_GROUP = "celtint stage"
STAGE_LINES, STAGE_FLATS, STAGE_SHADE, STAGE_BACKGROUND = "lines", "flats", "shade", "background"
"""In that group; its hints are called as hints are everywhere."""
