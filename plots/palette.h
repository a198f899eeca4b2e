/* palette.h: every colour of every chart.
 *
 * The six category hues are the Government Analysis Function's, in its own order, which is also the
 * stacking order: each neighbour pair is at least 3:1 apart. Text on white is at least 4.5:1; a
 * mark on white is at least 3:1 or has an edge or a label that is. test_svg checks the figures.
 * Colour is never the only sign: lines also differ in dash, areas in place and label. */
#ifndef PALETTE_H
#define PALETTE_H

#define COLOUR_WHITE "#FFFFFF"

/* Text and axes */
#define COLOUR_INK "#0B0C0C"       /* text, outturn: 19.6:1 on white */
#define COLOUR_SECONDARY "#505A5F" /* notes, subtitle, the zero line: 7.1 */
#define COLOUR_GRID "#D6DADC"      /* 1.4: may vanish without loss */
#define COLOUR_AXIS "#8A9296"      /* 3.2 */

/* Categories, in stacking order; the _TEXT versions are for words of the same hue */
#define COLOUR_MAINSTREAM "#12436D" /* also the central line and totals: 10.3 */
#define COLOUR_UNIT "#28A197"       /* SEN unit or resourced provision, reductions: 3.2 */
#define COLOUR_UNIT_TEXT "#1B7A72"
#define COLOUR_SPECIAL "#801650"     /* state special; "makes it higher": 9.8 */
#define COLOUR_INDEPENDENT "#F46A25" /* the one to notice: 3.0 */
#define COLOUR_INDEPENDENT_TEXT "#B03A06"
#define COLOUR_FURTHER_EDUCATION "#3D3D3D" /* 10.9 */
#define COLOUR_OTHER "#A285D1"             /* other, alternative provision: 3.1 */
#define COLOUR_OTHER_TEXT "#6B4FA0"

/* Ranges */
#define COLOUR_LIKELY_RANGE "#CFE3F5" /* 1.3: carried by its edge */
#define COLOUR_MIDDLE_HALF "#8DBDE8"  /* 2.0: carried by its edge */
#define COLOUR_BAND_EDGE "#4B8BC4"    /* 3.6 */
#define COLOUR_BAND_TEXT "#1F5F99"    /* labels of the likely range: 6.6 */
#define COLOUR_INTERVAL "#2073BC"     /* thick bar in comparisons: 5.0 */
#define COLOUR_THRESHOLD \
    "#B03A06" /* threshold, cost line: 6.1; 4.6 on the likely range, 3.1 on the middle half */
#define COLOUR_GAP "#F9D9C8" /* only between two labelled lines */

#endif
