<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr">
<context>
    <name>celtint</name>
    <message>
        <source>Open a document with your drawing first.</source>
        <translation>Ouvrez d'abord un document avec votre dessin.</translation>
    </message>
    <message>
        <source>The palette {0} is no longer there; choose another.</source>
        <translation>La palette {0} n'est plus là ; choisissez-en une autre.</translation>
    </message>
    <message>
        <source>celtint doesn't know how this Krita keeps layers; update the plugin.</source>
        <translation>celtint ne sait pas comment ce Krita range ses calques ; mettez le greffon à jour.</translation>
    </message>
    <message>
        <source>The frames can't be written to the temporary folder; make room on the disk.</source>
        <translation>Les images ne peuvent pas être écrites dans le dossier temporaire ; faites de la place sur le disque.</translation>
    </message>
    <message>
        <source>Krita can't convert it; try Image, Convert Image Color Space.</source>
        <translation>Krita ne peut pas le convertir ; essayez Image, Convertir l'espace de couleurs de l'image.</translation>
    </message>
    <message>
        <source>The layer is no longer there; choose another.</source>
        <translation>Le calque n'est plus là ; choisissez-en un autre.</translation>
    </message>
    <message>
        <source>Choose the vector layer with your boxes first, or press New box layer.</source>
        <translation>Choisissez d'abord le calque vectoriel de vos boîtes, ou appuyez sur Nouveau à côté.</translation>
    </message>
    <message>
        <source>celtint's layer is gone; press Colour for a new one.</source>
        <translation>Le calque de celtint a disparu ; appuyez sur Colorier pour en avoir un nouveau.</translation>
    </message>
    <message>
        <source>{0} holds no pixels; choose a paint layer or a group.</source>
        <translation>{0} ne contient pas de pixels ; choisissez un calque de peinture ou un groupe.</translation>
    </message>
    <message>
        <source>{0} is no vector layer; boxes are drawn on one.</source>
        <translation>{0} n'est pas un calque vectoriel ; les boîtes se dessinent sur un tel calque.</translation>
    </message>
    <message>
        <source>{0} is locked; unlock it or press Colour for a new layer.</source>
        <translation>{0} est verrouillé ; déverrouillez-le ou appuyez sur Colorier pour un nouveau calque.</translation>
    </message>
    <message>
        <source>{0} can't be read as RGB; convert it to RGB first.</source>
        <translation>{0} ne peut pas être lu en RVB ; convertissez-le d'abord en RVB.</translation>
    </message>
    <message>
        <source>Krita can't read the coloured frames back; make room on the disk and try again.</source>
        <translation>Krita ne peut pas relire les images coloriées ; faites de la place sur le disque et réessayez.</translation>
    </message>
    <message>
        <source>Live needs Krita's History docker; switch it on in Krita's settings, or press Update.</source>
        <translation>Le mode En direct a besoin du panneau Historique de Krita ; activez-le dans les réglages de Krita, ou appuyez sur Mettre à jour.</translation>
    </message>
    <message>
        <source>There is no coloured layer here yet; press Colour first.</source>
        <translation>Il n'y a pas encore de calque colorié ici ; appuyez d'abord sur Colorier.</translation>
    </message>
    <message>
        <source>The server can't take that; update it to this plugin's version.</source>
        <translation>Le serveur ne comprend pas cela ; mettez-le à la version de ce greffon.</translation>
    </message>
    <message>
        <source>That layer was made by celtint; choose the layer with your lines.</source>
        <translation>Ce calque a été fait par celtint ; choisissez le calque de vos traits.</translation>
    </message>
    <message>
        <source>The paint on the hint layer is less than half opaque; paint hints more opaquely.</source>
        <translation>La peinture du calque d'indications est opaque à moins de moitié ; peignez plus opaque.</translation>
    </message>
    <message>
        <source>The document is grey and shows colours as grey; press Convert to RGB to see them.</source>
        <translation>Le document est gris et montre les couleurs en gris ; appuyez sur Convertir en RVB pour les voir.</translation>
    </message>
    <message>
        <source>The hint layer is a grey one, so its hints are grey; paint them on a new hint layer.</source>
        <translation>Le calque d'indications est gris, donc ses indications sont grises ; peignez-les sur un nouveau calque d'indications.</translation>
    </message>
    <message>
        <source>The document was closed meanwhile; open it and press Colour again.</source>
        <translation>Le document a été fermé entre-temps ; ouvrez-le et appuyez de nouveau sur Colorier.</translation>
    </message>
    <message>
        <source>The line layer was removed meanwhile; choose another and press Colour again.</source>
        <translation>Le calque de traits a été supprimé entre-temps ; choisissez-en un autre et appuyez de nouveau sur Colorier.</translation>
    </message>
    <message>
        <source>The document's size was changed meanwhile; press Colour again.</source>
        <translation>La taille du document a changé entre-temps ; appuyez de nouveau sur Colorier.</translation>
    </message>
    <message>
        <source>The document was closed meanwhile; open it and make the picture again.</source>
        <translation>Le document a été fermé entre-temps ; ouvrez-le et refaites l'image.</translation>
    </message>
    <message>
        <source>The document's size was changed meanwhile; make the picture again.</source>
        <translation>La taille du document a changé entre-temps ; refaites l'image.</translation>
    </message>
    <message>
        <source>The layer {0} is empty; draw your lines on it first.</source>
        <translation>Le calque {0} est vide ; dessinez-y d'abord vos traits.</translation>
    </message>
    <message>
        <source>The layer {0} is white all over; choose the layer with your lines.</source>
        <translation>Le calque {0} est entièrement blanc ; choisissez le calque de vos traits.</translation>
    </message>
    <message>
        <source>{0} can't be written ({1}); choose another folder.</source>
        <translation>{0} ne peut pas être écrit ({1}) ; choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>{0} is no palette; choose a .gpl or .kpl file, as Krita writes them.</source>
        <translation>{0} n'est pas une palette ; choisissez un fichier .gpl ou .kpl, comme Krita les écrit.</translation>
    </message>
    <message>
        <source>{0} can't be read ({1}); choose another file.</source>
        <translation>{0} ne peut pas être lu ({1}) ; choisissez un autre fichier.</translation>
    </message>
    <message>
        <source>The server sent no picture; update it to this plugin's version.</source>
        <translation>Le serveur n'a pas envoyé d'image ; mettez-le à la version de ce greffon.</translation>
    </message>
    <message>
        <source>This drawing has no lines to tell apart; it was taken for a grey picture.</source>
        <translation>Ce dessin n'a pas de traits à distinguer ; il a été pris pour une image grise.</translation>
    </message>
    <message>
        <source>The server sent no outlines; update it to this plugin's version.</source>
        <translation>Le serveur n'a pas envoyé de contours ; mettez-le à la version de ce greffon.</translation>
    </message>
    <message>
        <source>Made a picture of {0} boxes; its hints are on a hidden layer.</source>
        <translation>Une image de {0} boîtes est faite ; ses indications sont sur un calque caché.</translation>
    </message>
    <message>
        <source>{0} is {1} here</source>
        <translation>{0} est ici {1}</translation>
    </message>
    <message>
        <source>Drawn after {0}.</source>
        <translation>Dessiné d'après {0}.</translation>
    </message>
    <message>
        <source>Coloured {0} regions, {1} of them as you said.</source>
        <translation>{0} régions coloriées, dont {1} comme vous l'avez dit.</translation>
    </message>
    <message>
        <source>Coloured {0} regions, {1} of them as you said; unsure of {2}.</source>
        <translation>{0} régions coloriées, dont {1} comme vous l'avez dit ; {2} incertaines.</translation>
    </message>
    <message>
        <source>Coloured {0} drawings.</source>
        <translation>{0} dessins coloriés.</translation>
    </message>
    <message>
        <source>celtint is still at work; wait or press Cancel.</source>
        <translation>celtint travaille encore ; attendez ou appuyez sur Annuler.</translation>
    </message>
    <message>
        <source>The line layer has no frames; choose an animated layer.</source>
        <translation>Le calque de traits n'a pas d'images ; choisissez un calque animé.</translation>
    </message>
    <message>
        <source>The range ends before it begins; choose the first and the last frame.</source>
        <translation>La plage finit avant de commencer ; choisissez la première et la dernière image.</translation>
    </message>
    <message>
        <source>Drawing {0} of {1} …</source>
        <translation>Dessin {0} sur {1} …</translation>
    </message>
    <message>
        <source>Stopped; {0} drawings are coloured.</source>
        <translation>Arrêté ; {0} dessins sont coloriés.</translation>
    </message>
    <message>
        <source>Drawing 1 of {0} …</source>
        <translation>Dessin 1 sur {0} …</translation>
    </message>
    <message>
        <source>There is no drawing between frames {0} and {1}.</source>
        <translation>Il n'y a pas de dessin entre les images {0} et {1}.</translation>
    </message>
    <message>
        <source>What celtint guessed and somebody should look at</source>
        <translation>Ce que celtint a deviné et que quelqu'un devrait regarder</translation>
    </message>
    <message>
        <source>The colours of the result: change and name them, everywhere</source>
        <translation>Les couleurs du résultat : les changer et les nommer, partout</translation>
    </message>
    <message>
        <source>What the drawing is, how openings are closed, what becomes of parts without a hint</source>
        <translation>Ce qu'est le dessin, comment les ouvertures se ferment, ce que deviennent les parties sans indication</translation>
    </message>
    <message>
        <source>Boxes that say what is in them, or that something stays empty</source>
        <translation>Des boîtes qui disent ce qu'elles contiennent, ou que quelque chose reste vide</translation>
    </message>
    <message>
        <source>A picture with things in the boxes, each what its tag says</source>
        <translation>Une image avec des choses dans les boîtes, chacune selon son étiquette</translation>
    </message>
    <message>
        <source>Every drawing of an animation, one after the other</source>
        <translation>Chaque dessin d'une animation, l'un après l'autre</translation>
    </message>
    <message>
        <source>The engine on this machine, or a server on another</source>
        <translation>Le moteur sur cette machine, ou un serveur sur une autre</translation>
    </message>
    <message>
        <source>Convert the document to RGB, at its own depth; every layer stays, and it can be undone</source>
        <translation>Convertir le document en RVB, à sa propre profondeur ; chaque calque reste, et cela s'annule</translation>
    </message>
    <message>
        <source>What becomes of regions that you gave no hint</source>
        <translation>Ce que deviennent les régions sans indication de votre part</translation>
    </message>
    <message>
        <source>Gaps in the lines up to this wide are closed</source>
        <translation>Les trous dans les traits jusqu'à cette largeur sont fermés</translation>
    </message>
    <message>
        <source>Which line colours are ink: auto, all, dark, or colours such as #202020, #c03030</source>
        <translation>Quelles couleurs de trait sont de l'encre : auto, all, dark, ou des couleurs comme #202020, #c03030</translation>
    </message>
    <message>
        <source>Which coloured lines are trace lines, which paint covers: auto, none, or colours such as #ff0000</source>
        <translation>Quels traits colorés sont des traits de repère, que la peinture recouvre : auto, none, ou des couleurs comme #ff0000</translation>
    </message>
    <message>
        <source>Put the lines alone on a layer of their own too, above yours, which stays as it is</source>
        <translation>Mettre aussi les traits seuls sur un calque à eux, au-dessus du vôtre, qui reste comme il est</translation>
    </message>
    <message>
        <source>How far guessed colours are taken; your hints always count whole</source>
        <translation>Jusqu'où les couleurs devinées sont prises ; vos indications comptent toujours entièrement</translation>
    </message>
    <message>
        <source>How far regions without a hint are merged to objects: 0 not at all, 100 to few</source>
        <translation>Jusqu'où les régions sans indication sont réunies en objets : 0 pas du tout, 100 en très peu</translation>
    </message>
    <message>
        <source>A folder of model sheets, one folder in it for each character; their colours are taken by part</source>
        <translation>Un dossier de feuilles de modèle, avec un dossier par personnage ; leurs couleurs sont prises par partie</translation>
    </message>
    <message>
        <source>Let every new document begin with these settings</source>
        <translation>Faire commencer chaque nouveau document avec ces réglages</translation>
    </message>
    <message>
        <source>Go back to the settings that celtint comes with, here and in new documents</source>
        <translation>Revenir aux réglages d'origine de celtint, ici et dans les nouveaux documents</translation>
    </message>
    <message>
        <source>Make a vector layer; draw boxes on it with the rectangle tool</source>
        <translation>Créer un calque vectoriel ; dessinez-y des boîtes avec l'outil rectangle</translation>
    </message>
    <message>
        <source>Put each thing on a layer of its own, whole, with its lines; the line layer is hidden then</source>
        <translation>Mettre chaque chose sur un calque à elle, entière, avec ses traits ; le calque de traits est alors caché</translation>
    </message>
    <message>
        <source>Make a picture with a thing in each tagged box, in a new group on top</source>
        <translation>Faire une image avec une chose dans chaque boîte étiquetée, dans un nouveau groupe tout en haut</translation>
    </message>
    <message>
        <source>Where another scene begins: auto finds out, none, or frames with commas between, such as 14, 31</source>
        <translation>Où commence une autre scène : auto le trouve, none, ou des images séparées par des virgules, comme 14, 31</translation>
    </message>
    <message>
        <source>The Python that has celtint, or the folder it is in; empty for the system's own</source>
        <translation>Le Python qui a celtint, ou son dossier ; vide pour celui du système</translation>
    </message>
    <message>
        <source>Put the end of the server's log on the clipboard, for who helps you; nothing of your drawing is in it</source>
        <translation>Mettre la fin du journal du serveur dans le presse-papiers, pour qui vous aide ; rien de votre dessin n'y est</translation>
    </message>
    <message>
        <source>Doubts</source>
        <translation>Doutes</translation>
    </message>
    <message>
        <source>The layer or group with your lines; it is never changed</source>
        <translation>Le calque ou le groupe de vos traits ; il n'est jamais modifié</translation>
    </message>
    <message>
        <source>The layer with your dabs of colour</source>
        <translation>Le calque de vos touches de couleur</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nouveau</translation>
    </message>
    <message>
        <source>Make a hint layer above the others and paint on it</source>
        <translation>Créer un calque d'indications au-dessus des autres et y peindre</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Traits</translation>
    </message>
    <message>
        <source>Hints</source>
        <translation>Indications</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Colorier</translation>
    </message>
    <message>
        <source>Colour the drawing, on a new layer below the lines</source>
        <translation>Colorier le dessin, sur un nouveau calque sous les traits</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Mettre à jour</translation>
    </message>
    <message>
        <source>Colour again, into the layer that celtint made last</source>
        <translation>Colorier de nouveau, dans le dernier calque fait par celtint</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Stop; what is done stays</source>
        <translation>Arrêter ; ce qui est fait reste</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>En direct</translation>
    </message>
    <message>
        <source>Colour again after each stroke on the hint layer</source>
        <translation>Colorier de nouveau après chaque trait sur le calque d'indications</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Régions</translation>
    </message>
    <message>
        <source>Preview the regions that celtint sees, on a layer of their own</source>
        <translation>Montrer les régions que voit celtint, sur un calque à part</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Incertain</translation>
    </message>
    <message>
        <source>Mark the regions whose colour is a guess, on a layer of their own</source>
        <translation>Marquer les régions dont la couleur est devinée, sur un calque à part</translation>
    </message>
    <message>
        <source>Ink</source>
        <translation>Encre</translation>
    </message>
    <message>
        <source>Show which lines count as ink, in red, on a layer of their own</source>
        <translation>Montrer quels traits comptent comme encre, en rouge, sur un calque à part</translation>
    </message>
    <message>
        <source>Choose your line layer, paint a few dabs on a hint layer, press Colour.</source>
        <translation>Choisissez votre calque de traits, peignez quelques touches sur un calque d'indications, appuyez sur Colorier.</translation>
    </message>
    <message>
        <source>Every layer of a grey document shows as grey, whatever its colours are</source>
        <translation>Chaque calque d'un document gris paraît gris, quelles que soient ses couleurs</translation>
    </message>
    <message>
        <source>This document is grey: colours show as grey in it.</source>
        <translation>Ce document est gris : les couleurs y paraissent grises.</translation>
    </message>
    <message>
        <source>Convert to RGB</source>
        <translation>Convertir en RVB</translation>
    </message>
    <message>
        <source>What the lines are: line art becomes flats, grey keeps its light</source>
        <translation>Ce que sont les traits : le dessin au trait devient des aplats, le gris garde sa lumière</translation>
    </message>
    <message>
        <source>Flats alone, or flats and a shade layer above them</source>
        <translation>Des aplats seuls, ou des aplats et un calque d'ombre au-dessus</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatique</translation>
    </message>
    <message>
        <source>The line colours that were found, and which of them count as ink</source>
        <translation>Les couleurs de trait trouvées, et lesquelles comptent comme encre</translation>
    </message>
    <message>
        <source>At most so many colours</source>
        <translation>Au plus autant de couleurs</translation>
    </message>
    <message>
        <source>as many as needed</source>
        <translation>autant qu'il faut</translation>
    </message>
    <message>
        <source>The network that guesses</source>
        <translation>Le réseau qui devine</translation>
    </message>
    <message>
        <source>Choose the folder of model sheets</source>
        <translation>Choisir le dossier de feuilles de modèle</translation>
    </message>
    <message>
        <source>Guessed colours are taken from this palette</source>
        <translation>Les couleurs devinées sont prises dans cette palette</translation>
    </message>
    <message>
        <source>One layer for each colour</source>
        <translation>Un calque par couleur</translation>
    </message>
    <message>
        <source>Put the colours into a group, each on a layer of its own</source>
        <translation>Mettre les couleurs dans un groupe, chacune sur un calque à elle</translation>
    </message>
    <message>
        <source>Cast</source>
        <translation>Distribution</translation>
    </message>
    <message>
        <source>Use for new ones</source>
        <translation>Pour les nouveaux</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Réinitialiser</translation>
    </message>
    <message>
        <source>The vector layer with boxes round parts of the drawing</source>
        <translation>Le calque vectoriel des boîtes autour de parties du dessin</translation>
    </message>
    <message>
        <source>What is in the box</source>
        <translation>Ce qu'il y a dans la boîte</translation>
    </message>
    <message>
        <source>hair, sky …</source>
        <translation>cheveux, ciel …</translation>
    </message>
    <message>
        <source>The colour of what has this tag</source>
        <translation>La couleur de ce qui porte cette étiquette</translation>
    </message>
    <message>
        <source>stays empty</source>
        <translation>reste vide</translation>
    </message>
    <message>
        <source>What has this tag is paper and gets no colour</source>
        <translation>Ce qui porte cette étiquette est du papier et ne reçoit pas de couleur</translation>
    </message>
    <message>
        <source>Tag selected box</source>
        <translation>Étiqueter la boîte choisie</translation>
    </message>
    <message>
        <source>Name the selected box of the vector layer</source>
        <translation>Nommer la boîte choisie du calque vectoriel</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Calque</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Étiquette</translation>
    </message>
    <message>
        <source>What lies behind the things</source>
        <translation>Ce qu'il y a derrière les choses</translation>
    </message>
    <message>
        <source>Where the light comes from</source>
        <translation>D'où vient la lumière</translation>
    </message>
    <message>
        <source>Each number is another picture of the same boxes</source>
        <translation>Chaque nombre est une autre image des mêmes boîtes</translation>
    </message>
    <message>
        <source>Another</source>
        <translation>Une autre</translation>
    </message>
    <message>
        <source>Make the next number's picture, as a group of its own</source>
        <translation>Faire l'image du nombre suivant, dans un groupe à elle</translation>
    </message>
    <message>
        <source>One layer for each object</source>
        <translation>Un calque par objet</translation>
    </message>
    <message>
        <source>In the tags' colours</source>
        <translation>Aux couleurs des étiquettes</translation>
    </message>
    <message>
        <source>The main colour of each thing is that of its tag</source>
        <translation>La couleur principale de chaque chose est celle de son étiquette</translation>
    </message>
    <message>
        <source>Make a picture of the boxes</source>
        <translation>Faire une image des boîtes</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Arrière-plan</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Lumière</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Dessin</translation>
    </message>
    <message>
        <source>First frame</source>
        <translation>Première image</translation>
    </message>
    <message>
        <source>Last frame</source>
        <translation>Dernière image</translation>
    </message>
    <message>
        <source>A layer with frames that you coloured yourself; the rest follows them</source>
        <translation>Un calque avec des images que vous avez coloriées ; les autres les suivent</translation>
    </message>
    <message>
        <source>The scenes that were found; write other frames into Cuts if they are wrong</source>
        <translation>Les scènes trouvées ; écrivez d'autres images dans Coupes si elles sont fausses</translation>
    </message>
    <message>
        <source>Colour frames</source>
        <translation>Colorier les images</translation>
    </message>
    <message>
        <source>Colour every drawing in the range</source>
        <translation>Colorier chaque dessin de la plage</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Images</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Clés</translation>
    </message>
    <message>
        <source>Cuts</source>
        <translation>Coupes</translation>
    </message>
    <message>
        <source>python3</source>
        <translation>python3</translation>
    </message>
    <message>
        <source>Address of a server that runs elsewhere; empty for this machine</source>
        <translation>Adresse d'un serveur qui tourne ailleurs ; vide pour cette machine</translation>
    </message>
    <message>
        <source>That server's token</source>
        <translation>Le jeton de ce serveur</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Connecter</translation>
    </message>
    <message>
        <source>Keep this and connect</source>
        <translation>Garder cela et connecter</translation>
    </message>
    <message>
        <source>Copy log</source>
        <translation>Copier le journal</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Moteur</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Jeton</translation>
    </message>
    <message>
        <source>Palette</source>
        <translation>Nuancier</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>Boîtes</translation>
    </message>
    <message>
        <source>Picture from boxes</source>
        <translation>Image des boîtes</translation>
    </message>
    <message>
        <source>Animation</source>
        <translation>Film animé</translation>
    </message>
    <message>
        <source>Engine and server</source>
        <translation>Moteur et serveur</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Genre</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>Rendu</translation>
    </message>
    <message>
        <source>No hint</source>
        <translation>Sans indication</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>Trous</translation>
    </message>
    <message>
        <source>Trace lines</source>
        <translation>Traits de repère</translation>
    </message>
    <message>
        <source>Line layer</source>
        <translation>Calque de traits</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Couleurs</translation>
    </message>
    <message>
        <source>Guess</source>
        <translation>Deviné</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Réunir</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Réseau</translation>
    </message>
    <message>
        <source>to</source>
        <translation>à</translation>
    </message>
    <message>
        <source>The server's own</source>
        <translation>Celui du serveur</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucun</translation>
    </message>
    <message>
        <source>The colour it has is right: it is kept from now on, until you paint a hint there</source>
        <translation>Sa couleur est juste : elle est gardée désormais, jusqu'à ce que vous y peigniez une indication</translation>
    </message>
    <message>
        <source>Give it Krita's foreground colour, which is kept from now on, until you paint a hint there</source>
        <translation>Lui donner la couleur de premier plan de Krita, gardée désormais, jusqu'à ce que vous y peigniez une indication</translation>
    </message>
    <message>
        <source>Go to the next place that celtint isn't sure of, the one that deserves a look most first</source>
        <translation>Aller au prochain endroit dont celtint n'est pas sûr, celui qui mérite le plus un regard d'abord</translation>
    </message>
    <message>
        <source>Forget what you said of such places: celtint guesses them again</source>
        <translation>Oublier ce que vous avez dit de ces endroits : celtint les devine de nouveau</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>vide</translation>
    </message>
    <message>
        <source>What celtint guessed, the largest first; click one to see where it is</source>
        <translation>Ce que celtint a deviné, le plus grand d'abord ; cliquez pour voir où c'est</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Garder</translation>
    </message>
    <message>
        <source>Foreground colour</source>
        <translation>Couleur de premier plan</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Oublier</translation>
    </message>
    <message>
        <source>{0} × {1} px at {2}, {3}</source>
        <translation>{0} × {1} px en {2}, {3}</translation>
    </message>
    <message>
        <source>frame {0}</source>
        <translation>image {0}</translation>
    </message>
    <message>
        <source>That was all; press Next to begin again.</source>
        <translation>C'était tout ; appuyez sur Suivant pour recommencer.</translation>
    </message>
    <message>
        <source>Forgotten; press Update to have them guessed again.</source>
        <translation>Oublié ; appuyez sur Mettre à jour pour les faire deviner de nouveau.</translation>
    </message>
    <message>
        <source>celtint is unsure of nothing that it coloured here; press Colour for a new look.</source>
        <translation>celtint ne doute de rien de ce qu'il a colorié ici ; appuyez sur Colorier pour un nouveau regard.</translation>
    </message>
    <message>
        <source>Kept; press Colour frames to see it.</source>
        <translation>Gardé ; appuyez sur Colorier les images pour le voir.</translation>
    </message>
    <message>
        <source>Click a row of the list first.</source>
        <translation>Cliquez d'abord sur une ligne de la liste.</translation>
    </message>
    <message>
        <source>That was all that celtint was unsure of.</source>
        <translation>C'était tout ce dont celtint doutait.</translation>
    </message>
    <message>
        <source>Frame {0}.</source>
        <translation>Image {0}.</translation>
    </message>
    <message>
        <source>{0} of {1} to look at, ringed.</source>
        <translation>{0} sur {1} à regarder, entouré.</translation>
    </message>
    <message>
        <source>The active layer</source>
        <translation>Le calque actif</translation>
    </message>
    <message>
        <source>Live: paint on the hint layer.</source>
        <translation>En direct : peignez sur le calque d'indications.</translation>
    </message>
    <message>
        <source>Choose a hint layer, or press New, before switching Live on.</source>
        <translation>Choisissez un calque d'indications, ou appuyez sur Nouveau, avant d'activer En direct.</translation>
    </message>
    <message>
        <source>What this colour becomes</source>
        <translation>Ce que devient cette couleur</translation>
    </message>
    <message>
        <source>Pick two colours or more first: click one, then others with Ctrl.</source>
        <translation>Choisissez d'abord deux couleurs ou plus : cliquez sur une, puis sur d'autres avec Ctrl.</translation>
    </message>
    <message>
        <source>Export the palette</source>
        <translation>Exporter la palette</translation>
    </message>
    <message>
        <source>Import a palette</source>
        <translation>Importer une palette</translation>
    </message>
    <message>
        <source>Click a colour of the result first; press Colour if there is none.</source>
        <translation>Cliquez d'abord sur une couleur du résultat ; appuyez sur Colorier s'il n'y en a pas.</translation>
    </message>
    <message>
        <source>Changed.</source>
        <translation>Changé.</translation>
    </message>
    <message>
        <source>{0} colours changed, {1} named.</source>
        <translation>{0} couleurs changées, {1} nommées.</translation>
    </message>
    <message>
        <source>{0} is no colour of the result.</source>
        <translation>{0} n'est pas une couleur du résultat.</translation>
    </message>
    <message>
        <source>{0} colours became one.</source>
        <translation>{0} couleurs n'en font plus qu'une.</translation>
    </message>
    <message>
        <source>{0}: {1} colours.</source>
        <translation>{0} : {1} couleurs.</translation>
    </message>
    <message>
        <source>It becomes Krita's foreground colour, everywhere and on all frames</source>
        <translation>Elle devient la couleur de premier plan de Krita, partout et sur toutes les images</translation>
    </message>
    <message>
        <source>Pick Krita's foreground colour here: take it from the picture with Ctrl and a click first</source>
        <translation>Choisir ici la couleur de premier plan de Krita : prenez-la d'abord dans l'image avec Ctrl et un clic</translation>
    </message>
    <message>
        <source>The colours that you picked, with Ctrl and a click, become the one that was clicked last, everywhere</source>
        <translation>Les couleurs choisies, avec Ctrl et un clic, deviennent partout celle qui a été cliquée en dernier</translation>
    </message>
    <message>
        <source>Write these colours and their names into a palette file (.gpl or .kpl), for the next drawing</source>
        <translation>Écrire ces couleurs et leurs noms dans un fichier de palette (.gpl ou .kpl), pour le prochain dessin</translation>
    </message>
    <message>
        <source>Read a palette file: colours of a name become what they are in it, those that it has take its names</source>
        <translation>Lire un fichier de palette : les couleurs nommées deviennent ce qu'elles y sont, celles qu'il contient prennent ses noms</translation>
    </message>
    <message>
        <source>The colours of the result; click one to change or name it</source>
        <translation>Les couleurs du résultat ; cliquez sur une pour la changer ou la nommer</translation>
    </message>
    <message>
        <source>A name for this colour, such as skin; it goes into palette files</source>
        <translation>Un nom pour cette couleur, comme peau ; il va dans les fichiers de palette</translation>
    </message>
    <message>
        <source>name of the colour</source>
        <translation>nom de la couleur</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>It becomes a colour that you choose, everywhere</source>
        <translation>Elle devient partout une couleur que vous choisissez</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Trouver</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importer…</translation>
    </message>
    <message>
        <source>celtint: colour the drawing</source>
        <translation>celtint : colorier le dessin</translation>
    </message>
    <message>
        <source>celtint: update the colours</source>
        <translation>celtint : mettre les couleurs à jour</translation>
    </message>
    <message>
        <source>celtint: new hint layer</source>
        <translation>celtint : nouveau calque d'indications</translation>
    </message>
    <message>
        <source>celtint: live on or off</source>
        <translation>celtint : en direct ou non</translation>
    </message>
    <message>
        <source>celtint: make a picture of the boxes</source>
        <translation>celtint : faire une image des boîtes</translation>
    </message>
    <message>
        <source>The engine is removed; a server that runs ends by itself.</source>
        <translation>Le moteur est retiré ; un serveur en marche finit de lui-même.</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>Installer</translation>
    </message>
    <message>
        <source>This copy of the plugin carries no engine; install the zip that “make plugins” builds.</source>
        <translation>Cette copie du greffon ne contient pas de moteur ; installez le zip que « make plugins » construit.</translation>
    </message>
    <message>
        <source>celtint is being installed; wait or press Cancel.</source>
        <translation>celtint est en cours d'installation ; attendez ou appuyez sur Annuler.</translation>
    </message>
    <message>
        <source>celtint is installed; dab some colour and press Colour.</source>
        <translation>celtint est installé ; posez un peu de couleur et appuyez sur Colorier.</translation>
    </message>
    <message>
        <source>Fetch Python and install</source>
        <translation>Chercher Python et installer</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Réparer</translation>
    </message>
    <message>
        <source>Cancelled; nothing was installed.</source>
        <translation>Annulé ; rien n'a été installé.</translation>
    </message>
    <message>
        <source>celtint's engine isn't on this machine yet.</source>
        <translation>Le moteur de celtint n'est pas encore sur cette machine.</translation>
    </message>
    <message>
        <source>Install celtint's engine for you alone; nothing else on this machine is changed</source>
        <translation>Installer le moteur de celtint pour vous seul ; rien d'autre n'est changé sur cette machine</translation>
    </message>
    <message>
        <source>Install the engine again: repairs what is broken, brings the version that this plugin carries</source>
        <translation>Installer le moteur de nouveau : répare ce qui est cassé, apporte la version de ce greffon</translation>
    </message>
    <message>
        <source>A folder with the packages' wheels, to install without the internet; empty to fetch them</source>
        <translation>Un dossier avec les wheels des paquets, pour installer sans internet ; vide pour les chercher</translation>
    </message>
    <message>
        <source>celtint's engine does the colouring; it is a program of its own</source>
        <translation>C'est le moteur de celtint qui colorie ; c'est un programme à part</translation>
    </message>
    <message>
        <source>Stop; what is half done is removed</source>
        <translation>Arrêter ; ce qui est à moitié fait est supprimé</translation>
    </message>
    <message>
        <source>How far the installation is</source>
        <translation>Où en est l'installation</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Remove the engine that was installed from here</source>
        <translation>Retirer le moteur installé d'ici</translation>
    </message>
    <message>
        <source>from the internet</source>
        <translation>depuis internet</translation>
    </message>
    <message>
        <source>Choose the folder of wheels</source>
        <translation>Choisir le dossier de wheels</translation>
    </message>
    <message>
        <source>Wheels</source>
        <translation>Dossier de wheels</translation>
    </message>
    <message>
        <source>Press Make a picture of the boxes to try again.</source>
        <translation>Appuyez sur Faire une image des boîtes pour réessayer.</translation>
    </message>
    <message>
        <source>Making a picture …</source>
        <translation>L'image se fait …</translation>
    </message>
    <message>
        <source>There is no box yet; press New beside Layer, draw boxes, tag them, and try again.</source>
        <translation>Il n'y a pas encore de boîte ; appuyez sur Nouveau à côté de Calque, dessinez des boîtes, étiquetez-les et réessayez.</translation>
    </message>
    <message>
        <source>This server makes no pictures of boxes; update it to this plugin's version.</source>
        <translation>Ce serveur ne fait pas d'images de boîtes ; mettez-le à la version de ce greffon.</translation>
    </message>
    <message>
        <source>The document is RGB now; undo brings the grey one back.</source>
        <translation>Le document est maintenant en RVB ; annuler ramène le gris.</translation>
    </message>
    <message>
        <source>Press Colour to try again.</source>
        <translation>Appuyez sur Colorier pour réessayer.</translation>
    </message>
    <message>
        <source>Colouring …</source>
        <translation>Coloriage …</translation>
    </message>
    <message>
        <source>Paint a dab of colour into each part, then press Colour.</source>
        <translation>Peignez une touche de couleur dans chaque partie, puis appuyez sur Colorier.</translation>
    </message>
    <message>
        <source>Draw a box with the rectangle tool, select it, write its name and press Tag selected box.</source>
        <translation>Dessinez une boîte avec l'outil rectangle, sélectionnez-la, écrivez son nom et appuyez sur Étiqueter la boîte choisie.</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>Examen …</translation>
    </message>
    <message>
        <source>Connecting …</source>
        <translation>Connexion …</translation>
    </message>
    <message>
        <source>The end of the log is on the clipboard; paste it where you ask for help.</source>
        <translation>La fin du journal est dans le presse-papiers ; collez-la là où vous demandez de l'aide.</translation>
    </message>
    <message>
        <source>Cancelled; the document is as it was.</source>
        <translation>Annulé ; le document est comme il était.</translation>
    </message>
    <message>
        <source>Press Install, or say below, under Engine and server, which Python has celtint.</source>
        <translation>Appuyez sur Installer, ou dites plus bas, sous Moteur et serveur, quel Python a celtint.</translation>
    </message>
    <message>
        <source>celtint has made no layer here yet; press Colour first.</source>
        <translation>celtint n'a pas encore fait de calque ici ; appuyez d'abord sur Colorier.</translation>
    </message>
    <message>
        <source>Write what is in the box first, such as hair.</source>
        <translation>Écrivez d'abord ce qu'il y a dans la boîte, comme cheveux.</translation>
    </message>
    <message>
        <source>No box is selected; click one with the Select Shapes tool first.</source>
        <translation>Aucune boîte n'est choisie ; cliquez d'abord sur une avec l'outil de sélection de formes.</translation>
    </message>
    <message>
        <source>These lines count as ink.</source>
        <translation>Ces traits comptent comme encre.</translation>
    </message>
    <message>
        <source>These are the regions that celtint sees.</source>
        <translation>Voici les régions que voit celtint.</translation>
    </message>
    <message>
        <source>The plugin failed at this; save your work, start Krita again and report it.</source>
        <translation>Le greffon a échoué là-dessus ; enregistrez votre travail, relancez Krita et signalez-le.</translation>
    </message>
    <message>
        <source>{0}: tagged.</source>
        <translation>{0} : étiqueté.</translation>
    </message>
    <message>
        <source>Paint your hints again: those on a grey layer are grey.</source>
        <translation>Peignez de nouveau vos indications : celles d'un calque gris sont grises.</translation>
    </message>
    <message>
        <source>Waiting; {0} before this.</source>
        <translation>En attente ; {0} avant.</translation>
    </message>
    <message>
        <source>Connected; {0} networks.</source>
        <translation>Connecté ; {0} réseaux.</translation>
    </message>
    <message>
        <source>New documents begin with these settings.</source>
        <translation>Les nouveaux documents commencent avec ces réglages.</translation>
    </message>
    <message>
        <source>These are celtint's own settings; new documents begin with them.</source>
        <translation>Ce sont les réglages de celtint lui-même ; les nouveaux documents commencent avec eux.</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatique</translation>
    </message>
    <message>
        <source>Line art</source>
        <translation>Dessin au trait</translation>
    </message>
    <message>
        <source>Grey, shaded</source>
        <translation>Gris, ombré</translation>
    </message>
    <message>
        <source>Flat</source>
        <translation>Aplats</translation>
    </message>
    <message>
        <source>Soft: with a shade layer</source>
        <translation>Doux : avec un calque d'ombre</translation>
    </message>
    <message>
        <source>Leave empty</source>
        <translation>Laisser vide</translation>
    </message>
    <message>
        <source>Mean of the hints</source>
        <translation>Moyenne des indications</translation>
    </message>
    <message>
        <source>Network's guess</source>
        <translation>Avis du réseau</translation>
    </message>
    <message>
        <source>All different</source>
        <translation>Toutes différentes</translation>
    </message>
    <message>
        <source>No line layer</source>
        <translation>Pas de calque de traits</translation>
    </message>
    <message>
        <source>As they are</source>
        <translation>Comme ils sont</translation>
    </message>
    <message>
        <source>Without trace lines</source>
        <translation>Sans traits de repère</translation>
    </message>
    <message>
        <source>In the paint's colour</source>
        <translation>De la couleur d'à côté</translation>
    </message>
    <message>
        <source>Meadow</source>
        <translation>Prairie</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>Rue</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>Chambre</translation>
    </message>
    <message>
        <source>Sea</source>
        <translation>Mer</translation>
    </message>
    <message>
        <source>Night sky</source>
        <translation>Ciel nocturne</translation>
    </message>
    <message>
        <source>From the left</source>
        <translation>De la gauche</translation>
    </message>
    <message>
        <source>From the right</source>
        <translation>De la droite</translation>
    </message>
    <message>
        <source>From above</source>
        <translation>D'en haut</translation>
    </message>
    <message>
        <source>From the front</source>
        <translation>De face</translation>
    </message>
    <message>
        <source>UNAUTHORISED</source>
        <translation>Le serveur ne laisse pas entrer le greffon : le jeton manque ou n'est pas le bon.</translation>
    </message>
    <message>
        <source>VERSION_UNSUPPORTED</source>
        <translation>Le greffon et le serveur n'ont pas la même version ; mettez à jour le plus ancien.</translation>
    </message>
    <message>
        <source>BAD_REQUEST</source>
        <translation>Le serveur ne comprend pas la demande.</translation>
    </message>
    <message>
        <source>MODEL_NOT_FOUND</source>
        <translation>Ce réseau n'est pas installé sur le serveur.</translation>
    </message>
    <message>
        <source>BAD_PICTURE</source>
        <translation>Le serveur ne peut pas lire l'image.</translation>
    </message>
    <message>
        <source>TOO_LARGE</source>
        <translation>C'est plus grand que ce que le serveur accepte.</translation>
    </message>
    <message>
        <source>UNKNOWN_PART</source>
        <translation>Il manque une partie au serveur ; réessayez.</translation>
    </message>
    <message>
        <source>QUEUE_FULL</source>
        <translation>Le serveur a trop à faire ; réessayez plus tard.</translation>
    </message>
    <message>
        <source>CANCELLED</source>
        <translation>Annulé.</translation>
    </message>
    <message>
        <source>TIMED_OUT</source>
        <translation>Le serveur a mis trop de temps.</translation>
    </message>
    <message>
        <source>INTERNAL</source>
        <translation>Le serveur a échoué ; son journal dit pourquoi.</translation>
    </message>
</context>
</TS>
