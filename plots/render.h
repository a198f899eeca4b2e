/* render.h: a chart's SVG as PNG (1920 x 1200) and PDF (720 x 450 pt), in memory; the caller writes
 * the files.
 *
 * Both come from the SVG itself, by librsvg and cairo, so all three pictures are one. Equal SVG,
 * facts and libraries (and fonts: Liberation Sans takes Arial's place) give equal bytes: there is
 * no clock in them. The PNG carries text chunks Title, Description, Source and Software; the PDF
 * carries title, description and software in its properties. Thread-safety: any number of threads
 * at once; each call has its own picture, and the bytes do not depend on the others. librsvg and
 * cairo are loaded by the first call (library.h). */
#ifndef RENDER_H
#define RENDER_H

#include "text.h"

enum {
    RENDER_PNG_WIDTH = 1920,
    RENDER_PNG_HEIGHT = 1200,
    RENDER_PDF_WIDTH_PT = 720,
    RENDER_PDF_HEIGHT_PT = 450
};

struct render_facts {
    const char *title, *description, *source,
        *software;          /* borrowed, UTF-8; software is "Headroom 0.1.0" */
    unsigned width, height; /* of the PNG in pixels, at most RENDER_PNG_WIDTH wide; 0: as above. The
                               PDF has the same proportions */
    const char *created; /* borrowed; the PDF's creation date, "2026-01-31T00:00:00Z"; NULL for the
                            fixed date 2000-01-01 */
};

/* Can pictures be drawn here? To be asked before long work that ends in them. HR_EIO: librsvg
 * cannot be loaded. */
HR_CHECKED int render_ready(struct hr_err *err);

/* out holds the bytes of the file. It must be initialised; what it held is released. HR_ERANGE when
 * the SVG cannot be read, HR_ENOMEM, HR_EWRITE, HR_EIO as above: then it is empty. */
HR_CHECKED int render_png(const char *svg, const struct render_facts *facts, struct text *out,
                          struct hr_err *err);
HR_CHECKED int render_pdf(const char *svg, const struct render_facts *facts, struct text *out,
                          struct hr_err *err);

#endif
