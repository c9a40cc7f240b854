"""The Video Sequencer, as somebody uses it: strips of pictures are added, and coloured with the add-on's operators."""

import time

import bpy


def strips(scene=None):
    """The strips of a scene, which versions name differently."""
    editor = (scene or bpy.context.scene).sequence_editor or (scene or bpy.context.scene).sequence_editor_create()
    return editor.strips if hasattr(editor, "strips") else editor.sequences


def strip(name):
    return next(each for each in strips() if each.name == name)


def add_images(name, folder, files, channel, start):
    """Add a strip of pictures."""
    made = strips().new_image(name, f"{folder}/{files[0]}", channel, start)
    for file in files[1:]:
        made.elements.append(file)
    return made


def trim(each, left, right):
    """Pull a strip's handles inwards."""
    new = hasattr(each, "left_handle_offset")
    setattr(each, "left_handle_offset" if new else "frame_offset_start", left)
    setattr(each, "right_handle_offset" if new else "frame_offset_end", right)


def begin(folder, saved=True, **settings):
    """A new file with the settings of the sequencer's panel."""
    bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    scene = bpy.context.scene
    scene.render.resolution_x, scene.render.resolution_y, scene.render.resolution_percentage = 320, 180, 100
    scene.view_settings.view_transform, scene.render.dither_intensity = "Standard", 0.0
    scene.celtint_strips.undecided = "transparent"
    for name, value in settings.items():
        setattr(scene.celtint_strips, name, value)
    if saved:
        bpy.ops.wm.save_as_mainfile(filepath=f"{folder}/shot.blend")


def colour(*names, **options):
    """Press the button; what it was refused with, or ""."""
    for each in strips():
        each.select = each.name in names
    try:
        bpy.ops.celtint.colour_strips(**options)
    except RuntimeError as error:
        return str(error)
    return ""


def facts(each):
    """What a strip is."""
    new = hasattr(each, "left_handle")
    first, end = (each.left_handle, each.right_handle) if new else (each.frame_final_start, each.frame_final_end)
    left = each.left_handle_offset if new else each.frame_offset_start
    right = each.right_handle_offset if new else each.frame_offset_end
    return {
        "name": each.name,
        "channel": each.channel,
        "range": [first, end],
        "trims": [round(left), round(right)],
        "folder": bpy.path.abspath(each.directory) if each.type == "IMAGE" else "",
        "files": [element.filename for element in each.elements],
        "blend": each.blend_type,
    }


def render(folder, frames):
    """Render frames of the sequencer; their files."""
    scene = bpy.context.scene
    settings = scene.render.image_settings
    if hasattr(settings, "media_type"):
        settings.media_type = "IMAGE"
    settings.file_format, settings.color_mode = "PNG", "RGB"
    scene.render.use_sequencer = True
    written = []
    for frame in frames:
        scene.frame_set(frame)
        scene.render.filepath = f"{folder}/render-{frame}.png"
        bpy.ops.render.render(write_still=True)
        written.append(scene.render.filepath)
    return written


def counts():
    """How much of everything the file holds."""
    return [len(strips()), len(bpy.data.scenes), len(bpy.data.images)]


def pictures(folder, files, keys):
    """A trimmed strip of pictures with keys on the channel above."""
    begin(folder)
    lines = add_images("lines", f"{folder}/lines", files, 1, 11)
    trim(lines, 1, 2)
    painted = add_images("my keys", f"{folder}/keys", keys, 2, 13)
    painted.mute = True
    before = facts(lines)
    refused = colour("lines")
    made = strips()["lines colour"]
    return {
        "refused": refused,
        "before": before,
        "after": facts(strip("lines")),
        "made": facts(made),
        "counts": counts(),
        "renders": render(folder, range(12, 17)),
    }


def clear(folder, files, keys):
    """A key that leaves the paper clear: the drawing's own shows there."""
    begin(folder)
    add_images("lines", f"{folder}/lines", files, 1, 1)
    add_images("my keys", f"{folder}/keys", keys, 2, 1).mute = True
    return {"refused": colour("lines", "my keys"), "made": facts(strip("lines colour")), "renders": render(folder, [2])}


def movie(folder, files):
    """The pictures as a movie, rendered by Blender itself, coloured with keys from a folder."""
    begin(folder, keys=f"{folder}/movie-keys")
    scene = bpy.context.scene
    lines = add_images("lines", f"{folder}/lines", files, 1, 1)
    settings = scene.render.image_settings
    if hasattr(settings, "media_type"):
        settings.media_type = "VIDEO"
    settings.file_format = "FFMPEG"
    scene.render.ffmpeg.format, scene.render.ffmpeg.codec = "MPEG4", "H264"
    scene.render.ffmpeg.constant_rate_factor = "LOSSLESS"
    scene.render.use_file_extension = False
    scene.frame_start, scene.frame_end, scene.render.filepath = 1, len(files), f"{folder}/film.mp4"
    bpy.ops.render.render(animation=True)
    lines.mute = True
    film = strips().new_movie("film", f"{folder}/film.mp4", 3, 30)
    trim(film, 1, 1)
    refused = colour("film")
    return {
        "refused": refused,
        "before": facts(film),
        "made": facts(strip("film colour")),
        "scenes": len(bpy.data.scenes),
        "renders": render(folder, (31, 33)),
    }


def grey(folder, files):
    """Shaded pictures: what comes back has their light and lies over them; JPEGs, which Blender itself reads."""
    begin(folder, mode="grey")
    add_images("shaded", f"{folder}/grey", files, 1, 1)
    strips().new_image("a hint", f"{folder}/grey-hint.png", 2, 1).mute = True
    refused = colour("shaded")
    return {"refused": refused, "made": facts(strip("shaded colour"))}


def held(folder, files):
    """A picture that is held for long, one shown twice, and a strip that runs backwards; both coloured in one go."""
    begin(folder)
    still = add_images("still", f"{folder}/lines", files[:1], 1, 1)
    new = hasattr(still, "right_handle")
    setattr(still, "right_handle" if new else "frame_final_end", 25)
    back = add_images("back", f"{folder}/lines", [files[1], files[1], files[2], files[3]], 3, 1)
    back.use_reverse_frames = True
    return {
        "refused": colour("still", "back"),
        "still": facts(strip("still colour")),
        "still was": facts(still),
        "back": facts(strip("back colour")),
    }


def scenes(folder, files, cuts):
    """A strip on frames 11 to 16 of which nothing is said; the scenes as told, and what is gone to that is unsure."""
    begin(folder, undecided="network")
    add_images("lines", f"{folder}/lines", files, 1, 11)
    before = bpy.ops.celtint.next_unsure_strips.poll()
    bpy.context.scene.celtint_strips.cuts = "thirteen"
    wrong = colour("lines")
    bpy.context.scene.celtint_strips.cuts = cuts
    refused = colour("lines")
    looked = []
    while not refused and len(looked) < len(files) and bpy.ops.celtint.next_unsure_strips.poll():
        bpy.ops.celtint.next_unsure_strips()
        looked.append(bpy.context.scene.frame_current)
    known = bpy.context.scene.celtint_strips.scenes
    return {"refused": refused, "wrong": wrong, "scenes": known, "before": before, "looked": looked}


def cast(folder, files, shot, sheets):
    """A strip whose colours are those of a cast's sheets."""
    begin(folder, cast=sheets, undecided="auto")
    add_images("shot", shot, files, 1, 1)
    return {"refused": colour("shot"), "made": facts(strip("shot colour"))}


def again(folder, files):
    """Colour the same strip twice: the first frames stay."""
    begin(folder)
    add_images("lines", f"{folder}/lines", files, 1, 1)
    refused = [colour("lines"), colour("lines")]
    return {"refused": refused, "made": [facts(each) for each in strips() if "colour" in each.name]}


def bad_input(folder, files):
    """What is refused, and that nothing is added to the file meanwhile."""
    said = {}
    begin(folder)
    before = counts()
    said["no strips"] = colour()
    lines = add_images("lines", f"{folder}/lines", files, 1, 1)
    said["none selected"] = colour()
    said["unknown"] = colour(strips="nothing")
    strips().new_effect("wipe", "COLOR", 4, **_span(1, 9))
    said["no pictures"] = colour(strips="wipe")
    said["out of range"] = colour("lines", first=500)
    missing = add_images("gone", f"{folder}/lines", [files[0], "nowhere.png", "neither.png"], 2, 1)
    said["missing"] = colour("gone")
    broken = add_images("broken", f"{folder}", ["broken.png"], 3, 1)
    said["broken"] = colour("broken")
    other = add_images("sizes", f"{folder}", [files[0], "small.png"], 5, 1)
    said["sizes"] = colour("sizes")
    bpy.context.scene.celtint_strips.keys = f"{folder}/no-such-folder"
    said["no keys"] = colour("lines")
    bpy.context.scene.celtint_strips.keys = f"{folder}/movie-keys"
    said["other keys"] = colour("lines")
    bpy.context.scene.celtint_strips.keys = ""
    film = strips().new_movie("film", f"{folder}/no-film.mp4", 6, 1)
    if film is not None:
        said["missing movie"] = colour("film")
    for each in (lines, missing, broken, other, strip("wipe"), film):
        if each is not None:
            strips().remove(each)
    return {"said": said, "before": before, "after": counts()}


def _span(start, end):
    """The times of a new effect, by the names that this version has."""
    names = bpy.types.StripsTopLevel if hasattr(bpy.types, "StripsTopLevel") else bpy.types.SequencesTopLevel
    known = names.bl_rna.functions["new_effect"].parameters.keys()
    return {"frame_start": start, "length" if "length" in known else "frame_end": end}


def unsaved(folder, files):
    """A file that has no folder: refused, or the frames go where the artist says."""
    begin(folder, saved=False)
    add_images("lines", f"{folder}/lines", files, 1, 1)
    refused = colour("lines")
    bpy.context.scene.celtint_strips.output = f"{folder}/elsewhere"
    return {"refused": refused, "then": colour("lines"), "made": facts(strip("lines colour"))}


def no_server(folder, files):
    """The server's Python isn't there."""
    begin(folder)
    add_images("lines", f"{folder}/lines", files, 1, 1)
    addon = next(each for each in bpy.context.preferences.addons if "celtint" in each.module)
    addon.preferences.python = "/nowhere/python"
    return {"refused": colour("lines"), "counts": counts()}


def saved(folder, files, pictures=None):
    """A file with a strip, saved, for command lines. pictures: where the files are."""
    begin(folder)
    add_images("lines", pictures or f"{folder}/lines", files, 1, 11)
    bpy.ops.wm.save_mainfile()
    return bpy.data.filepath


def opened(path):
    """What a file holds."""
    bpy.ops.wm.open_mainfile(filepath=path)
    return [facts(each) for each in strips()]


def command(arguments, path):
    """What Blender 4.2 and later does with ``blender -b FILE -c celtint ARGUMENTS``; its status."""
    import importlib

    bpy.ops.wm.open_mainfile(filepath=path)
    module = next(each.module for each in bpy.context.preferences.addons if "celtint" in each.module)
    return importlib.import_module(f"{module}.ui.batch").run(arguments)


def dying(folder, files):
    """A strip that takes long enough for the server to be killed meanwhile."""
    begin(folder)
    add_images("lines", f"{folder}/lines", files, 1, 1)
    return {"refused": colour("lines"), "counts": counts()}


def timed(folder, files):
    """Seconds that a strip takes with a key for its first picture, from the press on the button to the new strip."""
    begin(folder, keys=f"{folder}/keys", undecided="network")
    add_images("lines", f"{folder}/lines", files, 1, 1)
    start = time.perf_counter()
    refused = colour("lines")
    if refused:
        raise RuntimeError(refused)
    return time.perf_counter() - start


def breaking(folder, files):
    """What is told, by what breaks; and that the strip is coloured afterwards as if nothing had been."""
    import importlib

    from drawn import MODULE

    def module(name):
        return importlib.import_module(f"{MODULE}.{name}")

    begin(folder)
    add_images("lines", f"{folder}/lines", files, 1, 1)
    said = {}
    for where, function in (
        ("sequencer.strips", "plan"),
        ("sequencer.png", "png_part"),
        ("sequencer.png", "write_png"),
        ("sequencer.host", "add_like"),
    ):
        own = getattr(module(where), function)

        def broken(*_, _what=function, **__):
            raise ZeroDivisionError(_what)

        setattr(module(where), function, broken)
        said[function] = [colour("lines"), counts(), can_start()]
        setattr(module(where), function, own)
    return {"said": said, "then": colour("lines"), "counts": counts()}


def can_start():
    return bool(bpy.ops.celtint.colour_strips.poll())
