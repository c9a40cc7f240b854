<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es">
<context>
    <name>celtint</name>
    <message>
        <source>Open a document with your drawing first.</source>
        <translation>Abre primero un documento con tu dibujo.</translation>
    </message>
    <message>
        <source>The palette {0} is no longer there; choose another.</source>
        <translation>La paleta {0} ya no está; elige otra.</translation>
    </message>
    <message>
        <source>celtint doesn't know how this Krita keeps layers; update the plugin.</source>
        <translation>celtint no sabe cómo guarda este Krita las capas; actualiza el complemento.</translation>
    </message>
    <message>
        <source>The frames can't be written to the temporary folder; make room on the disk.</source>
        <translation>Los fotogramas no se pueden escribir en la carpeta temporal; haz sitio en el disco.</translation>
    </message>
    <message>
        <source>Krita can't convert it; try Image, Convert Image Color Space.</source>
        <translation>Krita no puede convertirlo; prueba Imagen, Convertir el espacio de color de la imagen.</translation>
    </message>
    <message>
        <source>The layer is no longer there; choose another.</source>
        <translation>La capa ya no está; elige otra.</translation>
    </message>
    <message>
        <source>Choose the vector layer with your boxes first, or press New box layer.</source>
        <translation>Elige primero la capa vectorial con tus cajas, o pulsa Nueva al lado.</translation>
    </message>
    <message>
        <source>celtint's layer is gone; press Colour for a new one.</source>
        <translation>La capa de celtint ya no está; pulsa Colorear para tener una nueva.</translation>
    </message>
    <message>
        <source>{0} holds no pixels; choose a paint layer or a group.</source>
        <translation>{0} no tiene píxeles; elige una capa de pintura o un grupo.</translation>
    </message>
    <message>
        <source>{0} is no vector layer; boxes are drawn on one.</source>
        <translation>{0} no es una capa vectorial; las cajas se dibujan en una.</translation>
    </message>
    <message>
        <source>{0} is locked; unlock it or press Colour for a new layer.</source>
        <translation>{0} está bloqueada; desbloquéala o pulsa Colorear para una capa nueva.</translation>
    </message>
    <message>
        <source>{0} can't be read as RGB; convert it to RGB first.</source>
        <translation>{0} no se puede leer como RGB; conviértela primero a RGB.</translation>
    </message>
    <message>
        <source>Krita can't read the coloured frames back; make room on the disk and try again.</source>
        <translation>Krita no puede volver a leer los fotogramas coloreados; haz sitio en el disco e inténtalo de nuevo.</translation>
    </message>
    <message>
        <source>Live needs Krita's History docker; switch it on in Krita's settings, or press Update.</source>
        <translation>En vivo necesita el panel Historial de Krita; actívalo en las preferencias de Krita, o pulsa Actualizar.</translation>
    </message>
    <message>
        <source>There is no coloured layer here yet; press Colour first.</source>
        <translation>Aquí no hay todavía ninguna capa coloreada; pulsa primero Colorear.</translation>
    </message>
    <message>
        <source>The server can't take that; update it to this plugin's version.</source>
        <translation>El servidor no entiende eso; actualízalo a la versión de este complemento.</translation>
    </message>
    <message>
        <source>That layer was made by celtint; choose the layer with your lines.</source>
        <translation>Esa capa la hizo celtint; elige la capa con tus líneas.</translation>
    </message>
    <message>
        <source>The paint on the hint layer is less than half opaque; paint hints more opaquely.</source>
        <translation>La pintura de la capa de pistas es opaca a menos de la mitad; pinta las pistas más opacas.</translation>
    </message>
    <message>
        <source>The document is grey and shows colours as grey; press Convert to RGB to see them.</source>
        <translation>El documento es gris y muestra los colores en gris; pulsa Convertir a RGB para verlos.</translation>
    </message>
    <message>
        <source>The hint layer is a grey one, so its hints are grey; paint them on a new hint layer.</source>
        <translation>La capa de pistas es gris, así que sus pistas son grises; píntalas en una capa de pistas nueva.</translation>
    </message>
    <message>
        <source>The document was closed meanwhile; open it and press Colour again.</source>
        <translation>El documento se cerró mientras tanto; ábrelo y pulsa Colorear otra vez.</translation>
    </message>
    <message>
        <source>The line layer was removed meanwhile; choose another and press Colour again.</source>
        <translation>La capa de líneas se quitó mientras tanto; elige otra y pulsa Colorear otra vez.</translation>
    </message>
    <message>
        <source>The document's size was changed meanwhile; press Colour again.</source>
        <translation>El tamaño del documento cambió mientras tanto; pulsa Colorear otra vez.</translation>
    </message>
    <message>
        <source>The document was closed meanwhile; open it and make the picture again.</source>
        <translation>El documento se cerró mientras tanto; ábrelo y haz la imagen otra vez.</translation>
    </message>
    <message>
        <source>The document's size was changed meanwhile; make the picture again.</source>
        <translation>El tamaño del documento cambió mientras tanto; haz la imagen otra vez.</translation>
    </message>
    <message>
        <source>The layer {0} is empty; draw your lines on it first.</source>
        <translation>La capa {0} está vacía; dibuja primero tus líneas en ella.</translation>
    </message>
    <message>
        <source>The layer {0} is white all over; choose the layer with your lines.</source>
        <translation>La capa {0} es toda blanca; elige la capa con tus líneas.</translation>
    </message>
    <message>
        <source>{0} can't be written ({1}); choose another folder.</source>
        <translation>{0} no se puede escribir ({1}); elige otra carpeta.</translation>
    </message>
    <message>
        <source>{0} is no palette; choose a .gpl or .kpl file, as Krita writes them.</source>
        <translation>{0} no es una paleta; elige un archivo .gpl o .kpl, como los escribe Krita.</translation>
    </message>
    <message>
        <source>{0} can't be read ({1}); choose another file.</source>
        <translation>{0} no se puede leer ({1}); elige otro archivo.</translation>
    </message>
    <message>
        <source>The server sent no picture; update it to this plugin's version.</source>
        <translation>El servidor no envió ninguna imagen; actualízalo a la versión de este complemento.</translation>
    </message>
    <message>
        <source>This drawing has no lines to tell apart; it was taken for a grey picture.</source>
        <translation>Este dibujo no tiene líneas que distinguir; se tomó por una imagen gris.</translation>
    </message>
    <message>
        <source>The server sent no outlines; update it to this plugin's version.</source>
        <translation>El servidor no envió contornos; actualízalo a la versión de este complemento.</translation>
    </message>
    <message>
        <source>Made a picture of {0} boxes; its hints are on a hidden layer.</source>
        <translation>Hecha una imagen de {0} cajas; sus pistas están en una capa oculta.</translation>
    </message>
    <message>
        <source>{0} is {1} here</source>
        <translation>{0} es aquí {1}</translation>
    </message>
    <message>
        <source>Drawn after {0}.</source>
        <translation>Dibujado según {0}.</translation>
    </message>
    <message>
        <source>Coloured {0} regions, {1} of them as you said.</source>
        <translation>{0} regiones coloreadas, {1} de ellas como dijiste.</translation>
    </message>
    <message>
        <source>Coloured {0} regions, {1} of them as you said; unsure of {2}.</source>
        <translation>{0} regiones coloreadas, {1} de ellas como dijiste; {2} dudosas.</translation>
    </message>
    <message>
        <source>Coloured {0} drawings.</source>
        <translation>{0} dibujos coloreados.</translation>
    </message>
    <message>
        <source>celtint is still at work; wait or press Cancel.</source>
        <translation>celtint todavía trabaja; espera o pulsa Cancelar.</translation>
    </message>
    <message>
        <source>The line layer has no frames; choose an animated layer.</source>
        <translation>La capa de líneas no tiene fotogramas; elige una capa animada.</translation>
    </message>
    <message>
        <source>The range ends before it begins; choose the first and the last frame.</source>
        <translation>El intervalo acaba antes de empezar; elige el primer y el último fotograma.</translation>
    </message>
    <message>
        <source>Drawing {0} of {1} …</source>
        <translation>Dibujo {0} de {1} …</translation>
    </message>
    <message>
        <source>Stopped; {0} drawings are coloured.</source>
        <translation>Parado; {0} dibujos están coloreados.</translation>
    </message>
    <message>
        <source>Drawing 1 of {0} …</source>
        <translation>Dibujo 1 de {0} …</translation>
    </message>
    <message>
        <source>There is no drawing between frames {0} and {1}.</source>
        <translation>No hay ningún dibujo entre los fotogramas {0} y {1}.</translation>
    </message>
    <message>
        <source>What celtint guessed and somebody should look at</source>
        <translation>Lo que celtint adivinó y alguien debería mirar</translation>
    </message>
    <message>
        <source>The colours of the result: change and name them, everywhere</source>
        <translation>Los colores del resultado: cambiarlos y nombrarlos, en todas partes</translation>
    </message>
    <message>
        <source>What the drawing is, how openings are closed, what becomes of parts without a hint</source>
        <translation>Qué es el dibujo, cómo se cierran las aberturas, qué pasa con las partes sin pista</translation>
    </message>
    <message>
        <source>Boxes that say what is in them, or that something stays empty</source>
        <translation>Cajas que dicen qué hay en ellas, o que algo queda vacío</translation>
    </message>
    <message>
        <source>A picture with things in the boxes, each what its tag says</source>
        <translation>Una imagen con cosas en las cajas, cada una lo que dice su etiqueta</translation>
    </message>
    <message>
        <source>Every drawing of an animation, one after the other</source>
        <translation>Cada dibujo de una animación, uno tras otro</translation>
    </message>
    <message>
        <source>The engine on this machine, or a server on another</source>
        <translation>El motor de esta máquina, o un servidor en otra</translation>
    </message>
    <message>
        <source>Convert the document to RGB, at its own depth; every layer stays, and it can be undone</source>
        <translation>Convertir el documento a RGB, con su propia profundidad; todas las capas quedan, y se puede deshacer</translation>
    </message>
    <message>
        <source>What becomes of regions that you gave no hint</source>
        <translation>Qué pasa con las regiones a las que no diste pista</translation>
    </message>
    <message>
        <source>Gaps in the lines up to this wide are closed</source>
        <translation>Los huecos de las líneas hasta esta anchura se cierran</translation>
    </message>
    <message>
        <source>Which line colours are ink: auto, all, dark, or colours such as #202020, #c03030</source>
        <translation>Qué colores de línea son tinta: auto, all, dark, o colores como #202020, #c03030</translation>
    </message>
    <message>
        <source>Which coloured lines are trace lines, which paint covers: auto, none, or colours such as #ff0000</source>
        <translation>Qué líneas de color son líneas guía, que la pintura cubre: auto, none, o colores como #ff0000</translation>
    </message>
    <message>
        <source>Put the lines alone on a layer of their own too, above yours, which stays as it is</source>
        <translation>Poner también las líneas solas en una capa propia, encima de la tuya, que queda como está</translation>
    </message>
    <message>
        <source>How far guessed colours are taken; your hints always count whole</source>
        <translation>Hasta dónde se toman los colores adivinados; tus pistas cuentan siempre del todo</translation>
    </message>
    <message>
        <source>How far regions without a hint are merged to objects: 0 not at all, 100 to few</source>
        <translation>Hasta dónde se unen en objetos las regiones sin pista: 0 nada, 100 en muy pocos</translation>
    </message>
    <message>
        <source>A folder of model sheets, one folder in it for each character; their colours are taken by part</source>
        <translation>Una carpeta de hojas de modelo, con una carpeta para cada personaje; sus colores se toman por partes</translation>
    </message>
    <message>
        <source>Let every new document begin with these settings</source>
        <translation>Hacer que cada documento nuevo empiece con estos ajustes</translation>
    </message>
    <message>
        <source>Go back to the settings that celtint comes with, here and in new documents</source>
        <translation>Volver a los ajustes con los que viene celtint, aquí y en documentos nuevos</translation>
    </message>
    <message>
        <source>Make a vector layer; draw boxes on it with the rectangle tool</source>
        <translation>Crear una capa vectorial; dibuja cajas en ella con la herramienta de rectángulo</translation>
    </message>
    <message>
        <source>Put each thing on a layer of its own, whole, with its lines; the line layer is hidden then</source>
        <translation>Poner cada cosa en una capa propia, entera, con sus líneas; la capa de líneas se oculta entonces</translation>
    </message>
    <message>
        <source>Make a picture with a thing in each tagged box, in a new group on top</source>
        <translation>Hacer una imagen con una cosa en cada caja etiquetada, en un grupo nuevo arriba del todo</translation>
    </message>
    <message>
        <source>Where another scene begins: auto finds out, none, or frames with commas between, such as 14, 31</source>
        <translation>Dónde empieza otra escena: auto lo averigua, none, o fotogramas separados por comas, como 14, 31</translation>
    </message>
    <message>
        <source>The Python that has celtint, or the folder it is in; empty for the system's own</source>
        <translation>El Python que tiene celtint, o su carpeta; vacío para el del sistema</translation>
    </message>
    <message>
        <source>Put the end of the server's log on the clipboard, for who helps you; nothing of your drawing is in it</source>
        <translation>Poner el final del registro del servidor en el portapapeles, para quien te ayude; nada de tu dibujo está en él</translation>
    </message>
    <message>
        <source>Doubts</source>
        <translation>Dudas</translation>
    </message>
    <message>
        <source>The layer or group with your lines; it is never changed</source>
        <translation>La capa o el grupo con tus líneas; nunca se cambia</translation>
    </message>
    <message>
        <source>The layer with your dabs of colour</source>
        <translation>La capa con tus toques de color</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nueva</translation>
    </message>
    <message>
        <source>Make a hint layer above the others and paint on it</source>
        <translation>Crear una capa de pistas encima de las demás y pintar en ella</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Líneas</translation>
    </message>
    <message>
        <source>Hints</source>
        <translation>Pistas</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Colorear</translation>
    </message>
    <message>
        <source>Colour the drawing, on a new layer below the lines</source>
        <translation>Colorear el dibujo, en una capa nueva debajo de las líneas</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Actualizar</translation>
    </message>
    <message>
        <source>Colour again, into the layer that celtint made last</source>
        <translation>Colorear otra vez, en la última capa que hizo celtint</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Stop; what is done stays</source>
        <translation>Parar; lo hecho queda</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>En vivo</translation>
    </message>
    <message>
        <source>Colour again after each stroke on the hint layer</source>
        <translation>Colorear otra vez tras cada trazo en la capa de pistas</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Regiones</translation>
    </message>
    <message>
        <source>Preview the regions that celtint sees, on a layer of their own</source>
        <translation>Mostrar las regiones que ve celtint, en una capa propia</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Dudoso</translation>
    </message>
    <message>
        <source>Mark the regions whose colour is a guess, on a layer of their own</source>
        <translation>Marcar las regiones cuyo color es adivinado, en una capa propia</translation>
    </message>
    <message>
        <source>Ink</source>
        <translation>Tinta</translation>
    </message>
    <message>
        <source>Show which lines count as ink, in red, on a layer of their own</source>
        <translation>Mostrar qué líneas cuentan como tinta, en rojo, en una capa propia</translation>
    </message>
    <message>
        <source>Choose your line layer, paint a few dabs on a hint layer, press Colour.</source>
        <translation>Elige tu capa de líneas, pinta unos toques en una capa de pistas, pulsa Colorear.</translation>
    </message>
    <message>
        <source>Every layer of a grey document shows as grey, whatever its colours are</source>
        <translation>Cada capa de un documento gris se ve gris, sean cuales sean sus colores</translation>
    </message>
    <message>
        <source>This document is grey: colours show as grey in it.</source>
        <translation>Este documento es gris: los colores se ven grises en él.</translation>
    </message>
    <message>
        <source>Convert to RGB</source>
        <translation>Convertir a RGB</translation>
    </message>
    <message>
        <source>What the lines are: line art becomes flats, grey keeps its light</source>
        <translation>Qué son las líneas: el dibujo de línea da colores planos, lo gris conserva su luz</translation>
    </message>
    <message>
        <source>Flats alone, or flats and a shade layer above them</source>
        <translation>Solo colores planos, o colores planos y una capa de sombra encima</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automático</translation>
    </message>
    <message>
        <source>The line colours that were found, and which of them count as ink</source>
        <translation>Los colores de línea encontrados, y cuáles cuentan como tinta</translation>
    </message>
    <message>
        <source>At most so many colours</source>
        <translation>Como mucho tantos colores</translation>
    </message>
    <message>
        <source>as many as needed</source>
        <translation>los que hagan falta</translation>
    </message>
    <message>
        <source>The network that guesses</source>
        <translation>La red que adivina</translation>
    </message>
    <message>
        <source>Choose the folder of model sheets</source>
        <translation>Elegir la carpeta de hojas de modelo</translation>
    </message>
    <message>
        <source>Guessed colours are taken from this palette</source>
        <translation>Los colores adivinados se toman de esta paleta</translation>
    </message>
    <message>
        <source>One layer for each colour</source>
        <translation>Una capa para cada color</translation>
    </message>
    <message>
        <source>Put the colours into a group, each on a layer of its own</source>
        <translation>Poner los colores en un grupo, cada uno en una capa propia</translation>
    </message>
    <message>
        <source>Cast</source>
        <translation>Reparto</translation>
    </message>
    <message>
        <source>Use for new ones</source>
        <translation>Usar en los nuevos</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Restablecer</translation>
    </message>
    <message>
        <source>The vector layer with boxes round parts of the drawing</source>
        <translation>La capa vectorial con cajas alrededor de partes del dibujo</translation>
    </message>
    <message>
        <source>What is in the box</source>
        <translation>Qué hay en la caja</translation>
    </message>
    <message>
        <source>hair, sky …</source>
        <translation>pelo, cielo …</translation>
    </message>
    <message>
        <source>The colour of what has this tag</source>
        <translation>El color de lo que lleva esta etiqueta</translation>
    </message>
    <message>
        <source>stays empty</source>
        <translation>queda vacío</translation>
    </message>
    <message>
        <source>What has this tag is paper and gets no colour</source>
        <translation>Lo que lleva esta etiqueta es papel y no recibe color</translation>
    </message>
    <message>
        <source>Tag selected box</source>
        <translation>Etiquetar la caja elegida</translation>
    </message>
    <message>
        <source>Name the selected box of the vector layer</source>
        <translation>Nombrar la caja elegida de la capa vectorial</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Capa</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Etiqueta</translation>
    </message>
    <message>
        <source>What lies behind the things</source>
        <translation>Qué hay detrás de las cosas</translation>
    </message>
    <message>
        <source>Where the light comes from</source>
        <translation>De dónde viene la luz</translation>
    </message>
    <message>
        <source>Each number is another picture of the same boxes</source>
        <translation>Cada número es otra imagen de las mismas cajas</translation>
    </message>
    <message>
        <source>Another</source>
        <translation>Otra</translation>
    </message>
    <message>
        <source>Make the next number's picture, as a group of its own</source>
        <translation>Hacer la imagen del número siguiente, en un grupo propio</translation>
    </message>
    <message>
        <source>One layer for each object</source>
        <translation>Una capa para cada objeto</translation>
    </message>
    <message>
        <source>In the tags' colours</source>
        <translation>En los colores de las etiquetas</translation>
    </message>
    <message>
        <source>The main colour of each thing is that of its tag</source>
        <translation>El color principal de cada cosa es el de su etiqueta</translation>
    </message>
    <message>
        <source>Make a picture of the boxes</source>
        <translation>Hacer una imagen de las cajas</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Fondo</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Luz</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Imagen</translation>
    </message>
    <message>
        <source>First frame</source>
        <translation>Primer fotograma</translation>
    </message>
    <message>
        <source>Last frame</source>
        <translation>Último fotograma</translation>
    </message>
    <message>
        <source>A layer with frames that you coloured yourself; the rest follows them</source>
        <translation>Una capa con fotogramas que coloreaste tú; los demás los siguen</translation>
    </message>
    <message>
        <source>The scenes that were found; write other frames into Cuts if they are wrong</source>
        <translation>Las escenas encontradas; escribe otros fotogramas en Cortes si están mal</translation>
    </message>
    <message>
        <source>Colour frames</source>
        <translation>Colorear fotogramas</translation>
    </message>
    <message>
        <source>Colour every drawing in the range</source>
        <translation>Colorear cada dibujo del intervalo</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Fotogramas</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Claves</translation>
    </message>
    <message>
        <source>Cuts</source>
        <translation>Cortes</translation>
    </message>
    <message>
        <source>python3</source>
        <translation>python3</translation>
    </message>
    <message>
        <source>Address of a server that runs elsewhere; empty for this machine</source>
        <translation>Dirección de un servidor que funciona en otra parte; vacía para esta máquina</translation>
    </message>
    <message>
        <source>That server's token</source>
        <translation>El testigo de acceso de ese servidor</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Conectar</translation>
    </message>
    <message>
        <source>Keep this and connect</source>
        <translation>Guardar esto y conectar</translation>
    </message>
    <message>
        <source>Copy log</source>
        <translation>Copiar registro</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Motor</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Testigo</translation>
    </message>
    <message>
        <source>Palette</source>
        <translation>Paleta</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>Cajas</translation>
    </message>
    <message>
        <source>Picture from boxes</source>
        <translation>Imagen de las cajas</translation>
    </message>
    <message>
        <source>Animation</source>
        <translation>Animación</translation>
    </message>
    <message>
        <source>Engine and server</source>
        <translation>Motor y servidor</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modo</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>Estilo</translation>
    </message>
    <message>
        <source>No hint</source>
        <translation>Sin pista</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>Huecos</translation>
    </message>
    <message>
        <source>Trace lines</source>
        <translation>Líneas guía</translation>
    </message>
    <message>
        <source>Line layer</source>
        <translation>Capa de líneas</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Colores</translation>
    </message>
    <message>
        <source>Guess</source>
        <translation>Adivinado</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Unir</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Red</translation>
    </message>
    <message>
        <source>to</source>
        <translation>a</translation>
    </message>
    <message>
        <source>The server's own</source>
        <translation>La del servidor</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ninguna</translation>
    </message>
    <message>
        <source>The colour it has is right: it is kept from now on, until you paint a hint there</source>
        <translation>El color que tiene es correcto: se guarda desde ahora, hasta que pintes ahí una pista</translation>
    </message>
    <message>
        <source>Give it Krita's foreground colour, which is kept from now on, until you paint a hint there</source>
        <translation>Darle el color frontal de Krita, que se guarda desde ahora, hasta que pintes ahí una pista</translation>
    </message>
    <message>
        <source>Go to the next place that celtint isn't sure of, the one that deserves a look most first</source>
        <translation>Ir al siguiente lugar del que celtint no está seguro, primero el que más merece una mirada</translation>
    </message>
    <message>
        <source>Forget what you said of such places: celtint guesses them again</source>
        <translation>Olvidar lo que dijiste de esos lugares: celtint los adivina de nuevo</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>vacío</translation>
    </message>
    <message>
        <source>What celtint guessed, the largest first; click one to see where it is</source>
        <translation>Lo que celtint adivinó, lo más grande primero; haz clic en uno para ver dónde está</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Conservar</translation>
    </message>
    <message>
        <source>Foreground colour</source>
        <translation>Color frontal</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Siguiente</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Olvidar</translation>
    </message>
    <message>
        <source>{0} × {1} px at {2}, {3}</source>
        <translation>{0} × {1} px en {2}, {3}</translation>
    </message>
    <message>
        <source>frame {0}</source>
        <translation>fotograma {0}</translation>
    </message>
    <message>
        <source>That was all; press Next to begin again.</source>
        <translation>Eso era todo; pulsa Siguiente para empezar de nuevo.</translation>
    </message>
    <message>
        <source>Forgotten; press Update to have them guessed again.</source>
        <translation>Olvidado; pulsa Actualizar para que se adivinen de nuevo.</translation>
    </message>
    <message>
        <source>celtint is unsure of nothing that it coloured here; press Colour for a new look.</source>
        <translation>celtint no duda de nada de lo que coloreó aquí; pulsa Colorear para mirar de nuevo.</translation>
    </message>
    <message>
        <source>Kept; press Colour frames to see it.</source>
        <translation>Guardado; pulsa Colorear fotogramas para verlo.</translation>
    </message>
    <message>
        <source>Click a row of the list first.</source>
        <translation>Haz clic primero en una fila de la lista.</translation>
    </message>
    <message>
        <source>That was all that celtint was unsure of.</source>
        <translation>Eso era todo de lo que celtint dudaba.</translation>
    </message>
    <message>
        <source>Frame {0}.</source>
        <translation>Fotograma {0}.</translation>
    </message>
    <message>
        <source>{0} of {1} to look at, ringed.</source>
        <translation>{0} de {1} por mirar, rodeado.</translation>
    </message>
    <message>
        <source>The active layer</source>
        <translation>La capa activa</translation>
    </message>
    <message>
        <source>Live: paint on the hint layer.</source>
        <translation>En vivo: pinta en la capa de pistas.</translation>
    </message>
    <message>
        <source>Choose a hint layer, or press New, before switching Live on.</source>
        <translation>Elige una capa de pistas, o pulsa Nueva, antes de activar En vivo.</translation>
    </message>
    <message>
        <source>What this colour becomes</source>
        <translation>En qué se convierte este color</translation>
    </message>
    <message>
        <source>Pick two colours or more first: click one, then others with Ctrl.</source>
        <translation>Elige primero dos colores o más: haz clic en uno, luego en otros con Ctrl.</translation>
    </message>
    <message>
        <source>Export the palette</source>
        <translation>Exportar la paleta</translation>
    </message>
    <message>
        <source>Import a palette</source>
        <translation>Importar una paleta</translation>
    </message>
    <message>
        <source>Click a colour of the result first; press Colour if there is none.</source>
        <translation>Haz clic primero en un color del resultado; pulsa Colorear si no hay ninguno.</translation>
    </message>
    <message>
        <source>Changed.</source>
        <translation>Cambiado.</translation>
    </message>
    <message>
        <source>{0} colours changed, {1} named.</source>
        <translation>{0} colores cambiados, {1} nombrados.</translation>
    </message>
    <message>
        <source>{0} is no colour of the result.</source>
        <translation>{0} no es un color del resultado.</translation>
    </message>
    <message>
        <source>{0} colours became one.</source>
        <translation>{0} colores son ahora uno.</translation>
    </message>
    <message>
        <source>{0}: {1} colours.</source>
        <translation>{0}: {1} colores.</translation>
    </message>
    <message>
        <source>It becomes Krita's foreground colour, everywhere and on all frames</source>
        <translation>Se convierte en el color frontal de Krita, en todas partes y en todos los fotogramas</translation>
    </message>
    <message>
        <source>Pick Krita's foreground colour here: take it from the picture with Ctrl and a click first</source>
        <translation>Elegir aquí el color frontal de Krita: tómalo antes de la imagen con Ctrl y un clic</translation>
    </message>
    <message>
        <source>The colours that you picked, with Ctrl and a click, become the one that was clicked last, everywhere</source>
        <translation>Los colores que elegiste, con Ctrl y un clic, se convierten en todas partes en el último en que hiciste clic</translation>
    </message>
    <message>
        <source>Write these colours and their names into a palette file (.gpl or .kpl), for the next drawing</source>
        <translation>Escribir estos colores y sus nombres en un archivo de paleta (.gpl o .kpl), para el próximo dibujo</translation>
    </message>
    <message>
        <source>Read a palette file: colours of a name become what they are in it, those that it has take its names</source>
        <translation>Leer un archivo de paleta: los colores con nombre pasan a ser lo que son en él, los que ya tiene toman sus nombres</translation>
    </message>
    <message>
        <source>The colours of the result; click one to change or name it</source>
        <translation>Los colores del resultado; haz clic en uno para cambiarlo o nombrarlo</translation>
    </message>
    <message>
        <source>A name for this colour, such as skin; it goes into palette files</source>
        <translation>Un nombre para este color, como piel; va a los archivos de paleta</translation>
    </message>
    <message>
        <source>name of the colour</source>
        <translation>nombre del color</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Elegir…</translation>
    </message>
    <message>
        <source>It becomes a colour that you choose, everywhere</source>
        <translation>Se convierte en todas partes en un color que elijas</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importar…</translation>
    </message>
    <message>
        <source>celtint: colour the drawing</source>
        <translation>celtint: colorear el dibujo</translation>
    </message>
    <message>
        <source>celtint: update the colours</source>
        <translation>celtint: actualizar los colores</translation>
    </message>
    <message>
        <source>celtint: new hint layer</source>
        <translation>celtint: nueva capa de pistas</translation>
    </message>
    <message>
        <source>celtint: live on or off</source>
        <translation>celtint: en vivo sí o no</translation>
    </message>
    <message>
        <source>celtint: make a picture of the boxes</source>
        <translation>celtint: hacer una imagen de las cajas</translation>
    </message>
    <message>
        <source>The engine is removed; a server that runs ends by itself.</source>
        <translation>El motor se ha quitado; un servidor en marcha acaba por sí mismo.</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>Instalar</translation>
    </message>
    <message>
        <source>This copy of the plugin carries no engine; install the zip that “make plugins” builds.</source>
        <translation>Esta copia del complemento no trae motor; instala el zip que construye «make plugins».</translation>
    </message>
    <message>
        <source>celtint is being installed; wait or press Cancel.</source>
        <translation>celtint se está instalando; espera o pulsa Cancelar.</translation>
    </message>
    <message>
        <source>celtint is installed; dab some colour and press Colour.</source>
        <translation>celtint está instalado; da unos toques de color y pulsa Colorear.</translation>
    </message>
    <message>
        <source>Fetch Python and install</source>
        <translation>Traer Python e instalar</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Reparar</translation>
    </message>
    <message>
        <source>Cancelled; nothing was installed.</source>
        <translation>Cancelado; no se instaló nada.</translation>
    </message>
    <message>
        <source>celtint's engine isn't on this machine yet.</source>
        <translation>El motor de celtint todavía no está en esta máquina.</translation>
    </message>
    <message>
        <source>Install celtint's engine for you alone; nothing else on this machine is changed</source>
        <translation>Instalar el motor de celtint solo para ti; no se cambia nada más en esta máquina</translation>
    </message>
    <message>
        <source>Install the engine again: repairs what is broken, brings the version that this plugin carries</source>
        <translation>Instalar el motor otra vez: repara lo que está roto, trae la versión de este complemento</translation>
    </message>
    <message>
        <source>A folder with the packages' wheels, to install without the internet; empty to fetch them</source>
        <translation>Una carpeta con los wheels de los paquetes, para instalar sin internet; vacía para traerlos</translation>
    </message>
    <message>
        <source>celtint's engine does the colouring; it is a program of its own</source>
        <translation>El motor de celtint es el que colorea; es un programa aparte</translation>
    </message>
    <message>
        <source>Stop; what is half done is removed</source>
        <translation>Parar; lo que está a medias se quita</translation>
    </message>
    <message>
        <source>How far the installation is</source>
        <translation>Cuánto ha avanzado la instalación</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Remove the engine that was installed from here</source>
        <translation>Quitar el motor que se instaló desde aquí</translation>
    </message>
    <message>
        <source>from the internet</source>
        <translation>desde internet</translation>
    </message>
    <message>
        <source>Choose the folder of wheels</source>
        <translation>Elegir la carpeta de wheels</translation>
    </message>
    <message>
        <source>Wheels</source>
        <translation>Carpeta de wheels</translation>
    </message>
    <message>
        <source>Press Make a picture of the boxes to try again.</source>
        <translation>Pulsa Hacer una imagen de las cajas para intentarlo de nuevo.</translation>
    </message>
    <message>
        <source>Making a picture …</source>
        <translation>Haciendo la imagen …</translation>
    </message>
    <message>
        <source>There is no box yet; press New beside Layer, draw boxes, tag them, and try again.</source>
        <translation>Todavía no hay ninguna caja; pulsa Nueva junto a Capa, dibuja cajas, etiquétalas e inténtalo de nuevo.</translation>
    </message>
    <message>
        <source>This server makes no pictures of boxes; update it to this plugin's version.</source>
        <translation>Este servidor no hace imágenes de cajas; actualízalo a la versión de este complemento.</translation>
    </message>
    <message>
        <source>The document is RGB now; undo brings the grey one back.</source>
        <translation>El documento es ahora RGB; deshacer devuelve el gris.</translation>
    </message>
    <message>
        <source>Press Colour to try again.</source>
        <translation>Pulsa Colorear para intentarlo de nuevo.</translation>
    </message>
    <message>
        <source>Colouring …</source>
        <translation>Coloreando …</translation>
    </message>
    <message>
        <source>Paint a dab of colour into each part, then press Colour.</source>
        <translation>Pinta un toque de color en cada parte, luego pulsa Colorear.</translation>
    </message>
    <message>
        <source>Draw a box with the rectangle tool, select it, write its name and press Tag selected box.</source>
        <translation>Dibuja una caja con la herramienta de rectángulo, selecciónala, escribe su nombre y pulsa Etiquetar la caja elegida.</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>Mirando …</translation>
    </message>
    <message>
        <source>Connecting …</source>
        <translation>Conectando …</translation>
    </message>
    <message>
        <source>The end of the log is on the clipboard; paste it where you ask for help.</source>
        <translation>El final del registro está en el portapapeles; pégalo donde pidas ayuda.</translation>
    </message>
    <message>
        <source>Cancelled; the document is as it was.</source>
        <translation>Cancelado; el documento está como estaba.</translation>
    </message>
    <message>
        <source>Press Install, or say below, under Engine and server, which Python has celtint.</source>
        <translation>Pulsa Instalar, o di abajo, en Motor y servidor, qué Python tiene celtint.</translation>
    </message>
    <message>
        <source>celtint has made no layer here yet; press Colour first.</source>
        <translation>celtint no ha hecho todavía ninguna capa aquí; pulsa primero Colorear.</translation>
    </message>
    <message>
        <source>Write what is in the box first, such as hair.</source>
        <translation>Escribe primero qué hay en la caja, como pelo.</translation>
    </message>
    <message>
        <source>No box is selected; click one with the Select Shapes tool first.</source>
        <translation>No hay ninguna caja elegida; haz clic primero en una con la herramienta de seleccionar formas.</translation>
    </message>
    <message>
        <source>These lines count as ink.</source>
        <translation>Estas líneas cuentan como tinta.</translation>
    </message>
    <message>
        <source>These are the regions that celtint sees.</source>
        <translation>Estas son las regiones que ve celtint.</translation>
    </message>
    <message>
        <source>The plugin failed at this; save your work, start Krita again and report it.</source>
        <translation>El complemento falló en esto; guarda tu trabajo, vuelve a abrir Krita e informa de ello.</translation>
    </message>
    <message>
        <source>{0}: tagged.</source>
        <translation>{0}: etiquetado.</translation>
    </message>
    <message>
        <source>Paint your hints again: those on a grey layer are grey.</source>
        <translation>Pinta tus pistas otra vez: las de una capa gris son grises.</translation>
    </message>
    <message>
        <source>Waiting; {0} before this.</source>
        <translation>Esperando; {0} antes.</translation>
    </message>
    <message>
        <source>Connected; {0} networks.</source>
        <translation>Conectado; {0} redes.</translation>
    </message>
    <message>
        <source>New documents begin with these settings.</source>
        <translation>Los documentos nuevos empiezan con estos ajustes.</translation>
    </message>
    <message>
        <source>These are celtint's own settings; new documents begin with them.</source>
        <translation>Estos son los ajustes del propio celtint; los documentos nuevos empiezan con ellos.</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automático</translation>
    </message>
    <message>
        <source>Line art</source>
        <translation>Dibujo de línea</translation>
    </message>
    <message>
        <source>Grey, shaded</source>
        <translation>Gris, sombreado</translation>
    </message>
    <message>
        <source>Flat</source>
        <translation>Plano</translation>
    </message>
    <message>
        <source>Soft: with a shade layer</source>
        <translation>Suave: con una capa de sombra</translation>
    </message>
    <message>
        <source>Leave empty</source>
        <translation>Dejar vacío</translation>
    </message>
    <message>
        <source>Mean of the hints</source>
        <translation>Media de las pistas</translation>
    </message>
    <message>
        <source>Network's guess</source>
        <translation>Propuesta de la red</translation>
    </message>
    <message>
        <source>All different</source>
        <translation>Todos distintos</translation>
    </message>
    <message>
        <source>No line layer</source>
        <translation>Sin capa de líneas</translation>
    </message>
    <message>
        <source>As they are</source>
        <translation>Como están</translation>
    </message>
    <message>
        <source>Without trace lines</source>
        <translation>Sin líneas guía</translation>
    </message>
    <message>
        <source>In the paint's colour</source>
        <translation>Del color de al lado</translation>
    </message>
    <message>
        <source>Meadow</source>
        <translation>Prado</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>Calle</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>Habitación</translation>
    </message>
    <message>
        <source>Sea</source>
        <translation>Mar</translation>
    </message>
    <message>
        <source>Night sky</source>
        <translation>Cielo nocturno</translation>
    </message>
    <message>
        <source>From the left</source>
        <translation>Desde la izquierda</translation>
    </message>
    <message>
        <source>From the right</source>
        <translation>Desde la derecha</translation>
    </message>
    <message>
        <source>From above</source>
        <translation>Desde arriba</translation>
    </message>
    <message>
        <source>From the front</source>
        <translation>De frente</translation>
    </message>
    <message>
        <source>UNAUTHORISED</source>
        <translation>El servidor no deja entrar al complemento: falta el testigo o no es el correcto.</translation>
    </message>
    <message>
        <source>VERSION_UNSUPPORTED</source>
        <translation>El complemento y el servidor tienen versiones distintas; actualiza el más viejo.</translation>
    </message>
    <message>
        <source>BAD_REQUEST</source>
        <translation>El servidor no entiende la petición.</translation>
    </message>
    <message>
        <source>MODEL_NOT_FOUND</source>
        <translation>Esa red no está instalada en el servidor.</translation>
    </message>
    <message>
        <source>BAD_PICTURE</source>
        <translation>El servidor no puede leer la imagen.</translation>
    </message>
    <message>
        <source>TOO_LARGE</source>
        <translation>Eso es más grande de lo que acepta el servidor.</translation>
    </message>
    <message>
        <source>UNKNOWN_PART</source>
        <translation>Al servidor le falta una parte; inténtalo de nuevo.</translation>
    </message>
    <message>
        <source>QUEUE_FULL</source>
        <translation>El servidor tiene demasiado que hacer; inténtalo más tarde.</translation>
    </message>
    <message>
        <source>CANCELLED</source>
        <translation>Cancelado.</translation>
    </message>
    <message>
        <source>TIMED_OUT</source>
        <translation>El servidor tardó demasiado.</translation>
    </message>
    <message>
        <source>INTERNAL</source>
        <translation>El servidor falló; su registro dice por qué.</translation>
    </message>
</context>
</TS>
