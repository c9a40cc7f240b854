"""Without a window, on a farm say: named objects and strips of the open file, over a range.

    blender -b FILE --python-expr "import bpy; bpy.ops.celtint.batch()" -- --strips lines
    blender -b FILE -c celtint --objects Hero,Cat --first 1 --last 48

The second needs Blender 4.2. Both tell what they wrote, a line ``Saved: …`` each, and end with another status than 0 if
anything failed. The file itself is never overwritten: what was added to it is saved beside it.
"""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import bpy
from celtint_client.choices import MODE, SEQUENCE_UNDECIDED

from celtint_blender.host import server
from celtint_blender.host.ending import TICK_S, told
from celtint_blender.host.refused import Refused
from celtint_blender.sequencer.plan import plan
from celtint_blender.sequencer.run import Run, add_made
from celtint_blender.sequencer.settings import choices, request, request_for
from celtint_blender.sequencer.strips import found

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

COMMAND = "celtint"


def run(arguments: Sequence[str]) -> int:
    """Do what a command line asks for; the status to end with."""
    try:
        options = _parser().parse_args(arguments)
    except SystemExit as error:  # argparse has said why
        return int(error.code or 0)
    with told(lambda _, sentence: print(f"Error: {sentence}", file=sys.stderr, flush=True)):
        for path in _colour(bpy.context, options):
            print(f"Saved: {path}", flush=True)
        return 0
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(COMMAND, description="Colour Grease Pencil objects and strips of the open file.")
    add = parser.add_argument
    add("--objects", default="", metavar="A,B", help="Grease Pencil objects, by name")
    add("--strips", default="", metavar="A,B", help="strips of pictures or movies, by name")
    add("--scene", metavar="NAME", help="the scene they are in; by default the file's")
    add("--first", type=int, metavar="N", help="the first frame; by default the scene's, or the strip's")
    add("--last", type=int, metavar="N", help="the last frame")
    add("--mode", choices=MODE, help="what the strips' drawings are; by default as in the file")
    add("--undecided", choices=SEQUENCE_UNDECIDED, help="what becomes of what no key or hint knows")
    add("--gap", type=int, metavar="PX", help="the widest gap in a line that is closed")
    add("--ink", metavar="auto|all|dark|COLOURS", help="which line colours are ink")
    add("--cuts", metavar="auto|none|FRAMES", help="where another scene begins: frames with commas between")
    add("--keys", metavar="DIR", help="coloured frames, named like the strips' pictures")
    add("--hints", metavar="DIR", help="hint layers, named like the strips' pictures")
    add("--cast", metavar="DIR", help="the cast: a folder of model sheets for each character")
    add("--output", metavar="DIR", help="where strips' frames go; by default the folder celtint beside the file")
    add("--save", type=Path, metavar="FILE", help="where the file is saved; by default beside it, with -celtint")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--frames-only", action="store_true", help="write strips' frames and leave the file alone")
    what.add_argument("--add-only", action="store_true", help="add strips of frames that --frames-only has written")
    return parser


def _colour(context: Any, options: argparse.Namespace) -> list[Path]:
    """Colour everything; what was written. Raises Refused, WireError."""
    if not options.objects and not options.strips:
        raise Refused("Say what to colour, with --objects or --strips.")
    if options.objects and options.frames_only:
        raise Refused("--frames-only is for strips; objects' colours are in the file.")
    scene = _scene(context, options.scene)
    target = None if options.frames_only else _target(options.save)
    server.prepare(context)
    written = [path for strip in _strips(scene, options) for path in strip]
    for name in filter(None, options.objects.split(",")):
        _object(context, scene, name.strip(), options)
    if target is not None:
        bpy.ops.wm.save_as_mainfile(filepath=str(target), copy=True)
        written.append(target)
    return written


def _scene(context: Any, name: str | None) -> Any:
    scene = context.scene if name is None else bpy.data.scenes.get(name)
    if scene is None:
        raise Refused(f"There is no scene {name} in the file.")
    if name is not None:
        context.window.scene = scene
    return scene


def _target(given: Path | None) -> Path:
    """Where the file is saved, beside what is there already. Raises Refused."""
    own = Path(bpy.data.filepath)
    if given is None and not bpy.data.filepath:
        raise Refused("Open a saved file, or say with --save where to save it.")
    wanted = given.absolute() if given is not None else own.with_name(f"{own.stem}-celtint.blend")
    if wanted.exists() and (given is not None or wanted == own):
        raise Refused(f"{wanted} is there already; choose another place with --save.")
    tries = (wanted.with_name(wanted.stem + (f"-{n}" if n > 1 else "") + ".blend") for n in range(1, 10_000))
    return next(path for path in tries if not path.exists())


def _strips(scene: Any, options: argparse.Namespace) -> list[list[Path]]:
    """Colour strips, one after the other; the frames of each."""
    if not options.strips:
        return []
    settings = scene.celtint_strips
    for name in ("mode", "undecided", "gap", "ink", "cuts", "keys", "hints", "cast", "output"):
        given = getattr(options, name)
        if given is not None:
            folder = name in ("keys", "hints", "cast", "output")
            setattr(settings, name, str(Path(given).absolute()) if folder else given)
    wanted = choices(settings, options.first, options.last)
    done = []
    for strip in found(scene, options.strips):
        chosen = plan(scene, strip, wanted, again=options.add_only)
        if options.add_only:
            add_made(chosen)
            continue
        coloured = Run(chosen, request_for(request(settings), settings, chosen), server.connect)
        coloured.start()
        try:
            while not coloured.over:
                coloured.pump(TICK_S)
            coloured.finish(add=not options.frames_only)
            if coloured.scenes:
                print(f"{strip.name}: {coloured.scenes}", flush=True)
        finally:
            coloured.drop()
        done.append(sorted(set(chosen.paths)))
    return done


def _object(context: Any, scene: Any, name: str, options: argparse.Namespace) -> None:
    from celtint_blender.grease_pencil.fills import colour_range  # a strip needs none of it

    each = scene.objects.get(name)
    if each is None:
        raise Refused(f"There is no object {name} in the scene {scene.name}.")
    first = scene.frame_start if options.first is None else options.first
    last = scene.frame_end if options.last is None else options.last
    colour_range(context, each, first, last)


class CELTINT_OT_batch(bpy.types.Operator):
    """Colour what the command line names, without a window, and end Blender if that fails"""

    bl_idname = "celtint.batch"
    bl_label = "celtint batch"
    bl_options: ClassVar = {"INTERNAL"}

    arguments: bpy.props.StringProperty(name="Arguments", description="If empty, what the command line has after --")

    @classmethod
    def poll(cls, _context: Any) -> bool:
        return bool(bpy.app.background)

    def execute(self, _context: Any) -> set[str]:
        given = shlex.split(self.arguments)
        if not given and "--" in sys.argv:
            given = sys.argv[sys.argv.index("--") + 1 :]
        status = run(given)
        if status:
            self.report({"ERROR"}, "celtint batch failed")
            sys.exit(status)
        return {"FINISHED"}


_commands: list[Any] = []


def register() -> None:
    """Tell Blender of what is here."""
    bpy.utils.register_class(CELTINT_OT_batch)
    if hasattr(bpy.utils, "register_cli_command"):
        _commands.append(bpy.utils.register_cli_command(COMMAND, run))


def unregister() -> None:
    """Take it back."""
    while _commands:
        bpy.utils.unregister_cli_command(_commands.pop())
    bpy.utils.unregister_class(CELTINT_OT_batch)
