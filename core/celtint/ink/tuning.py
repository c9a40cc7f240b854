"""Constants of reading ink: what is paper, what is pen, what is tone.

Each says its unit, the range in which it makes sense, and where the value is from. "by hand" is set on drawings by eye;
`tests/quality` guards those that matter most.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Levels:
    """Telling paper and pen apart."""

    line: int = 8
    """What a connected patch must reach in height or width to be a line and no dust.
    Unit: pixels. Range: 2 to 64. From: by hand."""
    long: int = 20
    """The same where other patches are four times as long.
    Unit: pixels. Range: 4 to 128. From: by hand."""
    handful: int = 12
    """So many of the most extreme pixels say how far the pen could be from the paper.
    Unit: pixels. Range: 1 to 100. From: by hand."""
    stands_out: float = 0.25
    """Share of that contrast from which a pixel stands out; a quarter of it again where only dust does.
    Unit: share. Range: 0.05 to 0.9. From: by hand."""
    darkest: float = 0.25
    """The pen is the level that this share of the lines' pixels reaches: the others are rims and light strokes.
    Unit: share. Range: 0.01 to 0.9. From: by hand."""
    plenty: float = 0.005
    """Where there is much ink, this share of the page says it instead.
    Unit: share of the page. Range: 0.0001 to 0.1. From: by hand."""
    faintest: int = 8
    """Contrast below which nothing is a line.
    Unit: levels of 255. Range: 1 to 64. From: by hand."""
    grain: float = 4.0
    """Nothing within so many standard deviations of the paper's grain is a line.
    Unit: standard deviations. Range: 1 to 10. From: by hand."""
    surely: float = 8.0
    """Nothing within so many standard deviations of the grain is a dot.
    Unit: standard deviations. Range: 1 to 20. From: by hand."""
    near: int = 64
    """How far from the paper's level a pixel may be and still be grain.
    Unit: levels of 255. Range: 8 to 128. From: by hand."""
    lag: int = 8
    """Pixels that are so far apart have grains of their own, even in a soft scan.
    Unit: pixels. Range: 1 to 32. From: by hand."""
    rows: int = 256
    """So many rows tell how strong the grain is.
    Unit: rows. Range: 16 to 8192. From: time."""
    strip: int = 64
    """Rows across the middle of a page in which specks are looked for first.
    Unit: pixels. Range: 16 to 512. From: time."""
    finest: int = 4096
    """Longest side at which patches are told apart; larger pages are looked at in blocks of pixels.
    Unit: pixels. Range: 512 to 8192. From: memory."""


@dataclass(frozen=True)
class Paper:
    """Line art or a grey picture; from which coverage on a pixel is line."""

    lightest: int = 31
    """Coverage up to this is paper.
    Unit: levels of 255. Range: 1 to 127. From: by hand."""
    darkest: int = 204
    """Coverage from this on is line; what is between is neither.
    Unit: levels of 255. Range: 128 to 254. From: by hand."""
    shaded: float = 0.005
    """A picture with more than this share of ground that is neither, five pixels wide or more, is shaded.
    Unit: share of the page. Range: 0.0001 to 0.5. From: by hand."""
    greys: float = 0.18
    """Unless what is inside of outlines, rims apart, is paper but for this share: then it is line art with some greys.
    Unit: share of the ground inside. Range: 0 to 1. From: shaded puppets have 0.22 and more."""
    least: int = 26
    """Least coverage from which a pixel counts as line.
    Unit: levels of 255. Range: 1 to 127. From: by hand."""
    most: int = 90
    """Greatest coverage from which a pixel counts as line.
    Unit: levels of 255. Range: 1 to 254. From: by hand."""
    usual: float = 0.75
    """The lines' usual darkness: so much of what is drawn is lighter.
    Unit: share. Range: 0.1 to 1. From: by hand."""
    clear: float = 0.25
    """A layer with more than this share of empty pixels is taken for lines on nothing: its alpha is the ink.
    Unit: share of the page. Range: 0.01 to 0.99. From: by hand."""
    filled: float = 0.15
    """Paint of which more than this share lies in shapes is no line.
    Unit: share. Range: 0.01 to 0.99. From: by hand."""
    shades: int = 24
    """Shapes of which nine tenths differ by more in lightness are painted; by less they are filled with one colour.
    Unit: levels of 255. Range: 4 to 128. From: by hand."""


@dataclass(frozen=True)
class Light:
    """Telling uneven light on a page of lines from shading."""

    least: int = 64
    """Shorter side of a page on which light can be told.
    Unit: pixels. Range: 16 to 512. From: by hand."""
    dim: int = 64
    """A page that is mostly darker than this is no paper.
    Unit: levels of 255. Range: 16 to 128. From: by hand."""
    near: int = 10
    """How far from the paper's level a pixel may be in even light.
    Unit: levels of 255. Range: 2 to 40. From: by hand."""
    between: float = 0.03
    """A page on which no more than this share is neither paper nor dark is in even light.
    Unit: share of the page. Range: 0.001 to 0.3. From: time: the rims of a drawing's lines."""
    dark: float = 0.3
    """What is this dark beside its paper is black, in any light.
    Unit: share of the paper's level. Range: 0.05 to 0.4. From: by hand."""
    side: int = 512
    """Longer side at which light is looked at.
    Unit: pixels. Range: 128 to 2048. From: time."""
    block: int = 8
    """Side of the blocks whose lightest pixel is taken for paper at first.
    Unit: reduced pixels. Range: 4 to 32. From: time."""
    wide: float = 0.04
    """Lines are narrower than this, beside the page's longer side.
    Unit: share of the longer side. Range: 0.005 to 0.2. From: by hand."""
    even: float = 0.94
    """Paper that gets no darker than this share of itself is even enough.
    Unit: share of the paper's level. Range: 0.5 to 0.99. From: by hand."""
    ink: float = 0.85
    """What is darker than this share of its paper is no paper.
    Unit: share of the paper's level. Range: 0.5 to 0.98. From: by hand."""
    shaded: float = 0.002
    """A page with more ground than this that is neither paper nor ink, five reduced pixels wide or more, is shaded.
    Unit: share of the page. Range: 0.0001 to 0.5. From: drawings put into light have 0.001 at most."""
    lines: float = 0.001
    """Without this share of ink there is no line that light could pass.
    Unit: share of the page. Range: 0 to 0.1. From: by hand."""
    table: float = 0.1
    """A black patch that has this share of the page's border is what the sheet lies on.
    Unit: share of the border. Range: 0.01 to 1. From: by hand."""
    around: float = 0.1
    """Paper under a solid black is as light as what is about so far away, beside the longer side.
    Unit: share of the longer side. Range: 0.01 to 0.5. From: by hand."""
    smooth: float = 0.04
    """How far the paper of all but a twentieth of the page may be from a cubic of the place.
    Unit: logarithm of the level. Range: 0.005 to 0.5. From: by hand."""
    slope: float = 0.003
    """Slope below which the paper's level doesn't change.
    Unit: logarithm of the level a reduced pixel. Range: 0 to 0.05. From: by hand."""
    shadow: float = 0.3
    """The same for a page with a shadow on it.
    Unit: logarithm of the level. Range: 0.01 to 1. From: drawings put into light, 0.25 at most; pages painted in grey
    have 0.1 to 0.6."""
    chance: float = 0.45
    """Change in the paper's level of which this share more lies at lines than would by chance is shading's.
    Unit: share of the change. Range: 0 to 1. From: shadows on drawings of the art set's train rows, 0.47 at most where
    a third of the page lies near ink, 0.2 else; its pages painted in grey have 0.3 to 0.95."""


@dataclass(frozen=True)
class Texture:
    """Taking textures out."""

    block: int = 16
    """Side of the blocks that are looked through for texture; a texture is at least three of them wide.
    Unit: pixels. Range: 8 to 64. From: by hand."""
    busy: float = 0.05
    """A block in which neighbours differ by more than this, down and across, may be textured.
    Unit: share of black against white. Range: 0.01 to 0.5. From: by hand."""
    busier: float = 0.08
    """And with those around it differ by more than this on the mean.
    Unit: share of black against white. Range: 0.01 to 0.5. From: dots of 10 % at a pitch of 16 have 0.09."""
    evenly: float = 0.55
    """In the middle of a texture the least busy of four by four blocks is so busy at least, of their mean.
    Unit: share. Range: 0 to 1. From: tones and hatching have 0.64 and more, all but a few of a hundred drawings of
    figures less than 0.5."""
    box: int = 7
    """Least side of a brick or key that is no part of a texture.
    Unit: pixels. Range: 4 to 24. From: by hand."""
    full: float = 0.93
    """What it fills of its box.
    Unit: share. Range: 0.5 to 1. From: by hand; round cells of tone fill 0.79."""
    even_box: float = 0.1
    """How much its size may differ from the others'.
    Unit: share. Range: 0 to 1. From: by hand; cells of hatching by hand differ by a fifth and more."""
    samples: int = 4
    """Windows in which a place is asked whether it repeats itself before all of it is looked at.
    Unit: windows. Range: 1 to 64. From: time."""
    fine: int = 5
    """Side of a square that no gap and no mark of a fine texture holds.
    Unit: pixels. Range: 3 to 9. From: pitches of 3 to 5 pixels."""
    middle: int = 9
    """The same for a coarser one.
    Unit: pixels. Range: 5 to 15. From: pitches up to 9 pixels."""
    coarse: int = 17
    """The same for the coarsest.
    Unit: pixels. Range: 9 to 33. From: pitches up to 16 pixels."""
    more: float = 0.05
    """A coarser square counts where it finds so much more than the finer.
    Unit: share of the area. Range: 0 to 1. From: by hand."""
    wide: int = 40
    """Over so much at least a texture goes on in every direction.
    Unit: pixels. Range: 16 to 128. From: by hand."""
    times: float = 5.0
    """And over so many of those squares.
    Unit: sides of the square. Range: 2 to 12. From: by hand."""
    dark: int = 64
    """A texture's marks, and what is left of a line's rim, are at least so dark.
    Unit: levels of 255. Range: 26 to 128. From: dots of 10 % at a pitch of 3."""
    light: int = 215
    """Its paper is at most so dark.
    Unit: levels of 255. Range: 128 to 254. From: dots of 80 % at a pitch of 3."""
    contrast: int = 56
    """Its marks are darker than its paper by so much: less is a grey wash.
    Unit: levels of 255. Range: 16 to 255. From: dots of 10 % at a pitch of 3."""
    hop: int = 16
    """Steps at which windows are compared with themselves.
    Unit: pixels. Range: 8 to 64. From: by hand."""
    windows: int = 256
    """Most windows that are, more or less; then the steps are longer.
    Unit: windows. Range: 16 to 4096. From: time."""
    inside: float = 0.6
    """What of a window must be of the texture.
    Unit: share. Range: 0.2 to 1. From: by hand."""
    alike: float = 0.5
    """Autocorrelation from which a window repeats itself.
    Unit: 1 for an exact copy. Range: 0.2 to 0.95. From: tones have 0.9, hatching by hand 0.8, crossed 0.6; hair, grain
    and small details mostly under 0.4."""
    enough: float = 0.34
    """What share of the windows must, or none counts.
    Unit: share. Range: 0 to 1. From: by hand; in a texture most do, among figures few."""
    most_alike: float = 0.62
    """Half of a texture's windows repeat themselves so well at least.
    Unit: as alike. Range: 0.2 to 0.95. From: crossed hatching has 0.64 and more, striped shirts and hair of puppets,
    with what is around them, up to 0.65 but in a few pieces."""
    many: float = 80.0
    """A piece of fewer squares than this has few marks.
    Unit: squares that no gap and no mark holds. Range: 10 to 400. From: striped shirts, hats and belts of puppets have
    up to 77."""
    few_alike: float = 0.8
    """Half of the windows of a piece of few marks repeat themselves so well.
    Unit: as alike. Range: 0.2 to 0.98. From: shirts and hats of puppets have up to 0.73 from 60 squares on, hatching by
    hand 0.81."""
    some: float = 60.0
    """And a piece of fewer squares than this is some lines beside each other, however alike.
    Unit: squares. Range: 0 to 400. From: a hare's two ears have 46, planks 55."""
    finest: float = 2.5
    """Least pitch, or what is left of it where rows are staggered.
    Unit: pixels. Range: 2 to 4. From: by hand."""
    coarsest: float = 24.0
    """Greatest pitch, across a staggered row.
    Unit: pixels. Range: 8 to 32. From: by hand."""
    pen: float = 110.0
    """Coverage from which a pixel is a line's on paper.
    Unit: levels of 255. Range: 64 to 200. From: by hand."""
    above: float = 0.6
    """How much of the grey that fine dots run into is added to that.
    Unit: share. Range: 0 to 1. From: by hand."""
    black: int = 225
    """But never more than this is asked of a line.
    Unit: levels of 255. Range: 128 to 254. From: by hand."""
    straight: int = 11
    """An outline is straight over so much.
    Unit: pixels. Range: 5 to 31. From: by hand."""
    rim: float = 4.0
    """Depth to which an outline reaches into its texture.
    Unit: pixels. Range: 1 to 16. From: by hand."""
    wall: float = 2.0
    """Of an outline so much, from the open ground beside it, is left standing.
    Unit: pixels. Range: 1.5 to 8. From: by hand; more closes in what lies between the outline and the marks.
    """
    bay: float = 0.16
    """Open ground that reaches into a texture's area is open there too, if that is no more than so much of the smallest
    square that a texture of its coarseness fills.
    Unit: share. Range: 0.02 to 0.2. From: corners between two outlines; the paper between dots has 0.2 and more."""
    outlined: float = 0.6
    """Where so much of what lies along the open is a line for certain, all of it is.
    Unit: share. Range: 0.1 to 1. From: by hand."""
    run: float = 12.0
    """A line in a texture runs straight over so much at least.
    Unit: pixels. Range: 5 to 32. From: by hand."""
    beyond: float = 1.5
    """And so much more, to be longer than its dots.
    Unit: sides of the texture's square. Range: 0.5 to 4. From: by hand."""
    turns: int = 24
    """Directions in which lines run.
    Unit: directions. Range: 8 to 48. From: by hand."""
    around: int = 9
    """Side of the square in which other runs in a line's direction are counted.
    Unit: blocks of 8 pixels. Range: 5 to 17. From: by hand."""
    few: float = 0.2
    """The runs in a line's direction are less than this of the ink around.
    Unit: share. Range: 0.05 to 0.5. From: by hand."""
    sparse: float = 0.05
    """Or they cover less than this of the square.
    Unit: share. Range: 0.01 to 0.3. From: one line of 3 pixels covers 0.05."""
    long: int = 40
    """A line in a texture reaches so far.
    Unit: pixels. Range: 8 to 128. From: by hand."""
    alone: float = 0.003
    """Where less than this of the ink would be left, texture is all that is drawn.
    Unit: share. Range: 0 to 0.1. From: by hand."""


@dataclass(frozen=True)
class Pens:
    """Telling the line colours of a drawing apart, and which of them are ink."""

    faintest: int = 16
    """What stands out less is no line of any pen.
    Unit: levels of 255. Range: 4 to 64. From: by hand."""
    darkest: float = 0.03
    """The darkest pen is as dark as this share of the lines' ridges.
    Unit: share. Range: 0.001 to 0.3. From: by hand."""
    pale: float = 0.45
    """Lines paler than this may be another pen than those darker.
    Unit: share of the darkest pen's strength. Range: 0.1 to 0.7. From: blue pencil and printed squares have 0.15 to
    0.4."""
    middle: float = 0.62
    """Lines from this on are dark.
    Unit: share of the darkest pen's strength. Range: 0.3 to 0.9. From: red ink has 0.63."""
    between: float = 0.35
    """Pale lines are another pen only where fewer than this lie between pale and dark: one pen fades gradually.
    Unit: share of the pale lines. Range: 0.02 to 2. From: by hand."""
    meets: float = 0.1
    """So much of a pale pen's lines must run into dark ones to be what was there before them.
    Unit: share of the pen's pixels. Range: 0 to 1. From: by hand."""
    fine: float = 1.7
    """Lines narrower than this are pale for being fine.
    Unit: pixels. Range: 1 to 3. From: figures 120 pixels tall have 1.4 to 1.5, pencil and print 1.96 and more."""
    thinned: float = 0.3
    """But no paler than this.
    Unit: share of the darkest pen's strength. Range: 0.1 to 0.6. From: the same figures have 0.33, pencil and printed
    lines up to 0.29."""
    rim: int = 2
    """How far a line's soft edge may reach.
    Unit: pixels. Range: 1 to 8. From: by hand."""
    hue: float = 0.3
    """From this on, what a line takes away from the paper has a hue.
    Unit: share of the strongest channel. Range: 0.1 to 0.9. From: pale green lines have 0.4, brown ink 0.23."""
    coloured: int = 40
    """What stands out less shows no hue for certain.
    Unit: levels of 255. Range: 8 to 128. From: by hand."""
    turn: int = 36
    """Hues within this are one.
    Unit: 2 degrees. Range: 6 to 90. From: by hand."""
    hues: int = 4
    """Most hues that are told apart.
    Unit: hues. Range: 1 to 8. From: by hand."""
    rare: float = 0.005
    """A pen draws more than this share of the lines.
    Unit: share. Range: 0.0005 to 0.1. From: by hand."""
    listed: float = 0.01
    """A pen that counts is named from this on.
    Unit: share. Range: 0 to 0.1. From: by hand."""
    like: float = 30.0
    """How far a pen's colour may be from one that was asked for.
    Unit: delta E (CIE 1976). Range: 5 to 100. From: by hand."""
    rows: int = 256
    """So many rows tell the paper's colour, and whether lines have hues.
    Unit: rows. Range: 16 to 8192. From: time."""


TEXTURE = Texture()
PENS = Pens()
LEVELS = Levels()
PAPER = Paper()
LIGHT = Light()
