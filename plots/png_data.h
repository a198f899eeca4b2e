/* png_data.h: the pixels of a chart as a PNG has them: rows of RGB without filters, compressed (a
 * zlib stream, RFC 1950).
 *
 * A chart is flat: nine pixels in ten are as the one before, a third of the rows as the row above.
 * That is looked for first, a pixel at a time; a general compressor looks at every byte.
 *
 *   ret = png_data(&(struct pixels){ data, stride, width, height }, &out, err); */
#ifndef PNG_DATA_H
#define PNG_DATA_H

#include "text.h"

struct pixels {              /* as cairo has them: 32 bits each, red the highest of the lower 24 */
    const unsigned char *at; /* borrowed; the first row, aligned to a pixel */
    size_t stride;           /* from row to row in bytes */
    size_t width, height;    /* at most PNG_DATA_WIDEST and PNG_DATA_HIGHEST */
};

enum { PNG_DATA_WIDEST = 10000, PNG_DATA_HIGHEST = 65535 };

/* Adds to out, which tells by itself when memory runs out. HR_ENOMEM. */
HR_CHECKED int png_data(const struct pixels *pixels, struct text *out, struct hr_err *err);

#endif
