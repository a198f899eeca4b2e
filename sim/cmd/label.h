/* label.h: names of settings, lines and rows as the first column of a table on a terminal. */
#ifndef LABEL_H
#define LABEL_H

#include "model.h"

#include <stdio.h>

/* Characters of the longest label of a setting or line, at least `least`; longer than 60 are let
 * run over. */
int label_width(const struct model *model, int least);
/* Two spaces, then the label filled up with spaces to that many characters (not bytes). */
void label_print(FILE *out, const char *label, int width);

#endif
