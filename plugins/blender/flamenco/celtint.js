// SPDX-License-Identifier: GPL-3.0-or-later
// A Flamenco job type: colours strips and Grease Pencil objects of a .blend file with celtint. Put it into the Flamenco
// Manager's folder `scripts`. The workers' Blender needs the celtint add-on, switched on, and a Python that has celtint.
//
// A strip is a task, since its frames are coloured together. A last task adds the strips of coloured frames, and the
// objects' colours, to a copy of the file.

const JOB_TYPE = {
    label: "celtint: colour",
    description: "Colour strips of the Video Sequencer and Grease Pencil objects",
    settings: [
        { key: "blendfile", type: "string", required: true, visible: "web", description: "The file to colour",
          eval: "bpy.data.filepath" },
        { key: "scene", type: "string", required: true, visible: "web", description: "The scene of the strips and objects",
          eval: "C.scene.name" },
        { key: "strips", type: "string", default: "", description: "Names of the strips, with commas between" },
        { key: "objects", type: "string", default: "", description: "Names of the objects, with commas between" },
        { key: "output", type: "string", subtype: "dir_path", required: true,
          description: "Folder for the coloured frames; a new one for every job" },
        { key: "save", type: "string", subtype: "file_path", required: true,
          description: "Where the coloured copy of the file goes" },
    ],
};

const BATCH = "import bpy; bpy.ops.celtint.batch()";

function compileJob(job) {
    const settings = job.settings;
    const strips = names(settings.strips);
    const objects = names(settings.objects);
    if (!strips.length && !objects.length) {
        throw new Error("Name the strips or the objects to colour.");
    }
    const last = task("save", settings, [
        ...(strips.length ? ["--strips", strips.join(","), "--add-only"] : []),
        ...(objects.length ? ["--objects", objects.join(",")] : []),
        "--save", settings.save,
    ]);
    for (const strip of strips) {
        const frames = task(`strip-${strip}`, settings, ["--strips", strip, "--frames-only"]);
        job.addTask(frames);
        last.addDependency(frames);
    }
    job.addTask(last);
}

function names(given) {
    return (given || "").split(",").map((name) => name.trim()).filter((name) => name);
}

function task(name, settings, args) {
    const made = author.Task(name, "blender");
    made.addCommand(author.Command("blender-render", {
        exe: "{blender}",
        exeArgs: "{blenderArgs}",
        argsBefore: [],
        blendfile: settings.blendfile,
        args: ["--python-expr", BATCH, "--", "--scene", settings.scene, "--output", settings.output, ...args],
    }));
    return made;
}
