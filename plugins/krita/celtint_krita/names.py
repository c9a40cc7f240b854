"""Object names of the docker's widgets and of the actions, for style sheets, macros and tests."""

DOCKER = "celtint_docker"
LINES, HINTS, NEW_HINTS = "celtint_lines", "celtint_hints", "celtint_new_hints"
BOXES, NEW_BOXES = "celtint_boxes", "celtint_new_boxes"
TAG_NAME, TAG_COLOUR, TAG_EMPTY, TAG = "celtint_tag_name", "celtint_tag_colour", "celtint_tag_empty", "celtint_tag"
MODE, STYLE, UNDECIDED, GAP = "celtint_mode", "celtint_style", "celtint_undecided", "celtint_gap"
INK, SHOW_INK, INKS, TRACE = "celtint_ink", "celtint_show_ink", "celtint_inks", "celtint_trace"
COLOURS, STRENGTH, MERGE = "celtint_colours", "celtint_strength", "celtint_merge"
LINE_COLOURS = "celtint_line_colours"
MODEL, PALETTE = "celtint_model", "celtint_palette"
CAST, CAST_PICK = "celtint_cast", "celtint_cast_pick"
SPLIT = "celtint_split"
MAKE_USUAL, FORGET_USUAL = "celtint_make_usual", "celtint_forget_usual"
COLOUR, UPDATE, CANCEL = "celtint_colour", "celtint_update", "celtint_cancel"
BACKGROUND, LIGHT, SEED, ANOTHER = "celtint_background", "celtint_light", "celtint_seed", "celtint_another"
APART, TAG_COLOURS, STAGE = "celtint_apart", "celtint_tag_colours", "celtint_stage"
LIVE, PREVIEW, UNSURE = "celtint_live", "celtint_preview", "celtint_unsure"
NEXT_UNSURE, DOUBTS = "celtint_next_unsure", "celtint_doubts"
DOUBT_KEEP, DOUBT_TAKE, DOUBT_FORGET = "celtint_doubt_keep", "celtint_doubt_take", "celtint_doubt_forget"
DOUBTS_PART, PALETTE_PART, SETTINGS_PART = "celtint_doubts_part", "celtint_palette_part", "celtint_settings_part"
BOXES_PART, STAGE_PART, ANIMATION_PART = "celtint_boxes_part", "celtint_stage_part", "celtint_animation_part"
SERVER_PART = "celtint_server_part"
PROGRESS, MESSAGE = "celtint_progress", "celtint_message"
GREY, CONVERT = "celtint_grey", "celtint_convert"
RANGE_FROM, RANGE_TO, KEYS, ANIMATE = "celtint_range_from", "celtint_range_to", "celtint_keys", "celtint_animate"
CUTS, SCENES = "celtint_cuts", "celtint_scenes"
SWATCHES, SWATCH_NAME, SWATCH_FIND = "celtint_swatches", "celtint_swatch_name", "celtint_swatch_find"
SWATCH_TAKE, SWATCH_CHOOSE = "celtint_swatch_take", "celtint_swatch_choose"
SWATCH_MERGE = "celtint_swatch_merge"
PALETTE_EXPORT, PALETTE_IMPORT = "celtint_palette_export", "celtint_palette_import"
SERVER_PYTHON, SERVER_URL, SERVER_TOKEN = "celtint_server_python", "celtint_server_url", "celtint_server_token"
SERVER_APPLY, COPY_LOG = "celtint_server_apply", "celtint_copy_log"
SETUP, SETUP_TOLD, SETUP_INSTALL = "celtint_setup", "celtint_setup_told", "celtint_setup_install"
SETUP_CANCEL, SETUP_PROGRESS, SETUP_AGAIN = "celtint_setup_cancel", "celtint_setup_progress", "celtint_setup_again"
SETUP_REMOVE, SETUP_WHEELS, SETUP_PICK = "celtint_setup_remove", "celtint_setup_wheels", "celtint_setup_pick"

ACTIONS = {
    "celtint_colour_action": COLOUR,
    "celtint_update_action": UPDATE,
    "celtint_hints_action": NEW_HINTS,
    "celtint_live_action": LIVE,
    "celtint_stage_action": STAGE,
}
"""Actions under Tools, Scripts, and the button that each of them presses."""

RESULT_LAYER, HINT_LAYER, BOX_LAYER = "celtint colour", "celtint hints", "celtint boxes"
MARK_LAYERS = {"merge": "celtint merge", "empty": "celtint empty", "same": "celtint same"}
"""What is painted on layers of these names, in whatever colour, is marks of these kinds."""
SHADE_LAYER, PREVIEW_LAYER, UNSURE_LAYER = "celtint shade", "celtint regions", "celtint unsure"
INK_LAYER, LINE_LAYER = "celtint ink", "celtint lines"
STAGE_GROUP = "celtint stage"
STAGE_LINES, STAGE_FLATS, STAGE_SHADE, STAGE_BACKGROUND = "lines", "flats", "shade", "background"
"""In that group; its hints are called as hints are everywhere."""
