"""Installing the add-on from a file, as the preferences' *Install from Disk…* does."""

import bpy


def install(archive):
    """Install it and switch it on; what it is called then."""
    if bpy.app.version >= (4, 2, 0):
        bpy.ops.extensions.package_install_files(
            filepath=archive, repo="user_default", enable_on_install=True, overwrite=True
        )
        name = "bl_ext.user_default.celtint"
    else:
        bpy.ops.preferences.addon_install(filepath=archive, overwrite=True)
        bpy.ops.preferences.addon_enable(module="celtint_blender")
        name = "celtint_blender"
    if name not in bpy.context.preferences.addons:
        raise RuntimeError("the add-on isn't switched on")
    return name
