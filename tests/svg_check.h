/* svg_check.h: reads back an SVG that plots/ wrote, for tests: is it well-formed, where is its
 * text, do texts collide?
 *
 * It parses the file itself and shares nothing with the writer but the width table. */
#ifndef SVG_CHECK_H
#define SVG_CHECK_H

#include "svg.h"

enum { SVG_CHECK_TEXTS = 256 };

struct svg_check_text {
    char text[512]; /* entities resolved */
    double size;
    bool bold;
    enum svg_anchor anchor;
    double turn;        /* degrees about its middle */
    bool is_mark;       /* turned and faint (svg_mark): other texts may lie under it */
    struct svg_box box; /* before it is turned */
};

struct svg_check {
    struct svg_check_text text[SVG_CHECK_TEXTS];
    size_t n_text;
    char fault[1024]; /* the first thing wrong; "" when nothing is */
};

/* Elements nest and close, attributes are quoted and not repeated, every & is one of the five
 * entities, bytes are UTF-8 without controls.
 * */
void svg_check_read(struct svg_check *self, const char *svg);
/* Adds the fault when two texts overlap, but for a mark, or one leaves the canvas. */
void svg_check_layout(struct svg_check *self, double width, double height);
/* Both, of a chart; fails the test that calls it when anything is wrong. */
void svg_check_sound(struct svg_check *self, const char *svg);
/* Are the labels of money axes in a unit that the subtitle names? Labels are amounts alone,
 * "£2.5bn", not bold, in a row or in a column that ends at one x. Fails the test that calls it. */
void svg_check_money(const struct svg_check *self, const char *subtitle);
/* Fails the test that calls it when the picture is not the file's, byte for byte. With the
 * environment variable set the file is written
 * first: look at the new picture before that. */
void svg_check_golden(const char *svg, const char *path, const char *write_variable);
/* The first text that holds this; NULL. */
const struct svg_check_text *svg_check_find(const struct svg_check *self, const char *text);

#endif
