<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja">
<context>
    <name>celtint</name>
    <message>
        <source>Open a document with your drawing first.</source>
        <translation>まず、線画のある文書を開いてください。</translation>
    </message>
    <message>
        <source>The palette {0} is no longer there; choose another.</source>
        <translation>パレット {0} はもうありません。別のものを選んでください。</translation>
    </message>
    <message>
        <source>celtint doesn't know how this Krita keeps layers; update the plugin.</source>
        <translation>この Krita のレイヤーの保存形式が分かりません。プラグインを更新してください。</translation>
    </message>
    <message>
        <source>The frames can't be written to the temporary folder; make room on the disk.</source>
        <translation>フレームを一時フォルダーに書き込めません。ディスクの空きを増やしてください。</translation>
    </message>
    <message>
        <source>Krita can't convert it; try Image, Convert Image Color Space.</source>
        <translation>Krita で変換できません。「画像」→「画像の色空間を変換」を試してください。</translation>
    </message>
    <message>
        <source>The layer is no longer there; choose another.</source>
        <translation>そのレイヤーはもうありません。別のものを選んでください。</translation>
    </message>
    <message>
        <source>Choose the vector layer with your boxes first, or press New box layer.</source>
        <translation>まず枠のあるベクターレイヤーを選ぶか、横の「新規」を押してください。</translation>
    </message>
    <message>
        <source>celtint's layer is gone; press Colour for a new one.</source>
        <translation>celtint のレイヤーがなくなりました。「彩色」を押すと新しく作られます。</translation>
    </message>
    <message>
        <source>{0} holds no pixels; choose a paint layer or a group.</source>
        <translation>{0} にはピクセルがありません。ペイントレイヤーかグループを選んでください。</translation>
    </message>
    <message>
        <source>{0} is no vector layer; boxes are drawn on one.</source>
        <translation>{0} はベクターレイヤーではありません。枠はベクターレイヤーに描きます。</translation>
    </message>
    <message>
        <source>{0} is locked; unlock it or press Colour for a new layer.</source>
        <translation>{0} はロックされています。解除するか、「彩色」を押して新しいレイヤーを作ってください。</translation>
    </message>
    <message>
        <source>{0} can't be read as RGB; convert it to RGB first.</source>
        <translation>{0} は RGB として読めません。先に RGB に変換してください。</translation>
    </message>
    <message>
        <source>Krita can't read the coloured frames back; make room on the disk and try again.</source>
        <translation>彩色したフレームを Krita が読み戻せません。ディスクの空きを増やして、もう一度試してください。</translation>
    </message>
    <message>
        <source>Live needs Krita's History docker; switch it on in Krita's settings, or press Update.</source>
        <translation>「ライブ」には Krita の「履歴」ドッカーが必要です。Krita の設定で有効にするか、「更新」を押してください。</translation>
    </message>
    <message>
        <source>There is no coloured layer here yet; press Colour first.</source>
        <translation>ここにはまだ彩色レイヤーがありません。先に「彩色」を押してください。</translation>
    </message>
    <message>
        <source>The server can't take that; update it to this plugin's version.</source>
        <translation>サーバーはこれに対応していません。このプラグインと同じ版に更新してください。</translation>
    </message>
    <message>
        <source>That layer was made by celtint; choose the layer with your lines.</source>
        <translation>それは celtint が作ったレイヤーです。線画のレイヤーを選んでください。</translation>
    </message>
    <message>
        <source>The paint on the hint layer is less than half opaque; paint hints more opaquely.</source>
        <translation>ヒントレイヤーの色の不透明度が半分未満です。もっと不透明に塗ってください。</translation>
    </message>
    <message>
        <source>The document is grey and shows colours as grey; press Convert to RGB to see them.</source>
        <translation>この文書はグレースケールなので色が灰色に見えます。「RGB に変換」を押すと色が見えます。</translation>
    </message>
    <message>
        <source>The hint layer is a grey one, so its hints are grey; paint them on a new hint layer.</source>
        <translation>ヒントレイヤーがグレースケールなので、ヒントも灰色です。新しいヒントレイヤーに塗ってください。</translation>
    </message>
    <message>
        <source>The document was closed meanwhile; open it and press Colour again.</source>
        <translation>その間に文書が閉じられました。開いて、もう一度「彩色」を押してください。</translation>
    </message>
    <message>
        <source>The line layer was removed meanwhile; choose another and press Colour again.</source>
        <translation>その間に線画レイヤーが削除されました。別のものを選んで、もう一度「彩色」を押してください。</translation>
    </message>
    <message>
        <source>The document's size was changed meanwhile; press Colour again.</source>
        <translation>その間に文書の大きさが変わりました。もう一度「彩色」を押してください。</translation>
    </message>
    <message>
        <source>The document was closed meanwhile; open it and make the picture again.</source>
        <translation>その間に文書が閉じられました。開いて、もう一度絵を作ってください。</translation>
    </message>
    <message>
        <source>The document's size was changed meanwhile; make the picture again.</source>
        <translation>その間に文書の大きさが変わりました。もう一度絵を作ってください。</translation>
    </message>
    <message>
        <source>The layer {0} is empty; draw your lines on it first.</source>
        <translation>レイヤー {0} は空です。先に線を描いてください。</translation>
    </message>
    <message>
        <source>The layer {0} is white all over; choose the layer with your lines.</source>
        <translation>レイヤー {0} は全面が白です。線画のレイヤーを選んでください。</translation>
    </message>
    <message>
        <source>{0} can't be written ({1}); choose another folder.</source>
        <translation>{0} を書き込めません({1})。別のフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>{0} is no palette; choose a .gpl or .kpl file, as Krita writes them.</source>
        <translation>{0} はパレットではありません。Krita が書き出す .gpl か .kpl のファイルを選んでください。</translation>
    </message>
    <message>
        <source>{0} can't be read ({1}); choose another file.</source>
        <translation>{0} を読めません({1})。別のファイルを選んでください。</translation>
    </message>
    <message>
        <source>The server sent no picture; update it to this plugin's version.</source>
        <translation>サーバーから絵が届きませんでした。このプラグインと同じ版に更新してください。</translation>
    </message>
    <message>
        <source>This drawing has no lines to tell apart; it was taken for a grey picture.</source>
        <translation>この絵には区別できる線がなく、グレースケールの絵とみなしました。</translation>
    </message>
    <message>
        <source>The server sent no outlines; update it to this plugin's version.</source>
        <translation>サーバーから輪郭が届きませんでした。このプラグインと同じ版に更新してください。</translation>
    </message>
    <message>
        <source>Made a picture of {0} boxes; its hints are on a hidden layer.</source>
        <translation>{0} 個の枠から絵を作りました。ヒントは非表示のレイヤーにあります。</translation>
    </message>
    <message>
        <source>{0} is {1} here</source>
        <translation>{0} はここでは {1} です</translation>
    </message>
    <message>
        <source>Drawn after {0}.</source>
        <translation>{0} の絵を元にしています。</translation>
    </message>
    <message>
        <source>Coloured {0} regions, {1} of them as you said.</source>
        <translation>{0} 個の領域を彩色しました。うち {1} 個は指示どおりです。</translation>
    </message>
    <message>
        <source>Coloured {0} regions, {1} of them as you said; unsure of {2}.</source>
        <translation>{0} 個の領域を彩色しました。うち {1} 個は指示どおり、{2} 個は自信がありません。</translation>
    </message>
    <message>
        <source>Coloured {0} drawings.</source>
        <translation>{0} 枚の絵を彩色しました。</translation>
    </message>
    <message>
        <source>celtint is still at work; wait or press Cancel.</source>
        <translation>celtint はまだ作業中です。待つか、「中止」を押してください。</translation>
    </message>
    <message>
        <source>The line layer has no frames; choose an animated layer.</source>
        <translation>線画レイヤーにフレームがありません。アニメーションのレイヤーを選んでください。</translation>
    </message>
    <message>
        <source>The range ends before it begins; choose the first and the last frame.</source>
        <translation>範囲の終わりが始まりより前です。最初と最後のフレームを選んでください。</translation>
    </message>
    <message>
        <source>Drawing {0} of {1} …</source>
        <translation>絵 {0} / {1} …</translation>
    </message>
    <message>
        <source>Stopped; {0} drawings are coloured.</source>
        <translation>止めました。{0} 枚の絵が彩色済みです。</translation>
    </message>
    <message>
        <source>Drawing 1 of {0} …</source>
        <translation>絵 1 / {0} …</translation>
    </message>
    <message>
        <source>There is no drawing between frames {0} and {1}.</source>
        <translation>フレーム {0} と {1} の間に絵がありません。</translation>
    </message>
    <message>
        <source>What celtint guessed and somebody should look at</source>
        <translation>celtint が推測したので、確認したほうがよいところ</translation>
    </message>
    <message>
        <source>The colours of the result: change and name them, everywhere</source>
        <translation>結果の色。変更や名前付けは全体に反映されます</translation>
    </message>
    <message>
        <source>What the drawing is, how openings are closed, what becomes of parts without a hint</source>
        <translation>絵の種類、隙間の閉じ方、ヒントのない部分の扱い</translation>
    </message>
    <message>
        <source>Boxes that say what is in them, or that something stays empty</source>
        <translation>中に何があるか、または空のままにするかを示す枠</translation>
    </message>
    <message>
        <source>A picture with things in the boxes, each what its tag says</source>
        <translation>枠の中に、札のとおりのものを置いた絵</translation>
    </message>
    <message>
        <source>Every drawing of an animation, one after the other</source>
        <translation>アニメーションの絵を一枚ずつすべて</translation>
    </message>
    <message>
        <source>The engine on this machine, or a server on another</source>
        <translation>このコンピューターのエンジン、または別のコンピューターのサーバー</translation>
    </message>
    <message>
        <source>Convert the document to RGB, at its own depth; every layer stays, and it can be undone</source>
        <translation>文書を同じ深度のまま RGB に変換します。レイヤーはすべて残り、元に戻せます</translation>
    </message>
    <message>
        <source>What becomes of regions that you gave no hint</source>
        <translation>ヒントを置かなかった領域の扱い</translation>
    </message>
    <message>
        <source>Gaps in the lines up to this wide are closed</source>
        <translation>この幅までの線の隙間を閉じます</translation>
    </message>
    <message>
        <source>Which line colours are ink: auto, all, dark, or colours such as #202020, #c03030</source>
        <translation>どの線の色をインクとするか。auto、all、dark、または #202020, #c03030 のような色</translation>
    </message>
    <message>
        <source>Which coloured lines are trace lines, which paint covers: auto, none, or colours such as #ff0000</source>
        <translation>どの色線を、塗りが覆う色トレス線とするか。auto、none、または #ff0000 のような色</translation>
    </message>
    <message>
        <source>Put the lines alone on a layer of their own too, above yours, which stays as it is</source>
        <translation>線だけを、元のレイヤーの上の別レイヤーにも置きます。元のレイヤーは変わりません</translation>
    </message>
    <message>
        <source>How far guessed colours are taken; your hints always count whole</source>
        <translation>推測した色をどこまで採るか。ヒントは常にそのまま使われます</translation>
    </message>
    <message>
        <source>How far regions without a hint are merged to objects: 0 not at all, 100 to few</source>
        <translation>ヒントのない領域をどこまでまとめるか。0 はまとめない、100 は少数にまとめる</translation>
    </message>
    <message>
        <source>A folder of model sheets, one folder in it for each character; their colours are taken by part</source>
        <translation>設定画のフォルダー。中に登場人物ごとのフォルダーを置きます。色は部位ごとに取られます</translation>
    </message>
    <message>
        <source>Let every new document begin with these settings</source>
        <translation>新しい文書をすべてこの設定で始めます</translation>
    </message>
    <message>
        <source>Go back to the settings that celtint comes with, here and in new documents</source>
        <translation>ここと新しい文書を、celtint の初期設定に戻します</translation>
    </message>
    <message>
        <source>Make a vector layer; draw boxes on it with the rectangle tool</source>
        <translation>ベクターレイヤーを作ります。長方形ツールで枠を描いてください</translation>
    </message>
    <message>
        <source>Put each thing on a layer of its own, whole, with its lines; the line layer is hidden then</source>
        <translation>それぞれを線ごと丸ごと別レイヤーに置きます。そのとき線画レイヤーは非表示になります</translation>
    </message>
    <message>
        <source>Make a picture with a thing in each tagged box, in a new group on top</source>
        <translation>札の付いた枠ごとにものを置いた絵を、一番上の新しいグループに作ります</translation>
    </message>
    <message>
        <source>Where another scene begins: auto finds out, none, or frames with commas between, such as 14, 31</source>
        <translation>別の場面が始まるところ。auto は自動、none はなし、または 14, 31 のようにフレームをカンマ区切りで</translation>
    </message>
    <message>
        <source>The Python that has celtint, or the folder it is in; empty for the system's own</source>
        <translation>celtint の入った Python、またはそのフォルダー。空ならシステムのもの</translation>
    </message>
    <message>
        <source>Put the end of the server's log on the clipboard, for who helps you; nothing of your drawing is in it</source>
        <translation>サーバーのログの末尾を、助けてくれる人のためにクリップボードへ入れます。絵の内容は含まれません</translation>
    </message>
    <message>
        <source>Doubts</source>
        <translation>要確認</translation>
    </message>
    <message>
        <source>The layer or group with your lines; it is never changed</source>
        <translation>線画のレイヤーまたはグループ。決して変更されません</translation>
    </message>
    <message>
        <source>The layer with your dabs of colour</source>
        <translation>色の点を置いたレイヤー</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新規</translation>
    </message>
    <message>
        <source>Make a hint layer above the others and paint on it</source>
        <translation>一番上にヒントレイヤーを作り、そこに塗ります</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>線画</translation>
    </message>
    <message>
        <source>Hints</source>
        <translation>ヒント</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>彩色</translation>
    </message>
    <message>
        <source>Colour the drawing, on a new layer below the lines</source>
        <translation>絵を、線画の下の新しいレイヤーに彩色します</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Colour again, into the layer that celtint made last</source>
        <translation>celtint が最後に作ったレイヤーに、もう一度彩色します</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Stop; what is done stays</source>
        <translation>止めます。済んだものは残ります</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>ライブ</translation>
    </message>
    <message>
        <source>Colour again after each stroke on the hint layer</source>
        <translation>ヒントレイヤーに一筆描くたびに彩色し直します</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>領域</translation>
    </message>
    <message>
        <source>Preview the regions that celtint sees, on a layer of their own</source>
        <translation>celtint が見ている領域を別レイヤーに表示します</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>不確か</translation>
    </message>
    <message>
        <source>Mark the regions whose colour is a guess, on a layer of their own</source>
        <translation>色が推測である領域を別レイヤーに示します</translation>
    </message>
    <message>
        <source>Ink</source>
        <translation>インク</translation>
    </message>
    <message>
        <source>Show which lines count as ink, in red, on a layer of their own</source>
        <translation>どの線をインクとみなすかを、別レイヤーに赤で表示します</translation>
    </message>
    <message>
        <source>Choose your line layer, paint a few dabs on a hint layer, press Colour.</source>
        <translation>線画レイヤーを選び、ヒントレイヤーに色の点をいくつか置いて、「彩色」を押してください。</translation>
    </message>
    <message>
        <source>Every layer of a grey document shows as grey, whatever its colours are</source>
        <translation>グレースケールの文書では、どのレイヤーも色にかかわらず灰色に見えます</translation>
    </message>
    <message>
        <source>This document is grey: colours show as grey in it.</source>
        <translation>この文書はグレースケールなので、色は灰色に見えます。</translation>
    </message>
    <message>
        <source>Convert to RGB</source>
        <translation>RGB に変換</translation>
    </message>
    <message>
        <source>What the lines are: line art becomes flats, grey keeps its light</source>
        <translation>絵の種類。線画は平塗りになり、グレーは明暗を保ちます</translation>
    </message>
    <message>
        <source>Flats alone, or flats and a shade layer above them</source>
        <translation>平塗りだけ、または平塗りとその上の影レイヤー</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>The line colours that were found, and which of them count as ink</source>
        <translation>見つかった線の色と、そのうちインクとみなすもの</translation>
    </message>
    <message>
        <source>At most so many colours</source>
        <translation>色数の上限</translation>
    </message>
    <message>
        <source>as many as needed</source>
        <translation>必要なだけ</translation>
    </message>
    <message>
        <source>The network that guesses</source>
        <translation>推測に使うネットワーク</translation>
    </message>
    <message>
        <source>Choose the folder of model sheets</source>
        <translation>設定画のフォルダーを選ぶ</translation>
    </message>
    <message>
        <source>Guessed colours are taken from this palette</source>
        <translation>推測する色をこのパレットから取ります</translation>
    </message>
    <message>
        <source>One layer for each colour</source>
        <translation>色ごとに一枚のレイヤー</translation>
    </message>
    <message>
        <source>Put the colours into a group, each on a layer of its own</source>
        <translation>色をグループに入れ、それぞれ別のレイヤーに置きます</translation>
    </message>
    <message>
        <source>Cast</source>
        <translation>配役</translation>
    </message>
    <message>
        <source>Use for new ones</source>
        <translation>新規文書に使う</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>リセット</translation>
    </message>
    <message>
        <source>The vector layer with boxes round parts of the drawing</source>
        <translation>絵の部分を囲む枠のあるベクターレイヤー</translation>
    </message>
    <message>
        <source>What is in the box</source>
        <translation>枠の中にあるもの</translation>
    </message>
    <message>
        <source>hair, sky …</source>
        <translation>髪、空 …</translation>
    </message>
    <message>
        <source>The colour of what has this tag</source>
        <translation>この札の付いたものの色</translation>
    </message>
    <message>
        <source>stays empty</source>
        <translation>空のまま</translation>
    </message>
    <message>
        <source>What has this tag is paper and gets no colour</source>
        <translation>この札の付いたものは紙で、色が付きません</translation>
    </message>
    <message>
        <source>Tag selected box</source>
        <translation>選んだ枠に札を付ける</translation>
    </message>
    <message>
        <source>Name the selected box of the vector layer</source>
        <translation>ベクターレイヤーの選んだ枠に名前を付けます</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>レイヤー</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>札</translation>
    </message>
    <message>
        <source>What lies behind the things</source>
        <translation>ものの後ろにあるもの</translation>
    </message>
    <message>
        <source>Where the light comes from</source>
        <translation>光の来る方向</translation>
    </message>
    <message>
        <source>Each number is another picture of the same boxes</source>
        <translation>数が違えば、同じ枠から別の絵になります</translation>
    </message>
    <message>
        <source>Another</source>
        <translation>別の絵</translation>
    </message>
    <message>
        <source>Make the next number's picture, as a group of its own</source>
        <translation>次の番号の絵を、別のグループに作ります</translation>
    </message>
    <message>
        <source>One layer for each object</source>
        <translation>ものごとに一枚のレイヤー</translation>
    </message>
    <message>
        <source>In the tags' colours</source>
        <translation>札の色で</translation>
    </message>
    <message>
        <source>The main colour of each thing is that of its tag</source>
        <translation>それぞれの主な色を札の色にします</translation>
    </message>
    <message>
        <source>Make a picture of the boxes</source>
        <translation>枠から絵を作る</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>背景</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>光</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>絵</translation>
    </message>
    <message>
        <source>First frame</source>
        <translation>最初のフレーム</translation>
    </message>
    <message>
        <source>Last frame</source>
        <translation>最後のフレーム</translation>
    </message>
    <message>
        <source>A layer with frames that you coloured yourself; the rest follows them</source>
        <translation>自分で彩色したフレームのあるレイヤー。残りはそれに従います</translation>
    </message>
    <message>
        <source>The scenes that were found; write other frames into Cuts if they are wrong</source>
        <translation>見つかった場面。違っていれば「カット」に別のフレームを書いてください</translation>
    </message>
    <message>
        <source>Colour frames</source>
        <translation>フレームを彩色</translation>
    </message>
    <message>
        <source>Colour every drawing in the range</source>
        <translation>範囲の絵をすべて彩色します</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>フレーム</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>Cuts</source>
        <translation>カット</translation>
    </message>
    <message>
        <source>python3</source>
        <translation>python3</translation>
    </message>
    <message>
        <source>Address of a server that runs elsewhere; empty for this machine</source>
        <translation>別の場所で動くサーバーのアドレス。空ならこのコンピューター</translation>
    </message>
    <message>
        <source>That server's token</source>
        <translation>そのサーバーのトークン</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>接続</translation>
    </message>
    <message>
        <source>Keep this and connect</source>
        <translation>これを保存して接続します</translation>
    </message>
    <message>
        <source>Copy log</source>
        <translation>ログをコピー</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>エンジン</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>Palette</source>
        <translation>パレット</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>枠</translation>
    </message>
    <message>
        <source>Picture from boxes</source>
        <translation>枠から絵へ</translation>
    </message>
    <message>
        <source>Animation</source>
        <translation>アニメーション</translation>
    </message>
    <message>
        <source>Engine and server</source>
        <translation>エンジンとサーバー</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>モード</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>仕上げ</translation>
    </message>
    <message>
        <source>No hint</source>
        <translation>ヒントなし</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>隙間</translation>
    </message>
    <message>
        <source>Trace lines</source>
        <translation>色トレス線</translation>
    </message>
    <message>
        <source>Line layer</source>
        <translation>線レイヤー</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>色数</translation>
    </message>
    <message>
        <source>Guess</source>
        <translation>推測</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>まとめる</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>ネットワーク</translation>
    </message>
    <message>
        <source>to</source>
        <translation>から</translation>
    </message>
    <message>
        <source>The server's own</source>
        <translation>サーバーの既定</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>The colour it has is right: it is kept from now on, until you paint a hint there</source>
        <translation>今の色で正しい。そこにヒントを塗るまで、以後この色を保ちます</translation>
    </message>
    <message>
        <source>Give it Krita's foreground colour, which is kept from now on, until you paint a hint there</source>
        <translation>Krita の描画色にします。そこにヒントを塗るまで、以後その色を保ちます</translation>
    </message>
    <message>
        <source>Go to the next place that celtint isn't sure of, the one that deserves a look most first</source>
        <translation>celtint が自信のない次の場所へ。確認すべきものから順に</translation>
    </message>
    <message>
        <source>Forget what you said of such places: celtint guesses them again</source>
        <translation>それらの場所について決めたことを忘れ、celtint が推測し直します</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>What celtint guessed, the largest first; click one to see where it is</source>
        <translation>celtint が推測したところ。大きい順。クリックすると場所を示します</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保持</translation>
    </message>
    <message>
        <source>Foreground colour</source>
        <translation>描画色</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>次へ</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>忘れる</translation>
    </message>
    <message>
        <source>{0} × {1} px at {2}, {3}</source>
        <translation>{0} × {1} px({2}, {3})</translation>
    </message>
    <message>
        <source>frame {0}</source>
        <translation>フレーム {0}</translation>
    </message>
    <message>
        <source>That was all; press Next to begin again.</source>
        <translation>以上です。「次へ」を押すと最初からになります。</translation>
    </message>
    <message>
        <source>Forgotten; press Update to have them guessed again.</source>
        <translation>忘れました。「更新」を押すと推測し直します。</translation>
    </message>
    <message>
        <source>celtint is unsure of nothing that it coloured here; press Colour for a new look.</source>
        <translation>ここで彩色したもので自信のないところはありません。「彩色」を押すと見直します。</translation>
    </message>
    <message>
        <source>Kept; press Colour frames to see it.</source>
        <translation>保存しました。「フレームを彩色」を押すと反映されます。</translation>
    </message>
    <message>
        <source>Click a row of the list first.</source>
        <translation>先に一覧の行をクリックしてください。</translation>
    </message>
    <message>
        <source>That was all that celtint was unsure of.</source>
        <translation>自信のないところは以上です。</translation>
    </message>
    <message>
        <source>Frame {0}.</source>
        <translation>フレーム {0}。</translation>
    </message>
    <message>
        <source>{0} of {1} to look at, ringed.</source>
        <translation>確認するもの {0} / {1}、丸で囲みました。</translation>
    </message>
    <message>
        <source>The active layer</source>
        <translation>アクティブなレイヤー</translation>
    </message>
    <message>
        <source>Live: paint on the hint layer.</source>
        <translation>ライブ: ヒントレイヤーに塗ってください。</translation>
    </message>
    <message>
        <source>Choose a hint layer, or press New, before switching Live on.</source>
        <translation>「ライブ」を入れる前に、ヒントレイヤーを選ぶか「新規」を押してください。</translation>
    </message>
    <message>
        <source>What this colour becomes</source>
        <translation>この色を何色にするか</translation>
    </message>
    <message>
        <source>Pick two colours or more first: click one, then others with Ctrl.</source>
        <translation>先に二色以上を選んでください。一つをクリックし、ほかを Ctrl を押しながらクリックします。</translation>
    </message>
    <message>
        <source>Export the palette</source>
        <translation>パレットを書き出す</translation>
    </message>
    <message>
        <source>Import a palette</source>
        <translation>パレットを読み込む</translation>
    </message>
    <message>
        <source>Click a colour of the result first; press Colour if there is none.</source>
        <translation>先に結果の色をクリックしてください。なければ「彩色」を押してください。</translation>
    </message>
    <message>
        <source>Changed.</source>
        <translation>変更しました。</translation>
    </message>
    <message>
        <source>{0} colours changed, {1} named.</source>
        <translation>{0} 色を変更し、{1} 色に名前を付けました。</translation>
    </message>
    <message>
        <source>{0} is no colour of the result.</source>
        <translation>{0} は結果の色ではありません。</translation>
    </message>
    <message>
        <source>{0} colours became one.</source>
        <translation>{0} 色を一色にしました。</translation>
    </message>
    <message>
        <source>{0}: {1} colours.</source>
        <translation>{0}: {1} 色。</translation>
    </message>
    <message>
        <source>It becomes Krita's foreground colour, everywhere and on all frames</source>
        <translation>Krita の描画色にします。全体と全フレームに反映されます</translation>
    </message>
    <message>
        <source>Pick Krita's foreground colour here: take it from the picture with Ctrl and a click first</source>
        <translation>Krita の描画色をここで選びます。先に絵から Ctrl+クリックで取ってください</translation>
    </message>
    <message>
        <source>The colours that you picked, with Ctrl and a click, become the one that was clicked last, everywhere</source>
        <translation>Ctrl+クリックで選んだ色を、すべて最後にクリックした色にします</translation>
    </message>
    <message>
        <source>Write these colours and their names into a palette file (.gpl or .kpl), for the next drawing</source>
        <translation>これらの色と名前を、次の絵のためにパレットファイル(.gpl か .kpl)に書き出します</translation>
    </message>
    <message>
        <source>Read a palette file: colours of a name become what they are in it, those that it has take its names</source>
        <translation>パレットファイルを読みます。名前のある色はファイルの色に、ファイルにある色はその名前になります</translation>
    </message>
    <message>
        <source>The colours of the result; click one to change or name it</source>
        <translation>結果の色。クリックすると変更や名前付けができます</translation>
    </message>
    <message>
        <source>A name for this colour, such as skin; it goes into palette files</source>
        <translation>この色の名前。「肌」など。パレットファイルに入ります</translation>
    </message>
    <message>
        <source>name of the colour</source>
        <translation>色の名前</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>選ぶ…</translation>
    </message>
    <message>
        <source>It becomes a colour that you choose, everywhere</source>
        <translation>選んだ色に、全体を変えます</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>探す</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>書き出す…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>読み込む…</translation>
    </message>
    <message>
        <source>celtint: colour the drawing</source>
        <translation>celtint: 絵を彩色</translation>
    </message>
    <message>
        <source>celtint: update the colours</source>
        <translation>celtint: 色を更新</translation>
    </message>
    <message>
        <source>celtint: new hint layer</source>
        <translation>celtint: 新しいヒントレイヤー</translation>
    </message>
    <message>
        <source>celtint: live on or off</source>
        <translation>celtint: ライブの入/切</translation>
    </message>
    <message>
        <source>celtint: make a picture of the boxes</source>
        <translation>celtint: 枠から絵を作る</translation>
    </message>
    <message>
        <source>The engine is removed; a server that runs ends by itself.</source>
        <translation>エンジンを削除しました。動作中のサーバーは自然に終わります。</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>インストール</translation>
    </message>
    <message>
        <source>This copy of the plugin carries no engine; install the zip that “make plugins” builds.</source>
        <translation>この版のプラグインにはエンジンが入っていません。「make plugins」で作る zip を入れてください。</translation>
    </message>
    <message>
        <source>celtint is being installed; wait or press Cancel.</source>
        <translation>celtint をインストール中です。待つか、「中止」を押してください。</translation>
    </message>
    <message>
        <source>celtint is installed; dab some colour and press Colour.</source>
        <translation>celtint をインストールしました。色の点を置いて「彩色」を押してください。</translation>
    </message>
    <message>
        <source>Fetch Python and install</source>
        <translation>Python を取得してインストール</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>修復</translation>
    </message>
    <message>
        <source>Cancelled; nothing was installed.</source>
        <translation>中止しました。何もインストールされていません。</translation>
    </message>
    <message>
        <source>celtint's engine isn't on this machine yet.</source>
        <translation>celtint のエンジンがまだこのコンピューターにありません。</translation>
    </message>
    <message>
        <source>Install celtint's engine for you alone; nothing else on this machine is changed</source>
        <translation>celtint のエンジンをあなた専用にインストールします。ほかは何も変わりません</translation>
    </message>
    <message>
        <source>Install the engine again: repairs what is broken, brings the version that this plugin carries</source>
        <translation>エンジンを入れ直します。壊れたところを直し、このプラグインの版にします</translation>
    </message>
    <message>
        <source>A folder with the packages' wheels, to install without the internet; empty to fetch them</source>
        <translation>インターネットなしで入れるための、パッケージの wheel のフォルダー。空なら取得します</translation>
    </message>
    <message>
        <source>celtint's engine does the colouring; it is a program of its own</source>
        <translation>彩色するのは celtint のエンジンで、独立したプログラムです</translation>
    </message>
    <message>
        <source>Stop; what is half done is removed</source>
        <translation>止めます。途中のものは削除されます</translation>
    </message>
    <message>
        <source>How far the installation is</source>
        <translation>インストールの進み具合</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Remove the engine that was installed from here</source>
        <translation>ここから入れたエンジンを削除します</translation>
    </message>
    <message>
        <source>from the internet</source>
        <translation>インターネットから</translation>
    </message>
    <message>
        <source>Choose the folder of wheels</source>
        <translation>wheel のフォルダーを選ぶ</translation>
    </message>
    <message>
        <source>Wheels</source>
        <translation>wheel フォルダー</translation>
    </message>
    <message>
        <source>Press Make a picture of the boxes to try again.</source>
        <translation>「枠から絵を作る」を押すと、もう一度試します。</translation>
    </message>
    <message>
        <source>Making a picture …</source>
        <translation>絵を作っています …</translation>
    </message>
    <message>
        <source>There is no box yet; press New beside Layer, draw boxes, tag them, and try again.</source>
        <translation>まだ枠がありません。「レイヤー」の横の「新規」を押し、枠を描いて札を付け、もう一度試してください。</translation>
    </message>
    <message>
        <source>This server makes no pictures of boxes; update it to this plugin's version.</source>
        <translation>このサーバーは枠から絵を作れません。このプラグインと同じ版に更新してください。</translation>
    </message>
    <message>
        <source>The document is RGB now; undo brings the grey one back.</source>
        <translation>文書は RGB になりました。元に戻すとグレースケールに戻ります。</translation>
    </message>
    <message>
        <source>Press Colour to try again.</source>
        <translation>「彩色」を押すと、もう一度試します。</translation>
    </message>
    <message>
        <source>Colouring …</source>
        <translation>彩色しています …</translation>
    </message>
    <message>
        <source>Paint a dab of colour into each part, then press Colour.</source>
        <translation>各部分に色の点を置いてから、「彩色」を押してください。</translation>
    </message>
    <message>
        <source>Draw a box with the rectangle tool, select it, write its name and press Tag selected box.</source>
        <translation>長方形ツールで枠を描いて選択し、名前を書いて「選んだ枠に札を付ける」を押してください。</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>見ています …</translation>
    </message>
    <message>
        <source>Connecting …</source>
        <translation>接続しています …</translation>
    </message>
    <message>
        <source>The end of the log is on the clipboard; paste it where you ask for help.</source>
        <translation>ログの末尾をクリップボードに入れました。助けを求めるところに貼り付けてください。</translation>
    </message>
    <message>
        <source>Cancelled; the document is as it was.</source>
        <translation>中止しました。文書は元のままです。</translation>
    </message>
    <message>
        <source>Press Install, or say below, under Engine and server, which Python has celtint.</source>
        <translation>「インストール」を押すか、下の「エンジンとサーバー」で celtint の入った Python を指定してください。</translation>
    </message>
    <message>
        <source>celtint has made no layer here yet; press Colour first.</source>
        <translation>celtint はまだここにレイヤーを作っていません。先に「彩色」を押してください。</translation>
    </message>
    <message>
        <source>Write what is in the box first, such as hair.</source>
        <translation>先に、「髪」のように枠の中にあるものを書いてください。</translation>
    </message>
    <message>
        <source>No box is selected; click one with the Select Shapes tool first.</source>
        <translation>枠が選ばれていません。先に図形選択ツールでクリックしてください。</translation>
    </message>
    <message>
        <source>These lines count as ink.</source>
        <translation>これらの線をインクとみなします。</translation>
    </message>
    <message>
        <source>These are the regions that celtint sees.</source>
        <translation>これらが celtint の見ている領域です。</translation>
    </message>
    <message>
        <source>The plugin failed at this; save your work, start Krita again and report it.</source>
        <translation>プラグインが失敗しました。作業を保存し、Krita を起動し直して、報告してください。</translation>
    </message>
    <message>
        <source>{0}: tagged.</source>
        <translation>{0}: 札を付けました。</translation>
    </message>
    <message>
        <source>Paint your hints again: those on a grey layer are grey.</source>
        <translation>ヒントを塗り直してください。グレーのレイヤーのヒントは灰色です。</translation>
    </message>
    <message>
        <source>Waiting; {0} before this.</source>
        <translation>待っています。前に {0} 件。</translation>
    </message>
    <message>
        <source>Connected; {0} networks.</source>
        <translation>接続しました。ネットワーク {0} 個。</translation>
    </message>
    <message>
        <source>New documents begin with these settings.</source>
        <translation>新しい文書はこの設定で始まります。</translation>
    </message>
    <message>
        <source>These are celtint's own settings; new documents begin with them.</source>
        <translation>celtint の初期設定に戻しました。新しい文書もこれで始まります。</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自動判別</translation>
    </message>
    <message>
        <source>Line art</source>
        <translation>線画(線のみ)</translation>
    </message>
    <message>
        <source>Grey, shaded</source>
        <translation>グレー、陰影付き</translation>
    </message>
    <message>
        <source>Flat</source>
        <translation>平塗り</translation>
    </message>
    <message>
        <source>Soft: with a shade layer</source>
        <translation>ソフト: 影レイヤー付き</translation>
    </message>
    <message>
        <source>Leave empty</source>
        <translation>空のままにする</translation>
    </message>
    <message>
        <source>Mean of the hints</source>
        <translation>ヒントの平均</translation>
    </message>
    <message>
        <source>Network's guess</source>
        <translation>ネットワークの推測</translation>
    </message>
    <message>
        <source>All different</source>
        <translation>すべて別の色</translation>
    </message>
    <message>
        <source>No line layer</source>
        <translation>線レイヤーなし</translation>
    </message>
    <message>
        <source>As they are</source>
        <translation>そのまま</translation>
    </message>
    <message>
        <source>Without trace lines</source>
        <translation>色トレス線なし</translation>
    </message>
    <message>
        <source>In the paint's colour</source>
        <translation>隣の塗りの色</translation>
    </message>
    <message>
        <source>Meadow</source>
        <translation>草原</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>通り</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>部屋</translation>
    </message>
    <message>
        <source>Sea</source>
        <translation>海</translation>
    </message>
    <message>
        <source>Night sky</source>
        <translation>夜空</translation>
    </message>
    <message>
        <source>From the left</source>
        <translation>左から</translation>
    </message>
    <message>
        <source>From the right</source>
        <translation>右から</translation>
    </message>
    <message>
        <source>From above</source>
        <translation>上から</translation>
    </message>
    <message>
        <source>From the front</source>
        <translation>正面から</translation>
    </message>
    <message>
        <source>UNAUTHORISED</source>
        <translation>サーバーがプラグインを受け付けません。トークンがないか、違っています。</translation>
    </message>
    <message>
        <source>VERSION_UNSUPPORTED</source>
        <translation>プラグインとサーバーの版が違います。古いほうを更新してください。</translation>
    </message>
    <message>
        <source>BAD_REQUEST</source>
        <translation>サーバーが要求を理解できません。</translation>
    </message>
    <message>
        <source>MODEL_NOT_FOUND</source>
        <translation>そのネットワークはサーバーに入っていません。</translation>
    </message>
    <message>
        <source>BAD_PICTURE</source>
        <translation>サーバーが絵を読めません。</translation>
    </message>
    <message>
        <source>TOO_LARGE</source>
        <translation>サーバーが受け付ける大きさを超えています。</translation>
    </message>
    <message>
        <source>UNKNOWN_PART</source>
        <translation>サーバーに一部が届いていません。もう一度試してください。</translation>
    </message>
    <message>
        <source>QUEUE_FULL</source>
        <translation>サーバーが混んでいます。後でもう一度試してください。</translation>
    </message>
    <message>
        <source>CANCELLED</source>
        <translation>中止しました。</translation>
    </message>
    <message>
        <source>TIMED_OUT</source>
        <translation>サーバーの処理に時間がかかりすぎました。</translation>
    </message>
    <message>
        <source>INTERNAL</source>
        <translation>サーバーが失敗しました。理由はログにあります。</translation>
    </message>
</context>
</TS>
