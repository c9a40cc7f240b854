<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>celtint</name>
    <message>
        <source>Open a document with your drawing first.</source>
        <translation>Öffne zuerst ein Dokument mit deiner Zeichnung.</translation>
    </message>
    <message>
        <source>The palette {0} is no longer there; choose another.</source>
        <translation>Die Palette {0} ist nicht mehr da; wähle eine andere.</translation>
    </message>
    <message>
        <source>celtint doesn't know how this Krita keeps layers; update the plugin.</source>
        <translation>celtint weiß nicht, wie dieses Krita Ebenen ablegt; aktualisiere das Plugin.</translation>
    </message>
    <message>
        <source>The frames can't be written to the temporary folder; make room on the disk.</source>
        <translation>Die Bilder können nicht in den temporären Ordner geschrieben werden; schaffe Platz auf der Festplatte.</translation>
    </message>
    <message>
        <source>Krita can't convert it; try Image, Convert Image Color Space.</source>
        <translation>Krita kann es nicht umwandeln; versuche Bild, Bildfarbraum umwandeln.</translation>
    </message>
    <message>
        <source>The layer is no longer there; choose another.</source>
        <translation>Die Ebene ist nicht mehr da; wähle eine andere.</translation>
    </message>
    <message>
        <source>Choose the vector layer with your boxes first, or press New box layer.</source>
        <translation>Wähle zuerst die Vektorebene mit deinen Kästen, oder drücke daneben Neu.</translation>
    </message>
    <message>
        <source>celtint's layer is gone; press Colour for a new one.</source>
        <translation>Die Ebene von celtint ist weg; drücke Kolorieren für eine neue.</translation>
    </message>
    <message>
        <source>{0} holds no pixels; choose a paint layer or a group.</source>
        <translation>{0} enthält keine Pixel; wähle eine Malebene oder eine Gruppe.</translation>
    </message>
    <message>
        <source>{0} is no vector layer; boxes are drawn on one.</source>
        <translation>{0} ist keine Vektorebene; Kästen zeichnet man auf einer solchen.</translation>
    </message>
    <message>
        <source>{0} is locked; unlock it or press Colour for a new layer.</source>
        <translation>{0} ist gesperrt; entsperre sie oder drücke Kolorieren für eine neue Ebene.</translation>
    </message>
    <message>
        <source>{0} can't be read as RGB; convert it to RGB first.</source>
        <translation>{0} lässt sich nicht als RGB lesen; wandle sie zuerst in RGB um.</translation>
    </message>
    <message>
        <source>Krita can't read the coloured frames back; make room on the disk and try again.</source>
        <translation>Krita kann die kolorierten Bilder nicht zurücklesen; schaffe Platz auf der Festplatte und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>Live needs Krita's History docker; switch it on in Krita's settings, or press Update.</source>
        <translation>Mitlaufen braucht Kritas Andockfenster „Verlauf“; schalte es in Kritas Einstellungen ein, oder drücke Aktualisieren.</translation>
    </message>
    <message>
        <source>There is no coloured layer here yet; press Colour first.</source>
        <translation>Hier gibt es noch keine kolorierte Ebene; drücke zuerst Kolorieren.</translation>
    </message>
    <message>
        <source>The server can't take that; update it to this plugin's version.</source>
        <translation>Der Server versteht das nicht; bringe ihn auf die Version dieses Plugins.</translation>
    </message>
    <message>
        <source>That layer was made by celtint; choose the layer with your lines.</source>
        <translation>Diese Ebene hat celtint gemacht; wähle die Ebene mit deinen Linien.</translation>
    </message>
    <message>
        <source>The paint on the hint layer is less than half opaque; paint hints more opaquely.</source>
        <translation>Die Farbe auf der Hinweisebene deckt weniger als halb; male Hinweise deckender.</translation>
    </message>
    <message>
        <source>The document is grey and shows colours as grey; press Convert to RGB to see them.</source>
        <translation>Das Dokument ist grau und zeigt Farben grau; drücke In RGB umwandeln, um sie zu sehen.</translation>
    </message>
    <message>
        <source>The hint layer is a grey one, so its hints are grey; paint them on a new hint layer.</source>
        <translation>Die Hinweisebene ist eine graue, also sind ihre Hinweise grau; male sie auf eine neue Hinweisebene.</translation>
    </message>
    <message>
        <source>The document was closed meanwhile; open it and press Colour again.</source>
        <translation>Das Dokument wurde inzwischen geschlossen; öffne es und drücke noch einmal Kolorieren.</translation>
    </message>
    <message>
        <source>The line layer was removed meanwhile; choose another and press Colour again.</source>
        <translation>Die Linienebene wurde inzwischen entfernt; wähle eine andere und drücke noch einmal Kolorieren.</translation>
    </message>
    <message>
        <source>The document's size was changed meanwhile; press Colour again.</source>
        <translation>Die Größe des Dokuments wurde inzwischen geändert; drücke noch einmal Kolorieren.</translation>
    </message>
    <message>
        <source>The document was closed meanwhile; open it and make the picture again.</source>
        <translation>Das Dokument wurde inzwischen geschlossen; öffne es und mache das Bild noch einmal.</translation>
    </message>
    <message>
        <source>The document's size was changed meanwhile; make the picture again.</source>
        <translation>Die Größe des Dokuments wurde inzwischen geändert; mache das Bild noch einmal.</translation>
    </message>
    <message>
        <source>The layer {0} is empty; draw your lines on it first.</source>
        <translation>Die Ebene {0} ist leer; zeichne zuerst deine Linien darauf.</translation>
    </message>
    <message>
        <source>The layer {0} is white all over; choose the layer with your lines.</source>
        <translation>Die Ebene {0} ist überall weiß; wähle die Ebene mit deinen Linien.</translation>
    </message>
    <message>
        <source>{0} can't be written ({1}); choose another folder.</source>
        <translation>{0} kann nicht geschrieben werden ({1}); wähle einen anderen Ordner.</translation>
    </message>
    <message>
        <source>{0} is no palette; choose a .gpl or .kpl file, as Krita writes them.</source>
        <translation>{0} ist keine Palette; wähle eine .gpl- oder .kpl-Datei, wie Krita sie schreibt.</translation>
    </message>
    <message>
        <source>{0} can't be read ({1}); choose another file.</source>
        <translation>{0} kann nicht gelesen werden ({1}); wähle eine andere Datei.</translation>
    </message>
    <message>
        <source>The server sent no picture; update it to this plugin's version.</source>
        <translation>Der Server hat kein Bild geschickt; bringe ihn auf die Version dieses Plugins.</translation>
    </message>
    <message>
        <source>This drawing has no lines to tell apart; it was taken for a grey picture.</source>
        <translation>Diese Zeichnung hat keine Linien, die sich trennen lassen; sie galt als graues Bild.</translation>
    </message>
    <message>
        <source>The server sent no outlines; update it to this plugin's version.</source>
        <translation>Der Server hat keine Umrisse geschickt; bringe ihn auf die Version dieses Plugins.</translation>
    </message>
    <message>
        <source>Made a picture of {0} boxes; its hints are on a hidden layer.</source>
        <translation>Ein Bild aus {0} Kästen ist fertig; seine Hinweise liegen auf einer verborgenen Ebene.</translation>
    </message>
    <message>
        <source>{0} is {1} here</source>
        <translation>{0} ist hier {1}</translation>
    </message>
    <message>
        <source>Drawn after {0}.</source>
        <translation>Gezeichnet nach {0}.</translation>
    </message>
    <message>
        <source>Coloured {0} regions, {1} of them as you said.</source>
        <translation>{0} Flächen koloriert, {1} davon, wie du gesagt hast.</translation>
    </message>
    <message>
        <source>Coloured {0} regions, {1} of them as you said; unsure of {2}.</source>
        <translation>{0} Flächen koloriert, {1} davon, wie du gesagt hast; bei {2} unsicher.</translation>
    </message>
    <message>
        <source>Coloured {0} drawings.</source>
        <translation>{0} Zeichnungen koloriert.</translation>
    </message>
    <message>
        <source>celtint is still at work; wait or press Cancel.</source>
        <translation>celtint arbeitet noch; warte oder drücke Abbrechen.</translation>
    </message>
    <message>
        <source>The line layer has no frames; choose an animated layer.</source>
        <translation>Die Linienebene hat keine Einzelbilder; wähle eine animierte Ebene.</translation>
    </message>
    <message>
        <source>The range ends before it begins; choose the first and the last frame.</source>
        <translation>Der Bereich endet, bevor er beginnt; wähle das erste und das letzte Bild.</translation>
    </message>
    <message>
        <source>Drawing {0} of {1} …</source>
        <translation>Zeichnung {0} von {1} …</translation>
    </message>
    <message>
        <source>Stopped; {0} drawings are coloured.</source>
        <translation>Angehalten; {0} Zeichnungen sind koloriert.</translation>
    </message>
    <message>
        <source>Drawing 1 of {0} …</source>
        <translation>Zeichnung 1 von {0} …</translation>
    </message>
    <message>
        <source>There is no drawing between frames {0} and {1}.</source>
        <translation>Zwischen Bild {0} und {1} gibt es keine Zeichnung.</translation>
    </message>
    <message>
        <source>What celtint guessed and somebody should look at</source>
        <translation>Was celtint geraten hat und jemand ansehen sollte</translation>
    </message>
    <message>
        <source>The colours of the result: change and name them, everywhere</source>
        <translation>Die Farben des Ergebnisses: überall ändern und benennen</translation>
    </message>
    <message>
        <source>What the drawing is, how openings are closed, what becomes of parts without a hint</source>
        <translation>Was die Zeichnung ist, wie Öffnungen geschlossen werden, was aus Teilen ohne Hinweis wird</translation>
    </message>
    <message>
        <source>Boxes that say what is in them, or that something stays empty</source>
        <translation>Kästen, die sagen, was in ihnen ist, oder dass etwas leer bleibt</translation>
    </message>
    <message>
        <source>A picture with things in the boxes, each what its tag says</source>
        <translation>Ein Bild mit Dingen in den Kästen, jedes, was sein Schild sagt</translation>
    </message>
    <message>
        <source>Every drawing of an animation, one after the other</source>
        <translation>Jede Zeichnung einer Animation, eine nach der anderen</translation>
    </message>
    <message>
        <source>The engine on this machine, or a server on another</source>
        <translation>Die Engine auf diesem Rechner oder ein Server auf einem anderen</translation>
    </message>
    <message>
        <source>Convert the document to RGB, at its own depth; every layer stays, and it can be undone</source>
        <translation>Das Dokument in RGB umwandeln, in seiner eigenen Tiefe; jede Ebene bleibt, und es lässt sich rückgängig machen</translation>
    </message>
    <message>
        <source>What becomes of regions that you gave no hint</source>
        <translation>Was aus Flächen wird, denen du keinen Hinweis gegeben hast</translation>
    </message>
    <message>
        <source>Gaps in the lines up to this wide are closed</source>
        <translation>Lücken in den Linien bis zu dieser Breite werden geschlossen</translation>
    </message>
    <message>
        <source>Which line colours are ink: auto, all, dark, or colours such as #202020, #c03030</source>
        <translation>Welche Linienfarben Tinte sind: auto, all, dark oder Farben wie #202020, #c03030</translation>
    </message>
    <message>
        <source>Which coloured lines are trace lines, which paint covers: auto, none, or colours such as #ff0000</source>
        <translation>Welche farbigen Linien Hilfslinien sind, die Farbe überdeckt: auto, none oder Farben wie #ff0000</translation>
    </message>
    <message>
        <source>Put the lines alone on a layer of their own too, above yours, which stays as it is</source>
        <translation>Auch die Linien allein auf eine eigene Ebene legen, über deine, die bleibt, wie sie ist</translation>
    </message>
    <message>
        <source>How far guessed colours are taken; your hints always count whole</source>
        <translation>Wie weit geratene Farben übernommen werden; deine Hinweise zählen immer ganz</translation>
    </message>
    <message>
        <source>How far regions without a hint are merged to objects: 0 not at all, 100 to few</source>
        <translation>Wie weit Flächen ohne Hinweis zu Gegenständen verbunden werden: 0 gar nicht, 100 zu wenigen</translation>
    </message>
    <message>
        <source>A folder of model sheets, one folder in it for each character; their colours are taken by part</source>
        <translation>Ein Ordner mit Modellblättern, darin ein Ordner für jede Figur; ihre Farben werden teilweise übernommen</translation>
    </message>
    <message>
        <source>Let every new document begin with these settings</source>
        <translation>Jedes neue Dokument mit diesen Einstellungen beginnen lassen</translation>
    </message>
    <message>
        <source>Go back to the settings that celtint comes with, here and in new documents</source>
        <translation>Zurück zu den Einstellungen, mit denen celtint kommt, hier und in neuen Dokumenten</translation>
    </message>
    <message>
        <source>Make a vector layer; draw boxes on it with the rectangle tool</source>
        <translation>Eine Vektorebene anlegen; zeichne darauf Kästen mit dem Rechteckwerkzeug</translation>
    </message>
    <message>
        <source>Put each thing on a layer of its own, whole, with its lines; the line layer is hidden then</source>
        <translation>Jedes Ding auf eine eigene Ebene legen, ganz, mit seinen Linien; die Linienebene wird dann verborgen</translation>
    </message>
    <message>
        <source>Make a picture with a thing in each tagged box, in a new group on top</source>
        <translation>Ein Bild mit einem Ding in jedem beschrifteten Kasten machen, in einer neuen Gruppe ganz oben</translation>
    </message>
    <message>
        <source>Where another scene begins: auto finds out, none, or frames with commas between, such as 14, 31</source>
        <translation>Wo eine andere Szene beginnt: auto findet es heraus, none oder Bildnummern mit Kommas, wie 14, 31</translation>
    </message>
    <message>
        <source>The Python that has celtint, or the folder it is in; empty for the system's own</source>
        <translation>Das Python, das celtint hat, oder der Ordner, in dem es liegt; leer für das des Systems</translation>
    </message>
    <message>
        <source>Put the end of the server's log on the clipboard, for who helps you; nothing of your drawing is in it</source>
        <translation>Das Ende des Serverprotokolls in die Zwischenablage legen, für den, der dir hilft; nichts von deiner Zeichnung steht darin</translation>
    </message>
    <message>
        <source>Doubts</source>
        <translation>Zweifel</translation>
    </message>
    <message>
        <source>The layer or group with your lines; it is never changed</source>
        <translation>Die Ebene oder Gruppe mit deinen Linien; sie wird nie verändert</translation>
    </message>
    <message>
        <source>The layer with your dabs of colour</source>
        <translation>Die Ebene mit deinen Farbtupfern</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Make a hint layer above the others and paint on it</source>
        <translation>Eine Hinweisebene über den anderen anlegen und darauf malen</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Linien</translation>
    </message>
    <message>
        <source>Hints</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Kolorieren</translation>
    </message>
    <message>
        <source>Colour the drawing, on a new layer below the lines</source>
        <translation>Die Zeichnung kolorieren, auf einer neuen Ebene unter den Linien</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Colour again, into the layer that celtint made last</source>
        <translation>Noch einmal kolorieren, in die Ebene, die celtint zuletzt gemacht hat</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop; what is done stays</source>
        <translation>Anhalten; was fertig ist, bleibt</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Mitlaufen</translation>
    </message>
    <message>
        <source>Colour again after each stroke on the hint layer</source>
        <translation>Nach jedem Strich auf der Hinweisebene noch einmal kolorieren</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Flächen</translation>
    </message>
    <message>
        <source>Preview the regions that celtint sees, on a layer of their own</source>
        <translation>Die Flächen, die celtint sieht, auf einer eigenen Ebene zeigen</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>Mark the regions whose colour is a guess, on a layer of their own</source>
        <translation>Die Flächen, deren Farbe geraten ist, auf einer eigenen Ebene markieren</translation>
    </message>
    <message>
        <source>Ink</source>
        <translation>Tinte</translation>
    </message>
    <message>
        <source>Show which lines count as ink, in red, on a layer of their own</source>
        <translation>Zeigen, welche Linien als Tinte zählen, in Rot, auf einer eigenen Ebene</translation>
    </message>
    <message>
        <source>Choose your line layer, paint a few dabs on a hint layer, press Colour.</source>
        <translation>Wähle deine Linienebene, male ein paar Tupfer auf eine Hinweisebene, drücke Kolorieren.</translation>
    </message>
    <message>
        <source>Every layer of a grey document shows as grey, whatever its colours are</source>
        <translation>In einem grauen Dokument erscheint jede Ebene grau, was auch immer ihre Farben sind</translation>
    </message>
    <message>
        <source>This document is grey: colours show as grey in it.</source>
        <translation>Dieses Dokument ist grau: Farben erscheinen darin grau.</translation>
    </message>
    <message>
        <source>Convert to RGB</source>
        <translation>In RGB umwandeln</translation>
    </message>
    <message>
        <source>What the lines are: line art becomes flats, grey keeps its light</source>
        <translation>Was die Linien sind: aus Strichzeichnungen werden Flächenfarben, Graues behält sein Licht</translation>
    </message>
    <message>
        <source>Flats alone, or flats and a shade layer above them</source>
        <translation>Nur Flächenfarben, oder Flächenfarben und darüber eine Schattenebene</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>The line colours that were found, and which of them count as ink</source>
        <translation>Die gefundenen Linienfarben, und welche davon als Tinte zählen</translation>
    </message>
    <message>
        <source>At most so many colours</source>
        <translation>Höchstens so viele Farben</translation>
    </message>
    <message>
        <source>as many as needed</source>
        <translation>so viele wie nötig</translation>
    </message>
    <message>
        <source>The network that guesses</source>
        <translation>Das Netz, das rät</translation>
    </message>
    <message>
        <source>Choose the folder of model sheets</source>
        <translation>Den Ordner mit Modellblättern wählen</translation>
    </message>
    <message>
        <source>Guessed colours are taken from this palette</source>
        <translation>Geratene Farben werden aus dieser Palette genommen</translation>
    </message>
    <message>
        <source>One layer for each colour</source>
        <translation>Eine Ebene für jede Farbe</translation>
    </message>
    <message>
        <source>Put the colours into a group, each on a layer of its own</source>
        <translation>Die Farben in eine Gruppe legen, jede auf eine eigene Ebene</translation>
    </message>
    <message>
        <source>Cast</source>
        <translation>Besetzung</translation>
    </message>
    <message>
        <source>Use for new ones</source>
        <translation>Für neue nehmen</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>The vector layer with boxes round parts of the drawing</source>
        <translation>Die Vektorebene mit Kästen um Teile der Zeichnung</translation>
    </message>
    <message>
        <source>What is in the box</source>
        <translation>Was im Kasten ist</translation>
    </message>
    <message>
        <source>hair, sky …</source>
        <translation>Haar, Himmel …</translation>
    </message>
    <message>
        <source>The colour of what has this tag</source>
        <translation>Die Farbe von allem, was dieses Schild hat</translation>
    </message>
    <message>
        <source>stays empty</source>
        <translation>bleibt leer</translation>
    </message>
    <message>
        <source>What has this tag is paper and gets no colour</source>
        <translation>Was dieses Schild hat, ist Papier und bekommt keine Farbe</translation>
    </message>
    <message>
        <source>Tag selected box</source>
        <translation>Gewählten Kasten beschriften</translation>
    </message>
    <message>
        <source>Name the selected box of the vector layer</source>
        <translation>Den gewählten Kasten der Vektorebene benennen</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Ebene</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Schild</translation>
    </message>
    <message>
        <source>What lies behind the things</source>
        <translation>Was hinter den Dingen liegt</translation>
    </message>
    <message>
        <source>Where the light comes from</source>
        <translation>Woher das Licht kommt</translation>
    </message>
    <message>
        <source>Each number is another picture of the same boxes</source>
        <translation>Jede Zahl ist ein anderes Bild aus denselben Kästen</translation>
    </message>
    <message>
        <source>Another</source>
        <translation>Ein anderes</translation>
    </message>
    <message>
        <source>Make the next number's picture, as a group of its own</source>
        <translation>Das Bild der nächsten Zahl machen, als eigene Gruppe</translation>
    </message>
    <message>
        <source>One layer for each object</source>
        <translation>Eine Ebene für jeden Gegenstand</translation>
    </message>
    <message>
        <source>In the tags' colours</source>
        <translation>In den Farben der Schilder</translation>
    </message>
    <message>
        <source>The main colour of each thing is that of its tag</source>
        <translation>Die Hauptfarbe jedes Dings ist die seines Schildes</translation>
    </message>
    <message>
        <source>Make a picture of the boxes</source>
        <translation>Ein Bild aus den Kästen machen</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Hintergrund</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Licht</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>First frame</source>
        <translation>Erstes Bild</translation>
    </message>
    <message>
        <source>Last frame</source>
        <translation>Letztes Bild</translation>
    </message>
    <message>
        <source>A layer with frames that you coloured yourself; the rest follows them</source>
        <translation>Eine Ebene mit Bildern, die du selbst koloriert hast; die übrigen folgen ihnen</translation>
    </message>
    <message>
        <source>The scenes that were found; write other frames into Cuts if they are wrong</source>
        <translation>Die gefundenen Szenen; schreibe andere Bildnummern in Schnitte, wenn sie falsch sind</translation>
    </message>
    <message>
        <source>Colour frames</source>
        <translation>Bilder kolorieren</translation>
    </message>
    <message>
        <source>Colour every drawing in the range</source>
        <translation>Jede Zeichnung im Bereich kolorieren</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüsselbilder</translation>
    </message>
    <message>
        <source>Cuts</source>
        <translation>Schnitte</translation>
    </message>
    <message>
        <source>python3</source>
        <translation>python3</translation>
    </message>
    <message>
        <source>Address of a server that runs elsewhere; empty for this machine</source>
        <translation>Adresse eines Servers, der anderswo läuft; leer für diesen Rechner</translation>
    </message>
    <message>
        <source>That server's token</source>
        <translation>Die Zugangsmarke dieses Servers</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Keep this and connect</source>
        <translation>Das behalten und verbinden</translation>
    </message>
    <message>
        <source>Copy log</source>
        <translation>Protokoll kopieren</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Marke</translation>
    </message>
    <message>
        <source>Palette</source>
        <translation>Farbpalette</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>Kästen</translation>
    </message>
    <message>
        <source>Picture from boxes</source>
        <translation>Bild aus Kästen</translation>
    </message>
    <message>
        <source>Animation</source>
        <translation>Trickfilm</translation>
    </message>
    <message>
        <source>Engine and server</source>
        <translation>Programm und Server</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>Stil</translation>
    </message>
    <message>
        <source>No hint</source>
        <translation>Ohne Hinweis</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>Lücken</translation>
    </message>
    <message>
        <source>Trace lines</source>
        <translation>Hilfslinien</translation>
    </message>
    <message>
        <source>Line layer</source>
        <translation>Linienebene</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Guess</source>
        <translation>Geratenes</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>The server's own</source>
        <translation>Das des Servers</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>The colour it has is right: it is kept from now on, until you paint a hint there</source>
        <translation>Die Farbe stimmt: sie bleibt von nun an, bis du dort einen Hinweis malst</translation>
    </message>
    <message>
        <source>Give it Krita's foreground colour, which is kept from now on, until you paint a hint there</source>
        <translation>Ihr Kritas Vordergrundfarbe geben, die von nun an bleibt, bis du dort einen Hinweis malst</translation>
    </message>
    <message>
        <source>Go to the next place that celtint isn't sure of, the one that deserves a look most first</source>
        <translation>Zur nächsten Stelle, bei der celtint unsicher ist, die einen Blick am meisten verdient</translation>
    </message>
    <message>
        <source>Forget what you said of such places: celtint guesses them again</source>
        <translation>Vergessen, was du von solchen Stellen gesagt hast: celtint rät sie von neuem</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>What celtint guessed, the largest first; click one to see where it is</source>
        <translation>Was celtint geraten hat, das Größte zuerst; klicke eines an, um zu sehen, wo es ist</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Foreground colour</source>
        <translation>Vordergrundfarbe</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Nächste</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>{0} × {1} px at {2}, {3}</source>
        <translation>{0} × {1} Px bei {2}, {3}</translation>
    </message>
    <message>
        <source>frame {0}</source>
        <translation>Bild {0}</translation>
    </message>
    <message>
        <source>That was all; press Next to begin again.</source>
        <translation>Das war alles; drücke Nächste, um von vorn zu beginnen.</translation>
    </message>
    <message>
        <source>Forgotten; press Update to have them guessed again.</source>
        <translation>Vergessen; drücke Aktualisieren, damit sie neu geraten werden.</translation>
    </message>
    <message>
        <source>celtint is unsure of nothing that it coloured here; press Colour for a new look.</source>
        <translation>celtint ist bei nichts unsicher, was es hier koloriert hat; drücke Kolorieren für einen neuen Blick.</translation>
    </message>
    <message>
        <source>Kept; press Colour frames to see it.</source>
        <translation>Behalten; drücke Bilder kolorieren, um es zu sehen.</translation>
    </message>
    <message>
        <source>Click a row of the list first.</source>
        <translation>Klicke zuerst eine Zeile der Liste an.</translation>
    </message>
    <message>
        <source>That was all that celtint was unsure of.</source>
        <translation>Das war alles, wobei celtint unsicher war.</translation>
    </message>
    <message>
        <source>Frame {0}.</source>
        <translation>Bild {0}.</translation>
    </message>
    <message>
        <source>{0} of {1} to look at, ringed.</source>
        <translation>{0} von {1} anzusehen, umringt.</translation>
    </message>
    <message>
        <source>The active layer</source>
        <translation>Die aktive Ebene</translation>
    </message>
    <message>
        <source>Live: paint on the hint layer.</source>
        <translation>Mitlaufen: male auf die Hinweisebene.</translation>
    </message>
    <message>
        <source>Choose a hint layer, or press New, before switching Live on.</source>
        <translation>Wähle eine Hinweisebene oder drücke Neu, bevor du Mitlaufen einschaltest.</translation>
    </message>
    <message>
        <source>What this colour becomes</source>
        <translation>Was aus dieser Farbe wird</translation>
    </message>
    <message>
        <source>Pick two colours or more first: click one, then others with Ctrl.</source>
        <translation>Wähle zuerst zwei Farben oder mehr: klicke eine an, dann andere mit Strg.</translation>
    </message>
    <message>
        <source>Export the palette</source>
        <translation>Die Palette ausgeben</translation>
    </message>
    <message>
        <source>Import a palette</source>
        <translation>Eine Palette einlesen</translation>
    </message>
    <message>
        <source>Click a colour of the result first; press Colour if there is none.</source>
        <translation>Klicke zuerst eine Farbe des Ergebnisses an; drücke Kolorieren, wenn keine da ist.</translation>
    </message>
    <message>
        <source>Changed.</source>
        <translation>Geändert.</translation>
    </message>
    <message>
        <source>{0} colours changed, {1} named.</source>
        <translation>{0} Farben geändert, {1} benannt.</translation>
    </message>
    <message>
        <source>{0} is no colour of the result.</source>
        <translation>{0} ist keine Farbe des Ergebnisses.</translation>
    </message>
    <message>
        <source>{0} colours became one.</source>
        <translation>Aus {0} Farben wurde eine.</translation>
    </message>
    <message>
        <source>{0}: {1} colours.</source>
        <translation>{0}: {1} Farben.</translation>
    </message>
    <message>
        <source>It becomes Krita's foreground colour, everywhere and on all frames</source>
        <translation>Sie wird zu Kritas Vordergrundfarbe, überall und auf allen Bildern</translation>
    </message>
    <message>
        <source>Pick Krita's foreground colour here: take it from the picture with Ctrl and a click first</source>
        <translation>Kritas Vordergrundfarbe hier wählen: nimm sie vorher mit Strg und einem Klick aus dem Bild</translation>
    </message>
    <message>
        <source>The colours that you picked, with Ctrl and a click, become the one that was clicked last, everywhere</source>
        <translation>Die Farben, die du mit Strg und einem Klick gewählt hast, werden überall zu der zuletzt angeklickten</translation>
    </message>
    <message>
        <source>Write these colours and their names into a palette file (.gpl or .kpl), for the next drawing</source>
        <translation>Diese Farben und ihre Namen in eine Palettendatei (.gpl oder .kpl) schreiben, für die nächste Zeichnung</translation>
    </message>
    <message>
        <source>Read a palette file: colours of a name become what they are in it, those that it has take its names</source>
        <translation>Eine Palettendatei lesen: Farben mit Namen werden, was sie darin sind; solche, die es darin gibt, nehmen deren Namen</translation>
    </message>
    <message>
        <source>The colours of the result; click one to change or name it</source>
        <translation>Die Farben des Ergebnisses; klicke eine an, um sie zu ändern oder zu benennen</translation>
    </message>
    <message>
        <source>A name for this colour, such as skin; it goes into palette files</source>
        <translation>Ein Name für diese Farbe, wie Haut; er kommt in Palettendateien</translation>
    </message>
    <message>
        <source>name of the colour</source>
        <translation>Name der Farbe</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>It becomes a colour that you choose, everywhere</source>
        <translation>Sie wird überall zu einer Farbe, die du wählst</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Ausgeben …</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Einlesen …</translation>
    </message>
    <message>
        <source>celtint: colour the drawing</source>
        <translation>celtint: die Zeichnung kolorieren</translation>
    </message>
    <message>
        <source>celtint: update the colours</source>
        <translation>celtint: die Farben aktualisieren</translation>
    </message>
    <message>
        <source>celtint: new hint layer</source>
        <translation>celtint: neue Hinweisebene</translation>
    </message>
    <message>
        <source>celtint: live on or off</source>
        <translation>celtint: Mitlaufen an oder aus</translation>
    </message>
    <message>
        <source>celtint: make a picture of the boxes</source>
        <translation>celtint: ein Bild aus den Kästen machen</translation>
    </message>
    <message>
        <source>The engine is removed; a server that runs ends by itself.</source>
        <translation>Das Programm ist entfernt; ein laufender Server endet von selbst.</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>Installieren</translation>
    </message>
    <message>
        <source>This copy of the plugin carries no engine; install the zip that “make plugins” builds.</source>
        <translation>Diese Kopie des Plugins enthält kein Programm; installiere das Zip, das „make plugins“ baut.</translation>
    </message>
    <message>
        <source>celtint is being installed; wait or press Cancel.</source>
        <translation>celtint wird gerade installiert; warte oder drücke Abbrechen.</translation>
    </message>
    <message>
        <source>celtint is installed; dab some colour and press Colour.</source>
        <translation>celtint ist installiert; tupfe etwas Farbe auf und drücke Kolorieren.</translation>
    </message>
    <message>
        <source>Fetch Python and install</source>
        <translation>Python holen und installieren</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Reparieren</translation>
    </message>
    <message>
        <source>Cancelled; nothing was installed.</source>
        <translation>Abgebrochen; nichts wurde installiert.</translation>
    </message>
    <message>
        <source>celtint's engine isn't on this machine yet.</source>
        <translation>Das Programm von celtint ist noch nicht auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Install celtint's engine for you alone; nothing else on this machine is changed</source>
        <translation>Das Programm von celtint nur für dich installieren; sonst wird auf diesem Rechner nichts verändert</translation>
    </message>
    <message>
        <source>Install the engine again: repairs what is broken, brings the version that this plugin carries</source>
        <translation>Das Programm noch einmal installieren: repariert, was kaputt ist, bringt die Version dieses Plugins</translation>
    </message>
    <message>
        <source>A folder with the packages' wheels, to install without the internet; empty to fetch them</source>
        <translation>Ein Ordner mit den Wheels der Pakete, um ohne Internet zu installieren; leer, um sie zu holen</translation>
    </message>
    <message>
        <source>celtint's engine does the colouring; it is a program of its own</source>
        <translation>Das Programm von celtint koloriert; es läuft für sich</translation>
    </message>
    <message>
        <source>Stop; what is half done is removed</source>
        <translation>Anhalten; halb Fertiges wird entfernt</translation>
    </message>
    <message>
        <source>How far the installation is</source>
        <translation>Wie weit die Installation ist</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove the engine that was installed from here</source>
        <translation>Das von hier installierte Programm entfernen</translation>
    </message>
    <message>
        <source>from the internet</source>
        <translation>aus dem Internet</translation>
    </message>
    <message>
        <source>Choose the folder of wheels</source>
        <translation>Den Ordner mit Wheels wählen</translation>
    </message>
    <message>
        <source>Wheels</source>
        <translation>Wheel-Ordner</translation>
    </message>
    <message>
        <source>Press Make a picture of the boxes to try again.</source>
        <translation>Drücke Ein Bild aus den Kästen machen, um es noch einmal zu versuchen.</translation>
    </message>
    <message>
        <source>Making a picture …</source>
        <translation>Das Bild entsteht …</translation>
    </message>
    <message>
        <source>There is no box yet; press New beside Layer, draw boxes, tag them, and try again.</source>
        <translation>Es gibt noch keinen Kasten; drücke Neu neben Ebene, zeichne Kästen, beschrifte sie und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>This server makes no pictures of boxes; update it to this plugin's version.</source>
        <translation>Dieser Server macht keine Bilder aus Kästen; bringe ihn auf die Version dieses Plugins.</translation>
    </message>
    <message>
        <source>The document is RGB now; undo brings the grey one back.</source>
        <translation>Das Dokument ist jetzt RGB; Rückgängig bringt das graue zurück.</translation>
    </message>
    <message>
        <source>Press Colour to try again.</source>
        <translation>Drücke Kolorieren, um es noch einmal zu versuchen.</translation>
    </message>
    <message>
        <source>Colouring …</source>
        <translation>Kolorieren …</translation>
    </message>
    <message>
        <source>Paint a dab of colour into each part, then press Colour.</source>
        <translation>Male einen Farbtupfer in jeden Teil, dann drücke Kolorieren.</translation>
    </message>
    <message>
        <source>Draw a box with the rectangle tool, select it, write its name and press Tag selected box.</source>
        <translation>Zeichne einen Kasten mit dem Rechteckwerkzeug, wähle ihn aus, schreibe seinen Namen und drücke Gewählten Kasten beschriften.</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>Nachsehen …</translation>
    </message>
    <message>
        <source>Connecting …</source>
        <translation>Verbinden …</translation>
    </message>
    <message>
        <source>The end of the log is on the clipboard; paste it where you ask for help.</source>
        <translation>Das Ende des Protokolls ist in der Zwischenablage; füge es ein, wo du um Hilfe bittest.</translation>
    </message>
    <message>
        <source>Cancelled; the document is as it was.</source>
        <translation>Abgebrochen; das Dokument ist, wie es war.</translation>
    </message>
    <message>
        <source>Press Install, or say below, under Engine and server, which Python has celtint.</source>
        <translation>Drücke Installieren, oder sage unten, unter Programm und Server, welches Python celtint hat.</translation>
    </message>
    <message>
        <source>celtint has made no layer here yet; press Colour first.</source>
        <translation>celtint hat hier noch keine Ebene gemacht; drücke zuerst Kolorieren.</translation>
    </message>
    <message>
        <source>Write what is in the box first, such as hair.</source>
        <translation>Schreibe zuerst, was im Kasten ist, wie Haar.</translation>
    </message>
    <message>
        <source>No box is selected; click one with the Select Shapes tool first.</source>
        <translation>Kein Kasten ist gewählt; klicke zuerst einen mit dem Werkzeug „Formen auswählen“ an.</translation>
    </message>
    <message>
        <source>These lines count as ink.</source>
        <translation>Diese Linien zählen als Tinte.</translation>
    </message>
    <message>
        <source>These are the regions that celtint sees.</source>
        <translation>Das sind die Flächen, die celtint sieht.</translation>
    </message>
    <message>
        <source>The plugin failed at this; save your work, start Krita again and report it.</source>
        <translation>Daran ist das Plugin gescheitert; speichere deine Arbeit, starte Krita neu und melde es.</translation>
    </message>
    <message>
        <source>{0}: tagged.</source>
        <translation>{0}: beschriftet.</translation>
    </message>
    <message>
        <source>Paint your hints again: those on a grey layer are grey.</source>
        <translation>Male deine Hinweise noch einmal: die auf einer grauen Ebene sind grau.</translation>
    </message>
    <message>
        <source>Waiting; {0} before this.</source>
        <translation>Warten; {0} davor.</translation>
    </message>
    <message>
        <source>Connected; {0} networks.</source>
        <translation>Verbunden; {0} Netze.</translation>
    </message>
    <message>
        <source>New documents begin with these settings.</source>
        <translation>Neue Dokumente beginnen mit diesen Einstellungen.</translation>
    </message>
    <message>
        <source>These are celtint's own settings; new documents begin with them.</source>
        <translation>Das sind die Einstellungen von celtint selbst; neue Dokumente beginnen damit.</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Line art</source>
        <translation>Strichzeichnung</translation>
    </message>
    <message>
        <source>Grey, shaded</source>
        <translation>Grau, schattiert</translation>
    </message>
    <message>
        <source>Flat</source>
        <translation>Flach</translation>
    </message>
    <message>
        <source>Soft: with a shade layer</source>
        <translation>Weich: mit Schattenebene</translation>
    </message>
    <message>
        <source>Leave empty</source>
        <translation>Leer lassen</translation>
    </message>
    <message>
        <source>Mean of the hints</source>
        <translation>Mittel der Hinweise</translation>
    </message>
    <message>
        <source>Network's guess</source>
        <translation>Vorschlag des Netzes</translation>
    </message>
    <message>
        <source>All different</source>
        <translation>Alle verschieden</translation>
    </message>
    <message>
        <source>No line layer</source>
        <translation>Keine Linienebene</translation>
    </message>
    <message>
        <source>As they are</source>
        <translation>Wie sie sind</translation>
    </message>
    <message>
        <source>Without trace lines</source>
        <translation>Ohne Hilfslinien</translation>
    </message>
    <message>
        <source>In the paint's colour</source>
        <translation>In der Farbe daneben</translation>
    </message>
    <message>
        <source>Meadow</source>
        <translation>Wiese</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>Straße</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>Zimmer</translation>
    </message>
    <message>
        <source>Sea</source>
        <translation>Meer</translation>
    </message>
    <message>
        <source>Night sky</source>
        <translation>Nachthimmel</translation>
    </message>
    <message>
        <source>From the left</source>
        <translation>Von links</translation>
    </message>
    <message>
        <source>From the right</source>
        <translation>Von rechts</translation>
    </message>
    <message>
        <source>From above</source>
        <translation>Von oben</translation>
    </message>
    <message>
        <source>From the front</source>
        <translation>Von vorn</translation>
    </message>
    <message>
        <source>UNAUTHORISED</source>
        <translation>Der Server lässt das Plugin nicht ein: die Zugangsmarke fehlt oder stimmt nicht.</translation>
    </message>
    <message>
        <source>VERSION_UNSUPPORTED</source>
        <translation>Plugin und Server haben verschiedene Versionen; aktualisiere das ältere.</translation>
    </message>
    <message>
        <source>BAD_REQUEST</source>
        <translation>Der Server versteht die Anfrage nicht.</translation>
    </message>
    <message>
        <source>MODEL_NOT_FOUND</source>
        <translation>Dieses Netz ist auf dem Server nicht installiert.</translation>
    </message>
    <message>
        <source>BAD_PICTURE</source>
        <translation>Der Server kann das Bild nicht lesen.</translation>
    </message>
    <message>
        <source>TOO_LARGE</source>
        <translation>Das ist größer, als der Server annimmt.</translation>
    </message>
    <message>
        <source>UNKNOWN_PART</source>
        <translation>Dem Server fehlt ein Teil; versuche es noch einmal.</translation>
    </message>
    <message>
        <source>QUEUE_FULL</source>
        <translation>Der Server hat zu viel zu tun; versuche es später noch einmal.</translation>
    </message>
    <message>
        <source>CANCELLED</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>TIMED_OUT</source>
        <translation>Der Server hat zu lange gebraucht.</translation>
    </message>
    <message>
        <source>INTERNAL</source>
        <translation>Der Server ist gescheitert; sein Protokoll sagt, warum.</translation>
    </message>
</context>
</TS>
