/* paragraph.h: text wrapped for a terminal. */
#ifndef PARAGRAPH_H
#define PARAGRAPH_H

#include <stdio.h>

/* At most 92 columns, each line indented; ends in a newline. A word that is longer has a line. */
void paragraph_put(FILE *out, int indent, const char *text);

#endif
